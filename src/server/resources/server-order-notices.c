/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the shop tells the customer of one of its orders, without being asked (S-090): as a notification to their account, and
 * by mail to the address that the order has. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-mail-queue.h"
#include "server-notification-store.h"
#include "server-orders-private.h"
#include "server-response.h"

#define TEXT_MAXIMUM 400

static char *
read_text (ServerRequest *request,
           GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autofree char *text =
    server_body_read_text (request, "text", TEXT_MAXIMUM, "Say what the customer is to know.", violations);

  server_request_check_members (request, violations);
  if (bakery_violations_is_empty (violations))
    return g_steal_pointer (&text);

  bakery_set_error_invalid (error, violations);

  return NULL;
}

static gboolean
check_reachable (const BakeryOrder *order,
                 GError           **error)
{
  if (order->customer != 0 || order->customer_email[0] != '\0')
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                       "The customer has left neither an account nor an e-mail address.");

  return FALSE;
}

static gboolean
notify (BakeryConnection  *connection,
        const BakeryOrder *order,
        const char        *text,
        gint64             now,
        GError           **error)
{
  g_autofree char *sentence = g_strdup_printf ("Your order #%" G_GINT64_FORMAT ": %s", order->number, text);
  const ServerNotice notice = { order->customer, order->store, BAKERY_NOTIFICATION_ORDER, sentence };
  g_autoptr(BakeryNotification) sent = NULL;

  if (order->customer == 0)
    return TRUE;

  sent = server_notification_store_send (connection, &notice, now, error);

  return sent != NULL;
}

static gboolean
tell_customer (ServerRequest  *request,
               ServerResponse *response,
               GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryOrder) order = server_orders_load (request, SERVER_RIGHTS_ORDER_WORK, error);
  g_autofree char *text = order != NULL ? read_text (request, error) : NULL;

  if (text == NULL || !check_reachable (order, error) || !notify (connection, order, text, now, error) ||
      !server_mail_queue_order_notice (connection, order, text, NULL, now, error))
    return FALSE;

  server_response_set_no_content (response);

  return TRUE;
}

static const ServerQueryParameter members[] = {
  { "text", SERVER_QUERY_TEXT, 1, TEXT_MAXIMUM, NULL, "What the customer is to know", .is_required = TRUE },
  { NULL },
};

const ServerRoute server_order_notices_routes[] = {
  { "POST", "orders/{id}/notices", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, tell_customer, .members = members, .status = 204,
    .summary = "Tell the customer of an order something about it" },
  { NULL },
};
