/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of the bake list: a heading, or what is to be made with how much of it is left to make and a mark to tick it off. Main
 * thread. */

#include "config.h"

#include "console-bake-row.h"

#include "console-bake-texts.h"
#include "console-trace.h"

#include <glib/gi18n.h>

struct _ConsoleBakeRow
{
  GtkBox parent_instance;

  /* Template children */
  GtkLabel       *day;
  GtkLabel       *heading;
  GtkWidget      *content;
  GtkCheckButton *tick;
  GtkLabel       *name;
  GtkLabel       *details;
  GtkLabel       *to_make;
  GtkLabel       *progress;

  /* Owned */
  ConsoleBakeItem *item;

  /* Borrowed */
  const ConsoleCalendar *calendar;

  gboolean               is_showing;
};

G_DEFINE_FINAL_TYPE (ConsoleBakeRow, console_bake_row, GTK_TYPE_BOX)

static void
toggled_cb (ConsoleBakeRow *self)
{
  const BakeryBakeRow *row = self->item != NULL ? console_bake_item_get_row (self->item) : NULL;

  if (row != NULL && !self->is_showing)
    gtk_widget_activate_action (GTK_WIDGET (self), "bake.tick", "(xxx)", row->day, row->cake, row->recipe);
}

/* What has the focus in a list view is the widget around the row, which GTK 4.8 gives no name. */
static void
name_place (ConsoleBakeRow *self,
            const char     *label)
{
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (self));

  if (place != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (place), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_heading (ConsoleBakeRow *self)
{
  const BakeryBakeRow *row = console_bake_item_get_row (self->item);
  const gboolean begins_day = console_bake_item_begins_day (self->item);
  g_autofree char *day = begins_day ? console_bake_dup_day (self->calendar, row->day) : NULL;

  gtk_label_set_label (self->day, day != NULL ? day : "");
  gtk_widget_set_visible (GTK_WIDGET (self->day), begins_day);
  gtk_label_set_label (self->heading, console_bake_kind_get_title (row->kind));
  name_place (self, console_bake_kind_get_title (row->kind));
}

static void
show_content (ConsoleBakeRow *self)
{
  const BakeryBakeRow *row = console_bake_item_get_row (self->item);
  const gboolean is_done = row->to_make == 0;
  g_autofree char *details = console_bake_row_dup_details (row, self->calendar);
  g_autofree char *to_make = console_bake_row_dup_quantity (row, row->to_make);
  g_autofree char *exact = console_bake_row_dup_exact (row);
  g_autofree char *progress = console_bake_row_dup_progress (row);
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", row->name, progress, details);

  gtk_label_set_label (self->name, row->name);
  gtk_label_set_label (self->details, details);
  gtk_label_set_label (self->to_make, is_done ? _("Done") : to_make);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->to_make), exact);
  gtk_label_set_label (self->progress, progress);
  gtk_check_button_set_active (self->tick, is_done);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tick), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  name_place (self, label);
  if (is_done)
    gtk_widget_add_css_class (GTK_WIDGET (self), "done");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "done");
}

static void
show_item (ConsoleBakeRow *self)
{
  const gboolean is_heading = console_bake_item_is_heading (self->item);

  self->is_showing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->day), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), is_heading);
  gtk_widget_set_visible (self->content, !is_heading);
  if (is_heading)
    show_heading (self);
  else
    show_content (self);
  self->is_showing = FALSE;
}

static void
set_item (ConsoleBakeRow  *self,
          ConsoleBakeItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    {
      g_signal_connect_object (item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
      show_item (self);
    }
}

/* A heading takes no focus: it hands it on to the row beyond it, seen from where the focus is. The list view gives its first
 * line the focus when it is entered by key, and stops at a line that does not take it. */
static gboolean
console_bake_row_grab_focus (GtkWidget *widget)
{
  ConsoleBakeItem *item = CONSOLE_BAKE_ROW (widget)->item;
  GtkWidget *place = gtk_widget_get_parent (widget);
  GtkWidget *next = place != NULL ? gtk_widget_get_next_sibling (place) : NULL;
  GtkWidget *previous = place != NULL ? gtk_widget_get_prev_sibling (place) : NULL;

  if (item == NULL || !console_bake_item_is_heading (item))
    return GTK_WIDGET_CLASS (console_bake_row_parent_class)->grab_focus (widget);
  if (previous != NULL && gtk_widget_get_focus_child (gtk_widget_get_parent (place)) == next)
    return gtk_widget_grab_focus (previous);

  return next != NULL && gtk_widget_grab_focus (next);
}

static void
console_bake_row_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  ConsoleBakeItem *item = CONSOLE_BAKE_ROW (widget)->item;

  GTK_WIDGET_CLASS (console_bake_row_parent_class)->snapshot (widget, snapshot);

  if (item != NULL && !console_bake_item_is_heading (item))
    console_trace_painted (widget, "bake-row-painted", console_bake_item_get_row (item)->recipe);
}

static void
console_bake_row_dispose (GObject *object)
{
  ConsoleBakeRow *self = CONSOLE_BAKE_ROW (object);

  set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_BAKE_ROW);

  G_OBJECT_CLASS (console_bake_row_parent_class)->dispose (object);
}

static void
console_bake_row_class_init (ConsoleBakeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_bake_row_dispose;
  widget_class->grab_focus = console_bake_row_grab_focus;
  widget_class->snapshot = console_bake_row_snapshot;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/bake-list/bake-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeRow, day);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeRow, heading);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeRow, content);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeRow, tick);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeRow, name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeRow, details);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeRow, to_make);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeRow, progress);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
console_bake_row_init (ConsoleBakeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* In a list view */

static void
set_up_cb (GtkListItemFactory    *factory,
           GtkListItem           *list_item,
           const ConsoleCalendar *calendar)
{
  ConsoleBakeRow *row = g_object_new (CONSOLE_TYPE_BAKE_ROW, NULL);

  row->calendar = calendar;
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            user_data)
{
  ConsoleBakeItem *item = gtk_list_item_get_item (list_item);
  const gboolean is_heading = console_bake_item_is_heading (item);

  gtk_list_item_set_activatable (list_item, !is_heading);
  gtk_list_item_set_selectable (list_item, !is_heading);
  set_item (CONSOLE_BAKE_ROW (gtk_list_item_get_child (list_item)), item);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            user_data)
{
  set_item (CONSOLE_BAKE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/**
 * console_bake_row_create_factory:
 * @calendar: the shop's calendar; outlives the factory
 *
 * Returns: (transfer full): a factory that shows items of a bake list
 */
GtkListItemFactory *
console_bake_row_create_factory (const ConsoleCalendar *calendar)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), (gpointer) calendar);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}
