/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `changes` and `events`: how consoles stay in step. `changes` answers what has changed since a cursor, oldest first, one
 * JSON object a line; `events` says when it is worth asking. A cursor is "epoch.scope.revision.complete": one of another
 * database, or of an account whose stores have changed since, or older than the tombstones kept, gets 410, and the console
 * fetches afresh. While it does, its revisions are older than tombstones that are gone already, which it need not know:
 * "complete" is the revision at which it began. */

#include "config.h"

#include "server-routes.h"

#include "bakery-account.h"
#include "bakery-day-close.h"
#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-former-cake.h"
#include "bakery-records.h"
#include "server-accounts.h"
#include "server-changes.h"
#include "server-context.h"
#include "server-cursor.h"
#include "server-delivery-sight.h"
#include "server-events.h"
#include "server-problem.h"
#include "server-request.h"
#include "server-response.h"
#include "server-scope.h"

#include <string.h>

#define DEFAULT_LIMIT 500
#define MAXIMUM_LIMIT 5000

/* What a console keeps: what everybody in a shop needs, what is not for drivers, and what is for managers alone. */
#define SHOP_ENTITIES "'store', 'cake', 'option_group', 'option', 'rating'"
#define STAFF_ENTITIES SHOP_ENTITIES ", " DRIVEN_ENTITIES ", 'complaint', 'payment', 'refund', " STOCK_ENTITIES
#define DELIVERY_ENTITIES "'delivery', 'position'"
#define DRIVEN_ENTITIES DELIVERY_ENTITIES ", 'order'"
#define STOCK_ENTITIES "'inventory_item', 'inventory_lot', 'stock_movement', 'recipe', 'bake_mark', 'unmet_demand'"
#define MANAGER_ENTITIES STAFF_ENTITIES ", 'day_close', 'former_cake'"

/* Conditions on a row c of the change log, for the account $3. */
#define OF_ITS_STORES "store IN (SELECT store FROM account_stores WHERE account = $3)"
#define IS_ONE_OF(entities_)                                                                                           \
  "c.entity IN (" entities_ ") AND (c.deleted = 0 OR $1 > 0) AND (c.store IS NULL OR c." OF_ITS_STORES ")"
#define IS_COLLEAGUE "EXISTS (SELECT 1 FROM account_stores WHERE account = c.id AND " OF_ITS_STORES ")"
#define IS_OWN_RUN "(c.deleted = 0 AND EXISTS (SELECT 1 FROM deliveries WHERE id = c.id AND driver = $3))"
#define IS_OWN_ORDER "(c.deleted = 0 AND c.id IN " SERVER_DELIVERY_SIGHT ("$3") ")"
#define IS_IN_SIGHT "CASE c.entity WHEN 'order' THEN " IS_OWN_ORDER " ELSE " IS_OWN_RUN " END"
#define WAS_IN_SIGHT                                                                                                   \
  "EXISTS (SELECT 1 FROM driver_sights WHERE driver = $3 AND id = c.id"                                                \
  " AND entity = CASE c.entity WHEN 'order' THEN 'order' ELSE 'delivery' END)"
#define WAS_COLLEAGUE "EXISTS (SELECT 1 FROM account_departures WHERE account = c.id AND " OF_ITS_STORES ")"

/* What there is since the revision $1, at most $2 rows, for those who hear of everything, for managers, for the staff of a
 * shop, and for its drivers. Who left a manager's stores is gone as far as the manager can tell, and what somebody else
 * drives, or brings, is as far as a driver can who had it before; of the rest a driver hears nothing. */
static const char everything[] =
  "SELECT entity, id, revision, deleted FROM changes WHERE revision > $1 AND entity IN (" MANAGER_ENTITIES ", 'account')"
  " AND (deleted = 0 OR $1 > 0) ORDER BY revision LIMIT $2";
static const char managed[] =
  "SELECT c.entity, c.id, c.revision, CASE c.entity WHEN 'account' THEN NOT " IS_COLLEAGUE " ELSE c.deleted END"
  " FROM changes AS c WHERE c.revision > $1 AND CASE c.entity WHEN 'account' THEN " IS_COLLEAGUE
  " OR $1 > 0 AND " WAS_COLLEAGUE " ELSE " IS_ONE_OF (MANAGER_ENTITIES) " END ORDER BY c.revision LIMIT $2";
static const char worked_on[] =
  "SELECT c.entity, c.id, c.revision, c.deleted FROM changes AS c WHERE c.revision > $1 AND " IS_ONE_OF (STAFF_ENTITIES)
  " ORDER BY c.revision LIMIT $2";
