/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One change that has not reached the server, in words, with the decisions it wants. Main thread. */

#pragma once

#include "console-calendar.h"
#include "console-outbox-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_CHANGE_ROW (console_change_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleChangeRow, console_change_row, CONSOLE, CHANGE_ROW, AdwActionRow)

GtkWidget *console_change_row_new (ConsoleContext *context,
                                   ConsoleOutboxItem *item,
                                   const ConsoleCalendar *calendar);

G_END_DECLS
