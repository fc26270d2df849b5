/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drafts and the SQL that keeps them. Secret fields, such as a password, are never written. */

#include "config.h"

#include "console-draft-rows.h"

#include "console-cache-entities.h"
#include "console-outbox-json.h"

#include "bakery-entity-json.h"
#include "bakery-feedback.h"

/**
 * console_draft_new:
 * @base: (transfer full): what was there before
 * @entity: (transfer full): what was typed
 * @is_valid: whether it could be saved as it is
 *
 * Returns: (transfer full): the draft
 */
ConsoleDraft *
console_draft_new (BakeryEntity *base,
                   BakeryEntity *entity,
                   gboolean      is_valid)
{
  ConsoleDraft *self = g_new0 (ConsoleDraft, 1);

  self->base = base;
  self->entity = entity;
  self->is_valid = is_valid;

  return self;
}

/**
 * console_draft_copy:
 * @self: a draft
 *
 * Returns: (transfer full): the same draft once more
 */
ConsoleDraft *
console_draft_copy (const ConsoleDraft *self)
{
  return console_draft_new (bakery_entity_ref (self->base), bakery_entity_ref (self->entity), self->is_valid);
}

/**
 * console_draft_free:
 * @self: (transfer full) (nullable): a draft
 *
 * Frees the draft.
 */
void
console_draft_free (ConsoleDraft *self)
{
  if (self == NULL)
    return;

  bakery_entity_unref (self->base);
  bakery_entity_unref (self->entity);
  g_free (self);
}

/* An answer to a complaint is typed, but it is no entity of the cache's. */
static const BakeryEntityType *
find_type (const char *name)
{
  return g_str_equal (name, bakery_complaint_reply_type.name) ? &bakery_complaint_reply_type
                                                              : console_cache_find_type (name);
}

/* The column tells the id; a new one's children, and answers, have none in their JSON. */
static BakeryEntity *
parse (const BakeryEntityType *type,
       gint64                  id,
       const char             *text)
{
  BakeryEntity *entity = console_outbox_parse_entity (type, text, NULL);

  if (entity != NULL)
    entity->id = id;

  return entity;
}

/* NULL for a row that this program cannot make anything of. */
static ConsoleDraft *
draft_from_row (BakeryStatement *statement)
{
  const BakeryEntityType *type = find_type (bakery_statement_peek_text (statement, 0));
  const gint64 id = bakery_statement_get_int (statement, 1);
  g_autoptr(BakeryEntity) base = type != NULL ? parse (type, id, bakery_statement_peek_text (statement, 2)) : NULL;
  g_autoptr(BakeryEntity) entity = type != NULL ? parse (type, id, bakery_statement_peek_text (statement, 3)) : NULL;

  if (base == NULL || entity == NULL)
    return NULL;

  return console_draft_new (g_steal_pointer (&base), g_steal_pointer (&entity),
                            bakery_statement_get_int (statement, 4) != 0);
}

/**
 * console_draft_rows_read:
 * @connection: the connection of the outbox
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ConsoleDraft): all drafts, or %NULL with @error set
 */
GPtrArray *
console_draft_rows_read (BakeryConnection *connection,
                         GError          **error)
{
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) console_draft_free);
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  statement = bakery_connection_prepare (connection,
                                         "SELECT entity, object, base, typed, is_valid FROM draft "
                                         "ORDER BY entity, object",
                                         error);
  while (statement != NULL && bakery_statement_step (statement, &has_row, error))
    {
      ConsoleDraft *draft = has_row ? draft_from_row (statement) : NULL;

      if (!has_row)
        return g_steal_pointer (&drafts);
      if (draft != NULL)
        g_ptr_array_add (drafts, draft);
    }

  return NULL;
}

/**
 * console_draft_rows_put:
 * @connection: inside a transaction
 * @draft: what was typed
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Keeps a draft in place of an earlier one of the same entity.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_draft_rows_put (BakeryConnection   *connection,
                        const ConsoleDraft *draft,
                        GError            **error)
{
  g_autofree char *base = bakery_entity_to_json (draft->base, BAKERY_ROLES_EVERYBODY);
  g_autofree char *typed = bakery_entity_to_json (draft->entity, BAKERY_ROLES_EVERYBODY);
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "INSERT INTO draft (entity, object, base, typed, is_valid) "
                                         "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (entity, object) DO UPDATE SET "
                                         "base = excluded.base, typed = excluded.typed, is_valid = excluded.is_valid",
                                         error);
  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_text (statement, 1, draft->entity->type->name);
  bakery_statement_bind_int (statement, 2, draft->entity->id);
  bakery_statement_bind_text (statement, 3, base);
  bakery_statement_bind_text (statement, 4, typed);
  bakery_statement_bind_int (statement, 5, draft->is_valid);

  return bakery_statement_run (statement, error);
}

/**
 * console_draft_rows_delete:
 * @connection: inside a transaction
 * @type: an entity's type
 * @id: its id
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Lets go of the draft of an entity, if there is one.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_draft_rows_delete (BakeryConnection       *connection,
                           const BakeryEntityType *type,
                           gint64                  id,
                           GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection, "DELETE FROM draft WHERE entity = $1 AND object = $2", error);
  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_text (statement, 1, type->name);
  bakery_statement_bind_int (statement, 2, id);

  return bakery_statement_run (statement, error);
}

/**
 * console_draft_rows_rename:
 * @connection: inside a transaction
 * @type: the type of what was made here
 * @local_id: what it was called
 * @id: what the server calls it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Leaves what was typed into an entity with it when the server names it.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_draft_rows_rename (BakeryConnection       *connection,
                           const BakeryEntityType *type,
                           gint64                  local_id,
                           gint64                  id,
                           GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "UPDATE OR REPLACE draft SET object = $3 WHERE entity = $1 AND object = $2",
                                         error);
  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_text (statement, 1, type->name);
  bakery_statement_bind_int (statement, 2, local_id);
  bakery_statement_bind_int (statement, 3, id);

  return bakery_statement_run (statement, error);
}
