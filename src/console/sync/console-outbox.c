/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rows of the outbox mean. The `before` of an order's oldest row is the order as the server has it and follows the
 * change feed; the cache shows it with the rows made to it again, up to the first that met a conflict. So a row can be sent,
 * answered, refused or withdrawn in any order of events, and the cache comes out right. Writer's thread, inside the
 * transaction of whoever calls. */

#include "config.h"

#include "console-outbox-private.h"

#include "bakery-json-writer.h"
#include "bakery-time.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Who made a change, as its own version of the order tells. */
static BakeryActor
find_actor (const ConsoleOutboxRow *row)
{
  const GPtrArray *timeline = row->after->timeline;
  const BakeryOrderEvent *event = NULL;

  if (timeline != NULL && timeline->len > 0)
    {
      event = g_ptr_array_index (timeline, timeline->len - 1);
    }

  /* That they may was checked when they did it, and is checked again by the server. */
  return (BakeryActor) { event != NULL ? event->account : 0, event != NULL ? event->account_name : NULL,
                         BAKERY_ROLE_ADMIN };
}

static gboolean
is_undo (const ConsoleOutboxRow *row)
{
  return g_str_has_suffix (row->path, "/undo");
}

static gboolean
parse_move (const ConsoleOutboxRow *row,
            JsonNode               *body,
            BakeryMove             *ret_move)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (body) ? json_node_get_object (body) : NULL;
  const char *stage = NULL;
  int value;

  if (object != NULL)
    {
      stage = json_object_get_string_member_with_default (object, "stage", NULL);
    }
  if (stage == NULL || !bakery_enum_from_string (&bakery_stages, stage, &value))
    {
      return FALSE;
    }

  *ret_move = (BakeryMove) {
    .stage = (BakeryStage) value,
    .force = json_object_get_boolean_member_with_default (object, "force", FALSE),
    .reason = json_object_get_string_member_with_default (object, "reason", NULL),
    .at = row->created_at,
    .undo_seconds = MAX (0, (row->after->undo_until - row->created_at) / BAKERY_SECOND),
  };
  return TRUE;
}

/* Makes a change again to another version of the order. NULL when that version does not allow it. */
static BakeryOrder *
apply_row (const ConsoleOutboxRow *row,
           const BakeryOrder      *order,
           GError                **error)
{
  const BakeryActor actor = find_actor (row);
  g_autoptr(JsonNode) body = NULL;
  BakeryMove move;

  if (is_undo (row))
    {
      return bakery_order_undo (order, &actor, row->created_at, error);
    }

  body = json_from_string (row->body, error);
  if (body == NULL)
    {
      return NULL;
    }
  if (!parse_move (row, body, &move))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The change names no stage");
      return NULL;
    }

  return bakery_order_move (order, &move, &actor, error);
}

static ConsoleOutboxRow *
find_oldest (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->state != CONSOLE_OUTBOX_REJECTED)
        {
          return row;
        }
    }

  return NULL;
}

/* Writes what the order looks like now: @truth with the rows made to it. */
static gboolean
show (BakeryConnection    *connection,
      BakeryOrder         *truth,
      GPtrArray           *rows,
      ConsoleCacheChanges *changes,
      GError             **error)
{
  g_autoptr(BakeryOrder) order = bakery_order_ref (truth);

  for (guint i = 0; i < rows->len; i++)
    {
      const ConsoleOutboxRow *row = g_ptr_array_index (rows, i);
      BakeryOrder *changed;

      if (row->state == CONSOLE_OUTBOX_REJECTED)
        {
          continue;
        }
      changed = row->state != CONSOLE_OUTBOX_CONFLICT ? apply_row (row, order, NULL) : NULL;
      if (changed == NULL)
        {
          break;
        }
      bakery_order_unref (order);
      order = changed;
    }

  return console_cache_put_order (connection, order, changes, error);
}

/* Shows @truth with whatever waits, and keeps it as what the server has. */
static gboolean
settle (BakeryConnection    *connection,
        BakeryOrder         *truth,
        ConsoleCacheChanges *changes,
        GError             **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_order (connection, truth->base.id, error);
  ConsoleOutboxRow *oldest;

  if (rows == NULL)
    {
      return FALSE;
    }

  oldest = find_oldest (rows);
  if (oldest != NULL && !bakery_entity_equal (oldest->before, truth))
    {
      bakery_order_unref (oldest->before);
      oldest->before = bakery_order_ref (truth);
      changes->outbox = TRUE;
      if (!console_outbox_update (connection, oldest, error))
        {
          return FALSE;
        }
    }

  return show (connection, truth, rows, changes, error);
}

