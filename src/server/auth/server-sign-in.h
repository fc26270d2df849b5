/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in by password, shared by `token` and `customers`. */

#pragma once

#include "bakery-account.h"
#include "server-request.h"
#include "server-response.h"

G_BEGIN_DECLS

extern const ServerQueryParameter server_sign_in_members[];
extern const ServerQueryParameter server_sign_in_answer_members[];

/** What the row of a route says of a body with a password. */
#define SERVER_SIGN_IN_MEMBERS .members = server_sign_in_members

/** What the row of a route says of server_sign_in_answer(). */
#define SERVER_SIGN_IN_ANSWER .answer = &bakery_account_type, .answer_members = server_sign_in_answer_members

gboolean server_sign_in_prelude (ServerRequest *request,
                                 GError **error);
gboolean server_sign_in_handler (ServerRequest *request,
                                 ServerResponse *response,
                                 GError **error);
gboolean server_sign_in_hash (ServerRequest *request,
                              JsonObject *holder,
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
