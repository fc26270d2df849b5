/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A map in one file that the shop has put in place: MBTiles, a SQLite database of tiles. Any thread, several at a time; never
 * the main one, since a file may be slow. */

#pragma once

#include "console-tile-address.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

typedef struct _ConsoleTileArchive ConsoleTileArchive;

ConsoleTileArchive *console_tile_archive_open (const char *path,
                                               GError **error);
ConsoleTileArchive *console_tile_archive_ref (ConsoleTileArchive *self);
void console_tile_archive_unref (ConsoleTileArchive *self);
const char *console_tile_archive_get_attribution (ConsoleTileArchive *self);
GdkPixbuf *console_tile_archive_read (ConsoleTileArchive *self,
                                      const ConsoleTile *tile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleTileArchive, console_tile_archive_unref)

G_END_DECLS
