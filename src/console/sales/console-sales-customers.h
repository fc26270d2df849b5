/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who has an account and ordered something on some days that was not cancelled, and who of them for the first time: what
 * the Revenue page shows and the server's report of users calls customers and new customers. The thread of the connection. */

#pragma once

#include "console-day.h"

#include "bakery-connection.h"
#include "bakery-order.h"

G_BEGIN_DECLS

gboolean console_sales_customers_note (BakeryConnection *connection,
                                       const BakeryOrder *before,
                                       const BakeryOrder *after,
                                       GError **error);
gboolean console_sales_customers_count (BakeryConnection *connection,
                                        const GArray *stores,
                                        ConsoleDayRange days,
                                        gint64 *ret_customers,
                                        gint64 *ret_new,
                                        GError **error);

G_END_DECLS
