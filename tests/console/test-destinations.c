/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where today's orders go: what is due today or late, what was handed over today, and how the list follows. */

#include "config.h"

#include "bakery-delivery.h"
#include "bakery-time.h"
#include "console-cache-changes.h"
#include "console-cache-entities.h"
#include "console-destination-list.h"
#include "console-fixture.h"

#include <math.h>

#define FROM (CONSOLE_FIXTURE_NOW - 12 * BAKERY_HOUR)
#define UNTIL (CONSOLE_FIXTURE_NOW + 12 * BAKERY_HOUR)

typedef struct
{
  gint64           id;
  gint64           store;
  BakeryFulfilment fulfilment;
  BakeryStage      stage;
  int              due_hours; /* from now */
  double           latitude;
} Order;

typedef struct
{
  ConsoleFixture         *fixture;
  ConsoleDestinationList *list;
  const char             *wanted;
  guint                   n_items_changed;
} Test;

static const Order orders[] = {
  { 1, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_READY, 3, 18.5 },
  { 2, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_PENDING, 1, NAN },
  { 3, 1, BAKERY_FULFILMENT_PICKUP, BAKERY_STAGE_READY, 1, 18.5 },
  { 4, 2, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_READY, 1, 18.5 },
  { 5, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_DELIVERED, -2, 18.5 },
  { 6, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_DELIVERED, -30, 18.5 },
  { 7, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_OUT_FOR_DELIVERY, -30, 18.5 },
  { 8, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_CANCELLED, 1, 18.5 },
  { 9, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_CONFIRMED, 30, 18.5 },
  { 10, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_OUT_FOR_DELIVERY, 30, 18.5 },
};

static gboolean
put_order (BakeryConnection    *connection,
           ConsoleCacheChanges *changes,
           gpointer             user_data,
           GError             **error)
{
  const Order *described = user_data;
  g_autoptr(BakeryOrder) order = bakery_order_new ();

  order->base.id = described->id;
  order->base.revision = described->id * 100 + described->stage;
  order->store = described->store;
  order->number = 1000 + described->id;
  order->fulfilment = (int) described->fulfilment;
  order->stage = (int) described->stage;
  order->due_at = CONSOLE_FIXTURE_NOW + described->due_hours * BAKERY_HOUR;
  order->latest_start_at = order->due_at - 2 * BAKERY_HOUR;
  order->latitude = order->longitude = described->latitude;

  return console_cache_put_order (connection, order, changes, error);
}

static void
put (Test        *test,
     const Order *order)
{
  console_fixture_write (test->fixture, put_order, (gpointer) order);
}

static char *
dup_ids (ConsoleDestinationList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", console_destination_get_id (item));
    }

  return g_string_free (text, FALSE);
}

static gboolean
has_wanted (gpointer user_data)
{
  Test *test = user_data;
  g_autofree char *ids = dup_ids (test->list);

  return g_str_equal (ids, test->wanted);
}

static void
wait_for (Test       *test,
          const char *ids)
{
  test->wanted = ids;
  console_fixture_wait (has_wanted, test);
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Test       *test)
{
  test->n_items_changed++;
}

static void
set_up (Test         *test,
        gconstpointer data)
{
  test->fixture = console_fixture_new (0);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      put (test, &orders[i]);
    }
  test->list = console_destination_list_new (test->fixture->repository);
  g_signal_connect (test->list, "items-changed", G_CALLBACK (items_changed_cb), test);
  console_destination_list_set_day (test->list, 1, FROM, UNTIL);
}

static void
tear_down (Test         *test,
           gconstpointer data)
{
  g_object_unref (test->list);
  console_fixture_free (test->fixture);
}

/* Late ones first, handed over ones last; nothing of another store, another day or the counter. */
static void
test_day (Test         *test,
          gconstpointer data)
{
  g_autoptr(ConsoleDestination) placed = NULL;
  g_autoptr(ConsoleDestination) unplaced = NULL;

  g_assert_true (console_destination_list_is_loading (test->list));
  wait_for (test, "7 2 1 10 5");
  g_assert_false (console_destination_list_is_loading (test->list));
  g_assert_cmpuint (console_destination_list_find (test->list, 1), ==, 2);
  g_assert_cmpuint (console_destination_list_find (test->list, 3), ==, G_MAXUINT);

  unplaced = g_list_model_get_item (G_LIST_MODEL (test->list), 1);
  placed = g_list_model_get_item (G_LIST_MODEL (test->list), 2);
  g_assert_false (console_destination_has_place (unplaced));
  g_assert_true (console_destination_has_place (placed));
}

