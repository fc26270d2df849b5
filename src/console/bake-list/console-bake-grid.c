/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders by products: a line per order that has cakes on the days of the list, a column per cake, how many where they
 * meet. Main thread. */

#include "config.h"

#include "console-bake-grid.h"

#include "console-order-texts.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ConsoleBakeGrid
{
  AdwBin parent_instance;

  /* Children */
  GtkColumnView *view;

  /* Owned */
  ConsoleBake *bake;
  GListStore  *orders;      /* of GObject with an "order" */
  GArray      *cakes;       /* of gint64: the cake of each column after the first */

  /* Borrowed */
  const ConsoleCalendar *calendar;
};

G_DEFINE_FINAL_TYPE (ConsoleBakeGrid, console_bake_grid, ADW_TYPE_BIN)

static const BakeryOrder *
get_order (GtkListItem *list_item)
{
  return g_object_get_data (gtk_list_item_get_item (list_item), "order");
}

static gint64
count (const BakeryOrder *order,
       gint64             cake)
{
  gint64 quantity = 0;

  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      quantity += line->cake == cake ? line->quantity : 0;
    }

  return quantity;
}

static void
set_up_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), g_object_get_data (G_OBJECT (factory), "cake") != NULL ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (list_item, label);
}

/* GTK 4.8 gives what has the focus in a column view no name: neither a line, which is around the cell around the label, nor the
 * list of the lines. */
static void
name_row (GtkWidget  *label,
          const char *name)
{
  GtkWidget *cell = gtk_widget_get_parent (label);
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_list (GtkColumnView *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_VIEW (child))
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Orders by products"), -1);
    }
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         ConsoleBakeGrid    *self)
{
  const BakeryOrder *order = get_order (list_item);
  GtkWidget *label = gtk_list_item_get_child (list_item);
  const gint64 *cake = g_object_get_data (G_OBJECT (factory), "cake");
  g_autofree char *number = console_order_dup_number (order);
  g_autofree char *due = console_calendar_dup_short (self->calendar, order->due_at);
  const gint64 quantity = cake != NULL ? count (order, *cake) : 0;
  g_autofree char *text = cake == NULL ? g_strdup_printf ("%s · %s · %s", number, due, order->customer_name)
                          : quantity > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, quantity) : g_strdup ("");

  gtk_label_set_label (GTK_LABEL (label), text);
  if (cake == NULL)
    name_row (label, text);
}

static void
add_column (ConsoleBakeGrid *self,
            const char      *title,
            gint64           cake)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = NULL;

  if (cake != 0)
    g_object_set_data_full (G_OBJECT (factory), "cake", g_memdup2 (&cake, sizeof cake), g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

static gboolean
is_on_list (const BakeryBakeList *list,
            const BakeryOrder    *order)
{
  const gint64 begin = g_array_index (list->days, gint64, 0);
  const gint64 end = g_array_index (list->days, gint64, list->days->len - 1);

  return order->latest_start_at >= begin && order->latest_start_at < end;
}

/* The cakes of the list, each once. */
static GArray *
list_cakes (const BakeryBakeList *list,
            GPtrArray            *names)
{
  GArray *cakes = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < list->rows->len; i++)
    {
      const BakeryBakeRow *row = &g_array_index (list->rows, BakeryBakeRow, i);
      gboolean is_known = row->kind != BAKERY_BAKE_CAKE;

      for (guint j = 0; j < cakes->len && !is_known; j++)
        is_known = g_array_index (cakes, gint64, j) == row->cake;
      if (!is_known)
        {
          g_array_append_val (cakes, row->cake);
          g_ptr_array_add (names, row->name);
        }
    }

  return cakes;
}

static void
show_columns (ConsoleBakeGrid *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GArray) cakes = list_cakes (self->bake->list, names);

  if (self->cakes != NULL && cakes->len == self->cakes->len
      && memcmp (cakes->data, self->cakes->data, cakes->len * sizeof (gint64)) == 0)
    return;

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  add_column (self, _("Order"), 0);
  for (guint i = 0; i < cakes->len; i++)
    add_column (self, g_ptr_array_index (names, i), g_array_index (cakes, gint64, i));
  g_clear_pointer (&self->cakes, g_array_unref);
  self->cakes = g_steal_pointer (&cakes);
}

static void
show_orders (ConsoleBakeGrid *self)
{
  const BakeryBakeList *list = self->bake->list;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < list->orders->len; i++)
    {
      BakeryOrder *order = g_ptr_array_index (list->orders, i);
      GObject *item;

      if (is_on_list (list, order))
        {
          item = g_object_new (G_TYPE_OBJECT, NULL);
          g_object_set_data_full (item, "order", bakery_order_ref (order), bakery_entity_unref);
          g_ptr_array_add (items, item);
        }
    }
  g_list_store_splice (self->orders, 0, g_list_model_get_n_items (G_LIST_MODEL (self->orders)), items->pdata, items->len);
}

static void
activated_cb (ConsoleBakeGrid *self,
              guint            position)
{
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->orders), position);
  const BakeryOrder *order = item != NULL ? g_object_get_data (item, "order") : NULL;

  if (order != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-order", "x", order->base.id);
}

static void
console_bake_grid_finalize (GObject *object)
{
  ConsoleBakeGrid *self = CONSOLE_BAKE_GRID (object);

  g_clear_pointer (&self->bake, console_bake_unref);
  g_clear_pointer (&self->cakes, g_array_unref);
  g_clear_object (&self->orders);

  G_OBJECT_CLASS (console_bake_grid_parent_class)->finalize (object);
}

static void
console_bake_grid_class_init (ConsoleBakeGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_bake_grid_finalize;
}

static void
console_bake_grid_init (ConsoleBakeGrid *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkSelectionModel *selection;

  self->orders = g_list_store_new (G_TYPE_OBJECT);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->orders))));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (selection));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Orders by products"), -1);
  name_list (self->view);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), window);
}

/**
 * console_bake_grid_show:
 * @self: the grid
 * @bake: the bake list
 * @calendar: the shop's calendar; outlives the grid
 *
 * Shows which order wants how many of which cake.
 */
void
console_bake_grid_show (ConsoleBakeGrid       *self,
                        ConsoleBake           *bake,
                        const ConsoleCalendar *calendar)
{
  g_return_if_fail (CONSOLE_IS_BAKE_GRID (self));

  if (bake == self->bake)
    return;

  console_bake_ref (bake);
  g_clear_pointer (&self->bake, console_bake_unref);
  self->bake = bake;
  self->calendar = calendar;
  show_columns (self);
  show_orders (self);
}
