/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads and writes accounts. The password of an account here is always a hash. Any connection to read, the writer's within a
 * transaction to write. */

#include "config.h"

#include "server-accounts.h"

#include "bakery-checks.h"
#include "bakery-error.h"
#include "bakery-records.h"
#include "server-audit.h"
#include "server-changes.h"

/**
 * server_accounts_load_stores:
 * @connection: any connection
 * @account: an account of the caller's own
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Completes an account that was read from its row.
 *
 * Returns: whether it could
 */
gboolean
server_accounts_load_stores (BakeryConnection *connection,
                             BakeryAccount    *account,
                             GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT store FROM account_stores WHERE account = $1 ORDER BY store", error);

  if (select == NULL)
    return FALSE;

  if (account->stores == NULL)
    account->stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_set_size (account->stores, 0);
  bakery_statement_bind_int (select, 1, account->base.id);
  while (bakery_statement_step (select, &has_row, error))
    {
      gint64 store;

      if (!has_row)
        return TRUE;
      store = bakery_statement_get_int (select, 0);
      g_array_append_val (account->stores, store);
    }

  return FALSE;
}

static gboolean
insert_stores (BakeryConnection    *connection,
               const BakeryAccount *account,
               GError             **error)
{
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection, "INSERT INTO account_stores (account, store) VALUES ($1, $2)", error);

  if (insert == NULL)
    return FALSE;

  for (guint i = 0; account->stores != NULL && i < account->stores->len; i++)
    {
      bakery_statement_bind_int (insert, 1, account->base.id);
      bakery_statement_bind_int (insert, 2, g_array_index (account->stores, gint64, i));
      if (!bakery_statement_run (insert, error) || !bakery_statement_rewind (insert, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
run_for (BakeryConnection    *connection,
         const char          *sql,
         const BakeryAccount *account,
         GError             **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, account->base.id);

  return bakery_statement_run (statement, error);
}

/* Managers of the stores that an account leaves are to hear of it. */
static gboolean
delete_stores (BakeryConnection    *connection,
               const BakeryAccount *account,
               gint64               now,
               GError             **error)
{
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection,
                               "INSERT INTO account_departures (account, store, revision, departed_at)"
                               " SELECT account, store, $2, $3 FROM account_stores WHERE account = $1"
                               " ON CONFLICT (account, store) DO UPDATE SET revision = excluded.revision,"
                               " departed_at = excluded.departed_at", error);

  if (insert == NULL)
    return FALSE;

  bakery_statement_bind_int (insert, 1, account->base.id);
  bakery_statement_bind_int (insert, 2, account->base.revision);
  bakery_statement_bind_int (insert, 3, now);

  return bakery_statement_run (insert, error) &&
         run_for (connection, "DELETE FROM account_stores WHERE account = $1", account, error);
}

static gboolean
replace_stores (BakeryConnection    *connection,
                const BakeryAccount *account,
                gint64               now,
                GError             **error)
{
  return delete_stores (connection, account, now, error) &&
         insert_stores (connection, account, error) &&
         run_for (connection, "DELETE FROM account_departures WHERE account = $1 AND store IN"
                  " (SELECT store FROM account_stores WHERE account = $1)", account, error);
}

static gboolean
record (BakeryConnection    *connection,
        const BakeryAccount *account,
        gboolean             is_deleted,
        gint64               now,
        GError             **error)
{
  return server_changes_record (connection, account, SERVER_CHANGES_EVERY_STORE, is_deleted, now, error);
}

/**
 * server_accounts_load:
 * @connection: any connection
 * @id: of an account
 * @error: %BAKERY_ERROR_NOT_FOUND or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the account with its stores
 */
BakeryAccount *
server_accounts_load (BakeryConnection *connection,
                      gint64            id,
                      GError          **error)
{
  g_autoptr(BakeryAccount) account =
    bakery_records_load (connection, &bakery_account_type, id, BAKERY_RECORDS_TABLES, error);

  if (account == NULL || !server_accounts_load_stores (connection, account, error))
    return NULL;

  return g_steal_pointer (&account);
}

/**
 * server_accounts_find:
 * @connection: any connection
 * @email: an address as somebody typed it
 * @ret_id: (out): the account, 0 when there is none that can sign in
 * @ret_hash: (out) (transfer full) (nullable): the hash of its password
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could look
 */
gboolean
server_accounts_find (BakeryConnection *connection,
                      const char       *email,
                      gint64           *ret_id,
                      char            **ret_hash,
                      GError          **error)
{
  g_autofree char *normal = bakery_normalise_email (email);
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT id, password FROM accounts WHERE email = $1 AND is_active = 1"
                               " AND deleted_at IS NULL", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_text (select, 1, normal);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;

  *ret_id = has_row ? bakery_statement_get_int (select, 0) : 0;
  *ret_hash = has_row ? bakery_statement_dup_text (select, 1) : NULL;

  return TRUE;
}

/**
 * server_accounts_insert:
 * @connection: the writer's connection in a transaction
 * @account: a valid account with a hashed password; gets its id, revision and times
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could
 */
gboolean
server_accounts_insert (BakeryConnection *connection,
                        BakeryAccount    *account,
                        gint64            now,
                        GError          **error)
{
  account->created_at = now;
  account->updated_at = now;

  return server_changes_next_revision (connection, &account->base.revision, error) &&
         bakery_records_insert (connection, account, BAKERY_RECORDS_TABLES, error) &&
         insert_stores (connection, account, error) &&
         record (connection, account, FALSE, now, error) &&
         server_audit_record (connection, NULL, account, now, error);
}

/* What somebody may do with an access token that was given out before is not what they may do now. */
static gboolean
ends_tokens (const BakeryAccount *before,
             const BakeryAccount *after)
{
  return !g_str_equal (before->password, after->password) || before->role != after->role ||
         before->is_active != after->is_active;
}

/* Keeps the last admin from locking everybody out. To be called after a change. */
static gboolean
check_admin_left (BakeryConnection    *connection,
                  const BakeryAccount *before,
                  GError             **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select = NULL;

  if (bakery_account_get_role (before) != BAKERY_ROLE_ADMIN || !before->is_active)
    return TRUE;

  select = bakery_connection_prepare (connection,
                                      "SELECT 1 FROM accounts WHERE role = 'admin' AND is_active = 1 AND deleted_at IS NULL"
                                      " LIMIT 1", error);
  if (select == NULL || !bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!has_row)
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "This is the last admin who can sign in.");

  return has_row;
}

