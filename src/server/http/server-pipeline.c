/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one pipeline of all requests: limits and syntax, route, who asks and whether they may, rate limit, query and body,
 * then the handler where its kind says: here, on the password pool, on the writer. The steps before the body arrives run in
 * server_pipeline_begin(), the others in server_pipeline_run(), both on the listener's thread. A request that goes to another
 * thread is suspended first and resumed with its answer. */

#include "config.h"

#include "server-pipeline.h"

#include "bakery-error.h"
#include "server-audit.h"
#include "server-authenticate.h"
#include "server-context.h"
#include "server-copies.h"
#include "server-idempotency.h"
#include "server-metrics.h"
#include "server-negotiation.h"
#include "server-outgoing.h"
#include "server-passwords.h"
#include "server-problem.h"

#include <string.h>

#define MAXIMUM_URI 4096
#define MAXIMUM_FIELDS 64
#define MAXIMUM_FIELD_BYTES (16 * 1024)

/* A larger body is kept only for somebody who may send one. */
#define SMALL_BODY (64 * 1024)

/* Bytes of a refused body that are read and dropped, so that the client sees the answer; more closes the connection. */
#define MAXIMUM_DROPPED (16 * 1024 * 1024)

static void
answer_error (ServerExchange *exchange,
              const GError   *error)
{
  server_problem_answer (&exchange->request, &exchange->response, error);
  exchange->is_answered = TRUE;
}

static void
answer_new_error (ServerExchange *exchange,
                  ServerError     code,
                  const char     *message)
{
  g_autoptr(GError) error = g_error_new_literal (SERVER_ERROR, (int) code, message);

  answer_error (exchange, error);
}

/* Beginning: the header fields are in. */

static gsize
get_maximum_body (const ServerRoute *route)
{
  return route->maximum_body != 0 ? route->maximum_body : SERVER_ROUTE_DEFAULT_BODY;
}

/* What a proxy in front could read differently from us is refused: request smuggling lives from that (RFC 9112, 6.1). */
static gboolean
check_syntax (ServerExchange          *exchange,
              const ServerHeaderFacts *facts)
{
  if (facts->n_hosts > 1 || (facts->needs_host && facts->n_hosts == 0) || facts->n_lengths > 1 || facts->n_encodings > 1 ||
      (facts->n_lengths > 0 && facts->n_encodings > 0) || facts->has_bad_name ||
      (facts->n_encodings > 0 && !facts->is_chunked))
    {
      exchange->must_close = TRUE;
      answer_new_error (exchange, SERVER_ERROR_BAD_REQUEST,
                        "Host must be given, once; Content-Length and Transfer-Encoding not twice and not both.");
      return FALSE;
    }
  if (facts->n_fields > MAXIMUM_FIELDS || facts->n_bytes > MAXIMUM_FIELD_BYTES)
    {
      answer_new_error (exchange, SERVER_ERROR_HEADERS, "There are too many header fields, or they are too long.");
      return FALSE;
    }
  if (strlen (exchange->request.path) > MAXIMUM_URI ||
      (exchange->request.query_text != NULL && strlen (exchange->request.query_text) > MAXIMUM_URI))
    {
      answer_new_error (exchange, SERVER_ERROR_URI, "The path or the query is too long.");
      return FALSE;
    }

  return TRUE;
}

static gboolean
find_route (ServerExchange *exchange)
{
  ServerRequest *request = &exchange->request;

  server_router_match (request->context->router, request->method, request->path, &request->match);
  if (request->match.route != NULL)
    return TRUE;

  if (!request->match.is_known_path)
    {
      answer_new_error (exchange, SERVER_ERROR_ROUTE, "No resource has this path.");
    }
  else if (strcmp (request->method, "OPTIONS") == 0)
    {
      server_negotiation_answer_options (request, &exchange->response);
      exchange->is_answered = TRUE;
    }
  else
    {
      answer_new_error (exchange, SERVER_ERROR_METHOD, "The resource does not have this method; see Allow.");
    }

  return FALSE;
}

