/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signs and checks access tokens. Nothing of a token is believed, not even its algorithm, before its header equals, byte for
 * byte, the one this server writes for one of its keys and the signature is right; exp, nbf, iss, aud and typ are checked
 * always. Loaded once; afterwards read from any thread. */

#include "config.h"

#include "server-tokens.h"

#include "bakery-error.h"
#include "bakery-json-writer.h"
#include "bakery-time.h"

#include <json-glib/json-glib.h>
#include <sodium.h>
#include <string.h>

#define N_KEYS 2
#define CLOCK_SKEW_SECONDS 5
#define ENCODING sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define TOKEN_TYPE "access"
#define MAXIMUM_PAYLOAD 1024

/* When the server starts with a key older than this, it takes a new one; tokens of the one before still count. */
#define KEY_LIFETIME (30 * BAKERY_DAY)

/* The key from which successors of refresh tokens are derived; it never signs. */
#define DERIVING_KID "refresh"

typedef struct
{
  char         *header;
  gsize         header_length;
  unsigned char key[SERVER_TOKENS_KEY_SIZE];
} Key;

struct _ServerTokens
{
  guint         n_keys;
  Key           keys[N_KEYS];
  unsigned char deriving_key[SERVER_TOKENS_KEY_SIZE];
};

static char *
encode (const unsigned char *data,
        gsize                size)
{
  gsize length = sodium_base64_ENCODED_LEN (size, ENCODING);
  char *text = g_malloc (length);

  return sodium_bin2base64 (text, length, data, size, ENCODING);
}

static void
compute_mac (const unsigned char *key,
             gsize                key_size,
             const char          *text,
             gsize                length,
             unsigned char        mac[crypto_auth_hmacsha256_BYTES])
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, key, key_size);
  crypto_auth_hmacsha256_update (&state, (const unsigned char *) text, length);
  crypto_auth_hmacsha256_final (&state, mac);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED, "The token is not valid, or no longer.");

  return FALSE;
}

static const Key *
find_key (const ServerTokens *self,
          const char         *header,
          gsize               length)
{
  for (guint i = 0; i < self->n_keys; i++)
    if (self->keys[i].header_length == length && memcmp (self->keys[i].header, header, length) == 0)
      return &self->keys[i];

  return NULL;
}

static gboolean
has_right_signature (const Key  *key,
                     const char *token,
                     const char *last_dot)
{
  unsigned char given[crypto_auth_hmacsha256_BYTES];
  unsigned char right[crypto_auth_hmacsha256_BYTES];
  const char *end;
  gsize size;

  if (sodium_base642bin (given, sizeof given, last_dot + 1, strlen (last_dot + 1), NULL, &size, &end, ENCODING) != 0 ||
      size != sizeof given || *end != '\0')
    return FALSE;

  compute_mac (key->key, sizeof key->key, token, (gsize) (last_dot - token), right);

  return sodium_memcmp (given, right, sizeof right) == 0;
}

static JsonNode *
decode_payload (const char *text,
                gsize       length)
{
  unsigned char payload[MAXIMUM_PAYLOAD];
  g_autoptr(JsonParser) parser = NULL;
  gsize size;

  if (sodium_base642bin (payload, sizeof payload, text, length, NULL, &size, NULL, ENCODING) != 0)
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, (const char *) payload, (gssize) size, NULL))
    return NULL;

  return json_parser_steal_root (parser);
}

static gboolean
get_number (JsonObject *claims,
            const char *name,
            gint64     *ret_number)
{
  JsonNode *node = json_object_get_member (claims, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *ret_number = json_node_get_int (node);

  return TRUE;
}

static gboolean
has_text (JsonObject *claims,
          const char *name,
          const char *wanted)
{
  JsonNode *node = json_object_get_member (claims, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), wanted) == 0;
}

static gboolean
check_claims (JsonObject         *claims,
              gint64              now,
              ServerTokenSubject *ret_subject)
{
  gint64 seconds = now / BAKERY_SECOND;
  gint64 expires;
  gint64 not_before;
  JsonNode *subject = json_object_get_member (claims, "sub");

  return get_number (claims, "gen", &ret_subject->generation) &&
         get_number (claims, "exp", &expires) && expires > seconds &&
         get_number (claims, "nbf", &not_before) && not_before <= seconds + CLOCK_SKEW_SECONDS &&
         has_text (claims, "iss", SERVER_TOKENS_ISSUER) &&
         has_text (claims, "aud", SERVER_TOKENS_AUDIENCE) &&
         has_text (claims, "typ", TOKEN_TYPE) &&
         subject != NULL && JSON_NODE_HOLDS_VALUE (subject) && json_node_get_string (subject) != NULL &&
         g_ascii_string_to_signed (json_node_get_string (subject), 10, 1, G_MAXINT64, &ret_subject->account, NULL);
}

