/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody sends who says that they are Stripe or PayPal: the first byte chooses which, header fields one a line come
 * next, then an empty line and the body. Nobody but Stripe can sign for Stripe, so a message is also signed here, to reach what
 * reads it. PayPal is asked itself; the linker puts server_paypal_session_call() of this file into its place. */

#include "fuzz.h"

#include "server-config.h"
#include "server-paypal-provider.h"
#include "server-paypal-session.h"
#include "server-stripe-provider.h"
#include "server-stripe-signature.h"

#include <sodium.h>

#define NOW G_GINT64_CONSTANT (1790000000)
#define MAXIMUM_HEADERS 6

static char secret[] = "whsec_of_nobody";
static char webhook_id[] = "WH-OF-NOBODY";

static const ServerConfig config = { .stripe_webhook_secret = secret, .paypal_webhook_id = webhook_id };

gboolean __wrap_server_paypal_session_call (ServerPaypalSession *self,
                                            const char          *method,
                                            const char          *path,
                                            const char          *key,
                                            const char          *body,
                                            guint               *ret_status,
                                            JsonNode           **ret_json,
                                            GError             **error);

/* PayPal, which takes every message for its own, but not every question. */
gboolean
__wrap_server_paypal_session_call (ServerPaypalSession *self,
                                   const char          *method,
                                   const char          *path,
                                   const char          *key,
                                   const char          *body,
                                   guint               *ret_status,
                                   JsonNode           **ret_json,
                                   GError             **error)
{
  g_autoptr(JsonNode) question = json_from_string (body, NULL);

  g_assert_nonnull (question);
  g_assert_true (g_utf8_validate (body, -1, NULL));
  *ret_status = 200;
  *ret_json = json_from_string ("{\"verification_status\": \"SUCCESS\"}", NULL);

  return TRUE;
}

static const char *
get_header (gpointer    user_data,
            const char *name)
{
  GStrv lines = user_data;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *colon = strchr (lines[i], ':');

      if (colon != NULL && g_ascii_strncasecmp (lines[i], name, strlen (name)) == 0 &&
          lines[i] + strlen (name) == colon)
        return colon + 1;
    }

  return NULL;
}

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static gboolean
read_message (ServerPaymentProvider      *provider,
              const ServerWebhookMessage *message)
{
  g_auto(ServerWebhookEvent) event = { NULL };
  g_autoptr(GError) error = NULL;
  gboolean is_event = provider->read_webhook (provider, message, &event, &error);

  g_assert_true (is_event == (error == NULL));
  g_assert_true (!is_event || (event.id != NULL && event.kind != NULL));
  check_text (event.id);
  check_text (event.kind);
  check_text (event.key);
  check_text (event.reference);
  check_text (event.currency);
  check_text (event.outcome.failure);

  return is_event;
}

static char *
dup_signature (gint64        time,
               gconstpointer body,
               gsize         length)
{
  g_autofree char *prefix = g_strdup_printf ("%" G_GINT64_FORMAT ".", time);
  unsigned char signature[crypto_auth_hmacsha256_BYTES];
  char text[2 * sizeof signature + 1];
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, (const unsigned char *) secret, strlen (secret));
  crypto_auth_hmacsha256_update (&state, (const unsigned char *) prefix, strlen (prefix));
  crypto_auth_hmacsha256_update (&state, body, length);
  crypto_auth_hmacsha256_final (&state, signature);

  return g_strdup_printf ("t=%" G_GINT64_FORMAT ",v0=,v1=%s", time,
                          sodium_bin2hex (text, sizeof text, signature, sizeof signature));
}

/* A signature that is accepted fits this body, this secret and this hour, and no others. */
static void
check_signature (const char *header,
                 GBytes     *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  gint64 tolerance = 2 * SERVER_STRIPE_TOLERANCE_SECONDS + 1;

  if (!server_stripe_signature_check (header, data, length, secret, NOW * G_USEC_PER_SEC))
    return;

  g_assert_false (server_stripe_signature_check (header, data, length, "another", NOW * G_USEC_PER_SEC));
  g_assert_false (server_stripe_signature_check (header, data, length, secret, (NOW + tolerance) * G_USEC_PER_SEC));
  g_assert_false (server_stripe_signature_check (header, data, length, secret, (NOW - tolerance) * G_USEC_PER_SEC));
  g_assert_true (length == 0 ||
                 !server_stripe_signature_check (header, data, length - 1, secret, NOW * G_USEC_PER_SEC));
}

static void
try_stripe (GStrv   lines,
            GBytes *body)
{
  g_autoptr(ServerPaymentProvider) stripe = server_stripe_provider_new (&config, NULL);
  ServerWebhookMessage message = { body, get_header, lines, NOW *G_USEC_PER_SEC };

  check_signature (get_header (lines, "Stripe-Signature"), body);
  read_message (stripe, &message);
}

static void
try_signed_stripe (GBytes *body)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (body, &length);
  g_autofree char *signature = dup_signature (NOW, data, length);
  g_autofree char *line = g_strconcat ("Stripe-Signature:", signature, NULL);
  char *lines[] = { line, NULL };

  g_assert_true (server_stripe_signature_check (signature, data, length, secret, NOW * G_USEC_PER_SEC));
  try_stripe (lines, body);
}

static void
try_paypal (GStrv   lines,
            GBytes *body)
{
  g_autoptr(ServerPaymentProvider) paypal = server_paypal_provider_new (&config, NULL);
  ServerWebhookMessage message = { body, get_header, lines, NOW *G_USEC_PER_SEC };

  read_message (paypal, &message);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  guint8 choice = fuzz_take_byte (&data, &size);
  const guint8 *gap = memmem (data, size, "\n\n", 2);
  gsize length = gap != NULL ? (gsize) (gap - data) : size;
  g_autofree char *head = fuzz_dup_text (data, length);
  g_auto(GStrv) lines = g_strsplit (head, "\n", MAXIMUM_HEADERS);
  g_autoptr(GBytes) body = gap != NULL ? g_bytes_new (gap + 2, size - length - 2) : g_bytes_new_static ("", 0);

  if (choice == 'p')
    try_paypal (lines, body);
  else if (choice == 's')
    try_stripe (lines, body);
  else
    try_signed_stripe (body);

  return 0;
}