/* Whether the answer will be a refusal, whatever the body says, as far as can be told without the database. */
static gboolean
is_for_others (const ServerRequest *request)
{
  return (request->match.route->roles & BAKERY_ROLE_ANONYMOUS) == 0 && !server_authenticate_has_good_token (request);
}

/* Whether the answer can be in a media type that the client wants. A failure is told in any case. */
static gboolean
check_accept (ServerExchange *exchange)
{
  if (exchange->request.match.route->status == 204 || server_negotiation_can_answer (&exchange->request))
    return TRUE;

  answer_new_error (exchange, SERVER_ERROR_NOT_ACCEPTABLE, "The resource has no media type that Accept asks for.");

  return FALSE;
}

/* Running: the body is in. */

static gboolean
check_roles (ServerRequest *request,
             GError       **error)
{
  if ((request->match.route->roles & request->identity.role) != 0)
    return TRUE;

  if (request->identity.role == BAKERY_ROLE_ANONYMOUS)
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED, "This needs you to be signed in.");
  else
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "Your role does not allow this.");

  return FALSE;
}

static gboolean
check_limit (ServerRequest *request,
             GError       **error)
{
  char account[32];
  const char *subject = request->address;
  ServerRouteFlags flags = request->match.route->flags;

  if ((flags & SERVER_ROUTE_UNLIMITED) != 0)
    return TRUE;

  if (request->identity.account != 0)
    {
      g_snprintf (account, sizeof account, "account %" G_GINT64_FORMAT, request->identity.account);
      subject = account;
    }

  return server_request_take_limit (request, SERVER_LIMIT_REQUESTS, subject, error) &&
         ((flags & SERVER_ROUTE_SIGN_IN) == 0 ||
          server_request_take_limit (request, SERVER_LIMIT_SIGN_INS, request->address, error));
}

/* Each {…id} of the pattern must be a number that a row could have. */
static gboolean
check_path_ids (ServerRequest *request,
                GError       **error)
{
  const char *open = strchr (request->match.route->pattern, '{');

  for (guint i = 0; open != NULL && i < request->match.n_parameters; i++)
    {
      const char *close = strchr (open, '}');
      gint64 id;

      if (strncmp (close - 2, "id", 2) == 0 &&
          !g_ascii_string_to_signed (request->match.parameters[i], 10, 1, G_MAXINT64, &id, NULL))
        {
          g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is nothing with this id.");
          return FALSE;
        }
      open = strchr (close, '{');
    }

  return TRUE;
}

/* Who comes with a bad token is counted by address, like who comes with none. */
static gboolean
identify (ServerExchange *exchange,
          GError        **error)
{
  g_autoptr(GError) refusal = NULL;
  gboolean is_identified = server_authenticate (&exchange->request, &refusal);

  if (!check_limit (&exchange->request, error))
    return FALSE;
  if (!is_identified)
    g_propagate_error (error, g_steal_pointer (&refusal));

  return is_identified;
}

static gboolean
admit (ServerExchange *exchange,
       GError        **error)
{
  ServerRequest *request = &exchange->request;

  return identify (exchange, error) &&
         check_roles (request, error) &&
         server_authenticate_check_origin (request, error) &&
         check_path_ids (request, error) &&
         server_request_read_query (request, error) &&
         server_request_read_body (request, error);
}

static gboolean
call_handler (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  const ServerRoute *route = request->match.route;
  ServerHandler handler = server_negotiation_wants_page (request) ? route->page : route->handler;

  return handler (request, response, error);
}

/* Sees to it that there is a connection with a snapshot. */
static gboolean
borrow_reader (ServerRequest *request,
               GError       **error)
{
  BakeryConnection *connection;

  if (request->connection != NULL)
    return TRUE;

  request->generation = server_copies_get_generation (request->context->copies);
  connection = bakery_readers_borrow (request->context->readers, error);
  if (connection == NULL)
    return FALSE;
  if (!bakery_connection_begin_snapshot (connection, error))
    {
      bakery_readers_give_back (request->context->readers, connection);
      return FALSE;
    }

  request->connection = connection;

  return TRUE;
}

