/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a report from the sums that the cache keeps. Days that fill a month are read from the sums by month where there are
 * many keys, so that three years cost little more than three months. Any thread; blocks. */

#include "config.h"

#include "console-sales-report-private.h"

#include "console-cache-schema.h"
#include "console-sales-collector.h"
#include "console-sales-customers.h"
#include "console-sales-stock.h"

#include <string.h>

#define SUMS "orders, quantity, sales, tax, delivery, refunds, n_refunds, ordered"
#define SUM_OF_SUMS                                                                                                    \
  "sum (orders), sum (quantity), sum (sales), sum (tax), sum (delivery), sum (refunds), sum (n_refunds), "              \
  "sum (ordered)"

/* Cakes of the category that is wanted, each with the numbers that its keys can have. The plus takes the type off the id: keys
 * are of any type, and are found by their index only as such. */
#define CAKES_AND_NUMBERS                                                                                              \
  "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < "                         \
  G_STRINGIFY (CONSOLE_SALES_KEYS_OF_CAKE) ") "
#define FROM_CAKES_AND_NUMBERS                                                                                         \
  "FROM known_cakes AS cakes CROSS JOIN numbers CROSS JOIN sales "                                                     \
  "ON sales.key = cakes.id * " G_STRINGIFY (CONSOLE_SALES_KEYS_OF_CAKE) " + n "                                        \
  "AND grain = $1 AND basis = $2 AND sales.store = $3 AND day BETWEEN $4 AND $5 WHERE cakes.category = $6 "

/* All keys that cakes of the wanted category have with texts. */
#define KEYS_OF_CAKES                                                                                                  \
  "WITH RECURSIVE wanted (low, high) AS ("                                                                             \
  "SELECT id || char (31), id || char (32) FROM known_cakes WHERE category = $6), "                                    \
  "keys (key, high) AS ("                                                                                              \
  "SELECT (SELECT min (key) FROM sales WHERE grain = $1 AND basis = $2 AND store = $3 AND key >= low AND key < high), "  \
  "high FROM wanted UNION ALL "                                                                                        \
  "SELECT (SELECT min (key) FROM sales WHERE grain = $1 AND basis = $2 AND store = $3 AND key > keys.key "             \
  "AND key < keys.high), high FROM keys WHERE keys.key IS NOT NULL) "

/* All keys that a grain has at a store, each found by one step in the index. */
#define KEYS                                                                                                           \
  "WITH RECURSIVE keys (key) AS ("                                                                                     \
  "SELECT (SELECT min (key) FROM sales WHERE grain = $1 AND basis = $2 AND store = $3) UNION ALL "                     \
  "SELECT (SELECT min (key) FROM sales WHERE grain = $1 AND basis = $2 AND store = $3 AND key > keys.key) "            \
  "FROM keys WHERE keys.key IS NOT NULL) "

/* Those of them that have something on the days. */
#define FROM_KEYS_IN_USE                                                                                               \
  "FROM keys WHERE EXISTS (SELECT 1 FROM sales WHERE sales.key = keys.key AND grain = $1 AND basis = $2 AND store = $3 "  \
  "AND day BETWEEN $4 AND $5) "

#define FROM_KEYS                                                                                                      \
  "FROM keys CROSS JOIN sales ON sales.key = keys.key AND grain = $1 AND basis = $2 AND store = $3 "                   \
  "AND day BETWEEN $4 AND $5 "

typedef struct
{
  ConsoleSalesCollector collector;
  ConsoleSalesReport   *report;
  BakeryConnection     *connection;
} SalesReading;

static void
get_figures (BakeryStatement     *statement,
             guint                column,
             ConsoleSalesFigures *ret_figures)
{
  ret_figures->orders = bakery_statement_get_int (statement, column);
  ret_figures->quantity = bakery_statement_get_int (statement, column + 1);
  ret_figures->sales = bakery_statement_get_int (statement, column + 2);
  ret_figures->tax = bakery_statement_get_int (statement, column + 3);
  ret_figures->delivery = bakery_statement_get_int (statement, column + 4);
  ret_figures->refunds = bakery_statement_get_int (statement, column + 5);
  ret_figures->n_refunds = bakery_statement_get_int (statement, column + 6);
  ret_figures->ordered = bakery_statement_get_int (statement, column + 7);
}

