/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `suggestions`: something to order, from what the customer likes, from what everybody likes best, or by chance
 * (C-008, C-040 to C-046). The answer is an order item: it can be put into a cart, a favourite or an order as it is. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-option.h"
#include "bakery-order-item.h"
#include "bakery-ranking.h"
#include "bakery-suggestion.h"
#include "server-accounts.h"
#include "server-catalogue-store.h"
#include "server-request.h"
#include "server-response.h"

typedef enum
{
  SOURCE_PREFERENCES,
  SOURCE_TOP,
  SOURCE_RANDOM,
} Source;

static const char *const source_names[] = { "preferences", "top", "random", NULL };
static const BakeryEnum sources = { source_names };

static const ServerQueryParameter query[] = {
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only what this store sells" },
  { "kind", SERVER_QUERY_ENUM, .values = &bakery_cake_kinds, .description = "Only cakes, or only drinks" },
  { "from", SERVER_QUERY_ENUM, .values = &sources,
    .description = "Where it comes from; your preferences when you are signed in, else what is rated best" },
  { NULL },
};

/* --- What is liked --- */

static gboolean
check_consent (ServerRequest *request,
               GError       **error)
{
  g_autoptr(BakeryAccount) account = NULL;

  if (server_request_get_account (request) == 0)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED, "Sign in to have your preferences used.");
      return FALSE;
    }
  account = server_accounts_load (server_request_get_connection (request), server_request_get_account (request), error);
  if (account == NULL || account->consent_preferences)
    return account != NULL;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "You have not allowed suggestions from your preferences.");

  return FALSE;
}

static gboolean
add_preferences (ServerRequest *request,
                 GHashTable    *wish,
                 GError       **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select = NULL;

  if (!check_consent (request, error))
    return FALSE;
  select = bakery_connection_prepare (server_request_get_connection (request),
                                      "SELECT value FROM preferences WHERE customer = $1", error);
  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, server_request_get_account (request));
  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      bakery_features_add (wish, bakery_statement_peek_text (select, 0), 1);
    }

  return FALSE;
}

static gboolean
add_best (ServerRequest *request,
          GHashTable    *wish,
          GError       **error)
{
  g_autoptr(GPtrArray) cakes = server_catalogue_store_load_cakes (server_request_get_connection (request),
                                                                  server_request_get_query_integer (request, "store", 0),
                                                                  "t.rating_count > 0", error);
  guint i;

  if (cakes == NULL)
    return FALSE;

  bakery_ranking_keep_best (cakes, BAKERY_RANKING_MAXIMUM);
  for (i = 0; i < cakes->len; i++)
    bakery_features_add_cake (wish, g_ptr_array_index (cakes, i));

  return TRUE;
}

/* NULL without an error is a surprise. */
static GHashTable *
find_wish (ServerRequest *request,
           GError       **error)
{
  int fallback = server_request_get_account (request) != 0 ? SOURCE_PREFERENCES : SOURCE_TOP;
  int source = server_request_get_query_enum (request, "from", fallback);
  g_autoptr(GHashTable) wish = bakery_features_new ();

  if (source == SOURCE_RANDOM ||
      !(source == SOURCE_PREFERENCES ? add_preferences (request, wish, error) : add_best (request, wish, error)))
    return NULL;

  return g_steal_pointer (&wish);
}

/* --- What is suggested --- */

static GPtrArray *
load_available (ServerRequest *request,
                GError       **error)
{
  gint64 store = server_request_get_query_integer (request, "store", 0);
  int kind = server_request_get_query_enum (request, "kind", -1);
  gint64 now = server_request_get_now (request);
  GPtrArray *cakes =
    server_catalogue_store_load_cakes (server_request_get_connection (request), store,
                                       "t.availability = 1 AND t.missing = ''", error);
  guint i;

  for (i = 0; cakes != NULL && i < cakes->len;)
    {
      const BakeryCake *cake = g_ptr_array_index (cakes, i);

      if (bakery_cake_is_available (cake, now) && (kind < 0 || cake->kind == kind))
        i++;
      else
        g_ptr_array_remove_index_fast (cakes, i);
    }

  return cakes;
}

static GPtrArray *
load_options (ServerRequest *request,
              gint64         store,
              GError       **error)
{
  return server_catalogue_store_load_where (server_request_get_connection (request), &bakery_option_type,
                                            "t.store = $ AND t.availability = 1 AND t.missing = ''", store, error);
}

static BakeryOrderItem *
make_item (ServerRequest    *request,
           const BakeryCake *cake,
           GHashTable       *wish,
           GRand            *random,
           GError          **error)
{
  g_autoptr(GPtrArray) groups = server_catalogue_store_load_all (server_request_get_connection (request),
                                                                 &bakery_option_group_type, cake->option_groups, error);
  g_autoptr(GPtrArray) options = NULL;
  BakeryOrderItem *item;

  if (groups == NULL)
    return NULL;
  options = load_options (request, cake->store, error);
  if (options == NULL)
    return NULL;

  item = bakery_order_item_new ();
  item->cake = cake->base.id;
  item->options = bakery_suggestion_choose_options (groups, options, wish, random);

  return item;
}

static gboolean
suggest (ServerRequest  *request,
         ServerResponse *response,
         GError        **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(GHashTable) wish = find_wish (request, &problem);
  g_autoptr(GRand) random = g_rand_new ();
  g_autoptr(GPtrArray) cakes = problem == NULL ? load_available (request, &problem) : NULL;
  g_autoptr(BakeryOrderItem) item = NULL;
  const BakeryCake *cake;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  cake = bakery_suggestion_choose_cake (cakes, wish, random);
  if (cake == NULL)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "Nothing that is sold now fits; try a surprise.");
      return FALSE;
    }
  item = make_item (request, cake, wish, random, error);
  if (item == NULL)
    return FALSE;

  server_response_set_entity (response, item, BAKERY_ROLES_EVERYBODY);

  return TRUE;
}

const ServerRoute server_suggestions_routes[] = {
  { "GET", "suggestions", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, suggest, .query = query,
    .answer = &bakery_order_item_type, .other_status = 409, .summary = "Suggest something to order" },
  { NULL },
};
