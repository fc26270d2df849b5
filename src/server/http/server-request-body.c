/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The body of a request: what form the route wants it in, its members, and the entity that it describes. */

#include "config.h"

#include "server-request-private.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-json.h"
#include "server-problem.h"

#include <string.h>

static gboolean
is_json_type (const char *type)
{
  gsize length = strlen ("application/json");

  return type != NULL && g_ascii_strncasecmp (type, "application/json", length) == 0 &&
         (type[length] == '\0' || type[length] == ';' || type[length] == ' ');
}

static gboolean
has_member (const ServerRoute *route,
            const char        *name)
{
  for (const ServerQueryParameter *member = route->members; member != NULL && member->name != NULL; member++)
    {
      if (g_ascii_strcasecmp (member->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * server_request_check_members:
 * @self: a request of a route whose body is not an entity's
 * @violations: gets a violation for each member of the body that the route does not name
 *
 * Holds a body to the members that the documentation lists.
 */
void
server_request_check_members (const ServerRequest *self,
                              BakeryViolations    *violations)
{
  JsonObject *object = server_request_get_json (self);
  JsonObjectIter iter;
  const char *name;

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      if (!has_member (self->match.route, name))
        {
          g_autofree char *quote = bakery_violations_dup_quote (name);

          bakery_violations_add (violations, quote, "There is no such field.");
        }
    }
}

/* A route that knows no members takes none; all others look at theirs by themselves, with all else that is wrong. */
static gboolean
check_empty (const ServerRequest *self,
             GError             **error)
{
  const ServerRoute *route = self->match.route;
  g_autoptr(BakeryViolations) violations = NULL;

  if (route->body != NULL || route->members != NULL || (route->flags & SERVER_ROUTE_LENIENT) != 0)
    return TRUE;

  violations = bakery_violations_new ();
  server_request_check_members (self, violations);
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

static gboolean
read_json (ServerRequest *self,
           GError       **error)
{
  gsize length;
  const char *text = g_bytes_get_data (self->body, &length);

  if (!is_json_type (server_request_get_header (self, "Content-Type")))
    {
      g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_MEDIA_TYPE, "Send the body as application/json.");
      return FALSE;
    }

  self->json = server_json_parse (text, length, error);
  if (self->json == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (self->json))
    return check_empty (self, error);

  g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_JSON, "The body must be a JSON object.");

  return FALSE;
}

static gboolean
method_has_body (const ServerRequest *self)
{
  return strcmp (self->method, "POST") == 0 || strcmp (self->method, "PUT") == 0 ||
         strcmp (self->method, "PATCH") == 0;
}

/**
 * server_request_read_body:
 * @self: a request whose body has arrived in full
 * @error: %SERVER_ERROR_MEDIA_TYPE or %SERVER_ERROR_JSON
 *
 * Decodes the body as the route says. The body of a GET or DELETE is ignored unless the route says that it is optional.
 *
 * Returns: whether it could be
 */
gboolean
server_request_read_body (ServerRequest *self,
                          GError       **error)
{
  ServerRouteFlags flags = self->match.route->flags;

  if (self->received != NULL)
    self->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->received));
  if ((flags & SERVER_ROUTE_RAW_BODY) != 0 || (!method_has_body (self) && (flags & SERVER_ROUTE_OPTIONAL_BODY) == 0))
    return TRUE;
  if (self->body != NULL && g_bytes_get_size (self->body) > 0)
    return read_json (self, error);
  if ((flags & SERVER_ROUTE_OPTIONAL_BODY) != 0)
    return TRUE;

  g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_JSON, "The request needs a body.");

  return FALSE;
}

/**
 * server_request_get_json:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the body, %NULL when there is none or the route takes raw bodies
 */
JsonObject *
server_request_get_json (const ServerRequest *self)
{
  return self->json != NULL ? json_node_get_object (self->json) : NULL;
}

/**
 * server_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the body as it came
 */
GBytes *
server_request_get_body (const ServerRequest *self)
{
  return self->body;
}

/**
 * server_request_decode:
 * @self: a request with a JSON body
 * @entity: what the body describes; a new one for POST, the stored one for PUT and PATCH; not yet shared
 * @error: %BAKERY_ERROR_INVALID naming all violations
 *
 * Reads the body into @entity by its field table, with the rights of the caller's role.
 *
 * Returns: whether it is valid
 */
gboolean
server_request_decode (ServerRequest *self,
                       gpointer       entity,
                       GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  BakeryDecodeMode mode = BAKERY_DECODE_CREATE;

  if (strcmp (self->method, "PUT") == 0)
    mode = BAKERY_DECODE_REPLACE;
  else if (strcmp (self->method, "PATCH") == 0)
    mode = BAKERY_DECODE_UPDATE;

  bakery_entity_read_json (entity, server_request_get_json (self), mode, self->identity.role, FALSE, violations);
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}
