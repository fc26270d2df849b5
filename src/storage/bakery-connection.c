/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Connections and transactions: what is the same for every engine. Which engine a location means is decided here; how it
 * works is in the engine's file, and statements are in bakery-statement.c. A connection is used by one thread at a time,
 * except for bakery_connection_interrupt(). */

#include "config.h"

#include "bakery-connection-private.h"

G_DEFINE_QUARK (bakery-storage-error-quark, bakery_storage_error)

/**
 * bakery_connection_open:
 * @location: a path, `sqlite:PATH`, `:memory:` or `postgresql://…`
 * @flags: how
 * @error: a #BakeryStorageError
 *
 * Opens a database. Without %BAKERY_CONNECTION_CREATE there must be one; with it, a new file is readable and writable by
 * its owner only.
 *
 * Returns: (transfer full) (nullable): a connection, to be closed with bakery_connection_close()
 */
BakeryConnection *
bakery_connection_open (const char *location,
                        BakeryConnectionFlags flags,
                        GError               **error)
{
  BakeryConnection *self;

  g_return_val_if_fail (location != NULL, NULL);
  g_return_val_if_fail ((flags & BAKERY_CONNECTION_READ_ONLY) == 0 || (flags & BAKERY_CONNECTION_CREATE) == 0, NULL);

  if (g_str_has_prefix (location, "postgresql:") || g_str_has_prefix (location, "postgres:"))
    {
      g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_CANNOT_OPEN,
                           "The database cannot be opened: PostgreSQL is not built into this program");
      return NULL;
    }

  if (g_str_has_prefix (location, "sqlite:"))
    {
      location += strlen ("sqlite:");
    }

  self = bakery_sqlite_engine.open (location, flags, error);
  return self;
}

/**
 * bakery_connection_close:
 * @self: (transfer full) (nullable): a connection
 *
 * Closes it. A transaction that is open is rolled back. All statements must have been released.
 */
void
bakery_connection_close (BakeryConnection *self)
{
  if (self == NULL)
    {
      return;
    }

  g_return_if_fail (self->n_lent == 0);

  bakery_connection_roll_back (self);
  bakery_connection_drop_statements (self);
  self->engine->close (self);
}

/**
 * bakery_connection_set_context:
 * @self: a connection
 * @context: (nullable): what the program that uses it wants to find with it; must stay until the next call
 *
 * Says on whose behalf the connection is used from now on. It means nothing to this layer.
 */
void
bakery_connection_set_context (BakeryConnection *self,
                               gconstpointer     context)
{
  g_return_if_fail (self != NULL);

  self->context = context;
}

/**
 * bakery_connection_get_context:
 * @self: a connection
 *
 * Returns: (nullable): what bakery_connection_set_context() was given last
 */
gconstpointer
bakery_connection_get_context (BakeryConnection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->context;
}

/**
 * bakery_connection_attach:
 * @self: a connection
 * @location: a path
 * @schema: the name its tables are qualified with, in small letters
 * @flags: as for bakery_connection_open(); whether it is read-only must agree with @self
 * @error: a #BakeryStorageError
 *
 * Makes a second database reachable over the same connection, so that one transaction can change both. Where SQLite is
 * the engine, a commit reaches the main database first: after a crash of the machine in the middle of it the attached
 * one may lack what the main one has, never the other way round.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_connection_attach (BakeryConnection     *self,
                          const char           *location,
                          const char           *schema,
                          BakeryConnectionFlags flags,
                          GError              **error)
{
  g_return_val_if_fail (self != NULL && location != NULL && schema != NULL, FALSE);
  g_return_val_if_fail (((self->flags ^ flags) & BAKERY_CONNECTION_READ_ONLY) == 0, FALSE);
  g_return_val_if_fail (strspn (schema, "abcdefghijklmnopqrstuvwxyz_") == strlen (schema), FALSE);

  return self->engine->attach (self, location, schema, flags, error);
}

/**
 * bakery_connection_execute:
 * @self: a connection
 * @sql: one statement without placeholders
 * @error: a #BakeryStorageError
 *
 * Runs a statement whose rows, if any, are of no interest.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_connection_execute (BakeryConnection *self,
                           const char       *sql,
                           GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (self, sql, error);
  return statement != NULL && bakery_statement_run (statement, error);
}

/**
 * bakery_connection_execute_script:
 * @self: a connection
 * @script: any number of statements
 * @error: a #BakeryStorageError; the message names the line
 *
 * Runs statements until one fails. There is no transaction around them unless the caller began one.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_connection_execute_script (BakeryConnection *self,
                                  const char       *script,
                                  GError          **error)
{
  g_return_val_if_fail (self != NULL && script != NULL, FALSE);

  if (!bakery_connection_is_usable (self, error))
    {
      return FALSE;
    }

  if (!self->engine->execute_script (self, script, error))
    {
      bakery_connection_note_failure (self);
      return FALSE;
    }

  return TRUE;
}

/**
 * bakery_connection_get_n_changes:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE changed
 */
