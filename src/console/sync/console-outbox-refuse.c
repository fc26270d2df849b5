/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server's no to a change: an edit that touches nothing somebody else touched is made again to what the server has and
 * sent by itself; else a person decides, or the change is given up and kept for them to see. Writer's thread, inside the
 * transaction of whoever calls. */

#include "config.h"

#include "console-outbox-private.h"

#include "bakery-violations.h"

static void
set_reason (ConsoleOutboxRow     *row,
            const ConsoleRefusal *refusal)
{
  g_free (row->last_error);
  row->last_error = g_strdup (refusal->reason);
  g_clear_pointer (&row->violations, bakery_violations_free);
  if (refusal->violations != NULL && !bakery_violations_is_empty (refusal->violations))
    {
      row->violations = bakery_violations_copy (refusal->violations);
    }
}

/* A change that was refused takes those with it that were made to what it would have left. */
static gboolean
reject_from (BakeryConnection       *connection,
             const ConsoleOutboxRow *first,
             const ConsoleRefusal   *refusal,
             GError                **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_object (connection, first->type, first->object, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->sequence < first->sequence)
        {
          continue;
        }
      row->state = CONSOLE_OUTBOX_REJECTED;
      set_reason (row, refusal);
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
               const ConsoleRefusal   *refusal,
               GError                **error)
{
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, sent->sequence, error);

  if (row == NULL)
    {
      return FALSE;
    }

  row->state = CONSOLE_OUTBOX_CONFLICT;
  set_reason (row, refusal);
  return console_outbox_update (connection, row, error);
}

/* Makes the edit again to @truth, as a new request. */
static gboolean
merge (BakeryConnection       *connection,
       const ConsoleOutboxRow *sent,
       gpointer                truth,
       GError                **error)
{
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, sent->sequence, error);
  gpointer merged = row != NULL ? bakery_entity_ref (truth) : NULL;

  if (row == NULL || !console_outbox_row_apply (row, &merged, error))
    {
      bakery_entity_unref (merged);
      return FALSE;
    }

  console_outbox_row_set_before (row, bakery_entity_ref (truth));
  console_outbox_row_set_after (row, merged);
  console_outbox_row_requeue (row, console_outbox_get_revision (truth));

  return console_outbox_update (connection, row, error);
}

static gboolean
work_in (BakeryConnection       *connection,
         const ConsoleOutboxRow *row,
         const ConsoleRefusal   *refusal,
         gpointer                truth,
         GError                **error)
{
  const gboolean is_newer = console_outbox_get_revision (truth) > row->base_revision;
  const gboolean is_verb = row->kind != CONSOLE_CHANGE_UPDATE && row->kind != CONSOLE_CHANGE_DELETE &&
                           row->kind != CONSOLE_CHANGE_CREATE;

  /* An edit that is refused although nothing is newer will not be taken another time either. */
  if (!refusal->is_conflict || (!is_verb && !is_newer))
    {
      return reject_from (connection, row, refusal, error);
    }

  return console_outbox_row_clashes (row, truth)
         ? mark_conflict (connection, row, refusal, error)
         : merge (connection, row, truth, error);
}

/**
 * console_outbox_refuse:
 * @connection: inside a transaction
 * @row: the row that was sent
 * @refusal: what the server said
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Works the server's no in: the cache shows what the server has, and the row stays for the person to see, unless it can be
 * merged with what somebody else did.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_refuse (BakeryConnection       *connection,
                       const ConsoleOutboxRow *row,
                       const ConsoleRefusal   *refusal,
                       ConsoleCacheChanges    *changes,
                       GError                **error)
{
  gpointer truth = NULL;
  gboolean has_truth, is_worked_in;

  if (!console_outbox_read_truth (connection, row->type, row->object, &has_truth, &truth, error))
    {
      return FALSE;
    }
  if (console_outbox_get_revision (refusal->theirs) > console_outbox_get_revision (truth))
    {
      bakery_entity_unref (truth);
      truth = bakery_entity_ref (refusal->theirs);
    }

  changes->outbox = TRUE;
  is_worked_in = work_in (connection, row, refusal, truth, error) &&
                 console_outbox_settle (connection, row->type, row->object, truth, changes, error);
  bakery_entity_unref (truth);

  return is_worked_in;
}
