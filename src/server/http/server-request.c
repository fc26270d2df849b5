/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was asked, for handlers. The pipeline fills it in step by step; the transport behind it is reached through one
 * function only. Used by one thread at a time: the listener's, then perhaps the password pool's and the writer's. */

#include "config.h"

#include "server-request-private.h"

#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-audit.h"
#include "server-context.h"
#include "server-idempotency.h"
#include "server-negotiation.h"
#include "server-problem.h"

#include <string.h>

static void
set_id (ServerRequest *self)
{
  static gsize process_name;
  static gint counter;

  if (g_once_init_enter (&process_name))
    g_once_init_leave (&process_name, g_random_int () | 1);

  g_snprintf (self->id, sizeof self->id, "%08x-%x", (guint) process_name, (guint) g_atomic_int_add (&counter, 1));
}

/**
 * server_request_init:
 * @self: room for a request
 * @context: what the server works with
 * @uri: path and query as sent
 *
 * Starts a request: gives it its id and its instant.
 */
void
server_request_init (ServerRequest *self,
                     ServerContext *context,
                     const char    *uri)
{
  const char *question = strchr (uri, '?');

  memset (self, 0, sizeof *self);
  self->context = context;
  self->method = "";
  self->path = g_strdup (uri);
  if (question != NULL)
    {
      self->path[question - uri] = '\0';
      self->query_text = self->path + (question - uri) + 1;
    }
  self->identity.role = BAKERY_ROLE_ANONYMOUS;
  self->now = server_context_get_now (context);
  self->started = g_get_monotonic_time ();
  set_id (self);
}

/**
 * server_request_clear:
 * @self: a request
 *
 * Frees what it owns.
 */
void
server_request_clear (ServerRequest *self)
{
  server_request_clear_prelude (self);
  server_match_clear (&self->match);
  g_clear_pointer (&self->query, server_query_free);
  g_clear_pointer (&self->received, g_byte_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->current, bakery_entity_unref);
  g_clear_pointer (&self->identity.name, g_free);
  g_clear_pointer (&self->cookie, g_free);
  g_clear_pointer (&self->path, g_free);
}

/**
 * server_request_read_query:
 * @self: a request with its route
 * @error: %BAKERY_ERROR_INVALID naming every parameter that is wrong
 *
 * Returns: whether the query is as the route's table says
 */
