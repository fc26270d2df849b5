/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The runs of drivers as the page sees them: planned, under way and over today, with the newest position, following the cache;
 * and what comes of it when a dispatcher puts their stops into another order. */

#include "config.h"

#include "bakery-delivery.h"
#include "bakery-time.h"
#include "console-cache-entities.h"
#include "console-delivery-runs.h"
#include "console-fixture.h"
#include "console-run-edits.h"

/* When the day begins. */
#define SINCE (CONSOLE_FIXTURE_NOW - 12 * BAKERY_HOUR)

typedef struct
{
  ConsoleFixture      *fixture;
  ConsoleDeliveryRuns *runs;
  double               wanted;
  guint                n_updated;
} Test;

static gboolean
put_entity (BakeryConnection    *connection,
            ConsoleCacheChanges *changes,
            gpointer             user_data,
            GError             **error)
{
  return console_cache_put_entity (connection, user_data, changes, error);
}

static void
add_stop (BakeryDelivery *delivery,
          gint64          order,
          BakeryStopState state)
{
  BakeryDeliveryStop *stop = bakery_delivery_stop_new ();

  stop->order = order;
  stop->state = (int) state;
  g_ptr_array_add (delivery->stops, stop);
}

static void
put_delivery (Test               *test,
              gint64              id,
              gint64              store,
              BakeryDeliveryState state)
{
  g_autoptr(BakeryDelivery) delivery = bakery_delivery_new ();
  const gint64 order = id * 10;

  delivery->base.id = id;
  delivery->base.revision = 1;
  delivery->store = store;
  delivery->driver = 100 + id;
  g_free (delivery->driver_name);
  delivery->driver_name = g_strdup_printf ("Driver of %" G_GINT64_FORMAT, id);
  delivery->state = (int) state;
  delivery->orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (delivery->orders, order);
  delivery->stops = g_ptr_array_new_with_free_func (bakery_entity_unref);
  add_stop (delivery, order, state == BAKERY_DELIVERY_FINISHED ? BAKERY_STOP_FAILED : BAKERY_STOP_WAITING);
  if (state == BAKERY_DELIVERY_FINISHED)
    delivery->finished_at = id == 3 ? SINCE - BAKERY_HOUR : CONSOLE_FIXTURE_NOW;
  console_fixture_write (test->fixture, put_entity, delivery);
}

static void
put_position (Test  *test,
              gint64 delivery,
              double latitude)
{
  g_autoptr(BakeryPosition) position = bakery_position_new ();

  position->base.id = delivery;
  position->base.revision = 2;
  position->store = 1;
  position->delivery = delivery;
  position->latitude = latitude;
  position->longitude = 73.8;
  position->at = CONSOLE_FIXTURE_NOW;
  position->trail = json_from_string ("[[18.4, 73.7], [18.45], 7, [18.46, 73.75]]", NULL);
  console_fixture_write (test->fixture, put_entity, position);
}

static void
updated_cb (ConsoleDeliveryRuns *runs,
            Test                *test)
{
  test->n_updated++;
}

static gboolean
is_updated (gpointer user_data)
{
  return ((Test *) user_data)->n_updated > 0;
}

static void
set_up (Test         *test,
        gconstpointer data)
{
  test->fixture = console_fixture_new (0);
  put_delivery (test, 1, 1, BAKERY_DELIVERY_PLANNED);
  put_delivery (test, 2, 1, BAKERY_DELIVERY_UNDER_WAY);
  put_delivery (test, 3, 1, BAKERY_DELIVERY_FINISHED);
  put_delivery (test, 4, 2, BAKERY_DELIVERY_UNDER_WAY);
  put_position (test, 2, 18.5);
  test->runs = console_delivery_runs_new (test->fixture->repository);
  g_signal_connect (test->runs, "updated", G_CALLBACK (updated_cb), test);
  console_delivery_runs_set_store (test->runs, 1, SINCE);
  console_fixture_wait (is_updated, test);
}

static void
tear_down (Test         *test,
           gconstpointer data)
{
  g_object_unref (test->runs);
  console_fixture_free (test->fixture);
}

