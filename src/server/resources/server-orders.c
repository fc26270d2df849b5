/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders: customers place them from their cart and follow them, the shop moves them through their stages, managers correct
 * them. What a move is, the domain says (bakery-order-stage.h). A card is taken from the customer who pays with it, and from
 * nobody else. */

#include "config.h"

#include "server-routes.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-order-stage.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-collection.h"
#include "server-context.h"
#include "server-delivery-stops.h"
#include "server-delivery-store.h"
#include "server-delivery-times.h"
#include "server-entity-store.h"
#include "server-order-store.h"
#include "server-order-timing.h"
#include "server-orders-private.h"
#include "server-payment-attempt.h"
#include "server-payment-store.h"
#include "server-stock-orders.h"
#include "server-unmet-demand.h"

#include <math.h>
#include <string.h>

/* Characters of the reason for what is forced. */
#define REASON_MAXIMUM 500

static const ServerFilter filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "customer", SERVER_FILTER_INTEGER, "t.customer = $" },
  { "number", SERVER_FILTER_INTEGER, "t.number = $ AND t.store IN (SELECT id FROM stores)" },
  { "stage", SERVER_FILTER_TEXT, "t.stage = $" },
  { "payment_status", SERVER_FILTER_TEXT, "t.payment_status = $" },
  { "due_from", SERVER_FILTER_INTEGER, "t.due_at >= $ AND t.store IN (SELECT id FROM stores)" },
  { "due_to", SERVER_FILTER_INTEGER, "t.due_at < $ AND t.store IN (SELECT id FROM stores)" },
  { NULL },
};

/* Money that was taken is on the books of that day, whether or not it went back since; what still comes would be on none. */
static gboolean
check_deletion (ServerRequest *request,
                gpointer       entity,
                GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  const gint64 order = BAKERY_ENTITY (entity)->id;
  gboolean is_paid;
  gboolean is_under_way;

  if (!server_payment_store_find_captured (connection, order, &is_paid, error) ||
      !server_payment_store_find_under_way (connection, order, &is_under_way, error))
    return FALSE;
  if (!is_paid && !is_under_way)
    return server_stock_orders_forget (connection, entity, server_request_get_now (request), error);

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                       is_paid
                       ? "Money was taken for this order, and stays on the books: cancel the order and refund it instead."
                       : "This order is being paid: cancel it first, and delete it when the payment is given up.");

  return FALSE;
}

static const ServerCollection orders = {
  .type = &bakery_order_type,
  .path = "orders",
  .rights_column = "t.id",
  .readers = SERVER_RIGHTS_ORDER,
  .writers = SERVER_RIGHTS_ORDER_WORK,
  .filters = filters,
  .is_lenient = TRUE,
  .is_in_feed = TRUE,
  .deleting = check_deletion,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only orders of this store" },
  { "customer", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only orders of this customer" },
  { "number", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only orders with this number" },
  { "stage", SERVER_QUERY_ENUM, .values = &bakery_stages, .description = "Only orders in this stage" },
  { "order_status", SERVER_QUERY_ENUM, .values = &bakery_order_statuses, .description = "Only orders of this status" },
  { "payment_status", SERVER_QUERY_ENUM, .values = &bakery_payment_statuses,
    .description = "Only orders paid, or not" },
  { "due_from", SERVER_QUERY_TIME, .description = "Only orders due at this time or later" },
  { "due_to", SERVER_QUERY_TIME, .description = "Only orders due before this time" },
  { NULL },
};

/* One condition for each of document S's words, so that the index of stages serves them. */
static const char *const status_conditions[] = {
  [BAKERY_ORDER_STATUS_PENDING] = "t.stage = 'pending'",
  [BAKERY_ORDER_STATUS_PROCESSING] = "t.stage IN ('confirmed', 'baking', 'ready')",
  [BAKERY_ORDER_STATUS_SHIPPED] = "t.stage = 'out_for_delivery'",
  [BAKERY_ORDER_STATUS_DELIVERED] = "t.stage = 'delivered'",
  [BAKERY_ORDER_STATUS_CANCELLED] = "t.stage = 'cancelled'",
};

static gboolean
list_orders (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  g_auto(ServerSelect) select = { NULL };

  server_collection_begin_select (&orders, server_request_get_identity (request), orders.readers, &select);
  if (server_request_has_query (request, "order_status"))
    server_select_where (&select, status_conditions[server_request_get_query_enum (request, "order_status", 0)]);

  return server_collection_answer_list (&orders, request, &select, response, error);
}

/* --- Placing --- */

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* The shop may give an order a time at which there is no room for it, and says why (F-02). */
static gboolean
read_override (const ServerRequest *request,
               gboolean            *ret_is_forced,
               char               **ret_reason,
               BakeryViolations    *violations,
               GError             **error)
{
  JsonNode *force = server_body_get_member (request, "force");

  *ret_reason = NULL;
  *ret_is_forced = force != NULL && JSON_NODE_HOLDS_VALUE (force) && json_node_get_boolean (force);
  if (!*ret_is_forced)
    return TRUE;
  if ((server_request_get_role (request) & BAKERY_ROLES_STAFF) == 0)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "Only the shop can force an order's time.");
      return FALSE;
    }

  *ret_reason = server_body_read_line (request, "reason", REASON_MAXIMUM, "Say why the order's time is forced.", violations);

  return TRUE;
}

