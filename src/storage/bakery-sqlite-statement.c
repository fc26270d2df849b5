/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The SQLite engine's statements, and what SQLite's error codes mean to the rest of the program. */

#include "config.h"

#include "bakery-sqlite-private.h"

#include <errno.h>

/* Looks at what the failed call has left in errno: sqlite3_system_errno() hears of no error within a COMMIT. */
static BakeryStorageError
translate_io_error (void)
{
  switch (errno)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return BAKERY_STORAGE_ERROR_FULL;

    default:
      return BAKERY_STORAGE_ERROR_FAILED;
    }
}

static BakeryStorageError
translate_constraint (int code)
{
  switch (code)
    {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return BAKERY_STORAGE_ERROR_UNIQUE;

    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return BAKERY_STORAGE_ERROR_REFERENCE;

    default:
      return BAKERY_STORAGE_ERROR_CHECK;
    }
}

static BakeryStorageError
translate (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_CONSTRAINT:
      return translate_constraint (code);

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return BAKERY_STORAGE_ERROR_BUSY;

    case SQLITE_FULL:
      return BAKERY_STORAGE_ERROR_FULL;

    case SQLITE_IOERR:
      return code == SQLITE_IOERR_CORRUPTFS ? BAKERY_STORAGE_ERROR_DAMAGED : translate_io_error ();

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return BAKERY_STORAGE_ERROR_DAMAGED;

    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return BAKERY_STORAGE_ERROR_CANNOT_OPEN;

    default:
      return BAKERY_STORAGE_ERROR_FAILED;
    }
}

/* Sets error from what SQLite has just said on db. The text of a general error can quote a bound value (a search in FTS5
 * does); only those of statements without placeholders are passed on. */
void
bakery_sqlite_set_error (sqlite3 *db,
                         int      code,
                         gboolean may_quote,
                         GError **error)
{
  static const char unique_prefix[] = "UNIQUE constraint failed: ";
  const char *message = sqlite3_errmsg (db);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The statement was interrupted");
      return;
    }

  if (may_quote && (code & 0xff) == SQLITE_ERROR)
    {
      message = sqlite3_errstr (code);
    }
  else if (g_str_has_prefix (message, unique_prefix))
    {
      message += strlen (unique_prefix);
    }

  g_set_error_literal (error, BAKERY_STORAGE_ERROR, (int) translate (code), message);
}

/* Fills in the positions; FALSE unless the placeholders are $1 to $n, each at least once. */
static gboolean
find_positions (SqliteStatement *self)
{
  char name[16];

  for (int i = 1; i <= self->n_positions; i++)
    {
      g_snprintf (name, sizeof name, "$%d", i);
      self->positions[i] = sqlite3_bind_parameter_index (self->stmt, name);
      if (self->positions[i] == 0)
        {
          return FALSE;
        }
    }

  return TRUE;
}

static BakeryStatement *
wrap_statement (sqlite3      *db,
                sqlite3_stmt *stmt,
                GError      **error)
{
  SqliteStatement *self;
  int n_positions = sqlite3_bind_parameter_count (stmt);

  self = g_malloc0 (sizeof *self + ((gsize) n_positions + 1) * sizeof *self->positions);
  self->db = db;
  self->stmt = stmt;
  self->n_positions = n_positions;
  self->base.n_columns = (guint) sqlite3_column_count (stmt);

  if (!find_positions (self))
    {
      g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                           "The placeholders of a statement must be $1, $2, … without a gap");
      sqlite3_finalize (stmt);
      g_free (self);
      return NULL;
    }

  return &self->base;
}

BakeryStatement *
bakery_sqlite_prepare (BakeryConnection *connection,
                       const char       *sql,
                       GError          **error)
{
  SqliteConnection *self = (SqliteConnection *) connection;
  sqlite3_stmt *stmt = NULL;
  const char *tail = NULL;
  int code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, &tail);

  if (code != SQLITE_OK)
    {
      bakery_sqlite_set_error (self->db, code, FALSE, error);
      return NULL;
    }

  if (stmt == NULL || tail[strspn (tail, " \t\r\n")] != '\0')
    {
      sqlite3_finalize (stmt);
      g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                           "The text to prepare must be exactly one statement");
      return NULL;
    }

  return wrap_statement (self->db, stmt, error);
}

