/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paths and operations, by the route tables: what a request has, and every answer that its route can give. Stateless. */

#include "config.h"

#include "server-openapi-private.h"

#include <string.h>

#define API_BASE "/api/v1/"

/**
 * Failure:
 * @status: of the answer
 * @name: of the component
 * @description: when it comes
 * @header: (nullable): a header field that it has besides
 */
typedef struct
{
  guint       status;
  const char *name;
  const char *description;
  const char *header;
} Failure;

static const Failure failures[] = {
  { 400, "BadRequest", "The request is malformed, or its input is not valid: `errors` names each field.", NULL },
  { 401, "Unauthenticated", "A token is missing, has run out or is not good.", "WWW-Authenticate" },
  { 402, "PaymentRequired", "The payment was declined.", NULL },
  { 403, "Forbidden", "The account's role does not allow it, or the request comes from another site.", NULL },
  { 404, "NotFound", "There is no such thing, or none that the account may see.", NULL },
  { 406, "NotAcceptable", "Accept asks for media types that the resource does not have.", NULL },
  { 409, "Conflict", "The present state does not allow it; of a stage, `allowed_stages` lists what would be allowed.",
    NULL },
  { 410, "Gone", "The cursor is of another database, or too old: fetch everything afresh.", NULL },
  { 412, "Stale", "If-Match names another revision; `current` is the present state.", "ETag" },
  { 413, "TooLarge", "The body is larger than the resource takes.", NULL },
  { 414, "UriTooLong", "Path or query are longer than 4096 bytes.", NULL },
  { 415, "MediaType", "The body is of another media type than the resource takes.", NULL },
  { 422, "KeyReused", "The Idempotency-Key came with another request before.", NULL },
  { 429, "TooManyRequests", "Too many requests in a short time.", "Retry-After" },
  { 431, "HeadersTooLarge", "The header fields are more than 64 or longer than 16 KiB.", NULL },
  { 500, "Internal", "Something went wrong on the server's side.", NULL },
  { 502, "BadGateway", "Another service that this one needs gave no good answer.", NULL },
  { 503, "Overloaded", "Too much is waiting; try again.", "Retry-After" },
  { 507, "Full", "The server has no room left to store anything.", NULL },
};

static gboolean
takes_body (const ServerRoute *route)
{
  return strcmp (route->method, "POST") == 0 || strcmp (route->method, "PUT") == 0 ||
         strcmp (route->method, "PATCH") == 0 || (route->flags & SERVER_ROUTE_OPTIONAL_BODY) != 0;
}

static gboolean
is_about_one (const ServerRoute *route)
{
  return strchr (route->pattern, '{') != NULL;
}

static gboolean
calls_out (const ServerRoute *route)
{
  return (route->flags & SERVER_ROUTE_CALLS_OUT) != 0;
}

static gboolean
is_stream (const ServerRoute *route)
{
  return g_strcmp0 (route->produces, "text/event-stream") == 0;
}

static gboolean
can_fail (const ServerRoute *route,
          guint              status)
{
  gboolean is_write = route->kind == SERVER_ROUTE_WRITE;
  gboolean is_plain = route->kind == SERVER_ROUTE_PLAIN;

  switch (status)
    {
    case 401:
    case 503:
      return !is_plain;
    case 403:
      return is_write || (route->roles & BAKERY_ROLE_ANONYMOUS) == 0;
    case 404:
      return is_write || is_about_one (route) || route->other_status == status;
    case 409:
      return is_write || route->other_status == status;
    case 507:
      return is_write;
    case 412:
      return (is_write || takes_body (route)) && (is_about_one (route) || strcmp (route->method, "POST") != 0);
    case 413:
    case 415:
      return takes_body (route);
    case 422:
      return is_write && (route->flags & SERVER_ROUTE_NO_REPLAY) == 0;
    case 429:
      return !is_plain && (route->flags & SERVER_ROUTE_UNLIMITED) == 0;
    case 502:
      return route->other_status == status || calls_out (route);
    case 402:
    case 410:
      return route->other_status == status;
    default:
      return TRUE;
    }
}

