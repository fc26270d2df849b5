/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences window: what a person can set about this console. Main thread. */

#pragma once

#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_PREFERENCES (console_preferences_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePreferences, console_preferences, CONSOLE, PREFERENCES, AdwPreferencesWindow)

void console_preferences_present (ConsoleContext *context,
                                  GtkWindow *parent);

G_END_DECLS
