/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A temporary folder with a database in it, and the few statements that most tests of the storage layer make. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/**
 * StorageFixture:
 * @folder: owned; removed with all that is in it
 * @path: owned; of a database in it
 * @connection: owned; to that database, with the table `things (id, name UNIQUE)`
 */
typedef struct
{
  char *folder;
  char *path;
  BakeryConnection *connection;
} StorageFixture;

void storage_fixture_set_up (StorageFixture *self,
                             gconstpointer unused);
void storage_fixture_tear_down (StorageFixture *self,
                                gconstpointer unused);

gint64 storage_count (BakeryConnection *connection,
                      const char *sql);
gboolean storage_insert_thing (BakeryConnection *connection,
                               const char *name,
                               GError **error);

/** Adds a test that gets a #StorageFixture. */
#define storage_add_test(path, test)                                                                                   \
  g_test_add (path, StorageFixture, NULL, storage_fixture_set_up, test, storage_fixture_tear_down)

G_END_DECLS
