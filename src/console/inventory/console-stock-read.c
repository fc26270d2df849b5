/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a stock and works out how it goes on. Movements that were posted here and have not been answered are added to what the
 * server says, so that the stock is right offline too; an item that the server has moved on without its row having come yet
 * takes the balance of its last movement. */

#include "config.h"

#include "console-stock-private.h"

#include "bakery-bake-plan.h"
#include "bakery-time.h"
#include "console-cache-read.h"
#include "console-repository-private.h"
#include "console-waiting-movements.h"

/* What waits to be sent */

static int
compare_lots (gconstpointer a,
              gconstpointer b)
{
  return bakery_inventory_lot_compare (*(gconstpointer *) a, *(gconstpointer *) b);
}

static void
add_lot (GPtrArray                 *lots,
         const BakeryStockMovement *movement)
{
  BakeryInventoryLot *lot = bakery_inventory_lot_new ();

  lot->base.id = movement->base.id;
  lot->store = movement->store;
  lot->item = movement->item;
  lot->received_at = movement->at;
  lot->use_by = movement->use_by;
  lot->quantity = movement->quantity;
  lot->remaining = movement->quantity;
  g_ptr_array_add (lots, lot);
}

/* Takes @quantity from a lot of an item, or from those that are to be used first where @of is 0. */
static void
take_from_lots (GPtrArray *lots,
                gint64     item,
                gint64     of,
                gint64     quantity)
{
  for (guint i = 0; i < lots->len && quantity > 0; i++)
    {
      BakeryInventoryLot *lot = g_ptr_array_index (lots, i);
      const gint64 taken = MIN (lot->remaining, quantity);

      if (lot->item == item && taken > 0 && (of == 0 || of == lot->base.id))
        {
          lot->remaining -= taken;
          quantity -= taken;
        }
    }
}

/* What was thrown away and is there after all goes back into the lot it was taken from, if that is known. */
static void
put_back (GPtrArray                 *lots,
          const BakeryStockMovement *reversal)
{
  for (guint i = 0; i < lots->len && reversal->lot != 0; i++)
    {
      BakeryInventoryLot *lot = g_ptr_array_index (lots, i);

      if (lot->base.id == reversal->lot)
        {
          lot->remaining += reversal->quantity;
        }
    }
}

/* Lots never hold more than there is: what was used before there was enough is set off against them. */
static void
settle_lots (ConsoleStock              *self,
             const BakeryInventoryItem *item)
{
  gint64 in_lots = 0;

  for (guint i = 0; i < self->lots->len; i++)
    {
      const BakeryInventoryLot *lot = g_ptr_array_index (self->lots, i);

      in_lots += lot->item == item->base.id ? lot->remaining : 0;
    }
  take_from_lots (self->lots, item->base.id, 0, bakery_inventory_item_get_excess (item, in_lots));
}

/* Does to the stock what the server will do once it hears of the movement. */
static void
apply_waiting (ConsoleStock        *self,
               GPtrArray           *waiting,
               BakeryStockMovement *movement)
{
  BakeryInventoryItem *item = console_waiting_movements_find_item (self->items, movement->item);

  if (item == NULL || !console_waiting_movements_settle (waiting, movement, item))
    {
      return;
    }

  item->quantity += movement->quantity;
  bakery_inventory_item_expect_less (item, movement);
  if (movement->quantity < 0)
    {
      take_from_lots (self->lots, item->base.id, movement->lot, -movement->quantity);
    }
  else if (movement->reverses != 0)
    {
      put_back (self->lots, movement);
    }
  else if (movement->kind == BAKERY_MOVEMENT_PURCHASE)
    {
      add_lot (self->lots, movement);
      g_ptr_array_sort (self->lots, compare_lots);
    }
  settle_lots (self, item);
}

/* Reading. On a reader's thread: */

static gboolean
read_waiting (ConsoleStock     *self,
              BakeryConnection *connection,
              GError          **error)
{
  g_autoptr(GPtrArray) waiting = console_waiting_movements_read (connection, self->store, error);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      apply_waiting (self, waiting, g_ptr_array_index (waiting, i));
    }

  return waiting != NULL;
}

