/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Turns an error into the answer that tells of it. The table below is the only place that knows which status an error has.
 * Types are absolute URIs that never change; they name the kind of problem and need not lead anywhere. Any thread. */

#include "config.h"

#include "server-problem.h"

#include "bakery-connection.h"
#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-negotiation.h"
#include "server-request-private.h"
#include "server-response-private.h"

#include <string.h>

G_DEFINE_QUARK (server-error-quark, server_error)

#define RETRY_AFTER_SECONDS "1"

typedef struct
{
  GQuark (*domain)(void);
  int         code;
  guint       status;
  const char *slug;
  const char *title;
} Problem;

static const Problem problems[] = {
  { bakery_error_quark, BAKERY_ERROR_INVALID, 400, "invalid", "The input is not valid" },
  { bakery_error_quark, BAKERY_ERROR_NOT_FOUND, 404, "not-found", "There is no such thing" },
  { bakery_error_quark, BAKERY_ERROR_CONFLICT, 409, "conflict", "The present state does not allow it" },
  { bakery_error_quark, BAKERY_ERROR_STAGE, 409, "stage", "The order cannot make this move" },
  { bakery_error_quark, BAKERY_ERROR_FORBIDDEN, 403, "forbidden", "Your account may not do this" },
  { bakery_error_quark, BAKERY_ERROR_STALE, 412, "stale", "Somebody changed it in between" },
  { bakery_error_quark, BAKERY_ERROR_UNAUTHENTICATED, 401, "unauthenticated", "Sign in first" },
  { bakery_error_quark, BAKERY_ERROR_PAYMENT, 402, "payment", "The payment was refused" },
  { bakery_storage_error_quark, BAKERY_STORAGE_ERROR_UNIQUE, 409, "in-use", "The value is already in use" },
  { bakery_storage_error_quark, BAKERY_STORAGE_ERROR_REFERENCE, 409, "referenced", "Something else refers to it" },
  { bakery_storage_error_quark, BAKERY_STORAGE_ERROR_BUSY, 503, "busy", "The database is busy" },
  { bakery_storage_error_quark, BAKERY_STORAGE_ERROR_FULL, 507, "full", "The server has no room left" },
  { g_io_error_quark, G_IO_ERROR_BUSY, 503, "overloaded", "Too much is waiting" },
  { server_error_quark, SERVER_ERROR_BAD_REQUEST, 400, "bad-request", "The request is malformed" },
  { server_error_quark, SERVER_ERROR_QUERY, 400, "query", "The query is not valid" },
  { server_error_quark, SERVER_ERROR_JSON, 400, "json", "The body is not valid JSON" },
  { server_error_quark, SERVER_ERROR_ROUTE, 404, "no-such-path", "There is no such path" },
  { server_error_quark, SERVER_ERROR_METHOD, 405, "method", "The path does not have this method" },
  { server_error_quark, SERVER_ERROR_NOT_ACCEPTABLE, 406, "not-acceptable", "There is nothing that you accept" },
  { server_error_quark, SERVER_ERROR_TOO_LARGE, 413, "too-large", "The body is too large" },
  { server_error_quark, SERVER_ERROR_MEDIA_TYPE, 415, "media-type", "The body is of the wrong type" },
  { server_error_quark, SERVER_ERROR_URI, 414, "uri-too-long", "The path is too long" },
  { server_error_quark, SERVER_ERROR_HEADERS, 431, "headers-too-large", "The header fields are too large" },
  { server_error_quark, SERVER_ERROR_RATE, 429, "rate-limit", "Too many requests" },
  { server_error_quark, SERVER_ERROR_KEY_REUSED, 422, "key-reused", "The Idempotency-Key was used before" },
  { server_error_quark, SERVER_ERROR_KEY_RUNNING, 409, "key-running", "A request with this key is under way" },
  { server_error_quark, SERVER_ERROR_ORIGIN, 403, "origin", "The request comes from another site" },
  { server_error_quark, SERVER_ERROR_GONE, 410, "gone", "Fetch everything afresh" },
  { server_error_quark, SERVER_ERROR_GATEWAY, 502, "gateway", "Another service does not answer" },
  { server_error_quark, SERVER_ERROR_OVERLOADED, 503, "overloaded", "Too much is waiting" },
};

static const Problem internal = { NULL, 0, 500, "internal", "Something went wrong on our side" };

static const Problem *
find_problem (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (problems[i].code == error->code && problems[i].domain () == error->domain)
      return &problems[i];

  return &internal;
}

/* A storage error's message is for the log: it names tables. */
static const char *
get_detail (const Problem *problem,
            const GError  *error)
{
  if (problem == &internal || error->domain == BAKERY_STORAGE_ERROR)
    return problem->title;

  return error->message;
}

static void
write_member (BakeryJsonWriter *writer,
              const char       *name,
              const char       *value)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_string (writer, value);
}

