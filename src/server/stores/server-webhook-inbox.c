/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of the inbox of events: what was told before is not acted on again. Runs on the writer's thread. */

#include "config.h"

#include "server-webhook-inbox.h"

/**
 * server_webhook_inbox_enter:
 * @connection: the writer's connection
 * @sender: who told
 * @event: what
 * @payment: (nullable): the payment it is about, if that is ours
 * @now: the present instant
 * @ret_is_new: (out): whether it was not told before
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it is stored
 */
gboolean
server_webhook_inbox_enter (BakeryConnection         *connection,
                            BakeryPaymentProvider     sender,
                            const ServerWebhookEvent *event,
                            const BakeryPayment      *payment,
                            gint64                    now,
                            gboolean                 *ret_is_new,
                            GError                  **error)
{
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection,
                               "INSERT INTO webhook_events (provider, event, kind, payment, received_at)"
                               " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                               error);

  if (insert == NULL)
    return FALSE;

  bakery_statement_bind_text (insert, 1, bakery_payment_providers.names[sender]);
  bakery_statement_bind_text (insert, 2, event->id);
  bakery_statement_bind_text (insert, 3, event->kind);
  if (payment != NULL)
    bakery_statement_bind_int (insert, 4, payment->base.id);
  else
    bakery_statement_bind_null (insert, 4);
  bakery_statement_bind_int (insert, 5, now);
  if (!bakery_statement_run (insert, error))
    return FALSE;
  *ret_is_new = bakery_connection_get_n_changes (connection) > 0;

  return TRUE;
}

/**
 * server_webhook_inbox_prune:
 * @connection: the writer's connection in a transaction
 * @before: an instant after which no provider sends what it told before
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Forgets events that came before @before.
 *
 * Returns: whether it could
 */
gboolean
server_webhook_inbox_prune (BakeryConnection *connection,
                            gint64            before,
                            GError          **error)
{
  g_autoptr(BakeryStatement) prune =
    bakery_connection_prepare (connection, "DELETE FROM webhook_events WHERE received_at < $1", error);

  if (prune == NULL)
    return FALSE;

  bakery_statement_bind_int (prune, 1, before);

  return bakery_statement_run (prune, error);
}
