/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-records-editor.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_CLOSURES_EDITOR (console_closures_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleClosuresEditor, console_closures_editor, CONSOLE, CLOSURES_EDITOR, ConsoleRecordsEditor)

ConsoleFieldEditor *console_closures_editor_new (ConsoleContext *context);

G_END_DECLS
