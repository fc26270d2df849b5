/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the figures of reports come from. Each is one pass over an index by store and time, and counts as it goes: SQL knows
 * no time zones.
 *
 * What an order is worth is its total. One that was cancelled is worth what was taken of it, so that with its refund nothing is
 * left, and days that are over keep their figures. A refund counts when it succeeded, whatever the basis. By payment date,
 * the sum is that of the payments less that of the refunds, to the last minor unit. Runs on the thread of its connection. */

#include "config.h"

#include "server-report-figures.h"

#include "bakery-inventory.h"
#include "bakery-order.h"

#include <string.h>

#define IS_CAPTURED "status IN ('succeeded', 'partly_refunded', 'refunded')"
#define IS_THERE "o.deleted_at IS NULL"
#define IS_KEPT IS_THERE " AND o.stage <> 'cancelled'"

/* Conditions on an order o of the store $1 that counts from $2 to before $3. */
#define BY_ORDER_DATE "o.store = $1 AND o.order_date >= $2 AND o.order_date < $3"
#define BY_DUE_DATE "o.store = $1 AND o.due_at >= $2 AND o.due_at < $3"
#define WITHOUT_DUE_DATE "o.store = $1 AND o.due_at IS NULL AND o.order_date >= $2 AND o.order_date < $3"

#define WORTH                                                                                                          \
  "CASE o.stage WHEN 'cancelled' THEN (SELECT coalesce (sum (p.amount), 0) FROM payments AS p WHERE p.\"order\" = o.id"  \
  " AND p." IS_CAPTURED ") ELSE o.total_price END"

/* Columns as below. */
#define SELECT_ORDERS(time_, condition_)                                                                               \
  "SELECT " time_ ", o.payment_method, o.stage, " WORTH " FROM orders AS o WHERE " condition_ " AND " IS_THERE

/* With whether each payment is the first one of its order. */
#define SELECT_PAYMENTS                                                                                                \
  "SELECT p.paid_at, p.method, o.stage, p.amount, NOT EXISTS (SELECT 1 FROM payments AS e WHERE e.\"order\" = p.\"order\""  \
  " AND e." IS_CAPTURED " AND (e.paid_at < p.paid_at OR e.paid_at = p.paid_at AND e.id < p.id))"                       \
  " FROM payments AS p JOIN orders AS o ON o.id = p.\"order\" WHERE p.store = $1 AND p.paid_at >= $2"                  \
  " AND p.paid_at < $3 AND p." IS_CAPTURED

#define SELECT_REFUNDS                                                                                                 \
  "SELECT r.refunded_at, p.method, o.stage, r.amount FROM refunds AS r JOIN payments AS p ON p.id = r.payment"         \
  " JOIN orders AS o ON o.id = r.\"order\" WHERE r.store = $1 AND r.refunded_at >= $2 AND r.refunded_at < $3"            \
  " AND r.status = 'succeeded'"

/* In place of the stage what it was; what left the stock is negative. What is counted where nothing was on the books was there
 * before there were books. */
#define SELECT_MOVEMENTS                                                                                               \
  "SELECT m.at, '', m.kind, iif (m.quantity < 0, -m.cost, m.cost) FROM stock_movements AS m"                           \
  " WHERE m.store = $1 AND m.at >= $2 AND m.at < $3 AND m.quantity <> 0"                                               \
  " AND NOT (m.kind = 'count' AND m.quantity > 0 AND m.balance = m.quantity)"

/* In place of an amount, the customer; and whether it is the customer's first order at any of the stores $4. */
#define SELECT_CUSTOMERS                                                                                               \
  "SELECT o.order_date, o.payment_method, o.stage, o.customer, NOT EXISTS (SELECT 1 FROM orders AS e"                  \
  " WHERE e.customer = o.customer AND e.store IN (SELECT j.value FROM json_each ($4) AS j) AND e.deleted_at IS NULL"    \
  " AND e.stage <> 'cancelled'"                                                                                        \
  " AND (e.order_date < o.order_date OR e.order_date = o.order_date AND e.id < o.id))"                                 \
  " FROM orders AS o WHERE " BY_ORDER_DATE " AND " IS_KEPT

/* In the place of the time the order; then the row's number, key and name, the quantity and what it came to. */
#define SELECT_LINES(what_, join_, condition_)                                                                         \
  "SELECT o.id, " what_ ", l.quantity, l.total FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id" join_      \
  " WHERE " condition_ " AND " IS_KEPT

