/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Speaks as much HTTP as a tile server needs: ETag, If-None-Match, Cache-Control, and the failures of real ones. */

#include "config.h"

#include "tile-server.h"

#include <libsoup/soup.h>
#include <string.h>

#define SIDE 256

/* Between two bytes of what drips. */
#define DRIP_MILLISECONDS 200

struct _TileServer
{
  SoupServer    *server;
  char          *address;
  char          *control;
  char          *user_agent;
  GPtrArray     *waiting; /* messages that were not answered */
  TileServerMood mood;
  guint          n_requests;
  guint          n_unchanged;
};

/**
 * tile_server_create_picture:
 * @zoom: of the tile
 * @column: of the tile
 * @row: of the tile
 *
 * Returns: (transfer full): a picture of the colour that the three numbers make; its north-western quarter has no blue
 */
GBytes *
tile_server_create_picture (int zoom,
                            int column,
                            int row)
{
  g_autoptr(GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, SIDE, SIDE);
  g_autoptr(GdkPixbuf) quarter = gdk_pixbuf_new_subpixbuf (picture, 0, 0, SIDE / 2, SIDE / 2);
  const guint colour = (guint) zoom << 24 | (guint) column << 16 | (guint) row << 8;
  char *content;
  gsize length;

  gdk_pixbuf_fill (picture, colour);
  gdk_pixbuf_fill (quarter, colour & 0xffff0000);
  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &content, &length, "png", NULL, NULL));

  return g_bytes_new_take (content, length);
}

/**
 * tile_server_get_colour:
 * @picture: a picture
 * @x: a column of pixels
 * @y: a row of pixels
 *
 * Returns: the colour there, as 0xrrggbb
 */
guint
tile_server_get_colour (GdkPixbuf *picture,
                        int        x,
                        int        y)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture)
                        + x * gdk_pixbuf_get_n_channels (picture);

  return (guint) pixel[0] << 16 | (guint) pixel[1] << 8 | pixel[2];
}

static void
answer_tile (TileServer        *self,
             SoupServerMessage *message,
             const char        *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *known = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "If-None-Match");
  g_autoptr(GBytes) picture = NULL;
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);

  g_assert_cmpuint (g_strv_length (parts), ==, 4);
  soup_message_headers_replace (headers, "ETag", "\"one\"");
  soup_message_headers_replace (headers, "Cache-Control", self->control);
  if (g_strcmp0 (known, "\"one\"") == 0)
    {
      self->n_unchanged++;
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }

  picture = tile_server_create_picture ((int) g_ascii_strtoll (parts[1], NULL, 10), (int) g_ascii_strtoll (parts[2], NULL, 10),
                                        (int) g_ascii_strtoll (parts[3], NULL, 10));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, g_bytes_get_data (picture, NULL),
                                    g_bytes_get_size (picture));
}

static void
gone_cb (SoupServerMessage *message,
         TileServer        *self)
{
  g_ptr_array_remove (self->waiting, message);
}

static void
hold (TileServer        *self,
      SoupServerMessage *message)
{
  g_ptr_array_add (self->waiting, message);
  g_signal_connect (message, "disconnected", G_CALLBACK (gone_cb), self);
  soup_server_message_pause (message);
}

static gboolean
drip_cb (gpointer user_data)
{
  SoupServerMessage *message = user_data;

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "x", 1);
  soup_server_message_unpause (message);

  return G_SOURCE_CONTINUE;
}

static void
dry_up (gpointer source)
{
  g_source_remove (GPOINTER_TO_UINT (source));
}

/* Says that a thousand bytes come, and sends one now and then until whoever waits goes away. */
static void
drip (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const guint source = g_timeout_add (DRIP_MILLISECONDS, drip_cb, message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers, "image/png", NULL);
  soup_message_headers_set_content_length (headers, 1000);
  g_object_set_data_full (G_OBJECT (message), "drip", GUINT_TO_POINTER (source), dry_up);
  drip_cb (message);
}

static void
answer (TileServer        *self,
        SoupServerMessage *message,
        const char        *path)
{
  static const char page[] = "<html><title>Welcome to the hotel</title></html>";

  if (self->mood == TILE_SERVER_GOOD)
    answer_tile (self, message, path);
  else if (self->mood == TILE_SERVER_PORTAL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, page, strlen (page));
    }
  else
    soup_server_message_set_status (message, self->mood == TILE_SERVER_MISSING ? SOUP_STATUS_NOT_FOUND
                                    : SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  TileServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  self->n_requests++;
  g_free (self->user_agent);
  self->user_agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  if (self->mood == TILE_SERVER_SILENT)
    hold (self, message);
  else if (self->mood == TILE_SERVER_DRIPPING)
    drip (message);
  else
    answer (self, message, path);
}

/**
 * tile_server_new:
 *
 * Returns: (transfer full): a server on a free port of this computer
 */
TileServer *
tile_server_new (void)
{
  TileServer *self = g_new0 (TileServer, 1);
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->waiting = g_ptr_array_new ();
  self->control = g_strdup ("max-age=86400");
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d/{z}/{x}/{y}.png", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

/**
 * tile_server_free:
 * @self: (transfer full): a server
 *
 * Hangs up on everybody.
 */
void
tile_server_free (TileServer *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->waiting, i), self);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->waiting);
  g_free (self->address);
  g_free (self->control);
  g_free (self->user_agent);
  g_free (self);
}

/**
 * tile_server_get_address:
 * @self: a server
 *
 * Returns: (transfer none): what to fill a tile's place into
 */
const char *
tile_server_get_address (TileServer *self)
{
  return self->address;
}

static void
release (TileServer *self)
{
  SoupServerMessage *message = g_ptr_array_steal_index (self->waiting, 0);

  g_signal_handlers_disconnect_by_data (message, self);
  answer (self, message, g_uri_get_path (soup_server_message_get_uri (message)));
  soup_server_message_unpause (message);
}

/**
 * tile_server_set_mood:
 * @self: a server
 * @mood: how to answer from now on
 *
 * Changes how the server answers, also those who wait.
 */
void
tile_server_set_mood (TileServer    *self,
                      TileServerMood mood)
{
  self->mood = mood;
  while (mood != TILE_SERVER_SILENT && self->waiting->len > 0)
    {
      release (self);
    }
}

/**
 * tile_server_set_cache_control:
 * @self: a server
 * @control: what to say of how long an answer is good for
 */
void
tile_server_set_cache_control (TileServer *self,
                               const char *control)
{
  g_free (self->control);
  self->control = g_strdup (control);
}

/**
 * tile_server_count_requests:
 * @self: a server
 *
 * Returns: how often it was asked
 */
guint
tile_server_count_requests (TileServer *self)
{
  return self->n_requests;
}

/**
 * tile_server_count_unchanged:
 * @self: a server
 *
 * Returns: how often it said that nothing has changed
 */
guint
tile_server_count_unchanged (TileServer *self)
{
  return self->n_unchanged;
}

/**
 * tile_server_count_waiting:
 * @self: a server
 *
 * Returns: how many wait for an answer
 */
guint
tile_server_count_waiting (TileServer *self)
{
  return self->waiting->len;
}

/**
 * tile_server_get_user_agent:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): who asked last
 */
const char *
tile_server_get_user_agent (TileServer *self)
{
  return self->user_agent;
}
