/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order list over many orders: what it shows is compared with what plain SQL says, before and after changes. */

#include "config.h"

#include "console-fill.h"
#include "console-fixture.h"
#include "console-order-search.h"

#include "bakery-time.h"

#define N_ORDERS 200000

#define HORIZON (CONSOLE_FIXTURE_NOW + CONSOLE_FILL_QUEUE_MINUTES * BAKERY_MINUTE)

/* What tells of a list; counts what it says. */
typedef struct
{
  ConsoleOrderList *list;
  guint             n_items;
  guint             n_tellings;
  guint             position;
  guint             removed;
  guint             added;
} Watch;

static ConsoleFixture *fixture;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  Watch *watch = user_data;

  g_assert_cmpuint (position + removed, <=, watch->n_items);
  watch->n_items = watch->n_items - removed + added;
  g_assert_cmpuint (watch->n_items, ==, g_list_model_get_n_items (model));
  watch->n_tellings++;
  watch->position = position;
  watch->removed = removed;
  watch->added = added;
}

static gboolean
is_settled (gpointer user_data)
{
  return !console_order_list_is_loading (user_data);
}

static ConsoleOrderList *
new_list (ConsoleOrderLane lane,
          const char      *search)
{
  ConsoleOrderList *list = console_order_list_new (fixture->repository);
  g_autoptr(ConsoleOrderQuery) query = console_order_query_new (CONSOLE_FILL_STORE, lane);

  query->search = g_strdup (search);
  console_order_list_set_query (list, query);
  console_fixture_wait (is_settled, list);

  return list;
}

static void
watch_list (Watch            *watch,
            ConsoleOrderList *list)
{
  *watch = (Watch) { .list = list, .n_items = g_list_model_get_n_items (G_LIST_MODEL (list)) };
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), watch);
}

static const char *
lane_sql (ConsoleOrderLane lane,
          const char      *more)
{
  static char sql[512];

  switch (lane)
    {
    case CONSOLE_LANE_QUEUE:
      g_snprintf (sql, sizeof sql, "SELECT id FROM orders WHERE progress < 2 AND (progress = 1 OR start_key <= %"
                  G_GINT64_FORMAT ") %s ORDER BY start_key, id", HORIZON, more);
      break;

    case CONSOLE_LANE_SCHEDULED:
      g_snprintf (sql, sizeof sql, "SELECT id FROM orders WHERE progress = 0 AND start_key > %"
                  G_GINT64_FORMAT " %s ORDER BY start_key, id", HORIZON, more);
      break;

    case CONSOLE_LANE_DONE:
    case CONSOLE_N_LANES:
    default:
      g_snprintf (sql, sizeof sql, "SELECT id FROM orders WHERE progress = 2 %s ORDER BY start_key DESC, id DESC", more);
      break;
    }

  return sql;
}

static GArray *
expect (ConsoleOrderLane lane,
        const char      *more)
{
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (fixture);

  return console_fixture_query_ids (connection, lane_sql (lane, more));
}

typedef struct
{
  ConsoleOrderList *list;
  guint             position;
  gint64            id;
} Wanted;

static gboolean
shows (gpointer user_data)
{
  const Wanted *wanted = user_data;
  g_autoptr(ConsoleOrderItem) item = g_list_model_get_item (G_LIST_MODEL (wanted->list), wanted->position);

  return item != NULL && console_order_item_is_loaded (item);
}

static gint64
id_at (ConsoleOrderList *list,
       guint             position)
{
  Wanted wanted = { list, position, 0 };
  g_autoptr(ConsoleOrderItem) item = NULL;

  console_fixture_wait (shows, &wanted);
  item = g_list_model_get_item (G_LIST_MODEL (list), position);

  return console_order_item_get_id (item);
}

static void
check_lane (ConsoleOrderList *list,
            const GArray     *expected)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  g_assert_cmpuint (n, ==, expected->len);
  for (guint i = 0; i < 60 && n > 0; i++)
    {
      const guint position = i < 20 ? MIN (i * 10, n - 1) : i == 20 ? n - 1 : (guint) g_test_rand_int_range (0, (gint) n);

      g_assert_cmpint (id_at (list, position), ==, g_array_index (expected, gint64, position));
    }
  g_assert_cmpuint (console_order_list_get_n_pages (list), <=, CONSOLE_ORDER_LIST_PAGES_KEPT);
}

