/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the sub-commands have in common: the options --database, --listen and --config, and how they fail: with a
 * sentence on standard error for each thing that is wrong. Main thread. */

#include "config.h"

#include "server-commands.h"

#include "server-config.h"

#include <stdio.h>

static gboolean
parse (int                *argc,
       char             ***argv,
       const GOptionEntry *common,
       const GOptionEntry *entries,
       const char         *summary,
       GError            **error)
{
  g_autoptr(GOptionContext) options = g_option_context_new (NULL);

  g_option_context_set_summary (options, summary);
  g_option_context_add_main_entries (options, common, NULL);
  if (entries != NULL)
    g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, argc, argv, error))
    return FALSE;
  if (*argc == 1)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "Unexpected argument “%s”.", (*argv)[1]);

  return FALSE;
}

/**
 * server_command_read_options:
 * @argc: (inout): how many arguments there are
 * @argv: (inout): they
 * @entries: (nullable): options of this sub-command
 * @summary: what it does
 *
 * Reads the command line, the environment and the configuration file. What is wrong with them is printed.
 *
 * Returns: (transfer full) (nullable): the configuration, or %NULL when the program should end with %SERVER_COMMAND_USAGE
 */
ServerConfig *
server_command_read_options (int                *argc,
                             char             ***argv,
                             const GOptionEntry *entries,
                             const char         *summary)
{
  g_autofree char *database = NULL;
  g_autofree char *listen = NULL;
  g_autofree char *file = NULL;
  const GOptionEntry common[] = {
    { "database", 'd', 0, G_OPTION_ARG_STRING, &database, "The database: a path or postgresql://…", "LOCATION" },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &listen, "Where to listen; port 0 takes a free one", "ADDRESS:PORT" },
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &file, "A key file with a group [server]", "FILE" },
    { NULL },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(ServerConfig) config = NULL;

  if (parse (argc, argv, common, entries, summary, &error))
    config = server_config_new (file, database, listen, &error);
  if (config == NULL)
    {
      server_command_fail (error);
      return NULL;
    }

  return g_steal_pointer (&config);
}

/**
 * server_command_fail:
 * @error: what went wrong
 *
 * Prints it: a line for each of its sentences.
 *
 * Returns: the exit code of a failure
 */
int
server_command_fail (const GError *error)
{
  g_auto(GStrv) lines = g_strsplit (error->message, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    fprintf (stderr, "sweetspot-server: %s\n", *line);

  return 1;
}
