/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Movements of the stock that are undone: what the server has heard of stays in the history, with what takes it back beside it,
 * and the stock is right all the while, with the network and without. */

#include "config.h"

#include "console-cache-entities.h"
#include "console-outbox.h"
#include "console-stock.h"
#include "sync-bench.h"

#define CREAM 11
#define STOCK (5000 * BAKERY_QUANTITY_ONE)
#define WASTE (1000 * BAKERY_QUANTITY_ONE)

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static BakeryInventoryItem *
new_cream (void)
{
  BakeryInventoryItem *cream = bakery_inventory_item_new ();

  cream->base.id = CREAM;
  cream->store = 1;
  cream->unit = BAKERY_UNIT_ML;
  cream->quantity = STOCK;
  cream->active = TRUE;
  set_text (&cream->name, "Fresh cream");
  set_text (&cream->currency, "EUR");

  return cream;
}

static BakeryStockMovement *
new_waste (void)
{
  BakeryStockMovement *waste = bakery_stock_movement_new ();

  waste->store = 1;
  waste->item = CREAM;
  waste->kind = BAKERY_MOVEMENT_WASTE;
  waste->amount = WASTE;
  set_text (&waste->unit, "ml");
  set_text (&waste->reason, "fell down");
  set_text (&waste->currency, "EUR");

  return waste;
}

/* The movement that takes another one back, or the one that is taken back. */
static BakeryStockMovement *
load_movement (SyncBench *bench,
               gboolean   is_reversal)
{
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (bench->console);
  g_autoptr(BakeryStatement) select = NULL;
  g_autoptr(GError) error = NULL;
  gboolean has_row;

  select = bakery_connection_prepare (connection,
                                      is_reversal ? "SELECT id FROM stock_movements WHERE reverses IS NOT NULL"
                                                  : "SELECT id FROM stock_movements WHERE reverses IS NULL", &error);
  g_assert_no_error (error);
  bakery_statement_step (select, &has_row, &error);
  g_assert_no_error (error);

  return has_row ? console_cache_load_entity (connection, &bakery_stock_movement_type,
                                              bakery_statement_get_int (select, 0), NULL)
                 : NULL;
}

static void
stock_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(ConsoleStock **) user_data = console_stock_read_finish (CONSOLE_REPOSITORY (source), result, NULL);
}

static gboolean
is_read (gpointer user_data)
{
  return *(ConsoleStock **) user_data != NULL;
}

static gint64
get_quantity (SyncBench *bench)
{
  g_autoptr(ConsoleStock) stock = NULL;
  const BakeryInventoryItem *item;

  console_stock_read_async (bench->console->repository, 1, NULL, stock_read_cb, &stock);
  console_fixture_wait (is_read, &stock);
  item = console_stock_find_item (stock, CREAM);

  return item != NULL ? item->quantity : -1;
}

static gboolean
has_cream (gpointer user_data)
{
  SyncBench *bench = user_data;
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (bench->console);
  g_autoptr(BakeryInventoryItem) item = console_cache_load_entity (connection, &bakery_inventory_item_type, CREAM, NULL);

  return item != NULL;
}

static void
start (SyncBench *bench)
{
  g_autoptr(BakeryInventoryItem) cream = new_cream ();

  sync_bench_start (bench, 1);
  console_clock_set (bench->console->clock, 0);
  fake_server_put_entity (bench->server, cream);
  console_fixture_wait (has_cream, bench);
}

/* Posting and undoing */

typedef struct
{
  gboolean is_done;
  gint64   batch;
  GError  *error;
} Outcome;

