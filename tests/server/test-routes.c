/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding the route of a path, and reading queries and bodies from strangers. */

#include "config.h"

#include "bakery-violations.h"
#include "server-json.h"
#include "server-problem.h"
#include "server-query.h"
#include "server-route.h"
#include "server-routes.h"

#include <string.h>

static gboolean
handle (ServerRequest  *request,
        ServerResponse *response,
        GError        **error)
{
  return TRUE;
}

#define ROUTE(method, pattern, ...) { method, pattern, BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, handle, __VA_ARGS__ }

static const ServerRoute routes[] = {
  ROUTE ("GET", "cakes"),
  ROUTE ("POST", "cakes"),
  ROUTE ("GET", "cakes/{id}"),
  ROUTE ("GET", "cakes/by-store/{id}"),
  ROUTE ("POST", "orders/{id}/stage"),
  ROUTE ("GET", "orders/{id}/lines/{line_id}"),
  ROUTE ("GET", "livez", SERVER_ROUTE_ROOT),
  { NULL },
};

static const ServerRoute *const tables[] = { routes, NULL };

static void
test_match (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *pattern;
    const char *first;
    const char *second;
  } cases[] = {
    { "GET", "/api/v1/cakes", "cakes", NULL, NULL },
    { "GET", "/api/cakes/", "cakes", NULL, NULL },
    { "HEAD", "/api/v1/cakes", "cakes", NULL, NULL },
    { "GET", "/api/v1/cakes/7", "cakes/{id}", "7", NULL },
    { "GET", "/api/v1/cakes/a%2Fb%20c", "cakes/{id}", "a/b c", NULL },
    { "GET", "/api/v1/cakes/by-store", "cakes/{id}", "by-store", NULL },
    { "GET", "/api/v1/cakes/by-store/3", "cakes/by-store/{id}", "3", NULL },
    { "POST", "/api/v1/orders/9/stage", "orders/{id}/stage", "9", NULL },
    { "GET", "/api/v1/orders/9/lines/2/", "orders/{id}/lines/{line_id}", "9", "2" },
    { "GET", "/livez", "livez", NULL, NULL },
    { "GET", "/api/v1/livez", NULL, NULL, NULL },
    { "GET", "/cakes", NULL, NULL, NULL },
    { "GET", "/api/v1", NULL, NULL, NULL },
    { "GET", "/api/v1/cakes//", NULL, NULL, NULL },
    { "GET", "/api/v1/cakes/%zz", NULL, NULL, NULL },
    { "GET", "/api/v1/cakes/%00", NULL, NULL, NULL },
    { "GET", "/api/v1/cakes/%ff", NULL, NULL, NULL },
    { "GET", "/api/v1/cakes/7/8/9/10/11/12/13/14/15", NULL, NULL, NULL },
    { "GET", "*", NULL, NULL, NULL },
    { "PATCH", "/api/v1/cakes", NULL, NULL, NULL },
  };
  g_autoptr(ServerRouter) router = server_router_new (tables);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(ServerMatch) match = { NULL };

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      server_router_match (router, cases[i].method, cases[i].path, &match);
      g_assert_cmpstr (match.route != NULL ? match.route->pattern : NULL, ==, cases[i].pattern);
      g_assert_cmpstr (match.parameters[0], ==, cases[i].first);
      g_assert_cmpstr (match.parameters[1], ==, cases[i].second);
    }
}

static void
test_allow (void)
{
  g_autoptr(ServerRouter) router = server_router_new (tables);
  g_auto(ServerMatch) match = { NULL };

  server_router_match (router, "DELETE", "/api/v1/cakes", &match);
  g_assert_true (match.is_known_path);
  g_assert_null (match.route);
  g_assert_cmpstr (match.allow, ==, "GET, HEAD, POST, OPTIONS");
}

/* Every route of the product: documented, with roles, and none twice (the router would end the program). */
static void
test_product (void)
{
  g_autoptr(ServerRouter) router = server_router_new (server_route_tables);

  for (const ServerRoute *const *table = server_route_tables; *table != NULL; table++)
    for (const ServerRoute *route = *table; route->method != NULL; route++)
      {
        g_test_message ("%s %s", route->method, route->pattern);
        g_assert_nonnull (route->summary);
        g_assert_nonnull (route->handler);
        g_assert_cmpuint (route->roles, !=, BAKERY_ROLES_NOBODY);
        g_assert_true (g_strcmp0 (route->method, "GET") != 0 || route->kind != SERVER_ROUTE_WRITE);
      }
}

static void
test_query (void)
{
  static const ServerQueryParameter table[] = {
    { "limit", SERVER_QUERY_INTEGER, 1, 10 },
    { "open", SERVER_QUERY_BOOLEAN },
    { "text", SERVER_QUERY_TEXT, 1, 5 },
    { "since", SERVER_QUERY_TIME },
    { NULL },
  };
  g_autoptr(BakeryViolations) none = bakery_violations_new ();
  g_autoptr(BakeryViolations) some = bakery_violations_new ();
  g_autoptr(ServerQuery) good = server_query_new (table, "limit=10&open=true&text=a+%C3%BC&&", none);
  g_autoptr(ServerQuery) bad =
    server_query_new (table, "limit=11&open=yes&text=abcdef&since=today&x=1&limit=1&%zz=1&text=%00", some);
  static const char *const fields[] = { "limit", "open", "text", "since", "x", "query" };

  g_assert_nonnull (bad);
  g_assert_true (bakery_violations_is_empty (none));
  g_assert_cmpint (server_query_get_integer (good, "limit", 3), ==, 10);
  g_assert_cmpint (server_query_get_integer (good, "open", FALSE), ==, TRUE);
  g_assert_cmpint (server_query_get_integer (good, "since", 7), ==, 7);
  g_assert_cmpstr (server_query_get_text (good, "text"), ==, "a ü");
  g_assert_false (server_query_has (good, "since"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (bakery_violations_has_field (some, fields[i]));
}

static void
test_json (void)
{
  static const char *const bad[] = {
    "", "{", "}", "{]", "{\"a\":1}}", "{'a':1}", "{\"a\":1} // x", "{\"a\":\"\n\"}", "\"", "\xff", "{\"a\":\"\xc3\"}",
    "{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud83c\"}", "{\"a\":\"\\udf82\\ud83c\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\222\"}",
    "\"\\", "5", "null", "61[1]", "1 {}", "[] []", "[1] 2",
  };
  g_autofree char *deep = g_strnfill (SERVER_JSON_MAXIMUM_DEPTH + 1, '[');
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = server_json_parse ("{\"a\":\"[\\\"{\",\"b\":\"\\ud83c\\udf82\"}", 31, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "a"), ==, "[\"{");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "b"), ==, "🎂");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (server_json_parse (bad[i], strlen (bad[i]), &error));
      g_assert_error (error, SERVER_ERROR, SERVER_ERROR_JSON);
      g_clear_error (&error);
    }
  g_assert_null (server_json_parse (deep, strlen (deep), NULL));
  g_assert_null (server_json_parse ("{\"a\":\"\0\"}", 9, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/routes/match", test_match);
  g_test_add_func ("/routes/allow", test_allow);
  g_test_add_func ("/routes/product", test_product);
  g_test_add_func ("/routes/query", test_query);
  g_test_add_func ("/routes/json", test_json);

  return g_test_run ();
}
