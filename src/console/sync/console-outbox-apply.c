/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one change means: making it again to another version of its object, field by field for an edit, by the domain's own
 * functions for a verb. Writer's thread; knows no SQL. */

#include "config.h"

#include "console-outbox-private.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-time.h"

/* Verbs of orders */

/* Who made a change, as its own version of the order tells. */
static BakeryActor
find_actor (const ConsoleOutboxRow *row)
{
  const BakeryOrder *after = row->after;
  const BakeryOrderEvent *event = NULL;

  if (after->timeline != NULL && after->timeline->len > 0)
    {
      event = g_ptr_array_index (after->timeline, after->timeline->len - 1);
    }

  /* That they may was checked when they did it, and is checked again by the server. */
  return (BakeryActor) { event != NULL ? event->account : 0, event != NULL ? event->account_name : NULL,
                         BAKERY_ROLE_ADMIN };
}

static gboolean
parse_move (const ConsoleOutboxRow *row,
            JsonNode               *arguments,
            BakeryMove             *ret_move)
{
  JsonObject *object = arguments != NULL && JSON_NODE_HOLDS_OBJECT (arguments) ? json_node_get_object (arguments) : NULL;
  const BakeryOrder *after = row->after;
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
    .undo_seconds = MAX (0, (after->undo_until - row->created_at) / BAKERY_SECOND),
  };
  return TRUE;
}

static gpointer
apply_stage (const ConsoleOutboxRow *row,
             gconstpointer           order,
             GError                **error)
{
  const BakeryActor actor = find_actor (row);
  g_autoptr(JsonNode) arguments = json_from_string (row->arguments, error);
  BakeryMove move;

  if (arguments == NULL)
    {
      return NULL;
    }
  if (!parse_move (row, arguments, &move))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The change names no stage");
      return NULL;
    }

  return bakery_order_move (order, &move, &actor, error);
}

static gpointer
apply_undo (const ConsoleOutboxRow *row,
            gconstpointer           order,
            GError                **error)
{
  const BakeryActor actor = find_actor (row);

  return bakery_order_undo (order, &actor, row->created_at, error);
}

/* The verb of a complaint */

static gpointer
apply_reply (const ConsoleOutboxRow *row,
             gconstpointer           entity,
             GError                **error)
{
  const BakeryComplaint *after = row->after;
  BakeryComplaint *complaint = bakery_complaint_copy (entity);

  if (complaint->replies == NULL)
    {
      complaint->replies = g_ptr_array_new_with_free_func (bakery_entity_unref);
    }
  g_ptr_array_add (complaint->replies,
                   bakery_complaint_reply_ref (g_ptr_array_index (after->replies, after->replies->len - 1)));
  complaint->state = BAKERY_COMPLAINT_ANSWERED;

  return complaint;
}

/* Edits of any entity */

/**
 * console_outbox_row_changes:
 * @row: an edit
 * @field: a field of its type
 *
 * Returns: whether the person gave the field another value
 */
gboolean
console_outbox_row_changes (const ConsoleOutboxRow *row,
                            const BakeryField      *field)
{
  const BakeryFieldFlags fixed = BAKERY_FIELD_DERIVED | BAKERY_FIELD_SECRET | BAKERY_FIELD_FIXED;

  return field->writers != BAKERY_ROLES_NOBODY && (field->flags & fixed) == 0 &&
         !bakery_field_equal (row->before, row->after, field);
}

static gpointer
apply_update (const ConsoleOutboxRow *row,
              gconstpointer           entity)
{
  gpointer merged = bakery_entity_copy (entity);

  for (guint i = 0; i < row->type->n_fields; i++)
    {
      const BakeryField *field = &row->type->fields[i];

      if (console_outbox_row_changes (row, field))
        {
          bakery_field_copy (merged, row->after, field);
        }
    }
  bakery_entity_derive (merged);

  return merged;
}

/**
 * console_outbox_row_clashes:
 * @row: an edit that was made to another version of the object
 * @theirs: (nullable): the object as the server has it now
 *
 * Compares three ways: what the person saw, what they left, and what the server has.
 *
 * Returns: whether a field was given one value here and another one there, so that somebody has to choose
 */
gboolean
console_outbox_row_clashes (const ConsoleOutboxRow *row,
                            gconstpointer           theirs)
{
  if (row->kind != CONSOLE_CHANGE_UPDATE || theirs == NULL)
    {
      return TRUE;
    }

  for (guint i = 0; i < row->type->n_fields; i++)
    {
      const BakeryField *field = &row->type->fields[i];

      if (console_outbox_row_changes (row, field) && !bakery_field_equal (row->before, theirs, field) &&
          !bakery_field_equal (row->after, theirs, field))
        {
          return TRUE;
        }
    }

  return FALSE;
}

/* What comes of the change. NULL without an error for nothing: the object is deleted. */
static gpointer
apply (const ConsoleOutboxRow *row,
       gconstpointer           entity,
       GError                **error)
{
  if (row->kind == CONSOLE_CHANGE_CREATE)
    {
      return bakery_entity_ref (row->after);
    }
  if (row->kind == CONSOLE_CHANGE_DELETE)
    {
      return NULL;
    }
  if (entity == NULL)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "It has been deleted meanwhile");
      return NULL;
    }

  switch (row->kind)
    {
    case CONSOLE_CHANGE_STAGE:
      return apply_stage (row, entity, error);

    case CONSOLE_CHANGE_UNDO:
      return apply_undo (row, entity, error);

    case CONSOLE_CHANGE_REPLY:
      return apply_reply (row, entity, error);

    case CONSOLE_CHANGE_UPDATE:
    case CONSOLE_CHANGE_CREATE:
    case CONSOLE_CHANGE_DELETE:
    default:
      return apply_update (row, entity);
    }
}

/**
 * console_outbox_row_apply:
 * @row: a change
 * @entity: (inout) (nullable): a version of the object it changes, %NULL for none; replaced by what comes of it
 * @error: return location for %BAKERY_ERROR_STAGE and its like, when that version does not allow the change
 *
 * Makes a change again to another version of its object.
 *
 * Returns: %FALSE with @error set when @entity is as it was
 */
gboolean
console_outbox_row_apply (const ConsoleOutboxRow *row,
                          gpointer               *entity,
                          GError                **error)
{
  g_autoptr(GError) local_error = NULL;
  gpointer changed = apply (row, *entity, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  bakery_entity_unref (*entity);
  *entity = changed;
  return TRUE;
}
