/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several edits of one act, and their common undo: what was not sent is withdrawn, the reverse of what was is sent. Only the
 * latest batch can be undone, and until the console ends. Writer's thread, inside the transaction of whoever calls. */

#include "config.h"

#include "console-outbox-private.h"

#include "console-cache-entities.h"

/**
 * console_outbox_begin_batch:
 * @connection: inside a transaction
 * @ret_batch: (out): a batch without edits
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Begins another batch; those before it cannot be undone any more.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_begin_batch (BakeryConnection *connection,
                            gint64           *ret_batch,
                            GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  if (!bakery_connection_execute (connection, "DELETE FROM outbox WHERE state = 'sent'", error))
    {
      return FALSE;
    }

  /* The number of the row it will begin with, which no other batch begins with. */
  statement = bakery_connection_prepare (connection,
                                         "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'outbox'",
                                         error);
  if (statement == NULL || !bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }

  *ret_batch = bakery_statement_get_int (statement, 0);
  return TRUE;
}

/* What the object would be without the edit: as it is now, with the edited fields as they were before. */
static gpointer
dup_without (const ConsoleOutboxRow *row,
             gconstpointer           now)
{
  gpointer entity = bakery_entity_copy (now);

  for (guint i = 0; i < row->type->n_fields; i++)
    {
      const BakeryField *field = &row->type->fields[i];

      if (console_outbox_row_changes (row, field))
        {
          bakery_field_copy (entity, row->before, field);
        }
    }
  bakery_entity_derive (entity);

  return entity;
}

/* A movement stays in the ledger: another one takes it back. */
static gpointer
dup_reversal (const BakeryStockMovement *movement,
              gint64                     now)
{
  BakeryStockMovement *reversal = bakery_stock_movement_new ();

  bakery_stock_movement_take_back (reversal, movement);
  reversal->at = now;
  reversal->created_at = now;
  reversal->account = movement->account;
  g_free (reversal->currency);
  reversal->currency = g_strdup (movement->currency);
  g_free (reversal->account_name);
  reversal->account_name = g_strdup (movement->account_name);
  g_free (reversal->reason);
  reversal->reason = g_strdup (CONSOLE_OUTBOX_UNDONE);

  return reversal;
}

/* @before and @after of the edit that takes @row back; %NULL for none, both when there is nothing to take back. */
static gboolean
make_reverse (BakeryConnection       *connection,
              const ConsoleOutboxRow *row,
              gint64                  now,
              gpointer               *ret_before,
              gpointer               *ret_after,
              GError                **error)
{
  g_autoptr(GError) local_error = NULL;

  *ret_before = console_cache_load_entity (connection, row->type, row->object, &local_error);
  *ret_after = NULL;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (row->kind == CONSOLE_CHANGE_UPDATE && *ret_before != NULL)
    {
      *ret_after = dup_without (row, *ret_before);
    }
  else if (row->kind == CONSOLE_CHANGE_DELETE && *ret_before == NULL)
    {
      *ret_after = bakery_entity_copy (row->before);
      BAKERY_ENTITY (*ret_after)->id = 0;
      BAKERY_ENTITY (*ret_after)->revision = 0;
    }
  else if (row->type == &bakery_stock_movement_type && *ret_before != NULL)
    {
      *ret_after = dup_reversal (*ret_before, now);
      bakery_entity_unref (g_steal_pointer (ret_before));
    }

  return TRUE;
}

static gboolean
add_reverse (BakeryConnection       *connection,
             const ConsoleOutboxRow *row,
             gint64                  now,
             ConsoleCacheChanges    *changes,
             GError                **error)
{
  gpointer before = NULL, after = NULL;
  gboolean is_added;
  gint64 object;

  if (!make_reverse (connection, row, now, &before, &after, error))
    {
      return FALSE;
    }

  is_added = (before == NULL && after == NULL) ||
             console_outbox_add_edit (connection, before, after, 0, now, &object, changes, error);
  bakery_entity_unref (before);
  bakery_entity_unref (after);

  return is_added;
}

/* A row of which the server has not heard is taken out alone; later edits of the object are of other fields. */
static gboolean
take_out (BakeryConnection       *connection,
          const ConsoleOutboxRow *row,
          ConsoleCacheChanges    *changes,
          GError                **error)
{
  if (row->kind == CONSOLE_CHANGE_CREATE)
    {
      return console_outbox_withdraw (connection, row, changes, error);
    }

  changes->outbox = TRUE;
  return console_outbox_delete (connection, row->sequence, error) &&
         console_outbox_settle_again (connection, row->type, row->object, changes, error);
}

static gboolean
has_been_sent (const ConsoleOutboxRow *row)
{
  return row->state == CONSOLE_OUTBOX_SENT || row->state == CONSOLE_OUTBOX_SENDING ||
         (row->state == CONSOLE_OUTBOX_QUEUED && row->attempts > 0);
}

/**
 * console_outbox_undo_batch:
 * @connection: inside a transaction
 * @batch: a batch
 * @now: when it is undone
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Takes all edits of a batch back.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_undo_batch (BakeryConnection    *connection,
                           gint64               batch,
                           gint64               now,
                           ConsoleCacheChanges *changes,
                           GError             **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_batch (connection, batch, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (!(has_been_sent (row)
            ? add_reverse (connection, row, now, changes, error)
            : take_out (connection, row, changes, error)))
        {
          return FALSE;
        }
    }

  if (rows != NULL && rows->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "This cannot be taken back any more");
      return FALSE;
    }

  return rows != NULL && bakery_connection_execute (connection, "DELETE FROM outbox WHERE state = 'sent'", error);
}
