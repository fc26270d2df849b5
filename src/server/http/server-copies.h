/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rendered answers of what everybody sees: stores, cakes, option groups and options. */

#pragma once

#include "bakery-connection.h"
#include "server-request-private.h"
#include "server-response-private.h"

G_BEGIN_DECLS

/** How much memory the copies may take, in bytes. */
#define SERVER_COPIES_SIZE (16 * 1024 * 1024)

ServerCopies *server_copies_new (gsize maximum_size,
                                 gint64 newest);
void server_copies_free (ServerCopies *self);
guint server_copies_get_generation (ServerCopies *self);
gboolean server_copies_find (ServerCopies *self,
                             const ServerRequest *request,
                             ServerResponse *response);
void server_copies_keep (ServerCopies *self,
                         guint generation,
                         const ServerRequest *request,
                         ServerResponse *response);
void server_copies_committing (BakeryConnection *connection,
                               gpointer user_data);
void server_copies_committed (ServerCopies *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerCopies, server_copies_free)

G_END_DECLS
