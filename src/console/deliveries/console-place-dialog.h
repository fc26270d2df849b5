/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"
#include "console-destination.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsolePlaceDialog:
 *
 * Signals: `save (BakeryOrder *)`: the order with the place that a person gave it.
 */
#define CONSOLE_TYPE_PLACE_DIALOG (console_place_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePlaceDialog, console_place_dialog, CONSOLE, PLACE_DIALOG, AdwWindow)

ConsolePlaceDialog *console_place_dialog_new (ConsoleContext *context,
                                              ConsoleDestination *item,
                                              const BakeryStore *store);

G_END_DECLS
