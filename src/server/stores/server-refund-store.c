/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of refunds. One is stored before its provider is asked, and counts as spoken for until the provider has refused it. Runs
 * on the writer's thread. */

#include "config.h"

#include "server-refund-store.h"

#include "bakery-records.h"
#include "bakery-time.h"
#include "server-entity-store.h"
#include "server-payment-store.h"

/* What is said of refunds that nobody here asked for, and of those that a bank did not take. */
#define MADE_ELSEWHERE "Made at %s."
#define SENT_BACK "The money came back from the customer's bank."

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

static void
set_origin (BakeryRefund        *refund,
            const BakeryPayment *payment)
{
  refund->payment = payment->base.id;
  refund->order = payment->order;
  refund->store = payment->store;
  refund->customer = payment->customer;
  g_free (refund->currency);
  refund->currency = g_strdup (payment->currency);
  g_free (refund->key);
  refund->key = g_uuid_string_random ();
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

  set_origin (refund, payment);

  return server_entity_store_insert (connection, refund, TRUE, now, error) &&
         set_check (connection, refund->base.id, now + SERVER_PAYMENT_LEASE_SECONDS * BAKERY_SECOND, error);
}

/* What follows for payment and order of a refund that has succeeded, or has failed after that. */
static gboolean
follow (BakeryConnection   *connection,
        const BakeryRefund *refund,
        gint64              now,
        GError            **error)
{
  g_autoptr(BakeryPayment) payment =
    bakery_records_load (connection, &bakery_payment_type, refund->payment, BAKERY_RECORDS_TABLES, error);

  if (payment == NULL)
    return FALSE;

  if (refund->status == BAKERY_REFUND_STATE_SUCCEEDED)
    bakery_payment_add_refund (payment, refund->amount);
  else
    bakery_payment_remove_refund (payment, refund->amount);

  return server_entity_store_update (connection, payment, TRUE, now, error) &&
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
  if (refund->status == BAKERY_REFUND_STATE_SUCCEEDED)
    refund->refunded_at = now;
  if (!server_entity_store_update (connection, refund, TRUE, now, error) ||
      (refund->status == BAKERY_REFUND_STATE_SUCCEEDED && !follow (connection, refund, now, error)) ||
      (refund->status != BAKERY_REFUND_STATE_PENDING && !set_check (connection, refund->base.id, 0, error)))
    return NULL;

  return g_steal_pointer (&refund);
}

/* --- What a provider tells by itself --- */

static gboolean
find_by_news (BakeryConnection       *connection,
              gint64                  payment,
              const ServerRefundNews *news,
              BakeryRefund          **ret_refund,
              GError                **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT id FROM refunds WHERE payment = $1"
                               " AND (\"key\" = $2 OR provider_reference = $3 AND $3 <> '')",
                               error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, payment);
  bakery_statement_bind_text (select, 2, news->key != NULL ? news->key : "");
  bakery_statement_bind_text (select, 3, news->reference != NULL ? news->reference : "");
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (has_row)
    *ret_refund = bakery_records_load (connection, &bakery_refund_type, bakery_statement_get_int (select, 0),
                                       BAKERY_RECORDS_TABLES, error);

  return !has_row || *ret_refund != NULL;
}

/* Nothing else leads on from where a refund has ended, but one that succeeded can still be sent back by a bank. */
static gboolean
update_known (BakeryConnection       *connection,
              BakeryRefund           *refund,
              const ServerRefundNews *news,
              gint64                  now,
              GError                **error)
{
  const ServerPaymentOutcome outcome = { .refund_state = news->state, .reference = news->reference };
  g_autoptr(BakeryRefund) settled = NULL;

  if (refund->status == BAKERY_REFUND_STATE_PENDING)
    {
      settled = server_refund_store_settle (connection, refund->base.id, &outcome, now, error);
      return settled != NULL;
    }
  if (refund->status != BAKERY_REFUND_STATE_SUCCEEDED || news->state != BAKERY_REFUND_STATE_FAILED)
    return TRUE;

  refund->status = BAKERY_REFUND_STATE_FAILED;
  refund->refunded_at = 0;
  g_free (refund->failure_message);
  refund->failure_message = g_strdup (SENT_BACK);

  return server_entity_store_update (connection, refund, TRUE, now, error) && follow (connection, refund, now, error);
}

