/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of the outbox: out of a statement, and into the table. What a row means is in console-outbox-apply.c. A row that was
 * accepted as a part of a batch stays, marked as sent, so that the batch can be undone; no other function than those about
 * batches sees it. Writer's thread. */

#include "config.h"

#include "console-outbox-private.h"

#include "bakery-entity-json.h"
#include "bakery-violations.h"
#include "console-cache-entities.h"
#include "console-outbox-json.h"

static const char *const state_names[] = { "queued", "sending", "sent", "conflict", "rejected", NULL };
static const BakeryEnum states = { state_names };

static const char *const kind_names[] = { "create", "update", "delete", "stage", "undo", "reply", NULL };
static const BakeryEnum kinds = { kind_names };

/**
 * console_outbox_row_free:
 * @self: (nullable) (transfer full): a row
 *
 * Frees the row.
 */
void
console_outbox_row_free (ConsoleOutboxRow *self)
{
  if (self == NULL)
    {
      return;
    }

  g_free (self->arguments);
  g_free (self->idempotency_key);
  g_free (self->last_error);
  g_clear_pointer (&self->violations, bakery_violations_free);
  g_clear_pointer (&self->before, bakery_entity_unref);
  g_clear_pointer (&self->after, bakery_entity_unref);
  g_clear_pointer (&self->theirs, bakery_entity_unref);
  g_free (self);
}

/**
 * console_outbox_row_set_before:
 * @self: a row
 * @before: (nullable) (transfer full): what the change is made to
 *
 * Makes the change one to another version of the object.
 */
void
console_outbox_row_set_before (ConsoleOutboxRow *self,
                               gpointer          before)
{
  g_clear_pointer (&self->before, bakery_entity_unref);
  self->before = before;
}

/**
 * console_outbox_row_set_after:
 * @self: a row
 * @after: (nullable) (transfer full): what the change leaves
 *
 * Makes it another change.
 */
void
console_outbox_row_set_after (ConsoleOutboxRow *self,
                              gpointer          after)
{
  g_clear_pointer (&self->after, bakery_entity_unref);
  self->after = after;
}

/**
 * console_outbox_row_requeue:
 * @self: a row
 * @base_revision: what the change is made to now
 *
 * Makes the row a new request that was never sent.
 */
void
console_outbox_row_requeue (ConsoleOutboxRow *self,
                            gint64            base_revision)
{
  g_free (self->idempotency_key);
  self->idempotency_key = g_uuid_string_random ();
  self->base_revision = base_revision;
  self->attempts = 0;
  self->next_attempt_at = 0;
  self->state = CONSOLE_OUTBOX_QUEUED;
  g_clear_pointer (&self->last_error, g_free);
  g_clear_pointer (&self->violations, bakery_violations_free);
}

static int
parse_word (const BakeryEnum *words,
            const char       *word)
{
  int value = 0;

  bakery_enum_from_string (words, word, &value);
  return value;
}

static char *
dup_text (BakeryStatement *statement,
          guint            column)
{
  return bakery_statement_is_null (statement, column) ? NULL : bakery_statement_dup_text (statement, column);
}

static gboolean
read_entity (BakeryStatement        *statement,
             guint                   column,
             const BakeryEntityType *type,
             gpointer               *ret_entity,
             GError                **error)
{
  if (!bakery_statement_is_null (statement, column))
    {
      *ret_entity = console_outbox_parse_entity (type, bakery_statement_peek_text (statement, column), error);
      return *ret_entity != NULL;
    }

  return TRUE;
}

