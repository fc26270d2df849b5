/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stops of deliveries, in step with their orders. */

#pragma once

#include "bakery-connection.h"
#include "bakery-delivery.h"
#include "bakery-order.h"

G_BEGIN_DECLS

gboolean server_delivery_stops_set (BakeryConnection *connection,
                                    BakeryDelivery *delivery,
                                    GError **error);
gboolean server_delivery_stops_end (BakeryConnection *connection,
                                    BakeryDelivery *delivery,
                                    BakeryDeliveryStop *stop,
                                    BakeryStopState state,
                                    const char *reason,
                                    gint64 now,
                                    GError **error);
gboolean server_delivery_stops_find_waiting (BakeryConnection *connection,
                                             gint64 order,
                                             gint64 *ret_delivery,
                                             GError **error);
gboolean server_delivery_stops_follow (BakeryConnection *connection,
                                       const BakeryOrder *order,
                                       const BakeryOrder *before,
                                       gint64 now,
                                       GError **error);

G_END_DECLS
