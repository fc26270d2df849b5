/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stores entities of any type. Runs on the thread of the connection it is given. */

#include "config.h"

#include "server-entity-store.h"

#include "bakery-error.h"
#include "bakery-records.h"
#include "bakery-store.h"
#include "server-audit.h"
#include "server-changes.h"

#include <string.h>

/**
 * server_entity_get_store:
 * @entity: an entity
 *
 * Returns: the id of the store it belongs to, which for a store is its own; %SERVER_CHANGES_EVERY_STORE for none
 */
gint64
server_entity_get_store (gconstpointer entity)
{
  const BakeryEntity *head = entity;
  const BakeryField *field;

  if (head->type == &bakery_store_type)
    return head->id;

  field = bakery_entity_type_find_field (head->type, "store");

  return field != NULL ? BAKERY_FIELD_VALUE (entity, field, gint64) : SERVER_CHANGES_EVERY_STORE;
}

static void
set_time (gpointer    entity,
          const char *name,
          gint64      now)
{
  const BakeryField *field = bakery_entity_type_find_field (BAKERY_ENTITY (entity)->type, name);

  if (field != NULL)
    BAKERY_FIELD_VALUE (entity, field, gint64) = now;
}

/* The message of a broken unique index is "table.column"; the column is the field. */
static void
explain_unique (gconstpointer entity,
                GError      **error)
{
  const BakeryEntityType *type = ((const BakeryEntity *) entity)->type;
  const char *column;
  GError *explained = NULL;

  if (error == NULL || !g_error_matches (*error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE))
    return;

  column = strrchr ((*error)->message, '.');
  if (column == NULL || bakery_entity_type_find_field (type, column + 1) == NULL)
    return;

  bakery_set_error_violation (&explained,
                              column + 1,
                              "%s with this %s already exists.",
                              type->name,
                              column + 1);
  g_clear_error (error);
  g_propagate_error (error, explained);
}

static gboolean
stamp (BakeryConnection *connection,
       gpointer          entity,
       gint64            now,
       GError          **error)
{
  set_time (entity, "updated_at", now);

  return server_changes_next_revision (connection, &BAKERY_ENTITY (entity)->revision, error);
}

/* What could be of a store and is of none is for those who hear of everything. */
static gint64
get_hearers (gconstpointer entity)
{
  const BakeryField *field = bakery_entity_type_find_field (((const BakeryEntity *) entity)->type, "store");
  gint64 store = server_entity_get_store (entity);

  return store == 0 && field != NULL ? SERVER_CHANGES_NO_STORE : store;
}

static gboolean
record (BakeryConnection *connection,
        gpointer          entity,
        gboolean          is_in_feed,
        gboolean          is_deleted,
        gint64            now,
        GError          **error)
{
  return !is_in_feed ||
         server_changes_record (connection, entity, get_hearers (entity), is_deleted, now, error);
}

/**
 * server_entity_store_load_one:
 * @connection: any connection
 * @type: what it is
 * @select: selects the columns of bakery_records_dup_columns() of at most one row
 * @error: %BAKERY_ERROR_NOT_FOUND, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full): the entity, or %NULL with @error set
 */
gpointer
server_entity_store_load_one (BakeryConnection       *connection,
                              const BakeryEntityType *type,
                              const ServerSelect     *select,
                              GError                **error)
{
  g_autoptr(BakeryStatement) statement = server_select_prepare (select, connection, error);
  g_autofree char *noun = NULL;
  gboolean has_row;

  if (statement == NULL || !bakery_statement_step (statement, &has_row, error))
    return NULL;
  if (has_row)
    return bakery_records_from_row (type, statement, 0, BAKERY_RECORDS_TABLES, error);

  noun = g_strdelimit (g_strdup (type->name), "_", ' ');
  g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such %s.", noun);

  return NULL;
}

/**
 * server_entity_store_find:
 * @connection: any connection
 * @type: what it is
 * @id: which one
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Looks for an entity that may not be there, whoever asks.
 *
 * Returns: (transfer full) (nullable): the entity, or %NULL: with @error set when it could not be looked for
 */
gpointer
server_entity_store_find (BakeryConnection       *connection,
                          const BakeryEntityType *type,
                          gint64                  id,
                          GError                **error)
{
  g_autoptr(GError) problem = NULL;
  gpointer entity = bakery_records_load (connection, type, id, BAKERY_RECORDS_TABLES, &problem);

  if (problem != NULL && !g_error_matches (problem, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&problem));

  return entity;
}

