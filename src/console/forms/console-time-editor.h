/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_TIME_EDITOR (console_time_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleTimeEditor, console_time_editor, CONSOLE, TIME_EDITOR, AdwActionRow)

ConsoleFieldEditor *console_time_editor_new (const char *title,
                                             ConsoleContext *context);

G_END_DECLS
