/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The files of an account: damage, another schema, and a process that is killed in the middle of its work. */

#include "config.h"

#include "console-cache-schema.h"
#include "console-fill.h"
#include "console-fixture.h"
#include "console-outbox.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ORDERS 400

/* Where in its file a cache of that size has nothing that is read when it is opened, but orders. */
#define BEHIND_SCHEMA (128 * 1024)

static gboolean
queue_move (BakeryConnection    *connection,
            ConsoleCacheChanges *changes,
            gpointer             user_data,
            GError             **error)
{
  const BakeryActor actor = { 7, "Priya", BAKERY_ROLE_MANAGER };
  const BakeryMove move = { .stage = BAKERY_STAGE_CONFIRMED, .at = CONSOLE_FIXTURE_NOW, .undo_seconds = 60 };
  g_autoptr(BakeryOrder) before = console_cache_load_order (connection, *(gint64 *) user_data, error);
  g_autoptr(BakeryOrder) after = before != NULL ? bakery_order_move (before, &move, &actor, error) : NULL;

  return after != NULL && console_outbox_add_move (connection, before, &move, after, changes, error);
}

static gint64
find_pending (ConsoleFixture *fixture)
{
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (fixture);
  g_autoptr(GArray) ids = console_fixture_query_ids (connection, "SELECT id FROM orders WHERE stage = 'pending' LIMIT 1");

  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

static guint
count_rows (const char *folder,
            const char *file,
            const char *sql)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) connection = bakery_connection_open (path, BAKERY_CONNECTION_READ_ONLY, &error);
  g_autoptr(GArray) rows = NULL;

  g_assert_no_error (error);
  rows = console_fixture_query_ids (connection, sql);
  return rows->len;
}

static gboolean
exists (ConsoleFixture *fixture,
        const char     *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Closes the files, so that a test can do something to them. What is in the cache's log still would hide what the test does,
 * so it is moved into the cache itself, which closing does unless somebody reads. */
static void
let_go (ConsoleFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, CONSOLE_CACHE_FILE, NULL);
  g_autoptr(BakeryConnection) connection = NULL;
  g_autoptr(BakeryStatement) checkpoint = NULL;
  gboolean has_row;

  console_repository_set_cache (fixture->repository, NULL);
  console_cache_close (fixture->cache);
  connection = bakery_connection_open (path, BAKERY_CONNECTION_RELAXED, NULL);
  checkpoint = bakery_connection_prepare (connection, "PRAGMA wal_checkpoint(TRUNCATE)", NULL);
  g_assert_true (bakery_statement_step (checkpoint, &has_row, NULL));
  g_assert_cmpint (bakery_statement_get_int (checkpoint, 0), ==, 0);
}

