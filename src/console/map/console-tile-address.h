/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which piece of a map, and where it is fetched from. Plain values for any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The side of a tile in pixels. */
#define CONSOLE_TILE_SIDE 256

/** The deepest zoom at which there are tiles. */
#define CONSOLE_TILE_MOST_ZOOM 19

/**
 * ConsoleTile:
 * @zoom: 0 for the whole world on one tile
 * @column: from the west
 * @row: from the north
 *
 * A square of the world in the projection of web maps.
 */
typedef struct
{
  int zoom;
  int column;
  int row;
} ConsoleTile;

gboolean console_tile_is_valid (const ConsoleTile *self);
gboolean console_tile_address_is_usable (const char *address);
char *console_tile_address_expand (const char *address,
                                   const ConsoleTile *tile);

G_END_DECLS