gboolean
server_request_read_query (ServerRequest *self,
                           GError       **error)
{
  g_autoptr(BakeryViolations) violations = NULL;

  if (self->query_text == NULL || self->query_text[0] == '\0')
    return TRUE;

  violations = bakery_violations_new ();
  self->query = server_query_new (self->match.route->query, self->query_text, violations);
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

/**
 * server_request_clear_prelude:
 * @self: a request
 *
 * Frees what the prelude left.
 */
void
server_request_clear_prelude (ServerRequest *self)
{
  if (self->prelude != NULL && self->prelude_free != NULL)
    self->prelude_free (self->prelude);
  self->prelude = NULL;
}

/**
 * server_request_get_context:
 * @self: a request
 *
 * Returns: (transfer none): what the server works with
 */
ServerContext *
server_request_get_context (const ServerRequest *self)
{
  return self->context;
}

/**
 * server_request_get_connection:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the writer's connection within a transaction for a %SERVER_ROUTE_WRITE, a reader
 *   with a snapshot for a %SERVER_ROUTE_READ and for a prelude, %NULL for a %SERVER_ROUTE_PLAIN
 */
BakeryConnection *
server_request_get_connection (const ServerRequest *self)
{
  return self->connection;
}

/**
 * server_request_get_route:
 * @self: a request
 *
 * Returns: (transfer none): the row of the table that matched
 */
const ServerRoute *
server_request_get_route (const ServerRequest *self)
{
  return self->match.route;
}

/**
 * server_request_get_identity:
 * @self: a request
 *
 * Returns: (transfer none): who asks
 */
const ServerIdentity *
server_request_get_identity (const ServerRequest *self)
{
  return &self->identity;
}

/**
 * server_request_get_account:
 * @self: a request
 *
 * Returns: the id of the account that asks, 0 for nobody
 */
gint64
server_request_get_account (const ServerRequest *self)
{
  return self->identity.account;
}

/**
 * server_request_get_role:
 * @self: a request
 *
 * Returns: the role of who asks
 */
BakeryRole
server_request_get_role (const ServerRequest *self)
{
  return self->identity.role;
}

/**
 * server_request_get_now:
 * @self: a request
 *
 * Returns: the instant at which it began; the same as long as it lasts
 */
gint64
server_request_get_now (const ServerRequest *self)
{
  return self->now;
}

/**
 * server_request_get_method:
 * @self: a request
 *
 * Returns: (transfer none): its method as sent
 */
const char *
server_request_get_method (const ServerRequest *self)
{
  return self->method;
}

/**
 * server_request_get_path:
 * @self: a request
 *
 * Returns: (transfer none): its path as sent, without the query
 */
const char *
server_request_get_path (const ServerRequest *self)
{
  return self->path;
}

/**
 * server_request_get_header:
 * @self: a request
 * @name: of a header field, in any case
 *
 * Returns: (transfer none) (nullable): its first value
 */
const char *
server_request_get_header (const ServerRequest *self,
                           const char          *name)
{
  return self->find_header != NULL ? self->find_header (self->transport, name) : NULL;
}

/**
 * server_request_get_cookie:
 * @self: a request
 * @name: of a cookie
 *
 * Returns: (transfer none) (nullable): its value, until the next call
 */
const char *
server_request_get_cookie (const ServerRequest *self,
                           const char          *name)
{
  ServerRequest *cache = (ServerRequest *) self;
  const char *pair = server_request_get_header (self, "Cookie");
  gsize length = strlen (name);

  g_clear_pointer (&cache->cookie, g_free);
  while (pair != NULL)
    {
      while (*pair == ' ' || *pair == ';')
        pair++;
      if (strncmp (pair, name, length) == 0 && pair[length] == '=')
        {
          pair += length + 1;
          cache->cookie = g_strndup (pair, strcspn (pair, "; "));
          return cache->cookie;
        }
      pair = strchr (pair, ';');
    }

  return NULL;
}

/**
 * server_request_get_address:
 * @self: a request
 *
 * Returns: (transfer none): the address it came from, as text
 */
const char *
server_request_get_address (const ServerRequest *self)
{
  return self->address;
}

/**
 * server_request_get_id:
 * @self: a request whose route has `{id}` in its pattern
 *
 * Returns: that id; the pipeline has made sure that it is positive
 */
gint64
server_request_get_id (const ServerRequest *self)
{
  return server_request_get_path_id (self, "id");
}

/**
 * server_request_get_path_id:
 * @self: a request
 * @name: a parameter of the route's pattern that ends in `id`
 *
 * Returns: its value, or 0 when it is not a positive number
 */
gint64
server_request_get_path_id (const ServerRequest *self,
                            const char          *name)
{
  const char *text = server_request_get_path_text (self, name);
  gint64 id = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return 0;

  return id;
}

/**
 * server_request_get_path_text:
 * @self: a request
 * @name: a parameter of the route's pattern
 *
 * Returns: (transfer none) (nullable): its value, decoded
 */
const char *
server_request_get_path_text (const ServerRequest *self,
                              const char          *name)
{
  int position = server_route_find_parameter (self->match.route, name);

  return position >= 0 && position < (int) self->match.n_parameters ? self->match.parameters[position] : NULL;
}

/**
 * server_request_has_query:
 * @self: a request
 * @name: a query parameter of the route's table
 *
 * Returns: whether it was given
 */
gboolean
server_request_has_query (const ServerRequest *self,
                          const char          *name)
{
  return server_query_has (self->query, name);
}

/**
 * server_request_get_query_integer:
 * @self: a request
 * @name: a query parameter of the route's table
 * @fallback: what to return when it was not given
 *
 * Returns: its value, within the table's limits
 */
gint64
server_request_get_query_integer (const ServerRequest *self,
                                  const char          *name,
                                  gint64               fallback)
{
  return server_query_get_integer (self->query, name, fallback);
}

/**
 * server_request_get_query_boolean:
 * @self: a request
 * @name: a query parameter of the route's table
 * @fallback: what to return when it was not given
 *
 * Returns: its value
 */
gboolean
server_request_get_query_boolean (const ServerRequest *self,
                                  const char          *name,
                                  gboolean             fallback)
{
  return (gboolean) server_query_get_integer (self->query, name, fallback);
}

/**
 * server_request_get_query_enum:
 * @self: a request
 * @name: a query parameter of the route's table
 * @fallback: what to return when it was not given
 *
 * Returns: the position of the word that was given
 */
int
server_request_get_query_enum (const ServerRequest *self,
                               const char          *name,
                               int                  fallback)
{
  return (int) server_query_get_integer (self->query, name, fallback);
}

/**
 * server_request_get_query_time:
 * @self: a request
 * @name: a query parameter of the route's table
 * @fallback: what to return when it was not given
 *
 * Returns: the instant
 */
gint64
server_request_get_query_time (const ServerRequest *self,
                               const char          *name,
                               gint64               fallback)
{
  return server_query_get_integer (self->query, name, fallback);
}

/**
 * server_request_get_query_text:
 * @self: a request
 * @name: a query parameter of the route's table
 *
 * Returns: (transfer none) (nullable): its text as given, decoded
 */
const char *
server_request_get_query_text (const ServerRequest *self,
                               const char          *name)
{
  return server_query_get_text (self->query, name);
}

/**
 * server_request_take_limit:
 * @self: a request
 * @kind: a limit that it counts against
 * @subject: whose
 * @error: %SERVER_ERROR_RATE
 *
 * Counts the request. The answer tells of the limit for all requests, or of the one that was used up.
 *
 * Returns: whether there was one left
 */
gboolean
server_request_take_limit (ServerRequest  *self,
                           ServerLimitKind kind,
                           const char     *subject,
                           GError        **error)
{
  ServerLimitState state;
  gboolean is_left = server_limits_take (self->context->limits, kind, subject, self->started, &state);

  if (!is_left || kind == SERVER_LIMIT_REQUESTS)
    self->limit = state;
  if (is_left)
    return TRUE;

  g_set_error (error, SERVER_ERROR, SERVER_ERROR_RATE, "Try again in %u seconds.", state.reset_seconds);

  return FALSE;
}

/* A weak tag never matches (RFC 9110, 13.1.1). */
static gboolean
tags_match (const char *tags,
            gint64      revision)
{
  char tag[32];

  g_snprintf (tag, sizeof tag, "\"%" G_GINT64_FORMAT "\"", revision);

  return server_negotiation_has_tag (tags, tag, TRUE);
}

/**
 * server_request_check_revision:
 * @self: a request
 * @entity: what it is about to change, as stored
 * @error: %BAKERY_ERROR_STALE; the answer will show @entity
 *
 * Compares the If-Match header, if there is one, with the revision of @entity. A handler calls it before it decodes.
 *
 * Returns: whether the change may go on
 */
gboolean
server_request_check_revision (ServerRequest *self,
                               gpointer       entity,
                               GError       **error)
{
  const char *tags = server_request_get_header (self, "If-Match");

  if (tags == NULL || tags_match (tags, BAKERY_ENTITY (entity)->revision))
    return TRUE;

  g_clear_pointer (&self->current, bakery_entity_unref);
  self->current = bakery_entity_ref (entity);
  g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_STALE,
               "This %s has changed since you last read it.", BAKERY_ENTITY (entity)->type->name);

  return FALSE;
}