static void
test_windows (void)
{
  for (int lane = 0; lane < CONSOLE_N_LANES; lane++)
    {
      g_autoptr(ConsoleOrderList) list = new_list ((ConsoleOrderLane) lane, NULL);
      g_autoptr(GArray) expected = expect ((ConsoleOrderLane) lane, "");

      g_assert_cmpuint (expected->len, >, 100);
      check_lane (list, expected);
    }
}

static void
test_first_window_is_quick (void)
{
  const gint64 before = g_get_monotonic_time ();
  g_autoptr(ConsoleOrderList) list = new_list (CONSOLE_LANE_DONE, NULL);

  g_assert_cmpint (id_at (list, 0), >, 0);
  g_test_message ("first window of %u after %" G_GINT64_FORMAT " µs",
                  g_list_model_get_n_items (G_LIST_MODEL (list)), g_get_monotonic_time () - before);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 500 * 1000);
}

/* A change of one order, and what the lists have to say about it. */

typedef struct
{
  gint64   id;
  int      stage;
  gint64   start;
  gboolean removes;
  gboolean copies;
} Change;

static gboolean
write_change (BakeryConnection    *connection,
              ConsoleCacheChanges *changes,
              gpointer             user_data,
              GError             **error)
{
  const Change *change = user_data;
  g_autoptr(BakeryOrder) order = console_cache_load_order (connection, change->id, error);
  g_autoptr(BakeryOrder) copy = order != NULL ? bakery_order_copy (order) : NULL;

  if (copy == NULL)
    {
      return FALSE;
    }
  if (change->removes)
    {
      return console_cache_remove_order (connection, change->id, changes, error);
    }

  copy->stage = change->stage >= 0 ? change->stage : copy->stage;
  copy->latest_start_at = change->start != 0 ? change->start : copy->latest_start_at;
  copy->base.id = change->copies ? N_ORDERS + change->id : copy->base.id;
  copy->base.revision++;
  bakery_entity_derive (copy);
  return console_cache_put_order (connection, copy, changes, error);
}

typedef struct
{
  ConsoleOrderList *list;
  const GArray     *expected;
} Following;

static gboolean
has_followed (gpointer user_data)
{
  const Following *following = user_data;
  GListModel *model = G_LIST_MODEL (following->list);

  if (g_list_model_get_n_items (model) != following->expected->len)
    {
      return FALSE;
    }
  for (guint i = 0; i < MIN (following->expected->len, 120); i++)
    {
      g_autoptr(ConsoleOrderItem) item = g_list_model_get_item (model, i);

      if (console_order_item_get_id (item) != g_array_index (following->expected, gint64, i))
        {
          return FALSE;
        }
    }

  return TRUE;
}

/* What is outside of the told range must be what it was, at its new position. */
static void
check_telling (const Watch  *watch,
               const GArray *before,
               const GArray *after)
{
  for (guint i = 0; i < watch->position; i++)
    {
      g_assert_cmpint (g_array_index (before, gint64, i), ==, g_array_index (after, gint64, i));
    }
  for (guint i = watch->position + watch->removed; i < before->len; i++)
    {
      g_assert_cmpint (g_array_index (before, gint64, i), ==,
                       g_array_index (after, gint64, i - watch->removed + watch->added));
    }
}

static void
check_change (ConsoleOrderLane lane,
              const Change    *change,
              guint            maximum_span)
{
  g_autoptr(ConsoleOrderList) list = new_list (lane, NULL);
  g_autoptr(GArray) before = expect (lane, "");
  g_autoptr(GArray) after = NULL;
  Following following = { list, NULL };
  Watch watch;

  following.expected = before;
  console_fixture_wait (has_followed, &following);
  watch_list (&watch, list);
  console_fixture_write (fixture, write_change, (gpointer) change);
  after = expect (lane, "");
  following.expected = after;
  console_fixture_wait (has_followed, &following);

  if (watch.n_tellings == 1)
    {
      check_telling (&watch, before, after);
    }
  g_assert_cmpuint (watch.removed, <=, maximum_span);
  g_assert_cmpuint (watch.added, <=, maximum_span);
  check_lane (list, after);
}

