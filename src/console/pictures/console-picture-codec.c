/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Decodes with gdk-pixbuf, straight into the size that is wanted. A file is judged by its header first: nothing is decoded
 * that ends too early or has more pixels than the server takes. */

#include "config.h"

#include "console-picture-codec.h"

#include "bakery-image-header.h"

#include <glib/gi18n.h>
#include <gio/gio.h>
#include <string.h>

/* The sides of a picture that is sent. */
#define SENT_SIDE 1600
#define SENT_QUALITY "85"

static gboolean
judge (GBytes  *content,
       GError **error)
{
  BakeryImageHeader header;
  gsize length;
  const guint8 *data = g_bytes_get_data (content, &length);

  switch (bakery_image_header_judge (data, length, &header))
    {
    case BAKERY_IMAGE_WHOLE:
      return TRUE;

    case BAKERY_IMAGE_TOO_LARGE:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("The picture has more than %d megapixels. Make it smaller and try again."),
                   BAKERY_IMAGE_MAXIMUM_PIXELS / 1000000);
      return FALSE;

    case BAKERY_IMAGE_DAMAGED:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("The picture is damaged: the file ends too early, or is not what it says."));
      return FALSE;

    case BAKERY_IMAGE_UNKNOWN:
    default:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("The file is not a picture. JPEG, PNG and WebP pictures can be shown."));
      return FALSE;
    }
}

/* Scales while decoding, so that the shorter side is as long as is wanted; small pictures stay as they are. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  const int side = GPOINTER_TO_INT (user_data);
  const int shorter = MIN (width, height);

  if (shorter > side)
    {
      gdk_pixbuf_loader_set_size (loader,
                                  (int) MAX ((gint64) width * side / shorter, 1),
                                  (int) MAX ((gint64) height * side / shorter, 1));
    }
}

/**
 * console_picture_decode:
 * @content: a file
 * @side: how long the shorter side shall be at most
 * @error: %G_IO_ERROR_INVALID_DATA with a sentence for whoever chose the file
 *
 * Decodes a picture, turned as the camera says.
 *
 * Returns: (transfer full) (nullable): its pixels
 */
GdkPixbuf *
console_picture_decode (GBytes  *content,
                        int      side,
                        GError **error)
{
  g_autoptr(GdkPixbufLoader) loader = NULL;
  g_autoptr(GError) problem = NULL;
  GdkPixbuf *pixels;
  gboolean is_written;

  if (!judge (content, error))
    {
      return NULL;
    }

  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), GINT_TO_POINTER (side));
  is_written = gdk_pixbuf_loader_write_bytes (loader, content, &problem);
  if (!gdk_pixbuf_loader_close (loader, is_written ? &problem : NULL) || !is_written)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The picture cannot be read: %s"), problem->message);
      return NULL;
    }

  pixels = gdk_pixbuf_loader_get_pixbuf (loader);

  return gdk_pixbuf_apply_embedded_orientation (pixels);
}

/**
 * console_picture_crop_to_square:
 * @picture: a picture
 *
 * Returns: (transfer full): the square in its middle
 */
GdkPixbuf *
console_picture_crop_to_square (GdkPixbuf *picture)
{
  const int width = gdk_pixbuf_get_width (picture);
  const int height = gdk_pixbuf_get_height (picture);
  const int side = MIN (width, height);

  return gdk_pixbuf_new_subpixbuf (picture, (width - side) / 2, (height - side) / 2, side, side);
}

/* What is transparent becomes white, as JPEG knows no other way. */
static GdkPixbuf *
flatten (GdkPixbuf *picture)
{
  const int width = gdk_pixbuf_get_width (picture);
  const int height = gdk_pixbuf_get_height (picture);

  if (!gdk_pixbuf_get_has_alpha (picture))
    {
      return g_object_ref (picture);
    }

  return gdk_pixbuf_composite_color_simple (picture, width, height, GDK_INTERP_NEAREST, 255, 16, 0xffffff, 0xffffff);
}

/**
 * console_picture_encode:
 * @picture: pixels
 * @error: when there is not enough memory
 *
 * Returns: (transfer full) (nullable): the picture as a JPEG file
 */
GBytes *
console_picture_encode (GdkPixbuf *picture,
                        GError   **error)
{
  g_autoptr(GdkPixbuf) flat = flatten (picture);
  char *data;
  gsize length;

  if (!gdk_pixbuf_save_to_buffer (flat, &data, &length, "jpeg", error, "quality", SENT_QUALITY, NULL))
    {
      return NULL;
    }

  return g_bytes_new_take (data, length);
}

/**
 * console_picture_prepare:
 * @content: a file somebody chose
 * @error: %G_IO_ERROR_INVALID_DATA with a sentence for them
 *
 * Makes what is sent to the server of a file: its middle as a square, not larger than anybody looks at, as JPEG, without what
 * the camera wrote about place and time.
 *
 * Returns: (transfer full) (nullable): the file to send
 */
GBytes *
console_picture_prepare (GBytes  *content,
                         GError **error)
{
  g_autoptr(GdkPixbuf) picture = console_picture_decode (content, SENT_SIDE, error);
  g_autoptr(GdkPixbuf) square = NULL;

  if (picture == NULL)
    {
      return NULL;
    }

  square = console_picture_crop_to_square (picture);

  return console_picture_encode (square, error);
}

static void
convert_row (const guint8 *source,
             guint8       *target,
             int           width,
             int           n_channels)
{
  for (int x = 0; x < width; x++, source += n_channels, target += CONSOLE_PICTURE_PIXEL_BYTES)
    {
      target[0] = source[2];
      target[1] = source[1];
      target[2] = source[0];
    }
}

/**
 * console_picture_dup_pixels:
 * @picture: pixels
 *
 * Returns: (transfer full): the pixels as blue, green and red, on white and without gaps between the rows. Of all formats this
 *   is the one that GTK 4.8 paints fastest through cairo, in a tenth of the time that the premultiplied one takes, which it
 *   converts through floating point for each frame.
 */
GBytes *
console_picture_dup_pixels (GdkPixbuf *picture)
{
  g_autoptr(GdkPixbuf) flat = flatten (picture);
  const int width = gdk_pixbuf_get_width (flat);
  const int height = gdk_pixbuf_get_height (flat);
  const gsize stride = (gsize) width * CONSOLE_PICTURE_PIXEL_BYTES;
  const guint8 *source = gdk_pixbuf_read_pixels (flat);
  guint8 *pixels = g_malloc (stride * (gsize) height);

  for (int y = 0; y < height; y++)
    {
      convert_row (source + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (flat), pixels + (gsize) y * stride,
                   width, gdk_pixbuf_get_n_channels (flat));
    }

  return g_bytes_new_take (pixels, stride * (gsize) height);
}
