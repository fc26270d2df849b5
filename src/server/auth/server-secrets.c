/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all opaque tokens have in common: how they are made, how they are stored, and that they run out. The hash needs no salt,
 * since nobody can guess what it was made of. Stateless; runs on the thread of the connection. */

#include "config.h"

#include "server-secrets.h"

#include <sodium.h>
#include <string.h>

#define HASH_SIZE 32

/**
 * server_secret_dup_random:
 * @size: how many bytes are random, at most %SERVER_SECRET_SIZE
 *
 * Returns: (transfer full): a text that was never there before, fit for an address
 */
char *
server_secret_dup_random (gsize size)
{
  unsigned char random[SERVER_SECRET_SIZE];
  gsize length = sodium_base64_ENCODED_LEN (size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  g_return_val_if_fail (size <= sizeof random, NULL);

  randombytes_buf (random, size);

  return sodium_bin2base64 (g_malloc (length), length, random, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/**
 * server_secret_bind_hash:
 * @statement: a statement
 * @position: of the parameter
 * @secret: what somebody sent, or is about to be sent
 *
 * Binds what is stored of a secret.
 */
void
server_secret_bind_hash (BakeryStatement *statement,
                         guint            position,
                         const char      *secret)
{
  unsigned char hash[HASH_SIZE];

  crypto_generichash (hash, sizeof hash, (const unsigned char *) secret, strlen (secret), NULL, 0);
  bakery_statement_bind_blob (statement, position, hash, sizeof hash);
}

/**
 * server_secret_prune:
 * @connection: the writer's connection in a transaction
 * @table: of tokens, with a column `expires_at`
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Forgets tokens that have run out.
 *
 * Returns: whether it could
 */
gboolean
server_secret_prune (BakeryConnection *connection,
                     const char       *table,
                     gint64            now,
                     GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE expires_at < $1", table);
  g_autoptr(BakeryStatement) prune = bakery_connection_prepare (connection, sql, error);

  if (prune == NULL)
    return FALSE;

  bakery_statement_bind_int (prune, 1, now);

  return bakery_statement_run (prune, error);
}
