/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-stock.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_MOVEMENT_ROW (console_movement_row_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleMovementRow, console_movement_row, CONSOLE, MOVEMENT_ROW, GtkBox)

GtkWidget *console_movement_row_new (gboolean has_name);
void console_movement_row_show (ConsoleMovementRow *self,
                                const BakeryStockMovement *movement,
                                const BakeryInventoryItem *item,
                                const ConsoleCalendar *calendar);

G_END_DECLS
