/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tile server of the tests' own: every tile is a picture of one colour, made of its place. It notes what it was asked, and
 * behaves badly on demand. Lives on the main context of the test. */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

typedef struct _TileServer TileServer;

/**
 * TileServerMood:
 * @TILE_SERVER_GOOD: answers, or says that the tile has not changed
 * @TILE_SERVER_SILENT: does not answer until another mood is set
 * @TILE_SERVER_PORTAL: answers everything with a web page and 200
 * @TILE_SERVER_MISSING: has no tiles
 * @TILE_SERVER_BROKEN: 503
 * @TILE_SERVER_DRIPPING: begins to answer, and never comes to the end
 */
typedef enum
{
  TILE_SERVER_GOOD,
  TILE_SERVER_SILENT,
  TILE_SERVER_PORTAL,
  TILE_SERVER_MISSING,
  TILE_SERVER_BROKEN,
  TILE_SERVER_DRIPPING,
} TileServerMood;

TileServer *tile_server_new (void);
void tile_server_free (TileServer *self);
const char *tile_server_get_address (TileServer *self);
void tile_server_set_mood (TileServer *self,
                           TileServerMood mood);
void tile_server_set_cache_control (TileServer *self,
                                    const char *control);
guint tile_server_count_requests (TileServer *self);
guint tile_server_count_unchanged (TileServer *self);
guint tile_server_count_waiting (TileServer *self);
const char *tile_server_get_user_agent (TileServer *self);

GBytes *tile_server_create_picture (int zoom,
                                    int column,
                                    int row);
guint tile_server_get_colour (GdkPixbuf *picture,
                              int x,
                              int y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TileServer, tile_server_free)

G_END_DECLS
