/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timers are in the database (D-14): whoever is to be told has a row that says when, and the row is marked in the
 * transaction that queues the mail, so that each customer is told once, whatever happens in between. Runs on the writer's
 * thread, but for the question whether anything is due. */

#include "config.h"

#include "server-delivery-notices.h"

#include "bakery-order.h"
#include "bakery-records.h"
#include "server-config.h"
#include "server-delivery-store.h"
#include "server-due.h"
#include "server-mail-queue.h"

#define ALMOST_THERE "it is almost there: our driver will be with you in about five minutes. Please be ready."
#define TRACKING_PATH "/api/v1/track/"

/* Only who still waits for a driver under way is told. */
static const char due_orders[] =
  "SELECT n.\"order\" FROM delivery_notices AS n JOIN delivery_stops AS s ON s.\"order\" = n.\"order\""
  " JOIN deliveries AS d ON d.id = s.delivery JOIN orders AS o ON o.id = n.\"order\""
  " WHERE n.sent_at IS NULL AND n.send_at <= $1 AND s.state = 'waiting' AND d.state = 'under_way'"
  " AND o.stage = 'out_for_delivery' ORDER BY n.send_at LIMIT $2";

/**
 * server_delivery_notices_are_due:
 * @connection: any connection
 * @now: the present instant
 * @ret_are_due: (out): whether somebody is to be told
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_delivery_notices_are_due (BakeryConnection *connection,
                                 gint64            now,
                                 gboolean         *ret_are_due,
                                 GError          **error)
{
  return server_due_has_any (connection, due_orders, now, ret_are_due, error);
}

static gboolean
mark_sent (BakeryConnection *connection,
           gint64            order,
           gint64            now,
           GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection, "UPDATE delivery_notices SET sent_at = $2 WHERE \"order\" = $1", error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, order);
  bakery_statement_bind_int (update, 2, now);

  return bakery_statement_run (update, error);
}

static gboolean
tell (BakeryConnection   *connection,
      const ServerConfig *config,
      gint64              id,
      gint64              now,
      GError            **error)
{
  g_autoptr(BakeryOrder) order = bakery_records_load (connection, &bakery_order_type, id, BAKERY_RECORDS_TABLES, error);
  g_autofree char *token = NULL;
  g_autofree char *link = NULL;

  if (order == NULL)
    return FALSE;
  token = server_delivery_store_ensure_link (connection, id, now, error);
  if (token == NULL)
    return FALSE;
  if (config->public_url != NULL)
    link = g_strconcat (config->public_url, TRACKING_PATH, token, NULL);

  return server_mail_queue_order_notice (connection, order, ALMOST_THERE, link, now, error) &&
         mark_sent (connection, id, now, error);
}

/**
 * server_delivery_notices_send:
 * @connection: the writer's connection in a transaction
 * @config: what the site's owner chose
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Queues the mails that are due.
 *
 * Returns: whether it could
 */
gboolean
server_delivery_notices_send (BakeryConnection   *connection,
                              const ServerConfig *config,
                              gint64              now,
                              GError            **error)
{
  g_autoptr(GArray) orders = server_due_select (connection, due_orders, now, error);

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    {
      if (!tell (connection, config, g_array_index (orders, gint64, i), now, error))
        return FALSE;
    }

  return orders != NULL;
}
