/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Idempotency keys: the same request twice has one effect and the same answer. */

#pragma once

#include "server-request-private.h"
#include "server-response-private.h"

G_BEGIN_DECLS

const char *server_idempotency_get_key (const ServerRequest *request,
                                        GError **error);
gboolean server_idempotency_has_answer (const ServerRequest *request,
                                        const char *key,
                                        gboolean *ret_has_answer,
                                        GError **error);
gboolean server_idempotency_claim (ServerRequest *request,
                                   GError **error);
gboolean server_idempotency_set_subject (const ServerRequest *request,
                                         gint64 subject,
                                         GError **error);
gboolean server_idempotency_run (ServerRequest *request,
                                 ServerResponse *response,
                                 const char *key,
                                 GError **error);
gboolean server_idempotency_recover (BakeryConnection *connection,
                                     GError **error);
gboolean server_idempotency_prune (BakeryConnection *connection,
                                   gint64 before,
                                   GError **error);

G_END_DECLS
