/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps the stock in step with the stages of orders. How far an order has come into the stock is read from its own movements,
 * not from the move that is made, so that moves, forced moves and undoing are all the same: whatever the stage asks for is
 * brought about, once. Runs on the writer's thread, inside the transaction that stores the order. */

#include "config.h"

#include "server-stock-orders.h"

#include "bakery-error.h"
#include "server-recipe-store.h"
#include "server-stock-reservations.h"

/* How far an order has come into the stock. */
typedef enum
{
  NOTHING,
  RESERVED,
  CONSUMED,
  WASTED,
} Depth;

/**
 * Net:
 * @item: what moved
 * @lot: from where, 0 for none
 * @quantity: the sum of its movements for one order
 * @reserved: the sum of what they reserved
 * @wasted: of @quantity, what was written off
 */
typedef struct
{
  gint64 item;
  gint64 lot;
  gint64 quantity;
  gint64 reserved;
  gint64 wasted;
} Net;

/* What was consumed before an order was cancelled is waste, unless it was put back before. */
static Depth
get_depth_of_stage (BakeryStage stage,
                    Depth       present)
{
  switch (stage)
    {
    case BAKERY_STAGE_PENDING:
      return NOTHING;
    case BAKERY_STAGE_CONFIRMED:
      return RESERVED;
    case BAKERY_STAGE_CANCELLED:
      return present == CONSUMED || present == WASTED ? WASTED : NOTHING;
    case BAKERY_STAGE_BAKING:
    case BAKERY_STAGE_READY:
    case BAKERY_STAGE_OUT_FOR_DELIVERY:
    case BAKERY_STAGE_DELIVERED:
      return CONSUMED;
    case BAKERY_N_STAGES:
    default:
      g_assert_not_reached ();
    }
}

/* What of an order's movements has not been taken back. */
static GArray *
load_nets (BakeryConnection *connection,
           gint64            order,
           GError          **error)
{
  g_autoptr(GArray) nets = g_array_new (FALSE, FALSE, sizeof (Net));
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT item, coalesce(lot, 0), sum(quantity), sum(reserved),"
                               " sum(iif(kind = 'waste', quantity, 0)) FROM stock_movements"
                               " WHERE \"order\" = $1 GROUP BY item, lot HAVING sum(quantity) <> 0 OR sum(reserved) <> 0"
                               " ORDER BY item, lot",
                               error);
  gboolean has_row;

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, order);
  while (bakery_statement_step (select, &has_row, error))
    {
      Net net;

      if (!has_row)
        return g_steal_pointer (&nets);
      net.item = bakery_statement_get_int (select, 0);
      net.lot = bakery_statement_get_int (select, 1);
      net.quantity = bakery_statement_get_int (select, 2);
      net.reserved = bakery_statement_get_int (select, 3);
      net.wasted = bakery_statement_get_int (select, 4);
      g_array_append_val (nets, net);
    }

  return NULL;
}

/* Reservations are of no lot, consumption of several: summed up over the lots of an item, one of the two is left. */
static Depth
get_depth (GArray *nets)
{
  gint64 reserved = 0;

  for (guint i = 0; i < nets->len; i++)
    {
      if (g_array_index (nets, Net, i).quantity < 0)
        return g_array_index (nets, Net, i).wasted < 0 ? WASTED : CONSUMED;
      reserved += g_array_index (nets, Net, i).reserved;
    }

  return reserved > 0 ? RESERVED : NOTHING;
}

static BakeryStockMovement *
new_movement (BakeryMovementKind kind,
              gint64             item,
              gint64             quantity,
              gint64             reserved)
{
  BakeryStockMovement *movement = bakery_stock_movement_new ();

  movement->item = item;
  movement->kind = kind;
  movement->amount = MAX (ABS (quantity), ABS (reserved));
  movement->quantity = quantity;
  movement->reserved = reserved;

  return movement;
}

/* --- Into the stock --- */

