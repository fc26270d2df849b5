/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps the reservations of each order. When something is taken is kept as the time before the order's latest start, so that it
 * moves with the order. */

#include "config.h"

#include "server-stock-reservations.h"

#include "bakery-bake-plan.h"

static gboolean
insert (BakeryConnection *connection,
        gint64            item,
        gint64            order,
        gint64            before,
        gint64            quantity,
        GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "INSERT INTO stock_reservations (item, \"order\", before, quantity)"
                               " VALUES ($1, $2, $3, $4)"
                               " ON CONFLICT (item, \"order\", before) DO UPDATE SET quantity = quantity + $4", error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, item);
  bakery_statement_bind_int (statement, 2, order);
  bakery_statement_bind_int (statement, 3, before);
  bakery_statement_bind_int (statement, 4, quantity);

  return bakery_statement_run (statement, error);
}

/* The times are those of the recipes as they are now; what they do not ask for any more is taken when the work begins. */
static gboolean
insert_item (BakeryConnection   *connection,
             const BakeryOrder  *order,
             const GArray       *demands,
             const BakeryAmount *amount,
             GError            **error)
{
  gint64 left = amount->quantity;

  for (guint i = 0; i < demands->len && left > 0; i++)
    {
      const BakeryBakeDemand *demand = &g_array_index (demands, BakeryBakeDemand, i);
      const gint64 part = MIN (demand->quantity, left);

      if (demand->id != amount->id)
        continue;
      if (!insert (connection, amount->id, order->base.id, order->latest_start_at - demand->at, part, error))
        return FALSE;
      left -= part;
    }

  return left == 0 || insert (connection, amount->id, order->base.id, 0, left, error);
}

/**
 * server_stock_reservations_write:
 * @connection: the writer's connection
 * @book: the recipes of the order's store
 * @order: an order for which nothing is reserved
 * @amounts: (element-type BakeryAmount): how much of which item is reserved for it now
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Notes what is reserved for an order, and when it is taken.
 *
 * Returns: whether it is written
 */
gboolean
server_stock_reservations_write (BakeryConnection       *connection,
                                 const BakeryRecipeBook *book,
                                 const BakeryOrder      *order,
                                 const GArray           *amounts,
                                 GError                **error)
{
  g_autoptr(BakeryBakePlan) plan = bakery_bake_plan_new (book);

  bakery_bake_plan_add_order (plan, order);
  bakery_bake_plan_finish (plan);
  for (guint i = 0; i < amounts->len; i++)
    {
      if (!insert_item (connection, order, bakery_bake_plan_peek_items (plan),
                        &g_array_index (amounts, BakeryAmount, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * server_stock_reservations_remove:
 * @connection: the writer's connection
 * @order: the id of an order
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Forgets what was reserved for an order.
 *
 * Returns: whether it could
 */
gboolean
server_stock_reservations_remove (BakeryConnection *connection,
                                  gint64            order,
                                  GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection, "DELETE FROM stock_reservations WHERE \"order\" = $1", error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, order);

  return bakery_statement_run (statement, error);
}

/**
 * server_stock_reservations_load_first:
 * @connection: the writer's connection
 * @item: an item with what is reserved of it
 * @now: the present instant
 * @ret_needed_first: (out): what bakery_inventory_item_get_least() asks for
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Sums up what is taken of an item before the delivery that is expected; all that is reserved where none is, or is any longer.
 *
 * Returns: whether it could
 */
gboolean
server_stock_reservations_load_first (BakeryConnection          *connection,
                                      const BakeryInventoryItem *item,
                                      gint64                     now,
                                      gint64                    *ret_needed_first,
                                      GError                   **error)
{
  g_autoptr(BakeryStatement) select = NULL;
  gboolean has_row;

  *ret_needed_first = item->reserved;
  if (item->expected_quantity <= 0 || item->reserved == 0 || bakery_inventory_item_is_overdue (item, now))
    return TRUE;

  select = bakery_connection_prepare (connection,
                                      "SELECT coalesce(sum(r.quantity), 0) FROM stock_reservations r"
                                      " JOIN orders o ON o.id = r.\"order\""
                                      " WHERE r.item = $1 AND o.latest_start_at - r.before < $2", error);
  if (select == NULL)
    return FALSE;
  bakery_statement_bind_int (select, 1, item->base.id);
  bakery_statement_bind_int (select, 2, item->expected_at);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_needed_first = bakery_statement_get_int (select, 0);

  return TRUE;
}
