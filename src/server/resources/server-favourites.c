/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Favourites and preferences: what customers like, kept for themselves (C-022 to C-034, C-089). */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-feedback.h"
#include "bakery-violations.h"
#include "server-accounts.h"
#include "server-collection.h"
#include "server-config.h"
#include "server-context.h"
#include "server-entity-store.h"
#include "server-item-store.h"

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { NULL },
};

/* --- Favourites --- */

static gboolean
check_limit (ServerRequest *request,
             GError       **error)
{
  gint64 limit = server_request_get_context (request)->config->favourites;
  gboolean has_row;
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (server_request_get_connection (request),
                                                                 "SELECT count(*) FROM favourites WHERE customer = $1",
                                                                 error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, server_request_get_account (request));
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (bakery_statement_get_int (select, 0) < limit)
    return TRUE;

  g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
               "You have %" G_GINT64_FORMAT " favourites already; remove one first.", limit);

  return FALSE;
}

static gboolean
prepare_favourite (ServerRequest *request,
                   gpointer       entity,
                   GError       **error)
{
  BakeryFavourite *favourite = entity;

  if (favourite->customer != 0)
    return TRUE;

  favourite->customer = server_request_get_account (request);

  return check_limit (request, error);
}

static BakeryOrderItem *
make_item (const BakeryFavourite *favourite)
{
  BakeryOrderItem *item = bakery_order_item_new ();

  item->cake = favourite->cake;
  g_free (item->message);
  item->message = g_strdup (favourite->message);
  g_free (item->toppings);
  item->toppings = g_strdup (favourite->toppings);
  g_free (item->shape);
  item->shape = g_strdup (favourite->shape);
  item->egg_version = favourite->egg_version;
  if (favourite->options != NULL)
    item->options = g_array_ref (favourite->options);

  return item;
}

static gboolean
check_favourite (ServerRequest    *request,
                 gpointer          entity,
                 BakeryViolations *violations,
                 GError          **error)
{
  g_autoptr(BakeryOrderItem) item = make_item (entity);
  g_auto(ServerChoice) choice = { NULL };

  return bakery_violations_has_field (violations, "cake") ||
         server_item_store_check (server_request_get_connection (request), item, server_request_get_now (request),
                                  violations, &choice, error);
}

static const ServerCollection favourites = {
  .type = &bakery_favourite_type,
  .path = "favourites",
  .rights_column = "t.customer",
  .readers = SERVER_RIGHTS_OWNER,
  .writers = SERVER_RIGHTS_OWNER,
  .prepare = prepare_favourite,
  .check = check_favourite,
};

static gboolean
put_into_cart (ServerRequest  *request,
               ServerResponse *response,
               GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_auto(ServerSelect) select = { NULL };
  g_autoptr(BakeryFavourite) favourite = NULL;
  g_autoptr(BakeryOrderItem) item = NULL;
  g_autoptr(BakeryCartLine) line = NULL;

  server_collection_begin_select (&favourites, server_request_get_identity (request), favourites.readers, &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  favourite = server_entity_store_load_one (connection, favourites.type, &select, error);
  if (favourite == NULL)
    return FALSE;

  item = make_item (favourite);
  line = server_item_store_add_to_cart (connection, item, server_request_get_account (request),
                                        server_request_get_now (request), error);
  if (line == NULL)
    return FALSE;

  server_response_set_entity (response, line, server_request_get_role (request));
  server_response_set_created (response, "carts", line->base.id);

  return TRUE;
}

/* --- Preferences --- */

/* What somebody likes is kept only with their consent (C-027). */
static gboolean
prepare_preference (ServerRequest *request,
                    gpointer       entity,
                    GError       **error)
{
  BakeryPreference *preference = entity;
  g_autoptr(BakeryAccount) account =
    server_accounts_load (server_request_get_connection (request), server_request_get_account (request), error);

  if (account == NULL)
    return FALSE;
  if (!account->consent_preferences)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                           "Allow suggestions from your preferences first: set consent_preferences of your account.");
      return FALSE;
    }
  if (preference->customer == 0)
    preference->customer = account->base.id;

  return TRUE;
}

static const ServerCollection preferences = {
  .type = &bakery_preference_type,
  .path = "preferences",
  .rights_column = "t.customer",
  .readers = SERVER_RIGHTS_OWNER,
  .writers = SERVER_RIGHTS_OWNER,
  .prepare = prepare_preference,
};

const ServerRoute server_favourites_routes[] = {
  SERVER_COLLECTION_ROUTES ("favourites", &favourites, &bakery_favourite_type, BAKERY_ROLES_SIGNED_IN,
                            BAKERY_ROLES_SIGNED_IN, BAKERY_ROLES_SIGNED_IN, query, "favourite"),
  { "POST", "favourites/{id}/cart", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, put_into_cart,
    .flags = SERVER_ROUTE_OPTIONAL_BODY, .status = 201, .answer = &bakery_cart_line_type,
    .summary = "Put a favourite into your cart" },
  SERVER_COLLECTION_ROUTES ("preferences", &preferences, &bakery_preference_type, BAKERY_ROLES_SIGNED_IN,
                            BAKERY_ROLES_SIGNED_IN, BAKERY_ROLES_SIGNED_IN, query, "preference"),
  { NULL },
};
