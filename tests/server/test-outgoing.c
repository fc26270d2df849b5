/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of what waits for others: each has its end, and none waits for another. */

#include "config.h"

#include "server-outgoing.h"

#include "server-problem.h"

/* More than any line holds. */
#define MANY 1000

typedef struct
{
  GMutex   lock;
  GCond    changed;
  gboolean is_open;
  guint    n_begun;
  guint    n_done;
} Gate;

/* As long as the gate is shut, whoever comes waits. */
static void
pass_job (gpointer user_data)
{
  Gate *gate = user_data;

  g_mutex_lock (&gate->lock);
  gate->n_begun++;
  g_cond_broadcast (&gate->changed);
  while (!gate->is_open)
    g_cond_wait (&gate->changed, &gate->lock);
  gate->n_done++;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

static void
wait_for (Gate        *gate,
          const guint *count,
          guint        wanted)
{
  gint64 end = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;

  g_mutex_lock (&gate->lock);
  while (*count < wanted)
    g_assert_true (g_cond_wait_until (&gate->changed, &gate->lock, end));
  g_mutex_unlock (&gate->lock);
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->is_open = TRUE;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

/* Returns: how many it took until the line was full. */
static guint
fill (ServerOutgoing *lines,
      ServerLine      line,
      Gate           *gate)
{
  g_autoptr(GError) error = NULL;
  guint n_jobs = 0;

  while (n_jobs < MANY && server_outgoing_submit (lines, line, pass_job, gate, &error))
    n_jobs++;
  g_assert_error (error, SERVER_ERROR, SERVER_ERROR_OVERLOADED);

  return n_jobs;
}

static void
test_lines (void)
{
  g_autoptr(ServerOutgoing) lines = server_outgoing_new ();
  Gate shut = { .is_open = FALSE };
  Gate open = { .is_open = TRUE };
  guint n_stuck = 0;

  for (guint line = SERVER_LINE_NONE + 1; line < SERVER_N_LINES; line++)
    if (line != SERVER_LINE_STRIPE)
      n_stuck += fill (lines, line, &shut);
  g_assert_cmpuint (n_stuck, >=, 2 * (SERVER_N_LINES - 2));

  g_assert_true (server_outgoing_submit (lines, SERVER_LINE_STRIPE, pass_job, &open, NULL));
  wait_for (&open, &open.n_done, 1);
  g_assert_cmpuint (shut.n_done, ==, 0);

  open_gate (&shut);
  wait_for (&shut, &shut.n_done, n_stuck);
}

typedef struct
{
  ServerOutgoing *lines;
  Gate           *gate;
} Crowd;

static gpointer
crowd_thread (gpointer user_data)
{
  Crowd *crowd = user_data;

  return GUINT_TO_POINTER (fill (crowd->lines, SERVER_LINE_SORTING, crowd->gate));
}

/* Returns: how many a line took of those who came from everywhere at once. */
static guint
fill_at_once (void)
{
  g_autoptr(ServerOutgoing) lines = server_outgoing_new ();
  Gate gate = { .is_open = FALSE };
  Crowd crowd = { lines, &gate };
  GThread *threads[4];
  guint n_jobs = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("crowd", crowd_thread, &crowd);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    n_jobs += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  open_gate (&gate);

  /* The gate stays until all have passed it. */
  g_clear_pointer (&lines, server_outgoing_free);
  g_assert_cmpuint (gate.n_done, ==, n_jobs);

  return n_jobs;
}

/* However many come at once, and however soon threads come to them, a line takes as many as it holds. */
static void
test_crowd (void)
{
  const guint n_jobs = fill_at_once ();

  for (guint i = 0; i < 50; i++)
    g_assert_cmpuint (fill_at_once (), ==, n_jobs);
}

/* Who ends the lines waits for all that stands in them. */
static void
test_end (void)
{
  g_autoptr(ServerOutgoing) lines = server_outgoing_new ();
  Gate gate = { .is_open = FALSE };
  guint n_jobs = fill (lines, SERVER_LINE_REFUNDS, &gate);

  wait_for (&gate, &gate.n_begun, 1);
  open_gate (&gate);
  g_clear_pointer (&lines, server_outgoing_free);

  g_assert_cmpuint (gate.n_done, ==, n_jobs);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outgoing/lines", test_lines);
  g_test_add_func ("/outgoing/crowd", test_crowd);
  g_test_add_func ("/outgoing/end", test_end);

  return g_test_run ();
}
