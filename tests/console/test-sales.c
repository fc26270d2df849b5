/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sums of what was sold and what goods cost: those that were kept all along are compared with a count of everything at the
 * end, and the reports with figures that this test adds up from the entities of the shops by itself. */

#include "config.h"

#include "sales-shop.h"

#include "console-sales-goods.h"
#include "console-sales-orders.h"
#include "console-sales-stock.h"

#include "bakery-order.h"
#include "bakery-payment.h"
#include "bakery-time.h"

static char **
dup_sums (Shop *shop)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GStrvBuilder) sums = g_strv_builder_new ();
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (shop->connection,
                               "SELECT json_array (grain, basis, store, key, day, hex (hours), orders, quantity, sales, tax, "
                               "delivery, refunds, n_refunds, ordered) AS row FROM sales UNION ALL "
                               "SELECT json_array ('customer', store, customer, first_at) FROM sold_customers UNION ALL "
                               "SELECT json_array ('day', store, day, hex (customers)) FROM sold_days ORDER BY row",
                               &error);
  gboolean has_row = TRUE;

  g_assert_no_error (error);
  while (has_row)
    {
      g_assert_true (bakery_statement_step (statement, &has_row, &error));
      if (has_row)
        g_strv_builder_add (sums, bakery_statement_peek_text (statement, 0));
    }

  return g_strv_builder_end (sums);
}

static void
test_recount (gconstpointer data)
{
  Shop *shop = (Shop *) data;
  g_auto(GStrv) kept = dup_sums (shop);
  g_auto(GStrv) counted = NULL;

  for (guint i = 0; i < shop->stores->len; i++)
    shop_recount (shop, g_ptr_array_index (shop->stores, i));
  counted = dup_sums (shop);

  g_assert_cmpuint (g_strv_length (kept), >, 5000);
  for (guint i = 0; kept[i] != NULL; i++)
    g_assert_cmpstr (kept[i], ==, counted[i]);
  g_assert_cmpuint (g_strv_length (kept), ==, g_strv_length (counted));
}

/* The same figures by another way: the entities, and GLib's calendar */

static gint64
sum_payments (const Shop *shop,
              gint64      order)
{
  gint64 sum = 0;

  for (guint i = 0; i < shop->payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (shop->payments, i);

      sum += payment->order == order ? payment->amount : 0;
    }

  return sum;
}

static gboolean
has_order (const Shop *shop,
           gint64      order)
{
  for (guint i = 0; i < shop->orders->len; i++)
    {
      if (((BakeryOrder *) g_ptr_array_index (shop->orders, i))->base.id == order)
        return TRUE;
    }

  return FALSE;
}

static void
expect (ConsoleSalesFigures *days,
        gint64               store,
        gint64               wanted,
        gint64               time,
        gint64               sales,
        gint64               refunds,
        gint64               orders)
{
  const int day = shop_find_day (store, time) - FIRST_DAY;

  if (store != wanted || day < 0 || day >= N_DAYS)
    return;

  days[day].sales += sales;
  days[day].refunds += refunds;
  days[day].orders += orders;
}

/* Money on the day it came, the order on the day of the first of it. */
static void
expect_payments (const Shop          *shop,
                 gint64               store,
                 const BakeryOrder   *order,
                 ConsoleSalesFigures *days)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < shop->payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (shop->payments, i);

      if (payment->order != order->base.id)
        continue;
      first = MIN (first, payment->paid_at);
      expect (days, order->store, store, payment->paid_at, payment->amount, 0, 0);
    }
  if (first != G_MAXINT64 && order->stage != BAKERY_STAGE_CANCELLED)
    expect (days, order->store, store, first, 0, 0, 1);
}

static void
expect_orders (const Shop          *shop,
               gint64               store,
               ConsoleSalesBasis    basis,
               ConsoleSalesFigures *days)
{
  for (guint i = 0; i < shop->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (shop->orders, i);
      const gboolean counts = order->stage != BAKERY_STAGE_CANCELLED;
      const gint64 due = order->due_at != 0 ? order->due_at : order->order_date;

      if (basis != CONSOLE_SALES_BY_PAYMENT_DATE)
        expect (days, order->store, store, basis == CONSOLE_SALES_BY_DUE_DATE ? due : order->order_date,
                counts ? order->total_price : sum_payments (shop, order->base.id), 0, counts);
      else
        expect_payments (shop, store, order, days);
    }
}

