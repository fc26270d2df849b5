/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `me/export`, `me/erase`, and the same for an admin: taking one's data away, and having it removed. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "server-accounts.h"
#include "server-body.h"
#include "server-passwords.h"
#include "server-personal-data.h"
#include "server-request.h"
#include "server-response.h"
#include "server-sign-in.h"

static gboolean
export_data (ServerRequest  *request,
             gint64          account,
             ServerResponse *response,
             GError        **error)
{
  server_response_set_header (response, "Content-Disposition", "attachment; filename=\"sweetspot-data.json\"");

  return server_personal_data_write (server_request_get_connection (request), account,
                                     server_response_begin_json (response), error);
}

static gboolean
export_mine (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  return export_data (request, server_request_get_account (request), response, error);
}

static gboolean
export_account (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  return export_data (request, server_request_get_id (request), response, error);
}

static gboolean
erase (ServerRequest  *request,
       gint64          account,
       ServerResponse *response,
       GError        **error)
{
  if (!server_personal_data_erase (server_request_get_connection (request), account, server_request_get_now (request),
                                   error))
    return FALSE;

  server_response_set_no_content (response);

  return TRUE;
}

/* What cannot be undone needs the password once more. */
static gboolean
check_password (ServerRequest *request,
                GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  JsonNode *node = server_body_get_member (request, "password");
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(BakeryAccount) account =
    server_accounts_load (connection, server_request_get_account (request), error);

  if (account == NULL)
    return FALSE;
  server_request_check_members (request, violations);
  if (!bakery_violations_is_empty (violations))
    {
      bakery_set_error_invalid (error, violations);
      return FALSE;
    }
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
      server_password_verify (account->password, json_node_get_string (node)))
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "The password is wrong.");

  return FALSE;
}

static gboolean
erase_mine (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  if (!erase (request, server_request_get_account (request), response, error))
    return FALSE;

  server_sign_in_clear_cookies (response);

  return TRUE;
}

static gboolean
erase_one (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  return erase (request, server_request_get_id (request), response, error);
}

static const ServerQueryParameter password_members[] = {
  { "password", SERVER_QUERY_TEXT, .description = "Your password", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter data_members[] = {
  { "account", SERVER_QUERY_TEXT, .description = "The account, as an object; beside it, arrays of what belongs to it" },
  { NULL },
};

const ServerRoute server_personal_data_routes[] = {
  { "GET", "me/export", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_READ, export_mine, .answer_members = data_members,
    .summary = "Take all of your data away" },
  { "POST", "me/erase", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, erase_mine, SERVER_ROUTE_SIGN_IN | SERVER_ROUTE_NO_REPLAY,
    .prelude = check_password, .members = password_members, .status = 204,
    .summary = "Have all of your data removed; your orders stay without your name" },
  { "GET", "accounts/{id}/export", BAKERY_ROLES_ADMIN, SERVER_ROUTE_READ, export_account, .answer_members = data_members,
    .summary = "Export all data of a person" },
  { "POST", "accounts/{id}/erase", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, erase_one, SERVER_ROUTE_OPTIONAL_BODY,
    .status = 204, .summary = "Remove all data of a person; the orders stay without the name" },
  { NULL },
};
