/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders without an account (S-053): placed with their lines and a way to reach the customer, followed with a token
 * that only the customer has ever seen. */

#include "config.h"

#include "server-guest-orders.h"
#include "server-routes.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-price.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-context.h"
#include "server-item-store.h"
#include "server-order-collect.h"
#include "server-order-snapshot.h"
#include "server-order-store.h"
#include "server-request.h"
#include "server-response.h"
#include "server-secrets.h"
#include "server-unmet-demand.h"

#define TRACKING_PATH "/api/v1/orders/guest/"

/* --- Tokens --- */

static gboolean
keep_token (BakeryConnection *connection,
            gint64            order,
            const char       *token,
            GError          **error)
{
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection, "INSERT INTO guest_orders (order_id, token_hash) VALUES ($1, $2)", error);

  if (insert == NULL)
    return FALSE;

  bakery_statement_bind_int (insert, 1, order);
  server_secret_bind_hash (insert, 2, token);

  return bakery_statement_run (insert, error);
}

/**
 * server_guest_orders_is_asked:
 * @request: any request
 *
 * Returns: whether it names an order by its token
 */
gboolean
server_guest_orders_is_asked (const ServerRequest *request)
{
  return server_request_get_path_text (request, "token") != NULL;
}

/**
 * server_guest_orders_load:
 * @request: one that names an order by its token
 * @error: %BAKERY_ERROR_NOT_FOUND, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the order
 */
BakeryOrder *
server_guest_orders_load (ServerRequest *request,
                          GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(BakeryOrder) order = NULL;
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT order_id FROM guest_orders WHERE token_hash = $1", error);

  if (select == NULL)
    return NULL;

  server_secret_bind_hash (select, 1, server_request_get_path_text (request, "token"));
  if (!bakery_statement_step (select, &has_row, error))
    return NULL;
  if (!has_row)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such order.");
      return NULL;
    }

  order = bakery_records_load (connection, &bakery_order_type, bakery_statement_get_int (select, 0),
                               BAKERY_RECORDS_TABLES, error);
  if (order == NULL || !bakery_records_load_children (connection, order, error))
    return NULL;

  return g_steal_pointer (&order);
}

/* --- Placing --- */

static void
read_item (JsonNode         *node,
           guint             position,
           GPtrArray        *items,
           BakeryViolations *violations)
{
  g_autofree char *prefix = g_strdup_printf ("lines[%u]", position);
  g_autoptr(BakeryViolations) found = bakery_violations_new ();
  BakeryOrderItem *item = bakery_order_item_new ();

  g_ptr_array_add (items, item);
  if (JSON_NODE_HOLDS_OBJECT (node))
    bakery_entity_read_json (item, json_node_get_object (node), BAKERY_DECODE_CREATE, BAKERY_ROLE_ANONYMOUS, FALSE, found);
  else
    bakery_violations_add (found, "cake", "This field is required.");
  bakery_violations_add_all (violations, prefix, found);
}

/* The lines of the body are items, those of an order are what became of them: they are taken out before the rest is
 * read. */
static GPtrArray *
take_items (JsonObject       *object,
            BakeryViolations *violations)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(JsonNode) node = json_object_dup_member (object, "lines");
  JsonArray *lines = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n_lines = lines != NULL ? json_array_get_length (lines) : 0;
  guint i;

  json_object_remove_member (object, "lines");
  if (n_lines < 1 || n_lines > BAKERY_ORDER_LINES_MAXIMUM)
    bakery_violations_add (violations, "lines", "Give between 1 and %d lines.", BAKERY_ORDER_LINES_MAXIMUM);
  for (i = 0; i < n_lines && i < BAKERY_ORDER_LINES_MAXIMUM; i++)
    read_item (json_array_get_element (lines, i), i, items, violations);

  return items;
}

static void
require_text (const char       *name,
              const char       *text,
              BakeryViolations *violations)
{
  if (text[0] == '\0' && !bakery_violations_has_field (violations, name))
    bakery_violations_add (violations, name, "This field is required.");
}

static GPtrArray *
decode (ServerRequest *request,
        BakeryOrder   *order,
        GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  JsonObject *object = server_request_get_json (request);
  g_autoptr(GPtrArray) items = take_items (object, violations);

  bakery_entity_read_json (order, object, BAKERY_DECODE_CREATE, BAKERY_ROLE_ANONYMOUS, FALSE, violations);
  require_text ("customer_name", order->customer_name, violations);
  require_text ("customer_phone", order->customer_phone, violations);
  require_text ("customer_email", order->customer_email, violations);
  if (order->due_at != 0 && order->due_at <= server_request_get_now (request))
    bakery_violations_add (violations, "due_at", "This time has passed.");
  if (order->pickup_mode >= 0 && order->pickup_mode != BAKERY_PICKUP_MODE_FIXED_TIME)
    bakery_violations_add (violations, "pickup_mode", "Sign in to be followed on your way.");
  if (bakery_violations_is_empty (violations))
    return g_steal_pointer (&items);

  bakery_set_error_invalid (error, violations);

  return NULL;
}