/* A cake that is in no catalogue goes by its name. */
#define OF_CAKES "coalesce (l.cake, 0), iif (l.cake IS NULL, l.name, NULL), l.name"
#define OF_CATEGORIES "0, coalesce (c.category, ''), NULL"
#define OF_OPTIONS "0, j.value, NULL"
#define JOIN_CAKES " LEFT JOIN cakes AS c ON c.id = l.cake"
/* Two groups may have options of the same name: the line is of it once. */
#define JOIN_OPTIONS                                                                                                   \
  " JOIN json_each (l.options) AS j ON NOT EXISTS"                                                                     \
  " (SELECT 1 FROM json_each (l.options) AS k WHERE k.value = j.value AND k.key < j.key)"

/* By order date, by due date, and by order date for what has no due date: always in this order. */
#define ORDERS_BY_DATE                                                                                                 \
  SELECT_ORDERS ("o.order_date", BY_ORDER_DATE), SELECT_ORDERS ("o.due_at", BY_DUE_DATE),                              \
  SELECT_ORDERS ("o.order_date", WITHOUT_DUE_DATE)
#define LINES_BY_DATE(what_, join_)                                                                                    \
  SELECT_LINES (what_, join_, BY_ORDER_DATE), SELECT_LINES (what_, join_, BY_DUE_DATE),                                \
  SELECT_LINES (what_, join_, WITHOUT_DUE_DATE)

enum
{
  ORDERS = 0,
  CAKE_LINES = 3,
  CATEGORY_LINES = 6,
  OPTION_LINES = 9,
  PAYMENTS = 12,
  REFUNDS,
  REFUNDS_OF_ORDERS,
  MOVEMENTS,
  CUSTOMERS,
  N_STATEMENTS,
};

static const char *const statements[N_STATEMENTS + 1] = {
  ORDERS_BY_DATE,
  LINES_BY_DATE (OF_CAKES, ""),
  LINES_BY_DATE (OF_CATEGORIES, JOIN_CAKES),
  LINES_BY_DATE (OF_OPTIONS, JOIN_OPTIONS),
  SELECT_PAYMENTS,
  SELECT_REFUNDS,
  SELECT_REFUNDS " AND " IS_THERE,
  SELECT_MOVEMENTS,
  SELECT_CUSTOMERS,
  NULL,
};

/* The columns of each SELECT begin like this. */
enum
{
  COLUMN_TIME,
  COLUMN_METHOD,
  COLUMN_STAGE,
  COLUMN_AMOUNT,
  COLUMN_OTHER,
};

/**
 * Scan:
 * @self: a report
 * @row: a row of what is counted
 *
 * Counts a row.
 */
typedef void (*Scan) (ServerReport    *self,
                      BakeryStatement *row);

static gboolean
scan (ServerReport     *self,
      BakeryConnection *connection,
      guint             sql,
      Scan              count,
      GError          **error)
{
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, statements[sql], error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, self->store->base.id);
  bakery_statement_bind_int (select, 2, self->begin);
  bakery_statement_bind_int (select, 3, self->end);
  if (sql == CUSTOMERS)
    bakery_statement_bind_text (select, 4, self->among);
  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      count (self, select);
    }

  return FALSE;
}

/* Orders by their own dates, from the first of three statements on: those that have none count when they were placed. */
static gboolean
scan_orders (ServerReport     *self,
             BakeryConnection *connection,
             guint             sql,
             Scan              count,
             GError          **error)
{
  if (self->basis != SERVER_REPORT_DUE_DATE)
    return scan (self, connection, sql, count, error);

  return scan (self, connection, sql + 1, count, error) && scan (self, connection, sql + 2, count, error);
}

static ServerReportRow *
find_row (ServerReport    *self,
          BakeryStatement *row)
{
  int value = 0;

  if (self->by == SERVER_REPORT_PAYMENT_METHOD)
    bakery_enum_from_string (&bakery_payment_methods, bakery_statement_peek_text (row, COLUMN_METHOD), &value);
  else if (self->by == SERVER_REPORT_STAGE)
    bakery_enum_from_string (&bakery_stages, bakery_statement_peek_text (row, COLUMN_STAGE), &value);
  else
    return server_report_get_row_at (self, bakery_statement_get_int (row, COLUMN_TIME));

  return server_report_get_row (self, value, NULL, NULL);
}

static gboolean
is_cancelled (BakeryStatement *row)
{
  return strcmp (bakery_statement_peek_text (row, COLUMN_STAGE), "cancelled") == 0;
}

/* --- Orders and revenue --- */

