/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server says: the change feed's news of objects that changes wait for, and the answers to changes. Writer's thread,
 * inside the transaction of whoever calls. */

#include "config.h"

#include "console-outbox-private.h"

#include "console-cache-entities.h"
#include "console-draft-rows.h"

/* News */

static gboolean
note_heard (BakeryConnection       *connection,
            const BakeryEntityType *type,
            gint64                  id,
            GError                **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection, "DELETE FROM unheard WHERE entity = $1 AND object = $2", error);

  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_text (statement, 1, type->name);
  bakery_statement_bind_int (statement, 2, id);

  return bakery_statement_run (statement, error);
}

/**
 * console_outbox_receive:
 * @connection: inside a transaction
 * @entity: an entity as the server has it
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Takes in the server's version of an entity, unless a newer one is here already. Changes that wait stay visible on top.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_outbox_receive (BakeryConnection    *connection,
                        gpointer             entity,
                        ConsoleCacheChanges *changes,
                        GError             **error)
{
  const BakeryEntity *head = entity;
  gpointer truth = NULL;
  gint64 revision;
  gboolean has_truth;

  if (!console_cache_read_revision (connection, head->type, head->id, &revision, error))
    {
      return FALSE;
    }
  if (head->revision <= revision)
    {
      return note_heard (connection, head->type, head->id, error);
    }
  if (!console_outbox_read_truth (connection, head->type, head->id, &has_truth, &truth, error))
    {
      return FALSE;
    }
  bakery_entity_unref (truth);

  return has_truth
         ? note_heard (connection, head->type, head->id, error) &&
         console_outbox_settle (connection, head->type, head->id, entity, changes, error)
         : console_cache_put_entity (connection, entity, changes, error);
}

/**
 * console_outbox_receive_deletion:
 * @connection: inside a transaction
 * @type: an entity's type
 * @id: its id
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Takes in that the server has no such entity any more, or none that the account may see.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_outbox_receive_deletion (BakeryConnection       *connection,
                                 const BakeryEntityType *type,
                                 gint64                  id,
                                 ConsoleCacheChanges    *changes,
                                 GError                **error)
{
  gpointer truth = NULL;
  gboolean has_truth;

  if (!console_outbox_read_truth (connection, type, id, &has_truth, &truth, error))
    {
      return FALSE;
    }
  bakery_entity_unref (truth);

  return has_truth
         ? note_heard (connection, type, id, error) &&
         console_outbox_settle (connection, type, id, NULL, changes, error)
         : console_cache_remove_entity (connection, type, id, changes, error);
}

/* Starting */

static GArray *
read_objects (BakeryConnection *connection,
              const char       *sql,
              GError          **error)
{
  g_autoptr(GArray) objects = g_array_new (FALSE, FALSE, sizeof (ConsoleOutboxMark));
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  while (statement != NULL && bakery_statement_step (statement, &has_row, error))
    {
      ConsoleOutboxMark mark = { 0 };

      if (!has_row)
        {
          return g_steal_pointer (&objects);
        }
      mark.type = console_cache_find_type (bakery_statement_peek_text (statement, 0));
      mark.object = bakery_statement_get_int (statement, 1);
      if (mark.type != NULL)
        {
          g_array_append_val (objects, mark);
        }
    }

  return NULL;
}

/* Removes what was made here and has been given an id, or given up, of which the cache did not hear. */
static gboolean
remove_stray (BakeryConnection       *connection,
              const BakeryEntityType *type,
              ConsoleCacheChanges    *changes,
              GError                **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT '%s', id FROM \"%s\" WHERE id < 0 AND NOT EXISTS (SELECT 1 FROM outbox "
                                          "WHERE entity = '%s' AND object = id AND state <> 'sent')",
                                          type->name, type->table, type->name);
  g_autoptr(GArray) stray = read_objects (connection, sql, error);

  for (guint i = 0; stray != NULL && i < stray->len; i++)
    {
      if (!console_cache_remove_entity (connection, type, g_array_index (stray, ConsoleOutboxMark, i).object, changes,
                                        error))
        {
          return FALSE;
        }
    }

  return stray != NULL;
}