/* The order as the server has it: with the oldest row that waits, or else in the cache. */
static BakeryOrder *
load_truth (BakeryConnection *connection,
            gint64            order,
            GError          **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_order (connection, order, error);
  ConsoleOutboxRow *oldest = rows != NULL ? find_oldest (rows) : NULL;

  if (rows == NULL)
    {
      return NULL;
    }

  return oldest != NULL ? bakery_order_ref (oldest->before) : console_cache_load_order (connection, order, error);
}

static char *
dup_move_body (const BakeryMove *move)
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
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

static gboolean
add (BakeryConnection    *connection,
     const BakeryOrder   *before,
     const BakeryOrder   *after,
     const char          *verb,
     char                *body,
     ConsoleCacheChanges *changes,
     GError             **error)
{
  g_autoptr(ConsoleOutboxRow) row = g_new0 (ConsoleOutboxRow, 1);

  row->order = before->base.id;
  row->method = g_strdup ("POST");
  row->path = g_strdup_printf ("orders/%" G_GINT64_FORMAT "/%s", before->base.id, verb);
  row->body = body;
  row->idempotency_key = g_uuid_string_random ();
  row->base_revision = before->base.revision;
  row->created_at = after->updated_at;
  row->before = bakery_order_ref ((BakeryOrder *) before);
  row->after = bakery_order_ref ((BakeryOrder *) after);

  changes->outbox = TRUE;
  return console_outbox_insert (connection, row, error) &&
         console_cache_put_order (connection, row->after, changes, error);
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
  return add (connection, before, after, "stage", dup_move_body (move), changes, error);
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
  return add (connection, before, after, "undo", g_strdup ("{}"), changes, error);
}

