/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Brings a database to the schema this program knows: numbered SQL files in a GResource, each run in one transaction
 * together with the new version number. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/**
 * BakeryMigrationFunc:
 * @version: the migration that just ran
 * @name: its name, as in `001-bakery.sql`
 * @user_data: as given
 */
typedef void (*BakeryMigrationFunc) (gint64 version,
                                     const char *name,
                                     gpointer user_data);

gint64 bakery_migrator_get_newest (const char *resource_path,
                                   GError **error);
gboolean bakery_migrator_run (BakeryConnection *connection,
                              const char *resource_path,
                              BakeryMigrationFunc migrated,
                              gpointer user_data,
                              GError **error);
gboolean bakery_migrator_check (BakeryConnection *connection,
                                const char *resource_path,
                                GError **error);

G_END_DECLS
