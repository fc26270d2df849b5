/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Carts: each row is one line of the cart of a customer, who is the only one to see it (S-044 to S-052). */

#include "config.h"

#include "server-routes.h"

#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-cart-store.h"
#include "server-collection.h"
#include "server-context.h"
#include "server-entity-store.h"
#include "server-unmet-demand.h"

/* Document S's clients say cake_id, customization_id and user_id. */
static gboolean
prepare_line (ServerRequest *request,
              gpointer       entity,
              GError       **error)
{
  BakeryCartLine *line = entity;
  gint64 user = server_body_get_reference (request, "user_id");

  if (user != 0 && user != server_request_get_account (request))
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "This is somebody else's cart.");
      return FALSE;
    }

  server_body_add_alias (request, "cake_id", "cake");
  server_body_add_alias (request, "customization_id", "customization");
  if (line->customer == 0)
    line->customer = server_request_get_account (request);

  return TRUE;
}

static void
check_choice (ServerRequest        *request,
              const BakeryCartLine *line,
              const ServerChoice   *choice,
              BakeryViolations     *violations)
{
  const BakeryCustomisation *customisation = choice->customisation;
  const gint64 now = server_request_get_now (request);

  if (!bakery_cake_is_available (choice->cake, now))
    {
      bakery_violations_add (violations, "cake", "“%s” is not available at the moment.", choice->cake->name);
      if (line->base.id == 0)
        server_unmet_demand_note_cake (server_request_get_context (request)->writer, choice->cake->base.id,
                                       BAKERY_UNMET_SOLD_OUT, 0, now);
    }
  if (line->customization == 0 || bakery_violations_has_field (violations, "customization"))
    return;

  if (customisation == NULL || customisation->customer != line->customer)
    bakery_violations_add (violations, "customization", "There is no such customisation.");
  else if (customisation->cake != line->cake)
    bakery_violations_add (violations, "customization", "The customisation is for another cake.");
}

/* An unknown cake is a 404, as in document S (S-051). */
static gboolean
check_cake (ServerRequest    *request,
            BakeryCartLine   *line,
            BakeryViolations *violations,
            GError          **error)
{
  g_auto(ServerChoice) choice = { NULL };

  if (bakery_violations_has_field (violations, "cake"))
    return TRUE;
  if (!server_cart_store_load_choice (server_request_get_connection (request),
                                      line->cake,
                                      line->customization,
                                      &choice,
                                      error))
    return FALSE;
  if (choice.cake == NULL)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such cake.");
      return FALSE;
    }

  check_choice (request, line, &choice, violations);
  line->store = choice.cake->store;
  g_free (line->currency);
  line->currency = g_strdup (choice.cake->currency);

  return TRUE;
}

/* Says what is wrong in the words of the client: document S's, unless it has used ours. */
static void
name_as_sent (const ServerRequest *request,
              const char          *name,
              const char          *alias,
              BakeryViolations    *violations)
{
  JsonObject *object = server_request_get_json (request);

  if (json_object_has_member (object, alias) || !json_object_has_member (object, name))
    bakery_violations_rename (violations, name, alias);
}

static gboolean
check_line (ServerRequest    *request,
            gpointer          entity,
            BakeryViolations *violations,
            GError          **error)
{
  if (!check_cake (request, entity, violations, error))
    return FALSE;

  name_as_sent (request, "cake", "cake_id", violations);
  name_as_sent (request, "customization", "customization_id", violations);

  return TRUE;
}

static gboolean
price_line (ServerRequest *request,
            gpointer       entity,
            GError       **error)
{
  return server_cart_store_price_line (server_request_get_connection (request), entity, error);
}

static const ServerCollection carts = {
  .type = &bakery_cart_line_type,
  .path = "carts",
  .rights_column = "t.customer",
  .readers = SERVER_RIGHTS_OWNER,
  .writers = SERVER_RIGHTS_OWNER,
  .is_lenient = TRUE,
  .prepare = prepare_line,
  .check = check_line,
  .loaded = price_line,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { NULL },
};

/* 404 also says that the cake is there but cannot be ordered (D-15). */
static gboolean
tell_availability (ServerRequest  *request,
                   ServerResponse *response,
                   GError        **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(BakeryCake) cake = server_entity_store_find (server_request_get_connection (request),
                                                         &bakery_cake_type,
                                                         server_request_get_id (request),
                                                         &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (cake == NULL || !bakery_cake_is_available (cake, server_request_get_now (request)))
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "The cake is not available.");
      return FALSE;
    }

  g_string_append (server_response_begin_text (response, "application/json"), "{\"success\":\"Cake is available\"}");

  return TRUE;
}

static const ServerQueryParameter availability[] = {
  { "success", SERVER_QUERY_TEXT, .description = "That it is", .is_required = TRUE },
  { NULL },
};

const ServerRoute server_carts_routes[] = {
  SERVER_COLLECTION_ROUTES ("carts", &carts, &bakery_cart_line_type, BAKERY_ROLES_SIGNED_IN, BAKERY_ROLES_SIGNED_IN,
                            BAKERY_ROLES_SIGNED_IN, query, "cart line"),
  { "GET", "carts/is-available/{id}", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, tell_availability,
    .answer_members = availability, .summary = "Tell whether a cake can be ordered" },
  { NULL },
};
