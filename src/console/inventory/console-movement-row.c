/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A movement in a history: what moved and why, by how much, when and by whom. */

#include "config.h"

#include "console-movement-row.h"

#include "console-stock-texts.h"

struct _ConsoleMovementRow
{
  GtkBox parent_instance;

  /* Children */
  GtkLabel *title;
  GtkLabel *details;
  GtkLabel *amount;

  gboolean  has_name;
};

G_DEFINE_FINAL_TYPE (ConsoleMovementRow, console_movement_row, GTK_TYPE_BOX)

static GtkLabel *
create_label (const char *css_class,
              float xalign)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (label, xalign);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);

  return label;
}

static void
console_movement_row_class_init (ConsoleMovementRowClass *klass)
{
}

static void
console_movement_row_init (ConsoleMovementRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->title = create_label (NULL, 0);
  self->details = create_label ("dim-label", 0);
  self->amount = create_label ("numeric", 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->details), "caption");
  gtk_label_set_ellipsize (self->amount, PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->details));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (self), texts);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->amount));
  gtk_widget_add_css_class (GTK_WIDGET (self), "movement");
}

/**
 * console_movement_row_new:
 * @has_name: whether it says what moved
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
console_movement_row_new (gboolean has_name)
{
  ConsoleMovementRow *self = g_object_new (CONSOLE_TYPE_MOVEMENT_ROW, "spacing", 12, NULL);

  self->has_name = has_name;

  return GTK_WIDGET (self);
}

/**
 * console_movement_row_show:
 * @self: the row
 * @movement: (nullable): a movement, %NULL while it is read
 * @item: (nullable): what moved
 * @calendar: the shop's calendar
 *
 * Shows a movement.
 */
void
console_movement_row_show (ConsoleMovementRow        *self,
                           const BakeryStockMovement *movement,
                           const BakeryInventoryItem *item,
                           const ConsoleCalendar     *calendar)
{
  g_autofree char *title = movement != NULL ? console_movement_dup_title (movement) : NULL;
  g_autofree char *named = self->has_name && item != NULL ? g_strdup_printf ("%s · %s", item->name, title) : NULL;
  g_autofree char *details = movement != NULL ? console_movement_dup_details (movement, calendar) : NULL;
  g_autofree char *amount = movement != NULL ? console_movement_dup_amount (movement, item) : NULL;

  g_return_if_fail (CONSOLE_IS_MOVEMENT_ROW (self));

  gtk_label_set_label (self->title, named != NULL ? named : title != NULL ? title : "");
  gtk_label_set_label (self->details, details != NULL ? details : "");
  gtk_label_set_label (self->amount, amount != NULL ? amount : "");
}