typedef struct
{
  ServerRequest        *request;
  BakeryTransactionFunc func;
  gpointer              user_data;
} WriteJob;

static gboolean
run_write_job (BakeryConnection *connection,
               gpointer          user_data,
               GError          **error)
{
  WriteJob *job = user_data;
  const ServerIdentity *identity = &job->request->identity;
  ServerAuthor author = {
    identity->account, identity->role, identity->name, job->request->address, job->request->id,
  };
  gboolean is_written;

  job->request->connection = connection;
  server_audit_set_author (connection, &author);
  is_written = server_idempotency_claim (job->request, error) && job->func (connection, job->user_data, error);
  server_audit_set_author (connection, NULL);
  job->request->connection = NULL;

  return is_written;
}

/**
 * server_request_write:
 * @self: a request in the prelude of a %SERVER_ROUTE_CALLS_OUT
 * @func: what to write, on the writer's thread
 * @user_data: for @func
 * @error: what @func found, or a %BAKERY_STORAGE_ERROR
 *
 * Writes in a transaction of its own, on behalf of who asks, what must be durable before another service is called, once for
 * each Idempotency-Key. A prelude calls it once and does not fail after it. Within @func the request has the writer's
 * connection. Blocks until the commit.
 *
 * Returns: whether it is written
 */
