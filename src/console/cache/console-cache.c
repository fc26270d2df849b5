/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Owns the files of one account and every thread that touches them: one that writes, two that read. Work handed in while
 * the files are being opened or replaced waits. A damaged cache is set aside and replaced by an empty one whenever it shows;
 * the outbox never is. What goes wrong leaves this file in words for people; of what is read and written it knows nothing.
 * Main thread, except where a function says so. */

#include "config.h"

#include "console-cache.h"

#include "console-cache-error.h"
#include "console-cache-schema.h"
#include "console-outbox.h"

#include "bakery-readers.h"
#include "bakery-writer.h"

#define N_READERS 2

typedef enum
{
  STATE_CLOSED,
  STATE_OPENING,
  STATE_OPEN,
  STATE_REPLACING,
} CacheState;

struct _ConsoleCache
{
  GObject parent_instance;

  /* Owned */
  char          *folder;
  BakeryWriter  *writer;
  BakeryReaders *readers;
  GThreadPool   *pool;
  GQueue         waiting;
  GError        *failure;

  CacheState     state;
  guint          n_reading;
  gboolean       sets_aside;
};

/* Reads or writes: one piece of work on its way to a thread and back. The task owns it. */
typedef struct
{
  ConsoleCacheWriteFunc write;
  ConsoleCacheReadFunc  read;
  gpointer              data;
  GDestroyNotify        data_free;
  GDestroyNotify        result_free;

  /* The reader's */
  BakeryReaders *readers;
  gpointer       result;
  GError        *error;

  /* The writer's */
  ConsoleCacheChanges *changes;
} CacheJob;

/* What opening needs to know and finds out, in a thread of its own. */
typedef struct
{
  char             *folder;
  BakeryWriter     *old_writer;
  gboolean          set_aside;
  gboolean          discard;
  gboolean          replaced;
  BakeryConnection *connection;
} CacheOpening;

enum
{
  CHANGED,
  REPLACED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleCache, console_cache, G_TYPE_OBJECT)

static void submit (ConsoleCache *self,
                    GTask        *task);
static void replace (ConsoleCache *self,
                     gboolean      set_aside);

static void
cache_job_free (CacheJob *job)
{
  if (job->data_free != NULL)
    {
      job->data_free (job->data);
    }
  if (job->result != NULL && job->result_free != NULL)
    {
      job->result_free (job->result);
    }

  console_cache_changes_free (job->changes);
  g_clear_error (&job->error);
  g_free (job);
}

static void
cache_opening_free (CacheOpening *opening)
{
  g_clear_pointer (&opening->connection, bakery_connection_close);
  g_clear_object (&opening->old_writer);
  g_free (opening->folder);
  g_free (opening);
}

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED);
}

static GError *
create_closed_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "The cache is closed");
}

/* Gives the writer's connection to the next program run or to nobody: the thread ends once its queue is empty. */
static void
stop_writer (BakeryWriter *writer)
{
  if (writer != NULL)
    {
      bakery_writer_stop (writer);
    }
}

/* Writing */

static gboolean
run_write (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  CacheJob *job = user_data;

  g_clear_pointer (&job->changes, console_cache_changes_free);
  job->changes = console_cache_changes_new ();

  return job->write (connection, job->changes, job->data, error) &&
         console_cache_changes_finish (job->changes, connection, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleCache *self = g_task_get_source_object (task);
  CacheJob *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!bakery_writer_run_finish (BAKERY_WRITER (source), result, &error))
    {
      if (is_damage (error))
        {
          replace (self, TRUE);
        }
      g_task_return_error (task, console_cache_error_explain (g_steal_pointer (&error)));
      return;
    }

  if (job->changes->generation != 0 || job->changes->entities->len > 0 || job->changes->outbox)
    {
      g_signal_emit (self, signals[CHANGED], 0, job->changes);
    }
  g_task_return_boolean (task, TRUE);
}

/* Reading. The thread reports through an idle source, so that all the counting is the main thread's. */

