/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says when what a stock and a bake list are made of has changed, so that they are to be read again. Main thread. */

#pragma once

#include "console-context.h"

G_BEGIN_DECLS

/**
 * ConsoleStockMonitor:
 *
 * Signals: `due`: it is time to read again, never while nobody looks; `forget`: what was read is of another store or account.
 */
#define CONSOLE_TYPE_STOCK_MONITOR (console_stock_monitor_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleStockMonitor, console_stock_monitor, CONSOLE, STOCK_MONITOR, GObject)

ConsoleStockMonitor *console_stock_monitor_new (ConsoleContext *context);
void console_stock_monitor_set_active (ConsoleStockMonitor *self,
                                       gboolean is_active);

G_END_DECLS
