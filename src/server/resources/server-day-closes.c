/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `day-closes`: a manager counts the cash and closes a business day of a store, once and for good (F-15); and
 * `reports/day-close`, which says what there is to close. */

#include "config.h"

#include "server-routes.h"

#include "bakery-business-day.h"
#include "bakery-day-close.h"
#include "bakery-error.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-catalogue-store.h"
#include "server-collection.h"
#include "server-day-close-store.h"

static gboolean
prepare_close (ServerRequest *request,
               gpointer       entity,
               GError       **error)
{
  BakeryDayClose *close = entity;
  gint64 store = server_body_get_reference (request, "store");
  g_autoptr(GError) problem = NULL;

  if (!server_rights_check_store (request, store, error))
    return FALSE;

  close->account = server_request_get_account (request);
  g_free (close->currency);
  close->currency = server_catalogue_store_dup_currency (server_request_get_connection (request), store, &problem);
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/* Nobody is to sign for other sums than they have seen: what was sent with the close is held against what it comes to now. */
static gboolean
fill_as_seen (ServerRequest  *request,
              BakeryDayClose *close,
              GError        **error)
{
  const gint64 taken = close->taken;
  const gint64 refunded = close->refunded;

  close->taken = 0;
  close->refunded = 0;
  if (!server_day_close_store_fill (server_request_get_connection (request), close, server_request_get_now (request), error))
    return FALSE;

  if ((server_body_get_member (request, "taken") == NULL || close->taken == taken) &&
      (server_body_get_member (request, "refunded") == NULL || close->refunded == refunded))
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                       "Something was taken or given back since these sums were read. Read them again.");

  return FALSE;
}

static gboolean
check_close (ServerRequest    *request,
             gpointer          entity,
             BakeryViolations *violations,
             GError          **error)
{
  BakeryDayClose *close = entity;

  if (close->currency == NULL)
    {
      close->currency = g_strdup ("");
      if (!bakery_violations_has_field (violations, "store"))
        bakery_violations_add (violations, "store", "There is no such store.");
    }

  return !bakery_violations_is_empty (violations) || fill_as_seen (request, close, error);
}

static gboolean
mark_counted (ServerRequest *request,
              gpointer       entity,
              GError       **error)
{
  return server_day_close_store_mark (server_request_get_connection (request), entity, error);
}

static const ServerFilter filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "business_day", SERVER_FILTER_TEXT, "t.business_day = $" },
  { NULL },
};

static const ServerCollection day_closes = {
  .type = &bakery_day_close_type,
  .path = "day-closes",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_STORE,
  .writers = SERVER_RIGHTS_STORE,
  .filters = filters,
  .is_in_feed = TRUE,
  .is_newest_first = TRUE,
  .prepare = prepare_close,
  .check = check_close,
  .stored = mark_counted,
};

/* What a close would be, with nothing counted. */
static gboolean
get_open_day (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  g_autoptr(BakeryDayClose) close = bakery_day_close_new ();
  const char *business_day = server_request_get_query_text (request, "business_day");
  gint64 date;

  close->store = server_request_get_id (request);
  if (business_day != NULL && !bakery_business_date_from_string (business_day, &date))
    {
      bakery_set_error_violation (error, "business_day", "Must be a date as in 2026-05-01.");
      return FALSE;
    }
  g_free (close->business_day);
  close->business_day = g_strdup (business_day != NULL ? business_day : "");
  if (!server_rights_check_store (request, close->store, error) ||
      !server_day_close_store_fill (server_request_get_connection (request), close, server_request_get_now (request), error))
    return FALSE;

  server_response_set_entity (response, close, server_request_get_role (request));

  return TRUE;
}

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only closes of this store" },
  { "business_day", SERVER_QUERY_TEXT, 10, 10, NULL, "Only the close of this business day" },
  { NULL },
};

static const ServerQueryParameter open_day_query[] = {
  { "business_day", SERVER_QUERY_TEXT, 10, 10, NULL, "The business day; unless given the earliest that is open" },
  { NULL },
};

const ServerRoute server_day_closes_routes[] = {
  { "GET", "day-closes", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_READ, server_collection_list, SERVER_ROUTE_LIST,
    .query = query, .data = &day_closes, .answer = &bakery_day_close_type, .summary = "List the closes of your stores' days" },
  { "POST", "day-closes", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_WRITE, server_collection_create, .data = &day_closes,
    .body = &bakery_day_close_type, .status = 201, .answer = &bakery_day_close_type,
    .summary = "Close a business day" },
  { "GET", "day-closes/{id}", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_READ, server_collection_read, .data = &day_closes,
    .answer = &bakery_day_close_type, .summary = "Read the close of a business day" },
  { "GET", "reports/day-close/by-store/{id}", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_READ, get_open_day, .query = open_day_query,
    .answer = &bakery_day_close_type, .other_status = 409, .summary = "Sum up what a close of a business day would count" },
  { NULL },
};
