/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds out who sent a request: an access token in the Authorization header, or in the cookie `access`. The token names the
 * account; role, activity and the generation of its tokens come from the database each time, so that who was deactivated, or
 * has a new password or role, is out at once. Runs on the listener's thread with a reader. */

#include "config.h"

#include "server-authenticate.h"

#include "bakery-error.h"
#include "server-context.h"
#include "server-negotiation.h"
#include "server-problem.h"
#include "server-request-private.h"
#include "server-tokens.h"

#include <string.h>

static const char *
get_bearer (const ServerRequest *request)
{
  const char *value = server_request_get_header (request, "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;

  return value + 7;
}

static gboolean
read_account (ServerRequest            *request,
              const ServerTokenSubject *subject,
              GError                  **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (request->connection,
                               "SELECT role, first_name, last_name FROM accounts WHERE id = $1 AND token_generation = $2"
                               " AND is_active = 1 AND deleted_at IS NULL", error);
  BakeryRole role;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, subject->account);
  bakery_statement_bind_int (select, 2, subject->generation);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!has_row || !bakery_role_from_string (bakery_statement_peek_text (select, 0), &role))
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED, "Sign in again.");
      return FALSE;
    }

  request->identity.account = subject->account;
  request->identity.role = role;
  request->identity.name = g_strconcat (bakery_statement_peek_text (select, 1), " ",
                                        bakery_statement_peek_text (select, 2), NULL);
  g_strstrip (request->identity.name);

  return TRUE;
}

static gboolean
accept_token (ServerRequest *request,
              const char    *token,
              GError       **error)
{
  ServerTokenSubject subject;

  return server_tokens_verify (request->context->tokens, token, request->now, &subject, error) &&
         read_account (request, &subject, error);
}

/* A stale cookie comes along with every request of a browser; where none is needed, it does no harm. */
static gboolean
accept_cookie (ServerRequest *request,
               const char    *token,
               GError       **error)
{
  g_autoptr(GError) local_error = NULL;

  request->identity.is_by_cookie = TRUE;
  if (accept_token (request, token, &local_error))
    return TRUE;

  request->identity.is_by_cookie = FALSE;
  if ((request->match.route->roles & BAKERY_ROLE_ANONYMOUS) != 0 &&
      g_error_matches (local_error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
is_safe_method (const ServerRequest *request)
{
  return strcmp (request->method, "GET") == 0 || strcmp (request->method, "HEAD") == 0;
}

/**
 * server_authenticate_has_token:
 * @request: a request
 *
 * Returns: whether it carries an access token, good or bad, so that server_authenticate() needs a connection to read
 */
gboolean
server_authenticate_has_token (const ServerRequest *request)
{
  return get_bearer (request) != NULL || server_request_get_cookie (request, "access") != NULL;
}

/**
 * server_authenticate_has_good_token:
 * @request: a request
 *
 * Returns: whether it carries an access token that is ours and has not run out; its account may be gone all the same
 */
gboolean
server_authenticate_has_good_token (const ServerRequest *request)
{
  const char *token = get_bearer (request);
  ServerTokenSubject subject;

  if (token == NULL)
    token = server_request_get_cookie (request, "access");

  return token != NULL && server_tokens_verify (request->context->tokens, token, request->now, &subject, NULL);
}

/**
 * server_authenticate:
 * @request: a request with its route and, where it has a token, a connection to read
 * @error: %BAKERY_ERROR_UNAUTHENTICATED when it carries a token that is not good
 *
 * Sets the request's identity. Without a token it stays anonymous, and on a %SERVER_ROUTE_ANY_TOKEN in any case.
 *
 * Returns: whether the request may go on
 */
gboolean
server_authenticate (ServerRequest *request,
                     GError       **error)
{
  const char *token = get_bearer (request);

  if ((request->match.route->flags & SERVER_ROUTE_ANY_TOKEN) != 0)
    return TRUE;
  if (token != NULL)
    return accept_token (request, token, error);

  token = server_request_get_cookie (request, "access");

  return token == NULL || accept_cookie (request, token, error);
}

/**
 * server_authenticate_is_same_origin:
 * @request: a request
 *
 * The scheme is left out of the comparison: TLS may end at a proxy in front.
 *
 * Returns: whether its Origin header is there and names the host it was sent to, or a site that the configuration lists
 */
gboolean
server_authenticate_is_same_origin (const ServerRequest *request)
{
  const char *origin = server_request_get_header (request, "Origin");
  const char *host = server_request_get_header (request, "Host");
  const char *authority = origin != NULL ? strstr (origin, "://") : NULL;

  if (server_negotiation_is_listed_origin (request->context->config, origin))
    return TRUE;

  return host != NULL && authority != NULL && g_ascii_strcasecmp (authority + 3, host) == 0;
}

/**
 * server_authenticate_check_origin:
 * @request: a request with its identity
 * @error: %SERVER_ERROR_ORIGIN
 *
 * A browser sends cookies for any page; only our own pages may change something by them.
 *
 * Returns: whether the request may go on
 */
gboolean
server_authenticate_check_origin (const ServerRequest *request,
                                  GError             **error)
{
  if (!request->identity.is_by_cookie || is_safe_method (request) || server_authenticate_is_same_origin (request))
    return TRUE;

  g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_ORIGIN,
                       "A change by cookie needs an Origin header that names this site.");

  return FALSE;
}
