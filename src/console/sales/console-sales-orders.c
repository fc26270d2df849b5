/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds what a figure is the sum of by the indexes on the dates of orders, payments, refunds and movements. Any thread;
 * blocks. */

#include "config.h"

#include "console-sales-orders.h"

#include "console-cache-entities.h"
#include "console-sales-goods.h"
#include "console-sales-stock.h"

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

  /* Owned: the store that is being read, the cakes of the wanted category, and whose order was found. */
  BakeryStore *store;
  GHashTable  *cakes;
  GHashTable  *customers;
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

  if (search->cakes != NULL && !g_hash_table_contains (search->cakes, &line->cake))
    return FALSE;
  if (wants_row (search, CONSOLE_SALES_PER_OPTION))
    return line->options != NULL && g_strv_contains ((const char *const *) line->options, row->name);
  if (!wants_row (search, CONSOLE_SALES_PER_CAKE))
    return TRUE;

  return line->cake == row->number && (line->cake != 0 || g_strcmp0 (line->name, row->name) == 0);
}

static gboolean
sum_lines (const SalesSearch *search,
           const BakeryOrder *order,
           gint64            *ret_sum,
           gint64            *ret_cakes)
{
  gboolean is_wanted = FALSE;

  *ret_sum = 0;
  *ret_cakes = 0;
  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      if (is_wanted_line (search, line))
        {
          *ret_sum += line->total;
          *ret_cakes += line->quantity;
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
         (search->slice->weekday < 0 || bakery_business_date_get_weekday (day.date) == search->slice->weekday + 1);
}

/* What kinds of figures are made of. */
typedef enum
{
  PART_SALES = 1 << 0,
  PART_REFUNDS = 1 << 1,
  PART_PURCHASES = 1 << 2,
  PART_USED = 1 << 3,
  PART_WASTE = 1 << 4,
  PART_MISSING = 1 << 5,
  PART_GOODS = PART_USED | PART_WASTE | PART_MISSING,
} SalesPart;

static const struct
{
  guint    parts;
  gboolean deducts_refunds;
  gboolean deducts_goods;
} subjects[] = {
  [CONSOLE_SALES_OF_REVENUE] = { PART_SALES | PART_REFUNDS, TRUE, FALSE },
  [CONSOLE_SALES_OF_ORDERS] = { PART_SALES, FALSE, FALSE },
  [CONSOLE_SALES_OF_STAGES] = { PART_SALES, FALSE, FALSE },
  [CONSOLE_SALES_OF_SALES] = { PART_SALES, FALSE, FALSE },
  [CONSOLE_SALES_OF_REFUNDS] = { PART_REFUNDS, FALSE, FALSE },
  [CONSOLE_SALES_OF_DEDUCTIONS] = { PART_REFUNDS, TRUE, FALSE },
  [CONSOLE_SALES_OF_CUSTOMERS] = { 0, FALSE, FALSE },
  [CONSOLE_SALES_OF_EXPENSES] = { PART_PURCHASES | PART_REFUNDS, FALSE, FALSE },
  [CONSOLE_SALES_OF_PURCHASES] = { PART_PURCHASES, FALSE, FALSE },
  [CONSOLE_SALES_OF_GOODS] = { PART_GOODS, FALSE, FALSE },
  [CONSOLE_SALES_OF_USED] = { PART_USED, FALSE, FALSE },
  [CONSOLE_SALES_OF_WASTE] = { PART_WASTE, FALSE, FALSE },
  [CONSOLE_SALES_OF_MISSING] = { PART_MISSING, FALSE, FALSE },
  [CONSOLE_SALES_OF_MARGIN] = { PART_SALES | PART_REFUNDS | PART_GOODS, TRUE, TRUE },
  [CONSOLE_SALES_OF_STOCK] = { 0, FALSE, FALSE },
};

static gboolean
wants_part (const SalesSearch *search,
            SalesPart          part)
{
  return (subjects[search->slice->subject].parts & part) != 0;
}

/* Whether orders are wanted by what became of them, also those that were cancelled. */
static gboolean
wants_stages (const SalesSearch *search)
{
  return search->slice->subject == CONSOLE_SALES_OF_STAGES || wants_row (search, CONSOLE_SALES_PER_STAGE);
}

/* Of a cake, a stage or an hour there are no refunds and no goods: those are of whole orders, or of none. */
static gboolean
wants_money (const SalesSearch *search)
{
  return !wants_lines (search) && !wants_stages (search) && search->slice->hour < 0;
}

static gboolean
wants_refunds (const SalesSearch *search)
{
  return wants_money (search) && wants_part (search, PART_REFUNDS);
}

static gboolean
wants_goods (const SalesSearch *search)
{
  return wants_money (search) && !wants_row (search, CONSOLE_SALES_PER_METHOD) &&
         wants_part (search, PART_PURCHASES | PART_GOODS);
}

static gboolean
wants_movement (const SalesSearch *search,
                BakeryMovementKind kind)
{
  switch (kind)
    {
    case BAKERY_MOVEMENT_PURCHASE:
      return wants_part (search, PART_PURCHASES);
    case BAKERY_MOVEMENT_CONSUME:
      return wants_part (search, PART_USED);
    case BAKERY_MOVEMENT_WASTE:
      return wants_part (search, PART_WASTE);
    case BAKERY_MOVEMENT_COUNT:
      return wants_part (search, PART_MISSING);
    case BAKERY_MOVEMENT_RESERVE:
    case BAKERY_MOVEMENT_RELEASE:
    default:
      return FALSE;
    }
}

static void
add_entry (SalesSearch             *search,
           const ConsoleSalesEntry *entry)
{
  ConsoleSalesEntry *copy;

  search->found->n_entries++;
  search->found->n_orders += entry->kind == CONSOLE_SALES_ENTRY_ORDER;
  search->found->n_cakes += entry->cakes;
  search->found->sum += entry->amount;
  if (search->found->entries->len >= CONSOLE_SALES_ORDERS_MAXIMUM)
    return;

  copy = g_memdup2 (entry, sizeof *entry);
  copy->name = g_strdup (entry->name);
  copy->store = search->store->base.id;
  g_ptr_array_add (search->found->entries, copy);
}

static void
add_order (SalesSearch          *search,
           const BakeryOrder    *order,
           ConsoleSalesEntryKind kind,
           gint64                time,
           gint64                amount,
           gint64                cakes)
{
  const ConsoleSalesEntry entry = {
    .kind = kind,
    .id = order->base.id,
    .number = order->number,
    .name = order->customer_name,
    .time = time,
    .amount = amount,
    .cakes = cakes,
  };

  add_entry (search, &entry);
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
  gint64 cakes = 0;

  if (!is_wanted_time (search, time) || (is_cancelled && search->slice->subject == CONSOLE_SALES_OF_ORDERS))
    return;
  if (wants_stages (search))
    {
      amount = order->total_price;
      if ((!wants_row (search, CONSOLE_SALES_PER_STAGE) || order->stage == row->number) &&
          (search->cakes == NULL || sum_lines (search, order, &amount, &cakes)))
        add_order (search, order, CONSOLE_SALES_ENTRY_ORDER, time, amount, cakes);
      return;
    }
  if (wants_row (search, CONSOLE_SALES_PER_METHOD) && order->payment_method != row->number)
    return;
  if (wants_lines (search) && (is_cancelled || !sum_lines (search, order, &amount, &cakes)))
    return;
  if (is_cancelled && amount == 0)
    return;

  add_order (search, order, CONSOLE_SALES_ENTRY_ORDER, time, amount, cakes);
}

/* Reading */

#define IS_CAPTURED "status IN ('succeeded', 'partly_refunded', 'refunded')"
#define CAPTURED                                                                                                       \
  "(SELECT coalesce (sum (amount), 0) FROM payments AS part WHERE part.\"order\" = orders.id AND part." IS_CAPTURED ")"

/* The columns after the order's: when it counts, an amount, and the method of that. */
#define SELECT_ORDERS(when)                                                                                            \
  "SELECT %s, " when ", " CAPTURED ", '' FROM orders "                                                                 \
  "WHERE orders.store = $1 AND " when " >= $2 AND " when " < $3 ORDER BY " when " DESC"

#define FROM_PAYMENTS                                                                                                  \
  "FROM payments JOIN orders ON orders.id = payments.\"order\" WHERE payments.store = $1 AND payments." IS_CAPTURED      \
  " AND payments.paid_at >= $2 AND payments.paid_at < $3 "

#define SELECT_PAYMENTS                                                                                                \
  "SELECT %s, payments.paid_at, payments.amount, payments.method " FROM_PAYMENTS "ORDER BY payments.paid_at DESC"

/* Orders by their first payment. */
#define SELECT_PAID                                                                                                    \
  "SELECT %s, payments.paid_at, " CAPTURED ", payments.method " FROM_PAYMENTS                                          \
  "AND NOT EXISTS (SELECT 1 FROM payments AS e WHERE e.\"order\" = payments.\"order\" AND e." IS_CAPTURED               \
  " AND (e.paid_at < payments.paid_at OR e.paid_at = payments.paid_at AND e.id < payments.id)) "                       \
  "ORDER BY payments.paid_at DESC"

#define SELECT_ORDERS_OF_CUSTOMERS                                                                                     \
  "SELECT %s, orders.order_date, orders.total_price, '' FROM orders WHERE orders.store = $1 "                          \
  "AND orders.order_date >= $2 AND orders.order_date < $3 AND orders.customer IS NOT NULL "                            \
  "AND orders.stage <> 'cancelled' ORDER BY orders.order_date DESC"

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
  SEARCH_CUSTOMERS,
} SearchKind;

