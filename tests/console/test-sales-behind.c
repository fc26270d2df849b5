/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is behind the figures of the Revenue page comes to the figures: all together, by row, by hour and weekday, and of a
 * category; and who the customers were. */

#include "config.h"

#include "sales-shop.h"

#include "bakery-order.h"
#include "bakery-time.h"

/* Of the business day: what is sold after midnight and before the cut-off is of the evening before. */
static int
find_weekday (gint64 store,
              gint64 time)
{
  GDate date;

  console_day_to_date (shop_find_day (store, time), &date);
  return g_date_get_weekday (&date) - G_DATE_MONDAY;
}

static int
find_hour (gint64 store,
           gint64 time)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (shop_get_time_zone (store));
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / BAKERY_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_get_hour (local);
}

static void
check_rows (Shop                     *shop,
            const ConsoleSalesReport *report,
            ConsoleSalesGrouping      grouping)
{
  const GPtrArray *rows = report->rows[grouping];

  g_assert_cmpuint (rows->len, >, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;

      slice.days = report->query->days;
      slice.grouping = grouping;
      slice.row = g_ptr_array_index (rows, i);
      shop_check_slice (shop, report, &slice, console_sales_figures_get_revenue (&slice.row->figures));
    }
}

/* What the cakes of a category came to that were sold in an hour of the week, and how many they were. */
static gint64
sum_hour (const Shop       *shop,
          gint64            store,
          gint64            parity,
          ConsoleSalesBasis basis,
          int               weekday,
          int               hour,
          gint64           *ret_quantity)
{
  gint64 sum = 0;

  *ret_quantity = 0;
  for (guint i = 0; i < shop->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (shop->orders, i);
      const gint64 time = shop_find_order_time (shop, order, basis);

      if (order->store != store || order->stage == BAKERY_STAGE_CANCELLED || time == 0 ||
          find_weekday (store, time) != weekday || find_hour (store, time) != hour)
        continue;
      for (guint j = 0; j < order->lines->len; j++)
        {
          const BakeryOrderLine *line = g_ptr_array_index (order->lines, j);
          const gboolean is_wanted = line->cake != 0 && line->cake % 2 == parity;

          sum += is_wanted ? line->total : 0;
          *ret_quantity += is_wanted ? line->quantity : 0;
        }
    }

  return sum;
}

/* The same where one category is wanted, and for each hour of the week. */
static void
test_behind_category (gconstpointer data)
{
  Shop *shop = (Shop *) data;

  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    {
      g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, 3, basis, "Odd");
      ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;

      slice.days = report->query->days;
      shop_check_slice (shop, report, &slice, report->total.sales);
      for (ConsoleSalesGrouping grouping = 0; grouping < CONSOLE_N_SALES_GROUPINGS; grouping++)
        {
          if (grouping != CONSOLE_SALES_PER_CATEGORY)
            check_rows (shop, report, grouping);
        }
      for (int hour = 0; hour < 24; hour++)
        {
          gint64 quantity;

          slice.weekday = hour % 7;
          slice.hour = hour;
          shop_check_slice (shop, report, &slice, sum_hour (shop, 3, 1, basis, slice.weekday, hour, &quantity));
          g_assert_cmpint (report->week[slice.weekday].counts[hour], ==, quantity);
        }
    }
}

static void
test_hours (gconstpointer data)
{
  Shop *shop = (Shop *) data;

  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    {
      g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, 3, basis, NULL);
      ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;

      slice.days = report->query->days;
      slice.subject = CONSOLE_SALES_OF_ORDERS;
      for (slice.hour = 0; slice.hour < 24; slice.hour++)
        {
          gint64 orders = 0;

          for (slice.weekday = 0; slice.weekday < 7; slice.weekday++)
            {
              orders += report->week[slice.weekday].counts[slice.hour];
              g_assert_cmpint (shop_count_slice (shop, report, &slice), ==, report->week[slice.weekday].counts[slice.hour]);
            }
          slice.weekday = -1;
          g_assert_cmpint (shop_count_slice (shop, report, &slice), ==, orders);
        }
    }
}