static void
count_order_revenue (ServerReport    *self,
                     BakeryStatement *row)
{
  gint64 worth = bakery_statement_get_int (row, COLUMN_AMOUNT);
  ServerReportRow *into;

  if (worth == 0 && is_cancelled (row))
    return;

  into = find_row (self, row);
  into->figures[SERVER_REVENUE_ORDERS] += !is_cancelled (row);
  into->figures[SERVER_REVENUE_GROSS] += worth;
  into->figures[SERVER_REVENUE_NET] += worth;
}

static void
count_payment_revenue (ServerReport    *self,
                       BakeryStatement *row)
{
  gint64 amount = bakery_statement_get_int (row, COLUMN_AMOUNT);
  ServerReportRow *into = find_row (self, row);

  into->figures[SERVER_REVENUE_ORDERS] += is_cancelled (row) ? 0 : bakery_statement_get_int (row, COLUMN_OTHER);
  into->figures[SERVER_REVENUE_GROSS] += amount;
  into->figures[SERVER_REVENUE_NET] += amount;
}

static void
count_refund_revenue (ServerReport    *self,
                      BakeryStatement *row)
{
  gint64 amount = bakery_statement_get_int (row, COLUMN_AMOUNT);
  ServerReportRow *into = find_row (self, row);

  into->figures[SERVER_REVENUE_REFUNDED] += amount;
  into->figures[SERVER_REVENUE_NET] -= amount;
}

/**
 * server_report_add_revenue:
 * @self: a report with the figures SERVER_REVENUE_…
 * @connection: any connection
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Adds what the present store sold, or was paid, and what it gave back.
 *
 * Returns: whether it could
 */
gboolean
server_report_add_revenue (ServerReport     *self,
                           BakeryConnection *connection,
                           GError          **error)
{
  if (self->basis == SERVER_REPORT_PAYMENT_DATE)
    return scan (self, connection, PAYMENTS, count_payment_revenue, error) &&
           scan (self, connection, REFUNDS, count_refund_revenue, error);

  return scan_orders (self, connection, ORDERS, count_order_revenue, error) &&
         scan (self, connection, REFUNDS_OF_ORDERS, count_refund_revenue, error);
}

static void
count_order (ServerReport    *self,
             BakeryStatement *row)
{
  ServerReportRow *into = find_row (self, row);

  if (is_cancelled (row))
    {
      into->figures[SERVER_ORDERS_CANCELLED]++;
      return;
    }

  into->figures[SERVER_ORDERS_PLACED]++;
  into->figures[SERVER_ORDERS_TOTAL] += bakery_statement_get_int (row, COLUMN_AMOUNT);
}

/**
 * server_report_add_orders:
 * @self: a report with the figures SERVER_ORDERS_…
 * @connection: any connection
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Adds the orders of the present store.
 *
 * Returns: whether it could
 */
gboolean
server_report_add_orders (ServerReport     *self,
                          BakeryConnection *connection,
                          GError          **error)
{
  return scan_orders (self, connection, ORDERS, count_order, error);
}

static void
count_refund (ServerReport    *self,
              BakeryStatement *row)
{
  ServerReportRow *into = find_row (self, row);

  into->figures[SERVER_REFUNDS_MADE]++;
  into->figures[SERVER_REFUNDS_AMOUNT] += bakery_statement_get_int (row, COLUMN_AMOUNT);
}

/**
 * server_report_add_refunds:
 * @self: a report with the figures SERVER_REFUNDS_…
 * @connection: any connection
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Adds what the present store gave back.
 *
 * Returns: whether it could
 */
gboolean
server_report_add_refunds (ServerReport     *self,
                           BakeryConnection *connection,
                           GError          **error)
{
  return scan (self, connection, REFUNDS, count_refund, error);
}

/* --- Expenses --- */

static void
count_movement (ServerReport    *self,
                BakeryStatement *row)
{
  static const int figures[] = {
    [BAKERY_MOVEMENT_PURCHASE] = SERVER_EXPENSES_PURCHASES,
    [BAKERY_MOVEMENT_CONSUME] = SERVER_EXPENSES_USED,
    [BAKERY_MOVEMENT_WASTE] = SERVER_EXPENSES_WASTE,
    [BAKERY_MOVEMENT_COUNT] = SERVER_EXPENSES_MISSING,
  };
  int kind = BAKERY_MOVEMENT_PURCHASE;
  gint64 cost = bakery_statement_get_int (row, COLUMN_AMOUNT);
  ServerReportRow *into = find_row (self, row);

  bakery_enum_from_string (&bakery_movement_kinds, bakery_statement_peek_text (row, COLUMN_STAGE), &kind);
  into->figures[figures[kind]] += kind == BAKERY_MOVEMENT_PURCHASE ? cost : -cost;
  into->figures[SERVER_EXPENSES_TOTAL] += kind == BAKERY_MOVEMENT_PURCHASE ? cost : 0;
}

