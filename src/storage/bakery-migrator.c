/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Migrations: numbered SQL files of a resource folder, run in order. A migration, once released, never changes; what comes
 * next is a further file. Runs on the thread that uses the connection. */

#include "config.h"

#include "bakery-connection-private.h"
#include "bakery-migrator.h"

typedef struct
{
  char       *path;
  const char *name;
  gint64      version;
} Migration;

static void
migration_free (Migration *migration)
{
  g_free (migration->path);
  g_free (migration);
}

/* The number that a name like `001-bakery.sql` begins with; 0 for any other name. */
static gint64
parse_version (const char *name)
{
  char *end = NULL;
  guint64 version = g_ascii_strtoull (name, &end, 10);

  if (!g_ascii_isdigit (name[0]) || end[0] != '-' || !g_str_has_suffix (end, ".sql") || version > G_MAXINT32)
    {
      return 0;
    }

  return (gint64) version;
}

static int
compare_migrations (gconstpointer a,
                    gconstpointer b)
{
  const Migration *first = *(const Migration *const *) a;
  const Migration *second = *(const Migration *const *) b;

  return (first->version > second->version) - (first->version < second->version);
}

static gboolean
check_numbers (GPtrArray *migrations,
               GError   **error)
{
  for (guint i = 0; i < migrations->len; i++)
    {
      const Migration *migration = migrations->pdata[i];

      if (migration->version != i + 1)
        {
          g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                       "The migrations are not numbered one by one: “%s” stands where number %u should",
                       migration->name, i + 1);
          return FALSE;
        }
    }

  return TRUE;
}

/* The migrations of a folder by number: element i has number i + 1. */
static GPtrArray *
list_migrations (const char *resource_path,
                 GError    **error)
{
  g_autoptr(GPtrArray) migrations = g_ptr_array_new_with_free_func ((GDestroyNotify) migration_free);
  g_auto(GStrv) names = g_resources_enumerate_children (resource_path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (names == NULL)
    {
      return NULL;
    }

  for (guint i = 0; names[i] != NULL; i++)
    {
      Migration *migration = g_new0 (Migration, 1);

      migration->path = g_build_path ("/", resource_path, names[i], NULL);
      migration->name = strrchr (migration->path, '/') + 1;
      migration->version = parse_version (names[i]);
      g_ptr_array_add (migrations, migration);
    }

  g_ptr_array_sort (migrations, compare_migrations);
  return check_numbers (migrations, error) ? g_steal_pointer (&migrations) : NULL;
}

static void
set_newer_error (gint64   version,
                 gint64   newest,
                 GError **error)
{
  g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_NEWER,
               "The database has schema version %" G_GINT64_FORMAT ", but this program knows versions up to %"
               G_GINT64_FORMAT ". Install the newer version of SweetSpot that last used it, or restore a backup made "
               "before", version, newest);
}

static gboolean
run_script (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  const Migration *migration = user_data;
  g_autoptr(GBytes) data = NULL;
  g_autofree char *script = NULL;
  gint64 version = bakery_connection_get_version (connection, error);

  if (version < 0)
    {
      return FALSE;
    }

  /* Another program may have run it between the look at the version and the beginning of this transaction. */
  if (version >= migration->version)
    {
      return TRUE;
    }

  data = g_resources_lookup_data (migration->path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (data == NULL)
    {
      return FALSE;
    }

  script = g_strndup (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  return bakery_connection_execute_script (connection, script, error)
         && bakery_connection_set_version (connection, migration->version, error);
}

/**
 * bakery_migrator_get_newest:
 * @resource_path: the folder, as in `/org/sweetspot/server/sql`
 * @error: a #GResourceError, or %BAKERY_STORAGE_ERROR_FAILED when the files are not numbered one by one from 1
 *
 * Returns: the newest schema version this program knows, -1 on error
 */
gint64
bakery_migrator_get_newest (const char *resource_path,
                            GError    **error)
{
  g_autoptr(GPtrArray) migrations = NULL;

  g_return_val_if_fail (resource_path != NULL, -1);

  migrations = list_migrations (resource_path, error);
  return migrations != NULL ? (gint64) migrations->len : -1;
}

/**
 * bakery_migrator_run:
 * @connection: a connection outside of a transaction
 * @resource_path: the folder
 * @migrated: (nullable) (scope call): told of each migration that ran
 * @user_data: for @migrated
 * @error: as bakery_migrator_get_newest(); %BAKERY_STORAGE_ERROR_NEWER; a #BakeryStorageError that names the file and line
 *
 * Runs the migrations that the database has not seen, each in a transaction of its own together with its number. One that
 * fails leaves the database as the one before it did.
 *
 * Returns: %TRUE when the database has the newest schema
 */
gboolean
bakery_migrator_run (BakeryConnection   *connection,
                     const char         *resource_path,
                     BakeryMigrationFunc migrated,
                     gpointer            user_data,
                     GError            **error)
{
  g_autoptr(GPtrArray) migrations = NULL;
  gint64 version;

  g_return_val_if_fail (connection != NULL && resource_path != NULL, FALSE);

  migrations = list_migrations (resource_path, error);
  version = migrations != NULL ? bakery_connection_get_version (connection, error) : -1;
  if (version < 0)
    {
      return FALSE;
    }

  if (version > migrations->len)
    {
      set_newer_error (version, migrations->len, error);
      return FALSE;
    }

  for (gint64 i = version; i < migrations->len; i++)
    {
      Migration *migration = migrations->pdata[i];

      if (!bakery_connection_transaction (connection, run_script, migration, error))
        {
          g_prefix_error (error, "%s: ", migration->name);
          return FALSE;
        }

      if (migrated != NULL)
        {
          migrated (migration->version, migration->name, user_data);
        }
    }

  return TRUE;
}

/**
 * bakery_migrator_check:
 * @connection: a connection, which may be read-only
 * @resource_path: the folder
 * @error: as bakery_migrator_run(); %BAKERY_STORAGE_ERROR_FAILED when migrations are missing
 *
 * Finds out whether the database has exactly the schema this program knows, and changes nothing.
 *
 * Returns: %TRUE when it has
 */
gboolean
bakery_migrator_check (BakeryConnection *connection,
                       const char       *resource_path,
                       GError          **error)
{
  gint64 newest;
  gint64 version;

  g_return_val_if_fail (connection != NULL && resource_path != NULL, FALSE);

  newest = bakery_migrator_get_newest (resource_path, error);
  version = newest >= 0 ? bakery_connection_get_version (connection, error) : -1;
  if (version < 0)
    {
      return FALSE;
    }

  if (version > newest)
    {
      set_newer_error (version, newest, error);
      return FALSE;
    }

  if (version < newest)
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                   "The database has schema version %" G_GINT64_FORMAT ", but this program needs version %"
                   G_GINT64_FORMAT ". Migrate it first", version, newest);
      return FALSE;
    }

  return TRUE;
}