static void
write_strings (BakeryJsonWriter  *writer,
               const char        *name,
               const char *const *values)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_begin_array (writer);
  for (; *values != NULL; values++)
    bakery_json_writer_string (writer, *values);
  bakery_json_writer_end_array (writer);
}

/* The message of a unique index is "table.column"; the column is the field. */
static void
write_taken_field (BakeryJsonWriter *writer,
                   const GError     *error)
{
  static const char *const messages[] = { "Is already in use.", NULL };
  const char *dot = strrchr (error->message, '.');

  if (dot == NULL || dot[1] == '\0')
    return;

  bakery_json_writer_name (writer, "errors");
  bakery_json_writer_begin_object (writer);
  write_strings (writer, dot + 1, messages);
  bakery_json_writer_end_object (writer);
}

static void
write_particulars (BakeryJsonWriter *writer,
                   ServerRequest    *request,
                   const GError     *error)
{
  const BakeryViolations *violations = NULL;
  const char *const *stages = NULL;

  if (error->domain == BAKERY_ERROR)
    {
      violations = bakery_error_peek_violations (error);
      stages = bakery_error_peek_allowed_stages (error);
    }
  if (violations != NULL && !bakery_violations_is_empty (violations))
    {
      bakery_json_writer_name (writer, "errors");
      bakery_violations_write_json (violations, writer);
    }
  if (stages != NULL)
    write_strings (writer, "allowed_stages", stages);
  if (bakery_error_get_next_slot (error) != 0)
    {
      bakery_json_writer_name (writer, "next_slot");
      bakery_json_writer_time (writer, bakery_error_get_next_slot (error));
    }
  if (g_error_matches (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE))
    write_taken_field (writer, error);
  if (g_error_matches (error, BAKERY_ERROR, BAKERY_ERROR_STALE) && request->current != NULL)
    {
      bakery_json_writer_name (writer, "current");
      bakery_entity_write_json (request->current, request->identity.role, writer);
    }
}

static void
set_headers (ServerRequest  *request,
             ServerResponse *response,
             const GError   *error)
{
  if (response->status == 401)
    server_response_set_header (response, "WWW-Authenticate", "Bearer realm=\"SweetSpot\"");
  if (response->status == 405)
    server_response_set_header (response, "Allow", request->match.allow);
  if (response->status == 503)
    server_response_set_header (response, "Retry-After", RETRY_AFTER_SECONDS);
  if (g_error_matches (error, BAKERY_ERROR, BAKERY_ERROR_STALE) && request->current != NULL)
    server_response_set_revision (response, BAKERY_ENTITY (request->current)->revision);
}

/**
 * server_problem_get_status:
 * @error: what went wrong
 *
 * Returns: the HTTP status that tells of it
 */
guint
server_problem_get_status (const GError *error)
{
  return find_problem (error)->status;
}

/**
 * server_problem_answer:
 * @request: what was asked
 * @response: gets the answer, in place of whatever it held
 * @error: what went wrong
 *
 * Makes @response the problem details of @error, or a page for people that says so where the route has one and the client
 * prefers it. Faults of ours are logged with their text and answered without.
 */
void
server_problem_answer (ServerRequest  *request,
                       ServerResponse *response,
                       const GError   *error)
{
  const Problem *problem = find_problem (error);
  g_autofree char *type = g_strconcat (SERVER_PROBLEM_BASE, problem->slug, NULL);
  BakeryJsonWriter *writer;

  if (problem->status >= 500)
    g_message ("Request %s failed: %s", request->id, error->message);

  server_response_reset (response);
  response->status = problem->status;
  writer = server_response_begin_json (response);
  response->content_type = "application/problem+json";
  bakery_json_writer_begin_object (writer);
  write_member (writer, "type", type);
  write_member (writer, "title", problem->title);
  bakery_json_writer_name (writer, "status");
  bakery_json_writer_integer (writer, problem->status);
  write_member (writer, "detail", get_detail (problem, error));
  write_member (writer, "request_id", request->id);
  write_particulars (writer, request, error);
  bakery_json_writer_end_object (writer);
  set_headers (request, response, error);
  if (server_negotiation_wants_page (request))
    request->match.route->problem_page (request, response);
}

/**
 * server_problem_write_types:
 * @writer: within the object of a schema
 *
 * Lists the types of all problems there can be, for the OpenAPI document.
 */
void
server_problem_write_types (BakeryJsonWriter *writer)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  bakery_json_writer_name (writer, "examples");
  bakery_json_writer_begin_array (writer);
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autofree char *type = g_strconcat (SERVER_PROBLEM_BASE, problems[i].slug, NULL);

      if (g_hash_table_add (seen, (gpointer) problems[i].slug))
        bakery_json_writer_string (writer, type);
    }
  bakery_json_writer_end_array (writer);
}
