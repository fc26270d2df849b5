/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `order/{id}/track-delivery` and `track/{token}`: where an order is. Document S's clients ask for an order to be tracked;
 * there is nothing to start but a link, since each order is tracked from the moment it is placed: its stage is in the
 * database and not in a thread that sleeps (D-14). Who has the link sees the stage, when the driver will be there and, while
 * under way, where the driver is, and nothing else; in a browser a page, with what was ordered of which store for when. */

#include "config.h"

#include "server-tracking.h"

#include "bakery-error.h"
#include "bakery-records.h"
#include "bakery-store.h"
#include "server-delivery-store.h"
#include "server-orders-private.h"
#include "server-request.h"
#include "server-response.h"
#include "server-rights.h"
#include "server-routes.h"
#include "server-tracking-page.h"

#define TRACKING_PATH "/api/v1/track/"
#define PAGE_TYPE "text/html; charset=utf-8"
#define SECONDS_TO_TRY_AGAIN "60"

static gboolean
track_delivery (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  g_autoptr(BakeryOrder) order = server_orders_load (request, SERVER_RIGHTS_ORDER, error);
  g_autofree char *token = NULL;
  g_autofree char *link = NULL;

  if (order == NULL)
    return FALSE;
  token = server_delivery_store_ensure_link (server_request_get_connection (request), order->base.id,
                                             server_request_get_now (request), error);
  if (token == NULL)
    return FALSE;

  link = g_strconcat ("<" TRACKING_PATH, token, ">; rel=\"status\"", NULL);
  server_response_set_header (response, "Link", link);
  bakery_json_writer_string (server_response_begin_json (response), "Delivery tracking initiated");

  return TRUE;
}

/* --- Following --- */

static void
write_real (BakeryJsonWriter *writer,
            const char       *name,
            BakeryStatement  *row,
            guint             column,
            gboolean          is_shown)
{
  bakery_json_writer_name (writer, name);
  if (is_shown && !bakery_statement_is_null (row, column))
    bakery_json_writer_real (writer, bakery_statement_get_real (row, column));
  else
    bakery_json_writer_null (writer);
}

static void
write_time (BakeryJsonWriter *writer,
            const char       *name,
            BakeryStatement  *row,
            guint             column,
            gboolean          is_shown)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_time (writer, is_shown ? bakery_statement_get_int (row, column) : 0);
}

/* Columns of a row: the stage, what is known of the driver, and the order's id. */
static gboolean
is_under_way (BakeryStatement *row)
{
  return g_strcmp0 (bakery_statement_peek_text (row, 0), "out_for_delivery") == 0;
}

static void
answer (BakeryStatement *row,
        ServerResponse  *response)
{
  BakeryJsonWriter *writer = server_response_begin_json (response);
  gboolean is_shown = is_under_way (row);

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "stage");
  bakery_json_writer_string (writer, bakery_statement_peek_text (row, 0));
  write_time (writer, "eta", row, 1, is_shown);
  write_real (writer, "latitude", row, 2, is_shown);
  write_real (writer, "longitude", row, 3, is_shown);
  write_time (writer, "position_at", row, 4, is_shown);
  bakery_json_writer_end_object (writer);
}

/* The row of an order, or of the one that a link is to. */
static BakeryStatement *
find (ServerRequest *request,
      const char    *sql,
      gint64         order,
      GError       **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (server_request_get_connection (request), sql, error);
  gboolean has_row;

  if (select == NULL)
    return NULL;
  if (order != 0)
    bakery_statement_bind_int (select, 1, order);
  else
    bakery_statement_bind_text (select, 1, server_request_get_path_text (request, "token"));
  if (!bakery_statement_step (select, &has_row, error))
    return NULL;
  if (!has_row)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such order.");
      return NULL;
    }

  return g_steal_pointer (&select);
}

static gboolean
follow (ServerRequest  *request,
        const char     *sql,
        gint64          order,
        ServerResponse *response,
        GError        **error)
{
  g_autoptr(BakeryStatement) row = find (request, sql, order, error);

  if (row == NULL)
    return FALSE;

  answer (row, response);

  return TRUE;
}

/* The stage; and of the run that the order is part of and that is under way: when it will be there, and where its driver is. */
#define WHERE_IT_IS(from_)                                                                                             \
  "SELECT o.stage, r.eta, p.latitude, p.longitude, p.at, o.id FROM " from_                                             \
  " LEFT JOIN delivery_stops AS r ON r.id ="                                                                           \
  " (SELECT s.id FROM delivery_stops AS s JOIN deliveries AS d ON d.id = s.delivery"                                   \
  " WHERE s.\"order\" = o.id AND s.state = 'waiting' AND d.state = 'under_way')"                                       \
  " LEFT JOIN positions AS p ON p.id = r.delivery WHERE o.deleted_at IS NULL AND "

static const char by_order[] = WHERE_IT_IS ("orders AS o") "o.id = $1";
static const char by_link[] = WHERE_IT_IS ("tracking_links AS l JOIN orders AS o ON o.id = l.\"order\"") "l.token = $1";

/**
 * server_tracking_list_statements:
 *
 * Returns: (transfer none) (array zero-terminated=1): all by which orders are followed, so that it can be seen how they are
 *   found
 */
