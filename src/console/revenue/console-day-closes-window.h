/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleDayClosesWindow:
 *
 * The past day closes of the store that is looked at, newest first; each opens its sums and can be printed again.
 */
#define CONSOLE_TYPE_DAY_CLOSES_WINDOW (console_day_closes_window_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleDayClosesWindow, console_day_closes_window, CONSOLE, DAY_CLOSES_WINDOW, AdwWindow)

void console_day_closes_window_present (GtkWindow *parent,
                                        ConsoleContext *context);

G_END_DECLS
