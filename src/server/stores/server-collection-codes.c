/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of collection codes. Runs on the writer's thread. */

#include "config.h"

#include "server-collection-codes.h"

#include "bakery-error.h"
#include "bakery-time.h"

#include <sodium.h>
#include <string.h>

#define CODE_LENGTH 8
#define HASH_SIZE 32

/* Letters and digits that nobody takes for one another. */
static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

static void
hash_code (const char          *code,
           const unsigned char *salt,
           unsigned char        hash[HASH_SIZE])
{
  g_autofree char *upper = g_ascii_strup (code, -1);

  crypto_generichash (hash, HASH_SIZE, (const unsigned char *) upper, strlen (upper), salt, HASH_SIZE);
}

/**
 * server_collection_codes_issue:
 * @connection: the writer's connection
 * @order: the id of an order that is ready
 * @now: the present instant
 * @ret_expires_at: (out): until when it works
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes a code by chance. One that was issued before stops working.
 *
 * Returns: (transfer full): the code, which nobody can find out again, or %NULL with @error set
 */
char *
server_collection_codes_issue (BakeryConnection *connection,
                               gint64            order,
                               gint64            now,
                               gint64           *ret_expires_at,
                               GError          **error)
{
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection,
                               "INSERT INTO collection_codes (order_id, code_hash, salt, expires_at, created_at)"
                               " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (order_id) DO UPDATE SET"
                               " code_hash = excluded.code_hash, salt = excluded.salt, attempts = 0, used_at = NULL,"
                               " expires_at = excluded.expires_at, created_at = excluded.created_at",
                               error);
  char code[CODE_LENGTH + 1] = "";
  unsigned char salt[HASH_SIZE];
  unsigned char hash[HASH_SIZE];
  gsize i;

  if (insert == NULL)
    return NULL;

  for (i = 0; i < CODE_LENGTH; i++)
    code[i] = alphabet[randombytes_uniform (sizeof alphabet - 1)];
  randombytes_buf (salt, sizeof salt);
  hash_code (code, salt, hash);
  *ret_expires_at = now + SERVER_COLLECTION_CODE_HOURS * BAKERY_HOUR;
  bakery_statement_bind_int (insert, 1, order);
  bakery_statement_bind_blob (insert, 2, hash, sizeof hash);
  bakery_statement_bind_blob (insert, 3, salt, sizeof salt);
  bakery_statement_bind_int (insert, 4, *ret_expires_at);
  bakery_statement_bind_int (insert, 5, now);

  return bakery_statement_run (insert, error) ? g_strdup (code) : NULL;
}

/* Why the code that was issued cannot be used any more, NULL when it can. */
static const char *
find_obstacle (BakeryStatement *select,
               gboolean         has_row,
               gint64           now)
{
  if (!has_row)
    return "No code has been issued for this order.";
  if (!bakery_statement_is_null (select, 2))
    return "The code has been used.";
  if (bakery_statement_get_int (select, 3) <= now)
    return "The code has run out; the customer can have a new one.";
  if (bakery_statement_get_int (select, 4) >= SERVER_COLLECTION_CODE_ATTEMPTS)
    return "There were too many wrong codes; the customer can have a new one.";

  return NULL;
}

static gboolean
compare (BakeryStatement *select,
         const char      *code)
{
  unsigned char hash[HASH_SIZE];
  gsize hash_length;
  gsize salt_length;
  const unsigned char *stored = bakery_statement_peek_blob (select, 0, &hash_length);
  const unsigned char *salt = bakery_statement_peek_blob (select, 1, &salt_length);

  if (hash_length != HASH_SIZE || salt_length != HASH_SIZE)
    return FALSE;

  hash_code (code, salt, hash);

  return sodium_memcmp (hash, stored, HASH_SIZE) == 0;
}

static gboolean
note_use (BakeryConnection *connection,
          gint64            order,
          gint64            now,
          gboolean          is_right,
          GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection,
                               is_right
                               ? "UPDATE collection_codes SET used_at = $2 WHERE order_id = $1"
                               : "UPDATE collection_codes SET attempts = attempts + 1 WHERE order_id = $1 AND $2 > 0",
                               error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, order);
  bakery_statement_bind_int (update, 2, now);

  return bakery_statement_run (update, error);
}

/**
 * server_collection_codes_use:
 * @connection: the writer's connection
 * @order: the id of an order
 * @code: what the customer showed, in any case
 * @now: the present instant
 * @ret_is_right: (out): whether it is the order's code; a wrong one is counted
 * @error: %BAKERY_ERROR_CONFLICT when there is none that could be right, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_collection_codes_use (BakeryConnection *connection,
                             gint64            order,
                             const char       *code,
                             gint64            now,
                             gboolean         *ret_is_right,
                             GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT code_hash, salt, used_at, expires_at, attempts FROM collection_codes"
                               " WHERE order_id = $1",
                               error);
  const char *obstacle;
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, order);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  obstacle = find_obstacle (select, has_row, now);
  if (obstacle != NULL)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, obstacle);
      return FALSE;
    }
  *ret_is_right = compare (select, code);

  return note_use (connection, order, now, *ret_is_right, error);
}
