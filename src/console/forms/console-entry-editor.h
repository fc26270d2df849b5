/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_ENTRY_EDITOR (console_entry_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleEntryEditor, console_entry_editor, CONSOLE, ENTRY_EDITOR, AdwEntryRow)

ConsoleFieldEditor *console_entry_editor_new (const char *title,
                                              const BakeryField *field);

G_END_DECLS
