/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Collecting an order at the counter: the customer asks for a code when the order is ready, the shop hands over for it
 * (C-065, C-066). Runs on the writer's thread. */

#include "config.h"

#include "server-order-collect.h"

#include "bakery-error.h"
#include "server-body.h"
#include "server-collection-codes.h"
#include "server-order-store.h"
#include "server-orders-private.h"
#include "server-problem.h"
#include "server-routes.h"

const ServerQueryParameter server_order_collect_members[] = {
  { "code", SERVER_QUERY_TEXT, .description = "To be shown at the counter; it is told only this once", .is_required = TRUE },
  { "expires_at", SERVER_QUERY_TIME, .description = "Until when it works", .is_required = TRUE },
  { NULL },
};

static gboolean
check_ready (const BakeryOrder *order,
             GError           **error)
{
  if (order->fulfilment == BAKERY_FULFILMENT_PICKUP && order->stage == BAKERY_STAGE_READY)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                       order->fulfilment == BAKERY_FULFILMENT_PICKUP ? "The order is not ready to be collected."
                                                                     : "The order is delivered, not collected.");

  return FALSE;
}

/* The driver, too, can hand over for a code. */
static gboolean
is_on_its_way (const BakeryOrder *order)
{
  return order->fulfilment == BAKERY_FULFILMENT_DELIVERY && order->stage == BAKERY_STAGE_OUT_FOR_DELIVERY;
}

/**
 * server_order_collect_answer_code:
 * @request: from whoever collects the order
 * @order: an order
 * @response: gets a new code
 * @error: %BAKERY_ERROR_CONFLICT when it is neither ready to be collected nor on its way, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could
 */
gboolean
server_order_collect_answer_code (ServerRequest     *request,
                                  const BakeryOrder *order,
                                  ServerResponse    *response,
                                  GError           **error)
{
  g_autofree char *code = NULL;
  BakeryJsonWriter *writer;
  gint64 expires_at;

  if (!is_on_its_way (order) && !check_ready (order, error))
    return FALSE;
  code = server_collection_codes_issue (server_request_get_connection (request), order->base.id,
                                        server_request_get_now (request), &expires_at, error);
  if (code == NULL)
    return FALSE;

  writer = server_response_begin_json (response);
  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "code");
  bakery_json_writer_string (writer, code);
  bakery_json_writer_name (writer, "expires_at");
  bakery_json_writer_time (writer, expires_at);
  bakery_json_writer_end_object (writer);

  return TRUE;
}

static gboolean
issue_code (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  g_autoptr(BakeryOrder) order = server_orders_load (request, SERVER_RIGHTS_ORDER, error);

  return order != NULL && server_order_collect_answer_code (request, order, response, error);
}

/* The answer is an error, and yet that somebody tried must be committed. */
static gboolean
answer_wrong_code (ServerRequest  *request,
                   ServerResponse *response)
{
  g_autoptr(GError) error = NULL;

  bakery_set_error_violation (&error, "code", "This is not the order's code.");
  server_problem_answer (request, response, error);

  return TRUE;
}

static gboolean
hand_over (ServerRequest     *request,
           const BakeryOrder *order,
           ServerResponse    *response,
           GError           **error)
{
  BakeryMove asked = { BAKERY_STAGE_DELIVERED };
  g_autoptr(BakeryOrder) moved = server_orders_move (request, order, &asked, error);

  if (moved == NULL || !server_order_store_correct (server_request_get_connection (request), moved, order, FALSE,
                                                    server_request_get_now (request), error))
    return FALSE;

  server_response_set_entity (response, moved, server_request_get_role (request));

  return TRUE;
}

static const char *
read_code (ServerRequest *request,
           GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  JsonNode *node = server_body_get_member (request, "code");
  const char *code = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  server_request_check_members (request, violations);
  if (code == NULL)
    bakery_violations_add (violations, "code", "This field is required.");
  if (bakery_violations_is_empty (violations))
    return code;

  bakery_set_error_invalid (error, violations);

  return NULL;
}

static gboolean
collect (ServerRequest  *request,
         ServerResponse *response,
         GError        **error)
{
  g_autoptr(BakeryOrder) order = server_orders_load (request, SERVER_RIGHTS_ORDER_WORK, error);
  const char *code = order != NULL ? read_code (request, error) : NULL;
  gboolean is_right;

  if (code == NULL || !check_ready (order, error))
    return FALSE;
  if (!server_collection_codes_use (server_request_get_connection (request), order->base.id, code,
                                    server_request_get_now (request), &is_right, error))
    return FALSE;

  return is_right ? hand_over (request, order, response, error) : answer_wrong_code (request, response);
}

static const ServerQueryParameter collect_members[] = {
  { "code", SERVER_QUERY_TEXT, .description = "What the customer shows", .is_required = TRUE },
  { NULL },
};

const ServerRoute server_order_collect_routes[] = {
  { "POST", "orders/{id}/collection-code", BAKERY_ROLE_CUSTOMER, SERVER_ROUTE_WRITE, issue_code,
    .flags = SERVER_ROUTE_OPTIONAL_BODY | SERVER_ROUTE_NO_REPLAY, .answer_members = server_order_collect_members,
    .summary = "Have a code to collect an order that is ready" },
  { "POST", "orders/{id}/collect", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, collect, .members = collect_members,
    .answer = &bakery_order_type, .summary = "Hand an order over for its code" },
  { NULL },
};
