/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The SQLite engine: opening and setting up databases, and running scripts. It expects one connection per database to do
 * all writes and all checkpoints: with two, SQLite before 3.51.3 can reset the write-ahead log under a checkpoint and
 * damage the file. So a read-only connection never makes a checkpoint, not even when it is the last one to close. */

#include "config.h"

#include "bakery-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MILLISECONDS 5000

/* For each database of a connection. A checkpoint follows the commit that makes the log this long: a page that changes often is
 * then written back once for many changes, and no commit waits for longer than some tens of milliseconds. The log is cut back
 * to its size once a checkpoint has emptied it. */
#define CACHE_KIBIBYTES "2048"
#define LOG_PAGES "4000"
#define LOG_BYTES "16777216"

/* Creates the file by hand, since SQLite would let the umask decide who may read it; the log and its index take over the
 * mode of the file. A file that is there is not opened: closing it again would drop the locks that other connections
 * of this process hold on it. */
static gboolean
create_file (const char *path,
             GError    **error)
{
  int descriptor = open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  if (descriptor == -1 && errno != EEXIST)
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN,
                   "The database “%s” cannot be created: %s", path, g_strerror (errno));
      return FALSE;
    }

  if (descriptor != -1)
    {
      close (descriptor);
    }

  return TRUE;
}

/* Returns the path as SQLite shall see it: absolute, so that none is mistaken for an URI. */
static char *
prepare_file (const char           *location,
              BakeryConnectionFlags flags,
              GError              **error)
{
  g_autofree char *path = NULL;

  if (strcmp (location, ":memory:") == 0)
    {
      return g_strdup (location);
    }

  path = g_canonicalize_filename (location, NULL);
  if ((flags & BAKERY_CONNECTION_CREATE) != 0)
    {
      return create_file (path, error) ? g_steal_pointer (&path) : NULL;
    }

  if (g_access (path, F_OK) != 0)
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN,
                   "The database “%s” cannot be opened: %s", path, g_strerror (errno));
      return NULL;
    }

  return g_steal_pointer (&path);
}

/* Locks a file beside the database, not the database itself: SQLite's own locks are POSIX ones, which a process loses for
 * all its descriptors of a file when it closes any. The kernel drops ours with the process, however that ends. */
static gboolean
take_lock (SqliteConnection *self,
           const char       *path,
           GError          **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);

  self->lock = open (name, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock == -1)
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN,
                   "The file “%s” cannot be created: %s", name, g_strerror (errno));
      return FALSE;
    }

  if (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_BUSY,
                   "Another program is writing to the database “%s”. End that one first.", path);
      return FALSE;
    }

  return TRUE;
}

/* Runs statements of this file's own, without rows that matter. */
static gboolean
execute (SqliteConnection *self,
         const char       *sql,
         GError          **error)
{
  int code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    {
      bakery_sqlite_set_error (self->db, code, FALSE, error);
      return FALSE;
    }

  return TRUE;
}

/* The settings of one database; `main` has those of the connection too. The first of them reads the file, so it also finds
 * out whether it is a database at all. */
static gboolean
configure_schema (SqliteConnection     *self,
                  const char           *name,
                  BakeryConnectionFlags flags,
                  GError              **error)
{
  g_autofree char *script = NULL;
  SqliteSchema *schema;

  if ((flags & BAKERY_CONNECTION_READ_ONLY) != 0)
    {
      script = g_strdup_printf ("PRAGMA %s.schema_version; PRAGMA %s.cache_size = -" CACHE_KIBIBYTES, name, name);
    }
  else
    {
      script = g_strdup_printf ("PRAGMA %s.journal_mode = WAL; PRAGMA %s.synchronous = %s;"
                                "PRAGMA %s.journal_size_limit = " LOG_BYTES ";"
                                "PRAGMA %s.cache_size = -" CACHE_KIBIBYTES,
                                name, name, (flags & BAKERY_CONNECTION_RELAXED) != 0 ? "NORMAL" : "FULL", name, name);
    }

  if (!execute (self, script, error))
    {
      return FALSE;
    }

  if ((flags & BAKERY_CONNECTION_READ_ONLY) == 0 && sqlite3_db_readonly (self->db, name) == 1)
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN,
                   "The database “%s” may not be written", sqlite3_db_filename (self->db, name));
      return FALSE;
    }

  schema = g_malloc0 (sizeof *schema + strlen (name) + 1);
  schema->flags = flags;
  memcpy (schema->name, name, strlen (name));
  g_ptr_array_add (self->schemas, schema);
  return TRUE;
}

