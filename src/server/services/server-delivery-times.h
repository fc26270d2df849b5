/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Works out when drivers will be where, on threads of its own: a routing provider may take its time, nobody waits for it. */

#pragma once

#include "bakery-connection.h"
#include "server-types.h"

G_BEGIN_DECLS

ServerDeliveryTimes *server_delivery_times_new (ServerContext *context);
void server_delivery_times_stop (ServerDeliveryTimes *self);
void server_delivery_times_free (ServerDeliveryTimes *self);
void server_delivery_times_request (ServerDeliveryTimes *self,
                                    gint64 delivery);
void server_delivery_times_follow (ServerDeliveryTimes *self,
                                   gint64 delivery);
void server_delivery_times_check (ServerDeliveryTimes *self);
gboolean server_delivery_times_request_of_order (ServerDeliveryTimes *self,
                                                 BakeryConnection *connection,
                                                 gint64 order,
                                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerDeliveryTimes, server_delivery_times_free)

G_END_DECLS
