/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening, attaching and checking databases: settings, file modes, and files that are not what they should be. */

#include "config.h"

#include "storage-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
assert_mode (const char *path,
             const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (name, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_settings (StorageFixture *fixture,
               gconstpointer   unused)
{
  g_autoptr(BakeryConnection) relaxed = NULL;
  g_autoptr(BakeryConnection) reader = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (storage_count (fixture->connection, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (storage_count (fixture->connection, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (storage_count (fixture->connection, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (storage_count (fixture->connection, "PRAGMA cache_size"), ==, -2048);
  g_assert_cmpint (storage_count (fixture->connection, "PRAGMA busy_timeout"), ==, 5000);
  g_assert_cmpint (storage_count (fixture->connection,
                                  "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);

  relaxed = bakery_connection_open (fixture->path, BAKERY_CONNECTION_RELAXED, &error);
  g_assert_no_error (error);
  g_assert_cmpint (storage_count (relaxed, "PRAGMA synchronous"), ==, 1);

  reader = bakery_connection_open (fixture->path, BAKERY_CONNECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (storage_count (reader, "PRAGMA wal_autocheckpoint"), ==, 0);
  g_assert_false (storage_insert_thing (reader, "bun", &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
}

static void
test_modes (StorageFixture *fixture,
            gconstpointer   unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "open.db", NULL);
  g_autoptr(BakeryConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  mode_t mask = umask (0);

  connection = bakery_connection_open (path, BAKERY_CONNECTION_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (bakery_connection_execute (connection, "CREATE TABLE things (id INTEGER)", &error));
  assert_mode (path, "");
  assert_mode (path, "-wal");
  assert_mode (path, "-shm");
  umask (mask);
}

static void
test_locations (StorageFixture *fixture,
                gconstpointer   unused)
{
  static const char *const refused[] = {
    "/no such folder/bakery.db", "sqlite:/no such folder/bakery.db", "/tmp", "postgresql://localhost/bakery",
    "postgres://localhost/bakery",
  };
  g_autofree char *location = g_strconcat ("sqlite:", fixture->path, NULL);
  g_autoptr(BakeryConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_null (bakery_connection_open (refused[i], BAKERY_CONNECTION_CREATE, &error));
      g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN);
      g_clear_error (&error);
    }

  connection = bakery_connection_open (location, BAKERY_CONNECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (storage_count (connection, "SELECT count(*) FROM things"), ==, 0);
}

static void
test_not_created_unasked (StorageFixture *fixture,
                          gconstpointer   unused)
{
  static const BakeryConnectionFlags flags[] = { 0, BAKERY_CONNECTION_READ_ONLY, BAKERY_CONNECTION_RELAXED };
  g_autofree char *path = g_build_filename (fixture->folder, "absent.db", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (bakery_connection_open (path, flags[i], &error));
      g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
test_not_a_database (StorageFixture *fixture,
                     gconstpointer   unused)
{
  static const BakeryConnectionFlags flags[] = { 0, BAKERY_CONNECTION_READ_ONLY, BAKERY_CONNECTION_CREATE };
  g_autofree char *path = g_build_filename (fixture->folder, "recipe.txt", NULL);
  g_autofree char *text = g_strnfill (8192, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_assert_null (bakery_connection_open (path, flags[i], &error));
      g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED);
      g_clear_error (&error);
    }

  g_assert_false (bakery_connection_attach (fixture->connection, path, "cache", 0, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED);
  g_clear_error (&error);

  /* What could not be attached is not left half attached. */
  g_assert_true (bakery_connection_attach (fixture->connection, ":memory:", "cache", 0, &error));
  g_assert_no_error (error);
}

/* Overwrites the second half of the database file. */
static void
damage (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, &error));
  memset (contents + length / 2, 0xa5, length / 2);
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, &error));
  g_assert_no_error (error);
}

static void
test_damaged (StorageFixture *fixture,
              gconstpointer   unused)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  g_assert_true (bakery_connection_execute (fixture->connection,
                                            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)"
                                            "INSERT INTO things (name) SELECT printf ('%100d', i) FROM n", &error));
  g_clear_pointer (&fixture->connection, bakery_connection_close);
  damage (fixture->path);

  fixture->connection = bakery_connection_open (fixture->path, 0, &error);
  g_assert_no_error (error);
  g_assert_false (bakery_connection_execute (fixture->connection, "SELECT sum (length (name)) FROM things", &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (bakery_connection_check (fixture->connection, findings, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, >, 0);
}

static void
test_check (StorageFixture *fixture,
            gconstpointer   unused)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  g_assert_true (storage_insert_thing (fixture->connection, "bun", &error));
  g_assert_true (bakery_connection_check (fixture->connection, findings, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);

  bakery_connection_execute_script (fixture->connection,
                                    "PRAGMA foreign_keys = OFF;"
                                    "CREATE TABLE parts (thing INTEGER REFERENCES things);"
                                    "INSERT INTO parts VALUES (99);", &error);
  g_assert_no_error (error);
  g_assert_true (bakery_connection_check (fixture->connection, findings, &error));
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (findings->pdata[0], ==, "main: row 1 of parts refers to a row of things that is not there");
}

static void
test_attach (StorageFixture *fixture,
             gconstpointer   unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "cache.db", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (bakery_connection_attach (fixture->connection, path, "cache", BAKERY_CONNECTION_RELAXED, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN);
  g_clear_error (&error);

  g_assert_true (bakery_connection_attach (fixture->connection, path, "cache",
                                           BAKERY_CONNECTION_CREATE | BAKERY_CONNECTION_RELAXED, &error));
  g_assert_no_error (error);
  assert_mode (path, "");
  g_assert_cmpint (storage_count (fixture->connection, "PRAGMA cache.synchronous"), ==, 1);
  g_assert_cmpint (storage_count (fixture->connection, "PRAGMA main.synchronous"), ==, 2);
  g_assert_cmpint (storage_count (fixture->connection, "PRAGMA cache.cache_size"), ==, -2048);

  /* One transaction over both. */
  g_assert_true (bakery_connection_execute (fixture->connection, "CREATE TABLE cache.shelf (name TEXT)", &error));
  g_assert_true (bakery_connection_begin (fixture->connection, &error));
  g_assert_true (storage_insert_thing (fixture->connection, "bun", &error));
  g_assert_true (bakery_connection_execute (fixture->connection, "INSERT INTO cache.shelf VALUES ('bun')", &error));
  bakery_connection_roll_back (fixture->connection);
  g_assert_cmpint (storage_count (fixture->connection,
                                  "SELECT (SELECT count(*) FROM things) + (SELECT count(*) FROM cache.shelf)"), ==, 0);
}

/* The cache of the console searches through FTS5 tables that triggers keep. */
static void
test_triggers_reach_search (StorageFixture *fixture,
                            gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&fixture->connection, bakery_connection_close);
  fixture->connection = bakery_connection_open (fixture->path, BAKERY_CONNECTION_RELAXED, &error);
  g_assert_no_error (error);
  bakery_connection_execute_script (fixture->connection,
                                    "CREATE VIRTUAL TABLE words USING fts5 (name);\n"
                                    "CREATE TRIGGER index_thing AFTER INSERT ON things BEGIN\n"
                                    "  INSERT INTO words (rowid, name) VALUES (new.id, new.name);\n"
                                    "END;\n", &error);
  g_assert_no_error (error);
  g_assert_true (storage_insert_thing (fixture->connection, "black forest", &error));
  g_assert_no_error (error);
  g_assert_cmpint (storage_count (fixture->connection, "SELECT count(*) FROM words WHERE words MATCH 'forest'"), ==, 1);
}

/* A second writer is refused as long as the first is there, and a reader never is. */
static void
test_sole (StorageFixture *fixture,
           gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) reader = NULL;

  g_clear_pointer (&fixture->connection, bakery_connection_close);
  fixture->connection = bakery_connection_open (fixture->path, BAKERY_CONNECTION_SOLE, &error);
  g_assert_no_error (error);

  g_assert_null (bakery_connection_open (fixture->path, BAKERY_CONNECTION_SOLE, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_BUSY);
  g_clear_error (&error);

  reader = bakery_connection_open (fixture->path, BAKERY_CONNECTION_READ_ONLY, &error);
  g_assert_no_error (error);

  g_clear_pointer (&fixture->connection, bakery_connection_close);
  fixture->connection = bakery_connection_open (fixture->path, BAKERY_CONNECTION_SOLE, &error);
  g_assert_no_error (error);
}

static void
test_script_errors (StorageFixture *fixture,
                    gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (bakery_connection_execute_script (fixture->connection, " \n-- only a comment\n", &error));
  g_assert_false (bakery_connection_execute_script (fixture->connection,
                                                    "-- one\nSELECT 1;\nSELECT 2;\nSELECT\n  nothing;\n", &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, "line 5: "));
}

/* A reader that closes last leaves the log to the writer. */
static void
test_readers_make_no_checkpoint (StorageFixture *fixture,
                                 gconstpointer   unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr(BakeryConnection) reader = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  reader = bakery_connection_open (fixture->path, BAKERY_CONNECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (storage_insert_thing (fixture->connection, "bun", &error));
  g_clear_pointer (&fixture->connection, bakery_connection_close);
  g_clear_pointer (&reader, bakery_connection_close);
  g_assert_cmpint (g_stat (log, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  storage_add_test ("/storage/connection/settings", test_settings);
  storage_add_test ("/storage/connection/modes", test_modes);
  storage_add_test ("/storage/connection/locations", test_locations);
  storage_add_test ("/storage/connection/not-created-unasked", test_not_created_unasked);
  storage_add_test ("/storage/connection/not-a-database", test_not_a_database);
  storage_add_test ("/storage/connection/damaged", test_damaged);
  storage_add_test ("/storage/connection/check", test_check);
  storage_add_test ("/storage/connection/attach", test_attach);
  storage_add_test ("/storage/connection/triggers-reach-search", test_triggers_reach_search);
  storage_add_test ("/storage/connection/script-errors", test_script_errors);
  storage_add_test ("/storage/connection/sole", test_sole);
  storage_add_test ("/storage/connection/readers-make-no-checkpoint", test_readers_make_no_checkpoint);

  return g_test_run ();
}