gint64
bakery_connection_get_n_changes (BakeryConnection *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->engine->get_n_changes (self);
}

/**
 * bakery_connection_get_inserted_id:
 * @self: a connection
 *
 * What RETURNING would tell too, but that SQLite makes a table for.
 *
 * Returns: the id that the last INSERT gave its row
 */
gint64
bakery_connection_get_inserted_id (BakeryConnection *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->engine->get_inserted_id (self);
}

/**
 * bakery_connection_interrupt:
 * @self: a connection, which must not be closed meanwhile
 *
 * Makes the statement that runs now fail with %G_IO_ERROR_CANCELLED, at the next opportunity. May be called from any
 * thread. A transaction whose INSERT, UPDATE or DELETE was interrupted is rolled back.
 */
void
bakery_connection_interrupt (BakeryConnection *self)
{
  g_return_if_fail (self != NULL);

  self->engine->interrupt (self);
}

static gboolean
begin (BakeryConnection *self,
       const char       *sql,
       GError          **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!bakery_connection_execute (self, sql, error))
    {
      return FALSE;
    }

  self->transaction = BAKERY_TRANSACTION_OPEN;
  return TRUE;
}

/**
 * bakery_connection_begin:
 * @self: a connection
 * @error: a #BakeryStorageError
 *
 * Begins a transaction that will write. It takes the right to write at once, so that nothing later in it fails because
 * somebody else wrote meanwhile.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_connection_begin (BakeryConnection *self,
                         GError          **error)
{
  return begin (self, self->engine->begin, error);
}

/**
 * bakery_connection_begin_snapshot:
 * @self: a connection
 * @error: a #BakeryStorageError
 *
 * Begins a transaction that only reads: all its statements see the database as it was at the first of them.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_connection_begin_snapshot (BakeryConnection *self,
                                  GError          **error)
{
  return begin (self, self->engine->begin_snapshot, error);
}

/**
 * bakery_connection_commit:
 * @self: a connection in a transaction
 * @error: a #BakeryStorageError
 *
 * Commits. When that fails, everything the transaction wrote has been rolled back.
 *
 * Returns: %TRUE once what was written is as durable as the connection's flags promise
 */
gboolean
bakery_connection_commit (BakeryConnection *self,
                          GError          **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!bakery_connection_execute (self, "COMMIT", error))
    {
      bakery_connection_roll_back (self);
      return FALSE;
    }

  self->transaction = BAKERY_TRANSACTION_NONE;
  return TRUE;
}

/**
 * bakery_connection_roll_back:
 * @self: a connection
 *
 * Takes back what the transaction wrote, and ends it. Does nothing outside of one.
 */
void
bakery_connection_roll_back (BakeryConnection *self)
{
  g_return_if_fail (self != NULL);

  self->transaction = BAKERY_TRANSACTION_NONE;
  if (self->engine->is_in_transaction (self))
    {
      bakery_connection_execute (self, "ROLLBACK", NULL);
    }
}

/**
 * bakery_connection_is_in_transaction:
 * @self: a connection
 *
 * Returns: whether a transaction is open; %FALSE also when an error made the engine roll it back
 */
gboolean
bakery_connection_is_in_transaction (BakeryConnection *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->engine->is_in_transaction (self);
}