/* A cache has triggers that keep its FTS5 tables, and SQLite 3.40 counts FTS5 among what only a trusted schema may use. The
 * program made that schema itself; any other may have been tampered with. */
static gboolean
configure_trust (SqliteConnection     *self,
                 BakeryConnectionFlags flags,
                 GError              **error)
{
  return (flags & BAKERY_CONNECTION_RELAXED) == 0 || execute (self, "PRAGMA trusted_schema = ON", error);
}

static gboolean
configure_connection (SqliteConnection *self,
                      GError          **error)
{
  gboolean read_only = (self->base.flags & BAKERY_CONNECTION_READ_ONLY) != 0;

  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MILLISECONDS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, read_only ? 1 : 0, NULL);

  return execute (self, "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY", error)
         && execute (self, read_only ? "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0"
                                     : "PRAGMA wal_autocheckpoint = " LOG_PAGES, error);
}

static void
sqlite_close (BakeryConnection *connection)
{
  SqliteConnection *self = (SqliteConnection *) connection;

  sqlite3_close (self->db);
  if (self->lock != -1)
    {
      close (self->lock);
    }
  g_ptr_array_unref (self->schemas);
  g_free (self);
}

/* Has SQLite not count what it allocates: the count has a lock that all threads of the process would meet at. */
static void
configure_library (void)
{
  static gsize configured;

  if (g_once_init_enter (&configured))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&configured, 1);
    }
}

static BakeryConnection *
sqlite_open (const char           *location,
             BakeryConnectionFlags flags,
             GError              **error)
{
  g_autofree char *path = prepare_file (location, flags, error);
  SqliteConnection *self;
  int access = (flags & BAKERY_CONNECTION_READ_ONLY) != 0 ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  int code;

  if (path == NULL)
    {
      return NULL;
    }

  configure_library ();
  self = g_new0 (SqliteConnection, 1);
  self->base.engine = &bakery_sqlite_engine;
  self->base.flags = flags;
  self->schemas = g_ptr_array_new_with_free_func (g_free);
  self->lock = -1;

  if ((flags & BAKERY_CONNECTION_SOLE) != 0 && !take_lock (self, path, error))
    {
      sqlite_close (&self->base);
      return NULL;
    }

  code = sqlite3_open_v2 (path, &self->db, access | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN,
                   "The database “%s” cannot be opened: %s", path, sqlite3_errstr (code));
    }
  else if (configure_connection (self, error)
           && configure_trust (self, flags, error)
           && configure_schema (self, "main", flags, error))
    {
      return &self->base;
    }

  sqlite_close (&self->base);
  return NULL;
}

static gboolean
run_attach (SqliteConnection *self,
            const char       *path,
            const char       *schema,
            GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  g_autofree char *sql = g_strdup_printf ("ATTACH $1 AS \"%s\"", schema);

  statement = bakery_connection_prepare (&self->base, sql, error);
  if (statement == NULL)
    {
      return FALSE;
    }

  bakery_statement_bind_text (statement, 1, path);
  return bakery_statement_run (statement, error);
}

static gboolean
sqlite_attach (BakeryConnection     *connection,
               const char           *location,
               const char           *schema,
               BakeryConnectionFlags flags,
               GError              **error)
{
  SqliteConnection *self = (SqliteConnection *) connection;
  g_autofree char *path = prepare_file (location, flags, error);
  g_autofree char *detach = NULL;

  if (path == NULL || !run_attach (self, path, schema, error))
    {
      return FALSE;
    }

  if (!configure_trust (self, flags, error) || !configure_schema (self, schema, flags, error))
    {
      detach = g_strdup_printf ("DETACH \"%s\"", schema);
      execute (self, detach, NULL);
      return FALSE;
    }

  return TRUE;
}

