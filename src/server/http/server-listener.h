/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Listens for HTTP. The only place that knows the HTTP library. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

ServerListener *server_listener_new (ServerContext *context,
                                     GError **error);
void server_listener_free (ServerListener *self);
guint16 server_listener_get_port (ServerListener *self);
void server_listener_sweep (ServerListener *self);
void server_listener_stop_accepting (ServerListener *self);
gboolean server_listener_end (ServerListener *self);
guint server_listener_get_n_running (ServerListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerListener, server_listener_free)

G_END_DECLS