static gboolean
reserve (ServerStockLedger      *ledger,
         const BakeryRecipeBook *book,
         const BakeryOrder      *order,
         const GArray           *amounts,
         GError                **error)
{
  for (guint i = 0; i < amounts->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (amounts, BakeryAmount, i);
      g_autoptr(BakeryStockMovement) movement =
        new_movement (BAKERY_MOVEMENT_RESERVE, amount->id, 0, amount->quantity);

      if (!server_stock_ledger_post (ledger, movement, error))
        return FALSE;
    }

  return server_stock_reservations_write (ledger->connection, book, order, amounts, error);
}

static gboolean
consume (ServerStockLedger *ledger,
         gint64             item,
         gint64             quantity,
         gboolean           was_reserved,
         GError           **error)
{
  g_autoptr(BakeryStockMovement) movement =
    new_movement (BAKERY_MOVEMENT_CONSUME, item, -quantity, was_reserved ? -quantity : 0);
  gint64 first;

  return server_stock_ledger_take (ledger, movement, &first, error);
}

static gboolean
consume_at_once (ServerStockLedger     *ledger,
                 const BakeryExplosion *explosion,
                 GError               **error)
{
  for (guint i = 0; i < explosion->items->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (explosion->items, BakeryAmount, i);

      if (!consume (ledger, amount->id, amount->quantity, FALSE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
enter (ServerStockLedger      *ledger,
       const BakeryRecipeBook *book,
       const BakeryOrder      *order,
       Depth                   wanted,
       GError                **error)
{
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  g_auto(BakeryExplosion) explosion = { NULL };

  bakery_recipe_book_demand_order (book, order, demands);
  if (!bakery_recipe_explode (book, demands, &explosion, error))
    return FALSE;

  return wanted == RESERVED ? reserve (ledger, book, order, explosion.items, error)
                            : consume_at_once (ledger, &explosion, error);
}

static gboolean
begin (ServerStockLedger *ledger,
       const BakeryOrder *order,
       Depth              wanted,
       GError           **error)
{
  g_autoptr(BakeryRecipeBook) book = NULL;
  gboolean has_recipes;

  if (!server_recipe_store_has_any (ledger->connection, order->store, &has_recipes, error))
    return FALSE;
  if (!has_recipes)
    return TRUE;

  book = server_recipe_store_load_book (ledger->connection, order->store, error);

  return book != NULL && enter (ledger, book, order, wanted, error);
}

/**
 * server_stock_orders_enter:
 * @ledger: an entry about that order
 * @book: the recipes of its store
 * @order: an order that the ledger knows nothing of
 * @error: as server_stock_orders_follow()
 *
 * Reserves or consumes what the order needs, as its stage says.
 *
 * Returns: whether it is written
 */
gboolean
server_stock_orders_enter (ServerStockLedger      *ledger,
                           const BakeryRecipeBook *book,
                           const BakeryOrder      *order,
                           GError                **error)
{
  Depth wanted = get_depth_of_stage (order->stage, NOTHING);

  return wanted == NOTHING || enter (ledger, book, order, wanted, error);
}

/* --- On, and back --- */

/* What is reserved of each item, whatever the lots. */
static GArray *
sum_reserved (GArray *nets)
{
  GArray *amounts = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));

  for (guint i = 0; i < nets->len; i++)
    bakery_amounts_add (amounts, g_array_index (nets, Net, i).item, g_array_index (nets, Net, i).reserved);

  return amounts;
}

static gboolean
consume_reserved (ServerStockLedger *ledger,
                  GArray            *nets,
                  GError           **error)
{
  g_autoptr(GArray) amounts = sum_reserved (nets);

  for (guint i = 0; i < amounts->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (amounts, BakeryAmount, i);

      if (amount->quantity > 0 && !consume (ledger, amount->id, amount->quantity, TRUE, error))
        return FALSE;
    }

  return server_stock_reservations_remove (ledger->connection, ledger->order, error);
}

static gboolean
release (ServerStockLedger *ledger,
         GArray            *nets,
         GError           **error)
{
  g_autoptr(GArray) amounts = sum_reserved (nets);

  for (guint i = 0; i < amounts->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (amounts, BakeryAmount, i);
      g_autoptr(BakeryStockMovement) movement =
        new_movement (BAKERY_MOVEMENT_RELEASE, amount->id, 0, -amount->quantity);

      if (amount->quantity > 0 && !server_stock_ledger_post (ledger, movement, error))
        return FALSE;
    }

  return server_stock_reservations_remove (ledger->connection, ledger->order, error);
}

/* What so much of an item costs now. */
static gint64
get_cost (ServerStockLedger *ledger,
          const Net         *net)
{
  const BakeryInventoryItem *item = server_stock_ledger_load_item (ledger, net->item, NULL);

  return item != NULL ? bakery_inventory_item_get_cost (item, ABS (net->quantity)) : 0;
}

/* Notes when it is taken what is reserved again. */
static gboolean
write_reservations (ServerStockLedger *ledger,
                    const BakeryOrder *order,
                    GArray            *nets,
                    GError           **error)
{
  g_autoptr(BakeryRecipeBook) book = server_recipe_store_load_book (ledger->connection, order->store, error);
  g_autoptr(GArray) amounts = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));

  for (guint i = 0; i < nets->len; i++)
    bakery_amounts_add (amounts, g_array_index (nets, Net, i).item, -g_array_index (nets, Net, i).quantity);

  return book != NULL && server_stock_reservations_write (ledger->connection, book, order, amounts, error);
}

