/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the Revenue page waits for its figures: counts made-up orders and movements of the stock of the last three years
 * into the sums of an empty cache, as the change feed does, and times reports of every kind. `console-revenue FOLDER ORDERS
 * [MOVEMENTS]` prints the worst of each in milliseconds of processor time, whatever else the computer does, and how many
 * microseconds of it orders cost that arrive when all others are counted. */

#include "config.h"

#include "console-cache-entities.h"
#include "console-cache-schema.h"
#include "console-sales-customers.h"
#include "console-sales-report.h"

#include "bakery-cake.h"
#include "bakery-payment.h"
#include "bakery-records.h"
#include "bakery-time.h"

#include <stdlib.h>
#include <time.h>

#define N_CAKES 60
#define N_CATEGORIES 8
#define N_OPTIONS 12
#define N_CUSTOMERS 150000
#define N_ITEMS 80
#define N_DAYS 1096
#define ORDERS_OF_PAGE 500
#define N_RUNS 5
#define ALL_GROUPINGS (CONSOLE_SALES_GROUPING_BIT (CONSOLE_N_SALES_GROUPINGS) - 1)

typedef struct
{
  guint  n_orders;
  guint  n_movements;
  int    first_day;
  GRand *random;
} Bench;

static void
take_text (char **member,
           char  *text)
{
  g_free (*member);
  *member = text;
}

/* Half the cakes have an option. */
static void
add_line (Bench       *bench,
          BakeryOrder *order,
          gint64       total)
{
  BakeryOrderLine *line = bakery_order_line_new ();
  g_autoptr(GStrvBuilder) options = g_strv_builder_new ();

  line->cake = g_rand_int_range (bench->random, 1, N_CAKES + 1);
  take_text (&line->name, g_strdup_printf ("Cake %d", (int) line->cake));
  line->quantity = 1;
  line->total = total;
  if (g_rand_boolean (bench->random))
    {
      g_autofree char *option = g_strdup_printf ("Option %d", g_rand_int_range (bench->random, 0, N_OPTIONS));

      g_strv_builder_add (options, option);
    }
  g_strfreev (line->options);
  line->options = g_strv_builder_end (options);
  g_ptr_array_add (order->lines, line);
}

static BakeryOrder *
make_up (Bench *bench,
         guint  number)
{
  BakeryOrder *order = bakery_order_new ();

  order->base.id = number;
  order->store = 1;
  order->customer = g_rand_int_range (bench->random, 1, N_CUSTOMERS + 1);
  order->order_date = (bench->first_day + (gint64) number * N_DAYS / bench->n_orders) * BAKERY_DAY +
                      g_rand_int_range (bench->random, 7, 21) * BAKERY_HOUR;
  order->due_at = order->order_date + g_rand_int_range (bench->random, 2, 72) * BAKERY_HOUR;
  order->paid_at = order->order_date + BAKERY_HOUR;
  order->stage = number % 12 == 0 ? BAKERY_STAGE_CANCELLED : BAKERY_STAGE_DELIVERED;
  order->payment_method = (int) (number % 4);
  order->total_price = g_rand_int_range (bench->random, 20000, 400000);
  if (order->lines == NULL)
    order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  for (guint i = 0; i < 1 + number % 2; i++)
    add_line (bench, order, order->total_price / 2);

  return order;
}

/* Writes only its row: it is counted with its order. */
static gboolean
pay (BakeryConnection  *connection,
     const BakeryOrder *order,
     GError           **error)
{
  g_autoptr(BakeryPayment) payment = bakery_payment_new ();

  payment->base.id = order->base.id;
  payment->order = order->base.id;
  payment->store = order->store;
  payment->amount = order->total_price;
  payment->method = order->payment_method;
  payment->status = BAKERY_PAYMENT_STATE_SUCCEEDED;
  payment->paid_at = order->paid_at;
  payment->created_at = order->paid_at;

  return bakery_records_upsert (connection, payment, BAKERY_RECORDS_DOCUMENTS, error);
}

/* Orders as a page of the feed brings them, whose payments are there already. */
static GPtrArray *
make_page (Bench            *bench,
           BakeryConnection *connection,
           guint             first,
           guint             n,
           GError          **error)
{
  g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func (bakery_entity_unref);

  for (guint i = 0; i < n; i++)
    {
      BakeryOrder *order = make_up (bench, first + i);

      g_ptr_array_add (orders, order);
      if (!pay (connection, order, error))
        return NULL;
    }

  return g_steal_pointer (&orders);
}

