/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the Revenue page waits for its figures: counts made-up orders and movements of the stock of the last three years
 * into the sums of an empty cache, as the change feed does, and times reports of every kind. `console-revenue FOLDER ORDERS
 * [MOVEMENTS]` prints the worst of each in milliseconds of processor time, whatever else the computer does. */

#include "config.h"

#include "console-cache-entities.h"
#include "console-cache-schema.h"
#include "console-sales-report.h"

#include "bakery-cake.h"
#include "bakery-time.h"

#include <stdlib.h>
#include <time.h>

#define N_CAKES 60
#define N_CATEGORIES 8
#define N_ITEMS 80
#define N_DAYS 1096
#define ORDERS_OF_PAGE 500
#define N_RUNS 5

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

static BakeryOrder *
make_up (Bench *bench,
         guint  number)
{
  BakeryOrder *order = bakery_order_new ();

  order->base.id = number;
  order->store = 1;
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
    {
      BakeryOrderLine *line = bakery_order_line_new ();

      line->cake = g_rand_int_range (bench->random, 1, N_CAKES + 1);
      take_text (&line->name, g_strdup_printf ("Cake %d", (int) line->cake));
      line->quantity = 1;
      line->total = order->total_price / 2;
      g_ptr_array_add (order->lines, line);
    }

  return order;
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
      if (!console_sales_tally_count_movement (changes->sales, connection, movement, 1, error) ||
          (i % ORDERS_OF_PAGE == 0 && !console_sales_tally_flush (changes->sales, connection, error)))
        return FALSE;
    }

  return console_cache_changes_finish (changes, connection, error);
}

static gboolean
count_orders (BakeryConnection *connection,
              gpointer          user_data,
              GError          **error)
{
  Bench *bench = user_data;
  g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();

  if (!write_catalogue (connection, changes, error))
    return FALSE;

  for (guint i = 1; i <= bench->n_orders; i++)
    {
      g_autoptr(BakeryOrder) order = make_up (bench, i);

      if (!console_sales_tally_count_order (changes->sales, connection, order, 1, error) ||
          (i % ORDERS_OF_PAGE == 0 && !console_sales_tally_flush (changes->sales, connection, error)))
        return FALSE;
    }

  return console_cache_changes_finish (changes, connection, error);
}

/* Processor time of this thread, in microseconds. */
static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
time_report (BakeryConnection       *connection,
             const Bench            *bench,
             const char             *name,
             int                     n_days,
             const char             *category,
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
       Bench                *bench,
       guint                 n,
       const char           *name)
{
  const gint64 began = get_time ();
  g_autoptr(GError) error = NULL;

  bakery_connection_transaction (connection, func, bench, &error);
  g_assert_no_error (error);
  g_print ("counting %u %s: %.1f µs each\n", n, name, (double) (get_time () - began) / MAX (n, 1));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) connection = NULL;
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
  count (connection, count_orders, &bench, bench.n_orders, "orders");
  count (connection, count_movements, &bench, bench.n_movements, "movements");
  time_report (connection, &bench, "28 days", 28, NULL, CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "one year", 365, NULL, CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "three years", N_DAYS, NULL, CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "three years of a category", N_DAYS, "Category 3", CONSOLE_SALES_WITHOUT_STOCK);
  time_report (connection, &bench, "28 days with the stock", 28, NULL, CONSOLE_SALES_STOCK_BY_DAY);
  time_report (connection, &bench, "one year with the stock by month", 365, NULL, CONSOLE_SALES_STOCK_BY_MONTH);
  time_report (connection, &bench, "one year with the stock by day", 365, NULL, CONSOLE_SALES_STOCK_BY_DAY);
  time_report (connection, &bench, "three years with the stock by month", N_DAYS, NULL, CONSOLE_SALES_STOCK_BY_MONTH);
  time_report (connection, &bench, "three years with the stock by day", N_DAYS, NULL, CONSOLE_SALES_STOCK_BY_DAY);
  g_rand_free (bench.random);

  return EXIT_SUCCESS;
}
