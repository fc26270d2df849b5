/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The items of a stock: those that run out or get low, then those that are to be used first, then the others. A row stays
 * the row of its item as long as that stays in its list, so that the focus stays. */

#include "config.h"

#include "console-stock-view.h"

#include "console-stock-row.h"

#include <glib/gi18n.h>

struct _ConsoleStockView
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget  *low_group;
  GtkListBox *low_list;
  GtkWidget  *ageing_group;
  GtkListBox *ageing_list;
  GtkWidget  *other_group;
  GtkListBox *other_list;
};

/* Which list an item is in. */
typedef enum
{
  LOW,
  AGEING,
  OTHER,
} Group;

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleStockView, console_stock_view, ADW_TYPE_BIN)

/* What a row is shown with. */
typedef struct
{
  const ConsoleStock    *stock;
  ConsoleOutboxList     *outbox;
  const ConsoleCalendar *calendar;
} Showing;

static void
row_activated_cb (GtkListBox       *list,
                  GtkListBoxRow    *row,
                  ConsoleStockView *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0, console_stock_row_get_item (CONSOLE_STOCK_ROW (row)));
}

static ConsoleStockRow *
find_row (GtkListBox *list,
          gint64      item)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      if (console_stock_row_get_item (CONSOLE_STOCK_ROW (row)) == item)
        return CONSOLE_STOCK_ROW (row);
    }

  return NULL;
}

/* The row of an item at its place. */
static ConsoleStockRow *
ensure_row (GtkListBox *list,
            gint64      item,
            int         position)
{
  GtkListBoxRow *there = gtk_list_box_get_row_at_index (list, position);
  g_autoptr(ConsoleStockRow) row = NULL;

  if (there != NULL && console_stock_row_get_item (CONSOLE_STOCK_ROW (there)) == item)
    return CONSOLE_STOCK_ROW (there);

  row = find_row (list, item);
  if (row != NULL)
    {
      g_object_ref (row);
      gtk_list_box_remove (list, GTK_WIDGET (row));
    }
  else
    {
      row = CONSOLE_STOCK_ROW (g_object_ref_sink (console_stock_row_new ()));
    }
  gtk_list_box_insert (list, GTK_WIDGET (row), position);

  return row;
}

static void
remove_rest (GtkListBox *list,
             int         n_rows)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, n_rows)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static Group
get_group (const ConsoleStock *stock,
           gint64              item)
{
  gint64 use_by;

  if (console_stock_get_state (stock, item) != CONSOLE_STOCK_ENOUGH)
    return LOW;

  return console_stock_get_ageing (stock, item, &use_by) > 0 ? AGEING : OTHER;
}

static int
show_items (GtkListBox    *list,
            const Showing *showing,
            const char    *words,
            Group          group)
{
  GPtrArray *items = console_stock_get_items (showing->stock);
  int n_rows = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (items, i);
      const gboolean fits = *words == '\0' || g_str_match_string (words, item->name, TRUE);

      if (fits && get_group (showing->stock, item->base.id) == group)
        {
          const ConsoleEditState state =
            console_outbox_list_get_edit_state (showing->outbox, &bakery_inventory_item_type, item->base.id);

          console_stock_row_show (ensure_row (list, item->base.id, n_rows), showing->stock, item,
                                  state != CONSOLE_EDIT_NONE, showing->calendar);
          n_rows++;
        }
    }
  remove_rest (list, n_rows);

  return n_rows;
}

static void
console_stock_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_STOCK_VIEW);

  G_OBJECT_CLASS (console_stock_view_parent_class)->dispose (object);
}

static void
console_stock_view_class_init (ConsoleStockViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_stock_view_dispose;

  signals[ACTIVATED] = g_signal_new ("activated", CONSOLE_TYPE_STOCK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/inventory/stock-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockView, low_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockView, low_list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockView, ageing_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockView, ageing_list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockView, other_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStockView, other_list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
console_stock_view_init (ConsoleStockView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_stock_view_show:
 * @self: the view
 * @stock: the stock
 * @words: what is searched for, "" for nothing
 * @outbox: what waits to be sent
 * @calendar: the shop's calendar
 *
 * Shows the items whose names fit.
 *
 * Returns: how many that are
 */
guint
console_stock_view_show (ConsoleStockView      *self,
                         const ConsoleStock    *stock,
                         const char            *words,
                         ConsoleOutboxList     *outbox,
                         const ConsoleCalendar *calendar)
{
  const Showing showing = { stock, outbox, calendar };
  int n_low, n_ageing, n_other;

  g_return_val_if_fail (CONSOLE_IS_STOCK_VIEW (self), 0);

  n_low = show_items (self->low_list, &showing, words, LOW);
  n_ageing = show_items (self->ageing_list, &showing, words, AGEING);
  n_other = show_items (self->other_list, &showing, words, OTHER);
  gtk_widget_set_visible (self->low_group, n_low > 0);
  gtk_widget_set_visible (self->ageing_group, n_ageing > 0);
  gtk_widget_set_visible (self->other_group, n_other > 0);

  return (guint) (n_low + n_ageing + n_other);
}

/**
 * console_stock_view_focus_item:
 * @self: the view
 * @item: an id
 *
 * Puts the focus on the row of an item, for who comes back from it.
 */
void
console_stock_view_focus_item (ConsoleStockView *self,
                               gint64            item)
{
  GtkListBox *const lists[] = { self->low_list, self->ageing_list, self->other_list };
  ConsoleStockRow *row = NULL;

  g_return_if_fail (CONSOLE_IS_STOCK_VIEW (self));

  for (guint i = 0; i < G_N_ELEMENTS (lists) && row == NULL; i++)
    row = find_row (lists[i], item);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
