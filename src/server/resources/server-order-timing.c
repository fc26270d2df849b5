/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The clock of orders that are collected. A customer's position is compared with the store's and forgotten. Runs on
 * the writer's thread. */

#include "config.h"

#include "server-order-timing.h"

#include "bakery-error.h"
#include "bakery-route.h"
#include "bakery-time.h"
#include "bakery-violations.h"
#include "server-accounts.h"
#include "server-body.h"
#include "server-entity-store.h"
#include "server-orders-private.h"
#include "server-response.h"
#include "server-routes.h"
#include "server-slot-store.h"

/**
 * server_order_timing_check_consent:
 * @request: who orders
 * @order: what they describe
 * @error: a %BAKERY_ERROR_INVALID, or a %BAKERY_STORAGE_ERROR
 *
 * Checks that a customer who wants to be followed has agreed to it (C-027, C-056).
 *
 * Returns: whether the order may be placed as it is
 */
gboolean
server_order_timing_check_consent (ServerRequest     *request,
                                   const BakeryOrder *order,
                                   GError           **error)
{
  g_autoptr(BakeryAccount) account = NULL;

  if (order->pickup_mode != BAKERY_PICKUP_MODE_GEOLOCATION)
    return TRUE;

  account = server_accounts_load (server_request_get_connection (request), server_request_get_account (request), error);
  if (account == NULL || account->consent_location)
    return account != NULL;

  bakery_set_error_violation (error,
                              "pickup_mode",
                              "Your preferences do not allow the use of your location. Allow it there, or choose another way.");

  return FALSE;
}

static gboolean
check_mode (const BakeryOrder *order,
            BakeryPickupMode   mode,
            GError           **error)
{
  if (order->pickup_mode != (int) mode)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "The order is not collected in this way.");
      return FALSE;
    }
  if (bakery_stage_is_final (order->stage))
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "The order is finished.");
      return FALSE;
    }

  return TRUE;
}

/* The work begins now; the order is due as soon as it can be done. What was promised before is kept by the capacity
 * that the order has had since it was placed. */
static gboolean
start_clock (ServerRequest *request,
             BakeryOrder   *order,
             GError       **error)
{
  gint64 now = server_request_get_now (request);

  if (order->preparation_started_at != 0)
    return TRUE;

  order->preparation_started_at = now;
  order->latest_start_at = now;
  order->due_at = now + order->preparation_minutes * BAKERY_MINUTE;
  bakery_entity_derive (order);

  return server_entity_store_update (server_request_get_connection (request), order, TRUE, now, error);
}

static gboolean
set_out (ServerRequest  *request,
         ServerResponse *response,
         GError        **error)
{
  g_autoptr(BakeryOrder) order = server_orders_load (request, SERVER_RIGHTS_ORDER, error);

  if (order == NULL || !check_mode (order, BAKERY_PICKUP_MODE_ON_MY_WAY, error) || !start_clock (request, order, error))
    return FALSE;

  server_response_set_entity (response, order, server_request_get_role (request));

  return TRUE;
}

/* --- Coming near --- */

static void
read_degrees (const ServerRequest *request,
              const char          *name,
              double               limit,
              double              *ret_degrees,
              BakeryViolations    *violations)
{
  JsonNode *node = server_body_get_member (request, name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  *ret_degrees = type == G_TYPE_DOUBLE || type == G_TYPE_INT64 ? json_node_get_double (node) : limit + 1;
  if (!(*ret_degrees >= -limit && *ret_degrees <= limit))
    bakery_violations_add (violations, name, "Give degrees between %g and %g.", -limit, limit);
}

static gboolean
read_position (const ServerRequest *request,
               double              *ret_latitude,
               double              *ret_longitude,
               GError             **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  server_request_check_members (request, violations);
  read_degrees (request, "latitude", 90, ret_latitude, violations);
  read_degrees (request, "longitude", 180, ret_longitude, violations);
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

static gboolean
measure_distance (ServerRequest     *request,
                  const BakeryOrder *order,
                  gboolean          *ret_is_near,
                  gint64            *ret_distance,
                  GError           **error)
{
  g_autoptr(BakeryStore) store = NULL;
  double latitude;
  double longitude;

  if (!read_position (request, &latitude, &longitude, error))
    return FALSE;

  store = server_entity_store_find (server_request_get_connection (request), &bakery_store_type, order->store, error);
  if (store == NULL)
    return FALSE;

  *ret_distance = bakery_route_measure (store->latitude, store->longitude, latitude, longitude);
  *ret_is_near = *ret_distance != BAKERY_ROUTE_UNKNOWN && *ret_distance <= store->preparation_radius_metres;

  return TRUE;
}

static void
answer_position (const BakeryOrder *order,
                 gint64             distance,
                 ServerRequest     *request,
                 ServerResponse    *response)
{
  BakeryJsonWriter *writer = server_response_begin_json (response);

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "distance_metres");
  bakery_json_writer_integer (writer, distance);
  bakery_json_writer_name (writer, "is_started");
  bakery_json_writer_boolean (writer, order->preparation_started_at != 0);
  bakery_json_writer_name (writer, "ready_at");
  bakery_json_writer_time (writer, order->ready_at);
  bakery_json_writer_end_object (writer);
}

static gboolean
come_near (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  g_autoptr(BakeryOrder) order = server_orders_load (request, SERVER_RIGHTS_ORDER, error);
  gboolean is_near;
  gint64 distance;

  if (order == NULL || !check_mode (order, BAKERY_PICKUP_MODE_GEOLOCATION, error) ||
      !server_order_timing_check_consent (request, order, error) ||
      !measure_distance (request, order, &is_near, &distance, error) ||
      (is_near && !start_clock (request, order, error)))
    return FALSE;

  answer_position (order, distance, request, response);

  return TRUE;
}

static const ServerQueryParameter position_members[] = {
  { "latitude", SERVER_QUERY_NUMBER, .description = "Degrees north", .is_required = TRUE },
  { "longitude", SERVER_QUERY_NUMBER, .description = "Degrees east", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter position_answer_members[] = {
  { "distance_metres", SERVER_QUERY_INTEGER, .description = "To the store, as the crow flies", .is_required = TRUE },
  { "is_started", SERVER_QUERY_BOOLEAN, .description = "Whether the clock runs", .is_required = TRUE },
  { "ready_at", SERVER_QUERY_TIME, .description = "When the order will be ready" },
  { NULL },
};

const ServerRoute server_order_timing_routes[] = {
  { "POST", "orders/{id}/on-my-way", BAKERY_ROLE_CUSTOMER, SERVER_ROUTE_WRITE, set_out,
    .flags = SERVER_ROUTE_OPTIONAL_BODY, .answer = &bakery_order_type, .summary = "Tell the shop that you are on your way" },
  { "POST", "orders/{id}/position", BAKERY_ROLE_CUSTOMER, SERVER_ROUTE_WRITE, come_near,
    .members = position_members, .answer_members = position_answer_members,
    .summary = "Tell the shop where you are, so that the work begins when you come near" },
  { NULL },
};
