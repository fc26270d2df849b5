/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-entity-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_FEEDBACK_ROW (console_feedback_row_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleFeedbackRow, console_feedback_row, CONSOLE, FEEDBACK_ROW, GtkBox)

GtkListItemFactory *console_feedback_row_create_factory (const ConsoleCalendar *calendar);

G_END_DECLS
