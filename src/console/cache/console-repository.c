/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages' view of one account's data: its stores and counts are kept in memory, orders are read when asked for. Follows the
 * cache's news. Changing orders is in console-repository-moves.c. Main thread; SQL runs on the cache's threads. */

#include "config.h"

#include "console-order-index.h"
#include "console-outbox-list-private.h"
#include "console-repository-private.h"

#include "bakery-records.h"
#include "bakery-time.h"

/* More changed orders than this in one transaction are told as "many". */
#define MAXIMUM_NAMED 50

struct _ConsoleRepository
{
  GObject parent_instance;

  /* Owned */
  ConsoleClock      *clock;
  ConsoleSession    *session;
  ConsoleOutboxList *outbox;
  ConsoleCache      *cache;
  GPtrArray         *stores;
  GHashTable        *counts;
  GCancellable      *cancellable;

  gboolean           is_counting;
  gboolean           needs_counting;
};

enum
{
  STORES_CHANGED,
  ORDERS_CHANGED,
  COUNTS_CHANGED,
  ENTITIES_CHANGED,
  ENTITY_NAMED,
  FLAGS_CHANGED,
  RESET,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleRepository, console_repository, G_TYPE_OBJECT)

/* Counting */

/* A store's lanes at a moment, to be counted. */
typedef struct
{
  gint64            store;
  gint64            horizon;
  ConsoleLaneCounts counts;
} StoreCounts;

static gpointer
count_lanes (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  GArray *stores = user_data;

  for (guint i = 0; i < stores->len; i++)
    {
      StoreCounts *counts = &g_array_index (stores, StoreCounts, i);

      for (int lane = 0; lane < CONSOLE_N_LANES; lane++)
        {
          const ConsoleLaneView view = { counts->store, (ConsoleOrderLane) lane, counts->horizon };

          if (!console_order_index_count (connection, &view, &counts->counts.n[lane], error))
            {
              return NULL;
            }
        }
    }

  return g_array_ref (stores);
}

static void count (ConsoleRepository *self);

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleRepository) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) stores = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (self->cache != CONSOLE_CACHE (source) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }

  self->is_counting = FALSE;
  for (guint i = 0; stores != NULL && i < stores->len; i++)
    {
      const StoreCounts *counts = &g_array_index (stores, StoreCounts, i);

      g_hash_table_replace (self->counts, g_memdup2 (&counts->store, sizeof counts->store),
                            g_memdup2 (&counts->counts, sizeof counts->counts));
    }
  if (stores != NULL)
    {
      g_signal_emit (self, signals[COUNTS_CHANGED], 0);
    }
  if (self->needs_counting)
    {
      count (self);
    }
}

static void
count (ConsoleRepository *self)
{
  GArray *stores;

  self->needs_counting = self->is_counting;
  if (self->cache == NULL || self->is_counting)
    {
      return;
    }

  stores = g_array_new (FALSE, TRUE, sizeof (StoreCounts));
  for (guint i = 0; i < self->stores->len; i++)
    {
      const BakeryStore *store = g_ptr_array_index (self->stores, i);
      StoreCounts counts = { store->base.id, console_repository_get_horizon (self, store->base.id), { { 0 } } };

      g_array_append_val (stores, counts);
    }

  self->is_counting = TRUE;
  console_cache_read_async (self->cache, count_lanes, stores, (GDestroyNotify) g_array_unref,
                            (GDestroyNotify) g_array_unref, self->cancellable, counted_cb, g_object_ref (self));
}

/* Stores */

static gpointer
read_stores (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_store_type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM stores ORDER BY name, id", columns);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);

  return statement != NULL ? bakery_records_read_all (&bakery_store_type, statement, BAKERY_RECORDS_DOCUMENTS, error) : NULL;
}

static void
stores_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(ConsoleRepository) self = user_data;
  g_autoptr(GPtrArray) stores = console_cache_read_finish (CONSOLE_CACHE (source), result, NULL);

  if (stores == NULL || self->cache != CONSOLE_CACHE (source))
    {
      return;
    }

  g_ptr_array_unref (self->stores);
  self->stores = g_steal_pointer (&stores);
  g_signal_emit (self, signals[STORES_CHANGED], 0);
  count (self);
}

static void
load_stores (ConsoleRepository *self)
{
  console_cache_read_async (self->cache, read_stores, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                            self->cancellable, stores_read_cb, g_object_ref (self));
}

/* News */