/* Puts back what was consumed or written off, into the lots it came from. */
static gboolean
put_back (ServerStockLedger *ledger,
          const BakeryOrder *order,
          GArray            *nets,
          gboolean           is_reserved,
          GError           **error)
{
  for (guint i = 0; i < nets->len; i++)
    {
      const Net *net = &g_array_index (nets, Net, i);
      g_autoptr(BakeryStockMovement) movement = NULL;

      if (net->quantity == 0)
        continue;
      movement = new_movement (net->wasted < 0 ? BAKERY_MOVEMENT_WASTE : BAKERY_MOVEMENT_CONSUME, net->item,
                               -net->quantity, is_reserved ? -net->quantity : 0);
      movement->cost = get_cost (ledger, net);
      movement->lot = net->lot;
      if (!server_stock_ledger_post (ledger, movement, error))
        return FALSE;
    }

  return !is_reserved || write_reservations (ledger, order, nets, error);
}

/* Takes what was put back again, from the same lots: as waste or for the order. */
static gboolean
take_again (ServerStockLedger *ledger,
            const BakeryOrder *order,
            GArray            *nets,
            BakeryMovementKind kind,
            GError           **error)
{
  for (guint i = 0; i < nets->len; i++)
    {
      const Net *net = &g_array_index (nets, Net, i);
      g_autoptr(BakeryStockMovement) movement = NULL;

      if (net->quantity == 0)
        continue;
      movement = new_movement (kind, net->item, net->quantity, 0);
      movement->lot = net->lot;
      movement->cost = get_cost (ledger, net);
      if (kind == BAKERY_MOVEMENT_WASTE)
        {
          g_free (movement->reason);
          movement->reason = g_strdup_printf ("Order #%" G_GINT64_FORMAT " was cancelled", order->number);
        }
      if (!server_stock_ledger_post (ledger, movement, error))
        return FALSE;
    }

  return TRUE;
}

/* From consumed to written off, or back. */
static gboolean
call_it (ServerStockLedger *ledger,
         const BakeryOrder *order,
         GArray            *nets,
         BakeryMovementKind kind,
         GError           **error)
{
  return put_back (ledger, order, nets, FALSE, error) && take_again (ledger, order, nets, kind, error);
}

