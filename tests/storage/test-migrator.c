/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Migrations: all at once, step by step, and those that are refused or fail. */

#include "config.h"

#include "bakery-migrator.h"
#include "storage-fixture.h"

static void
note_migration (gint64      version,
                const char *name,
                gpointer    log)
{
  g_string_append_printf (log, "%" G_GINT64_FORMAT " %s\n", version, name);
}

static void
test_fresh (StorageFixture *fixture,
            gconstpointer   unused)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (bakery_migrator_get_newest ("/test/all", &error), ==, 3);
  g_assert_false (bakery_migrator_check (fixture->connection, "/test/all", &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_true (bakery_migrator_run (fixture->connection, "/test/all", note_migration, log, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (log->str, ==, "1 001-things.sql\n2 002-parts.sql\n3 003-widen.sql\n");
  g_assert_cmpint (bakery_connection_get_version (fixture->connection, &error), ==, 3);
  g_assert_cmpint (storage_count (fixture->connection, "SELECT width FROM boards"), ==, 80);
  g_assert_true (bakery_migrator_check (fixture->connection, "/test/all", &error));

  /* A second run finds nothing to do. */
  g_assert_true (bakery_migrator_run (fixture->connection, "/test/all", note_migration, log, &error));
  g_assert_cmpint (storage_count (fixture->connection, "SELECT width FROM boards"), ==, 80);
}

static void
test_stepwise (StorageFixture *fixture,
               gconstpointer   unused)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (bakery_migrator_run (fixture->connection, "/test/first", NULL, NULL, &error));
  g_assert_cmpint (bakery_connection_get_version (fixture->connection, &error), ==, 1);
  g_assert_true (bakery_migrator_run (fixture->connection, "/test/all", note_migration, log, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (log->str, ==, "2 002-parts.sql\n3 003-widen.sql\n");
  g_assert_cmpint (storage_count (fixture->connection, "SELECT width FROM boards"), ==, 80);
}

static void
test_newer (StorageFixture *fixture,
            gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (bakery_migrator_run (fixture->connection, "/test/all", NULL, NULL, &error));

  g_assert_false (bakery_migrator_run (fixture->connection, "/test/first", NULL, NULL, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "version 3"));
  g_assert_nonnull (strstr (error->message, "Install the newer version"));
  g_clear_error (&error);
  g_assert_false (bakery_migrator_check (fixture->connection, "/test/first", &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_cmpint (bakery_connection_get_version (fixture->connection, &error), ==, 3);
}

static void
test_failing (StorageFixture *fixture,
              gconstpointer   unused)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (bakery_migrator_run (fixture->connection, "/test/failing", note_migration, log, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, "003-failing.sql: line 7: "));
  g_clear_error (&error);

  g_assert_cmpstr (log->str, ==, "1 001-things.sql\n2 002-parts.sql\n");
  g_assert_cmpint (bakery_connection_get_version (fixture->connection, &error), ==, 2);
  g_assert_cmpint (storage_count (fixture->connection, "SELECT count(*) FROM shelves"), ==, 1);
  g_assert_cmpint (storage_count (fixture->connection, "SELECT width FROM boards"), ==, 40);
  g_assert_cmpint (storage_count (fixture->connection,
                                  "SELECT count(*) FROM sqlite_schema WHERE name = 'drawers'"), ==, 0);

  /* Once it is mended it runs on from where it stood. */
  g_assert_true (bakery_migrator_run (fixture->connection, "/test/all", NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_bad_folders (StorageFixture *fixture,
                  gconstpointer   unused)
{
  static const char *const folders[] = { "/test/gap", "/test/twice", "/test/unnumbered" };
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_assert_false (bakery_migrator_run (fixture->connection, folders[i], NULL, NULL, &error));
      g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
      g_clear_error (&error);
      g_assert_cmpint (bakery_migrator_get_newest (folders[i], &error), ==, -1);
      g_clear_error (&error);
    }

  g_assert_false (bakery_migrator_run (fixture->connection, "/test/nowhere", NULL, NULL, &error));
  g_assert_error (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND);
  g_assert_cmpint (bakery_connection_get_version (fixture->connection, NULL), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  storage_add_test ("/storage/migrator/fresh", test_fresh);
  storage_add_test ("/storage/migrator/stepwise", test_stepwise);
  storage_add_test ("/storage/migrator/newer", test_newer);
  storage_add_test ("/storage/migrator/failing", test_failing);
  storage_add_test ("/storage/migrator/bad-folders", test_bad_folders);

  return g_test_run ();
}
