/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of the catalogue: stores, cakes, option groups, options. Runs on the thread of the connection it is given. */

#include "config.h"

#include "server-catalogue-store.h"

#include "bakery-records.h"
#include "server-entity-store.h"
#include "server-select.h"

/* The most that is loaded of a catalogue at once. */
#define LOADED_MAXIMUM 10000

/**
 * server_catalogue_store_has_open_orders:
 * @connection: any connection
 * @store: the id of a store
 * @ret_has_orders: (out): whether it has orders that are neither delivered nor cancelled
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_catalogue_store_has_open_orders (BakeryConnection *connection,
                                        gint64            store,
                                        gboolean         *ret_has_orders,
                                        GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM orders WHERE store = $1 AND deleted_at IS NULL"
                               " AND stage NOT IN ('delivered', 'cancelled') LIMIT 1",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store);

  return bakery_statement_step (select, ret_has_orders, error);
}

/**
 * server_catalogue_store_has_cakes:
 * @connection: any connection
 * @store: the id of a store
 * @ret_has_cakes: (out): whether it has cakes
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_catalogue_store_has_cakes (BakeryConnection *connection,
                                  gint64            store,
                                  gboolean         *ret_has_cakes,
                                  GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM cakes WHERE store = $1 AND deleted_at IS NULL LIMIT 1",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store);

  return bakery_statement_step (select, ret_has_cakes, error);
}

static GPtrArray *
load_where (BakeryConnection       *connection,
            const BakeryEntityType *type,
            const char             *condition,
            gint64                  value,
            GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, "t", BAKERY_RECORDS_TABLES);
  g_autofree char *from = g_strconcat (type->table, " AS t", NULL);
  g_autoptr(BakeryStatement) statement = NULL;
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, from);
  server_select_where (&select, "t.deleted_at IS NULL");
  server_select_where_integer (&select, condition, value);
  statement = server_select_prepare (&select, connection, error);

  return statement != NULL ? bakery_records_read_all (type, statement, BAKERY_RECORDS_TABLES, error) : NULL;
}

/**
 * server_catalogue_store_delete_all:
 * @connection: the writer's connection
 * @type: cakes, option groups or options
 * @store: the id of a store
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Deletes all of them that the store has, each with its tombstone.
 *
 * Returns: whether it could
 */
gboolean
server_catalogue_store_delete_all (BakeryConnection       *connection,
                                   const BakeryEntityType *type,
                                   gint64                  store,
                                   gint64                  now,
                                   GError                **error)
{
  g_autoptr(GPtrArray) entities = load_where (connection, type, "t.store = $", store, error);
  guint i;

  for (i = 0; entities != NULL && i < entities->len; i++)
    {
      if (!server_entity_store_delete (connection, g_ptr_array_index (entities, i), TRUE, now, error))
        return FALSE;
    }

  return entities != NULL;
}

