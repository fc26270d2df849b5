/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders without an account, found by the token that their customer has. */

#pragma once

#include "bakery-order.h"
#include "server-request.h"

G_BEGIN_DECLS

gboolean server_guest_orders_is_asked (const ServerRequest *request);
BakeryOrder *server_guest_orders_load (ServerRequest *request,
                                       GError **error);

G_END_DECLS
