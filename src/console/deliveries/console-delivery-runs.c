/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the runs and reads them again when something of them has changed: one question at a time, and the next one not before
 * a moment has passed. */

#include "config.h"

#include "console-delivery-runs.h"

#include "bakery-records.h"
#include "console-repository-private.h"

/* Milliseconds between two questions: a telephone says where it is once a second. */
#define PAUSE 1000

struct _ConsoleDeliveryRuns
{
  GObject parent_instance;

  /* Owned */
  ConsoleRepository *repository;
  GArray            *runs;
  GHashTable        *names;       /* of drivers */
  GHashTable        *ids;         /* what the server calls runs that were planned here, by what they were called here */
  GCancellable      *cancellable; /* while an answer is waited for */

  gint64             store;
  gint64             since; /* runs that ended before then are not shown */
  guint              pause_source;
  gboolean           is_outdated;
};

/* What is asked for. */
typedef struct
{
  gint64 store;
  gint64 since;
} Question;

enum
{
  UPDATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleDeliveryRuns, console_delivery_runs, G_TYPE_OBJECT)

static void ask (ConsoleDeliveryRuns *self);

static void
clear_run (gpointer data)
{
  ConsoleDeliveryRun *run = data;

  g_clear_pointer (&run->delivery, bakery_delivery_unref);
  g_clear_pointer (&run->position, bakery_position_unref);
  g_clear_pointer (&run->trail, g_array_unref);
  g_clear_pointer (&run->driver, g_free);
}

static GArray *
create_runs (void)
{
  GArray *runs = g_array_new (FALSE, TRUE, sizeof (ConsoleDeliveryRun));

  g_array_set_clear_func (runs, clear_run);

  return runs;
}

/* On a reader's thread: */

static BakeryStatement *
prepare (BakeryConnection       *connection,
         const BakeryEntityType *type,
         const char             *condition,
         gint64                  value,
         GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s", columns, type->table, condition);
  BakeryStatement *statement = bakery_connection_prepare (connection, sql, error);

  if (statement != NULL)
    bakery_statement_bind_int (statement, 1, value);

  return statement;
}

/* What is not there is %NULL as well. */
static BakeryPosition *
read_position (BakeryConnection *connection,
               gint64            delivery)
{
  g_autoptr(BakeryStatement) statement =
    prepare (connection, &bakery_position_type, "delivery = $1 ORDER BY at DESC LIMIT 1", delivery, NULL);
  gboolean has_row = FALSE;

  if (statement == NULL || !bakery_statement_step (statement, &has_row, NULL) || !has_row)
    return NULL;

  return bakery_records_from_row (&bakery_position_type, statement, 0, BAKERY_RECORDS_DOCUMENTS, NULL);
}

/* What a hundred JSON nodes a van would keep, and ask the allocator for once a second, is here one array. */
static GArray *
take_trail (BakeryPosition *position)
{
  GArray *trail = console_map_points_new (position->trail);

  console_map_points_append (trail, position->latitude, position->longitude);
  g_clear_pointer (&position->trail, json_node_unref);

  return trail;
}

/* Stops are the server's: those of a change that it has not heard of follow from the orders. */
static void
arrange_stops (BakeryDelivery *delivery)
{
  g_autoptr(GPtrArray) stops = g_ptr_array_new_with_free_func (bakery_entity_unref);

  for (guint i = 0; delivery->orders != NULL && i < delivery->orders->len; i++)
    {
      const gint64 order = g_array_index (delivery->orders, gint64, i);
      BakeryDeliveryStop *stop = bakery_delivery_find_stop (delivery, order);

      stop = stop != NULL ? bakery_delivery_stop_ref (stop) : bakery_delivery_stop_new ();
      stop->order = order;
      g_ptr_array_add (stops, stop);
    }
  g_clear_pointer (&delivery->stops, g_ptr_array_unref);
  delivery->stops = g_steal_pointer (&stops);
}

