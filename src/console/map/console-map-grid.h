/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include <shumate/shumate.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_MAP_GRID (console_map_grid_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleMapGrid, console_map_grid, CONSOLE, MAP_GRID, ShumateLayer)

ShumateLayer *console_map_grid_new (ShumateViewport *viewport);

G_END_DECLS