static ConsoleOutboxRow *
row_from_statement (BakeryStatement *statement,
                    GError         **error)
{
  g_autoptr(ConsoleOutboxRow) row = g_new0 (ConsoleOutboxRow, 1);

  row->sequence = bakery_statement_get_int (statement, 0);
  row->type = console_cache_find_type (bakery_statement_peek_text (statement, 1));
  row->object = bakery_statement_get_int (statement, 2);
  row->kind = (ConsoleChangeKind) parse_word (&kinds, bakery_statement_peek_text (statement, 3));
  row->arguments = dup_text (statement, 4);
  row->batch = bakery_statement_get_int (statement, 5);
  row->idempotency_key = bakery_statement_dup_text (statement, 6);
  row->base_revision = bakery_statement_get_int (statement, 7);
  row->created_at = bakery_statement_get_int (statement, 8);
  row->attempts = (guint) bakery_statement_get_int (statement, 9);
  row->next_attempt_at = bakery_statement_get_int (statement, 10);
  row->state = (ConsoleOutboxState) parse_word (&states, bakery_statement_peek_text (statement, 11));
  row->last_error = dup_text (statement, 12);
  row->violations = bakery_statement_is_null (statement, 13)
                    ? NULL
                    : console_outbox_parse_violations (bakery_statement_peek_text (statement, 13));
  if (row->type == NULL)
    {
      g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                           "The outbox holds a change of something this program does not know");
      return NULL;
    }

  return read_entity (statement, 14, row->type, &row->before, error) &&
         read_entity (statement, 15, row->type, &row->after, error)
         ? g_steal_pointer (&row)
         : NULL;
}

/* What a conflict is with. */
static gboolean
add_theirs (BakeryConnection *connection,
            ConsoleOutboxRow *row,
            GError          **error)
{
  gboolean has_truth;

  return row->state != CONSOLE_OUTBOX_CONFLICT ||
         console_outbox_read_truth (connection, row->type, row->object, &has_truth, &row->theirs, error);
}

/**
 * console_outbox_take_rows:
 * @connection: the connection of the outbox
 * @statement: selects %CONSOLE_OUTBOX_COLUMNS, bound
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ConsoleOutboxRow): what it selects
 */
GPtrArray *
console_outbox_take_rows (BakeryConnection *connection,
                          BakeryStatement  *statement,
                          GError          **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) console_outbox_row_free);
  gboolean has_row = FALSE;

  while (bakery_statement_step (statement, &has_row, error))
    {
      ConsoleOutboxRow *row;

      if (!has_row)
        {
          return g_steal_pointer (&rows);
        }
      row = row_from_statement (statement, error);
      if (row == NULL)
        {
          return NULL;
        }
      g_ptr_array_add (rows, row);
      if (!add_theirs (connection, row, error))
        {
          return NULL;
        }
    }

  return NULL;
}

/**
 * console_outbox_read_marks:
 * @connection: the connection of the outbox
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ConsoleOutboxMark): what is known of every row, oldest first
 */
GArray *
console_outbox_read_marks (BakeryConnection *connection,
                           GError          **error)
{
  g_autoptr(GArray) marks = g_array_new (FALSE, FALSE, sizeof (ConsoleOutboxMark));
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  statement = bakery_connection_prepare (connection,
                                         "SELECT sequence, entity, object, state FROM outbox WHERE state <> 'sent' "
                                         "ORDER BY sequence",
                                         error);
  while (statement != NULL && bakery_statement_step (statement, &has_row, error))
    {
      ConsoleOutboxMark mark;

      if (!has_row)
        {
          return g_steal_pointer (&marks);
        }
      mark.sequence = bakery_statement_get_int (statement, 0);
      mark.type = console_cache_find_type (bakery_statement_peek_text (statement, 1));
      mark.object = bakery_statement_get_int (statement, 2);
      mark.state = (ConsoleOutboxState) parse_word (&states, bakery_statement_peek_text (statement, 3));
      g_array_append_val (marks, mark);
    }

  return NULL;
}

static void
bind_entity (BakeryStatement *statement,
             guint            position,
             gconstpointer    entity)
{
  g_autofree char *json = entity != NULL ? bakery_entity_to_json (entity, BAKERY_ROLES_EVERYBODY) : NULL;

  if (json != NULL)
    {
      bakery_statement_bind_text (statement, position, json);
    }
}

