/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A town for the map of the demo, drawn by us, since the tour asks nobody for tiles: streets, parks and a river around the
 * demo's stores, as a file in the MBTiles format. Main thread. */

#include "config.h"

#include "console-tour-private.h"

#include "bakery-connection.h"
#include "console-tile-address.h"

#include <glib/gstdio.h>
#include <math.h>

/* How far around the first store of the demo the town reaches, in degrees. */
#define LATITUDE 19.0544
#define LONGITUDE 72.8295
#define REACH .14

#define TOWN "town.mbtiles"

#define LEAST_ZOOM 10
#define MOST_ZOOM 14

/* Between two streets, and how much wider every fourth one is, in tiles of MOST_ZOOM. */
#define BLOCK .3
#define STREET .035

#define CREATE                                                                                                         \
  "CREATE TABLE metadata (name TEXT, value TEXT);"                                                                     \
  "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"                    \
  "INSERT INTO metadata VALUES ('attribution', 'A town that does not exist');"

static double
get_column (double longitude)
{
  return (longitude + 180) / 360 * (1 << MOST_ZOOM);
}

static double
get_row (double latitude)
{
  return (1 - asinh (tan (latitude * G_PI / 180)) / G_PI) / 2 * (1 << MOST_ZOOM);
}

/* From here on lengths are those of a tile of MOST_ZOOM. */

static void
draw_blocks (cairo_t *cr,
             int      left,
             int      top,
             int      size)
{
  for (int i = (int) floor (left / BLOCK); i <= (left + size) / BLOCK; i++)
    for (int j = (int) floor (top / BLOCK); j <= (top + size) / BLOCK; j++)
      {
        const guint chance = (guint) (i * 7919 + j * 104729) % 11;

        if (chance > 1)
          continue;
        cairo_rectangle (cr, i * BLOCK, j * BLOCK, BLOCK * (1 + chance), BLOCK);
        cairo_set_source_rgb (cr, .80, .90, .75);
        cairo_fill (cr);
      }
}

static void
draw_river (cairo_t *cr,
            int      left,
            int      size)
{
  for (double x = left - 1; x <= left + size + 1; x += .1)
    cairo_line_to (cr, x, get_row (LATITUDE - .035) + sin (x * .9) * .5 + sin (x * .23));
  cairo_set_source_rgb (cr, .67, .83, .90);
  cairo_set_line_width (cr, .22);
  cairo_stroke (cr);
}

static void
draw_streets (cairo_t *cr,
              int      left,
              int      top,
              int      size)
{
  for (int i = (int) floor (MIN (left, top) / BLOCK); i <= (MAX (left, top) + size) / BLOCK; i++)
    {
      cairo_move_to (cr, i * BLOCK, top);
      cairo_line_to (cr, i * BLOCK, top + size);
      cairo_move_to (cr, left, i * BLOCK);
      cairo_line_to (cr, left + size, i * BLOCK);
      if (i % 4 == 0)
        cairo_set_source_rgb (cr, .98, .87, .60);
      else
        cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_set_line_width (cr, i % 4 == 0 ? 1.6 * STREET : STREET);
      cairo_stroke (cr);
    }
}

static cairo_status_t
write_cb (void                *content,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (content, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw_tile (const ConsoleTile *tile)
{
  const int size = 1 << (MOST_ZOOM - tile->zoom);
  const int left = tile->column * size;
  const int top = tile->row * size;
  GByteArray *content = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, CONSOLE_TILE_SIDE, CONSOLE_TILE_SIDE);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, .95, .94, .91);
  cairo_paint (cr);
  cairo_scale (cr, CONSOLE_TILE_SIDE / (double) size, CONSOLE_TILE_SIDE / (double) size);
  cairo_translate (cr, -left, -top);
  draw_blocks (cr, left, top, size);
  draw_river (cr, left, size);
  draw_streets (cr, left, top, size);
  cairo_surface_write_to_png_stream (surface, write_cb, content);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (content);
}

/* Rows are counted from the south. */
static gboolean
add_tile (BakeryConnection  *connection,
          const ConsoleTile *tile)
{
  g_autoptr(GBytes) content = draw_tile (tile);
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (connection, "INSERT INTO tiles VALUES ($1, $2, $3, $4)", NULL);

  if (insert == NULL)
    return FALSE;

  bakery_statement_bind_int (insert, 1, tile->zoom);
  bakery_statement_bind_int (insert, 2, tile->column);
  bakery_statement_bind_int (insert, 3, (1 << tile->zoom) - 1 - tile->row);
  bakery_statement_bind_blob (insert, 4, g_bytes_get_data (content, NULL), g_bytes_get_size (content));

  return bakery_statement_run (insert, NULL);
}

static gboolean
add_tiles (BakeryConnection *connection,
           int               zoom)
{
  const double size = 1 << (MOST_ZOOM - zoom);
  const int last_column = (int) (get_column (LONGITUDE + REACH) / size);
  const int last_row = (int) (get_row (LATITUDE - REACH) / size);

  for (int column = (int) (get_column (LONGITUDE - REACH) / size); column <= last_column; column++)
    for (int row = (int) (get_row (LATITUDE + REACH) / size); row <= last_row; row++)
      {
        const ConsoleTile tile = { zoom, column, row };

        if (!add_tile (connection, &tile))
          return FALSE;
      }

  return TRUE;
}

static gboolean
draw_town (BakeryConnection *connection,
           gpointer          unused,
           GError          **error)
{
  if (!bakery_connection_execute_script (connection, CREATE, error))
    return FALSE;

  for (int zoom = LEAST_ZOOM; zoom <= MOST_ZOOM; zoom++)
    {
      if (!add_tiles (connection, zoom))
        return FALSE;
    }

  return TRUE;
}

/**
 * console_tour_draw_town:
 * @folder: where there is room for it
 *
 * Draws a map of the town where the demo is.
 *
 * Returns: (transfer full) (nullable): the file with the map
 */
char *
console_tour_draw_town (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, TOWN, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) connection = NULL;

  console_tour_remove_town (folder);
  connection = bakery_connection_open (path, BAKERY_CONNECTION_CREATE | BAKERY_CONNECTION_RELAXED, &error);
  if (connection != NULL && bakery_connection_transaction (connection, draw_town, NULL, &error))
    return g_steal_pointer (&path);

  g_warning ("The town cannot be drawn: %s", error != NULL ? error->message : path);

  return NULL;
}

/**
 * console_tour_remove_town:
 * @folder: where it was drawn
 *
 * Removes the file with the map.
 */
void
console_tour_remove_town (const char *folder)
{
  static const char *const names[] = { TOWN, TOWN "-wal", TOWN "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
}
