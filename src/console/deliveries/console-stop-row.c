/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One stop of a run: which one it is, whose order, where to, when, and what came of it. It can be dragged to the place of
 * another one while that changes anything. Main thread. */

#include "config.h"

#include "console-stop-row.h"

#include "console-delivery-texts.h"
#include "console-order-texts.h"
#include "console-run-edits.h"

#include <glib/gi18n.h>

struct _ConsoleStopRow
{
  GtkListBoxRow parent_instance;

  /* Template children */
  GtkLabel  *number;
  GtkLabel  *title;
  GtkLabel  *address;
  GtkLabel  *details;
  GtkLabel  *pill;
  GtkWidget *handle;

  /* Owned */
  ConsoleDestination *item;
};

enum
{
  DROPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleStopRow, console_stop_row, GTK_TYPE_LIST_BOX_ROW)

/* Dragging */

static GdkContentProvider *
prepare_cb (GtkDragSource  *source,
            double x,
            double y,
            ConsoleStopRow *self)
{
  if (!gtk_widget_get_visible (self->handle))
    return NULL;

  return gdk_content_provider_new_typed (G_TYPE_INT64, console_destination_get_id (self->item));
}

static void
drag_begin_cb (GtkDragSource  *source,
               GdkDrag        *drag,
               ConsoleStopRow *self)
{
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop_cb (GtkDropTarget  *target,
         const GValue   *value,
         double          x,
         double          y,
         ConsoleStopRow *self)
{
  if (!gtk_widget_get_visible (self->handle))
    return FALSE;

  g_signal_emit (self, signals[DROPPED], 0, g_value_get_int64 (value));

  return TRUE;
}

static void
add_dragging (ConsoleStopRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
console_stop_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_STOP_ROW);
  g_clear_object (&CONSOLE_STOP_ROW (object)->item);

  G_OBJECT_CLASS (console_stop_row_parent_class)->dispose (object);
}

static void
console_stop_row_class_init (ConsoleStopRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_stop_row_dispose;

  signals[DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/stop-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleStopRow, number);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStopRow, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStopRow, address);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStopRow, details);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStopRow, pill);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStopRow, handle);
}

static void
console_stop_row_init (ConsoleStopRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_dragging (self);
}

/**
 * console_stop_row_new:
 * @item: where an order goes
 *
 * Returns: (transfer floating): a row, which shows nothing yet
 */
GtkWidget *
console_stop_row_new (ConsoleDestination *item)
{
  ConsoleStopRow *self = g_object_new (CONSOLE_TYPE_STOP_ROW, NULL);

  self->item = g_object_ref (item);

  return GTK_WIDGET (self);
}

/**
 * console_stop_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none): where the order goes
 */
ConsoleDestination *
console_stop_row_get_item (ConsoleStopRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_STOP_ROW (self), NULL);

  return self->item;
}

/* Showing */

static char *
dup_details (ConsoleStopRow           *self,
             const ConsoleDeliveryRun *run,
             guint                     position,
             const ConsoleCalendar    *calendar)
{
  g_autofree char *due = console_destination_dup_due (self->item, calendar);
  g_autofree char *outcome = console_delivery_run_dup_outcome (run, position, calendar);
  GString *text = g_string_new (outcome != NULL ? outcome : due);

  if (outcome != NULL)
    g_string_append_printf (text, " · %s", due);
  if (!console_destination_has_place (self->item))
    {
      g_string_append (text, " · ");
      g_string_append (text, _("not on the map"));
    }

  return g_string_free (text, FALSE);
}

/* An order may have been cancelled, or handed over by somebody else, while its stop still waits. */
static const char *
get_state_title (ConsoleStopRow *self,
                 BakeryStopState state)
{
  const BakeryOrder *order = console_destination_get_order (self->item);

  if (state == BAKERY_STOP_WAITING)
    return bakery_order_is_finished (order)
           ? console_stage_get_title ((BakeryStage) order->stage, BAKERY_FULFILMENT_DELIVERY) : NULL;

  return state == BAKERY_STOP_FAILED ? _("Not handed over") : _("Handed over");
}

static void
show_state (ConsoleStopRow *self,
            BakeryStopState state)
{
  const gboolean is_failed = state == BAKERY_STOP_FAILED;
  const char *title = get_state_title (self, state);

  gtk_label_set_label (self->pill, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->pill), title != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->pill), is_failed ? "paid" : "warns");
  gtk_widget_add_css_class (GTK_WIDGET (self->pill), is_failed ? "warns" : "paid");
}

static void
name_row (ConsoleStopRow *self,
          guint           position,
          guint           n_stops)
{
  /* Translators: which stop of how many, as a screen reader reads it. */
  g_autofree char *place = g_strdup_printf (_("Stop %u of %u"), position + 1, n_stops);
  g_autofree char *name = g_strjoin (", ", place, gtk_label_get_label (self->title), gtk_label_get_label (self->details),
                                     gtk_label_get_label (self->address), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * console_stop_row_show:
 * @self: a row
 * @run: whose stop it is
 * @calendar: the shop's calendar
 * @is_movable: whether the person may put the stops into another order
 *
 * Shows the stop as it is now.
 */
void
console_stop_row_show (ConsoleStopRow           *self,
                       const ConsoleDeliveryRun *run,
                       const ConsoleCalendar    *calendar,
                       gboolean                  is_movable)
{
  const guint position = console_run_find_position (run->delivery, console_destination_get_id (self->item));
  const BakeryDeliveryStop *stop;
  g_autofree char *number = NULL, *title = NULL, *address = NULL, *details = NULL;

  if (position == G_MAXUINT)
    return;

  stop = g_ptr_array_index (run->delivery->stops, position);
  number = g_strdup_printf ("%u", position + 1);
  title = console_destination_dup_title (self->item);
  address = console_destination_dup_address (self->item);
  details = dup_details (self, run, position, calendar);
  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->address, address);
  gtk_label_set_label (self->details, details);
  show_state (self, (BakeryStopState) stop->state);
  gtk_widget_set_visible (self->handle, is_movable && stop->state == BAKERY_STOP_WAITING);
  name_row (self, position, run->delivery->stops->len);
}
