/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The thread that writes a database. It owns the connection; everybody else hands it jobs. Nothing is reported as written
 * before its COMMIT has returned. Each job runs at most once: when the engine gives up a whole transaction (a full disk),
 * the jobs that had run in it fail with it, and those behind them get a new one. */

#include "config.h"

#include "bakery-connection-private.h"
#include "bakery-writer.h"

typedef struct
{
  BakeryTransactionFunc func;
  BakeryWriterDone      done;
  gpointer              user_data;
  GError               *error;
} Job;

struct _BakeryWriter
{
  GObject parent_instance;

  /* Owned */
  GThread *thread;

  /* Used by the thread only, closed by it */
  struct
  {
    BakeryConnection *connection;
  } worker;

  /* Guarded by the lock */
  struct
  {
    GMutex                 lock;
    GCond                  changed;
    GQueue                 jobs;
    gboolean               is_stopping;
    BakeryWriterCommitting committing;
    gpointer               committing_data;
    BakeryWriterCommitted  committed;
    gpointer               committed_data;
  } shared;
};

G_DEFINE_FINAL_TYPE (BakeryWriter, bakery_writer, G_TYPE_OBJECT)

/* Waits for jobs and takes as many as one transaction may hold; none once the writer stops and all are done. */
static guint
take_jobs (BakeryWriter *self,
           Job         **jobs)
{
  guint n_jobs = 0;

  g_mutex_lock (&self->shared.lock);
  while (self->shared.jobs.length == 0 && !self->shared.is_stopping)
    {
      g_cond_wait (&self->shared.changed, &self->shared.lock);
    }

  while (n_jobs < BAKERY_WRITER_MAXIMUM_BATCH && self->shared.jobs.length > 0)
    {
      jobs[n_jobs++] = g_queue_pop_head (&self->shared.jobs);
    }
  g_mutex_unlock (&self->shared.lock);

  return n_jobs;
}

static void
announce_commit (BakeryWriter *self)
{
  BakeryWriterCommitting committing;
  gpointer committing_data;

  g_mutex_lock (&self->shared.lock);
  committing = self->shared.committing;
  committing_data = self->shared.committing_data;
  g_mutex_unlock (&self->shared.lock);

  if (committing != NULL)
    {
      committing (self->worker.connection, committing_data);
    }
}

static void
report_commit (BakeryWriter *self,
               guint         n_jobs)
{
  BakeryWriterCommitted committed;
  gpointer committed_data;

  g_mutex_lock (&self->shared.lock);
  committed = self->shared.committed;
  committed_data = self->shared.committed_data;
  g_mutex_unlock (&self->shared.lock);

  if (committed != NULL)
    {
      committed (n_jobs, committed_data);
    }
}

/* Tells the jobs how they ended: with their own error, or else with that of the transaction, if there is one. */
static void
end_jobs (Job         **jobs,
          guint         n_jobs,
          const GError *error)
{
  for (guint i = 0; i < n_jobs; i++)
    {
      Job *job = jobs[i];

      if (job->done != NULL)
        {
          job->done (job->error != NULL ? job->error : error, job->user_data);
        }

      g_clear_error (&job->error);
      g_free (job);
    }
}

static guint
count_kept (Job **jobs,
            guint n_jobs)
{
  guint n_kept = 0;

  for (guint i = 0; i < n_jobs; i++)
    {
      n_kept += jobs[i]->error == NULL ? 1 : 0;
    }

  return n_kept;
}

