/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The header fields that say who asks: Authorization, Cookie, Origin and Host, one a line of the input. */

#include "fuzz.h"

#include "server-authenticate.h"
#include "server-config.h"
#include "server-context.h"
#include "server-request-private.h"
#include "server-routes.h"
#include "server-tokens.h"

static const char *
find_header (gpointer    transport,
             const char *name)
{
  static const char *const names[] = { "Authorization", "Cookie", "Origin", "Host" };
  GStrv values = transport;

  for (guint i = 0; i < G_N_ELEMENTS (names) && values[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return values[i];

  return NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const unsigned char key[SERVER_TOKENS_KEY_SIZE] = "a key that nobody signs with....";
  static char origin[] = "https://shop.example";
  static char *origins[] = { origin, NULL };
  static ServerConfig config = { .cors_origins = origins };
  static ServerContext context = { .config = &config };
  g_autofree char *text = fuzz_dup_text (data, size);
  g_auto(GStrv) values = g_strsplit (text, "\n", 5);
  g_autoptr(GError) error = NULL;
  ServerRequest request = { &context, .transport = values, .find_header = find_header, .method = "POST" };

  if (context.tokens == NULL)
    {
      context.tokens = server_tokens_new ();
      server_tokens_add_key (context.tokens, "k", key);
    }

  request.match.route = &server_me_routes[0];
  server_request_get_cookie (&request, "refresh");
  g_assert_true (server_authenticate (&request, &error) == (error == NULL));
  g_assert_cmpint (request.identity.account, ==, 0);
  server_authenticate_is_same_origin (&request);
  server_request_clear (&request);

  return 0;
}
