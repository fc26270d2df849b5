/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the first bytes of a picture say about it: its type and size. Nothing is decoded. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The most pixels of a picture: a small file may claim a size that nobody could decode. */
#define SERVER_IMAGE_MAXIMUM_PIXELS (50 * 1000 * 1000)

/**
 * ServerImageHeader:
 * @content_type: `image/jpeg`, `image/png` or `image/webp`
 * @width: in pixels, at least 1
 * @height: in pixels, at least 1
 */
typedef struct
{
  const char *content_type;
  guint width;
  guint height;
} ServerImageHeader;

gboolean server_image_header_parse (const guint8 *data,
                                    gsize length,
                                    ServerImageHeader *ret_header);

G_END_DECLS
