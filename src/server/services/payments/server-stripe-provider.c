/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stripe (C-051, C-052): the server makes a payment intent, the customer's program confirms it with the client secret, a
 * webhook tells how that went. Every POST carries our own key, so that asking twice takes the money once. On a thread that may
 * block. */

#include "config.h"

#include "server-stripe-provider.h"

#include "bakery-error.h"
#include "server-config.h"
#include "server-json-path.h"
#include "server-json.h"
#include "server-stripe-signature.h"

#include <string.h>

/* The version of their API that this file was written against; accounts of any age answer in it. */
#define NAME "Stripe"
#define API_VERSION "Stripe-Version: 2022-11-15"

typedef struct
{
  ServerPaymentProvider base;

  /* Borrowed */
  const ServerConfig *config;
  ServerHttpClient   *client;
} StripeProvider;

/* --- Calls --- */

static gboolean
call (StripeProvider *self,
      const char     *method,
      const char     *path,
      const char     *key,
      const char     *form,
      guint          *ret_status,
      JsonNode      **ret_json,
      GError        **error)
{
  g_autofree char *authorization = g_strconcat ("Authorization: Bearer ", self->config->stripe_key, NULL);
  g_autofree char *idempotency = key != NULL ? g_strconcat ("Idempotency-Key: ", key, NULL) : NULL;
  const char *headers[] = { authorization, API_VERSION, idempotency, NULL };
  ServerHttpCall http = {
    .method = method, .base = self->config->stripe_url, .path = path, .headers = headers,
    .content_type = form != NULL ? "application/x-www-form-urlencoded" : NULL, .body = form,
  };

  return server_http_client_call (self->client, &http, ret_status, ret_json, error) &&
         server_payment_provider_has_answered (NAME, *ret_status, 0, ret_json, error);
}

/* Only what is wrong with a card is written for the customer; the rest is for who runs this server. */
static void
read_refusal (guint                 status,
              JsonNode             *json,
              ServerPaymentOutcome *outcome)
{
  const char *message = server_json_path_get_text (json, "error.message");

  if (g_strcmp0 (server_json_path_get_text (json, "error.type"), "card_error") == 0 && message != NULL)
    server_payment_outcome_refuse (outcome, message);
  else
    server_payment_outcome_refuse_unclear (outcome, NAME, status, message);
}

static void
read_intent (JsonNode             *intent,
             ServerPaymentOutcome *outcome)
{
  const char *status = server_json_path_get_text (intent, "status");
  const char *failure = server_json_path_get_text (intent, "last_payment_error.message");

  outcome->reference = g_strdup (server_json_path_get_text (intent, "id"));
  outcome->client_secret = g_strdup (server_json_path_get_text (intent, "client_secret"));
  if (g_strcmp0 (status, "succeeded") == 0)
    outcome->state = BAKERY_PAYMENT_STATE_SUCCEEDED;
  else if (g_strcmp0 (status, "canceled") == 0)
    outcome->state = BAKERY_PAYMENT_STATE_CANCELLED;
  else if (g_strcmp0 (status, "requires_payment_method") == 0 && failure != NULL)
    server_payment_outcome_refuse (outcome, failure);
  else if (status != NULL)
    outcome->state = BAKERY_PAYMENT_STATE_REQUIRES_ACTION;
}

static gboolean
call_for_intent (StripeProvider       *self,
                 const char           *method,
                 const char           *path,
                 const char           *key,
                 const char           *form,
                 ServerPaymentOutcome *outcome,
                 GError              **error)
{
  g_autoptr(JsonNode) json = NULL;
  guint status;

  if (!call (self, method, path, key, form, &status, &json, error))
    return FALSE;

  if (status >= 400)
    read_refusal (status, json, outcome);
  else
    read_intent (json, outcome);

  return TRUE;
}

static void
append_int (GString    *form,
            const char *name,
            gint64      value)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  server_http_form_append (form, name, text);
}

/* --- Provider --- */

static gboolean
create (ServerPaymentProvider      *base,
        const BakeryPayment        *payment,
        const BakeryPaymentRequest *request,
        ServerPaymentOutcome       *outcome,
        GError                    **error)
{
  g_autoptr(GString) form = g_string_new (NULL);
  g_autofree char *currency = g_ascii_strdown (payment->currency, -1);

  append_int (form, "amount", payment->amount);
  server_http_form_append (form, "currency", currency);
  server_http_form_append (form, "automatic_payment_methods[enabled]", "true");
  server_http_form_append (form, "metadata[key]", payment->key);
  append_int (form, "metadata[order]", payment->order);

  return call_for_intent ((StripeProvider *) base, "POST", "/v1/payment_intents", payment->key, form->str, outcome, error);
}

