/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures that maps are made of: from a file that the shop has put in place, from what was fetched before, or from a tile
 * server. Main thread. */

#pragma once

#include "console-tile-address.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ConsoleTilesState:
 * @CONSOLE_TILES_GOOD: nothing is known to be wrong
 * @CONSOLE_TILES_NO_SOURCE: there is neither a file nor an address
 * @CONSOLE_TILES_OFFLINE: the console stays away from the network
 * @CONSOLE_TILES_UNREACHABLE: the tile server does not answer
 * @CONSOLE_TILES_REFUSED: the tile server answers with a failure
 * @CONSOLE_TILES_NO_PICTURES: the tile server answers with something that is no picture
 * @CONSOLE_TILES_MISSING: the tile server has no tile of that place
 * @CONSOLE_TILES_BAD_FILE: the file is no map
 *
 * Why a map may be empty.
 */
typedef enum
{
  CONSOLE_TILES_GOOD,
  CONSOLE_TILES_NO_SOURCE,
  CONSOLE_TILES_OFFLINE,
  CONSOLE_TILES_UNREACHABLE,
  CONSOLE_TILES_REFUSED,
  CONSOLE_TILES_NO_PICTURES,
  CONSOLE_TILES_MISSING,
  CONSOLE_TILES_BAD_FILE,
} ConsoleTilesState;

/**
 * ConsoleTiles:
 *
 * Properties: `state` (int, a #ConsoleTilesState; notifies).
 *
 * Signals: `changed`: tiles come from elsewhere now, or those that failed may be asked for again.
 */
#define CONSOLE_TYPE_TILES (console_tiles_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleTiles, console_tiles, CONSOLE, TILES, GObject)

ConsoleTiles *console_tiles_new (const char *folder);
void console_tiles_set_folder (ConsoleTiles *self,
                               const char *folder);
void console_tiles_set_address (ConsoleTiles *self,
                                const char *address,
                                const char *attribution);
void console_tiles_set_contact (ConsoleTiles *self,
                                const char *contact);
void console_tiles_set_archive (ConsoleTiles *self,
                                const char *path);
void console_tiles_set_offline (ConsoleTiles *self,
                                gboolean offline);
void console_tiles_set_patience (ConsoleTiles *self,
                                 guint answer_seconds,
                                 guint pause_milliseconds);
ConsoleTilesState console_tiles_get_state (ConsoleTiles *self);
char *console_tiles_dup_attribution (ConsoleTiles *self);

void console_tiles_load_async (ConsoleTiles *self,
                               const ConsoleTile *tile,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GdkPixbuf *console_tiles_load_finish (ConsoleTiles *self,
                                      GAsyncResult *result,
                                      GError **error);

G_END_DECLS
