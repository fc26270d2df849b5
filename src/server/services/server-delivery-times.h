/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Works out when drivers will be where, on the outgoing pool: a routing provider may take its time, and nobody waits for it. */

#pragma once

#include "bakery-connection.h"
#include "server-types.h"

G_BEGIN_DECLS

ServerDeliveryTimes *server_delivery_times_new (ServerContext *context);
void server_delivery_times_free (ServerDeliveryTimes *self);
void server_delivery_times_request (ServerDeliveryTimes *self,
                                    gint64 delivery);
gboolean server_delivery_times_request_of_order (ServerDeliveryTimes *self,
                                                 BakeryConnection *connection,
                                                 gint64 order,
                                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerDeliveryTimes, server_delivery_times_free)

G_END_DECLS
