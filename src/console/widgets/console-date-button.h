/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleDateButton:
 *
 * Signals: `changed`: a person chose another day.
 */
#define CONSOLE_TYPE_DATE_BUTTON (console_date_button_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleDateButton, console_date_button, CONSOLE, DATE_BUTTON, AdwBin)

void console_date_button_set_date (ConsoleDateButton *self,
                                   GDateTime *date);
GDateTime *console_date_button_get_date (ConsoleDateButton *self);

G_END_DECLS
