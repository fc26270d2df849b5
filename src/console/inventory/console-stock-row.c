/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An item in the list of the stock: how much of it is there, how its level goes on, and in words when it gets low. */

#include "config.h"

#include "console-stock-row.h"

#include "console-level-chart.h"
#include "console-stock-texts.h"

struct _ConsoleStockRow
{
  GtkListBoxRow parent_instance;

  /* Template children */
  GtkLabel          *name;
  GtkWidget         *waits;
  GtkLabel          *facts;
  ConsoleLevelChart *chart;
  GtkLabel          *quantity;
  GtkLabel          *outlook;

  gint64             item;
};

G_DEFINE_FINAL_TYPE (ConsoleStockRow, console_stock_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
resize_cb (gpointer user_data)
{
  gtk_widget_queue_resize (user_data);

  return G_SOURCE_REMOVE;
}

/* That comes about while the row is given its place, when it is too late to ask for another height. */
static void
squeezed_cb (ConsoleStockRow *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, resize_cb, g_object_ref (self), g_object_unref);
}

static void
console_stock_row_class_init (ConsoleStockRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CONSOLE_TYPE_LEVEL_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/inventory/stock-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockRow, name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockRow, waits);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockRow, facts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockRow, chart);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockRow, outlook);
  gtk_widget_class_bind_template_callback (widget_class, squeezed_cb);
}

static void
console_stock_row_init (ConsoleStockRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_stock_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
console_stock_row_new (void)
{
  return g_object_new (CONSOLE_TYPE_STOCK_ROW, NULL);
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    has_it)
{
  if (has_it)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* A word and a shape say it; the colour only helps. */
static void
show_state (ConsoleStockRow  *self,
            ConsoleStockState state,
            gboolean          is_ageing)
{
  const gboolean is_quiet = state == CONSOLE_STOCK_ENOUGH && !is_ageing;

  set_class (GTK_WIDGET (self), "short", state == CONSOLE_STOCK_SHORT);
  set_class (GTK_WIDGET (self), "low", state == CONSOLE_STOCK_LOW);
  set_class (GTK_WIDGET (self->outlook), "pill", !is_quiet);
  set_class (GTK_WIDGET (self->outlook), "dim-label", is_quiet);
}

/* What runs out is said before what gets old; that is then among the facts. */
static char *
dup_facts (const BakeryInventoryItem *item,
           ConsoleStockState          state,
           const char                *ageing)
{
  g_autofree char *facts = console_item_dup_facts (item);

  return ageing != NULL && state != CONSOLE_STOCK_ENOUGH ? g_strdup_printf ("%s · %s", facts, ageing)
                                                         : g_steal_pointer (&facts);
}

/**
 * console_stock_row_show:
 * @self: the row
 * @stock: a stock
 * @item: one of its items
 * @waits: whether a change of it has not reached the server
 * @calendar: the shop's calendar
 *
 * Shows an item.
 */
void
console_stock_row_show (ConsoleStockRow           *self,
                        const ConsoleStock        *stock,
                        const BakeryInventoryItem *item,
                        gboolean                   waits,
                        const ConsoleCalendar     *calendar)
{
  const ConsoleStockState state = console_stock_get_state (stock, item->base.id);
  g_autofree char *ageing = console_stock_dup_ageing (stock, item, calendar);
  g_autofree char *facts = dup_facts (item, state, ageing);
  g_autofree char *quantity = console_item_dup_quantity (item, item->quantity);
  g_autofree char *outlook = ageing != NULL && state == CONSOLE_STOCK_ENOUGH
                               ? g_strdup (ageing) : console_stock_dup_outlook (stock, item, calendar);
  g_autofree char *description = console_stock_dup_description (stock, item, calendar);
  g_autofree char *label = g_strdup_printf ("%s, %s, %s, %s", item->name, quantity, outlook, facts);

  g_return_if_fail (CONSOLE_IS_STOCK_ROW (self));

  self->item = item->base.id;
  gtk_label_set_label (self->name, item->name);
  gtk_widget_set_visible (self->waits, waits);
  gtk_label_set_label (self->facts, facts);
  gtk_label_set_label (self->quantity, quantity);
  gtk_label_set_label (self->outlook, outlook);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->outlook), outlook);
  console_level_chart_show (self->chart, console_stock_get_projection (stock, item->base.id), calendar, description);
  show_state (self, state, ageing != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * console_stock_row_get_item:
 * @self: the row
 *
 * Returns: the id of the item it shows
 */
gint64
console_stock_row_get_item (ConsoleStockRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_STOCK_ROW (self), 0);

  return self->item;
}