/* Ends the transaction that jobs have run in, the way that it deserves. */
static gboolean
finish_transaction (BakeryWriter *self,
                    Job         **jobs,
                    guint         n_jobs,
                    gint64        n_changes_before,
                    GError      **error)
{
  BakeryConnection *connection = self->worker.connection;
  guint n_kept = count_kept (jobs, n_jobs);
  gboolean has_changes = bakery_connection_get_n_total_changes (connection) != n_changes_before;

  if (!bakery_connection_is_in_transaction (connection))
    {
      bakery_connection_roll_back (connection);
      g_propagate_error (error, g_error_copy (jobs[n_jobs - 1]->error));
      return FALSE;
    }

  if (n_kept == 0)
    {
      bakery_connection_roll_back (connection);
      return TRUE;
    }

  if (has_changes)
    {
      announce_commit (self);
    }

  if (!bakery_connection_commit (connection, error))
    {
      return FALSE;
    }

  if (has_changes)
    {
      report_commit (self, n_kept);
    }

  return TRUE;
}

/* Runs jobs in one transaction for as long as it lasts. Returns how many have ended; at least one. */
static guint
run_transaction (BakeryWriter *self,
                 Job         **jobs,
                 guint         n_jobs)
{
  BakeryConnection *connection = self->worker.connection;
  gint64 n_changes_before = bakery_connection_get_n_total_changes (connection);
  g_autoptr(GError) error = NULL;
  guint n_run = 0;

  if (!bakery_connection_begin (connection, &error))
    {
      end_jobs (jobs, n_jobs, error);
      return n_jobs;
    }

  while (n_run < n_jobs && bakery_connection_is_in_transaction (connection))
    {
      Job *job = jobs[n_run++];

      bakery_connection_savepoint (connection, job->func, job->user_data, &job->error);
    }

  finish_transaction (self, jobs, n_run, n_changes_before, &error);
  end_jobs (jobs, n_run, error);
  return n_run;
}

static gpointer
work (gpointer user_data)
{
  BakeryWriter *self = user_data;
  Job *jobs[BAKERY_WRITER_MAXIMUM_BATCH];
  guint n_jobs;

  while ((n_jobs = take_jobs (self, jobs)) > 0)
    {
      for (guint n_ended = 0; n_ended < n_jobs;)
        {
          n_ended += run_transaction (self, jobs + n_ended, n_jobs - n_ended);
        }
    }

  g_clear_pointer (&self->worker.connection, bakery_connection_close);
  return NULL;
}

static void
bakery_writer_finalize (GObject *object)
{
  BakeryWriter *self = BAKERY_WRITER (object);

  bakery_writer_stop (self);
  g_mutex_clear (&self->shared.lock);
  g_cond_clear (&self->shared.changed);

  G_OBJECT_CLASS (bakery_writer_parent_class)->finalize (object);
}

static void
bakery_writer_class_init (BakeryWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bakery_writer_finalize;
}

static void
bakery_writer_init (BakeryWriter *self)
{
  g_mutex_init (&self->shared.lock);
  g_cond_init (&self->shared.changed);
  g_queue_init (&self->shared.jobs);
}

/**
 * bakery_writer_new:
 * @connection: (transfer full): a connection that writes; from now on only the writer's thread uses it, and closes it when
 *   the writer has stopped
 * @thread_name: what debuggers call the thread
 *
 * Starts a writer.
 *
 * Returns: (transfer full): a writer
 */
BakeryWriter *
bakery_writer_new (BakeryConnection *connection,
                   const char       *thread_name)
{
  BakeryWriter *self;

  g_return_val_if_fail (connection != NULL, NULL);

  self = g_object_new (BAKERY_TYPE_WRITER, NULL);
  self->worker.connection = connection;
  self->thread = g_thread_new (thread_name, work, self);
  return self;
}

/**
 * bakery_writer_set_committing_func:
 * @self: a writer
 * @committing: (nullable) (scope forever): what to call before each commit
 * @user_data: for @committing; must live as long as the writer runs
 *
 * Sets who hears of commits before anybody can see them.
 */
void
bakery_writer_set_committing_func (BakeryWriter          *self,
                                   BakeryWriterCommitting committing,
                                   gpointer               user_data)
{
  g_return_if_fail (BAKERY_IS_WRITER (self));

  g_mutex_lock (&self->shared.lock);
  self->shared.committing = committing;
  self->shared.committing_data = user_data;
  g_mutex_unlock (&self->shared.lock);
}

