/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The threads that may wait for others, a pool for each line. Work is handed over from any thread. */

#include "config.h"

#include "server-outgoing.h"

#include "server-problem.h"

/* How much of each line is waited for at once, and how much more may stand in it. Threads start when there is work, and
 * lines without any share theirs. At twenty seconds a call, the last payment in a line waits less than two minutes. */
static const struct
{
  guint n_threads;
  guint maximum_queue;
} limits[SERVER_N_LINES] = {
  [SERVER_LINE_OURSELVES] = { 8, 256 },
  [SERVER_LINE_STRIPE] = { 8, 32 },
  [SERVER_LINE_PAYPAL] = { 8, 32 },
  [SERVER_LINE_REFUNDS] = { 4, 16 },
  [SERVER_LINE_WEBHOOKS] = { 4, 64 },
  [SERVER_LINE_SETTLING] = { 1, 1 },
  [SERVER_LINE_SORTING] = { 2, 16 },
  [SERVER_LINE_TIMES] = { 4, 256 },
  [SERVER_LINE_ADDRESSES] = { 1, 1 },
};

typedef struct
{
  ServerOutgoingFunc func;
  gpointer           user_data;
} Job;

typedef struct
{
  GThreadPool *pool;
  int          n_jobs; /* that run or wait; atomic */
} Line;

struct _ServerOutgoing
{
  Line lines[SERVER_N_LINES]; /* that for nobody is empty */
};

static void
run_job (gpointer data,
         gpointer user_data)
{
  g_autofree Job *job = data;
  Line *line = user_data;

  job->func (job->user_data);
  g_atomic_int_add (&line->n_jobs, -1);
}

/**
 * server_outgoing_new:
 *
 * Returns: (transfer full): empty lines
 */
ServerOutgoing *
server_outgoing_new (void)
{
  ServerOutgoing *self = g_new0 (ServerOutgoing, 1);

  for (guint line = SERVER_LINE_NONE + 1; line < SERVER_N_LINES; line++)
    self->lines[line].pool = g_thread_pool_new (run_job, &self->lines[line], (int) limits[line].n_threads, FALSE, NULL);

  return self;
}

/**
 * server_outgoing_free:
 * @self: (nullable): lines that nobody joins any more, but for what stands in an earlier one
 *
 * Ends the lines one after the other, each after all its jobs have run.
 */
void
server_outgoing_free (ServerOutgoing *self)
{
  if (self == NULL)
    return;

  for (guint line = SERVER_LINE_NONE + 1; line < SERVER_N_LINES; line++)
    g_thread_pool_free (self->lines[line].pool, FALSE, TRUE);
  g_free (self);
}

/* Takes a place for one more job, which counts whether or not a thread has come to it. */
static gboolean
take_place (ServerOutgoing *self,
            ServerLine      line)
{
  int *n_jobs = &self->lines[line].n_jobs;

  if ((guint) g_atomic_int_add (n_jobs, 1) < limits[line].n_threads + limits[line].maximum_queue)
    return TRUE;
  g_atomic_int_add (n_jobs, -1);

  return FALSE;
}

/**
 * server_outgoing_submit:
 * @self: the lines
 * @line: any but %SERVER_LINE_NONE
 * @func: what to run on one of its threads
 * @user_data: for @func
 * @error: %SERVER_ERROR_OVERLOADED when too much waits already
 *
 * Returns: whether @func will run
 */
gboolean
server_outgoing_submit (ServerOutgoing    *self,
                        ServerLine         line,
                        ServerOutgoingFunc func,
                        gpointer           user_data,
                        GError           **error)
{
  Job *job;

  if (!take_place (self, line))
    {
      g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_OVERLOADED, "Too many calls to other services are waiting.");
      return FALSE;
    }

  job = g_new (Job, 1);
  *job = (Job) { func, user_data };

  /* Where no thread can be started just now, the job stands in line all the same. */
  g_thread_pool_push (self->lines[line].pool, job, NULL);

  return TRUE;
}
