/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happens to deliveries: the driver sets out, hands over, finds nobody, comes back. An order is delivered when a person
 * says so, and never because time has passed (D-13). Runs on the writer's thread. */

#include "config.h"

#include "server-deliveries-private.h"
#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-records.h"
#include "bakery-route.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-collection-codes.h"
#include "server-context.h"
#include "server-delivery-sight.h"
#include "server-delivery-stops.h"
#include "server-delivery-store.h"
#include "server-order-store.h"
#include "server-orders-private.h"
#include "server-problem.h"
#include "server-routing.h"

#define BROUGHT_BACK "Brought back."

/* Characters of what is said at the door. */
#define NAME_MAXIMUM 100
#define CODE_MAXIMUM 20
#define REASON_MAXIMUM 500

static gboolean
refuse (const char *why,
        GError    **error)
{
  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, why);

  return FALSE;
}

static gboolean
move_order (ServerRequest *request,
            gint64         id,
            BakeryStage    stage,
            GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(BakeryOrder) order = bakery_records_load (connection, &bakery_order_type, id, BAKERY_RECORDS_TABLES, error);
  g_autoptr(BakeryOrder) moved = NULL;
  BakeryMove asked = { stage };

  if (order == NULL)
    return FALSE;
  if (order->stage == (int) stage)
    return TRUE;
  moved = server_orders_move (request, order, &asked, error);

  return moved != NULL &&
         server_order_store_correct (connection, moved, order, FALSE, server_request_get_now (request), error);
}

/* --- Setting out --- */

static gboolean
check_start (ServerRequest  *request,
             BakeryDelivery *delivery,
             GError        **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  gint64 run;

  if (delivery->state != BAKERY_DELIVERY_PLANNED)
    return refuse ("The delivery is under way already, or over.", error);
  if (delivery->driver == 0)
    return refuse ("The delivery has no driver yet.", error);
  if (delivery->stops == NULL || delivery->stops->len == 0)
    return refuse ("The delivery has nothing to take out.", error);
  if (!server_deliveries_check_driver (server_request_get_connection (request), delivery, violations, error) ||
      !server_delivery_store_find_run (server_request_get_connection (request), delivery->driver, &run, error))
    return FALSE;
  if (!bakery_violations_is_empty (violations))
    return refuse ("The driver does not work at this store any more.", error);

  return run == 0 || refuse ("The driver is under way with another delivery.", error);
}

/* The customer can follow it, and is told when it is almost there. */
static gboolean
set_out (ServerRequest *request,
         gint64         order,
         GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autofree char *token = NULL;

  if (!move_order (request, order, BAKERY_STAGE_OUT_FOR_DELIVERY, error) ||
      !server_delivery_store_renew_notice (connection, order, error))
    return FALSE;
  token = server_delivery_store_ensure_link (connection, order, server_request_get_now (request), error);

  return token != NULL;
}

static gboolean
start_delivery (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  g_autoptr(BakeryDelivery) delivery = server_deliveries_load (request, error);

  if (delivery == NULL || !check_start (request, delivery, error))
    return FALSE;

  for (guint i = 0; i < delivery->stops->len; i++)
    {
      if (!set_out (request, ((BakeryDeliveryStop *) g_ptr_array_index (delivery->stops, i))->order, error))
        return FALSE;
    }
  delivery->state = BAKERY_DELIVERY_UNDER_WAY;
  delivery->started_at = server_request_get_now (request);

  return server_delivery_sight_set_out (server_request_get_connection (request), delivery->driver, delivery->started_at,
                                        error) &&
         server_deliveries_answer (request, delivery, response, error);
}

/* --- At the door --- */

static BakeryDeliveryStop *
find_stop (ServerRequest    *request,
           BakeryDelivery   *delivery,
           BakeryViolations *violations)
{
  BakeryDeliveryStop *stop = bakery_delivery_find_stop (delivery, server_body_get_reference (request, "order"));

  server_request_check_members (request, violations);
  if (stop == NULL)
    bakery_violations_add (violations, "order", "This delivery has no such order.");

  return stop;
}

