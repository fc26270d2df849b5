/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of pictures. */

#pragma once

#include "bakery-connection.h"
#include "bakery-image-header.h"

G_BEGIN_DECLS

/** Bytes of the hash that names a picture's content. */
#define SERVER_IMAGE_HASH_SIZE 32

/**
 * ServerImage:
 * @content_type: its media type, a constant
 * @hash: of @content
 * @content: the file
 *
 * A picture as it is answered.
 */
typedef struct
{
  const char *content_type;
  guint8 hash[SERVER_IMAGE_HASH_SIZE];
  GBytes *content;
} ServerImage;

gboolean server_image_store_insert (BakeryConnection *connection,
                                    gint64 store,
                                    const BakeryImageHeader *header,
                                    GBytes *content,
                                    gint64 now,
                                    gint64 *ret_id,
                                    GError **error);
gboolean server_image_store_load (BakeryConnection *connection,
                                  gint64 id,
                                  ServerImage *ret_image,
                                  GError **error);
gboolean server_image_store_get_store (BakeryConnection *connection,
                                       gint64 id,
                                       gint64 *ret_store,
                                       GError **error);
gboolean server_image_store_delete (BakeryConnection *connection,
                                    gint64 id,
                                    gint64 now,
                                    GError **error);
gboolean server_image_store_is_shown (BakeryConnection *connection,
                                      gint64 id,
                                      gint64 store,
                                      gboolean *ret_is_shown,
                                      GError **error);
gboolean server_image_store_has_all (BakeryConnection *connection,
                                     GArray *ids,
                                     gint64 store,
                                     gboolean *ret_has_all,
                                     GError **error);
void server_image_clear (ServerImage *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerImage, server_image_clear)

G_END_DECLS