const char *const *
server_tracking_list_statements (void)
{
  static const char *const statements[] = { by_order, by_link, NULL };

  return statements;
}

static gboolean
check_right (ServerRequest *request,
             GError       **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  g_auto(ServerSelect) select = { NULL };
  gboolean has_row;

  server_select_init (&select, "t.id", "orders AS t");
  server_rights_apply (SERVER_RIGHTS_ORDER, "t.id", server_request_get_identity (request), &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  statement = server_select_prepare (&select, server_request_get_connection (request), error);
  if (statement == NULL || !bakery_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such order.");

  return has_row;
}

static gboolean
follow_order (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  return check_right (request, error) && follow (request, by_order, server_request_get_id (request), response, error);
}

static gboolean
follow_link (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  server_response_set_header (response, "Cache-Control", "no-store");

  return follow (request, by_link, 0, response, error);
}

/* --- Following in a browser --- */

/* The address of the page is a secret: it is kept nowhere, told to nobody, and the page talks to nobody else. */
static void
answer_page (ServerResponse *response,
             const char     *html)
{
  g_autofree char *policy = server_tracking_page_dup_policy ();

  g_string_append (server_response_begin_text (response, PAGE_TYPE), html);
  server_response_set_header (response, "Cache-Control", "no-store");
  server_response_set_header (response, "Content-Security-Policy", policy);
  server_response_set_header (response, "Referrer-Policy", "no-referrer");
}

static void
renew_page (ServerResponse    *response,
            const BakeryOrder *order)
{
  guint minutes = server_tracking_page_get_minutes (order);
  g_autofree char *seconds = g_strdup_printf ("%u", minutes * 60);

  if (minutes > 0)
    server_response_set_header (response, "Refresh", seconds);
}

static gboolean
show_link (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(BakeryStatement) row = find (request, by_link, 0, error);
  g_autoptr(BakeryOrder) order = NULL;
  g_autoptr(BakeryStore) store = NULL;
  ServerTrackingPage page = { .now = server_request_get_now (request) };
  g_autofree char *html = NULL;

  if (row == NULL)
    return FALSE;
  order = bakery_records_load (connection, &bakery_order_type, bakery_statement_get_int (row, 5), BAKERY_RECORDS_TABLES, error);
  if (order == NULL || !bakery_records_load_children (connection, order, error))
    return FALSE;
  store = bakery_records_load (connection, &bakery_store_type, order->store, BAKERY_RECORDS_TABLES, error);
  if (store == NULL)
    return FALSE;

  page.order = order;
  page.store = store;
  page.eta = is_under_way (row) ? bakery_statement_get_int (row, 1) : 0;
  page.is_renewed = server_request_get_query_boolean (request, "renew", TRUE);
  html = server_tracking_page_dup_html (&page);
  answer_page (response, html);
  if (page.is_renewed)
    renew_page (response, order);

  return TRUE;
}

/* What passes by itself is waited for. */
static void
show_problem (const ServerRequest *request,
              ServerResponse      *response)
{
  guint status = server_response_get_status (response);
  g_autofree char *html = server_tracking_page_dup_problem (status);

  answer_page (response, html);
  if (server_tracking_page_is_passing (status))
    server_response_set_header (response, "Refresh", SECONDS_TO_TRY_AGAIN);
}

static const ServerQueryParameter page_query[] = {
  { "renew", SERVER_QUERY_BOOLEAN, .description = "Whether a page renews itself; true unless given" },
  { NULL },
};

static const ServerQueryParameter tracking_members[] = {
  { "stage", SERVER_QUERY_TEXT, .description = "Where the bakery is with it", .is_required = TRUE },
  { "eta", SERVER_QUERY_TIME, .description = "When the driver will be there; null unless under way", .is_nullable = TRUE },
  { "latitude", SERVER_QUERY_NUMBER, .description = "Where the driver is, in degrees north; null unless under way",
    .is_nullable = TRUE },
  { "longitude", SERVER_QUERY_NUMBER, .description = "In degrees east", .is_nullable = TRUE },
  { "position_at", SERVER_QUERY_TIME, .description = "When the driver was there", .is_nullable = TRUE },
  { NULL },
};

#define TRACKING_ROUTES(pattern_)                                                                                      \
  { "POST", pattern_, BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, track_delivery,                                      \
    SERVER_ROUTE_OPTIONAL_BODY | SERVER_ROUTE_LENIENT,                                                                 \
    .summary = "Ask for an order to be tracked, and for a link to it" },                                               \
  { "GET", pattern_, BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_READ, follow_order, .answer_members = tracking_members,      \
    .summary = "Say where an order is" }

const ServerRoute server_tracking_routes[] = {
  TRACKING_ROUTES ("order/{id}/track-delivery"),
  TRACKING_ROUTES ("orders/{id}/track-delivery"),
  { "GET", "track/{token}", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, follow_link, .flags = SERVER_ROUTE_ANY_TOKEN,
    .query = page_query, .answer_members = tracking_members, .page = show_link, .problem_page = show_problem,
    .summary = "Say where the order of a link is; to a browser on a page" },
  { NULL },
};