static char *
dup_intent_path (const BakeryPayment *payment,
                 const char          *verb)
{
  g_autofree char *reference = g_uri_escape_string (payment->provider_reference, NULL, FALSE);

  return g_strconcat ("/v1/payment_intents/", reference, verb, NULL);
}

static gboolean
fetch (ServerPaymentProvider *base,
       const BakeryPayment   *payment,
       ServerPaymentOutcome  *outcome,
       GError               **error)
{
  g_autofree char *path = dup_intent_path (payment, "");

  return call_for_intent ((StripeProvider *) base, "GET", path, NULL, NULL, outcome, error);
}

/* What cannot be cancelled any more has an outcome of its own, and that is what counts. */
static gboolean
cancel (ServerPaymentProvider *base,
        const BakeryPayment   *payment,
        ServerPaymentOutcome  *outcome,
        GError               **error)
{
  g_autofree char *path = dup_intent_path (payment, "/cancel");
  g_autofree char *key = g_strconcat (payment->key, "-cancel", NULL);
  g_autoptr(JsonNode) json = NULL;
  guint status;

  if (!call ((StripeProvider *) base, "POST", path, key, "", &status, &json, error))
    return FALSE;
  if (status >= 400)
    return fetch (base, payment, outcome, error);

  read_intent (json, outcome);

  return TRUE;
}

static BakeryRefundState
read_refund_state (JsonNode *refund)
{
  const char *status = server_json_path_get_text (refund, "status");

  if (g_strcmp0 (status, "succeeded") == 0)
    return BAKERY_REFUND_STATE_SUCCEEDED;
  if (g_strcmp0 (status, "failed") == 0 || g_strcmp0 (status, "canceled") == 0)
    return BAKERY_REFUND_STATE_FAILED;

  return BAKERY_REFUND_STATE_PENDING;
}

static void
read_refund (JsonNode             *json,
             ServerPaymentOutcome *outcome)
{
  outcome->reference = g_strdup (server_json_path_get_text (json, "id"));
  outcome->refund_state = read_refund_state (json);
  if (outcome->refund_state == BAKERY_REFUND_STATE_FAILED)
    server_payment_outcome_refuse (outcome, "Stripe could not give the money back.");
}

