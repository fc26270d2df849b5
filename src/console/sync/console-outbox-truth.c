/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server has of the objects that changes wait for, and what the cache shows of them: that, with the changes made to it
 * again, up to the first that met a conflict. So a change can be sent, answered, refused or withdrawn in any order of events,
 * and the cache comes out right. Writer's thread, inside the transaction of whoever calls. */

#include "config.h"

#include "console-outbox-private.h"

#include "bakery-entity-json.h"
#include "console-cache-entities.h"
#include "console-outbox-json.h"

/**
 * console_outbox_get_revision:
 * @entity: (nullable): an entity
 *
 * Returns: its revision, 0 for none
 */
gint64
console_outbox_get_revision (gconstpointer entity)
{
  return entity != NULL ? BAKERY_ENTITY (entity)->revision : 0;
}

/**
 * console_outbox_read_truth:
 * @connection: the connection of the outbox
 * @type: an entity's type
 * @object: its id
 * @ret_has_truth: (out): whether the outbox knows what the server has; otherwise the cache does
 * @ret_entity: (out) (nullable) (transfer full): what the server has, if anything
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Looks up what the server has of an object that a change waits for.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_outbox_read_truth (BakeryConnection       *connection,
                           const BakeryEntityType *type,
                           gint64                  object,
                           gboolean               *ret_has_truth,
                           gpointer               *ret_entity,
                           GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection, "SELECT data FROM truth WHERE entity = $1 AND object = $2", error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_text (statement, 1, type->name);
  bakery_statement_bind_int (statement, 2, object);
  if (!bakery_statement_step (statement, ret_has_truth, error))
    {
      return FALSE;
    }

  *ret_entity = NULL;
  if (*ret_has_truth && !bakery_statement_is_null (statement, 0))
    {
      *ret_entity = console_outbox_parse_entity (type, bakery_statement_peek_text (statement, 0), error);
      return *ret_entity != NULL;
    }

  return TRUE;
}

/**
 * console_outbox_write_truth:
 * @connection: inside a transaction
 * @type: an entity's type
 * @object: its id
 * @entity: (nullable): what the server has
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Keeps what the server has of an object.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_outbox_write_truth (BakeryConnection       *connection,
                            const BakeryEntityType *type,
                            gint64                  object,
                            gpointer                entity,
                            GError                **error)
{
  g_autofree char *data = entity != NULL ? bakery_entity_to_json (entity, BAKERY_ROLES_EVERYBODY) : NULL;
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "INSERT INTO truth (entity, object, data) VALUES ($1, $2, $3) "
                                         "ON CONFLICT (entity, object) DO UPDATE SET data = excluded.data",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_text (statement, 1, type->name);
  bakery_statement_bind_int (statement, 2, object);
  if (data != NULL)
    {
      bakery_statement_bind_text (statement, 3, data);
    }

  return bakery_statement_run (statement, error);
}

/**
 * console_outbox_delete_truth:
 * @connection: inside a transaction
 * @type: an entity's type
 * @object: its id
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Forgets what the server has of an object, which no change waits for.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_outbox_delete_truth (BakeryConnection       *connection,
                             const BakeryEntityType *type,
                             gint64                  object,
                             GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection, "DELETE FROM truth WHERE entity = $1 AND object = $2", error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_text (statement, 1, type->name);
  bakery_statement_bind_int (statement, 2, object);

  return bakery_statement_run (statement, error);
}

/* Makes the rows to @truth, which is taken over. Returns what comes of it, NULL for nothing to show. */
static gpointer
make_changes (gpointer   truth,
              GPtrArray *rows)
{
  gpointer entity = truth;

  for (guint i = 0; i < rows->len; i++)
    {
      const ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->state == CONSOLE_OUTBOX_REJECTED)
        {
          continue;
        }
      if (row->state == CONSOLE_OUTBOX_CONFLICT || !console_outbox_row_apply (row, &entity, NULL))
        {
          break;
        }
    }

  return entity;
}

/**
 * console_outbox_settle:
 * @connection: inside a transaction
 * @type: an entity's type
 * @object: its id
 * @truth: (nullable): what the server has of it
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Keeps what the server has, and shows it with whatever waits.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_settle (BakeryConnection       *connection,
                       const BakeryEntityType *type,
                       gint64                  object,
                       gpointer                truth,
                       ConsoleCacheChanges    *changes,
                       GError                **error)
{
  g_autoptr(GPtrArray) rows = console_outbox_read_object (connection, type, object, error);
  gpointer entity;
  gboolean is_shown;

  if (rows == NULL || !console_outbox_write_truth (connection, type, object, truth, error))
    {
      return FALSE;
    }

  entity = make_changes (truth != NULL ? bakery_entity_ref (truth) : NULL, rows);
  is_shown = entity != NULL
             ? console_cache_put_entity (connection, entity, changes, error)
             : console_cache_remove_entity (connection, type, object, changes, error);
  bakery_entity_unref (entity);

  return is_shown;
}

/**
 * console_outbox_settle_again:
 * @connection: inside a transaction
 * @type: an entity's type
 * @object: the id of one that a change waits, or waited, for
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Shows what the server has with what waits now, after the rows changed.
 *
 * Returns: %FALSE with @error set when nothing was written
 */
gboolean
console_outbox_settle_again (BakeryConnection       *connection,
                             const BakeryEntityType *type,
                             gint64                  object,
                             ConsoleCacheChanges    *changes,
                             GError                **error)
{
  gpointer truth = NULL;
  gboolean has_truth, is_settled;

  if (!console_outbox_read_truth (connection, type, object, &has_truth, &truth, error))
    {
      return FALSE;
    }

  is_settled = !has_truth || console_outbox_settle (connection, type, object, truth, changes, error);
  bakery_entity_unref (truth);

  return is_settled;
}
