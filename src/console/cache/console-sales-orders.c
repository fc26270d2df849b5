/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds what a figure is the sum of by the indexes on the dates of orders, payments and refunds. Any thread; blocks. */

#include "config.h"

#include "console-sales-orders.h"

#include "console-cache-entities.h"

#include "bakery-business-day.h"
#include "bakery-payment.h"
#include "bakery-records.h"
#include "bakery-time.h"

typedef struct
{
  BakeryConnection        *connection;
  const ConsoleSalesQuery *query;
  const ConsoleSalesSlice *slice;
  ConsoleSalesOrders      *found;

  /* Owned: the store that is being read, and the cakes of the wanted category. */
  BakeryStore *store;
  GHashTable  *cakes;
} SalesSearch;

static void
free_entry (gpointer data)
{
  ConsoleSalesEntry *entry = data;

  g_free (entry->name);
  g_free (entry);
}

/**
 * console_sales_orders_free:
 * @self: (nullable) (transfer full): what is behind a figure
 *
 * Frees it.
 */
void
console_sales_orders_free (ConsoleSalesOrders *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* Which orders */

static gboolean
wants_row (const SalesSearch   *search,
           ConsoleSalesGrouping grouping)
{
  return search->slice->row != NULL && search->slice->grouping == grouping;
}

/* Whether only some lines of an order are wanted. */
static gboolean
wants_lines (const SalesSearch *search)
{
  return search->cakes != NULL || wants_row (search, CONSOLE_SALES_PER_CAKE) ||
         wants_row (search, CONSOLE_SALES_PER_OPTION);
}

static gboolean
is_wanted_line (const SalesSearch     *search,
                const BakeryOrderLine *line)
{
  const ConsoleSalesRow *row = search->slice->row;

  if (wants_row (search, CONSOLE_SALES_PER_OPTION))
    return line->options != NULL && g_strv_contains ((const char *const *) line->options, row->name);
  if (search->cakes != NULL && !g_hash_table_contains (search->cakes, &line->cake))
    return FALSE;
  if (!wants_row (search, CONSOLE_SALES_PER_CAKE))
    return TRUE;

  return line->cake == row->number && (line->cake != 0 || g_strcmp0 (line->name, row->name) == 0);
}

static gboolean
sum_lines (const SalesSearch *search,
           const BakeryOrder *order,
           gint64            *ret_sum)
{
  gboolean is_wanted = FALSE;

  *ret_sum = 0;
  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      if (is_wanted_line (search, line))
        {
          *ret_sum += line->total;
          is_wanted = TRUE;
        }
    }

  return is_wanted;
}

static gboolean
is_wanted_time (const SalesSearch *search,
                gint64             time)
{
  BakeryBusinessDay day;
  int minutes;

  if (search->slice->hour < 0)
    return TRUE;

  bakery_business_day_init_from_time (&day, search->store, time);
  bakery_time_get_day (time, search->store->time_zone, &minutes);
  return minutes / 60 == search->slice->hour &&
         bakery_business_date_get_weekday (day.date) == search->slice->weekday + 1;
}

static void
add_entry (SalesSearch       *search,
           const BakeryOrder *order,
           gint64             time,
           gint64             amount,
           gboolean           is_refund)
{
  ConsoleSalesEntry *entry;

  search->found->n_entries++;
  search->found->n_orders += !is_refund && order->stage != BAKERY_STAGE_CANCELLED;
  search->found->sum += amount;
  if (search->found->entries->len >= CONSOLE_SALES_ORDERS_MAXIMUM)
    return;

  entry = g_new0 (ConsoleSalesEntry, 1);
  entry->order = order->base.id;
  entry->number = order->number;
  entry->name = g_strdup (order->customer_name);
  entry->time = time;
  entry->store = order->store;
  entry->amount = amount;
  entry->is_refund = is_refund;
  g_ptr_array_add (search->found->entries, entry);
}

