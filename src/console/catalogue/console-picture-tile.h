/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-picture-upload.h"
#include "console-thumbnails.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsolePictureTile:
 *
 * Signals: `removed`; `moved (int by)`: somebody wants it that many places on; `dropped (gpointer tile)`: another tile shall
 * stand where it is; `uploaded`: it has an id now.
 */
#define CONSOLE_TYPE_PICTURE_TILE (console_picture_tile_get_type ())

G_DECLARE_FINAL_TYPE (ConsolePictureTile, console_picture_tile, CONSOLE, PICTURE_TILE, GtkWidget)

GtkWidget *console_picture_tile_new (ConsoleThumbnails *thumbnails);
void console_picture_tile_show_image (ConsolePictureTile *self,
                                      gint64 image);
void console_picture_tile_show_upload (ConsolePictureTile *self,
                                       ConsolePictureUpload *upload);
gint64 console_picture_tile_get_image (ConsolePictureTile *self);
void console_picture_tile_set_place (ConsolePictureTile *self,
                                     guint position,
                                     guint n_tiles);

G_END_DECLS
