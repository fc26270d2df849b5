/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The descriptions of payments and refunds, and their rules (S-062, S-063, S-077 to S-079, C-094). Pure; any thread. */

#include "bakery-payment.h"

#include "bakery-account.h"
#include "bakery-error.h"
#include "bakery-money.h"
#include "bakery-store.h"

static const char *const state_names[] = {
  "pending", "requires_action", "succeeded", "failed", "cancelled", "partly_refunded", "refunded", NULL,
};
const BakeryEnum bakery_payment_states = { state_names };

static const char *const refund_state_names[] = { "pending", "succeeded", "failed", NULL };
const BakeryEnum bakery_refund_states = { refund_state_names };

static const char *const provider_names[] = { "test", "stripe", "paypal", "manual", NULL };
const BakeryEnum bakery_payment_providers = { provider_names };

#define NOBODY BAKERY_ROLES_NOBODY
#define READERS BAKERY_ROLES_SIGNED_IN
#define STAFF BAKERY_ROLES_STAFF

#define PAYMENT(member, TYPE, ...) BAKERY_FIELD (BakeryPayment, member, TYPE, __VA_ARGS__)

static const BakeryField payment_fields[] = {
  PAYMENT (order, REFERENCE, 0, READERS, NOBODY, .target = &bakery_order_type, .description = "the order it is for"),
  PAYMENT (store, REFERENCE, 0, READERS, NOBODY, .target = &bakery_store_type, .description = "the store of the order"),
  PAYMENT (customer, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_account_type,
           .description = "the customer of the order"),
  PAYMENT (currency, TEXT, 0, READERS, NOBODY, .maximum = 3, .description = "ISO 4217 code of its amounts"),
  PAYMENT (amount, MONEY, 0, READERS, NOBODY, .description = "what is paid"),
  PAYMENT (refunded_amount, MONEY, 0, READERS, NOBODY, .description = "what of it went back"),
  PAYMENT (method, ENUM, 0, READERS, NOBODY, .values = &bakery_payment_methods, .description = "how it is paid"),
  PAYMENT (provider, ENUM, 0, READERS, NOBODY, .values = &bakery_payment_providers, .description = "who takes it"),
  PAYMENT (status, ENUM, 0, READERS, NOBODY, .values = &bakery_payment_states, .description = "how far it is"),
  PAYMENT (key, TEXT, BAKERY_FIELD_SECRET, NOBODY, NOBODY,
           .description = "what the provider knows it by from the first call on"),
  PAYMENT (provider_reference, TEXT, 0, STAFF, NOBODY, .description = "what the provider calls it"),
  PAYMENT (capture_reference, TEXT, 0, STAFF, NOBODY,
           .description = "what the provider calls the money it took, where that has a name of its own"),
  PAYMENT (failure_message, TEXT, 0, READERS, NOBODY, .description = "why it did not succeed, for the customer"),
  PAYMENT (paid_at, TIME, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .description = "when it succeeded"),
  PAYMENT (created_at, TIME, 0, READERS, NOBODY, .description = "when it was begun"),
  PAYMENT (updated_at, TIME, 0, READERS, NOBODY, .description = "last change"),
  PAYMENT (client_secret, TEXT, BAKERY_FIELD_DERIVED | BAKERY_FIELD_NULLABLE, READERS, NOBODY,
           .description = "what the customer's program goes on with at Stripe; told when the payment is begun"),
  PAYMENT (approval_url, TEXT, BAKERY_FIELD_DERIVED | BAKERY_FIELD_NULLABLE, READERS, NOBODY,
           .description = "where the customer approves it at PayPal; told when the payment is begun"),
};

const BakeryEntityType bakery_payment_type = {
  .name = "payment",
  .table = "payments",
  .size = sizeof (BakeryPayment),
  .fields = payment_fields,
  .n_fields = G_N_ELEMENTS (payment_fields),
  .currency = G_STRUCT_OFFSET (BakeryPayment, currency),
};

