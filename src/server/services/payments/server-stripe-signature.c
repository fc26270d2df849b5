/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks the header Stripe-Signature: `t=TIME,v1=HEX[,v1=HEX…]`, where HEX is the HMAC-SHA256 of "TIME.BODY". Comparisons take
 * the same time whatever differs. Any thread. */

#include "config.h"

#include "server-stripe-signature.h"

#include <sodium.h>
#include <string.h>

/* More signatures than Stripe sends while a secret is rolled over; what follows is not looked at. */
#define MAXIMUM_PARTS 16

static void
sign (const char   *time,
      gconstpointer body,
      gsize         length,
      const char   *secret,
      unsigned char signature[crypto_auth_hmacsha256_BYTES])
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, (const unsigned char *) secret, strlen (secret));
  crypto_auth_hmacsha256_update (&state, (const unsigned char *) time, strlen (time));
  crypto_auth_hmacsha256_update (&state, (const unsigned char *) ".", 1);
  crypto_auth_hmacsha256_update (&state, body, length);
  crypto_auth_hmacsha256_final (&state, signature);
}

static gboolean
is_signature (const char         *hex,
              const unsigned char wanted[crypto_auth_hmacsha256_BYTES])
{
  unsigned char given[crypto_auth_hmacsha256_BYTES];
  size_t size;

  return strlen (hex) == 2 * sizeof given &&
         sodium_hex2bin (given, sizeof given, hex, strlen (hex), NULL, &size, NULL) == 0 &&
         size == sizeof given &&
         sodium_memcmp (given, wanted, sizeof given) == 0;
}

static const char *
find_time (GStrv   parts,
           gint64 *ret_seconds)
{
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (g_str_has_prefix (parts[i], "t=") &&
          g_ascii_string_to_signed (parts[i] + 2, 10, 0, G_MAXINT32 * G_GINT64_CONSTANT (1000), ret_seconds, NULL))
        return parts[i] + 2;
    }

  return NULL;
}

/**
 * server_stripe_signature_check:
 * @header: (nullable): the header Stripe-Signature
 * @body: the message as it came
 * @length: of @body
 * @secret: of the webhook
 * @now: the present instant, microseconds since 1970
 *
 * Returns: whether @body was signed with @secret, no longer ago, and no further ahead of our clock, than
 *   %SERVER_STRIPE_TOLERANCE_SECONDS
 */
gboolean
server_stripe_signature_check (const char   *header,
                               gconstpointer body,
                               gsize         length,
                               const char   *secret,
                               gint64        now)
{
  g_auto(GStrv) parts = g_strsplit (header != NULL ? header : "", ",", MAXIMUM_PARTS);
  unsigned char wanted[crypto_auth_hmacsha256_BYTES];
  gboolean is_signed = FALSE;
  gint64 seconds;
  const char *time = find_time (parts, &seconds);

  if (time == NULL || ABS (now / G_USEC_PER_SEC - seconds) > SERVER_STRIPE_TOLERANCE_SECONDS)
    return FALSE;

  sign (time, body, length, secret, wanted);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (g_str_has_prefix (parts[i], "v1=") && is_signature (parts[i] + 3, wanted))
        is_signed = TRUE;
    }

  return is_signed;
}
