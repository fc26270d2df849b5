/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files about deliveries share. */

#pragma once

#include "bakery-delivery.h"
#include "server-collection.h"

G_BEGIN_DECLS

extern const ServerCollection server_deliveries;

BakeryDelivery *server_deliveries_load (ServerRequest *request,
                                        GError **error);
gboolean server_deliveries_check_driver (BakeryConnection *connection,
                                         BakeryDelivery *delivery,
                                         BakeryViolations *violations,
                                         GError **error);
gboolean server_deliveries_answer (ServerRequest *request,
                                   BakeryDelivery *delivery,
                                   ServerResponse *response,
                                   GError **error);

G_END_DECLS
