/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cakes: everybody reads them, the managers of their store keep them. */

#include "config.h"

#include "server-routes.h"

#include "bakery-cake.h"
#include "bakery-error.h"
#include "bakery-option.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-cake-notices.h"
#include "server-catalogue-store.h"
#include "server-collection.h"
#include "server-image-store.h"
#include "server-near.h"
#include "server-recipe-store.h"

static gboolean
prepare_cake (ServerRequest *request,
              gpointer       entity,
              GError       **error)
{
  BakeryCake *cake = entity;
  gint64 store = cake->store != 0 ? cake->store : server_body_get_reference (request, "store");
  g_autoptr(GError) problem = NULL;

  if (!server_rights_check_store (request, store, error))
    return FALSE;

  g_free (cake->currency);
  cake->currency = server_catalogue_store_dup_currency (server_request_get_connection (request), store, &problem);
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

static gboolean
check_cake (ServerRequest    *request,
            gpointer          entity,
            BakeryViolations *violations,
            GError          **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  BakeryCake *cake = entity;
  gboolean has_groups;
  gboolean has_images;

  if (cake->currency == NULL)
    {
      if (!bakery_violations_has_field (violations, "store"))
        bakery_violations_add (violations, "store", "There is no such store.");
      return TRUE;
    }

  if (!server_catalogue_store_has_all (connection,
                                       &bakery_option_group_type,
                                       cake->option_groups,
                                       cake->store,
                                       &has_groups,
                                       error) ||
      !server_image_store_has_all (connection, cake->images, cake->store, &has_images, error) ||
      !server_recipe_store_check_allergens (connection, cake, violations, error))
    return FALSE;

  if (!has_groups)
    bakery_violations_add (violations, "option_groups", "Only option groups of the cake's store can be chosen from.");
  if (!has_images)
    bakery_violations_add (violations, "images", "Only pictures of the cake's store can be shown.");

  return TRUE;
}

static const ServerFilter filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "kind", SERVER_FILTER_TEXT, "t.kind = $" },
  { "category", SERVER_FILTER_TEXT, "lower(t.category) = lower($)" },
  { "season", SERVER_FILTER_TEXT, "lower(t.season) = lower($)" },
  { "flavor", SERVER_FILTER_TEXT, "lower(t.flavor) = lower($)" },
  { "dietary", SERVER_FILTER_TEXT, "t.dietary LIKE '%\"' || $ || '\"%'" },
  { "allergen", SERVER_FILTER_TEXT, "t.allergens NOT LIKE '%\"' || $ || '\"%'" },
  { "availability", SERVER_FILTER_INTEGER, "(t.availability AND t.missing = '') = $" },
  { "min_price", SERVER_FILTER_MONEY, SERVER_FILTER_THOUSANDTHS ("t.price") " >= $" },
  { "max_price", SERVER_FILTER_MONEY, SERVER_FILTER_THOUSANDTHS ("t.price") " <= $" },
  { "q", SERVER_FILTER_CONTAINS, "t.name LIKE $ ESCAPE '!'" },
  { NULL },
};

static gboolean
tell_what_it_lacks (ServerRequest *request,
                    gpointer       entity,
                    GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);

  if (g_str_equal (server_request_get_method (request), "DELETE"))
    return server_cake_notices_remove (connection, BAKERY_ENTITY (entity)->id, error);

  return server_cake_notices_follow (connection, entity, server_request_get_now (request), error);
}

static const ServerCollection cakes = {
  .type = &bakery_cake_type,
  .path = "cakes",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_EVERYBODY,
  .writers = SERVER_RIGHTS_STORE,
  .offered_condition = "t.missing = ''",
  .filters = filters,
  .is_lenient = TRUE,
  .is_in_feed = TRUE,
  .prepare = prepare_cake,
  .check = check_cake,
  .stored = tell_what_it_lacks,
};

#define CAKE_FILTERS                                                                                                   \
  { "kind", SERVER_QUERY_ENUM, .values = &bakery_cake_kinds, .description = "Only cakes, or only drinks" },            \
  { "category", SERVER_QUERY_TEXT, 1, 50, NULL, "Only cakes for this occasion" },                                      \
  { "season", SERVER_QUERY_TEXT, 1, 50, NULL, "Only cakes of this season" },                                           \
  { "flavor", SERVER_QUERY_TEXT, 1, 100, NULL, "Only cakes of this flavour" },                                         \
  { "dietary", SERVER_QUERY_ENUM, .values = &bakery_diets, .description = "Only cakes that suit this diet" },          \
  { "allergen", SERVER_QUERY_ENUM, .values = &bakery_allergens, .description = "Only cakes without this allergen" },   \
  { "availability", SERVER_QUERY_BOOLEAN, .description = "Only cakes that can be ordered, or that cannot" },           \
  { "min_price", SERVER_QUERY_TEXT, 1, 20, NULL, "Only cakes that cost this or more" },                                \
  { "max_price", SERVER_QUERY_TEXT, 1, 20, NULL, "Only cakes that cost this or less" },                                \
  { "q", SERVER_QUERY_TEXT, 1, 100, NULL, "Only cakes with this in their name" }

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  SERVER_NEAR_QUERY,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only cakes of this store" },
  CAKE_FILTERS,
  { NULL },
};

