/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tiles that were fetched, on the disk of this computer. Any thread, several at a time; never the main one. */

#pragma once

#include "console-tile-address.h"

G_BEGIN_DECLS

typedef struct _ConsoleTileCache ConsoleTileCache;

/**
 * ConsoleCachedTile:
 * @content: (owned): the picture's file
 * @etag: (owned) (nullable): what the server calls this version
 * @last_modified: (owned) (nullable): when the server says it was made
 * @fresh_until: microseconds since 1970; until then the server need not be asked
 *
 * A tile as it was fetched.
 */
typedef struct
{
  GBytes *content;
  char *etag;
  char *last_modified;
  gint64 fresh_until;
} ConsoleCachedTile;

void console_cached_tile_free (ConsoleCachedTile *self);

ConsoleTileCache *console_tile_cache_new (const char *folder,
                                          gint64 most_bytes);
ConsoleTileCache *console_tile_cache_ref (ConsoleTileCache *self);
void console_tile_cache_unref (ConsoleTileCache *self);
ConsoleCachedTile *console_tile_cache_find (ConsoleTileCache *self,
                                            const char *address,
                                            const ConsoleTile *tile,
                                            gint64 now);
void console_tile_cache_put (ConsoleTileCache *self,
                             const char *address,
                             const ConsoleTile *tile,
                             const ConsoleCachedTile *cached,
                             gint64 now);
void console_tile_cache_renew (ConsoleTileCache *self,
                               const char *address,
                               const ConsoleTile *tile,
                               gint64 fresh_until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleCachedTile, console_cached_tile_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleTileCache, console_tile_cache_unref)

G_END_DECLS