static void
overwrite (ConsoleFixture *fixture,
           goffset         from,
           gsize           length)
{
  g_autofree char *path = g_build_filename (fixture->folder, CONSOLE_CACHE_FILE, NULL);
  g_autofree char *junk = g_malloc (length);
  FILE *file = fopen (path, "r+b");

  g_assert_nonnull (file);
  memset (junk, 0x5a, length);
  g_assert_cmpint (fseek (file, from, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (junk, 1, length, file), ==, length);
  fclose (file);
}

static void
replaced_cb (ConsoleCache *cache,
             gpointer      user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
reopen_and_wait (ConsoleFixture *fixture,
                 gboolean       *is_replaced)
{
  console_fixture_reopen (fixture);
  g_signal_connect (fixture->cache, "replaced", G_CALLBACK (replaced_cb), is_replaced);
}

static void
test_damaged_header (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (N_ORDERS);
  gint64 order = find_pending (fixture);
  gboolean is_replaced = FALSE;

  console_fixture_write (fixture, queue_move, &order);
  let_go (fixture);
  overwrite (fixture, 0, 4096);
  reopen_and_wait (fixture, &is_replaced);
  console_fixture_wait (is_true, &is_replaced);

  g_assert_true (exists (fixture, "cache.db.damaged-1"));
  g_assert_cmpuint (count_rows (fixture->folder, CONSOLE_OUTBOX_FILE, "SELECT sequence FROM outbox"), ==, 1);
  /* The order somebody changed is there, as they left it; the rest is to be fetched. */
  g_assert_cmpuint (count_rows (fixture->folder, CONSOLE_CACHE_FILE, "SELECT id FROM orders"), ==, 1);
  g_assert_cmpuint (count_rows (fixture->folder, CONSOLE_CACHE_FILE, "SELECT id FROM orders WHERE stage = 'confirmed'"),
                    ==, 1);
}

static gpointer
read_everything (BakeryConnection *connection,
                 gpointer          user_data,
                 GError          **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, "SELECT lines, notes, timeline FROM orders",
                                                                    error);
  gboolean has_row = TRUE;

  while (has_row && statement != NULL)
    {
      if (!bakery_statement_step (statement, &has_row, error))
        {
          return NULL;
        }
    }

  return statement != NULL ? g_strdup ("read") : NULL;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *read = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  /* What waited for the new cache is read from it; what met the damage is not read. */
  g_test_message ("read: %s", error != NULL ? error->message : read);
  *(gboolean *) user_data = TRUE;
}

static void
test_damage_shows_later (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (N_ORDERS);
  gint64 order = find_pending (fixture);
  gboolean is_replaced = FALSE, has_read = FALSE;
  struct stat info;
  g_autofree char *path = g_build_filename (fixture->folder, CONSOLE_CACHE_FILE, NULL);

  console_fixture_write (fixture, queue_move, &order);
  let_go (fixture);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  overwrite (fixture, BEHIND_SCHEMA, info.st_size - BEHIND_SCHEMA);
  reopen_and_wait (fixture, &is_replaced);
  console_cache_read_async (fixture->cache, read_everything, NULL, NULL, g_free, NULL, read_cb, &has_read);
  console_fixture_wait (is_true, &is_replaced);
  console_fixture_wait (is_true, &has_read);

  g_assert_true (exists (fixture, "cache.db.damaged-1"));
  g_assert_cmpuint (count_rows (fixture->folder, CONSOLE_OUTBOX_FILE, "SELECT sequence FROM outbox"), ==, 1);
  g_assert_cmpuint (count_rows (fixture->folder, CONSOLE_CACHE_FILE, "SELECT id FROM orders"), ==, 1);
}

static gboolean
change_fingerprint (BakeryConnection    *connection,
                    ConsoleCacheChanges *changes,
                    gpointer             user_data,
                    GError             **error)
{
  return console_cache_state_set (connection, "fingerprint", "of another version", error);
}

static void
test_other_schema (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (N_ORDERS);
  gint64 order = find_pending (fixture);
  gboolean is_replaced = FALSE;

  console_fixture_write (fixture, queue_move, &order);
  console_fixture_write (fixture, change_fingerprint, NULL);
  reopen_and_wait (fixture, &is_replaced);
  console_fixture_wait (is_true, &is_replaced);

  g_assert_false (exists (fixture, "cache.db.damaged-1"));
  g_assert_cmpuint (count_rows (fixture->folder, CONSOLE_OUTBOX_FILE, "SELECT sequence FROM outbox"), ==, 1);
  g_assert_cmpuint (count_rows (fixture->folder, CONSOLE_CACHE_FILE, "SELECT id FROM orders"), ==, 1);
}

typedef struct
{
  GError  *error;
  gboolean is_done;
} Attempt;

static gpointer
read_missing_table (BakeryConnection *connection,
                    gpointer          user_data,
                    GError          **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, "SELECT id FROM no_such_table", error);

  g_assert_null (statement);
  return NULL;
}

static gboolean
write_missing_table (BakeryConnection    *connection,
                     ConsoleCacheChanges *changes,
                     gpointer             user_data,
                     GError             **error)
{
  return bakery_connection_execute (connection, "DELETE FROM no_such_table", error);
}

static void
attempt_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Attempt *attempt = user_data;

  g_assert_null (console_cache_read_finish (CONSOLE_CACHE (source), result, &attempt->error));
  attempt->is_done = TRUE;
}

static void
attempt_write_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Attempt *attempt = user_data;

  g_assert_false (console_cache_write_finish (CONSOLE_CACHE (source), result, &attempt->error));
  attempt->is_done = TRUE;
}

static void
check_words (Attempt           *attempt,
             BakeryStorageError code,
             const char        *words)
{
  console_fixture_wait (is_true, &attempt->is_done);
  g_assert_error (attempt->error, BAKERY_STORAGE_ERROR, (int) code);
  g_assert_nonnull (strstr (attempt->error->message, words));
  g_assert_null (strstr (attempt->error->message, "table"));
  g_assert_null (strstr (attempt->error->message, "schema"));
  g_clear_error (&attempt->error);
  attempt->is_done = FALSE;
}

