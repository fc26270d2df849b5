/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `token`: signing in, staying signed in, signing out. The refresh token comes in the body, or as a cookie from our own
 * pages only. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "server-accounts.h"
#include "server-authenticate.h"
#include "server-body.h"
#include "server-context.h"
#include "server-problem.h"
#include "server-refresh-tokens.h"
#include "server-request.h"
#include "server-response.h"
#include "server-sign-in.h"

static const char *
get_refresh_token (ServerRequest *request,
                   GError       **error)
{
  JsonNode *member = server_body_get_member (request, "refresh");
  const char *token = member != NULL && JSON_NODE_HOLDS_VALUE (member) ? json_node_get_string (member) : NULL;

  if (token != NULL)
    return token;

  token = server_request_get_cookie (request, "refresh");
  if (token == NULL || token[0] == '\0')
    {
      bakery_set_error_violation (error, "refresh", "This field is required.");
      return NULL;
    }
  if (!server_authenticate_is_same_origin (request))
    {
      g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_ORIGIN,
                           "A refresh by cookie needs an Origin header that names this site.");
      return NULL;
    }

  return token;
}

/* A token used twice was copied. The answer is an error, and yet its revocation must be committed. */
static gboolean
answer_reuse (ServerRequest  *request,
              ServerResponse *response)
{
  g_autoptr(GError) error = g_error_new_literal (BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED, "Sign in again.");

  server_problem_answer (request, response, error);
  server_sign_in_clear_cookies (response);

  return TRUE;
}

static gboolean
refresh_token (ServerRequest  *request,
               ServerResponse *response,
               GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  const char *token = get_refresh_token (request, error);
  g_autoptr(BakeryAccount) account = NULL;
  g_autofree char *successor = NULL;
  gint64 id;

  if (token == NULL ||
      !server_refresh_tokens_exchange (connection, server_request_get_context (request)->tokens, token,
                                       server_request_get_now (request), &id, &successor, error))
    return FALSE;
  if (successor == NULL)
    return answer_reuse (request, response);

  account = server_accounts_load (connection, id, error);
  if (account == NULL)
    return FALSE;

  server_sign_in_answer (request, response, account, successor);

  return TRUE;
}

static gboolean
delete_token (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  g_autoptr(GError) local_error = NULL;
  const char *token = get_refresh_token (request, &local_error);

  if (g_error_matches (local_error, SERVER_ERROR, SERVER_ERROR_ORIGIN))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (token != NULL &&
      !server_refresh_tokens_revoke (server_request_get_connection (request), token, server_request_get_now (request),
                                     error))
    return FALSE;

  server_response_set_no_content (response);
  server_sign_in_clear_cookies (response);

  return TRUE;
}

static const ServerQueryParameter refresh_members[] = {
  { "refresh", SERVER_QUERY_TEXT, .description = "The refresh token; the cookie's unless given" },
  { NULL },
};

const ServerRoute server_token_routes[] = {
  { "POST", "token", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, server_sign_in_handler,
    SERVER_ROUTE_SIGN_IN | SERVER_ROUTE_ANY_TOKEN | SERVER_ROUTE_NO_REPLAY, .prelude = server_sign_in_prelude,
    SERVER_SIGN_IN_MEMBERS, SERVER_SIGN_IN_ANSWER, .data = "Logged In Successfully",
    .summary = "Sign in with email and password" },
  { "DELETE", "token", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, delete_token,
    SERVER_ROUTE_ANY_TOKEN | SERVER_ROUTE_NO_REPLAY | SERVER_ROUTE_OPTIONAL_BODY,
    .members = refresh_members, .status = 204, .summary = "Sign out" },
  { "POST", "token/refresh", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, refresh_token,
    SERVER_ROUTE_ANY_TOKEN | SERVER_ROUTE_NO_REPLAY | SERVER_ROUTE_OPTIONAL_BODY,
    .members = refresh_members, SERVER_SIGN_IN_ANSWER, .data = "Access token has been refreshed and set in cookies.",
    .summary = "Take a refresh token for new tokens" },
  { NULL },
};