/* The columns are the key, whether that is a text, the day, the hours, and the figures. */
static gboolean
run_query (SalesReading           *reading,
           const char             *sql,
           ConsoleSalesGrain       grain,
           gint64                  store,
           ConsoleDayRange         range,
           ConsoleSalesCollectFunc func,
           GError                **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (reading->connection, sql, error);
  const ConsoleSalesQuery *query = reading->report->query;
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, grain);
  bakery_statement_bind_int (statement, 2, grain == CONSOLE_SALES_GOODS ? 0 : query->basis);
  bakery_statement_bind_int (statement, 3, store);
  bakery_statement_bind_int (statement, 4, range.first);
  bakery_statement_bind_int (statement, 5, range.last);
  if (strstr (sql, "$6") != NULL)
    bakery_statement_bind_text (statement, 6, query->category);

  while (has_row)
    {
      ConsoleSalesAnswer answer = { .store = store };

      if (!bakery_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      if (bakery_statement_get_int (statement, 1) != 0)
        answer.text = bakery_statement_peek_text (statement, 0);
      else
        answer.number = bakery_statement_get_int (statement, 0);
      answer.day = (int) bakery_statement_get_int (statement, 2);
      console_sales_hours_add_column (&answer.hours, statement, 3);
      get_figures (statement, 4, &answer.figures);
      func (&reading->collector, &answer);
    }

  return TRUE;
}

static gboolean
read_totals (SalesReading   *reading,
             gint64          store,
             ConsoleDayRange range,
             GError        **error)
{
  return run_query (reading,
                    "SELECT 0, 0, day, hours, " SUMS " FROM sales WHERE grain = $1 AND basis = $2 AND store = $3 "
                    "AND key = 0 AND day BETWEEN $4 AND $5",
                    CONSOLE_SALES_TOTAL, store, range, console_sales_collector_take_total, error);
}

static gboolean
read_wanted_cakes (SalesReading   *reading,
                   gint64          store,
                   ConsoleDayRange range,
                   GError        **error)
{
  return run_query (reading,
                    "SELECT cakes.id, 0, day, hours, " SUMS " FROM known_cakes AS cakes "
                    "CROSS JOIN sales ON sales.key = +cakes.id "
                    "AND grain = $1 AND basis = $2 AND sales.store = $3 AND day BETWEEN $4 AND $5 "
                    "WHERE cakes.category = $6",
                    CONSOLE_SALES_CAKE, store, range, console_sales_collector_take_wanted_cake, error);
}

/* Which categories have something on the days. */
static gboolean
read_categories (SalesReading   *reading,
                 gint64          store,
                 ConsoleDayRange range,
                 GError        **error)
{
  return run_query (reading,
                    KEYS "SELECT keys.key, typeof (keys.key) = 'text', 0, NULL, 0, 0, 0, 0, 0, 0, 0, 0 " FROM_KEYS_IN_USE,
                    CONSOLE_SALES_CAKE, store, range, console_sales_collector_take_category, error);
}

static gboolean
read_numbers_of_cakes (SalesReading           *reading,
                       ConsoleSalesGrain       grain,
                       gint64                  store,
                       ConsoleDayRange         range,
                       ConsoleSalesCollectFunc func,
                       GError                **error)
{
  return run_query (reading, CAKES_AND_NUMBERS "SELECT n, 0, day, NULL, " SUMS " " FROM_CAKES_AND_NUMBERS, grain, store,
                    range, func, error);
}

static gboolean
read_by_day (SalesReading           *reading,
             ConsoleSalesGrain       grain,
             gint64                  store,
             ConsoleDayRange         range,
             ConsoleSalesCollectFunc func,
             GError                **error)
{
  return run_query (reading,
                    KEYS "SELECT sales.key, 0, day, NULL, " SUMS " " FROM_KEYS,
                    grain, store, range, func, error);
}

static gboolean
read_sums (SalesReading           *reading,
           ConsoleSalesGrain       grain,
           gint64                  store,
           ConsoleDayRange         range,
           ConsoleSalesCollectFunc func,
           GError                **error)
{
  if (range.last < range.first)
    return TRUE;
  if (grain == CONSOLE_SALES_CAKE_OPTION || grain == CONSOLE_SALES_CAKE_OPTION_MONTH)
    return run_query (reading,
                      KEYS_OF_CAKES "SELECT substr (sales.key, instr (sales.key, char (31)) + 1) AS option, 1, 0, NULL, "
                      SUM_OF_SUMS " " FROM_KEYS "GROUP BY option",
                      grain, store, range, func, error);

  return run_query (reading,
                    KEYS "SELECT sales.key, typeof (sales.key) = 'text', 0, NULL, " SUM_OF_SUMS " " FROM_KEYS
                    "GROUP BY sales.key",
                    grain, store, range, func, error);
}

