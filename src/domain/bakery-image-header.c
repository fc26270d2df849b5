/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks at the headers of JPEG (ITU-T T.81, annex B), PNG (RFC 2083) and WebP (RFC 9649) files, and whether they end where they
 * should. Every read is within the file. Pure functions; any thread. */

#include "bakery-image-header.h"

#include <string.h>

/**
 * File:
 *
 * What is parsed; reads beyond its end give nothing.
 */
typedef struct
{
  const guint8 *data;
  gsize         length;
} File;

static gboolean
has_bytes (const File *file,
           gsize       offset,
           const void *bytes,
           gsize       n_bytes)
{
  return offset <= file->length && n_bytes <= file->length - offset &&
         memcmp (file->data + offset, bytes, n_bytes) == 0;
}

static gboolean
read_number (const File *file,
             gsize       offset,
             guint       n_bytes,
             gboolean    is_big_endian,
             guint      *ret_number)
{
  guint number = 0;
  guint i;

  if (offset > file->length || n_bytes > file->length - offset)
    return FALSE;

  for (i = 0; i < n_bytes; i++)
    number = number << 8 | file->data[offset + (is_big_endian ? i : n_bytes - 1 - i)];
  *ret_number = number;

  return TRUE;
}

/* --- PNG --- */

static gboolean
parse_png (const File        *file,
           BakeryImageHeader *header)
{
  static const guint8 begin[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
  static const guint8 end[] = { 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 'B', 0x60, 0x82 };

  header->content_type = "image/png";

  return has_bytes (file, 0, begin, sizeof begin) &&
         read_number (file, 16, 4, TRUE, &header->width) &&
         read_number (file, 20, 4, TRUE, &header->height) &&
         has_bytes (file, file->length - sizeof end, end, sizeof end);
}

/* --- JPEG --- */

static gboolean
is_frame_marker (guint marker)
{
  /* Among the frame markers are those of Huffman tables, of an extension, and of arithmetic coding. */
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
is_marker_alone (guint marker)
{
  return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

/* Walks from segment to segment until the one that describes the frame. */
static gboolean
find_frame (const File *file,
            gsize      *ret_offset)
{
  gsize offset = 2;
  guint marker;
  guint length;

  while (read_number (file, offset, 2, TRUE, &marker) && marker >> 8 == 0xff)
    {
      marker &= 0xff;
      if (marker == 0xff)
        {
          offset++;
        }
      else if (is_marker_alone (marker))
        {
          offset += 2;
        }
      else if (is_frame_marker (marker))
        {
          *ret_offset = offset;
          return TRUE;
        }
      else if (marker == 0xda || !read_number (file, offset + 2, 2, TRUE, &length) || length < 2)
        {
          return FALSE;
        }
      else
        {
          offset += 2 + length;
        }
    }

  return FALSE;
}

/* The end may be followed by what a camera adds; within the scans each byte 0xff is the first of a marker or stuffed. */
static gboolean
has_end (const File *file,
         gsize       offset)
{
  guint marker;

  while (read_number (file, offset, 2, TRUE, &marker))
    {
      if (marker == 0xffd9)
        return TRUE;
      offset += marker >> 8 == 0xff && (marker & 0xff) != 0xff ? 2 : 1;
    }

  return FALSE;
}

static gboolean
parse_jpeg (const File        *file,
            BakeryImageHeader *header)
{
  gsize frame;

  header->content_type = "image/jpeg";

  return find_frame (file, &frame) &&
         read_number (file, frame + 5, 2, TRUE, &header->height) &&
         read_number (file, frame + 7, 2, TRUE, &header->width) &&
         has_end (file, frame);
}

/* --- WebP --- */

static gboolean
parse_lossy (const File        *file,
             BakeryImageHeader *header)
{
  if (!has_bytes (file, 23, "\x9d\x01\x2a", 3) ||
      !read_number (file, 26, 2, FALSE, &header->width) ||
      !read_number (file, 28, 2, FALSE, &header->height))
    return FALSE;

  /* The two upper bits are how to scale. */
  header->width &= 0x3fff;
  header->height &= 0x3fff;

  return TRUE;
}

static gboolean
parse_lossless (const File        *file,
                BakeryImageHeader *header)
{
  guint sizes;

  if (!has_bytes (file, 20, "\x2f", 1) || !read_number (file, 21, 4, FALSE, &sizes))
    return FALSE;

  header->width = (sizes & 0x3fff) + 1;
  header->height = (sizes >> 14 & 0x3fff) + 1;

  return TRUE;
}

static gboolean
parse_extended (const File        *file,
                BakeryImageHeader *header)
{
  if (!read_number (file, 24, 3, FALSE, &header->width) || !read_number (file, 27, 3, FALSE, &header->height))
    return FALSE;

  header->width++;
  header->height++;

  return TRUE;
}

static gboolean
parse_webp (const File        *file,
            BakeryImageHeader *header)
{
  guint size;

  header->content_type = "image/webp";
  if (!has_bytes (file, 8, "WEBP", 4) || !read_number (file, 4, 4, FALSE, &size) || size != file->length - 8)
    return FALSE;

  if (has_bytes (file, 12, "VP8 ", 4))
    return parse_lossy (file, header);
  if (has_bytes (file, 12, "VP8L", 4))
    return parse_lossless (file, header);

  return has_bytes (file, 12, "VP8X", 4) && parse_extended (file, header);
}

/**
 * bakery_image_header_judge:
 * @data: (array length=length): a file
 * @length: its length in bytes
 * @ret_header: (out caller-allocates): what it says; its sizes are undefined unless the picture is whole
 *
 * Returns: whether it looks like a whole picture of a type that is taken, and if not, why
 */
BakeryImageVerdict
bakery_image_header_judge (const guint8      *data,
                           gsize              length,
                           BakeryImageHeader *ret_header)
{
  const File file = { data, length };
  gboolean is_whole;

  memset (ret_header, 0, sizeof *ret_header);
  if (has_bytes (&file, 0, "\x89PNG", 4))
    is_whole = parse_png (&file, ret_header);
  else if (has_bytes (&file, 0, "\xff\xd8", 2))
    is_whole = parse_jpeg (&file, ret_header);
  else if (has_bytes (&file, 0, "RIFF", 4))
    is_whole = parse_webp (&file, ret_header);
  else
    return BAKERY_IMAGE_UNKNOWN;

  if ((guint64) ret_header->width * ret_header->height > BAKERY_IMAGE_MAXIMUM_PIXELS)
    return BAKERY_IMAGE_TOO_LARGE;

  return is_whole && ret_header->width > 0 && ret_header->height > 0 ? BAKERY_IMAGE_WHOLE : BAKERY_IMAGE_DAMAGED;
}

/**
 * bakery_image_header_parse:
 * @data: (array length=length): a file
 * @length: its length in bytes
 * @ret_header: (out caller-allocates): what it says; undefined on failure
 *
 * Returns: %TRUE if it looks like a whole picture of a type that is taken, of at most %BAKERY_IMAGE_MAXIMUM_PIXELS
 */
gboolean
bakery_image_header_parse (const guint8      *data,
                           gsize              length,
                           BakeryImageHeader *ret_header)
{
  return bakery_image_header_judge (data, length, ret_header) == BAKERY_IMAGE_WHOLE;
}
