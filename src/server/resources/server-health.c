/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `livez` and `readyz`: whether the process answers, and whether it could do its work. */

#include "config.h"

#include "server-routes.h"

#include "server-changes.h"
#include "server-request.h"
#include "server-response.h"

static gboolean
get_livez (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  g_string_append (server_response_begin_text (response, "text/plain; charset=utf-8"), "ok\n");

  return TRUE;
}

static gboolean
get_readyz (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  gint64 revision;

  if (!server_changes_get_newest (server_request_get_connection (request), &revision, error))
    return FALSE;

  g_string_append (server_response_begin_text (response, "text/plain; charset=utf-8"), "ready\n");

  return TRUE;
}

const ServerRoute server_health_routes[] = {
  { "GET", "livez", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_PLAIN, get_livez,
    SERVER_ROUTE_ROOT | SERVER_ROUTE_UNLIMITED, .produces = "text/plain",
    .summary = "Whether the server answers" },
  { "GET", "readyz", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, get_readyz,
    SERVER_ROUTE_ROOT | SERVER_ROUTE_UNLIMITED, .produces = "text/plain",
    .summary = "Whether the server can read its database" },
  { NULL },
};