static gboolean
check_stop (const BakeryDelivery     *delivery,
            const BakeryDeliveryStop *stop,
            BakeryViolations         *violations,
            GError                  **error)
{
  if (!bakery_violations_is_empty (violations))
    {
      bakery_set_error_invalid (error, violations);
      return FALSE;
    }
  if (delivery->state != BAKERY_DELIVERY_UNDER_WAY)
    return refuse ("The driver is not under way.", error);

  return stop->state == BAKERY_STOP_WAITING || refuse ("This stop is done already.", error);
}

/* Where the stop is, the driver is. */
static gboolean
end_at_door (ServerRequest      *request,
             BakeryDelivery     *delivery,
             BakeryDeliveryStop *stop,
             BakeryStopState     state,
             const char         *reason,
             GError            **error)
{
  stop->at_door = TRUE;

  return server_delivery_stops_end (server_request_get_connection (request), delivery, stop, state, reason,
                                    server_request_get_now (request), error);
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
hand_over (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(BakeryDelivery) delivery = server_deliveries_load (request, error);
  BakeryDeliveryStop *stop = delivery != NULL ? find_stop (request, delivery, violations) : NULL;
  g_autofree char *received_by = server_body_read_line (request, "received_by", NAME_MAXIMUM, NULL, violations);
  g_autofree char *code = server_body_read_line (request, "code", CODE_MAXIMUM, NULL, violations);
  gboolean is_right = TRUE;

  if (delivery == NULL)
    return FALSE;
  if (stop != NULL && received_by[0] == '\0' && code[0] == '\0' && !stop->has_photo)
    bakery_violations_add (violations, "received_by", "Say who took it, or send a photo or the customer's code.");
  if (!check_stop (delivery, stop, violations, error))
    return FALSE;
  if (code[0] != '\0' && !server_collection_codes_use (server_request_get_connection (request), stop->order, code,
                                                       server_request_get_now (request), &is_right, error))
    return FALSE;
  if (!is_right)
    return answer_wrong_code (request, response);

  g_free (stop->received_by);
  stop->received_by = g_steal_pointer (&received_by);
  stop->by_code = code[0] != '\0';

  /* The order comes last: it finds its stop done. */
  return end_at_door (request, delivery, stop, BAKERY_STOP_DELIVERED, NULL, error) &&
         server_deliveries_answer (request, delivery, response, error) &&
         move_order (request, stop->order, BAKERY_STAGE_DELIVERED, error);
}

static gboolean
fail (ServerRequest  *request,
      ServerResponse *response,
      GError        **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(BakeryDelivery) delivery = server_deliveries_load (request, error);
  BakeryDeliveryStop *stop = delivery != NULL ? find_stop (request, delivery, violations) : NULL;
  g_autofree char *reason = server_body_read_line (request, "reason", REASON_MAXIMUM, "Say why it could not be handed over.",
                                                   violations);

  if (delivery == NULL)
    return FALSE;
  if (!check_stop (delivery, stop, violations, error))
    return FALSE;

  return end_at_door (request, delivery, stop, BAKERY_STOP_FAILED, reason, error) &&
         server_deliveries_answer (request, delivery, response, error);
}

/* --- The end --- */

/* Plans are made and given up by the shop, whichever way. */
static gboolean
cancel_plan (ServerRequest  *request,
             BakeryDelivery *delivery,
             ServerResponse *response,
             GError        **error)
{
  if (server_request_get_role (request) == BAKERY_ROLE_DRIVER)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "Only the shop can cancel a delivery.");
      return FALSE;
    }
  if (!server_delivery_sight_follow (server_request_get_connection (request), delivery, NULL,
                                     server_request_get_now (request), error))
    return FALSE;

  delivery->state = BAKERY_DELIVERY_CANCELLED;

  return server_deliveries_answer (request, delivery, response, error);
}

