/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plain create, read, update and delete of entities, on the thread that uses the connection. The SQL is written in
 * bakery-records-sql.c, columns are read and bound in bakery-records-field.c. */

#include "config.h"

#include "bakery-error.h"
#include "bakery-records-private.h"

static void
set_not_found (const BakeryEntityType *type,
               gint64                  id,
               GError                **error)
{
  g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND,
               "There is no %s with the id %" G_GINT64_FORMAT, type->name, id);
}

/**
 * bakery_records_from_row:
 * @type: an entity type
 * @statement: a statement that stands on a row
 * @first_column: where the columns that bakery_records_dup_columns() names begin
 * @layout: where it is stored
 * @error: %BAKERY_STORAGE_ERROR_DAMAGED when a column holds nothing that fits its field
 *
 * Reads an entity out of a row, and derives what follows from it. In %BAKERY_RECORDS_TABLES layout it has no children yet:
 * see bakery_records_load_children().
 *
 * Returns: (transfer full) (nullable): an entity
 */
gpointer
bakery_records_from_row (const BakeryEntityType *type,
                         BakeryStatement        *statement,
                         guint                   first_column,
                         BakeryRecordsLayout     layout,
                         GError                **error)
{
  const BakeryRecordsSql *sql;
  BakeryEntity *entity;
  guint column = first_column;

  g_return_val_if_fail (type != NULL && statement != NULL, NULL);

  sql = bakery_records_get_sql (type, layout);
  entity = bakery_entity_new (type);
  entity->id = bakery_statement_get_int (statement, column++);
  if (type->parent_column == NULL)
    {
      entity->revision = bakery_statement_get_int (statement, column++);
    }

  for (guint i = 0; i < sql->n_columns; i++)
    {
      if (!bakery_records_read_field (statement, column++, entity, sql->columns[i]))
        {
          g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED,
                       "The column %s of the row %" G_GINT64_FORMAT " of %s holds no value of its kind",
                       sql->columns[i]->name, entity->id, type->table);
          bakery_entity_unref (entity);
          return NULL;
        }
    }

  bakery_entity_derive (entity);
  return entity;
}

/**
 * bakery_records_read_all:
 * @type: an entity type
 * @statement: a statement that has not been stepped yet, with the columns that bakery_records_dup_columns() names
 * @layout: where it is stored
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Steps through all rows, and reads each as bakery_records_from_row() does.
 *
 * Returns: (transfer full) (element-type BakeryEntity): an entity for each row, or %NULL with @error set
 */
GPtrArray *
bakery_records_read_all (const BakeryEntityType *type,
                         BakeryStatement        *statement,
                         BakeryRecordsLayout     layout,
                         GError                **error)
{
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  gboolean has_row;

  g_return_val_if_fail (type != NULL && statement != NULL, NULL);

  while (bakery_statement_step (statement, &has_row, error))
    {
      gpointer entity;

      if (!has_row)
        return g_steal_pointer (&entities);
      entity = bakery_records_from_row (type, statement, 0, layout, error);
      if (entity == NULL)
        return NULL;
      g_ptr_array_add (entities, entity);
    }

  return NULL;
}

static gboolean
load_field_children (BakeryConnection  *connection,
                     BakeryEntity      *entity,
                     const BakeryField *field,
                     GError           **error)
{
  g_autoptr(GPtrArray) children = NULL;
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         bakery_records_get_sql (field->target, BAKERY_RECORDS_TABLES)->select_children,
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }

  bakery_statement_bind_int (statement, 1, entity->id);
  children = bakery_records_read_all (field->target, statement, BAKERY_RECORDS_TABLES, error);
  if (children == NULL)
    return FALSE;

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GPtrArray *) = g_steal_pointer (&children);

  return TRUE;
}

