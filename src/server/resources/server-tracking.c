/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `order/{id}/track-delivery`: document S's clients ask for an order to be tracked. There is nothing to start: each order is
 * tracked from the moment it is placed, its stage is in the database and not in a thread that sleeps (D-14). Runs on the
 * listener's thread. */

#include "config.h"

#include "server-routes.h"

#include "server-orders-private.h"
#include "server-request.h"
#include "server-response.h"
#include "server-rights.h"

static gboolean
track_delivery (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  g_autoptr(BakeryOrder) order = server_orders_load (request, SERVER_RIGHTS_ORDER, error);

  if (order == NULL)
    return FALSE;

  bakery_json_writer_string (server_response_begin_json (response), "Delivery tracking initiated");

  return TRUE;
}

#define TRACKING_ROUTE(pattern_)                                                                                       \
  { "POST", pattern_, BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_READ, track_delivery,                                       \
    SERVER_ROUTE_OPTIONAL_BODY | SERVER_ROUTE_LENIENT,                                                                 \
    .summary = "Ask for an order to be tracked, as each one is" }

const ServerRoute server_tracking_routes[] = {
  TRACKING_ROUTE ("order/{id}/track-delivery"),
  TRACKING_ROUTE ("orders/{id}/track-delivery"),
  { NULL },
};
