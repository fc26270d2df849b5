/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ordering the same once more (S-067): what can still be had goes into the cart, what cannot is named. Runs on the
 * writer's thread. */

#include "config.h"

#include "server-routes.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-item-store.h"
#include "server-orders-private.h"
#include "server-response.h"

static void
write_unavailable (BakeryJsonWriter *writer,
                   const char       *name,
                   const char       *reason)
{
  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "name");
  bakery_json_writer_string (writer, name);
  bakery_json_writer_name (writer, "reason");
  bakery_json_writer_string (writer, reason);
  bakery_json_writer_end_object (writer);
}

/* What is no longer sold ends up in @unavailable; any other failure ends the request. */
static gboolean
add_again (ServerRequest         *request,
           const BakeryOrderLine *line,
           BakeryJsonWriter      *writer,
           BakeryJsonWriter      *unavailable,
           GError               **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(BakeryCartLine) added = NULL;
  g_autoptr(BakeryOrderItem) item = NULL;
  g_autoptr(GError) problem = NULL;
  gboolean is_whole;

  item = server_item_store_from_line (connection, line, &is_whole, error);
  if (item == NULL)
    return FALSE;
  if (!is_whole)
    {
      write_unavailable (unavailable, line->name, "An option that was chosen is no longer there.");
      return TRUE;
    }

  added = server_item_store_add_to_cart (connection, item, server_request_get_account (request),
                                         server_request_get_now (request), &problem);
  if (added != NULL)
    {
      bakery_entity_write_json (added, server_request_get_role (request), writer);
      return TRUE;
    }
  if (!g_error_matches (problem, BAKERY_ERROR, BAKERY_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  write_unavailable (unavailable, line->name, bakery_violations_peek_message (bakery_error_peek_violations (problem), 0));

  return TRUE;
}

static gboolean
order_again (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  g_autoptr(BakeryOrder) order = server_orders_load (request, SERVER_RIGHTS_ORDER, error);
  g_autoptr(GString) text = g_string_new (NULL);
  BakeryJsonWriter unavailable = { text, FALSE };
  BakeryJsonWriter *writer;
  guint i;

  if (order == NULL)
    return FALSE;

  writer = server_response_begin_json (response);
  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "lines");
  bakery_json_writer_begin_array (writer);
  bakery_json_writer_begin_array (&unavailable);
  for (i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      if (!add_again (request, g_ptr_array_index (order->lines, i), writer, &unavailable, error))
        return FALSE;
    }
  bakery_json_writer_end_array (&unavailable);
  bakery_json_writer_end_array (writer);
  bakery_json_writer_name (writer, "unavailable");
  bakery_json_writer_raw (writer, text->str, (gssize) text->len);
  bakery_json_writer_end_object (writer);

  return TRUE;
}

static const ServerQueryParameter unavailable_members[] = {
  { "name", SERVER_QUERY_TEXT, .description = "What it is called", .is_required = TRUE },
  { "reason", SERVER_QUERY_TEXT, .description = "Why not", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter answer_members[] = {
  { "lines", SERVER_QUERY_LIST, .description = "The lines that are in the cart now", .is_required = TRUE,
    .entity = &bakery_cart_line_type },
  { "unavailable", SERVER_QUERY_LIST, .description = "What could not be had", .is_required = TRUE,
    .members = unavailable_members },
  { NULL },
};

const ServerRoute server_order_again_routes[] = {
  { "POST", "orders/{id}/reorder", BAKERY_ROLE_CUSTOMER, SERVER_ROUTE_WRITE, order_again,
    .flags = SERVER_ROUTE_OPTIONAL_BODY, .answer_members = answer_members,
    .summary = "Put what was ordered into your cart once more" },
  { NULL },
};
