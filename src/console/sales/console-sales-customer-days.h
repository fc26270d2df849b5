/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who ordered on which days, as the cache keeps it. The thread of the connection. */

#pragma once

#include "console-day.h"

#include "bakery-connection.h"
#include "bakery-order.h"
#include "bakery-store.h"

G_BEGIN_DECLS

/** Of the table of orders: what counts as an order of a customer. */
#define CONSOLE_SALES_OF_A_CUSTOMER "customer IS NOT NULL AND stage <> 'cancelled'"

gboolean console_sales_customer_days_add (BakeryConnection *connection,
                                          const BakeryOrder *order,
                                          GError **error);
gboolean console_sales_customer_days_remove (BakeryConnection *connection,
                                             const BakeryOrder *order,
                                             GError **error);
gboolean console_sales_customer_days_count (BakeryConnection *connection,
                                            const GPtrArray *stores,
                                            ConsoleDayRange days,
                                            gint64 *ret_n,
                                            GError **error);

G_END_DECLS
