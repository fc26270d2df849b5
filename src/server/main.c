/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sweetspot-server: picks the sub-command. Each is a row of the table below. */

#include "config.h"

#include "server-commands.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  const char       *name;
  ServerCommandFunc run;
  const char       *summary;
} Command;

static int print_help (int    argc,
                       char **argv);
static int print_version (int    argc,
                          char **argv);

static const Command commands[] = {
  { "serve", server_command_serve, "Serve the REST API until SIGTERM" },
  { "demo", server_command_demo, "Fill an empty database with a bakery to try things on" },
  { "import", server_command_import, "Move a bakery from Django into an empty database" },
  { "create-admin", server_command_create_admin, "Create an account that may do everything" },
  { "migrate", server_command_migrate, "Bring the database to the schema of this program" },
  { "check", server_command_check, "Look for damage in the database" },
  { "openapi", server_command_openapi, "Print the OpenAPI document of the REST API" },
  { "--version", print_version, "Print the version" },
  { "--help", print_help, "Print this help" },
};

static int
print_help (int    argc,
            char **argv)
{
  printf ("Usage: sweetspot-server COMMAND [OPTION…]\n\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-14s %s\n", commands[i].name, commands[i].summary);
  printf ("\n“sweetspot-server COMMAND --help” lists the options of a command.\n");

  return 0;
}

static int
print_version (int    argc,
               char **argv)
{
  printf ("sweetspot-server %s\n", PACKAGE_VERSION);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, argv[1]) == 0)
      return commands[i].run (argc - 1, argv + 1);

  fprintf (stderr, "sweetspot-server: Say what to do; “sweetspot-server --help” lists the commands.\n");

  return SERVER_COMMAND_USAGE;
}