static const ServerQueryParameter store_query[] = {
  SERVER_QUERY_PAGE,
  CAKE_FILTERS,
  { NULL },
};

static gboolean
list_cakes_of_store (ServerRequest  *request,
                     ServerResponse *response,
                     GError        **error)
{
  g_auto(ServerSelect) select = { NULL };

  server_collection_begin_select (&cakes, server_request_get_identity (request), cakes.readers, &select);
  server_select_where_integer (&select, "t.store = $", server_request_get_id (request));

  return server_collection_answer_list (&cakes, request, &select, response, error);
}

/* As document S has it, a store that sells nothing has no list for an admin (S-124). */
static gboolean
list_cakes_sold_by_store (ServerRequest  *request,
                          ServerResponse *response,
                          GError        **error)
{
  gboolean has_cakes;

  if (!server_catalogue_store_has_cakes (server_request_get_connection (request),
                                         server_request_get_id (request),
                                         &has_cakes,
                                         error))
    return FALSE;
  if (has_cakes)
    return list_cakes_of_store (request, response, error);

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "The store has no cakes.");

  return FALSE;
}

static gboolean
list_cakes (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  g_auto(ServerSelect) select = { NULL };

  server_collection_begin_select (&cakes, server_request_get_identity (request), cakes.readers, &select);
  if (server_request_has_query (request, "near"))
    {
      g_autofree char *stores = server_near_dup_store_ids (request, error);

      if (stores == NULL)
        return FALSE;
      server_select_where_text (&select, "t.store IN (SELECT value FROM json_each($))", stores);
    }

  return server_collection_answer_list (&cakes, request, &select, response, error);
}

#define CAKE_LIST_ROUTE(path_, roles_)                                                                                 \
  { "GET", path_, roles_, SERVER_ROUTE_READ, list_cakes, SERVER_ROUTE_LIST | SERVER_ROUTE_SHARED, .query = query,      \
    .answer = &bakery_cake_type, .summary = "List every cake, or those of stores near a place" }

#define CAKE_CREATE_ROUTE(path_, roles_)                                                                               \
  { "POST", path_, roles_, SERVER_ROUTE_WRITE, server_collection_create, .data = &cakes, .body = &bakery_cake_type,    \
    .status = 201, .answer = &bakery_cake_type, .summary = "Create cake" }

const ServerRoute server_cakes_routes[] = {
  CAKE_LIST_ROUTE ("cakes", BAKERY_ROLES_EVERYBODY),
  CAKE_CREATE_ROUTE ("cakes", BAKERY_ROLES_MANAGERS),
  SERVER_COLLECTION_READ_ROUTE ("cakes", &cakes, &bakery_cake_type, BAKERY_ROLES_EVERYBODY, "cake", SERVER_ROUTE_SHARED),
  SERVER_COLLECTION_WRITE_ROUTES ("cakes", &cakes, &bakery_cake_type, BAKERY_ROLES_MANAGERS, BAKERY_ROLES_MANAGERS,
                                  "cake"),
  CAKE_LIST_ROUTE ("admin/cakes", BAKERY_ROLES_ADMIN),
  CAKE_CREATE_ROUTE ("admin/cakes", BAKERY_ROLES_ADMIN),
  SERVER_COLLECTION_READ_ROUTE ("admin/cakes", &cakes, &bakery_cake_type, BAKERY_ROLES_ADMIN, "cake", SERVER_ROUTE_SHARED),
  SERVER_COLLECTION_WRITE_ROUTES ("admin/cakes", &cakes, &bakery_cake_type, BAKERY_ROLES_ADMIN, BAKERY_ROLES_ADMIN,
                                  "cake"),
  { "GET", "cakes/by-store/{id}", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, list_cakes_of_store,
    .flags = SERVER_ROUTE_LIST | SERVER_ROUTE_SHARED, .answer = &bakery_cake_type,
    .query = store_query, .summary = "List the cakes of a store" },
  { "GET", "admin/cakes/by-store/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_READ, list_cakes_sold_by_store,
    .flags = SERVER_ROUTE_LIST | SERVER_ROUTE_SHARED, .answer = &bakery_cake_type,
    .query = store_query, .summary = "List the cakes of a store that has some" },
  { "GET", "stores/{id}/store-has-cakes", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, list_cakes_of_store,
    .flags = SERVER_ROUTE_LIST | SERVER_ROUTE_SHARED, .answer = &bakery_cake_type,
    .query = store_query, .summary = "List the cakes of a store" },
  { "GET", "admin/stores/{id}/store-has-cakes", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, list_cakes_of_store,
    .flags = SERVER_ROUTE_LIST | SERVER_ROUTE_SHARED, .answer = &bakery_cake_type,
    .query = store_query, .summary = "List the cakes of a store" },
  { NULL },
};
