/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shop as its own provider: a bank transfer or cash waits until somebody of the shop confirms that the money is there, and
 * goes back by hand as well. Stateless; any thread. */

#include "config.h"

#include "server-built-in-providers.h"

static gboolean
create (ServerPaymentProvider      *self,
        const BakeryPayment        *payment,
        const BakeryPaymentRequest *request,
        ServerPaymentOutcome       *outcome,
        GError                    **error)
{
  outcome->state = BAKERY_PAYMENT_STATE_REQUIRES_ACTION;

  return TRUE;
}

static gboolean
confirm (ServerPaymentProvider *self,
         const BakeryPayment   *payment,
         ServerPaymentOutcome  *outcome,
         GError               **error)
{
  outcome->state = BAKERY_PAYMENT_STATE_SUCCEEDED;

  return TRUE;
}

static gboolean
fetch (ServerPaymentProvider *self,
       const BakeryPayment   *payment,
       ServerPaymentOutcome  *outcome,
       GError               **error)
{
  return create (self, payment, NULL, outcome, error);
}

static gboolean
cancel (ServerPaymentProvider *self,
        const BakeryPayment   *payment,
        ServerPaymentOutcome  *outcome,
        GError               **error)
{
  outcome->state = BAKERY_PAYMENT_STATE_CANCELLED;

  return TRUE;
}

static gboolean
refund (ServerPaymentProvider *self,
        const BakeryPayment   *payment,
        const BakeryRefund    *refund,
        ServerPaymentOutcome  *outcome,
        GError               **error)
{
  outcome->refund_state = BAKERY_REFUND_STATE_SUCCEEDED;

  return TRUE;
}

/**
 * server_manual_provider_new:
 *
 * Returns: (transfer full): the shop as a provider
 */
ServerPaymentProvider *
server_manual_provider_new (void)
{
  ServerPaymentProvider *self = g_new (ServerPaymentProvider, 1);

  *self = (ServerPaymentProvider) {
    .id = BAKERY_PAYMENT_PROVIDER_MANUAL,
    .create = create,
    .confirm = confirm,
    .fetch = fetch,
    .cancel = cancel,
    .refund = refund,
  };

  return self;
}
