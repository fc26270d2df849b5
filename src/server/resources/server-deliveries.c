/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `deliveries`: runs are planned by the shop, with their driver and the orders they take out (F-28). Drivers see their own.
 * Runs on the writer's thread, but for what only reads. */

#include "config.h"

#include "server-deliveries-private.h"
#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-order-stage.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-context.h"
#include "server-delivery-sight.h"
#include "server-delivery-stops.h"
#include "server-delivery-store.h"
#include "server-delivery-times.h"
#include "server-entity-store.h"

static gboolean
prepare_delivery (ServerRequest *request,
                  gpointer       entity,
                  GError       **error)
{
  BakeryDelivery *delivery = entity;
  gint64 store = delivery->store != 0 ? delivery->store : server_body_get_reference (request, "store");

  return server_rights_check_store (request, store, error);
}

/* --- What a run may be --- */

/**
 * server_deliveries_check_driver:
 * @connection: any connection
 * @delivery: it; gets the driver's name
 * @violations: where to add that it is nobody of the store
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Looks whether the driver, if there is one, works at the delivery's store.
 *
 * Returns: whether it could find out
 */
gboolean
server_deliveries_check_driver (BakeryConnection *connection,
                                BakeryDelivery   *delivery,
                                BakeryViolations *violations,
                                GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT trim(a.first_name || ' ' || a.last_name) FROM accounts AS a"
                               " JOIN account_stores AS s ON s.account = a.id"
                               " WHERE a.id = $1 AND s.store = $2 AND a.is_active = 1 AND a.deleted_at IS NULL",
                               error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, delivery->driver);
  bakery_statement_bind_int (select, 2, delivery->store);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!has_row && delivery->driver != 0)
    bakery_violations_add (violations, "driver", "Nobody of this store.");
  g_free (delivery->driver_name);
  delivery->driver_name = g_strdup (has_row ? bakery_statement_peek_text (select, 0) : "");

  return TRUE;
}

/* Somebody drives a run that is under way, and nobody two at once. */
static gboolean
check_relief (BakeryConnection     *connection,
              const BakeryDelivery *delivery,
              BakeryViolations     *violations,
              GError              **error)
{
  gint64 run;

  if (delivery->state != BAKERY_DELIVERY_UNDER_WAY)
    return TRUE;
  if (!server_delivery_store_find_run (connection, delivery->driver, &run, error))
    return FALSE;
  if (delivery->driver == 0 || (run != 0 && run != delivery->base.id))
    bakery_violations_add (violations, "driver", "Somebody is needed who is not under way with another delivery.");

  return TRUE;
}

static const char *
find_obstacle (BakeryStatement *select,
               gboolean         has_row)
{
  int stage = BAKERY_STAGE_PENDING;

  if (!has_row)
    return "is none of this store.";
  bakery_enum_from_string (&bakery_stages, bakery_statement_peek_text (select, 1), &stage);
  if (g_strcmp0 (bakery_statement_peek_text (select, 0), "delivery") != 0)
    return "is collected, not delivered.";
  if (bakery_stage_is_final ((BakeryStage) stage))
    return "is finished.";
  if (bakery_statement_get_int (select, 2) != 0)
    return "is part of another delivery.";

  return NULL;
}

static gboolean
check_order (BakeryConnection     *connection,
             const BakeryDelivery *delivery,
             gint64                order,
             BakeryViolations     *violations,
             GError              **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT o.fulfilment, o.stage, EXISTS (SELECT 1 FROM delivery_stops AS s"
                               " JOIN deliveries AS d ON d.id = s.delivery WHERE s.\"order\" = o.id AND s.state = 'waiting'"
                               " AND d.id <> $3 AND d.state IN ('planned', 'under_way'))"
                               " FROM orders AS o WHERE o.id = $1 AND o.store = $2 AND o.deleted_at IS NULL",
                               error);
  const char *obstacle;
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, order);
  bakery_statement_bind_int (select, 2, delivery->store);
  bakery_statement_bind_int (select, 3, delivery->base.id);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  obstacle = find_obstacle (select, has_row);
  if (obstacle != NULL)
    bakery_violations_add (violations, "orders", "Order %" G_GINT64_FORMAT " %s", order, obstacle);

  return TRUE;
}

