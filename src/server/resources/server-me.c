/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `me`: the account of whoever asks (S-017). */

#include "config.h"

#include "server-routes.h"

#include "server-account-change.h"
#include "server-accounts.h"
#include "server-request.h"
#include "server-response.h"
#include "server-sign-in.h"

static gboolean
get_me (ServerRequest  *request,
        ServerResponse *response,
        GError        **error)
{
  g_autoptr(BakeryAccount) account =
    server_accounts_load (server_request_get_connection (request), server_request_get_account (request), error);

  if (account == NULL)
    return FALSE;

  server_response_set_entity (response, account, server_request_get_role (request));

  return TRUE;
}

static gboolean
change_me (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  return server_account_change (request, response, server_request_get_account (request), FALSE, error);
}

const ServerRoute server_me_routes[] = {
  { "GET", "me", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_READ, get_me, .answer = &bakery_account_type,
    .summary = "Your own account" },
  { "PATCH", "me", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, change_me, .prelude = server_sign_in_hash_prelude,
    .body = &bakery_account_type, .answer = &bakery_account_type, .summary = "Change your own account" },
  { NULL },
};
