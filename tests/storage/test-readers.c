/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Readers: how many there are, and that they see whole transactions while a writer works. */

#include "config.h"

#include "bakery-readers.h"
#include "bakery-writer.h"
#include "storage-fixture.h"

#define N_THREADS 6
#define N_TRANSACTIONS 200

static void
test_reuse (StorageFixture *fixture,
            gconstpointer   unused)
{
  g_autoptr(BakeryReaders) readers = bakery_readers_new (fixture->path, 2);
  g_autoptr(GError) error = NULL;
  BakeryConnection *first = bakery_readers_borrow (readers, &error);
  BakeryConnection *second = bakery_readers_borrow (readers, &error);

  g_assert_no_error (error);
  g_assert_true (first != second);

  /* A snapshot that was left open does not hide what is written later from the next borrower. */
  g_assert_true (bakery_connection_begin_snapshot (second, &error));
  g_assert_cmpint (storage_count (second, "SELECT count(*) FROM things"), ==, 0);
  bakery_readers_give_back (readers, second);
  g_assert_true (storage_insert_thing (fixture->connection, "bun", &error));

  g_assert_true (bakery_readers_borrow (readers, &error) == second);
  g_assert_cmpint (storage_count (second, "SELECT count(*) FROM things"), ==, 1);
  g_assert_false (storage_insert_thing (second, "tart", &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);

  bakery_readers_give_back (readers, first);
  bakery_readers_give_back (readers, second);
}

static void
test_cannot_open (StorageFixture *fixture,
                  gconstpointer   unused)
{
  g_autoptr(BakeryReaders) readers = bakery_readers_new ("/no such folder/bakery.db", 1);

  /* A connection that could not be opened does not count as lent: the second try fails as fast as the first. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (bakery_readers_borrow (readers, &error));
      g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN);
    }
}

typedef struct
{
  BakeryReaders *readers;
  int           *is_over;
} Reader;

/* Each transaction writes a pair, so that an odd number would be half of one. */
static gpointer
read_until_over (gpointer user_data)
{
  Reader *reader = user_data;
  gint64 n_before = 0;

  while (!g_atomic_int_get (reader->is_over))
    {
      g_autoptr(GError) error = NULL;
      BakeryConnection *connection = bakery_readers_borrow (reader->readers, &error);
      gint64 n;

      g_assert_no_error (error);
      n = storage_count (connection, "SELECT count(*) FROM things");
      g_assert_cmpint (n % 2, ==, 0);
      g_assert_cmpint (n, >=, n_before);
      n_before = n;
      bakery_readers_give_back (reader->readers, connection);
    }

  return NULL;
}

static gboolean
insert_pair (BakeryConnection *connection,
             gpointer          number,
             GError          **error)
{
  g_autofree char *first = g_strdup_printf ("first %d", GPOINTER_TO_INT (number));
  g_autofree char *second = g_strdup_printf ("second %d", GPOINTER_TO_INT (number));

  return storage_insert_thing (connection, first, error) && storage_insert_thing (connection, second, error);
}

static void
test_parallel (StorageFixture *fixture,
               gconstpointer   unused)
{
  g_autoptr(BakeryReaders) readers = bakery_readers_new (fixture->path, 3);
  g_autoptr(BakeryWriter) writer = bakery_writer_new (g_steal_pointer (&fixture->connection), "writer");
  g_autoptr(GError) error = NULL;
  int is_over = FALSE;
  Reader reader = { readers, &is_over };
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    {
      threads[i] = g_thread_new ("reader", read_until_over, &reader);
    }

  for (int i = 0; i < N_TRANSACTIONS; i++)
    {
      BakeryConnection *connection;

      g_assert_true (bakery_writer_run (writer, insert_pair, GINT_TO_POINTER (i), &error));
      g_assert_no_error (error);

      /* What was acknowledged is there for every reader. */
      connection = bakery_readers_borrow (readers, &error);
      g_assert_cmpint (storage_count (connection, "SELECT count(*) FROM things"), ==, 2 * (i + 1));
      bakery_readers_give_back (readers, connection);
    }

  g_atomic_int_set (&is_over, TRUE);
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_thread_join (threads[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  storage_add_test ("/storage/readers/reuse", test_reuse);
  storage_add_test ("/storage/readers/cannot-open", test_cannot_open);
  storage_add_test ("/storage/readers/parallel", test_parallel);

  return g_test_run ();
}
