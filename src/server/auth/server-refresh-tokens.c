/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Refresh tokens are opaque and work once. Only their hashes are stored. The successor of a token is derived from it with a
 * key of the server, so that a client whose answer was lost can ask again within half a minute and gets the same one,
 * without any secret being stored. A token that comes back later was copied: its whole family is revoked. Runs on the
 * writer's thread. */

#include "config.h"

#include "server-refresh-tokens.h"

#include "bakery-error.h"
#include "bakery-time.h"
#include "server-secrets.h"
#include "server-tokens.h"

#define FAMILY_SIZE 16
#define GRACE (30 * BAKERY_SECOND)

typedef struct
{
  gint64 account;
  char  *family;
  gint64 expires_at;
  gint64 used_at;
  gint64 revoked_at;
} Row;

static void
row_clear (Row *row)
{
  g_free (row->family);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static gboolean
insert (BakeryConnection *connection,
        gint64            account,
        const char       *family,
        const char       *token,
        gint64            now,
        GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "INSERT INTO refresh_tokens (family, account, token_hash, created_at, expires_at)"
                               " VALUES ($1, $2, $3, $4, $5)", error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_text (statement, 1, family);
  bakery_statement_bind_int (statement, 2, account);
  server_secret_bind_hash (statement, 3, token);
  bakery_statement_bind_int (statement, 4, now);
  bakery_statement_bind_int (statement, 5, now + SERVER_REFRESH_TOKENS_SECONDS * BAKERY_SECOND);

  return bakery_statement_run (statement, error);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED, "Sign in again.");

  return FALSE;
}

static gboolean
find (BakeryConnection *connection,
      const char       *token,
      Row              *ret_row,
      GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT t.account, t.family, t.expires_at, t.used_at, t.revoked_at"
                               " FROM refresh_tokens t JOIN accounts a ON a.id = t.account"
                               " WHERE t.token_hash = $1 AND a.is_active = 1 AND a.deleted_at IS NULL", error);

  if (select == NULL)
    return FALSE;

  server_secret_bind_hash (select, 1, token);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!has_row)
    return refuse (error);

  ret_row->account = bakery_statement_get_int (select, 0);
  ret_row->family = bakery_statement_dup_text (select, 1);
  ret_row->expires_at = bakery_statement_get_int (select, 2);
  ret_row->used_at = bakery_statement_get_int (select, 3);
  ret_row->revoked_at = bakery_statement_get_int (select, 4);

  return TRUE;
}

static gboolean
mark_used (BakeryConnection *connection,
           const char       *token,
           gint64            now,
           GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection, "UPDATE refresh_tokens SET used_at = $2 WHERE token_hash = $1", error);

  if (update == NULL)
    return FALSE;

  server_secret_bind_hash (update, 1, token);
  bakery_statement_bind_int (update, 2, now);

  return bakery_statement_run (update, error);
}

static gboolean
revoke_family (BakeryConnection *connection,
               const char       *family,
               gint64            now,
               GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection,
                               "UPDATE refresh_tokens SET revoked_at = $2 WHERE family = $1 AND revoked_at IS NULL", error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_text (update, 1, family);
  bakery_statement_bind_int (update, 2, now);

  return bakery_statement_run (update, error);
}

/**
 * server_refresh_tokens_issue:
 * @connection: the writer's connection in a transaction
 * @account: who signed in
 * @now: the present instant
 * @ret_token: (out) (transfer full): a token of a new family
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could
 */
gboolean
server_refresh_tokens_issue (BakeryConnection *connection,
                             gint64            account,
                             gint64            now,
                             char            **ret_token,
                             GError          **error)
{
  g_autofree char *token = server_secret_dup_random (SERVER_SECRET_SIZE);
  g_autofree char *family = server_secret_dup_random (FAMILY_SIZE);

  if (!insert (connection, account, family, token, now, error))
    return FALSE;

  *ret_token = g_steal_pointer (&token);

  return TRUE;
}

/**
 * server_refresh_tokens_exchange:
 * @connection: the writer's connection in a transaction
 * @tokens: the server's keys
 * @token: what somebody sent
 * @now: the present instant
 * @ret_account: (out): whose it is
 * @ret_successor: (out) (transfer full) (nullable): the token to use next, or %NULL when @token had been used before: then
 *   its family has just been revoked, which the caller must commit
 * @error: %BAKERY_ERROR_UNAUTHENTICATED when it is not, or no longer, a token
 *
 * Takes a token for the next one.
 *
 * Returns: whether the transaction should be committed
 */
gboolean
server_refresh_tokens_exchange (BakeryConnection   *connection,
                                const ServerTokens *tokens,
                                const char         *token,
                                gint64              now,
                                gint64             *ret_account,
                                char              **ret_successor,
                                GError            **error)
{
  g_autofree char *successor = server_tokens_derive (tokens, token);
  g_auto(Row) row = { 0 };

  if (!find (connection, token, &row, error))
    return FALSE;
  if (row.revoked_at != 0 || row.expires_at <= now)
    return refuse (error);

  *ret_account = row.account;
  *ret_successor = NULL;
  if (row.used_at != 0 && now - row.used_at > GRACE)
    return revoke_family (connection, row.family, now, error);
  if (row.used_at == 0 &&
      (!mark_used (connection, token, now, error) ||
       !insert (connection, row.account, row.family, successor, now, error)))
    return FALSE;

  *ret_successor = g_steal_pointer (&successor);

  return TRUE;
}

/**
 * server_refresh_tokens_revoke:
 * @connection: the writer's connection in a transaction
 * @token: what somebody sent
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Signs out: revokes the family of @token. An unknown token is nobody's and no error.
 *
 * Returns: whether it could
 */
gboolean
server_refresh_tokens_revoke (BakeryConnection *connection,
                              const char       *token,
                              gint64            now,
                              GError          **error)
{
  g_autoptr(GError) local_error = NULL;
  g_auto(Row) row = { 0 };

  if (find (connection, token, &row, &local_error))
    return revoke_family (connection, row.family, now, error);
  if (g_error_matches (local_error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * server_refresh_tokens_revoke_account:
 * @connection: the writer's connection in a transaction
 * @account: the id of an account
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Signs an account out everywhere: after a new password, or when it was deactivated.
 *
 * Returns: whether it could
 */
gboolean
server_refresh_tokens_revoke_account (BakeryConnection *connection,
                                      gint64            account,
                                      gint64            now,
                                      GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection,
                               "UPDATE refresh_tokens SET revoked_at = $2 WHERE account = $1 AND revoked_at IS NULL", error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, account);
  bakery_statement_bind_int (update, 2, now);

  return bakery_statement_run (update, error);
}
