/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of pictures. Their content never changes once stored. Runs on the thread of the connection it is given. */

#include "config.h"

#include "server-image-store.h"

#include "bakery-error.h"
#include "bakery-image.h"
#include "server-audit.h"
#include "server-changes.h"

#include <sodium.h>
#include <string.h>

static gboolean
record (BakeryConnection *connection,
        BakeryImage      *image,
        gboolean          is_deleted,
        gint64            now,
        GError          **error)
{
  return server_changes_next_revision (connection, &image->base.revision, error) &&
         server_audit_record (connection, is_deleted ? image : NULL, is_deleted ? NULL : image, now, error);
}

static BakeryImage *
make_entity (gint64      id,
             gint64      store,
             const char *content_type,
             gint64      width,
             gint64      height,
             gint64      created_at)
{
  BakeryImage *image = bakery_image_new ();

  image->base.id = id;
  image->store = store;
  g_free (image->content_type);
  image->content_type = g_strdup (content_type);
  image->width = width;
  image->height = height;
  image->created_at = created_at;

  return image;
}

/**
 * server_image_store_insert:
 * @connection: the writer's connection
 * @store: whose picture it is
 * @header: what its first bytes say
 * @content: the file
 * @now: the present instant
 * @ret_id: (out): its id
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores a picture, and that it was stored in the audit trail.
 *
 * Returns: whether it could
 */
gboolean
server_image_store_insert (BakeryConnection        *connection,
                           gint64                   store,
                           const BakeryImageHeader *header,
                           GBytes                  *content,
                           gint64                   now,
                           gint64                  *ret_id,
                           GError                 **error)
{
  g_autoptr(BakeryStatement) insert = NULL;
  g_autoptr(BakeryImage) image = NULL;
  guint8 hash[SERVER_IMAGE_HASH_SIZE];
  gboolean has_row;
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);

  insert = bakery_connection_prepare (connection,
                                      "INSERT INTO images (store, content_type, width, height, hash, content, created_at)"
                                      " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
                                      error);
  if (insert == NULL)
    return FALSE;

  crypto_generichash (hash, sizeof hash, data, length, NULL, 0);
  bakery_statement_bind_int (insert, 1, store);
  bakery_statement_bind_text (insert, 2, header->content_type);
  bakery_statement_bind_int (insert, 3, header->width);
  bakery_statement_bind_int (insert, 4, header->height);
  bakery_statement_bind_blob (insert, 5, hash, sizeof hash);
  bakery_statement_bind_blob (insert, 6, data, length);
  bakery_statement_bind_int (insert, 7, now);
  if (!bakery_statement_step (insert, &has_row, error))
    return FALSE;
  *ret_id = bakery_statement_get_int (insert, 0);
  image = make_entity (*ret_id, store, header->content_type, header->width, header->height, now);

  return bakery_statement_step (insert, &has_row, error) && record (connection, image, FALSE, now, error);
}

static gboolean
step_to_image (BakeryStatement *select,
               gint64           id,
               GError         **error)
{
  gboolean has_row;

  bakery_statement_bind_int (select, 1, id);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (has_row)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such picture.");

  return FALSE;
}

/**
 * server_image_store_load:
 * @connection: any connection
 * @id: the id of a picture
 * @ret_image: (out caller-allocates): the picture
 * @error: %BAKERY_ERROR_NOT_FOUND, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether there is one
 */
gboolean
server_image_store_load (BakeryConnection *connection,
                         gint64            id,
                         ServerImage      *ret_image,
                         GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT content_type, hash, content FROM images WHERE id = $1", error);
  gconstpointer data;
  gsize length;

  if (select == NULL || !step_to_image (select, id, error))
    return FALSE;

  memset (ret_image, 0, sizeof *ret_image);
  ret_image->content_type = g_intern_string (bakery_statement_peek_text (select, 0));
  data = bakery_statement_peek_blob (select, 1, &length);
  memcpy (ret_image->hash, data, MIN (length, sizeof ret_image->hash));
  data = bakery_statement_peek_blob (select, 2, &length);
  ret_image->content = g_bytes_new (data, length);

  return TRUE;
}

