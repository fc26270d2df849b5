/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What opens behind a number of the chart over time comes to exactly this number: of each subject, point and series, and of the
 * days that they are compared with. Figures say which stores they are of, and are of today when another day begins. Needs no
 * display. */

#include "config.h"

#include "sales-shop.h"

#include "console-revenue-charts.h"

#include "bakery-business-day.h"
#include "bakery-time.h"

#define STORE 3
#define N_SHOWN 60
#define BEGIN (FIRST_DAY + 380)

/* The books of one shop, with its days of two months and the two months before. */
typedef struct
{
  Shop               *shop;
  ConsoleSalesReport *report;
} Fixture;

static void
fixture_set_up (Fixture          *self,
                Shop             *shop,
                ConsoleSalesBasis basis,
                const char       *category)
{
  const gint64 store = STORE;
  g_autoptr(ConsoleSalesQuery) query = console_sales_query_new ();
  g_autoptr(GError) error = NULL;

  query->basis = basis;
  query->category = g_strdup (category);
  query->days = (ConsoleDayRange) { BEGIN, BEGIN + N_SHOWN - 1 };
  query->others = (ConsoleDayRange) { BEGIN - N_SHOWN, BEGIN - 1 };
  query->today = FIRST_DAY + N_DAYS - 1;
  query->stock = CONSOLE_SALES_STOCK_BY_DAY;
  g_array_append_val (query->stores, store);
  self->shop = shop;
  self->report = console_sales_report_read (shop->connection, query, &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture *self)
{
  g_clear_pointer (&self->report, console_sales_report_free);
}

/* What is behind a number: its money, or how many there are of what is counted: orders, or the cakes of a category in them. */
static gint64
read_number (const Fixture            *self,
             const ConsoleRevenueView *view,
             const ConsoleChartData   *data,
             guint                     point,
             int                       series)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ConsoleSalesOrders) found = NULL;
  ConsoleSalesSlice slice;

  g_assert_true (console_revenue_init_slice (view, point, series, &slice));
  found = console_sales_orders_read (self->shop->connection, view->report->query, &slice, &error);
  g_assert_no_error (error);

  g_assert_cmpint (found->n_cakes, >=, view->choice->category != NULL ? found->n_orders : 0);
  if (data->currency != NULL)
    return found->sum;

  return view->choice->category != NULL ? found->n_cakes : found->n_orders;
}

static gboolean
check_point (const Fixture            *self,
             const ConsoleRevenueView *view,
             const ConsoleChartData   *data,
             guint                     point)
{
  gint64 whole = 0;
  gboolean is_used = FALSE;

  for (guint i = 0; i < data->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (data, i);
      const gint64 value = series->values[point];

      g_test_message ("%s, %s, %s", data->title, console_chart_data_get_point (data, point)->title, series->title);
      g_assert_cmpint (read_number (self, view, data, point, (int) i), ==, value);
      whole += series->is_comparison ? 0 : value;
      is_used |= value != 0;
    }
  g_assert_cmpint (read_number (self, view, data, point, -1), ==, whole);

  return is_used;
}

static void
test_numbers (gconstpointer data)
{
  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    {
      Fixture self;
      g_autoptr(ConsoleRevenueChoice) choice = console_revenue_choice_new ();

      fixture_set_up (&self, (Shop *) data, basis, NULL);
      choice->step = CONSOLE_REVENUE_BY_WEEK;
      choice->comparison = CONSOLE_REVENUE_WITH_PREVIOUS;
      for (choice->subject = 0; choice->subject < CONSOLE_N_REVENUE_SUBJECTS; choice->subject++)
        {
          const ConsoleRevenueView shown = { self.report, choice, "INR", NULL };
          g_autoptr(ConsoleChartData) chart = console_revenue_create_time_chart (&shown);
          guint n_used = 0;

          g_assert_true (choice->subject == CONSOLE_REVENUE_OF_STAGES ||
                         console_chart_data_get_series (chart, chart->series->len - 1)->is_comparison);
          for (guint i = 0; i < chart->points->len; i++)
            n_used += check_point (&self, &shown, chart, i);
          /* These shops have no items. */
          g_assert_true (n_used > 0 || choice->subject == CONSOLE_REVENUE_OF_STOCK);
        }
      fixture_tear_down (&self);
    }
}

