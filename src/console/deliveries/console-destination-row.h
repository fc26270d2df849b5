/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-destination.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_DESTINATION_ROW (console_destination_row_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleDestinationRow, console_destination_row, CONSOLE, DESTINATION_ROW, GtkBox)

GtkListItemFactory *console_destination_row_create_factory (const ConsoleCalendar *calendar);

G_END_DECLS