/* The days before the first whole month, the whole months, and the days after the last one. */
static gboolean
read_keys (SalesReading           *reading,
           ConsoleSalesGrain       by_day,
           ConsoleSalesGrain       by_month,
           gint64                  store,
           ConsoleDayRange         range,
           ConsoleSalesCollectFunc func,
           GError                **error)
{
  const int first_month = console_day_add_months (console_day_get_month (range.first - 1), 1);
  const int next_month = console_day_get_month (range.last + 1);

  if (next_month <= first_month)
    return read_sums (reading, by_day, store, range, func, error);

  return read_sums (reading, by_day, store, (ConsoleDayRange) { range.first, first_month - 1 }, func, error) &&
         read_sums (reading, by_month, store, (ConsoleDayRange) { first_month, next_month - 1 }, func, error) &&
         read_sums (reading, by_day, store, (ConsoleDayRange) { next_month, range.last }, func, error);
}

static gboolean
is_wanted (const SalesReading  *reading,
           ConsoleSalesGrouping grouping)
{
  return (reading->report->query->groupings & CONSOLE_SALES_GROUPING_BIT (grouping)) != 0;
}

static gboolean
read_store (SalesReading   *reading,
            gint64          store,
            ConsoleDayRange range,
            GError        **error)
{
  return read_totals (reading, store, range, error) &&
         read_keys (reading, CONSOLE_SALES_CAKE, CONSOLE_SALES_CAKE_MONTH, store, range, console_sales_collector_take_cake,
                    error) &&
         read_by_day (reading, CONSOLE_SALES_GOODS, store, range, console_sales_collector_take_goods, error) &&
         (!is_wanted (reading, CONSOLE_SALES_PER_METHOD) ||
          read_by_day (reading, CONSOLE_SALES_METHOD, store, range, console_sales_collector_take_method, error)) &&
         (!is_wanted (reading, CONSOLE_SALES_PER_STAGE) ||
          read_by_day (reading, CONSOLE_SALES_STAGE, store, range, console_sales_collector_take_stage, error)) &&
         (!is_wanted (reading, CONSOLE_SALES_PER_OPTION) ||
          read_keys (reading, CONSOLE_SALES_OPTION, CONSOLE_SALES_OPTION_MONTH, store, range,
                     console_sales_collector_take_option, error));
}

static gboolean
read_category_of_store (SalesReading   *reading,
                        gint64          store,
                        ConsoleDayRange range,
                        GError        **error)
{
  return read_wanted_cakes (reading, store, range, error) &&
         read_categories (reading, store, range, error) &&
         (!is_wanted (reading, CONSOLE_SALES_PER_METHOD) ||
          read_numbers_of_cakes (reading, CONSOLE_SALES_CAKE_METHOD, store, range, console_sales_collector_take_method,
                                 error)) &&
         (!is_wanted (reading, CONSOLE_SALES_PER_STAGE) ||
          read_numbers_of_cakes (reading, CONSOLE_SALES_CAKE_STAGE, store, range, console_sales_collector_take_stage,
                                 error)) &&
         (!is_wanted (reading, CONSOLE_SALES_PER_OPTION) ||
          read_keys (reading, CONSOLE_SALES_CAKE_OPTION, CONSOLE_SALES_CAKE_OPTION_MONTH, store, range,
                     console_sales_collector_take_option, error));
}

