/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sets a signed-in console up on a fake server. The conditions are for console_fixture_wait(). */

#include "config.h"

#include "sync-bench.h"

#include "console-cache-schema.h"

static void
arrived_cb (ConsoleSync *sync,
            gint64       order,
            gpointer     user_data)
{
  ((SyncBench *) user_data)->arrived = order;
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  console_session_sign_in_finish (CONSOLE_SESSION (source), result, &error);
  g_assert_no_error (error);
}

/**
 * sync_bench_set_up:
 * @self: a bench
 * @n_orders: how many orders the server has
 *
 * Begins to sign in and to fetch.
 */
void
sync_bench_set_up (SyncBench *self,
                   guint      n_orders)
{
  g_autoptr(ConsoleOrderQuery) query = console_order_query_new (1, CONSOLE_LANE_QUEUE);

  *self = (SyncBench) { .server = fake_server_new (n_orders), .console = console_fixture_new (0) };
  self->sync = console_sync_new (self->console->clock, self->console->session, self->console->outbox);
  g_signal_connect (self->sync, "order-arrived", G_CALLBACK (arrived_cb), self);
  self->queue = console_order_list_new (self->console->repository);
  console_order_list_set_query (self->queue, query);
  console_session_sign_in_async (self->console->session, fake_server_get_address (self->server),
                                 "manager@example.org", "secret", NULL, signed_in_cb, NULL);
  console_sync_start (self->sync, self->console->cache);
  console_clock_set (self->console->clock, 0);
  console_clock_set (self->console->clock, CONSOLE_FIXTURE_NOW);
}

/**
 * sync_bench_start:
 * @self: a bench
 * @n_orders: how many orders the server has, at least one
 *
 * Signs in, fetches, and waits until the queue is listed.
 */
void
sync_bench_start (SyncBench *self,
                  guint      n_orders)
{
  sync_bench_set_up (self, n_orders);
  console_fixture_wait (sync_bench_is_listed, self);
}

/**
 * sync_bench_finish:
 * @self: a bench
 *
 * Stops and frees everything.
 */
void
sync_bench_finish (SyncBench *self)
{
  console_sync_stop (self->sync);
  g_object_unref (self->queue);
  g_object_unref (self->sync);
  console_fixture_free (self->console);
  fake_server_free (self->server);
}

/**
 * sync_bench_is_online:
 * @bench: a bench
 *
 * Returns: whether the console is in step with the server
 */
gboolean
sync_bench_is_online (gpointer bench)
{
  return console_sync_get_state (((SyncBench *) bench)->sync) == CONSOLE_SYNC_ONLINE;
}

/**
 * sync_bench_is_listed:
 * @bench: a bench
 *
 * Returns: whether it is, and the queue lists orders
 */
gboolean
sync_bench_is_listed (gpointer bench)
{
  SyncBench *self = bench;

  return sync_bench_is_online (self) && g_list_model_get_n_items (G_LIST_MODEL (self->queue)) > 0;
}

static guint
count_waiting (SyncBench *self)
{
  g_autofree char *path = g_build_filename (self->console->folder, CONSOLE_OUTBOX_FILE, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) connection = bakery_connection_open (path, BAKERY_CONNECTION_READ_ONLY, &error);
  g_autoptr(GArray) rows = NULL;

  g_assert_no_error (error);
  rows = console_fixture_query_ids (connection, "SELECT sequence FROM outbox WHERE state <> 'sent'");
  return rows->len;
}

/**
 * sync_bench_is_sent:
 * @bench: a bench
 *
 * Returns: whether nothing waits any more
 */
gboolean
sync_bench_is_sent (gpointer bench)
{
  SyncBench *self = bench;

  return g_list_model_get_n_items (G_LIST_MODEL (self->console->outbox)) == 0 && count_waiting (self) == 0;
}

/**
 * sync_bench_wants_decision:
 * @bench: a bench
 *
 * Returns: whether a change met a conflict or was refused
 */
gboolean
sync_bench_wants_decision (gpointer bench)
{
  return console_sync_get_conflicts (((SyncBench *) bench)->sync) > 0;
}

/**
 * sync_bench_has_pending:
 * @bench: a bench
 *
 * Returns: whether a change waits for the server
 */
gboolean
sync_bench_has_pending (gpointer bench)
{
  return console_sync_get_pending (((SyncBench *) bench)->sync) > 0;
}
