/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notifications that the server writes by itself. */

#pragma once

#include "bakery-connection.h"
#include "bakery-notification.h"

G_BEGIN_DECLS

/**
 * ServerNotice:
 * @account: whom it is for, 0 for more than one
 * @store: the store that it is about, or whose people it is for; 0 for none
 * @kind: what it is about
 * @text: what there is to know
 * @cake: the cake that it is about, 0 for none
 *
 * What somebody is to know. Lives on the caller's stack.
 */
typedef struct
{
  gint64 account;
  gint64 store;
  BakeryNotificationKind kind;
  const char *text;
  gint64 cake;
} ServerNotice;

BakeryNotification *server_notification_store_send (BakeryConnection *connection,
                                                    const ServerNotice *notice,
                                                    gint64 now,
                                                    GError **error);
gboolean server_notification_store_send_to_admins (BakeryConnection *connection,
                                                   BakeryNotificationKind kind,
                                                   const char *text,
                                                   gint64 now,
                                                   GError **error);

G_END_DECLS