static gboolean
has_stop_for_all (const BakeryDelivery *delivery)
{
  for (guint i = 0; delivery->orders != NULL && i < delivery->orders->len; i++)
    {
      if (bakery_delivery_find_stop (delivery, g_array_index (delivery->orders, gint64, i)) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* While the driver is under way, stops can change places, and nothing else. */
static gboolean
check_state (const BakeryDelivery *delivery,
             GError              **error)
{
  guint n_orders = delivery->orders != NULL ? delivery->orders->len : 0;
  guint n_stops = delivery->stops != NULL ? delivery->stops->len : 0;

  if (delivery->state == BAKERY_DELIVERY_PLANNED)
    return TRUE;
  if (delivery->state == BAKERY_DELIVERY_UNDER_WAY && n_orders == n_stops && has_stop_for_all (delivery))
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                       delivery->state == BAKERY_DELIVERY_UNDER_WAY ? "The driver is under way with these orders."
                                                                    : "The delivery is over.");

  return FALSE;
}

/* The stops follow from the orders, and so does what drivers see. */
static gboolean
set_stops (ServerRequest  *request,
           BakeryDelivery *delivery,
           GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(BakeryDelivery) before = NULL;

  if (delivery->base.id != 0)
    {
      before = server_delivery_store_load (connection, delivery->base.id, error);
      if (before == NULL)
        return FALSE;
    }

  return server_delivery_sight_follow (connection, before, delivery, server_request_get_now (request), error) &&
         server_delivery_stops_set (connection, delivery, error);
}

static gboolean
check_delivery (ServerRequest    *request,
                gpointer          entity,
                BakeryViolations *violations,
                GError          **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  BakeryDelivery *delivery = entity;

  if (!bakery_violations_is_empty (violations))
    return TRUE;
  if (!check_state (delivery, error) || !server_deliveries_check_driver (connection, delivery, violations, error) ||
      !check_relief (connection, delivery, violations, error))
    return FALSE;
  for (guint i = 0; delivery->state == BAKERY_DELIVERY_PLANNED && delivery->orders != NULL && i < delivery->orders->len; i++)
    {
      if (!check_order (connection, delivery, g_array_index (delivery->orders, gint64, i), violations, error))
        return FALSE;
    }

  return !bakery_violations_is_empty (violations) || set_stops (request, delivery, error);
}

/* What has been on the road stays on record; a plan can be given up. */
static gboolean
check_deletion (ServerRequest *request,
                gpointer       entity,
                GError       **error)
{
  const BakeryDelivery *delivery = entity;

  if (delivery->state == BAKERY_DELIVERY_PLANNED)
    return server_delivery_sight_follow (server_request_get_connection (request), delivery, NULL,
                                         server_request_get_now (request), error);

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "The delivery has begun, or is over.");

  return FALSE;
}

/* Who takes over on the way sees where that is, and who was relieved does not. */
static gboolean
hand_on_position (ServerRequest *request,
                  gpointer       entity,
                  GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  const BakeryDelivery *delivery = entity;
  g_autoptr(GError) problem = NULL;
  g_autoptr(BakeryPosition) position = server_delivery_store_find_position (connection, delivery->base.id, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (position == NULL || position->driver == delivery->driver)
    return TRUE;

  position->driver = delivery->driver;

  return server_delivery_store_put_position (connection, position, error);
}

static gboolean
request_times (ServerRequest *request,
               gpointer       entity,
               GError **error G_GNUC_UNUSED)
{
  server_delivery_times_request (server_request_get_context (request)->delivery_times, BAKERY_ENTITY (entity)->id);

  return TRUE;
}

static gboolean
follow_change (ServerRequest *request,
               gpointer       entity,
               GError       **error)
{
  return hand_on_position (request, entity, error) && request_times (request, entity, error);
}

static const ServerFilter filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "driver", SERVER_FILTER_INTEGER, "t.driver = $" },
  { "state", SERVER_FILTER_TEXT, "t.state = $" },
  { NULL },
};

