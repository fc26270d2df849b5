/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-bake-item.h"
#include "console-calendar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleBakeRow:
 *
 * Activates `bake.tick (xxx)` with day, cake and recipe when a person ticks the row off or takes that back.
 */
#define CONSOLE_TYPE_BAKE_ROW (console_bake_row_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleBakeRow, console_bake_row, CONSOLE, BAKE_ROW, GtkBox)

GtkListItemFactory *console_bake_row_create_factory (const ConsoleCalendar *calendar);

G_END_DECLS
