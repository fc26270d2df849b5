/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the stock of the demo came to be what it is: counted when the stores opened, used and bought again ever since, now and
 * then thrown away in the last two weeks, and taken by the orders that are open. A few items are low; the older lots of what
 * does not keep are close to their end. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-records.h"
#include "server-recipe-store.h"
#include "server-stock-ledger.h"
#include "server-stock-orders.h"

/* The last days, of which the books say more. */
#define RECENT_DAYS 14

/* Before them, what was used is bought again every four weeks, a quarter of the items each week. */
#define ROUND_DAYS 28
#define N_ROUNDS 12

/* What is bought last comes within so many minutes. */
#define LATEST_MINUTES 300

/* One item of so many is low. */
#define LOW_EVERY 13

static const char *const waste_reasons[] = { "Past its use-by", "Dropped", "Burnt batch", "Torn package" };

/* --- What the open orders ask for --- */

static GPtrArray *
load_open_orders (ServerDemo           *demo,
                  const ServerDemoShop *shop,
                  GError              **error)
{
  g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (demo->connection,
                               "SELECT id FROM orders WHERE store = $1 AND stage IN"
                               " ('confirmed', 'baking', 'ready', 'out_for_delivery') ORDER BY id", error);

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, shop->store->base.id);
  ids = bakery_statement_read_ids (select, error);
  if (ids == NULL)
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      gpointer order = bakery_records_load (demo->connection, &bakery_order_type, g_array_index (ids, gint64, i),
                                            BAKERY_RECORDS_TABLES, error);

      if (order == NULL)
        return NULL;
      g_ptr_array_add (orders, order);
    }

  return g_steal_pointer (&orders);
}

/* --- History --- */

static gboolean
post (ServerStockLedger         *ledger,
      const BakeryInventoryItem *item,
      BakeryMovementKind         kind,
      gint64                     quantity,
      const char                *reason,
      GError                   **error)
{
  g_autoptr(BakeryStockMovement) movement = bakery_stock_movement_new ();
  gint64 first;

  movement->item = item->base.id;
  movement->kind = (int) kind;
  movement->amount = ABS (quantity);
  movement->quantity = quantity;
  movement->cost = bakery_inventory_item_get_cost (item, ABS (quantity));
  server_demo_set_text (&movement->reason, reason);

  return quantity < 0 ? server_stock_ledger_take (ledger, movement, &first, error)
                      : server_stock_ledger_post (ledger, movement, error);
}

/* A number of whole units. */
static gint64
get_part (gint64 quantity,
          gint64 percent)
{
  return quantity / BAKERY_QUANTITY_ONE * percent / 100 * BAKERY_QUANTITY_ONE;
}

/* What keeps was counted when the stores opened; whenever some of it is used up, as much comes again. */
static gboolean
write_round_of_kept (ServerStockLedger         *ledger,
                     const BakeryInventoryItem *item,
                     gint64                     quantity,
                     gint64                     time,
                     GError                   **error)
{
  ledger->now = time - ROUND_DAYS / 2 * BAKERY_DAY;
  if (!post (ledger, item, BAKERY_MOVEMENT_CONSUME, -quantity, "", error))
    return FALSE;

  ledger->now = time;

  return post (ledger, item, BAKERY_MOVEMENT_PURCHASE, quantity, "", error);
}

/* What does not keep is used up before it comes again, and before its end. */
static gboolean
write_round (ServerStockLedger         *ledger,
             const BakeryInventoryItem *item,
             gint64                     quantity,
             gint64                     time,
             GError                   **error)
{
  const gint64 days = MIN (item->use_by_days, ROUND_DAYS - 1);
  const gint64 part = get_part (quantity, 50);

  ledger->now = time - ROUND_DAYS * BAKERY_DAY;
  if (!post (ledger, item, BAKERY_MOVEMENT_PURCHASE, quantity, "", error))
    return FALSE;
  ledger->now += days * BAKERY_DAY * 3 / 5;
  if (part > 0 && !post (ledger, item, BAKERY_MOVEMENT_CONSUME, -part, "", error))
    return FALSE;
  ledger->now += days * BAKERY_DAY * 2 / 5;

  return post (ledger, item, BAKERY_MOVEMENT_CONSUME, part - quantity, "", error);
}