static void
give_back_reader (ServerRequest *request)
{
  bakery_readers_give_back (request->context->readers, g_steal_pointer (&request->connection));
}

/* Writing: on the writer's thread. */

static gboolean
write_job (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  ServerExchange *exchange = user_data;
  ServerRequest *request = &exchange->request;
  ServerIdentity *identity = &request->identity;
  ServerAuthor author = { identity->account, identity->role, identity->name, request->address, request->id };
  const char *key = NULL;
  gboolean is_written;

  request->connection = connection;
  if ((request->match.route->flags & SERVER_ROUTE_NO_REPLAY) == 0)
    key = server_idempotency_get_key (request, NULL);

  server_audit_set_author (connection, &author);
  is_written = key != NULL ? server_idempotency_run (request, &exchange->response, key, error)
                           : call_handler (request, &exchange->response, error);
  server_audit_set_author (connection, NULL);

  return is_written;
}

static void
write_done (const GError *error,
            gpointer      user_data)
{
  ServerExchange *exchange = user_data;

  exchange->request.connection = NULL;
  if (error != NULL)
    answer_error (exchange, error);
  exchange->is_answered = TRUE;
  exchange->resume (exchange);
}

/* Hands a suspended exchange to the writer. */
static gboolean
submit_write (ServerExchange *exchange,
              GError        **error)
{
  if ((exchange->request.match.route->flags & SERVER_ROUTE_NO_REPLAY) == 0)
    {
      g_autoptr(GError) key_error = NULL;

      server_idempotency_get_key (&exchange->request, &key_error);
      if (key_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&key_error));
          return FALSE;
        }
    }

  return bakery_writer_submit (exchange->request.context->writer, write_job, write_done, exchange, error);
}

/* Slow preludes: on a thread of the password pool. */

static gboolean
check_time (const ServerRequest *request,
            GError             **error)
{
  if (!server_passwords_is_stopped (request->context->passwords))
    return TRUE;

  g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_OVERLOADED, "The server is being stopped.");

  return FALSE;
}

static gboolean
run_prelude (ServerExchange *exchange,
             GError        **error)
{
  ServerRequest *request = &exchange->request;
  gboolean is_ok;

  if (!check_time (request, error) || !borrow_reader (request, error))
    return FALSE;

  is_ok = request->match.route->prelude (request, error);
  if (is_ok && request->match.route->kind != SERVER_ROUTE_WRITE)
    is_ok = call_handler (request, &exchange->response, error);
  give_back_reader (request);

  return is_ok;
}

/* Calls to other services: on threads that may wait. */

static gboolean
find_answer (ServerRequest *request,
             gboolean      *ret_is_answered,
             GError       **error)
{
  const char *key = server_idempotency_get_key (request, NULL);
  gboolean is_known;

  *ret_is_answered = FALSE;
  if (key == NULL || (request->match.route->flags & SERVER_ROUTE_NO_REPLAY) != 0)
    return TRUE;
  if (!borrow_reader (request, error))
    return FALSE;

  is_known = server_idempotency_has_answer (request, key, ret_is_answered, error);
  give_back_reader (request);

  return is_known;
}

static gboolean
prepare_call (ServerRequest *request,
              GError       **error)
{
  gboolean is_answered;

  return find_answer (request, &is_answered, error) && (is_answered || request->match.route->prelude (request, error));
}

/* What comes after the prelude and the call, with an error or without. */
static void
go_on (ServerExchange *exchange,
       const GError   *error)
{
  g_autoptr(GError) refusal = NULL;

  if (error == NULL && exchange->request.match.route->kind == SERVER_ROUTE_WRITE && submit_write (exchange, &refusal))
    return;

  if (error != NULL || refusal != NULL)
    answer_error (exchange, error != NULL ? error : refusal);
  exchange->is_answered = TRUE;
  exchange->resume (exchange);
}

