/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures between files and pixels, with sentences for whoever chose a file that is none. Pure functions; they take a while,
 * so they are for threads beside the main one. */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/** The longest file that is read, in bytes. */
#define CONSOLE_PICTURE_MAXIMUM_BYTES (64 * 1024 * 1024)

/** What a pixel of console_picture_dup_pixels() takes. */
#define CONSOLE_PICTURE_PIXEL_BYTES 3

GdkPixbuf *console_picture_decode (GBytes *content,
                                   int side,
                                   GError **error);
GdkPixbuf *console_picture_crop_to_square (GdkPixbuf *picture);
GBytes *console_picture_encode (GdkPixbuf *picture,
                                GError **error);
GBytes *console_picture_prepare (GBytes *content,
                                 GError **error);
GBytes *console_picture_dup_pixels (GdkPixbuf *picture);

G_END_DECLS