#define REFUND(member, TYPE, ...) BAKERY_FIELD (BakeryRefund, member, TYPE, __VA_ARGS__)

static const BakeryField refund_fields[] = {
  REFUND (payment, REFERENCE, 0, READERS, STAFF, .target = &bakery_payment_type,
          .description = "the payment it takes back"),
  REFUND (order, REFERENCE, 0, READERS, NOBODY, .target = &bakery_order_type, .description = "the order that was paid"),
  REFUND (store, REFERENCE, 0, READERS, NOBODY, .target = &bakery_store_type, .description = "the store of the order"),
  REFUND (customer, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_account_type,
          .description = "the customer of the order"),
  REFUND (currency, TEXT, 0, READERS, NOBODY, .maximum = 3, .description = "ISO 4217 code of its amount"),
  REFUND (amount, MONEY, 0, READERS, STAFF, .maximum = BAKERY_MONEY_MAXIMUM,
          .description = "what goes back; all that is left of the payment when left out"),
  REFUND (reason, TEXT, 0, READERS, STAFF, .maximum = 500, .description = "why"),
  REFUND (status, ENUM, 0, READERS, NOBODY, .values = &bakery_refund_states, .description = "how far it is"),
  REFUND (key, TEXT, BAKERY_FIELD_SECRET, NOBODY, NOBODY,
          .description = "what the provider knows it by from the first call on"),
  REFUND (provider_reference, TEXT, 0, STAFF, NOBODY, .description = "what the provider calls it"),
  REFUND (failure_message, TEXT, 0, STAFF, NOBODY, .description = "why it did not succeed"),
  REFUND (account, REFERENCE, BAKERY_FIELD_NULLABLE, STAFF, NOBODY, .target = &bakery_account_type,
          .description = "who asked for it"),
  REFUND (refunded_at, TIME, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .description = "when it succeeded"),
  REFUND (created_at, TIME, 0, READERS, NOBODY, .description = "when it was begun"),
  REFUND (updated_at, TIME, 0, READERS, NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_refund_type = {
  .name = "refund",
  .table = "refunds",
  .size = sizeof (BakeryRefund),
  .fields = refund_fields,
  .n_fields = G_N_ELEMENTS (refund_fields),
  .currency = G_STRUCT_OFFSET (BakeryRefund, currency),
};

#define REQUEST(member, TYPE, ...) BAKERY_FIELD (BakeryPaymentRequest, member, TYPE, __VA_ARGS__)

static const BakeryField request_fields[] = {
  REQUEST (currency, TEXT, 0, NOBODY, NOBODY, .maximum = 3, .description = "the order's currency"),
  REQUEST (method, ENUM, BAKERY_FIELD_NULLABLE, NOBODY, READERS, .values = &bakery_payment_methods,
           .description = "how it is paid; as the order says when left out"),
  REQUEST (amount, MONEY, 0, NOBODY, READERS, .maximum = BAKERY_MONEY_MAXIMUM,
           .description = "what is paid now, such as a deposit; all that is due when left out"),
  REQUEST (card_number, TEXT, BAKERY_FIELD_SECRET, NOBODY, READERS, .maximum = 32,
           .description = "for the built-in test provider only, and not stored"),
  REQUEST (expiration_date, TEXT, BAKERY_FIELD_SECRET, NOBODY, READERS, .maximum = 8,
           .description = "MM/YY, for the built-in test provider only, and not stored"),
  REQUEST (cvv, TEXT, BAKERY_FIELD_SECRET, NOBODY, READERS, .maximum = 8,
           .description = "for the built-in test provider only, and not stored"),
};

const BakeryEntityType bakery_payment_request_type = {
  .name = "payment_request",
  .size = sizeof (BakeryPaymentRequest),
  .fields = request_fields,
  .n_fields = G_N_ELEMENTS (request_fields),
  .currency = G_STRUCT_OFFSET (BakeryPaymentRequest, currency),
};

/**
 * bakery_payment_is_open:
 * @self: a payment
 *
 * Returns: %TRUE if it may still go either way
 */
gboolean
bakery_payment_is_open (const BakeryPayment *self)
{
  return self->status == BAKERY_PAYMENT_STATE_PENDING || self->status == BAKERY_PAYMENT_STATE_REQUIRES_ACTION;
}

/**
 * bakery_payment_is_captured:
 * @self: a payment
 *
 * Returns: %TRUE if its money was taken, whether or not it went back since
 */
gboolean
bakery_payment_is_captured (const BakeryPayment *self)
{
  return self->status == BAKERY_PAYMENT_STATE_SUCCEEDED ||
         self->status == BAKERY_PAYMENT_STATE_PARTLY_REFUNDED ||
         self->status == BAKERY_PAYMENT_STATE_REFUNDED;
}

/**
 * bakery_payment_settle:
 * @self: a payment
 * @state: what its provider says of it, up to success
 * @at: when
 *
 * Takes over what a provider says, in whatever order it says it: money that arrived is never forgotten, so nothing leads back
 * from success, and success is believed even after a failure. Nothing else leads on from a failure or a cancellation.
 *
 * Returns: whether that is news
 */
gboolean
bakery_payment_settle (BakeryPayment     *self,
                       BakeryPaymentState state,
                       gint64             at)
{
  g_return_val_if_fail (state <= BAKERY_PAYMENT_STATE_CANCELLED, FALSE);

  if (bakery_payment_is_captured (self) || (BakeryPaymentState) self->status == state ||
      state == BAKERY_PAYMENT_STATE_PENDING)
    return FALSE;
  if (!bakery_payment_is_open (self) && state != BAKERY_PAYMENT_STATE_SUCCEEDED)
    return FALSE;

  self->status = (int) state;
  if (state == BAKERY_PAYMENT_STATE_SUCCEEDED)
    self->paid_at = at;

  return TRUE;
}

/**
 * bakery_payment_check_refund:
 * @self: a payment
 * @amount: what shall go back
 * @under_way: what other refunds of it are about to take back
 * @error: %BAKERY_ERROR_CONFLICT when there is nothing to take back, %BAKERY_ERROR_INVALID when that is too much
 *
 * Returns: whether that much can be refunded
 */
gboolean
bakery_payment_check_refund (const BakeryPayment *self,
                             gint64               amount,
                             gint64               under_way,
                             GError             **error)
{
  gint64 rest = self->amount - self->refunded_amount - under_way;
  g_autofree char *text = NULL;

  if (!bakery_payment_is_captured (self) || rest <= 0)
    {
      g_set_error_literal (error,
                           BAKERY_ERROR,
                           BAKERY_ERROR_CONFLICT,
                           "Nothing of this payment is left to be refunded.");
      return FALSE;
    }
  if (amount > 0 && amount <= rest)
    return TRUE;

  text = bakery_money_to_string (rest, self->currency);
  bakery_set_error_violation (error, "amount", "Ensure this value is more than 0 and at most %s.", text);

  return FALSE;
}

static void
set_refunded (BakeryPayment *self,
              gint64         amount)
{
  self->refunded_amount = amount;
  if (amount == 0)
    self->status = BAKERY_PAYMENT_STATE_SUCCEEDED;
  else
    self->status = amount == self->amount ? BAKERY_PAYMENT_STATE_REFUNDED : BAKERY_PAYMENT_STATE_PARTLY_REFUNDED;
}

/**
 * bakery_payment_add_refund:
 * @self: a payment whose money was taken
 * @amount: what went back
 *
 * Notes a refund that succeeded.
 */
void
bakery_payment_add_refund (BakeryPayment *self,
                           gint64         amount)
{
  g_return_if_fail (bakery_payment_is_captured (self));

  set_refunded (self, MIN (self->refunded_amount + amount, self->amount));
}

/**
 * bakery_payment_remove_refund:
 * @self: a payment of which something went back
 * @amount: what came back after all
 *
 * Notes that a refund failed which had succeeded.
 */
void
bakery_payment_remove_refund (BakeryPayment *self,
                              gint64         amount)
{
  g_return_if_fail (bakery_payment_is_captured (self));

  set_refunded (self, MAX (self->refunded_amount - amount, 0));
}

/**
 * bakery_order_get_balance:
 * @self: an order
 *
 * Returns: what is still to be paid, 0 for an order that is paid, refunded or cancelled
 */
gint64
bakery_order_get_balance (const BakeryOrder *self)
{
  if (self->payment_status != BAKERY_PAYMENT_STATUS_PENDING || self->stage == BAKERY_STAGE_CANCELLED)
    return 0;

  return MAX (self->total_price - self->paid_amount, 0);
}

/**
 * bakery_order_check_payment:
 * @self: an order
 * @amount: what somebody wants to pay
 * @error: %BAKERY_ERROR_CONFLICT when nothing is due, %BAKERY_ERROR_INVALID when that is too much
 *
 * Returns: whether that much can be paid
 */
gboolean
bakery_order_check_payment (const BakeryOrder *self,
                            gint64             amount,
                            GError           **error)
{
  gint64 balance = bakery_order_get_balance (self);
  g_autofree char *text = NULL;

  if (balance == 0)
    {
      g_set_error (error,
                   BAKERY_ERROR,
                   BAKERY_ERROR_CONFLICT,
                   self->stage == BAKERY_STAGE_CANCELLED ? "The order is cancelled." : "The order is paid already.");
      return FALSE;
    }
  if (amount > 0 && amount <= balance)
    return TRUE;

  text = bakery_money_to_string (balance, self->currency);
  bakery_set_error_violation (error, "amount", "Ensure this value is more than 0 and at most %s.", text);

  return FALSE;
}

/* When the payments together reached the total, 0 if they did not. They come oldest first. */
static gint64
find_paid_at (const GPtrArray *payments,
              gint64           total)
{
  gint64 captured = 0;
  gint64 paid_at = 0;
  guint i;

  for (i = 0; i < payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (payments, i);

      if (!bakery_payment_is_captured (payment))
        continue;
      captured += payment->amount;
      paid_at = MAX (paid_at, payment->paid_at);
      if (captured >= total)
        return paid_at;
    }

  return 0;
}

/**
 * bakery_order_apply_payments:
 * @self: an order
 * @payments: (element-type BakeryPayment): all payments of it, oldest first
 *
 * Makes what the order says about its payment follow from its payments and refunds: what is paid is what was taken less what
 * went back. An order is paid once its total was taken; giving back a part does not change that, giving back everything makes
 * it refunded. One that is cancelled before any money came is cancelled as a payment, too.
 */
void
bakery_order_apply_payments (BakeryOrder     *self,
                             const GPtrArray *payments)
{
  gint64 captured = 0;
  gint64 refunded = 0;
  guint i;

  for (i = 0; i < payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (payments, i);

      if (!bakery_payment_is_captured (payment))
        continue;
      captured += payment->amount;
      refunded += payment->refunded_amount;
    }

  self->paid_amount = captured - refunded;
  self->paid_at = captured > 0 ? find_paid_at (payments, self->total_price) : 0;
  if (captured > 0 && refunded == captured)
    self->payment_status = BAKERY_PAYMENT_STATUS_REFUNDED;
  else if (captured > 0 && captured >= self->total_price)
    self->payment_status = BAKERY_PAYMENT_STATUS_PAID;
  else if (captured == 0 && self->stage == BAKERY_STAGE_CANCELLED)
    self->payment_status = BAKERY_PAYMENT_STATUS_CANCELLED;
  else
    self->payment_status = BAKERY_PAYMENT_STATUS_PENDING;
}
