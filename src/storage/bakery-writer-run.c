/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two ways to have a writer do something and hear how it ended: waiting for it, and by a callback on one's main context. */

#include "config.h"

#include "bakery-writer.h"

/* A caller that waits on its own thread. */
typedef struct
{
  BakeryTransactionFunc func;
  gpointer              user_data;
  GMutex                lock;
  GCond                 ended;
  gboolean              has_ended;
  GError               *error;
} SyncJob;

/* A caller that goes on; the task returns on its main context. */
typedef struct
{
  BakeryTransactionFunc func;
  gpointer              user_data;
  GDestroyNotify        user_data_free;
  GTask                *task;
  GError               *error;
} AsyncJob;

static gboolean
run_sync_job (BakeryConnection *connection,
              gpointer          user_data,
              GError          **error)
{
  SyncJob *job = user_data;

  return job->func (connection, job->user_data, error);
}

static void
sync_job_done_cb (const GError *error,
                  gpointer      user_data)
{
  SyncJob *job = user_data;

  g_mutex_lock (&job->lock);
  job->has_ended = TRUE;
  job->error = error != NULL ? g_error_copy (error) : NULL;
  g_cond_signal (&job->ended);
  g_mutex_unlock (&job->lock);
}

static void
async_job_free (AsyncJob *job)
{
  if (job->user_data_free != NULL)
    {
      job->user_data_free (job->user_data);
    }

  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
run_async_job (BakeryConnection *connection,
               gpointer          user_data,
               GError          **error)
{
  AsyncJob *job = user_data;

  return !g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), error)
         && job->func (connection, job->user_data, error);
}

static gboolean
return_async_job_cb (gpointer user_data)
{
  AsyncJob *job = user_data;
  g_autoptr(GTask) task = g_steal_pointer (&job->task);

  if (job->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&job->error));
    }
  else
    {
      g_task_return_boolean (task, TRUE);
    }

  return G_SOURCE_REMOVE;
}

/* The task is not touched here: its last reference, and with it perhaps the writer's, must not go away on this thread. */
static void
async_job_done_cb (const GError *error,
                   gpointer      user_data)
{
  AsyncJob *job = user_data;
  g_autoptr(GSource) source = g_idle_source_new ();

  job->error = error != NULL ? g_error_copy (error) : NULL;
  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, return_async_job_cb, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

/**
 * bakery_writer_run:
 * @self: a writer
 * @func: (scope call): what to write; runs on the writer's thread
 * @user_data: for @func
 * @error: as bakery_writer_submit(), or what @func set, or a #BakeryStorageError
 *
 * Queues a job and waits for it. Must not be called on the writer's own thread, which would wait for itself.
 *
 * Returns: %TRUE once it is durable
 */
gboolean
bakery_writer_run (BakeryWriter         *self,
                   BakeryTransactionFunc func,
                   gpointer              user_data,
                   GError              **error)
{
  SyncJob job = { .func = func, .user_data = user_data };
  gboolean submitted;

  g_return_val_if_fail (BAKERY_IS_WRITER (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (!bakery_writer_is_on_thread (self), FALSE);

  g_mutex_init (&job.lock);
  g_cond_init (&job.ended);
  submitted = bakery_writer_submit (self, run_sync_job, sync_job_done_cb, &job, &job.error);

  g_mutex_lock (&job.lock);
  while (submitted && !job.has_ended)
    {
      g_cond_wait (&job.ended, &job.lock);
    }
  g_mutex_unlock (&job.lock);

  g_mutex_clear (&job.lock);
  g_cond_clear (&job.ended);
  if (job.error != NULL)
    {
      g_propagate_error (error, job.error);
      return FALSE;
    }

  return TRUE;
}

/**
 * bakery_writer_run_async:
 * @self: a writer
 * @func: (scope async): what to write; runs on the writer's thread
 * @user_data: for @func
 * @user_data_free: (nullable): frees @user_data, on the caller's main context
 * @cancellable: (nullable): keeps a job that has not begun from running. A job that has begun is completed, although the
 *   callback then hears %G_IO_ERROR_CANCELLED all the same
 * @callback: (nullable) (scope async): called on the caller's thread-default main context
 * @callback_data: for @callback
 *
 * Queues a job.
 */
void
bakery_writer_run_async (BakeryWriter         *self,
                         BakeryTransactionFunc func,
                         gpointer              user_data,
                         GDestroyNotify        user_data_free,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              callback_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  AsyncJob *job;

  g_return_if_fail (BAKERY_IS_WRITER (self));
  g_return_if_fail (func != NULL);

  task = g_task_new (self, cancellable, callback, callback_data);
  g_task_set_source_tag (task, bakery_writer_run_async);

  job = g_new0 (AsyncJob, 1);
  job->func = func;
  job->user_data = user_data;
  job->user_data_free = user_data_free;
  g_task_set_task_data (task, job, (GDestroyNotify) async_job_free);

  job->task = g_object_ref (task);
  if (!bakery_writer_submit (self, run_async_job, async_job_done_cb, job, &error))
    {
      g_clear_object (&job->task);
      g_task_return_error (task, error);
    }
}

/**
 * bakery_writer_run_finish:
 * @self: a writer
 * @result: what the callback got
 * @error: as bakery_writer_run(), or %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE once it is durable
 */
gboolean
bakery_writer_run_finish (BakeryWriter *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
