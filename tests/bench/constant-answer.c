/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server's own listener and pipeline with one route, `GET /constant`, that always answers the same bytes: what an answer of
 * that size costs at least. Runs until it is ended. */

#include "config.h"

#include "server-commands.h"
#include "server-config.h"
#include "server-context.h"
#include "server-listener.h"
#include "server-metrics.h"
#include "server-rendering.h"
#include "server-response.h"
#include "server-route.h"

#include <stdio.h>
#include <stdlib.h>

/* With its tag, as every answer that is kept; the tag is not computed anew each time. */
static ServerRendering *constant;

static gboolean
get_constant (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  server_response_take_rendering (response, server_rendering_ref (constant), "application/json");

  return TRUE;
}

static const ServerRoute routes[] = {
  { "GET", "constant", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_PLAIN, get_constant, SERVER_ROUTE_ROOT,
    .summary = "The same bytes, always" },
  { NULL },
};

static const ServerRoute *const tables[] = { routes, NULL };

static void
replace_routes (ServerContext *context)
{
  server_router_free (context->router);
  context->router = server_router_new (tables);
  server_metrics_free (context->metrics);
  context->metrics = server_metrics_new (tables);
}

int
main (int    argc,
      char **argv)
{
  int n_bytes = 0;
  const GOptionEntry entries[] = {
    { "bytes", 0, 0, G_OPTION_ARG_INT, &n_bytes, "How long the answer is", "N" },
    { NULL },
  };
  ServerConfig *config = server_command_read_options (&argc, &argv, entries, "Answers the same bytes, always.");
  g_autoptr(ServerContext) context = NULL;
  g_autoptr(ServerListener) listener = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;

  if (config == NULL || n_bytes <= 0)
    return SERVER_COMMAND_USAGE;

  constant = server_rendering_new (g_bytes_new_take (g_strnfill ((gsize) n_bytes, ' '), (gsize) n_bytes));
  context = server_context_new (config, &error);
  if (context != NULL)
    replace_routes (context);
  if (context != NULL)
    listener = server_listener_new (context, &error);
  if (listener == NULL)
    return server_command_fail (error);

  printf ("listening on http://127.0.0.1:%u\n", server_listener_get_port (listener));
  fflush (stdout);
  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}