static gboolean
decode_new_order (ServerRequest      *request,
                  BakeryOrder        *order,
                  ServerOrderPlacing *placing,
                  char              **ret_reason,
                  GError            **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  bakery_entity_read_json (order,
                           server_request_get_json (request),
                           BAKERY_DECODE_CREATE,
                           server_request_get_role (request),
                           TRUE,
                           violations);
  server_body_read_reference (request, "cart_id", violations, &placing->cart_line);
  if (order->due_at != 0 && order->due_at <= placing->now)
    bakery_violations_add (violations, "due_at", "This time has passed.");
  if (!read_override (request, &placing->is_forced, ret_reason, violations, error))
    return FALSE;
  placing->reason = *ret_reason;
  if (bakery_violations_is_empty (violations))
    return server_order_timing_check_consent (request, order, error);

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

static gboolean
place_order (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  ServerOrderPlacing placing = { server_request_get_account (request), 0, server_request_get_now (request) };
  g_autoptr(BakeryOrder) order = bakery_order_new ();
  g_autoptr(GError) refusal = NULL;
  g_autofree char *reason = NULL;
  gint64 wish;

  if (!decode_new_order (request, order, &placing, &reason, error))
    return FALSE;
  wish = order->due_at;
  if (!server_order_store_place (server_request_get_connection (request), order, &placing, &refusal))
    {
      server_unmet_demand_note_order (server_request_get_context (request)->writer, order, wish, refusal, placing.now);
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }

  server_response_set_entity (response, order, server_request_get_role (request));
  server_response_set_created (response, orders.path, order->base.id);

  return TRUE;
}

/* --- Working on one --- */

/**
 * server_orders_load:
 * @request: about one order
 * @rights: that the caller needs to have to it
 * @error: %BAKERY_ERROR_NOT_FOUND, %BAKERY_ERROR_STALE, or a %BAKERY_STORAGE_ERROR
 *
 * Loads the order that a request is about, if it is the caller's business and as the caller thinks.
 *
 * Returns: (transfer full): the order with its lines and timeline, or %NULL with @error set
 */
BakeryOrder *
server_orders_load (ServerRequest *request,
                    ServerRights   rights,
                    GError       **error)
{
  g_auto(ServerSelect) select = { NULL };
  g_autoptr(BakeryOrder) order = NULL;

  server_collection_begin_select (&orders, server_request_get_identity (request), rights, &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  order = server_entity_store_load_one (server_request_get_connection (request), &bakery_order_type, &select, error);
  if (order == NULL || !bakery_records_load_children (server_request_get_connection (request), order, error) ||
      !server_request_check_revision (request, order, error))
    return NULL;

  return g_steal_pointer (&order);
}

/* An order to work on, and the run on which it waits to be handed over, 0 for none. */
static BakeryOrder *
load_with_run (ServerRequest *request,
               gint64        *ret_run,
               GError       **error)
{
  g_autoptr(BakeryOrder) order = server_orders_load (request, orders.writers, error);

  *ret_run = 0;
  if (order == NULL ||
      (order->fulfilment == BAKERY_FULFILMENT_DELIVERY &&
       !server_delivery_stops_find_waiting (server_request_get_connection (request), order->base.id, ret_run, error)))
    return NULL;

  return g_steal_pointer (&order);
}

static BakeryActor
get_actor (const ServerRequest *request)
{
  const ServerIdentity *identity = server_request_get_identity (request);

  return (BakeryActor) { identity->account, identity->name, identity->role };
}

/* Where the order goes, and whether it still does, decides when its driver is where, on the run that it leaves or goes with. */
static gboolean
store_in_run (ServerRequest     *request,
              BakeryOrder       *order,
              const BakeryOrder *before,
              gint64             run,
              gboolean           is_forced,
              GError           **error)
{
  BakeryConnection *connection = server_request_get_connection (request);

  if (!server_order_store_correct (connection, order, before, is_forced, server_request_get_now (request), error))
    return FALSE;
  if (run == 0 && before->stage == BAKERY_STAGE_DELIVERED &&
      !server_delivery_stops_find_waiting (connection, order->base.id, &run, error))
    return FALSE;
  if (run != 0)
    server_delivery_times_request (server_request_get_context (request)->delivery_times, run);

  return TRUE;
}

static gboolean
answer_stored (ServerRequest     *request,
               BakeryOrder       *order,
               const BakeryOrder *before,
               gint64             run,
               gboolean           is_forced,
               ServerResponse    *response,
               GError           **error)
{
  if (!store_in_run (request, order, before, run, is_forced, error))
    return FALSE;

  server_response_set_entity (response, order, server_request_get_role (request));

  return TRUE;
}

/**
 * server_orders_move:
 * @request: what was asked
 * @order: an order
 * @asked: the move; gets its time and undo window
 * @error: as bakery_order_move()
 *
 * Returns: (transfer full): the order after the move, still to be stored, or %NULL with @error set
 */
BakeryOrder *
server_orders_move (ServerRequest     *request,
                    const BakeryOrder *order,
                    BakeryMove        *asked,
                    GError           **error)
{
  BakeryActor actor = get_actor (request);

  asked->at = server_request_get_now (request);
  if (!server_order_store_get_undo_seconds (server_request_get_connection (request),
                                            order->store,
                                            &asked->undo_seconds,
                                            error))
    return NULL;

  return bakery_order_move (order, asked, &actor, error);
}

/* --- Moves --- */

static void
read_move_member (const char       *name,
                  JsonNode         *node,
                  BakeryMove       *asked,
                  BakeryViolations *violations)
{
  int stage;

  if (g_str_equal (name, "stage"))
    {
      if (is_text (node) && bakery_enum_from_string (&bakery_stages, json_node_get_string (node), &stage))
        asked->stage = (BakeryStage) stage;
      else
        bakery_violations_add (violations, name, "Not a stage.");
    }
  else if (g_str_equal (name, "force"))
    {
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        asked->force = json_node_get_boolean (node);
      else
        bakery_violations_add (violations, name, "Must be true or false.");
    }
  else if (g_str_equal (name, "restock"))
    {
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        asked->restocks = json_node_get_boolean (node);
      else
        bakery_violations_add (violations, name, "Must be true or false.");
    }
  else if (g_str_equal (name, "reason"))
    {
      if (is_text (node))
        asked->reason = json_node_get_string (node);
      else if (!JSON_NODE_HOLDS_NULL (node))
        bakery_violations_add (violations, name, "Not a valid string.");
    }
}

static gboolean
read_move (const ServerRequest *request,
           BakeryMove          *asked,
           GError             **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  JsonObject *object = server_request_get_json (request);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    read_move_member (name, node, asked, violations);
  server_request_check_members (request, violations);
  if (!json_object_has_member (object, "stage"))
    bakery_violations_add (violations, "stage", "This field is required.");
  if (asked->restocks && asked->stage != BAKERY_STAGE_CANCELLED)
    bakery_violations_add (violations, "restock", "Only an order that is cancelled gives back what was taken for it.");
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

static gboolean
move_order (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  gint64 run;
  g_autoptr(BakeryOrder) order = load_with_run (request, &run, error);
  g_autoptr(BakeryOrder) moved = NULL;
  BakeryMove asked = { BAKERY_STAGE_PENDING };

  if (order == NULL || !read_move (request, &asked, error))
    return FALSE;
  moved = server_orders_move (request, order, &asked, error);
  if (moved == NULL ||
      (asked.restocks && !server_stock_orders_restock (server_request_get_connection (request), moved,
                                                       server_request_get_now (request), error)))
    return FALSE;

  return answer_stored (request, moved, order, run, FALSE, response, error);
}

static gboolean
undo_move (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  gint64 run;
  g_autoptr(BakeryOrder) order = load_with_run (request, &run, error);
  g_autoptr(BakeryOrder) undone = NULL;
  BakeryActor actor = get_actor (request);

  if (order == NULL)
    return FALSE;
  undone = bakery_order_undo (order, &actor, server_request_get_now (request), error);

  return undone != NULL && answer_stored (request, undone, order, run, FALSE, response, error);
}

/* --- Corrections --- */

/* The stage that document S's word means for this order. */
static BakeryStage
get_stage_of_status (const BakeryOrder *order,
                     BakeryOrderStatus  status)
{
  static const BakeryStage stages[] = {
    [BAKERY_ORDER_STATUS_PENDING] = BAKERY_STAGE_PENDING,
    [BAKERY_ORDER_STATUS_PROCESSING] = BAKERY_STAGE_CONFIRMED,
    [BAKERY_ORDER_STATUS_SHIPPED] = BAKERY_STAGE_OUT_FOR_DELIVERY,
    [BAKERY_ORDER_STATUS_DELIVERED] = BAKERY_STAGE_DELIVERED,
    [BAKERY_ORDER_STATUS_CANCELLED] = BAKERY_STAGE_CANCELLED,
  };

  return order->order_status == (int) status ? (BakeryStage) order->stage : stages[status];
}

/* Whether the caller is the driver of a run, if there is one. */
static gboolean
drives_run (ServerRequest *request,
            gint64         run,
            gboolean      *ret_drives,
            GError       **error)
{
  g_autoptr(BakeryDelivery) delivery = NULL;

  *ret_drives = FALSE;
  if (run == 0)
    return TRUE;
  delivery = server_delivery_store_load (server_request_get_connection (request), run, error);
  *ret_drives = delivery != NULL && delivery->driver == server_request_get_account (request);

  return delivery != NULL;
}

/* Managers can correct anything, the others of the shop where an address is, and of them drivers that of an order of theirs. */
static gboolean
check_correction (ServerRequest    *request,
                  gint64            run,
                  BakeryViolations *violations,
                  GError          **error)
{
  gboolean may_place = TRUE;
  JsonObjectIter iter;
  const char *name;

  if ((server_request_get_role (request) & BAKERY_ROLES_MANAGERS) != 0)
    return TRUE;
  if (server_request_get_role (request) == BAKERY_ROLE_DRIVER &&
      !drives_run (request, run, &may_place, error))
    return FALSE;

  json_object_iter_init (&iter, server_request_get_json (request));
  while (json_object_iter_next (&iter, &name, NULL))
    {
      if (strcmp (name, "latitude") != 0 && strcmp (name, "longitude") != 0)
        bakery_violations_add (violations, name, "Only a manager can correct this.");
      else if (!may_place)
        bakery_violations_add (violations, name, "Only who brings the order can correct this.");
    }

  return TRUE;
}

/* Another address is at another place, which is looked up unless somebody says it. */
static void
forget_place (ServerRequest *request,
              BakeryOrder   *order,
              const char    *address_before)
{
  if (g_strcmp0 (order->delivery_address, address_before) == 0 ||
      server_body_get_member (request, "latitude") != NULL || server_body_get_member (request, "longitude") != NULL)
    return;

  order->latitude = NAN;
  order->longitude = NAN;
}

static gboolean
decode_correction (ServerRequest *request,
                   BakeryOrder   *order,
                   gint64         run,
                   BakeryMove    *ret_move,
                   gboolean      *ret_is_forced,
                   GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autofree char *address = g_strdup (order->delivery_address);
  g_autofree char *reason = NULL;
  JsonNode *node = server_body_get_member (request, "order_status");
  int status = order->order_status;

  if (!check_correction (request, run, violations, error))
    return FALSE;
  if (server_payment_attempt_has_card (request))
    bakery_violations_add (violations, "card_number", "Only the customer can pay the order with a card.");
  if (server_body_get_member (request, "fulfilment") != NULL)
    order->pickup_mode = -1;
  bakery_entity_read_json (order,
                           server_request_get_json (request),
                           BAKERY_DECODE_UPDATE,
                           server_request_get_role (request),
                           TRUE,
                           violations);
  forget_place (request, order, address);
  if (node != NULL &&
      !(is_text (node) && bakery_enum_from_string (&bakery_order_statuses, json_node_get_string (node), &status)))
    bakery_violations_add (violations, "order_status", "Not a valid choice.");
  ret_move->stage = get_stage_of_status (order, (BakeryOrderStatus) status);
  if (order->fulfilment == BAKERY_FULFILMENT_PICKUP && order->pickup_mode < 0)
    order->pickup_mode = BAKERY_PICKUP_MODE_FIXED_TIME;
  if (!read_override (request, ret_is_forced, &reason, violations, error))
    return FALSE;
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

/* Changes what a customer could have set, and the stage by document S's word for it. */
static gboolean
correct_order (ServerRequest  *request,
               ServerResponse *response,
               GError        **error)
{
  gint64 run;
  g_autoptr(BakeryOrder) before = load_with_run (request, &run, error);
  g_autoptr(BakeryOrder) order = NULL;
  g_autoptr(BakeryOrder) moved = NULL;
  BakeryMove asked = { BAKERY_STAGE_PENDING };
  gboolean is_forced;

  if (before == NULL)
    return FALSE;

  order = bakery_order_copy (before);
  if (!decode_correction (request, order, run, &asked, &is_forced, error))
    return FALSE;
  if (asked.stage == (BakeryStage) order->stage)
    return answer_stored (request, order, before, run, is_forced, response, error);

  moved = server_orders_move (request, order, &asked, error);

  return moved != NULL && answer_stored (request, moved, before, run, is_forced, response, error);
}

#define OVERRIDE_MEMBERS                                                                                               \
  { "force", SERVER_QUERY_BOOLEAN, .description = "Whether to take a time with no room left; for the shop" },         \
  { "reason", SERVER_QUERY_TEXT, 0, REASON_MAXIMUM, NULL, "Why, of a forced time" }

static const ServerQueryParameter placing_members[] = {
  { "cart_id", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "The one line of your cart to order; all unless given" },
  OVERRIDE_MEMBERS,
  { NULL },
};

static const ServerQueryParameter correction_members[] = {
  { "order_status", SERVER_QUERY_ENUM, .values = &bakery_order_statuses,
    .description = "Moves the order to the stage that this word means" },
  OVERRIDE_MEMBERS,
  { NULL },
};

/* Of a card, for the built-in test provider; nothing of it is stored. */
static const ServerQueryParameter patch_members[] = {
  { "order_status", SERVER_QUERY_ENUM, .values = &bakery_order_statuses,
    .description = "Moves the order to the stage that this word means" },
  { "card_number", SERVER_QUERY_TEXT, 0, 32, NULL, "The number of the customer's card, which pays the order",
    .is_secret = TRUE },
  { "expiration_date", SERVER_QUERY_TEXT, 0, 8, NULL, "MM/YY, as on the card", .is_secret = TRUE },
  { "cvv", SERVER_QUERY_TEXT, 0, 8, NULL, "The security code on the card", .is_secret = TRUE },
  { NULL },
};

static const ServerQueryParameter move_members[] = {
  { "stage", SERVER_QUERY_ENUM, .values = &bakery_stages, .description = "Where to move it", .is_required = TRUE },
  { "force", SERVER_QUERY_BOOLEAN, .description = "Whether to make a move that is not foreseen; for managers" },
  { "reason", SERVER_QUERY_TEXT, 0, 500, NULL, "Why, of a forced move" },
  { "restock", SERVER_QUERY_BOOLEAN,
    .description = "Of an order cancelled after it was begun: whether what was taken for it goes back into stock; it is waste "
                   "unless given" },
  { NULL },
};

/* Document S's clients pay with a PATCH by the customer (D-08); any other change is the shop's. */
static gboolean
patch_order (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  if (server_payment_attempt_is_wanted (request))
    return server_payment_attempt_pay_by_card (request, response, error);
  if (server_request_get_role (request) != BAKERY_ROLE_CUSTOMER)
    return correct_order (request, response, error);

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "An order that is placed is changed by the shop.");

  return FALSE;
}

#define ORDER_ROUTES(base_, readers_, correctors_)                                                                     \
  { "GET", base_ "orders", readers_, SERVER_ROUTE_READ, list_orders, SERVER_ROUTE_LIST, .query = query,                \
    .answer = &bakery_order_type, .summary = "List the orders you may see" },                                          \
  { "POST", base_ "orders", readers_, SERVER_ROUTE_WRITE, place_order, .body = &bakery_order_type,                     \
    .members = placing_members, .status = 201, .answer = &bakery_order_type,                                           \
    .summary = "Place an order from your cart" },                                                                      \
  { "GET", base_ "orders/{id}", readers_, SERVER_ROUTE_READ, server_collection_read, .data = &orders,                  \
    .answer = &bakery_order_type, .summary = "Read an order" },                                                        \
  { "PUT", base_ "orders/{id}", correctors_, SERVER_ROUTE_WRITE, correct_order, .body = &bakery_order_type,            \
    .members = correction_members, .answer = &bakery_order_type, .summary = "Correct an order" },                      \
  { "DELETE", base_ "orders/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, server_collection_delete, .data = &orders,  \
    .status = 204, .summary = "Delete an order" }

const ServerRoute server_orders_routes[] = {
  ORDER_ROUTES ("", BAKERY_ROLES_SIGNED_IN, BAKERY_ROLES_MANAGERS),
  ORDER_ROUTES ("admin/", BAKERY_ROLES_ADMIN, BAKERY_ROLES_ADMIN),
  { "PATCH", "orders/{id}", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, patch_order,
    .body = &bakery_order_type, .members = patch_members, .answer = &bakery_order_type,
    .other_status = 402, .summary = "Correct an order (who is no manager: its place), or pay it by card as its customer" },
  { "PATCH", "admin/orders/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, correct_order, .body = &bakery_order_type,
    .members = correction_members, .answer = &bakery_order_type, .summary = "Correct an order" },
  { "POST", "orders/{id}/stage", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, move_order,
    .members = move_members, .answer = &bakery_order_type, .summary = "Move an order to another stage" },
  { "POST", "orders/{id}/undo", BAKERY_ROLES_SHOP, SERVER_ROUTE_WRITE, undo_move,
    .flags = SERVER_ROUTE_OPTIONAL_BODY, .answer = &bakery_order_type, .summary = "Take the last move back" },
  { NULL },
};
