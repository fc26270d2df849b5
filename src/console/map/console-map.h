/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <adwaita.h>
#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * ConsoleMapBox:
 * @south: degrees north
 * @west: degrees east
 * @north: degrees north
 * @east: degrees east
 *
 * A part of the world. Initialise with %CONSOLE_MAP_BOX_INIT.
 */
typedef struct
{
  double south;
  double west;
  double north;
  double east;
} ConsoleMapBox;

/** A box with nothing in it. */
#define CONSOLE_MAP_BOX_INIT { 91, 181, -91, -181 }

void console_map_box_include (ConsoleMapBox *self,
                              double latitude,
                              double longitude);
gboolean console_map_box_is_empty (const ConsoleMapBox *self);

#define CONSOLE_TYPE_MAP (console_map_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleMap, console_map, CONSOLE, MAP, AdwBin)

void console_map_set_context (ConsoleMap *self,
                              ConsoleContext *context);
ShumateViewport *console_map_get_viewport (ConsoleMap *self);
void console_map_add_layer (ConsoleMap *self,
                            ShumateLayer *layer);
void console_map_show (ConsoleMap *self,
                       double latitude,
                       double longitude,
                       double zoom);
void console_map_reveal (ConsoleMap *self,
                         double latitude,
                         double longitude);
gboolean console_map_is_fitted (ConsoleMap *self);
void console_map_fit (ConsoleMap *self,
                      const ConsoleMapBox *box);

G_END_DECLS
