/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was ticked off the bake list: marks that add up, so that several people can tick off at once. */

#include "config.h"

#include "server-routes.h"

#include "bakery-inventory.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-collection.h"

static gboolean
prepare_mark (ServerRequest *request,
              gpointer       entity,
              GError       **error)
{
  BakeryBakeMark *mark = entity;
  const ServerIdentity *identity = server_request_get_identity (request);
  gint64 store = mark->store != 0 ? mark->store : server_body_get_reference (request, "store");

  mark->account = identity->account;
  g_free (mark->account_name);
  mark->account_name = g_strdup (identity->name);

  return server_rights_check_store (request, store, error);
}

static gboolean
check_mark (ServerRequest    *request,
            gpointer          entity,
            BakeryViolations *violations,
            GError          **error)
{
  const BakeryBakeMark *mark = entity;
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (server_request_get_connection (request),
                               "SELECT EXISTS (SELECT 1 FROM stores WHERE id = $1 AND deleted_at IS NULL),"
                               " EXISTS (SELECT 1 FROM recipes WHERE id = $2 AND store = $1),"
                               " EXISTS (SELECT 1 FROM cakes WHERE id = $3 AND store = $1)",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, mark->store);
  bakery_statement_bind_int (select, 2, mark->recipe);
  bakery_statement_bind_int (select, 3, mark->cake);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (bakery_statement_get_int (select, 0) == 0 && !bakery_violations_has_field (violations, "store"))
    bakery_violations_add (violations, "store", "There is no such store.");
  if (mark->recipe != 0 && bakery_statement_get_int (select, 1) == 0)
    bakery_violations_add (violations, "recipe", "There is no such recipe in this store.");
  if (mark->cake != 0 && bakery_statement_get_int (select, 2) == 0)
    bakery_violations_add (violations, "cake", "There is no such cake in this store.");

  return TRUE;
}

static const ServerFilter filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "day", SERVER_FILTER_TEXT, "t.day = $" },
  { NULL },
};

static const ServerCollection marks = {
  .type = &bakery_bake_mark_type,
  .path = "bake-list/marks",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_STORE,
  .writers = SERVER_RIGHTS_STORE,
  .filters = filters,
  .is_in_feed = TRUE,
  .prepare = prepare_mark,
  .check = check_mark,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only marks of this store" },
  { "day", SERVER_QUERY_TEXT, 10, 10, NULL, "Only marks of this day, such as 2026-01-31" },
  { NULL },
};

const ServerRoute server_bake_list_routes[] = {
  SERVER_COLLECTION_ROUTES ("bake-list/marks", &marks, &bakery_bake_mark_type, BAKERY_ROLES_STAFF, BAKERY_ROLES_STAFF,
                            BAKERY_ROLES_STAFF, query, "mark of the bake list"),
  { NULL },
};