static gboolean
show_all (BakeryConnection    *connection,
          ConsoleCacheChanges *changes,
          GError             **error)
{
  g_autoptr(GArray) objects = read_objects (connection, "SELECT entity, object FROM truth", error);

  for (guint i = 0; objects != NULL && i < objects->len; i++)
    {
      const ConsoleOutboxMark *mark = &g_array_index (objects, ConsoleOutboxMark, i);

      if (!console_outbox_settle_again (connection, mark->type, mark->object, changes, error))
        {
          return FALSE;
        }
    }
  for (guint i = 0; objects != NULL && console_cache_types[i] != NULL; i++)
    {
      if (!remove_stray (connection, console_cache_types[i], changes, error))
        {
          return FALSE;
        }
    }

  return objects != NULL;
}

/**
 * console_outbox_forget_unheard:
 * @connection: inside a transaction, once the server has told everything
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Forgets what changes wait for and the server has not told of: it is gone, or the account may not see it any more.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_outbox_forget_unheard (BakeryConnection    *connection,
                               ConsoleCacheChanges *changes,
                               GError             **error)
{
  g_autoptr(GArray) objects = read_objects (connection, "SELECT entity, object FROM unheard", error);

  for (guint i = 0; objects != NULL && i < objects->len; i++)
    {
      const ConsoleOutboxMark *mark = &g_array_index (objects, ConsoleOutboxMark, i);

      if (!console_outbox_receive_deletion (connection, mark->type, mark->object, changes, error))
        {
          return FALSE;
        }
    }

  return objects != NULL;
}

/**
 * console_outbox_apply_all:
 * @connection: inside a transaction
 * @unused: nothing
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Makes all changes that wait to the cache again: after a start, since a crash may have kept the outbox's half of a
 * transaction only, and after the cache was thrown away. Then forgets what no change waits for. A #BakeryTransactionFunc.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_apply_all (BakeryConnection *connection,
                          gpointer          unused,
                          GError          **error)
{
  g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();

  return bakery_connection_execute (connection,
                                    "INSERT OR IGNORE INTO unheard SELECT entity, object FROM truth "
                                    "WHERE data IS NOT NULL AND NOT EXISTS (SELECT 1 FROM state WHERE name = 'cursor')",
                                    error) &&
         show_all (connection, changes, error) &&
         bakery_connection_execute (connection,
                                    "DELETE FROM truth WHERE NOT EXISTS (SELECT 1 FROM outbox "
                                    "WHERE outbox.entity = truth.entity AND outbox.object = truth.object "
                                    "AND state <> 'sent')",
                                    error) &&
         bakery_connection_execute (connection, "DELETE FROM outbox WHERE state = 'sent'", error) &&
         console_cache_changes_finish (changes, connection, error);
}

/* Answers */

/**
 * console_outbox_take_next:
 * @connection: inside a transaction
 * @now: what time it is
 * @ret_row: (out) (nullable) (transfer full): what to send, or %NULL when nothing is due
 * @ret_wait_until: (out): when something is due then, 0 for never
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Takes the oldest change that may be sent and marks it as under way. The transaction must be durable before the request goes
 * out; if the answer never comes, the row is sent again with the same key.
 *
 * Returns: %FALSE with @error set when it could not be read or marked
 */
gboolean
console_outbox_take_next (BakeryConnection    *connection,
                          gint64               now,
                          ConsoleOutboxRow   **ret_row,
                          gint64              *ret_wait_until,
                          ConsoleCacheChanges *changes,
                          GError             **error)
{
  g_autoptr(ConsoleOutboxRow) row = NULL;
  gint64 sequence;

  if (!console_outbox_find_due (connection, now, &sequence, ret_wait_until, error))
    {
      return FALSE;
    }
  if (sequence != 0)
    {
      row = console_outbox_read_row (connection, sequence, error);
      if (row == NULL)
        {
          return FALSE;
        }
      row->state = CONSOLE_OUTBOX_SENDING;
      row->attempts++;
      changes->outbox = TRUE;
      if (!console_outbox_update (connection, row, error))
        {
          return FALSE;
        }
    }

  *ret_row = g_steal_pointer (&row);
  return TRUE;
}

/* What waits behind an accepted change was made to what it left, so it builds on the revision of the answer; unless the person
 * saw something older still. */
static gboolean
advance_bases (BakeryConnection       *connection,
               const ConsoleOutboxRow *sent,
               gint64                  object,
               gint64                  revision,
               GError                **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_object (connection, sent->type, object, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->state != CONSOLE_OUTBOX_QUEUED || row->base_revision < sent->base_revision)
        {
          continue;
        }
      row->base_revision = revision;
      if (!console_outbox_update (connection, row, error))
        {
          return FALSE;
        }
    }

  return rows != NULL;
}

