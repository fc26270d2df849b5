/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of day closes. A close counts each payment and refund since the last one, once: those that it has counted are marked, so
 * that one whose provider was slow, and which is stored only after the close that it would have belonged to, is counted by the
 * next. So is a refund that comes back from the customer's bank when it was counted already. Runs on the writer's thread, but
 * for a look at what a close would be. */

#include "config.h"

#include "server-day-close-store.h"

#include "bakery-business-day.h"
#include "bakery-error.h"
#include "bakery-records.h"
#include "bakery-store.h"
#include "bakery-time.h"

/* So long after its time something is still looked for that the last close could not count. */
#define LATENESS BAKERY_DAY

/* Days that were not closed are closed one by one for so long; after that all of them with the present one. */
#define MOST_OPEN_DAYS 7

#define IS_CAPTURED "status IN ('succeeded', 'partly_refunded', 'refunded')"
#define IS_MARKED(entity_, row_)                                                                                       \
  "EXISTS (SELECT 1 FROM day_close_entries AS d WHERE d.entity = '" entity_ "' AND d.id = " row_ ".id)"

/* What counts of the store $1 from $2 to before $3. */
#define PAYMENTS                                                                                                       \
  " FROM payments AS t WHERE t.store = $1 AND t.paid_at >= $2 AND t.paid_at < $3 AND t." IS_CAPTURED                   \
  " AND NOT " IS_MARKED ("payment", "t")
#define REFUNDS                                                                                                        \
  " FROM refunds AS t WHERE t.store = $1 AND t.refunded_at >= $2 AND t.refunded_at < $3 AND t.status = 'succeeded'"    \
  " AND NOT " IS_MARKED ("refund", "t")
#define RETURNS                                                                                                        \
  " FROM refunds AS t WHERE t.store = $1 AND t.updated_at >= $2 AND t.updated_at < $3 AND t.status = 'failed'"         \
  " AND " IS_MARKED ("refund", "t") " AND NOT " IS_MARKED ("return", "t")

/* The amount, the payment method, the tax rate, the tax and the total of the order, and what was counted of it before. */
static const char payments[] =
  "SELECT t.amount, t.method, o.tax_rate, o.tax, o.total_price,"
  " (SELECT coalesce (sum (e.amount), 0) FROM payments AS e WHERE e.\"order\" = t.\"order\" AND e.id <> t.id AND e." IS_CAPTURED
  " AND ((e.paid_at, e.id) < (t.paid_at, t.id) OR " IS_MARKED ("payment", "e") "))"
  " FROM (SELECT *" PAYMENTS ") AS t JOIN orders AS o ON o.id = t.\"order\"";
static const char refunds[] =
  "SELECT t.amount, p.method, o.tax_rate, o.tax, o.total_price,"
  " (SELECT coalesce (sum (e.amount), 0) FROM refunds AS e WHERE e.\"order\" = t.\"order\" AND e.id <> t.id"
  " AND e.status = 'succeeded' AND ((e.refunded_at, e.id) < (t.refunded_at, t.id) OR " IS_MARKED ("refund", "e") "))"
  " FROM (SELECT *" REFUNDS ") AS t JOIN payments AS p ON p.id = t.payment JOIN orders AS o ON o.id = t.\"order\"";

/* What is counted of the order and stays so; of several that come back, the first one comes back first. */
static const char returns[] =
  "SELECT t.amount, p.method, o.tax_rate, o.tax, o.total_price,"
  " (SELECT coalesce (sum (e.amount), 0) FROM refunds AS e WHERE e.\"order\" = t.\"order\" AND e.id <> t.id"
  " AND (e.status = 'succeeded' AND (e.refunded_at < $2 OR " IS_MARKED ("refund", "e") ")"
  " OR e.status = 'failed' AND e.id > t.id AND " IS_MARKED ("refund", "e") " AND NOT " IS_MARKED ("return", "e") "))"
  " FROM (SELECT *" RETURNS ") AS t JOIN payments AS p ON p.id = t.payment JOIN orders AS o ON o.id = t.\"order\"";

