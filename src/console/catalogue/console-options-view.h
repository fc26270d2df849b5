/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-catalogue-reader.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleOptionsView:
 *
 * Signals: `activated (gint64 group)`: somebody wants to see a group.
 */
#define CONSOLE_TYPE_OPTIONS_VIEW (console_options_view_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOptionsView, console_options_view, CONSOLE, OPTIONS_VIEW, AdwBin)

void console_options_view_show (ConsoleOptionsView *self,
                                const ConsoleCatalogue *catalogue,
                                const char *words);
void console_options_view_set_editable (ConsoleOptionsView *self,
                                        gboolean is_editable);
guint console_options_view_get_n_rows (ConsoleOptionsView *self);

G_END_DECLS