/* When the item came last before the last two weeks: a quarter of the items each week. */
static gint64
find_last_round (ServerDemo *demo,
                 guint       position)
{
  return demo->base - (RECENT_DAYS + position % 4 * ROUND_DAYS / 4) * BAKERY_DAY;
}

static gboolean
write_past (ServerDemo                *demo,
            ServerStockLedger         *ledger,
            const BakeryInventoryItem *item,
            guint                      position,
            gint64                     quantity,
            GError                   **error)
{
  const gboolean is_kept = item->use_by_days == 0;
  const gint64 packs = quantity / item->pack_quantity;

  if (is_kept)
    {
      ledger->now = SERVER_DEMO_OPENING (demo);
      if (!post (ledger, item, BAKERY_MOVEMENT_COUNT, quantity, "Opening stock", error))
        return FALSE;
    }
  for (int i = N_ROUNDS - 1; packs > 0 && i >= 0; i--)
    {
      const gint64 time = find_last_round (demo, position) - i * ROUND_DAYS * BAKERY_DAY;
      const gint64 wanted = (packs - (position + (guint) i) % MIN (packs, 2)) * item->pack_quantity;

      if (!(is_kept ? write_round_of_kept : write_round)(ledger, item, wanted, time, error))
        return FALSE;
    }

  return TRUE;
}

/* What there is of what does not keep came when it was its turn, not longer ago than it keeps, with as much again that is used
 * up before more is bought. */
static gboolean
post_first (ServerDemo                *demo,
            ServerStockLedger         *ledger,
            const BakeryInventoryItem *item,
            guint                      position,
            gint64                     quantity,
            gint64                     before,
            GError                   **error)
{
  const gint64 time = MAX (find_last_round (demo, position), demo->base - item->use_by_days * BAKERY_DAY * 3 / 4);
  const gint64 used = quantity / item->pack_quantity * item->pack_quantity;
  const gint64 part = get_part (used, 50);

  if (item->use_by_days == 0 || quantity == 0)
    return TRUE;

  ledger->now = time;
  if (!post (ledger, item, BAKERY_MOVEMENT_PURCHASE, quantity + used, "", error))
    return FALSE;
  ledger->now = time + (before - time) / 3;
  if (part > 0 && !post (ledger, item, BAKERY_MOVEMENT_CONSUME, -part, "", error))
    return FALSE;
  ledger->now = time + (before - time) * 2 / 3;

  return used == 0 || post (ledger, item, BAKERY_MOVEMENT_CONSUME, part - used, "", error);
}

static gboolean
write_history (ServerDemo                *demo,
               ServerStockLedger         *ledger,
               const BakeryInventoryItem *item,
               guint                      position,
               gint64                     level,
               GError                   **error)
{
  gint64 days = item->use_by_days == 0 ? 6 : MIN (6, item->use_by_days / 2);
  gint64 before = demo->base - days * BAKERY_DAY - LATEST_MINUTES * BAKERY_MINUTE;
  gint64 bought = server_demo_range (demo, 1, 2) * item->pack_quantity;
  gint64 wasted = get_part (level, server_demo_range (demo, 1, 3));
  const char *reason = SERVER_DEMO_PICK (demo, waste_reasons);
  gboolean is_wasted = server_demo_chance (demo, 15);

  if (!write_past (demo, ledger, item, position, MAX (level - bought, 0), error) ||
      !post_first (demo, ledger, item, position, MAX (level - bought, 0), before, error))
    return FALSE;
  ledger->now = before + server_demo_range (demo, 0, LATEST_MINUTES) * BAKERY_MINUTE;
  if (!post (ledger, item, BAKERY_MOVEMENT_PURCHASE, bought, "", error))
    return FALSE;
  if (!is_wasted || wasted == 0)
    return TRUE;

  ledger->now = demo->base - server_demo_range (demo, 20, 60) * BAKERY_HOUR;

  return post (ledger, item, BAKERY_MOVEMENT_WASTE, -wasted, reason, error);
}

