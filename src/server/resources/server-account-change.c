/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes an account by the body of a PUT or PATCH. Who may is the caller's business. Runs on the writer's thread. */

#include "config.h"

#include "server-account-change.h"

#include "server-accounts.h"
#include "server-refresh-tokens.h"
#include "server-sign-in.h"

/* A new password, or none any more, signs out whoever knew the old one. */
static gboolean
revoke_tokens (ServerRequest       *request,
               const BakeryAccount *account,
               GError             **error)
{
  if (server_request_get_prelude (request) == NULL && account->is_active)
    return TRUE;

  return server_refresh_tokens_revoke_account (server_request_get_connection (request), account->base.id,
                                               server_request_get_now (request), error);
}

/**
 * server_account_change:
 * @request: a PUT or PATCH, after server_sign_in_hash_prelude()
 * @response: gets the account as it is then
 * @id: of the account
 * @error: what was wrong
 *
 * Changes an account: If-Match, the body's fields, a new password, and what follows from them.
 *
 * Returns: whether it could
 */
gboolean
server_account_change (ServerRequest  *request,
                       ServerResponse *response,
                       gint64          id,
                       GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(BakeryAccount) stored = server_accounts_load (connection, id, error);
  g_autoptr(BakeryAccount) account = NULL;

  if (stored == NULL || !server_request_check_revision (request, stored, error))
    return FALSE;

  account = bakery_account_copy (stored);
  if (!server_request_decode (request, account, error))
    return FALSE;

  server_sign_in_take_hash (request, account, stored->password);
  if (!server_accounts_update (connection, account, server_request_get_now (request), error) ||
      !revoke_tokens (request, account, error))
    return FALSE;

  server_response_set_entity (response, account, server_request_get_role (request));

  return TRUE;
}