/* From the oldest point to where the driver is; what is no point is left out. */
static void
assert_trail (const ConsoleDeliveryRun *run)
{
  static const ConsoleMapPoint trail[] = { { 18.4, 73.7 }, { 18.46, 73.75 }, { 18.5, 73.8 } };

  g_assert_nonnull (run->trail);
  g_assert_cmpmem (run->trail->data, run->trail->len * sizeof (ConsoleMapPoint), trail, sizeof trail);
  g_assert_null (run->position->trail);
}

/* What is under way comes first; what ended before today, or is another store's, not at all. */
static void
test_store (Test         *test,
            gconstpointer data)
{
  const ConsoleDeliveryRun *run;
  guint stop = 7;

  g_assert_cmpuint (console_delivery_runs_get_n (test->runs), ==, 2);
  run = console_delivery_runs_get (test->runs, 0);
  g_assert_cmpint (run->delivery->base.id, ==, 2);
  g_assert_cmpfloat (run->position->latitude, ==, 18.5);
  g_assert_cmpstr (run->driver, ==, "Driver of 2");
  g_assert_false (run->waits);
  assert_trail (run);
  g_assert_null (console_delivery_runs_get (test->runs, 1)->position);
  g_assert_null (console_delivery_runs_get (test->runs, 1)->trail);

  g_assert_true (console_delivery_runs_find_order (test->runs, 20, &stop) == run);
  g_assert_cmpuint (stop, ==, 0);
  g_assert_null (console_delivery_runs_find_order (test->runs, 30, &stop));
  g_assert_null (console_delivery_runs_find (test->runs, 4));
}

static gboolean
is_there (gpointer user_data)
{
  const Test *test = user_data;

  return console_delivery_runs_get (test->runs, 0)->position->latitude == test->wanted;
}

static gboolean
is_over (gpointer user_data)
{
  const ConsoleDeliveryRun *run = console_delivery_runs_find (((Test *) user_data)->runs, 2);

  return run->delivery->state == BAKERY_DELIVERY_FINISHED;
}

/* Positions come faster than anybody can look: the last one is shown, and few of those before it. */
static void
test_follow (Test         *test,
             gconstpointer data)
{
  const gint64 began = g_get_monotonic_time ();

  test->n_updated = 0;
  for (int i = 1; i <= 20; i++)
    {
      put_position (test, 2, 18.5 + i / 100.0);
    }
  test->wanted = 18.5 + 20 / 100.0;
  console_fixture_wait (is_there, test);
  g_assert_cmpuint (test->n_updated, <=, (guint) ((g_get_monotonic_time () - began) / (250 * 1000)) + 2);

}

/* What is over today is still told of, with its driver, behind the others. */
static void
test_over (Test         *test,
           gconstpointer data)
{
  guint stop = 7;

  put_delivery (test, 2, 1, BAKERY_DELIVERY_FINISHED);
  console_fixture_wait (is_over, test);
  g_assert_cmpint (console_delivery_runs_get (test->runs, 1)->delivery->base.id, ==, 2);
  g_assert_cmpstr (console_delivery_runs_find_order (test->runs, 20, &stop)->driver, ==, "Driver of 2");
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryDelivery) saved = console_repository_save_entity_finish (CONSOLE_REPOSITORY (source), result, &error);

  g_assert_no_error (error);
}

static gboolean
is_waiting (gpointer user_data)
{
  return console_delivery_runs_find (((Test *) user_data)->runs, 1)->waits;
}

static const BakeryDeliveryStop *
get_stop (const ConsoleDeliveryRun *run,
          guint                     position)
{
  return g_ptr_array_index (run->delivery->stops, position);
}

