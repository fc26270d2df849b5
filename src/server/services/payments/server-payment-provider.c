/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all providers share: outcomes and events as values, and which answers of theirs count. Any thread. */

#include "config.h"

#include "server-payment-provider.h"

#include "bakery-error.h"

#define UNCLEAR_FAILURE "The payment could not be made. Try again, or pay in another way."

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
 * server_payment_outcome_refuse_unclear:
 * @self: an outcome
 * @name: of the provider
 * @status: of its answer
 * @details: (nullable): what the provider says of it, for whoever runs this server
 *
 * Makes it a refusal whose reason is not for the customer.
 */
void
server_payment_outcome_refuse_unclear (ServerPaymentOutcome *self,
                                       const char           *name,
                                       guint                 status,
                                       const char           *details)
{
  g_message ("%s refused with status %u: %s", name, status, details != NULL ? details : "it does not say why");
  server_payment_outcome_refuse (self, UNCLEAR_FAILURE);
}

static void
refund_news_free (gpointer data)
{
  ServerRefundNews *news = data;

  g_free (news->key);
  g_free (news->reference);
  g_free (news->reason);
  g_free (news->currency);
  g_free (news);
}

/**
 * server_webhook_event_add_refund:
 * @self: an event
 *
 * Returns: (transfer none): a refund that it tells of, to be filled in
 */
ServerRefundNews *
server_webhook_event_add_refund (ServerWebhookEvent *self)
{
  ServerRefundNews *news = g_new0 (ServerRefundNews, 1);

  if (self->refunds == NULL)
    self->refunds = g_ptr_array_new_with_free_func (refund_news_free);
  g_ptr_array_add (self->refunds, news);

  return news;
}

/**
 * server_webhook_event_check:
 * @self: an event as it was read
 * @error: %BAKERY_ERROR_INVALID
 *
 * Returns: whether it is one
 */
gboolean
server_webhook_event_check (const ServerWebhookEvent *self,
                            GError                  **error)
{
  if (self->id != NULL && self->kind != NULL)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_INVALID, "The message is no event.");

  return FALSE;
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
  g_clear_pointer (&self->capture_reference, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->refunds, g_ptr_array_unref);
  g_clear_pointer (&self->notice, g_free);
  server_payment_outcome_clear (&self->outcome);
}

/**
 * server_payment_provider_has_answered:
 * @name: of the provider
 * @status: of its answer
 * @unclear: a further status that says nothing of the call, 0 for none
 * @json: (inout): the body of the answer; cleared when it does not count
 * @error: a %G_IO_ERROR
 *
 * An answer of 409 says that the same key is being worked on; 429 and 5xx say later, perhaps.
 *
 * Returns: whether the answer says what became of the call
 */
gboolean
server_payment_provider_has_answered (const char *name,
                                      guint       status,
                                      guint       unclear,
                                      JsonNode  **json,
                                      GError    **error)
{
  if (status < 500 && status != 409 && status != 429 && (unclear == 0 || status != unclear))
    return TRUE;

  g_clear_pointer (json, json_node_unref);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s answered with status %u.", name, status);

  return FALSE;
}

/**
 * server_payment_provider_free:
 * @self: (nullable): a provider that nobody uses any more
 */
void
server_payment_provider_free (ServerPaymentProvider *self)
{
  if (self == NULL)
    return;

  if (self->free != NULL)
    self->free (self);
  else
    g_free (self);
}
