/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads MBTiles 1.3 with pictures in it. Where the file ends, its deepest tiles are enlarged. The file is somebody else's: it
 * is opened for reading only, and what it says is taken for text. */

#include "config.h"

#include "console-tile-archive.h"

#include "bakery-connection.h"
#include "console-picture-codec.h"

#include <glib/gi18n.h>

/* How many times a tile may be enlarged by two. */
#define MOST_ENLARGED 5

struct _ConsoleTileArchive
{
  gatomicrefcount   references;
  GMutex            mutex;      /* over the connection */
  BakeryConnection *connection;
  char             *attribution;
  int               deepest;
};

static BakeryStatement *
select_row (ConsoleTileArchive *self,
            const char         *sql,
            const ConsoleTile  *tile)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (self->connection, sql, NULL);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;

  /* Rows are counted from the south. */
  if (tile != NULL)
    {
      bakery_statement_bind_int (statement, 1, tile->zoom);
      bakery_statement_bind_int (statement, 2, tile->column);
      bakery_statement_bind_int (statement, 3, (1 << tile->zoom) - 1 - tile->row);
    }
  if (!bakery_statement_step (statement, &has_row, NULL) || !has_row)
    return NULL;

  return g_steal_pointer (&statement);
}

/* Many files have links in it. */
static char *
strip_tags (const char *markup)
{
  g_autoptr(GRegex) tag = g_regex_new ("<[^>]*>", 0, 0, NULL);

  return g_regex_replace_literal (tag, markup, -1, 0, "", 0, NULL);
}

static void
read_description (ConsoleTileArchive *self)
{
  g_autoptr(BakeryStatement) attribution =
    select_row (self, "SELECT value FROM metadata WHERE name = 'attribution'", NULL);
  g_autoptr(BakeryStatement) deepest = select_row (self, "SELECT max(zoom_level) FROM tiles", NULL);
  const char *text = attribution != NULL ? bakery_statement_peek_text (attribution, 0) : NULL;

  self->attribution = text != NULL && g_utf8_validate (text, -1, NULL) ? strip_tags (text) : g_strdup ("");
  self->deepest = deepest != NULL ? (int) CLAMP (bakery_statement_get_int (deepest, 0), 0, CONSOLE_TILE_MOST_ZOOM) : 0;
}

static gboolean
has_tiles (ConsoleTileArchive *self,
           GError            **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (self->connection,
                               "SELECT tile_data FROM tiles WHERE zoom_level = $1 AND tile_column = $2 AND tile_row = $3",
                               error);

  return statement != NULL;
}

/**
 * console_tile_archive_open:
 * @path: a file
 * @error: why it is no map
 *
 * Returns: (transfer full) (nullable): the map
 */
ConsoleTileArchive *
console_tile_archive_open (const char *path,
                           GError    **error)
{
  g_autoptr(ConsoleTileArchive) self = g_new0 (ConsoleTileArchive, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->connection = bakery_connection_open (path, BAKERY_CONNECTION_READ_ONLY, error);
  if (self->connection == NULL || !has_tiles (self, error))
    {
      g_prefix_error (error, _("“%s” is no map in the MBTiles format. "), path);
      return NULL;
    }

  read_description (self);

  return g_steal_pointer (&self);
}

/**
 * console_tile_archive_ref:
 * @self: a map
 *
 * Returns: (transfer full): the same one
 */
ConsoleTileArchive *
console_tile_archive_ref (ConsoleTileArchive *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * console_tile_archive_unref:
 * @self: (transfer full): a map
 */
void
console_tile_archive_unref (ConsoleTileArchive *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->connection, bakery_connection_close);
  g_mutex_clear (&self->mutex);
  g_free (self->attribution);
  g_free (self);
}

/**
 * console_tile_archive_get_attribution:
 * @self: a map
 *
 * Returns: (transfer none): whom to thank for the map, plain text; "" when the file does not say
 */
const char *
console_tile_archive_get_attribution (ConsoleTileArchive *self)
{
  return self->attribution;
}

static GBytes *
read_content (ConsoleTileArchive *self,
              const ConsoleTile  *tile)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(BakeryStatement) statement =
    select_row (self, "SELECT tile_data FROM tiles WHERE zoom_level = $1 AND tile_column = $2 AND tile_row = $3", tile);
  gconstpointer data;
  gsize length;

  if (statement == NULL)
    return NULL;

  data = bakery_statement_peek_blob (statement, 0, &length);

  return g_bytes_new (data, length);
}

/* The part of a tile that another one, deeper by @levels, shows. */
static GdkPixbuf *
enlarge (GdkPixbuf         *picture,
         const ConsoleTile *tile,
         int                levels)
{
  const int side = MAX (MIN (gdk_pixbuf_get_width (picture), gdk_pixbuf_get_height (picture)) >> levels, 1);
  const int mask = (1 << levels) - 1;
  g_autoptr(GdkPixbuf) part =
    gdk_pixbuf_new_subpixbuf (picture, (tile->column & mask) * side, (tile->row & mask) * side, side, side);

  return gdk_pixbuf_scale_simple (part, CONSOLE_TILE_SIDE, CONSOLE_TILE_SIDE, GDK_INTERP_BILINEAR);
}

/**
 * console_tile_archive_read:
 * @self: a map
 * @tile: which tile
 *
 * Returns: (transfer full) (nullable): its picture, if the file has it
 */
GdkPixbuf *
console_tile_archive_read (ConsoleTileArchive *self,
                           const ConsoleTile  *tile)
{
  const int levels = MAX (tile->zoom - self->deepest, 0);
  const ConsoleTile there = { tile->zoom - levels, tile->column >> levels, tile->row >> levels };
  g_autoptr(GBytes) content = levels <= MOST_ENLARGED ? read_content (self, &there) : NULL;
  g_autoptr(GdkPixbuf) picture = content != NULL ? console_picture_decode (content, G_MAXINT, NULL) : NULL;

  if (picture == NULL || gdk_pixbuf_get_width (picture) < 1 << levels || gdk_pixbuf_get_height (picture) < 1 << levels)
    return NULL;

  return levels > 0 ? enlarge (picture, tile, levels) : g_steal_pointer (&picture);
}
