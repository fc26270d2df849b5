/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `audit`: who changed what. Managers see what belongs to their stores and the accounts of their people, an admin all of it;
 * newest first. */

#include "config.h"

#include "server-routes.h"

#include "bakery-audit-entry.h"
#include "server-collection.h"

#define OWN_STORES "(SELECT store FROM account_stores WHERE account = $)"

static const ServerFilter filters[] = {
  { "entity", SERVER_FILTER_TEXT, "t.entity = $" },
  { "id", SERVER_FILTER_INTEGER, "t.entity_id = $" },
  { "account", SERVER_FILTER_INTEGER, "t.account = $" },
  { "from", SERVER_FILTER_INTEGER, "t.at >= $" },
  { "to", SERVER_FILTER_INTEGER, "t.at < $" },
  { NULL },
};

static const ServerCollection audit = {
  .type = &bakery_audit_entry_type,
  .path = "audit",
  .readers = SERVER_RIGHTS_EVERYBODY,
  .filters = filters,
  .is_newest_first = TRUE,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "entity", SERVER_QUERY_TEXT, 1, 50, NULL, "Only changes of this kind of thing, such as order" },
  { "id", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only changes of the one with this id" },
  { "account", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only changes by this account" },
  { "from", SERVER_QUERY_TIME, .description = "Only changes at this time or later" },
  { "to", SERVER_QUERY_TIME, .description = "Only changes before this time" },
  { NULL },
};

static gboolean
list_audit (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  const ServerIdentity *identity = server_request_get_identity (request);
  g_auto(ServerSelect) select = { NULL };

  server_collection_begin_select (&audit, identity, audit.readers, &select);
  if (identity->role != BAKERY_ROLE_ADMIN)
    server_select_where_integer (&select,
                                 "t.store IN " OWN_STORES " OR (t.entity = 'account' AND t.entity_id IN"
                                 " (SELECT account FROM account_stores WHERE store IN " OWN_STORES "))",
                                 identity->account);

  return server_collection_answer_list (&audit, request, &select, response, error);
}

const ServerRoute server_audit_routes[] = {
  { "GET", "audit", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_READ, list_audit, SERVER_ROUTE_LIST,
    .query = query, .answer = &bakery_audit_entry_type, .summary = "List who changed what, newest first" },
  { NULL },
};