static void
take_money (SalesSearch       *search,
            const BakeryOrder *order,
            gint64             time,
            gint64             amount,
            const char        *method,
            gboolean           is_refund)
{
  const gboolean is_lost = is_refund && subjects[search->slice->subject].deducts_refunds;
  int value = order->payment_method;

  bakery_enum_from_string (&bakery_payment_methods, method, &value);
  if (!is_wanted_time (search, time) ||
      (wants_row (search, CONSOLE_SALES_PER_METHOD) && value != search->slice->row->number))
    return;

  add_order (search, order, is_refund ? CONSOLE_SALES_ENTRY_REFUND : CONSOLE_SALES_ENTRY_PAYMENT, time,
             is_lost ? -amount : amount, 0);
}

/* Of each customer the one that is found first. */
static void
take_customer (SalesSearch       *search,
               const BakeryOrder *order)
{
  if (g_hash_table_add (search->customers, g_memdup2 (&order->customer, sizeof order->customer)))
    add_order (search, order, CONSOLE_SALES_ENTRY_ORDER, order->order_date, order->total_price, 0);
}

static void
bind_days (const SalesSearch *search,
           BakeryStatement   *statement)
{
  BakeryBusinessDay first;
  BakeryBusinessDay last;

  bakery_business_day_init (&first, search->store, search->slice->days.first);
  bakery_business_day_init (&last, search->store, search->slice->days.last);
  bakery_statement_bind_int (statement, 1, search->store->base.id);
  bakery_statement_bind_int (statement, 2, first.begin);
  bakery_statement_bind_int (statement, 3, last.end);
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
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  bind_days (search, statement);
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
      else if (kind == SEARCH_CUSTOMERS)
        take_customer (search, order);
      else
        take_money (search, order, time, amount, bakery_statement_peek_text (statement, column + 2),
                    kind == SEARCH_REFUNDS);
    }

  return TRUE;
}

