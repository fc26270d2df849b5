/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plays a bank: every card succeeds but a few well-known ones. The card has been checked by bakery_card_validate() before, is
 * looked at once and forgotten; no money moves. Stateless; any thread, and quick enough for the writer's. */

#include "config.h"

#include "server-built-in-providers.h"

/* The numbers that Stripe's test mode refuses, so that one table of test cards does for both. */
static const struct
{
  const char *number;
  const char *failure;
} refused_cards[] = {
  { "4000000000000002", "Your card was declined." },
  { "4000000000009995", "Your card has insufficient funds." },
  { "4000000000009987", "Your card was reported lost." },
  { "4000000000009979", "Your card was reported stolen." },
  { "4000000000000069", "Your card has expired." },
  { "4000000000000127", "Your card's security code is incorrect." },
  { "4000000000000119", "Your bank could not process the payment. Try again." },
};

static gboolean
create (ServerPaymentProvider      *self,
        const BakeryPayment        *payment,
        const BakeryPaymentRequest *request,
        ServerPaymentOutcome       *outcome,
        GError                    **error)
{
  outcome->reference = g_strconcat ("test_", payment->key, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused_cards); i++)
    {
      if (g_strcmp0 (request->card_number, refused_cards[i].number) == 0)
        {
          server_payment_outcome_refuse (outcome, refused_cards[i].failure);
          return TRUE;
        }
    }

  outcome->state = BAKERY_PAYMENT_STATE_SUCCEEDED;

  return TRUE;
}

/* Nothing is kept of a card, so a payment that was interrupted cannot be taken up again. */
static gboolean
give_up (ServerPaymentProvider *self,
         const BakeryPayment   *payment,
         ServerPaymentOutcome  *outcome,
         GError               **error)
{
  server_payment_outcome_refuse (outcome, "The payment was interrupted; nothing was taken. Try again.");

  return TRUE;
}

static gboolean
refund (ServerPaymentProvider *self,
        const BakeryPayment   *payment,
        const BakeryRefund    *refund,
        ServerPaymentOutcome  *outcome,
        GError               **error)
{
  outcome->reference = g_strconcat ("test_", refund->key, NULL);
  outcome->refund_state = BAKERY_REFUND_STATE_SUCCEEDED;

  return TRUE;
}

/**
 * server_test_provider_new:
 *
 * Returns: (transfer full): the built-in test provider
 */
ServerPaymentProvider *
server_test_provider_new (void)
{
  ServerPaymentProvider *self = g_new (ServerPaymentProvider, 1);

  *self = (ServerPaymentProvider) {
    .id = BAKERY_PAYMENT_PROVIDER_TEST,
    .create = create,
    .confirm = give_up,
    .fetch = give_up,
    .cancel = give_up,
    .refund = refund,
  };

  return self;
}
