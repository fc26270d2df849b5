/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"
#include "console-sales-orders.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleRevenueOrders:
 *
 * A window with the orders, payments and refunds that a figure is the sum of; each opens its order.
 */
#define CONSOLE_TYPE_REVENUE_ORDERS (console_revenue_orders_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleRevenueOrders, console_revenue_orders, CONSOLE, REVENUE_ORDERS, AdwWindow)

ConsoleRevenueOrders *console_revenue_orders_new (ConsoleContext *context,
                                                  const char *title,
                                                  const char *currency);
void console_revenue_orders_read (ConsoleRevenueOrders *self,
                                  const ConsoleSalesQuery *query,
                                  const ConsoleSalesSlice *slice);

G_END_DECLS