static gboolean
is_plausible (const BakeryPayment    *payment,
              const ServerRefundNews *news)
{
  if (news->amount > 0 && news->amount <= payment->amount - payment->refunded_amount && news->currency != NULL &&
      g_ascii_strcasecmp (news->currency, payment->currency) == 0)
    return TRUE;

  g_message ("Refund %s is of more than is left of payment %" G_GINT64_FORMAT ", or of another currency.",
             news->reference != NULL ? news->reference : "without a name", payment->base.id);

  return FALSE;
}

/* A provider may tell of a dispute's money twice: as a dispute that was lost, and as a refund or a reversal. */
static gboolean
is_same_money (BakeryConnection       *connection,
               gint64                  payment,
               const ServerRefundNews *news,
               gboolean               *ret_is_same,
               GError                **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM refunds WHERE payment = $1 AND amount = $2 AND status = 'succeeded'"
                               " AND account IS NULL AND provider_reference <> ''"
                               " AND ($3 OR provider_reference LIKE '" SERVER_REFUND_DISPUTE_PREFIX "%')",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, payment);
  bakery_statement_bind_int (select, 2, news->amount);
  bakery_statement_bind_int (select, 3, news->is_reversal);

  return bakery_statement_step (select, ret_is_same, error);
}

static gboolean
insert_foreign (BakeryConnection       *connection,
                const BakeryPayment    *payment,
                const ServerRefundNews *news,
                gint64                  now,
                GError                **error)
{
  gboolean is_stripe = payment->provider == BAKERY_PAYMENT_PROVIDER_STRIPE;
  g_autoptr(BakeryRefund) refund = bakery_refund_new ();

  refund->amount = news->amount;
  refund->status = (int) news->state;
  refund->refunded_at = now;
  g_free (refund->reason);
  refund->reason = news->reason != NULL ? g_strdup (news->reason)
                                        : g_strdup_printf (MADE_ELSEWHERE, is_stripe ? "Stripe" : "PayPal");
  g_free (refund->provider_reference);
  refund->provider_reference = g_strdup (news->reference != NULL ? news->reference : "");
  set_origin (refund, payment);

  return server_entity_store_insert (connection, refund, TRUE, now, error) && follow (connection, refund, now, error);
}

/**
 * server_refund_store_take_over:
 * @connection: the writer's connection
 * @id: of a payment whose money was taken
 * @news: what its provider tells of a refund, whoever asked for it
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores a refund that was made without us, once it has succeeded, and settles one of ours.
 *
 * Returns: whether what could be believed is stored
 */
gboolean
server_refund_store_take_over (BakeryConnection       *connection,
                               gint64                  id,
                               const ServerRefundNews *news,
                               gint64                  now,
                               GError                **error)
{
  g_autoptr(BakeryPayment) payment =
    bakery_records_load (connection, &bakery_payment_type, id, BAKERY_RECORDS_TABLES, error);
  g_autoptr(BakeryRefund) refund = NULL;
  gboolean is_known;

  if (payment == NULL || !find_by_news (connection, id, news, &refund, error))
    return FALSE;
  if (refund != NULL)
    return update_known (connection, refund, news, now, error);

  if (news->state != BAKERY_REFUND_STATE_SUCCEEDED || !is_plausible (payment, news))
    return TRUE;
  if (!is_same_money (connection, id, news, &is_known, error))
    return FALSE;

  return is_known || insert_foreign (connection, payment, news, now, error);
}