static void
expect_refunds (const Shop          *shop,
                gint64               store,
                ConsoleSalesFigures *days)
{
  for (guint i = 0; i < shop->refunds->len; i++)
    {
      const BakeryRefund *entity = g_ptr_array_index (shop->refunds, i);

      if (entity->status == BAKERY_REFUND_STATE_SUCCEEDED && has_order (shop, entity->order))
        expect (days, entity->store, store, entity->refunded_at != 0 ? entity->refunded_at : entity->created_at, 0,
                entity->amount, 0);
    }
}

static void
test_days (gconstpointer data)
{
  Shop *shop = (Shop *) data;

  for (gint64 store = 1; store <= N_STORES; store++)
    for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
      {
        g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, store, basis, NULL);
        g_autofree ConsoleSalesFigures *expected = g_new0 (ConsoleSalesFigures, N_DAYS);

        expect_orders (shop, store, basis, expected);
        expect_refunds (shop, store, expected);
        for (guint i = 0; i < N_DAYS; i++)
          {
            g_assert_cmpint (report->days[i].sales, ==, expected[i].sales);
            g_assert_cmpint (report->days[i].refunds, ==, expected[i].refunds);
            g_assert_cmpint (report->days[i].orders, ==, expected[i].orders);
          }
      }
}

static gint64
sum_rows (const GPtrArray *rows,
          gsize            member)
{
  gint64 sum = 0;

  for (guint i = 0; i < rows->len; i++)
    sum += G_STRUCT_MEMBER (gint64, &((ConsoleSalesRow *) g_ptr_array_index (rows, i))->figures, member);

  return sum;
}

#define SUM(report, grouping, member) \
  sum_rows ((report)->rows[grouping], G_STRUCT_OFFSET (ConsoleSalesFigures, member))

/* Whatever the money is told apart by, it is the same money. */
static void
test_groupings_agree (gconstpointer data)
{
  Shop *shop = (Shop *) data;

  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    {
      g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, 2, basis, NULL);
      g_autoptr(ConsoleSalesReport) even = shop_read_report (shop, 2, basis, "Even");
      g_autoptr(ConsoleSalesReport) odd = shop_read_report (shop, 2, basis, "Odd");
      g_autoptr(ConsoleSalesReport) other = shop_read_report (shop, 2, basis, "");
      const gint64 cakes = SUM (report, CONSOLE_SALES_PER_CAKE, sales);

      g_assert_cmpint (report->total.sales, >, 0);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_STORE, sales), ==, report->total.sales);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_METHOD, sales), ==, report->total.sales);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_METHOD, refunds), ==, report->total.refunds);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_CATEGORY, sales), ==, cakes);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_CAKE, quantity), ==, report->total.quantity);
      g_assert_cmpint (even->total.sales, ==, SUM (even, CONSOLE_SALES_PER_CAKE, sales));
      g_assert_cmpint (other->total.sales, ==, 0);
      g_assert_cmpint (even->total.sales + odd->total.sales, <, cakes);
    }
}

/* What the cakes of a category came to, from the lines of the orders. */
static gint64
sum_category (const Shop *shop,
              gint64      store,
              gint64      parity,
              const char *option,
              int         method,
              gboolean    cancelled,
              gint64     *ret_quantity)
{
  gint64 sum = 0;

  *ret_quantity = 0;
  for (guint i = 0; i < shop->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (shop->orders, i);

      if (order->store != store || (order->stage == BAKERY_STAGE_CANCELLED) != cancelled ||
          (method >= 0 && order->payment_method != method))
        continue;
      for (guint j = 0; j < order->lines->len; j++)
        {
          const BakeryOrderLine *line = g_ptr_array_index (order->lines, j);

          if (line->cake == 0 || line->cake % 2 != parity ||
              (option != NULL && (line->options == NULL || !g_strv_contains ((const char *const *) line->options, option))))
            continue;
          sum += line->total;
          *ret_quantity += line->quantity;
        }
    }

  return sum;
}