/**
 * bakery_records_load_children:
 * @connection: a connection
 * @entity: an entity of the caller's own, read in %BAKERY_RECORDS_TABLES layout
 * @error: a #BakeryStorageError
 *
 * Loads the entity's children in the order of their ids, and derives what follows from them. Only inside a transaction or
 * snapshot that has read the entity too do they surely belong together.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_records_load_children (BakeryConnection *connection,
                              gpointer          entity,
                              GError          **error)
{
  const BakeryRecordsSql *sql;

  g_return_val_if_fail (connection != NULL && entity != NULL, FALSE);

  sql = bakery_records_get_sql (BAKERY_ENTITY (entity)->type, BAKERY_RECORDS_TABLES);
  for (guint i = 0; i < sql->n_children; i++)
    {
      if (!load_field_children (connection, entity, sql->children[i], error))
        {
          return FALSE;
        }
    }

  if (sql->n_children > 0)
    {
      bakery_entity_derive (entity);
    }

  return TRUE;
}

static char *
dup_ids (GPtrArray *entities)
{
  GString *ids = g_string_new ("[");

  for (guint i = 0; i < entities->len; i++)
    {
      g_string_append_printf (ids, i > 0 ? ", %" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, BAKERY_ENTITY (entities->pdata[i])->id);
    }

  g_string_append_c (ids, ']');
  return g_string_free (ids, FALSE);
}

/* What to put the children of each entity into, by its id. */
static GHashTable *
begin_children (GPtrArray         *entities,
                const BakeryField *field)
{
  GHashTable *by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < entities->len; i++)
    {
      BakeryEntity *entity = entities->pdata[i];
      GPtrArray *children = g_ptr_array_new_with_free_func (bakery_entity_unref);

      bakery_field_clear (entity, field);
      BAKERY_FIELD_VALUE (entity, field, GPtrArray *) = children;
      g_hash_table_insert (by_id, &entity->id, children);
    }

  return by_id;
}

static gboolean
load_field_children_of_all (BakeryConnection  *connection,
                            GPtrArray         *entities,
                            const BakeryField *field,
                            GError           **error)
{
  const char *sql = bakery_records_get_sql (field->target, BAKERY_RECORDS_TABLES)->select_children_of_all;
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  g_autoptr(GHashTable) by_id = begin_children (entities, field);
  g_autofree char *ids = dup_ids (entities);
  gboolean row;

  if (statement == NULL)
    {
      return FALSE;
    }

  bakery_statement_bind_text (statement, 1, ids);
  while (bakery_statement_step (statement, &row, error))
    {
      gint64 parent;
      gpointer child;

      if (!row)
        {
          return TRUE;
        }

      parent = bakery_statement_get_int (statement, 0);
      child = bakery_records_from_row (field->target, statement, 1, BAKERY_RECORDS_TABLES, error);
      if (child == NULL)
        {
          return FALSE;
        }

      g_ptr_array_add (g_hash_table_lookup (by_id, &parent), child);
    }

  return FALSE;
}

/**
 * bakery_records_load_children_of_all:
 * @connection: a connection
 * @entities: (element-type BakeryEntity): different entities of one type, of the caller's own, read in
 *   %BAKERY_RECORDS_TABLES layout
 * @error: a #BakeryStorageError
 *
 * Loads the children of all of them as bakery_records_load_children() does those of one, but with no more statements.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_records_load_children_of_all (BakeryConnection *connection,
                                     GPtrArray        *entities,
                                     GError          **error)
{
  const BakeryRecordsSql *sql;

  g_return_val_if_fail (connection != NULL && entities != NULL, FALSE);

  if (entities->len == 0)
    {
      return TRUE;
    }

  sql = bakery_records_get_sql (BAKERY_ENTITY (entities->pdata[0])->type, BAKERY_RECORDS_TABLES);
  for (guint i = 0; i < sql->n_children; i++)
    {
      if (!load_field_children_of_all (connection, entities, sql->children[i], error))
        {
          return FALSE;
        }
    }

  for (guint i = 0; sql->n_children > 0 && i < entities->len; i++)
    {
      bakery_entity_derive (entities->pdata[i]);
    }

  return TRUE;
}

static gpointer
load_row (BakeryConnection       *connection,
          const BakeryEntityType *type,
          gint64                  id,
          BakeryRecordsLayout     layout,
          GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean row;

  statement = bakery_connection_prepare (connection, bakery_records_get_sql (type, layout)->select, error);
  if (statement == NULL)
    {
      return NULL;
    }

  bakery_statement_bind_int (statement, 1, id);
  if (!bakery_statement_step (statement, &row, error))
    {
      return NULL;
    }

  if (!row)
    {
      set_not_found (type, id, error);
      return NULL;
    }

  return bakery_records_from_row (type, statement, 0, layout, error);
}

static gpointer
load_with_children (BakeryConnection       *connection,
                    const BakeryEntityType *type,
                    gint64                  id,
                    GError                **error)
{
  gpointer entity = load_row (connection, type, id, BAKERY_RECORDS_TABLES, error);

  if (entity != NULL && !bakery_records_load_children (connection, entity, error))
    {
      g_clear_pointer (&entity, bakery_entity_unref);
    }

  return entity;
}

/**
 * bakery_records_load:
 * @connection: a connection
 * @type: an entity type
 * @id: its id
 * @layout: where it is stored
 * @error: %BAKERY_ERROR_NOT_FOUND, also for a row that is marked as deleted; a #BakeryStorageError
 *
 * Loads one entity with its children, all as of the same moment.
 *
 * Returns: (transfer full) (nullable): the entity
 */
