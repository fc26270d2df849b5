/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds the route of a path. The tables become a tree of path segments when the server starts; a request walks it once. The
 * router is not changed afterwards and read from every thread. What a route does is its resource's business. */

#include "config.h"

#include "server-route.h"

#include <string.h>

#define MAXIMUM_SEGMENTS 8

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

typedef struct _Node Node;

/* One segment of some patterns. A parameter's segment has no text. */
struct _Node
{
  char              *text;
  GPtrArray         *children;
  Node              *parameter;
  const ServerRoute *routes[G_N_ELEMENTS (methods)];
};

struct _ServerRouter
{
  Node *api;
  Node *root;
};

typedef struct
{
  const char *texts[MAXIMUM_SEGMENTS];
  guint       n;
} Segments;

static Node *
node_new (const char *text,
          gsize       length)
{
  Node *node = g_new0 (Node, 1);

  node->text = g_strndup (text, length);
  node->children = g_ptr_array_new ();

  return node;
}

static void
node_free (Node *node)
{
  if (node == NULL)
    return;

  for (guint i = 0; i < node->children->len; i++)
    node_free (g_ptr_array_index (node->children, i));
  node_free (node->parameter);
  g_ptr_array_unref (node->children);
  g_free (node->text);
  g_free (node);
}

static Node *
find_child (const Node *node,
            const char *text,
            gsize       length)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      Node *child = g_ptr_array_index (node->children, i);

      if (strncmp (child->text, text, length) == 0 && child->text[length] == '\0')
        return child;
    }

  return NULL;
}

static Node *
ensure_child (Node       *node,
              const char *text,
              gsize       length)
{
  Node *child;

  if (text[0] == '{')
    {
      if (node->parameter == NULL)
        node->parameter = node_new ("", 0);
      return node->parameter;
    }

  child = find_child (node, text, length);
  if (child == NULL)
    {
      child = node_new (text, length);
      g_ptr_array_add (node->children, child);
    }

  return child;
}

static int
find_method (const char *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (method, methods[i]) == 0)
      return (int) i;

  return -1;
}

static void
add_route (Node              *node,
           const ServerRoute *route)
{
  const char *segment = route->pattern;
  int method = find_method (route->method);

  g_return_if_fail (method >= 0);

  while (*segment != '\0')
    {
      gsize length = strcspn (segment, "/");

      node = ensure_child (node, segment, length);
      segment += length;
      if (*segment == '/')
        segment++;
    }

  if (node->routes[method] != NULL)
    g_error ("Two routes for %s %s", route->method, route->pattern);
  node->routes[method] = route;
}

static int
hex_value (char c)
{
  return g_ascii_isxdigit (c) ? g_ascii_xdigit_value (c) : -1;
}

/* Decodes %XX in place. A zero byte and broken UTF-8 never name anything. */
static gboolean
decode_segment (char *text)
{
  char *out = text;

  for (const char *in = text; *in != '\0'; in++)
    {
      int high;
      int low;

      if (*in != '%')
        {
          *out++ = *in;
          continue;
        }

      high = hex_value (in[1]);
      low = high < 0 ? -1 : hex_value (in[2]);
      if (low < 0 || high * 16 + low == 0)
        return FALSE;
      *out++ = (char) (high * 16 + low);
      in += 2;
    }
  *out = '\0';

  return g_utf8_validate (text, out - text, NULL);
}

/* Splits @path in place at its slashes; one slash at the end does not count. */
static gboolean
split_path (char     *path,
            Segments *segments)
{
  segments->n = 0;

  while (*path != '\0')
    {
      char *slash = strchr (path, '/');

      if (segments->n == MAXIMUM_SEGMENTS)
        return FALSE;
      if (slash != NULL)
        *slash = '\0';
      if (!decode_segment (path))
        return FALSE;
      segments->texts[segments->n++] = path;
      if (slash == NULL)
        break;
      path = slash + 1;
    }

  return TRUE;
}

static gboolean
node_has_routes (const Node *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (node->routes[i] != NULL)
      return TRUE;

  return FALSE;
}

