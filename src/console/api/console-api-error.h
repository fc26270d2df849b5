/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a request to the server can fail, with what the server said about it. */

#pragma once

#include "bakery-types.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CONSOLE_API_ERROR:
 *
 * Error domain of requests to the server.
 */
#define CONSOLE_API_ERROR (console_api_error_quark ())

/**
 * ConsoleApiError:
 * @CONSOLE_API_ERROR_OFFLINE: no answer: no network, no server, or not in time
 * @CONSOLE_API_ERROR_UNAVAILABLE: the server answers that it cannot now (5xx)
 * @CONSOLE_API_ERROR_UNAUTHORISED: the sign-in is not valid any more, or the password is wrong (401)
 * @CONSOLE_API_ERROR_REJECTED: the server will not do this, whenever asked (4xx)
 * @CONSOLE_API_ERROR_CONFLICT: the object is not in a state that allows it (409)
 * @CONSOLE_API_ERROR_STALE: somebody changed the object since it was read (412)
 * @CONSOLE_API_ERROR_GONE: the cursor is of another history (410)
 * @CONSOLE_API_ERROR_LIMITED: too many requests (429); console_api_error_get_retry_after() says how long to wait
 * @CONSOLE_API_ERROR_PROTOCOL: the answer is not what a SweetSpot server says
 */
typedef enum
{
  CONSOLE_API_ERROR_OFFLINE,
  CONSOLE_API_ERROR_UNAVAILABLE,
  CONSOLE_API_ERROR_UNAUTHORISED,
  CONSOLE_API_ERROR_REJECTED,
  CONSOLE_API_ERROR_CONFLICT,
  CONSOLE_API_ERROR_STALE,
  CONSOLE_API_ERROR_GONE,
  CONSOLE_API_ERROR_LIMITED,
  CONSOLE_API_ERROR_PROTOCOL,
} ConsoleApiError;

GQuark console_api_error_quark (void);

GError *console_api_error_new (guint status,
                               GBytes *body,
                               guint retry_after);
guint console_api_error_get_status (const GError *error);
guint console_api_error_get_retry_after (const GError *error);
JsonObject *console_api_error_peek_problem (const GError *error);
GStrv console_api_error_dup_allowed_stages (const GError *error);
BakeryViolations *console_api_error_dup_violations (const GError *error);
BakeryViolations *console_api_parse_violations (JsonNode *errors);
gboolean console_api_error_is_passing (const GError *error);

G_END_DECLS