/* A run that has not begun is cancelled; of one that has, what is left was brought back. */
static gboolean
end_delivery (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  g_autoptr(BakeryDelivery) delivery = server_deliveries_load (request, error);

  if (delivery == NULL)
    return FALSE;
  if (delivery->state != BAKERY_DELIVERY_PLANNED && delivery->state != BAKERY_DELIVERY_UNDER_WAY)
    return refuse ("The delivery is over.", error);
  if (delivery->state == BAKERY_DELIVERY_PLANNED)
    return cancel_plan (request, delivery, response, error);

  for (guint i = 0; i < delivery->stops->len; i++)
    {
      BakeryDeliveryStop *stop = g_ptr_array_index (delivery->stops, i);

      if (stop->state == BAKERY_STOP_WAITING &&
          !server_delivery_stops_end (server_request_get_connection (request), delivery, stop, BAKERY_STOP_FAILED,
                                      BROUGHT_BACK, server_request_get_now (request), error))
        return FALSE;
    }

  return server_deliveries_answer (request, delivery, response, error);
}

/* --- The best order --- */

static gboolean
plan_job (BakeryConnection *connection,
          gpointer          user_data,
          GError          **error)
{
  ServerRequest *request = user_data;
  g_autoptr(BakeryDelivery) delivery = server_deliveries_load (request, error);
  ServerDeliveryPlan *plan;

  if (delivery == NULL)
    return FALSE;

  plan = g_new0 (ServerDeliveryPlan, 1);
  if (!server_delivery_store_plan (connection, delivery->base.id, server_request_get_now (request), plan, error))
    {
      g_free (plan);
      return FALSE;
    }
  g_clear_pointer (&plan->delivery, bakery_delivery_unref);
  server_request_set_prelude (request, plan, NULL);

  return TRUE;
}

/* Puts the orders of a plan into the order in which they are visited soonest. */
static void
sort_plan (ServerRouting      *routing,
           ServerDeliveryPlan *plan)
{
  guint n_places = plan->places->len;
  g_autofree ServerLeg *legs = g_new0 (ServerLeg, (gsize) n_places * n_places);
  g_autofree gint64 *seconds = g_new0 (gint64, (gsize) n_places * n_places);
  g_autoptr(GArray) sorted = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint order[BAKERY_ROUTE_MAXIMUM];

  server_routing_fetch_matrix (routing, (const ServerPlace *) plan->places->data, n_places, legs);
  for (guint i = 0; i < n_places * n_places; i++)
    seconds[i] = legs[i].seconds;
  bakery_route_order (seconds, n_places, order);
  for (guint i = 0; i + 1 < n_places; i++)
    g_array_append_val (sorted, g_array_index (plan->orders, gint64, order[i] - 1));
  g_array_set_size (plan->orders, 0);
  g_array_append_vals (plan->orders, sorted->data, sorted->len);
}

static void
plan_free (gpointer data)
{
  server_delivery_plan_clear (data);
  g_free (data);
}

static gboolean
sort (ServerRequest *request,
      GError **error G_GNUC_UNUSED)
{
  sort_plan (server_request_get_context (request)->routing, server_request_get_prelude (request));

  return TRUE;
}

static gboolean
begin_sort (ServerRequest *request,
            GError       **error)
{
  ServerDeliveryPlan *plan;

  if (!server_request_write (request, plan_job, request, error))
    return FALSE;

  plan = server_request_get_prelude (request);
  server_request_set_prelude (request, plan, plan_free);
  if (plan->orders->len > 1)
    server_request_set_call (request, SERVER_LINE_SORTING, sort);

  return TRUE;
}

static gboolean
has_order (const GArray *orders,
           gint64        order)
{
  for (guint i = 0; i < orders->len; i++)
    {
      if (g_array_index (orders, gint64, i) == order)
        return TRUE;
    }

  return FALSE;
}

