/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps tiles in a database of their own, opened when the first is asked for. What was not looked at for the longest time
 * goes when there is no more room. Whatever fails is as if the tile were not there: the server has it; a damaged file is
 * begun anew. */

#include "config.h"

#include "console-tile-cache.h"

#include "bakery-connection.h"
#include "bakery-time.h"

#include <glib/gstdio.h>

#define SCHEMA \
  "CREATE TABLE IF NOT EXISTS tiles (address TEXT NOT NULL, zoom INTEGER NOT NULL, \"column\" INTEGER NOT NULL, " \
  "\"row\" INTEGER NOT NULL, content BLOB NOT NULL, etag TEXT, last_modified TEXT, fresh_until INTEGER NOT NULL, " \
  "used_at INTEGER NOT NULL, UNIQUE (address, zoom, \"column\", \"row\")) STRICT;" \
  "CREATE INDEX IF NOT EXISTS tiles_used ON tiles (used_at);"

#define COUNT_BYTES "SELECT coalesce(sum(length(content)), 0) FROM tiles"

#define WHERE " WHERE address = $1 AND zoom = $2 AND \"column\" = $3 AND \"row\" = $4"

/* That a tile was looked at is written down so often at most. */
#define USE_PRECISION BAKERY_HOUR

/* When there is no more room, so much of it is made free, in percent. */
#define ROOM_MADE 10

struct _ConsoleTileCache
{
  gatomicrefcount   references;
  GMutex            mutex;      /* over all that follows */
  char             *folder;
  BakeryConnection *connection;
  gint64            bytes;
  gint64            most_bytes;
  gboolean          is_tried;
};

/**
 * console_cached_tile_free:
 * @self: (transfer full): a tile
 */
void
console_cached_tile_free (ConsoleCachedTile *self)
{
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self);
}

/**
 * console_tile_cache_new:
 * @folder: where to keep the file; made when it is missing
 * @most_bytes: how much room the tiles may take
 *
 * Returns: (transfer full): a cache that has opened nothing yet
 */
ConsoleTileCache *
console_tile_cache_new (const char *folder,
                        gint64      most_bytes)
{
  ConsoleTileCache *self = g_new0 (ConsoleTileCache, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->folder = g_strdup (folder);
  self->most_bytes = most_bytes;

  return self;
}

/**
 * console_tile_cache_ref:
 * @self: a cache
 *
 * Returns: (transfer full): the same one
 */
ConsoleTileCache *
console_tile_cache_ref (ConsoleTileCache *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * console_tile_cache_unref:
 * @self: (transfer full): a cache
 */
void
console_tile_cache_unref (ConsoleTileCache *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->connection, bakery_connection_close);
  g_mutex_clear (&self->mutex);
  g_free (self->folder);
  g_free (self);
}

/* With the mutex: */

static gboolean
read_int (ConsoleTileCache *self,
          const char       *sql,
          gint64           *ret_value)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (self->connection, sql, NULL);
  gboolean has_row = FALSE;

  if (statement == NULL || !bakery_statement_step (statement, &has_row, NULL) || !has_row)
    return FALSE;

  *ret_value = bakery_statement_get_int (statement, 0);
  return TRUE;
}

static gboolean
try_open (ConsoleTileCache *self,
          const char       *path)
{
  self->connection = bakery_connection_open (path, BAKERY_CONNECTION_CREATE | BAKERY_CONNECTION_RELAXED, NULL);
  if (self->connection != NULL
      && bakery_connection_execute_script (self->connection, SCHEMA, NULL)
      && read_int (self, COUNT_BYTES, &self->bytes))
    return TRUE;

  g_clear_pointer (&self->connection, bakery_connection_close);
  return FALSE;
}

