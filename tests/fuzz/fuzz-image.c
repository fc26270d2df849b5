/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The header of an uploaded picture. */

#include "fuzz.h"

#include "bakery-image-header.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  BakeryImageHeader header;

  if (bakery_image_header_parse (data, size, &header))
    {
      g_assert_cmpuint (header.width, >=, 1);
      g_assert_cmpuint (header.height, >=, 1);
      g_assert_nonnull (header.content_type);
    }

  return 0;
}