void
bakery_sqlite_free_statement (BakeryStatement *statement)
{
  sqlite3_finalize (((SqliteStatement *) statement)->stmt);
  g_free (statement);
}

void
bakery_sqlite_reset (BakeryStatement *statement,
                     gboolean         clear_bindings)
{
  SqliteStatement *self = (SqliteStatement *) statement;

  sqlite3_reset (self->stmt);
  self->bind_error = SQLITE_OK;
  if (clear_bindings && self->n_positions > 0)
    {
      sqlite3_clear_bindings (self->stmt);
    }
}

/* SQLite's index of a placeholder; 0, which it refuses, when there is none of this number. */
static int
get_index (SqliteStatement *self,
           guint            position)
{
  return position >= 1 && position <= (guint) self->n_positions ? self->positions[position] : 0;
}

static void
note_bind (SqliteStatement *self,
           int              code)
{
  if (self->bind_error == SQLITE_OK)
    {
      self->bind_error = code;
    }
}

void
bakery_sqlite_bind_null (BakeryStatement *statement,
                         guint            position)
{
  SqliteStatement *self = (SqliteStatement *) statement;

  note_bind (self, sqlite3_bind_null (self->stmt, get_index (self, position)));
}

void
bakery_sqlite_bind_int (BakeryStatement *statement,
                        guint            position,
                        gint64           value)
{
  SqliteStatement *self = (SqliteStatement *) statement;

  note_bind (self, sqlite3_bind_int64 (self->stmt, get_index (self, position), value));
}

void
bakery_sqlite_bind_real (BakeryStatement *statement,
                         guint            position,
                         double           value)
{
  SqliteStatement *self = (SqliteStatement *) statement;

  note_bind (self, sqlite3_bind_double (self->stmt, get_index (self, position), value));
}

void
bakery_sqlite_bind_text (BakeryStatement *statement,
                         guint            position,
                         const char      *value)
{
  SqliteStatement *self = (SqliteStatement *) statement;

  note_bind (self, sqlite3_bind_text64 (self->stmt, get_index (self, position), value, strlen (value),
                                        SQLITE_TRANSIENT, SQLITE_UTF8));
}

void
bakery_sqlite_bind_blob (BakeryStatement *statement,
                         guint            position,
                         gconstpointer    data,
                         gsize            length)
{
  SqliteStatement *self = (SqliteStatement *) statement;

  note_bind (self, sqlite3_bind_blob64 (self->stmt, get_index (self, position), data, length, SQLITE_TRANSIENT));
}

gboolean
bakery_sqlite_step (BakeryStatement *statement,
                    gboolean        *ret_row,
                    GError         **error)
{
  SqliteStatement *self = (SqliteStatement *) statement;
  int code;

  if (self->bind_error != SQLITE_OK)
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                   "A value could not be bound: %s", sqlite3_errstr (self->bind_error));
      return FALSE;
    }

  code = sqlite3_step (self->stmt);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      bakery_sqlite_set_error (self->db, code, self->n_positions > 0, error);
      return FALSE;
    }

  *ret_row = code == SQLITE_ROW;
  return TRUE;
}

gboolean
bakery_sqlite_is_null (BakeryStatement *statement,
                       guint            column)
{
  return sqlite3_column_type (((SqliteStatement *) statement)->stmt, (int) column) == SQLITE_NULL;
}

gint64
bakery_sqlite_get_int (BakeryStatement *statement,
                       guint            column)
{
  return sqlite3_column_int64 (((SqliteStatement *) statement)->stmt, (int) column);
}

double
bakery_sqlite_get_real (BakeryStatement *statement,
                        guint            column)
{
  return sqlite3_column_double (((SqliteStatement *) statement)->stmt, (int) column);
}

const char *
bakery_sqlite_peek_text (BakeryStatement *statement,
                         guint            column)
{
  return (const char *) sqlite3_column_text (((SqliteStatement *) statement)->stmt, (int) column);
}

gconstpointer
bakery_sqlite_peek_blob (BakeryStatement *statement,
                         guint            column,
                         gsize           *ret_length)
{
  SqliteStatement *self = (SqliteStatement *) statement;
  gconstpointer data = sqlite3_column_blob (self->stmt, (int) column);

  *ret_length = (gsize) sqlite3_column_bytes (self->stmt, (int) column);
  return data;
}