/* Names. */

static char *
dup_path (const ServerRoute *route)
{
  return g_strconcat ((route->flags & SERVER_ROUTE_ROOT) != 0 ? "/" : API_BASE, route->pattern, NULL);
}

static char *
dup_operation_id (const ServerRoute *route)
{
  GString *id = g_string_new (NULL);
  gboolean is_start = TRUE;

  for (const char *c = route->method; *c != '\0'; c++)
    g_string_append_c (id, g_ascii_tolower (*c));
  for (const char *c = route->pattern; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (id, is_start ? g_ascii_toupper (*c) : *c);
      is_start = !g_ascii_isalnum (*c);
    }

  return g_string_free (id, FALSE);
}

/* The resource: the first segment, also below `admin`. */
static char *
dup_tag (const ServerRoute *route)
{
  const char *start = g_str_has_prefix (route->pattern, "admin/") ? route->pattern + strlen ("admin/") : route->pattern;

  if ((route->flags & SERVER_ROUTE_ROOT) != 0)
    return g_strdup ("service");

  return g_strndup (start, strcspn (start, "/"));
}

/* Parameters. */

static void
write_path_parameters (BakeryJsonWriter  *writer,
                       const ServerRoute *route)
{
  for (const char *open = strchr (route->pattern, '{'); open != NULL; open = strchr (open + 1, '{'))
    {
      g_autofree char *name = g_strndup (open + 1, strcspn (open + 1, "}"));
      gboolean is_id = g_str_has_suffix (name, "id");

      bakery_json_writer_begin_object (writer);
      server_openapi_text (writer, "name", name);
      server_openapi_text (writer, "in", "path");
      server_openapi_flag (writer, "required", TRUE);
      server_openapi_begin (writer, "schema");
      server_openapi_text (writer, "type", is_id ? "integer" : "string");
      server_openapi_text (writer, "format", is_id ? "int64" : NULL);
      if (is_id)
        server_openapi_integer (writer, "minimum", 1);
      bakery_json_writer_end_object (writer);
      bakery_json_writer_end_object (writer);
    }
}

static void
write_query_parameters (BakeryJsonWriter           *writer,
                        const ServerQueryParameter *parameter)
{
  for (; parameter != NULL && parameter->name != NULL; parameter++)
    {
      bakery_json_writer_begin_object (writer);
      server_openapi_text (writer, "name", parameter->name);
      server_openapi_text (writer, "in", "query");
      server_openapi_text (writer, "description", parameter->description);
      if (parameter->is_required)
        server_openapi_flag (writer, "required", TRUE);
      server_openapi_begin (writer, "schema");
      server_openapi_write_parameter_schema (writer, parameter, SERVER_OPENAPI_INPUT);
      bakery_json_writer_end_object (writer);
      bakery_json_writer_end_object (writer);
    }
}

static void
write_parameter_reference (BakeryJsonWriter *writer,
                           const char       *name)
{
  bakery_json_writer_begin_object (writer);
  server_openapi_reference (writer, "parameters", name);
  bakery_json_writer_end_object (writer);
}

static void
write_parameters (BakeryJsonWriter  *writer,
                  const ServerRoute *route)
{
  server_openapi_begin_list (writer, "parameters");
  write_path_parameters (writer, route);
  write_query_parameters (writer, route->query);
  if (can_fail (route, 422))
    write_parameter_reference (writer, "IdempotencyKey");
  if (can_fail (route, 412))
    write_parameter_reference (writer, "IfMatch");
  if (strcmp (route->method, "GET") == 0 && !is_stream (route))
    write_parameter_reference (writer, "IfNoneMatch");
  bakery_json_writer_end_array (writer);
}

/* Bodies. */

