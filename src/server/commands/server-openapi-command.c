/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `openapi`: prints the document that the server answers at /api/openapi.json, without a database. Main thread. */

#include "config.h"

#include "server-commands.h"

#include "server-openapi.h"
#include "server-routes.h"

#include <gio/gio.h>
#include <stdio.h>

/**
 * server_command_openapi:
 * @argc: how many arguments there are
 * @argv: they
 *
 * Prints the OpenAPI document.
 *
 * Returns: the exit code
 */
int
server_command_openapi (int    argc,
                        char **argv)
{
  g_autoptr(GOptionContext) options = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *document = NULL;

  g_option_context_set_summary (options, "Prints the OpenAPI document of the REST API.");
  if (!g_option_context_parse (options, &argc, &argv, &error))
    {
      server_command_fail (error);
      return SERVER_COMMAND_USAGE;
    }

  document = server_openapi_dup_document (server_route_tables);

  return puts (document) >= 0 && fflush (stdout) == 0 ? 0 : 1;
}