static void
test_changes (void)
{
  g_autoptr(GArray) queue = expect (CONSOLE_LANE_QUEUE, "");
  g_autoptr(GArray) scheduled = expect (CONSOLE_LANE_SCHEDULED, "");
  const gint64 third = g_array_index (queue, gint64, 3);
  const gint64 tenth = g_array_index (queue, gint64, 10);
  const gint64 deep = g_array_index (queue, gint64, queue->len - 300);

  check_change (CONSOLE_LANE_QUEUE, &(Change) { .id = third, .stage = BAKERY_STAGE_CANCELLED }, 1);
  check_change (CONSOLE_LANE_DONE, &(Change) { .id = tenth, .stage = BAKERY_STAGE_DELIVERED }, 1);
  check_change (CONSOLE_LANE_QUEUE, &(Change) { .id = deep, .stage = BAKERY_STAGE_DELIVERED }, 1);
  check_change (CONSOLE_LANE_QUEUE, &(Change) { .id = deep, .stage = BAKERY_STAGE_BAKING }, 1);
  check_change (CONSOLE_LANE_QUEUE,
                &(Change) { .id = g_array_index (scheduled, gint64, 5), .stage = BAKERY_STAGE_BAKING }, 1);
  check_change (CONSOLE_LANE_SCHEDULED,
                &(Change) { .id = g_array_index (scheduled, gint64, 700), .stage = -1, .removes = TRUE }, 1);
  check_change (CONSOLE_LANE_SCHEDULED,
                &(Change) { .id = g_array_index (scheduled, gint64, 900), .stage = -1, .copies = TRUE }, 1);
  check_change (CONSOLE_LANE_QUEUE,
                &(Change) { .id = g_array_index (queue, gint64, 20), .stage = -1,
                            .start = CONSOLE_FIXTURE_NOW - 2 * BAKERY_DAY }, 40);
  check_change (CONSOLE_LANE_QUEUE,
                &(Change) { .id = g_array_index (queue, gint64, 21), .stage = -1,
                            .start = CONSOLE_FIXTURE_NOW + 50 * BAKERY_DAY }, 1000);
}

static void
test_identity (void)
{
  g_autoptr(ConsoleOrderList) list = new_list (CONSOLE_LANE_QUEUE, NULL);
  const gint64 id = id_at (list, 30);
  g_autoptr(ConsoleOrderItem) held = g_list_model_get_item (G_LIST_MODEL (list), 30);
  g_autoptr(ConsoleOrderItem) now = NULL;
  g_autoptr(GArray) after = NULL;
  Following following = { list, NULL };

  console_fixture_write (fixture, write_change,
                         &(Change) { .id = id, .stage = -1, .start = CONSOLE_FIXTURE_NOW - 3 * BAKERY_DAY });
  after = expect (CONSOLE_LANE_QUEUE, "");
  following.expected = after;
  console_fixture_wait (has_followed, &following);

  g_assert_cmpint (id_at (list, 0), ==, id);
  now = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (now == held);

  /* Scrolled away and back, the item that is held is the one the list shows. */
  for (guint page = 1; page < CONSOLE_ORDER_LIST_PAGES_KEPT + 5; page++)
    {
      id_at (list, page * CONSOLE_ORDER_LIST_PAGE);
    }
  g_clear_object (&now);
  g_assert_cmpint (id_at (list, 0), ==, id);
  now = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (now == held);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Wanted *wanted = user_data;
  g_autoptr(GError) error = NULL;

  console_order_list_find_finish (CONSOLE_ORDER_LIST (source), result, &wanted->position, &error);
  g_assert_no_error (error);
  wanted->list = NULL;
}

static gboolean
is_found (gpointer user_data)
{
  return ((Wanted *) user_data)->list == NULL;
}

