/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an order with its payments and refunds counts for, and on which day; what is in it is counted in
 * console-sales-lines.c, what goods cost in console-sales-goods.c. An order counts with its total unless it was
 * cancelled; of a cancelled one counts what was paid for it, so that what went back of that can be taken from it. Orders whose
 * store is not known yet are counted when it is. Writer's thread. */

#include "config.h"

#include "console-sales-facts-private.h"

#include "bakery-business-day.h"
#include "bakery-payment.h"
#include "bakery-records.h"
#include "bakery-time.h"
#include "console-day.h"

static GPtrArray *
load_of_order (BakeryConnection       *connection,
               const BakeryEntityType *type,
               gint64                  order,
               GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE \"order\" = $1", columns, type->table);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  bakery_statement_bind_int (statement, 1, order);

  return bakery_records_read_all (type, statement, BAKERY_RECORDS_DOCUMENTS, error);
}

/**
 * console_sales_moment_init:
 * @self: (out): gets the moment
 * @store: where
 * @basis: which date decided
 * @time: when
 *
 * Works out on which day of the store something counts.
 */
void
console_sales_moment_init (ConsoleSalesMoment *self,
                           const BakeryStore  *store,
                           ConsoleSalesBasis   basis,
                           gint64              time)
{
  BakeryBusinessDay day;
  int minutes;

  bakery_business_day_init_from_time (&day, store, time);
  bakery_time_get_day (time, store->time_zone, &minutes);
  self->basis = basis;
  self->day = (int) day.date;
  self->month = console_day_get_month (self->day);
  self->hour = minutes / 60;
}

/**
 * console_sales_bundle_add:
 * @self: an order on its way into a tally
 * @grain: what the sums are of
 * @moment: when it counts
 * @number: the key, where @text is %NULL
 * @text: (nullable): the key
 * @figures: what it adds
 *
 * Counts something in or out.
 */
void
console_sales_bundle_add (const ConsoleSalesBundle  *self,
                          ConsoleSalesGrain          grain,
                          const ConsoleSalesMoment  *moment,
                          gint64                     number,
                          const char                *text,
                          const ConsoleSalesFigures *figures)
{
  const gboolean is_month = grain == CONSOLE_SALES_CAKE_MONTH || grain == CONSOLE_SALES_OPTION_MONTH ||
                            grain == CONSOLE_SALES_CAKE_OPTION_MONTH;
  const ConsoleSalesCell cell = {
    .grain = grain,
    .basis = moment->basis,
    .store = self->order->store,
    .number = number,
    .text = text,
    .day = is_month ? moment->month : moment->day,
  };

  console_sales_tally_add (self->tally, &cell, moment->hour, figures, self->sign);
}

static gboolean
is_cancelled (const ConsoleSalesBundle *bundle)
{
  return bundle->order->stage == BAKERY_STAGE_CANCELLED;
}

static gint64
sum_captured (const ConsoleSalesBundle *bundle)
{
  gint64 sum = 0;

  for (guint i = 0; i < bundle->payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (bundle->payments, i);

      sum += bakery_payment_is_captured (payment) ? payment->amount : 0;
    }

  return sum;
}

static void
count_stage (const ConsoleSalesBundle *bundle,
             const ConsoleSalesMoment *moment)
{
  const ConsoleSalesFigures figures = {
    .orders = 1,
    .quantity = bundle->order->quantity,
    .sales = bundle->order->total_price,
  };

  console_sales_bundle_add (bundle, CONSOLE_SALES_STAGE, moment, bundle->order->stage, NULL, &figures);
}

/* By the date of the order, or the day it is due. */
static void
count_order (const ConsoleSalesBundle *bundle,
             ConsoleSalesBasis         basis,
             gint64                    time)
{
  const BakeryOrder *order = bundle->order;
  ConsoleSalesFigures figures = { .sales = sum_captured (bundle) };
  ConsoleSalesMoment moment;

  console_sales_moment_init (&moment, bundle->store, basis, time);
  if (!is_cancelled (bundle))
    {
      figures = (ConsoleSalesFigures) {
        .orders = 1,
        .ordered = order->total_price,
        .quantity = order->quantity,
        .sales = order->total_price,
        .tax = order->tax,
        .delivery = order->delivery_fee,
      };
    }

  console_sales_bundle_add (bundle, CONSOLE_SALES_TOTAL, &moment, 0, NULL, &figures);
  console_sales_bundle_add (bundle, CONSOLE_SALES_METHOD, &moment, order->payment_method, NULL, &figures);
  count_stage (bundle, &moment);
  console_sales_bundle_count_lines (bundle, &moment);
}

