/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Transactions and savepoints: what is kept, what is rolled back, and what a failed COMMIT or a full disk leaves. */

#include "config.h"

#include "storage-fixture.h"

#include <signal.h>
#include <sys/resource.h>

static gint64
count_things (StorageFixture *fixture)
{
  return storage_count (fixture->connection, "SELECT count(*) FROM things");
}

static gboolean
insert_and_keep (BakeryConnection *connection,
                 gpointer          name,
                 GError          **error)
{
  g_assert_true (bakery_connection_is_in_transaction (connection));
  return storage_insert_thing (connection, name, error);
}

static gboolean
insert_and_give_up (BakeryConnection *connection,
                    gpointer          name,
                    GError          **error)
{
  g_assert_true (storage_insert_thing (connection, name, error));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "given up");
  return FALSE;
}

static gboolean
give_up_in_silence (BakeryConnection *connection,
                    gpointer          unused,
                    GError          **error)
{
  return FALSE;
}

static void
test_commit_and_roll_back (StorageFixture *fixture,
                           gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (bakery_connection_transaction (fixture->connection, insert_and_keep, (gpointer) "bun", &error));
  g_assert_no_error (error);
  g_assert_false (bakery_connection_is_in_transaction (fixture->connection));
  g_assert_cmpint (count_things (fixture), ==, 1);

  g_assert_false (bakery_connection_transaction (fixture->connection, insert_and_give_up, (gpointer) "tart", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (bakery_connection_is_in_transaction (fixture->connection));
  g_assert_cmpint (count_things (fixture), ==, 1);

  g_assert_false (bakery_connection_transaction (fixture->connection, insert_and_keep, (gpointer) "bun", &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE);
  g_clear_error (&error);
  g_assert_false (bakery_connection_is_in_transaction (fixture->connection));

  g_assert_false (bakery_connection_transaction (fixture->connection, give_up_in_silence, NULL, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
}

/* An inner savepoint that fails, one that is kept, and an outer one that fails after both. */
static gboolean
nest (BakeryConnection *connection,
      gpointer          give_up,
      GError          **error)
{
  g_assert_true (storage_insert_thing (connection, "outer", error));
  g_assert_false (bakery_connection_savepoint (connection, insert_and_give_up, (gpointer) "lost", NULL));
  g_assert_true (bakery_connection_savepoint (connection, insert_and_keep, (gpointer) "inner", error));
  g_assert_true (bakery_connection_is_in_transaction (connection));

  if (give_up != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "given up");
      return FALSE;
    }

  return TRUE;
}

static void
test_savepoints (StorageFixture *fixture,
                 gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (bakery_connection_begin (fixture->connection, &error));
  g_assert_true (bakery_connection_savepoint (fixture->connection, insert_and_keep, (gpointer) "first", &error));
  g_assert_false (bakery_connection_savepoint (fixture->connection, nest, fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (count_things (fixture), ==, 1);
  g_assert_true (bakery_connection_savepoint (fixture->connection, nest, NULL, &error));
  g_assert_true (bakery_connection_commit (fixture->connection, &error));
  g_assert_no_error (error);

  g_assert_cmpint (count_things (fixture), ==, 3);
  g_assert_cmpint (storage_count (fixture->connection, "SELECT count(*) FROM things WHERE name = 'lost'"), ==, 0);
}

/* A deferred foreign key makes the statement succeed and the COMMIT fail. */
static void
test_failed_commit (StorageFixture *fixture,
                    gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;

  bakery_connection_execute (fixture->connection,
                             "CREATE TABLE parts (thing INTEGER REFERENCES things DEFERRABLE INITIALLY DEFERRED)", &error);
  g_assert_no_error (error);

  g_assert_true (bakery_connection_begin (fixture->connection, &error));
  g_assert_true (storage_insert_thing (fixture->connection, "bun", &error));
  g_assert_true (bakery_connection_execute (fixture->connection, "INSERT INTO parts VALUES (99)", &error));
  g_assert_false (bakery_connection_commit (fixture->connection, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_REFERENCE);
  g_assert_false (bakery_connection_is_in_transaction (fixture->connection));
  g_assert_cmpint (count_things (fixture), ==, 0);

  g_clear_error (&error);
  g_assert_true (bakery_connection_transaction (fixture->connection, insert_and_keep, (gpointer) "bun", &error));
  g_assert_no_error (error);
}

static void
test_snapshot (StorageFixture *fixture,
               gconstpointer   unused)
{
  g_autoptr(BakeryConnection) reader = NULL;
  g_autoptr(GError) error = NULL;

  reader = bakery_connection_open (fixture->path, BAKERY_CONNECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (bakery_connection_begin_snapshot (reader, &error));
  g_assert_cmpint (storage_count (reader, "SELECT count(*) FROM things"), ==, 0);

  g_assert_true (storage_insert_thing (fixture->connection, "bun", &error));
  g_assert_cmpint (storage_count (reader, "SELECT count(*) FROM things"), ==, 0);
  g_assert_true (bakery_connection_commit (reader, &error));
  g_assert_cmpint (storage_count (reader, "SELECT count(*) FROM things"), ==, 1);
}

static void
test_close_rolls_back (StorageFixture *fixture,
                       gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (bakery_connection_begin (fixture->connection, &error));
  g_assert_true (storage_insert_thing (fixture->connection, "bun", &error));
  bakery_connection_close (fixture->connection);

  fixture->connection = bakery_connection_open (fixture->path, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_things (fixture), ==, 0);
}

static void
limit_file_size (gint64 bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes < 0 ? limit.rlim_max : (rlim_t) bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Large enough for a transaction to spill out of the page cache, so that a statement fails and not only the COMMIT. */
static gboolean
insert_much (BakeryConnection *connection,
             gpointer          unused,
             GError          **error)
{
  return bakery_connection_execute (connection,
                                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                                    "INSERT INTO things (name) SELECT printf ('%500d', i) FROM n", error);
}

static gboolean
insert_much_and_more (BakeryConnection *connection,
                      gpointer          unused,
                      GError          **error)
{
  g_autoptr(GError) local_error = NULL;

  /* Whoever overlooks the error of a statement that cost the transaction cannot write outside of one. */
  g_assert_false (bakery_connection_savepoint (connection, insert_much, NULL, &local_error));
  g_assert_error (local_error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FULL);
  g_assert_false (bakery_connection_is_in_transaction (connection));
  return storage_insert_thing (connection, "stray", error);
}

static void
test_full_disk (StorageFixture *fixture,
                gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_true (storage_insert_thing (fixture->connection, "before", &error));

  limit_file_size (1 << 20);
  g_assert_false (bakery_connection_transaction (fixture->connection, insert_much, NULL, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (bakery_connection_is_in_transaction (fixture->connection));

  g_assert_false (bakery_connection_transaction (fixture->connection, insert_much_and_more, NULL, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
  g_clear_error (&error);
  limit_file_size (-1);

  g_assert_cmpint (count_things (fixture), ==, 1);
  g_assert_true (bakery_connection_transaction (fixture->connection, insert_much, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_things (fixture), ==, 20001);
}

typedef struct
{
  BakeryConnection *connection;
  gboolean          ended;
} Interruption;

/* An interruption before the statement has begun has no effect, so one is not enough. */
static gpointer
interrupt_until_ended (gpointer user_data)
{
  Interruption *interruption = user_data;

  while (!g_atomic_int_get (&interruption->ended))
    {
      bakery_connection_interrupt (interruption->connection);
      g_thread_yield ();
    }
  return NULL;
}

static void
test_interrupt (StorageFixture *fixture,
                gconstpointer   unused)
{
  g_autoptr(GError) error = NULL;
  Interruption interruption = { fixture->connection, FALSE };
  GThread *thread = g_thread_new ("interrupt", interrupt_until_ended, &interruption);

  g_assert_false (bakery_connection_execute (fixture->connection,
                                             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                             "SELECT max (i) FROM n", &error));
  g_atomic_int_set (&interruption.ended, TRUE);
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_things (fixture), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  storage_add_test ("/storage/transaction/commit-and-roll-back", test_commit_and_roll_back);
  storage_add_test ("/storage/transaction/savepoints", test_savepoints);
  storage_add_test ("/storage/transaction/failed-commit", test_failed_commit);
  storage_add_test ("/storage/transaction/snapshot", test_snapshot);
  storage_add_test ("/storage/transaction/close-rolls-back", test_close_rolls_back);
  storage_add_test ("/storage/transaction/full-disk", test_full_disk);
  storage_add_test ("/storage/transaction/interrupt", test_interrupt);

  return g_test_run ();
}
