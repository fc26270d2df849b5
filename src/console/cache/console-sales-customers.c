/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps when each customer of a store ordered first and last, and in which stretches of time at all, and counts from that
 * who ordered on some days. Few have to be looked up among the orders: those who did before and after the days and in no
 * stretch that lies within them. Over few days there are fewer orders than customers, and the orders are gone through. The
 * thread of the connection. */

#include "config.h"

#include "console-sales-customers.h"

#include "console-cache-entities.h"

#include "bakery-business-day.h"
#include "bakery-json-writer.h"
#include "bakery-time.h"

#include <string.h>

/* A bit stands for a stretch, and for the one so many stretches later again. */
#define STRETCH (32 * BAKERY_DAY)
#define N_STRETCHES 62

/* Up to so many days the orders are gone through: no stretch need lie within them. */
#define FEW_DAYS 64

#define COUNTS "customer IS NOT NULL AND stage <> 'cancelled'"

/* An order is new, or was placed at another time than was known. */
static gboolean
note_order (BakeryConnection  *connection,
            const BakeryOrder *order,
            GError           **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "INSERT INTO sold_customers (store, customer, first_at, last_at, stretches) "
                               "VALUES ($1, $2, $3, $3, 1 << ($3 / $4 % $5)) "
                               "ON CONFLICT (store, customer) DO UPDATE SET first_at = min (first_at, excluded.first_at), "
                               "last_at = max (last_at, excluded.last_at), stretches = stretches | excluded.stretches",
                               error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, order->store);
  bakery_statement_bind_int (statement, 2, order->customer);
  bakery_statement_bind_int (statement, 3, order->order_date);
  bakery_statement_bind_int (statement, 4, STRETCH);
  bakery_statement_bind_int (statement, 5, N_STRETCHES);
  return bakery_statement_run (statement, error);
}

static gboolean
remove_customer (BakeryConnection  *connection,
                 const BakeryOrder *order,
                 GError           **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection, "DELETE FROM sold_customers WHERE store = $1 AND customer = $2", error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, order->store);
  bakery_statement_bind_int (statement, 2, order->customer);
  return bakery_statement_run (statement, error);
}

/* An order is gone, or another's: what is left decides. The sum of different bits is all of them. */
static gboolean
forget_order (BakeryConnection  *connection,
              const BakeryOrder *order,
              GError           **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "INSERT INTO sold_customers (store, customer, first_at, last_at, stretches) "
                               "SELECT store, customer, min (order_date), max (order_date), "
                               "sum (DISTINCT 1 << (order_date / $3 % $4)) "
                               "FROM orders WHERE store = $1 AND customer = $2 AND " COUNTS " GROUP BY store, customer",
                               error);

  if (statement == NULL || !remove_customer (connection, order, error))
    return FALSE;

  bakery_statement_bind_int (statement, 1, order->store);
  bakery_statement_bind_int (statement, 2, order->customer);
  bakery_statement_bind_int (statement, 3, STRETCH);
  bakery_statement_bind_int (statement, 4, N_STRETCHES);
  return bakery_statement_run (statement, error);
}

static gboolean
counts (const BakeryOrder *order)
{
  return order != NULL && order->customer != 0 && order->stage != BAKERY_STAGE_CANCELLED;
}

static gboolean
is_same (const BakeryOrder *before,
         const BakeryOrder *after)
{
  return counts (before) && counts (after) && before->store == after->store && before->customer == after->customer &&
         before->order_date == after->order_date;
}

/**
 * console_sales_customers_note:
 * @connection: in the transaction that has written or removed the order
 * @before: (nullable): the order as it was, %NULL for a new one
 * @after: (nullable): the order as it is, %NULL for a removed one
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Follows an order.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_sales_customers_note (BakeryConnection  *connection,
                              const BakeryOrder *before,
                              const BakeryOrder *after,
                              GError           **error)
{
  if (is_same (before, after))
    return TRUE;

  return (!counts (before) || forget_order (connection, before, error)) &&
         (!counts (after) || note_order (connection, after, error));
}

/* Which stores, from when to when, and which stretches lie between. */
#define WANTED                                                                                                         \
  "WITH wanted (store, begins, ends, stretches) AS MATERIALIZED "                                                      \
  "(SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each ($1)) "

#define FROM_CUSTOMERS                                                                                                 \
  "FROM wanted CROSS JOIN sold_customers AS sold ON sold.store = wanted.store "                                        \
  "WHERE first_at < ends AND last_at >= begins AND (first_at >= begins OR last_at < ends "                             \
  "OR (last_at - first_at < $2 AND (sold.stretches & wanted.stretches) <> 0) "                                         \
  "OR EXISTS (SELECT 1 FROM orders WHERE orders.store = sold.store AND orders.customer = sold.customer AND " COUNTS    \
  " AND order_date >= begins AND order_date < ends))"

