/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"
#include "console-thumbnails.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_PICTURES_EDITOR (console_pictures_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsolePicturesEditor, console_pictures_editor, CONSOLE, PICTURES_EDITOR, AdwPreferencesRow)

ConsoleFieldEditor *console_pictures_editor_new (ConsoleContext *context,
                                                 ConsoleThumbnails *thumbnails);
void console_pictures_editor_set_store (ConsolePicturesEditor *self,
                                        gint64 store);
void console_pictures_editor_add_file (ConsolePicturesEditor *self,
                                       GFile *file);
void console_pictures_editor_paste (ConsolePicturesEditor *self);
gboolean console_pictures_editor_is_busy (ConsolePicturesEditor *self);

G_END_DECLS