/* Enough for the open orders, and for a while after them; of a few items, less than there should be. */
static gint64
choose_level (const BakeryInventoryItem *item,
              guint                      position,
              gint64                     needed)
{
  gint64 rest = position % LOW_EVERY == LOW_EVERY / 2 ? get_part (item->threshold, 60) : 3 * item->threshold;

  return (needed + rest) / BAKERY_QUANTITY_ONE * BAKERY_QUANTITY_ONE;
}

static gboolean
stock_up (ServerDemo           *demo,
          const ServerDemoShop *shop,
          ServerStockLedger    *ledger,
          const GArray         *needed,
          GError              **error)
{
  const BakeryAccount *manager = g_ptr_array_index (demo->staff, SERVER_DEMO_MANAGER);
  g_autofree char *name = bakery_account_dup_name (manager);

  ledger->account = manager->base.id;
  ledger->account_name = name;
  for (guint i = 0; i < shop->items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (shop->items, i);
      gint64 level = choose_level (item, i, bakery_amounts_get (needed, item->base.id));

      if (!write_history (demo, ledger, item, i, level, error))
        return FALSE;
    }
  ledger->account_name = NULL;

  return TRUE;
}

/* --- The orders --- */

static gboolean
enter_orders (ServerStockLedger      *ledger,
              const BakeryRecipeBook *book,
              GPtrArray              *orders,
              GError                **error)
{
  for (guint i = 0; i < orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (orders, i);
      const BakeryOrderEvent *last = g_ptr_array_index (order->timeline, order->timeline->len - 1);

      ledger->order = order->base.id;
      ledger->account = last->account;
      ledger->account_name = last->account_name;
      ledger->now = order->stage_changed_at;
      if (!server_stock_orders_enter (ledger, book, order, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
move_stock_of_shop (ServerDemo           *demo,
                    const ServerDemoShop *shop,
                    GError              **error)
{
  g_autoptr(BakeryRecipeBook) book = bakery_recipe_book_new (shop->recipes, shop->items);
  g_autoptr(GPtrArray) orders = load_open_orders (demo, shop, error);
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  g_auto(BakeryExplosion) needed = { NULL };
  g_auto(ServerStockLedger) ledger = { NULL };

  if (orders == NULL)
    return FALSE;

  for (guint i = 0; i < orders->len; i++)
    bakery_recipe_book_demand_order (book, g_ptr_array_index (orders, i), demands);
  server_stock_ledger_init (&ledger, demo->connection, shop->store->base.id, demo->base);
  if (!bakery_recipe_explode (book, demands, &needed, error) ||
      !stock_up (demo, shop, &ledger, needed.items, error) ||
      !enter_orders (&ledger, book, orders, error))
    return FALSE;

  ledger.now = demo->base;

  return server_stock_ledger_finish (&ledger, error);
}

static gboolean
move_all (BakeryConnection *connection,
          gpointer          user_data,
          GError          **error)
{
  ServerDemo *demo = user_data;

  for (guint i = 0; i < demo->shops->len; i++)
    {
      if (!move_stock_of_shop (demo, g_ptr_array_index (demo->shops, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * server_demo_move_stock:
 * @self: the demo with all its orders
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes the stock, and what led to it.
 *
 * Returns: whether it is stored
 */
gboolean
server_demo_move_stock (ServerDemo *self,
                        GError    **error)
{
  return bakery_connection_transaction (self->connection, move_all, self, error);
}
