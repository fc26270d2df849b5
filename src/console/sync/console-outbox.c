/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person does: changes are added, withdrawn, decided about. Each shows in the cache at once. What the server says of
 * them is in console-outbox-answers.c. Writer's thread, inside the transaction of whoever calls. */

#include "config.h"

#include "console-outbox-private.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "console-cache-entities.h"

/* What the server has of an object is known from its waiting changes, or else from the cache. */
static gboolean
ensure_truth (BakeryConnection       *connection,
              const BakeryEntityType *type,
              gint64                  object,
              GError                **error)
{
  g_autoptr(GError) local_error = NULL;
  gpointer truth = NULL;
  gboolean has_truth, is_written;

  if (!console_outbox_read_truth (connection, type, object, &has_truth, &truth, error))
    {
      return FALSE;
    }
  if (!has_truth)
    {
      truth = console_cache_load_entity (connection, type, object, &local_error);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  is_written = has_truth || console_outbox_write_truth (connection, type, object, truth, error);
  bakery_entity_unref (truth);
  return is_written;
}

/* Queues a change and shows it. */
static gboolean
add (BakeryConnection    *connection,
     ConsoleOutboxRow    *row,
     ConsoleCacheChanges *changes,
     GError             **error)
{
  changes->outbox = TRUE;

  return (row->object == 0 || ensure_truth (connection, row->type, row->object, error)) &&
         console_outbox_insert (connection, row, error) &&
         (row->kind != CONSOLE_CHANGE_CREATE ||
          console_outbox_write_truth (connection, row->type, row->object, NULL, error)) &&
         console_outbox_settle_again (connection, row->type, row->object, changes, error);
}

static ConsoleOutboxRow *
new_row (ConsoleChangeKind kind,
         gconstpointer     before,
         gconstpointer     after,
         gint64            now)
{
  ConsoleOutboxRow *row = g_new0 (ConsoleOutboxRow, 1);
  const BakeryEntity *head = before != NULL ? before : after;

  row->type = head->type;
  row->object = before != NULL ? head->id : 0;
  row->kind = kind;
  row->idempotency_key = g_uuid_string_random ();
  row->base_revision = console_outbox_get_revision (before);
  row->created_at = now;
  row->before = before != NULL ? bakery_entity_ref ((gpointer) before) : NULL;
  row->after = after != NULL ? bakery_entity_ref ((gpointer) after) : NULL;

  return row;
}

/* Orders */

static char *
dup_move_arguments (const BakeryMove *move)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "stage");
  bakery_json_writer_string (&writer, bakery_enum_to_string (&bakery_stages, (int) move->stage));
  bakery_json_writer_name (&writer, "force");
  bakery_json_writer_boolean (&writer, move->force);
  bakery_json_writer_name (&writer, "reason");
  if (move->reason != NULL)
    {
      bakery_json_writer_string (&writer, move->reason);
    }
  else
    {
      bakery_json_writer_null (&writer);
    }
  if (move->restocks)
    {
      bakery_json_writer_name (&writer, "restock");
      bakery_json_writer_boolean (&writer, TRUE);
    }
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

/**
 * console_outbox_add_move:
 * @connection: inside a transaction
 * @before: the order as the person saw it
 * @move: what they did
 * @after: what came of it
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Shows a move at once and queues the request for it.
 *
 * Returns: %FALSE with @error set when neither was written
 */
gboolean
console_outbox_add_move (BakeryConnection    *connection,
                         const BakeryOrder   *before,
                         const BakeryMove    *move,
                         const BakeryOrder   *after,
                         ConsoleCacheChanges *changes,
                         GError             **error)
{
  g_autoptr(ConsoleOutboxRow) row = new_row (CONSOLE_CHANGE_STAGE, before, after, after->updated_at);

  row->arguments = dup_move_arguments (move);
  return add (connection, row, changes, error);
}

/**
 * console_outbox_add_undo:
 * @connection: inside a transaction
 * @before: the order as the person saw it
 * @after: the order with its last move taken back
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Shows an undo at once and queues the request for it.
 *
 * Returns: %FALSE with @error set when neither was written
 */
gboolean
console_outbox_add_undo (BakeryConnection    *connection,
                         const BakeryOrder   *before,
                         const BakeryOrder   *after,
                         ConsoleCacheChanges *changes,
                         GError             **error)
{
  g_autoptr(ConsoleOutboxRow) row = new_row (CONSOLE_CHANGE_UNDO, before, after, after->updated_at);

  row->arguments = g_strdup ("{}");
  return add (connection, row, changes, error);
}

/* Complaints */

static char *
dup_reply_arguments (const BakeryComplaintReply *reply)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "text");
  bakery_json_writer_string (&writer, reply->text);
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

