/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Statements: the cache that lends them out, and the rules for stepping them that hold for every engine. Runs on the
 * thread that uses the connection. */

#include "config.h"

#include "bakery-connection-private.h"

/* The most prepared statements that one connection keeps while nobody uses them. */
#define MAXIMUM_IDLE 128

/* How much of a statement's text goes into its hash. */
#define HASHED_CHARACTERS 48

/* Texts of hundreds of characters, most of them column names, are looked up several times for each request: their length and
 * their end tell them apart as well as all of them would. */
static guint
hash_sql (gconstpointer key)
{
  const char *sql = key;
  gsize length = strlen (sql);

  return g_str_hash (sql + length - MIN (length, HASHED_CHARACTERS)) ^ (guint) length;
}

static void
statement_free (BakeryStatement *self)
{
  g_free (self->sql);
  self->connection->engine->free_statement (self);
}

/* Returns the cached statement with this text, now lent, unless there is none or somebody has borrowed it already. */
static BakeryStatement *
take_idle (BakeryConnection *self,
           const char       *sql)
{
  BakeryStatement *statement = self->cached != NULL ? g_hash_table_lookup (self->cached, sql) : NULL;

  if (statement == NULL || statement->is_lent)
    {
      return NULL;
    }

  g_queue_unlink (&self->idle, &statement->link);
  return statement;
}

static BakeryStatement *
prepare (BakeryConnection *self,
         const char       *sql,
         GError          **error)
{
  BakeryStatement *statement = self->engine->prepare (self, sql, error);

  if (statement == NULL)
    {
      return NULL;
    }

  statement->connection = self;
  statement->sql = g_strdup (sql);
  statement->link.data = statement;
  if (self->cached == NULL)
    {
      self->cached = g_hash_table_new (hash_sql, g_str_equal);
    }

  if (!g_hash_table_contains (self->cached, sql))
    {
      statement->is_cached = TRUE;
      g_hash_table_insert (self->cached, statement->sql, statement);
    }

  return statement;
}

/* Frees the statement that nobody has used for longest. */
static void
forget_oldest (BakeryConnection *self)
{
  BakeryStatement *statement = self->idle.tail->data;

  g_queue_unlink (&self->idle, &statement->link);
  g_hash_table_remove (self->cached, statement->sql);
  statement_free (statement);
}

/**
 * bakery_connection_prepare:
 * @self: a connection
 * @sql: one statement; its placeholders are $1, $2, … without a gap
 * @error: a #BakeryStorageError
 *
 * Lends the statement with this text out of the cache, or prepares it.
 *
 * Returns: (transfer full) (nullable): a statement with nothing bound, for bakery_statement_release()
 */
BakeryStatement *
bakery_connection_prepare (BakeryConnection *self,
                           const char       *sql,
                           GError          **error)
{
  BakeryStatement *statement;

  g_return_val_if_fail (self != NULL && sql != NULL, NULL);

  statement = take_idle (self, sql);
  if (statement == NULL)
    {
      statement = prepare (self, sql, error);
    }

  if (statement == NULL)
    {
      return NULL;
    }

  statement->is_lent = TRUE;
  self->n_lent++;
  return statement;
}

/**
 * bakery_statement_release:
 * @self: (transfer full) (nullable): a statement
 *
 * Resets it, forgets what was bound, and gives it back to its connection. Texts and blobs that were peeked are gone.
 */
void
bakery_statement_release (BakeryStatement *self)
{
  BakeryConnection *connection;

  if (self == NULL)
    {
      return;
    }

  connection = self->connection;
  connection->engine->reset (self, TRUE);
  connection->n_lent--;
  self->state = BAKERY_STATEMENT_READY;

  self->is_lent = FALSE;
  if (!self->is_cached)
    {
      statement_free (self);
      return;
    }

  g_queue_push_head_link (&connection->idle, &self->link);
  if (connection->idle.length > MAXIMUM_IDLE)
    {
      forget_oldest (connection);
    }
}

/**
 * bakery_connection_drop_statements:
 * @self: a connection
 *
 * Frees the statements in the cache. None must be lent.
 */
void
bakery_connection_drop_statements (BakeryConnection *self)
{
  while (self->idle.tail != NULL)
    {
      forget_oldest (self);
    }

  g_clear_pointer (&self->cached, g_hash_table_unref);
}

/**
 * bakery_statement_bind_null:
 * @self: a statement that has not been stepped, or was rewound
 * @position: of the placeholder, from 1
 *
 * Binds NULL. What goes wrong with any of the bindings is reported by the next step.
 */
void
bakery_statement_bind_null (BakeryStatement *self,
                            guint            position)
{
  self->connection->engine->bind_null (self, position);
}

/**
 * bakery_statement_bind_int:
 * @self: a statement that has not been stepped, or was rewound
 * @position: of the placeholder, from 1
 * @value: an integer
 *
 * Binds an integer.
 */
void
bakery_statement_bind_int (BakeryStatement *self,
                           guint            position,
                           gint64           value)
{
  self->connection->engine->bind_int (self, position, value);
}

/**
 * bakery_statement_bind_real:
 * @self: a statement that has not been stepped, or was rewound
 * @position: of the placeholder, from 1
 * @value: a number
 *
 * Binds a floating point number.
 */
void
bakery_statement_bind_real (BakeryStatement *self,
                            guint            position,
                            double           value)
{
  self->connection->engine->bind_real (self, position, value);
}

/**
 * bakery_statement_bind_text:
 * @self: a statement that has not been stepped, or was rewound
 * @position: of the placeholder, from 1
 * @value: (nullable): UTF-8, which is copied; %NULL binds NULL
 *
 * Binds a text.
 */
