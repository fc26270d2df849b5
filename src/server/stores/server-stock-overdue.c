/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A delivery of goods that does not come makes its item low without anybody touching it. Runs on the writer's thread, inside
 * its transaction. */

#include "config.h"

#include "server-stock-overdue.h"

#include "bakery-records.h"
#include "server-entity-store.h"
#include "server-stock-ledger.h"

/* Items that are not low as long as their delivery is counted on. */
static GArray *
find_overdue (BakeryConnection *connection,
              gint64            now,
              GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT id FROM inventory_items WHERE deleted_at IS NULL AND low_since IS NULL"
                               " AND expected_quantity > 0 AND expected_at < $1", error);

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, now - BAKERY_INVENTORY_LATEST);

  return bakery_statement_read_ids (select, error);
}

static gboolean
settle_item (BakeryConnection *connection,
             gint64            id,
             gint64            now,
             GError          **error)
{
  g_autoptr(BakeryInventoryItem) item =
    bakery_records_load (connection, &bakery_inventory_item_type, id, BAKERY_RECORDS_TABLES, error);

  return item != NULL && server_stock_notice_settle (connection, item, now, error) &&
         (item->low_since == 0 || server_entity_store_update (connection, item, TRUE, now, error));
}

/**
 * server_stock_overdue_settle:
 * @connection: the writer's connection
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Gives notice of items that are low now that what was expected of them is overdue.
 *
 * Returns: whether it could
 */
gboolean
server_stock_overdue_settle (BakeryConnection *connection,
                             gint64            now,
                             GError          **error)
{
  g_autoptr(GArray) ids = find_overdue (connection, now, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      if (!settle_item (connection, g_array_index (ids, gint64, i), now, error))
        return FALSE;
    }

  return ids != NULL;
}
