/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Option groups and options: everybody reads them, the managers of their store keep them (S-031, S-042). */

#include "config.h"

#include "server-routes.h"

#include "bakery-cake.h"
#include "bakery-option.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-catalogue-store.h"
#include "server-collection.h"
#include "server-entity-store.h"
#include "server-recipe-store.h"

/* --- Groups --- */

static gboolean
prepare_group (ServerRequest *request,
               gpointer       entity,
               GError       **error)
{
  BakeryOptionGroup *group = entity;
  gint64 store = group->store != 0 ? group->store : server_body_get_reference (request, "store");

  return server_rights_check_store (request, store, error);
}

static gboolean
check_group (ServerRequest    *request,
             gpointer          entity,
             BakeryViolations *violations,
             GError          **error)
{
  BakeryOptionGroup *group = entity;
  g_autoptr(GError) problem = NULL;
  g_autofree char *currency =
    server_catalogue_store_dup_currency (server_request_get_connection (request), group->store, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (currency == NULL && !bakery_violations_has_field (violations, "store"))
    bakery_violations_add (violations, "store", "There is no such store.");

  return TRUE;
}

static gboolean
forget_group (ServerRequest *request,
              gpointer       entity,
              GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);

  return server_catalogue_store_delete_group_options (connection, entity, now, error) &&
         server_catalogue_store_forget (connection, &bakery_cake_type, "option_groups", entity, now, error);
}

static const ServerFilter group_filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { NULL },
};

static const ServerCollection groups = {
  .type = &bakery_option_group_type,
  .path = "option-groups",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_EVERYBODY,
  .writers = SERVER_RIGHTS_STORE,
  .filters = group_filters,
  .is_in_feed = TRUE,
  .prepare = prepare_group,
  .check = check_group,
  .deleting = forget_group,
};

static const ServerQueryParameter group_query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only groups of this store" },
  { NULL },
};

/* --- Options --- */

/* An option has its store and currency from its group. */
static gboolean
prepare_option (ServerRequest *request,
                gpointer       entity,
                GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  BakeryOption *option = entity;
  gint64 id = option->option_group != 0 ? option->option_group : server_body_get_reference (request, "option_group");
  g_autoptr(BakeryOptionGroup) group = NULL;
  g_autoptr(GError) problem = NULL;

  group = server_entity_store_find (connection, &bakery_option_group_type, id, &problem);
  if (group != NULL)
    {
      if (!server_rights_check_store (request, group->store, error))
        return FALSE;
      option->store = group->store;
      g_free (option->currency);
      option->currency = server_catalogue_store_dup_currency (connection, group->store, &problem);
    }
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

static gboolean
check_option (ServerRequest    *request,
              gpointer          entity,
              BakeryViolations *violations,
              GError          **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  BakeryOption *option = entity;
  gboolean has_all;

  if (option->store == 0)
    {
      if (!bakery_violations_has_field (violations, "option_group"))
        bakery_violations_add (violations, "option_group", "There is no such option group.");
      return TRUE;
    }

  if (!server_catalogue_store_has_all (connection,
                                       &bakery_option_type,
                                       option->incompatible,
                                       option->store,
                                       &has_all,
                                       error) ||
      !server_recipe_store_check_allergens (connection, option, violations, error))
    return FALSE;
  if (!has_all)
    bakery_violations_add (violations, "incompatible", "Only options of the same store can be excluded.");

  return TRUE;
}

static gboolean
forget_option (ServerRequest *request,
               gpointer       entity,
               GError       **error)
{
  return server_catalogue_store_forget (server_request_get_connection (request),
                                        &bakery_option_type,
                                        "incompatible",
                                        entity,
                                        server_request_get_now (request),
                                        error);
}

static const ServerFilter option_filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "option_group", SERVER_FILTER_INTEGER, "t.option_group = $" },
  { "availability", SERVER_FILTER_INTEGER, "(t.availability AND t.missing = '') = $" },
  { NULL },
};

static const ServerCollection options = {
  .type = &bakery_option_type,
  .path = "options",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_EVERYBODY,
  .writers = SERVER_RIGHTS_STORE,
  .offered_condition = "t.missing = ''",
  .filters = option_filters,
  .is_in_feed = TRUE,
  .prepare = prepare_option,
  .check = check_option,
  .deleting = forget_option,
};

static const ServerQueryParameter option_query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only options of this store" },
  { "option_group", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only options of this group" },
  { "availability", SERVER_QUERY_BOOLEAN, .description = "Only options that can be chosen, or that cannot" },
  { NULL },
};

const ServerRoute server_options_routes[] = {
  SERVER_CATALOGUE_ROUTES ("option-groups", &groups, &bakery_option_group_type, BAKERY_ROLES_EVERYBODY,
                           BAKERY_ROLES_MANAGERS, BAKERY_ROLES_MANAGERS, group_query, "option group"),
  SERVER_CATALOGUE_ROUTES ("options", &options, &bakery_option_type, BAKERY_ROLES_EVERYBODY, BAKERY_ROLES_MANAGERS,
                           BAKERY_ROLES_MANAGERS, option_query, "option"),
  { NULL },
};