gpointer
bakery_records_load (BakeryConnection       *connection,
                     const BakeryEntityType *type,
                     gint64                  id,
                     BakeryRecordsLayout     layout,
                     GError                **error)
{
  gpointer entity;

  g_return_val_if_fail (connection != NULL && type != NULL, NULL);

  if (bakery_records_get_sql (type, layout)->n_children == 0)
    {
      return load_row (connection, type, id, layout, error);
    }

  if (bakery_connection_is_in_transaction (connection))
    {
      return load_with_children (connection, type, id, error);
    }

  if (!bakery_connection_begin_snapshot (connection, error))
    {
      return NULL;
    }

  entity = load_with_children (connection, type, id, error);
  bakery_connection_commit (connection, NULL);
  return entity;
}

/* Binds what all statements that write a row have in common. */
static void
bind_row (BakeryStatement        *statement,
          const BakeryRecordsSql *sql,
          const BakeryEntity     *entity,
          gint64                  parent)
{
  bakery_statement_bind_int (statement, 1, entity->type->parent_column != NULL ? parent : entity->revision);
  for (guint i = 0; i < sql->n_columns; i++)
    {
      bakery_records_bind_field (statement, i + 2, entity, sql->columns[i]);
    }
}

static gboolean
insert_new_row (BakeryConnection       *connection,
                const BakeryRecordsSql *sql,
                BakeryEntity           *entity,
                gint64                  parent,
                GError                **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql->insert, error);

  if (statement == NULL)
    {
      return FALSE;
    }

  bind_row (statement, sql, entity, parent);
  if (!bakery_statement_run (statement, error))
    {
      return FALSE;
    }

  entity->id = bakery_connection_get_inserted_id (connection);
  return TRUE;
}

static gboolean
write_row (BakeryConnection       *connection,
           const BakeryRecordsSql *sql,
           const char             *text,
           const BakeryEntity     *entity,
           gint64                  parent,
           GError                **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, text, error);

  if (statement == NULL)
    {
      return FALSE;
    }

  bind_row (statement, sql, entity, parent);
  bakery_statement_bind_int (statement, sql->n_columns + 2, entity->id);
  return bakery_statement_run (statement, error);
}

/* Writes the children of an entity whose own row is written: those without an id are new, the others may be. */
static gboolean
write_children (BakeryConnection       *connection,
                const BakeryRecordsSql *sql,
                BakeryEntity           *entity,
                GError                **error)
{
  for (guint i = 0; i < sql->n_children; i++)
    {
      const BakeryRecordsSql *child_sql = bakery_records_get_sql (sql->children[i]->target, BAKERY_RECORDS_TABLES);
      GPtrArray *children = BAKERY_FIELD_VALUE (entity, sql->children[i], GPtrArray *);

      for (guint j = 0; children != NULL && j < children->len; j++)
        {
          BakeryEntity *child = children->pdata[j];
          gboolean written;

          written = child->id == 0 ? insert_new_row (connection, child_sql, child, entity->id, error)
                                   : write_row (connection, child_sql, child_sql->upsert, child, entity->id, error);
          if (!written)
            {
              return FALSE;
            }
        }
    }

  return TRUE;
}