/* Gives what was made here the server's id, wherever a waiting change calls it by its local one. */
static gboolean
rename_object (BakeryConnection       *connection,
               const ConsoleOutboxRow *creation,
               gint64                  id,
               ConsoleCacheChanges    *changes,
               GError                **error)
{
  const gint64 local_id = creation->object;
  g_autoptr(GPtrArray) rows = console_outbox_read_referring (connection, creation->type, local_id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ConsoleOutboxRow *row = g_ptr_array_index (rows, i);
      const gboolean is_ours = row->type == creation->type && row->object == local_id;

      row->object = is_ours ? id : row->object;
      console_outbox_row_set_before (row, console_outbox_replace_reference (row->before, creation->type, local_id, id,
                                                                            NULL));
      console_outbox_row_set_after (row, console_outbox_replace_reference (row->after, creation->type, local_id, id,
                                                                           NULL));
      if (!console_outbox_update (connection, row, error) ||
          (!is_ours && !console_outbox_settle_again (connection, row->type, row->object, changes, error)))
        {
          return FALSE;
        }
    }

  console_cache_changes_note_id (changes, creation->type, local_id, id);
  return rows != NULL &&
         console_draft_rows_rename (connection, creation->type, local_id, id, error) &&
         console_outbox_delete_truth (connection, creation->type, local_id, error) &&
         console_cache_remove_entity (connection, creation->type, local_id, changes, error);
}

/* An accepted change goes, unless its batch may have to be undone. */
static gboolean
retire (BakeryConnection       *connection,
        const ConsoleOutboxRow *sent,
        GError                **error)
{
  g_autoptr(ConsoleOutboxRow) row = NULL;

  if (sent->batch == 0)
    {
      return console_outbox_delete (connection, sent->sequence, error);
    }

  row = console_outbox_read_row (connection, sent->sequence, error);
  if (row == NULL)
    {
      return FALSE;
    }
  row->state = CONSOLE_OUTBOX_SENT;

  return console_outbox_update (connection, row, error);
}

/**
 * console_outbox_accept:
 * @connection: inside a transaction
 * @row: the row that was sent
 * @answer: (nullable): the object as the server has it now, %NULL for a deleted one
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Works the server's yes in: the row goes, the answer becomes what the server has, what waits behind it moves up. What was
 * made here is called by the server's id from now on.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_accept (BakeryConnection       *connection,
                       const ConsoleOutboxRow *row,
                       gpointer                answer,
                       ConsoleCacheChanges    *changes,
                       GError                **error)
{
  const gint64 object = answer != NULL ? BAKERY_ENTITY (answer)->id : row->object;
  const gint64 revision = console_outbox_get_revision (answer);
  gpointer truth = NULL;
  gboolean has_truth, is_newer, is_settled;

  changes->outbox = TRUE;
  if (!retire (connection, row, error) ||
      (object != row->object && !rename_object (connection, row, object, changes, error)) ||
      !advance_bases (connection, row, object, revision, error) ||
      !console_outbox_read_truth (connection, row->type, object, &has_truth, &truth, error))
    {
      return FALSE;
    }

  /* The feed may have been faster, and have something newer. */
  is_newer = answer != NULL && console_outbox_get_revision (truth) > revision;
  is_settled = console_outbox_settle (connection, row->type, object, is_newer ? truth : answer, changes, error);
  bakery_entity_unref (truth);

  return is_settled;
}

/**
 * console_outbox_defer:
 * @connection: inside a transaction
 * @row: the row that was sent
 * @next_attempt_at: not before then
 * @reason: for the person
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Puts a change back in the queue whose answer did not come, or was that the server cannot now.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_outbox_defer (BakeryConnection       *connection,
                      const ConsoleOutboxRow *row,
                      gint64                  next_attempt_at,
                      const char             *reason,
                      ConsoleCacheChanges    *changes,
                      GError                **error)
{
  g_autoptr(ConsoleOutboxRow) again = console_outbox_read_row (connection, row->sequence, error);

  if (again == NULL)
    {
      return FALSE;
    }

  again->state = CONSOLE_OUTBOX_QUEUED;
  again->next_attempt_at = next_attempt_at;
  g_free (again->last_error);
  again->last_error = g_strdup (reason);
  changes->outbox = TRUE;

  return console_outbox_update (connection, again, error);
}
