/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One line of the list beside the map: whose order, how far it is, where it goes and when it is due. Follows its item. Main
 * thread. */

#include "config.h"

#include "console-destination-row.h"

#include "console-delivery-texts.h"
#include "console-order-texts.h"

struct _ConsoleDestinationRow
{
  GtkBox parent_instance;

  /* Template children */
  GtkLabel *title;
  GtkLabel *pill;
  GtkLabel *address;
  GtkImage *warning;
  GtkLabel *details;

  /* Owned */
  ConsoleDestination *item;
  char               *name; /* all that it says */

  /* Borrowed from the factory */
  const ConsoleCalendar *calendar;
};

G_DEFINE_FINAL_TYPE (ConsoleDestinationRow, console_destination_row, GTK_TYPE_BOX)

static void
set_css_class (GtkWidget  *widget,
               const char *name,
               gboolean    has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* The list's own widget around the row is what is focused, and read out. */
static void
name_row (ConsoleDestinationRow *self,
          const char            *name)
{
  GtkWidget *widget = gtk_widget_get_parent (GTK_WIDGET (self));

  if (widget != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_state (ConsoleDestinationRow *self,
            BakeryStage            stage,
            gboolean               is_late)
{
  gtk_widget_set_visible (GTK_WIDGET (self->warning), is_late || !console_destination_has_place (self->item));
  gtk_image_set_from_icon_name (self->warning, is_late ? "sweetspot-late-symbolic" : "sweetspot-warning-symbolic");
  set_css_class (GTK_WIDGET (self->details), "late", is_late);
  set_css_class (GTK_WIDGET (self->pill), "accent", stage == BAKERY_STAGE_READY);
  set_css_class (GTK_WIDGET (self->pill), "warns", stage == BAKERY_STAGE_OUT_FOR_DELIVERY);
  set_css_class (GTK_WIDGET (self->pill), "paid", stage == BAKERY_STAGE_DELIVERED);
}

/* Each position of its van changes an order by some seconds, and what is said of it only by the minute: the words tell whether
 * there is anything to paint, since what is late and what has no place is said in them as well. */
static void
update (ConsoleDestinationRow *self)
{
  const BakeryOrder *order = console_destination_get_order (self->item);
  const char *stage = console_stage_get_title ((BakeryStage) order->stage, BAKERY_FULFILMENT_DELIVERY);
  g_autofree char *title = console_destination_dup_title (self->item);
  g_autofree char *address = console_destination_dup_address (self->item);
  g_autofree char *details = console_destination_dup_details (self->item, self->calendar);
  g_autofree char *name = g_strjoin (", ", title, stage, details, address, NULL);

  if (g_strcmp0 (self->name, name) == 0)
    return;

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->pill, stage);
  gtk_label_set_label (self->address, address);
  gtk_label_set_label (self->details, details);
  show_state (self, (BakeryStage) order->stage, console_destination_is_late (self->item, self->calendar->now));
  name_row (self, name);
  g_free (self->name);
  self->name = g_steal_pointer (&name);
}

static void
let_go (ConsoleDestinationRow *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_clear_object (&self->item);
  g_clear_pointer (&self->name, g_free);
}

static void
console_destination_row_dispose (GObject *object)
{
  let_go (CONSOLE_DESTINATION_ROW (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_DESTINATION_ROW);

  G_OBJECT_CLASS (console_destination_row_parent_class)->dispose (object);
}

static void
console_destination_row_class_init (ConsoleDestinationRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_destination_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/destination-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleDestinationRow, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDestinationRow, pill);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDestinationRow, address);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDestinationRow, warning);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDestinationRow, details);
}

static void
console_destination_row_init (ConsoleDestinationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_up_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            calendar)
{
  ConsoleDestinationRow *row = g_object_new (CONSOLE_TYPE_DESTINATION_ROW, NULL);

  row->calendar = calendar;
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            calendar)
{
  ConsoleDestinationRow *row = CONSOLE_DESTINATION_ROW (gtk_list_item_get_child (list_item));

  row->item = g_object_ref (gtk_list_item_get_item (list_item));
  g_signal_connect_object (row->item, "notify", G_CALLBACK (update), row, G_CONNECT_SWAPPED);
  update (row);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            calendar)
{
  let_go (CONSOLE_DESTINATION_ROW (gtk_list_item_get_child (list_item)));
}

/**
 * console_destination_row_create_factory:
 * @calendar: how to tell when something is due; must outlive the rows
 *
 * Returns: (transfer full): what makes rows for #ConsoleDestination
 */
GtkListItemFactory *
console_destination_row_create_factory (const ConsoleCalendar *calendar)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), (gpointer) calendar);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}