static gboolean
read_uses (ConsoleStock     *self,
           BakeryConnection *connection,
           GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "SELECT item, -sum (quantity), -sum (quantity) FILTER (WHERE kind = 'waste') "
                               "FROM stock_movements WHERE store = $1 AND at > $2 AND kind IN ('consume', 'waste') "
                               "GROUP BY item", error);
  gboolean has_row;

  if (statement == NULL)
    {
      return FALSE;
    }

  self->uses = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  bakery_statement_bind_int (statement, 1, self->store);
  bakery_statement_bind_int (statement, 2, self->now - CONSOLE_STOCK_USE_DAYS * BAKERY_DAY);
  while (bakery_statement_step (statement, &has_row, error))
    {
      ConsoleStockUse *use;

      if (!has_row)
        {
          return TRUE;
        }
      use = g_new (ConsoleStockUse, 1);
      *use = (ConsoleStockUse) { bakery_statement_get_int (statement, 0), bakery_statement_get_int (statement, 1),
                                 bakery_statement_get_int (statement, 2) };
      g_hash_table_insert (self->uses, &use->item, use);
    }

  return FALSE;
}

static gboolean
read_entities (ConsoleStock     *self,
               BakeryConnection *connection,
               GError          **error)
{
  g_autoptr(GPtrArray) recipes = NULL;

  self->items = console_cache_read_entities (connection, &bakery_inventory_item_type, "store = $1", &self->store, 1, error);
  if (self->items == NULL)
    {
      return FALSE;
    }
  self->lots = console_cache_read_entities (connection, &bakery_inventory_lot_type, "store = $1 AND remaining <> 0",
                                            &self->store, 1, error);
  if (self->lots == NULL)
    {
      return FALSE;
    }
  g_ptr_array_sort (self->lots, compare_lots);
  recipes = console_cache_read_entities (connection, &bakery_recipe_type, "store = $1", &self->store, 1, error);
  if (recipes == NULL)
    {
      return FALSE;
    }
  self->book = bakery_recipe_book_new (recipes, self->items);

  return console_waiting_movements_catch_up (connection, self->store, self->items, error)
         && read_waiting (self, connection, error) && read_uses (self, connection, error);
}

static void
expect_delivery (ConsoleStock              *self,
                 const BakeryInventoryItem *item,
                 BakeryProjection          *projection)
{
  if (item->expected_quantity > 0 && !bakery_inventory_item_is_overdue (item, self->now))
    {
      bakery_projection_add (projection, item->expected_at, item->expected_quantity);
    }
}

/* How the levels go on when those of the orders are baked that are accepted and not begun. */
static void
project (ConsoleStock *self,
         GPtrArray    *orders)
{
  const gint64 end = self->now + CONSOLE_STOCK_DAYS * BAKERY_DAY;
  g_autoptr(BakeryBakePlan) plan = bakery_bake_plan_new (self->book);
  const GArray *taken = bakery_bake_plan_peek_items (plan);
  GHashTableIter iter;
  gpointer projection;

  for (guint i = 0; i < orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (orders, i);

      if (order->stage == BAKERY_STAGE_CONFIRMED)
        {
          bakery_bake_plan_add_order (plan, order);
        }
    }
  bakery_bake_plan_finish (plan);

  for (guint i = 0; i < self->items->len; i++)
    {
      BakeryInventoryItem *item = g_ptr_array_index (self->items, i);

      projection = bakery_projection_new (self->now, end, item->quantity, bakery_inventory_item_get_floor (item));
      expect_delivery (self, item, projection);
      g_hash_table_insert (self->projections, &item->base.id, projection);
    }
  for (guint i = 0; i < taken->len; i++)
    {
      const BakeryBakeDemand *demand = &g_array_index (taken, BakeryBakeDemand, i);

      bakery_projection_add (g_hash_table_lookup (self->projections, &demand->id), demand->at, -demand->quantity);
    }

  g_hash_table_iter_init (&iter, self->projections);
  while (g_hash_table_iter_next (&iter, NULL, &projection))
    {
      bakery_projection_finish (projection);
    }
}

