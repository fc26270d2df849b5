/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells a store of a cake on sale that lacks what customers look at before they choose: its picture, and what it is. There is
 * one notification at the most of each cake, as long as it is true. Runs on the writer's thread. */

#include "config.h"

#include "server-cake-notices.h"

#include "server-notification-store.h"

static char *
dup_text (const BakeryCake *cake)
{
  gboolean lacks_picture = cake->images == NULL || cake->images->len == 0;
  gboolean lacks_description = cake->description[0] == '\0';

  if (!cake->availability || (!lacks_picture && !lacks_description))
    return NULL;

  return g_strdup_printf ("%s has no %s. Customers look at it before they choose.",
                          cake->name,
                          !lacks_description ? "picture" : !lacks_picture ? "description" : "picture and no description");
}

static gboolean
is_told (BakeryConnection *connection,
         gint64            cake,
         const char       *text,
         gboolean         *ret_is_told,
         GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT 1 FROM notifications WHERE cake = $1 AND text = $2", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, cake);
  bakery_statement_bind_text (select, 2, text);

  return bakery_statement_step (select, ret_is_told, error);
}

/**
 * server_cake_notices_follow:
 * @connection: the writer's connection in a transaction
 * @cake: as it is stored now
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Has the store's people know what @cake lacks, if anything. What they know already stays as it is, read or not.
 *
 * Returns: whether it could
 */
gboolean
server_cake_notices_follow (BakeryConnection *connection,
                            const BakeryCake *cake,
                            gint64            now,
                            GError          **error)
{
  g_autofree char *text = dup_text (cake);
  const ServerNotice notice = { 0, cake->store, BAKERY_NOTIFICATION_GENERAL, text, cake->base.id };
  g_autoptr(BakeryNotification) sent = NULL;
  gboolean is_known = FALSE;

  if (text != NULL && !is_told (connection, cake->base.id, text, &is_known, error))
    return FALSE;
  if (is_known)
    return TRUE;
  if (!server_cake_notices_remove (connection, cake->base.id, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  sent = server_notification_store_send (connection, &notice, now, error);

  return sent != NULL;
}

/**
 * server_cake_notices_remove:
 * @connection: the writer's connection in a transaction
 * @cake: the id of a cake
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Takes back what was told of a cake.
 *
 * Returns: whether it could
 */
gboolean
server_cake_notices_remove (BakeryConnection *connection,
                            gint64            cake,
                            GError          **error)
{
  g_autoptr(BakeryStatement) remove =
    bakery_connection_prepare (connection, "DELETE FROM notifications WHERE cake = $1", error);

  if (remove == NULL)
    return FALSE;

  bakery_statement_bind_int (remove, 1, cake);

  return bakery_statement_run (remove, error);
}
