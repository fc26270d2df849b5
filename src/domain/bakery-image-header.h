/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the first bytes of a picture say about it: its type and size. Nothing is decoded. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The most pixels of a picture: a small file may claim a size that nobody could decode. */
#define BAKERY_IMAGE_MAXIMUM_PIXELS (50 * 1000 * 1000)

/**
 * BakeryImageHeader:
 * @content_type: `image/jpeg`, `image/png` or `image/webp`
 * @width: in pixels, at least 1
 * @height: in pixels, at least 1
 */
typedef struct
{
  const char *content_type;
  guint width;
  guint height;
} BakeryImageHeader;

/**
 * BakeryImageVerdict:
 * @BAKERY_IMAGE_WHOLE: a picture that is taken
 * @BAKERY_IMAGE_UNKNOWN: no picture, or of another type
 * @BAKERY_IMAGE_DAMAGED: it lies, or ends too early
 * @BAKERY_IMAGE_TOO_LARGE: it has more than %BAKERY_IMAGE_MAXIMUM_PIXELS
 */
typedef enum
{
  BAKERY_IMAGE_WHOLE,
  BAKERY_IMAGE_UNKNOWN,
  BAKERY_IMAGE_DAMAGED,
  BAKERY_IMAGE_TOO_LARGE,
} BakeryImageVerdict;

BakeryImageVerdict bakery_image_header_judge (const guint8 *data,
                                              gsize length,
                                              BakeryImageHeader *ret_header);
gboolean bakery_image_header_parse (const guint8 *data,
                                    gsize length,
                                    BakeryImageHeader *ret_header);

G_END_DECLS