static gboolean
bring_about (ServerStockLedger *ledger,
             const BakeryOrder *order,
             GArray            *nets,
             Depth              wanted,
             GError           **error)
{
  switch (get_depth (nets))
    {
    case NOTHING:
      return begin (ledger, order, wanted, error);
    case RESERVED:
      return wanted == CONSUMED ? consume_reserved (ledger, nets, error) : release (ledger, nets, error);
    case CONSUMED:
      return wanted == WASTED ? call_it (ledger, order, nets, BAKERY_MOVEMENT_WASTE, error)
                              : put_back (ledger, order, nets, wanted == RESERVED, error);
    case WASTED:
      return wanted == CONSUMED ? call_it (ledger, order, nets, BAKERY_MOVEMENT_CONSUME, error)
                                : put_back (ledger, order, nets, wanted == RESERVED, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
go_to (BakeryConnection  *connection,
       const BakeryOrder *order,
       GArray            *nets,
       Depth              wanted,
       gint64             now,
       GError           **error)
{
  const BakeryOrderEvent *last =
    order->timeline != NULL && order->timeline->len > 0
    ? g_ptr_array_index (order->timeline, order->timeline->len - 1)
    : NULL;
  g_auto(ServerStockLedger) ledger = { NULL };

  if (wanted == get_depth (nets))
    return TRUE;

  server_stock_ledger_init (&ledger, connection, order->store, now);
  ledger.order = order->base.id;
  ledger.account = last != NULL ? last->account : 0;
  ledger.account_name = last != NULL ? last->account_name : NULL;

  return bring_about (&ledger, order, nets, wanted, error) && server_stock_ledger_finish (&ledger, error);
}

/**
 * server_stock_orders_follow:
 * @connection: the writer's connection
 * @order: an order as it shall be, with its lines and timeline
 * @before: as it was
 * @now: the present instant
 * @error: a %BAKERY_ERROR_INVALID for recipes that ask for more than can be counted, or a %BAKERY_STORAGE_ERROR
 *
 * Reserves, consumes or gives back what the order needs, as its stage says. What was consumed is waste when the order is
 * cancelled, unless server_stock_orders_restock() has put it back.
 *
 * Returns: whether it could
 */
gboolean
server_stock_orders_follow (BakeryConnection  *connection,
                            const BakeryOrder *order,
                            const BakeryOrder *before,
                            gint64             now,
                            GError           **error)
{
  g_autoptr(GArray) nets = NULL;

  if (order->stage == before->stage)
    return TRUE;
  nets = load_nets (connection, order->base.id, error);

  return nets != NULL && go_to (connection, order, nets, get_depth_of_stage (order->stage, get_depth (nets)), now, error);
}

/**
 * server_stock_orders_restock:
 * @connection: the writer's connection
 * @order: an order as it shall be, which is cancelled
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Puts back what was taken for an order that is cancelled, since nobody used it.
 *
 * Returns: whether it could
 */
gboolean
server_stock_orders_restock (BakeryConnection  *connection,
                             const BakeryOrder *order,
                             gint64             now,
                             GError           **error)
{
  g_autoptr(GArray) nets = load_nets (connection, order->base.id, error);

  return nets != NULL && go_to (connection, order, nets, NOTHING, now, error);
}

/**
 * server_stock_orders_settle:
 * @connection: the writer's connection
 * @order: an order as it is stored now
 * @before: as it was
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Looks anew at what is reserved for an order that was given another time, since a delivery may come too late for it now.
 *
 * Returns: whether it could
 */
gboolean
server_stock_orders_settle (BakeryConnection  *connection,
                            const BakeryOrder *order,
                            const BakeryOrder *before,
                            gint64             now,
                            GError           **error)
{
  g_autoptr(GArray) nets = NULL;
  g_auto(ServerStockLedger) ledger = { NULL };

  if (order->latest_start_at == before->latest_start_at || order->stage != BAKERY_STAGE_CONFIRMED)
    return TRUE;
  nets = load_nets (connection, order->base.id, error);
  if (nets == NULL)
    return FALSE;

  server_stock_ledger_init (&ledger, connection, order->store, now);
  for (guint i = 0; i < nets->len; i++)
    {
      if (server_stock_ledger_load_item (&ledger, g_array_index (nets, Net, i).item, error) == NULL)
        return FALSE;
    }

  return server_stock_ledger_finish (&ledger, error);
}

/**
 * server_stock_orders_forget:
 * @connection: the writer's connection
 * @order: an order that is about to be deleted
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Releases what was reserved for it.
 *
 * Returns: whether it could
 */
gboolean
server_stock_orders_forget (BakeryConnection  *connection,
                            const BakeryOrder *order,
                            gint64             now,
                            GError           **error)
{
  g_autoptr(GArray) nets = load_nets (connection, order->base.id, error);
  Depth present;

  if (nets == NULL)
    return FALSE;
  present = get_depth (nets);

  return go_to (connection, order, nets, present == RESERVED ? NOTHING : present, now, error);
}