static const char driven[] =
  "SELECT c.entity, c.id, c.revision, CASE WHEN c.entity IN (" DRIVEN_ENTITIES ") THEN NOT " IS_IN_SIGHT " ELSE c.deleted END"
  " FROM changes AS c WHERE c.revision > $1 AND CASE WHEN c.entity IN (" DRIVEN_ENTITIES ") THEN c." OF_ITS_STORES
  " AND (" IS_IN_SIGHT " OR $1 > 0 AND " WAS_IN_SIGHT ") ELSE " IS_ONE_OF (SHOP_ENTITIES) " END ORDER BY c.revision LIMIT $2";

typedef struct
{
  ServerRequest   *request;
  BakeryJsonWriter writer;
  ServerScope      scope;
  gint64           since;
  gint64           complete;
  gint64           limit;
  gint64           newest;
  gboolean         has_more;
} Feed;

static const ServerQueryParameter changes_query[] = {
  { "since", SERVER_QUERY_TEXT, 0, 100, NULL, "The cursor of the last answer; 0 or absent for everything" },
  { "limit", SERVER_QUERY_INTEGER, 1, MAXIMUM_LIMIT, NULL, "How many changes to answer at most" },
  { NULL },
};

static gboolean
load_pruned (BakeryConnection *connection,
             gint64           *ret_revision,
             GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT value FROM counters WHERE name = 'pruned'", error);

  if (select == NULL || !bakery_statement_step (select, &has_row, error))
    return FALSE;

  *ret_revision = has_row ? bakery_statement_get_int (select, 0) : 0;

  return TRUE;
}

static gboolean
read_cursor (Feed    *feed,
             GError **error)
{
  const char *text = server_request_get_query_text (feed->request, "since");
  const char *epoch = server_request_get_context (feed->request)->epoch;
  BakeryConnection *connection = server_request_get_connection (feed->request);
  g_auto(ServerCursor) cursor = { NULL };
  gint64 pruned;

  if (text == NULL || text[0] == '\0' || strcmp (text, "0") == 0)
    return server_changes_get_newest (connection, &feed->complete, error);

  if (!server_cursor_parse (text, &cursor))
    {
      bakery_set_error_violation (error, "since", "Is not a cursor of this server.");
      return FALSE;
    }
  if (!load_pruned (connection, &pruned, error))
    return FALSE;

  feed->since = cursor.since;
  feed->complete = cursor.complete;
  if (strcmp (cursor.epoch, epoch) == 0 && strcmp (cursor.scope, feed->scope.name) == 0 && feed->complete >= pruned)
    return TRUE;

  g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_GONE, "The cursor is no longer good; start again without one.");

  return FALSE;
}

static const char *
get_sql (const Feed *feed)
{
  if (feed->scope.is_everything)
    return everything;
  if (feed->scope.has_accounts)
    return managed;

  return server_request_get_role (feed->request) == BAKERY_ROLE_DRIVER ? driven : worked_on;
}

static BakeryStatement *
select_changes (Feed    *feed,
                GError **error)
{
  BakeryStatement *select;

  select = bakery_connection_prepare (server_request_get_connection (feed->request), get_sql (feed), error);
  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, feed->since);
  bakery_statement_bind_int (select, 2, feed->limit + 1);
  if (!feed->scope.is_everything)
    bakery_statement_bind_int (select, 3, server_request_get_account (feed->request));

  return select;
}

static const BakeryEntityType *
find_type_among (const BakeryEntityType *const *types,
                 const char                    *name)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (strcmp (types[i]->name, name) == 0)
      return types[i];

  return NULL;
}

/* What never changes stands apart from the types whose rows can. */
static const BakeryEntityType *
find_type (const char *name)
{
  static const BakeryEntityType *const unchanging[] = { &bakery_day_close_type, &bakery_former_cake_type, NULL };
  const BakeryEntityType *type = find_type_among (unchanging, name);

  return type != NULL ? type : find_type_among (bakery_entity_types, name);
}

static gpointer
load_entity (BakeryConnection       *connection,
             const BakeryEntityType *type,
             gint64                  id,
             GError                **error)
{
  if (type == &bakery_account_type)
    return server_accounts_load (connection, id, error);

  return bakery_records_load (connection, type, id, BAKERY_RECORDS_TABLES, error);
}

static gboolean
write_data (Feed                   *feed,
            const BakeryEntityType *type,
            gint64                  id,
            GError                **error)
{
  gpointer entity = load_entity (server_request_get_connection (feed->request), type, id, error);

  if (entity == NULL)
    return FALSE;

  bakery_json_writer_name (&feed->writer, "data");
  bakery_entity_write_json (entity, server_request_get_role (feed->request), &feed->writer);
  bakery_entity_unref (entity);

  return TRUE;
}