static void
test_behind (gconstpointer data)
{
  Shop *shop = (Shop *) data;

  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    {
      g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, 3, basis, NULL);
      ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;

      slice.days = report->query->days;
      shop_check_slice (shop, report, &slice, console_sales_figures_get_revenue (&report->total));
      slice.subject = CONSOLE_SALES_OF_REFUNDS;
      shop_check_slice (shop, report, &slice, report->total.refunds);
      slice.subject = CONSOLE_SALES_OF_EXPENSES;
      shop_check_slice (shop, report, &slice, console_sales_figures_get_expenses (&report->total));
      slice.subject = CONSOLE_SALES_OF_GOODS;
      shop_check_slice (shop, report, &slice, console_sales_figures_get_goods (&report->total));
      slice.subject = CONSOLE_SALES_OF_MARGIN;
      shop_check_slice (shop, report, &slice, console_sales_figures_get_margin (&report->total));
      slice.subject = CONSOLE_SALES_OF_ORDERS;
      g_assert_cmpint (shop_count_slice (shop, report, &slice), ==, report->total.orders);
      for (ConsoleSalesGrouping grouping = 0; grouping < CONSOLE_N_SALES_GROUPINGS; grouping++)
        check_rows (shop, report, grouping);
      for (guint i = 0; i < N_DAYS; i += 40)
        {
          slice = (ConsoleSalesSlice) CONSOLE_SALES_SLICE_INIT;
          slice.days = (ConsoleDayRange) { FIRST_DAY + (int) i, FIRST_DAY + (int) i };
          shop_check_slice (shop, report, &slice, console_sales_figures_get_revenue (&report->days[i]));
        }
    }
}

/* Customers */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static gboolean
is_on_days (const BakeryOrder *order,
            ConsoleDayRange    days)
{
  const int day = shop_find_day (order->store, order->order_date);

  return day >= days.first && day <= days.last;
}

/* Who ordered at some stores on some days; the shop's first order at any of them makes a customer a new one. */
static guint
find_customers (const Shop     *shop,
                const GArray   *stores,
                ConsoleDayRange days,
                guint          *ret_new)
{
  g_autoptr(GHashTable) customers = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) firsts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer first;

  for (guint i = 0; i < shop->orders->len; i++)
    {
      BakeryOrder *order = g_ptr_array_index (shop->orders, i);
      const gpointer customer = GINT_TO_POINTER ((int) order->customer);
      const BakeryOrder *known = g_hash_table_lookup (firsts, customer);

      if (order->customer == 0 || order->stage == BAKERY_STAGE_CANCELLED ||
          !g_array_binary_search ((GArray *) stores, &order->store, compare_ids, NULL))
        continue;
      if (known == NULL || order->order_date < known->order_date)
        g_hash_table_insert (firsts, customer, order);
      if (is_on_days (order, days))
        g_hash_table_add (customers, customer);
    }

  *ret_new = 0;
  g_hash_table_iter_init (&iter, firsts);
  while (g_hash_table_iter_next (&iter, NULL, &first))
    *ret_new += is_on_days (first, days);

  return g_hash_table_size (customers);
}

static void
check_customers (Shop           *shop,
                 const GArray   *stores,
                 ConsoleDayRange days)
{
  const ConsoleDayRange others = { days.first - CONSOLE_DAY_RANGE_LENGTH (days), days.first - 1 };
  g_autoptr(ConsoleSalesQuery) query = console_sales_query_new ();
  g_autoptr(ConsoleSalesReport) report = NULL;
  g_autoptr(GError) error = NULL;
  ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;
  guint n_new;

  query->days = days;
  query->others = others;
  g_array_append_vals (query->stores, stores->data, stores->len);
  report = console_sales_report_read (shop->connection, query, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->customers, ==, find_customers (shop, stores, days, &n_new));
  g_assert_cmpint (report->new_customers, ==, n_new);
  g_assert_cmpint (report->other_customers, ==, find_customers (shop, stores, others, &n_new));
  slice.days = days;
  slice.subject = CONSOLE_SALES_OF_CUSTOMERS;
  g_assert_cmpint (shop_count_slice (shop, report, &slice), ==, report->customers);
}

/* At each store, and at all of them, where nobody is counted twice: over few days, some months, and all. */
static void
test_customers (gconstpointer data)
{
  static const ConsoleDayRange ranges[] = {
    { FIRST_DAY + 300, FIRST_DAY + 300 }, { FIRST_DAY + 400, FIRST_DAY + 427 }, { FIRST_DAY + 200, FIRST_DAY + 260 },
    { FIRST_DAY + 333, FIRST_DAY + 420 }, { FIRST_DAY + 366, FIRST_DAY + 700 }, { FIRST_DAY, FIRST_DAY + N_DAYS - 1 },
    { FIRST_DAY + N_DAYS, FIRST_DAY + 2 * N_DAYS },
  };
  Shop *shop = (Shop *) data;
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 store = 1; store <= N_STORES; store++)
    {
      g_autoptr(GArray) one = g_array_new (FALSE, FALSE, sizeof (gint64));

      g_array_append_val (one, store);
      g_array_append_val (all, store);
      for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
        {
          check_customers (shop, one, ranges[i]);
          check_customers (shop, all, ranges[i]);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(Shop) shop = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  shop = shop_new_with_years ();

  g_test_add_data_func ("/sales/customers", shop, test_customers);
  g_test_add_data_func ("/sales/behind", shop, test_behind);
  g_test_add_data_func ("/sales/behind-category", shop, test_behind_category);
  g_test_add_data_func ("/sales/hours", shop, test_hours);

  return g_test_run ();
}
