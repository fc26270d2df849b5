/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-stock.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_STOCK_ROW (console_stock_row_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleStockRow, console_stock_row, CONSOLE, STOCK_ROW, GtkListBoxRow)

GtkWidget *console_stock_row_new (void);
void console_stock_row_show (ConsoleStockRow *self,
                             const ConsoleStock *stock,
                             const BakeryInventoryItem *item,
                             gboolean waits,
                             const ConsoleCalendar *calendar);
gint64 console_stock_row_get_item (ConsoleStockRow *self);

G_END_DECLS
