/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small server beside the real one, with one thread and one page, so that metrics can be kept within a network of one's
 * own, and are answered also when all other connections are taken. */

#include "config.h"

#include "server-metrics-listener.h"

#include "server-address.h"
#include "server-config.h"
#include "server-context.h"
#include "server-metrics.h"

#include <microhttpd.h>
#include <sodium.h>
#include <string.h>

#define PAGE "/metrics"
#define CONTENT_TYPE "text/plain; version=0.0.4; charset=utf-8"
#define BEARER "Bearer "
#define MAXIMUM_CONNECTIONS 16u
#define IDLE_SECONDS 10u

struct _ServerMetricsListener
{
  ServerContext     *context;
  struct MHD_Daemon *daemon;
};

static enum MHD_Result
answer (struct MHD_Connection *connection,
        guint                  status,
        char                  *text,
        const char            *header,
        const char            *value)
{
  struct MHD_Response *response = MHD_create_response_from_buffer (strlen (text), text, MHD_RESPMEM_MUST_FREE);
  enum MHD_Result result;

  MHD_add_response_header (response, header, value);
  MHD_add_response_header (response, "Cache-Control", "no-store");
  result = MHD_queue_response (connection, status, response);
  MHD_destroy_response (response);

  return result;
}

/* Compared as hashes, so that the time it takes says nothing of the token. */
static gboolean
is_allowed (ServerMetricsListener *self,
            struct MHD_Connection *connection)
{
  const char *token = self->context->config->metrics_token;
  const char *given = MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Authorization");
  guint8 expected[crypto_generichash_BYTES];
  guint8 actual[crypto_generichash_BYTES];

  if (token == NULL)
    return TRUE;
  if (given == NULL || g_ascii_strncasecmp (given, BEARER, strlen (BEARER)) != 0)
    return FALSE;

  given += strlen (BEARER);
  crypto_generichash (expected, sizeof expected, (const guint8 *) token, strlen (token), NULL, 0);
  crypto_generichash (actual, sizeof actual, (const guint8 *) given, strlen (given), NULL, 0);

  return sodium_memcmp (expected, actual, sizeof actual) == 0;
}

static enum MHD_Result
answer_page (ServerMetricsListener *self,
             struct MHD_Connection *connection)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *page = server_metrics_dup_page (self->context, &error);

  if (page != NULL)
    return answer (connection, MHD_HTTP_OK, g_steal_pointer (&page), "Content-Type", CONTENT_TYPE);

  g_message ("The metrics cannot be read: %s", error->message);

  return answer (connection, MHD_HTTP_SERVICE_UNAVAILABLE, g_strdup ("The database cannot be read.\n"), "Content-Type",
                 "text/plain");
}

static enum MHD_Result
access_cb (void                  *user_data,
           struct MHD_Connection *connection,
           const char            *url,
           const char            *method,
           const char            *version,
           const char            *data,
           size_t                *data_size,
           void                 **request_context)
{
  ServerMetricsListener *self = user_data;

  if (strcmp (url, PAGE) != 0)
    return answer (connection, MHD_HTTP_NOT_FOUND, g_strdup ("There is only " PAGE " here.\n"), "Content-Type",
                   "text/plain");
  if (strcmp (method, "GET") != 0 && strcmp (method, "HEAD") != 0)
    return answer (connection, MHD_HTTP_METHOD_NOT_ALLOWED, g_strdup (""), "Allow", "GET, HEAD");
  if (!is_allowed (self, connection))
    return answer (connection, MHD_HTTP_UNAUTHORIZED, g_strdup (""), "WWW-Authenticate",
                   "Bearer realm=\"SweetSpot metrics\"");

  return answer_page (self, connection);
}

static struct MHD_Daemon *
start_daemon (ServerMetricsListener         *self,
              const struct sockaddr_storage *address)
{
  guint flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC;

  if (address->ss_family == AF_INET6)
    flags |= MHD_USE_IPv6;

  return MHD_start_daemon (flags, 0, NULL, NULL, access_cb, self,
                           MHD_OPTION_SOCK_ADDR, address,
                           MHD_OPTION_CONNECTION_LIMIT, MAXIMUM_CONNECTIONS,
                           MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS,
                           MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u,
                           MHD_OPTION_END);
}

/**
 * server_metrics_listener_new:
 * @context: (transfer none): what the server works with; its configuration says where to listen
 * @error: why it cannot listen
 *
 * Starts to answer, on a thread of its own.
 *
 * Returns: (transfer full) (nullable): the listener
 */
ServerMetricsListener *
server_metrics_listener_new (ServerContext *context,
                             GError       **error)
{
  g_autoptr(ServerMetricsListener) self = g_new0 (ServerMetricsListener, 1);
  struct sockaddr_storage address;

  self->context = context;
  if (!server_address_fill (context->config->metrics_listen, &address, error))
    return NULL;

  self->daemon = start_daemon (self, &address);
  if (self->daemon == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "The server cannot listen on %s for metrics: %s.",
                   context->config->metrics_listen, g_strerror (errno));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * server_metrics_listener_free:
 * @self: (nullable): a listener
 *
 * Closes all its connections.
 */
void
server_metrics_listener_free (ServerMetricsListener *self)
{
  if (self == NULL)
    return;

  if (self->daemon != NULL)
    MHD_stop_daemon (self->daemon);
  g_free (self);
}

/**
 * server_metrics_listener_get_port:
 * @self: a listener
 *
 * Returns: the port it listens on
 */
guint16
server_metrics_listener_get_port (ServerMetricsListener *self)
{
  return MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}
