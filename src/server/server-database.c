/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens the server's database for its one writer. Main thread. */

#include "config.h"

#include "server-database.h"

#include "bakery-error.h"

/**
 * server_database_open:
 * @location: where the database is
 * @error: why it cannot be opened
 *
 * Opens the database for writing, creating an empty one when there is none. It is refused while another server, or another
 * command that writes, has it open.
 *
 * Returns: (transfer full) (nullable): the connection
 */
BakeryConnection *
server_database_open (const char *location,
                      GError    **error)
{
  if (location == NULL || location[0] == '\0')
    {
      g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN,
                           "Say which database to use: --database=PATH.");
      return NULL;
    }

  return bakery_connection_open (location, BAKERY_CONNECTION_CREATE | BAKERY_CONNECTION_SOLE, error);
}

/**
 * server_database_migrate:
 * @connection: to a database, perhaps an empty one
 * @migrated: (nullable) (scope call): called after each migration
 * @user_data: for @migrated
 * @error: %BAKERY_STORAGE_ERROR_NEWER, or why a migration failed
 *
 * Brings the database to the schema this program knows.
 *
 * Returns: whether it has that schema now
 */
gboolean
server_database_migrate (BakeryConnection   *connection,
                         BakeryMigrationFunc migrated,
                         gpointer            user_data,
                         GError            **error)
{
  return bakery_migrator_run (connection, SERVER_DATABASE_MIGRATIONS, migrated, user_data, error);
}

/**
 * server_database_check_empty:
 * @connection: to a migrated database
 * @error: %BAKERY_ERROR_CONFLICT when it holds a bakery, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it holds neither a store nor an account
 */
gboolean
server_database_check_empty (BakeryConnection *connection,
                             GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 WHERE EXISTS (SELECT 1 FROM stores) OR EXISTS (SELECT 1 FROM accounts)",
                               error);
  gboolean has_row;

  if (select == NULL || !bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  g_set_error_literal (error,
                       BAKERY_ERROR,
                       BAKERY_ERROR_CONFLICT,
                       "The database holds a bakery already; choose another file.");

  return FALSE;
}
