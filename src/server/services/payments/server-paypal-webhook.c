/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What PayPal tells by itself. Whether a message is its own, PayPal is asked. On a thread that may block. */

#include "config.h"

#include "server-paypal-webhook.h"

#include "bakery-error.h"
#include "bakery-json-writer.h"
#include "bakery-money.h"
#include "server-json-path.h"
#include "server-json.h"
#include "server-paypal-answers.h"

#include <string.h>

static const char *const capture_events[] = {
  "PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.DENIED", "PAYMENT.CAPTURE.DECLINED", NULL,
};
/* How a dispute ends that the shop has lost, or given in to: the customer has the money. */
static const char *const lost_outcomes[] = { "RESOLVED_BUYER_FAVOUR", "ACCEPTED", NULL };
static const char *const refund_events[] = { "PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.REVERSED", NULL };

static const char *const dispute_events[] = { "CUSTOMER.DISPUTE.CREATED", "CUSTOMER.DISPUTE.RESOLVED", NULL };

static const struct
{
  const char *member;
  const char *header;
} signed_headers[] = {
  { "auth_algo", "PAYPAL-AUTH-ALGO" },
  { "cert_url", "PAYPAL-CERT-URL" },
  { "transmission_id", "PAYPAL-TRANSMISSION-ID" },
  { "transmission_sig", "PAYPAL-TRANSMISSION-SIG" },
  { "transmission_time", "PAYPAL-TRANSMISSION-TIME" },
};

/* The question to PayPal whether a message is its own; the event must go back byte for byte. %NULL for what surely is not. */
static char *
dup_question (const char                 *webhook_id,
              const ServerWebhookMessage *message)
{
  g_autoptr(GString) text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };
  gsize length;
  const char *body = g_bytes_get_data (message->body, &length);

  if (webhook_id == NULL)
    return NULL;

  bakery_json_writer_begin_object (&writer);
  for (guint i = 0; i < G_N_ELEMENTS (signed_headers); i++)
    {
      const char *value = message->get_header (message->user_data, signed_headers[i].header);

      if (value == NULL)
        return NULL;
      bakery_json_writer_name (&writer, signed_headers[i].member);
      bakery_json_writer_string (&writer, value);
    }
  bakery_json_writer_name (&writer, "webhook_id");
  bakery_json_writer_string (&writer, webhook_id);
  bakery_json_writer_name (&writer, "webhook_event");
  bakery_json_writer_raw (&writer, body, (gssize) length);
  bakery_json_writer_end_object (&writer);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_genuine (ServerPaypalSession        *session,
            const char                 *webhook_id,
            const ServerWebhookMessage *message,
            GError                    **error)
{
  g_autofree char *question = dup_question (webhook_id, message);
  g_autoptr(JsonNode) json = NULL;
  guint status;

  if (question != NULL)
    {
      if (!server_paypal_session_call (session,
                                       "POST",
                                       "/v1/notifications/verify-webhook-signature",
                                       NULL,
                                       question,
                                       &status,
                                       &json,
                                       error))
        return FALSE;
      if (g_strcmp0 (server_json_path_get_text (json, "verification_status"), "SUCCESS") == 0)
        return TRUE;
    }

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_INVALID, "The message is not signed by PayPal.");

  return FALSE;
}

static void
read_amount (JsonNode *amount,
             gint64   *ret_amount,
             char    **ret_currency)
{
  const char *currency = server_json_path_get_text (amount, "currency_code");
  const char *value = server_json_path_get_text (amount, "value");

  if (currency != NULL && value != NULL &&
      bakery_money_from_string (value, bakery_currency_get_digits (currency), ret_amount))
    *ret_currency = g_strdup (currency);
}

static void
read_capture_event (JsonNode           *capture,
                    ServerWebhookEvent *event)
{
  event->key = g_strdup (server_json_path_get_text (capture, "custom_id"));
  event->reference = g_strdup (server_json_path_get_text (capture, "supplementary_data.related_ids.order_id"));
  read_amount (server_json_path_find (capture, "amount"), &event->amount, &event->currency);
  server_paypal_read_capture (capture, &event->outcome);
  event->outcome.reference = g_strdup (event->reference);
}

/* The capture that a refund takes back is where its link "up" leads. */
static char *
dup_capture (JsonNode *refund)
{
  JsonNode *links = server_json_path_find (refund, "links");
  guint n_links = links != NULL && JSON_NODE_HOLDS_ARRAY (links) ? json_array_get_length (json_node_get_array (links)) : 0;

  for (guint i = 0; i < n_links; i++)
    {
      JsonNode *link = json_array_get_element (json_node_get_array (links), i);
      const char *target = server_json_path_get_text (link, "href");
      const char *slash = target != NULL ? strrchr (target, '/') : NULL;

      if (slash != NULL && g_strcmp0 (server_json_path_get_text (link, "rel"), "up") == 0)
        return g_uri_unescape_string (slash + 1, NULL);
    }

  return NULL;
}

