/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens outbox.db with cache.db attached, so that one transaction covers both, after making sure that each has the schema
 * this program knows. What the rows mean is others' business. Runs wherever it is called; blocks on the disk. */

#include "config.h"

#include "console-cache-schema.h"

#include "console-cache-entities.h"

#include "bakery-migrator.h"
#include "bakery-records.h"

#include <errno.h>
#include <glib/gstdio.h>

#define OUTBOX_MIGRATIONS "/org/sweetspot/console/sql/outbox"
#define CACHE_SCRIPT "/org/sweetspot/console/sql/cache.sql"

static const char *const companions[] = { "", "-wal", "-shm", NULL };

static char *
dup_schema (GError **error)
{
  g_autoptr(GBytes) script = NULL;
  GString *schema;

  script = g_resources_lookup_data (CACHE_SCRIPT, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (script == NULL)
    {
      return NULL;
    }

  schema = g_string_new (NULL);
  for (guint i = 0; console_cache_types[i] != NULL; i++)
    {
      g_autofree char *table = bakery_records_dup_create_table (console_cache_types[i]);

      g_string_append_printf (schema, "%s;\n", table);
    }
  g_string_append_len (schema, g_bytes_get_data (script, NULL), (gssize) g_bytes_get_size (script));

  return g_string_free (schema, FALSE);
}

static char *
dup_fingerprint (const char *schema)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, schema, -1);
}

/**
 * console_cache_state_dup:
 * @connection: a connection that has the cache
 * @name: what to look up
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads something the cache keeps about itself.
 *
 * Returns: (transfer full) (nullable): its value, or %NULL without @error when there is none
 */
char *
console_cache_state_dup (BakeryConnection *connection,
                         const char       *name,
                         GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  statement = bakery_connection_prepare (connection, "SELECT value FROM state WHERE name = $1", error);
  if (statement == NULL)
    {
      return NULL;
    }

  bakery_statement_bind_text (statement, 1, name);
  if (!bakery_statement_step (statement, &has_row, error) || !has_row)
    {
      return NULL;
    }

  return bakery_statement_dup_text (statement, 0);
}

