/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes an account by the body of a PUT or PATCH. Who may is the caller's business. Runs on the writer's thread. */

#include "config.h"

#include "server-account-change.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-account-mail.h"
#include "server-accounts.h"
#include "server-refresh-tokens.h"
#include "server-sign-in.h"

#include <string.h>

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

static gboolean
decode (ServerRequest *request,
        BakeryAccount *account,
        gboolean       is_lenient,
        GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  if (!is_lenient || strcmp (server_request_get_method (request), "PATCH") != 0)
    return server_request_decode (request, account, error);

  bakery_entity_read_json (account,
                           server_request_get_json (request),
                           BAKERY_DECODE_UPDATE,
                           server_request_get_role (request),
                           TRUE,
                           violations);
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

/* Nobody has said yet that another address is theirs. */
static gboolean
follow_email (ServerRequest       *request,
              BakeryAccount       *account,
              const BakeryAccount *stored,
              GError             **error)
{
  if (g_str_equal (account->email, stored->email))
    return TRUE;

  account->email_confirmed_at = 0;

  return server_account_mail_confirmation (request, account, error);
}

/**
 * server_account_change:
 * @request: a PUT or PATCH, after server_sign_in_hash_prelude()
 * @response: gets the account as it is then
 * @id: of the account
 * @is_lenient: whether a PATCH may hold members that the caller cannot set, as document S's clients send them
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
                       gboolean        is_lenient,
                       GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(BakeryAccount) stored = server_accounts_load (connection, id, error);
  g_autoptr(BakeryAccount) account = NULL;

  if (stored == NULL || !server_request_check_revision (request, stored, error))
    return FALSE;

  account = bakery_account_copy (stored);
  if (!decode (request, account, is_lenient, error))
    return FALSE;

  server_sign_in_take_hash (request, account, stored->password);
  if (!follow_email (request, account, stored, error) ||
      !server_accounts_update (connection, account, server_request_get_now (request), error) ||
      !revoke_tokens (request, account, error))
    return FALSE;

  server_response_set_entity (response, account, server_request_get_role (request));

  return TRUE;
}