/**
 * server_image_store_get_store:
 * @connection: any connection
 * @id: the id of a picture
 * @ret_store: (out): whose it is
 * @error: %BAKERY_ERROR_NOT_FOUND, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether there is one
 */
gboolean
server_image_store_get_store (BakeryConnection *connection,
                              gint64            id,
                              gint64           *ret_store,
                              GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT coalesce(store, 0) FROM images WHERE id = $1", error);

  if (select == NULL || !step_to_image (select, id, error))
    return FALSE;

  *ret_store = bakery_statement_get_int (select, 0);

  return TRUE;
}

static BakeryImage *
load_entity (BakeryConnection *connection,
             gint64            id,
             GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT store, content_type, width, height, created_at FROM images WHERE id = $1", error);

  if (select == NULL || !step_to_image (select, id, error))
    return NULL;

  return make_entity (id,
                      bakery_statement_get_int (select, 0),
                      bakery_statement_peek_text (select, 1),
                      bakery_statement_get_int (select, 2),
                      bakery_statement_get_int (select, 3),
                      bakery_statement_get_int (select, 4));
}

/**
 * server_image_store_delete:
 * @connection: the writer's connection
 * @id: the id of a picture
 * @now: the present instant
 * @error: %BAKERY_ERROR_NOT_FOUND, or a %BAKERY_STORAGE_ERROR
 *
 * Deletes a picture; the audit trail tells of it.
 *
 * Returns: whether it is gone
 */
gboolean
server_image_store_delete (BakeryConnection *connection,
                           gint64            id,
                           gint64            now,
                           GError          **error)
{
  g_autoptr(BakeryImage) image = load_entity (connection, id, error);
  g_autoptr(BakeryStatement) statement = NULL;

  if (image == NULL)
    return FALSE;

  statement = bakery_connection_prepare (connection, "DELETE FROM images WHERE id = $1", error);
  if (statement == NULL)
    return FALSE;
  bakery_statement_bind_int (statement, 1, id);

  return bakery_statement_run (statement, error) && record (connection, image, TRUE, now, error);
}

/**
 * server_image_store_is_shown:
 * @connection: any connection
 * @id: the id of a picture
 * @store: whose it is
 * @ret_is_shown: (out): whether a cake shows it
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_image_store_is_shown (BakeryConnection *connection,
                             gint64            id,
                             gint64            store,
                             gboolean         *ret_is_shown,
                             GError          **error)
{
  /* The list is JSON without blanks; with a comma at both ends each id stands between two. */
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM cakes WHERE store = $1 AND deleted_at IS NULL"
                               " AND ',' || trim(images, '[]') || ',' LIKE '%,' || CAST($2 AS TEXT) || ',%' LIMIT 1",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store);
  bakery_statement_bind_int (select, 2, id);

  return bakery_statement_step (select, ret_is_shown, error);
}

/**
 * server_image_store_has_all:
 * @connection: any connection
 * @ids: (nullable) (element-type gint64): ids of pictures
 * @store: the id of a store
 * @ret_has_all: (out): whether each of them exists and belongs to @store
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_image_store_has_all (BakeryConnection *connection,
                            GArray           *ids,
                            gint64            store,
                            gboolean         *ret_has_all,
                            GError          **error)
{
  gboolean has_all = TRUE;
  guint i;

  for (i = 0; has_all && ids != NULL && i < ids->len; i++)
    {
      g_autoptr(GError) problem = NULL;
      gint64 owner = 0;

      has_all = server_image_store_get_store (connection, g_array_index (ids, gint64, i), &owner, &problem) &&
                owner == store;
      if (problem != NULL && !g_error_matches (problem, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  *ret_has_all = has_all;

  return TRUE;
}

/**
 * server_image_clear:
 * @self: a picture
 *
 * Frees what it owns.
 */
void
server_image_clear (ServerImage *self)
{
  g_clear_pointer (&self->content, g_bytes_unref);
}
