/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Routes: what the server answers to. Each resource has one static table; the router is built from all of them once and
 * only read afterwards, from every thread. */

#pragma once

#include "bakery-entity.h"
#include "server-query.h"
#include "server-types.h"

G_BEGIN_DECLS

/** The most {parameters} in one pattern. */
#define SERVER_ROUTE_MAXIMUM_PARAMETERS 4

/** The largest body a route takes unless it says otherwise. */
#define SERVER_ROUTE_DEFAULT_BODY (1024 * 1024)

/**
 * ServerRouteKind:
 * @SERVER_ROUTE_READ: runs on the listener's thread with a read-only connection
 * @SERVER_ROUTE_WRITE: runs as a job of the writer, in a savepoint; answered once its commit is durable
 * @SERVER_ROUTE_PLAIN: needs no database and no identity
 */
typedef enum
{
  SERVER_ROUTE_READ,
  SERVER_ROUTE_WRITE,
  SERVER_ROUTE_PLAIN,
} ServerRouteKind;

/**
 * ServerRouteFlags:
 * @SERVER_ROUTE_RAW_BODY: the body is not JSON: server_request_get_body() has it as it came
 * @SERVER_ROUTE_OPTIONAL_BODY: a request without a body is well-formed
 * @SERVER_ROUTE_SIGN_IN: counts against the stricter limit of attempts to sign in
 * @SERVER_ROUTE_ROOT: the pattern is the whole path, not below /api/v1
 * @SERVER_ROUTE_NO_REPLAY: an Idempotency-Key is ignored, since the answer holds a secret that must not be stored
 * @SERVER_ROUTE_UNLIMITED: is not rate limited (health checks)
 * @SERVER_ROUTE_ANY_TOKEN: access tokens are not looked at, so that one that has run out does no harm
 * @SERVER_ROUTE_LIST: the answer is an array; with `limit` and `after` in its query, one page of it
 * @SERVER_ROUTE_SHARED: the answer depends on nothing but path, query, role and the catalogue, so that a copy of it may be
 *   given to everybody; for a %SERVER_ROUTE_READ without prelude
 * @SERVER_ROUTE_CALLS_OUT: the prelude may leave a call of another service: it runs on a thread that may wait, without a
 *   connection that others might wait for, and not at all when the request's Idempotency-Key has its answer already
 * @SERVER_ROUTE_LENIENT: document S has this path without a body: what a client sends all the same is passed over
 */
typedef enum
{
  SERVER_ROUTE_RAW_BODY = 1 << 0,
  SERVER_ROUTE_OPTIONAL_BODY = 1 << 1,
  SERVER_ROUTE_SIGN_IN = 1 << 2,
  SERVER_ROUTE_ROOT = 1 << 3,
  SERVER_ROUTE_NO_REPLAY = 1 << 4,
  SERVER_ROUTE_UNLIMITED = 1 << 5,
  SERVER_ROUTE_ANY_TOKEN = 1 << 6,
  SERVER_ROUTE_LIST = 1 << 7,
  SERVER_ROUTE_SHARED = 1 << 8,
  SERVER_ROUTE_CALLS_OUT = 1 << 9,
  SERVER_ROUTE_LENIENT = 1 << 10,
} ServerRouteFlags;

/**
 * ServerHandler:
 * @request: what was asked
 * @response: to be filled in; 200 without a body as given
 * @error: what went wrong; server-problem.c turns it into the answer
 *
 * Returns: %TRUE when @response is the answer, %FALSE with @error set when nothing shall be kept
 */
typedef gboolean (*ServerHandler) (ServerRequest *request,
                                   ServerResponse *response,
                                   GError **error);

/**
 * ServerPrelude:
 * @request: what was asked; its connection is a read-only one
 * @error: what went wrong
 *
 * What a route needs to have done before its handler and that takes long, such as hashing a password. Runs on a thread of
 * the password pool, or of %SERVER_LINE_OURSELVES for a %SERVER_ROUTE_CALLS_OUT; leaves its result with
 * server_request_set_prelude(), and what is to wait for somebody else with server_request_set_call().
 *
 * Returns: whether the handler shall run
 */
