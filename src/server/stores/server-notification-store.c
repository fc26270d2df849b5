/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stores notifications in the transaction of what they tell of. Runs on the writer's thread. */

#include "config.h"

#include "server-notification-store.h"

#include "server-entity-store.h"

/**
 * server_notification_store_send:
 * @connection: the writer's connection in a transaction
 * @notice: what somebody is to know
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full): the notification as it is stored, or %NULL with @error set
 */
BakeryNotification *
server_notification_store_send (BakeryConnection   *connection,
                                const ServerNotice *notice,
                                gint64              now,
                                GError            **error)
{
  g_autoptr(BakeryNotification) notification = bakery_notification_new ();

  notification->account = notice->account;
  notification->store = notice->store;
  notification->kind = (int) notice->kind;
  g_free (notification->text);
  notification->text = g_strdup (notice->text);
  if (!server_entity_store_insert (connection, notification, FALSE, now, error))
    return NULL;

  return g_steal_pointer (&notification);
}