static gboolean
write_catalogue (BakeryConnection    *connection,
                 ConsoleCacheChanges *changes,
                 GError             **error)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();

  store->base.id = 1;
  take_text (&store->time_zone, g_strdup ("America/New_York"));
  if (!console_cache_put_entity (connection, store, changes, error))
    return FALSE;

  for (int i = 1; i <= N_CAKES; i++)
    {
      g_autoptr(BakeryCake) cake = bakery_cake_new ();

      cake->base.id = i;
      cake->store = 1;
      take_text (&cake->name, g_strdup_printf ("Cake %d", i));
      take_text (&cake->category, g_strdup_printf ("Category %d", i % N_CATEGORIES));
      if (!console_cache_put_entity (connection, cake, changes, error))
        return FALSE;
    }

  return TRUE;
}

/* Processor time of this thread, in microseconds. */
static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
write_items (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             GError             **error)
{
  for (int i = 1; i <= N_ITEMS; i++)
    {
      g_autoptr(BakeryInventoryItem) item = bakery_inventory_item_new ();

      item->base.id = i;
      item->store = 1;
      item->active = TRUE;
      item->quantity = 50000000;
      item->pack_quantity = 1000000;
      item->pack_cost = 12345;
      if (!console_cache_put_entity (connection, item, changes, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
count_movements (BakeryConnection *connection,
                 gpointer          user_data,
                 GError          **error)
{
  Bench *bench = user_data;
  g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();
  const gint64 began = get_time ();

  if (!write_items (connection, changes, error))
    return FALSE;

  for (guint i = 1; i <= bench->n_movements; i++)
    {
      g_autoptr(BakeryStockMovement) movement = bakery_stock_movement_new ();

      movement->base.id = i;
      movement->store = 1;
      movement->item = g_rand_int_range (bench->random, 1, N_ITEMS + 1);
      movement->kind = i % 2 == 0 ? BAKERY_MOVEMENT_CONSUME : BAKERY_MOVEMENT_PURCHASE;
      movement->quantity = g_rand_int_range (bench->random, 1, 900000) * (i % 2 == 0 ? -1 : 1);
      movement->at = (bench->first_day + (gint64) i * N_DAYS / bench->n_movements) * BAKERY_DAY + 15 * BAKERY_HOUR;
      if (!console_cache_put_entity (connection, movement, changes, error) ||
          (i % ORDERS_OF_PAGE == 0 && !console_sales_tally_flush (changes->sales, connection, error)))
        return FALSE;
    }

  if (!console_cache_changes_finish (changes, connection, error))
    return FALSE;

  g_print ("counting %u movements: %.1f µs each\n", bench->n_movements,
           (double) (get_time () - began) / MAX (bench->n_movements, 1));
  return TRUE;
}

/* Counts orders and who placed them, so many at once, and adds the time that this takes. */
static gboolean
count_page (BakeryConnection  *connection,
            ConsoleSalesTally *tally,
            GPtrArray         *orders,
            guint              at_once,
            gint64            *time,
            GError           **error)
{
  const gint64 began = get_time ();

  for (guint i = 0; i < orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (orders, i);

      if (!console_sales_tally_count_order (tally, connection, order, 1, error) ||
          !console_sales_customers_note (connection, NULL, order, error) ||
          ((i + 1) % at_once == 0 && !console_sales_tally_flush (tally, connection, error)))
        return FALSE;
    }

  *time += get_time () - began;
  return TRUE;
}

static gboolean
count_orders (BakeryConnection *connection,
              gpointer          user_data,
              GError          **error)
{
  Bench *bench = user_data;
  g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();
  gint64 time = 0;

  if (!write_catalogue (connection, changes, error))
    return FALSE;

  for (guint first = 1; first <= bench->n_orders; first += ORDERS_OF_PAGE)
    {
      const guint n = MIN (bench->n_orders + 1 - first, ORDERS_OF_PAGE);
      g_autoptr(GPtrArray) orders = make_page (bench, connection, first, n, error);

      if (orders == NULL || !count_page (connection, changes->sales, orders, n, &time, error))
        return FALSE;
    }

  g_print ("counting %u orders: %.1f µs each\n", bench->n_orders, (double) time / bench->n_orders);
  return console_cache_changes_finish (changes, connection, error);
}

/* Counts pages of orders that arrive at last, so many at once, and takes all back. */
static void
time_arrivals (BakeryConnection *connection,
               Bench            *bench,
               guint             at_once)
{
  g_autoptr(ConsoleSalesTally) tally = console_sales_tally_new ();
  g_autoptr(GError) error = NULL;
  gint64 least = G_MAXINT64;

  bakery_connection_begin (connection, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr(GPtrArray) orders =
        make_page (bench, connection, bench->n_orders + 1 + i * ORDERS_OF_PAGE, ORDERS_OF_PAGE, &error);
      gint64 time = 0;

      g_assert_no_error (error);
      count_page (connection, tally, orders, at_once, &time, &error);
      g_assert_no_error (error);
      least = MIN (least, time);
    }
  bakery_connection_roll_back (connection);

  g_print ("an order of %u that arrive at once: %.1f µs\n", at_once, (double) least / ORDERS_OF_PAGE);
}

static void
time_report (BakeryConnection       *connection,
             const Bench            *bench,
             const char             *name,
             int                     n_days,
             const char             *category,
             guint                   groupings,
             ConsoleSalesStockDetail stock)
{
  g_autoptr(ConsoleSalesQuery) query = console_sales_query_new ();
  const gint64 store = 1;
  gint64 worst = 0;

  query->days = (ConsoleDayRange) { bench->first_day + N_DAYS - n_days, bench->first_day + N_DAYS - 1 };
  query->others = (ConsoleDayRange) { query->days.first - n_days, query->days.first - 1 };
  query->category = g_strdup (category);
  query->today = query->days.last;
  query->stock = stock;
  query->groupings = groupings;
  g_array_append_val (query->stores, store);
  for (guint i = 0; i < N_RUNS; i++)
    {
      const gint64 began = get_time ();
      g_autoptr(GError) error = NULL;
      g_autoptr(ConsoleSalesReport) report = console_sales_report_read (connection, query, &error);

      g_assert_no_error (error);
      worst = MAX (worst, get_time () - began);
    }

  g_print ("%s: %.1f ms\n", name, (double) worst / 1000);
}

static void
count (BakeryConnection     *connection,
       BakeryTransactionFunc func,
       Bench                *bench)
{
  g_autoptr(GError) error = NULL;

  bakery_connection_transaction (connection, func, bench, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) connection = NULL;
  const guint best = CONSOLE_SALES_GROUPING_BIT (CONSOLE_SALES_PER_CAKE);
  Bench bench = { 0 };
  gboolean replaced;

  if (argc < 3 || argc > 4)
    {
      g_printerr ("console-revenue FOLDER ORDERS [MOVEMENTS]\n");
      return EXIT_FAILURE;
    }

  bench.n_orders = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  bench.n_movements = argc > 3 ? (guint) g_ascii_strtoull (argv[3], NULL, 10) : 0;
  bench.first_day = (int) (g_get_real_time () / BAKERY_DAY) - N_DAYS + 1;
  bench.random = g_rand_new_with_seed (1);
  connection = console_cache_schema_open (argv[1], &replaced, &error);
  g_assert_no_error (error);
  count (connection, count_orders, &bench);
  count (connection, count_movements, &bench);
  time_arrivals (connection, &bench, 1);
  time_arrivals (connection, &bench, ORDERS_OF_PAGE);
  time_report (connection, &bench, "28 days", 28, NULL, best, CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "one year", 365, NULL, best, CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "three years", N_DAYS, NULL, best, CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "three years of a category", N_DAYS, "Category 3", best, CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "three years by all groupings", N_DAYS, NULL, ALL_GROUPINGS,
               CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "three years of a category by all groupings", N_DAYS, "Category 3", ALL_GROUPINGS,
               CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "28 days with the stock", 28, NULL, best, CONSOLE_SALES_STOCK_BY_DAY);
  time_report (connection, &bench, "one year with the stock by month", 365, NULL, best, CONSOLE_SALES_STOCK_BY_MONTH);
  time_report (connection, &bench, "one year with the stock by day", 365, NULL, best, CONSOLE_SALES_STOCK_BY_DAY);
  time_report (connection, &bench, "three years with the stock by month", N_DAYS, NULL, best, CONSOLE_SALES_STOCK_BY_MONTH);
  time_report (connection, &bench, "three years with the stock by day", N_DAYS, NULL, best, CONSOLE_SALES_STOCK_BY_DAY);
  g_rand_free (bench.random);

  return EXIT_SUCCESS;
}