const ServerCollection server_deliveries = {
  .type = &bakery_delivery_type,
  .path = "deliveries",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_RUN,
  .writers = SERVER_RIGHTS_RUN,
  .filters = filters,
  .is_in_feed = TRUE,
  .is_newest_first = TRUE,
  .prepare = prepare_delivery,
  .check = check_delivery,
  .deleting = check_deletion,
  .stored = follow_change,
};

/* --- What the verbs share --- */

/**
 * server_deliveries_load:
 * @request: one that names a delivery
 * @error: %BAKERY_ERROR_NOT_FOUND where the caller has none, a stale If-Match, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): it, with its stops
 */
BakeryDelivery *
server_deliveries_load (ServerRequest *request,
                        GError       **error)
{
  g_auto(ServerSelect) select = { NULL };
  g_autoptr(BakeryDelivery) delivery = NULL;

  server_collection_begin_select (&server_deliveries, server_request_get_identity (request), SERVER_RIGHTS_RUN, &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  delivery = server_entity_store_load_one (server_request_get_connection (request), &bakery_delivery_type, &select, error);
  if (delivery == NULL || !bakery_records_load_children (server_request_get_connection (request), delivery, error) ||
      (server_request_get_route (request)->kind == SERVER_ROUTE_WRITE &&
       !server_request_check_revision (request, delivery, error)))
    return NULL;

  return g_steal_pointer (&delivery);
}

/**
 * server_deliveries_answer:
 * @request: what was asked
 * @delivery: as it shall be
 * @response: gets it
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores a delivery that a verb has changed, and has its times worked out afresh.
 *
 * Returns: whether it is stored
 */
gboolean
server_deliveries_answer (ServerRequest  *request,
                          BakeryDelivery *delivery,
                          ServerResponse *response,
                          GError        **error)
{
  if (!server_entity_store_update (server_request_get_connection (request), delivery, TRUE, server_request_get_now (request),
                                   error) ||
      !request_times (request, delivery, error))
    return FALSE;

  server_response_set_entity (response, delivery, server_request_get_role (request));

  return TRUE;
}

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only deliveries of this store" },
  { "driver", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only deliveries of this driver" },
  { "state", SERVER_QUERY_ENUM, .values = &bakery_delivery_states, .description = "Only deliveries in this state" },
  { NULL },
};

const ServerRoute server_deliveries_routes[] = {
  { "GET", "deliveries", BAKERY_ROLES_SHOP, SERVER_ROUTE_READ, server_collection_list, SERVER_ROUTE_LIST, .query = query,
    .data = &server_deliveries, .answer = &bakery_delivery_type, .summary = "List the deliveries you may see" },
  { "POST", "deliveries", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, server_collection_create, .data = &server_deliveries,
    .body = &bakery_delivery_type, .status = 201, .answer = &bakery_delivery_type, .summary = "Plan a delivery" },
  { "GET", "deliveries/{id}", BAKERY_ROLES_SHOP, SERVER_ROUTE_READ, server_collection_read, .data = &server_deliveries,
    .answer = &bakery_delivery_type, .summary = "Read a delivery and its stops" },
  { "PATCH", "deliveries/{id}", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, server_collection_update, .data = &server_deliveries,
    .body = &bakery_delivery_type, .answer = &bakery_delivery_type,
    .summary = "Give a delivery another driver, other orders, or another order of them" },
  { "DELETE", "deliveries/{id}", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, server_collection_delete, .data = &server_deliveries,
    .status = 204, .summary = "Give up a delivery that has not begun" },
  { NULL },
};