/* Orders, or with the date of payment the payments themselves, unless orders, cakes or stages are wanted. */
static gboolean
search_sales (SalesSearch *search,
              GError     **error)
{
  if (search->query->basis == CONSOLE_SALES_BY_ORDER_DATE)
    return run_search (search, SELECT_ORDERS ("orders.order_date"), SEARCH_ORDERS, error);
  if (search->query->basis == CONSOLE_SALES_BY_DUE_DATE)
    return run_search (search, SELECT_ORDERS ("coalesce (orders.due_at, orders.order_date)"), SEARCH_ORDERS, error);
  if (!wants_money (search) || search->slice->subject == CONSOLE_SALES_OF_ORDERS)
    return run_search (search, SELECT_PAID, SEARCH_ORDERS, error);

  return run_search (search, SELECT_PAYMENTS, SEARCH_PAYMENTS, error);
}

static void
take_movement (SalesSearch             *search,
               const ConsoleSalesGoods *goods,
               const char              *name)
{
  const gboolean is_positive = goods->kind == BAKERY_MOVEMENT_PURCHASE || subjects[search->slice->subject].deducts_goods;
  const ConsoleSalesEntry entry = {
    .kind = CONSOLE_SALES_ENTRY_MOVEMENT,
    .id = goods->item,
    .number = goods->kind,
    .name = (char *) name,
    .time = goods->time,
    .amount = is_positive ? goods->cost : -goods->cost,
  };

  if (wants_movement (search, goods->kind))
    add_entry (search, &entry);
}

/* What the server does not know of yet. */
static gboolean
search_waiting (SalesSearch *search,
                GError     **error)
{
  const ConsoleDayRange days = search->slice->days;
  g_autoptr(ConsoleSalesStock) stock = console_sales_stock_read (search->connection, search->store->base.id, error);

  for (guint i = 0; stock != NULL && i < stock->waiting->len; i++)
    {
      const ConsoleSalesGoods *goods = &g_array_index (stock->waiting, ConsoleSalesGoods, i);
      g_autoptr(BakeryInventoryItem) item = NULL;

      if (goods->is_opening || goods->day < days.first || goods->day > days.last)
        continue;
      item = console_cache_load_entity (search->connection, &bakery_inventory_item_type, goods->item, error);
      if (item == NULL)
        return FALSE;
      take_movement (search, goods, item->name);
    }

  return stock != NULL;
}

