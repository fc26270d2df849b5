/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_REFERENCE_EDITOR (console_reference_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleReferenceEditor, console_reference_editor, CONSOLE, REFERENCE_EDITOR, AdwComboRow)

ConsoleFieldEditor *console_reference_editor_new (const char *title);
void console_reference_editor_set_choices (ConsoleReferenceEditor *self,
                                           GPtrArray *entities);

G_END_DECLS
