/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which orders drivers see: those that they bring. What comes into the sight of a driver, or leaves it, is told by the feed. */

#pragma once

#include "bakery-connection.h"
#include "bakery-delivery.h"

G_BEGIN_DECLS

/**
 * SERVER_DELIVERY_SIGHT:
 * @driver_: SQL for the id of an account
 *
 * SQL for the ids of the orders that a driver sees: those of runs that are planned, of the one that is under way, and between
 * two of them of the one that ended last, where something may have to be taken back.
 */
#define SERVER_DELIVERY_SIGHT(driver_)                                                                                 \
  "(SELECT seen.\"order\" FROM delivery_stops AS seen JOIN deliveries AS run ON run.id = seen.delivery"                \
  " WHERE run.driver = " driver_ " AND (run.state = 'planned' OR run.id = (SELECT id FROM deliveries"                  \
  " WHERE driver = " driver_ " AND state IN ('under_way', 'finished')"                                                 \
  " ORDER BY finished_at IS NOT NULL, finished_at DESC LIMIT 1)))"

gboolean server_delivery_sight_follow (BakeryConnection *connection,
                                       const BakeryDelivery *before,
                                       const BakeryDelivery *after,
                                       gint64 now,
                                       GError **error);
gboolean server_delivery_sight_set_out (BakeryConnection *connection,
                                        gint64 driver,
                                        gint64 now,
                                        GError **error);

G_END_DECLS