static gboolean
read_done_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleCache *self = g_task_get_source_object (task);
  CacheJob *job = g_task_get_task_data (task);

  self->n_reading--;
  if (is_damage (job->error))
    {
      replace (self, TRUE);
    }
  else if (self->state == STATE_REPLACING && self->n_reading == 0)
    {
      replace (self, self->sets_aside);
    }

  if (job->error != NULL)
    {
      g_task_return_error (task, console_cache_error_explain (g_steal_pointer (&job->error)));
    }
  else
    {
      g_task_return_pointer (task, g_steal_pointer (&job->result), job->result_free);
    }
  return G_SOURCE_REMOVE;
}

static void
interrupt_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  bakery_connection_interrupt (user_data);
}

static void
read_in_snapshot (CacheJob         *job,
                  BakeryConnection *connection,
                  GCancellable     *cancellable)
{
  gulong handler = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, &job->error) ||
      !bakery_connection_begin_snapshot (connection, &job->error))
    {
      return;
    }

  if (cancellable != NULL)
    {
      handler = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), connection, NULL);
    }
  job->result = job->read (connection, job->data, &job->error);
  g_cancellable_disconnect (cancellable, handler);
  bakery_connection_roll_back (connection);
}

static void
read_in_thread (gpointer data,
                gpointer user_data)
{
  GTask *task = data;
  CacheJob *job = g_task_get_task_data (task);
  g_autoptr(GSource) idle = NULL;
  BakeryConnection *connection;

  connection = bakery_readers_borrow (job->readers, &job->error);
  if (connection != NULL)
    {
      read_in_snapshot (job, connection, g_task_get_cancellable (task));
      bakery_readers_give_back (job->readers, connection);
    }

  idle = g_idle_source_new ();
  g_source_set_priority (idle, G_PRIORITY_DEFAULT);
  g_source_set_callback (idle, read_done_cb, task, NULL);
  g_source_attach (idle, g_task_get_context (task));
}

/* Opening */

static void
flush_waiting (ConsoleCache *self)
{
  GTask *task;

  while (self->state == STATE_OPEN && (task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      submit (self, task);
    }
}

static void
fail_waiting (ConsoleCache *self,
              const GError *error)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      g_task_return_error (task, g_error_copy (error));
      g_object_unref (task);
    }
}

/* Opens the files and puts the changes that still wait back into the cache. */
static gboolean
open_files (CacheOpening *opening,
            GError      **error)
{
  gboolean replaced = FALSE;

  opening->connection = console_cache_schema_open (opening->folder, &replaced, error);
  opening->replaced |= replaced;

  return opening->connection != NULL &&
         bakery_connection_transaction (opening->connection, console_outbox_apply_all, NULL, error);
}

static gboolean
set_aside_and_open (CacheOpening *opening,
                    GError      **error)
{
  g_autofree char *aside = NULL;

  g_clear_pointer (&opening->connection, bakery_connection_close);
  aside = console_cache_schema_set_aside (opening->folder, error);
  opening->replaced = TRUE;

  return aside != NULL && open_files (opening, error);
}

static gboolean
discard_and_open (CacheOpening *opening,
                  GError      **error)
{
  opening->replaced = TRUE;

  return console_cache_schema_remove (opening->folder, error) && open_files (opening, error);
}

/* Damage may show first where a waiting change looks its order up. */
static gboolean
open_or_set_aside (CacheOpening *opening,
                   GError      **error)
{
  g_autoptr(GError) local_error = NULL;

  if (open_files (opening, &local_error))
    {
      return TRUE;
    }
  if (!is_damage (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return set_aside_and_open (opening, error);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  CacheOpening *opening = task_data;
  GError *error = NULL;
  gboolean is_open;

  stop_writer (opening->old_writer);
  g_clear_object (&opening->old_writer);

  if (opening->set_aside)
    {
      is_open = set_aside_and_open (opening, &error);
    }
  else if (opening->discard)
    {
      is_open = discard_and_open (opening, &error);
    }
  else
    {
      is_open = open_or_set_aside (opening, &error);
    }

  if (!is_open)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_boolean (task, TRUE);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  ConsoleCache *self = CONSOLE_CACHE (source);
  CacheOpening *opening = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, CONSOLE_CACHE_FILE, NULL);

  if (self->state == STATE_CLOSED)
    {
      return;
    }
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      self->state = STATE_CLOSED;
      self->failure = console_cache_error_explain (g_steal_pointer (&error));
      fail_waiting (self, self->failure);
      g_signal_emit (self, signals[FAILED], 0, self->failure);
      return;
    }

  self->writer = bakery_writer_new (g_steal_pointer (&opening->connection), "cache-writer");
  self->readers = bakery_readers_new (path, N_READERS);
  self->state = STATE_OPEN;
  if (opening->replaced)
    {
      g_signal_emit (self, signals[REPLACED], 0);
    }
  flush_waiting (self);
}

