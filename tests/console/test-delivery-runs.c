/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The runs of drivers as the page sees them: planned and under way, with the newest position, following the cache. */

#include "config.h"

#include "bakery-delivery.h"
#include "console-cache-entities.h"
#include "console-delivery-runs.h"
#include "console-fixture.h"

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
put_delivery (Test               *test,
              gint64              id,
              gint64              store,
              BakeryDeliveryState state)
{
  g_autoptr(BakeryDelivery) delivery = bakery_delivery_new ();
  BakeryDeliveryStop *stop = bakery_delivery_stop_new ();

  delivery->base.id = id;
  delivery->base.revision = 1;
  delivery->store = store;
  delivery->state = (int) state;
  stop->order = id * 10;
  delivery->stops = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (delivery->stops, stop);
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
  console_delivery_runs_set_store (test->runs, 1);
  console_fixture_wait (is_updated, test);
}

static void
tear_down (Test         *test,
           gconstpointer data)
{
  g_object_unref (test->runs);
  console_fixture_free (test->fixture);
}

/* What is under way comes first; what has ended, or is another store's, not at all. */
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
  g_assert_null (console_delivery_runs_get (test->runs, 1)->position);

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
is_gone (gpointer user_data)
{
  return console_delivery_runs_get_n (((Test *) user_data)->runs) == 1;
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

  put_delivery (test, 2, 1, BAKERY_DELIVERY_FINISHED);
  console_fixture_wait (is_gone, test);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/console/delivery-runs/store", Test, NULL, set_up, test_store, tear_down);
  g_test_add ("/console/delivery-runs/follow", Test, NULL, set_up, test_follow, tear_down);

  return g_test_run ();
}
