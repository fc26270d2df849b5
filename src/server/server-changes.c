/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the change log. The revision is one number for the whole database; the writer is alone, so it only ever grows from
 * one commit to the next. Runs on the writer's thread, inside its transaction. */

#include "config.h"

#include "server-changes.h"

static gboolean
step_for_number (BakeryStatement *statement,
                 gint64          *ret_number,
                 GError         **error)
{
  gboolean has_row;

  if (!bakery_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED,
                           "The database has no counter of revisions.");
      return FALSE;
    }

  *ret_number = bakery_statement_get_int (statement, 0);

  return TRUE;
}

/**
 * server_changes_next_revision:
 * @connection: the writer's connection in a transaction
 * @ret_revision: (out): a revision that no row has had
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Takes the next revision. The caller sets it on the entity it is about to store. (RETURNING would save a statement, but SQLite
 * makes a table for it, which takes longer.)
 *
 * Returns: whether it could
 */
gboolean
server_changes_next_revision (BakeryConnection *connection,
                              gint64           *ret_revision,
                              GError          **error)
{
  return bakery_connection_execute (connection, "UPDATE counters SET value = value + 1 WHERE name = 'revision'", error) &&
         server_changes_get_newest (connection, ret_revision, error);
}

/**
 * server_changes_record:
 * @connection: the writer's connection in a transaction
 * @entity: what was stored or deleted, with its new revision
 * @store: whose it is, %SERVER_CHANGES_EVERY_STORE, or %SERVER_CHANGES_NO_STORE
 * @is_deleted: whether it is gone
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Moves the entity to the front of the change feed.
 *
 * Returns: whether it could
 */
gboolean
server_changes_record (BakeryConnection *connection,
                       gconstpointer     entity,
                       gint64            store,
                       gboolean          is_deleted,
                       gint64            now,
                       GError          **error)
{
  const BakeryEntity *head = entity;
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "INSERT INTO changes (entity, id, revision, store, deleted, changed_at)"
                               " VALUES ($1, $2, $3, $4, $5, $6)"
                               " ON CONFLICT (entity, id) DO UPDATE SET revision = excluded.revision,"
                               " store = excluded.store, deleted = excluded.deleted,"
                               " changed_at = excluded.changed_at", error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_text (statement, 1, head->type->name);
  bakery_statement_bind_int (statement, 2, head->id);
  bakery_statement_bind_int (statement, 3, head->revision);
  if (store == SERVER_CHANGES_EVERY_STORE)
    bakery_statement_bind_null (statement, 4);
  else
    bakery_statement_bind_int (statement, 4, store);
  bakery_statement_bind_int (statement, 5, is_deleted ? 1 : 0);
  bakery_statement_bind_int (statement, 6, now);

  return bakery_statement_run (statement, error);
}

/**
 * server_changes_tell_again:
 * @connection: the writer's connection in a transaction
 * @type: what it is
 * @id: which one
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Moves an entity to the front of the change feed that is as it was, but that somebody sees now who did not, or no longer.
 *
 * Returns: whether it could
 */
gboolean
server_changes_tell_again (BakeryConnection       *connection,
                           const BakeryEntityType *type,
                           gint64                  id,
                           gint64                  now,
                           GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gint64 revision;

  if (!server_changes_next_revision (connection, &revision, error))
    return FALSE;
  statement = bakery_connection_prepare (connection,
                                         "UPDATE changes SET revision = $3, changed_at = $4 WHERE entity = $1 AND id = $2",
                                         error);
  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_text (statement, 1, type->name);
  bakery_statement_bind_int (statement, 2, id);
  bakery_statement_bind_int (statement, 3, revision);
  bakery_statement_bind_int (statement, 4, now);

  return bakery_statement_run (statement, error);
}

static gboolean
run_touch (BakeryConnection *connection,
           const char       *sql,
           gint64            value,
           GError          **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, value);

  return bakery_statement_run (statement, error);
}

/**
 * server_changes_touch:
 * @connection: the writer's connection in a transaction
 * @rows: which rows a statement changes or removes
 * @value: what $1 is in their condition
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Gives each of the rows a new revision and moves it to the front of the change feed. To be called before rows are removed.
 *
 * Returns: whether it could
 */
gboolean
server_changes_touch (BakeryConnection        *connection,
                      const ServerChangesRows *rows,
                      gint64                   value,
                      gint64                   now,
                      GError                 **error)
{
  const char *table = rows->type->table;
  g_autofree char *number =
    g_strdup_printf ("UPDATE %s SET revision = n.revision FROM (SELECT id AS row, row_number() OVER (ORDER BY id)"
                     " + (SELECT value FROM counters WHERE name = 'revision') AS revision FROM %s WHERE %s) AS n"
                     " WHERE id = n.row", table, table, rows->condition);
  g_autofree char *record =
    g_strdup_printf ("INSERT INTO changes (entity, id, revision, store, deleted, changed_at)"
                     " SELECT '%s', id, revision, store, %d, %" G_GINT64_FORMAT " FROM %s WHERE %s"
                     " ON CONFLICT (entity, id) DO UPDATE SET revision = excluded.revision, store = excluded.store,"
                     " deleted = excluded.deleted, changed_at = excluded.changed_at",
                     rows->type->name, rows->are_removed ? 1 : 0, now, table, rows->condition);
  g_autofree char *count =
    g_strdup_printf ("UPDATE counters SET value = value + (SELECT count(*) FROM %s WHERE %s) WHERE name = 'revision'",
                     table, rows->condition);

  return run_touch (connection, number, value, error) && run_touch (connection, record, value, error) &&
         run_touch (connection, count, value, error);
}

/**
 * server_changes_get_newest:
 * @connection: any connection
 * @ret_revision: (out): the newest revision it sees
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could
 */
gboolean
server_changes_get_newest (BakeryConnection *connection,
                           gint64           *ret_revision,
                           GError          **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection, "SELECT value FROM counters WHERE name = 'revision'", error);

  return statement != NULL && step_for_number (statement, ret_revision, error);
}

/**
 * server_changes_prune:
 * @connection: the writer's connection in a transaction
 * @before: an instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Forgets what was deleted, and which accounts left a store, before @before, and remembers up to which revision the feed is
 * incomplete since then.
 *
 * Returns: whether it could
 */
gboolean
server_changes_prune (BakeryConnection *connection,
                      gint64            before,
                      GError          **error)
{
  static const char *const statements[] = {
    "UPDATE counters SET value = (SELECT coalesce(max(revision), value) FROM"
    " (SELECT revision FROM changes WHERE deleted = 1 AND changed_at < $1"
    " UNION ALL SELECT revision FROM account_departures WHERE departed_at < $1)) WHERE name = 'pruned'",
    "DELETE FROM changes WHERE deleted = 1 AND changed_at < $1",
    "DELETE FROM account_departures WHERE departed_at < $1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, statements[i], error);

      if (statement == NULL)
        return FALSE;
      bakery_statement_bind_int (statement, 1, before);
      if (!bakery_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}
