/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-stock.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleMovementDialog:
 *
 * Signals: `post (BakeryStockMovement *)`: a person wants that to be posted.
 */
#define CONSOLE_TYPE_MOVEMENT_DIALOG (console_movement_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleMovementDialog, console_movement_dialog, CONSOLE, MOVEMENT_DIALOG, AdwWindow)

ConsoleMovementDialog *console_movement_dialog_new (ConsoleStock *stock,
                                                    const BakeryInventoryItem *item,
                                                    BakeryMovementKind kind,
                                                    const ConsoleCalendar *calendar);

G_END_DECLS