static gboolean
read_deliveries (BakeryConnection *connection,
                 const Question   *question,
                 GArray           *runs,
                 GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    prepare (connection, &bakery_delivery_type,
             "store = $1 AND (state IN ('planned', 'under_way') OR state = 'finished' AND finished_at >= $2)"
             " ORDER BY CASE state WHEN 'under_way' THEN 0 WHEN 'planned' THEN 1 ELSE 2 END, abs (id)",
             question->store, error);
  gboolean has_row = statement != NULL;

  if (statement != NULL)
    bakery_statement_bind_int (statement, 2, question->since);
  while (has_row)
    {
      ConsoleDeliveryRun run = { NULL };

      if (!bakery_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      run.delivery = bakery_records_from_row (&bakery_delivery_type, statement, 0, BAKERY_RECORDS_DOCUMENTS, error);
      if (run.delivery == NULL)
        return FALSE;
      arrange_stops (run.delivery);
      g_array_append_val (runs, run);
    }

  return statement != NULL;
}

static gpointer
read_runs (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  g_autoptr(GArray) runs = create_runs ();

  if (!read_deliveries (connection, user_data, runs, error))
    return NULL;

  for (guint i = 0; i < runs->len; i++)
    {
      ConsoleDeliveryRun *run = &g_array_index (runs, ConsoleDeliveryRun, i);

      run->position = read_position (connection, run->delivery->base.id);
      run->trail = run->position != NULL ? take_trail (run->position) : NULL;
    }

  return g_steal_pointer (&runs);
}

/* On the main thread: */

static void
learn_name (ConsoleDeliveryRuns *self,
            gint64               driver,
            const char          *name)
{
  if (driver != 0 && *name != '\0')
    g_hash_table_replace (self->names, g_memdup2 (&driver, sizeof driver), g_strdup (name));
}

/* A run that was given another driver here still has the name of the one before. */
static void
name_drivers (ConsoleDeliveryRuns *self,
              GArray              *runs)
{
  for (guint i = 0; i < runs->len; i++)
    {
      ConsoleDeliveryRun *run = &g_array_index (runs, ConsoleDeliveryRun, i);

      run->waits = console_repository_get_edit_state (self->repository, &bakery_delivery_type, run->delivery->base.id)
                   != CONSOLE_EDIT_NONE;
      if (!run->waits)
        learn_name (self, run->delivery->driver, run->delivery->driver_name);
    }
  for (guint i = 0; i < runs->len; i++)
    {
      ConsoleDeliveryRun *run = &g_array_index (runs, ConsoleDeliveryRun, i);

      run->driver = g_strdup (run->waits ? g_hash_table_lookup (self->names, &run->delivery->driver)
                                         : run->delivery->driver_name);
    }
}

static gboolean
paused_cb (gpointer user_data)
{
  ConsoleDeliveryRuns *self = user_data;

  self->pause_source = 0;
  if (self->is_outdated)
    ask (self);

  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsoleDeliveryRuns) self = user_data;
  g_autoptr(GError) error = NULL;
  GArray *runs = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  self->pause_source = g_timeout_add (PAUSE, paused_cb, self);
  if (runs == NULL)
    {
      g_warning ("The runs cannot be read: %s", error->message);
      return;
    }

  name_drivers (self, runs);
  g_array_unref (self->runs);
  self->runs = runs;
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
ask (ConsoleDeliveryRuns *self)
{
  ConsoleCache *cache = console_repository_get_cache (self->repository);
  const Question question = { self->store, self->since };

  self->is_outdated = self->cancellable != NULL || self->pause_source != 0;
  if (cache == NULL || self->store == 0 || self->is_outdated)
    return;

  self->cancellable = g_cancellable_new ();
  console_cache_read_async (cache, read_runs, g_memdup2 (&question, sizeof question), g_free,
                            (GDestroyNotify) g_array_unref, self->cancellable, read_cb, g_object_ref (self));
}

static void
entities_changed_cb (ConsoleRepository   *repository,
                     const char          *type,
                     gint64               id,
                     ConsoleDeliveryRuns *self)
{
  if (g_str_equal (type, bakery_delivery_type.name) || g_str_equal (type, bakery_position_type.name))
    ask (self);
}

/* What is read just now may still have the run by its id of here. */
static void
named_cb (ConsoleRepository   *repository,
          const char          *type,
          gint64               local_id,
          gint64               id,
          ConsoleDeliveryRuns *self)
{
  if (g_str_equal (type, bakery_delivery_type.name))
    g_hash_table_replace (self->ids, g_memdup2 (&local_id, sizeof local_id), g_memdup2 (&id, sizeof id));
}

static gboolean
has_id (ConsoleDeliveryRuns      *self,
        const ConsoleDeliveryRun *run,
        gint64                    id)
{
  const gint64 *named = g_hash_table_lookup (self->ids, &run->delivery->base.id);

  return run->delivery->base.id == id || (named != NULL && *named == id);
}

static void
forget_question (ConsoleDeliveryRuns *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  self->is_outdated = FALSE;
}

static void
console_delivery_runs_dispose (GObject *object)
{
  forget_question (CONSOLE_DELIVERY_RUNS (object));

  G_OBJECT_CLASS (console_delivery_runs_parent_class)->dispose (object);
}

static void
console_delivery_runs_finalize (GObject *object)
{
  ConsoleDeliveryRuns *self = CONSOLE_DELIVERY_RUNS (object);

  g_array_unref (self->runs);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->ids);
  g_clear_object (&self->repository);

  G_OBJECT_CLASS (console_delivery_runs_parent_class)->finalize (object);
}

