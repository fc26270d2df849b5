/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ledger of the stock: staff post purchases, wastes and counts, and take them back. A movement is never changed. */

#include "config.h"

#include "server-routes.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-inventory.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-collection.h"
#include "server-entity-store.h"
#include "server-stock-postings.h"

/* The longest reason, in characters. */
#define REASON_MAXIMUM 500

static const ServerFilter filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "item", SERVER_FILTER_INTEGER, "t.item = $" },
  { "order", SERVER_FILTER_INTEGER, "t.\"order\" = $" },
  { "kind", SERVER_FILTER_TEXT, "t.kind = $" },
  { "from", SERVER_FILTER_INTEGER, "t.at >= $" },
  { "to", SERVER_FILTER_INTEGER, "t.at < $" },
  { NULL },
};

static const ServerCollection movements = {
  .type = &bakery_stock_movement_type,
  .path = "movements",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_STORE,
  .writers = SERVER_RIGHTS_STORE,
  .filters = filters,
  .is_in_feed = TRUE,
  .is_newest_first = TRUE,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only movements of this store" },
  { "item", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only movements of this item" },
  { "order", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only movements for this order" },
  { "kind", SERVER_QUERY_ENUM, .values = &bakery_movement_kinds, .description = "Only movements of this kind" },
  { "from", SERVER_QUERY_TIME, .description = "Only movements at this time or later" },
  { "to", SERVER_QUERY_TIME, .description = "Only movements before this time" },
  { NULL },
};

/* --- Posting --- */

static BakeryInventoryItem *
load_item (ServerRequest *request,
           gint64         id,
           GError       **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_inventory_item_type, "t", BAKERY_RECORDS_TABLES);
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, "inventory_items AS t");
  server_select_where (&select, "t.deleted_at IS NULL");
  server_rights_apply (SERVER_RIGHTS_STORE, "t.store", server_request_get_identity (request), &select);
  server_select_where_integer (&select, "t.id = $", id);

  return server_entity_store_load_one (server_request_get_connection (request), &bakery_inventory_item_type, &select, error);
}

/* Money is read in the currency of the item. */
static BakeryStockMovement *
read_posting (ServerRequest *request,
              GError       **error)
{
  g_autoptr(BakeryStockMovement) movement = bakery_stock_movement_new ();
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(BakeryInventoryItem) item = NULL;
  gint64 id = server_body_get_reference (request, "item");

  if (id != 0)
    {
      item = load_item (request, id, error);
      if (item == NULL)
        return NULL;
      g_free (movement->currency);
      movement->currency = g_strdup (item->currency);
    }
  if (bakery_entity_read_json (movement, server_request_get_json (request), BAKERY_DECODE_CREATE,
                               server_request_get_role (request), FALSE, violations))
    return g_steal_pointer (&movement);

  bakery_set_error_invalid (error, violations);

  return NULL;
}

static gboolean
answer_created (ServerRequest             *request,
                const BakeryStockMovement *movement,
                ServerResponse            *response)
{
  if (movement == NULL)
    return FALSE;

  server_response_set_entity (response, movement, server_request_get_role (request));
  server_response_set_created (response, movements.path, movement->base.id);

  return TRUE;
}

static gboolean
post_movement (ServerRequest  *request,
               ServerResponse *response,
               GError        **error)
{
  const ServerIdentity *identity = server_request_get_identity (request);
  g_autoptr(BakeryStockMovement) posted = read_posting (request, error);
  g_autoptr(BakeryStockMovement) movement = NULL;

  if (posted != NULL)
    movement = server_stock_post (server_request_get_connection (request), posted,
                                  server_body_get_member (request, "cost") != NULL, identity->account, identity->name,
                                  server_request_get_now (request), error);

  return answer_created (request, movement, response);
}

/* --- Taking back --- */

static char *
read_reason (const ServerRequest *request,
             GError             **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autofree char *reason =
    server_body_read_line (request, "reason", REASON_MAXIMUM, "Say why it is taken back.", violations);

  server_request_check_members (request, violations);
  if (bakery_violations_is_empty (violations))
    return g_steal_pointer (&reason);

  bakery_set_error_invalid (error, violations);

  return NULL;
}

static BakeryStockMovement *
load_movement (ServerRequest *request,
               GError       **error)
{
  g_auto(ServerSelect) select = { NULL };

  server_collection_begin_select (&movements, server_request_get_identity (request), movements.writers, &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));

  return server_entity_store_load_one (server_request_get_connection (request), &bakery_stock_movement_type, &select, error);
}

static gboolean
reverse_movement (ServerRequest  *request,
                  ServerResponse *response,
                  GError        **error)
{
  const ServerIdentity *identity = server_request_get_identity (request);
  g_autoptr(BakeryStockMovement) movement = load_movement (request, error);
  g_autoptr(BakeryStockMovement) reversal = bakery_stock_movement_new ();
  g_autoptr(BakeryStockMovement) stored = NULL;

  if (movement == NULL || !server_request_check_revision (request, movement, error))
    return FALSE;

  g_free (reversal->reason);
  reversal->reason = read_reason (request, error);
  if (reversal->reason == NULL)
    return FALSE;
  reversal->account = identity->account;
  g_free (reversal->account_name);
  reversal->account_name = g_strdup (identity->name);
  reversal->created_at = server_request_get_now (request);
  stored = server_stock_reverse (server_request_get_connection (request), movement, reversal, error);

  return answer_created (request, stored, response);
}

static const ServerQueryParameter reverse_members[] = {
  { "reason", SERVER_QUERY_TEXT, 1, REASON_MAXIMUM, NULL, "Why it is taken back", .is_required = TRUE },
  { NULL },
};

const ServerRoute server_movements_routes[] = {
  { "GET", "movements", BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, server_collection_list, SERVER_ROUTE_LIST, .query = query,
    .data = &movements, .answer = &bakery_stock_movement_type, .summary = "List every movement, the newest first" },
  { "GET", "movements/{id}", BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, server_collection_read, .data = &movements,
    .answer = &bakery_stock_movement_type, .summary = "Read one movement" },
  { "POST", "movements", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, post_movement, .body = &bakery_stock_movement_type,
    .status = 201, .answer = &bakery_stock_movement_type, .summary = "Post a purchase, a waste or a count" },
  { "POST", "movements/{id}/reverse", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, reverse_movement,
    .members = reverse_members, .status = 201, .answer = &bakery_stock_movement_type,
    .summary = "Take a purchase, a waste or a count back" },
  { NULL },
};
