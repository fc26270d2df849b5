/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_TEXT_EDITOR (console_text_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleTextEditor, console_text_editor, CONSOLE, TEXT_EDITOR, AdwPreferencesRow)

ConsoleFieldEditor *console_text_editor_new (const char *title);

G_END_DECLS
