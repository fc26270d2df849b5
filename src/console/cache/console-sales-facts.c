/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an order with its payments and refunds counts for, and on which day. An order counts with its total unless it was
 * cancelled; of a cancelled one counts what was paid for it, so that what went back of that can be taken from it. Orders whose
 * store is not known yet are counted when it is. Writer's thread. */

#include "config.h"

#include "console-sales-tally-private.h"

#include "bakery-business-day.h"
#include "bakery-payment.h"
#include "bakery-records.h"
#include "bakery-time.h"
#include "console-day.h"

/* So many rows are held in memory while everything is counted anew. */
#define MAXIMUM_CELLS 20000

/* One order on its way into the tally. */
typedef struct
{
  ConsoleSalesTally *tally;
  const BakeryOrder *order;
  const BakeryStore *store;
  GPtrArray         *payments;
  GPtrArray         *refunds;
  int                sign;
} SalesBundle;

/* When something counts. */
typedef struct
{
  ConsoleSalesBasis basis;
  int               day;
  int               month;
  int               hour;
} SalesMoment;

static GPtrArray *
load_of_order (BakeryConnection       *connection,
               const BakeryEntityType *type,
               gint64                  order,
               GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE \"order\" = $1", columns, type->table);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  bakery_statement_bind_int (statement, 1, order);
  for (;;)
    {
      gpointer entity;

      if (!bakery_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&entities);

      entity = bakery_records_from_row (type, statement, 0, BAKERY_RECORDS_DOCUMENTS, error);
      if (entity == NULL)
        return NULL;
      g_ptr_array_add (entities, entity);
    }
}

static SalesMoment
find_moment (const SalesBundle *bundle,
             ConsoleSalesBasis  basis,
             gint64             time)
{
  SalesMoment moment = { .basis = basis };
  BakeryBusinessDay day;
  int minutes;

  bakery_business_day_init_from_time (&day, bundle->store, time);
  bakery_time_get_day (time, bundle->store->time_zone, &minutes);
  moment.day = (int) day.date;
  moment.month = console_day_get_month (moment.day);
  moment.hour = minutes / 60;

  return moment;
}

static void
add (const SalesBundle         *bundle,
     ConsoleSalesGrain          grain,
     const SalesMoment         *moment,
     gint64                     number,
     const char                *text,
     const ConsoleSalesFigures *figures)
{
  const gboolean is_month = grain == CONSOLE_SALES_CAKE_MONTH || grain == CONSOLE_SALES_OPTION_MONTH;
  const gboolean has_hour = grain == CONSOLE_SALES_TOTAL || grain == CONSOLE_SALES_CAKE;
  const ConsoleSalesCell cell = {
    .grain = grain,
    .basis = moment->basis,
    .store = bundle->order->store,
    .number = number,
    .text = text,
    .day = is_month ? moment->month : moment->day,
    .hour = has_hour ? moment->hour : 0,
  };

  console_sales_tally_add (bundle->tally, &cell, figures, bundle->sign);
}

static gboolean
is_cancelled (const SalesBundle *bundle)
{
  return bundle->order->stage == BAKERY_STAGE_CANCELLED;
}

static gint64
sum_captured (const SalesBundle *bundle)
{
  gint64 sum = 0;

  for (guint i = 0; i < bundle->payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (bundle->payments, i);

      sum += bakery_payment_is_captured (payment) ? payment->amount : 0;
    }

  return sum;
}

/* Cakes and options. An order counts once for each of them, in however many of its lines they are. */

static gboolean
is_first_of_cake (const BakeryOrder     *order,
                  const BakeryOrderLine *line)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const BakeryOrderLine *other = g_ptr_array_index (order->lines, i);

      if (other == line)
        return TRUE;
      if (other->cake == line->cake && (line->cake != 0 || g_strcmp0 (other->name, line->name) == 0))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_first_with_option (const BakeryOrder     *order,
                      const BakeryOrderLine *line,
                      const char            *option)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const BakeryOrderLine *other = g_ptr_array_index (order->lines, i);

      if (other == line)
        return TRUE;
      if (other->options != NULL && g_strv_contains ((const char *const *) other->options, option))
        return FALSE;
    }

  return TRUE;
}

static void
count_options (const SalesBundle     *bundle,
               const SalesMoment     *moment,
               const BakeryOrderLine *line)
{
  for (guint i = 0; line->options != NULL && line->options[i] != NULL; i++)
    {
      const ConsoleSalesFigures figures = {
        .orders = is_first_with_option (bundle->order, line, line->options[i]),
        .quantity = line->quantity,
        .sales = line->total,
      };

      add (bundle, CONSOLE_SALES_OPTION, moment, 0, line->options[i], &figures);
      add (bundle, CONSOLE_SALES_OPTION_MONTH, moment, 0, line->options[i], &figures);
    }
}

