/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_TAGS_EDITOR (console_tags_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleTagsEditor, console_tags_editor, CONSOLE, TAGS_EDITOR, AdwPreferencesRow)

ConsoleFieldEditor *console_tags_editor_new (const char *title,
                                             const BakeryField *field);

G_END_DECLS