static const ConsoleSalesRow *
find_row (const ConsoleSalesReport *report,
          ConsoleSalesGrouping      grouping,
          gint64                    number,
          const char               *name)
{
  for (guint i = 0; i < report->rows[grouping]->len; i++)
    {
      const ConsoleSalesRow *row = g_ptr_array_index (report->rows[grouping], i);

      if (row->number == number && g_strcmp0 (row->name, name) == 0)
        return row;
    }

  return NULL;
}

static gint64
round_quotient (gint64 sum,
                gint64 n)
{
  return (2 * sum + n) / (2 * n);
}

/* The average is that of the orders that were not cancelled, whatever was kept of the others, and of those that are behind the
 * figure. */
static void
test_average (gconstpointer data)
{
  Shop *shop = (Shop *) data;

  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    for (gint64 store = 1; store <= N_STORES; store++)
      {
        g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, store, basis, NULL);
        ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;
        gint64 sum = 0;
        gint64 n = 0;

        for (guint i = 0; i < shop->orders->len; i++)
          {
            const BakeryOrder *order = g_ptr_array_index (shop->orders, i);
            const gint64 time = shop_find_order_time (shop, order, basis);
            const int day = shop_find_day (store, time) - FIRST_DAY;

            if (order->store == store && order->stage != BAKERY_STAGE_CANCELLED && time != 0 && day >= 0 && day < N_DAYS)
              {
                sum += order->total_price;
                n++;
              }
          }

        g_assert_cmpint (n, >, 0);
        g_assert_cmpint (console_sales_figures_get_average (&report->total), ==, round_quotient (sum, n));
        slice.days = report->query->days;
        slice.subject = CONSOLE_SALES_OF_ORDERS;
        shop_check_slice (shop, report, &slice, sum);
        g_assert_cmpint (shop_count_slice (shop, report, &slice), ==, n);
      }
}

/* Half a minor unit goes away from nothing, for orders and cakes. */
static void
test_rounding (void)
{
  static const gint64 expected[][3] = { { 5, 2, 3 }, { -5, 2, -3 }, { 7, 3, 2 }, { 8, 3, 3 }, { -8, 3, -3 }, { 5, 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const ConsoleSalesFigures orders = { .ordered = expected[i][0], .orders = expected[i][1], .sales = 100 };
      const ConsoleSalesFigures cakes = { .sales = expected[i][0], .quantity = expected[i][1] };

      g_assert_cmpint (console_sales_figures_get_average (&orders), ==, expected[i][2]);
      g_assert_cmpint (console_sales_figures_get_average_cake (&cakes), ==, expected[i][2]);
    }
}

/* Where one category is wanted, each figure is of its cakes: in all, by day, hour, method, stage and option. */
static void
test_category (gconstpointer data)
{
  Shop *shop = (Shop *) data;
  g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, 2, CONSOLE_SALES_BY_ORDER_DATE, "Even");
  gint64 quantity;
  gint64 cancelled;
  const gint64 sum = sum_category (shop, 2, 0, NULL, -1, FALSE, &quantity);

  g_assert_cmpint (report->total.sales, ==, sum);
  g_assert_cmpint (report->total.quantity, ==, quantity);
  g_assert_cmpint (console_sales_figures_get_average_cake (&report->total), ==, round_quotient (sum, quantity));
  g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_METHOD, sales), ==, sum);
  g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_CATEGORY, sales), ==, sum);
  g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_STORE, sales), ==, sum);
  g_assert_nonnull (find_row (report, CONSOLE_SALES_PER_CATEGORY, 0, "Odd"));
  g_assert_cmpint (find_row (report, CONSOLE_SALES_PER_OPTION, 0, "Eggless")->figures.sales, ==,
                   sum_category (shop, 2, 0, "Eggless", -1, FALSE, &quantity));
  g_assert_cmpint (find_row (report, CONSOLE_SALES_PER_OPTION, 0, "Eggless")->figures.quantity, ==, quantity);
  for (int method = 0; method < 4; method++)
    g_assert_cmpint (find_row (report, CONSOLE_SALES_PER_METHOD, method, NULL)->figures.sales, ==,
                     sum_category (shop, 2, 0, NULL, method, FALSE, &quantity));
  sum_category (shop, 2, 0, NULL, -1, TRUE, &cancelled);
  g_assert_cmpint (cancelled, >, 0);
  g_assert_cmpint (find_row (report, CONSOLE_SALES_PER_STAGE, BAKERY_STAGE_CANCELLED, NULL)->figures.quantity, ==, cancelled);
  g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_STAGE, quantity), ==, report->total.quantity + cancelled);
  g_assert_cmpint (report->total.purchases + report->total.used + report->total.refunds, ==, 0);
}