static void
start_opening (ConsoleCache *self,
               gboolean      set_aside,
               gboolean      discard)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, opened_cb, NULL);
  CacheOpening *opening = g_new0 (CacheOpening, 1);

  opening->folder = g_strdup (self->folder);
  opening->old_writer = g_steal_pointer (&self->writer);
  opening->set_aside = set_aside;
  opening->discard = discard;
  g_clear_pointer (&self->readers, bakery_readers_free);

  g_task_set_source_tag (task, start_opening);
  g_task_set_task_data (task, opening, (GDestroyNotify) cache_opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

/* Begins again with an empty cache once the last reader has left the old one. */
static void
replace (ConsoleCache *self,
         gboolean      set_aside)
{
  if (self->state != STATE_OPEN && !(self->state == STATE_REPLACING && self->n_reading == 0))
    {
      return;
    }

  self->state = STATE_REPLACING;
  self->sets_aside = set_aside;
  if (self->n_reading > 0)
    {
      return;
    }

  self->state = STATE_OPENING;
  start_opening (self, set_aside, !set_aside);
}

/* Work */

static void
submit_write (ConsoleCache *self,
              GTask        *task)
{
  bakery_writer_run_async (self->writer, run_write, g_task_get_task_data (task), NULL, NULL, written_cb, task);
}

static void
submit_read (ConsoleCache *self,
             GTask        *task)
{
  CacheJob *job = g_task_get_task_data (task);

  job->readers = self->readers;
  self->n_reading++;
  g_thread_pool_push (self->pool, task, NULL);
}

/* Takes over @task. */
static void
submit (ConsoleCache *self,
        GTask        *task)
{
  CacheJob *job = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (self->state == STATE_CLOSED)
    {
      g_task_return_error (task, self->failure != NULL ? g_error_copy (self->failure) : create_closed_error ());
      g_object_unref (task);
      return;
    }
  if (self->state != STATE_OPEN)
    {
      g_queue_push_tail (&self->waiting, task);
      return;
    }

  if (job->write != NULL)
    {
      submit_write (self, task);
    }
  else
    {
      submit_read (self, task);
    }
}

static void
console_cache_finalize (GObject *object)
{
  ConsoleCache *self = CONSOLE_CACHE (object);

  console_cache_close (self);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_clear_error (&self->failure);
  g_free (self->folder);

  G_OBJECT_CLASS (console_cache_parent_class)->finalize (object);
}

static void
console_cache_class_init (ConsoleCacheClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_cache_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REPLACED] = g_signal_new ("replaced", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_cache_init (ConsoleCache *self)
{
  g_queue_init (&self->waiting);
  self->pool = g_thread_pool_new (read_in_thread, NULL, N_READERS, FALSE, NULL);
}

/**
 * console_cache_new:
 * @folder: the account's folder
 *
 * Returns: (transfer full): the cache, not open yet
 */
ConsoleCache *
console_cache_new (const char *folder)
{
  ConsoleCache *self = g_object_new (CONSOLE_TYPE_CACHE, NULL);

  self->folder = g_strdup (folder);

  return self;
}

/**
 * console_cache_open:
 * @self: a closed cache
 *
 * Begins to open the files, in a thread. Work may be handed in at once; it waits.
 */
void
console_cache_open (ConsoleCache *self)
{
  g_return_if_fail (CONSOLE_IS_CACHE (self));
  g_return_if_fail (self->state == STATE_CLOSED);

  g_clear_error (&self->failure);
  self->state = STATE_OPENING;
  start_opening (self, FALSE, FALSE);
}

/**
 * console_cache_is_open:
 * @self: a cache
 *
 * Returns: whether work is done at once
 */
gboolean
console_cache_is_open (ConsoleCache *self)
{
  g_return_val_if_fail (CONSOLE_IS_CACHE (self), FALSE);

  return self->state == STATE_OPEN;
}

/**
 * console_cache_write_async:
 * @self: a cache
 * @func: writes, on the writer's thread, in a transaction
 * @func_data: for @func
 * @func_data_free: (nullable): frees @func_data on the main thread
 * @cancellable: (nullable): only prevents what has not begun
 * @callback: called when it is committed
 * @user_data: for @callback
 *
 * Has @func change the files. The `changed` signal comes before @callback.
 */
void
console_cache_write_async (ConsoleCache         *self,
                           ConsoleCacheWriteFunc func,
                           gpointer              func_data,
                           GDestroyNotify        func_data_free,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  CacheJob *job = g_new0 (CacheJob, 1);
  GTask *task;

  g_return_if_fail (CONSOLE_IS_CACHE (self));
  g_return_if_fail (func != NULL);

  job->write = func;
  job->data = func_data;
  job->data_free = func_data_free;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_cache_write_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, (GDestroyNotify) cache_job_free);
  submit (self, task);
}

/**
 * console_cache_write_finish:
 * @self: a cache
 * @result: what the callback got
 * @error: return location for what @func reported, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: %TRUE when it is committed
 */
gboolean
console_cache_write_finish (ConsoleCache *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * console_cache_read_async:
 * @self: a cache
 * @func: reads, on a reader's thread, from one snapshot
 * @func_data: for @func
 * @func_data_free: (nullable): frees @func_data on the main thread
 * @result_free: (nullable): frees the result when nobody takes it
 * @cancellable: (nullable): interrupts a query that is running
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Has @func read the cache.
 */
void
console_cache_read_async (ConsoleCache        *self,
                          ConsoleCacheReadFunc func,
                          gpointer             func_data,
                          GDestroyNotify       func_data_free,
                          GDestroyNotify       result_free,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  CacheJob *job = g_new0 (CacheJob, 1);
  GTask *task;

  g_return_if_fail (CONSOLE_IS_CACHE (self));
  g_return_if_fail (func != NULL);

  job->read = func;
  job->data = func_data;
  job->data_free = func_data_free;
  job->result_free = result_free;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_cache_read_async);
  g_task_set_task_data (task, job, (GDestroyNotify) cache_job_free);
  submit (self, task);
}

/**
 * console_cache_read_finish:
 * @self: a cache
 * @result: what the callback got
 * @error: return location for what @func reported, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): what @func returned
 */
gpointer
console_cache_read_finish (ConsoleCache *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * console_cache_discard:
 * @self: an open cache
 *
 * Begins again with an empty cache, since the server's history is another one than the cache's. The outbox stays. Emits
 * `replaced` when done.
 */
void
console_cache_discard (ConsoleCache *self)
{
  g_return_if_fail (CONSOLE_IS_CACHE (self));

  replace (self, FALSE);
}

/**
 * console_cache_close:
 * @self: a cache
 *
 * Finishes the writes handed in and closes the files. Waits for both.
 */
void
console_cache_close (ConsoleCache *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (CONSOLE_IS_CACHE (self));

  self->state = STATE_CLOSED;
  error = create_closed_error ();
  fail_waiting (self, error);
  stop_writer (self->writer);
  g_clear_object (&self->writer);

  /* Readers are few and short; their tasks hold a reference on us, so in finalize there are none. */
  if (self->n_reading == 0)
    {
      g_clear_pointer (&self->readers, bakery_readers_free);
    }
}

/**
 * console_cache_wipe:
 * @self: a closed cache
 * @error: return location for a %G_IO_ERROR
 *
 * Removes the cached data from the disk. The outbox stays.
 *
 * Returns: %FALSE with @error set when a file is left
 */
gboolean
console_cache_wipe (ConsoleCache *self,
                    GError      **error)
{
  g_return_val_if_fail (CONSOLE_IS_CACHE (self), FALSE);
  g_return_val_if_fail (self->state == STATE_CLOSED, FALSE);

  return console_cache_schema_remove (self->folder, error);
}
