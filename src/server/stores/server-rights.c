/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rights on rows, in SQL. Stateless; any thread. */

#include "config.h"

#include "server-rights.h"

#include "bakery-error.h"
#include "server-delivery-sight.h"

#define OWN_STORES " IN (SELECT store FROM account_stores WHERE account = $)"

#define ADDRESSED "t.account = $ OR (t.account IS NULL AND (t.store IS NULL OR t.store" OWN_STORES "))"

/* The unary plus keeps the planner from gathering and sorting all orders of the stores where a page by id is wanted. */
static char *
dup_order_condition (ServerRights rights,
                     const char  *column,
                     BakeryRole   role)
{
  const char *own = rights == SERVER_RIGHTS_ORDER ? " OR +t.customer = $" : "";

  if (role == BAKERY_ROLE_CUSTOMER || (role == BAKERY_ROLE_DRIVER && column == NULL))
    return g_strdup ("t.customer = $");
  if (role == BAKERY_ROLE_DRIVER)
    return g_strconcat ("+t.store" OWN_STORES " AND ", column, " IN ", SERVER_DELIVERY_SIGHT ("$"), own, NULL);

  return g_strconcat ("+t.store" OWN_STORES, own, NULL);
}

/**
 * server_rights_apply:
 * @rights: which rows there are for callers who are no admin
 * @column: (nullable): the column with the store or the owner, qualified; where orders decide, that with the order, or %NULL
 *   for what a shop's drivers have no part in
 * @identity: who asks
 * @select: gets the condition
 *
 * Narrows @select down to the caller's rows.
 */
void
server_rights_apply (ServerRights          rights,
                     const char           *column,
                     const ServerIdentity *identity,
                     ServerSelect         *select)
{
  g_autofree char *condition = NULL;

  if (rights == SERVER_RIGHTS_ADDRESSEE)
    {
      server_select_where_integer (select, ADDRESSED, identity->account);
      return;
    }
  if (rights == SERVER_RIGHTS_EVERYBODY || identity->role == BAKERY_ROLE_ADMIN)
    return;

  if (rights == SERVER_RIGHTS_ORDER || rights == SERVER_RIGHTS_ORDER_WORK)
    {
      condition = dup_order_condition (rights, column, identity->role);
      server_select_where_integer (select, condition, identity->account);
      return;
    }

  if (rights == SERVER_RIGHTS_RUN && identity->role == BAKERY_ROLE_DRIVER)
    server_select_where_integer (select, "t.driver = $", identity->account);
  condition = g_strconcat (column, rights == SERVER_RIGHTS_OWNER ? " = $" : OWN_STORES, NULL);
  server_select_where_integer (select, condition, identity->account);
}

/**
 * server_rights_has_store:
 * @connection: any connection
 * @identity: who asks
 * @store: the id of a store
 * @ret_has_store: (out): whether there is one that the caller runs
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_rights_has_store (BakeryConnection     *connection,
                         const ServerIdentity *identity,
                         gint64                store,
                         gboolean             *ret_has_store,
                         GError              **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, "1", "stores AS t");
  server_select_where_integer (&select, "t.id = $ AND t.deleted_at IS NULL", store);
  server_rights_apply (SERVER_RIGHTS_STORE, "t.id", identity, &select);
  statement = server_select_prepare (&select, connection, error);

  return statement != NULL && bakery_statement_step (statement, ret_has_store, error);
}

/**
 * server_rights_check_store:
 * @request: what was asked
 * @store: the id of the store that something is to belong to, 0 for none
 * @error: %BAKERY_ERROR_NOT_FOUND, or a %BAKERY_STORAGE_ERROR
 *
 * Refuses managers the stores that they do not run, as if those were not there. Whether there is a store at all is for the
 * caller to check.
 *
 * Returns: whether the request may go on
 */
gboolean
server_rights_check_store (ServerRequest *request,
                           gint64         store,
                           GError       **error)
{
  const ServerIdentity *identity = server_request_get_identity (request);
  gboolean has_store;

  if (store == 0 || identity->role == BAKERY_ROLE_ADMIN)
    return TRUE;
  if (!server_rights_has_store (server_request_get_connection (request), identity, store, &has_store, error))
    return FALSE;
  if (has_store)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such store.");

  return FALSE;
}