static char *
dup_claims (const ServerTokenSubject *subject,
            gint64                    now)
{
  unsigned char random[16];
  g_autofree char *id = NULL;
  gint64 seconds = now / BAKERY_SECOND;

  randombytes_buf (random, sizeof random);
  id = encode (random, sizeof random);

  return g_strdup_printf ("{\"iss\":\"" SERVER_TOKENS_ISSUER "\",\"aud\":\"" SERVER_TOKENS_AUDIENCE "\","
                          "\"typ\":\"" TOKEN_TYPE "\",\"sub\":\"%" G_GINT64_FORMAT "\",\"gen\":%" G_GINT64_FORMAT ","
                          "\"iat\":%" G_GINT64_FORMAT ","
                          "\"nbf\":%" G_GINT64_FORMAT ",\"exp\":%" G_GINT64_FORMAT ",\"jti\":\"%s\"}",
                          subject->account, subject->generation, seconds, seconds, seconds + SERVER_TOKENS_ACCESS_SECONDS, id);
}

/* Keys in the database. */

static gboolean
insert_key (BakeryConnection *connection,
            const char       *kid,
            gint64            now,
            GError          **error)
{
  unsigned char key[SERVER_TOKENS_KEY_SIZE];
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection,
                               "INSERT INTO signing_keys (kid, key, created_at) VALUES ($1, $2, $3)"
                               " ON CONFLICT (kid) DO NOTHING", error);

  if (insert == NULL)
    return FALSE;

  randombytes_buf (key, sizeof key);
  bakery_statement_bind_text (insert, 1, kid);
  bakery_statement_bind_blob (insert, 2, key, sizeof key);
  bakery_statement_bind_int (insert, 3, now);

  return bakery_statement_run (insert, error);
}

static gboolean
insert_signing_key (BakeryConnection *connection,
                    gint64            now,
                    GError          **error)
{
  unsigned char random[6];
  g_autofree char *kid = NULL;

  randombytes_buf (random, sizeof random);
  kid = encode (random, sizeof random);

  return insert_key (connection, kid, now, error);
}

/* Makes a new key when there is none, or none that is young enough, and forgets those that no longer count. */
static gboolean
rotate_keys (BakeryConnection *connection,
             gint64            now,
             GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT max(created_at) FROM signing_keys WHERE kid <> '" DERIVING_KID "'", error);

  if (select == NULL || !bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!bakery_statement_is_null (select, 0) && now - bakery_statement_get_int (select, 0) < KEY_LIFETIME)
    return TRUE;

  return insert_signing_key (connection, now, error) &&
         bakery_connection_execute (connection,
                                    "DELETE FROM signing_keys WHERE kid <> '" DERIVING_KID "' AND kid NOT IN"
                                    " (SELECT kid FROM signing_keys WHERE kid <> '" DERIVING_KID "'"
                                    " ORDER BY created_at DESC, kid LIMIT 2)", error);
}

static gboolean
take_key (ServerTokens    *self,
          BakeryStatement *row,
          GError         **error)
{
  gsize size;
  const char *kid = bakery_statement_peek_text (row, 0);
  const unsigned char *key = bakery_statement_peek_blob (row, 1, &size);

  if (size != SERVER_TOKENS_KEY_SIZE)
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED, "The signing key %s is damaged.", kid);
      return FALSE;
    }

  if (strcmp (kid, DERIVING_KID) == 0)
    memcpy (self->deriving_key, key, size);
  else
    server_tokens_add_key (self, kid, key);

  return TRUE;
}

static gboolean
select_keys (ServerTokens     *self,
             BakeryConnection *connection,
             GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT kid, key FROM signing_keys ORDER BY created_at DESC, kid", error);

  if (select == NULL)
    return FALSE;

  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (!take_key (self, select, error))
        return FALSE;
    }

  return FALSE;
}

/**
 * server_tokens_new:
 *
 * Returns: (transfer full): no keys yet
 */
ServerTokens *
server_tokens_new (void)
{
  return g_new0 (ServerTokens, 1);
}

/**
 * server_tokens_free:
 * @self: (nullable): keys
 */
