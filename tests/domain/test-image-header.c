/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the first bytes of pictures say, and what becomes of files that lie or end too early. */

#include "bakery-image-header.h"

#include <string.h>

static const guint8 png[] = {
  0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 2, 0x80, 0, 0, 1, 0xe0, 8, 2, 0, 0, 0,
  1, 2, 3, 4, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 'B', 0x60, 0x82,
};

/* An APP0 segment, a filler byte, Huffman tables, then the frame: 480 lines of 640. */
static const guint8 jpeg[] = {
  0xff, 0xd8, 0xff, 0xe0, 0, 4, 'J', 'F', 0xff, 0xff, 0xc4, 0, 3, 9, 0xff, 0xc2, 0, 11, 8, 1, 0xe0, 2, 0x80, 1, 1, 0x11, 0,
  0xff, 0xda, 0, 2, 5, 6, 0xff, 0xd9,
};

static const guint8 lossy[] = {
  'R', 'I', 'F', 'F', 22, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', ' ', 10, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0x80, 0x42,
  0xe0, 1,
};

static const guint8 lossless[] = {
  'R', 'I', 'F', 'F', 18, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'L', 5, 0, 0, 0, 0x2f, 0x7f, 0xc2, 0x77, 0, 0,
};

static const guint8 extended[] = {
  'R', 'I', 'F', 'F', 22, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'X', 10, 0, 0, 0, 0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0,
};

static const struct
{
  const char   *name;
  const guint8 *data;
  gsize         length;
  const char   *content_type;
} pictures[] = {
  { "png", png, sizeof png, "image/png" },
  { "jpeg", jpeg, sizeof jpeg, "image/jpeg" },
  { "webp/lossy", lossy, sizeof lossy, "image/webp" },
  { "webp/lossless", lossless, sizeof lossless, "image/webp" },
  { "webp/extended", extended, sizeof extended, "image/webp" },
};

static void
test_size (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  BakeryImageHeader header;

  g_assert_true (bakery_image_header_parse (pictures[i].data, pictures[i].length, &header));
  g_assert_cmpstr (header.content_type, ==, pictures[i].content_type);
  g_assert_cmpuint (header.width, ==, 640);
  g_assert_cmpuint (header.height, ==, 480);
}

/* A copy of exactly the length looked at, so that a sanitiser sees every read beyond it. */
static void
test_truncated (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  gsize length;

  for (length = 0; length < pictures[i].length; length++)
    {
      g_autofree guint8 *copy = g_memdup2 (pictures[i].data, length);
      BakeryImageHeader header;

      g_assert_false (bakery_image_header_parse (copy, length, &header));
    }
}

static void
test_any_byte (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  gsize position;
  int value;

  for (position = 0; position < pictures[i].length; position++)
    {
      for (value = 0; value < 256; value += 15)
        {
          g_autofree guint8 *copy = g_memdup2 (pictures[i].data, pictures[i].length);
          BakeryImageHeader header;

          copy[position] = (guint8) value;
          if (bakery_image_header_parse (copy, pictures[i].length, &header))
            g_assert_cmpuint ((guint64) header.width * header.height, <=, BAKERY_IMAGE_MAXIMUM_PIXELS);
        }
    }
}

static void
test_huge (void)
{
  g_autofree guint8 *copy = g_memdup2 (png, sizeof png);
  BakeryImageHeader header;

  memset (copy + 16, 0xff, 8);
  g_assert_cmpint (bakery_image_header_judge (copy, sizeof png, &header), ==, BAKERY_IMAGE_TOO_LARGE);
  g_assert_false (bakery_image_header_parse (copy, sizeof png, &header));

  memset (copy + 16, 0, 8);
  g_assert_false (bakery_image_header_parse (copy, sizeof png, &header));
}

/* What a camera appends to its pictures does no harm. */
static void
test_trailer (void)
{
  guint8 copy[sizeof jpeg + 4] = { 0 };
  BakeryImageHeader header;

  memcpy (copy, jpeg, sizeof jpeg);
  g_assert_cmpint (bakery_image_header_judge (copy, sizeof copy, &header), ==, BAKERY_IMAGE_WHOLE);
  g_assert_cmpint (bakery_image_header_judge (copy, sizeof jpeg - 1, &header), ==, BAKERY_IMAGE_DAMAGED);
}

static void
test_text (void)
{
  static const char text[] = "This is no picture at all.";
  BakeryImageHeader header;

  g_assert_cmpint (bakery_image_header_judge ((const guint8 *) text, sizeof text, &header), ==, BAKERY_IMAGE_UNKNOWN);
}

static void
test_segments_without_end (void)
{
  static const guint8 endless[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xd9 };
  static const guint8 scan_first[] = { 0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xc0, 0, 11, 8, 1, 0, 1, 0, 0xff, 0xd9 };
  BakeryImageHeader header;

  g_assert_false (bakery_image_header_parse (endless, sizeof endless, &header));
  g_assert_false (bakery_image_header_parse (scan_first, sizeof scan_first, &header));
}

int
main (int    argc,
      char **argv)
{
  gsize i;

  g_test_init (&argc, &argv, NULL);

  for (i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *size = g_strdup_printf ("/image-header/size/%s", pictures[i].name);
      g_autofree char *truncated = g_strdup_printf ("/image-header/truncated/%s", pictures[i].name);
      g_autofree char *any_byte = g_strdup_printf ("/image-header/any-byte/%s", pictures[i].name);

      g_test_add_data_func (size, GSIZE_TO_POINTER (i), test_size);
      g_test_add_data_func (truncated, GSIZE_TO_POINTER (i), test_truncated);
      g_test_add_data_func (any_byte, GSIZE_TO_POINTER (i), test_any_byte);
    }
  g_test_add_func ("/image-header/huge", test_huge);
  g_test_add_func ("/image-header/trailer", test_trailer);
  g_test_add_func ("/image-header/text", test_text);
  g_test_add_func ("/image-header/segments-without-end", test_segments_without_end);

  return g_test_run ();
}
