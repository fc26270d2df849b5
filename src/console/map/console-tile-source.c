/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hands the console's tiles to libshumate. Where they come from is the business of console-tiles.c. Main thread. */

#include "config.h"

#include "console-tile-source.h"

struct _ConsoleTileSource
{
  ShumateMapSource parent_instance;

  /* Owned */
  ConsoleTiles *tiles;
};

G_DEFINE_FINAL_TYPE (ConsoleTileSource, console_tile_source, SHUMATE_TYPE_MAP_SOURCE)

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ShumateTile *tile = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GdkPixbuf) picture = console_tiles_load_finish (CONSOLE_TILES (source), result, &error);
  g_autoptr(GdkTexture) texture = NULL;

  if (picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  texture = gdk_texture_new_for_pixbuf (picture);
  shumate_tile_set_paintable (tile, GDK_PAINTABLE (texture));
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);
}

static void
console_tile_source_fill_tile_async (ShumateMapSource   *source,
                                     ShumateTile        *tile,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  ConsoleTileSource *self = CONSOLE_TILE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const ConsoleTile wanted = {
    (int) shumate_tile_get_zoom_level (tile), (int) shumate_tile_get_x (tile), (int) shumate_tile_get_y (tile),
  };

  g_task_set_source_tag (task, console_tile_source_fill_tile_async);
  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  console_tiles_load_async (self->tiles, &wanted, cancellable, loaded_cb, task);
}

static gboolean
console_tile_source_fill_tile_finish (ShumateMapSource *source,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
console_tile_source_finalize (GObject *object)
{
  g_clear_object (&CONSOLE_TILE_SOURCE (object)->tiles);

  G_OBJECT_CLASS (console_tile_source_parent_class)->finalize (object);
}

static void
console_tile_source_class_init (ConsoleTileSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_tile_source_finalize;
  source_class->fill_tile_async = console_tile_source_fill_tile_async;
  source_class->fill_tile_finish = console_tile_source_fill_tile_finish;
}

static void
console_tile_source_init (ConsoleTileSource *self)
{
}

/**
 * console_tile_source_new:
 * @tiles: where the tiles come from
 *
 * Returns: (transfer full): a source for the layers and the viewport of a map
 */
ShumateMapSource *
console_tile_source_new (ConsoleTiles *tiles)
{
  ConsoleTileSource *self = g_object_new (CONSOLE_TYPE_TILE_SOURCE,
                                          "id", "tiles",
                                          "name", "tiles",
                                          "min-zoom-level", 1,
                                          "max-zoom-level", CONSOLE_TILE_MOST_ZOOM,
                                          "tile-size", CONSOLE_TILE_SIDE,
                                          "projection", SHUMATE_MAP_PROJECTION_MERCATOR,
                                          NULL);

  self->tiles = g_object_ref (tiles);

  return SHUMATE_MAP_SOURCE (self);
}
