/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of deliveries: their times, drivers' positions, and what customers are told of them. */

#pragma once

#include "bakery-connection.h"
#include "bakery-delivery.h"
#include "bakery-order.h"
#include "server-routing.h"

G_BEGIN_DECLS

/** Bytes of chance in the link that a customer tracks an order by. */
#define SERVER_TRACKING_TOKEN_SIZE 24

/**
 * ServerDeliveryPlan:
 * @delivery: whose times are to be worked out, with its stops (owned)
 * @begins_at: when the way begins
 * @places: (element-type ServerPlace): where it begins, then the stops still to come whose places are known (owned)
 * @orders: (element-type gint64): the orders of these stops (owned)
 *
 * What to ask a routing provider for. Freed with server_delivery_plan_clear().
 */
typedef struct
{
  BakeryDelivery *delivery;
  gint64 begins_at;
  GArray *places;
  GArray *orders;
} ServerDeliveryPlan;

void server_delivery_plan_clear (ServerDeliveryPlan *self);

BakeryDelivery *server_delivery_store_load (BakeryConnection *connection,
                                            gint64 id,
                                            GError **error);
gboolean server_delivery_store_save (BakeryConnection *connection,
                                     BakeryDelivery *delivery,
                                     gint64 now,
                                     GError **error);
gboolean server_delivery_store_find_run (BakeryConnection *connection,
                                         gint64 driver,
                                         gint64 *ret_delivery,
                                         GError **error);

gboolean server_delivery_store_plan (BakeryConnection *connection,
                                     gint64 id,
                                     gint64 now,
                                     ServerDeliveryPlan *ret_plan,
                                     GError **error);
gboolean server_delivery_store_set_times (BakeryConnection *connection,
                                          const ServerDeliveryPlan *plan,
                                          BakeryRouting routing,
                                          const ServerLeg *legs,
                                          JsonNode *route,
                                          gint64 now,
                                          GError **error);

gboolean server_delivery_store_put_position (BakeryConnection *connection,
                                             BakeryPosition *position,
                                             GError **error);
BakeryPosition *server_delivery_store_find_position (BakeryConnection *connection,
                                                     gint64 delivery,
                                                     GError **error);

char *server_delivery_store_ensure_link (BakeryConnection *connection,
                                         gint64 order,
                                         gint64 now,
                                         GError **error);
gboolean server_delivery_store_drop_notice (BakeryConnection *connection,
                                            gint64 order,
                                            GError **error);
gboolean server_delivery_store_renew_notice (BakeryConnection *connection,
                                             gint64 order,
                                             GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerDeliveryPlan, server_delivery_plan_clear)

G_END_DECLS
