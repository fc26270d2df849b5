/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Carries requests from libmicrohttpd to the pipeline and answers back. The library runs one epoll loop per thread; what is
 * here runs on those threads, but for starting, stopping and the sweep, which are the main thread's.
 *
 * Deadlines: libmicrohttpd's own time-out starts again with each byte, so a client that sends, or takes, one a second would
 * hold its connection for ever. Each connection therefore knows until when it owes us a request, or has to take an answer,
 * and the sweep shuts down the sockets of those that are overdue. */

#include "config.h"

#include "server-listener.h"

#include "server-address.h"
#include "server-config.h"
#include "server-context.h"
#include "server-events.h"
#include "server-log.h"
#include "server-pipeline.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

/* What one request's line and header fields have to fit in. The library clears all of it for each request, so more would
 * make each of them dearer. What does not fit, or is no HTTP, the library refuses by itself, not as we would. */
#define CONNECTION_MEMORY (32 * 1024)
#define STREAM_BLOCK 4096

/* Bytes a second: who takes an answer more slowly than this is cut off in the end. */
#define SLOWEST_READER (64 * 1024)

/* Files that are not connections: the databases, epoll, standard streams. */
#define SPARE_FILES 256

/* A refused body of at most this size is read before the answer, so that the connection can go on. */
#define SMALL_BODY (64 * 1024)

typedef struct
{
  MHD_socket socket;
  char       address[INET6_ADDRSTRLEN];

  /* Until when the client has to do its part, monotonic; 0 while we do ours. Atomic: its thread writes, the sweep reads. */
  gint64 deadline;
} Peer;

/* The events of one connection. */
typedef struct
{
  ServerEventStream *stream;
  Peer              *peer;
  gint64             patience;
} EventReader;

typedef struct
{
  ServerExchange         base;
  ServerListener        *listener;
  struct MHD_Connection *connection;
  Peer                  *peer;
  ServerHeaderFacts      facts;
  gboolean               has_begun;
} Exchange;

struct _ServerListener
{
  ServerContext     *context;
  struct MHD_Daemon *daemon;
  gint               is_draining;
  gint               is_ending;
  gint               n_running;
  gint               n_suspended;

  struct
  {
    GMutex      lock;
    GHashTable *peers;
  } shared;
};

/* Peers. */

static void
set_address (Peer                  *peer,
             const struct sockaddr *address)
{
  if (address->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *) (const void *) address)->sin_addr, peer->address,
               sizeof peer->address);
  else if (address->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((const struct sockaddr_in6 *) (const void *) address)->sin6_addr, peer->address,
               sizeof peer->address);
}

static void
set_deadline (Peer  *peer,
              gint64 time)
{
  __atomic_store_n (&peer->deadline, time, __ATOMIC_RELAXED);
}

/* How long the client may take for the next piece, of a size that says nothing. */
static gint64
get_patience (const ServerListener *self)
{
  return self->context->config->request_seconds * G_USEC_PER_SEC;
}

static Peer *
peer_new (const ServerListener  *self,
          struct MHD_Connection *connection)
{
  Peer *peer = g_new0 (Peer, 1);

  peer->socket = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
  set_address (peer, MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
  set_deadline (peer, g_get_monotonic_time () + get_patience (self));

  return peer;
}

/* The library closes the socket after this, so the sweep never meets a number that is somebody else's by now. */
static void
connection_changed_cb (void                               *user_data,
                       struct MHD_Connection              *connection,
                       void                              **socket_context,
                       enum MHD_ConnectionNotificationCode code)
{
  ServerListener *self = user_data;

  g_mutex_lock (&self->shared.lock);
  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    {
      *socket_context = peer_new (self, connection);
      g_hash_table_add (self->shared.peers, *socket_context);
    }
  else if (*socket_context != NULL)
    {
      g_hash_table_remove (self->shared.peers, *socket_context);
      *socket_context = NULL;
    }
  g_mutex_unlock (&self->shared.lock);
}

static enum MHD_Result
accept_cb (void                  *user_data,
           const struct sockaddr *address,
           socklen_t              length)
{
  ServerListener *self = user_data;

  return g_atomic_int_get (&self->is_draining) ? MHD_NO : MHD_YES;
}

/* Header fields. */

static const char *
find_header (gpointer    transport,
             const char *name)
{
  return MHD_lookup_connection_value (transport, MHD_HEADER_KIND, name);
}

/* The characters of a token (RFC 9110, 5.6.2). */
static gboolean
is_token (const char *text,
          size_t      length)
{
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || strchr ("!#$%&'*+-.^_`|~", text[i]) == NULL))
      return FALSE;

  return length > 0;
}