static gboolean
read_range (SalesReading   *reading,
            ConsoleDayRange range,
            GError        **error)
{
  const ConsoleSalesQuery *query = reading->report->query;

  for (guint i = 0; range.first <= range.last && i < query->stores->len; i++)
    {
      const gint64 store = g_array_index (query->stores, gint64, i);
      const gboolean is_read = query->category != NULL ? read_category_of_store (reading, store, range, error)
                                                       : read_store (reading, store, range, error);

      if (!is_read)
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_cakes (SalesReading *reading,
            GError      **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (reading->connection,
                               "SELECT id, name, category FROM known_cakes", error);
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!bakery_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      console_sales_collector_name_cake (&reading->collector, bakery_statement_get_int (statement, 0),
                                         bakery_statement_dup_text (statement, 1), bakery_statement_dup_text (statement, 2));
    }

  return statement != NULL;
}

static gboolean
read_age (SalesReading *reading,
          GError      **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *synced = console_cache_state_dup (reading->connection, "last-sync", &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  reading->report->synced_at = synced != NULL ? g_ascii_strtoll (synced, NULL, 10) : 0;
  return TRUE;
}

static void
add_waiting (SalesReading   *reading,
             gint64          store,
             ConsoleDayRange range,
             const GArray   *movements)
{
  for (guint i = 0; i < movements->len; i++)
    {
      const ConsoleSalesGoods *goods = &g_array_index (movements, ConsoleSalesGoods, i);

      if (goods->day >= range.first && goods->day <= range.last)
        console_sales_collector_add_goods (&reading->collector, store, goods->day, goods->kind, goods->cost);
    }
}

static gboolean
read_stock_values (SalesReading            *reading,
                   const ConsoleSalesStock *stock,
                   GError                 **error)
{
  ConsoleSalesReport *report = reading->report;
  const ConsoleSalesQuery *query = report->query;

  return query->stock == CONSOLE_SALES_WITHOUT_STOCK ||
         (console_sales_stock_add_values (stock, reading->connection, query->days, query->today,
                                          query->stock == CONSOLE_SALES_STOCK_BY_MONTH, report->stock_values, error) &&
          console_sales_stock_add_values (stock, reading->connection, query->others, query->today, FALSE,
                                          report->other_stock_values, error));
}

/* What waits to be sent is in no sums. */
static gboolean
read_stock (SalesReading *reading,
            gint64        store,
            GError      **error)
{
  const ConsoleSalesQuery *query = reading->report->query;
  g_autoptr(ConsoleSalesStock) stock = console_sales_stock_read (reading->connection, store, error);

  if (stock == NULL)
    return FALSE;

  reading->report->stock_value += console_sales_stock_get_value (stock);
  reading->collector.is_other = FALSE;
  add_waiting (reading, store, query->days, stock->waiting);
  reading->collector.is_other = TRUE;
  add_waiting (reading, store, query->others, stock->waiting);

  return read_stock_values (reading, stock, error);
}

static gboolean
read_goods (SalesReading *reading,
            GError      **error)
{
  const ConsoleSalesQuery *query = reading->report->query;

  for (guint i = 0; query->category == NULL && i < query->stores->len; i++)
    {
      if (!read_stock (reading, g_array_index (query->stores, gint64, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_use (SalesReading *reading,
          GError      **error)
{
  ConsoleSalesReport *report = reading->report;
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (reading->connection,
                               "SELECT EXISTS (SELECT 1 FROM sales WHERE grain = $1 AND basis = $2 AND store = $3)", error);
  gboolean has_row;

  for (guint i = 0; statement != NULL && i < report->query->stores->len; i++)
    {
      bakery_statement_bind_int (statement, 1, CONSOLE_SALES_STAGE);
      bakery_statement_bind_int (statement, 2, CONSOLE_SALES_BY_ORDER_DATE);
      bakery_statement_bind_int (statement, 3, g_array_index (report->query->stores, gint64, i));
      if (!bakery_statement_step (statement, &has_row, error))
        return FALSE;
      report->is_used = report->is_used || bakery_statement_get_int (statement, 0) != 0;
      if (!bakery_statement_rewind (statement, error))
        return FALSE;
    }

  return statement != NULL;
}

static gboolean
read_customers (SalesReading *reading,
                GError      **error)
{
  ConsoleSalesReport *report = reading->report;
  const ConsoleSalesQuery *query = report->query;
  gint64 other_new;

  return console_sales_customers_count (reading->connection, query->stores, query->days, &report->customers,
                                        &report->new_customers, error) &&
         console_sales_customers_count (reading->connection, query->stores, query->others, &report->other_customers,
                                        &other_new, error);
}

static gboolean
read_all (SalesReading *reading,
          GError      **error)
{
  ConsoleSalesReport *report = reading->report;
  const ConsoleSalesQuery *query = report->query;

  if (!read_cakes (reading, error) || !read_range (reading, query->days, error))
    return FALSE;

  reading->collector.is_other = TRUE;
  if (!read_range (reading, query->others, error) || !read_goods (reading, error) || !read_customers (reading, error) ||
      !read_use (reading, error) || !read_age (reading, error))
    return FALSE;

  console_sales_collector_rank (&reading->collector);

  return TRUE;
}

/**
 * console_sales_report_read:
 * @connection: a connection that has the cache, in a snapshot
 * @query: what is wanted
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads a report.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with @error set
 */
ConsoleSalesReport *
console_sales_report_read (BakeryConnection        *connection,
                           const ConsoleSalesQuery *query,
                           GError                 **error)
{
  g_autoptr(ConsoleSalesReport) report = console_sales_report_new (query);
  SalesReading reading = { .report = report, .connection = connection };
  gboolean is_read;

  console_sales_collector_init (&reading.collector, report);
  is_read = read_all (&reading, error);
  console_sales_collector_clear (&reading.collector);

  return is_read ? g_steal_pointer (&report) : NULL;
}
