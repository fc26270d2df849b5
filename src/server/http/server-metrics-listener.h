/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers Prometheus, on an address of its own. */

#pragma once

#include "server-types.h"

G_BEGIN_DECLS

ServerMetricsListener *server_metrics_listener_new (ServerContext *context,
                                                    GError **error);
void server_metrics_listener_free (ServerMetricsListener *self);
guint16 server_metrics_listener_get_port (ServerMetricsListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerMetricsListener, server_metrics_listener_free)

G_END_DECLS