/* Removes a row and those behind it, which were made to what it left. */
static gboolean
delete_from (BakeryConnection       *connection,
             const ConsoleOutboxRow *first,
             GError                **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_order (connection, first->order, error);

  if (rows == NULL)
    {
      return FALSE;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->sequence >= first->sequence && !console_outbox_delete (connection, row->sequence, error))
        {
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * console_outbox_withdraw:
 * @connection: inside a transaction
 * @row: a row that has not reached the server, or that a person gave up
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Removes a change, and those made after it to the same order, as if they had never been.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_withdraw (BakeryConnection       *connection,
                         const ConsoleOutboxRow *row,
                         ConsoleCacheChanges    *changes,
                         GError                **error)
{
  g_autoptr(BakeryOrder) truth = NULL;
  g_autoptr(GError) local_error = NULL;

  changes->outbox = TRUE;
  if (row->state == CONSOLE_OUTBOX_REJECTED)
    {
      return console_outbox_delete (connection, row->sequence, error);
    }

  truth = load_truth (connection, row->order, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return delete_from (connection, row, error) &&
         (truth == NULL || settle (connection, truth, changes, error));
}

/**
 * console_outbox_rebase:
 * @connection: inside a transaction
 * @row: a row that met a conflict
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
  ConsoleOutboxRow again = *row;
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr(BakeryOrder) truth = load_truth (connection, row->order, error);
  g_autoptr(BakeryOrder) after = truth != NULL ? apply_row (row, truth, error) : NULL;

  if (after == NULL)
    {
      return FALSE;
    }

  again.idempotency_key = key;
  again.base_revision = truth->base.revision;
  again.attempts = 0;
  again.next_attempt_at = 0;
  again.state = CONSOLE_OUTBOX_QUEUED;
  again.last_error = NULL;
  again.before = truth;
  again.after = after;

  changes->outbox = TRUE;
  return console_outbox_update (connection, &again, error) && settle (connection, truth, changes, error);
}

/**
 * console_outbox_receive:
 * @connection: inside a transaction
 * @order: an order as the server has it
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Takes in the server's version of an order, unless a newer one is here already. Changes that wait stay visible on top.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_outbox_receive (BakeryConnection    *connection,
                        BakeryOrder         *order,
                        ConsoleCacheChanges *changes,
                        GError             **error)
{
  ConsoleOrderKey key;
  gint64 revision;

  if (!console_cache_read_order_key (connection, order->base.id, &key, &revision, error))
    {
      return FALSE;
    }
  if (key.store != 0 && order->base.revision <= revision)
    {
      return TRUE;
    }

  return settle (connection, order, changes, error);
}

/**
 * console_outbox_apply_all:
 * @connection: inside a transaction
 * @unused: nothing
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Makes all changes that wait to the orders in the cache again: after a start, since a crash may have kept the outbox's half
 * of a transaction only, and after the cache was thrown away. A #BakeryTransactionFunc.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_apply_all (BakeryConnection *connection,
                          gpointer          unused,
                          GError          **error)
{
  g_autoptr(GArray) orders = console_outbox_list_orders (connection, error);
  g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    {
      g_autoptr(BakeryOrder) truth = load_truth (connection, g_array_index (orders, gint64, i), error);

      if (truth == NULL || !settle (connection, truth, changes, error))
        {
          return FALSE;
        }
    }

  return orders != NULL && console_cache_changes_finish (changes, connection, error);
}

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

/* What waits behind an accepted change was made to what it left, so it builds on the revision of the answer. */
static gboolean
advance_bases (BakeryConnection  *connection,
               const BakeryOrder *answer,
               GError           **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_order (connection, answer->base.id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->state != CONSOLE_OUTBOX_QUEUED)
        {
          continue;
        }
      row->base_revision = answer->base.revision;
      if (!console_outbox_update (connection, row, error))
        {
          return FALSE;
        }
    }

  return rows != NULL;
}

/**
 * console_outbox_accept:
 * @connection: inside a transaction
 * @row: the row that was sent
 * @answer: the order as the server has it now
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Works the server's yes in: the row goes, the answer becomes what the server has, what waits behind it moves up.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_accept (BakeryConnection       *connection,
                       const ConsoleOutboxRow *row,
                       BakeryOrder            *answer,
                       ConsoleCacheChanges    *changes,
                       GError                **error)
{
  g_autoptr(BakeryOrder) truth = NULL;
  g_autoptr(GError) local_error = NULL;

  truth = load_truth (connection, row->order, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  changes->outbox = TRUE;
  if (!console_outbox_delete (connection, row->sequence, error) || !advance_bases (connection, answer, error))
    {
      return FALSE;
    }

  /* The feed may have been faster, and have something newer. */
  return settle (connection,
                 truth != NULL && truth->base.revision > answer->base.revision ? truth : answer,
                 changes, error);
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

/* A change that was refused takes those with it that were made to what it would have left. */
static gboolean
reject_from (BakeryConnection       *connection,
             const ConsoleOutboxRow *first,
             const char             *reason,
             GError                **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_order (connection, first->order, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->sequence < first->sequence)
        {
          continue;
        }
      row->state = CONSOLE_OUTBOX_REJECTED;
      g_free (row->last_error);
      row->last_error = g_strdup (reason);
      if (!console_outbox_update (connection, row, error))
        {
          return FALSE;
        }
    }

  return rows != NULL;
}

static gboolean
mark_conflict (BakeryConnection       *connection,
               const ConsoleOutboxRow *sent,
               const char             *reason,
               GError                **error)
{
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, sent->sequence, error);

  if (row == NULL)
    {
      return FALSE;
    }

  row->state = CONSOLE_OUTBOX_CONFLICT;
  g_free (row->last_error);
  row->last_error = g_strdup (reason);
  return console_outbox_update (connection, row, error);
}

/**
 * console_outbox_refuse:
 * @connection: inside a transaction
 * @row: the row that was sent
 * @is_conflict: whether a person has to decide; otherwise the change is given up
 * @theirs: (nullable): the order as the server has it, if it said
 * @reason: for the person
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Works the server's no in: the cache shows what the server has, and the row stays for the person to see.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_refuse (BakeryConnection       *connection,
                       const ConsoleOutboxRow *row,
                       gboolean                is_conflict,
                       BakeryOrder            *theirs,
                       const char             *reason,
                       ConsoleCacheChanges    *changes,
                       GError                **error)
{
  g_autoptr(BakeryOrder) truth = load_truth (connection, row->order, error);

  if (truth == NULL)
    {
      return FALSE;
    }
  if (theirs != NULL && theirs->base.revision > truth->base.revision)
    {
      bakery_order_unref (truth);
      truth = bakery_order_ref (theirs);
    }

  changes->outbox = TRUE;
  if (!(is_conflict
        ? mark_conflict (connection, row, reason, error)
        : reject_from (connection, row, reason, error)))
    {
      return FALSE;
    }

  return settle (connection, truth, changes, error);
}
