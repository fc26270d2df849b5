/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notices of items that are low: one for each time that an item falls below its threshold, to the people of its store, taken
 * back when there is enough again. Runs on the writer's thread, inside its transaction. */

#include "config.h"

#include "server-stock-ledger.h"

#include "bakery-notification.h"
#include "server-entity-store.h"
#include "server-stock-reservations.h"

static gboolean
remember_notice (BakeryConnection *connection,
                 gint64            item,
                 gint64            notification,
                 GError          **error)
{
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection, "INSERT INTO stock_notices (item, notification) VALUES ($1, $2)", error);

  if (insert == NULL)
    return FALSE;

  bakery_statement_bind_int (insert, 1, item);
  bakery_statement_bind_int (insert, 2, notification);

  return bakery_statement_run (insert, error);
}

static gboolean
give_notice (BakeryConnection          *connection,
             const BakeryInventoryItem *item,
             gint64                     least,
             gint64                     now,
             GError                   **error)
{
  g_autoptr(BakeryNotification) notification = bakery_notification_new ();
  g_autofree char *left = bakery_quantity_to_display (least, item->unit);
  g_autofree char *threshold = bakery_quantity_to_display (item->threshold, item->unit);

  notification->store = item->store;
  notification->kind = BAKERY_NOTIFICATION_STOCK;
  g_free (notification->text);
  notification->text = g_strdup_printf ("“%s” runs low: accepted orders leave %s of it; the threshold is %s.",
                                        item->name, left, threshold);

  return server_entity_store_insert (connection, notification, FALSE, now, error) &&
         remember_notice (connection, item->base.id, notification->base.id, error);
}

static gboolean
find_notice (BakeryConnection *connection,
             gint64            item,
             gint64           *ret_notification,
             GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT notification FROM stock_notices WHERE item = $1", error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, item);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_notification = has_row ? bakery_statement_get_int (select, 0) : 0;

  return TRUE;
}

/**
 * server_stock_notice_withdraw:
 * @connection: the writer's connection
 * @item: an item of which there is enough again, or that is about to be deleted
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Takes the notice of an item back, where there is one. The row of stock_notices goes with the notification.
 *
 * Returns: whether it could
 */
gboolean
server_stock_notice_withdraw (BakeryConnection          *connection,
                              const BakeryInventoryItem *item,
                              gint64                     now,
                              GError                   **error)
{
  g_autoptr(BakeryNotification) notification = NULL;
  g_autoptr(GError) problem = NULL;
  gint64 id;

  if (!find_notice (connection, item->base.id, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;

  notification = server_entity_store_find (connection, &bakery_notification_type, id, &problem);
  if (notification != NULL)
    return server_entity_store_delete (connection, notification, FALSE, now, error);
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/**
 * server_stock_notice_settle:
 * @connection: the writer's connection
 * @item: an item whose quantities, threshold or expected delivery changed, not stored yet
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Sets whether the item is short and since when it is low, and gives notice where that is new.
 *
 * Returns: whether it could
 */
gboolean
server_stock_notice_settle (BakeryConnection    *connection,
                            BakeryInventoryItem *item,
                            gint64               now,
                            GError             **error)
{
  const gboolean was_low = item->low_since != 0;
  gint64 needed_first;
  gboolean is_low;

  if (!server_stock_reservations_load_first (connection, item, now, &needed_first, error))
    return FALSE;

  item->is_short = bakery_inventory_item_is_short (item);
  is_low = bakery_inventory_item_is_low (item, needed_first);
  if (was_low == is_low)
    return TRUE;

  item->low_since = is_low ? now : 0;

  return is_low ? give_notice (connection, item, bakery_inventory_item_get_least (item, needed_first), now, error)
                : server_stock_notice_withdraw (connection, item, now, error);
}
