/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps when each customer of a store ordered first, and counts with the days on which they did who ordered and who of them for
 * the first time. The thread of the connection. */

#include "config.h"

#include "console-sales-customers.h"

#include "console-cache-entities.h"
#include "console-sales-customer-days.h"

#include "bakery-business-day.h"
#include "bakery-json-writer.h"

/* An order is new, or was placed at another time than was known. */
static gboolean
note_order (BakeryConnection  *connection,
            const BakeryOrder *order,
            GError           **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "INSERT INTO sold_customers (store, customer, first_at) VALUES ($1, $2, $3) "
                               "ON CONFLICT (store, customer) DO UPDATE SET first_at = excluded.first_at "
                               "WHERE first_at > excluded.first_at",
                               error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, order->store);
  bakery_statement_bind_int (statement, 2, order->customer);
  bakery_statement_bind_int (statement, 3, order->order_date);

  return bakery_statement_run (statement, error) && console_sales_customer_days_add (connection, order, error);
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

/* An order is gone, or another's: what is left decides. */
static gboolean
forget_order (BakeryConnection  *connection,
              const BakeryOrder *order,
              GError           **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "INSERT INTO sold_customers (store, customer, first_at) "
                               "SELECT store, customer, min (order_date) "
                               "FROM orders WHERE store = $1 AND customer = $2 AND " CONSOLE_SALES_OF_A_CUSTOMER
                               " GROUP BY store, customer",
                               error);

  if (statement == NULL || !remove_customer (connection, order, error))
    return FALSE;

  bakery_statement_bind_int (statement, 1, order->store);
  bakery_statement_bind_int (statement, 2, order->customer);

  return bakery_statement_run (statement, error) && console_sales_customer_days_remove (connection, order, error);
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

/* Which stores, and from when to when. */
#define WANTED                                                                                                         \
  "WITH wanted (store, begins, ends) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each ($1)) "

#define COUNT_NEW_AT_A_STORE                                                                                           \
  WANTED "SELECT count (*) FROM wanted CROSS JOIN sold_customers AS sold ON sold.store = wanted.store "                \
  "AND sold.first_at >= begins AND sold.first_at < ends "

/* Whose first order at any of the stores is one of those. */
#define COUNT_NEW_AT_STORES                                                                                            \
  COUNT_NEW_AT_A_STORE "WHERE NOT EXISTS ("                                                                            \
  "SELECT 1 FROM wanted AS other CROSS JOIN sold_customers AS earlier ON earlier.store = other.store "                 \
  "AND earlier.customer = sold.customer WHERE earlier.first_at < sold.first_at "                                       \
  "OR (earlier.first_at = sold.first_at AND earlier.store < sold.store))"

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
  bakery_json_writer_end_array (writer);
}

static char *
dup_wanted (const GPtrArray *stores,
            ConsoleDayRange  days)
{
  g_autoptr(GString) text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_array (&writer);
  for (guint i = 0; i < stores->len; i++)
    write_store (&writer, g_ptr_array_index (stores, i), days);
  bakery_json_writer_end_array (&writer);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
count_new (BakeryConnection *connection,
           const GPtrArray  *stores,
           ConsoleDayRange   days,
           gint64           *ret_n,
           GError          **error)
{
  g_autofree char *wanted = dup_wanted (stores, days);
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection, stores->len > 1 ? COUNT_NEW_AT_STORES : COUNT_NEW_AT_A_STORE, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_text (statement, 1, wanted);
  if (!bakery_statement_step (statement, &has_row, error))
    return FALSE;

  *ret_n = bakery_statement_get_int (statement, 0);

  return TRUE;
}

/* Those that the cache has. */
static GPtrArray *
load_stores (BakeryConnection *connection,
             const GArray     *ids,
             GError          **error)
{
  g_autoptr(GPtrArray) stores = g_ptr_array_new_with_free_func (bakery_entity_unref);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      BakeryStore *store =
        console_cache_load_entity (connection, &bakery_store_type, g_array_index (ids, gint64, i), &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (store != NULL)
        g_ptr_array_add (stores, store);
    }

  return g_steal_pointer (&stores);
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
  g_autoptr(GPtrArray) known = NULL;

  *ret_customers = 0;
  *ret_new = 0;
  if (days.last < days.first)
    return TRUE;

  known = load_stores (connection, stores, error);

  return known != NULL && console_sales_customer_days_count (connection, known, days, ret_customers, error) &&
         count_new (connection, known, days, ret_new, error);
}