/* What is read and what is written fails in words for people; those of the database are in the log. */
static void
test_words (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (1);
  Attempt attempt = { NULL, FALSE };

  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "*no such table: no_such_table*");
  console_cache_read_async (fixture->cache, read_missing_table, NULL, NULL, NULL, NULL, attempt_read_cb, &attempt);
  check_words (&attempt, BAKERY_STORAGE_ERROR_FAILED, "Try again");
  g_test_assert_expected_messages ();

  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "*no such table: no_such_table*");
  console_cache_write_async (fixture->cache, write_missing_table, NULL, NULL, NULL, attempt_write_cb, &attempt);
  check_words (&attempt, BAKERY_STORAGE_ERROR_FAILED, "Try again");
  g_test_assert_expected_messages ();
}

static void
make_newer (ConsoleFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, CONSOLE_OUTBOX_FILE, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) connection = bakery_connection_open (path, 0, &error);

  g_assert_no_error (error);
  bakery_connection_execute (connection, "PRAGMA user_version = 1000", &error);
  g_assert_no_error (error);
}

/* Why the files cannot be opened is said to whoever asks, also later. */
static void
test_cannot_open (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (1);
  g_autoptr(ConsoleCache) cache = console_cache_new (fixture->folder);
  Attempt attempt = { NULL, FALSE };

  let_go (fixture);
  make_newer (fixture);
  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "*schema version 1000*");
  console_cache_open (cache);
  for (guint i = 0; i < 2; i++)
    {
      console_cache_read_async (cache, read_missing_table, NULL, NULL, NULL, NULL, attempt_read_cb, &attempt);
      check_words (&attempt, BAKERY_STORAGE_ERROR_NEWER, "Update");
    }
  g_test_assert_expected_messages ();
}

/* A child that queues moves as fast as it can, and says so after each commit. */
G_GNUC_NORETURN static void
queue_until_killed (const char *folder,
                    int         pipe_end)
{
  gboolean replaced;
  BakeryConnection *connection = console_cache_schema_open (folder, &replaced, NULL);
  g_autoptr(GArray) ids = console_fixture_query_ids (connection, "SELECT id FROM orders WHERE stage = 'pending'");

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();

      if (!bakery_connection_begin (connection, NULL) ||
          !queue_move (connection, changes, &g_array_index (ids, gint64, i), NULL) ||
          !console_cache_changes_finish (changes, connection, NULL) ||
          !bakery_connection_commit (connection, NULL) ||
          write (pipe_end, "x", 1) != 1)
        {
          _exit (1);
        }
    }

  pause ();
  _exit (0);
}

static void
test_killed (gconstpointer data)
{
  const guint n_commits = GPOINTER_TO_UINT (data);
  g_autofree char *folder = g_dir_make_tmp ("console-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) connection = NULL;
  gboolean replaced;
  int ends[2];
  guint n_queued;
  pid_t child;
  char byte;

  console_fill_cache (folder, 20 * N_ORDERS, CONSOLE_FIXTURE_NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      queue_until_killed (folder, ends[1]);
    }
  for (guint i = 0; i < n_commits; i++)
    {
      g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
    }
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  close (ends[0]);
  close (ends[1]);

  connection = console_cache_schema_open (folder, &replaced, &error);
  g_assert_no_error (error);
  g_assert_false (replaced);
  bakery_connection_transaction (connection, console_outbox_apply_all, NULL, &error);
  g_assert_no_error (error);
  n_queued = count_rows (folder, CONSOLE_OUTBOX_FILE, "SELECT sequence FROM outbox");
  g_assert_cmpuint (n_queued, >=, n_commits);
  g_assert_cmpuint (n_queued, ==,
                    count_rows (folder, CONSOLE_OUTBOX_FILE, "SELECT DISTINCT object FROM outbox"));
  /* Each change that waits is visible, and none that does not. */
  g_assert_cmpuint (count_rows (folder, CONSOLE_CACHE_FILE,
                                "SELECT id FROM orders WHERE stage = 'confirmed' AND timeline LIKE '%Priya%'"), ==, n_queued);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_data_func ("/cache/killed-early", GUINT_TO_POINTER (1), test_killed);
  g_test_add_data_func ("/cache/killed", GUINT_TO_POINTER (17), test_killed);
  g_test_add_data_func ("/cache/killed-late", GUINT_TO_POINTER (50), test_killed);
  g_test_add_func ("/cache/damaged-header", test_damaged_header);
  g_test_add_func ("/cache/damage-shows-later", test_damage_shows_later);
  g_test_add_func ("/cache/other-schema", test_other_schema);
  g_test_add_func ("/cache/words", test_words);
  g_test_add_func ("/cache/cannot-open", test_cannot_open);

  return g_test_run ();
}