static void
remove_files (const char *path)
{
  const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static gboolean
ensure_open (ConsoleTileCache *self)
{
  g_autofree char *path = NULL;

  if (self->is_tried)
    return self->connection != NULL;

  self->is_tried = TRUE;
  path = g_build_filename (self->folder, "tiles.db", NULL);
  if (g_mkdir_with_parents (self->folder, 0700) != 0 || try_open (self, path))
    return self->connection != NULL;

  remove_files (path);

  return try_open (self, path);
}

static BakeryStatement *
prepare (ConsoleTileCache  *self,
         const char        *sql,
         const char        *address,
         const ConsoleTile *tile)
{
  BakeryStatement *statement = ensure_open (self) ? bakery_connection_prepare (self->connection, sql, NULL) : NULL;

  if (statement != NULL)
    {
      bakery_statement_bind_text (statement, 1, address);
      bakery_statement_bind_int (statement, 2, tile->zoom);
      bakery_statement_bind_int (statement, 3, tile->column);
      bakery_statement_bind_int (statement, 4, tile->row);
    }

  return statement;
}

static void
note_use (ConsoleTileCache  *self,
          const char        *address,
          const ConsoleTile *tile,
          gint64             now)
{
  g_autoptr(BakeryStatement) statement = prepare (self, "UPDATE tiles SET used_at = $5" WHERE, address, tile);

  if (statement != NULL)
    {
      bakery_statement_bind_int (statement, 5, now);
      bakery_statement_run (statement, NULL);
    }
}

/* Forgets tiles, those looked at least recently first, until there is room again. */
static void
make_room (ConsoleTileCache *self)
{
  const gint64 wanted = self->most_bytes - self->most_bytes * ROOM_MADE / 100;
  g_autoptr(BakeryStatement) statement = NULL;

  /* What was replaced has been counted twice. */
  if (self->bytes <= self->most_bytes || !read_int (self, COUNT_BYTES, &self->bytes) || self->bytes <= self->most_bytes)
    return;

  statement = bakery_connection_prepare (self->connection,
                                         "DELETE FROM tiles WHERE rowid IN (SELECT id FROM (SELECT rowid AS id, "
                                         "sum(length(content)) OVER (ORDER BY used_at, rowid) AS freed, "
                                         "length(content) AS own FROM tiles) WHERE freed - own < $1)", NULL);
  if (statement == NULL)
    return;

  bakery_statement_bind_int (statement, 1, self->bytes - wanted);
  bakery_statement_run (statement, NULL);
  read_int (self, COUNT_BYTES, &self->bytes);
}

static void
bind_content (BakeryStatement         *statement,
              const ConsoleCachedTile *cached,
              gint64                   now)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (cached->content, &length);

  bakery_statement_bind_blob (statement, 5, data, length);
  bakery_statement_bind_text (statement, 6, cached->etag);
  bakery_statement_bind_text (statement, 7, cached->last_modified);
  bakery_statement_bind_int (statement, 8, cached->fresh_until);
  bakery_statement_bind_int (statement, 9, now);
}

/**
 * console_tile_cache_find:
 * @self: a cache
 * @address: where tiles come from
 * @tile: which tile
 * @now: microseconds since 1970
 *
 * Returns: (transfer full) (nullable): the tile, if it was fetched
 */
ConsoleCachedTile *
console_tile_cache_find (ConsoleTileCache  *self,
                         const char        *address,
                         const ConsoleTile *tile,
                         gint64             now)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(BakeryStatement) statement =
    prepare (self, "SELECT content, etag, last_modified, fresh_until, used_at FROM tiles" WHERE, address, tile);
  gboolean has_row = FALSE;
  ConsoleCachedTile *cached;
  gconstpointer data;
  gsize length;

  if (statement == NULL || !bakery_statement_step (statement, &has_row, NULL) || !has_row)
    return NULL;

  cached = g_new0 (ConsoleCachedTile, 1);
  data = bakery_statement_peek_blob (statement, 0, &length);
  cached->content = g_bytes_new (data, length);
  cached->etag = bakery_statement_dup_text (statement, 1);
  cached->last_modified = bakery_statement_dup_text (statement, 2);
  cached->fresh_until = bakery_statement_get_int (statement, 3);
  if (now - bakery_statement_get_int (statement, 4) >= USE_PRECISION)
    {
      g_clear_pointer (&statement, bakery_statement_release);
      note_use (self, address, tile, now);
    }

  return cached;
}

/**
 * console_tile_cache_put:
 * @self: a cache
 * @address: where tiles come from
 * @tile: which tile
 * @cached: what was fetched
 * @now: microseconds since 1970
 *
 * Keeps a tile, instead of an earlier version of it.
 */
void
console_tile_cache_put (ConsoleTileCache        *self,
                        const char              *address,
                        const ConsoleTile       *tile,
                        const ConsoleCachedTile *cached,
                        gint64                   now)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(BakeryStatement) statement =
    prepare (self, "INSERT OR REPLACE INTO tiles VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", address, tile);

  if (statement == NULL)
    return;

  bind_content (statement, cached, now);
  if (bakery_statement_run (statement, NULL))
    {
      self->bytes += (gint64) g_bytes_get_size (cached->content);
      g_clear_pointer (&statement, bakery_statement_release);
      make_room (self);
    }
}

/**
 * console_tile_cache_renew:
 * @self: a cache
 * @address: where tiles come from
 * @tile: which tile
 * @fresh_until: microseconds since 1970
 *
 * Notes that the server still has the version that is kept.
 */
void
console_tile_cache_renew (ConsoleTileCache  *self,
                          const char        *address,
                          const ConsoleTile *tile,
                          gint64             fresh_until)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(BakeryStatement) statement = prepare (self, "UPDATE tiles SET fresh_until = $5" WHERE, address, tile);

  if (statement != NULL)
    {
      bakery_statement_bind_int (statement, 5, fresh_until);
      bakery_statement_run (statement, NULL);
    }
}