static void
count_refund_expense (ServerReport    *self,
                      BakeryStatement *row)
{
  gint64 amount = bakery_statement_get_int (row, COLUMN_AMOUNT);
  ServerReportRow *into = find_row (self, row);

  into->figures[SERVER_EXPENSES_REFUNDS] += amount;
  into->figures[SERVER_EXPENSES_TOTAL] += amount;
}

/**
 * server_report_add_expenses:
 * @self: a report with the figures SERVER_EXPENSES_…
 * @connection: any connection
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Adds what the present store bought, used, threw away, missed and gave back. What is used, thrown away or missing was bought
 * before, and is no expense of its own: the total is that of what was bought and given back.
 *
 * Returns: whether it could
 */
gboolean
server_report_add_expenses (ServerReport     *self,
                            BakeryConnection *connection,
                            GError          **error)
{
  return scan (self, connection, MOVEMENTS, count_movement, error) &&
         scan (self, connection, REFUNDS, count_refund_expense, error);
}

/* --- Customers --- */

static void
count_customer (ServerReport    *self,
                BakeryStatement *row)
{
  ServerReportRow *into = find_row (self, row);
  gint64 *customer;

  if (bakery_statement_is_null (row, COLUMN_AMOUNT))
    {
      into->figures[SERVER_USERS_GUEST_ORDERS]++;
      return;
    }

  if (into->members == NULL)
    into->members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  customer = g_new (gint64, 1);
  *customer = bakery_statement_get_int (row, COLUMN_AMOUNT);
  into->figures[SERVER_USERS_CUSTOMERS] += g_hash_table_add (into->members, customer);
  into->figures[SERVER_USERS_NEW] += bakery_statement_get_int (row, COLUMN_OTHER);
}

/**
 * server_report_add_users:
 * @self: a report with the figures SERVER_USERS_…
 * @connection: any connection
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Adds who ordered at the present store, each of them once in each row. New is who had not ordered at any store that the
 * row is of.
 *
 * Returns: whether it could
 */
gboolean
server_report_add_users (ServerReport     *self,
                         BakeryConnection *connection,
                         GError          **error)
{
  return scan (self, connection, CUSTOMERS, count_customer, error);
}

/* --- Cakes --- */

enum
{
  CAKE_ORDER,
  CAKE_ID,
  CAKE_KEY,
  CAKE_NAME,
  CAKE_QUANTITY,
  CAKE_TOTAL,
};

static void
count_line (ServerReport    *self,
            BakeryStatement *row)
{
  const char *key = bakery_statement_is_null (row, CAKE_KEY) ? NULL : bakery_statement_peek_text (row, CAKE_KEY);
  const char *name = bakery_statement_is_null (row, CAKE_NAME) ? NULL : bakery_statement_peek_text (row, CAKE_NAME);
  ServerReportRow *into = server_report_get_row (self, bakery_statement_get_int (row, CAKE_ID), key, name);
  gint64 order = bakery_statement_get_int (row, CAKE_ORDER);

  into->figures[SERVER_CAKES_ORDERS] += order != into->last;
  into->figures[SERVER_CAKES_QUANTITY] += bakery_statement_get_int (row, CAKE_QUANTITY);
  into->figures[SERVER_CAKES_SALES] += bakery_statement_get_int (row, CAKE_TOTAL);
  into->last = order;
}

/**
 * server_report_add_cakes:
 * @self: a report with the figures SERVER_CAKES_…
 * @connection: any connection
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Adds what was ordered at the present store, without tax and delivery.
 *
 * Returns: whether it could
 */
gboolean
server_report_add_cakes (ServerReport     *self,
                         BakeryConnection *connection,
                         GError          **error)
{
  guint sql = CAKE_LINES;

  if (self->by == SERVER_REPORT_CATEGORY)
    sql = CATEGORY_LINES;
  else if (self->by == SERVER_REPORT_OPTION)
    sql = OPTION_LINES;

  return scan_orders (self, connection, sql, count_line, error);
}

/**
 * server_report_list_statements:
 *
 * Returns: (transfer none) (array zero-terminated=1): all that reports ask the database, so that it can be seen how it finds
 *   the answers
 */
const char *const *
server_report_list_statements (void)
{
  return statements;
}
