/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The document as a whole: what is said once for all routes, and the parts that the tables give. Stateless. */

#include "config.h"

#include "server-openapi.h"

#include "server-openapi-private.h"
#include "server-problem.h"

#define SIZE_GUESS (256 * 1024)

static const char about[] =
  "The API of a bakery: catalogue, carts, orders, and those who work on them.\n\n"
  "**Paths.** `/api/v1` and `/api` are the same base, and a slash at the end of a path does not count. Every GET answers "
  "HEAD as well, and OPTIONS says what a path has in `Allow`.\n\n"
  "**Signing in.** `POST /api/v1/token` gives an access token for `Authorization: Bearer`, good for ten minutes, and a "
  "refresh token for new ones; browsers get both as cookies. A change by cookie needs an `Origin` of this site.\n\n"
  "**Lists** are arrays. `limit` says how many elements to answer at most; when there are more, the `Link` header has the "
  "next page.\n\n"
  "**Concurrency.** Each thing has a `revision`, which is its `ETag`. A change with `If-Match` is refused with 412 when "
  "somebody else was faster. `If-None-Match` makes reading conditional.\n\n"
  "**Repeating.** A write with an `Idempotency-Key` has its effect once; the same request with the same key gets the same "
  "answer for 90 days.\n\n"
  "**Errors** are `application/problem+json` (RFC 9457). Header blocks above 16 KiB may be refused with 431 "
  "before they are read, without such a body.\n\n"
  "**Values.** Money is a decimal string in the currency of its store; times are RFC 3339.";

typedef struct
{
  const char *name;
  const char *type;
  const char *description;
} Header;

typedef struct
{
  const char *name;
  const char *header;
  const char *description;
} Parameter;

static const Header headers[] = {
  { "ETag", "string", "Names the state that was answered" },
  { "Link", "string", "The next page, as `<…>; rel=\"next\"` (RFC 8288)" },
  { "Location", "string", "The path of what was created" },
  { "RateLimit", "string", "How many requests are left, and for how many seconds" },
  { "RateLimit-Policy", "string", "How many requests there can be, in how many seconds" },
  { "Retry-After", "integer", "After how many seconds to try again" },
  { "WWW-Authenticate", "string", "How to sign in" },
  { "X-Request-Id", "string", "The request's name in the server's log" },
};

static const Parameter parameters[] = {
  { "IdempotencyKey", "Idempotency-Key", "A name of your own for this request, so that it can be sent again" },
  { "IfMatch", "If-Match", "The ETag of the state that this changes" },
  { "IfNoneMatch", "If-None-Match", "The ETag of the state that you have" },
};

static void
write_info (BakeryJsonWriter *writer)
{
  server_openapi_begin (writer, "info");
  server_openapi_text (writer, "title", "SweetSpot");
  server_openapi_text (writer, "version", PACKAGE_VERSION);
  server_openapi_text (writer, "summary", "Orders of a bakery");
  server_openapi_text (writer, "description", about);
  server_openapi_begin (writer, "license");
  server_openapi_text (writer, "name", "GPL-3.0-or-later");
  server_openapi_text (writer, "identifier", "GPL-3.0-or-later");
  bakery_json_writer_end_object (writer);
  bakery_json_writer_end_object (writer);

  server_openapi_begin_list (writer, "servers");
  bakery_json_writer_begin_object (writer);
  server_openapi_text (writer, "url", "/");
  bakery_json_writer_end_object (writer);
  bakery_json_writer_end_array (writer);
}

static void
write_security_schemes (BakeryJsonWriter *writer)
{
  server_openapi_begin (writer, "securitySchemes");
  server_openapi_begin (writer, "bearer");
  server_openapi_text (writer, "type", "http");
  server_openapi_text (writer, "scheme", "bearer");
  server_openapi_text (writer, "bearerFormat", "JWT");
  bakery_json_writer_end_object (writer);
  server_openapi_begin (writer, "cookie");
  server_openapi_text (writer, "type", "apiKey");
  server_openapi_text (writer, "in", "cookie");
  server_openapi_text (writer, "name", "access");
  bakery_json_writer_end_object (writer);
  bakery_json_writer_end_object (writer);
}

static void
write_type (BakeryJsonWriter *writer,
            const char       *type)
{
  server_openapi_begin (writer, "schema");
  server_openapi_text (writer, "type", type);
  bakery_json_writer_end_object (writer);
}