/**
 * console_cache_state_set:
 * @connection: a connection that may write the cache
 * @name: what to keep
 * @value: its value
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Keeps something about the cache in the cache, as part of the caller's transaction.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_cache_state_set (BakeryConnection *connection,
                         const char       *name,
                         const char       *value,
                         GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "INSERT INTO state (name, value) VALUES ($1, $2) "
                                         "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }

  bakery_statement_bind_text (statement, 1, name);
  bakery_statement_bind_text (statement, 2, value);

  return bakery_statement_run (statement, error);
}

static gboolean
create_cache (BakeryConnection *connection,
              gpointer          user_data,
              GError          **error)
{
  const char *schema = user_data;
  g_autofree char *fingerprint = dup_fingerprint (schema);

  return bakery_connection_execute_script (connection, schema, error) &&
         console_cache_state_set (connection, "fingerprint", fingerprint, error);
}

/* Whether the file is there with the schema of this program. A file of another schema is no error, a damaged one is. */
static gboolean
has_current_cache (const char *path,
                   const char *schema,
                   gboolean   *ret_current,
                   GError    **error)
{
  g_autoptr(BakeryConnection) connection = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *expected = dup_fingerprint (schema);
  g_autofree char *found = NULL;

  connection = bakery_connection_open (path, BAKERY_CONNECTION_RELAXED, error);
  if (connection == NULL)
    {
      return FALSE;
    }

  found = console_cache_state_dup (connection, "fingerprint", &local_error);
  if (g_error_matches (local_error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *ret_current = g_strcmp0 (expected, found) == 0;
  return TRUE;
}

static gboolean
make_cache (const char *path,
            const char *schema,
            GError    **error)
{
  g_autoptr(BakeryConnection) connection = NULL;

  connection = bakery_connection_open (path, BAKERY_CONNECTION_CREATE | BAKERY_CONNECTION_RELAXED, error);

  return connection != NULL &&
         bakery_connection_transaction (connection, create_cache, (gpointer) schema, error);
}

/* Leaves a cache of the current schema at @path, whatever was there. */
static gboolean
ensure_cache (const char *folder,
              const char *path,
              gboolean   *ret_replaced,
              GError    **error)
{
  g_autofree char *schema = dup_schema (error);
  g_autoptr(GError) local_error = NULL;
  gboolean is_current = FALSE;

  if (schema == NULL)
    {
      return FALSE;
    }

  *ret_replaced = FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      return make_cache (path, schema, error);
    }
  if (!has_current_cache (path, schema, &is_current, &local_error))
    {
      g_autofree char *aside = NULL;

      if (!g_error_matches (local_error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      aside = console_cache_schema_set_aside (folder, error);
      *ret_replaced = TRUE;
      return aside != NULL && make_cache (path, schema, error);
    }
  if (is_current)
    {
      return TRUE;
    }

  *ret_replaced = TRUE;
  return console_cache_schema_remove (folder, error) && make_cache (path, schema, error);
}

/**
 * console_cache_schema_open:
 * @folder: the account's folder; made when it is missing
 * @ret_replaced: (out): whether there was a cache that could not be used
 * @error: return location for a %BAKERY_STORAGE_ERROR or %G_IO_ERROR
 *
 * Opens the writing connection of an account: the outbox as the main database, migrated, and the cache attached as
 * `cache`, made anew if it was damaged or of another schema.
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with @error set
 */
BakeryConnection *
console_cache_schema_open (const char *folder,
                           gboolean   *ret_replaced,
                           GError    **error)
{
  g_autoptr(BakeryConnection) connection = NULL;
  g_autofree char *outbox = g_build_filename (folder, CONSOLE_OUTBOX_FILE, NULL);
  g_autofree char *cache = g_build_filename (folder, CONSOLE_CACHE_FILE, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (saved_errno),
                   "%s: %s", folder, g_strerror (saved_errno));
      return NULL;
    }

  connection = bakery_connection_open (outbox, BAKERY_CONNECTION_CREATE, error);
  if (connection == NULL ||
      !bakery_migrator_run (connection, OUTBOX_MIGRATIONS, NULL, NULL, error) ||
      !ensure_cache (folder, cache, ret_replaced, error) ||
      !bakery_connection_attach (connection, cache, "cache", BAKERY_CONNECTION_RELAXED, error))
    {
      return NULL;
    }

  return g_steal_pointer (&connection);
}

static gboolean
rename_with_companions (const char *from,
                        const char *to,
                        GError    **error)
{
  for (guint i = 0; companions[i] != NULL; i++)
    {
      g_autofree char *source = g_strconcat (from, companions[i], NULL);
      g_autofree char *target = g_strconcat (to, companions[i], NULL);

      if (g_rename (source, target) != 0 && errno != ENOENT)
        {
          int saved_errno = errno;

          g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (saved_errno),
                       "%s: %s", source, g_strerror (saved_errno));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * console_cache_schema_set_aside:
 * @folder: the account's folder, with no connection open to its cache
 * @error: return location for a %G_IO_ERROR
 *
 * Renames a damaged cache to the first free `cache.db.damaged-N`.
 *
 * Returns: (transfer full) (nullable): the new path, or %NULL with @error set
 */
char *
console_cache_schema_set_aside (const char *folder,
                                GError    **error)
{
  g_autofree char *path = g_build_filename (folder, CONSOLE_CACHE_FILE, NULL);

  for (guint i = 1;; i++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.damaged-%u", path, i);

      if (!g_file_test (aside, G_FILE_TEST_EXISTS))
        {
          return rename_with_companions (path, aside, error) ? g_steal_pointer (&aside) : NULL;
        }
    }
}

/**
 * console_cache_schema_remove:
 * @folder: the account's folder, with no connection open to its cache
 * @error: return location for a %G_IO_ERROR
 *
 * Removes the cache; the outbox stays.
 *
 * Returns: %FALSE with @error set when a file could not be removed
 */
gboolean
console_cache_schema_remove (const char *folder,
                             GError    **error)
{
  for (guint i = 0; companions[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (CONSOLE_CACHE_FILE, companions[i], NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_unlink (path) != 0 && errno != ENOENT)
        {
          int saved_errno = errno;

          g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (saved_errno),
                       "%s: %s", path, g_strerror (saved_errno));
          return FALSE;
        }
    }

  return TRUE;
}
