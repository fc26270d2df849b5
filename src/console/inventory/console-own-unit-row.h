/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-unit.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_OWN_UNIT_ROW (console_own_unit_row_get_type ())

/**
 * ConsoleOwnUnitRow:
 *
 * Signals: `edited`: a person changed it; `removed`: they want to be rid of it.
 */
G_DECLARE_FINAL_TYPE (ConsoleOwnUnitRow, console_own_unit_row, CONSOLE, OWN_UNIT_ROW, AdwPreferencesRow)

GtkWidget *console_own_unit_row_new (JsonObject *own_unit,
                                     BakeryUnit base);
void console_own_unit_row_set_base (ConsoleOwnUnitRow *self,
                                    BakeryUnit base);
const char *console_own_unit_row_get_name (ConsoleOwnUnitRow *self);
JsonObject *console_own_unit_row_read (ConsoleOwnUnitRow *self,
                                       char **ret_problem);

G_END_DECLS
