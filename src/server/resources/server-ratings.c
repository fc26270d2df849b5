/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ratings: of each line of an order that was handed over, by who ordered it; every one feeds the cake's percentage
 * (C-068 to C-071). */

#include "config.h"

#include "server-routes.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-feedback.h"
#include "bakery-ranking.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-catalogue-store.h"
#include "server-collection.h"
#include "server-entity-store.h"

static BakeryStatement *
select_line (ServerRequest      *request,
             const BakeryRating *rating,
             GError            **error)
{
  BakeryStatement *select =
    bakery_connection_prepare (server_request_get_connection (request),
                               "SELECT o.store, c.id, o.stage = 'delivered' FROM order_lines l"
                               " JOIN orders o ON o.id = l.order_id LEFT JOIN cakes c ON c.id = l.cake"
                               " WHERE l.id = $1 AND o.customer = $2 AND o.deleted_at IS NULL",
                               error);

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, rating->order_line);
  bakery_statement_bind_int (select, 2, rating->customer);

  return select;
}

static gboolean
prepare_rating (ServerRequest *request,
                gpointer       entity,
                GError       **error)
{
  BakeryRating *rating = entity;

  if (rating->customer == 0)
    rating->customer = server_request_get_account (request);

  return TRUE;
}

static gboolean
check_rating (ServerRequest    *request,
              gpointer          entity,
              BakeryViolations *violations,
              GError          **error)
{
  BakeryRating *rating = entity;
  g_autoptr(BakeryStatement) select = NULL;
  gboolean has_row;

  if (bakery_violations_has_field (violations, "order_line"))
    return TRUE;
  select = select_line (request, rating, error);
  if (select == NULL || !bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!has_row || bakery_statement_is_null (select, 1))
    {
      bakery_violations_add (violations, "order_line", "You have no order with this line.");
      return TRUE;
    }
  if (bakery_statement_get_int (select, 2) == 0)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "Rate it once you have it.");
      return FALSE;
    }
  rating->store = bakery_statement_get_int (select, 0);
  rating->cake = bakery_statement_get_int (select, 1);

  return TRUE;
}

static gboolean
sum_up (BakeryConnection *connection,
        BakeryCake       *cake,
        GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT count(*), coalesce(sum(stars), 0), max(updated_at) FROM ratings WHERE cake = $1",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, cake->base.id);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  cake->rating_count = bakery_statement_get_int (select, 0);
  cake->rating_stars = bakery_statement_get_int (select, 1);
  cake->rated_at = bakery_statement_is_null (select, 2) ? 0 : bakery_statement_get_int (select, 2);
  bakery_entity_derive (cake);

  return TRUE;
}

static gboolean
rate_cake (ServerRequest *request,
           gpointer       entity,
           GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(GError) problem = NULL;
  g_autoptr(BakeryCake) cake =
    server_entity_store_find (connection, &bakery_cake_type, ((const BakeryRating *) entity)->cake, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  return cake == NULL || (sum_up (connection, cake, error) &&
                          server_entity_store_update (connection, cake, TRUE, server_request_get_now (request), error));
}

static const ServerFilter filters[] = {
  { "cake", SERVER_FILTER_INTEGER, "t.cake = $" },
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "customer", SERVER_FILTER_INTEGER, "t.customer = $" },
  { NULL },
};

static const ServerCollection ratings = {
  .type = &bakery_rating_type,
  .path = "ratings",
  .rights_column = "t.customer",
  .readers = SERVER_RIGHTS_EVERYBODY,
  .writers = SERVER_RIGHTS_OWNER,
  .filters = filters,
  .is_in_feed = TRUE,
  .prepare = prepare_rating,
  .check = check_rating,
  .stored = rate_cake,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "cake", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only ratings of this cake" },
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only ratings of what this store makes" },
  { "customer", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only ratings by this customer" },
  { NULL },
};

/* --- The best --- */

static const ServerQueryParameter top_query[] = {
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only cakes of this store" },
  { "limit", SERVER_QUERY_INTEGER, BAKERY_RANKING_MINIMUM, BAKERY_RANKING_MAXIMUM, NULL, "How many; five unless given" },
  { NULL },
};

static gboolean
list_best (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  gint64 limit = server_request_get_query_integer (request, "limit", BAKERY_RANKING_MAXIMUM);
  g_autoptr(GPtrArray) cakes = server_catalogue_store_load_cakes (server_request_get_connection (request),
                                                                  server_request_get_query_integer (request, "store", 0),
                                                                  "t.rating_count > 0", error);
  BakeryJsonWriter *writer;
  guint i;

  if (cakes == NULL)
    return FALSE;

  bakery_ranking_keep_best (cakes, (guint) limit);
  writer = server_response_begin_json (response);
  bakery_json_writer_begin_array (writer);
  for (i = 0; i < cakes->len; i++)
    bakery_entity_write_json (g_ptr_array_index (cakes, i), server_request_get_role (request), writer);
  bakery_json_writer_end_array (writer);

  return TRUE;
}

const ServerRoute server_ratings_routes[] = {
  SERVER_COLLECTION_ROUTES ("ratings", &ratings, &bakery_rating_type, BAKERY_ROLES_EVERYBODY, BAKERY_ROLES_SIGNED_IN,
                            BAKERY_ROLES_SIGNED_IN, query, "rating"),
  { "GET", "ratings/top", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, list_best, SERVER_ROUTE_LIST, .query = top_query,
    .answer = &bakery_cake_type, .summary = "List the cakes that customers like best" },
  { NULL },
};
