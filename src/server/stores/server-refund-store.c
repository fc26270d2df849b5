/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of refunds. One is stored before its provider is asked, and counts as spoken for until the provider has refused it. Runs
 * on the writer's thread. */

#include "config.h"

#include "server-refund-store.h"

#include "bakery-records.h"
#include "bakery-time.h"
#include "server-entity-store.h"
#include "server-payment-store.h"

static gboolean
sum_under_way (BakeryConnection *connection,
               gint64            payment,
               gint64           *ret_amount,
               GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT COALESCE (SUM (amount), 0) FROM refunds WHERE payment = $1 AND status = 'pending'",
                               error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, payment);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_amount = bakery_statement_get_int (select, 0);

  return TRUE;
}

static gboolean
set_check (BakeryConnection *connection,
           gint64            id,
           gint64            check_at,
           GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection, "UPDATE refunds SET check_at = $2 WHERE id = $1", error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, id);
  if (check_at != 0)
    bakery_statement_bind_int (update, 2, check_at);
  else
    bakery_statement_bind_null (update, 2);

  return bakery_statement_run (update, error);
}

/**
 * server_refund_store_open:
 * @connection: the writer's connection
 * @refund: a new one with its reason, and its amount, 0 for all that is left; gets everything else
 * @payment: what it takes back, as stored
 * @now: the present instant
 * @error: %BAKERY_ERROR_CONFLICT when nothing is left, %BAKERY_ERROR_INVALID when that is too much, or a
 *   %BAKERY_STORAGE_ERROR
 *
 * Stores a refund, so that the provider can be asked under its key.
 *
 * Returns: whether it is stored
 */
gboolean
server_refund_store_open (BakeryConnection    *connection,
                          BakeryRefund        *refund,
                          const BakeryPayment *payment,
                          gint64               now,
                          GError             **error)
{
  gint64 under_way;

  if (!sum_under_way (connection, payment->base.id, &under_way, error))
    return FALSE;
  if (refund->amount == 0)
    refund->amount = payment->amount - payment->refunded_amount - under_way;
  if (!bakery_payment_check_refund (payment, refund->amount, under_way, error))
    return FALSE;

  refund->payment = payment->base.id;
  refund->order = payment->order;
  refund->store = payment->store;
  refund->customer = payment->customer;
  g_free (refund->currency);
  refund->currency = g_strdup (payment->currency);
  g_free (refund->key);
  refund->key = g_uuid_string_random ();

  return server_entity_store_insert (connection, refund, FALSE, now, error) &&
         set_check (connection, refund->base.id, now + SERVER_PAYMENT_LEASE_SECONDS * BAKERY_SECOND, error);
}

static gboolean
take_back (BakeryConnection   *connection,
           const BakeryRefund *refund,
           gint64              now,
           GError            **error)
{
  g_autoptr(BakeryPayment) payment =
    bakery_records_load (connection, &bakery_payment_type, refund->payment, BAKERY_RECORDS_TABLES, error);

  if (payment == NULL)
    return FALSE;

  bakery_payment_add_refund (payment, refund->amount);

  return server_entity_store_update (connection, payment, FALSE, now, error) &&
         server_payment_store_update_order (connection, payment, now, error);
}

/**
 * server_refund_store_settle:
 * @connection: the writer's connection
 * @id: of a refund
 * @outcome: what the provider says
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores what the provider says, once, and what follows for payment and order.
 *
 * Returns: (transfer full): the refund as it is now, or %NULL with @error set
 */
BakeryRefund *
server_refund_store_settle (BakeryConnection           *connection,
                            gint64                      id,
                            const ServerPaymentOutcome *outcome,
                            gint64                      now,
                            GError                    **error)
{
  g_autoptr(BakeryRefund) refund =
    bakery_records_load (connection, &bakery_refund_type, id, BAKERY_RECORDS_TABLES, error);

  if (refund == NULL)
    return NULL;
  if (refund->status != BAKERY_REFUND_STATE_PENDING)
    return g_steal_pointer (&refund);

  if (outcome->reference != NULL)
    {
      g_free (refund->provider_reference);
      refund->provider_reference = g_strdup (outcome->reference);
    }
  if (outcome->failure != NULL)
    {
      g_free (refund->failure_message);
      refund->failure_message = g_strdup (outcome->failure);
    }
  refund->status = (int) outcome->refund_state;
  if (!server_entity_store_update (connection, refund, FALSE, now, error) ||
      (refund->status == BAKERY_REFUND_STATE_SUCCEEDED && !take_back (connection, refund, now, error)) ||
      (refund->status != BAKERY_REFUND_STATE_PENDING && !set_check (connection, refund->base.id, 0, error)))
    return NULL;

  return g_steal_pointer (&refund);
}
