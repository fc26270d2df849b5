/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Customisations: what a customer chooses for a cake (S-034 to S-043). Each customer has their own. */

#include "config.h"

#include "server-routes.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-choice.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-catalogue-store.h"
#include "server-collection.h"
#include "server-entity-store.h"

static gboolean
prepare_customisation (ServerRequest *request,
                       gpointer       entity,
                       GError       **error)
{
  gint64 customer = server_body_get_reference (request, "customer");

  if (customer == 0 || customer == server_request_get_account (request) ||
      server_request_get_role (request) == BAKERY_ROLE_ADMIN)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "You can customise cakes only for yourself.");

  return FALSE;
}

static gboolean
check_options (BakeryConnection          *connection,
               const BakeryCake          *cake,
               const BakeryCustomisation *customisation,
               BakeryViolations          *violations,
               GError                   **error)
{
  g_autoptr(GPtrArray) groups =
    server_catalogue_store_load_all (connection, &bakery_option_group_type, cake->option_groups, error);
  g_autoptr(GPtrArray) options = NULL;

  if (groups == NULL)
    return FALSE;
  options = server_catalogue_store_load_all (connection, &bakery_option_type, customisation->options, error);
  if (options == NULL)
    return FALSE;

  if (customisation->options != NULL && options->len < customisation->options->len)
    bakery_violations_add (violations, "options", "There is no such option.");
  bakery_choice_check (groups, options, violations);

  return TRUE;
}

static gboolean
check_customisation (ServerRequest    *request,
                     gpointer          entity,
                     BakeryViolations *violations,
                     GError          **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  BakeryCustomisation *customisation = entity;
  g_autoptr(BakeryAccount) customer = NULL;
  g_autoptr(BakeryCake) cake = NULL;
  g_autoptr(GError) problem = NULL;

  customer = server_entity_store_find (connection, &bakery_account_type, customisation->customer, &problem);
  if (problem == NULL)
    cake = server_entity_store_find (connection, &bakery_cake_type, customisation->cake, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  if (customer == NULL && !bakery_violations_has_field (violations, "customer"))
    bakery_violations_add (violations, "customer", "There is no such customer.");
  if (cake == NULL && !bakery_violations_has_field (violations, "cake"))
    bakery_violations_add (violations, "cake", "There is no such cake.");

  return cake == NULL || check_options (connection, cake, customisation, violations, error);
}

static const ServerFilter filters[] = {
  { "cake", SERVER_FILTER_INTEGER, "t.cake = $" },
  { "customer", SERVER_FILTER_INTEGER, "t.customer = $" },
  { NULL },
};

static const ServerCollection customisations = {
  .type = &bakery_customisation_type,
  .path = "cake-customizations",
  .rights_column = "t.customer",
  .readers = SERVER_RIGHTS_OWNER,
  .writers = SERVER_RIGHTS_OWNER,
  .filters = filters,
  .is_lenient = TRUE,
  .prepare = prepare_customisation,
  .check = check_customisation,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "cake", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only customisations of this cake" },
  { "customer", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only customisations by this customer" },
  { NULL },
};

/* As document S has it, the answer is one JSON string; 404 says no (D-15). */
static gboolean
tell_existence (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  g_auto(ServerSelect) select = { NULL };
  g_autoptr(BakeryCustomisation) customisation = NULL;

  server_collection_begin_select (&customisations,
                                  server_request_get_identity (request),
                                  SERVER_RIGHTS_OWNER,
                                  &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  customisation = server_entity_store_load_one (server_request_get_connection (request),
                                                &bakery_customisation_type,
                                                &select,
                                                error);
  if (customisation == NULL)
    return FALSE;

  bakery_json_writer_string (server_response_begin_json (response), "Cake customization exists!!!");

  return TRUE;
}

const ServerRoute server_customisations_routes[] = {
  SERVER_COLLECTION_ROUTES ("cake-customizations", &customisations, &bakery_customisation_type, BAKERY_ROLES_SIGNED_IN,
                            BAKERY_ROLES_SIGNED_IN, BAKERY_ROLES_SIGNED_IN, query, "customisation"),
  SERVER_COLLECTION_ROUTES ("admin/cake-customizations", &customisations, &bakery_customisation_type, BAKERY_ROLES_ADMIN,
                            BAKERY_ROLES_ADMIN, BAKERY_ROLES_ADMIN, query, "customisation"),
  { "GET", "carts/is-customize/{id}", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_READ, tell_existence,
    .summary = "Tell whether a customisation exists" },
  { NULL },
};
