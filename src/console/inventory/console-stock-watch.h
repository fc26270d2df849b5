/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps at hand what the stock of the store that is looked at is, as long as somebody looks. Main thread. */

#pragma once

#include "console-context.h"
#include "console-stock.h"

G_BEGIN_DECLS

/**
 * ConsoleStockWatch:
 *
 * Signals: `changed`: console_stock_watch_get_stock() has another answer; `failed (GError *)`: the stock could not be read.
 */
#define CONSOLE_TYPE_STOCK_WATCH (console_stock_watch_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleStockWatch, console_stock_watch, CONSOLE, STOCK_WATCH, GObject)

ConsoleStockWatch *console_stock_watch_new (ConsoleContext *context);
ConsoleStock *console_stock_watch_get_stock (ConsoleStockWatch *self);
void console_stock_watch_set_active (ConsoleStockWatch *self,
                                     gboolean is_active);

G_END_DECLS