gboolean
server_request_write (ServerRequest        *self,
                      BakeryTransactionFunc func,
                      gpointer              user_data,
                      GError              **error)
{
  WriteJob job = { self, func, user_data };

  self->has_claim = bakery_writer_run (self->context->writer, run_write_job, &job, error);

  return self->has_claim;
}

/**
 * server_request_set_subject:
 * @self: a request within server_request_write()
 * @entity: what it begins, just stored
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Says what must not be begun again, should this server end before the request is answered.
 *
 * Returns: whether that is stored
 */
gboolean
server_request_set_subject (ServerRequest *self,
                            gpointer       entity,
                            GError       **error)
{
  return server_idempotency_set_subject (self, BAKERY_ENTITY (entity)->id, error);
}

/**
 * server_request_get_resumed:
 * @self: a request of a %SERVER_ROUTE_CALLS_OUT whose prelude has left nothing
 *
 * Returns: the id of what an earlier request with the same Idempotency-Key had begun before its server ended
 */
gint64
server_request_get_resumed (const ServerRequest *self)
{
  return self->resumed;
}

/**
 * server_request_set_prelude:
 * @self: a request
 * @result: (transfer full): what the prelude found out
 * @free_result: (nullable): frees it
 *
 * Leaves something for the handler; called by a #ServerPrelude.
 */
void
server_request_set_prelude (ServerRequest *self,
                            gpointer       result,
                            GDestroyNotify free_result)
{
  server_request_clear_prelude (self);
  self->prelude = result;
  self->prelude_free = free_result;
}

/**
 * server_request_get_prelude:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): what the prelude left
 */
gpointer
server_request_get_prelude (const ServerRequest *self)
{
  return self->prelude;
}

/**
 * server_request_set_call:
 * @self: a request in the prelude of a %SERVER_ROUTE_CALLS_OUT
 * @line: where it waits; %SERVER_LINE_NONE for a call that waits for nobody
 * @func: what to do there
 *
 * Has something done after the prelude that may take as long as it pleases somebody else.
 */
void
server_request_set_call (ServerRequest *self,
                         ServerLine     line,
                         ServerCall     func)
{
  self->line = line;
  self->call = func;
}

/**
 * server_request_check_called:
 * @self: a request in the handler of a %SERVER_ROUTE_CALLS_OUT
 * @error: %SERVER_ERROR_OVERLOADED when the call was not made, since its line was too long
 *
 * For handlers that have nothing to answer without the call. Others find that nothing came of it, as when nobody answers.
 *
 * Returns: whether it was made
 */
gboolean
server_request_check_called (const ServerRequest *self,
                             GError             **error)
{
  if (self->is_uncalled)
    g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_OVERLOADED, "Too many calls to another service are waiting.");

  return !self->is_uncalled;
}
