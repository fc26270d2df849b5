/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-records-editor.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_ZONES_EDITOR (console_zones_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleZonesEditor, console_zones_editor, CONSOLE, ZONES_EDITOR, ConsoleRecordsEditor)

ConsoleFieldEditor *console_zones_editor_new (void);

G_END_DECLS
