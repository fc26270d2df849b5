/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `migrate` and `check`: what an administrator does with a database while no server runs on it. Main thread. */

#include "config.h"

#include "server-commands.h"

#include "server-config.h"
#include "server-database.h"

#include <stdio.h>

static void
print_migration (gint64      version,
                 const char *name,
                 gpointer    user_data)
{
  printf ("migrated to version %" G_GINT64_FORMAT " (%s)\n", version, name);
}

/**
 * server_command_migrate:
 * @argc: how many arguments there are
 * @argv: they
 *
 * Brings a database to the schema of this program, creating it when there is none.
 *
 * Returns: the exit code
 */
int
server_command_migrate (int    argc,
                        char **argv)
{
  g_autoptr(ServerConfig) config =
    server_command_read_options (&argc, &argv, NULL, "Brings the database to the schema of this program.");
  g_autoptr(BakeryConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  gint64 version;

  if (config == NULL)
    return SERVER_COMMAND_USAGE;

  connection = server_database_open (config->database, &error);
  if (connection == NULL || !server_database_migrate (connection, print_migration, NULL, &error))
    return server_command_fail (error);

  version = bakery_connection_get_version (connection, &error);
  if (version < 0)
    return server_command_fail (error);
  printf ("the database is at version %" G_GINT64_FORMAT "\n", version);

  return 0;
}

/**
 * server_command_check:
 * @argc: how many arguments there are
 * @argv: they
 *
 * Looks for damage in a database and prints what it finds.
 *
 * Returns: the exit code; 1 when something was found
 */
int
server_command_check (int    argc,
                      char **argv)
{
  g_autoptr(ServerConfig) config = server_command_read_options (&argc, &argv, NULL, "Looks for damage in the database.");
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(BakeryConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  if (config == NULL)
    return SERVER_COMMAND_USAGE;

  connection = bakery_connection_open (config->database != NULL ? config->database : "", BAKERY_CONNECTION_READ_ONLY,
                                       &error);
  if (connection == NULL ||
      !bakery_migrator_check (connection, SERVER_DATABASE_MIGRATIONS, &error) ||
      !bakery_connection_check (connection, findings, &error))
    return server_command_fail (error);

  for (guint i = 0; i < findings->len; i++)
    printf ("%s\n", (const char *) g_ptr_array_index (findings, i));
  if (findings->len == 0)
    printf ("the database is sound\n");

  return findings->len == 0 ? 0 : 1;
}