/* Offline, an order that failed goes on another run, with another driver: it is shown there at once, as the server will. */
static void
test_edit (Test         *test,
           gconstpointer data)
{
  const ConsoleDeliveryRun *run;
  g_autoptr(BakeryDelivery) edited = NULL;
  const gint64 order = 20;
  guint stop;

  put_delivery (test, 2, 1, BAKERY_DELIVERY_FINISHED);
  console_fixture_wait (is_over, test);
  edited = bakery_delivery_copy (console_delivery_runs_find (test->runs, 1)->delivery);
  g_array_insert_val (edited->orders, 0, order);
  edited->driver = 109;
  console_delivery_runs_name_driver (test->runs, 109, "Nadia");
  console_repository_save_entity_async (test->fixture->repository, console_delivery_runs_find (test->runs, 1)->delivery,
                                        edited, NULL, saved_cb, NULL);
  console_fixture_wait (is_waiting, test);

  run = console_delivery_runs_find_order (test->runs, 20, &stop);
  g_assert_cmpint (run->delivery->base.id, ==, 1);
  g_assert_cmpuint (stop, ==, 0);
  g_assert_cmpstr (run->driver, ==, "Nadia");
  g_assert_cmpuint (run->delivery->stops->len, ==, 2);
  g_assert_cmpint (get_stop (run, 0)->state, ==, BAKERY_STOP_WAITING);
  g_assert_cmpint (get_stop (run, 1)->order, ==, 10);
}

/* Stops */

static BakeryDelivery *
create_run (BakeryDeliveryState state)
{
  BakeryDelivery *run = bakery_delivery_new ();

  run->state = (int) state;
  run->orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  run->stops = g_ptr_array_new_with_free_func (bakery_entity_unref);
  for (gint64 order = 1; order <= 4; order++)
    {
      g_array_append_val (run->orders, order);
      add_stop (run, order, order == 1 && state == BAKERY_DELIVERY_UNDER_WAY ? BAKERY_STOP_DELIVERED : BAKERY_STOP_WAITING);
    }

  return run;
}

static char *
dup_orders (const BakeryDelivery *run)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < run->orders->len; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, g_array_index (run->orders, gint64, i));

  return g_string_free (text, FALSE);
}

static void
check_move (BakeryDeliveryState state,
            guint               from,
            guint               to,
            const char         *expected)
{
  g_autoptr(BakeryDelivery) run = create_run (state);
  g_autoptr(BakeryDelivery) moved = console_run_move_stop (run, from, to);
  g_autofree char *orders = moved != NULL ? dup_orders (moved) : NULL;

  g_assert_cmpstr (orders, ==, expected);
}

static void
test_move_stops (void)
{
  check_move (BAKERY_DELIVERY_PLANNED, 0, 3, "2341");
  check_move (BAKERY_DELIVERY_PLANNED, 3, 0, "4123");
  check_move (BAKERY_DELIVERY_PLANNED, 1, 2, "1324");
  check_move (BAKERY_DELIVERY_PLANNED, 1, 1, NULL);
  check_move (BAKERY_DELIVERY_PLANNED, 0, G_MAXUINT, NULL);
  check_move (BAKERY_DELIVERY_PLANNED, 4, 0, NULL);
  check_move (BAKERY_DELIVERY_UNDER_WAY, 3, 1, "1423");
  check_move (BAKERY_DELIVERY_UNDER_WAY, 3, 0, NULL);
  check_move (BAKERY_DELIVERY_UNDER_WAY, 0, 3, NULL);
  check_move (BAKERY_DELIVERY_FINISHED, 1, 2, NULL);
}

static void
test_remove_stops (void)
{
  g_autoptr(BakeryDelivery) planned = create_run (BAKERY_DELIVERY_PLANNED);
  g_autoptr(BakeryDelivery) under_way = create_run (BAKERY_DELIVERY_UNDER_WAY);
  g_autoptr(BakeryDelivery) rest = console_run_remove_stop (planned, 2);
  g_autofree char *orders = dup_orders (rest);

  g_assert_cmpstr (orders, ==, "134");
  g_assert_null (console_run_remove_stop (planned, 9));
  g_assert_null (console_run_remove_stop (under_way, 2));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/console/delivery-runs/store", Test, NULL, set_up, test_store, tear_down);
  g_test_add ("/console/delivery-runs/follow", Test, NULL, set_up, test_follow, tear_down);
  g_test_add ("/console/delivery-runs/over", Test, NULL, set_up, test_over, tear_down);
  g_test_add ("/console/delivery-runs/edit", Test, NULL, set_up, test_edit, tear_down);
  g_test_add_func ("/console/delivery-runs/move-stops", test_move_stops);
  g_test_add_func ("/console/delivery-runs/remove-stops", test_remove_stops);

  return g_test_run ();
}