static void
check_category (Shop       *shop,
                const char *category,
                gint64      expected)
{
  g_autoptr(ConsoleSalesReport) whole = shop_read_report (shop, 2, CONSOLE_SALES_BY_ORDER_DATE, NULL);
  g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, 2, CONSOLE_SALES_BY_ORDER_DATE, category);
  const ConsoleSalesRow *row = find_row (whole, CONSOLE_SALES_PER_CATEGORY, 0, category);
  ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;

  g_assert_cmpint (report->total.sales, ==, expected);
  g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_METHOD, sales), ==, expected);
  g_assert_cmpint (row != NULL ? row->figures.sales : 0, ==, expected);
  slice.days = report->query->days;
  shop_check_slice (shop, report, &slice, expected);
  if (row == NULL)
    return;

  g_assert_cmpint (report->rows[CONSOLE_SALES_PER_OPTION]->len, >, 0);
  slice.grouping = CONSOLE_SALES_PER_CATEGORY;
  slice.row = row;
  shop_check_slice (shop, whole, &slice, expected);
}

/* What was sold goes by the category that a cake has, like the server's reports, and by its last one when it is off the
 * catalogue. */
static void
test_changed_catalogue (gconstpointer data)
{
  Shop *shop = (Shop *) data;
  g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, 2, CONSOLE_SALES_BY_ORDER_DATE, NULL);
  const gint64 second = find_row (report, CONSOLE_SALES_PER_CAKE, 2, "Cake 2")->figures.sales;
  const gint64 fourth = find_row (report, CONSOLE_SALES_PER_CAKE, 4, "Cake 4")->figures.sales;

  g_assert_cmpint (second, >, 0);
  g_assert_cmpint (fourth, >, 0);
  check_category (shop, "Even", second + fourth);

  shop_remove_cake (shop, 2, "Even");
  check_category (shop, "Even", second + fourth);
  shop_put_cake (shop, 4, "Round");
  check_category (shop, "Even", second);
  check_category (shop, "Round", fourth);
  shop_remove_cake (shop, 4, "Square");
  check_category (shop, "Round", 0);
  check_category (shop, "Square", fourth);

  shop_put_cake (shop, 2, "Even");
  shop_put_cake (shop, 4, "Even");
  check_category (shop, "Even", second + fourth);
  check_category (shop, "Square", 0);
}

/* The largest row comes first, by what is shown of it. */
static void
test_ranks (gconstpointer data)
{
  static const char *const categories[] = { NULL, "Even" };
  Shop *shop = (Shop *) data;

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, 2, CONSOLE_SALES_BY_ORDER_DATE, categories[i]);

      for (ConsoleSalesGrouping grouping = 0; grouping < CONSOLE_N_SALES_GROUPINGS; grouping++)
        for (guint row = 1; row < report->rows[grouping]->len; row++)
          {
            const ConsoleSalesRow *before = g_ptr_array_index (report->rows[grouping], row - 1);
            const ConsoleSalesRow *after = g_ptr_array_index (report->rows[grouping], row);

            if (grouping != CONSOLE_SALES_PER_STAGE)
              g_assert_cmpint (console_sales_figures_get_revenue (&before->figures), >=,
                               console_sales_figures_get_revenue (&after->figures));
            else if (i == 0)
              g_assert_cmpint (before->figures.orders, >=, after->figures.orders);
            else
              g_assert_cmpint (before->figures.quantity, >=, after->figures.quantity);
          }
    }
}

