/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in by password, shared by `token` and `customers`. */

#pragma once

#include "bakery-account.h"
#include "server-request.h"
#include "server-response.h"

G_BEGIN_DECLS

gboolean server_sign_in_prelude (ServerRequest *request,
                                 GError **error);
gboolean server_sign_in_handler (ServerRequest *request,
                                 ServerResponse *response,
                                 GError **error);
gboolean server_sign_in_hash_prelude (ServerRequest *request,
                                      GError **error);
void server_sign_in_take_hash (ServerRequest *request,
                               BakeryAccount *account,
                               const char *stored_hash);
void server_sign_in_answer (ServerRequest *request,
                            ServerResponse *response,
                            const BakeryAccount *account,
                            const char *refresh_token);
void server_sign_in_clear_cookies (ServerResponse *response);

G_END_DECLS
