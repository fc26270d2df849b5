/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_SWITCH_EDITOR (console_switch_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleSwitchEditor, console_switch_editor, CONSOLE, SWITCH_EDITOR, AdwActionRow)

ConsoleFieldEditor *console_switch_editor_new (const char *title);

G_END_DECLS
