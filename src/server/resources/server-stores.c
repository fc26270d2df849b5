/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stores: everybody reads them, admins open and close them, their managers run them. */

#include "config.h"

#include "server-routes.h"

#include "bakery-cake.h"
#include "bakery-error.h"
#include "bakery-option.h"
#include "bakery-records.h"
#include "bakery-store.h"
#include "server-catalogue-store.h"
#include "server-collection.h"

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

  return TRUE;
}

static const ServerFilter filters[] = {
  { "city", SERVER_FILTER_TEXT, "lower(t.city) = lower($)" },
  { "q", SERVER_FILTER_CONTAINS, "t.name LIKE $ ESCAPE '!'" },
  { NULL },
};

static const ServerCollection stores = {
  .type = &bakery_store_type,
  .path = "stores",
  .rights_column = "t.id",
  .readers = SERVER_RIGHTS_EVERYBODY,
  .writers = SERVER_RIGHTS_STORE,
  .public_condition = "t.is_active = 1",
  .filters = filters,
  .is_lenient = TRUE,
  .is_in_feed = TRUE,
  .deleting = delete_what_it_sells,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "city", SERVER_QUERY_TEXT, 1, 100, NULL, "Only stores of this town" },
  { "q", SERVER_QUERY_TEXT, 1, 100, NULL, "Only stores with this in their name" },
  { NULL },
};

const ServerRoute server_stores_routes[] = {
  SERVER_CATALOGUE_ROUTES ("stores", &stores, &bakery_store_type, BAKERY_ROLES_EVERYBODY, BAKERY_ROLES_ADMIN,
                           BAKERY_ROLES_MANAGERS, query, "store"),
  SERVER_CATALOGUE_ROUTES ("admin/stores", &stores, &bakery_store_type, BAKERY_ROLES_ADMIN, BAKERY_ROLES_ADMIN,
                           BAKERY_ROLES_ADMIN, query, "store"),
  { NULL },
};
