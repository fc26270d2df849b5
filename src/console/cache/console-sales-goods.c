/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Movements of the stock as money. Those that the server has told of are kept as sums by day; those that wait in the outbox
 * have no cost of their own yet and are worked out when they are read, like the quantities that they change. The thread of the
 * connection. */

#include "config.h"

#include "console-sales-goods.h"

#include "console-cache-entities.h"
#include "console-cache-read.h"
#include "console-sales-facts-private.h"
#include "console-waiting-movements.h"

#include "bakery-business-day.h"
#include "bakery-records.h"

static gint64
get_cost (const BakeryStockMovement *movement)
{
  return movement->quantity < 0 ? -movement->cost : movement->cost;
}

/* What is counted where nothing was on the books was there before there were books. */
static gboolean
is_opening (const BakeryStockMovement *movement,
            gint64                     balance)
{
  return movement->kind == BAKERY_MOVEMENT_COUNT && movement->quantity > 0 && balance == movement->quantity;
}

/* Counting */

/**
 * console_sales_tally_count_movement:
 * @self: a tally
 * @connection: a connection that has the cache
 * @movement: a movement; one that reserves or releases moves nothing yet, and one of a negative id waits to be sent
 * @sign: 1 after it was written, -1 before it changes
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts a movement in or out.
 *
 * Returns: %FALSE with @error set when it could not be counted
 */
gboolean
console_sales_tally_count_movement (ConsoleSalesTally         *self,
                                    BakeryConnection          *connection,
                                    const BakeryStockMovement *movement,
                                    int                        sign,
                                    GError                   **error)
{
  const ConsoleSalesFigures figures = { .quantity = 1, .sales = get_cost (movement) };
  ConsoleSalesCell cell = { .grain = CONSOLE_SALES_GOODS, .store = movement->store, .number = movement->kind };
  ConsoleSalesMoment moment;
  g_autoptr(GError) local_error = NULL;
  const BakeryStore *store = NULL;

  if (movement->base.id < 0 || movement->quantity == 0 || is_opening (movement, movement->balance))
    return TRUE;

  store = console_sales_tally_find_store (self, connection, movement->store, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (store == NULL)
    return TRUE;

  console_sales_moment_init (&moment, store, CONSOLE_SALES_BY_ORDER_DATE, movement->at);
  cell.day = moment.day;
  console_sales_tally_add (self, &cell, &figures, sign);

  return TRUE;
}

/**
 * console_sales_tally_recount_goods:
 * @self: a tally
 * @connection: inside a transaction that may write the cache
 * @store: a store whose sums are gone
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts all movements of a store.
 *
 * Returns: %FALSE with @error set when they were not counted
 */
gboolean
console_sales_tally_recount_goods (ConsoleSalesTally *self,
                                   BakeryConnection  *connection,
                                   gint64             store,
                                   GError           **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_stock_movement_type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM stock_movements WHERE store = $1", columns);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, store);
  while (has_row)
    {
      g_autoptr(BakeryStockMovement) movement = NULL;

      if (!bakery_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      movement = bakery_records_from_row (&bakery_stock_movement_type, statement, 0, BAKERY_RECORDS_DOCUMENTS, error);
      if (movement == NULL || !console_sales_tally_count_movement (self, connection, movement, 1, error))
        return FALSE;
    }

  return TRUE;
}

/* Reading */

/**
 * console_sales_figures_take_goods:
 * @self: figures
 * @kind: what happened
 * @cost: what it cost; negative for what left the stock
 *
 * Adds a movement to the figures.
 */
void
console_sales_figures_take_goods (ConsoleSalesFigures *self,
                                  BakeryMovementKind   kind,
                                  gint64               cost)
{
  switch (kind)
    {
    case BAKERY_MOVEMENT_PURCHASE:
      self->purchases += cost;
      break;
    case BAKERY_MOVEMENT_CONSUME:
      self->used -= cost;
      break;
    case BAKERY_MOVEMENT_WASTE:
      self->waste -= cost;
      break;
    case BAKERY_MOVEMENT_COUNT:
      self->missing -= cost;
      break;
    case BAKERY_MOVEMENT_RESERVE:
    case BAKERY_MOVEMENT_RELEASE:
    default:
      break;
    }
}

static BakeryInventoryItem *
find_item (GPtrArray *items,
           gint64     id)
{
  for (guint i = 0; i < items->len; i++)
    {
      BakeryInventoryItem *item = g_ptr_array_index (items, i);

      if (item->base.id == id)
        return item;
    }

  return NULL;
}

/* What a waiting movement does to its item, and what that costs. */
static void
settle (const BakeryStore   *store,
        GPtrArray           *items,
        GPtrArray           *waiting,
        BakeryStockMovement *movement,
        GArray              *goods)
{
  BakeryInventoryItem *item = find_item (items, movement->item);
  BakeryBusinessDay day;
  ConsoleSalesGoods entry = { .kind = (BakeryMovementKind) movement->kind, .item = movement->item };

  if (item == NULL || !console_waiting_movements_settle (waiting, movement, item))
    return;

  item->quantity += movement->quantity;
  if (is_opening (movement, item->quantity))
    return;

  entry.time = movement->at != 0 ? movement->at : movement->created_at;
  bakery_business_day_init_from_time (&day, store, entry.time);
  entry.day = (int) day.date;
  entry.cost = get_cost (movement);
  g_array_append_val (goods, entry);
}

static gint64
sum_value (GPtrArray *items)
{
  gint64 value = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (items, i);

      value += bakery_inventory_item_get_cost (item, MAX (item->quantity, 0));
    }

  return value;
}

/**
 * console_sales_goods_read_waiting:
 * @connection: a connection that has the cache, in a snapshot
 * @store: where
 * @ret_movements: (out) (transfer full) (element-type ConsoleSalesGoods): what waits to be sent
 * @ret_value: (out): what the goods are worth that are there, with what waits: as many packs as they fill, at what a pack costs
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads what the sums do not have.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_sales_goods_read_waiting (BakeryConnection *connection,
                                  gint64            store,
                                  GArray          **ret_movements,
                                  gint64           *ret_value,
                                  GError          **error)
{
  g_autoptr(BakeryStore) place = console_cache_load_entity (connection, &bakery_store_type, store, error);
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) waiting = NULL;
  GArray *goods = NULL;

  if (place == NULL)
    return FALSE;
  items = console_cache_read_entities (connection, &bakery_inventory_item_type, "store = $1", &store, 1, error);
  if (items == NULL)
    return FALSE;
  waiting = console_waiting_movements_read (connection, store, error);
  if (waiting == NULL)
    return FALSE;

  goods = g_array_new (FALSE, FALSE, sizeof (ConsoleSalesGoods));
  for (guint i = 0; i < waiting->len; i++)
    settle (place, items, waiting, g_ptr_array_index (waiting, i), goods);
  *ret_movements = goods;
  *ret_value = sum_value (items);

  return TRUE;
}