static void
write_headers (BakeryJsonWriter *writer)
{
  server_openapi_begin (writer, "headers");
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      server_openapi_begin (writer, headers[i].name);
      server_openapi_text (writer, "description", headers[i].description);
      write_type (writer, headers[i].type);
      bakery_json_writer_end_object (writer);
    }
  bakery_json_writer_end_object (writer);
}

static void
write_parameters (BakeryJsonWriter *writer)
{
  server_openapi_begin (writer, "parameters");
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      server_openapi_begin (writer, parameters[i].name);
      server_openapi_text (writer, "name", parameters[i].header);
      server_openapi_text (writer, "in", "header");
      server_openapi_text (writer, "description", parameters[i].description);
      write_type (writer, "string");
      bakery_json_writer_end_object (writer);
    }
  bakery_json_writer_end_object (writer);
}

static void
write_problem_member (BakeryJsonWriter *writer,
                      const char       *name,
                      const char       *type,
                      const char       *description)
{
  server_openapi_begin (writer, name);
  server_openapi_text (writer, "type", type);
  server_openapi_text (writer, "description", description);
}

static void
write_strings (BakeryJsonWriter *writer,
               const char       *member)
{
  server_openapi_begin (writer, member);
  server_openapi_text (writer, "type", "array");
  server_openapi_begin (writer, "items");
  server_openapi_text (writer, "type", "string");
  bakery_json_writer_end_object (writer);
  bakery_json_writer_end_object (writer);
}

static void
write_problem_members (BakeryJsonWriter *writer)
{
  write_problem_member (writer, "type", "string", "names the kind of problem; never changes");
  server_problem_write_types (writer);
  bakery_json_writer_end_object (writer);
  write_problem_member (writer, "title", "string", "the kind of problem in words");
  bakery_json_writer_end_object (writer);
  write_problem_member (writer, "status", "integer", "the status of the answer");
  bakery_json_writer_end_object (writer);
  write_problem_member (writer, "detail", "string", "what is wrong this time");
  bakery_json_writer_end_object (writer);
  write_problem_member (writer, "request_id", "string", "the request's name in the server's log");
  bakery_json_writer_end_object (writer);
  write_problem_member (writer, "errors", "object", "for each field, what is wrong with it");
  write_strings (writer, "additionalProperties");
  bakery_json_writer_end_object (writer);
  write_problem_member (writer, "allowed_stages", "array", "where the order could be moved");
  server_openapi_begin (writer, "items");
  server_openapi_text (writer, "type", "string");
  bakery_json_writer_end_object (writer);
  bakery_json_writer_end_object (writer);
  write_problem_member (writer, "current", "object", "the present state of what was to be changed");
  bakery_json_writer_end_object (writer);
}

static void
write_problem_schema (BakeryJsonWriter *writer)
{
  static const char *const required[] = { "type", "title", "status", "detail", "request_id" };

  server_openapi_begin (writer, "Problem");
  server_openapi_text (writer, "type", "object");
  server_openapi_text (writer, "description", "What went wrong (RFC 9457)");
  server_openapi_begin (writer, "properties");
  write_problem_members (writer);
  bakery_json_writer_end_object (writer);
  server_openapi_begin_list (writer, "required");
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    bakery_json_writer_string (writer, required[i]);
  bakery_json_writer_end_array (writer);
  bakery_json_writer_end_object (writer);
}

static void
write_components (BakeryJsonWriter         *writer,
                  const ServerRoute *const *tables)
{
  server_openapi_begin (writer, "components");
  write_security_schemes (writer);
  write_headers (writer);
  write_parameters (writer);
  server_openapi_begin (writer, "responses");
  server_openapi_write_responses (writer);
  bakery_json_writer_end_object (writer);
  server_openapi_begin (writer, "schemas");
  write_problem_schema (writer);
  server_openapi_write_schemas (writer, tables);
  bakery_json_writer_end_object (writer);
  bakery_json_writer_end_object (writer);
}

/**
 * server_openapi_dup_document:
 * @tables: the server's routes, ended by %NULL
 *
 * Returns: (transfer full): the OpenAPI document, as JSON
 */
char *
server_openapi_dup_document (const ServerRoute *const *tables)
{
  GString *text = g_string_sized_new (SIZE_GUESS);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  server_openapi_text (&writer, "openapi", "3.1.0");
  write_info (&writer);
  server_openapi_begin (&writer, "paths");
  server_openapi_write_paths (&writer, tables);
  bakery_json_writer_end_object (&writer);
  write_components (&writer, tables);
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}
