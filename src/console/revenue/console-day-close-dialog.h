/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_DAY_CLOSE_DIALOG (console_day_close_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleDayCloseDialog, console_day_close_dialog, CONSOLE, DAY_CLOSE_DIALOG, AdwWindow)

void console_day_close_dialog_present (GtkWindow *parent,
                                       ConsoleContext *context);

G_END_DECLS
