/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders by products: a line per order that has cakes on the days of the list, a column per cake, how many where they
 * meet. Main thread. */

#include "config.h"

#include "console-bake-grid.h"

#include "console-bake-grid-line.h"
#include "console-order-texts.h"

#include <glib/gi18n.h>

/* For how many digits a column has room at the most. */
#define MOST_OF_TITLE 36
#define MOST_OF_COLUMN 20

struct _ConsoleBakeGrid
{
  AdwBin parent_instance;

  /* Children */
  GtkListView         *view;
  ConsoleBakeGridLine *heading;
  GtkAdjustment       *across;

  /* Owned */
  ConsoleBake *bake;
  GListStore  *orders;      /* of GObject with an "order" */
  GArray      *cakes;       /* of gint64: the cake of each column after the first */
  GArray      *edges;       /* of int: where each column ends */

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

/* "#2692 · 17:05 · Farid Das" */
static char *
dup_title (ConsoleBakeGrid   *self,
           const BakeryOrder *order)
{
  g_autofree char *number = console_order_dup_number (order);
  g_autofree char *due = console_calendar_dup_short (self->calendar, order->due_at);

  return g_strdup_printf ("%s · %s · %s", number, due, order->customer_name);
}

static void
set_up_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           ConsoleBakeGrid    *self)
{
  gtk_list_item_set_child (list_item, console_bake_grid_line_new (self->across, FALSE));
}

/* What has the focus in a list view is the widget around the line, which GTK 4.8 gives no name. */
static void
describe_place (GtkWidget         *line,
                const BakeryOrder *order,
                const char        *title)
{
  GtkWidget *place = gtk_widget_get_parent (line);
  g_autofree char *lines = console_order_dup_lines (order, G_MAXUINT);

  if (place != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (place),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, lines,
                                    -1);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         ConsoleBakeGrid    *self)
{
  const BakeryOrder *order = get_order (list_item);
  GtkWidget *line = gtk_list_item_get_child (list_item);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (texts, dup_title (self, order));
  for (guint i = 0; i < self->cakes->len; i++)
    {
      const gint64 quantity = count (order, g_array_index (self->cakes, gint64, i));

      g_ptr_array_add (texts, quantity > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, quantity) : NULL);
    }
  console_bake_grid_line_show (CONSOLE_BAKE_GRID_LINE (line), texts, self->edges);
  describe_place (line, order, g_ptr_array_index (texts, 0));
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

/* Of the titles only that of the longest name is measured. */
static int
measure_titles (ConsoleBakeGrid *self)
{
  const BakeryOrder *longest = NULL;
  g_autofree char *title = NULL;

  for (guint i = 0; i < self->bake->list->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (self->bake->list->orders, i);

      if (longest == NULL || g_utf8_strlen (order->customer_name, -1) > g_utf8_strlen (longest->customer_name, -1))
        longest = order;
    }
  title = longest != NULL ? dup_title (self, longest) : g_strdup ("");

  return console_bake_grid_line_measure_text (self->heading, title, MOST_OF_TITLE);
}

static void
show_columns (ConsoleBakeGrid *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  int edge = measure_titles (self);

  g_clear_pointer (&self->cakes, g_array_unref);
  g_clear_pointer (&self->edges, g_array_unref);
  self->cakes = list_cakes (self->bake->list, names);
  self->edges = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (self->edges, edge);
  g_ptr_array_add (texts, g_strdup (_("Order")));
  for (guint i = 0; i < names->len; i++)
    {
      g_ptr_array_add (texts, g_strdup (g_ptr_array_index (names, i)));
      edge += console_bake_grid_line_measure_text (self->heading, g_ptr_array_index (names, i), MOST_OF_COLUMN);
      g_array_append_val (self->edges, edge);
    }
  console_bake_grid_line_show (self->heading, texts, self->edges);
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
  g_clear_pointer (&self->edges, g_array_unref);
  g_clear_object (&self->orders);

  G_OBJECT_CLASS (console_bake_grid_parent_class)->finalize (object);
}

static void
console_bake_grid_class_init (ConsoleBakeGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_bake_grid_finalize;
}

static GtkSelectionModel *
create_selection (ConsoleBakeGrid *self)
{
  self->orders = g_list_store_new (G_TYPE_OBJECT);

  return GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->orders))));
}

static GtkListItemFactory *
create_factory (ConsoleBakeGrid *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);

  return factory;
}

static void
console_bake_grid_init (ConsoleBakeGrid *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_list_view_new (create_selection (self), create_factory (self));

  self->view = GTK_LIST_VIEW (view);
  self->across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (window));
  self->heading = CONSOLE_BAKE_GRID_LINE (console_bake_grid_line_new (self->across, TRUE));
  gtk_list_view_set_show_separators (self->view, TRUE);
  gtk_widget_add_css_class (view, "bake-grid");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Orders by products"), -1);
  g_signal_connect_object (view, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), view);
  gtk_widget_set_vexpand (window, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), window);
  adw_bin_set_child (ADW_BIN (self), box);
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
