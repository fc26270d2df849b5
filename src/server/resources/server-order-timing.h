/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the collection of an order is timed: at a fixed time, when the customer sets out, or when they come near (C-055
 * to C-064). */

#pragma once

#include "bakery-order.h"
#include "server-request.h"

G_BEGIN_DECLS

gboolean server_order_timing_check_consent (ServerRequest *request,
                                            const BakeryOrder *order,
                                            GError **error);

G_END_DECLS