static enum MHD_Result
count_field (void              *user_data,
             enum MHD_ValueKind kind,
             const char        *name,
             size_t             name_length,
             const char        *value,
             size_t             value_length)
{
  ServerHeaderFacts *facts = user_data;

  facts->n_fields++;
  facts->n_bytes += name_length + value_length + 4;
  facts->has_bad_name |= !is_token (name, name_length);

  if (g_ascii_strcasecmp (name, "Host") == 0)
    {
      facts->n_hosts++;
    }
  else if (g_ascii_strcasecmp (name, "Content-Length") == 0)
    {
      facts->n_lengths++;
      facts->length = g_ascii_strtoull (value, NULL, 10);
    }
  else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    {
      facts->n_encodings++;
      facts->is_chunked = g_ascii_strcasecmp (value, "chunked") == 0;
    }

  return MHD_YES;
}

/* Behind a proxy of ours the client's address is the last one of X-Forwarded-For: the others anybody can write. */
static void
copy_address (Exchange *exchange)
{
  ServerRequest *request = &exchange->base.request;
  const char *address = exchange->peer->address;
  const char *forwarded = NULL;
  const char *comma;

  if (exchange->listener->context->config->trust_proxy)
    forwarded = find_header (exchange->connection, "X-Forwarded-For");
  if (forwarded != NULL)
    {
      comma = strrchr (forwarded, ',');
      address = comma != NULL ? comma + 1 + strspn (comma + 1, " ") : forwarded;
    }
  g_strlcpy (request->address, address, sizeof request->address);
}

/* Exchanges. */

static void
pause_connection (gpointer connection)
{
  MHD_suspend_connection (connection);
}

static void
resume_connection (gpointer connection)
{
  MHD_resume_connection (connection);
}

/* Counted before it looks whether the server ends: so either it sees that, or server_listener_end() sees it. */
static gboolean
suspend_exchange (ServerExchange *base)
{
  Exchange *exchange = (Exchange *) base;
  ServerListener *self = exchange->listener;

  g_atomic_int_inc (&self->n_suspended);
  if (g_atomic_int_get (&self->is_ending))
    {
      g_atomic_int_add (&self->n_suspended, -1);
      return FALSE;
    }

  pause_connection (exchange->connection);

  return TRUE;
}

/* The exchange may be gone as soon as its connection is resumed. */
static void
resume_exchange (ServerExchange *base)
{
  ServerListener *self = ((Exchange *) base)->listener;

  resume_connection (((Exchange *) base)->connection);
  g_atomic_int_add (&self->n_suspended, -1);
}

/* The library calls this once the request line is there; what it returns is the request's own pointer from then on. */
static void *
request_line_cb (void                  *user_data,
                 const char            *uri,
                 struct MHD_Connection *connection)
{
  ServerListener *self = user_data;
  Exchange *exchange = g_new0 (Exchange, 1);

  server_request_init (&exchange->base.request, self->context, uri);
  server_response_init (&exchange->base.response);
  exchange->base.request.transport = connection;
  exchange->base.request.find_header = find_header;
  exchange->base.suspend = suspend_exchange;
  exchange->base.resume = resume_exchange;
  exchange->listener = self;
  exchange->connection = connection;

  return exchange;
}

static void
request_completed_cb (void                           *user_data,
                      struct MHD_Connection          *connection,
                      void                          **request_context,
                      enum MHD_RequestTerminationCode code)
{
  ServerListener *self = user_data;
  Exchange *exchange = *request_context;

  if (exchange == NULL)
    return;

  if (exchange->has_begun)
    {
      set_deadline (exchange->peer, g_get_monotonic_time () + get_patience (self));
      g_atomic_int_dec_and_test (&self->n_running);
    }
  server_request_clear (&exchange->base.request);
  server_response_clear (&exchange->base.response);
  g_free (exchange);
  *request_context = NULL;
}

static void
begin (Exchange   *exchange,
       const char *method,
       const char *version)
{
  exchange->has_begun = TRUE;
  exchange->base.request.method = method;
  exchange->peer = MHD_get_connection_info (exchange->connection,
                                            MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
  exchange->facts.needs_host = strcmp (version, MHD_HTTP_VERSION_1_0) != 0;
  g_atomic_int_inc (&exchange->listener->n_running);
  copy_address (exchange);
  MHD_get_connection_values_n (exchange->connection, MHD_HEADER_KIND, count_field, &exchange->facts);
  server_pipeline_begin (&exchange->base, &exchange->facts);
}

/* Answers. */

static ssize_t
read_stream_cb (void    *user_data,
                uint64_t position,
                char    *buffer,
                size_t   size)
{
  EventReader *reader = user_data;
  gssize n_bytes = server_event_stream_read (reader->stream, buffer, size);

  /* Each piece is asked for when the one before it has been taken. */
  set_deadline (reader->peer, n_bytes == 0 ? 0 : g_get_monotonic_time () + reader->patience);

  return n_bytes == SERVER_EVENT_STREAM_END ? MHD_CONTENT_READER_END_OF_STREAM : n_bytes;
}

static void
free_stream_cb (void *user_data)
{
  EventReader *reader = user_data;

  server_event_stream_unref (reader->stream);
  g_free (reader);
}

static void
free_bytes_cb (void *user_data)
{
  g_bytes_unref (user_data);
}

static struct MHD_Response *
create_stream_response (Exchange *exchange)
{
  EventReader *reader = g_new (EventReader, 1);

  reader->stream = g_steal_pointer (&exchange->base.response.stream);
  reader->peer = exchange->peer;
  reader->patience = get_patience (exchange->listener);
  server_event_stream_attach (reader->stream, pause_connection, resume_connection, exchange->connection);

  return MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream_cb, reader, free_stream_cb);
}

