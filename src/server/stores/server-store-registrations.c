/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which store waits, and whose account with it. Runs on the writer's thread. */

#include "config.h"

#include "server-store-registrations.h"

/**
 * server_store_registrations_insert:
 * @connection: the writer's connection in a transaction
 * @store: the id of a store that is not active
 * @account: the id of its manager's account, which is not active either
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Has a store wait.
 *
 * Returns: whether it could
 */
gboolean
server_store_registrations_insert (BakeryConnection *connection,
                                   gint64            store,
                                   gint64            account,
                                   gint64            now,
                                   GError          **error)
{
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection,
                               "INSERT INTO store_registrations (store, account, created_at) VALUES ($1, $2, $3)", error);

  if (insert == NULL)
    return FALSE;

  bakery_statement_bind_int (insert, 1, store);
  bakery_statement_bind_int (insert, 2, account);
  bakery_statement_bind_int (insert, 3, now);

  return bakery_statement_run (insert, error);
}

static gboolean
find (BakeryConnection *connection,
      gint64            store,
      gint64           *ret_account,
      GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT account FROM store_registrations WHERE store = $1", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_account = has_row ? bakery_statement_get_int (select, 0) : 0;

  return TRUE;
}

/**
 * server_store_registrations_take:
 * @connection: the writer's connection in a transaction
 * @store: the id of a store
 * @ret_account: (out): the id of the account that waited with it, 0 when it did not wait
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Ends the waiting of a store, since somebody has decided.
 *
 * Returns: whether it could
 */
gboolean
server_store_registrations_take (BakeryConnection *connection,
                                 gint64            store,
                                 gint64           *ret_account,
                                 GError          **error)
{
  g_autoptr(BakeryStatement) remove = NULL;

  if (!find (connection, store, ret_account, error))
    return FALSE;
  if (*ret_account == 0)
    return TRUE;

  remove = bakery_connection_prepare (connection, "DELETE FROM store_registrations WHERE store = $1", error);
  if (remove == NULL)
    return FALSE;
  bakery_statement_bind_int (remove, 1, store);

  return bakery_statement_run (remove, error);
}
