/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-delivery-runs.h"
#include "console-destination.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleStopRow:
 *
 * Signals: `dropped (gint64 order)`: another stop was put where this one is.
 */
#define CONSOLE_TYPE_STOP_ROW (console_stop_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleStopRow, console_stop_row, CONSOLE, STOP_ROW, GtkListBoxRow)

GtkWidget *console_stop_row_new (ConsoleDestination *item);
ConsoleDestination *console_stop_row_get_item (ConsoleStopRow *self);
void console_stop_row_show (ConsoleStopRow *self,
                            const ConsoleDeliveryRun *run,
                            const ConsoleCalendar *calendar,
                            gboolean is_movable);

G_END_DECLS
