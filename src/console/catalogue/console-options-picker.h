/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-catalogue-reader.h"
#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_OPTIONS_PICKER (console_options_picker_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOptionsPicker, console_options_picker, CONSOLE, OPTIONS_PICKER, AdwActionRow)

ConsoleFieldEditor *console_options_picker_new (const ConsoleCatalogue *catalogue,
                                                gint64 own_group);

G_END_DECLS
