/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who has an account and ordered something that was not cancelled, and when first: the number of users that the Revenue page
 * shows, which the server calls customers and new customers. The thread of the connection. */

#pragma once

#include "bakery-connection.h"
#include "bakery-order.h"

G_BEGIN_DECLS

gboolean console_sales_customers_note (BakeryConnection *connection,
                                       const BakeryOrder *before,
                                       const BakeryOrder *after,
                                       GError **error);
gboolean console_sales_customers_count (BakeryConnection *connection,
                                        const GArray *stores,
                                        int day,
                                        gint64 *ret_customers,
                                        GError **error);

G_END_DECLS
