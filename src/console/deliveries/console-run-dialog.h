/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-context.h"
#include "console-delivery-runs.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleRunDialog:
 *
 * Signals: `save (BakeryDelivery *)`: the run as the person wants it.
 */
#define CONSOLE_TYPE_RUN_DIALOG (console_run_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleRunDialog, console_run_dialog, CONSOLE, RUN_DIALOG, AdwWindow)

ConsoleRunDialog *console_run_dialog_new (ConsoleContext *context,
                                          ConsoleDeliveryRuns *runs,
                                          const ConsoleCalendar *calendar,
                                          const BakeryDelivery *run);

G_END_DECLS
