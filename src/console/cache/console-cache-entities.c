/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities in the cache by their type. Orders have words and lanes beside their row, so they go through their own functions;
 * every other type is a plain table. Payments, refunds, movements of the stock and the day of a store change what is
 * counted. Runs on the thread of the connection it is given. */

#include "config.h"

#include "console-cache-entities.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-day-close.h"
#include "bakery-delivery.h"
#include "bakery-error.h"
#include "bakery-feedback.h"
#include "bakery-former-cake.h"
#include "bakery-inventory.h"
#include "bakery-option.h"
#include "bakery-payment.h"
#include "bakery-recipe.h"
#include "bakery-records.h"
#include "bakery-store.h"
#include "bakery-unmet-demand.h"

/**
 * console_cache_types:
 *
 * Every entity type the cache has a table for, %NULL-terminated.
 */
const BakeryEntityType *const console_cache_types[] = {
  &bakery_store_type, &bakery_cake_type, &bakery_option_group_type, &bakery_option_type, &bakery_order_type,
  &bakery_complaint_type, &bakery_rating_type, &bakery_account_type, &bakery_payment_type,
  &bakery_refund_type, &bakery_day_close_type, &bakery_delivery_type, &bakery_position_type, &bakery_inventory_item_type,
  &bakery_inventory_lot_type, &bakery_stock_movement_type, &bakery_recipe_type, &bakery_bake_mark_type,
  &bakery_unmet_demand_type, &bakery_former_cake_type, NULL,
};

/**
 * console_cache_find_type:
 * @name: (nullable): what a type is called in the change feed
 *
 * Returns: (nullable): the type, or %NULL when the cache does not keep it
 */
const BakeryEntityType *
console_cache_find_type (const char *name)
{
  for (guint i = 0; console_cache_types[i] != NULL; i++)
    {
      if (g_strcmp0 (console_cache_types[i]->name, name) == 0)
        {
          return console_cache_types[i];
        }
    }

  return NULL;
}

/**
 * console_cache_read_revision:
 * @connection: a connection that has the cache
 * @type: a cached type
 * @id: of the entity
 * @ret_revision: (out): the revision the cache has, -1 when it has no such entity
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads how new an entity is without reading it.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_cache_read_revision (BakeryConnection       *connection,
                             const BakeryEntityType *type,
                             gint64                  id,
                             gint64                 *ret_revision,
                             GError                **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT revision FROM \"%s\" WHERE id = $1", type->table);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, id);
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }

  *ret_revision = has_row ? bakery_statement_get_int (statement, 0) : -1;
  return TRUE;
}

/**
 * console_cache_load_entity:
 * @connection: a connection that has the cache
 * @type: a cached type
 * @id: of the entity
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads one entity.
 *
 * Returns: (transfer full) (nullable): the entity, or %NULL; without @error when it is not in the cache
 */
gpointer
console_cache_load_entity (BakeryConnection       *connection,
                           const BakeryEntityType *type,
                           gint64                  id,
                           GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE id = $1", columns, type->table);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  if (statement == NULL)
    {
      return NULL;
    }
  bakery_statement_bind_int (statement, 1, id);
  if (!bakery_statement_step (statement, &has_row, error) || !has_row)
    {
      return NULL;
    }

  return bakery_records_from_row (type, statement, 0, BAKERY_RECORDS_DOCUMENTS, error);
}

/* Whose payment or refund it is; 0 for everything else. */
static gint64
find_order (gconstpointer entity)
{
  const BakeryEntity *head = entity;

  if (head->type == &bakery_payment_type)
    return ((const BakeryPayment *) entity)->order;

  return head->type == &bakery_refund_type ? ((const BakeryRefund *) entity)->order : 0;
}

static gboolean
put_money (BakeryConnection    *connection,
           gpointer             entity,
           ConsoleCacheChanges *changes,
           GError             **error)
{
  const gint64 order = find_order (entity);

  return console_sales_tally_count_id (changes->sales, connection, order, -1, error) &&
         bakery_records_upsert (connection, entity, BAKERY_RECORDS_DOCUMENTS, error) &&
         console_sales_tally_count_id (changes->sales, connection, order, 1, error);
}

