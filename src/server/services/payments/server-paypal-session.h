/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calls to PayPal with an access token that is fetched when needed and kept as long as it is good. */

#pragma once

#include "server-http-client.h"
#include "server-types.h"

G_BEGIN_DECLS

typedef struct _ServerPaypalSession ServerPaypalSession;

ServerPaypalSession *server_paypal_session_new (const ServerConfig *config,
                                                ServerHttpClient *client);
void server_paypal_session_free (ServerPaypalSession *self);
gboolean server_paypal_session_call (ServerPaypalSession *self,
                                     const char *method,
                                     const char *path,
                                     const char *key,
                                     const char *body,
                                     guint *ret_status,
                                     JsonNode **ret_json,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerPaypalSession, server_paypal_session_free)

G_END_DECLS