#define COUNT_AT_A_STORE WANTED "SELECT count (*) " FROM_CUSTOMERS
#define COUNT_AT_STORES WANTED "SELECT count (DISTINCT customer) " FROM_CUSTOMERS

#define COUNT_ORDERS                                                                                                   \
  WANTED "SELECT count (DISTINCT customer) FROM wanted CROSS JOIN orders ON orders.store = wanted.store "              \
  "AND order_date >= begins AND order_date < ends WHERE " COUNTS

#define COUNT_NEW_AT_A_STORE                                                                                           \
  WANTED "SELECT count (*) FROM wanted CROSS JOIN sold_customers AS sold ON sold.store = wanted.store "                \
  "AND sold.first_at >= begins AND sold.first_at < ends "

/* Whose first order at any of the stores is one of those. */
#define COUNT_NEW_AT_STORES                                                                                            \
  COUNT_NEW_AT_A_STORE "WHERE NOT EXISTS ("                                                                            \
  "SELECT 1 FROM wanted AS other CROSS JOIN sold_customers AS earlier ON earlier.store = other.store "                 \
  "AND earlier.customer = sold.customer WHERE earlier.first_at < sold.first_at "                                       \
  "OR (earlier.first_at = sold.first_at AND earlier.store < sold.store))"

static gint64
find_stretches (gint64 begins,
                gint64 ends)
{
  const gint64 first = (begins + STRETCH - 1) / STRETCH;
  const gint64 end = MIN (ends / STRETCH, first + N_STRETCHES);
  gint64 bits = 0;

  for (gint64 stretch = first; stretch < end; stretch++)
    bits |= G_GINT64_CONSTANT (1) << (stretch % N_STRETCHES);

  return bits;
}

static void
write_store (BakeryJsonWriter  *writer,
             const BakeryStore *store,
             ConsoleDayRange    days)
{
  BakeryBusinessDay first;
  BakeryBusinessDay last;

  bakery_business_day_init (&first, store, days.first);
  bakery_business_day_init (&last, store, days.last);
  bakery_json_writer_begin_array (writer);
  bakery_json_writer_integer (writer, store->base.id);
  bakery_json_writer_integer (writer, first.begin);
  bakery_json_writer_integer (writer, last.end);
  bakery_json_writer_integer (writer, find_stretches (first.begin, last.end));
  bakery_json_writer_end_array (writer);
}

static char *
dup_wanted (BakeryConnection *connection,
            const GArray     *stores,
            ConsoleDayRange   days,
            GError          **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_array (&writer);
  for (guint i = 0; i < stores->len; i++)
    {
      const gint64 id = g_array_index (stores, gint64, i);
      g_autoptr(GError) local_error = NULL;
      g_autoptr(BakeryStore) store = console_cache_load_entity (connection, &bakery_store_type, id, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (store != NULL)
        write_store (&writer, store, days);
    }
  bakery_json_writer_end_array (&writer);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
run_count (BakeryConnection *connection,
           const char       *sql,
           const char       *wanted,
           gint64           *ret_n,
           GError          **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_text (statement, 1, wanted);
  if (strstr (sql, "$2") != NULL)
    bakery_statement_bind_int (statement, 2, (N_STRETCHES - 1) * STRETCH);
  if (!bakery_statement_step (statement, &has_row, error))
    return FALSE;

  *ret_n = bakery_statement_get_int (statement, 0);
  return TRUE;
}

/**
 * console_sales_customers_count:
 * @connection: a connection that has the cache
 * @stores: (element-type gint64): at which stores
 * @days: on which days, perhaps none
 * @ret_customers: (out): how many customers ordered, each counted once at however many of the stores
 * @ret_new: (out): how many of them had not ordered at any of the stores before
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts customers.
 *
 * Returns: %FALSE with @error set when they could not be counted
 */
gboolean
console_sales_customers_count (BakeryConnection *connection,
                               const GArray     *stores,
                               ConsoleDayRange   days,
                               gint64           *ret_customers,
                               gint64           *ret_new,
                               GError          **error)
{
  const char *count = stores->len > 1 ? COUNT_AT_STORES : COUNT_AT_A_STORE;
  const char *count_new = stores->len > 1 ? COUNT_NEW_AT_STORES : COUNT_NEW_AT_A_STORE;
  g_autofree char *wanted = NULL;

  *ret_customers = 0;
  *ret_new = 0;
  if (days.last < days.first)
    return TRUE;

  wanted = dup_wanted (connection, stores, days, error);
  if (CONSOLE_DAY_RANGE_LENGTH (days) <= FEW_DAYS)
    count = COUNT_ORDERS;

  return wanted != NULL && run_count (connection, count, wanted, ret_customers, error) &&
         run_count (connection, count_new, wanted, ret_new, error);
}
