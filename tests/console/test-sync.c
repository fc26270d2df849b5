/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A console's model against a server that drops, loses, cuts and refuses: nothing is lost, nothing takes effect twice. */

#include "config.h"

#include "console-api-client.h"
#include "console-outbox.h"
#include "sync-bench.h"

#include "bakery-time.h"

#include <string.h>

/* Moves */

typedef struct
{
  BakeryOrder *order;
  GError      *error;
} Outcome;

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->order = console_repository_move_order_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->order = console_repository_undo_order_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
}

static gboolean
has_outcome (gpointer user_data)
{
  Outcome *outcome = user_data;

  return outcome->order != NULL || outcome->error != NULL;
}

static void
move (SyncBench  *bench,
      gint64      order,
      BakeryStage stage)
{
  Outcome outcome = { NULL, NULL };

  console_repository_move_order_async (bench->console->repository, order, stage, FALSE, NULL, NULL, moved_cb, &outcome);
  console_fixture_wait (has_outcome, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.order->stage, ==, stage);
  bakery_order_unref (outcome.order);
}

static void
undo (SyncBench  *bench,
      gint64      order,
      BakeryStage stage)
{
  Outcome outcome = { NULL, NULL };

  console_repository_undo_order_async (bench->console->repository, order, NULL, undone_cb, &outcome);
  console_fixture_wait (has_outcome, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.order->stage, ==, stage);
  bakery_order_unref (outcome.order);
}

static int
stage_in_cache (SyncBench *bench,
                gint64     order)
{
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (bench->console);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) cached = console_cache_load_order (connection, order, &error);

  g_assert_no_error (error);
  return cached != NULL ? cached->stage : -1;
}

static int
stage_at_server (SyncBench *bench,
                 gint64     order)
{
  return fake_server_get_order (bench->server, order)->stage;
}

static guint
moves_at_server (SyncBench *bench,
                 gint64     order)
{
  const GPtrArray *timeline = fake_server_get_order (bench->server, order)->timeline;

  return timeline != NULL ? timeline->len : 0;
}

static gboolean
has_arrived (gpointer user_data)
{
  return ((SyncBench *) user_data)->arrived != 0;
}

/* Tests */

static void
test_order_arrives (void)
{
  SyncBench bench;
  gint64 id;

  sync_bench_start (&bench, 20);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bench.queue)), ==, 20);
  g_assert_cmpint (bench.arrived, ==, 0);
  id = fake_server_place_order (bench.server);
  console_fixture_wait (has_arrived, &bench);
  g_assert_cmpint (bench.arrived, ==, id);
  g_assert_cmpint (stage_in_cache (&bench, id), ==, BAKERY_STAGE_PENDING);
  sync_bench_finish (&bench);
}

static void
test_move_is_sent_once (void)
{
  const FakeRequest *request;
  SyncBench bench;

  sync_bench_start (&bench, 3);
  move (&bench, 1, BAKERY_STAGE_CONFIRMED);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpint (stage_at_server (&bench, 1), ==, BAKERY_STAGE_CONFIRMED);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "/stage"), ==, 1);
  request = fake_server_find_request (bench.server, "/stage", 0);
  g_assert_nonnull (request->key);
  g_assert_cmpstr (request->if_match, ==, "\"2\"");
  sync_bench_finish (&bench);
}

static void
test_lost_answer (gconstpointer data)
{
  const FakeFailure failure = (FakeFailure) GPOINTER_TO_INT (data);
  const FakeRequest *first;
  const FakeRequest *second;
  SyncBench bench;

  sync_bench_start (&bench, 3);
  fake_server_fail (bench.server, "/stage", failure, 503, 1);
  move (&bench, 2, BAKERY_STAGE_CONFIRMED);
  console_clock_set (bench.console->clock, 0);
  console_fixture_wait (sync_bench_is_sent, &bench);

  first = fake_server_find_request (bench.server, "/stage", 0);
  second = fake_server_find_request (bench.server, "/stage", 1);
  g_assert_nonnull (second);
  g_assert_cmpstr (first->key, ==, second->key);
  g_assert_cmpint (stage_at_server (&bench, 2), ==, BAKERY_STAGE_CONFIRMED);
  g_assert_cmpuint (moves_at_server (&bench, 2), ==, 1);
  g_assert_cmpint (stage_in_cache (&bench, 2), ==, BAKERY_STAGE_CONFIRMED);
  sync_bench_finish (&bench);
}

