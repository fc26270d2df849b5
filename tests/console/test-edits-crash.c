/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits in a process that is killed, on a machine that loses power, and in a cache that is new: the outbox and the cache agree
 * again. */

#include "config.h"

#include "console-cache-entities.h"
#include "console-cache-schema.h"
#include "console-feed-page.h"
#include "console-fixture.h"
#include "console-outbox.h"

#include "bakery-cake.h"
#include "bakery-entity-json.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static BakeryCake *
new_cake (gint64 id)
{
  BakeryCake *cake = bakery_cake_new ();

  cake->base.id = id;
  cake->store = 1;
  g_free (cake->name);
  cake->name = g_strdup ("Lemon");

  return cake;
}

static gboolean
write_nothing (BakeryConnection    *connection,
               ConsoleCacheChanges *changes,
               gpointer             user_data,
               GError             **error)
{
  return TRUE;
}

static gboolean
write_creation (BakeryConnection    *connection,
                ConsoleCacheChanges *changes,
                gpointer             user_data,
                GError             **error)
{
  g_autoptr(BakeryCake) cake = new_cake (0);

  return console_outbox_add_edit (connection, NULL, cake, 0, CONSOLE_FIXTURE_NOW, user_data, changes, error);
}

static gboolean
write_acceptance (BakeryConnection    *connection,
                  ConsoleCacheChanges *changes,
                  gpointer             user_data,
                  GError             **error)
{
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, -*(gint64 *) user_data, error);
  g_autoptr(BakeryCake) cake = new_cake (1001);

  cake->base.revision = 9;
  return row != NULL && console_outbox_accept (connection, row, cake, changes, error);
}

/* Closes the files with everything in them: what is still in the log beside the cache comes into it. */
static void
close_files (ConsoleFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, CONSOLE_CACHE_FILE, NULL);
  g_autoptr(BakeryConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  console_repository_set_cache (fixture->repository, NULL);
  console_cache_close (fixture->cache);
  connection = bakery_connection_open (path, BAKERY_CONNECTION_RELAXED, &error);
  g_assert_no_error (error);
  bakery_connection_execute (connection, "PRAGMA wal_checkpoint(TRUNCATE)", &error);
  g_assert_no_error (error);
}

static gint64
read_only_cake (ConsoleFixture *fixture)
{
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (fixture);
  g_autoptr(GArray) ids = console_fixture_query_ids (connection, "SELECT id FROM cakes");

  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

/* The machine lost power: the outbox has the end of a change, the cache has not. */
static void
test_cache_misses_the_end (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (0);
  g_autofree char *path = g_build_filename (fixture->folder, CONSOLE_CACHE_FILE, NULL);
  g_autofree char *earlier = NULL;
  gsize length;
  gint64 cake;

  console_fixture_write (fixture, write_creation, &cake);
  close_files (fixture);
  g_assert_true (g_file_get_contents (path, &earlier, &length, NULL));
  console_fixture_reopen (fixture);
  console_fixture_write (fixture, write_acceptance, &cake);
  close_files (fixture);
  g_assert_cmpint (read_only_cake (fixture), ==, 1001);
  g_assert_true (g_file_set_contents (path, earlier, (gssize) length, NULL));
  g_assert_cmpint (read_only_cake (fixture), ==, cake);

  /* The write waits until the files are open. */
  console_fixture_reopen (fixture);
  console_fixture_write (fixture, write_nothing, NULL);
  g_assert_cmpint (read_only_cake (fixture), ==, 1001);
}

/* A cake of the server's, and what somebody here has made of it. */
static gboolean
write_edit (BakeryConnection    *connection,
            ConsoleCacheChanges *changes,
            gpointer             user_data,
            GError             **error)
{
  g_autoptr(BakeryCake) before = new_cake (GPOINTER_TO_INT (user_data));
  g_autoptr(BakeryCake) after = NULL;
  gint64 object;

  before->base.revision = 3;
  after = bakery_cake_copy (before);
  after->price = 60000;

  return console_outbox_receive (connection, before, changes, error) &&
         console_outbox_add_edit (connection, before, after, 0, CONSOLE_FIXTURE_NOW, &object, changes, error);
}

/* All that there is for the account: one of the cakes. */
static gboolean
write_feed (BakeryConnection    *connection,
            ConsoleCacheChanges *changes,
            gpointer             user_data,
            GError             **error)
{
  g_autoptr(ConsoleFeedPage) page = console_feed_page_new (FALSE);
  g_autoptr(BakeryCake) cake = new_cake (GPOINTER_TO_INT (user_data));
  g_autofree char *data = NULL;

  cake->base.revision = 3;
  data = bakery_entity_to_json (cake, BAKERY_ROLE_MANAGER);
  g_ptr_array_add (page->lines, g_strdup_printf ("{\"revision\":3,\"entity\":\"cake\",\"id\":%d,\"data\":%s}",
                                                 GPOINTER_TO_INT (user_data), data));
  g_ptr_array_add (page->lines, g_strdup ("{\"next\":\"2.3\",\"more\":false}"));

  return console_feed_page_write (connection, changes, page, error);
}

static gboolean
write_refusal (BakeryConnection    *connection,
               ConsoleCacheChanges *changes,
               gpointer             user_data,
               GError             **error)
{
  const ConsoleRefusal refusal = { .reason = "There is no such cake." };
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, GPOINTER_TO_INT (user_data), error);

  return row != NULL && console_outbox_refuse (connection, row, &refusal, changes, error);
}