/* By the date of payment: money on the day it came, the order and its cakes on the day the first of it did. */

static void
count_payment (const ConsoleSalesBundle *bundle,
               const BakeryPayment      *payment)
{
  const ConsoleSalesFigures figures = { .sales = payment->amount };
  ConsoleSalesMoment moment;

  console_sales_moment_init (&moment, bundle->store, CONSOLE_SALES_BY_PAYMENT_DATE, payment->paid_at);
  console_sales_bundle_add (bundle, CONSOLE_SALES_TOTAL, &moment, 0, NULL, &figures);
  console_sales_bundle_add (bundle, CONSOLE_SALES_METHOD, &moment, payment->method, NULL, &figures);
}

static void
count_paid_order (const ConsoleSalesBundle *bundle,
                  const BakeryPayment      *first)
{
  const BakeryOrder *order = bundle->order;
  const ConsoleSalesFigures figures = {
    .orders = 1,
    .ordered = order->total_price,
    .quantity = order->quantity,
    .tax = order->tax,
    .delivery = order->delivery_fee,
  };
  ConsoleSalesMoment moment;

  console_sales_moment_init (&moment, bundle->store, CONSOLE_SALES_BY_PAYMENT_DATE, first->paid_at);
  count_stage (bundle, &moment);
  console_sales_bundle_count_lines (bundle, &moment);
  if (is_cancelled (bundle))
    return;

  console_sales_bundle_add (bundle, CONSOLE_SALES_TOTAL, &moment, 0, NULL, &figures);
  console_sales_bundle_add (bundle, CONSOLE_SALES_METHOD, &moment, first->method, NULL, &figures);
}

static gboolean
is_earlier (const BakeryPayment *payment,
            const BakeryPayment *other)
{
  return other == NULL || payment->paid_at < other->paid_at ||
         (payment->paid_at == other->paid_at && payment->base.id < other->base.id);
}

static void
count_payments (const ConsoleSalesBundle *bundle)
{
  const BakeryPayment *first = NULL;

  for (guint i = 0; i < bundle->payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (bundle->payments, i);

      if (!bakery_payment_is_captured (payment))
        continue;
      count_payment (bundle, payment);
      if (is_earlier (payment, first))
        first = payment;
    }

  if (first != NULL)
    count_paid_order (bundle, first);
}

/* Refunds count on their own day, whatever the basis. */

static int
find_method (const ConsoleSalesBundle *bundle,
             const BakeryRefund       *refund)
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
count_refund (const ConsoleSalesBundle *bundle,
              const BakeryRefund       *refund)
{
  const ConsoleSalesFigures figures = { .refunds = refund->amount, .n_refunds = 1 };

  if (refund->status != BAKERY_REFUND_STATE_SUCCEEDED)
    return;

  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    {
      ConsoleSalesMoment moment;

      console_sales_moment_init (&moment, bundle->store, basis, get_refund_time (refund));
      console_sales_bundle_add (bundle, CONSOLE_SALES_TOTAL, &moment, 0, NULL, &figures);
      console_sales_bundle_add (bundle, CONSOLE_SALES_METHOD, &moment, find_method (bundle, refund), NULL, &figures);
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
  ConsoleSalesBundle bundle = { self, order, NULL, NULL, NULL, sign };

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
                               "DELETE FROM sales WHERE grain BETWEEN 0 AND $2 AND basis BETWEEN 0 AND 2 AND store = $1",
                               error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, store);
  bakery_statement_bind_int (statement, 2, CONSOLE_N_SALES_GRAINS - 1);
  return bakery_statement_run (statement, error);
}

/**
 * console_sales_tally_recount:
 * @self: a tally
 * @connection: inside a transaction that may write the cache
 * @store: a store whose days are others than before, or that was not known
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts all orders and movements of a store anew.
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
      if (order == NULL || !console_sales_tally_count_order (self, connection, order, 1, error) ||
          !console_sales_tally_flush_full (self, connection, error))
        return FALSE;
    }

  return console_sales_tally_recount_goods (self, connection, store->base.id, error) &&
         console_sales_tally_flush (self, connection, error);
}
