/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tokens for one thing, once. Only their hashes are stored; redeeming one makes all others of the account for the same purpose
 * worthless, and so does a change of the address they were sent to. Runs on the writer's thread. */

#include "config.h"

#include "server-account-tokens.h"

#include "bakery-error.h"
#include "server-secrets.h"

/**
 * server_account_tokens_issue:
 * @connection: the writer's connection in a transaction
 * @account: whose it is, 0 for a token that lets nobody do anything
 * @purpose: what it is for
 * @email: the address it is sent to
 * @now: the present instant
 * @expires_at: when it stops working
 * @ret_token: (out) (transfer full): the token
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could
 */
gboolean
server_account_tokens_issue (BakeryConnection *connection,
                             gint64            account,
                             const char       *purpose,
                             const char       *email,
                             gint64            now,
                             gint64            expires_at,
                             char            **ret_token,
                             GError          **error)
{
  g_autofree char *token = server_secret_dup_random (SERVER_SECRET_SIZE);
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection,
                               "INSERT INTO account_tokens (token_hash, account, purpose, email, created_at, expires_at)"
                               " VALUES ($1, $2, $3, $4, $5, $6)", error);

  if (insert == NULL)
    return FALSE;

  server_secret_bind_hash (insert, 1, token);
  if (account != 0)
    bakery_statement_bind_int (insert, 2, account);
  else
    bakery_statement_bind_null (insert, 2);
  bakery_statement_bind_text (insert, 3, purpose);
  bakery_statement_bind_text (insert, 4, email);
  bakery_statement_bind_int (insert, 5, now);
  bakery_statement_bind_int (insert, 6, expires_at);
  if (!bakery_statement_run (insert, error))
    return FALSE;

  *ret_token = g_steal_pointer (&token);

  return TRUE;
}

/**
 * server_account_tokens_count:
 * @connection: any connection
 * @account: the id of an account
 * @purpose: what the tokens are for
 * @since: an instant
 * @ret_count: (out): how many were issued since then and not redeemed
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could count
 */
gboolean
server_account_tokens_count (BakeryConnection *connection,
                             gint64            account,
                             const char       *purpose,
                             gint64            since,
                             gint64           *ret_count,
                             GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT count(*) FROM account_tokens WHERE account = $1 AND purpose = $2"
                               " AND created_at > $3", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, account);
  bakery_statement_bind_text (select, 2, purpose);
  bakery_statement_bind_int (select, 3, since);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_count = has_row ? bakery_statement_get_int (select, 0) : 0;

  return TRUE;
}

static gboolean
find (BakeryConnection *connection,
      const char       *token,
      const char       *purpose,
      gint64            now,
      gint64           *ret_account,
      GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT t.account FROM account_tokens t JOIN accounts a ON a.id = t.account"
                               " WHERE t.token_hash = $1 AND t.purpose = $2 AND t.expires_at > $3 AND a.email = t.email"
                               " AND (a.is_active = 1 OR (t.purpose = 'confirm' AND EXISTS"
                               " (SELECT 1 FROM store_registrations WHERE account = a.id))) AND a.deleted_at IS NULL", error);

  if (select == NULL)
    return FALSE;

  server_secret_bind_hash (select, 1, token);
  bakery_statement_bind_text (select, 2, purpose);
  bakery_statement_bind_int (select, 3, now);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (has_row)
    *ret_account = bakery_statement_get_int (select, 0);
  else
    bakery_set_error_violation (error, "token", "This link does not work, or no longer; ask for another one.");

  return has_row;
}

/**
 * server_account_tokens_redeem:
 * @connection: the writer's connection in a transaction
 * @token: what somebody sent
 * @purpose: what for
 * @now: the present instant
 * @ret_account: (out): whose it is
 * @error: %BAKERY_ERROR_INVALID when it is not, or no longer, a token for that; or a %BAKERY_STORAGE_ERROR
 *
 * Takes a token, and all others of its account for the same purpose.
 *
 * Returns: whether it may be done
 */
gboolean
server_account_tokens_redeem (BakeryConnection *connection,
                              const char       *token,
                              const char       *purpose,
                              gint64            now,
                              gint64           *ret_account,
                              GError          **error)
{
  g_autoptr(BakeryStatement) forget = NULL;

  if (!find (connection, token, purpose, now, ret_account, error))
    return FALSE;

  forget = bakery_connection_prepare (connection, "DELETE FROM account_tokens WHERE account = $1 AND purpose = $2", error);
  if (forget == NULL)
    return FALSE;
  bakery_statement_bind_int (forget, 1, *ret_account);
  bakery_statement_bind_text (forget, 2, purpose);

  return bakery_statement_run (forget, error);
}