/* An order by the date that decides; @captured is what was paid for it. */
static void
take_order (SalesSearch       *search,
            const BakeryOrder *order,
            gint64             time,
            gint64             captured)
{
  const gboolean is_cancelled = order->stage == BAKERY_STAGE_CANCELLED;
  const ConsoleSalesRow *row = search->slice->row;
  gint64 amount = is_cancelled ? captured : order->total_price;

  if (!is_wanted_time (search, time))
    return;
  if (wants_row (search, CONSOLE_SALES_PER_STAGE))
    {
      if (order->stage == row->number)
        add_entry (search, order, time, order->total_price, FALSE);
      return;
    }
  if (wants_row (search, CONSOLE_SALES_PER_METHOD) && order->payment_method != row->number)
    return;
  if (wants_lines (search) && (is_cancelled || !sum_lines (search, order, &amount)))
    return;
  if (is_cancelled && amount == 0)
    return;

  add_entry (search, order, time, amount, FALSE);
}

/* Reading */

/* The columns after the order's: when it counts, an amount, and the method of that. */
#define SELECT_ORDERS(when)                                                                                            \
  "SELECT %s, " when ", (SELECT coalesce (sum (amount), 0) FROM payments WHERE payments.\"order\" = orders.id "        \
  "AND payments.status IN ('succeeded', 'partly_refunded', 'refunded')), '' FROM orders "                              \
  "WHERE orders.store = $1 AND " when " >= $2 AND " when " < $3 ORDER BY " when " DESC"

#define SELECT_PAYMENTS                                                                                                \
  "SELECT %s, payments.paid_at, payments.amount, payments.method FROM payments "                                       \
  "JOIN orders ON orders.id = payments.\"order\" WHERE payments.store = $1 "                                           \
  "AND payments.status IN ('succeeded', 'partly_refunded', 'refunded') "                                               \
  "AND payments.paid_at >= $2 AND payments.paid_at < $3 ORDER BY payments.paid_at DESC"

#define REFUNDED_AT "coalesce (refunds.refunded_at, refunds.created_at)"

#define SELECT_REFUNDS                                                                                                 \
  "SELECT %s, " REFUNDED_AT ", refunds.amount, payments.method FROM refunds "                                          \
  "JOIN orders ON orders.id = refunds.\"order\" LEFT JOIN payments ON payments.id = refunds.payment "                  \
  "WHERE refunds.store = $1 AND refunds.status = 'succeeded' "                                                         \
  "AND " REFUNDED_AT " >= $2 AND " REFUNDED_AT " < $3 ORDER BY " REFUNDED_AT " DESC"

typedef enum
{
  SEARCH_ORDERS,
  SEARCH_PAYMENTS,
  SEARCH_REFUNDS,
} SearchKind;

static void
take_money (SalesSearch       *search,
            const BakeryOrder *order,
            gint64             time,
            gint64             amount,
            const char        *method,
            gboolean           is_refund)
{
  int value = order->payment_method;

  bakery_enum_from_string (&bakery_payment_methods, method, &value);
  if (!is_wanted_time (search, time) ||
      (wants_row (search, CONSOLE_SALES_PER_METHOD) && value != search->slice->row->number))
    return;

  add_entry (search, order, time, is_refund ? -amount : amount, is_refund);
}