static gboolean
add_item (ServerRequest   *request,
          BakeryOrder     *order,
          BakeryOrderItem *item,
          BakeryStore    **store,
          GError         **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_auto(ServerChoice) choice = { NULL };

  if (!server_item_store_check (connection, item, now, violations, &choice, error))
    return FALSE;
  if (choice.cake != NULL && !bakery_cake_is_available (choice.cake, now))
    server_unmet_demand_note_cake (server_request_get_context (request)->writer, choice.cake->base.id, BAKERY_UNMET_SOLD_OUT,
                                   order->due_at, now);
  if (choice.cake != NULL && *store != NULL && choice.cake->store != (*store)->base.id)
    bakery_violations_add (violations, "lines", "All lines of an order are of one store.");
  if (!bakery_violations_is_empty (violations))
    {
      bakery_set_error_invalid (error, violations);
      return FALSE;
    }
  if (*store == NULL)
    *store = server_order_store_begin (connection, order, choice.cake->store, now, error);
  if (*store == NULL)
    return FALSE;

  server_order_snapshot_add_line (order, choice.cake, choice.customisation, choice.options, item->quantity);

  return TRUE;
}

static gboolean
store_order (ServerRequest *request,
             BakeryOrder   *order,
             GPtrArray     *items,
             GError       **error)
{
  ServerOrderPlacing placing = { .now = server_request_get_now (request) };
  g_autoptr(BakeryStore) store = NULL;
  g_autoptr(GError) refusal = NULL;
  const gint64 wish = order->due_at;
  guint i;

  for (i = 0; i < items->len; i++)
    {
      if (!add_item (request, order, g_ptr_array_index (items, i), &store, error))
        return FALSE;
    }

  if (server_order_store_finish (server_request_get_connection (request), order, store, &placing, &refusal))
    return TRUE;

  server_unmet_demand_note_order (server_request_get_context (request)->writer, order, wish, refusal, placing.now);
  g_propagate_error (error, g_steal_pointer (&refusal));

  return FALSE;
}

static void
answer_placed (const BakeryOrder *order,
               const char        *token,
               ServerResponse    *response)
{
  g_autofree char *link = g_strconcat (TRACKING_PATH, token, NULL);
  BakeryJsonWriter *writer = server_response_begin_json (response);

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "tracking_token");
  bakery_json_writer_string (writer, token);
  bakery_json_writer_name (writer, "tracking_link");
  bakery_json_writer_string (writer, link);
  bakery_json_writer_name (writer, "order");
  bakery_entity_write_json (order, BAKERY_ROLE_CUSTOMER, writer);
  bakery_json_writer_end_object (writer);
  server_response_set_status (response, 201);
  server_response_set_header (response, "Location", link);
}

static gboolean
place_guest_order (ServerRequest  *request,
                   ServerResponse *response,
                   GError        **error)
{
  g_autoptr(BakeryOrder) order = bakery_order_new ();
  g_autoptr(GPtrArray) items = decode (request, order, error);
  g_autofree char *token = server_secret_dup_random (SERVER_SECRET_SIZE);

  if (items == NULL || !store_order (request, order, items, error) ||
      !keep_token (server_request_get_connection (request), order->base.id, token, error))
    return FALSE;

  answer_placed (order, token, response);

  return TRUE;
}

/* --- Following --- */

static gboolean
track_guest_order (ServerRequest  *request,
                   ServerResponse *response,
                   GError        **error)
{
  g_autoptr(BakeryOrder) order = server_guest_orders_load (request, error);

  if (order == NULL)
    return FALSE;

  server_response_set_entity (response, order, BAKERY_ROLE_CUSTOMER);

  return TRUE;
}

static gboolean
issue_guest_code (ServerRequest  *request,
                  ServerResponse *response,
                  GError        **error)
{
  g_autoptr(BakeryOrder) order = server_guest_orders_load (request, error);

  return order != NULL && server_order_collect_answer_code (request, order, response, error);
}

static const ServerQueryParameter members[] = {
  { "lines", SERVER_QUERY_LIST, 1, BAKERY_ORDER_LINES_MAXIMUM, NULL, "What is ordered: cakes with what was chosen",
    .is_required = TRUE, .entity = &bakery_order_item_type },
  { NULL },
};

static const ServerQueryParameter answer_members[] = {
  { "tracking_token", SERVER_QUERY_TEXT, .description = "Who has it may follow the order", .is_required = TRUE },
  { "tracking_link", SERVER_QUERY_TEXT, .description = "Where to follow the order", .is_required = TRUE },
  { "order", SERVER_QUERY_OBJECT, .description = "The order", .is_required = TRUE, .entity = &bakery_order_type },
  { NULL },
};

const ServerRoute server_guest_orders_routes[] = {
  { "POST", "orders/guest", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, place_guest_order, .body = &bakery_order_type,
    .members = members, .status = 201, .answer_members = answer_members,
    .summary = "Place an order without an account" },
  { "GET", "orders/guest/{token}", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, track_guest_order,
    .answer = &bakery_order_type, .summary = "Follow an order that was placed without an account" },
  { "POST", "orders/guest/{token}/collection-code", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, issue_guest_code,
    .flags = SERVER_ROUTE_OPTIONAL_BODY | SERVER_ROUTE_NO_REPLAY, .answer_members = server_order_collect_members,
    .summary = "Have a code to collect such an order when it is ready" },
  { NULL },
};