/* Rows that are not wanted are not there, and change nothing else. */
static void
test_wanted_rows (gconstpointer data)
{
  static const char *const categories[] = { NULL, "Odd" };
  Shop *shop = (Shop *) data;

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      g_autoptr(ConsoleSalesReport) whole = shop_read_report (shop, 1, CONSOLE_SALES_BY_DUE_DATE, categories[i]);
      g_autoptr(ConsoleSalesQuery) query = console_sales_query_copy (whole->query);
      g_autoptr(ConsoleSalesReport) report = NULL;
      g_autoptr(GError) error = NULL;

      query->groupings = CONSOLE_SALES_GROUPING_BIT (CONSOLE_SALES_PER_STAGE);
      report = console_sales_report_read (shop->connection, query, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (&report->total, sizeof report->total, &whole->total, sizeof whole->total);
      g_assert_cmpmem (report->days, N_DAYS * sizeof *report->days, whole->days, N_DAYS * sizeof *whole->days);
      g_assert_cmpuint (report->rows[CONSOLE_SALES_PER_CAKE]->len, ==, whole->rows[CONSOLE_SALES_PER_CAKE]->len);
      g_assert_cmpuint (report->rows[CONSOLE_SALES_PER_CATEGORY]->len, ==, whole->rows[CONSOLE_SALES_PER_CATEGORY]->len);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_STAGE, quantity), ==, SUM (whole, CONSOLE_SALES_PER_STAGE, quantity));
      g_assert_cmpuint (whole->rows[CONSOLE_SALES_PER_METHOD]->len, >, 0);
      g_assert_cmpuint (report->rows[CONSOLE_SALES_PER_METHOD]->len, ==, 0);
      g_assert_cmpuint (whole->rows[CONSOLE_SALES_PER_OPTION]->len, >, 0);
      g_assert_cmpuint (report->rows[CONSOLE_SALES_PER_OPTION]->len, ==, 0);
    }
}

/* Goods, as money */

static gint64
sum_goods (const Shop *shop,
           gint64      store,
           int         kind,
           int         day)
{
  gint64 sum = 0;

  for (guint i = 0; i < shop->movements->len; i++)
    {
      const BakeryStockMovement *movement = g_ptr_array_index (shop->movements, i);

      if (movement->store == store && movement->kind == kind && shop_find_day (store, movement->at) == day)
        sum += movement->quantity < 0 ? -movement->cost : movement->cost;
    }

  return sum;
}

static void
test_goods (gconstpointer data)
{
  Shop *shop = (Shop *) data;

  for (gint64 store = 1; store <= N_STORES; store++)
    {
      g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, store, CONSOLE_SALES_BY_DUE_DATE, NULL);
      gint64 goods = 0;

      for (int i = 0; i < N_DAYS; i++)
        {
          const ConsoleSalesFigures *day = &report->days[i];

          g_assert_cmpint (day->purchases, ==, sum_goods (shop, store, BAKERY_MOVEMENT_PURCHASE, FIRST_DAY + i));
          g_assert_cmpint (day->used, ==, -sum_goods (shop, store, BAKERY_MOVEMENT_CONSUME, FIRST_DAY + i));
          g_assert_cmpint (day->waste, ==, -sum_goods (shop, store, BAKERY_MOVEMENT_WASTE, FIRST_DAY + i));
          g_assert_cmpint (day->missing, ==, -sum_goods (shop, store, BAKERY_MOVEMENT_COUNT, FIRST_DAY + i));
          goods += day->used + day->waste + day->missing;
        }

      g_assert_cmpint (goods, >, 0);
      g_assert_cmpint (console_sales_figures_get_margin (&report->total), ==,
                       report->total.sales - report->total.refunds - goods);
      g_assert_cmpint (console_sales_figures_get_expenses (&report->total), ==,
                       report->total.purchases + report->total.refunds);
      /* Two and a half packs. */
      g_assert_cmpint (report->stock_value, ==, 1250);
    }
}

