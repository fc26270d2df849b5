/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-cake.h"
#include "console-context.h"
#include "console-thumbnails.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleCakeEditor:
 *
 * Signals: `closed`: somebody wants to leave.
 */
#define CONSOLE_TYPE_CAKE_EDITOR (console_cake_editor_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCakeEditor, console_cake_editor, CONSOLE, CAKE_EDITOR, AdwBin)

void console_cake_editor_set_up (ConsoleCakeEditor *self,
                                 ConsoleContext *context,
                                 ConsoleThumbnails *thumbnails);
void console_cake_editor_show (ConsoleCakeEditor *self,
                               gint64 cake);
void console_cake_editor_create (ConsoleCakeEditor *self,
                                 const BakeryCake *initial);
void console_cake_editor_edit_group (ConsoleCakeEditor *self,
                                     gint64 group);
const BakeryCake *console_cake_editor_get_cake (ConsoleCakeEditor *self);
void console_cake_editor_add_picture (ConsoleCakeEditor *self,
                                      GFile *file);

G_END_DECLS