static void
count_cb (ConsoleDestination *item,
          GParamSpec         *spec,
          guint              *n_notified)
{
  (*n_notified)++;
}

/* An order that moves keeps its destination; the list says once what is new. */
static void
test_follow (Test         *test,
             gconstpointer data)
{
  const Order handed_over = { 1, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_DELIVERED, 3, 18.5 };
  const Order another = { 20, 1, BAKERY_FULFILMENT_DELIVERY, BAKERY_STAGE_CONFIRMED, 2, 18.5 };
  g_autoptr(ConsoleDestination) before = NULL;
  g_autoptr(ConsoleDestination) after = NULL;
  guint n_notified = 0;

  wait_for (test, "7 2 1 10 5");
  before = g_list_model_get_item (G_LIST_MODEL (test->list), 2);
  g_signal_connect (before, "notify::order", G_CALLBACK (count_cb), &n_notified);
  put (test, &handed_over);
  wait_for (test, "7 2 10 5 1");
  after = g_list_model_get_item (G_LIST_MODEL (test->list), 4);
  g_assert_true (before == after);
  g_assert_cmpint (console_destination_get_order (after)->stage, ==, BAKERY_STAGE_DELIVERED);
  g_assert_cmpuint (n_notified, ==, 1);

  test->n_items_changed = 0;
  put (test, &another);
  wait_for (test, "7 2 20 10 5 1");
  g_assert_cmpuint (test->n_items_changed, ==, 1);
}

static void
test_store (Test         *test,
            gconstpointer data)
{
  wait_for (test, "7 2 1 10 5");
  console_destination_list_set_day (test->list, 2, FROM, UNTIL);
  g_assert_true (console_destination_list_is_loading (test->list));
  wait_for (test, "4");
}

/* What is delivered is left out where nobody wants to see it, and comes back. */
static void
test_delivered (Test         *test,
                gconstpointer data)
{
  wait_for (test, "7 2 1 10 5");
  console_destination_list_set_delivered (test->list, FALSE);
  wait_for (test, "7 2 1 10");
  console_destination_list_set_delivered (test->list, TRUE);
  wait_for (test, "7 2 1 10 5");
}

/* A run has its orders in the order of its stops, whenever they are due and whatever became of them. */
static void
test_run (Test         *test,
          gconstpointer data)
{
  const gint64 ids[] = { 9, 6, 1, 99 };
  g_autoptr(GArray) wanted = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (wanted, ids, G_N_ELEMENTS (ids));
  console_destination_list_set_orders (test->list, wanted);
  wait_for (test, "9 6 1");
  g_array_remove_index (wanted, 1);
  console_destination_list_set_orders (test->list, wanted);
  wait_for (test, "9 1");
  console_destination_list_set_orders (test->list, NULL);
  wait_for (test, "");
}

static gboolean
put_delivery (BakeryConnection    *connection,
              ConsoleCacheChanges *changes,
              gpointer             user_data,
              GError             **error)
{
  return console_cache_put_entity (connection, user_data, changes, error);
}

/* A driver sees what is on their own runs, as soon as it is. */
static void
test_own (Test         *test,
          gconstpointer data)
{
  g_autoptr(BakeryDelivery) delivery = bakery_delivery_new ();
  const gint64 ids[] = { 1, 9, 5 };

  wait_for (test, "7 2 1 10 5");
  console_destination_list_set_own (test->list, TRUE);
  console_destination_list_set_day (test->list, 1, FROM, UNTIL);
  wait_for (test, "");
  delivery->base.id = 1;
  delivery->base.revision = 1;
  delivery->store = 1;
  delivery->orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (delivery->orders, ids, G_N_ELEMENTS (ids));
  console_fixture_write (test->fixture, put_delivery, delivery);
  wait_for (test, "1 5");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/console/destinations/day", Test, NULL, set_up, test_day, tear_down);
  g_test_add ("/console/destinations/follow", Test, NULL, set_up, test_follow, tear_down);
  g_test_add ("/console/destinations/store", Test, NULL, set_up, test_store, tear_down);
  g_test_add ("/console/destinations/delivered", Test, NULL, set_up, test_delivered, tear_down);
  g_test_add ("/console/destinations/run", Test, NULL, set_up, test_run, tear_down);
  g_test_add ("/console/destinations/own", Test, NULL, set_up, test_own, tear_down);

  return g_test_run ();
}
