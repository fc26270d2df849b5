/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One line of JSON per request on standard error. It holds the route's pattern instead of the path, and no name, address,
 * token or body: nothing of a person but the number of the account. Any thread; a line is one write(). */

#include "config.h"

#include "server-log.h"

#include "bakery-time.h"
#include "server-request-private.h"
#include "server-response-private.h"

#include <unistd.h>

/**
 * server_log_request:
 * @request: what was asked
 * @response: what was answered
 *
 * Writes the line of one request.
 */
void
server_log_request (const ServerRequest  *request,
                    const ServerResponse *response)
{
  const ServerRoute *route = request->match.route;
  double milliseconds = (double) (g_get_monotonic_time () - request->started) / 1000;
  char line[512];
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  char time[BAKERY_TIME_BUFFER_SIZE];
  int length;

  length = g_snprintf (line, sizeof line,
                       "{\"time\":\"%s\",\"id\":\"%s\",\"method\":\"%s\",\"route\":\"%s\",\"status\":%u,\"ms\":%s,"
                       "\"account\":%" G_GINT64_FORMAT "}\n",
                       bakery_time_format_to_buffer (request->now, time), request->id,
                       route != NULL ? route->method : "", route != NULL ? route->pattern : "", response->status,
                       g_ascii_formatd (number, sizeof number, "%.3f", milliseconds), request->identity.account);
  if (length > 0 && write (STDERR_FILENO, line, (gsize) length) < 0)
    return;
}
