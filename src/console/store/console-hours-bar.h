/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_HOURS_BAR (console_hours_bar_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleHoursBar, console_hours_bar, CONSOLE, HOURS_BAR, GtkWidget)

void console_hours_bar_set_spans (ConsoleHoursBar *self,
                                  JsonArray *spans);

G_END_DECLS
