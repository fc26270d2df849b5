/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps who ordered on each day: a row for a day, with the ids of its customers, since three years have a million orders and a
 * thousand days. Days are those of UTC here, so that nothing is counted anew where a store moves its clocks; at the ends of
 * business days the orders themselves are gone through. The thread of the connection. */

#include "config.h"

#include "console-sales-customer-days.h"

#include "bakery-business-day.h"
#include "bakery-time.h"

#include <string.h>

/* Ids below this are kept as bits while they are counted, eight megabytes at the most. Servers give ids in turn. */
#define MAXIMUM_BIT (G_GINT64_CONSTANT (1) << 26)

static gint64
get_day (gint64 time)
{
  return time / BAKERY_DAY - (time % BAKERY_DAY < 0 ? 1 : 0);
}

/* Who ordered on a day: ids in ascending order */

static void
append_ids (BakeryStatement *statement,
            GArray          *ids)
{
  gsize length;
  gconstpointer bytes = bakery_statement_peek_blob (statement, 0, &length);

  if (bytes != NULL)
    g_array_append_vals (ids, bytes, length / sizeof (gint64));
}

static GArray *
read_day (BakeryConnection *connection,
          gint64            store,
          gint64            day,
          GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection, "SELECT customers FROM sold_days WHERE store = $1 AND day = $2", error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  bakery_statement_bind_int (statement, 1, store);
  bakery_statement_bind_int (statement, 2, day);
  if (!bakery_statement_step (statement, &has_row, error))
    return NULL;
  if (has_row)
    append_ids (statement, ids);

  return g_steal_pointer (&ids);
}

static gboolean
write_day (BakeryConnection *connection,
           gint64            store,
           gint64            day,
           const GArray     *ids,
           GError          **error)
{
  const char *sql = ids->len > 0
                    ? "INSERT INTO sold_days (store, day, customers) VALUES ($1, $2, $3) "
                    "ON CONFLICT (store, day) DO UPDATE SET customers = excluded.customers"
                    : "DELETE FROM sold_days WHERE store = $1 AND day = $2";
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, store);
  bakery_statement_bind_int (statement, 2, day);
  if (ids->len > 0)
    bakery_statement_bind_blob (statement, 3, ids->data, ids->len * sizeof (gint64));

  return bakery_statement_run (statement, error);
}

/* Where an id is, or would be. */
static guint
find_id (const GArray *ids,
         gint64        id)
{
  guint low = 0;
  guint high = ids->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (g_array_index (ids, gint64, middle) < id)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
has_id (const GArray *ids,
        guint         position,
        gint64        id)
{
  return position < ids->len && g_array_index (ids, gint64, position) == id;
}

/**
 * console_sales_customer_days_add:
 * @connection: in the transaction that has written the order
 * @order: an order of a customer's that counts
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Notes that the customer ordered on that day.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_sales_customer_days_add (BakeryConnection  *connection,
                                 const BakeryOrder *order,
                                 GError           **error)
{
  const gint64 day = get_day (order->order_date);
  g_autoptr(GArray) ids = read_day (connection, order->store, day, error);
  guint position;

  if (ids == NULL)
    return FALSE;

  position = find_id (ids, order->customer);
  if (has_id (ids, position, order->customer))
    return TRUE;

  g_array_insert_val (ids, position, order->customer);

  return write_day (connection, order->store, day, ids, error);
}

static gboolean
has_order_on (BakeryConnection  *connection,
              const BakeryOrder *order,
              gint64             day,
              gboolean          *ret_has_order,
              GError           **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM orders WHERE store = $1 AND customer = $2 AND " CONSOLE_SALES_OF_A_CUSTOMER
                               " AND order_date >= $3 AND order_date < $4 LIMIT 1",
                               error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, order->store);
  bakery_statement_bind_int (statement, 2, order->customer);
  bakery_statement_bind_int (statement, 3, day * BAKERY_DAY);
  bakery_statement_bind_int (statement, 4, (day + 1) * BAKERY_DAY);

  return bakery_statement_step (statement, ret_has_order, error);
}

/**
 * console_sales_customer_days_remove:
 * @connection: in the transaction that has removed the order, or made another of it
 * @order: an order of a customer's that counted
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Notes that the customer did not order on that day, unless there is another order of it.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_sales_customer_days_remove (BakeryConnection  *connection,
                                    const BakeryOrder *order,
                                    GError           **error)
{
  const gint64 day = get_day (order->order_date);
  g_autoptr(GArray) ids = NULL;
  gboolean has_order;
  guint position;

  if (!has_order_on (connection, order, day, &has_order, error))
    return FALSE;
  if (has_order)
    return TRUE;

  ids = read_day (connection, order->store, day, error);
  if (ids == NULL)
    return FALSE;

  position = find_id (ids, order->customer);
  if (!has_id (ids, position, order->customer))
    return TRUE;

  g_array_remove_index (ids, position);

  return write_day (connection, order->store, day, ids, error);
}

/* Counting */

/* Different customers. */
typedef struct
{
  GByteArray *bits;
  GHashTable *others; /* whose ids are no bits */
  gint64      n;
} Customers;

static void
customers_init (Customers *self)
{
  self->bits = g_byte_array_new ();
  self->others = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->n = 0;
}

static void
customers_clear (Customers *self)
{
  g_byte_array_unref (self->bits);
  g_hash_table_unref (self->others);
}

static void
make_room (Customers *self,
           guint      byte)
{
  const guint before = self->bits->len;

  if (byte < before)
    return;

  g_byte_array_set_size (self->bits, MAX (byte + 1, 2 * before));
  memset (self->bits->data + before, 0, self->bits->len - before);
}

static void
customers_add (Customers *self,
               gint64     id)
{
  guint8 bit;

  if (id < 0 || id >= MAXIMUM_BIT)
    {
      self->n += g_hash_table_add (self->others, g_memdup2 (&id, sizeof id));
      return;
    }

  make_room (self, (guint) (id / 8));
  bit = (guint8) (1 << id % 8);
  self->n += (self->bits->data[id / 8] & bit) == 0;
  self->bits->data[id / 8] |= bit;
}

static gboolean
add_orders (BakeryConnection *connection,
            gint64            store,
            gint64            begins,
            gint64            ends,
            Customers        *customers,
            GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "SELECT customer FROM orders WHERE store = $1 AND order_date >= $2 AND order_date < $3 "
                               "AND " CONSOLE_SALES_OF_A_CUSTOMER,
                               error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, store);
  bakery_statement_bind_int (statement, 2, begins);
  bakery_statement_bind_int (statement, 3, ends);
  while (bakery_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      customers_add (customers, bakery_statement_get_int (statement, 0));
    }

  return FALSE;
}

