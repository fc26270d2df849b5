/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Refresh tokens: what keeps somebody signed in after an access token has run out. */

#pragma once

#include "bakery-connection.h"
#include "server-types.h"

G_BEGIN_DECLS

#define SERVER_REFRESH_TOKENS_SECONDS (30 * 24 * 3600)

gboolean server_refresh_tokens_issue (BakeryConnection *connection,
                                      gint64 account,
                                      gint64 now,
                                      char **ret_token,
                                      GError **error);
gboolean server_refresh_tokens_exchange (BakeryConnection *connection,
                                         const ServerTokens *tokens,
                                         const char *token,
                                         gint64 now,
                                         gint64 *ret_account,
                                         char **ret_successor,
                                         GError **error);
gboolean server_refresh_tokens_revoke (BakeryConnection *connection,
                                       const char *token,
                                       gint64 now,
                                       GError **error);
gboolean server_refresh_tokens_revoke_account (BakeryConnection *connection,
                                               gint64 account,
                                               gint64 now,
                                               GError **error);

G_END_DECLS