static gboolean
refund (ServerPaymentProvider *base,
        const BakeryPayment   *payment,
        const BakeryRefund    *refund,
        ServerPaymentOutcome  *outcome,
        GError               **error)
{
  g_autoptr(GString) form = g_string_new (NULL);
  g_autofree char *reference = g_uri_escape_string (refund->provider_reference, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/refunds/", reference, NULL);
  g_autoptr(JsonNode) json = NULL;
  gboolean is_known = refund->provider_reference[0] != '\0';
  guint status;

  server_http_form_append (form, "payment_intent", payment->provider_reference);
  append_int (form, "amount", refund->amount);
  server_http_form_append (form, "metadata[key]", refund->key);
  if (!call ((StripeProvider *) base,
             is_known ? "GET" : "POST",
             is_known ? path : "/v1/refunds",
             is_known ? NULL : refund->key,
             is_known ? NULL : form->str,
             &status,
             &json,
             error))
    return FALSE;

  if (status >= 400)
    read_refusal (status, json, outcome);
  else
    read_refund (json, outcome);

  return TRUE;
}

/* --- Webhook --- */

static void
read_refund_news (JsonNode           *refund,
                  ServerWebhookEvent *event)
{
  ServerRefundNews *news = server_webhook_event_add_refund (event);

  news->key = g_strdup (server_json_path_get_text (refund, "metadata.key"));
  news->reference = g_strdup (server_json_path_get_text (refund, "id"));
  news->amount = server_json_path_get_int (refund, "amount");
  news->currency = g_strdup (server_json_path_get_text (refund, "currency"));
  news->state = read_refund_state (refund);
}

/* A charge says how much of it went back in all; the refunds themselves are to be asked for. */
static gboolean
fetch_refunds (StripeProvider     *self,
               ServerWebhookEvent *event,
               GError            **error)
{
  g_autofree char *intent = g_uri_escape_string (event->reference, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/refunds?limit=100&payment_intent=", intent, NULL);
  g_autoptr(JsonNode) json = NULL;
  JsonNode *data;
  guint status;

  if (!call (self, "GET", path, NULL, NULL, &status, &json, error))
    return FALSE;

  data = server_json_path_find (json, "data");
  if (data == NULL || !JSON_NODE_HOLDS_ARRAY (data))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Stripe named no refunds, with status %u.", status);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (data)); i++)
    read_refund_news (json_array_get_element (json_node_get_array (data), i), event);

  return TRUE;
}

/* The shop is told of a dispute, and answers it there. Money that a bank took back for its customer is gone when it is lost. */
static void
read_dispute (JsonNode           *dispute,
              ServerWebhookEvent *event)
{
  const char *reason = server_json_path_get_text (dispute, "reason");
  const char *status = server_json_path_get_text (dispute, "status");
  ServerRefundNews *news;

  if (g_str_equal (event->kind, "charge.dispute.created"))
    {
      event->notice = g_strdup_printf ("The customer disputes the payment with their bank: %.100s. Answer it at Stripe.",
                                       reason != NULL ? reason : "general");
      return;
    }

  event->notice = g_strdup_printf ("The dispute of the payment at Stripe is closed: %.100s.",
                                   status != NULL ? status : "unknown");
  if (g_strcmp0 (status, "lost") != 0)
    return;

  read_refund_news (dispute, event);
  news = g_ptr_array_index (event->refunds, event->refunds->len - 1);
  news->reason = g_strconcat ("Dispute lost", reason != NULL ? ": " : ".", reason, NULL);
  news->state = BAKERY_REFUND_STATE_SUCCEEDED;
}

static void
read_intent_event (JsonNode           *object,
                   ServerWebhookEvent *event)
{
  event->key = g_strdup (server_json_path_get_text (object, "metadata.key"));
  event->reference = g_strdup (server_json_path_get_text (object, "id"));
  event->amount = server_json_path_get_int (object, "amount_received");
  event->currency = g_strdup (server_json_path_get_text (object, "currency"));
  read_intent (object, &event->outcome);
}

static gboolean
read_event (StripeProvider     *self,
            JsonNode           *root,
            ServerWebhookEvent *event,
            GError            **error)
{
  JsonNode *object = server_json_path_find (root, "data.object");

  event->id = g_strdup (server_json_path_get_text (root, "id"));
  event->kind = g_strdup (server_json_path_get_text (root, "type"));
  if (!server_webhook_event_check (event, error))
    return FALSE;
  if (g_str_has_prefix (event->kind, "payment_intent."))
    {
      read_intent_event (object, event);
      return TRUE;
    }

  event->reference = g_strdup (server_json_path_get_text (object, "payment_intent"));
  if (event->reference == NULL)
    return TRUE;
  if (g_str_equal (event->kind, "charge.refunded"))
    return fetch_refunds (self, event, error);
  if (g_str_equal (event->kind, "charge.dispute.created") || g_str_equal (event->kind, "charge.dispute.closed"))
    read_dispute (object, event);
  else if (g_str_equal (event->kind, "charge.refund.updated") || g_str_has_prefix (event->kind, "refund."))
    read_refund_news (object, event);

  return TRUE;
}

static gboolean
read_webhook (ServerPaymentProvider      *base,
              const ServerWebhookMessage *message,
              ServerWebhookEvent         *event,
              GError                    **error)
{
  StripeProvider *self = (StripeProvider *) base;
  g_autoptr(JsonNode) root = NULL;
  gsize length;
  const char *body = g_bytes_get_data (message->body, &length);

  if (self->config->stripe_webhook_secret == NULL ||
      !server_stripe_signature_check (message->get_header (message->user_data, "Stripe-Signature"),
                                      body,
                                      length,
                                      self->config->stripe_webhook_secret,
                                      message->now))
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_INVALID, "The message is not signed by Stripe.");
      return FALSE;
    }

  root = server_json_parse (body, length, error);

  return root != NULL && read_event (self, root, event, error);
}

/**
 * server_stripe_provider_new:
 * @config: with a key for Stripe; must outlive it
 * @client: makes the calls; must outlive it
 *
 * Returns: (transfer full): Stripe
 */
ServerPaymentProvider *
server_stripe_provider_new (const ServerConfig *config,
                            ServerHttpClient   *client)
{
  StripeProvider *self = g_new (StripeProvider, 1);

  *self = (StripeProvider) {
    .base = {
      .id = BAKERY_PAYMENT_PROVIDER_STRIPE,
      .line = SERVER_LINE_STRIPE,
      .create = create,
      .confirm = fetch,
      .fetch = fetch,
      .cancel = cancel,
      .refund = refund,
      .read_webhook = read_webhook,
    },
    .config = config,
    .client = client,
  };

  return &self->base;
}