/* Hands the body over without a copy. */
static struct MHD_Response *
create_response (Exchange *exchange)
{
  ServerResponse *response = &exchange->base.response;
  gsize size = 0;

  if (response->stream != NULL)
    return create_stream_response (exchange);

  if (response->bytes != NULL)
    {
      GBytes *bytes = g_steal_pointer (&response->bytes);
      gconstpointer data = g_bytes_get_data (bytes, &size);

      return MHD_create_response_from_buffer_with_free_callback_cls (size, (void *) data, free_bytes_cb, bytes);
    }
  if (response->text != NULL)
    {
      size = response->text->len;

      return MHD_create_response_from_buffer (size, g_string_free (g_steal_pointer (&response->text), FALSE),
                                              MHD_RESPMEM_MUST_FREE);
    }

  return MHD_create_response_from_buffer (0, NULL, MHD_RESPMEM_PERSISTENT);
}

/* From now on the client has to take the answer. */
static void
expect_reading (Exchange *exchange)
{
  gsize size;

  server_response_peek_body (&exchange->base.response, &size);
  set_deadline (exchange->peer, g_get_monotonic_time () + get_patience (exchange->listener) +
                (gint64) (size / SLOWEST_READER) * G_USEC_PER_SEC);
}

static enum MHD_Result
queue_answer (Exchange *exchange)
{
  ServerResponse *response = &exchange->base.response;
  struct MHD_Response *answer;
  enum MHD_Result result;

  server_pipeline_finish (&exchange->base);
  expect_reading (exchange);
  if (exchange->listener->context->config->log_requests)
    server_log_request (&exchange->base.request, response);

  answer = create_response (exchange);
  if (answer == NULL)
    return MHD_NO;

  if (response->content_type != NULL)
    MHD_add_response_header (answer, "Content-Type", response->content_type);
  for (guint i = 0; i < response->n_headers; i++)
    MHD_add_response_header (answer, response->headers[i].name, response->headers[i].value);
  if (exchange->base.must_close || g_atomic_int_get (&exchange->listener->is_draining))
    MHD_add_response_header (answer, "Connection", "close");

  result = MHD_queue_response (exchange->connection, response->status, answer);
  MHD_destroy_response (answer);

  return result;
}

/* An answer before the body has been read makes the library close the connection afterwards. */
static gboolean
should_answer_early (const Exchange *exchange)
{
  return exchange->base.is_answered &&
         (exchange->base.must_close || exchange->facts.length > SMALL_BODY);
}

/* Called first with the header fields, then with each piece of the body, then once more without; and again after the
 * connection was resumed. */
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
  Exchange *exchange = *request_context;

  if (!exchange->has_begun)
    {
      begin (exchange, method, version);
      return should_answer_early (exchange) ? queue_answer (exchange) : MHD_YES;
    }
  if (*data_size > 0)
    {
      gsize length = *data_size;

      *data_size = 0;
      return server_pipeline_receive (&exchange->base, data, length) ? MHD_YES : MHD_NO;
    }

  if (!exchange->base.is_answered)
    {
      set_deadline (exchange->peer, 0);
      server_pipeline_run (&exchange->base);
      if (MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_SUSPENDED)->suspended == MHD_YES)
        return MHD_YES;
    }

  return queue_answer (exchange);
}

/* Paths are decoded segment by segment by the router. */
static size_t
keep_escapes_cb (void                  *user_data,
                 struct MHD_Connection *connection,
                 char                  *text)
{
  return strlen (text);
}

/* Starting. */

/* Running out of files would make accept() fail and spin; so the library stops accepting before that. */
static guint
get_connection_limit (const ServerConfig *config)
{
  struct rlimit files;
  gint64 limit = config->connections;

  if (getrlimit (RLIMIT_NOFILE, &files) != 0)
    return (guint) limit;

  if (files.rlim_cur < files.rlim_max)
    {
      files.rlim_cur = files.rlim_max;
      if (setrlimit (RLIMIT_NOFILE, &files) != 0)
        getrlimit (RLIMIT_NOFILE, &files);
    }
  if (files.rlim_cur != RLIM_INFINITY)
    limit = CLAMP (limit, 1, MAX ((gint64) files.rlim_cur - SPARE_FILES, 1));

  return (guint) limit;
}

