/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsolePositionPicker:
 *
 * Signals: `picked (double latitude, double longitude)`: a person chose a place.
 */
#define CONSOLE_TYPE_POSITION_PICKER (console_position_picker_get_type ())

G_DECLARE_FINAL_TYPE (ConsolePositionPicker, console_position_picker, CONSOLE, POSITION_PICKER, AdwBin)

GtkWidget *console_position_picker_new (ConsoleContext *context);
void console_position_picker_show (ConsolePositionPicker *self,
                                   double latitude,
                                   double longitude);
void console_position_picker_look_at (ConsolePositionPicker *self,
                                      double latitude,
                                      double longitude);

G_END_DECLS
