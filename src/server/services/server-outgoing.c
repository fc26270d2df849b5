/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pool of threads that may wait for other services. Work is handed over from any thread. */

#include "config.h"

#include "server-outgoing.h"

#include "server-problem.h"

#define MAXIMUM_QUEUE 256

typedef struct
{
  ServerOutgoingFunc func;
  gpointer           user_data;
} Job;

struct _ServerOutgoing
{
  GThreadPool *pool;
};

static void
run_job (gpointer data,
         gpointer user_data)
{
  g_autofree Job *job = data;

  job->func (job->user_data);
}

/**
 * server_outgoing_new:
 * @n_threads: how much may be waited for at once
 *
 * Returns: (transfer full): a pool; its threads start when there is work
 */
ServerOutgoing *
server_outgoing_new (guint n_threads)
{
  ServerOutgoing *self = g_new0 (ServerOutgoing, 1);

  self->pool = g_thread_pool_new (run_job, NULL, (int) n_threads, FALSE, NULL);

  return self;
}

/**
 * server_outgoing_free:
 * @self: (nullable): a pool
 *
 * Ends the pool after all its jobs have run.
 */
void
server_outgoing_free (ServerOutgoing *self)
{
  if (self == NULL)
    return;

  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_free (self);
}

/**
 * server_outgoing_submit:
 * @self: a pool
 * @func: what to run on one of its threads
 * @user_data: for @func
 * @error: %SERVER_ERROR_OVERLOADED when too much waits already
 *
 * Returns: whether @func will run
 */
gboolean
server_outgoing_submit (ServerOutgoing    *self,
                        ServerOutgoingFunc func,
                        gpointer           user_data,
                        GError           **error)
{
  Job *job;

  if (g_thread_pool_unprocessed (self->pool) >= MAXIMUM_QUEUE)
    {
      g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_OVERLOADED, "Too many calls to other services are waiting.");
      return FALSE;
    }

  job = g_new (Job, 1);
  *job = (Job) { func, user_data };

  return g_thread_pool_push (self->pool, job, error);
}
