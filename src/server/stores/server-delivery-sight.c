/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The feed of drivers. An order does not change when somebody else brings it, so it keeps its revision; it only goes to the
 * front of the feed, where each driver hears whether it is in sight. Runs on the writer's thread, inside its transaction. */

#include "config.h"

#include "server-delivery-sight.h"

#include "bakery-order.h"
#include "server-changes.h"

/* Who sees an order because of a delivery; 0 for nobody. */
static gint64
get_driver (const BakeryDelivery *delivery,
            gint64                order)
{
  if (delivery == NULL || delivery->orders == NULL || delivery->state == BAKERY_DELIVERY_CANCELLED)
    return 0;

  for (guint i = 0; i < delivery->orders->len; i++)
    {
      if (g_array_index (delivery->orders, gint64, i) == order)
        return delivery->driver;
    }

  return 0;
}

/* Of the orders of one of the two; those that the other one has as well are told of with @before. */
static gboolean
tell_of (BakeryConnection     *connection,
         const BakeryDelivery *delivery,
         const BakeryDelivery *before,
         const BakeryDelivery *after,
         gint64                now,
         GError              **error)
{
  for (guint i = 0; delivery != NULL && delivery->orders != NULL && i < delivery->orders->len; i++)
    {
      const gint64 order = g_array_index (delivery->orders, gint64, i);
      const gint64 driver_before = get_driver (before, order);

      if (driver_before == get_driver (after, order) || (delivery == after && driver_before != 0))
        continue;
      if (!server_changes_tell_again (connection, &bakery_order_type, order, now, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * server_delivery_sight_follow:
 * @connection: the writer's connection in a transaction
 * @before: (nullable): a delivery as it is stored, %NULL where it is new
 * @after: (nullable): as it shall be, %NULL where it is given up
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Tells drivers of the orders that they bring now, or no longer.
 *
 * Returns: whether it could
 */
gboolean
server_delivery_sight_follow (BakeryConnection     *connection,
                              const BakeryDelivery *before,
                              const BakeryDelivery *after,
                              gint64                now,
                              GError              **error)
{
  const gboolean is_relieved = before != NULL && after != NULL && after->state == BAKERY_DELIVERY_UNDER_WAY &&
                               before->driver != after->driver;

  return tell_of (connection, before, before, after, now, error) && tell_of (connection, after, before, after, now, error) &&
         (!is_relieved || (server_delivery_sight_set_out (connection, before->driver, now, error) &&
                           server_delivery_sight_set_out (connection, after->driver, now, error)));
}

/**
 * server_delivery_sight_set_out:
 * @connection: the writer's connection in a transaction
 * @driver: the id of an account that sets out, or is relieved
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Tells a driver of the orders of the run that ended last, which are in sight between two runs.
 *
 * Returns: whether it could
 */
gboolean
server_delivery_sight_set_out (BakeryConnection *connection,
                               gint64            driver,
                               gint64            now,
                               GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT \"order\" FROM delivery_stops WHERE delivery = (SELECT id FROM deliveries"
                               " WHERE driver = $1 AND state = 'finished' ORDER BY finished_at DESC LIMIT 1)", error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, driver);
  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (!server_changes_tell_again (connection, &bakery_order_type, bakery_statement_get_int (select, 0), now, error))
        return FALSE;
    }

  return FALSE;
}