/* What is not bound is NULL. */
static void
bind_row (BakeryStatement        *statement,
          const ConsoleOutboxRow *row)
{
  bakery_statement_bind_int (statement, 1, row->object);
  bakery_statement_bind_int (statement, 2, console_outbox_count_unknown (row->before) +
                             console_outbox_count_unknown (row->after));
  bakery_statement_bind_text (statement, 3, row->idempotency_key);
  bakery_statement_bind_int (statement, 4, row->base_revision);
  bakery_statement_bind_int (statement, 5, row->attempts);
  bakery_statement_bind_int (statement, 6, row->next_attempt_at);
  bakery_statement_bind_text (statement, 7, state_names[row->state]);
  if (row->last_error != NULL)
    {
      bakery_statement_bind_text (statement, 8, row->last_error);
    }
  if (row->violations != NULL)
    {
      g_autofree char *json = console_outbox_dup_violations_text (row->violations);

      bakery_statement_bind_text (statement, 9, json);
    }
  bind_entity (statement, 10, row->before);
  bind_entity (statement, 11, row->after);
}

/* An entity made here is called by the number of the row that makes it, which is never used again. */
static gboolean
give_local_id (BakeryConnection *connection,
               ConsoleOutboxRow *row,
               GError          **error)
{
  row->object = -row->sequence;
  console_outbox_row_set_after (row, bakery_entity_copy (row->after));
  BAKERY_ENTITY (row->after)->id = row->object;

  return console_outbox_update (connection, row, error);
}

/**
 * console_outbox_insert:
 * @connection: inside a transaction
 * @row: what to add; the sequence is set, and the object when it is 0
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Adds a row.
 *
 * Returns: %FALSE with @error set when it was not added
 */
gboolean
console_outbox_insert (BakeryConnection *connection,
                       ConsoleOutboxRow *row,
                       GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  statement = bakery_connection_prepare (connection,
                                         "INSERT INTO outbox (object, unknown_references, idempotency_key, base_revision, "
                                         "attempts, next_attempt_at, state, last_error, violations, before, after, entity, "
                                         "kind, batch, created_at, arguments) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                                         "$10, $11, $12, $13, $14, $15, $16) RETURNING sequence",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }

  bind_row (statement, row);
  bakery_statement_bind_text (statement, 12, row->type->name);
  bakery_statement_bind_text (statement, 13, kind_names[row->kind]);
  bakery_statement_bind_int (statement, 14, row->batch);
  bakery_statement_bind_int (statement, 15, row->created_at);
  if (row->arguments != NULL)
    {
      bakery_statement_bind_text (statement, 16, row->arguments);
    }
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }
  row->sequence = bakery_statement_get_int (statement, 0);

  return row->object != 0 || give_local_id (connection, row, error);
}

/**
 * console_outbox_update:
 * @connection: inside a transaction
 * @row: a row as it is from now on; what kind of change it is does not change
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Writes what became of a row.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_outbox_update (BakeryConnection       *connection,
                       const ConsoleOutboxRow *row,
                       GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "UPDATE outbox SET object = $1, unknown_references = $2, idempotency_key = $3, "
                                         "base_revision = $4, attempts = $5, next_attempt_at = $6, state = $7, "
                                         "last_error = $8, violations = $9, before = $10, after = $11 "
                                         "WHERE sequence = $12",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }

  bind_row (statement, row);
  bakery_statement_bind_int (statement, 12, row->sequence);

  return bakery_statement_run (statement, error);
}

/**
 * console_outbox_delete:
 * @connection: inside a transaction
 * @sequence: of the row
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Removes a row.
 *
 * Returns: %FALSE with @error set when it was not removed
 */
gboolean
console_outbox_delete (BakeryConnection *connection,
                       gint64            sequence,
                       GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection, "DELETE FROM outbox WHERE sequence = $1", error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, sequence);

  return bakery_statement_run (statement, error);
}