/* What is done stays where it is, then comes what was sorted, and last what nobody knows the place of. */
static void
apply_order (BakeryDelivery *delivery,
             const GArray   *sorted)
{
  g_autoptr(GArray) orders = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < delivery->stops->len; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (delivery->stops, i);

      if (stop->state != BAKERY_STOP_WAITING)
        g_array_append_val (orders, stop->order);
    }
  for (guint i = 0; i < sorted->len; i++)
    {
      const BakeryDeliveryStop *stop = bakery_delivery_find_stop (delivery, g_array_index (sorted, gint64, i));

      if (stop != NULL && stop->state == BAKERY_STOP_WAITING)
        g_array_append_val (orders, stop->order);
    }
  for (guint i = 0; i < delivery->stops->len; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (delivery->stops, i);

      if (!has_order (orders, stop->order))
        g_array_append_val (orders, stop->order);
    }
  g_clear_pointer (&delivery->orders, g_array_unref);
  delivery->orders = g_steal_pointer (&orders);
}

static gboolean
finish_sort (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  const ServerDeliveryPlan *plan = server_request_get_prelude (request);
  g_autoptr(BakeryDelivery) delivery = server_deliveries_load (request, error);

  if (delivery == NULL || !server_request_check_called (request, error))
    return FALSE;
  if (delivery->state != BAKERY_DELIVERY_PLANNED && delivery->state != BAKERY_DELIVERY_UNDER_WAY)
    return refuse ("The delivery is over.", error);
  if (delivery->stops != NULL)
    apply_order (delivery, plan->orders);

  return server_delivery_stops_set (server_request_get_connection (request), delivery, error) &&
         server_deliveries_answer (request, delivery, response, error);
}

static const ServerQueryParameter hand_over_members[] = {
  { "order", SERVER_QUERY_INTEGER, .description = "What was handed over", .is_required = TRUE },
  { "received_by", SERVER_QUERY_TEXT, 0, NAME_MAXIMUM, NULL, "Who took it" },
  { "code", SERVER_QUERY_TEXT, 0, CODE_MAXIMUM, NULL, "The code that the customer showed" },
  { NULL },
};

static const ServerQueryParameter fail_members[] = {
  { "order", SERVER_QUERY_INTEGER, .description = "What could not be handed over", .is_required = TRUE },
  { "reason", SERVER_QUERY_TEXT, 1, REASON_MAXIMUM, NULL, "Why not", .is_required = TRUE },
  { NULL },
};

#define VERB(path_, roles_, handler_, what_, ...)                                                                      \
  { "POST", "deliveries/{id}/" path_, roles_, SERVER_ROUTE_WRITE, handler_, .answer = &bakery_delivery_type,           \
    .summary = what_, __VA_ARGS__ }

const ServerRoute server_delivery_verbs_routes[] = {
  VERB ("start", BAKERY_ROLES_SHOP, start_delivery, "Set out", .flags = SERVER_ROUTE_OPTIONAL_BODY),
  VERB ("hand-over", BAKERY_ROLES_SHOP, hand_over, "Say that an order was handed over", .members = hand_over_members),
  VERB ("fail", BAKERY_ROLES_SHOP, fail, "Say that an order could not be handed over, with a photo or without",
        .members = fail_members),
  VERB ("end", BAKERY_ROLES_SHOP, end_delivery, "End a delivery, or, but for drivers, cancel one that has not begun",
        .flags = SERVER_ROUTE_OPTIONAL_BODY),
  VERB ("sort", BAKERY_ROLES_STAFF, finish_sort, "Put the stops into the order that takes the least time",
        .flags = SERVER_ROUTE_OPTIONAL_BODY | SERVER_ROUTE_CALLS_OUT, .prelude = begin_sort),
  { NULL },
};
