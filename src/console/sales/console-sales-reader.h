/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reports, and what is behind their figures, for pages: read in a thread of the cache. Main thread. */

#pragma once

#include "console-sales-orders.h"
#include "console-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void console_sales_report_read_async (ConsoleRepository *repository,
                                      const ConsoleSalesQuery *query,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ConsoleSalesReport *console_sales_report_read_finish (ConsoleRepository *repository,
                                                      GAsyncResult *result,
                                                      GError **error);
void console_sales_orders_read_async (ConsoleRepository *repository,
                                      const ConsoleSalesQuery *query,
                                      const ConsoleSalesSlice *slice,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ConsoleSalesOrders *console_sales_orders_read_finish (ConsoleRepository *repository,
                                                      GAsyncResult *result,
                                                      GError **error);

G_END_DECLS