static guint
get_n_threads (const ServerConfig *config)
{
  return config->threads > 0 ? (guint) config->threads : MAX (g_get_num_processors (), 2);
}

static struct MHD_Daemon *
start_daemon (ServerListener                *self,
              const struct sockaddr_storage *address)
{
  const ServerConfig *config = self->context->config;
  guint flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
  guint n_threads = get_n_threads (config);
  guint limit = MAX (get_connection_limit (config), n_threads);

  if (address->ss_family == AF_INET6)
    flags |= MHD_USE_IPv6;

  return MHD_start_daemon (flags, 0, accept_cb, self, access_cb, self,
                           MHD_OPTION_SOCK_ADDR, address,
                           MHD_OPTION_THREAD_POOL_SIZE, n_threads,
                           MHD_OPTION_CONNECTION_LIMIT, limit,
                           MHD_OPTION_PER_IP_CONNECTION_LIMIT, (guint) config->connections_per_address,
                           MHD_OPTION_CONNECTION_TIMEOUT, (guint) config->idle_seconds,
                           MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_MEMORY,
                           MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u,
                           MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes_cb, NULL,
                           MHD_OPTION_URI_LOG_CALLBACK, request_line_cb, self,
                           MHD_OPTION_NOTIFY_CONNECTION, connection_changed_cb, self,
                           MHD_OPTION_NOTIFY_COMPLETED, request_completed_cb, self,
                           MHD_OPTION_END);
}

/**
 * server_listener_new:
 * @context: (transfer none): what the server works with
 * @error: why it cannot listen
 *
 * Starts to listen and to answer, on threads of its own.
 *
 * Returns: (transfer full) (nullable): the listener
 */
ServerListener *
server_listener_new (ServerContext *context,
                     GError       **error)
{
  g_autoptr(ServerListener) self = g_new0 (ServerListener, 1);
  struct sockaddr_storage address;

  self->context = context;
  g_mutex_init (&self->shared.lock);
  self->shared.peers = g_hash_table_new_full (NULL, NULL, g_free, NULL);
  if (!server_address_fill (context->config->listen, &address, error))
    return NULL;

  self->daemon = start_daemon (self, &address);
  if (self->daemon == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                   "The server cannot listen on %s: %s.", context->config->listen, g_strerror (errno));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * server_listener_free:
 * @self: (nullable): a listener; no request of it may be suspended
 *
 * Closes all connections.
 */
void
server_listener_free (ServerListener *self)
{
  if (self == NULL)
    return;

  if (self->daemon != NULL)
    MHD_stop_daemon (self->daemon);
  g_hash_table_unref (self->shared.peers);
  g_mutex_clear (&self->shared.lock);
  g_free (self);
}

/**
 * server_listener_get_port:
 * @self: a listener
 *
 * Returns: the port it listens on
 */
guint16
server_listener_get_port (ServerListener *self)
{
  return MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

/**
 * server_listener_sweep:
 * @self: a listener
 *
 * Shuts down the connections whose next request, or whose taking of an answer, is overdue. To be called about once a second.
 */
void
server_listener_sweep (ServerListener *self)
{
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer key;

  g_mutex_lock (&self->shared.lock);
  g_hash_table_iter_init (&iter, self->shared.peers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Peer *peer = key;
      gint64 deadline = __atomic_load_n (&peer->deadline, __ATOMIC_RELAXED);

      if (deadline != 0 && deadline < now)
        shutdown (peer->socket, SHUT_RDWR);
    }
  g_mutex_unlock (&self->shared.lock);
}

/**
 * server_listener_stop_accepting:
 * @self: a listener
 *
 * Turns away new connections, and ends each old one with its next answer.
 */
void
server_listener_stop_accepting (ServerListener *self)
{
  g_atomic_int_set (&self->is_draining, TRUE);
}

/**
 * server_listener_end:
 * @self: a listener
 *
 * Lets no request go to another thread any more. To be called until it returns %TRUE, while those threads do their work.
 *
 * Returns: whether none is on another thread, so that the listener can be freed
 */
gboolean
server_listener_end (ServerListener *self)
{
  g_atomic_int_set (&self->is_ending, TRUE);

  return g_atomic_int_get (&self->n_suspended) == 0;
}

/**
 * server_listener_get_n_running:
 * @self: a listener
 *
 * Returns: how many requests are not yet answered in full
 */
guint
server_listener_get_n_running (ServerListener *self)
{
  return (guint) g_atomic_int_get (&self->n_running);
}
