/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PayPal (S-072): the server makes an order there, the customer approves it in the browser, and the server captures the money:
 * when the customer's program asks for it, when a webhook tells of the approval, or when the reconciler finds it. Every POST
 * carries our own key. On a thread that may block. */

#include "config.h"

#include "server-paypal-provider.h"

#include "bakery-json-writer.h"
#include "bakery-money.h"
#include "server-config.h"
#include "server-json-path.h"
#include "server-paypal-answers.h"
#include "server-paypal-session.h"
#include "server-paypal-webhook.h"

#include <string.h>

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
    server_paypal_read_refusal (status, json, outcome);
  else
    server_paypal_read_order (json, outcome);

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
    server_paypal_read_refusal (status, json, outcome);
  else
    server_paypal_read_order (json, outcome);
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
    server_paypal_read_refusal (status, json, outcome);
  else
    server_paypal_read_order (json, outcome);

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
  guint status;

  bakery_json_writer_begin_object (&writer);
  write_member (&writer, "custom_id", refund->key);
  write_amount (&writer, refund->currency, refund->amount);
  bakery_json_writer_end_object (&writer);
  if (!server_paypal_session_call (self->session, "POST", path, refund->key, body->str, &status, &json, error))
    return FALSE;

  outcome->reference = g_strdup (server_json_path_get_text (json, "id"));
  outcome->refund_state = server_paypal_read_refund_state (json);
  if (status >= 400 || outcome->refund_state == BAKERY_REFUND_STATE_FAILED)
    server_payment_outcome_refuse (outcome, "PayPal could not give the money back.");

  return TRUE;
}

static gboolean
read_webhook (ServerPaymentProvider      *base,
              const ServerWebhookMessage *message,
              ServerWebhookEvent         *event,
              GError                    **error)
{
  PaypalProvider *self = (PaypalProvider *) base;

  return server_paypal_webhook_read (self->session, self->config->paypal_webhook_id, message, event, error);
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
      .line = SERVER_LINE_PAYPAL,
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