static void
write_entity_reference (BakeryJsonWriter       *writer,
                        const BakeryEntityType *type,
                        ServerOpenapiView       view)
{
  g_autofree char *name = server_openapi_dup_schema_name (type, view);

  server_openapi_reference (writer, "schemas", name);
}

/* Within the schema of a JSON body. */
static void
write_body_schema (BakeryJsonWriter  *writer,
                   const ServerRoute *route)
{
  ServerOpenapiView view = strcmp (route->method, "PATCH") == 0 ? SERVER_OPENAPI_CHANGE : SERVER_OPENAPI_INPUT;

  if (route->body != NULL && route->members != NULL)
    {
      server_openapi_begin_list (writer, "allOf");
      bakery_json_writer_begin_object (writer);
      write_entity_reference (writer, route->body, view);
      bakery_json_writer_end_object (writer);
      bakery_json_writer_begin_object (writer);
      server_openapi_write_members (writer, route->members, NULL, view);
      bakery_json_writer_end_object (writer);
      bakery_json_writer_end_array (writer);
    }
  else if (route->body != NULL)
    {
      write_entity_reference (writer, route->body, view);
    }
  else if (route->members != NULL)
    {
      server_openapi_write_members (writer, route->members, NULL, view);
    }
  else
    {
      server_openapi_text (writer, "type", "object");
    }
}

static void
begin_content (BakeryJsonWriter *writer,
               const char       *media_type)
{
  server_openapi_begin (writer, media_type);
  server_openapi_begin (writer, "schema");
}

static void
end_content (BakeryJsonWriter *writer)
{
  bakery_json_writer_end_object (writer);
  bakery_json_writer_end_object (writer);
}

static void
write_raw_content (BakeryJsonWriter *writer,
                   const char       *media_types)
{
  g_auto(GStrv) types = g_strsplit (media_types != NULL ? media_types : "application/octet-stream", ",", -1);

  for (char **type = types; *type != NULL; type++)
    {
      begin_content (writer, g_strstrip (*type));
      end_content (writer);
    }
}

static void
write_request_body (BakeryJsonWriter  *writer,
                    const ServerRoute *route)
{
  if (!takes_body (route))
    return;

  server_openapi_begin (writer, "requestBody");
  server_openapi_flag (writer, "required", (route->flags & SERVER_ROUTE_OPTIONAL_BODY) == 0);
  server_openapi_begin (writer, "content");
  if ((route->flags & SERVER_ROUTE_RAW_BODY) != 0)
    {
      write_raw_content (writer, route->consumes);
    }
  else
    {
      begin_content (writer, "application/json");
      write_body_schema (writer, route);
      end_content (writer);
    }
  bakery_json_writer_end_object (writer);
  bakery_json_writer_end_object (writer);
}

/* Answers. */

/* For people: nothing in it is for programs to read. */
static void
write_page (BakeryJsonWriter *writer)
{
  begin_content (writer, "text/html");
  server_openapi_text (writer, "type", "string");
  end_content (writer);
}

/* Within the schema of one answer, or of one element of a list. */
static void
write_answer_object (BakeryJsonWriter  *writer,
                     const ServerRoute *route)
{
  if (route->answer_members != NULL)
    server_openapi_write_members (writer, route->answer_members, route->answer, SERVER_OPENAPI_ANSWER);
  else if (route->answer != NULL)
    write_entity_reference (writer, route->answer, SERVER_OPENAPI_ANSWER);
}

static void
write_answer_schema (BakeryJsonWriter  *writer,
                     const ServerRoute *route)
{
  if ((route->flags & SERVER_ROUTE_LIST) == 0)
    {
      write_answer_object (writer, route);
      return;
    }

  server_openapi_text (writer, "type", "array");
  server_openapi_begin (writer, "items");
  write_answer_object (writer, route);
  bakery_json_writer_end_object (writer);
}

