/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-catalogue-reader.h"
#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleGroupsEditor:
 *
 * Signals: `edit-group (gint64 group)`: somebody wants to change an option group, 0 to make one.
 */
#define CONSOLE_TYPE_GROUPS_EDITOR (console_groups_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleGroupsEditor, console_groups_editor, CONSOLE, GROUPS_EDITOR, AdwPreferencesRow)

ConsoleFieldEditor *console_groups_editor_new (void);
void console_groups_editor_set_catalogue (ConsoleGroupsEditor *self,
                                          const ConsoleCatalogue *catalogue);
void console_groups_editor_add (ConsoleGroupsEditor *self,
                                gint64 group);
void console_groups_editor_rename (ConsoleGroupsEditor *self,
                                   gint64 local_id,
                                   gint64 id);

G_END_DECLS
