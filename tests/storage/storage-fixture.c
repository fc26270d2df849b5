/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The folder and the database that most tests of the storage layer begin with. */

#include "config.h"

#include "storage-fixture.h"

#include <glib/gstdio.h>

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }

  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
storage_fixture_set_up (StorageFixture *self,
                        gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("bakery-storage-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "bakery.db", NULL);
  self->connection = bakery_connection_open (self->path, BAKERY_CONNECTION_CREATE, &error);
  g_assert_no_error (error);
  bakery_connection_execute (self->connection,
                             "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT", &error);
  g_assert_no_error (error);
}

void
storage_fixture_tear_down (StorageFixture *self,
                           gconstpointer   unused)
{
  g_clear_pointer (&self->connection, bakery_connection_close);
  remove_folder (self->folder);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, g_free);
}

/* The integer that a query without placeholders answers. */
gint64
storage_count (BakeryConnection *connection,
               const char       *sql)
{
  g_autoptr(BakeryStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  gboolean row;

  statement = bakery_connection_prepare (connection, sql, &error);
  g_assert_no_error (error);
  g_assert_true (bakery_statement_step (statement, &row, &error));
  g_assert_no_error (error);
  g_assert_true (row);
  return bakery_statement_get_int (statement, 0);
}

gboolean
storage_insert_thing (BakeryConnection *connection,
                      const char       *name,
                      GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection, "INSERT INTO things (name) VALUES ($1)", error);
  if (statement == NULL)
    {
      return FALSE;
    }

  bakery_statement_bind_text (statement, 1, name);
  return bakery_statement_run (statement, error);
}