static void
test_find (void)
{
  for (int lane = 0; lane < CONSOLE_N_LANES; lane++)
    {
      g_autoptr(ConsoleOrderList) list = new_list ((ConsoleOrderLane) lane, NULL);
      g_autoptr(GArray) expected = expect ((ConsoleOrderLane) lane, "");

      for (guint i = 0; i < 20; i++)
        {
          const guint position = (guint) g_test_rand_int_range (0, (gint) expected->len);
          Wanted wanted = { list, 0, g_array_index (expected, gint64, position) };

          console_order_list_find_async (list, wanted.id, NULL, found_cb, &wanted);
          console_fixture_wait (is_found, &wanted);
          g_assert_cmpuint (wanted.position, ==, position);
        }
    }
}

static void
test_time_passes (void)
{
  g_autoptr(ConsoleOrderList) list = new_list (CONSOLE_LANE_SCHEDULED, NULL);
  g_autoptr(GArray) before = expect (CONSOLE_LANE_SCHEDULED, "");
  g_autoptr(GArray) passed = expect (CONSOLE_LANE_SCHEDULED, "AND start_key <= 1795366800000000");
  g_autoptr(GArray) after = g_array_copy (before);
  Following following = { list, after };

  g_assert_cmpuint (passed->len, >, 2);
  g_array_remove_range (after, 0, passed->len);
  console_clock_set (fixture->clock, CONSOLE_FIXTURE_NOW + BAKERY_HOUR);
  console_fixture_wait (has_followed, &following);

  console_clock_set (fixture->clock, CONSOLE_FIXTURE_NOW);
  following.expected = before;
  console_fixture_wait (has_followed, &following);
}

static void
check_search (const char *search,
              const char *more)
{
  for (int lane = 0; lane < CONSOLE_N_LANES; lane++)
    {
      g_autoptr(ConsoleOrderList) list = new_list ((ConsoleOrderLane) lane, search);
      g_autoptr(GArray) expected = expect ((ConsoleOrderLane) lane, more);
      const guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

      g_assert_cmpuint (n, ==, MIN (expected->len, CONSOLE_ORDER_LIST_MAXIMUM_MATCHES + 1));
      for (guint i = 0; i < 10 && n > 0; i++)
        {
          const guint position = (guint) g_test_rand_int_range (0, (gint) n);

          g_assert_cmpint (id_at (list, position), ==, g_array_index (expected, gint64, position));
        }
    }
}

static void
test_search (void)
{
  check_search ("chloe", "AND customer_name = 'Chloé Martin'");
  check_search ("strom bj", "AND customer_name = 'Bjørn Ström'");
  check_search ("ström", "AND customer_name = 'Bjørn Ström'");
  check_search ("#21000", "AND number = 21000");
  check_search ("blac mia \"", "");
  check_search ("nobody", "AND 0");
}

static void
test_search_expression (void)
{
  g_autofree char *plain = console_order_search_dup_expression ("  O'Neil-Rao \"x\" AND (1042)");
  g_autofree char *nothing = console_order_search_dup_expression (" -\"*");

  g_assert_cmpstr (plain, ==, "\"O\"* \"Neil\"* \"Rao\"* \"x\"* \"AND\"* \"1042\"*");
  g_assert_null (nothing);
}

static void
test_filters (void)
{
  g_autoptr(ConsoleOrderList) list = console_order_list_new (fixture->repository);
  g_autoptr(ConsoleOrderQuery) query = console_order_query_new (CONSOLE_FILL_STORE, CONSOLE_LANE_QUEUE);
  g_autoptr(GArray) expected = expect (CONSOLE_LANE_QUEUE, "AND stage IN ('baking', 'ready') AND is_gift = 1 "
                                       "AND fulfilment = 'delivery' AND payment_status = 'pending'");
  Following following = { list, expected };

  query->stages = 1u << BAKERY_STAGE_BAKING | 1u << BAKERY_STAGE_READY;
  query->gift = 1;
  query->fulfilment = BAKERY_FULFILMENT_DELIVERY;
  query->payment_status = BAKERY_PAYMENT_STATUS_PENDING;
  console_order_list_set_query (list, query);
  g_assert_cmpuint (expected->len, >, 5);
  console_fixture_wait (has_followed, &following);
}