/* A literal segment wins over a parameter; when what follows it does not match, the parameter gets its turn. */
static const Node *
walk (const Node     *node,
      const Segments *segments,
      guint           position,
      ServerMatch    *match)
{
  const Node *child;
  const Node *found;

  if (position == segments->n)
    return node_has_routes (node) ? node : NULL;

  child = find_child (node, segments->texts[position], strlen (segments->texts[position]));
  found = child != NULL ? walk (child, segments, position + 1, match) : NULL;
  if (found != NULL || node->parameter == NULL || segments->texts[position][0] == '\0' ||
      match->n_parameters == SERVER_ROUTE_MAXIMUM_PARAMETERS)
    return found;

  match->parameters[match->n_parameters++] = segments->texts[position];
  found = walk (node->parameter, segments, position + 1, match);
  if (found == NULL)
    match->n_parameters--;

  return found;
}

static void
fill_allow (const Node  *node,
            ServerMatch *match)
{
  g_autoptr(GString) allow = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (node->routes[i] != NULL)
      g_string_append_printf (allow, "%s, %s", methods[i], i == 0 ? "HEAD, " : "");
  g_string_append (allow, "OPTIONS");
  g_strlcpy (match->allow, allow->str, sizeof match->allow);
}

static const Node *
find_node (const ServerRouter *self,
           const char         *path,
           ServerMatch        *match)
{
  const Node *node;
  Segments segments;

  if (path[0] != '/')
    return NULL;

  match->path = g_strdup (path + 1);
  if (!split_path (match->path, &segments))
    return NULL;

  node = walk (self->root, &segments, 0, match);
  if (node != NULL || segments.n < 2 || strcmp (segments.texts[0], "api") != 0)
    return node;

  return walk (self->api, &segments, strcmp (segments.texts[1], "v1") == 0 ? 2 : 1, match);
}

/**
 * server_router_new:
 * @tables: route tables, ended by %NULL; each ended by a row without a method
 *
 * Two routes with the same method and pattern are a mistake of the programmer and end the program.
 *
 * Returns: (transfer full): the tree of all routes
 */
ServerRouter *
server_router_new (const ServerRoute *const *tables)
{
  ServerRouter *self = g_new0 (ServerRouter, 1);

  self->api = node_new ("", 0);
  self->root = node_new ("", 0);

  for (; *tables != NULL; tables++)
    for (const ServerRoute *route = *tables; route->method != NULL; route++)
      add_route ((route->flags & SERVER_ROUTE_ROOT) != 0 ? self->root : self->api, route);

  return self;
}

/**
 * server_router_free:
 * @self: (nullable): a router that no thread uses any more
 */
void
server_router_free (ServerRouter *self)
{
  if (self == NULL)
    return;

  node_free (self->api);
  node_free (self->root);
  g_free (self);
}

/**
 * server_router_match:
 * @self: a router
 * @method: of the request
 * @path: of the request, as sent, without its query
 * @ret_match: (out caller-allocates): what was found; clear with server_match_clear()
 *
 * Finds the route of a request. `/api/v1/` and `/api/` are the same base, and one slash at the end does not count.
 */
void
server_router_match (const ServerRouter *self,
                     const char         *method,
                     const char         *path,
                     ServerMatch        *ret_match)
{
  const Node *node;
  int position;

  memset (ret_match, 0, sizeof *ret_match);

  node = find_node (self, path, ret_match);
  if (node == NULL)
    return;

  ret_match->is_known_path = TRUE;
  ret_match->is_head = strcmp (method, "HEAD") == 0;
  position = find_method (ret_match->is_head ? "GET" : method);
  if (position >= 0)
    ret_match->route = node->routes[position];
  if (ret_match->route == NULL)
    fill_allow (node, ret_match);
}

/**
 * server_match_clear:
 * @self: a match
 *
 * Frees what the match owns.
 */
void
server_match_clear (ServerMatch *self)
{
  g_clear_pointer (&self->path, g_free);
}

/**
 * server_route_find_parameter:
 * @self: a route
 * @name: a parameter of its pattern, without braces
 *
 * Returns: the parameter's position among those of the pattern, or -1
 */
int
server_route_find_parameter (const ServerRoute *self,
                             const char        *name)
{
  gsize length = strlen (name);
  int position = 0;

  for (const char *open = strchr (self->pattern, '{'); open != NULL; open = strchr (open + 1, '{'))
    {
      if (strncmp (open + 1, name, length) == 0 && open[length + 1] == '}')
        return position;
      position++;
    }

  return -1;
}