static gboolean
run_search (SalesSearch *search,
            const char  *format,
            SearchKind   kind,
            GError     **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_order_type, "orders", BAKERY_RECORDS_DOCUMENTS);
  g_auto(GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *sql = g_strconcat (parts[0], columns, parts[1], NULL);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (search->connection, sql, error);
  BakeryBusinessDay first;
  BakeryBusinessDay last;
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  bakery_business_day_init (&first, search->store, search->slice->days.first);
  bakery_business_day_init (&last, search->store, search->slice->days.last);
  bakery_statement_bind_int (statement, 1, search->store->base.id);
  bakery_statement_bind_int (statement, 2, first.begin);
  bakery_statement_bind_int (statement, 3, last.end);

  while (has_row)
    {
      const guint column = bakery_statement_get_n_columns (statement) - 3;
      g_autoptr(BakeryOrder) order = NULL;
      gint64 time;
      gint64 amount;

      if (!bakery_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      order = bakery_records_from_row (&bakery_order_type, statement, 0, BAKERY_RECORDS_DOCUMENTS, error);
      if (order == NULL)
        return FALSE;

      time = bakery_statement_get_int (statement, column);
      amount = bakery_statement_get_int (statement, column + 1);
      if (kind == SEARCH_ORDERS)
        take_order (search, order, time, amount);
      else
        take_money (search, order, time, amount, bakery_statement_peek_text (statement, column + 2),
                    kind == SEARCH_REFUNDS);
    }

  return TRUE;
}

/* Orders, or with the date of payment the payments themselves, unless cakes or stages are wanted. */
static gboolean
search_sales (SalesSearch *search,
              GError     **error)
{
  if (search->query->basis == CONSOLE_SALES_BY_ORDER_DATE)
    return run_search (search, SELECT_ORDERS ("orders.order_date"), SEARCH_ORDERS, error);
  if (search->query->basis == CONSOLE_SALES_BY_DUE_DATE)
    return run_search (search, SELECT_ORDERS ("coalesce (orders.due_at, orders.order_date)"), SEARCH_ORDERS, error);
  if (wants_lines (search) || wants_row (search, CONSOLE_SALES_PER_STAGE) || search->slice->hour >= 0)
    return run_search (search, SELECT_ORDERS ("orders.paid_at"), SEARCH_ORDERS, error);

  return run_search (search, SELECT_PAYMENTS, SEARCH_PAYMENTS, error);
}

static gboolean
search_store (SalesSearch *search,
              gint64       id,
              GError     **error)
{
  const gboolean has_refunds = !wants_lines (search) && !wants_row (search, CONSOLE_SALES_PER_STAGE) &&
                               search->slice->hour < 0;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(BakeryStore) store = console_cache_load_entity (search->connection, &bakery_store_type, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (store == NULL || (wants_row (search, CONSOLE_SALES_PER_STORE) && search->slice->row->number != id))
    return TRUE;

  search->store = store;
  return (search->slice->only_refunds || search_sales (search, error)) &&
         (!has_refunds || run_search (search, SELECT_REFUNDS, SEARCH_REFUNDS, error));
}

static gboolean
find_cakes (SalesSearch *search,
            GError     **error)
{
  const char *category = wants_row (search, CONSOLE_SALES_PER_CATEGORY) ? search->slice->row->name
                                                                        : search->query->category;
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row = TRUE;

  if (category == NULL)
    return TRUE;

  search->cakes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  statement = bakery_connection_prepare (search->connection,
                                         "SELECT id FROM cakes WHERE category = $1 UNION ALL "
                                         "SELECT cake FROM sold_cakes WHERE $1 = '' AND cake NOT IN (SELECT id FROM cakes) "
                                         "UNION ALL SELECT 0 WHERE $1 = ''", error);
  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_text (statement, 1, category);
  while (has_row)
    {
      gint64 id;

      if (!bakery_statement_step (statement, &has_row, error))
        return FALSE;
      id = has_row ? bakery_statement_get_int (statement, 0) : 0;
      if (has_row)
        g_hash_table_add (search->cakes, g_memdup2 (&id, sizeof id));
    }

  return TRUE;
}

/**
 * console_sales_orders_read:
 * @connection: a connection that has the cache, in a snapshot
 * @query: what the report was asked
 * @slice: which of its figures
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Finds what is behind a figure.
 *
 * Returns: (transfer full) (nullable): it, or %NULL with @error set
 */
ConsoleSalesOrders *
console_sales_orders_read (BakeryConnection        *connection,
                           const ConsoleSalesQuery *query,
                           const ConsoleSalesSlice *slice,
                           GError                 **error)
{
  g_autoptr(ConsoleSalesOrders) found = g_new0 (ConsoleSalesOrders, 1);
  SalesSearch search = { connection, query, slice, found, NULL, NULL };
  gboolean is_read;

  found->entries = g_ptr_array_new_with_free_func (free_entry);
  is_read = find_cakes (&search, error);
  for (guint i = 0; is_read && i < query->stores->len; i++)
    is_read = search_store (&search, g_array_index (query->stores, gint64, i), error);
  g_clear_pointer (&search.cakes, g_hash_table_unref);

  return is_read ? g_steal_pointer (&found) : NULL;
}