/* What was closed so far. */
typedef struct
{
  gint64 number;
  gint64 first;
  gint64 end;
  gint64 date;
} History;

static gboolean
load_history (BakeryConnection *connection,
              gint64            store,
              History          *ret_history,
              GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT max (number), min (begins_at), max (ends_at), max (business_day)"
                               " FROM day_closes WHERE store = $1 HAVING count (*) > 0",
                               error);
  gboolean has_row;

  *ret_history = (History) { 0 };
  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store);
  if (!bakery_statement_step (select, &has_row, error) || !has_row)
    return !has_row;

  ret_history->number = bakery_statement_get_int (select, 0);
  ret_history->first = bakery_statement_get_int (select, 1);
  ret_history->end = bakery_statement_get_int (select, 2);

  return bakery_business_date_from_string (bakery_statement_peek_text (select, 3), &ret_history->date);
}

/* Days are closed one after the other, and not before they have begun. */
static gboolean
check_day (const BakeryBusinessDay *day,
           const History           *history,
           gint64                   now,
           GError                 **error)
{
  if (now < day->begin)
    {
      bakery_set_error_violation (error, "business_day", "This business day has not begun yet.");
      return FALSE;
    }
  if (history->number == 0 || day->date > history->date)
    return TRUE;

  g_set_error_literal (error,
                       BAKERY_ERROR,
                       BAKERY_ERROR_CONFLICT,
                       day->date == history->date ? "This business day is closed already."
                                                  : "A later business day is closed already.");

  return FALSE;
}

/* Of the days since the last close, the first one in which something was taken or given back; the present one unless there is
 * such a day. Takings of a day that was closed early belong to the next one. */
static gboolean
find_open_day (BakeryConnection  *connection,
               const BakeryStore *store,
               const History     *history,
               gint64             now,
               BakeryBusinessDay *ret_day,
               GError           **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT min (moment) FROM (SELECT min (t.paid_at) AS moment" PAYMENTS
                               " UNION ALL SELECT min (t.refunded_at)" REFUNDS
                               " UNION ALL SELECT min (t.updated_at)" RETURNS ") AS first",
                               error);
  BakeryBusinessDay first;
  gboolean has_row;

  bakery_business_day_init_from_time (ret_day, store, now);
  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store->base.id);
  bakery_statement_bind_int (select, 2, history->end);
  bakery_statement_bind_int (select, 3, now);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (history->number == 0 || bakery_statement_get_int (select, 0) == 0)
    return TRUE;

  bakery_business_day_init_from_time (&first, store, bakery_statement_get_int (select, 0));
  if (first.date > history->date && ret_day->date - first.date <= MOST_OPEN_DAYS)
    *ret_day = first;

  return TRUE;
}

static gboolean
set_span (BakeryConnection  *connection,
          BakeryDayClose    *close,
          const BakeryStore *store,
          const History     *history,
          gint64             now,
          GError           **error)
{
  BakeryBusinessDay day;
  gint64 date = 0;

  if (close->business_day[0] == '\0')
    {
      if (!find_open_day (connection, store, history, now, &day, error))
        return FALSE;
      g_free (close->business_day);
      close->business_day = bakery_business_date_to_string (day.date);
    }
  else
    {
      bakery_business_date_from_string (close->business_day, &date);
      bakery_business_day_init (&day, store, date);
    }
  if (!check_day (&day, history, now, error))
    return FALSE;

  close->number = history->number + 1;
  close->begins_at = history->number > 0 ? history->end : day.begin;
  close->ends_at = MAX (MIN (now, day.end), close->begins_at);

  return TRUE;
}

/* Counts into the close what a row says. */
typedef void (*Add) (BakeryDayClose *close,
                     int             method,
                     gint64          amount,
                     gint64          tax_rate,
                     gint64          tax);

