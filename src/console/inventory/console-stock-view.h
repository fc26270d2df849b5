/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-stock.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleStockView:
 *
 * Signals: `activated (gint64 item)`: a person wants to see that item.
 */
#define CONSOLE_TYPE_STOCK_VIEW (console_stock_view_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleStockView, console_stock_view, CONSOLE, STOCK_VIEW, AdwBin)

guint console_stock_view_show (ConsoleStockView *self,
                               const ConsoleStock *stock,
                               const char *words,
                               ConsoleOutboxList *outbox,
                               const ConsoleCalendar *calendar);
void console_stock_view_focus_item (ConsoleStockView *self,
                                    gint64 item);

G_END_DECLS
