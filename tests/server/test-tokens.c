/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Access tokens: the signature against RFC 7515's own example, and every way in which a token can be wrong. */

#include "config.h"

#include "bakery-error.h"
#include "bakery-time.h"
#include "server-tokens.h"

#include <sodium.h>
#include <string.h>

#define NOW (G_GINT64_CONSTANT (1800000000) * BAKERY_SECOND)

static const ServerTokenSubject subject = { 42, 7 };

static const unsigned char key_one[SERVER_TOKENS_KEY_SIZE] = "the first key of thirty-two byte";
static const unsigned char key_two[SERVER_TOKENS_KEY_SIZE] = "the other key of thirty-two byte";

static char *
encode (const void *data,
        gsize       size)
{
  gsize length = sodium_base64_ENCODED_LEN (size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return sodium_bin2base64 (g_malloc (length), length, data, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* A token with any header and claims, rightly signed by @key_one. */
static char *
forge (const char *header,
       const char *claims)
{
  g_autofree char *encoded_header = encode (header, strlen (header));
  g_autofree char *encoded_claims = encode (claims, strlen (claims));
  g_autofree char *text = g_strconcat (encoded_header, ".", encoded_claims, NULL);
  g_autofree char *signature =
    server_tokens_compute_signature (key_one, sizeof key_one, text, strlen (text));

  return g_strconcat (text, ".", signature, NULL);
}

static gboolean
is_good (const ServerTokens *tokens,
         const char         *token,
         gint64              now)
{
  g_autoptr(GError) error = NULL;
  ServerTokenSubject found = { 0, 0 };

  if (server_tokens_verify (tokens, token, now, &found, &error))
    {
      g_assert_no_error (error);
      g_assert_cmpint (found.account, ==, subject.account);
      g_assert_cmpint (found.generation, ==, subject.generation);
      return TRUE;
    }

  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED);

  return FALSE;
}

static ServerTokens *
make_tokens (void)
{
  ServerTokens *tokens = server_tokens_new ();

  server_tokens_add_key (tokens, "one", key_one);
  server_tokens_add_key (tokens, "two", key_two);

  return tokens;
}

static void
test_rfc_7515 (void)
{
  static const char *const text =
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  static const char *const encoded_key =
    "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
  unsigned char key[64];
  gsize size;
  g_autofree char *signature = NULL;

  g_assert_cmpint (sodium_base642bin (key, sizeof key, encoded_key, strlen (encoded_key), NULL, &size, NULL,
                                      sodium_base64_VARIANT_URLSAFE_NO_PADDING), ==, 0);
  signature = server_tokens_compute_signature (key, size, text, strlen (text));
  g_assert_cmpstr (signature, ==, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
}

static void
test_own (void)
{
  g_autoptr(ServerTokens) tokens = make_tokens ();
  g_autoptr(ServerTokens) older = server_tokens_new ();
  g_autofree char *token = server_tokens_sign (tokens, &subject, NOW);
  g_autofree char *older_token = NULL;

  g_assert_true (is_good (tokens, token, NOW));
  g_assert_true (is_good (tokens, token, NOW + (SERVER_TOKENS_ACCESS_SECONDS - 1) * BAKERY_SECOND));
  g_assert_false (is_good (tokens, token, NOW + SERVER_TOKENS_ACCESS_SECONDS * BAKERY_SECOND));
  g_assert_false (is_good (tokens, token, NOW - 60 * BAKERY_SECOND));

  server_tokens_add_key (older, "two", key_two);
  older_token = server_tokens_sign (older, &subject, NOW);
  g_assert_true (is_good (tokens, older_token, NOW));
  g_assert_false (is_good (older, token, NOW));
}

/* Each character changed by one bit makes it worthless, and so does each piece cut off. */
static void
test_tampered (void)
{
  g_autoptr(ServerTokens) tokens = make_tokens ();
  g_autofree char *token = server_tokens_sign (tokens, &subject, NOW);

  for (gsize i = 0; i < strlen (token); i++)
    {
      g_autofree char *changed = g_strdup (token);
      g_autofree char *shorter = g_strndup (token, i);

      changed[i] = (char) (changed[i] ^ 1);
      g_assert_false (is_good (tokens, changed, NOW));
      g_assert_false (is_good (tokens, shorter, NOW));
    }
}

#define HEADER "{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\"}"
#define CLAIMS(exp, nbf, iss, aud, typ, sub)                                                             \
  "{\"exp\":" exp ",\"nbf\":" nbf ",\"iss\":" iss ",\"aud\":" aud ",\"typ\":" typ ",\"sub\":" sub ",\"gen\":7}"
#define ISS "\"sweetspot-server\""
#define AUD "\"sweetspot\""
#define TYP "\"access\""

static void
test_forged (void)
{
  static const struct
  {
    const char *header;
    const char *claims;
    gboolean    is_good;
  } cases[] = {
    { HEADER, CLAIMS ("1800000001", "1800000000", ISS, AUD, TYP, "\"42\""), TRUE },
    { HEADER, CLAIMS ("1800000000", "1800000000", ISS, AUD, TYP, "\"42\""), FALSE },
    { HEADER, CLAIMS ("\"1800000001\"", "1800000000", ISS, AUD, TYP, "\"42\""), FALSE },
    { HEADER, CLAIMS ("1800000001", "1800000060", ISS, AUD, TYP, "\"42\""), FALSE },
    { HEADER, CLAIMS ("1800000001", "null", ISS, AUD, TYP, "\"42\""), FALSE },
    { HEADER, CLAIMS ("1800000001", "1800000000", "\"x\"", AUD, TYP, "\"42\""), FALSE },
    { HEADER, CLAIMS ("1800000001", "1800000000", ISS, "\"x\"", TYP, "\"42\""), FALSE },
    { HEADER, CLAIMS ("1800000001", "1800000000", ISS, AUD, "\"refresh\"", "\"42\""), FALSE },
    { HEADER, CLAIMS ("1800000001", "1800000000", ISS, AUD, TYP, "42"), FALSE },
    { HEADER, CLAIMS ("1800000001", "1800000000", ISS, AUD, TYP, "\"-1\""), FALSE },
    { HEADER, "[]", FALSE },
    { HEADER, "{}", FALSE },
    { "{\"alg\":\"none\",\"kid\":\"one\",\"typ\":\"JWT\"}",
      CLAIMS ("1800000001", "1800000000", ISS, AUD, TYP, "\"42\""), FALSE },
    { "{\"alg\":\"HS256\",\"kid\":\"three\",\"typ\":\"JWT\"}",
      CLAIMS ("1800000001", "1800000000", ISS, AUD, TYP, "\"42\""), FALSE },
    { "{\"kid\":\"one\",\"alg\":\"HS256\",\"typ\":\"JWT\"}",
      CLAIMS ("1800000001", "1800000000", ISS, AUD, TYP, "\"42\""), FALSE },
  };
  g_autoptr(ServerTokens) tokens = make_tokens ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *token = forge (cases[i].header, cases[i].claims);

      g_test_message ("case %u: %s %s", i, cases[i].header, cases[i].claims);
      g_assert_cmpint (is_good (tokens, token, NOW), ==, cases[i].is_good);
    }
}

static void
test_not_tokens (void)
{
  static const char *const texts[] = { "", ".", "..", "...", "a.b", "a.b.c", "eyJhbGciOiJub25lIn0..", "ü.ö.ä" };
  g_autoptr(ServerTokens) tokens = make_tokens ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (is_good (tokens, texts[i], NOW));
}

/* A start of the server at a time of its own. */
static ServerTokens *
load_keys (BakeryConnection *connection,
           gint64            now)
{
  ServerTokens *tokens = server_tokens_new ();
  g_autoptr(GError) error = NULL;

  server_tokens_load (tokens, connection, now, &error);
  g_assert_no_error (error);

  return tokens;
}

static gint64
count_keys (BakeryConnection *connection)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT count(*) FROM signing_keys WHERE kid <> 'refresh'", NULL);
  gboolean has_row;

  g_assert_true (bakery_statement_step (select, &has_row, NULL));

  return bakery_statement_get_int (select, 0);
}

static void
test_rotation (void)
{
  g_autoptr(BakeryConnection) connection = bakery_connection_open (":memory:", BAKERY_CONNECTION_CREATE, NULL);
  g_autofree char *derived = NULL;
  g_autofree char *old_token = NULL;

  g_assert_true (bakery_connection_execute (connection, "CREATE TABLE signing_keys (kid TEXT PRIMARY KEY, key BLOB,"
                                            " created_at INTEGER)", NULL));
  for (gint64 day = 0; day < 100; day++)
    {
      gint64 now = NOW + day * BAKERY_DAY;
      g_autoptr(ServerTokens) tokens = load_keys (connection, now);
      g_autofree char *token = server_tokens_sign (tokens, &subject, now);
      g_autofree char *text = server_tokens_derive (tokens, "text");

      g_assert_true (is_good (tokens, token, now));
      g_assert_cmpint (count_keys (connection), ==, day < 30 ? 1 : 2);
      if (day == 29)
        old_token = server_tokens_sign (tokens, &subject, NOW + 30 * BAKERY_DAY);
      if (day == 30)
        g_assert_true (is_good (tokens, old_token, now));
      if (day == 60)
        g_assert_false (is_good (tokens, old_token, NOW + 30 * BAKERY_DAY));
      if (derived == NULL)
        derived = g_strdup (text);
      g_assert_cmpstr (derived, ==, text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (sodium_init () < 0)
    return 1;

  g_test_add_func ("/tokens/rfc-7515", test_rfc_7515);
  g_test_add_func ("/tokens/own", test_own);
  g_test_add_func ("/tokens/tampered", test_tampered);
  g_test_add_func ("/tokens/forged", test_forged);
  g_test_add_func ("/tokens/not-tokens", test_not_tokens);
  g_test_add_func ("/tokens/rotation", test_rotation);

  return g_test_run ();
}
