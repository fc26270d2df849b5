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
  GCancellable      *cancellable; /* while an answer is waited for */

  gint64             store;
  guint              pause_source;
  gboolean           is_outdated;
};

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
  g_clear_pointer (&run->driver, bakery_account_unref);
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
static gpointer
read_one (BakeryConnection       *connection,
          const BakeryEntityType *type,
          const char             *condition,
          gint64                  value)
{
  g_autoptr(BakeryStatement) statement = prepare (connection, type, condition, value, NULL);
  gboolean has_row = FALSE;

  if (statement == NULL || !bakery_statement_step (statement, &has_row, NULL) || !has_row)
    return NULL;

  return bakery_records_from_row (type, statement, 0, BAKERY_RECORDS_DOCUMENTS, NULL);
}

static gboolean
read_deliveries (BakeryConnection *connection,
                 gint64            store,
                 GArray           *runs,
                 GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    prepare (connection, &bakery_delivery_type,
             "store = $1 AND state IN ('planned', 'under_way') ORDER BY state = 'planned', id", store, error);
  gboolean has_row = statement != NULL;

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
      g_array_append_val (runs, run);
    }

  return statement != NULL;
}

static gpointer
read_runs (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  const gint64 *store = user_data;
  g_autoptr(GArray) runs = create_runs ();

  if (!read_deliveries (connection, *store, runs, error))
    return NULL;

  for (guint i = 0; i < runs->len; i++)
    {
      ConsoleDeliveryRun *run = &g_array_index (runs, ConsoleDeliveryRun, i);

      run->position = read_one (connection, &bakery_position_type, "delivery = $1 ORDER BY at DESC LIMIT 1",
                                run->delivery->base.id);
      run->driver = read_one (connection, &bakery_account_type, "id = $1", run->delivery->driver);
    }

  return g_steal_pointer (&runs);
}

/* On the main thread: */

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

  g_array_unref (self->runs);
  self->runs = runs;
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
ask (ConsoleDeliveryRuns *self)
{
  ConsoleCache *cache = console_repository_get_cache (self->repository);

  self->is_outdated = self->cancellable != NULL || self->pause_source != 0;
  if (cache == NULL || self->store == 0 || self->is_outdated)
    return;

  self->cancellable = g_cancellable_new ();
  console_cache_read_async (cache, read_runs, g_memdup2 (&self->store, sizeof self->store), g_free,
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

  return self;
}

/**
 * console_delivery_runs_set_store:
 * @self: the runs
 * @store: whose, 0 for nobody's
 */
void
console_delivery_runs_set_store (ConsoleDeliveryRuns *self,
                                 gint64               store)
{
  g_return_if_fail (CONSOLE_IS_DELIVERY_RUNS (self));

  forget_question (self);
  if (self->store != store)
    g_array_set_size (self->runs, 0);
  self->store = store;
  ask (self);
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
 * Returns: (transfer none): a run; those under way come first
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

      if (run->delivery->base.id == delivery)
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
 * Returns: (transfer none) (nullable): the run that takes it
 */
const ConsoleDeliveryRun *
console_delivery_runs_find_order (ConsoleDeliveryRuns *self,
                                  gint64               order,
                                  guint               *ret_stop)
{
  g_return_val_if_fail (CONSOLE_IS_DELIVERY_RUNS (self), NULL);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const ConsoleDeliveryRun *run = &g_array_index (self->runs, ConsoleDeliveryRun, i);
      const GPtrArray *stops = run->delivery->stops;

      for (guint j = 0; stops != NULL && j < stops->len; j++)
        {
          if (((const BakeryDeliveryStop *) g_ptr_array_index (stops, j))->order == order)
            {
              *ret_stop = j;
              return run;
            }
        }
    }

  return NULL;
}
