/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_CHOICE_EDITOR (console_choice_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleChoiceEditor, console_choice_editor, CONSOLE, CHOICE_EDITOR, AdwComboRow)

ConsoleFieldEditor *console_choice_editor_new (const char *title,
                                               const BakeryField *field);

G_END_DECLS
