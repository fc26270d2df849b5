/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PayPal (S-072): the server makes an order there, the customer approves it in the browser, and the server captures the money:
 * when the customer's program asks for it, when a webhook tells of the approval, or when the reconciler finds it. Every POST
 * carries our own key. On a thread that may block. */

#include "config.h"

#include "server-paypal-provider.h"

#include "bakery-error.h"
#include "bakery-json-writer.h"
#include "bakery-money.h"
#include "server-config.h"
#include "server-json-path.h"
#include "server-json.h"
#include "server-paypal-session.h"

#include <string.h>

#define CAPTURE "purchase_units.0.payments.captures.0"
#define UNCLEAR_FAILURE "The payment could not be made. Try again, or pay in another way."

typedef struct
{
  ServerPaymentProvider base;

  /* Borrowed */
  const ServerConfig *config;

  /* Owned */
  ServerPaypalSession *session;
} PaypalProvider;

static void
write_member (BakeryJsonWriter *writer,
              const char       *name,
              const char       *value)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_string (writer, value);
}

static void
write_amount (BakeryJsonWriter *writer,
              const char       *currency,
              gint64            amount)
{
  g_autofree char *value = bakery_money_to_string (amount, currency);

  bakery_json_writer_name (writer, "amount");
  bakery_json_writer_begin_object (writer);
  write_member (writer, "currency_code", currency);
  write_member (writer, "value", value);
  bakery_json_writer_end_object (writer);
}

/* --- Reading answers --- */

static const char *
find_approval_url (JsonNode *order)
{
  JsonNode *links = server_json_path_find (order, "links");
  guint n_links = links != NULL && JSON_NODE_HOLDS_ARRAY (links) ? json_array_get_length (json_node_get_array (links)) : 0;

  for (guint i = 0; i < n_links; i++)
    {
      JsonNode *link = json_array_get_element (json_node_get_array (links), i);
      const char *relation = server_json_path_get_text (link, "rel");

      if (g_strcmp0 (relation, "approve") == 0 || g_strcmp0 (relation, "payer-action") == 0)
        return server_json_path_get_text (link, "href");
    }

  return NULL;
}

static void
read_capture (JsonNode             *capture,
              ServerPaymentOutcome *outcome)
{
  const char *status = server_json_path_get_text (capture, "status");

  outcome->capture_reference = g_strdup (server_json_path_get_text (capture, "id"));
  if (g_strcmp0 (status, "COMPLETED") == 0 || g_strcmp0 (status, "REFUNDED") == 0 ||
      g_strcmp0 (status, "PARTIALLY_REFUNDED") == 0)
    outcome->state = BAKERY_PAYMENT_STATE_SUCCEEDED;
  else if (g_strcmp0 (status, "DECLINED") == 0 || g_strcmp0 (status, "FAILED") == 0)
    server_payment_outcome_refuse (outcome, "PayPal declined the payment.");
  else
    outcome->state = BAKERY_PAYMENT_STATE_REQUIRES_ACTION;
}

static void
read_order (JsonNode             *order,
            ServerPaymentOutcome *outcome)
{
  const char *status = server_json_path_get_text (order, "status");
  JsonNode *capture = server_json_path_find (order, CAPTURE);

  outcome->reference = g_strdup (server_json_path_get_text (order, "id"));
  outcome->approval_url = g_strdup (find_approval_url (order));
  if (capture != NULL)
    read_capture (capture, outcome);
  else if (g_strcmp0 (status, "VOIDED") == 0)
    outcome->state = BAKERY_PAYMENT_STATE_CANCELLED;
  else if (status != NULL)
    outcome->state = BAKERY_PAYMENT_STATE_REQUIRES_ACTION;
}

