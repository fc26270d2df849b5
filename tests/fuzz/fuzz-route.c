/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The path of a request, matched against every route that the server has. The first byte chooses the method. */

#include "fuzz.h"

#include "server-route.h"
#include "server-routes.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "" };
  static ServerRouter *router;
  const char *method = methods[fuzz_take_byte (&data, &size) % G_N_ELEMENTS (methods)];
  g_autofree char *path = fuzz_dup_text (data, size);
  g_auto(ServerMatch) match = { NULL };

  if (router == NULL)
    router = server_router_new (server_route_tables);

  server_router_match (router, method, path, &match);
  g_assert_cmpuint (match.n_parameters, <=, SERVER_ROUTE_MAXIMUM_PARAMETERS);
  for (guint i = 0; match.route != NULL && i < match.n_parameters; i++)
    g_assert_true (g_utf8_validate (match.parameters[i], -1, NULL));
  g_assert_true (match.route == NULL || server_route_find_parameter (match.route, "id") < (int) match.n_parameters);

  return 0;
}
