/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of the change feed that is for one account: its stores, or everything for an admin. Its name goes into the feed's
 * cursors, so that a console whose stores changed fetches afresh. Any thread. */

#include "config.h"

#include "server-scope.h"

#include "bakery-error.h"
#include "server-changes.h"

#include <sodium.h>
#include <string.h>

static gboolean
load_role (BakeryConnection *connection,
           gint64            account,
           BakeryRole       *ret_role,
           gint64           *ret_generation,
           GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT role, token_generation FROM accounts"
                               " WHERE id = $1 AND is_active = 1 AND deleted_at IS NULL", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, account);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (has_row && bakery_role_from_string (bakery_statement_peek_text (select, 0), ret_role))
    {
      *ret_generation = bakery_statement_get_int (select, 1);
      return TRUE;
    }

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED, "The account is not active.");

  return FALSE;
}

static gboolean
load_stores (BakeryConnection *connection,
             gint64            account,
             GArray           *stores,
             GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT store FROM account_stores WHERE account = $1 ORDER BY store", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, account);
  while (bakery_statement_step (select, &has_row, error))
    {
      gint64 store;

      if (!has_row)
        return TRUE;
      store = bakery_statement_get_int (select, 0);
      g_array_append_val (stores, store);
    }

  return FALSE;
}

static void
set_name (ServerScope *self,
          BakeryRole   role)
{
  unsigned char hash[crypto_generichash_BYTES_MIN];
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  crypto_generichash_update (&state, (const unsigned char *) &role, sizeof role);
  crypto_generichash_update (&state, (const unsigned char *) self->stores->data,
                             self->stores->len * sizeof (gint64));
  crypto_generichash_final (&state, hash, sizeof hash);
  sodium_bin2hex (self->name, sizeof self->name, hash, (sizeof self->name - 1) / 2);
}

/**
 * server_scope_load:
 * @connection: any connection
 * @account: the id of an account
 * @ret_scope: (out caller-allocates): what it may hear of
 * @error: %BAKERY_ERROR_UNAUTHENTICATED when the account is not active, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could
 */
gboolean
server_scope_load (BakeryConnection *connection,
                   gint64            account,
                   ServerScope      *ret_scope,
                   GError          **error)
{
  g_auto(ServerScope) scope = { FALSE, FALSE, NULL, "" };
  BakeryRole role;

  if (!load_role (connection, account, &role, &scope.token_generation, error))
    return FALSE;

  scope.is_everything = role == BAKERY_ROLE_ADMIN;
  scope.has_accounts = (role & BAKERY_ROLES_MANAGERS) != 0;
  scope.stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!scope.is_everything && !load_stores (connection, account, scope.stores, error))
    return FALSE;
  set_name (&scope, role);

  *ret_scope = scope;
  scope.stores = NULL;

  return TRUE;
}

/**
 * server_scope_has_store:
 * @self: a scope
 * @store: the id of a store, %SERVER_CHANGES_EVERY_STORE or %SERVER_CHANGES_NO_STORE
 *
 * Returns: whether a change of that store is in it
 */
gboolean
server_scope_has_store (const ServerScope *self,
                        gint64             store)
{
  if (self->is_everything || store == SERVER_CHANGES_EVERY_STORE)
    return TRUE;

  for (guint i = 0; i < self->stores->len; i++)
    if (g_array_index (self->stores, gint64, i) == store)
      return TRUE;

  return FALSE;
}

/**
 * server_scope_clear:
 * @self: a scope
 */
void
server_scope_clear (ServerScope *self)
{
  g_clear_pointer (&self->stores, g_array_unref);
}
