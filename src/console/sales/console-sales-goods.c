/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a movement of the stock counts for: what goods cost, and how much more or less there was of an item. Only what the
 * server has told of is counted; what waits in the outbox is read by console-sales-stock.c. The thread of the connection. */

#include "config.h"

#include "console-sales-goods.h"

#include "console-sales-facts-private.h"

#include "bakery-records.h"

/**
 * console_sales_goods_get_cost:
 * @movement: a movement
 *
 * Returns: what it cost; negative for what left the stock
 */
gint64
console_sales_goods_get_cost (const BakeryStockMovement *movement)
{
  return movement->quantity < 0 ? -movement->cost : movement->cost;
}

/**
 * console_sales_goods_is_opening:
 * @movement: a movement
 * @balance: how much of the item there was afterwards
 *
 * Returns: whether it is the first count: what is counted where nothing was on the books was there before there were books
 */
gboolean
console_sales_goods_is_opening (const BakeryStockMovement *movement,
                                gint64                     balance)
{
  return movement->kind == BAKERY_MOVEMENT_COUNT && movement->quantity > 0 && balance == movement->quantity;
}

/* Counting */

static void
count_goods (ConsoleSalesTally         *self,
             const BakeryStockMovement *movement,
             const ConsoleSalesMoment  *moment,
             int                        sign)
{
  const ConsoleSalesFigures figures = { .quantity = 1, .sales = console_sales_goods_get_cost (movement) };
  const ConsoleSalesCell cell = {
    .grain = CONSOLE_SALES_GOODS,
    .store = movement->store,
    .number = movement->kind,
    .day = moment->day,
  };

  if (!console_sales_goods_is_opening (movement, movement->balance))
    console_sales_tally_add (self, &cell, moment->hour, &figures, sign);
}

static void
count_stock (ConsoleSalesTally         *self,
             const BakeryStockMovement *movement,
             const ConsoleSalesMoment  *moment,
             int                        sign)
{
  const ConsoleSalesFigures figures = { .orders = 1, .quantity = movement->quantity };
  ConsoleSalesCell cell = { .grain = CONSOLE_SALES_STOCK, .store = movement->store, .number = movement->item };

  cell.day = moment->day;
  console_sales_tally_add (self, &cell, moment->hour, &figures, sign);
  cell.grain = CONSOLE_SALES_STOCK_MONTH;
  cell.day = moment->month;
  console_sales_tally_add (self, &cell, moment->hour, &figures, sign);
}

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
  ConsoleSalesMoment moment;
  g_autoptr(GError) local_error = NULL;
  const BakeryStore *store = NULL;

  if (movement->base.id < 0 || movement->quantity == 0)
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
  count_goods (self, movement, &moment, sign);
  count_stock (self, movement, &moment, sign);

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
      if (movement == NULL || !console_sales_tally_count_movement (self, connection, movement, 1, error) ||
          !console_sales_tally_flush_full (self, connection, error))
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