void
server_tokens_free (ServerTokens *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_keys; i++)
    g_free (self->keys[i].header);
  sodium_memzero (self, sizeof *self);
  g_free (self);
}

/**
 * server_tokens_add_key:
 * @self: keys
 * @kid: names the key in the header of a token
 * @key: secret
 *
 * Adds a key. The first one signs; two are accepted, more are ignored.
 */
void
server_tokens_add_key (ServerTokens       *self,
                       const char         *kid,
                       const unsigned char key[SERVER_TOKENS_KEY_SIZE])
{
  g_autofree char *header = NULL;
  Key *place;

  if (self->n_keys == N_KEYS)
    return;

  header = g_strdup_printf ("{\"alg\":\"HS256\",\"kid\":\"%s\",\"typ\":\"JWT\"}", kid);
  place = &self->keys[self->n_keys++];
  place->header = encode ((const unsigned char *) header, strlen (header));
  place->header_length = strlen (place->header);
  memcpy (place->key, key, SERVER_TOKENS_KEY_SIZE);
}

/**
 * server_tokens_load:
 * @self: keys, none yet
 * @connection: the writer's connection in a transaction
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Reads the keys from the database. A new database gets its first ones; a signing key of thirty days gets a successor.
 *
 * Returns: whether it could
 */
gboolean
server_tokens_load (ServerTokens     *self,
                    BakeryConnection *connection,
                    gint64            now,
                    GError          **error)
{
  return insert_key (connection, DERIVING_KID, now, error) &&
         rotate_keys (connection, now, error) &&
         select_keys (self, connection, error);
}

/**
 * server_tokens_sign:
 * @self: keys
 * @subject: whose token it will be
 * @now: the present instant
 *
 * Returns: (transfer full): an access token
 */
char *
server_tokens_sign (const ServerTokens       *self,
                    const ServerTokenSubject *subject,
                    gint64                    now)
{
  g_autofree char *claims = dup_claims (subject, now);
  g_autofree char *payload = encode ((const unsigned char *) claims, strlen (claims));
  g_autofree char *text = g_strconcat (self->keys[0].header, ".", payload, NULL);
  g_autofree char *signature =
    server_tokens_compute_signature (self->keys[0].key, SERVER_TOKENS_KEY_SIZE, text, strlen (text));

  return g_strconcat (text, ".", signature, NULL);
}

/**
 * server_tokens_verify:
 * @self: keys
 * @token: what somebody sent
 * @now: the present instant
 * @ret_subject: (out caller-allocates): whose token it is
 * @error: %BAKERY_ERROR_UNAUTHENTICATED; it does not tell what is wrong
 *
 * Returns: whether it is one of ours and good at the moment
 */
gboolean
server_tokens_verify (const ServerTokens *self,
                      const char         *token,
                      gint64              now,
                      ServerTokenSubject *ret_subject,
                      GError            **error)
{
  const char *first_dot = strchr (token, '.');
  const char *last_dot = strrchr (token, '.');
  g_autoptr(JsonNode) payload = NULL;
  const Key *key;

  if (first_dot == NULL || first_dot == last_dot)
    return refuse (error);

  key = find_key (self, token, (gsize) (first_dot - token));
  if (key == NULL || !has_right_signature (key, token, last_dot))
    return refuse (error);

  payload = decode_payload (first_dot + 1, (gsize) (last_dot - first_dot - 1));
  if (payload == NULL || !JSON_NODE_HOLDS_OBJECT (payload) ||
      !check_claims (json_node_get_object (payload), now, ret_subject))
    return refuse (error);

  return TRUE;
}

/**
 * server_tokens_derive:
 * @self: keys
 * @text: a secret text
 *
 * Returns: (transfer full): another secret text, always the same for @text, that nobody without the keys can tell from it
 */
char *
server_tokens_derive (const ServerTokens *self,
                      const char         *text)
{
  return server_tokens_compute_signature (self->deriving_key, sizeof self->deriving_key, text, strlen (text));
}

/**
 * server_tokens_compute_signature:
 * @key: secret
 * @key_size: in bytes
 * @text: header and payload, encoded, with the dot between
 * @length: of it
 *
 * Returns: (transfer full): the HMAC-SHA256 in base64url (RFC 7515, appendix A.1)
 */
char *
server_tokens_compute_signature (const unsigned char *key,
                                 gsize                key_size,
                                 const char          *text,
                                 gsize                length)
{
  unsigned char mac[crypto_auth_hmacsha256_BYTES];

  compute_mac (key, key_size, text, length, mac);

  return encode (mac, sizeof mac);
}
