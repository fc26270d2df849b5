/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The payments behind the demo's paid orders, taken by the test provider or confirmed by the shop. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-payment.h"
#include "bakery-records.h"
#include "server-changes.h"
#include "server-entity-store.h"

static BakeryPaymentProvider
get_provider (const BakeryOrder *order)
{
  gboolean is_online = order->payment_method == BAKERY_PAYMENT_METHOD_CREDIT_CARD ||
                       order->payment_method == BAKERY_PAYMENT_METHOD_PAYPAL;

  return is_online ? BAKERY_PAYMENT_PROVIDER_TEST : BAKERY_PAYMENT_PROVIDER_MANUAL;
}

static BakeryPayment *
make_payment (const BakeryOrder *order)
{
  BakeryPayment *payment = bakery_payment_new ();

  payment->order = order->base.id;
  payment->store = order->store;
  payment->customer = order->customer;
  server_demo_set_text (&payment->currency, order->currency);
  payment->amount = order->total_price;
  payment->method = order->payment_method;
  payment->provider = (int) get_provider (order);
  payment->status = BAKERY_PAYMENT_STATE_SUCCEEDED;
  payment->paid_at = order->paid_at;
  payment->created_at = order->paid_at;
  payment->updated_at = order->paid_at;
  g_free (payment->key);
  payment->key = g_strdup_printf ("demo-payment-%" G_GINT64_FORMAT, order->base.id);

  return payment;
}

static BakeryRefund *
make_refund (const BakeryPayment *payment,
             gint64               at)
{
  BakeryRefund *refund = bakery_refund_new ();

  refund->payment = payment->base.id;
  refund->order = payment->order;
  refund->store = payment->store;
  refund->customer = payment->customer;
  server_demo_set_text (&refund->currency, payment->currency);
  refund->amount = payment->amount;
  server_demo_set_text (&refund->reason, "The order was cancelled.");
  refund->status = BAKERY_REFUND_STATE_SUCCEEDED;
  refund->refunded_at = at;
  refund->created_at = at;
  refund->updated_at = at;
  g_free (refund->key);
  refund->key = g_strdup_printf ("demo-refund-%" G_GINT64_FORMAT, payment->order);

  return refund;
}

static gboolean
insert (ServerDemo *self,
        gpointer    entity,
        gint64      at,
        GError    **error)
{
  return server_changes_next_revision (self->connection, &BAKERY_ENTITY (entity)->revision, error) &&
         bakery_records_insert (self->connection, entity, BAKERY_RECORDS_TABLES, error) &&
         server_changes_record (self->connection, entity, server_entity_get_store (entity), FALSE, at, error);
}

/**
 * server_demo_create_payment:
 * @self: the demo
 * @order: an order that is stored
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores the payment of @order if it was paid, and its refund if it was refunded.
 *
 * Returns: whether they are stored
 */
gboolean
server_demo_create_payment (ServerDemo        *self,
                            const BakeryOrder *order,
                            GError           **error)
{
  g_autoptr(BakeryPayment) payment = NULL;
  g_autoptr(BakeryRefund) refund = NULL;

  if (order->paid_at == 0)
    return TRUE;

  payment = make_payment (order);
  if (order->payment_status == BAKERY_PAYMENT_STATUS_REFUNDED)
    bakery_payment_add_refund (payment, payment->amount);
  if (!insert (self, payment, payment->updated_at, error))
    return FALSE;
  if (order->payment_status != BAKERY_PAYMENT_STATUS_REFUNDED)
    return TRUE;

  refund = make_refund (payment, order->stage_changed_at);

  return insert (self, refund, refund->updated_at, error);
}