/**
 * server_accounts_update:
 * @connection: the writer's connection in a transaction
 * @account: a stored account, changed and valid; gets its new revision
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * With a new password or role, and when it is deactivated or reactivated, all its access tokens end. The last admin stays one.
 *
 * Returns: whether it could
 */
gboolean
server_accounts_update (BakeryConnection *connection,
                        BakeryAccount    *account,
                        gint64            now,
                        GError          **error)
{
  g_autoptr(BakeryAccount) stored = server_accounts_load (connection, account->base.id, error);

  if (stored == NULL)
    return FALSE;

  account->updated_at = now;
  if (ends_tokens (stored, account))
    account->token_generation = stored->token_generation + 1;

  return server_changes_next_revision (connection, &account->base.revision, error) &&
         bakery_records_update (connection, account, BAKERY_RECORDS_TABLES, error) &&
         check_admin_left (connection, stored, error) &&
         replace_stores (connection, account, now, error) &&
         record (connection, account, FALSE, now, error) &&
         server_audit_record (connection, stored, account, now, error);
}

/**
 * server_accounts_delete:
 * @connection: the writer's connection in a transaction
 * @id: of an account
 * @now: the present instant
 * @error: %BAKERY_ERROR_NOT_FOUND or a %BAKERY_STORAGE_ERROR
 *
 * Deletes an account. Its orders stay as they are.
 *
 * Returns: whether it could
 */
gboolean
server_accounts_delete (BakeryConnection *connection,
                        gint64            id,
                        gint64            now,
                        GError          **error)
{
  g_autoptr(BakeryAccount) account = server_accounts_load (connection, id, error);

  return account != NULL &&
         server_changes_next_revision (connection, &account->base.revision, error) &&
         bakery_records_delete (connection, &bakery_account_type, id, now, error) &&
         check_admin_left (connection, account, error) &&
         delete_stores (connection, account, now, error) &&
         record (connection, account, TRUE, now, error) &&
         server_audit_record (connection, account, NULL, now, error);
}

/**
 * server_accounts_replace_foreign_hash:
 * @connection: the writer's connection in a transaction
 * @id: of an account
 * @hash: of the same password, by our own algorithm
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Replaces the hash of an account that came from another program. The password stays, and so does the account's revision.
 *
 * Returns: whether it could
 */
gboolean
server_accounts_replace_foreign_hash (BakeryConnection *connection,
                                      gint64            id,
                                      const char       *hash,
                                      GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection,
                               "UPDATE accounts SET password = $2 WHERE id = $1 AND password LIKE 'pbkdf2!_sha256$%'"
                               " ESCAPE '!'", error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, id);
  bakery_statement_bind_text (update, 2, hash);

  return bakery_statement_run (update, error);
}

/**
 * server_accounts_signed_in:
 * @connection: the writer's connection in a transaction
 * @id: of an account
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Notes the time of a sign-in. That is no change of the account: its revision stays.
 *
 * Returns: whether it could
 */
gboolean
server_accounts_signed_in (BakeryConnection *connection,
                           gint64            id,
                           gint64            now,
                           GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection, "UPDATE accounts SET last_login = $2 WHERE id = $1", error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, id);
  bakery_statement_bind_int (update, 2, now);

  return bakery_statement_run (update, error);
}
