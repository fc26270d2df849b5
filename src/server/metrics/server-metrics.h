/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server counts of its own work, and the page on which Prometheus reads it. */

#pragma once

#include "server-route.h"
#include "server-types.h"

G_BEGIN_DECLS

ServerMetrics *server_metrics_new (const ServerRoute *const *tables);
void server_metrics_free (ServerMetrics *self);
void server_metrics_count_request (ServerMetrics *self,
                                   const ServerRoute *route,
                                   guint status,
                                   gint64 microseconds);
void server_metrics_count_batch (ServerMetrics *self,
                                 guint n_jobs);
void server_metrics_write (const ServerMetrics *self,
                           GString *text);

char *server_metrics_dup_page (ServerContext *context,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerMetrics, server_metrics_free)

G_END_DECLS
