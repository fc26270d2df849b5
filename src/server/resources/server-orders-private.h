/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files about orders share. */

#pragma once

#include "bakery-order-stage.h"
#include "server-request.h"
#include "server-rights.h"

G_BEGIN_DECLS

BakeryOrder *server_orders_load (ServerRequest *request,
                                 ServerRights rights,
                                 GError **error);
BakeryOrder *server_orders_move (ServerRequest *request,
                                 const BakeryOrder *order,
                                 BakeryMove *asked,
                                 GError **error);

G_END_DECLS
