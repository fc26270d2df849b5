/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-records-editor.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_OWN_UNITS_EDITOR (console_own_units_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOwnUnitsEditor, console_own_units_editor, CONSOLE, OWN_UNITS_EDITOR, ConsoleRecordsEditor)

ConsoleFieldEditor *console_own_units_editor_new (void);

G_END_DECLS
