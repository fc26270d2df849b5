/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all providers share: outcomes and events as values. Any thread. */

#include "config.h"

#include "server-payment-provider.h"

/**
 * server_payment_outcome_clear:
 * @self: an outcome
 *
 * Frees what it holds.
 */
void
server_payment_outcome_clear (ServerPaymentOutcome *self)
{
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->capture_reference, g_free);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->client_secret, g_free);
  g_clear_pointer (&self->approval_url, g_free);
}

/**
 * server_payment_outcome_refuse:
 * @self: an outcome
 * @failure: why, for people
 *
 * Makes it a refusal.
 */
void
server_payment_outcome_refuse (ServerPaymentOutcome *self,
                               const char           *failure)
{
  self->state = BAKERY_PAYMENT_STATE_FAILED;
  self->refund_state = BAKERY_REFUND_STATE_FAILED;
  g_free (self->failure);
  self->failure = g_strdup (failure);
}

/**
 * server_webhook_event_clear:
 * @self: an event
 *
 * Frees what it holds.
 */
void
server_webhook_event_clear (ServerWebhookEvent *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->currency, g_free);
  server_payment_outcome_clear (&self->outcome);
}

/**
 * server_payment_provider_free:
 * @self: (nullable): a provider that nobody uses any more
 */
void
server_payment_provider_free (ServerPaymentProvider *self)
{
  if (self != NULL)
    self->free (self);
}
