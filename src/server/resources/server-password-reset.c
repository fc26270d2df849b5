/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done with a token from a mail: `customers/confirm` (C-017) and `password-reset` (S-019). Asking for a new password is
 * answered alike, and takes as long, whether there is such an account or not. */

#include "config.h"

#include "server-routes.h"

#include "bakery-account.h"
#include "bakery-error.h"
#include "bakery-time.h"
#include "bakery-violations.h"
#include "server-account-mail.h"
#include "server-account-tokens.h"
#include "server-accounts.h"
#include "server-body.h"
#include "server-refresh-tokens.h"
#include "server-request.h"
#include "server-response.h"
#include "server-sign-in.h"

/* Nobody's mailbox is to be filled by somebody else. */
#define RESETS_AN_HOUR 3

static const char *
read_text (ServerRequest    *request,
           const char       *name,
           BakeryViolations *violations)
{
  JsonNode *node = server_body_get_member (request, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
      json_node_get_string (node)[0] != '\0')
    return json_node_get_string (node);

  bakery_violations_add (violations, name, "This field is required.");

  return NULL;
}

static const char *
require_text (ServerRequest *request,
              const char    *name,
              GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  const char *text = read_text (request, name, violations);

  server_request_check_members (request, violations);
  if (bakery_violations_is_empty (violations))
    return text;

  bakery_set_error_invalid (error, violations);

  return NULL;
}

static BakeryAccount *
redeem (ServerRequest *request,
        const char    *purpose,
        GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  const char *token = require_text (request, "token", error);
  gint64 id;

  if (token == NULL ||
      !server_account_tokens_redeem (connection, token, purpose, server_request_get_now (request), &id, error))
    return NULL;

  return server_accounts_load (connection, id, error);
}

/* --- Confirming an address --- */

static gboolean
confirm_email (ServerRequest  *request,
               ServerResponse *response,
               GError        **error)
{
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryAccount) account = redeem (request, SERVER_ACCOUNT_TOKEN_CONFIRM, error);

  if (account == NULL)
    return FALSE;

  account->email_confirmed_at = now;
  if (!server_accounts_update (server_request_get_connection (request), account, now, error))
    return FALSE;

  server_response_set_no_content (response);

  return TRUE;
}

static gboolean
ask_again (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  g_autoptr(BakeryAccount) account =
    server_accounts_load (server_request_get_connection (request), server_request_get_account (request), error);

  if (account == NULL)
    return FALSE;
  if (account->email_confirmed_at != 0)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "This address is confirmed already.");
      return FALSE;
    }
  if (!server_account_mail_confirmation (request, account, error))
    return FALSE;

  server_response_set_no_content (response);

  return TRUE;
}

/* --- A forgotten password --- */

/* An account for the address, or one of nobody: then all that follows is done all the same. */
static BakeryAccount *
load_or_make_nobody (ServerRequest *request,
                     const char    *email,
                     GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autofree char *hash = NULL;
  gint64 n_recent;
  gint64 id;

  if (!server_accounts_find (connection, email, &id, &hash, error) ||
      !server_account_tokens_count (connection, id, SERVER_ACCOUNT_TOKEN_RESET,
                                    server_request_get_now (request) - BAKERY_HOUR, &n_recent, error))
    return NULL;
  if (id == 0 || n_recent >= RESETS_AN_HOUR)
    return bakery_account_new ();

  return server_accounts_load (connection, id, error);
}

static gboolean
ask_for_reset (ServerRequest  *request,
               ServerResponse *response,
               GError        **error)
{
  const char *email = require_text (request, "email", error);
  g_autoptr(BakeryAccount) account = NULL;

  if (email == NULL)
    return FALSE;

  account = load_or_make_nobody (request, email, error);
  if (account == NULL || !server_account_mail_reset (request, account, error))
    return FALSE;

  server_response_set_status (response, 202);

  return TRUE;
}

static gboolean
check_password (ServerRequest *request,
                BakeryAccount *account,
                GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  const char *password = read_text (request, "password", violations);

  if (password != NULL)
    {
      g_free (account->password);
      account->password = g_strdup (password);
      bakery_field_validate (account, bakery_entity_type_find_field (&bakery_account_type, "password"), violations);
    }
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

/* Whoever reads the mail of an address has it: that confirms it as well. */
static gboolean
reset_password (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryAccount) account = redeem (request, SERVER_ACCOUNT_TOKEN_RESET, error);

  if (account == NULL || !check_password (request, account, error))
    return FALSE;

  server_sign_in_take_hash (request, account, NULL);
  if (account->email_confirmed_at == 0)
    account->email_confirmed_at = now;
  if (!server_accounts_update (connection, account, now, error) ||
      !server_refresh_tokens_revoke_account (connection, account->base.id, now, error))
    return FALSE;

  server_response_set_no_content (response);

  return TRUE;
}

static const ServerQueryParameter token_members[] = {
  { "token", SERVER_QUERY_TEXT, .description = "From the link in the mail", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter email_members[] = {
  { "email", SERVER_QUERY_TEXT, .description = "The address of the account", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter reset_members[] = {
  { "token", SERVER_QUERY_TEXT, .description = "From the link in the mail", .is_required = TRUE },
  { "password", SERVER_QUERY_TEXT, .description = "The new password, at least 8 characters", .is_required = TRUE },
  { NULL },
};

#define FLAGS (SERVER_ROUTE_SIGN_IN | SERVER_ROUTE_ANY_TOKEN | SERVER_ROUTE_NO_REPLAY)

const ServerRoute server_password_reset_routes[] = {
  { "POST", "customers/confirm", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, confirm_email, FLAGS,
    .members = token_members, .status = 204, .summary = "Confirm the address of an account" },
  { "POST", "me/confirmation", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, ask_again,
    SERVER_ROUTE_SIGN_IN | SERVER_ROUTE_OPTIONAL_BODY, .status = 204,
    .summary = "Get another mail to confirm your address" },
  { "POST", "password-reset", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, ask_for_reset, FLAGS,
    .members = email_members, .status = 202, .summary = "Get a mail to choose a new password" },
  { "POST", "password-reset/confirm", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, reset_password, FLAGS,
    .prelude = server_sign_in_hash_prelude, .members = reset_members, .status = 204,
    .summary = "Choose a new password, and sign out everywhere" },
  { NULL },
};