static void
add_row (BakeryDayClose  *close,
         BakeryStatement *row,
         Add              add)
{
  gint64 amount = bakery_statement_get_int (row, 0);
  gint64 tax = bakery_tax_share (bakery_statement_get_int (row, 3),
                                 bakery_statement_get_int (row, 4),
                                 bakery_statement_get_int (row, 5),
                                 amount);
  int method = BAKERY_DAY_CLOSE_CASH;

  bakery_enum_from_string (&bakery_payment_methods, bakery_statement_peek_text (row, 1), &method);
  add (close, method, amount, bakery_statement_get_int (row, 2), tax);
}

static gint64
get_earliest (const BakeryDayClose *close,
              const History        *history)
{
  return history->number > 0 ? MAX (close->begins_at - LATENESS, history->first) : close->begins_at;
}

static gboolean
add_rows (BakeryConnection *connection,
          BakeryDayClose   *close,
          const History    *history,
          const char       *sql,
          Add               add,
          GError          **error)
{
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, close->store);
  bakery_statement_bind_int (select, 2, get_earliest (close, history));
  bakery_statement_bind_int (select, 3, close->ends_at);
  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      add_row (close, select, add);
    }

  return FALSE;
}

/**
 * server_day_close_store_fill:
 * @connection: any connection
 * @close: a new one with its store, its float, what was counted, and perhaps its business day; gets everything else
 * @now: the present instant
 * @error: %BAKERY_ERROR_NOT_FOUND without the store, %BAKERY_ERROR_INVALID for a day that has not begun,
 *   %BAKERY_ERROR_CONFLICT for one that is closed, or a %BAKERY_STORAGE_ERROR
 *
 * Sums up what there is to close.
 *
 * Returns: whether it can be closed
 */
gboolean
server_day_close_store_fill (BakeryConnection *connection,
                             BakeryDayClose   *close,
                             gint64            now,
                             GError          **error)
{
  g_autoptr(BakeryStore) store =
    bakery_records_load (connection, &bakery_store_type, close->store, BAKERY_RECORDS_TABLES, error);
  History history;

  if (store == NULL || !load_history (connection, close->store, &history, error) ||
      !set_span (connection, close, store, &history, now, error))
    return FALSE;

  g_free (close->currency);
  close->currency = g_strdup (store->currency);
  close->cash_expected = close->cash_float;
  if (!add_rows (connection, close, &history, payments, bakery_day_close_add_payment, error) ||
      !add_rows (connection, close, &history, refunds, bakery_day_close_add_refund, error) ||
      !add_rows (connection, close, &history, returns, bakery_day_close_add_return, error))
    return FALSE;
  bakery_entity_derive (close);

  return TRUE;
}

static gboolean
mark (BakeryConnection     *connection,
      const BakeryDayClose *close,
      const History        *history,
      const char           *sql,
      GError              **error)
{
  g_autoptr(BakeryStatement) insert = bakery_connection_prepare (connection, sql, error);

  if (insert == NULL)
    return FALSE;

  bakery_statement_bind_int (insert, 1, close->store);
  bakery_statement_bind_int (insert, 2, get_earliest (close, history));
  bakery_statement_bind_int (insert, 3, close->ends_at);
  bakery_statement_bind_int (insert, 4, close->base.id);

  return bakery_statement_run (insert, error);
}

/**
 * server_day_close_store_mark:
 * @connection: the writer's connection
 * @close: one that has just been stored, in the same transaction in which it was filled
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Marks what @close has counted.
 *
 * Returns: whether it could
 */
gboolean
server_day_close_store_mark (BakeryConnection     *connection,
                             const BakeryDayClose *close,
                             GError              **error)
{
  History history;

  if (!load_history (connection, close->store, &history, error))
    return FALSE;

  /* The close itself is part of history by now. */
  history.number--;

  return mark (connection, close, &history,
               "INSERT INTO day_close_entries (entity, id, day_close) SELECT 'return', t.id, $4" RETURNS, error) &&
         mark (connection, close, &history,
               "INSERT INTO day_close_entries (entity, id, day_close) SELECT 'payment', t.id, $4" PAYMENTS, error) &&
         mark (connection, close, &history,
               "INSERT INTO day_close_entries (entity, id, day_close) SELECT 'refund', t.id, $4" REFUNDS, error);
}