static void
console_delivery_runs_class_init (ConsoleDeliveryRunsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_delivery_runs_dispose;
  object_class->finalize = console_delivery_runs_finalize;

  signals[UPDATED] = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
console_delivery_runs_init (ConsoleDeliveryRuns *self)
{
  self->runs = create_runs ();
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * console_delivery_run_is_open:
 * @self: a run
 *
 * Returns: whether it is still to be driven, or under way
 */
gboolean
console_delivery_run_is_open (const ConsoleDeliveryRun *self)
{
  return self->delivery->state == BAKERY_DELIVERY_PLANNED || self->delivery->state == BAKERY_DELIVERY_UNDER_WAY;
}

/**
 * console_delivery_runs_new:
 * @repository: the account's data
 *
 * Returns: (transfer full): no runs until it has a store
 */
ConsoleDeliveryRuns *
console_delivery_runs_new (ConsoleRepository *repository)
{
  ConsoleDeliveryRuns *self = g_object_new (CONSOLE_TYPE_DELIVERY_RUNS, NULL);

  self->repository = g_object_ref (repository);
  g_signal_connect_object (repository, "entities-changed", G_CALLBACK (entities_changed_cb), self, 0);
  g_signal_connect_object (repository, "entity-named", G_CALLBACK (named_cb), self, 0);
  g_signal_connect_object (repository, "flags-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * console_delivery_runs_set_store:
 * @self: the runs
 * @store: whose, 0 for nobody's
 * @since: when the day began: runs that ended before then are left out
 */
void
console_delivery_runs_set_store (ConsoleDeliveryRuns *self,
                                 gint64               store,
                                 gint64               since)
{
  g_return_if_fail (CONSOLE_IS_DELIVERY_RUNS (self));

  forget_question (self);
  if (self->store != store)
    g_array_set_size (self->runs, 0);
  self->store = store;
  self->since = since;
  ask (self);
}

/**
 * console_delivery_runs_name_driver:
 * @self: the runs
 * @driver: the id of an account
 * @name: what they are called
 *
 * Lets a run that is given this driver be shown with the name before the server has told it.
 */
void
console_delivery_runs_name_driver (ConsoleDeliveryRuns *self,
                                   gint64               driver,
                                   const char          *name)
{
  g_return_if_fail (CONSOLE_IS_DELIVERY_RUNS (self));

  learn_name (self, driver, name);
}

/**
 * console_delivery_runs_get_names:
 * @self: the runs
 *
 * Returns: (transfer none) (element-type gint64 utf8): what drivers are called, as far as it was heard of
 */
GHashTable *
console_delivery_runs_get_names (ConsoleDeliveryRuns *self)
{
  g_return_val_if_fail (CONSOLE_IS_DELIVERY_RUNS (self), NULL);

  return self->names;
}

/**
 * console_delivery_runs_get_n:
 * @self: the runs
 *
 * Returns: how many there are
 */
guint
console_delivery_runs_get_n (ConsoleDeliveryRuns *self)
{
  g_return_val_if_fail (CONSOLE_IS_DELIVERY_RUNS (self), 0);

  return self->runs->len;
}

/**
 * console_delivery_runs_get:
 * @self: the runs
 * @position: below their number
 *
 * Returns: (transfer none): a run; those under way come first, those that are over last
 */
const ConsoleDeliveryRun *
console_delivery_runs_get (ConsoleDeliveryRuns *self,
                           guint                position)
{
  g_return_val_if_fail (CONSOLE_IS_DELIVERY_RUNS (self) && position < self->runs->len, NULL);

  return &g_array_index (self->runs, ConsoleDeliveryRun, position);
}

/**
 * console_delivery_runs_find:
 * @self: the runs
 * @delivery: an id
 *
 * Returns: (transfer none) (nullable): the run
 */
const ConsoleDeliveryRun *
console_delivery_runs_find (ConsoleDeliveryRuns *self,
                            gint64               delivery)
{
  g_return_val_if_fail (CONSOLE_IS_DELIVERY_RUNS (self), NULL);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const ConsoleDeliveryRun *run = &g_array_index (self->runs, ConsoleDeliveryRun, i);

      if (has_id (self, run, delivery))
        return run;
    }

  return NULL;
}

/**
 * console_delivery_runs_find_order:
 * @self: the runs
 * @order: the id of an order
 * @ret_stop: (out): which of the run's stops it is
 *
 * Returns: (transfer none) (nullable): the run that takes it, or else the one that had it last
 */
const ConsoleDeliveryRun *
console_delivery_runs_find_order (ConsoleDeliveryRuns *self,
                                  gint64               order,
                                  guint               *ret_stop)
{
  const ConsoleDeliveryRun *found = NULL;

  g_return_val_if_fail (CONSOLE_IS_DELIVERY_RUNS (self), NULL);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const ConsoleDeliveryRun *run = &g_array_index (self->runs, ConsoleDeliveryRun, i);
      const GPtrArray *stops = run->delivery->stops;

      for (guint j = 0; stops != NULL && j < stops->len; j++)
        {
          const BakeryDeliveryStop *stop = g_ptr_array_index (stops, j);

          if (stop->order != order || (found != NULL && stop->state != BAKERY_STOP_WAITING))
            continue;
          found = run;
          *ret_stop = j;
          if (stop->state == BAKERY_STOP_WAITING)
            return run;
        }
    }

  return found;
}
