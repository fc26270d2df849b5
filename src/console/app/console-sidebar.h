/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_SIDEBAR (console_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleSidebar, console_sidebar, CONSOLE, SIDEBAR, AdwBin)

GtkWidget *console_sidebar_new (ConsoleContext *context);
void console_sidebar_select (ConsoleSidebar *self,
                             const char *page);

G_END_DECLS
