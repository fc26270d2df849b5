/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stores: everybody reads them, admins open and close them, their managers run them. */

#include "config.h"

#include "server-routes.h"

#include "bakery-cake.h"
#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-option.h"
#include "bakery-records.h"
#include "bakery-store.h"
#include "server-catalogue-store.h"
#include "server-collection.h"
#include "server-near.h"
#include "server-store-registration.h"
#include "server-store-registrations.h"

static gboolean
delete_what_it_sells (ServerRequest *request,
                      gpointer       entity,
                      GError       **error)
{
  static const BakeryEntityType *const types[] = { &bakery_cake_type, &bakery_option_type, &bakery_option_group_type };
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 store = BAKERY_ENTITY (entity)->id;
  gboolean has_orders;
  gsize i;

  if (!server_catalogue_store_has_open_orders (connection, store, &has_orders, error))
    return FALSE;
  if (has_orders)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "The store has orders that are not finished.");
      return FALSE;
    }

  for (i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (!server_catalogue_store_delete_all (connection, types[i], store, server_request_get_now (request), error))
        return FALSE;
    }

  return server_store_registration_refuse (request, entity, error);
}

static gboolean
approve_if_open (ServerRequest *request,
                 gpointer       entity,
                 GError       **error)
{
  return server_store_registration_approve (request, entity, error);
}

static const ServerFilter filters[] = {
  { "city", SERVER_FILTER_TEXT, "lower(t.city) = lower($)" },
  { "q", SERVER_FILTER_CONTAINS, "t.name LIKE $ ESCAPE '!'" },
  { "is_active", SERVER_FILTER_INTEGER, "t.is_active = $" },
  { NULL },
};

static const ServerCollection stores = {
  .type = &bakery_store_type,
  .path = "stores",
  .rights_column = "t.id",
  .readers = SERVER_RIGHTS_EVERYBODY,
  .writers = SERVER_RIGHTS_STORE,
  .public_condition = "t.is_active = 1",
  .staff_condition = SERVER_STORE_REGISTRATIONS_OVER,
  .filters = filters,
  .is_lenient = TRUE,
  .is_in_feed = TRUE,
  .deleting = delete_what_it_sells,
  .stored = approve_if_open,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "city", SERVER_QUERY_TEXT, 1, 100, NULL, "Only stores of this town" },
  { "q", SERVER_QUERY_TEXT, 1, 100, NULL, "Only stores with this in their name" },
  SERVER_NEAR_QUERY,
  { NULL },
};

static const ServerQueryParameter admin_query[] = {
  SERVER_QUERY_PAGE,
  { "city", SERVER_QUERY_TEXT, 1, 100, NULL, "Only stores of this town" },
  { "q", SERVER_QUERY_TEXT, 1, 100, NULL, "Only stores with this in their name" },
  { "is_active", SERVER_QUERY_BOOLEAN, .description = "Only stores that sell, or do not, or not yet" },
  { NULL },
};

static gboolean
check_near_query (ServerRequest *request,
                  GError       **error)
{
  static const char *const others[] = { "after", "city", "q" };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (!server_request_has_query (request, others[i]))
        continue;
      bakery_set_error_violation (error, others[i], "Cannot be combined with near.");
      return FALSE;
    }

  return TRUE;
}

/* By distance, or else page by page. */
static gboolean
list_stores (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  gint64 limit = server_request_get_query_integer (request, "limit", SERVER_QUERY_DEFAULT_LIMIT);
  g_autoptr(GPtrArray) found = NULL;
  BakeryJsonWriter *writer;
  guint i;

  if (!server_request_has_query (request, "near"))
    return server_collection_list (request, response, error);
  if (!check_near_query (request, error))
    return FALSE;
  found = server_near_load_stores (request, error);
  if (found == NULL)
    return FALSE;

  writer = server_response_begin_json (response);
  bakery_json_writer_begin_array (writer);
  for (i = 0; i < found->len && i < limit; i++)
    bakery_entity_write_json (g_ptr_array_index (found, i), server_request_get_role (request), writer);
  bakery_json_writer_end_array (writer);

  return TRUE;
}

const ServerRoute server_stores_routes[] = {
  { "GET", "stores", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, list_stores, SERVER_ROUTE_LIST | SERVER_ROUTE_SHARED,
    .query = query, .data = &stores, .answer = &bakery_store_type, .summary = "List every store, or those near a place" },
  { "POST", "stores", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, server_collection_create, .data = &stores,
    .body = &bakery_store_type, .status = 201, .answer = &bakery_store_type, .summary = "Create store" },
  SERVER_COLLECTION_READ_ROUTE ("stores", &stores, &bakery_store_type, BAKERY_ROLES_EVERYBODY, "store",
                                SERVER_ROUTE_SHARED),
  SERVER_COLLECTION_WRITE_ROUTES ("stores", &stores, &bakery_store_type, BAKERY_ROLES_ADMIN, BAKERY_ROLES_MANAGERS,
                                  "store"),
  SERVER_CATALOGUE_ROUTES ("admin/stores", &stores, &bakery_store_type, BAKERY_ROLES_ADMIN, BAKERY_ROLES_ADMIN,
                           BAKERY_ROLES_ADMIN, admin_query, "store"),
  { NULL },
};
