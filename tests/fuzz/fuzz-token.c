/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Access tokens: the input as a whole token, as a payload with the right header and signature, and as the rest of a token
 * whose header is right. */

#include "fuzz.h"

#include "server-tokens.h"

#include <sodium.h>

#define NOW G_GINT64_CONSTANT (1790000000000000)

static const unsigned char key[SERVER_TOKENS_KEY_SIZE] = "a key that everybody may know...";

static gboolean
verify (const char *token)
{
  static ServerTokens *tokens;
  g_autoptr(GError) error = NULL;
  ServerTokenSubject subject;
  gboolean is_good;

  if (tokens == NULL)
    {
      tokens = server_tokens_new ();
      server_tokens_add_key (tokens, "k", key);
    }

  is_good = server_tokens_verify (tokens, token, NOW, &subject, &error);
  g_assert_true (is_good == (error == NULL));
  g_assert_true (!is_good || subject.account > 0);

  return is_good;
}

static char *
dup_encoded (const guint8 *data,
             gsize         size)
{
  gsize length = sodium_base64_ENCODED_LEN (size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return sodium_bin2base64 (g_malloc (length), length, data, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static void
verify_payload (const guint8 *data,
                gsize         size)
{
  static const char header[] = "{\"alg\":\"HS256\",\"kid\":\"k\",\"typ\":\"JWT\"}";
  g_autofree char *first = dup_encoded ((const guint8 *) header, strlen (header));
  g_autofree char *payload = dup_encoded (data, size);
  g_autofree char *text = g_strconcat (first, ".", payload, NULL);
  g_autofree char *signature = server_tokens_compute_signature (key, sizeof key, text, strlen (text));
  g_autofree char *token = g_strconcat (text, ".", signature, NULL);
  g_autofree char *rest = fuzz_dup_text (data, size);
  g_autofree char *forged = g_strconcat (first, ".", rest, NULL);

  verify (token);
  verify (forged);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *token = fuzz_dup_text (data, size);

  verify (token);
  verify_payload (data, size);

  return 0;
}