static void
test_moves_queue_in_order (void)
{
  g_autofree char *base = NULL;
  SyncBench bench;

  sync_bench_start (&bench, 3);
  console_sync_set_offline (bench.sync, TRUE);
  move (&bench, 1, BAKERY_STAGE_CONFIRMED);
  move (&bench, 1, BAKERY_STAGE_BAKING);
  move (&bench, 1, BAKERY_STAGE_READY);
  g_assert_cmpint (stage_in_cache (&bench, 1), ==, BAKERY_STAGE_READY);
  g_assert_cmpint (stage_at_server (&bench, 1), ==, BAKERY_STAGE_PENDING);
  console_fixture_wait (sync_bench_has_pending, &bench);

  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpint (stage_at_server (&bench, 1), ==, BAKERY_STAGE_READY);
  g_assert_cmpuint (moves_at_server (&bench, 1), ==, 3);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "/stage"), ==, 3);
  g_assert_cmpstr (fake_server_find_request (bench.server, "/stage", 0)->if_match, ==, "\"2\"");
  g_assert_cmpstr (fake_server_find_request (bench.server, "/stage", 1)->if_match, ==, "\"5\"");
  sync_bench_finish (&bench);
}

static void
test_undo_of_unsent (void)
{
  SyncBench bench;

  sync_bench_start (&bench, 3);
  console_sync_set_offline (bench.sync, TRUE);
  move (&bench, 1, BAKERY_STAGE_CONFIRMED);
  move (&bench, 1, BAKERY_STAGE_BAKING);
  undo (&bench, 1, BAKERY_STAGE_CONFIRMED);
  undo (&bench, 1, BAKERY_STAGE_PENDING);
  console_fixture_wait (sync_bench_is_sent, &bench);

  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_online, &bench);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "/stage"), ==, 0);
  sync_bench_finish (&bench);
}

static void
test_undo_of_sent (void)
{
  SyncBench bench;

  sync_bench_start (&bench, 3);
  console_clock_set (bench.console->clock, 0);
  move (&bench, 1, BAKERY_STAGE_CONFIRMED);
  console_fixture_wait (sync_bench_is_sent, &bench);
  undo (&bench, 1, BAKERY_STAGE_PENDING);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpint (stage_at_server (&bench, 1), ==, BAKERY_STAGE_PENDING);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "/undo"), ==, 1);
  sync_bench_finish (&bench);
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* Another console moves the order while this one is offline and does, too. */
static void
make_conflict (SyncBench  *bench,
               BakeryStage theirs,
               BakeryStage ours)
{
  sync_bench_start (bench, 3);
  console_sync_set_offline (bench->sync, TRUE);
  move (bench, 1, ours);
  fake_server_move_order (bench->server, 1, theirs);
  console_sync_set_offline (bench->sync, FALSE);
  console_fixture_wait (sync_bench_wants_decision, bench);
  g_assert_cmpint (stage_in_cache (bench, 1), ==, theirs);
  g_assert_cmpint (stage_at_server (bench, 1), ==, theirs);
}

static void
test_conflict_keep_theirs (void)
{
  const BakeryOrder *ours, *theirs;
  ConsoleOutboxItem *item;
  gboolean is_decided = FALSE;
  SyncBench bench;

  make_conflict (&bench, BAKERY_STAGE_CANCELLED, BAKERY_STAGE_CONFIRMED);
  item = console_outbox_list_find (bench.console->outbox, &bakery_order_type, 1);
  g_assert_cmpint (console_outbox_item_get_state (item), ==, CONSOLE_OUTBOX_CONFLICT);
  theirs = console_outbox_item_get_theirs (item);
  ours = console_outbox_item_get_after (item);
  g_assert_cmpint (theirs->stage, ==, BAKERY_STAGE_CANCELLED);
  g_assert_cmpint (ours->stage, ==, BAKERY_STAGE_CONFIRMED);
  console_outbox_list_keep_theirs_async (bench.console->outbox, item, NULL, decided_cb, &is_decided);
  console_fixture_wait (is_true, &is_decided);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpint (stage_in_cache (&bench, 1), ==, BAKERY_STAGE_CANCELLED);
  sync_bench_finish (&bench);
}

