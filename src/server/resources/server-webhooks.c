/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What providers tell us (C-052). A message is checked and read before its handler, since some providers must be asked whether
 * it is theirs; its event enters the inbox and settles the payment in one transaction, once however often it is sent. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-records.h"
#include "server-context.h"
#include "server-notification-store.h"
#include "server-payment-service.h"
#include "server-payment-store.h"
#include "server-problem.h"
#include "server-refund-store.h"
#include "server-request.h"
#include "server-response.h"
#include "server-webhook-inbox.h"

#include <string.h>

#define MAXIMUM_MESSAGE (256 * 1024)

static const BakeryPaymentProvider stripe = BAKERY_PAYMENT_PROVIDER_STRIPE;
static const BakeryPaymentProvider paypal = BAKERY_PAYMENT_PROVIDER_PAYPAL;

static BakeryPaymentProvider
get_sender (const ServerRequest *request)
{
  return *(const BakeryPaymentProvider *) server_request_get_route (request)->data;
}

static const char *
get_header (gpointer    user_data,
            const char *name)
{
  return server_request_get_header (user_data, name);
}

static void
event_free (gpointer data)
{
  server_webhook_event_clear (data);
  g_free (data);
}

static gboolean
read_message (ServerRequest *request,
              GError       **error)
{
  ServerPaymentService *service = server_request_get_context (request)->payments;
  g_autoptr(GError) absence = NULL;
  g_autoptr(GError) problem = NULL;
  ServerPaymentProvider *provider = server_payment_service_get_provider (service, get_sender (request), &absence);
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);
  GBytes *body = server_request_get_body (request);
  ServerWebhookMessage message = {
    body != NULL ? body : nothing, get_header, request, server_request_get_now (request),
  };
  ServerWebhookEvent *event;

  if (provider == NULL)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, absence->message);
      return FALSE;
    }

  event = g_new0 (ServerWebhookEvent, 1);
  server_request_set_prelude (request, event, event_free);
  if (provider->read_webhook (provider, &message, event, &problem))
    return TRUE;

  if (problem->domain == G_IO_ERROR)
    g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_GATEWAY, problem->message);
  else
    g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/* Success is believed only for the amount that was asked for. */
static gboolean
is_plausible (const ServerWebhookEvent *event,
              const BakeryPayment      *payment)
{
  if (event->outcome.state != BAKERY_PAYMENT_STATE_SUCCEEDED ||
      (event->amount == payment->amount && event->currency != NULL &&
       g_ascii_strcasecmp (event->currency, payment->currency) == 0))
    return TRUE;

  g_message ("Event %s is about another amount than payment %" G_GINT64_FORMAT " has.", event->id, payment->base.id);

  return FALSE;
}

/* Whoever gives money back has taken it, even if the event that says so has not come yet. */
static gboolean
take_refunds (BakeryConnection    *connection,
              const GPtrArray     *refunds,
              const BakeryPayment *payment,
              gint64               now,
              GError             **error)
{
  const ServerPaymentOutcome success = { .state = BAKERY_PAYMENT_STATE_SUCCEEDED };
  g_autoptr(BakeryPayment) captured = server_payment_store_settle (connection, payment->base.id, &success, now, error);

  if (captured == NULL)
    return FALSE;

  for (guint i = 0; i < refunds->len; i++)
    {
      if (!server_refund_store_take_over (connection, payment->base.id, g_ptr_array_index (refunds, i), now, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
tell_store (BakeryConnection         *connection,
            const ServerWebhookEvent *event,
            const BakeryPayment      *payment,
            gint64                    now,
            GError                  **error)
{
  g_autoptr(BakeryOrder) order =
    bakery_records_load (connection, &bakery_order_type, payment->order, BAKERY_RECORDS_TABLES, error);
  g_autoptr(BakeryNotification) sent = NULL;
  g_autofree char *text = NULL;
  ServerNotice notice = { 0, payment->store, BAKERY_NOTIFICATION_ORDER, NULL };

  if (order == NULL)
    return FALSE;

  text = g_strdup_printf ("Order #%" G_GINT64_FORMAT ": %s", order->number, event->notice);
  notice.text = text;
  sent = server_notification_store_send (connection, &notice, now, error);

  return sent != NULL;
}

static gboolean
act_on (BakeryConnection         *connection,
        const ServerWebhookEvent *event,
        const BakeryPayment      *payment,
        gint64                    now,
        GError                  **error)
{
  g_autoptr(BakeryPayment) settled = NULL;

  if (!is_plausible (event, payment))
    return TRUE;
  if (event->notice != NULL && !tell_store (connection, event, payment, now, error))
    return FALSE;
  if (event->refunds != NULL)
    return take_refunds (connection, event->refunds, payment, now, error);
  if (event->notice != NULL)
    return TRUE;
  if (event->wants_capture)
    return !bakery_payment_is_open (payment) ||
           server_payment_store_set_check (connection, payment->base.id, now, error);

  settled = server_payment_store_settle (connection, payment->base.id, &event->outcome, now, error);

  return settled != NULL;
}

/* What PayPal sends it is asked about; what Stripe sends is signed. */
static gboolean
begin_message (ServerRequest *request,
               GError **error G_GNUC_UNUSED)
{
  gboolean is_asked = get_sender (request) == BAKERY_PAYMENT_PROVIDER_PAYPAL;

  server_request_set_call (request, is_asked ? SERVER_LINE_WEBHOOKS : SERVER_LINE_NONE, read_message);

  return TRUE;
}

static gboolean
take_event (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  const ServerWebhookEvent *event = server_request_get_prelude (request);
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryPayment) payment = NULL;
  gboolean is_new;

  if (!server_request_check_called (request, error))
    return FALSE;
  if (!server_payment_store_find_by_event (connection, get_sender (request), event, &payment, error) ||
      !server_webhook_inbox_enter (connection, get_sender (request), event, payment, now, &is_new, error))
    return FALSE;
  if (is_new && payment != NULL && !act_on (connection, event, payment, now, error))
    return FALSE;

  server_response_set_no_content (response);

  return TRUE;
}

#define WEBHOOK_FLAGS \
  (SERVER_ROUTE_CALLS_OUT | SERVER_ROUTE_RAW_BODY | SERVER_ROUTE_NO_REPLAY | SERVER_ROUTE_ANY_TOKEN)

const ServerRoute server_webhooks_routes[] = {
  { "POST", "webhooks/stripe", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, take_event, .flags = WEBHOOK_FLAGS,
    .prelude = begin_message, .maximum_body = MAXIMUM_MESSAGE, .consumes = "application/json", .status = 204,
    .other_status = 502, .data = &stripe,
    .summary = "Take an event of Stripe, signed by it" },
  { "POST", "webhooks/paypal", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, take_event, .flags = WEBHOOK_FLAGS,
    .prelude = begin_message, .maximum_body = MAXIMUM_MESSAGE, .consumes = "application/json", .status = 204,
    .other_status = 502, .data = &paypal,
    .summary = "Take an event of PayPal, signed by it" },
  { NULL },
};
