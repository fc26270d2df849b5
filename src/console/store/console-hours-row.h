/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ConsoleHoursRow:
 *
 * Signals: `edited`: a person changed the hours.
 */
#define CONSOLE_TYPE_HOURS_ROW (console_hours_row_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleHoursRow, console_hours_row, CONSOLE, HOURS_ROW, AdwPreferencesRow)

GtkWidget *console_hours_row_new (const char *title);
void console_hours_row_show (ConsoleHoursRow *self,
                             JsonArray *spans);
const char *console_hours_row_get_text (ConsoleHoursRow *self);
void console_hours_row_set_text (ConsoleHoursRow *self,
                                 const char *text);
JsonArray *console_hours_row_get_spans (ConsoleHoursRow *self);

G_END_DECLS
