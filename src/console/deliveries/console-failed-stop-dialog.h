/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"
#include "console-destination.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_FAILED_STOP_DIALOG (console_failed_stop_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleFailedStopDialog, console_failed_stop_dialog, CONSOLE, FAILED_STOP_DIALOG, AdwWindow)

ConsoleFailedStopDialog *console_failed_stop_dialog_new (ConsoleContext *context,
                                                         gint64 run,
                                                         ConsoleDestination *item);

G_END_DECLS