static void
read_refusal (guint                 status,
              JsonNode             *json,
              ServerPaymentOutcome *outcome)
{
  const char *issue = server_json_path_get_text (json, "details.0.issue");

  if (g_strcmp0 (issue, "ORDER_NOT_APPROVED") == 0 || g_strcmp0 (issue, "PAYER_ACTION_REQUIRED") == 0)
    {
      outcome->state = BAKERY_PAYMENT_STATE_REQUIRES_ACTION;
      return;
    }
  if (g_strcmp0 (issue, "INSTRUMENT_DECLINED") == 0 || g_strcmp0 (issue, "PAYER_CANNOT_PAY") == 0)
    {
      server_payment_outcome_refuse (outcome, "PayPal declined the payment.");
      return;
    }

  g_message ("PayPal refused with status %u: %s", status, issue != NULL ? issue : "no issue named");
  server_payment_outcome_refuse (outcome, UNCLEAR_FAILURE);
}

static gboolean
call_for_order (PaypalProvider       *self,
                const char           *method,
                const char           *path,
                const char           *key,
                const char           *body,
                ServerPaymentOutcome *outcome,
                GError              **error)
{
  g_autoptr(JsonNode) json = NULL;
  guint status;

  if (!server_paypal_session_call (self->session, method, path, key, body, &status, &json, error))
    return FALSE;

  if (status >= 400)
    read_refusal (status, json, outcome);
  else
    read_order (json, outcome);

  return TRUE;
}

/* --- Provider --- */

static char *
dup_order_body (const BakeryPayment *payment)
{
  GString *body = g_string_new (NULL);
  BakeryJsonWriter writer = { body, FALSE };

  bakery_json_writer_begin_object (&writer);
  write_member (&writer, "intent", "CAPTURE");
  bakery_json_writer_name (&writer, "purchase_units");
  bakery_json_writer_begin_array (&writer);
  bakery_json_writer_begin_object (&writer);
  write_member (&writer, "custom_id", payment->key);
  write_amount (&writer, payment->currency, payment->amount);
  bakery_json_writer_end_object (&writer);
  bakery_json_writer_end_array (&writer);
  bakery_json_writer_end_object (&writer);

  return g_string_free (body, FALSE);
}

static gboolean
create (ServerPaymentProvider      *base,
        const BakeryPayment        *payment,
        const BakeryPaymentRequest *request,
        ServerPaymentOutcome       *outcome,
        GError                    **error)
{
  g_autofree char *body = dup_order_body (payment);

  return call_for_order ((PaypalProvider *) base, "POST", "/v2/checkout/orders", payment->key, body, outcome, error);
}

static char *
dup_path (const char *collection,
          const char *reference,
          const char *verb)
{
  g_autofree char *escaped = g_uri_escape_string (reference, NULL, FALSE);

  return g_strconcat (collection, escaped, verb, NULL);
}

static gboolean
fetch_order (ServerPaymentProvider *base,
             const BakeryPayment   *payment,
             ServerPaymentOutcome  *outcome,
             gboolean              *ret_is_approved,
             GError               **error)
{
  PaypalProvider *self = (PaypalProvider *) base;
  g_autofree char *path = dup_path ("/v2/checkout/orders/", payment->provider_reference, "");
  g_autoptr(JsonNode) json = NULL;
  guint status;

  *ret_is_approved = FALSE;
  if (!server_paypal_session_call (self->session, "GET", path, NULL, NULL, &status, &json, error))
    return FALSE;

  /* An order that nobody approved is forgotten by PayPal after some hours. */
  if (status == 404)
    outcome->state = BAKERY_PAYMENT_STATE_CANCELLED;
  else if (status >= 400)
    read_refusal (status, json, outcome);
  else
    read_order (json, outcome);
  *ret_is_approved = g_strcmp0 (server_json_path_get_text (json, "status"), "APPROVED") == 0;

  return TRUE;
}

