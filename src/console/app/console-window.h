/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-way-in.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_WINDOW (console_window_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleWindow, console_window, CONSOLE, WINDOW, AdwApplicationWindow)

ConsoleWindow *console_window_new (GtkApplication *application,
                                   ConsoleWayIn *way_in);
void console_window_present (ConsoleWindow *self);
void console_window_show_view (ConsoleWindow *self,
                               const char *page);
void console_window_show_order (ConsoleWindow *self,
                                gint64 order);
GtkWidget *console_window_get_page (ConsoleWindow *self);

G_END_DECLS