/* A reversal is money that a bank took back for its customer. */
static void
read_refund_event (JsonNode           *refund,
                   ServerWebhookEvent *event)
{
  gboolean is_reversal = g_str_equal (event->kind, "PAYMENT.CAPTURE.REVERSED");
  ServerRefundNews *news = server_webhook_event_add_refund (event);

  event->capture_reference = dup_capture (refund);
  news->key = g_strdup (server_json_path_get_text (refund, "custom_id"));
  news->reference = g_strdup (server_json_path_get_text (refund, "id"));
  news->reason = is_reversal ? g_strdup ("Reversed by the customer's bank.") : NULL;
  news->state = is_reversal ? BAKERY_REFUND_STATE_SUCCEEDED : server_paypal_read_refund_state (refund);
  news->is_reversal = is_reversal;
  read_amount (server_json_path_find (refund, "amount"), &news->amount, &news->currency);
}

static void
read_lost_dispute (JsonNode           *dispute,
                   const char         *name,
                   const char         *reason,
                   ServerWebhookEvent *event)
{
  ServerRefundNews *news = server_webhook_event_add_refund (event);

  news->reference = g_strconcat (SERVER_REFUND_DISPUTE_PREFIX, name, NULL);
  news->reason = g_strdup_printf ("Dispute lost: %.100s", reason);
  news->state = BAKERY_REFUND_STATE_SUCCEEDED;
  news->is_reversal = TRUE;
  read_amount (server_json_path_find (dispute, "dispute_outcome.amount_refunded"), &news->amount, &news->currency);
}

/* The customer has gone to PayPal for the money. The shop is told, and answers there; money goes back when it has lost. */
static void
read_dispute (JsonNode           *dispute,
              ServerWebhookEvent *event)
{
  const char *name = server_json_path_get_text (dispute, "dispute_id");
  const char *reason = server_json_path_get_text (dispute, "reason");
  const char *outcome = server_json_path_get_text (dispute, "dispute_outcome.outcome_code");

  if (name == NULL)
    return;

  reason = reason != NULL ? reason : "OTHER";
  event->capture_reference =
    g_strdup (server_json_path_get_text (dispute, "disputed_transactions.0.seller_transaction_id"));
  if (g_str_equal (event->kind, "CUSTOMER.DISPUTE.CREATED"))
    {
      event->notice = g_strdup_printf ("The customer disputes the payment at PayPal, as case %.100s: %.100s. Answer it there.",
                                       name, reason);
      return;
    }

  event->notice = g_strdup_printf ("The dispute at PayPal, case %.100s, is resolved: %.100s.", name,
                                   outcome != NULL ? outcome : "NONE");
  if (outcome != NULL && g_strv_contains (lost_outcomes, outcome))
    read_lost_dispute (dispute, name, reason, event);
}

static gboolean
read_event (JsonNode           *root,
            ServerWebhookEvent *event,
            GError            **error)
{
  JsonNode *resource = server_json_path_find (root, "resource");

  event->id = g_strdup (server_json_path_get_text (root, "id"));
  event->kind = g_strdup (server_json_path_get_text (root, "event_type"));
  if (!server_webhook_event_check (event, error))
    return FALSE;

  if (g_str_equal (event->kind, "CHECKOUT.ORDER.APPROVED"))
    {
      event->key = g_strdup (server_json_path_get_text (resource, "purchase_units.0.custom_id"));
      event->reference = g_strdup (server_json_path_get_text (resource, "id"));
      event->wants_capture = TRUE;
    }
  else if (g_strv_contains (capture_events, event->kind))
    {
      read_capture_event (resource, event);
    }
  else if (g_strv_contains (refund_events, event->kind))
    {
      read_refund_event (resource, event);
    }
  else if (g_strv_contains (dispute_events, event->kind))
    {
      read_dispute (resource, event);
    }

  return TRUE;
}

/**
 * server_paypal_webhook_read:
 * @session: to ask PayPal with
 * @webhook_id: (nullable): PayPal's name of the address that it sends events to
 * @message: what came
 * @event: gets what it says
 * @error: %BAKERY_ERROR_INVALID for what is not PayPal's, or a %G_IO_ERROR when PayPal could not be asked
 *
 * Checks that a message is PayPal's, and reads it. Blocks.
 *
 * Returns: whether it is
 */
gboolean
server_paypal_webhook_read (ServerPaypalSession        *session,
                            const char                 *webhook_id,
                            const ServerWebhookMessage *message,
                            ServerWebhookEvent         *event,
                            GError                    **error)
{
  gsize length;
  const char *body = g_bytes_get_data (message->body, &length);
  g_autoptr(JsonNode) root = server_json_parse (body, length, error);

  return root != NULL && is_genuine (session, webhook_id, message, error) && read_event (root, event, error);
}