static void
write_header (BakeryJsonWriter *writer,
              const char       *name)
{
  server_openapi_begin (writer, name);
  server_openapi_reference (writer, "headers", name);
  bakery_json_writer_end_object (writer);
}

static gboolean
has_pages (const ServerRoute *route)
{
  for (const ServerQueryParameter *parameter = route->query; parameter != NULL && parameter->name != NULL; parameter++)
    if (strcmp (parameter->name, "after") == 0)
      return (route->flags & SERVER_ROUTE_LIST) != 0;

  return FALSE;
}

static void
write_answer_headers (BakeryJsonWriter  *writer,
                      const ServerRoute *route,
                      guint              status)
{
  server_openapi_begin (writer, "headers");
  write_header (writer, "X-Request-Id");
  if (can_fail (route, 429))
    {
      write_header (writer, "RateLimit");
      write_header (writer, "RateLimit-Policy");
    }
  if (!is_stream (route) && (strcmp (route->method, "GET") == 0 || (route->answer != NULL && route->answer_members == NULL)))
    write_header (writer, "ETag");
  if (status == 201)
    write_header (writer, "Location");
  if (has_pages (route))
    write_header (writer, "Link");
  bakery_json_writer_end_object (writer);
}

static const char *
describe_status (guint status)
{
  switch (status)
    {
    case 201:
      return "Created";
    case 202:
      return "Begun: another service has not answered yet, and what comes of it can be read later";
    case 204:
      return "Done";
    default:
      return "As asked";
    }
}

static void
write_answer (BakeryJsonWriter  *writer,
              const ServerRoute *route,
              guint              status)
{
  char name[16];

  g_snprintf (name, sizeof name, "%u", status);
  server_openapi_begin (writer, name);
  server_openapi_text (writer, "description", describe_status (status));
  write_answer_headers (writer, route, status);
  if (status != 204)
    {
      server_openapi_begin (writer, "content");
      begin_content (writer, route->produces != NULL ? route->produces : "application/json");
      if (route->produces != NULL && g_str_has_prefix (route->produces, "text/"))
        server_openapi_text (writer, "type", "string");
      else
        write_answer_schema (writer, route);
      end_content (writer);
      if (route->page != NULL)
        write_page (writer);
      bakery_json_writer_end_object (writer);
    }
  bakery_json_writer_end_object (writer);
}

/* Within the object of an answer. */
static void
write_failure (BakeryJsonWriter *writer,
               const Failure    *failure,
               gboolean          has_page)
{
  server_openapi_text (writer, "description", failure->description);
  server_openapi_begin (writer, "headers");
  write_header (writer, "X-Request-Id");
  if (failure->header != NULL)
    write_header (writer, failure->header);
  bakery_json_writer_end_object (writer);
  server_openapi_begin (writer, "content");
  begin_content (writer, "application/problem+json");
  server_openapi_reference (writer, "schemas", "Problem");
  end_content (writer);
  if (has_page)
    write_page (writer);
  bakery_json_writer_end_object (writer);
}

/* What goes wrong is told in the same way everywhere but where a browser is told of it on a page. */
static void
write_failures (BakeryJsonWriter  *writer,
                const ServerRoute *route)
{
  char name[16];

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      if (!can_fail (route, failures[i].status))
        continue;

      g_snprintf (name, sizeof name, "%u", failures[i].status);
      server_openapi_begin (writer, name);
      if (route->page != NULL)
        write_failure (writer, &failures[i], TRUE);
      else
        server_openapi_reference (writer, "responses", failures[i].name);
      bakery_json_writer_end_object (writer);
    }
}

static void
write_answers (BakeryJsonWriter  *writer,
               const ServerRoute *route)
{
  guint status = route->status != 0 ? route->status : 200;

  server_openapi_begin (writer, "responses");
  write_answer (writer, route, status);
  if (calls_out (route) && status != 204)
    write_answer (writer, route, 202);
  if (strcmp (route->method, "GET") == 0 && !is_stream (route))
    {
      server_openapi_begin (writer, "304");
      server_openapi_reference (writer, "responses", "NotModified");
      bakery_json_writer_end_object (writer);
    }
  write_failures (writer, route);
  bakery_json_writer_end_object (writer);
}

