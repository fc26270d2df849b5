/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps the first order of each customer of a store that was not cancelled. The thread of the connection. */

#include "config.h"

#include "console-sales-customers.h"

#include "console-cache-entities.h"

#include "bakery-business-day.h"

/* An order is new, or was placed earlier than was known. */
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
  return bakery_statement_run (statement, error);
}

static gboolean
run_for_customer (BakeryConnection  *connection,
                  const char        *sql,
                  const BakeryOrder *order,
                  GError           **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);

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
  return run_for_customer (connection, "DELETE FROM sold_customers WHERE store = $1 AND customer = $2", order, error) &&
         run_for_customer (connection,
                           "INSERT INTO sold_customers (store, customer, first_at) "
                           "SELECT store, customer, min (order_date) FROM orders WHERE store = $1 AND customer = $2 "
                           "AND stage <> 'cancelled' GROUP BY store, customer",
                           order, error);
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

static gboolean
count_store (BakeryConnection *connection,
             gint64            store,
             gint64            until,
             gint64           *customers,
             GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection, "SELECT count (*) FROM sold_customers WHERE store = $1 AND first_at < $2",
                               error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, store);
  bakery_statement_bind_int (statement, 2, until);
  if (!bakery_statement_step (statement, &has_row, error))
    return FALSE;

  *customers += bakery_statement_get_int (statement, 0);
  return TRUE;
}

/**
 * console_sales_customers_count:
 * @connection: a connection that has the cache
 * @stores: (element-type gint64): at which stores
 * @day: the business day before which they ordered first
 * @ret_customers: (out): how many; who orders at two stores counts at both
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts customers.
 *
 * Returns: %FALSE with @error set when they could not be counted
 */
gboolean
console_sales_customers_count (BakeryConnection *connection,
                               const GArray     *stores,
                               int               day,
                               gint64           *ret_customers,
                               GError          **error)
{
  gint64 customers = 0;

  for (guint i = 0; i < stores->len; i++)
    {
      const gint64 id = g_array_index (stores, gint64, i);
      g_autoptr(GError) local_error = NULL;
      g_autoptr(BakeryStore) store = console_cache_load_entity (connection, &bakery_store_type, id, &local_error);
      BakeryBusinessDay end;

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (store == NULL)
        continue;
      bakery_business_day_init (&end, store, day);
      if (!count_store (connection, id, end.begin, &customers, error))
        return FALSE;
    }

  *ret_customers = customers;
  return TRUE;
}