void
bakery_statement_bind_text (BakeryStatement *self,
                            guint            position,
                            const char      *value)
{
  if (value == NULL)
    {
      bakery_statement_bind_null (self, position);
      return;
    }

  self->connection->engine->bind_text (self, position, value);
}

/**
 * bakery_statement_bind_blob:
 * @self: a statement that has not been stepped, or was rewound
 * @position: of the placeholder, from 1
 * @data: (nullable) (array length=length): bytes, which are copied; %NULL binds NULL
 * @length: how many
 *
 * Binds bytes.
 */
void
bakery_statement_bind_blob (BakeryStatement *self,
                            guint            position,
                            gconstpointer    data,
                            gsize            length)
{
  if (data == NULL)
    {
      bakery_statement_bind_null (self, position);
      return;
    }

  self->connection->engine->bind_blob (self, position, data, length);
}

/**
 * bakery_statement_step:
 * @self: a statement
 * @ret_row: (out): whether it now stands on a row; untouched on error
 * @error: a #BakeryStorageError
 *
 * Goes to the next row. After the last one, further steps find no row; they do not run the statement again.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_statement_step (BakeryStatement *self,
                       gboolean        *ret_row,
                       GError         **error)
{
  gboolean row = FALSE;

  g_return_val_if_fail (self != NULL && ret_row != NULL, FALSE);

  if (self->state == BAKERY_STATEMENT_FAILED)
    {
      g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                           "The statement failed before and was not rewound");
      return FALSE;
    }

  if (self->state != BAKERY_STATEMENT_DONE)
    {
      if (!bakery_connection_is_usable (self->connection, error))
        {
          return FALSE;
        }

      if (!self->connection->engine->step (self, &row, error))
        {
          self->state = BAKERY_STATEMENT_FAILED;
          bakery_connection_note_failure (self->connection);
          return FALSE;
        }

      self->state = row ? BAKERY_STATEMENT_ROW : BAKERY_STATEMENT_DONE;
    }

  *ret_row = row;
  return TRUE;
}

/**
 * bakery_statement_run:
 * @self: a statement
 * @error: a #BakeryStorageError
 *
 * Steps to the end, passing over rows, and rewinds: it may be bound and run again at once.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_statement_run (BakeryStatement *self,
                      GError         **error)
{
  gboolean row = TRUE;

  while (row)
    {
      if (!bakery_statement_step (self, &row, error))
        {
          return FALSE;
        }
    }

  return bakery_statement_rewind (self, error);
}

/**
 * bakery_statement_rewind:
 * @self: a statement
 * @error: a #BakeryStorageError
 *
 * Makes it ready to be stepped from the start. What was bound stays bound.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_statement_rewind (BakeryStatement *self,
                         GError         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->connection->engine->reset (self, FALSE);
  self->state = BAKERY_STATEMENT_READY;
  return TRUE;
}

/**
 * bakery_statement_get_n_columns:
 * @self: a statement
 *
 * Returns: how many columns its rows have, 0 when it has no rows
 */
guint
bakery_statement_get_n_columns (BakeryStatement *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

static gboolean
has_column (BakeryStatement *self,
            guint            column)
{
  return self->state == BAKERY_STATEMENT_ROW && column < self->n_columns;
}

/**
 * bakery_statement_is_null:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: whether the column is NULL
 */
gboolean
bakery_statement_is_null (BakeryStatement *self,
                          guint            column)
{
  g_return_val_if_fail (has_column (self, column), TRUE);

  return self->connection->engine->is_null (self, column);
}

/**
 * bakery_statement_get_int:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: its integer, 0 when it is NULL
 */
gint64
bakery_statement_get_int (BakeryStatement *self,
                          guint            column)
{
  g_return_val_if_fail (has_column (self, column), 0);

  return self->connection->engine->get_int (self, column);
}

/**
 * bakery_statement_get_real:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: its number, 0 when it is NULL
 */
double
bakery_statement_get_real (BakeryStatement *self,
                           guint            column)
{
  g_return_val_if_fail (has_column (self, column), 0);

  return self->connection->engine->get_real (self, column);
}

/**
 * bakery_statement_peek_text:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): its text until the next step, %NULL when it is NULL
 */
const char *
bakery_statement_peek_text (BakeryStatement *self,
                            guint            column)
{
  g_return_val_if_fail (has_column (self, column), NULL);

  return self->connection->engine->peek_text (self, column);
}

/**
 * bakery_statement_dup_text:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): its text, %NULL when it is NULL
 */
char *
bakery_statement_dup_text (BakeryStatement *self,
                           guint            column)
{
  return g_strdup (bakery_statement_peek_text (self, column));
}

/**
 * bakery_statement_read_ids:
 * @self: a statement that has not been stepped yet
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Steps through all rows.
 *
 * Returns: (transfer full) (element-type gint64): the numbers of the first column, or %NULL with @error
 */
GArray *
bakery_statement_read_ids (BakeryStatement *self,
                           GError         **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row;

  while (bakery_statement_step (self, &has_row, error))
    {
      gint64 id;

      if (!has_row)
        return g_steal_pointer (&ids);
      id = bakery_statement_get_int (self, 0);
      g_array_append_val (ids, id);
    }

  return NULL;
}

/**
 * bakery_statement_peek_blob:
 * @self: a statement that stands on a row
 * @column: from 0
 * @ret_length: (out): how many bytes
 *
 * Returns: (transfer none) (nullable): its bytes until the next step, %NULL when there are none
 */
gconstpointer
bakery_statement_peek_blob (BakeryStatement *self,
                            guint            column,
                            gsize           *ret_length)
{
  g_return_val_if_fail (ret_length != NULL, NULL);
  g_return_val_if_fail (has_column (self, column), NULL);

  return self->connection->engine->peek_blob (self, column, ret_length);
}
