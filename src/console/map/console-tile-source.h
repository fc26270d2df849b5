/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-tiles.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_TILE_SOURCE (console_tile_source_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleTileSource, console_tile_source, CONSOLE, TILE_SOURCE, ShumateMapSource)

ShumateMapSource *console_tile_source_new (ConsoleTiles *tiles);

G_END_DECLS
