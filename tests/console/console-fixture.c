/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sets the console's model up on a temporary folder, without a server, a display or a keyring. */

#include "config.h"

#include "console-fixture.h"

#include "console-cache-schema.h"
#include "console-fill.h"
#include "console-outbox-list-private.h"
#include "console-secrets.h"

#include <glib/gstdio.h>

#define PATIENCE_SECONDS 20

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }

  g_rmdir (path);
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("What the test waits for did not happen");

  return G_SOURCE_REMOVE;
}

/**
 * console_fixture_wait:
 * @condition: asked after each turn of the main loop
 * @user_data: for @condition
 *
 * Runs the main loop until something is so; the test fails when that takes too long.
 */
void
console_fixture_wait (ConsoleFixtureCondition condition,
                      gpointer                user_data)
{
  const guint timeout = g_timeout_add_seconds (PATIENCE_SECONDS, too_late_cb, NULL);

  while (!condition (user_data))
    {
      g_main_context_iteration (NULL, TRUE);
    }

  g_source_remove (timeout);
}

static void
cache_failed_cb (ConsoleCache *cache,
                 const GError *error,
                 gpointer      user_data)
{
  g_error ("The cache cannot be opened: %s", error->message);
}

static void
open_cache (ConsoleFixture *self)
{
  self->cache = console_cache_new (self->folder);
  g_signal_connect (self->cache, "failed", G_CALLBACK (cache_failed_cb), NULL);
  console_cache_open (self->cache);
  console_repository_set_cache (self->repository, self->cache);
}

static gboolean
has_stores (gpointer user_data)
{
  return console_repository_get_stores (user_data)->len > 0;
}

/**
 * console_fixture_new:
 * @n_orders: how many orders to make up, 0 for an empty cache
 *
 * Returns: (transfer full): the parts, with the cache open
 */
ConsoleFixture *
console_fixture_new (guint n_orders)
{
  ConsoleFixture *self = g_new0 (ConsoleFixture, 1);
  g_autoptr(ConsoleSecrets) secrets = console_secrets_new (FALSE);
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("console-XXXXXX", &error);
  g_assert_no_error (error);
  if (n_orders > 0)
    {
      console_fill_cache (self->folder, n_orders, CONSOLE_FIXTURE_NOW, &error);
      g_assert_no_error (error);
    }

  self->clock = console_clock_new ();
  console_clock_set (self->clock, CONSOLE_FIXTURE_NOW);
  self->session = console_session_new (self->folder, secrets);
  self->outbox = console_outbox_list_new ();
  self->repository = console_repository_new (self->clock, self->session, self->outbox);
  open_cache (self);
  if (n_orders > 0)
    {
      console_fixture_wait (has_stores, self->repository);
    }

  return self;
}

/**
 * console_fixture_reopen:
 * @self: a fixture
 *
 * Closes the files and opens them again, as a new run of the console would.
 */
void
console_fixture_reopen (ConsoleFixture *self)
{
  g_autoptr(ConsoleCache) before = g_steal_pointer (&self->cache);

  console_repository_set_cache (self->repository, NULL);
  console_cache_close (before);
  open_cache (self);
}

/* Called on the thread that lets go of the last reference but ours. */
static void
only_ours_cb (gpointer user_data,
              GObject *object,
              gboolean is_last)
{
  g_atomic_int_set ((int *) user_data, is_last);
  g_main_context_wakeup (NULL);
}

static gboolean
is_set (gpointer user_data)
{
  return g_atomic_int_get ((int *) user_data);
}

/* Threads that work for a cache hold references to it. */
static void
wait_for_threads (ConsoleCache *cache)
{
  int is_only_ours = FALSE;

  g_object_add_toggle_ref (G_OBJECT (cache), only_ours_cb, &is_only_ours);
  g_object_unref (cache);
  console_fixture_wait (is_set, &is_only_ours);
  g_object_ref (cache);
  g_object_remove_toggle_ref (G_OBJECT (cache), only_ours_cb, &is_only_ours);
}

/**
 * console_fixture_free:
 * @self: (transfer full): a fixture
 *
 * Closes and removes everything.
 */
void
console_fixture_free (ConsoleFixture *self)
{
  console_repository_set_cache (self->repository, NULL);
  wait_for_threads (self->cache);
  console_cache_close (self->cache);
  g_object_unref (self->cache);
  g_object_unref (self->repository);
  g_object_unref (self->outbox);
  g_object_unref (self->session);
  g_object_unref (self->clock);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  console_cache_write_finish (CONSOLE_CACHE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/**
 * console_fixture_write:
 * @self: a fixture
 * @func: writes
 * @user_data: for @func
 *
 * Has something written and waits for it.
 */
void
console_fixture_write (ConsoleFixture       *self,
                       ConsoleCacheWriteFunc func,
                       gpointer              user_data)
{
  gboolean is_written = FALSE;

  console_cache_write_async (self->cache, func, user_data, NULL, NULL, written_cb, &is_written);
  console_fixture_wait (is_true, &is_written);
}

/**
 * console_fixture_open_reader:
 * @self: a fixture
 *
 * Returns: (transfer full): a connection of the test's own to the cache
 */
BakeryConnection *
console_fixture_open_reader (ConsoleFixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, CONSOLE_CACHE_FILE, NULL);
  g_autoptr(GError) error = NULL;
  BakeryConnection *connection = bakery_connection_open (path, BAKERY_CONNECTION_READ_ONLY, &error);

  g_assert_no_error (error);
  return connection;
}

/**
 * console_fixture_query_ids:
 * @connection: where to ask
 * @sql: selects one column of integers
 *
 * Returns: (transfer full) (element-type gint64): the rows
 */
GArray *
console_fixture_query_ids (BakeryConnection *connection,
                           const char       *sql)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, &error);
  gboolean has_row = TRUE;

  g_assert_no_error (error);
  while (has_row)
    {
      bakery_statement_step (statement, &has_row, &error);
      g_assert_no_error (error);
      if (has_row)
        {
          const gint64 id = bakery_statement_get_int (statement, 0);

          g_array_append_val (ids, id);
        }
    }

  return ids;
}
