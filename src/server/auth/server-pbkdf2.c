/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PBKDF2 with HMAC-SHA256 (RFC 8018) by libsodium's HMAC, for one block, which is as long as Django's hashes. Any thread. */

#include "config.h"

#include "server-pbkdf2.h"

#include <sodium.h>
#include <string.h>

/* Django 5 takes a million; what would take a thread for many seconds was not written by it. */
#define MAXIMUM_ITERATIONS 5000000

G_STATIC_ASSERT (SERVER_PBKDF2_SIZE == crypto_auth_hmacsha256_BYTES);

/* The inner state of the key is worked out once and copied for each of the many rounds. */
static void
authenticate (const crypto_auth_hmacsha256_state *keyed,
              const guint8                       *data,
              gsize                               length,
              guint8                              ret_tag[SERVER_PBKDF2_SIZE])
{
  crypto_auth_hmacsha256_state state = *keyed;

  crypto_auth_hmacsha256_update (&state, data, length);
  crypto_auth_hmacsha256_final (&state, ret_tag);
}

/**
 * server_pbkdf2_derive:
 * @password: in clear
 * @salt: of the hash
 * @salt_length: of @salt
 * @iterations: how many rounds, at least one
 * @ret_key: (out caller-allocates): the first block of the derived key
 *
 * Takes its time: to be called on the password pool.
 */
void
server_pbkdf2_derive (const char   *password,
                      const guint8 *salt,
                      gsize         salt_length,
                      guint         iterations,
                      guint8        ret_key[SERVER_PBKDF2_SIZE])
{
  static const guint8 first_block[] = { 0, 0, 0, 1 };
  crypto_auth_hmacsha256_state keyed;
  crypto_auth_hmacsha256_state state;
  guint8 round[SERVER_PBKDF2_SIZE];

  crypto_auth_hmacsha256_init (&keyed, (const guint8 *) password, strlen (password));
  state = keyed;
  crypto_auth_hmacsha256_update (&state, salt, salt_length);
  crypto_auth_hmacsha256_update (&state, first_block, sizeof first_block);
  crypto_auth_hmacsha256_final (&state, round);
  memcpy (ret_key, round, sizeof round);

  for (guint i = 1; i < iterations; i++)
    {
      authenticate (&keyed, round, sizeof round, round);
      for (guint j = 0; j < sizeof round; j++)
        ret_key[j] ^= round[j];
    }

  sodium_memzero (&keyed, sizeof keyed);
  sodium_memzero (&state, sizeof state);
}

/**
 * server_pbkdf2_verify:
 * @hash: what was stored: `pbkdf2_sha256$ITERATIONS$SALT$KEY`
 * @password: what was given, in clear
 *
 * Returns: whether it is the password; never for a hash that is not well-formed
 */
gboolean
server_pbkdf2_verify (const char *hash,
                      const char *password)
{
  g_auto(GStrv) parts = g_strsplit (hash, "$", 5);
  guint8 expected[SERVER_PBKDF2_SIZE + 1];
  guint8 key[SERVER_PBKDF2_SIZE];
  guint64 iterations;
  gsize length;

  if (g_strv_length (parts) != 4 || !g_str_equal (parts[0], "pbkdf2_sha256") || parts[2][0] == '\0' ||
      !g_ascii_string_to_unsigned (parts[1], 10, 1, MAXIMUM_ITERATIONS, &iterations, NULL) ||
      sodium_base642bin (expected, sizeof expected, parts[3], strlen (parts[3]), NULL, &length, NULL,
                         sodium_base64_VARIANT_ORIGINAL) != 0 ||
      length != sizeof key)
    return FALSE;

  server_pbkdf2_derive (password, (const guint8 *) parts[2], strlen (parts[2]), (guint) iterations, key);

  return sodium_memcmp (key, expected, sizeof key) == 0;
}