/**
 * console_outbox_add_reply:
 * @connection: inside a transaction
 * @before: the complaint as the person saw it
 * @reply: what they answer
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Shows an answer to a complaint at once and queues the request for it.
 *
 * Returns: %FALSE with @error set when neither was written
 */
gboolean
console_outbox_add_reply (BakeryConnection           *connection,
                          const BakeryComplaint      *before,
                          const BakeryComplaintReply *reply,
                          ConsoleCacheChanges        *changes,
                          GError                    **error)
{
  g_autoptr(BakeryComplaint) after = bakery_complaint_copy (before);
  g_autoptr(ConsoleOutboxRow) row = NULL;

  if (after->replies == NULL)
    {
      after->replies = g_ptr_array_new_with_free_func (bakery_entity_unref);
    }
  g_ptr_array_add (after->replies, bakery_complaint_reply_ref ((BakeryComplaintReply *) reply));
  after->state = BAKERY_COMPLAINT_ANSWERED;
  row = new_row (CONSOLE_CHANGE_REPLY, before, after, reply->at);
  row->arguments = dup_reply_arguments (reply);

  return add (connection, row, changes, error);
}

/* Edits */

static gboolean
changes_something (const ConsoleOutboxRow *row)
{
  for (guint i = 0; i < row->type->n_fields; i++)
    {
      if (console_outbox_row_changes (row, &row->type->fields[i]))
        {
          return TRUE;
        }
    }

  return FALSE;
}

/* The row that makes the object, if nobody but us has seen it. */
static ConsoleOutboxRow *
find_unsent_creation (GPtrArray *rows)
{
  ConsoleOutboxRow *first = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  return first != NULL && first->kind == CONSOLE_CHANGE_CREATE && first->attempts == 0 ? first : NULL;
}

/**
 * console_outbox_add_edit:
 * @connection: inside a transaction
 * @before: (nullable): the entity as the person saw it, %NULL for a new one
 * @after: (nullable): the entity as they left it, %NULL for a deleted one
 * @batch: the act it is part of, 0 for one of its own
 * @now: when they did it
 * @ret_object: (out): the entity's id, a local one for a new entity
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Shows an edit at once and queues the request for it. One that changes nothing leaves nothing, nor does deleting what never
 * left this console.
 *
 * Returns: %FALSE with @error set when neither was written
 */
gboolean
console_outbox_add_edit (BakeryConnection    *connection,
                         gpointer             before,
                         gpointer             after,
                         gint64               batch,
                         gint64               now,
                         gint64              *ret_object,
                         ConsoleCacheChanges *changes,
                         GError             **error)
{
  const ConsoleChangeKind kind = before == NULL ? CONSOLE_CHANGE_CREATE
                                 : after == NULL ? CONSOLE_CHANGE_DELETE : CONSOLE_CHANGE_UPDATE;
  g_autoptr(ConsoleOutboxRow) row = new_row (kind, before, after, now);
  g_autoptr(GPtrArray) rows = console_outbox_read_object (connection, row->type, row->object, error);
  const ConsoleOutboxRow *creation = rows != NULL ? find_unsent_creation (rows) : NULL;

  if (rows == NULL)
    {
      return FALSE;
    }

  *ret_object = row->object;
  row->batch = batch;
  if (kind == CONSOLE_CHANGE_DELETE && creation != NULL)
    {
      return console_outbox_withdraw (connection, creation, changes, error);
    }
  if (kind == CONSOLE_CHANGE_UPDATE && !changes_something (row))
    {
      return TRUE;
    }
  if (!add (connection, row, changes, error))
    {
      return FALSE;
    }

  *ret_object = row->object;
  return TRUE;
}

/* Decisions */

/* Takes what never will be out of the changes that name it; those that cannot be without it go, too. */
static gboolean
forget_references (BakeryConnection       *connection,
                   const ConsoleOutboxRow *creation,
                   ConsoleCacheChanges    *changes,
                   GError                **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_referring (connection, creation->type, creation->object, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ConsoleOutboxRow *row = g_ptr_array_index (rows, i);
      gboolean is_bound = FALSE, is_written;

      console_outbox_row_set_before (row, console_outbox_replace_reference (row->before, creation->type,
                                                                            creation->object, 0, NULL));
      console_outbox_row_set_after (row, console_outbox_replace_reference (row->after, creation->type,
                                                                           creation->object, 0, &is_bound));
      is_written = is_bound
                   ? console_outbox_withdraw (connection, row, changes, error)
                   : console_outbox_update (connection, row, error) &&
                   console_outbox_settle_again (connection, row->type, row->object, changes, error);
      if (!is_written)
        {
          return FALSE;
        }
    }

  return rows != NULL;
}

