/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the audit trail. Only fields that differ are kept, and of a secret nothing but that it was changed. Runs on the
 * writer's thread, inside its transaction. */

#include "config.h"

#include "server-audit.h"

#include "bakery-audit-entry.h"
#include "bakery-entity-json.h"
#include "server-entity-store.h"

/* What the server itself does, such as migrating, has no author. */
static const ServerAuthor nobody = { 0, BAKERY_ROLE_NONE, NULL, NULL, NULL };

/* What follows from a change that is in the trail itself. */
static const char *const consequences[] = { "updated_at", "token_generation", NULL };

/* Lines and events of an order stay out: they never change, and the timeline is kept with the order. */
static gboolean
is_audited (const BakeryField *field)
{
  return (field->flags & BAKERY_FIELD_DERIVED) == 0 && field->type != BAKERY_FIELD_CHILDREN &&
         !g_strv_contains (consequences, field->name);
}

static void
write_field (gconstpointer      entity,
             const BakeryField *field,
             BakeryJsonWriter  *writer)
{
  bakery_json_writer_name (writer, field->name);
  if ((field->flags & BAKERY_FIELD_SECRET) != 0)
    bakery_json_writer_string (writer, "(secret)");
  else
    bakery_field_write_json (entity, field, writer);
}

/* The audited fields of @entity that differ from @other; %NULL when none does. */
static char *
dup_difference (gconstpointer entity,
                gconstpointer other)
{
  const BakeryEntityType *type = ((const BakeryEntity *) entity)->type;
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };
  guint n_written = 0;

  bakery_json_writer_begin_object (&writer);
  for (guint i = 0; i < type->n_fields; i++)
    {
      if (!is_audited (&type->fields[i]) || bakery_field_equal (entity, other, &type->fields[i]))
        continue;
      write_field (entity, &type->fields[i], &writer);
      n_written++;
    }
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, n_written == 0);
}

static void
bind_text_or_null (BakeryStatement *statement,
                   guint            position,
                   const char      *text)
{
  if (text != NULL)
    bakery_statement_bind_text (statement, position, text);
  else
    bakery_statement_bind_null (statement, position);
}

static void
bind_number_or_null (BakeryStatement *statement,
                     guint            position,
                     gint64           number)
{
  if (number != 0)
    bakery_statement_bind_int (statement, position, number);
  else
    bakery_statement_bind_null (statement, position);
}

static void
bind_author (BakeryStatement    *statement,
             const ServerAuthor *author)
{
  const char *role = author->role != BAKERY_ROLE_NONE ? bakery_role_to_string (author->role) : NULL;

  bind_number_or_null (statement, 7, author->account);
  bakery_statement_bind_text (statement, 8, author->name != NULL ? author->name : "");
  bakery_statement_bind_text (statement, 9, role != NULL ? role : "");
  bakery_statement_bind_text (statement, 10, author->address != NULL ? author->address : "");
  bakery_statement_bind_text (statement, 11, author->request != NULL ? author->request : "");
}

static gboolean
insert (BakeryConnection   *connection,
        const BakeryEntity *entity,
        BakeryAuditAction   action,
        gint64              now,
        const char         *before,
        const char         *after,
        GError            **error)
{
  const ServerAuthor *author = bakery_connection_get_context (connection);
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "INSERT INTO audit (revision, at, entity, entity_id, store, action, account, account_name,"
                               " role, address, request, before, after)"
                               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, entity->revision);
  bakery_statement_bind_int (statement, 2, now);
  bakery_statement_bind_text (statement, 3, entity->type->name);
  bakery_statement_bind_int (statement, 4, entity->id);
  bind_number_or_null (statement, 5, server_entity_get_store (entity));
  bakery_statement_bind_text (statement, 6, bakery_enum_to_string (&bakery_audit_actions, (int) action));
  bind_author (statement, author != NULL ? author : &nobody);
  bind_text_or_null (statement, 12, before);
  bind_text_or_null (statement, 13, after);

  return bakery_statement_run (statement, error);
}