/* What runs out first comes first, then what gets low, then what lasts longest. */
static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const ConsoleStock *self = user_data;
  const BakeryInventoryItem *left = *(gconstpointer *) a, *right = *(gconstpointer *) b;
  const ConsoleStockState left_state = console_stock_get_state (self, left->base.id);
  const ConsoleStockState right_state = console_stock_get_state (self, right->base.id);
  const BakeryProjection *left_level = console_stock_get_projection (self, left->base.id);
  const BakeryProjection *right_level = console_stock_get_projection (self, right->base.id);
  const gint64 left_at = left_level->out_at != 0 ? left_level->out_at : left_level->low_at;
  const gint64 right_at = right_level->out_at != 0 ? right_level->out_at : right_level->low_at;

  if (left_state != right_state)
    {
      return left_state > right_state ? -1 : 1;
    }
  if (left_at != right_at)
    {
      return left_at < right_at ? -1 : 1;
    }

  return g_utf8_collate (left->name, right->name);
}

static ConsoleStock *
stock_new (const ConsoleStockQuery *query)
{
  ConsoleStock *self = g_new0 (ConsoleStock, 1);

  g_atomic_ref_count_init (&self->references);
  self->store = query->store;
  self->now = query->now;
  self->time_zone = g_strdup (query->time_zone);
  self->projections = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) bakery_projection_free);

  return self;
}

/**
 * console_stock_read:
 * @connection: a reader's
 * @query: whose stock, and when
 * @orders: (element-type BakeryOrder): orders of the store, with all that are accepted and not begun
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads a stock together with orders that somebody else needs as well. To be called on the reader's thread.
 *
 * Returns: (transfer full) (nullable): the stock
 */
ConsoleStock *
console_stock_read (BakeryConnection        *connection,
                    const ConsoleStockQuery *query,
                    GPtrArray               *orders,
                    GError                 **error)
{
  g_autoptr(ConsoleStock) self = stock_new (query);

  if (!read_entities (self, connection, error))
    {
      return NULL;
    }

  project (self, orders);
  g_ptr_array_sort_with_data (self->items, compare_items, self);

  return g_steal_pointer (&self);
}

static gpointer
read_stock (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  const ConsoleStockQuery *query = user_data;
  g_autoptr(GPtrArray) orders = console_cache_read_entities (connection, console_cache_get_order_outline (),
                                                             "store = $1 AND progress = 0 AND stage = 'confirmed'",
                                                             &query->store, 1, error);

  return orders != NULL ? console_stock_read (connection, query, orders, error) : NULL;
}

/* On the main thread: */

/**
 * console_stock_query_new:
 * @repository: the account's data
 * @store: whose stock
 *
 * Returns: (transfer full): what to ask a reader for the stock of this moment
 */
ConsoleStockQuery *
console_stock_query_new (ConsoleRepository *repository,
                         gint64             store)
{
  const BakeryStore *known = console_repository_find_store (repository, store);
  ConsoleStockQuery *self = g_new0 (ConsoleStockQuery, 1);

  self->store = store;
  self->now = console_clock_get_now (console_repository_get_clock (repository));
  self->time_zone = g_strdup (known != NULL ? known->time_zone : "UTC");

  return self;
}

/**
 * console_stock_query_free:
 * @self: (transfer full): what a reader was asked for
 */
void
console_stock_query_free (ConsoleStockQuery *self)
{
  g_free (self->time_zone);
  g_free (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  ConsoleStock *stock = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (stock != NULL)
    {
      g_task_return_pointer (task, stock, (GDestroyNotify) console_stock_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

/**
 * console_stock_read_async:
 * @repository: the account's data
 * @store: whose stock
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a stock as the cache shows it.
 */
void
console_stock_read_async (ConsoleRepository  *repository,
                          gint64              store,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (repository));

  task = g_task_new (repository, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_stock_read_async);
  if (console_repository_check_cache (repository, task))
    {
      console_cache_read_async (console_repository_get_cache (repository), read_stock,
                                console_stock_query_new (repository, store), (GDestroyNotify) console_stock_query_free,
                                (GDestroyNotify) console_stock_unref, cancellable, read_cb, task);
    }
}

/**
 * console_stock_read_finish:
 * @repository: the account's data
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): what was read
 */
ConsoleStock *
console_stock_read_finish (ConsoleRepository *repository,
                           GAsyncResult      *result,
                           GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, repository), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