static void
test_conflict_send_again (void)
{
  gboolean is_decided = FALSE;
  SyncBench bench;

  make_conflict (&bench, BAKERY_STAGE_CONFIRMED, BAKERY_STAGE_CANCELLED);
  console_outbox_list_send_again_async (bench.console->outbox,
                                        console_outbox_list_find (bench.console->outbox, &bakery_order_type, 1), NULL,
                                        decided_cb, &is_decided);
  console_fixture_wait (is_true, &is_decided);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpint (stage_at_server (&bench, 1), ==, BAKERY_STAGE_CANCELLED);
  g_assert_cmpuint (moves_at_server (&bench, 1), ==, 2);
  sync_bench_finish (&bench);
}

static void
test_rejected (void)
{
  SyncBench bench;

  sync_bench_start (&bench, 3);
  fake_server_fail (bench.server, "/stage", FAKE_FAILURE_STATUS, 422, 1);
  move (&bench, 1, BAKERY_STAGE_CONFIRMED);
  console_fixture_wait (sync_bench_wants_decision, &bench);
  g_assert_cmpint (stage_in_cache (&bench, 1), ==, BAKERY_STAGE_PENDING);
  g_assert_cmpint (console_outbox_item_get_state (console_outbox_list_find (bench.console->outbox, &bakery_order_type, 1)), ==,
                   CONSOLE_OUTBOX_REJECTED);
  sync_bench_finish (&bench);
}

static void
test_feed_fails (gconstpointer data)
{
  const FakeFailure failure = (FakeFailure) GPOINTER_TO_INT (data);
  SyncBench bench;

  sync_bench_set_up (&bench, 60);
  fake_server_fail (bench.server, "changes", failure, 500, 1);
  console_fixture_wait (sync_bench_is_listed, &bench);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bench.queue)), ==, 60);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "changes"), >, 1);
  sync_bench_finish (&bench);
}

static gboolean
is_conflict_or_sent (gpointer user_data)
{
  return sync_bench_wants_decision (user_data) || sync_bench_is_sent (user_data);
}

static void
test_new_epoch (void)
{
  SyncBench bench;

  sync_bench_start (&bench, 5);
  console_sync_set_offline (bench.sync, TRUE);
  move (&bench, 1, BAKERY_STAGE_CONFIRMED);
  fake_server_begin_new_epoch (bench.server);
  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_listed, &bench);
  console_fixture_wait (is_conflict_or_sent, &bench);
  g_assert_cmpint (stage_at_server (&bench, 1), ==, BAKERY_STAGE_CONFIRMED);
  g_assert_cmpint (stage_in_cache (&bench, 5), ==, BAKERY_STAGE_PENDING);
  sync_bench_finish (&bench);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  (*(guint *) user_data)++;
}

static gboolean
are_all_called (gpointer user_data)
{
  return *(guint *) user_data == 8;
}

static void
test_token_is_renewed_once (void)
{
  const ConsoleApiRequest request = { .method = "GET", .path = "me" };
  guint n_called = 0;
  SyncBench bench;

  sync_bench_start (&bench, 1);
  fake_server_expire_tokens (bench.server);
  for (guint i = 0; i < 8; i++)
    {
      console_api_client_call_async (console_session_get_client (bench.console->session), &request, NULL, called_cb,
                                     &n_called);
    }
  console_fixture_wait (are_all_called, &n_called);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "token/refresh"), ==, 1);
  sync_bench_finish (&bench);
}

static void
timed_out_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, &error);

  g_assert_null (answer);
  g_assert_error (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_OFFLINE);
  *(gboolean *) user_data = TRUE;
}

