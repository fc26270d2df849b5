/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Codes for the counter, for customers and guests alike. */

#pragma once

#include "bakery-order.h"
#include "server-request.h"
#include "server-response.h"

G_BEGIN_DECLS

extern const ServerQueryParameter server_order_collect_members[];

gboolean server_order_collect_answer_code (ServerRequest *request,
                                           const BakeryOrder *order,
                                           ServerResponse *response,
                                           GError **error);

G_END_DECLS