static void
count_line (const SalesBundle     *bundle,
            const SalesMoment     *moment,
            const BakeryOrderLine *line)
{
  const char *name = line->cake == 0 ? line->name : NULL;
  const ConsoleSalesFigures figures = {
    .orders = is_first_of_cake (bundle->order, line),
    .quantity = line->quantity,
    .sales = line->total,
  };

  add (bundle, CONSOLE_SALES_CAKE, moment, line->cake, name, &figures);
  add (bundle, CONSOLE_SALES_CAKE_MONTH, moment, line->cake, name, &figures);
  count_options (bundle, moment, line);
  if (line->cake != 0 && bundle->sign > 0)
    console_sales_tally_name_cake (bundle->tally, line->cake, line->name);
}

static void
count_lines (const SalesBundle *bundle,
             const SalesMoment *moment)
{
  for (guint i = 0; bundle->order->lines != NULL && i < bundle->order->lines->len; i++)
    count_line (bundle, moment, g_ptr_array_index (bundle->order->lines, i));
}

static void
count_stage (const SalesBundle *bundle,
             const SalesMoment *moment)
{
  const ConsoleSalesFigures figures = {
    .orders = 1,
    .quantity = bundle->order->quantity,
    .sales = bundle->order->total_price,
  };

  add (bundle, CONSOLE_SALES_STAGE, moment, bundle->order->stage, NULL, &figures);
}

/* By the date of the order, or the day it is due. */
static void
count_order (const SalesBundle *bundle,
             ConsoleSalesBasis  basis,
             gint64             time)
{
  const BakeryOrder *order = bundle->order;
  const SalesMoment moment = find_moment (bundle, basis, time);
  ConsoleSalesFigures figures = { .sales = sum_captured (bundle) };

  if (!is_cancelled (bundle))
    {
      figures = (ConsoleSalesFigures) {
        .orders = 1,
        .quantity = order->quantity,
        .sales = order->total_price,
        .tax = order->tax,
        .delivery = order->delivery_fee,
      };
      count_lines (bundle, &moment);
    }

  add (bundle, CONSOLE_SALES_TOTAL, &moment, 0, NULL, &figures);
  add (bundle, CONSOLE_SALES_METHOD, &moment, order->payment_method, NULL, &figures);
  count_stage (bundle, &moment);
}

/* By the date of payment: money on the day it came, the order and its cakes on the day the last of it did. */

static void
count_payment (const SalesBundle   *bundle,
               const BakeryPayment *payment)
{
  const SalesMoment moment = find_moment (bundle, CONSOLE_SALES_BY_PAYMENT_DATE, payment->paid_at);
  const ConsoleSalesFigures figures = { .sales = payment->amount };

  add (bundle, CONSOLE_SALES_TOTAL, &moment, 0, NULL, &figures);
  add (bundle, CONSOLE_SALES_METHOD, &moment, payment->method, NULL, &figures);
}

static void
count_paid_order (const SalesBundle *bundle)
{
  const BakeryOrder *order = bundle->order;
  const SalesMoment moment = find_moment (bundle, CONSOLE_SALES_BY_PAYMENT_DATE, order->paid_at);
  const ConsoleSalesFigures figures = {
    .orders = 1,
    .quantity = order->quantity,
    .tax = order->tax,
    .delivery = order->delivery_fee,
  };

  count_stage (bundle, &moment);
  if (is_cancelled (bundle))
    return;

  add (bundle, CONSOLE_SALES_TOTAL, &moment, 0, NULL, &figures);
  add (bundle, CONSOLE_SALES_METHOD, &moment, order->payment_method, NULL, &figures);
  count_lines (bundle, &moment);
}

static void
count_payments (const SalesBundle *bundle)
{
  for (guint i = 0; i < bundle->payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (bundle->payments, i);

      if (bakery_payment_is_captured (payment))
        count_payment (bundle, payment);
    }

  if (bundle->order->paid_at != 0)
    count_paid_order (bundle);
}

/* Refunds count on their own day, whatever the basis. */

static int
find_method (const SalesBundle  *bundle,
             const BakeryRefund *refund)
{
  for (guint i = 0; i < bundle->payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (bundle->payments, i);

      if (payment->base.id == refund->payment)
        return payment->method;
    }

  return bundle->order->payment_method;
}

static gint64
get_refund_time (const BakeryRefund *refund)
{
  return refund->refunded_at != 0 ? refund->refunded_at : refund->created_at;
}

