/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_HOURS_EDITOR (console_hours_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleHoursEditor, console_hours_editor, CONSOLE, HOURS_EDITOR, GtkBox)

ConsoleFieldEditor *console_hours_editor_new (void);

G_END_DECLS
