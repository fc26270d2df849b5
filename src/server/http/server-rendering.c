/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bodies that are kept. One is compressed when it is first asked for like that, and then kept in both forms. Any thread. */

#include "config.h"

#include "server-rendering.h"

#include <sodium.h>
#include <zlib.h>

/* zlib's largest window, and the header of gzip instead of its own. */
#define GZIP_WINDOW (15 + 16)
#define MEMORY_LEVEL 8

/* Below the default of 6: answers are compressed on the threads that listen. */
#define LEVEL 3

#define HASH_SIZE 16

struct _ServerRendering
{
  gatomicrefcount references;
  GBytes         *plain;
  char            tag[SERVER_RENDERING_TAG_SIZE];

  struct
  {
    GMutex  lock;
    GBytes *coded;
  } shared;
};

/**
 * server_rendering_make_tag:
 * @data: (nullable): a body
 * @size: how long it is
 * @ret_tag: (out): a strong entity tag for exactly these bytes
 */
void
server_rendering_make_tag (gconstpointer data,
                           gsize         size,
                           char          ret_tag[SERVER_RENDERING_TAG_SIZE])
{
  guint8 hash[HASH_SIZE];
  char hexadecimal[2 * HASH_SIZE + 1];

  crypto_generichash (hash, sizeof hash, data, size, NULL, 0);
  sodium_bin2hex (hexadecimal, sizeof hexadecimal, hash, sizeof hash);
  g_snprintf (ret_tag, SERVER_RENDERING_TAG_SIZE, "\"%s\"", hexadecimal);
}

/**
 * server_rendering_compress:
 * @data: a body
 * @size: how long it is
 *
 * Returns: (transfer full) (nullable): the same as gzip, or %NULL when that would not be shorter
 */
GBytes *
server_rendering_compress (gconstpointer data,
                           gsize         size)
{
  z_stream stream = { NULL };
  g_autofree Bytef *coded = NULL;
  uLong room;
  int result;

  if (size > G_MAXUINT32 ||
      deflateInit2 (&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
    return NULL;

  room = deflateBound (&stream, size);
  coded = g_malloc (room);
  stream.next_in = (Bytef *) data;
  stream.avail_in = (uInt) size;
  stream.next_out = coded;
  stream.avail_out = (uInt) room;
  result = deflate (&stream, Z_FINISH);
  room = stream.total_out;
  deflateEnd (&stream);
  if (result != Z_STREAM_END || room >= size)
    return NULL;

  return g_bytes_new_take (g_realloc (g_steal_pointer (&coded), room), room);
}

/**
 * server_rendering_new:
 * @plain: (transfer full): a body
 *
 * Returns: (transfer full): the body with its tag
 */
ServerRendering *
server_rendering_new (GBytes *plain)
{
  ServerRendering *self = g_new0 (ServerRendering, 1);
  gsize size;
  gconstpointer data = g_bytes_get_data (plain, &size);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->shared.lock);
  self->plain = plain;
  server_rendering_make_tag (data, size, self->tag);

  return self;
}

/**
 * server_rendering_ref:
 * @self: a rendering
 *
 * Returns: (transfer full): the same
 */
ServerRendering *
server_rendering_ref (ServerRendering *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * server_rendering_unref:
 * @self: (nullable): a rendering
 */
void
server_rendering_unref (ServerRendering *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_bytes_unref (self->plain);
  g_clear_pointer (&self->shared.coded, g_bytes_unref);
  g_mutex_clear (&self->shared.lock);
  g_free (self);
}

/**
 * server_rendering_get_plain:
 * @self: a rendering
 *
 * Returns: (transfer none): its bytes
 */
GBytes *
server_rendering_get_plain (ServerRendering *self)
{
  return self->plain;
}

/**
 * server_rendering_get_coded:
 * @self: a rendering
 *
 * Returns: (transfer none): its bytes as gzip; as they are when that is not shorter
 */
GBytes *
server_rendering_get_coded (ServerRendering *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->shared.lock);
  gsize size;
  gconstpointer data = g_bytes_get_data (self->plain, &size);

  if (self->shared.coded == NULL)
    self->shared.coded = server_rendering_compress (data, size);
  if (self->shared.coded == NULL)
    self->shared.coded = g_bytes_ref (self->plain);

  return self->shared.coded;
}

/**
 * server_rendering_get_tag:
 * @self: a rendering
 *
 * Returns: (transfer none): the strong entity tag of its bytes
 */
const char *
server_rendering_get_tag (ServerRendering *self)
{
  return self->tag;
}