static void
tell_entities (ConsoleRepository *self,
               const GArray      *entities)
{
  for (guint i = 0; i < entities->len; i++)
    {
      const ConsoleEntityChange *change = &g_array_index (entities, ConsoleEntityChange, i);

      if (change->local_id != 0)
        {
          g_signal_emit (self, signals[ENTITY_NAMED], 0, change->type->name, change->local_id, change->id);
        }
    }
  for (guint i = 0; i < entities->len; i++)
    {
      const ConsoleEntityChange *change = &g_array_index (entities, ConsoleEntityChange, i);

      if (change->local_id == 0)
        {
          g_signal_emit (self, signals[ENTITIES_CHANGED], 0, change->type->name, change->id);
        }
    }
}

static void
cache_changed_cb (ConsoleCache        *cache,
                  ConsoleCacheChanges *changes,
                  gpointer             user_data)
{
  ConsoleRepository *self = user_data;

  tell_entities (self, changes->entities);
  if (changes->stores)
    {
      load_stores (self);
    }
  if (changes->orders->len == 0)
    {
      return;
    }

  if (changes->orders->len > MAXIMUM_NAMED)
    {
      g_signal_emit (self, signals[ORDERS_CHANGED], 0, (gint64) 0);
    }
  else
    {
      for (guint i = 0; i < changes->orders->len; i++)
        {
          g_signal_emit (self, signals[ORDERS_CHANGED], 0,
                         g_array_index (changes->orders, ConsoleOrderChange, i).id);
        }
    }
  count (self);
}

static void
cache_replaced_cb (ConsoleCache *cache,
                   gpointer      user_data)
{
  ConsoleRepository *self = user_data;

  g_ptr_array_set_size (self->stores, 0);
  g_hash_table_remove_all (self->counts);
  load_stores (self);
  g_signal_emit (self, signals[RESET], 0);
  g_signal_emit (self, signals[COUNTS_CHANGED], 0);
}

static void
minute_cb (ConsoleClock *clock,
           gpointer      user_data)
{
  count (user_data);
}

static void
states_changed_cb (ConsoleOutboxList *outbox,
                   gpointer           user_data)
{
  g_signal_emit (user_data, signals[FLAGS_CHANGED], 0);
}

static void
console_repository_finalize (GObject *object)
{
  ConsoleRepository *self = CONSOLE_REPOSITORY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->cache);
  g_clear_object (&self->outbox);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_ptr_array_unref (self->stores);
  g_hash_table_unref (self->counts);

  G_OBJECT_CLASS (console_repository_parent_class)->finalize (object);
}

static void
console_repository_class_init (ConsoleRepositoryClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_repository_finalize;

  signals[STORES_CHANGED] = g_signal_new ("stores-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[ORDERS_CHANGED] = g_signal_new ("orders-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[COUNTS_CHANGED] = g_signal_new ("counts-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[ENTITIES_CHANGED] = g_signal_new ("entities-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[ENTITY_NAMED] = g_signal_new ("entity-named", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT64);
  signals[FLAGS_CHANGED] = g_signal_new ("flags-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[RESET] = g_signal_new ("reset", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_repository_init (ConsoleRepository *self)
{
  self->stores = g_ptr_array_new_with_free_func (bakery_entity_unref);
  self->counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * console_repository_new:
 * @clock: tells the time
 * @session: tells who acts
 * @outbox: tells which changes wait
 *
 * Returns: (transfer full): a repository without a cache
 */
ConsoleRepository *
console_repository_new (ConsoleClock      *clock,
                        ConsoleSession    *session,
                        ConsoleOutboxList *outbox)
{
  ConsoleRepository *self = g_object_new (CONSOLE_TYPE_REPOSITORY, NULL);

  self->clock = g_object_ref (clock);
  self->session = g_object_ref (session);
  self->outbox = g_object_ref (outbox);
  g_signal_connect_object (clock, "minute", G_CALLBACK (minute_cb), self, 0);
  g_signal_connect_object (outbox, "states-changed", G_CALLBACK (states_changed_cb), self, 0);

  return self;
}

/**
 * console_repository_set_cache:
 * @self: a repository
 * @cache: (nullable): the files of the account
 *
 * Stands on another account's files, or on none.
 */
void
console_repository_set_cache (ConsoleRepository *self,
                              ConsoleCache      *cache)
{
  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  if (self->cache != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->cache, self);
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_counting = FALSE;
  g_set_object (&self->cache, cache);
  console_outbox_list_set_cache (self->outbox, cache);
  g_ptr_array_set_size (self->stores, 0);
  g_hash_table_remove_all (self->counts);

  if (cache != NULL)
    {
      g_signal_connect_object (cache, "changed", G_CALLBACK (cache_changed_cb), self, 0);
      g_signal_connect_object (cache, "replaced", G_CALLBACK (cache_replaced_cb), self, 0);
      load_stores (self);
    }

  g_signal_emit (self, signals[RESET], 0);
  g_signal_emit (self, signals[STORES_CHANGED], 0);
  g_signal_emit (self, signals[COUNTS_CHANGED], 0);
}

/**
 * console_repository_get_cache:
 * @self: a repository
 *
 * Returns: (transfer none) (nullable): what it stands on
 */
ConsoleCache *
console_repository_get_cache (ConsoleRepository *self)
{
  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (self), NULL);

  return self->cache;
}

/**
 * console_repository_get_outbox:
 * @self: a repository
 *
 * Returns: (transfer none): the changes that wait
 */
ConsoleOutboxList *
console_repository_get_outbox (ConsoleRepository *self)
{
  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (self), NULL);

  return self->outbox;
}

/**
 * console_repository_check_cache:
 * @self: a repository
 * @task: what is to be done with the cache; returned with an error when there is none
 *
 * Returns: whether somebody is signed in
 */
gboolean
console_repository_check_cache (ConsoleRepository *self,
                                GTask             *task)
{
  if (self->cache != NULL)
    {
      return TRUE;
    }

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "Nobody is signed in");
  return FALSE;
}

/**
 * console_repository_get_clock:
 * @self: a repository
 *
 * Returns: (transfer none): what it tells the time by
 */
ConsoleClock *
console_repository_get_clock (ConsoleRepository *self)
{
  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (self), NULL);

  return self->clock;
}

/**
 * console_repository_get_session:
 * @self: a repository
 *
 * Returns: (transfer none): who acts
 */
ConsoleSession *
console_repository_get_session (ConsoleRepository *self)
{
  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (self), NULL);

  return self->session;
}

