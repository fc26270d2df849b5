/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tokens that are mailed to somebody, to confirm an address or to choose a new password. Called inside a transaction of the
 * writer. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

#define SERVER_ACCOUNT_TOKEN_CONFIRM "confirm"
#define SERVER_ACCOUNT_TOKEN_RESET "reset"

gboolean server_account_tokens_issue (BakeryConnection *connection,
                                      gint64 account,
                                      const char *purpose,
                                      const char *email,
                                      gint64 now,
                                      gint64 expires_at,
                                      char **ret_token,
                                      GError **error);
gboolean server_account_tokens_count (BakeryConnection *connection,
                                      gint64 account,
                                      const char *purpose,
                                      gint64 since,
                                      gint64 *ret_count,
                                      GError **error);
gboolean server_account_tokens_redeem (BakeryConnection *connection,
                                       const char *token,
                                       const char *purpose,
                                       gint64 now,
                                       gint64 *ret_account,
                                       GError **error);

G_END_DECLS