static void
count_refund (const SalesBundle  *bundle,
              const BakeryRefund *refund)
{
  const ConsoleSalesFigures figures = { .refunds = refund->amount, .n_refunds = 1 };

  if (refund->status != BAKERY_REFUND_STATE_SUCCEEDED)
    return;

  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    {
      const SalesMoment moment = find_moment (bundle, basis, get_refund_time (refund));

      add (bundle, CONSOLE_SALES_TOTAL, &moment, 0, NULL, &figures);
      add (bundle, CONSOLE_SALES_METHOD, &moment, find_method (bundle, refund), NULL, &figures);
    }
}

/**
 * console_sales_tally_count_order:
 * @self: a tally
 * @connection: a connection that has the cache
 * @order: an order; its payments and refunds are read from the cache
 * @sign: 1 after it was written, -1 before it changes
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts an order in or out.
 *
 * Returns: %FALSE with @error set when it could not be counted
 */
gboolean
console_sales_tally_count_order (ConsoleSalesTally *self,
                                 BakeryConnection  *connection,
                                 const BakeryOrder *order,
                                 int                sign,
                                 GError           **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GPtrArray) payments = NULL;
  g_autoptr(GPtrArray) refunds = NULL;
  SalesBundle bundle = { self, order, NULL, NULL, NULL, sign };

  bundle.store = console_sales_tally_find_store (self, connection, order->store, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (bundle.store == NULL)
    return TRUE;

  bundle.payments = payments = load_of_order (connection, &bakery_payment_type, order->base.id, error);
  if (payments == NULL)
    return FALSE;
  bundle.refunds = refunds = load_of_order (connection, &bakery_refund_type, order->base.id, error);
  if (refunds == NULL)
    return FALSE;

  count_order (&bundle, CONSOLE_SALES_BY_ORDER_DATE, order->order_date);
  count_order (&bundle, CONSOLE_SALES_BY_DUE_DATE, order->due_at != 0 ? order->due_at : order->order_date);
  count_payments (&bundle);
  for (guint i = 0; i < refunds->len; i++)
    count_refund (&bundle, g_ptr_array_index (refunds, i));

  return TRUE;
}

/**
 * console_sales_tally_count_id:
 * @self: a tally
 * @connection: a connection that has the cache
 * @order: the id of an order; nothing happens when the cache has none of that id
 * @sign: 1 after its payments or refunds were written, -1 before they change
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts an order in or out as the cache has it.
 *
 * Returns: %FALSE with @error set when it could not be counted
 */
gboolean
console_sales_tally_count_id (ConsoleSalesTally *self,
                              BakeryConnection  *connection,
                              gint64             order,
                              int                sign,
                              GError           **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_order_type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM orders WHERE id = $1", columns);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  g_autoptr(BakeryOrder) found = NULL;
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, order);
  if (!bakery_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  found = bakery_records_from_row (&bakery_order_type, statement, 0, BAKERY_RECORDS_DOCUMENTS, error);
  return found != NULL && console_sales_tally_count_order (self, connection, found, sign, error);
}

static gboolean
remove_store (BakeryConnection *connection,
              gint64            store,
              GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "DELETE FROM sales WHERE grain BETWEEN 0 AND 6 AND basis BETWEEN 0 AND 2 AND store = $1",
                               error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, store);
  return bakery_statement_run (statement, error);
}

/**
 * console_sales_tally_recount:
 * @self: a tally
 * @connection: inside a transaction that may write the cache
 * @store: a store whose days are others than before, or that was not known
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts all orders of a store anew.
 *
 * Returns: %FALSE with @error set when they were not counted
 */
gboolean
console_sales_tally_recount (ConsoleSalesTally *self,
                             BakeryConnection  *connection,
                             const BakeryStore *store,
                             GError           **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_order_type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM orders WHERE store = $1", columns);
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row = TRUE;

  if (!console_sales_tally_flush (self, connection, error) || !remove_store (connection, store->base.id, error))
    return FALSE;

  console_sales_tally_forget_stores (self);
  statement = bakery_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, store->base.id);
  while (has_row)
    {
      g_autoptr(BakeryOrder) order = NULL;

      if (!bakery_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      order = bakery_records_from_row (&bakery_order_type, statement, 0, BAKERY_RECORDS_DOCUMENTS, error);
      if (order == NULL || !console_sales_tally_count_order (self, connection, order, 1, error))
        return FALSE;
      if (console_sales_tally_get_length (self) > MAXIMUM_CELLS && !console_sales_tally_flush (self, connection, error))
        return FALSE;
    }

  return console_sales_tally_flush (self, connection, error);
}