static void
call_job (gpointer user_data)
{
  ServerExchange *exchange = user_data;
  g_autoptr(GError) error = NULL;

  exchange->request.call (&exchange->request, &error);
  go_on (exchange, error);
}

/* The prelude may have begun what must not be begun again: the handler runs also where the call cannot be made. */
static void
make_call (ServerExchange *exchange)
{
  ServerRequest *request = &exchange->request;
  g_autoptr(GError) refusal = NULL;

  if (request->line == SERVER_LINE_NONE)
    {
      call_job (exchange);
      return;
    }
  if (server_outgoing_submit (request->context->outgoing, request->line, call_job, exchange, &refusal))
    return;

  g_message ("Request %s goes without its call: %s", request->id, refusal->message);
  request->is_uncalled = TRUE;
  go_on (exchange, NULL);
}

static void
prelude_job (gpointer user_data)
{
  ServerExchange *exchange = user_data;
  g_autoptr(GError) error = NULL;
  gboolean calls_out = (exchange->request.match.route->flags & SERVER_ROUTE_CALLS_OUT) != 0;
  gboolean is_ok = calls_out ? prepare_call (&exchange->request, &error) : run_prelude (exchange, &error);

  if (is_ok && exchange->request.call != NULL)
    make_call (exchange);
  else
    go_on (exchange, error);
}

static void
dispatch_elsewhere (ServerExchange *exchange)
{
  ServerRequest *request = &exchange->request;
  g_autoptr(GError) error = NULL;
  gboolean is_submitted;

  if (!exchange->suspend (exchange))
    {
      answer_new_error (exchange, SERVER_ERROR_OVERLOADED, "The server is being stopped.");
      return;
    }

  if ((request->match.route->flags & SERVER_ROUTE_CALLS_OUT) != 0)
    is_submitted = server_outgoing_submit (request->context->outgoing, SERVER_LINE_OURSELVES, prelude_job, exchange, &error);
  else if (request->match.route->prelude != NULL)
    is_submitted = server_passwords_submit (request->context->passwords, prelude_job, exchange, &error);
  else
    is_submitted = submit_write (exchange, &error);
  if (is_submitted)
    return;

  answer_error (exchange, error);
  exchange->resume (exchange);
}

static gboolean
read_answer (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  ServerCopies *copies = request->context->copies;
  gboolean is_shared = (request->match.route->flags & SERVER_ROUTE_SHARED) != 0;

  if (is_shared && server_copies_find (copies, request, response))
    return TRUE;
  if (!borrow_reader (request, error) || !call_handler (request, response, error))
    return FALSE;
  if (is_shared)
    server_copies_keep (copies, request->generation, request, response);

  return TRUE;
}

/* Without a token and with a copy of the answer, a request needs no connection at all. */
static void
run_with_reader (ServerExchange *exchange)
{
  ServerRequest *request = &exchange->request;
  const ServerRoute *route = request->match.route;
  gboolean is_here = route->kind == SERVER_ROUTE_READ && route->prelude == NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_ok;

  is_ok = (!server_authenticate_has_token (request) || borrow_reader (request, &error)) &&
          admit (exchange, &error) &&
          (!is_here || read_answer (request, &exchange->response, &error));
  give_back_reader (request);

  if (!is_ok)
    answer_error (exchange, error);
  else if (!is_here)
    dispatch_elsewhere (exchange);
  else
    exchange->is_answered = TRUE;
}

static void
run_plain (ServerExchange *exchange)
{
  g_autoptr(GError) error = NULL;

  if (server_request_read_query (&exchange->request, &error) &&
      call_handler (&exchange->request, &exchange->response, &error))
    exchange->is_answered = TRUE;
  else
    answer_error (exchange, error);
}