/* One person's orders are of all lanes, newest first, and not those of their namesakes. */
static void
test_customer (void)
{
  g_autoptr(ConsoleOrderList) list = console_order_list_new (fixture->repository);
  g_autoptr(ConsoleOrderQuery) query = console_order_query_new (CONSOLE_FILL_STORE, CONSOLE_LANE_QUEUE);
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (fixture);
  g_autoptr(GArray) lanes = console_fixture_query_ids (connection,
                                                       "SELECT DISTINCT progress FROM orders WHERE customer = 77");
  g_autoptr(GArray) expected = console_fixture_query_ids (connection,
                                                          "SELECT id FROM orders WHERE customer = 77 "
                                                          "ORDER BY start_key DESC, id DESC");
  Following following = { list, expected };

  g_assert_cmpuint (lanes->len, >, 1);
  query->customer = 77;
  console_order_list_set_query (list, query);
  console_fixture_wait (has_followed, &following);

  g_free (query->search);
  query->search = g_strdup ("nobody");
  g_array_set_size (expected, 0);
  console_order_list_set_query (list, query);
  console_fixture_wait (has_followed, &following);
}

static void
test_search_follows (void)
{
  g_autoptr(ConsoleOrderList) list = new_list (CONSOLE_LANE_QUEUE, "dev");
  g_autoptr(GArray) before = expect (CONSOLE_LANE_QUEUE, "AND customer_name = 'Dev Patel'");
  g_autoptr(GArray) after = NULL;
  Following following = { list, before };
  Watch watch;

  if (before->len == 0)
    {
      /* Every tenth order is open, and every fourth is another customer's. */
      g_clear_object (&list);
      list = new_list (CONSOLE_LANE_QUEUE, "asha");
      g_array_unref (before);
      before = expect (CONSOLE_LANE_QUEUE, "AND customer_name = 'Asha Rao'");
      following = (Following) { list, before };
    }
  console_fixture_wait (has_followed, &following);
  watch_list (&watch, list);
  console_fixture_write (fixture, write_change,
                         &(Change) { .id = g_array_index (before, gint64, 7), .stage = BAKERY_STAGE_CANCELLED });
  after = g_array_copy (before);
  g_array_remove_index (after, 7);
  following.expected = after;
  console_fixture_wait (has_followed, &following);
  g_assert_cmpuint (watch.position, ==, 7);
  g_assert_cmpuint (watch.removed, ==, 1);
  g_assert_cmpuint (watch.added, ==, 0);
}

static void
test_store_burst (void)
{
  g_autoptr(ConsoleOrderList) list = new_list (CONSOLE_LANE_QUEUE, NULL);
  g_autoptr(GArray) before = expect (CONSOLE_LANE_QUEUE, "");
  g_autoptr(GArray) after = NULL;
  Following following = { list, before };
  Watch watch;

  console_fixture_wait (has_followed, &following);
  watch_list (&watch, list);
  for (guint i = 0; i < 50; i++)
    {
      console_fixture_write (fixture, write_change,
                             &(Change) { .id = g_array_index (before, gint64, i * 3), .stage = BAKERY_STAGE_DELIVERED });
    }
  after = expect (CONSOLE_LANE_QUEUE, "");
  following.expected = after;
  console_fixture_wait (has_followed, &following);
  check_lane (list, after);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  fixture = console_fixture_new (N_ORDERS);

  g_test_add_func ("/order-list/windows", test_windows);
  g_test_add_func ("/order-list/first-window-is-quick", test_first_window_is_quick);
  g_test_add_func ("/order-list/find", test_find);
  g_test_add_func ("/order-list/time-passes", test_time_passes);
  g_test_add_func ("/order-list/search", test_search);
  g_test_add_func ("/order-list/search-expression", test_search_expression);
  g_test_add_func ("/order-list/filters", test_filters);
  g_test_add_func ("/order-list/customer", test_customer);
  g_test_add_func ("/order-list/search-follows", test_search_follows);
  g_test_add_func ("/order-list/changes", test_changes);
  g_test_add_func ("/order-list/identity", test_identity);
  g_test_add_func ("/order-list/burst", test_store_burst);

  status = g_test_run ();
  console_fixture_free (fixture);
  return status;
}
