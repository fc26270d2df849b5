/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"
#include "console-delivery-runs.h"
#include "console-destination.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_HAND_OVER_DIALOG (console_hand_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleHandOverDialog, console_hand_over_dialog, CONSOLE, HAND_OVER_DIALOG, AdwWindow)

ConsoleHandOverDialog *console_hand_over_dialog_new (ConsoleContext *context,
                                                     const ConsoleDeliveryRun *run,
                                                     ConsoleDestination *item);

G_END_DECLS