/**
 * bakery_records_insert:
 * @connection: a connection in a transaction
 * @entity: an entity of the caller's own, which is not a child
 * @layout: where it is stored
 * @error: a #BakeryStorageError; %BAKERY_STORAGE_ERROR_UNIQUE as the database reports it
 *
 * Inserts a row, and in %BAKERY_RECORDS_TABLES layout one for each child. Those with the id 0 get one assigned, which is
 * also put into the entities.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_records_insert (BakeryConnection   *connection,
                       gpointer            entity,
                       BakeryRecordsLayout layout,
                       GError            **error)
{
  BakeryEntity *self = entity;
  const BakeryRecordsSql *sql;
  gboolean inserted;

  g_return_val_if_fail (connection != NULL && entity != NULL, FALSE);
  g_return_val_if_fail (self->type->parent_column == NULL, FALSE);

  sql = bakery_records_get_sql (self->type, layout);
  inserted = self->id == 0 ? insert_new_row (connection, sql, self, 0, error)
                           : write_row (connection, sql, sql->insert_with_id, self, 0, error);
  return inserted && write_children (connection, sql, self, error);
}

/**
 * bakery_records_update:
 * @connection: a connection in a transaction
 * @entity: an entity of the caller's own, which is not a child
 * @layout: where it is stored
 * @error: %BAKERY_ERROR_NOT_FOUND when there is no such row, or it is marked as deleted; a #BakeryStorageError
 *
 * Writes all columns of the row, and in %BAKERY_RECORDS_TABLES layout those of all children. New children, with the id 0,
 * get rows and ids; rows of children that the entity no longer has stay.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_records_update (BakeryConnection   *connection,
                       gpointer            entity,
                       BakeryRecordsLayout layout,
                       GError            **error)
{
  BakeryEntity *self = entity;
  const BakeryRecordsSql *sql;

  g_return_val_if_fail (connection != NULL && entity != NULL, FALSE);
  g_return_val_if_fail (self->type->parent_column == NULL, FALSE);

  sql = bakery_records_get_sql (self->type, layout);
  if (!write_row (connection, sql, sql->update, self, 0, error))
    {
      return FALSE;
    }

  if (bakery_connection_get_n_changes (connection) == 0)
    {
      set_not_found (self->type, self->id, error);
      return FALSE;
    }

  return write_children (connection, sql, self, error);
}

/**
 * bakery_records_upsert:
 * @connection: a connection in a transaction
 * @entity: an entity with an id, of the caller's own, which is not a child
 * @layout: where it is stored
 * @error: a #BakeryStorageError
 *
 * Inserts the entity, or writes all columns where its id is there already. Children as bakery_records_update().
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_records_upsert (BakeryConnection   *connection,
                       gpointer            entity,
                       BakeryRecordsLayout layout,
                       GError            **error)
{
  BakeryEntity *self = entity;
  const BakeryRecordsSql *sql;

  g_return_val_if_fail (connection != NULL && entity != NULL, FALSE);
  g_return_val_if_fail (self->type->parent_column == NULL && self->id != 0, FALSE);

  sql = bakery_records_get_sql (self->type, layout);
  return write_row (connection, sql, sql->upsert, self, 0, error) && write_children (connection, sql, self, error);
}

/**
 * bakery_records_delete:
 * @connection: a connection in a transaction
 * @type: an entity type
 * @id: its id
 * @deleted_at: when, for a type that keeps what is deleted; 0 removes the row whatever the type, as a cache does
 * @error: %BAKERY_ERROR_NOT_FOUND; %BAKERY_STORAGE_ERROR_REFERENCE when something still refers to it
 *
 * Marks a row as deleted, or removes it.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
bakery_records_delete (BakeryConnection       *connection,
                       const BakeryEntityType *type,
                       gint64                  id,
                       gint64                  deleted_at,
                       GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  const BakeryRecordsSql *sql;
  gboolean marks;

  g_return_val_if_fail (connection != NULL && type != NULL, FALSE);

  sql = bakery_records_get_sql (type, BAKERY_RECORDS_TABLES);
  marks = sql->mark_deleted != NULL && deleted_at != 0;
  statement = bakery_connection_prepare (connection, marks ? sql->mark_deleted : sql->remove, error);
  if (statement == NULL)
    {
      return FALSE;
    }

  bakery_statement_bind_int (statement, 1, id);
  if (marks)
    {
      bakery_statement_bind_int (statement, 2, deleted_at);
    }

  if (!bakery_statement_run (statement, error))
    {
      return FALSE;
    }

  if (bakery_connection_get_n_changes (connection) == 0)
    {
      set_not_found (type, id, error);
      return FALSE;
    }

  return TRUE;
}