/* What was done without the network has no cost yet, and counts all the same. */
static void
test_goods_that_wait (gconstpointer data)
{
  Shop *shop = (Shop *) data;
  g_autoptr(ConsoleSalesReport) before = shop_read_report (shop, 1, CONSOLE_SALES_BY_ORDER_DATE, NULL);
  g_autoptr(BakeryStockMovement) waste = shop_make_movement (-1, 1, BAKERY_MOVEMENT_WASTE, 0, 0,
                                                             (FIRST_DAY + 10) * BAKERY_DAY + 12 * BAKERY_HOUR);
  g_autoptr(ConsoleSalesReport) after = NULL;
  ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;

  waste->amount = 500 * BAKERY_QUANTITY_ONE;
  shop_put (shop, waste);
  after = shop_read_report (shop, 1, CONSOLE_SALES_BY_ORDER_DATE, NULL);
  g_assert_cmpint (after->days[10].waste, ==, before->days[10].waste + 250);
  g_assert_cmpint (after->stock_value, ==, before->stock_value - 250);
  slice.days = after->query->days;
  slice.subject = CONSOLE_SALES_OF_GOODS;
  shop_check_slice (shop, after, &slice, console_sales_figures_get_goods (&after->total));
}

/* A store can leave the cache after it was chosen: then there is nothing there, and an answer all the same. */
static void
test_unknown_store (gconstpointer data)
{
  static const ConsoleSalesSubject subjects[] = { CONSOLE_SALES_OF_REVENUE, CONSOLE_SALES_OF_MARGIN, CONSOLE_SALES_OF_STOCK };
  Shop *shop = (Shop *) data;
  g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, N_STORES + 1, CONSOLE_SALES_BY_ORDER_DATE, NULL);
  g_autoptr(ConsoleSalesStock) stock = NULL;
  g_autoptr(GError) error = NULL;
  ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;

  g_assert_nonnull (report);
  g_assert_cmpint (report->stock_value, ==, 0);
  g_assert_false (report->is_used);
  slice.days = report->query->days;
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      slice.subject = subjects[i];
      shop_check_slice (shop, report, &slice, 0);
    }

  stock = console_sales_stock_read (shop->connection, N_STORES + 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (stock);
}

/* Cakes, tax and delivery come to the sales of the orders that were not cancelled, to the last minor unit. */
static void
test_cakes_reconcile (gconstpointer data)
{
  Shop *shop = (Shop *) data;
  g_autoptr(ConsoleSalesReport) report = shop_read_report (shop, 1, CONSOLE_SALES_BY_ORDER_DATE, NULL);
  gint64 cancelled = 0;

  for (guint i = 0; i < shop->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (shop->orders, i);

      if (order->store == 1 && order->stage == BAKERY_STAGE_CANCELLED)
        cancelled += sum_payments (shop, order->base.id);
    }

  g_assert_cmpint (cancelled, >, 0);
  g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_CAKE, sales) + report->total.tax + report->total.delivery + cancelled,
                   ==, report->total.sales);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(Shop) shop = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  shop = shop_new_with_years ();

  g_test_add_data_func ("/sales/recount", shop, test_recount);
  g_test_add_data_func ("/sales/days", shop, test_days);
  g_test_add_data_func ("/sales/average", shop, test_average);
  g_test_add_func ("/sales/rounding", test_rounding);
  g_test_add_data_func ("/sales/groupings-agree", shop, test_groupings_agree);
  g_test_add_data_func ("/sales/cakes-reconcile", shop, test_cakes_reconcile);
  g_test_add_data_func ("/sales/category", shop, test_category);
  g_test_add_data_func ("/sales/changed-catalogue", shop, test_changed_catalogue);
  g_test_add_data_func ("/sales/ranks", shop, test_ranks);
  g_test_add_data_func ("/sales/wanted-rows", shop, test_wanted_rows);
  g_test_add_data_func ("/sales/goods", shop, test_goods);
  g_test_add_data_func ("/sales/unknown-store", shop, test_unknown_store);
  /* Leaves something that waits. */
  g_test_add_data_func ("/sales/goods-that-wait", shop, test_goods_that_wait);

  return g_test_run ();
}
