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
  notification->cake = notice->cake;
  notification->kind = (int) notice->kind;
  g_free (notification->text);
  notification->text = g_strdup (notice->text);
  if (!server_entity_store_insert (connection, notification, FALSE, now, error))
    return NULL;

  return g_steal_pointer (&notification);
}

static GArray *
load_admins (BakeryConnection *connection,
             GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT id FROM accounts WHERE role = 'admin' AND is_active = 1 AND deleted_at IS NULL",
                               error);

  return select != NULL ? bakery_statement_read_ids (select, error) : NULL;
}

/**
 * server_notification_store_send_to_admins:
 * @connection: the writer's connection in a transaction
 * @kind: what it is about
 * @text: what there is to know
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Tells every admin something.
 *
 * Returns: whether it could
 */
gboolean
server_notification_store_send_to_admins (BakeryConnection      *connection,
                                          BakeryNotificationKind kind,
                                          const char            *text,
                                          gint64                 now,
                                          GError               **error)
{
  g_autoptr(GArray) admins = load_admins (connection, error);

  for (guint i = 0; admins != NULL && i < admins->len; i++)
    {
      const ServerNotice notice = { g_array_index (admins, gint64, i), 0, kind, text };
      g_autoptr(BakeryNotification) sent = server_notification_store_send (connection, &notice, now, error);

      if (sent == NULL)
        return FALSE;
    }

  return admins != NULL;
}
