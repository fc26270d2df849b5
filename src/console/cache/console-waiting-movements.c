/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits to be sent moves the stock at once, in the order in which it was posted: a purchase, waste or count by what the
 * domain makes of it, and what takes another movement back by as much as that one moved. For a reader's thread. */

#include "config.h"

#include "console-waiting-movements.h"

#include "bakery-violations.h"
#include "console-cache-read.h"

/* The plus keeps SQLite from going through all movements of the store by an index: few wait, and they are the first ones. */
#define IS_WAITING "id < 0 AND +store = $1"

#define NEWER_BALANCES                                                                                                 \
  "SELECT item.id, (SELECT balance FROM stock_movements WHERE item = item.id AND id > 0 "                              \
  "AND revision > item.revision ORDER BY revision DESC LIMIT 1) AS newer "                                             \
  "FROM inventory_items AS item WHERE store = $1 AND newer IS NOT NULL"

/**
 * console_waiting_movements_find_item:
 * @items: (element-type BakeryInventoryItem): items
 * @id: the id of one
 *
 * Returns: (transfer none) (nullable): the item, %NULL where it is not among them
 */
BakeryInventoryItem *
console_waiting_movements_find_item (GPtrArray *items,
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

static void
set_quantity (GPtrArray *items,
              gint64     id,
              gint64     quantity)
{
  BakeryInventoryItem *item = console_waiting_movements_find_item (items, id);

  if (item != NULL)
    item->quantity = quantity;
}

/**
 * console_waiting_movements_catch_up:
 * @connection: a connection that has the cache, in a snapshot
 * @store: where
 * @items: (element-type BakeryInventoryItem): its items as the server told of them last
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Makes the quantities those that newer movements say: the answer to what was posted here may be there before the item comes
 * again.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_waiting_movements_catch_up (BakeryConnection *connection,
                                    gint64            store,
                                    GPtrArray        *items,
                                    GError          **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, NEWER_BALANCES, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, store);
  while (bakery_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      set_quantity (items, bakery_statement_get_int (statement, 0), bakery_statement_get_int (statement, 1));
    }

  return FALSE;
}

/* What a movement takes back, among @movements. */
static const BakeryStockMovement *
find_reversed (GPtrArray                 *movements,
               const BakeryStockMovement *reversal)
{
  for (guint i = 0; i < movements->len; i++)
    {
      const BakeryStockMovement *movement = g_ptr_array_index (movements, i);

      if (movement->base.id == reversal->reverses)
        return movement;
    }

  return NULL;
}

/* What was taken back while it was under way may have arrived since: by how much it moved is known only now. */
static gboolean
complete_reversals (GPtrArray        *waiting,
                    BakeryConnection *connection,
                    gint64            store,
                    GError          **error)
{
  g_autoptr(GPtrArray) reversed =
    console_cache_read_entities (connection, &bakery_stock_movement_type,
                                 "id IN (SELECT reverses FROM stock_movements WHERE " IS_WAITING ") AND id > 0",
                                 &store, 1, error);

  for (guint i = 0; reversed != NULL && i < waiting->len; i++)
    {
      BakeryStockMovement *movement = g_ptr_array_index (waiting, i);
      const BakeryStockMovement *original = movement->reverses != 0 ? find_reversed (reversed, movement) : NULL;

      if (original != NULL)
        bakery_stock_movement_take_back (movement, original);
    }

  return reversed != NULL;
}

/**
 * console_waiting_movements_read:
 * @connection: a connection that has the cache, in a snapshot
 * @store: where
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads what waits to be sent.
 *
 * Returns: (transfer full) (nullable) (element-type BakeryStockMovement): the movements in the order in which they were posted,
 *   or %NULL with @error set
 */
GPtrArray *
console_waiting_movements_read (BakeryConnection *connection,
                                gint64            store,
                                GError          **error)
{
  g_autoptr(GPtrArray) waiting = console_cache_read_entities (connection, &bakery_stock_movement_type,
                                                              IS_WAITING " ORDER BY id DESC", &store, 1, error);

  return waiting != NULL && complete_reversals (waiting, connection, store, error) ? g_steal_pointer (&waiting) : NULL;
}

/**
 * console_waiting_movements_settle:
 * @waiting: what waits; all before @movement are settled
 * @movement: one of them
 * @item: what it is of, as it is by then
 *
 * Works out by how much @movement changes the item's quantity, and what that costs.
 *
 * Returns: whether the server will take it, as far as can be told
 */
gboolean
console_waiting_movements_settle (GPtrArray                 *waiting,
                                  BakeryStockMovement       *movement,
                                  const BakeryInventoryItem *item)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  const BakeryStockMovement *reversed = movement->reverses < 0 ? find_reversed (waiting, movement) : NULL;

  /* What came in and waits is a lot of that movement's id. */
  if (reversed != NULL)
    bakery_stock_movement_take_back (movement, reversed);
  if (reversed != NULL && reversed->kind == BAKERY_MOVEMENT_PURCHASE)
    movement->lot = reversed->base.id;

  return movement->reverses != 0
         || bakery_stock_movement_settle (movement, item, item->quantity, movement->cost != 0, violations);
}