static gboolean
remove_reference (GArray *references,
                  gint64  id)
{
  guint i;

  for (i = 0; references != NULL && i < references->len; i++)
    {
      if (g_array_index (references, gint64, i) == id)
        {
          g_array_remove_index (references, i);
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * server_catalogue_store_forget:
 * @connection: the writer's connection
 * @type: what refers to it
 * @list: the name of the %BAKERY_FIELD_REFERENCE_LIST it is in
 * @entity: what is about to be deleted, of a store
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Takes an entity out of the lists of those of its store that refer to it.
 *
 * Returns: whether it could
 */
gboolean
server_catalogue_store_forget (BakeryConnection       *connection,
                               const BakeryEntityType *type,
                               const char             *list,
                               gconstpointer           entity,
                               gint64                  now,
                               GError                **error)
{
  const BakeryField *field = bakery_entity_type_find_field (type, list);
  gint64 store = server_entity_get_store (entity);
  g_autoptr(GPtrArray) holders = load_where (connection, type, "t.store = $", store, error);
  guint i;

  for (i = 0; holders != NULL && i < holders->len; i++)
    {
      gpointer holder = g_ptr_array_index (holders, i);

      if (remove_reference (BAKERY_FIELD_VALUE (holder, field, GArray *), BAKERY_ENTITY (entity)->id) &&
          !server_entity_store_update (connection, holder, TRUE, now, error))
        return FALSE;
    }

  return holders != NULL;
}

/**
 * server_catalogue_store_delete_group_options:
 * @connection: the writer's connection
 * @group: an option group
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Deletes the options of the group, each with its tombstone, and out of the lists of those it could not be chosen with.
 *
 * Returns: whether it could
 */
gboolean
server_catalogue_store_delete_group_options (BakeryConnection        *connection,
                                             const BakeryOptionGroup *group,
                                             gint64                   now,
                                             GError                 **error)
{
  g_autoptr(GPtrArray) options =
    load_where (connection, &bakery_option_type, "t.option_group = $", group->base.id, error);
  guint i;

  for (i = 0; options != NULL && i < options->len; i++)
    {
      gpointer option = g_ptr_array_index (options, i);

      if (!server_entity_store_delete (connection, option, TRUE, now, error) ||
          !server_catalogue_store_forget (connection, &bakery_option_type, "incompatible", option, now, error))
        return FALSE;
    }

  return options != NULL;
}

/**
 * server_catalogue_store_load_all:
 * @connection: any connection
 * @type: what they are
 * @ids: (nullable) (element-type gint64): which ones
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Loads those of them that there are, in the order of @ids.
 *
 * Returns: (transfer full): the entities, or %NULL with @error set
 */
GPtrArray *
server_catalogue_store_load_all (BakeryConnection       *connection,
                                 const BakeryEntityType *type,
                                 GArray                 *ids,
                                 GError                **error)
{
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  guint i;

  for (i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr(GError) problem = NULL;
      gpointer entity = server_entity_store_find (connection, type, g_array_index (ids, gint64, i), &problem);

      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      if (entity != NULL)
        g_ptr_array_add (entities, entity);
    }

  return g_steal_pointer (&entities);
}

/**
 * server_catalogue_store_has_all:
 * @connection: any connection
 * @type: what they are
 * @ids: (nullable) (element-type gint64): which ones
 * @store: the id of a store
 * @ret_has_all: (out): whether each of them exists and belongs to @store
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_catalogue_store_has_all (BakeryConnection       *connection,
                                const BakeryEntityType *type,
                                GArray                 *ids,
                                gint64                  store,
                                gboolean               *ret_has_all,
                                GError                **error)
{
  g_autoptr(GPtrArray) entities = server_catalogue_store_load_all (connection, type, ids, error);
  gboolean has_all;
  guint i;

  if (entities == NULL)
    return FALSE;

  has_all = ids == NULL || entities->len == ids->len;
  for (i = 0; has_all && i < entities->len; i++)
    has_all = server_entity_get_store (g_ptr_array_index (entities, i)) == store;
  *ret_has_all = has_all;

  return TRUE;
}

/**
 * server_catalogue_store_dup_currency:
 * @connection: any connection
 * @store: the id of a store
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the store's currency; %NULL when there is no such store, or with @error set
 */
char *
server_catalogue_store_dup_currency (BakeryConnection *connection,
                                     gint64            store,
                                     GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT currency FROM stores WHERE id = $1 AND deleted_at IS NULL",
                               error);
  gboolean has_row;

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, store);
  if (!bakery_statement_step (select, &has_row, error) || !has_row)
    return NULL;

  return bakery_statement_dup_text (select, 0);
}

static GPtrArray *
load_selected (BakeryConnection       *connection,
               const BakeryEntityType *type,
               ServerSelect           *select,
               GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  server_select_append_integer (select, " ORDER BY t.id LIMIT $", LOADED_MAXIMUM);
  statement = server_select_prepare (select, connection, error);

  return statement != NULL ? bakery_records_read_all (type, statement, BAKERY_RECORDS_TABLES, error) : NULL;
}

/**
 * server_catalogue_store_load_where:
 * @connection: any connection
 * @type: a type of the catalogue
 * @condition: a constant condition on `t` in which each `$` stands for @value
 * @value: what to bind
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (element-type BakeryEntity): what there is of it, by id, or %NULL with @error set
 */
GPtrArray *
server_catalogue_store_load_where (BakeryConnection       *connection,
                                   const BakeryEntityType *type,
                                   const char             *condition,
                                   gint64                  value,
                                   GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, "t", BAKERY_RECORDS_TABLES);
  g_autofree char *from = g_strconcat (type->table, " AS t", NULL);
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, from);
  server_select_where (&select, "t.deleted_at IS NULL");
  server_select_where_integer (&select, condition, value);

  return load_selected (connection, type, &select, error);
}

/**
 * server_catalogue_store_load_cakes:
 * @connection: any connection
 * @store: the id of a store, 0 for every store
 * @condition: a constant condition on `t`
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (element-type BakeryCake): the cakes that are like that, by id, or %NULL with @error set
 */
GPtrArray *
server_catalogue_store_load_cakes (BakeryConnection *connection,
                                   gint64            store,
                                   const char       *condition,
                                   GError          **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_cake_type, "t", BAKERY_RECORDS_TABLES);
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, "cakes AS t");
  server_select_where (&select, "t.deleted_at IS NULL");
  server_select_where (&select, condition);
  if (store != 0)
    server_select_where_integer (&select, "t.store = $", store);

  return load_selected (connection, &bakery_cake_type, &select, error);
}
