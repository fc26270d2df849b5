/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_STORES_EDITOR (console_stores_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleStoresEditor, console_stores_editor, CONSOLE, STORES_EDITOR, AdwExpanderRow)

ConsoleFieldEditor *console_stores_editor_new (const char *title,
                                               ConsoleContext *context);

G_END_DECLS
