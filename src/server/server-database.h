/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server's database as a whole: opening it for writing, and bringing it to the schema of this program. */

#pragma once

#include "bakery-connection.h"
#include "bakery-migrator.h"

G_BEGIN_DECLS

/** Where the migrations are in the program's resources. */
#define SERVER_DATABASE_MIGRATIONS "/org/sweetspot/server/sql"

BakeryConnection *server_database_open (const char *location,
                                        GError **error);
gboolean server_database_migrate (BakeryConnection *connection,
                                  BakeryMigrationFunc migrated,
                                  gpointer user_data,
                                  GError **error);
gboolean server_database_check_empty (BakeryConnection *connection,
                                      GError **error);

G_END_DECLS
