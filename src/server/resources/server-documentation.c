/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `/api/openapi.json`, and the page `/api/docs` that reads it and tries calls. The page has no foreign part, and says so to
 * the browser. */

#include "config.h"

#include "server-routes.h"

#include "server-context.h"
#include "server-rendering.h"
#include "server-request.h"
#include "server-response.h"

#define FOLDER "/org/sweetspot/server/docs/"
#define POLICY                                                                                                            \
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';" \
  " form-action 'none'; frame-ancestors 'none'"

static gboolean
get_openapi (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  ServerRendering *openapi = server_request_get_context (request)->openapi;

  server_response_take_rendering (response, server_rendering_ref (openapi), "application/json");

  return TRUE;
}

static gboolean
get_page (ServerRequest  *request,
          ServerResponse *response,
          GError        **error)
{
  const char *name = server_request_get_route (request)->data;
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *type = NULL;

  if (bytes == NULL)
    return FALSE;

  type = g_strconcat (server_request_get_route (request)->produces, "; charset=utf-8", NULL);
  server_response_take_bytes (response, bytes, g_intern_string (type));
  server_response_set_header (response, "Content-Security-Policy", POLICY);
  server_response_set_header (response, "Referrer-Policy", "no-referrer");

  return TRUE;
}

#define PAGE(path_, name_, type_, summary_)                                                                     \
  { "GET", "api/docs" path_, BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_PLAIN, get_page, SERVER_ROUTE_ROOT, .data = name_, \
    .produces = type_, .summary = summary_ }

const ServerRoute server_documentation_routes[] = {
  { "GET", "api/openapi.json", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_PLAIN, get_openapi, SERVER_ROUTE_ROOT,
    .summary = "This document" },
  PAGE ("", "docs.html", "text/html", "A page to read this document and to try calls"),
  PAGE ("/docs.css", "docs.css", "text/css", "The look of that page"),
  PAGE ("/docs.js", "docs.js", "text/javascript", "What makes that page work"),
  PAGE ("/docs.svg", "docs.svg", "image/svg+xml", "The mark of that page"),
  { NULL },
};