static gboolean
write_giving_up (BakeryConnection    *connection,
                 ConsoleCacheChanges *changes,
                 gpointer             user_data,
                 GError             **error)
{
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, GPOINTER_TO_INT (user_data), error);

  return row != NULL && console_outbox_withdraw (connection, row, changes, error);
}

/* The cache is fetched anew for an account that sees one of two cakes: the other one comes back neither with the change that
 * waits, nor when that is refused, nor when it is given up. */
static void
test_out_of_sight (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (0);
  g_autofree char *path = g_build_filename (fixture->folder, CONSOLE_CACHE_FILE, NULL);

  console_fixture_write (fixture, write_edit, GINT_TO_POINTER (1));
  console_fixture_write (fixture, write_edit, GINT_TO_POINTER (2));
  close_files (fixture);
  g_assert_cmpint (g_remove (path), ==, 0);
  console_fixture_reopen (fixture);
  console_fixture_write (fixture, write_feed, GINT_TO_POINTER (2));
  g_assert_cmpint (read_only_cake (fixture), ==, 2);

  console_fixture_write (fixture, write_refusal, GINT_TO_POINTER (1));
  g_assert_cmpint (read_only_cake (fixture), ==, 2);
  console_fixture_write (fixture, write_giving_up, GINT_TO_POINTER (1));
  close_files (fixture);
  console_fixture_reopen (fixture);
  console_fixture_write (fixture, write_nothing, NULL);
  g_assert_cmpint (read_only_cake (fixture), ==, 2);
}

/* A child that makes, accepts and changes cakes as fast as it can, and says so after each commit. */
G_GNUC_NORETURN static void
edit_until_killed (const char *folder,
                   int         pipe_end)
{
  gboolean replaced;
  BakeryConnection *connection = console_cache_schema_open (folder, &replaced, NULL);

  for (guint i = 0;; i++)
    {
      g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();
      gint64 cake;

      if (!bakery_connection_begin (connection, NULL) ||
          !write_creation (connection, changes, &cake, NULL) ||
          (i % 3 == 0 && !write_acceptance (connection, changes, &cake, NULL)) ||
          !console_cache_changes_finish (changes, connection, NULL) ||
          !bakery_connection_commit (connection, NULL) ||
          write (pipe_end, "x", 1) != 1)
        {
          _exit (1);
        }
    }
}

static void
test_killed (gconstpointer data)
{
  const guint n_commits = GPOINTER_TO_UINT (data);
  g_autofree char *folder = g_dir_make_tmp ("console-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) connection = NULL;
  g_autoptr(GArray) strays = NULL;
  g_autoptr(GArray) invisible = NULL;
  gboolean replaced;
  int ends[2];
  pid_t child;
  char byte;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      edit_until_killed (folder, ends[1]);
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
  bakery_connection_transaction (connection, console_outbox_apply_all, NULL, &error);
  g_assert_no_error (error);
  strays = console_fixture_query_ids (connection,
                                      "SELECT id FROM cakes WHERE id < 0 AND id NOT IN (SELECT object FROM outbox)");
  invisible = console_fixture_query_ids (connection,
                                         "SELECT object FROM outbox WHERE object NOT IN (SELECT id FROM cakes)");
  g_assert_cmpuint (strays->len, ==, 0);
  g_assert_cmpuint (invisible->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/edits-crash/cache-misses-the-end", test_cache_misses_the_end);
  g_test_add_func ("/edits-crash/out-of-sight", test_out_of_sight);
  g_test_add_data_func ("/edits-crash/killed-early", GUINT_TO_POINTER (1), test_killed);
  g_test_add_data_func ("/edits-crash/killed", GUINT_TO_POINTER (20), test_killed);
  g_test_add_data_func ("/edits-crash/killed-late", GUINT_TO_POINTER (61), test_killed);

  return g_test_run ();
}