static gboolean
is_done (gpointer user_data)
{
  return ((Outcome *) user_data)->is_done;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->batch = console_repository_save_batch_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static gint64
post (SyncBench *bench)
{
  g_autoptr(GPtrArray) bases = g_ptr_array_new ();
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  Outcome outcome = { 0 };

  g_ptr_array_add (bases, NULL);
  g_ptr_array_add (entities, new_waste ());
  console_repository_save_batch_async (bench->console->repository, bases, entities, NULL, saved_cb, &outcome);
  console_fixture_wait (is_done, &outcome);
  g_assert_no_error (outcome.error);

  return outcome.batch;
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Outcome *outcome = user_data;

  console_repository_undo_batch_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
undo (SyncBench *bench,
      gint64     batch)
{
  Outcome outcome = { 0 };

  console_repository_undo_batch_async (bench->console->repository, batch, NULL, undone_cb, &outcome);
  console_fixture_wait (is_done, &outcome);
  g_assert_no_error (outcome.error);
}

/* The server works out where and by how much the stock changes, which the fake one leaves to us. */
static void
settle_at_server (SyncBench *bench)
{
  g_autoptr(BakeryStockMovement) sent = load_movement (bench, FALSE);
  g_autoptr(BakeryStockMovement) settled = bakery_stock_movement_copy (sent);

  settled->store = 1;
  settled->quantity = -WASTE;
  settled->balance = STOCK - WASTE;
  fake_server_put_entity (bench->server, settled);
}

static gboolean
is_settled (gpointer user_data)
{
  g_autoptr(BakeryStockMovement) sent = load_movement (user_data, FALSE);

  return sent != NULL && sent->quantity == -WASTE;
}

static void
assert_both (SyncBench *bench)
{
  g_autoptr(BakeryStockMovement) waste = load_movement (bench, FALSE);
  g_autoptr(BakeryStockMovement) reversal = load_movement (bench, TRUE);

  g_assert_nonnull (waste);
  g_assert_nonnull (reversal);
  g_assert_cmpstr (waste->reason, ==, "fell down");
  g_assert_cmpint (reversal->reverses, ==, waste->base.id);
  g_assert_cmpint (reversal->quantity, ==, WASTE);
}

/* What was undone stays in the history, also before the server has heard of it, and the stock is as it was. */
static void
test_undone_sent (void)
{
  g_autoptr(BakeryStockMovement) waste = NULL, reversal = NULL;
  gint64 batch;
  SyncBench bench;

  start (&bench);
  batch = post (&bench);
  console_fixture_wait (sync_bench_is_sent, &bench);
  settle_at_server (&bench);
  console_fixture_wait (is_settled, &bench);
  g_assert_cmpint (get_quantity (&bench), ==, STOCK - WASTE);

  console_sync_set_offline (bench.sync, TRUE);
  undo (&bench, batch);
  assert_both (&bench);
  g_assert_cmpint (get_quantity (&bench), ==, STOCK);

  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_online, &bench);
  console_fixture_wait (sync_bench_is_sent, &bench);
  assert_both (&bench);
  waste = load_movement (&bench, FALSE);
  reversal = load_movement (&bench, TRUE);
  g_assert_cmpint (waste->base.id, >, 0);
  g_assert_cmpint (reversal->base.id, >, waste->base.id);
  g_assert_cmpuint (fake_server_count_entities (bench.server, &bakery_stock_movement_type), ==, 2);
  sync_bench_finish (&bench);
}

/* Whether the request has gone out, so that nobody here knows whether the server has heard of it. */
static gboolean
was_tried (gpointer user_data)
{
  return fake_server_count_requests (((SyncBench *) user_data)->server, "movements") > 0;
}

/* What may have arrived is taken back by a request behind it; meanwhile both count, and come to nothing. */
static void
test_undone_under_way (void)
{
  gint64 batch;
  SyncBench bench;

  start (&bench);
  fake_server_fail (bench.server, "movements", FAKE_FAILURE_STATUS, 503, 100);
  batch = post (&bench);
  console_fixture_wait (was_tried, &bench);
  console_sync_set_offline (bench.sync, TRUE);
  g_assert_cmpint (get_quantity (&bench), ==, STOCK - WASTE);
  undo (&bench, batch);
  g_assert_cmpint (get_quantity (&bench), ==, STOCK);
  sync_bench_finish (&bench);
}

/* What the server cannot have heard of is as if it had never been. */
static void
test_undone_unsent (void)
{
  g_autoptr(BakeryStockMovement) waste = NULL, reversal = NULL;
  gint64 batch;
  SyncBench bench;

  start (&bench);
  console_sync_set_offline (bench.sync, TRUE);
  batch = post (&bench);
  undo (&bench, batch);
  waste = load_movement (&bench, FALSE);
  reversal = load_movement (&bench, TRUE);
  g_assert_null (waste);
  g_assert_null (reversal);
  g_assert_cmpint (get_quantity (&bench), ==, STOCK);
  sync_bench_finish (&bench);
}

int
main (int    argc,
      char **argv)
{
  /* The isolated folders hide the schemas that the desktop's own resolver wants. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/movements/undone-sent", test_undone_sent);
  g_test_add_func ("/movements/undone-under-way", test_undone_under_way);
  g_test_add_func ("/movements/undone-unsent", test_undone_unsent);

  return g_test_run ();
}
