/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Threads for work that waits for other people's services, few and with a bounded queue: however slow those are, requests
 * that do not need them are answered. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ServerOutgoingFunc:
 * @user_data: as given
 *
 * Runs on a thread of the pool; may block.
 */
typedef void (*ServerOutgoingFunc) (gpointer user_data);

ServerOutgoing *server_outgoing_new (guint n_threads);
void server_outgoing_free (ServerOutgoing *self);
gboolean server_outgoing_submit (ServerOutgoing *self,
                                 ServerOutgoingFunc func,
                                 gpointer user_data,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerOutgoing, server_outgoing_free)

G_END_DECLS
