/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A body that is answered more than once: its bytes, the same compressed, and the tag that names them. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** A shorter body is not worth compressing. */
#define SERVER_RENDERING_SMALLEST_CODED 1024

/** Room for an entity tag with its quotes and terminator. */
#define SERVER_RENDERING_TAG_SIZE 40

ServerRendering *server_rendering_new (GBytes *plain);
ServerRendering *server_rendering_ref (ServerRendering *self);
void server_rendering_unref (ServerRendering *self);
GBytes *server_rendering_get_plain (ServerRendering *self);
GBytes *server_rendering_get_coded (ServerRendering *self);
const char *server_rendering_get_tag (ServerRendering *self);

void server_rendering_make_tag (gconstpointer data,
                                gsize size,
                                char ret_tag[SERVER_RENDERING_TAG_SIZE]);
GBytes *server_rendering_compress (gconstpointer data,
                                   gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerRendering, server_rendering_unref)

G_END_DECLS