static gboolean
add_days (BakeryConnection *connection,
          gint64            store,
          gint64            first,
          gint64            end,
          Customers        *customers,
          GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "SELECT customers FROM sold_days WHERE store = $1 AND day >= $2 AND day < $3",
                               error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, store);
  bakery_statement_bind_int (statement, 2, first);
  bakery_statement_bind_int (statement, 3, end);
  while (bakery_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;

      g_array_set_size (ids, 0);
      append_ids (statement, ids);
      for (guint i = 0; i < ids->len; i++)
        customers_add (customers, g_array_index (ids, gint64, i));
    }

  return FALSE;
}

/* Whole days as they are kept, and what is left of the business days at both ends. */
static gboolean
add_store (BakeryConnection  *connection,
           const BakeryStore *store,
           ConsoleDayRange    days,
           Customers         *customers,
           GError           **error)
{
  const gint64 id = store->base.id;
  BakeryBusinessDay first;
  BakeryBusinessDay last;
  gint64 begin;
  gint64 end;

  bakery_business_day_init (&first, store, days.first);
  bakery_business_day_init (&last, store, days.last);
  begin = get_day (first.begin + BAKERY_DAY - 1);
  end = get_day (last.end);
  if (begin >= end)
    return add_orders (connection, id, first.begin, last.end, customers, error);

  return add_orders (connection, id, first.begin, begin * BAKERY_DAY, customers, error) &&
         add_days (connection, id, begin, end, customers, error) &&
         add_orders (connection, id, end * BAKERY_DAY, last.end, customers, error);
}

/**
 * console_sales_customer_days_count:
 * @connection: a connection that has the cache
 * @stores: (element-type BakeryStore): at which stores
 * @days: on which days
 * @ret_n: (out): how many customers ordered, each counted once at however many of the stores
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts customers.
 *
 * Returns: %FALSE with @error set when they could not be counted
 */
gboolean
console_sales_customer_days_count (BakeryConnection *connection,
                                   const GPtrArray  *stores,
                                   ConsoleDayRange   days,
                                   gint64           *ret_n,
                                   GError          **error)
{
  Customers customers;
  gboolean is_counted = TRUE;

  customers_init (&customers);
  for (guint i = 0; is_counted && i < stores->len; i++)
    is_counted = add_store (connection, g_ptr_array_index (stores, i), days, &customers, error);
  *ret_n = customers.n;
  customers_clear (&customers);

  return is_counted;
}