/**
 * console_repository_get_horizon:
 * @self: a repository
 * @store: a store's id
 *
 * Returns: until when an order must start to be in the store's queue now, in whole minutes
 */
gint64
console_repository_get_horizon (ConsoleRepository *self,
                                gint64             store)
{
  const BakeryStore *found = console_repository_find_store (self, store);
  const gint64 now = console_clock_get_now (self->clock);

  return now - now % BAKERY_MINUTE + (found != NULL ? found->queue_minutes * BAKERY_MINUTE : 0);
}

/**
 * console_repository_get_lane:
 * @self: a repository
 * @order: an order
 *
 * Returns: the lane that the order is in now
 */
ConsoleOrderLane
console_repository_get_lane (ConsoleRepository *self,
                             const BakeryOrder *order)
{
  const BakeryStage stage = (BakeryStage) order->stage;

  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (self), CONSOLE_LANE_QUEUE);

  if (bakery_stage_is_final (stage))
    {
      return CONSOLE_LANE_DONE;
    }

  return stage > BAKERY_STAGE_CONFIRMED ||
         order->latest_start_at <= console_repository_get_horizon (self, order->store)
         ? CONSOLE_LANE_QUEUE
         : CONSOLE_LANE_SCHEDULED;
}

/**
 * console_repository_get_stores:
 * @self: a repository
 *
 * Returns: (transfer none) (element-type BakeryStore): the stores of the account, by name
 */
GPtrArray *
console_repository_get_stores (ConsoleRepository *self)
{
  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (self), NULL);

  return self->stores;
}

/**
 * console_repository_find_store:
 * @self: a repository
 * @store: a store's id
 *
 * Returns: (transfer none) (nullable): the store
 */
const BakeryStore *
console_repository_find_store (ConsoleRepository *self,
                               gint64             store)
{
  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (self), NULL);

  for (guint i = 0; i < self->stores->len; i++)
    {
      const BakeryStore *candidate = g_ptr_array_index (self->stores, i);

      if (candidate->base.id == store)
        {
          return candidate;
        }
    }

  return NULL;
}

/**
 * console_repository_get_counts:
 * @self: a repository
 * @store: a store's id
 *
 * Returns: (transfer none) (nullable): how many orders are in its lanes, or %NULL until they are counted
 */
const ConsoleLaneCounts *
console_repository_get_counts (ConsoleRepository *self,
                               gint64             store)
{
  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (self), NULL);

  return g_hash_table_lookup (self->counts, &store);
}

/**
 * console_repository_get_order_flags:
 * @self: a repository
 * @order: an order's id
 * @ret_pending: (out): whether a change of it waits in the outbox
 * @ret_conflict: (out): whether one met somebody else's
 *
 * Tells what the outbox says of an order.
 */
void
console_repository_get_order_flags (ConsoleRepository *self,
                                    gint64             order,
                                    gboolean          *ret_pending,
                                    gboolean          *ret_conflict)
{
  ConsoleEditState state;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  state = console_outbox_list_get_edit_state (self->outbox, &bakery_order_type, order);
  *ret_pending = state == CONSOLE_EDIT_WAITING;
  *ret_conflict = state == CONSOLE_EDIT_CONFLICT;
}