/* With a category chosen, what is counted are its cakes, and the orders behind a number have as many of them together. */
static void
test_cakes (gconstpointer data)
{
  static const ConsoleRevenueSubject counts[] = { CONSOLE_REVENUE_OF_ORDERS, CONSOLE_REVENUE_OF_STAGES };
  g_autoptr(ConsoleRevenueChoice) choice = console_revenue_choice_new ();
  Fixture self;

  fixture_set_up (&self, (Shop *) data, CONSOLE_SALES_BY_ORDER_DATE, "Even");
  choice->step = CONSOLE_REVENUE_BY_WEEK;
  choice->category = g_strdup ("Even");
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const ConsoleRevenueView shown = { self.report, choice, "INR", NULL };
      g_autoptr(ConsoleChartData) chart = NULL;
      guint n_used = 0;

      choice->subject = counts[i];
      chart = console_revenue_create_time_chart (&shown);
      for (guint j = 0; j < chart->points->len; j++)
        n_used += check_point (&self, &shown, chart, j);
      g_assert_cmpuint (n_used, >, 0);
    }
  fixture_tear_down (&self);
}

static BakeryStore *
make_store (gint64      id,
            const char *name)
{
  BakeryStore *store = bakery_store_new ();

  store->base.id = id;
  store->name = g_strdup (name);

  return store;
}

/* Figures of some stores do not say that they are of all. */
static void
test_stores (void)
{
  static const char *const texts[] = { "Opéra", "All stores in EUR", "All stores" };
  g_autoptr(GPtrArray) stores = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(ConsoleSalesQuery) query = console_sales_query_new ();
  const ConsoleSalesReport report = { .query = query };
  const ConsoleRevenueView view = { &report, NULL, "EUR", stores };

  g_ptr_array_add (stores, make_store (1, "Opéra"));
  g_ptr_array_add (stores, make_store (2, "Bastille"));
  g_ptr_array_add (stores, make_store (3, "Andheri"));
  for (gint64 id = 1; id <= 3; id++)
    {
      g_autofree char *text = NULL;

      g_array_append_val (query->stores, id);
      text = console_revenue_dup_stores (&view);
      g_assert_cmpstr (text, ==, texts[id - 1]);
    }
}

/* What is shown is of today until the business day of a store ends, be it another one than the store that is looked at. */
static void
test_present (void)
{
  g_autoptr(GPtrArray) stores = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(ConsoleRevenueChoice) choice = console_revenue_choice_new ();
  g_autoptr(ConsoleSalesQuery) query = NULL;
  BakeryStore *store = make_store (1, "Opéra");
  BakeryBusinessDay day;

  store->day_cutoff_minutes = 180;
  g_ptr_array_add (stores, store);
  g_ptr_array_add (stores, make_store (2, "Bastille"));
  bakery_business_day_init (&day, store, FIRST_DAY);
  query = console_revenue_choice_create_query (choice, store, stores, day.begin);
  g_assert_true (console_revenue_choice_is_present (choice, query, store, stores, day.end - 1));
  g_assert_false (console_revenue_choice_is_present (choice, query, store, stores, day.end));

  choice->all_stores = TRUE;
  g_clear_pointer (&query, console_sales_query_free);
  query = console_revenue_choice_create_query (choice, store, stores, day.begin);
  g_assert_true (console_revenue_choice_is_present (choice, query, store, stores, day.end - 4 * BAKERY_HOUR));
  g_assert_false (console_revenue_choice_is_present (choice, query, store, stores, day.end - 2 * BAKERY_HOUR));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(Shop) shop = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  shop = shop_new_with_years ();
  g_test_add_func ("/revenue/stores", test_stores);
  g_test_add_func ("/revenue/present", test_present);
  g_test_add_data_func ("/revenue/numbers", shop, test_numbers);
  g_test_add_data_func ("/revenue/cakes", shop, test_cakes);

  return g_test_run ();
}