/**
 * server_audit_set_author:
 * @connection: the writer's connection
 * @author: (nullable): on whose behalf it writes from now on; must stay until the next call
 *
 * Says whom server_audit_record() names.
 */
void
server_audit_set_author (BakeryConnection   *connection,
                         const ServerAuthor *author)
{
  bakery_connection_set_context (connection, author);
}

/**
 * server_audit_record:
 * @connection: the writer's connection in a transaction
 * @before: (nullable): an entity as it was stored, %NULL when it is new
 * @after: (nullable): as it is stored since, with its new revision; %NULL when it is gone
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Writes one entry of the audit trail. A change that changed nothing leaves none.
 *
 * Returns: whether it could
 */
gboolean
server_audit_record (BakeryConnection *connection,
                     gconstpointer     before,
                     gconstpointer     after,
                     gint64            now,
                     GError          **error)
{
  const BakeryEntity *entity = after != NULL ? after : before;
  gconstpointer initial = bakery_entity_peek_initial (entity->type);
  g_autofree char *was = before != NULL ? dup_difference (before, after != NULL ? after : initial) : NULL;
  g_autofree char *is = after != NULL ? dup_difference (after, before != NULL ? before : initial) : NULL;
  BakeryAuditAction action = BAKERY_AUDIT_ACTION_CHANGED;

  if (before == NULL)
    action = BAKERY_AUDIT_ACTION_CREATED;
  else if (after == NULL)
    action = BAKERY_AUDIT_ACTION_DELETED;
  else if (is == NULL)
    return TRUE;

  return insert (connection, entity, action, now, was, is, error);
}

/**
 * server_audit_forget:
 * @connection: the writer's connection in a transaction
 * @account: the id of an account whose person wants to be forgotten
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Empties what the trail tells of a person: the values of their account, orders, choices and words, and their name and
 * address where they are the author. To be called while what they have is still there. That something was changed, when and by
 * which account stays.
 *
 * Returns: whether it could
 */
gboolean
server_audit_forget (BakeryConnection *connection,
                     gint64            account,
                     GError          **error)
{
  static const char *const statements[] = {
    "UPDATE audit SET before = NULL, after = NULL WHERE entity = 'account' AND entity_id = $1",
    "UPDATE audit SET before = NULL, after = NULL WHERE entity = 'order'"
    " AND entity_id IN (SELECT id FROM orders WHERE customer = $1)",
    "UPDATE audit SET before = NULL, after = NULL WHERE entity = 'delivery' AND entity_id IN (SELECT id FROM deliveries"
    " WHERE driver = $1 UNION ALL SELECT s.delivery FROM delivery_stops s JOIN orders o ON o.id = s.\"order\""
    " WHERE o.customer = $1)",
    "UPDATE audit SET before = NULL, after = NULL WHERE entity = 'complaint'"
    " AND entity_id IN (SELECT id FROM complaints WHERE customer = $1)",
    "UPDATE audit SET before = NULL, after = NULL WHERE entity = 'rating'"
    " AND entity_id IN (SELECT id FROM ratings WHERE customer = $1)",
    "UPDATE audit SET before = NULL, after = NULL WHERE entity = 'notification'"
    " AND entity_id IN (SELECT id FROM notifications WHERE account = $1)",
    "UPDATE audit SET before = NULL, after = NULL WHERE entity = 'customisation'"
    " AND entity_id IN (SELECT id FROM customisations WHERE customer = $1)",
    "UPDATE audit SET before = NULL, after = NULL WHERE account = $1"
    " AND entity IN ('customisation', 'payment_method', 'favourite', 'preference', 'rating')",
    "UPDATE audit SET account_name = '', address = '' WHERE account = $1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr(BakeryStatement) update = bakery_connection_prepare (connection, statements[i], error);

      if (update == NULL)
        return FALSE;
      bakery_statement_bind_int (update, 1, account);
      if (!bakery_statement_run (update, error))
        return FALSE;
    }

  return TRUE;
}