/* Operations. */

static void
write_scheme (BakeryJsonWriter *writer,
              const char       *name)
{
  bakery_json_writer_begin_object (writer);
  if (name != NULL)
    {
      server_openapi_begin_list (writer, name);
      bakery_json_writer_end_array (writer);
    }
  bakery_json_writer_end_object (writer);
}

static void
write_security (BakeryJsonWriter  *writer,
                const ServerRoute *route)
{
  server_openapi_begin_list (writer, "security");
  if ((route->roles & BAKERY_ROLE_ANONYMOUS) != 0)
    write_scheme (writer, NULL);
  if (route->kind != SERVER_ROUTE_PLAIN && (route->flags & SERVER_ROUTE_ANY_TOKEN) == 0)
    {
      write_scheme (writer, "bearer");
      write_scheme (writer, "cookie");
    }
  bakery_json_writer_end_array (writer);
}

static void
write_operation (BakeryJsonWriter  *writer,
                 const ServerRoute *route)
{
  g_autofree char *method = g_ascii_strdown (route->method, -1);
  g_autofree char *id = dup_operation_id (route);
  g_autofree char *tag = dup_tag (route);
  g_autofree char *description = server_openapi_dup_roles (route->roles);

  server_openapi_begin (writer, method);
  server_openapi_text (writer, "operationId", id);
  server_openapi_text (writer, "summary", route->summary);
  server_openapi_text (writer, "description", description);
  server_openapi_begin_list (writer, "tags");
  bakery_json_writer_string (writer, tag);
  bakery_json_writer_end_array (writer);
  write_security (writer, route);
  server_openapi_roles (writer, "x-roles", route->roles);
  write_parameters (writer, route);
  write_request_body (writer, route);
  write_answers (writer, route);
  bakery_json_writer_end_object (writer);
}

static GHashTable *
group_by_path (const ServerRoute *const *tables,
               GPtrArray                *paths)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (; *tables != NULL; tables++)
    for (const ServerRoute *route = *tables; route->method != NULL; route++)
      {
        g_autofree char *path = dup_path (route);
        GPtrArray *group = g_hash_table_lookup (groups, path);

        if (group == NULL)
          {
            group = g_ptr_array_new ();
            g_hash_table_insert (groups, path, group);
            g_ptr_array_add (paths, g_steal_pointer (&path));
          }
        g_ptr_array_add (group, (gpointer) route);
      }

  return groups;
}

/**
 * server_openapi_write_paths:
 * @writer: within the object of paths
 * @tables: the server's routes
 *
 * Writes every route.
 */
void
server_openapi_write_paths (BakeryJsonWriter         *writer,
                            const ServerRoute *const *tables)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) groups = group_by_path (tables, paths);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      const GPtrArray *group = g_hash_table_lookup (groups, path);

      server_openapi_begin (writer, path);
      for (guint j = 0; j < group->len; j++)
        write_operation (writer, g_ptr_array_index (group, j));
      bakery_json_writer_end_object (writer);
    }
}

/**
 * server_openapi_write_responses:
 * @writer: within the object of responses
 *
 * Writes the answers that routes have in common.
 */
void
server_openapi_write_responses (BakeryJsonWriter *writer)
{
  server_openapi_begin (writer, "NotModified");
  server_openapi_text (writer, "description", "What If-None-Match names is still what there is.");
  server_openapi_begin (writer, "headers");
  write_header (writer, "ETag");
  bakery_json_writer_end_object (writer);
  bakery_json_writer_end_object (writer);

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      server_openapi_begin (writer, failures[i].name);
      write_failure (writer, &failures[i], FALSE);
      bakery_json_writer_end_object (writer);
    }
}