/* Calls func and makes sure that what it returns and the error it sets agree. */
static gboolean
call (BakeryConnection     *self,
      BakeryTransactionFunc func,
      gpointer              user_data,
      GError              **error)
{
  g_autoptr(GError) local_error = NULL;

  if (func (self, user_data, &local_error))
    {
      return TRUE;
    }

  if (local_error == NULL)
    {
      g_set_error_literal (&local_error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                           "A change was given up without saying why");
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * bakery_connection_transaction:
 * @self: a connection outside of a transaction
 * @func: (scope call): what to do in it
 * @user_data: for @func
 * @error: what @func set, or a #BakeryStorageError
 *
 * Runs @func in a transaction that writes; commits when it returns %TRUE, else rolls back.
 *
 * Returns: %TRUE once it is committed
 */
gboolean
bakery_connection_transaction (BakeryConnection     *self,
                               BakeryTransactionFunc func,
                               gpointer              user_data,
                               GError              **error)
{
  g_return_val_if_fail (func != NULL, FALSE);

  if (!bakery_connection_begin (self, error))
    {
      return FALSE;
    }

  if (!call (self, func, user_data, error))
    {
      bakery_connection_roll_back (self);
      return FALSE;
    }

  return bakery_connection_commit (self, error);
}

/**
 * bakery_connection_savepoint:
 * @self: a connection in a transaction
 * @func: (scope call): what to do
 * @user_data: for @func
 * @error: what @func set, or a #BakeryStorageError
 *
 * Runs @func; when it returns %FALSE takes back what it wrote, and only that. Savepoints nest. Some errors, a full disk
 * among them, make the engine roll back the whole transaction; then bakery_connection_is_in_transaction() says so.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_connection_savepoint (BakeryConnection     *self,
                             BakeryTransactionFunc func,
                             gpointer              user_data,
                             GError              **error)
{
  g_return_val_if_fail (self != NULL && func != NULL, FALSE);
  g_return_val_if_fail (self->transaction != BAKERY_TRANSACTION_NONE, FALSE);

  if (!bakery_connection_execute (self, "SAVEPOINT bakery", error))
    {
      return FALSE;
    }

  if (call (self, func, user_data, error))
    {
      return bakery_connection_execute (self, "RELEASE SAVEPOINT bakery", error);
    }

  if (bakery_connection_is_in_transaction (self))
    {
      bakery_connection_execute (self, "ROLLBACK TO SAVEPOINT bakery", NULL);
      bakery_connection_execute (self, "RELEASE SAVEPOINT bakery", NULL);
    }

  return FALSE;
}

/**
 * bakery_connection_get_version:
 * @self: a connection
 * @error: a #BakeryStorageError
 *
 * Returns: the number of the last migration that ran, 0 for a new database, -1 on error
 */
gint64
bakery_connection_get_version (BakeryConnection *self,
                               GError          **error)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->engine->get_version (self, error);
}

/**
 * bakery_connection_check:
 * @self: a connection
 * @ret_findings: (element-type utf8): where to add a sentence for each thing that is wrong
 * @error: a #BakeryStorageError, when the check itself could not be done
 *
 * Looks for damage: in the structure, in the indexes and in references to rows that are not there. A database opened as
 * %BAKERY_CONNECTION_RELAXED gets a quicker check that leaves the indexes out.
 *
 * Returns: %TRUE when the check ran to its end, whatever it found
 */
gboolean
bakery_connection_check (BakeryConnection *self,
                         GPtrArray        *ret_findings,
                         GError          **error)
{
  g_return_val_if_fail (self != NULL && ret_findings != NULL, FALSE);

  return self->engine->check (self, ret_findings, error);
}

/**
 * bakery_connection_set_version:
 * @self: a connection
 * @version: the number of the migration that ran
 * @error: a #BakeryStorageError
 *
 * Sets what bakery_connection_get_version() returns, as part of the transaction if one is open.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_connection_set_version (BakeryConnection *self,
                               gint64            version,
                               GError          **error)
{
  return bakery_connection_is_usable (self, error) && self->engine->set_version (self, version, error);
}

/**
 * bakery_connection_get_n_total_changes:
 * @self: a connection
 *
 * Returns: how many rows were changed since it was opened
 */
gint64
bakery_connection_get_n_total_changes (BakeryConnection *self)
{
  return self->engine->get_n_total_changes (self);
}

/**
 * bakery_connection_is_usable:
 * @self: a connection
 * @error: a #BakeryStorageError
 *
 * Returns: %FALSE when the transaction that the caller believes to be in is gone
 */
gboolean
bakery_connection_is_usable (BakeryConnection *self,
                             GError          **error)
{
  if (self->transaction != BAKERY_TRANSACTION_LOST)
    {
      return TRUE;
    }

  g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                       "The transaction was rolled back after an earlier error");
  return FALSE;
}

/**
 * bakery_connection_note_failure:
 * @self: a connection on which something just failed
 *
 * Finds out whether the failure took the transaction with it.
 */
void
bakery_connection_note_failure (BakeryConnection *self)
{
  if (self->transaction == BAKERY_TRANSACTION_OPEN && !self->engine->is_in_transaction (self))
    {
      self->transaction = BAKERY_TRANSACTION_LOST;
    }
}