static void
set_script_error (SqliteConnection *self,
                  int               code,
                  const char       *script,
                  const char       *position,
                  GError          **error)
{
  guint line = 1;

  for (const char *c = script; c < position; c++)
    {
      line += *c == '\n' ? 1 : 0;
    }

  bakery_sqlite_set_error (self->db, code, FALSE, error);
  g_prefix_error (error, "line %u: ", line);
}

/* Runs the statement at *next, if there is one, and moves *next behind it. */
static gboolean
run_next (SqliteConnection *self,
          const char       *script,
          const char      **next,
          GError          **error)
{
  const char *start = *next + strspn (*next, " \t\r\n");
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2 (self->db, start, -1, &stmt, next);

  if (code != SQLITE_OK)
    {
      set_script_error (self, code, script, start + MAX (sqlite3_error_offset (self->db), 0), error);
      return FALSE;
    }

  while (stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW)
    {
      continue;
    }

  code = sqlite3_finalize (stmt);
  if (code != SQLITE_OK)
    {
      set_script_error (self, code, script, start, error);
      return FALSE;
    }

  return TRUE;
}

static gboolean
sqlite_execute_script (BakeryConnection *connection,
                       const char       *script,
                       GError          **error)
{
  const char *next = script;

  while (*next != '\0')
    {
      if (!run_next ((SqliteConnection *) connection, script, &next, error))
        {
          return FALSE;
        }
    }

  return TRUE;
}

static gint64
sqlite_get_n_changes (BakeryConnection *connection)
{
  return sqlite3_changes64 (((SqliteConnection *) connection)->db);
}

static gint64
sqlite_get_inserted_id (BakeryConnection *connection)
{
  return sqlite3_last_insert_rowid (((SqliteConnection *) connection)->db);
}

static gint64
sqlite_get_n_total_changes (BakeryConnection *connection)
{
  return sqlite3_total_changes64 (((SqliteConnection *) connection)->db);
}

static void
sqlite_interrupt (BakeryConnection *connection)
{
  sqlite3_interrupt (((SqliteConnection *) connection)->db);
}

static gboolean
sqlite_is_in_transaction (BakeryConnection *connection)
{
  return sqlite3_get_autocommit (((SqliteConnection *) connection)->db) == 0;
}

static gint64
sqlite_get_version (BakeryConnection *connection,
                    GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean row;

  statement = bakery_connection_prepare (connection, "PRAGMA user_version", error);
  if (statement == NULL || !bakery_statement_step (statement, &row, error))
    {
      return -1;
    }

  return row ? bakery_statement_get_int (statement, 0) : 0;
}

static gboolean
sqlite_set_version (BakeryConnection *connection,
                    gint64            version,
                    GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, version);

  return execute ((SqliteConnection *) connection, sql, error);
}

const BakeryEngine bakery_sqlite_engine = {
  .begin = "BEGIN IMMEDIATE",
  .begin_snapshot = "BEGIN",
  .open = sqlite_open,
  .close = sqlite_close,
  .attach = sqlite_attach,
  .execute_script = sqlite_execute_script,
  .get_n_changes = sqlite_get_n_changes,
  .get_inserted_id = sqlite_get_inserted_id,
  .get_n_total_changes = sqlite_get_n_total_changes,
  .interrupt = sqlite_interrupt,
  .is_in_transaction = sqlite_is_in_transaction,
  .get_version = sqlite_get_version,
  .set_version = sqlite_set_version,
  .check = bakery_sqlite_check,
  .prepare = bakery_sqlite_prepare,
  .free_statement = bakery_sqlite_free_statement,
  .reset = bakery_sqlite_reset,
  .bind_null = bakery_sqlite_bind_null,
  .bind_int = bakery_sqlite_bind_int,
  .bind_real = bakery_sqlite_bind_real,
  .bind_text = bakery_sqlite_bind_text,
  .bind_blob = bakery_sqlite_bind_blob,
  .step = bakery_sqlite_step,
  .is_null = bakery_sqlite_is_null,
  .get_int = bakery_sqlite_get_int,
  .get_real = bakery_sqlite_get_real,
  .peek_text = bakery_sqlite_peek_text,
  .peek_blob = bakery_sqlite_peek_blob,
};