/* Counts a movement out as the cache has it. */
static gboolean
forget_movement (BakeryConnection    *connection,
                 gint64               id,
                 ConsoleCacheChanges *changes,
                 GError             **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(BakeryStockMovement) before =
    console_cache_load_entity (connection, &bakery_stock_movement_type, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return before == NULL || console_sales_tally_count_movement (changes->sales, connection, before, -1, error);
}

static gboolean
put_movement (BakeryConnection    *connection,
              BakeryStockMovement *movement,
              ConsoleCacheChanges *changes,
              GError             **error)
{
  return forget_movement (connection, movement->base.id, changes, error) &&
         bakery_records_upsert (connection, movement, BAKERY_RECORDS_DOCUMENTS, error) &&
         console_sales_tally_count_movement (changes->sales, connection, movement, 1, error);
}

static gboolean
has_other_days (const BakeryStore *before,
                const BakeryStore *after)
{
  return before == NULL || g_strcmp0 (before->time_zone, after->time_zone) != 0 ||
         before->day_cutoff_minutes != after->day_cutoff_minutes;
}

static gboolean
put_store (BakeryConnection    *connection,
           BakeryStore         *store,
           ConsoleCacheChanges *changes,
           GError             **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(BakeryStore) before = console_cache_load_entity (connection, &bakery_store_type, store->base.id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return bakery_records_upsert (connection, store, BAKERY_RECORDS_DOCUMENTS, error) &&
         (!has_other_days (before, store) || console_sales_tally_recount (changes->sales, connection, store, error));
}

/**
 * console_cache_put_entity:
 * @connection: inside a transaction that may write the cache
 * @entity: an entity of a cached type, complete
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Writes an entity, new or known.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_cache_put_entity (BakeryConnection    *connection,
                          gpointer             entity,
                          ConsoleCacheChanges *changes,
                          GError             **error)
{
  const BakeryEntity *head = entity;

  if (head->type == &bakery_order_type)
    {
      return console_cache_put_order (connection, entity, changes, error);
    }

  console_cache_changes_note (changes, head->type, head->id);
  if (head->type == &bakery_store_type)
    return put_store (connection, entity, changes, error);
  if (head->type == &bakery_stock_movement_type)
    return put_movement (connection, entity, changes, error);
  if (find_order (entity) != 0)
    return put_money (connection, entity, changes, error);

  return bakery_records_upsert (connection, entity, BAKERY_RECORDS_DOCUMENTS, error);
}

static gboolean
remove_row (BakeryConnection       *connection,
            const BakeryEntityType *type,
            gint64                  id,
            GError                **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = $1", type->table);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  bakery_statement_bind_int (statement, 1, id);
  return bakery_statement_run (statement, error);
}

static gboolean
remove_money (BakeryConnection       *connection,
              const BakeryEntityType *type,
              gint64                  id,
              ConsoleCacheChanges    *changes,
              GError                **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(BakeryEntity) entity = console_cache_load_entity (connection, type, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (entity == NULL)
    return TRUE;

  return console_sales_tally_count_id (changes->sales, connection, find_order (entity), -1, error) &&
         remove_row (connection, type, id, error) &&
         console_sales_tally_count_id (changes->sales, connection, find_order (entity), 1, error);
}

/**
 * console_cache_remove_entity:
 * @connection: inside a transaction that may write the cache
 * @type: a cached type
 * @id: of the entity; nothing happens when the cache has none
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Removes an entity that is gone from the server, or from what the account may see.
 *
 * Returns: %FALSE with @error set when it was not removed
 */
gboolean
console_cache_remove_entity (BakeryConnection       *connection,
                             const BakeryEntityType *type,
                             gint64                  id,
                             ConsoleCacheChanges    *changes,
                             GError                **error)
{
  if (type == &bakery_order_type)
    {
      return console_cache_remove_order (connection, id, changes, error);
    }

  console_cache_changes_note (changes, type, id);
  if (type == &bakery_payment_type || type == &bakery_refund_type)
    return remove_money (connection, type, id, changes, error);
  if (type == &bakery_stock_movement_type && !forget_movement (connection, id, changes, error))
    return FALSE;

  return remove_row (connection, type, id, error);
}