typedef gboolean (*ServerPrelude) (ServerRequest *request,
                                   GError **error);

/**
 * ServerCall:
 * @request: what was asked; it has no connection
 * @error: what went wrong
 *
 * What a route needs to have another service do before its handler. Runs on a thread of the line that the prelude chose.
 *
 * Returns: whether the handler shall run
 */
typedef gboolean (*ServerCall) (ServerRequest *request,
                                GError **error);

/**
 * ServerProblemPage:
 * @request: what was asked
 * @response: the answer that tells what went wrong, as JSON
 *
 * Puts a page for people in the place of the JSON.
 */
typedef void (*ServerProblemPage) (const ServerRequest *request,
                                   ServerResponse *response);

/**
 * ServerRoute:
 * @method: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`; GET answers HEAD as well
 * @pattern: the path below the API's base, as in `orders/{id}/stage`
 * @roles: who may; with %BAKERY_ROLE_ANONYMOUS no token is needed
 * @kind: where the handler runs
 * @handler: what to do
 * @flags: #ServerRouteFlags
 * @prelude: (nullable): slow work before the handler
 * @query: (nullable): the query parameters it takes, ended by a row without a name
 * @body: (nullable): the entity that the body describes, for the documentation
 * @maximum_body: in bytes; 0 for %SERVER_ROUTE_DEFAULT_BODY
 * @summary: one phrase for the documentation
 * @data: (nullable): what a handler that serves several resources needs to know of this one
 * @members: (nullable): members of the JSON body, where it is not that of an entity or has more than that
 * @consumes: (nullable): media types of a raw body, apart by commas
 * @status: of the answer when all is well; 0 for 200
 * @answer: (nullable): the entity that the answer describes
 * @answer_members: (nullable): members of the answer, where it is not that of an entity
 * @produces: (nullable): media type of the answer; `application/json` unless given. Decides what Accept may ask for
 * @page: (nullable): makes the answer a page of HTML, in the place of @handler, for who prefers that to @produces; not of a
 *   %SERVER_ROUTE_SHARED
 * @problem_page: (nullable): makes a failing answer such a page; needed with @page
 * @other_status: an error of this route that others do not have, 0 for none
 *
 * One row of a resource's table, which ends with a row without a method. The rows from @members on are for the OpenAPI
 * document; the suite checks them against the answers that were given.
 */
struct _ServerRoute
{
  const char *method;
  const char *pattern;
  BakeryRoles roles;
  ServerRouteKind kind;
  ServerHandler handler;
  ServerRouteFlags flags;
  ServerPrelude prelude;
  const ServerQueryParameter *query;
  const BakeryEntityType *body;
  gsize maximum_body;
  const char *summary;
  gconstpointer data;
  const ServerQueryParameter *members;
  const char *consumes;
  guint status;
  const BakeryEntityType *answer;
  const ServerQueryParameter *answer_members;
  const char *produces;
  ServerHandler page;
  ServerProblemPage problem_page;
  guint other_status;
};

/**
 * ServerMatch:
 * @route: (nullable): the route, or %NULL when there is none
 * @is_known_path: whether the path has a route of another method
 * @is_head: whether the body is not wanted
 * @allow: methods the path has, as the Allow header lists them; set when @is_known_path
 * @n_parameters: how many path parameters there are
 * @parameters: their values, percent-decoded; they point into @path
 * @path: (owned): the decoded path
 *
 * What a router found.
 */
typedef struct
{
  const ServerRoute *route;
  gboolean is_known_path;
  gboolean is_head;
  char allow[64];
  guint n_parameters;
  const char *parameters[SERVER_ROUTE_MAXIMUM_PARAMETERS];
  char *path;
} ServerMatch;

ServerRouter *server_router_new (const ServerRoute *const *tables);
void server_router_free (ServerRouter *self);
void server_router_match (const ServerRouter *self,
                          const char *method,
                          const char *path,
                          ServerMatch *ret_match);
void server_match_clear (ServerMatch *self);
int server_route_find_parameter (const ServerRoute *self,
                                 const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerRouter, server_router_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerMatch, server_match_clear)

G_END_DECLS
