/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stock as money. What there is of an item is its quantity as the server told it, with what waits in the outbox, which has
 * no cost of its own yet and is worked out when it is read; what there was at the end of a day is that less all that moved
 * since, which the cache keeps added up by item and day, and by item and month. The thread of the connection. */

#include "config.h"

#include "console-sales-stock.h"

#include "console-cache-entities.h"
#include "console-cache-read.h"
#include "console-sales-goods.h"
#include "console-waiting-movements.h"

#include "bakery-business-day.h"

#include <string.h>

/* At present */

/* What a waiting movement does to its item, and what that costs. */
static void
settle (ConsoleSalesStock   *self,
        const BakeryStore   *store,
        GPtrArray           *waiting,
        BakeryStockMovement *movement)
{
  BakeryInventoryItem *item = console_waiting_movements_find_item (self->items, movement->item);
  ConsoleSalesGoods goods = { .kind = (BakeryMovementKind) movement->kind, .item = movement->item };
  BakeryBusinessDay day;

  if (item == NULL || !console_waiting_movements_settle (waiting, movement, item))
    return;

  item->quantity += movement->quantity;
  goods.time = movement->at != 0 ? movement->at : movement->created_at;
  bakery_business_day_init_from_time (&day, store, goods.time);
  goods.day = (int) day.date;
  goods.quantity = movement->quantity;
  goods.is_opening = console_sales_goods_is_opening (movement, item->quantity);
  goods.cost = goods.is_opening ? 0 : console_sales_goods_get_cost (movement);
  g_array_append_val (self->waiting, goods);
}

static gboolean
read_waiting (ConsoleSalesStock *self,
              BakeryConnection  *connection,
              const BakeryStore *place,
              GError           **error)
{
  g_autoptr(GPtrArray) waiting = console_waiting_movements_read (connection, self->store, error);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    settle (self, place, waiting, g_ptr_array_index (waiting, i));

  return waiting != NULL;
}

/**
 * console_sales_stock_read:
 * @connection: a connection that has the cache, in a snapshot
 * @store: where; at a store that the cache does not have there is nothing
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads what there is at present.
 *
 * Returns: (transfer full) (nullable): the stock, or %NULL with @error set
 */