static gboolean
confirm (ServerPaymentProvider *base,
         const BakeryPayment   *payment,
         ServerPaymentOutcome  *outcome,
         GError               **error)
{
  PaypalProvider *self = (PaypalProvider *) base;
  g_autofree char *path = dup_path ("/v2/checkout/orders/", payment->provider_reference, "/capture");
  g_autofree char *key = g_strconcat (payment->key, "-capture", NULL);
  g_autoptr(JsonNode) json = NULL;
  gboolean is_approved;
  guint status;

  if (!server_paypal_session_call (self->session, "POST", path, key, "{}", &status, &json, error))
    return FALSE;
  if (g_strcmp0 (server_json_path_get_text (json, "details.0.issue"), "ORDER_ALREADY_CAPTURED") == 0)
    return fetch_order (base, payment, outcome, &is_approved, error);

  if (status >= 400)
    read_refusal (status, json, outcome);
  else
    read_order (json, outcome);

  return TRUE;
}

/* Whoever looks at an order that is approved takes the money, too: nobody else will. */
static gboolean
fetch (ServerPaymentProvider *base,
       const BakeryPayment   *payment,
       ServerPaymentOutcome  *outcome,
       GError               **error)
{
  gboolean is_approved;

  if (!fetch_order (base, payment, outcome, &is_approved, error))
    return FALSE;
  if (!is_approved)
    return TRUE;

  server_payment_outcome_clear (outcome);

  return confirm (base, payment, outcome, error);
}

/* Without a capture no money moves, so an order that is left alone is as good as cancelled. */
static gboolean
cancel (ServerPaymentProvider *base,
        const BakeryPayment   *payment,
        ServerPaymentOutcome  *outcome,
        GError               **error)
{
  gboolean is_approved;

  if (!fetch_order (base, payment, outcome, &is_approved, error))
    return FALSE;
  if (outcome->state != BAKERY_PAYMENT_STATE_SUCCEEDED)
    outcome->state = BAKERY_PAYMENT_STATE_CANCELLED;

  return TRUE;
}

static gboolean
refund (ServerPaymentProvider *base,
        const BakeryPayment   *payment,
        const BakeryRefund    *refund,
        ServerPaymentOutcome  *outcome,
        GError               **error)
{
  PaypalProvider *self = (PaypalProvider *) base;
  g_autofree char *path = dup_path ("/v2/payments/captures/", payment->capture_reference, "/refund");
  g_autoptr(GString) body = g_string_new (NULL);
  BakeryJsonWriter writer = { body, FALSE };
  g_autoptr(JsonNode) json = NULL;
  const char *result;
  guint status;

  bakery_json_writer_begin_object (&writer);
  write_amount (&writer, refund->currency, refund->amount);
  bakery_json_writer_end_object (&writer);
  if (!server_paypal_session_call (self->session, "POST", path, refund->key, body->str, &status, &json, error))
    return FALSE;

  result = server_json_path_get_text (json, "status");
  outcome->reference = g_strdup (server_json_path_get_text (json, "id"));
  if (g_strcmp0 (result, "COMPLETED") == 0)
    outcome->refund_state = BAKERY_REFUND_STATE_SUCCEEDED;
  else if (status >= 400 || g_strcmp0 (result, "FAILED") == 0 || g_strcmp0 (result, "CANCELLED") == 0)
    server_payment_outcome_refuse (outcome, "PayPal could not give the money back.");

  return TRUE;
}

