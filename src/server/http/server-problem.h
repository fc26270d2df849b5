/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Failing answers: RFC 9457 problem details. One table says which status, type and title an error has. */

#pragma once

#include "bakery-types.h"
#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SERVER_ERROR:
 *
 * Error domain of what is wrong with a request as such, whatever it is about.
 */
#define SERVER_ERROR (server_error_quark ())

/**
 * ServerError:
 * @SERVER_ERROR_BAD_REQUEST: not well-formed HTTP
 * @SERVER_ERROR_QUERY: unknown or malformed query parameters
 * @SERVER_ERROR_JSON: the body is not JSON as it should be
 * @SERVER_ERROR_ROUTE: no resource has this path
 * @SERVER_ERROR_METHOD: the resource has no such method
 * @SERVER_ERROR_NOT_ACCEPTABLE: the client accepts nothing that the resource has
 * @SERVER_ERROR_TOO_LARGE: the body is larger than the resource takes
 * @SERVER_ERROR_MEDIA_TYPE: the body is of another type than the resource takes
 * @SERVER_ERROR_URI: the path and query are too long
 * @SERVER_ERROR_HEADERS: too many header fields, or too long
 * @SERVER_ERROR_RATE: too many requests in a short time
 * @SERVER_ERROR_KEY_REUSED: the Idempotency-Key came with another request before
 * @SERVER_ERROR_KEY_RUNNING: a request with the Idempotency-Key has begun and is not answered
 * @SERVER_ERROR_ORIGIN: a cookie alone does not allow a change from a foreign page
 * @SERVER_ERROR_GONE: the cursor is of another database, or too old
 * @SERVER_ERROR_OVERLOADED: too much is waiting already
 * @SERVER_ERROR_GATEWAY: another service that is needed does not answer
 * @SERVER_ERROR_INTERNAL: a fault of ours; its text is logged, never answered
 */
typedef enum
{
  SERVER_ERROR_BAD_REQUEST,
  SERVER_ERROR_QUERY,
  SERVER_ERROR_JSON,
  SERVER_ERROR_ROUTE,
  SERVER_ERROR_METHOD,
  SERVER_ERROR_NOT_ACCEPTABLE,
  SERVER_ERROR_TOO_LARGE,
  SERVER_ERROR_MEDIA_TYPE,
  SERVER_ERROR_URI,
  SERVER_ERROR_HEADERS,
  SERVER_ERROR_RATE,
  SERVER_ERROR_KEY_REUSED,
  SERVER_ERROR_KEY_RUNNING,
  SERVER_ERROR_ORIGIN,
  SERVER_ERROR_GONE,
  SERVER_ERROR_OVERLOADED,
  SERVER_ERROR_GATEWAY,
  SERVER_ERROR_INTERNAL,
} ServerError;

GQuark server_error_quark (void);

/** Where a problem's type stands in the documentation; what follows is the slug. */
#define SERVER_PROBLEM_BASE "https://sweetspot.example/problems/"

guint server_problem_get_status (const GError *error);
void server_problem_answer (ServerRequest *request,
                            ServerResponse *response,
                            const GError *error);
void server_problem_write_types (BakeryJsonWriter *writer);

G_END_DECLS