static gboolean
search_movements (SalesSearch *search,
                  GError     **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (search->connection,
                               "SELECT movement.item, movement.kind, movement.at, "
                               "iif (movement.quantity < 0, -movement.cost, movement.cost), coalesce (item.name, '') "
                               "FROM stock_movements AS movement LEFT JOIN inventory_items AS item ON item.id = movement.item "
                               "WHERE movement.store = $1 AND movement.at >= $2 AND movement.at < $3 "
                               "AND movement.quantity <> 0 AND movement.id > 0 "
                               "AND NOT (movement.kind = 'count' AND movement.quantity > 0 AND balance = movement.quantity) "
                               "ORDER BY movement.at DESC",
                               error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  bind_days (search, statement);
  while (has_row)
    {
      int kind = BAKERY_MOVEMENT_RESERVE;
      ConsoleSalesGoods goods;

      if (!bakery_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      bakery_enum_from_string (&bakery_movement_kinds, bakery_statement_peek_text (statement, 1), &kind);
      goods = (ConsoleSalesGoods) {
        .kind = (BakeryMovementKind) kind,
        .cost = bakery_statement_get_int (statement, 3),
        .item = bakery_statement_get_int (statement, 0),
        .time = bakery_statement_get_int (statement, 2),
      };
      take_movement (search, &goods, bakery_statement_peek_text (statement, 4));
    }

  return search_waiting (search, error);
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const BakeryInventoryItem *left = *(BakeryInventoryItem *const *) a;
  const BakeryInventoryItem *right = *(BakeryInventoryItem *const *) b;
  const gint64 left_value = console_sales_stock_get_item_value (left);
  const gint64 right_value = console_sales_stock_get_item_value (right);

  if (left_value != right_value)
    return left_value > right_value ? -1 : 1;

  return left->base.id < right->base.id ? -1 : left->base.id > right->base.id;
}

/* What there was when the days ended, and what it is worth. */
static gboolean
search_stock (SalesSearch *search,
              GError     **error)
{
  g_autoptr(ConsoleSalesStock) stock = console_sales_stock_read (search->connection, search->store->base.id, error);

  if (stock == NULL ||
      !console_sales_stock_wind_back (stock, search->connection, search->slice->days.last, search->query->today, error))
    return FALSE;

  g_ptr_array_sort (stock->items, compare_values);
  for (guint i = 0; i < stock->items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (stock->items, i);
      const ConsoleSalesEntry entry = {
        .kind = CONSOLE_SALES_ENTRY_ITEM,
        .id = item->base.id,
        .number = item->quantity,
        .unit = (BakeryUnit) item->unit,
        .name = item->name,
        .amount = console_sales_stock_get_item_value (item),
      };

      if (entry.amount != 0)
        add_entry (search, &entry);
    }

  return TRUE;
}

static gboolean
search_store (SalesSearch *search,
              gint64       id,
              GError     **error)
{
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
  if (search->slice->subject == CONSOLE_SALES_OF_CUSTOMERS)
    return run_search (search, SELECT_ORDERS_OF_CUSTOMERS, SEARCH_CUSTOMERS, error);
  if (search->slice->subject == CONSOLE_SALES_OF_STOCK)
    return search_stock (search, error);

  return (!wants_part (search, PART_SALES) || search_sales (search, error)) &&
         (!wants_refunds (search) || run_search (search, SELECT_REFUNDS, SEARCH_REFUNDS, error)) &&
         (!wants_goods (search) || search_movements (search, error));
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
                                         "SELECT id FROM known_cakes WHERE category = $1 UNION ALL SELECT 0 WHERE $1 = ''",
                                         error);
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
  SalesSearch search = { connection, query, slice, found, NULL, NULL, NULL };
  gboolean is_read;

  found->entries = g_ptr_array_new_with_free_func (free_entry);
  search.customers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  is_read = find_cakes (&search, error);
  for (guint i = 0; is_read && i < query->stores->len; i++)
    is_read = search_store (&search, g_array_index (query->stores, gint64, i), error);
  g_clear_pointer (&search.cakes, g_hash_table_unref);
  g_clear_pointer (&search.customers, g_hash_table_unref);

  return is_read ? g_steal_pointer (&found) : NULL;
}