/* --- Webhook --- */

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
dup_question (PaypalProvider             *self,
              const ServerWebhookMessage *message)
{
  g_autoptr(GString) text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };
  gsize length;
  const char *body = g_bytes_get_data (message->body, &length);

  if (self->config->paypal_webhook_id == NULL)
    return NULL;

  bakery_json_writer_begin_object (&writer);
  for (guint i = 0; i < G_N_ELEMENTS (signed_headers); i++)
    {
      const char *value = message->get_header (message->user_data, signed_headers[i].header);

      if (value == NULL)
        return NULL;
      write_member (&writer, signed_headers[i].member, value);
    }
  write_member (&writer, "webhook_id", self->config->paypal_webhook_id);
  bakery_json_writer_name (&writer, "webhook_event");
  bakery_json_writer_raw (&writer, body, (gssize) length);
  bakery_json_writer_end_object (&writer);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_genuine (PaypalProvider             *self,
            const ServerWebhookMessage *message,
            GError                    **error)
{
  g_autofree char *question = dup_question (self, message);
  g_autoptr(JsonNode) json = NULL;
  guint status;

  if (question != NULL)
    {
      if (!server_paypal_session_call (self->session,
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
read_capture_event (JsonNode           *capture,
                    ServerWebhookEvent *event)
{
  const char *currency = server_json_path_get_text (capture, "amount.currency_code");
  const char *value = server_json_path_get_text (capture, "amount.value");

  event->key = g_strdup (server_json_path_get_text (capture, "custom_id"));
  event->reference = g_strdup (server_json_path_get_text (capture, "supplementary_data.related_ids.order_id"));
  read_capture (capture, &event->outcome);
  event->outcome.reference = g_strdup (event->reference);
  if (currency == NULL || value == NULL ||
      !bakery_money_from_string (value, bakery_currency_get_digits (currency), &event->amount))
    return;

  event->currency = g_strdup (currency);
}

static void
read_event (JsonNode           *root,
            ServerWebhookEvent *event)
{
  JsonNode *resource = server_json_path_find (root, "resource");

  event->id = g_strdup (server_json_path_get_text (root, "id"));
  event->kind = g_strdup (server_json_path_get_text (root, "event_type"));
  if (g_strcmp0 (event->kind, "CHECKOUT.ORDER.APPROVED") == 0)
    {
      event->key = g_strdup (server_json_path_get_text (resource, "purchase_units.0.custom_id"));
      event->reference = g_strdup (server_json_path_get_text (resource, "id"));
      event->wants_capture = TRUE;
    }
  else if (g_strcmp0 (event->kind, "PAYMENT.CAPTURE.COMPLETED") == 0 ||
           g_strcmp0 (event->kind, "PAYMENT.CAPTURE.DENIED") == 0 ||
           g_strcmp0 (event->kind, "PAYMENT.CAPTURE.DECLINED") == 0)
    {
      read_capture_event (resource, event);
    }
}

static gboolean
read_webhook (ServerPaymentProvider      *base,
              const ServerWebhookMessage *message,
              ServerWebhookEvent         *event,
              GError                    **error)
{
  g_autoptr(JsonNode) root = NULL;
  gsize length;
  const char *body = g_bytes_get_data (message->body, &length);

  root = server_json_parse (body, length, error);
  if (root == NULL || !is_genuine ((PaypalProvider *) base, message, error))
    return FALSE;
  read_event (root, event);
  if (event->id != NULL && event->kind != NULL)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_INVALID, "The message is no event.");

  return FALSE;
}

static void
provider_free (ServerPaymentProvider *base)
{
  PaypalProvider *self = (PaypalProvider *) base;

  server_paypal_session_free (self->session);
  g_free (self);
}

/**
 * server_paypal_provider_new:
 * @config: with a client id and secret for PayPal; must outlive it
 * @client: makes the calls; must outlive it
 *
 * Returns: (transfer full): PayPal
 */
ServerPaymentProvider *
server_paypal_provider_new (const ServerConfig *config,
                            ServerHttpClient   *client)
{
  PaypalProvider *self = g_new (PaypalProvider, 1);

  *self = (PaypalProvider) {
    .base = {
      .id = BAKERY_PAYMENT_PROVIDER_PAYPAL,
      .create = create,
      .confirm = confirm,
      .fetch = fetch,
      .cancel = cancel,
      .refund = refund,
      .read_webhook = read_webhook,
      .free = provider_free,
    },
    .config = config,
    .session = server_paypal_session_new (config, client),
  };

  return &self->base;
}