/**
 * server_entity_store_insert:
 * @connection: the writer's connection
 * @entity: a new one; gets its id, revision and times
 * @is_in_feed: whether consoles hear of it
 * @now: the present instant
 * @error: %BAKERY_ERROR_INVALID for a value that must be unique and is not, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it is stored
 */
gboolean
server_entity_store_insert (BakeryConnection *connection,
                            gpointer          entity,
                            gboolean          is_in_feed,
                            gint64            now,
                            GError          **error)
{
  set_time (entity, "created_at", now);
  if (!stamp (connection, entity, now, error))
    return FALSE;
  if (!bakery_records_insert (connection, entity, BAKERY_RECORDS_TABLES, error))
    {
      explain_unique (entity, error);
      return FALSE;
    }

  return record (connection, entity, is_in_feed, FALSE, now, error) &&
         server_audit_record (connection, NULL, entity, now, error);
}

/* How an entity is stored so far, without its children. */
static gpointer
load_stored (BakeryConnection   *connection,
             const BakeryEntity *entity,
             GError            **error)
{
  g_autofree char *columns = bakery_records_dup_columns (entity->type, "t", BAKERY_RECORDS_TABLES);
  g_autofree char *from = g_strconcat (entity->type->table, " AS t", NULL);
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, from);
  server_select_where_integer (&select, "t.id = $", entity->id);

  return server_entity_store_load_one (connection, entity->type, &select, error);
}

static gboolean
replace (BakeryConnection *connection,
         gpointer          entity,
         gconstpointer     stored,
         gint64            now,
         GError          **error)
{
  if (!bakery_records_update (connection, entity, BAKERY_RECORDS_TABLES, error))
    {
      explain_unique (entity, error);
      return FALSE;
    }

  return server_audit_record (connection, stored, entity, now, error);
}

/**
 * server_entity_store_update:
 * @connection: the writer's connection
 * @entity: as it shall be; gets a new revision
 * @is_in_feed: whether consoles hear of it
 * @now: the present instant
 * @error: as server_entity_store_insert()
 *
 * Returns: whether it is stored
 */
gboolean
server_entity_store_update (BakeryConnection *connection,
                            gpointer          entity,
                            gboolean          is_in_feed,
                            gint64            now,
                            GError          **error)
{
  gpointer stored;
  gboolean is_replaced;

  if (!stamp (connection, entity, now, error))
    return FALSE;
  stored = load_stored (connection, entity, error);
  if (stored == NULL)
    return FALSE;

  is_replaced = replace (connection, entity, stored, now, error);
  bakery_entity_unref (stored);

  return is_replaced && record (connection, entity, is_in_feed, FALSE, now, error);
}

/* Who keeps what was sold hears what it was before hearing that it is gone. */
static gboolean
record_former (BakeryConnection *connection,
               gconstpointer     entity,
               gint64            now,
               GError          **error)
{
  const BakeryEntity *head = entity;
  BakeryEntity *former;
  gboolean is_recorded;

  if (head->type->former == NULL)
    return TRUE;

  former = bakery_entity_new (head->type->former);
  former->id = head->id;
  is_recorded = server_changes_next_revision (connection, &former->revision, error) &&
                server_changes_record (connection, former, get_hearers (entity), FALSE, now, error);
  bakery_entity_unref (former);

  return is_recorded;
}

/**
 * server_entity_store_delete:
 * @connection: the writer's connection
 * @entity: what to delete; gets a new revision
 * @is_in_feed: whether consoles hear of it
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Deletes it for everyone but history (D-18), and leaves a tombstone in the change log, and what is told of a former one.
 *
 * Returns: whether it is gone
 */
gboolean
server_entity_store_delete (BakeryConnection *connection,
                            gpointer          entity,
                            gboolean          is_in_feed,
                            gint64            now,
                            GError          **error)
{
  const BakeryEntity *head = entity;

  return record_former (connection, entity, now, error) &&
         stamp (connection, entity, now, error) &&
         bakery_records_delete (connection, head->type, head->id, now, error) &&
         record (connection, entity, is_in_feed, TRUE, now, error) &&
         server_audit_record (connection, entity, NULL, now, error);
}