/* Removes a row and those behind it, which were made to what it left. */
static gboolean
delete_from (BakeryConnection       *connection,
             const ConsoleOutboxRow *first,
             GError                **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_object (connection, first->type, first->object, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->sequence >= first->sequence && !console_outbox_delete (connection, row->sequence, error))
        {
          return FALSE;
        }
    }

  return rows != NULL;
}

/**
 * console_outbox_withdraw:
 * @connection: inside a transaction
 * @row: a row that has not reached the server, or that a person gave up
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Removes a change, and those made after it to the same object, as if they had never been.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_withdraw (BakeryConnection       *connection,
                         const ConsoleOutboxRow *row,
                         ConsoleCacheChanges    *changes,
                         GError                **error)
{
  const gboolean is_given_up = row->state == CONSOLE_OUTBOX_REJECTED && row->kind != CONSOLE_CHANGE_CREATE;

  changes->outbox = TRUE;
  if (is_given_up)
    {
      return console_outbox_delete (connection, row->sequence, error);
    }

  return delete_from (connection, row, error) &&
         (row->kind != CONSOLE_CHANGE_CREATE || forget_references (connection, row, changes, error)) &&
         console_outbox_settle_again (connection, row->type, row->object, changes, error);
}

/* Makes @row a change from @truth to @after, and queues it as a new request. @after is NULL for a deletion. */
static gboolean
send_as (BakeryConnection       *connection,
         const ConsoleOutboxRow *row,
         gpointer                truth,
         gpointer                after,
         ConsoleCacheChanges    *changes,
         GError                **error)
{
  g_autoptr(ConsoleOutboxRow) again = console_outbox_read_row (connection, row->sequence, error);

  if (again == NULL)
    {
      return FALSE;
    }

  if (again->kind != CONSOLE_CHANGE_CREATE)
    {
      console_outbox_row_set_before (again, bakery_entity_ref (truth));
    }
  console_outbox_row_set_after (again, after != NULL ? bakery_entity_ref (after) : NULL);
  console_outbox_row_requeue (again, console_outbox_get_revision (truth));
  changes->outbox = TRUE;

  return console_outbox_update (connection, again, error) &&
         console_outbox_settle (connection, again->type, again->object, truth, changes, error);
}

/* What the server has of the object of a row that wants a decision. */
static gboolean
read_truth (BakeryConnection       *connection,
            const ConsoleOutboxRow *row,
            gpointer               *ret_truth,
            GError                **error)
{
  gboolean has_truth;

  if (!console_outbox_read_truth (connection, row->type, row->object, &has_truth, ret_truth, error))
    {
      return FALSE;
    }
  if (*ret_truth == NULL && row->kind != CONSOLE_CHANGE_CREATE)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "It has been deleted meanwhile");
      return FALSE;
    }

  return TRUE;
}

/**
 * console_outbox_resolve:
 * @connection: inside a transaction
 * @row: an edit that met a conflict or was refused
 * @entity: what the person decided on
 * @changes: notes it
 * @error: return location for %BAKERY_ERROR_NOT_FOUND when there is no such entity any more, or a %BAKERY_STORAGE_ERROR
 *
 * Makes the edit one from what the server has now to @entity, as a new request. When that is what the server has, nothing
 * waits any more.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_resolve (BakeryConnection       *connection,
                        const ConsoleOutboxRow *row,
                        gpointer                entity,
                        ConsoleCacheChanges    *changes,
                        GError                **error)
{
  ConsoleOutboxRow wanted = *row;
  gpointer truth = NULL;
  gboolean is_written;

  if (!read_truth (connection, row, &truth, error))
    {
      return FALSE;
    }

  wanted.before = truth;
  wanted.after = entity;
  is_written = truth != NULL && !changes_something (&wanted)
               ? console_outbox_withdraw (connection, row, changes, error)
               : send_as (connection, row, truth, entity, changes, error);
  bakery_entity_unref (truth);

  return is_written;
}

/**
 * console_outbox_rebase:
 * @connection: inside a transaction
 * @row: a row that met a conflict or was refused
 * @changes: notes it
 * @error: return location for %BAKERY_ERROR_STAGE and its like, when what the server has does not allow the change, or a
 *   %BAKERY_STORAGE_ERROR
 *
 * Makes the change again to what the server has now, as a new request.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_rebase (BakeryConnection       *connection,
                       const ConsoleOutboxRow *row,
                       ConsoleCacheChanges    *changes,
                       GError                **error)
{
  gpointer truth = NULL, after = NULL;
  gboolean is_written;

  if (!read_truth (connection, row, &truth, error))
    {
      return FALSE;
    }

  after = truth != NULL ? bakery_entity_ref (truth) : NULL;
  is_written = console_outbox_row_apply (row, &after, error) &&
               send_as (connection, row, truth, after, changes, error);
  bakery_entity_unref (after);
  bakery_entity_unref (truth);

  return is_written;
}
