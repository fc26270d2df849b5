/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleOffUntilDialog:
 *
 * Signals: `chosen (gint64 until)`: an instant in the future was chosen.
 */
#define CONSOLE_TYPE_OFF_UNTIL_DIALOG (console_off_until_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOffUntilDialog, console_off_until_dialog, CONSOLE, OFF_UNTIL_DIALOG, AdwMessageDialog)

GtkWindow *console_off_until_dialog_new (ConsoleContext *context);

G_END_DECLS