/**
 * bakery_writer_set_committed_func:
 * @self: a writer
 * @committed: (nullable) (scope forever): what to call after each commit
 * @user_data: for @committed; must live as long as the writer runs
 *
 * Sets who hears of commits, whoever's jobs they were.
 */
void
bakery_writer_set_committed_func (BakeryWriter         *self,
                                  BakeryWriterCommitted committed,
                                  gpointer              user_data)
{
  g_return_if_fail (BAKERY_IS_WRITER (self));

  g_mutex_lock (&self->shared.lock);
  self->shared.committed = committed;
  self->shared.committed_data = user_data;
  g_mutex_unlock (&self->shared.lock);
}

/**
 * bakery_writer_submit:
 * @self: a writer
 * @func: (scope async): what to write; runs on the writer's thread, inside a savepoint, at most once
 * @done: (nullable) (scope async): told how it ended; not called when this function returns %FALSE
 * @user_data: for both. The writer never frees it: @done does, or whoever it tells; where this function returns %FALSE it
 *   stays the caller's
 * @error: %G_IO_ERROR_BUSY when too many jobs wait, %G_IO_ERROR_CLOSED when the writer has been stopped
 *
 * Queues a job. Jobs run in the order they were queued. @done must not drop the last reference to @self. May be called from
 * any thread.
 *
 * Returns: %TRUE when the job is in the queue
 */
gboolean
bakery_writer_submit (BakeryWriter         *self,
                      BakeryTransactionFunc func,
                      BakeryWriterDone      done,
                      gpointer              user_data,
                      GError              **error)
{
  g_autoptr(GMutexLocker) locker = NULL;
  Job *job;

  g_return_val_if_fail (BAKERY_IS_WRITER (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  locker = g_mutex_locker_new (&self->shared.lock);
  if (self->shared.is_stopping)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The database is being closed");
      return FALSE;
    }

  if (self->shared.jobs.length >= BAKERY_WRITER_MAXIMUM_QUEUE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "Too many changes are waiting to be written");
      return FALSE;
    }

  job = g_new0 (Job, 1);
  job->func = func;
  job->done = done;
  job->user_data = user_data;
  g_queue_push_tail (&self->shared.jobs, job);
  g_cond_signal (&self->shared.changed);
  return TRUE;
}

/**
 * bakery_writer_stop:
 * @self: a writer
 *
 * Takes no more jobs, waits until those in the queue have ended, and closes the connection. Must not be called on the
 * writer's own thread. Callbacks of bakery_writer_run_async() may still come afterwards. Safe to call again.
 */
void
bakery_writer_stop (BakeryWriter *self)
{
  g_return_if_fail (BAKERY_IS_WRITER (self));
  g_return_if_fail (!bakery_writer_is_on_thread (self));

  g_mutex_lock (&self->shared.lock);
  self->shared.is_stopping = TRUE;
  g_cond_signal (&self->shared.changed);
  g_mutex_unlock (&self->shared.lock);

  g_clear_pointer (&self->thread, g_thread_join);
}

/**
 * bakery_writer_get_queue_length:
 * @self: a writer
 *
 * Returns: how many jobs wait, those that run now not counted
 */
guint
bakery_writer_get_queue_length (BakeryWriter *self)
{
  g_autoptr(GMutexLocker) locker = NULL;

  g_return_val_if_fail (BAKERY_IS_WRITER (self), 0);

  locker = g_mutex_locker_new (&self->shared.lock);
  return self->shared.jobs.length;
}

/**
 * bakery_writer_is_on_thread:
 * @self: a writer
 *
 * Returns: whether the caller runs on the writer's thread, as the functions of jobs do
 */
gboolean
bakery_writer_is_on_thread (BakeryWriter *self)
{
  g_return_val_if_fail (BAKERY_IS_WRITER (self), FALSE);

  return self->thread == g_thread_self ();
}