static void
test_silence (void)
{
  const ConsoleApiRequest request = { .method = "GET", .path = "me", .anonymous = TRUE };
  g_autoptr(ConsoleApiClient) client = console_api_client_new ();
  g_autoptr(FakeServer) server = fake_server_new (1);
  gboolean is_called = FALSE;

  fake_server_fail (server, "me", FAKE_FAILURE_SILENCE, 0, 1);
  console_api_client_set_server (client, fake_server_get_address (server));
  console_api_client_set_timeout (client, 1);
  console_api_client_call_async (client, &request, NULL, timed_out_cb, &is_called);
  console_fixture_wait (is_true, &is_called);
}

/* What a console that was killed leaves: the row marked as under way, the request perhaps sent. */
static gboolean
mark_as_sending (BakeryConnection    *connection,
                 ConsoleCacheChanges *changes,
                 gpointer             user_data,
                 GError             **error)
{
  return bakery_connection_execute (connection, "UPDATE outbox SET state = 'sending', attempts = 1", error);
}

static void
test_killed_while_sending (void)
{
  SyncBench bench;

  sync_bench_start (&bench, 3);
  console_sync_set_offline (bench.sync, TRUE);
  move (&bench, 1, BAKERY_STAGE_CONFIRMED);
  console_fixture_write (bench.console, mark_as_sending, NULL);

  console_sync_stop (bench.sync);
  console_fixture_reopen (bench.console);
  g_assert_cmpint (stage_in_cache (&bench, 1), ==, BAKERY_STAGE_CONFIRMED);
  console_sync_set_offline (bench.sync, FALSE);
  console_sync_start (bench.sync, bench.console->cache);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpuint (moves_at_server (&bench, 1), ==, 1);
  sync_bench_finish (&bench);
}

int
main (int    argc,
      char **argv)
{
  /* The isolated folders hide the schemas that the desktop's own resolver wants. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sync/order-arrives", test_order_arrives);
  g_test_add_func ("/sync/move-is-sent-once", test_move_is_sent_once);
  g_test_add_data_func ("/sync/answer-lost", GINT_TO_POINTER (FAKE_FAILURE_LOSE), test_lost_answer);
  g_test_add_data_func ("/sync/request-dropped", GINT_TO_POINTER (FAKE_FAILURE_DROP), test_lost_answer);
  g_test_add_data_func ("/sync/server-busy", GINT_TO_POINTER (FAKE_FAILURE_STATUS), test_lost_answer);
  g_test_add_data_func ("/sync/answer-garbage", GINT_TO_POINTER (FAKE_FAILURE_GARBAGE), test_lost_answer);
  g_test_add_func ("/sync/moves-queue-in-order", test_moves_queue_in_order);
  g_test_add_func ("/sync/undo-of-unsent", test_undo_of_unsent);
  g_test_add_func ("/sync/undo-of-sent", test_undo_of_sent);
  g_test_add_func ("/sync/conflict-keep-theirs", test_conflict_keep_theirs);
  g_test_add_func ("/sync/conflict-send-again", test_conflict_send_again);
  g_test_add_func ("/sync/rejected", test_rejected);
  g_test_add_data_func ("/sync/feed-cut", GINT_TO_POINTER (FAKE_FAILURE_CUT), test_feed_fails);
  g_test_add_data_func ("/sync/feed-dropped", GINT_TO_POINTER (FAKE_FAILURE_DROP), test_feed_fails);
  g_test_add_data_func ("/sync/feed-garbage", GINT_TO_POINTER (FAKE_FAILURE_GARBAGE), test_feed_fails);
  g_test_add_data_func ("/sync/feed-error", GINT_TO_POINTER (FAKE_FAILURE_STATUS), test_feed_fails);
  g_test_add_func ("/sync/new-epoch", test_new_epoch);
  g_test_add_func ("/sync/token-is-renewed-once", test_token_is_renewed_once);
  g_test_add_func ("/sync/silence", test_silence);
  g_test_add_func ("/sync/killed-while-sending", test_killed_while_sending);

  return g_test_run ();
}