static void
end_line (Feed *feed)
{
  bakery_json_writer_end_object (&feed->writer);
  g_string_append_c (feed->writer.text, '\n');
  feed->writer.needs_comma = FALSE;
}

static gboolean
write_change (Feed            *feed,
              BakeryStatement *row,
              GError         **error)
{
  const BakeryEntityType *type = find_type (bakery_statement_peek_text (row, 0));
  gint64 id = bakery_statement_get_int (row, 1);

  g_return_val_if_fail (type != NULL, TRUE);

  feed->newest = bakery_statement_get_int (row, 2);
  bakery_json_writer_begin_object (&feed->writer);
  bakery_json_writer_name (&feed->writer, "revision");
  bakery_json_writer_integer (&feed->writer, feed->newest);
  bakery_json_writer_name (&feed->writer, "entity");
  bakery_json_writer_string (&feed->writer, type->name);
  bakery_json_writer_name (&feed->writer, "id");
  bakery_json_writer_integer (&feed->writer, id);
  if (bakery_statement_get_int (row, 3) != 0)
    {
      bakery_json_writer_name (&feed->writer, "deleted");
      bakery_json_writer_boolean (&feed->writer, TRUE);
    }
  else if (!write_data (feed, type, id, error))
    {
      return FALSE;
    }
  end_line (feed);

  return TRUE;
}

static gboolean
write_changes (Feed    *feed,
               GError **error)
{
  g_autoptr(BakeryStatement) select = select_changes (feed, error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  for (gint64 n = 0; bakery_statement_step (select, &has_row, error); n++)
    {
      feed->has_more = has_row && n == feed->limit;
      if (!has_row || feed->has_more)
        return TRUE;
      if (!write_change (feed, select, error))
        return FALSE;
    }

  return FALSE;
}

static void
write_end (Feed *feed)
{
  const ServerCursor cursor = {
    server_request_get_context (feed->request)->epoch, feed->scope.name, feed->newest, MAX (feed->complete, feed->newest),
  };
  g_autofree char *text = server_cursor_to_string (&cursor);

  bakery_json_writer_begin_object (&feed->writer);
  bakery_json_writer_name (&feed->writer, "next");
  bakery_json_writer_string (&feed->writer, text);
  bakery_json_writer_name (&feed->writer, "more");
  bakery_json_writer_boolean (&feed->writer, feed->has_more);
  end_line (feed);
}

/* The cursor of the last page moves on to the newest revision there is, whoever's it was, so that the next page need not
 * pass over other stores' changes again. All is read in one snapshot. */
static gboolean
write_feed (Feed    *feed,
            GError **error)
{
  if (!read_cursor (feed, error))
    return FALSE;

  feed->newest = feed->since;
  if (!write_changes (feed, error))
    return FALSE;
  if (!feed->has_more &&
      !server_changes_get_newest (server_request_get_connection (feed->request), &feed->newest, error))
    return FALSE;

  write_end (feed);

  return TRUE;
}

static gboolean
get_changes (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  Feed feed = { request };
  gboolean is_ok;

  feed.limit = server_request_get_query_integer (request, "limit", DEFAULT_LIMIT);
  feed.writer.text = server_response_begin_text (response, "application/x-ndjson");
  is_ok = server_scope_load (server_request_get_connection (request), server_request_get_account (request), &feed.scope,
                             error) &&
          write_feed (&feed, error);
  server_scope_clear (&feed.scope);

  return is_ok;
}

static gboolean
get_events (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  const char *last = server_request_get_header (request, "Last-Event-ID");
  ServerEventStream *stream;
  gint64 revision = 0;

  if (last != NULL && !g_ascii_string_to_signed (last, 10, 0, G_MAXINT64, &revision, NULL))
    revision = 0;

  stream = server_event_hub_subscribe (server_request_get_context (request)->events,
                                       server_request_get_account (request), revision, error);
  if (stream == NULL)
    return FALSE;

  server_response_take_stream (response, stream);
  server_response_set_header (response, "X-Accel-Buffering", "no");

  return TRUE;
}

const ServerRoute server_changes_routes[] = {
  { "GET", "changes", BAKERY_ROLES_SHOP, SERVER_ROUTE_READ, get_changes, .query = changes_query,
    .produces = "application/x-ndjson", .other_status = 410,
    .summary = "What has changed since a cursor, as newline-delimited JSON" },
  { "GET", "events", BAKERY_ROLES_SHOP, SERVER_ROUTE_READ, get_events,
    .produces = "text/event-stream", .summary = "Server-sent events: one for each change" },
  { NULL },
};