ConsoleSalesStock *
console_sales_stock_read (BakeryConnection *connection,
                          gint64            store,
                          GError          **error)
{
  g_autoptr(ConsoleSalesStock) self = g_new0 (ConsoleSalesStock, 1);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(BakeryStore) place = console_cache_load_entity (connection, &bakery_store_type, store, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  self->store = store;
  self->waiting = g_array_new (FALSE, FALSE, sizeof (ConsoleSalesGoods));
  if (place == NULL)
    {
      self->items = g_ptr_array_new_with_free_func (bakery_entity_unref);
      return g_steal_pointer (&self);
    }

  self->items = console_cache_read_entities (connection, &bakery_inventory_item_type, "store = $1", &store, 1, error);
  if (self->items == NULL || !console_waiting_movements_catch_up (connection, store, self->items, error) ||
      !read_waiting (self, connection, place, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * console_sales_stock_free:
 * @self: (nullable) (transfer full): the stock
 *
 * Frees it.
 */
void
console_sales_stock_free (ConsoleSalesStock *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_array_unref);
  g_free (self);
}

static gint64
get_value (const BakeryInventoryItem *item,
           gint64                     quantity)
{
  return bakery_inventory_item_get_cost (item, MAX (quantity, 0));
}

/**
 * console_sales_stock_get_item_value:
 * @item: an item
 *
 * Returns: what there is of it is worth: as many packs as it fills, at what a pack costs
 */
gint64
console_sales_stock_get_item_value (const BakeryInventoryItem *item)
{
  return get_value (item, item->quantity);
}

/**
 * console_sales_stock_get_value:
 * @self: the stock
 *
 * Returns: what it is worth
 */
gint64
console_sales_stock_get_value (const ConsoleSalesStock *self)
{
  gint64 value = 0;

  for (guint i = 0; i < self->items->len; i++)
    value += console_sales_stock_get_item_value (g_ptr_array_index (self->items, i));

  return value;
}

/* At the end of earlier days */

#define CHANGES(grain_, from_)                                                                                         \
  "SELECT day, quantity FROM sales WHERE grain = " grain_ " AND basis = 0 AND store = $1 AND key = $2 AND day >= " from_

/* By day up to $4, by month up to $5, by day up to $6, and by month from there on. */
#define SELECT_CHANGES                                                                                                 \
  CHANGES ("$7", "$3") " AND day < $4 UNION ALL " CHANGES ("$8", "$4") " AND day < $5 UNION ALL "                       \
  CHANGES ("$7", "$5") " AND day < $6 UNION ALL " CHANGES ("$8", "$6")

/* The way back from the present to the days that are wanted, item by item. */
typedef struct
{
  const ConsoleSalesStock *stock;
  BakeryStatement         *statement;
  ConsoleDayRange          days;

  /* Whether the last of the days is not over: what moves has moved before it is. */
  gboolean is_present;

  /* Of one item: what moved on each of the days, and what moved since. */
  gint64 *changes;
  gint64  later;
} StockWalk;

static void
bind_days (StockWalk *walk,
           gboolean   is_by_month)
{
  const int after = console_day_add_months (console_day_get_month (walk->days.last), 1);
  int first_month = console_day_add_months (console_day_get_month (walk->days.first - 1), 1);
  int next_month = console_day_get_month (walk->days.last + 1);

  if (!is_by_month || next_month <= first_month)
    first_month = next_month = after;

  bakery_statement_bind_int (walk->statement, 1, walk->stock->store);
  bakery_statement_bind_int (walk->statement, 3, walk->days.first);
  bakery_statement_bind_int (walk->statement, 4, first_month);
  bakery_statement_bind_int (walk->statement, 5, next_month);
  bakery_statement_bind_int (walk->statement, 6, after);
  bakery_statement_bind_int (walk->statement, 7, CONSOLE_SALES_STOCK);
  bakery_statement_bind_int (walk->statement, 8, CONSOLE_SALES_STOCK_MONTH);
}

static gboolean
begin_walk (StockWalk               *walk,
            const ConsoleSalesStock *stock,
            BakeryConnection        *connection,
            ConsoleDayRange          days,
            int                      today,
            gboolean                 is_by_month,
            GError                 **error)
{
  walk->stock = stock;
  walk->days = (ConsoleDayRange) { MIN (days.first, today), MIN (days.last, today) };
  walk->is_present = walk->days.last == today;
  walk->changes = g_new0 (gint64, MAX (CONSOLE_DAY_RANGE_LENGTH (walk->days), 1));
  walk->statement = bakery_connection_prepare (connection, SELECT_CHANGES, error);
  if (walk->statement == NULL)
    return FALSE;

  bind_days (walk, is_by_month);
  return TRUE;
}

static void
end_walk (StockWalk *walk)
{
  g_clear_pointer (&walk->statement, bakery_statement_release);
  g_free (walk->changes);
}

static void
take_change (StockWalk *walk,
             int        day,
             gint64     quantity)
{
  if (day > walk->days.last && !walk->is_present)
    walk->later += quantity;
  else if (day >= walk->days.first)
    walk->changes[MIN (day, walk->days.last) - walk->days.first] += quantity;
}

static void
take_waiting (StockWalk *walk,
              gint64     item)
{
  for (guint i = 0; i < walk->stock->waiting->len; i++)
    {
      const ConsoleSalesGoods *goods = &g_array_index (walk->stock->waiting, ConsoleSalesGoods, i);

      if (goods->item == item)
        take_change (walk, goods->day, goods->quantity);
    }
}

static gboolean
read_changes (StockWalk *walk,
              gint64     item,
              GError   **error)
{
  gboolean has_row;

  memset (walk->changes, 0, sizeof *walk->changes * MAX (CONSOLE_DAY_RANGE_LENGTH (walk->days), 1));
  walk->later = 0;
  take_waiting (walk, item);
  bakery_statement_bind_int (walk->statement, 2, item);
  while (bakery_statement_step (walk->statement, &has_row, error))
    {
      if (!has_row)
        return bakery_statement_rewind (walk->statement, error);
      take_change (walk, (int) bakery_statement_get_int (walk->statement, 0), bakery_statement_get_int (walk->statement, 1));
    }

  return FALSE;
}

static void
add_item_values (const StockWalk           *walk,
                 const BakeryInventoryItem *item,
                 gint64                    *values)
{
  gint64 quantity = item->quantity - walk->later;
  gint64 value = get_value (item, quantity);

  for (int i = CONSOLE_DAY_RANGE_LENGTH (walk->days) - 1; i >= 0; i--)
    {
      values[i] += value;
      if (walk->changes[i] == 0)
        continue;
      quantity -= walk->changes[i];
      value = get_value (item, quantity);
    }
}

/**
 * console_sales_stock_add_values:
 * @self: the stock
 * @connection: where it was read, in the same snapshot
 * @days: some days, perhaps none
 * @today: the present business day; days after it have no value
 * @is_by_month: whether only the ends of whole months are looked at, which is quicker
 * @values: (array): for each of the days; what the stock was worth at its end is added
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Adds up what the stock was worth, at what packs cost today.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_sales_stock_add_values (const ConsoleSalesStock *self,
                                BakeryConnection        *connection,
                                ConsoleDayRange          days,
                                int                      today,
                                gboolean                 is_by_month,
                                gint64                  *values,
                                GError                 **error)
{
  StockWalk walk = { NULL };
  gboolean is_read;

  if (days.last < days.first || days.first > today)
    return TRUE;

  is_read = begin_walk (&walk, self, connection, days, today, is_by_month, error);
  for (guint i = 0; is_read && i < self->items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (self->items, i);

      is_read = read_changes (&walk, item->base.id, error);
      if (is_read)
        add_item_values (&walk, item, values);
    }
  end_walk (&walk);

  return is_read;
}

/**
 * console_sales_stock_wind_back:
 * @self: the stock
 * @connection: where it was read, in the same snapshot
 * @day: a day
 * @today: the present business day
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Makes the quantities those of the end of a day.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_sales_stock_wind_back (ConsoleSalesStock *self,
                               BakeryConnection  *connection,
                               int                day,
                               int                today,
                               GError           **error)
{
  StockWalk walk = { NULL };
  gboolean is_read = begin_walk (&walk, self, connection, (ConsoleDayRange) { day, day }, today, FALSE, error);

  for (guint i = 0; is_read && i < self->items->len; i++)
    {
      BakeryInventoryItem *item = g_ptr_array_index (self->items, i);

      is_read = read_changes (&walk, item->base.id, error);
      item->quantity -= walk.later;
    }
  end_walk (&walk);

  return is_read;
}