/* Finishing: what every answer has. */

static void
add_limit_headers (ServerExchange *exchange)
{
  const ServerLimitState *limit = &exchange->request.limit;
  char text[96];

  if (limit->quota == 0)
    return;

  g_snprintf (text, sizeof text, "\"%s\";q=%u;w=%d", limit->name, limit->quota, SERVER_LIMIT_WINDOW_SECONDS);
  server_response_set_header (&exchange->response, "RateLimit-Policy", text);
  g_snprintf (text, sizeof text, "\"%s\";r=%u;t=%u", limit->name, limit->remaining, limit->reset_seconds);
  server_response_set_header (&exchange->response, "RateLimit", text);
  if (exchange->response.status == 429)
    {
      g_snprintf (text, sizeof text, "%u", MAX (limit->reset_seconds, 1));
      server_response_set_header (&exchange->response, "Retry-After", text);
    }
}

/**
 * server_pipeline_begin:
 * @exchange: a new exchange, with its path and header fields
 * @facts: what there is in the header fields
 *
 * The steps that need no body. When one fails, the exchange is answered and the body, if any, is not kept.
 */
void
server_pipeline_begin (ServerExchange          *exchange,
                       const ServerHeaderFacts *facts)
{
  if (!check_syntax (exchange, facts) || !find_route (exchange) || !check_accept (exchange))
    return;

  if (facts->length > get_maximum_body (exchange->request.match.route))
    answer_new_error (exchange, SERVER_ERROR_TOO_LARGE, "The body is larger than this resource takes.");
  else if (facts->length > SMALL_BODY || facts->is_chunked)
    exchange->drops_body = is_for_others (&exchange->request);
}

/**
 * server_pipeline_receive:
 * @exchange: an exchange
 * @data: a piece of its body
 * @length: of the piece
 *
 * Keeps a piece of the body as long as it is wanted and within its limit.
 *
 * Returns: %FALSE when the connection should be closed, since the client does not stop
 */
gboolean
server_pipeline_receive (ServerExchange *exchange,
                         const char     *data,
                         gsize           length)
{
  ServerRequest *request = &exchange->request;

  exchange->n_received += length;
  if (exchange->is_answered || exchange->drops_body)
    return exchange->n_received <= MAXIMUM_DROPPED;

  if (exchange->n_received > get_maximum_body (request->match.route))
    {
      g_clear_pointer (&request->received, g_byte_array_unref);
      answer_new_error (exchange, SERVER_ERROR_TOO_LARGE, "The body is larger than this resource takes.");
      return TRUE;
    }

  if (request->received == NULL)
    request->received = g_byte_array_new ();
  g_byte_array_append (request->received, (const guint8 *) data, (guint) length);

  return TRUE;
}

/**
 * server_pipeline_run:
 * @exchange: an exchange whose request has arrived in full
 *
 * Makes the answer, or has it made on another thread: then the exchange was suspended and must not be touched until it is
 * resumed.
 */
void
server_pipeline_run (ServerExchange *exchange)
{
  if (exchange->is_answered)
    return;

  if (exchange->request.match.route->kind == SERVER_ROUTE_PLAIN)
    run_plain (exchange);
  else
    run_with_reader (exchange);
}

/**
 * server_pipeline_finish:
 * @exchange: an answered exchange, back on the listener's thread
 *
 * Writes the body where that waited, adds the header fields that every answer has, and counts it.
 */
void
server_pipeline_finish (ServerExchange *exchange)
{
  ServerResponse *response = &exchange->response;

  server_response_render (response);
  server_negotiation_finish (&exchange->request, response);
  add_limit_headers (exchange);
  server_response_set_header (response, "X-Request-Id", exchange->request.id);
  server_response_set_header (response, "X-Content-Type-Options", "nosniff");
  server_metrics_count_request (exchange->request.context->metrics, exchange->request.match.route, response->status,
                                g_get_monotonic_time () - exchange->request.started);
}
