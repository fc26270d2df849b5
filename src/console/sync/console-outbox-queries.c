/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks rows of the outbox up: those of a page, of an object, of a batch, and the one to send next. Writer's thread. */

#include "config.h"

#include "console-outbox-private.h"

/**
 * console_outbox_read_all:
 * @connection: the connection of the outbox
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ConsoleOutboxRow): the oldest rows that want a decision and the oldest
 *   that wait, up to %CONSOLE_OUTBOX_MAXIMUM_READ of each, oldest first
 */
GPtrArray *
console_outbox_read_all (BakeryConnection *connection,
                         GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "SELECT " CONSOLE_OUTBOX_COLUMNS " FROM outbox WHERE sequence IN ("
                                         "SELECT sequence FROM outbox WHERE state IN ('queued', 'sending') "
                                         "ORDER BY sequence LIMIT $1) OR sequence IN ("
                                         "SELECT sequence FROM outbox WHERE state IN ('conflict', 'rejected') "
                                         "ORDER BY sequence LIMIT $1) ORDER BY sequence",
                                         error);
  if (statement == NULL)
    {
      return NULL;
    }
  bakery_statement_bind_int (statement, 1, CONSOLE_OUTBOX_MAXIMUM_READ);

  return console_outbox_take_rows (connection, statement, error);
}

/**
 * console_outbox_read_object:
 * @connection: the connection of the outbox
 * @type: an entity's type
 * @object: its id
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ConsoleOutboxRow): the rows that change the entity, oldest first
 */
GPtrArray *
console_outbox_read_object (BakeryConnection       *connection,
                            const BakeryEntityType *type,
                            gint64                  object,
                            GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "SELECT " CONSOLE_OUTBOX_COLUMNS " FROM outbox WHERE entity = $1 AND object = $2 "
                                         "AND state <> 'sent' ORDER BY sequence",
                                         error);
  if (statement == NULL)
    {
      return NULL;
    }
  bakery_statement_bind_text (statement, 1, type->name);
  bakery_statement_bind_int (statement, 2, object);

  return console_outbox_take_rows (connection, statement, error);
}

/**
 * console_outbox_read_referring:
 * @connection: the connection of the outbox
 * @type: the type of an entity that was made here
 * @object: its local id
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ConsoleOutboxRow): its rows, and those that name something that has no
 *   id of the server's, oldest first
 */
GPtrArray *
console_outbox_read_referring (BakeryConnection       *connection,
                               const BakeryEntityType *type,
                               gint64                  object,
                               GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "SELECT " CONSOLE_OUTBOX_COLUMNS " FROM outbox WHERE (entity = $1 AND object = $2) "
                                         "OR unknown_references > 0 ORDER BY sequence",
                                         error);
  if (statement == NULL)
    {
      return NULL;
    }
  bakery_statement_bind_text (statement, 1, type->name);
  bakery_statement_bind_int (statement, 2, object);

  return console_outbox_take_rows (connection, statement, error);
}

/**
 * console_outbox_read_batch:
 * @connection: the connection of the outbox
 * @batch: a batch
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ConsoleOutboxRow): its rows, newest first, also those that were accepted
 */
GPtrArray *
console_outbox_read_batch (BakeryConnection *connection,
                           gint64            batch,
                           GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "SELECT " CONSOLE_OUTBOX_COLUMNS " FROM outbox WHERE batch = $1 AND batch <> 0 "
                                         "ORDER BY sequence DESC",
                                         error);
  if (statement == NULL)
    {
      return NULL;
    }
  bakery_statement_bind_int (statement, 1, batch);

  return console_outbox_take_rows (connection, statement, error);
}

/**
 * console_outbox_read_row:
 * @connection: the connection of the outbox
 * @sequence: of the row
 * @error: return location for %G_IO_ERROR_NOT_FOUND or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the row
 */
ConsoleOutboxRow *
console_outbox_read_row (BakeryConnection *connection,
                         gint64            sequence,
                         GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  statement = bakery_connection_prepare (connection,
                                         "SELECT " CONSOLE_OUTBOX_COLUMNS " FROM outbox "
                                         "WHERE sequence = $1 AND state <> 'sent'",
                                         error);
  if (statement == NULL)
    {
      return NULL;
    }
  bakery_statement_bind_int (statement, 1, sequence);
  rows = console_outbox_take_rows (connection, statement, error);
  if (rows != NULL && rows->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The change is not waiting any more");
    }

  return rows != NULL && rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

static gboolean
find_first (BakeryConnection *connection,
            const char       *sql,
            gint64            now,
            gint64           *ret_value,
            GError          **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, now);
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }

  *ret_value = has_row ? bakery_statement_get_int (statement, 0) : 0;
  return TRUE;
}

/* Only the oldest row of an object is ever sent, and none that names something the server does not know yet. */
#define SENDABLE                                                                                                       \
  " FROM outbox AS this WHERE state IN ('queued', 'sending') AND unknown_references = 0 AND NOT EXISTS ("              \
  "SELECT 1 FROM outbox AS earlier WHERE earlier.entity = this.entity AND earlier.object = this.object "               \
  "AND earlier.sequence < this.sequence AND earlier.state NOT IN ('sent', 'rejected')) "

/**
 * console_outbox_find_due:
 * @connection: the connection of the outbox
 * @now: what time it is
 * @ret_sequence: (out): the oldest row that may be sent, 0 for none
 * @ret_wait_until: (out): when there is none: when one is due, 0 for never
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Looks for what to send. A row that wants a decision holds up those behind it of the same object.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_outbox_find_due (BakeryConnection *connection,
                         gint64            now,
                         gint64           *ret_sequence,
                         gint64           *ret_wait_until,
                         GError          **error)
{
  *ret_wait_until = 0;
  if (!find_first (connection, "SELECT sequence" SENDABLE "AND next_attempt_at <= $1 ORDER BY sequence LIMIT 1", now,
                   ret_sequence, error))
    {
      return FALSE;
    }

  return *ret_sequence != 0 ||
         find_first (connection, "SELECT next_attempt_at" SENDABLE "AND next_attempt_at > $1 ORDER BY next_attempt_at LIMIT 1",
                     now, ret_wait_until, error);
}
