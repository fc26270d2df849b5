/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sends requests with libsoup. A call runs through these steps, some of them twice:
 *
 *   start_call → (renew the token) → send → answered_cb → body_read_cb
 *
 * A 401 goes back to renewing, once. However many calls wait for a new token, it is asked for once. What the requests mean is
 * others' business. Main thread. */

#include "config.h"

#include "console-api-client.h"

#include "bakery-json-writer.h"

#include <libsoup/soup.h>
#include <string.h>

/* Seconds without a byte after which a request, and an event stream with its heartbeat of 15 s, count as dead. */
#define CALL_TIMEOUT 20
#define STREAM_TIMEOUT 40

struct _ConsoleApiClient
{
  GObject parent_instance;

  /* Owned */
  SoupSession *session;
  SoupSession *streams;
  char        *server;
  char        *access;
  char        *refresh;
  GQueue       waiting; /* calls that need a new token */

  gboolean     is_renewing;
};

/* One request on its way. The task owns it. */
typedef struct
{
  char              *method;
  char              *path;
  GBytes            *content;
  char              *content_type;
  ConsoleApiProgress progress;
  gpointer           progress_data;
  gsize              sent;
  char              *idempotency_key;
  gint64             base_revision;
  char              *accept;
  char              *last_event_id;
  gboolean           anonymous;
  gboolean           is_stream;
  gboolean           was_renewed;
  char              *access; /* the token it was sent with */
  SoupMessage       *message;
  GInputStream      *stream;
} Call;

enum
{
  TOKENS_CHANGED,
  EXPIRED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleApiClient, console_api_client, G_TYPE_OBJECT)

static void start_call (GTask *task);
static void renew (ConsoleApiClient *self);
static void send (GTask *task);
static void answered_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data);
static void body_read_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);

static Call *
call_new (const ConsoleApiRequest *request,
          gboolean                 is_stream)
{
  Call *call = g_new0 (Call, 1);

  call->method = g_strdup (request->method);
  call->path = g_strdup (request->path);
  if (request->content != NULL)
    {
      call->content = g_bytes_ref (request->content);
      call->content_type = g_strdup (request->content_type);
    }
  else if (request->body != NULL)
    {
      call->content = g_bytes_new (request->body, strlen (request->body));
      call->content_type = g_strdup ("application/json");
    }
  call->progress = request->progress;
  call->progress_data = request->progress_data;
  call->idempotency_key = g_strdup (request->idempotency_key);
  call->base_revision = request->base_revision;
  call->accept = g_strdup (request->accept != NULL ? request->accept : "application/json");
  call->last_event_id = g_strdup (request->last_event_id);
  call->anonymous = request->anonymous;
  call->is_stream = is_stream;

  return call;
}

static void
call_free (Call *call)
{
  g_free (call->method);
  g_free (call->path);
  g_clear_pointer (&call->content, g_bytes_unref);
  g_free (call->content_type);
  g_free (call->idempotency_key);
  g_free (call->accept);
  g_free (call->last_event_id);
  g_free (call->access);
  if (call->message != NULL)
    {
      g_signal_handlers_disconnect_by_data (call->message, call);
    }
  g_clear_object (&call->message);
  g_clear_object (&call->stream);
  g_free (call);
}

/* What libsoup, GIO or TLS say when there was no answer becomes one code; the words stay. */
static GError *
offline_error (GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return error;
    }

  {
    GError *offline = g_error_new_literal (CONSOLE_API_ERROR, CONSOLE_API_ERROR_OFFLINE, error->message);

    g_error_free (error);
    return offline;
  }
}

/* The token */

static char *
dup_refresh_body (const char *refresh)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "refresh");
  bakery_json_writer_string (&writer, refresh);
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

/* Lets the calls that waited go on, or fail with @error. */
static void
release_waiting (ConsoleApiClient *self,
                 const GError     *error)
{
  GQueue released = self->waiting;
  GTask *task;

  g_queue_init (&self->waiting);
  while ((task = g_queue_pop_head (&released)) != NULL)
    {
      if (error != NULL)
        {
          g_task_return_error (task, g_error_copy (error));
          g_object_unref (task);
        }
      else
        {
          send (task);
        }
    }
}

static gboolean
take_tokens (ConsoleApiClient *self,
             JsonNode         *answer,
             GError          **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  const char *access = NULL;
  const char *refresh = NULL;

  if (object != NULL)
    {
      access = json_object_get_string_member_with_default (object, "access", NULL);
      refresh = json_object_get_string_member_with_default (object, "refresh", NULL);
    }
  if (access == NULL)
    {
      g_set_error_literal (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL, "The server gave no access token.");
      return FALSE;
    }

  console_api_client_set_tokens (self, access, refresh != NULL ? refresh : self->refresh);
  return TRUE;
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  ConsoleApiClient *self = CONSOLE_API_CLIENT (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (self, result, &error);

  self->is_renewing = FALSE;
  if (answer != NULL)
    {
      take_tokens (self, answer, &error);
    }
  else if (console_api_error_get_status (error) == 401 || console_api_error_get_status (error) == 400)
    {
      console_api_client_set_tokens (self, NULL, NULL);
      g_signal_emit (self, signals[EXPIRED], 0);
    }

  release_waiting (self, error);
}

static void
renew (ConsoleApiClient *self)
{
  g_autofree char *body = NULL;
  ConsoleApiRequest request = { .method = "POST", .path = "token/refresh", .anonymous = TRUE };

  if (self->is_renewing)
    {
      return;
    }

  self->is_renewing = TRUE;
  body = dup_refresh_body (self->refresh);
  request.body = body;
  console_api_client_call_async (self, &request, NULL, renewed_cb, NULL);
}

/* Sends the call again with another token, if there is or can be one. Takes over @task when it does. */
static gboolean
try_again (GTask *task)
{
  ConsoleApiClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (call->anonymous || call->was_renewed || self->refresh == NULL)
    {
      return FALSE;
    }

  call->was_renewed = TRUE;
  if (self->access != NULL && g_strcmp0 (self->access, call->access) != 0)
    {
      send (task);
      return TRUE;
    }

  g_queue_push_tail (&self->waiting, task);
  renew (self);
  return TRUE;
}

/* The request */

static void
wrote_body_data_cb (SoupMessage *message,
                    guint        length,
                    gpointer     user_data)
{
  Call *call = user_data;

  call->sent += length;
  call->progress (call->sent, call->progress_data);
}

static SoupMessage *
new_message (ConsoleApiClient *self,
             Call             *call)
{
  g_autofree char *uri = g_strdup_printf ("%s/api/v1/%s", self->server, call->path);
  SoupMessage *message = soup_message_new (call->method, uri);
  SoupMessageHeaders *headers;

  if (message == NULL)
    {
      return NULL;
    }

  headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", call->accept);
  if (!call->anonymous && self->access != NULL)
    {
      g_autofree char *bearer = g_strdup_printf ("Bearer %s", self->access);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  if (call->idempotency_key != NULL)
    {
      soup_message_headers_replace (headers, "Idempotency-Key", call->idempotency_key);
    }
  if (call->base_revision != 0)
    {
      g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", call->base_revision);

      soup_message_headers_replace (headers, "If-Match", tag);
    }
  if (call->last_event_id != NULL)
    {
      soup_message_headers_replace (headers, "Last-Event-ID", call->last_event_id);
    }
  if (call->content != NULL)
    {
      soup_message_set_request_body_from_bytes (message, call->content_type, call->content);
    }
  if (call->progress != NULL)
    {
      call->sent = 0;
      g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), call);
    }

  return message;
}

/* Takes over @task. */
static void
send (GTask *task)
{
  ConsoleApiClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  g_clear_object (&call->message);
  g_clear_object (&call->stream);
  if (self->server != NULL)
    {
      call->message = new_message (self, call);
    }
  if (call->message == NULL)
    {
      g_task_return_new_error (task, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL,
                               "“%s” is not the address of a server.", self->server != NULL ? self->server : "");
      g_object_unref (task);
      return;
    }

  g_free (call->access);
  call->access = g_strdup (self->access);
  soup_session_send_async (call->is_stream ? self->streams : self->session, call->message, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), answered_cb, task);
}

/* Takes over @task. */
static void
start_call (GTask *task)
{
  ConsoleApiClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (!call->anonymous && (self->is_renewing || (self->access == NULL && self->refresh != NULL)))
    {
      call->was_renewed = TRUE;
      g_queue_push_tail (&self->waiting, task);
      renew (self);
      return;
    }

  send (task);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  GOutputStream *body;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (call->stream == NULL)
    {
      g_task_return_error (task, offline_error (error));
      g_object_unref (task);
      return;
    }
  if (soup_message_get_status (call->message) == 401 && try_again (task))
    {
      return;
    }
  if (call->is_stream && soup_message_get_status (call->message) == 200)
    {
      g_task_return_pointer (task, g_steal_pointer (&call->stream), g_object_unref);
      g_object_unref (task);
      return;
    }

  body = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (body, call->stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, g_task_get_cancellable (task), body_read_cb, task);
  g_object_unref (body);
}

static guint
parse_retry_after (SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, 3600, &seconds, NULL))
    {
      return 0;
    }

  return (guint) seconds;
}

static JsonNode *
parse_answer (GBytes  *body,
              GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) local_error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  if (length == 0)
    {
      return json_node_new (JSON_NODE_NULL);
    }
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local_error) ||
      json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL, "The server's answer is not JSON%s%s.",
                   local_error != NULL ? ": " : "", local_error != NULL ? local_error->message : "");
      return NULL;
    }

  return json_parser_steal_root (parser);
}

/* Whether what was announced has come; libsoup does not mind a connection that ends early. Of a compressed answer it is the
 * compressed length that was announced, and the end of it is missed when it is unpacked. */
static gboolean
is_complete (SoupMessage *message,
             gsize        length)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  return soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
         soup_message_headers_get_one (headers, "Content-Encoding") != NULL ||
         soup_message_headers_get_content_length (headers) == (goffset) length;
}

static void
body_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr(GBytes) body = NULL;
  GError *error = NULL;
  const guint status = soup_message_get_status (call->message);
  JsonNode *answer;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    {
      g_task_return_error (task, offline_error (error));
      return;
    }

  body = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  if (status < 200 || status >= 300)
    {
      g_task_return_error (task, console_api_error_new (status, body, parse_retry_after (call->message)));
      return;
    }
  if (!is_complete (call->message, g_bytes_get_size (body)))
    {
      g_task_return_new_error (task, CONSOLE_API_ERROR, CONSOLE_API_ERROR_OFFLINE, "The answer was cut off.");
      return;
    }

  if (call->is_stream)
    {
      g_task_return_new_error (task, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL, "The server answered %u.", status);
      return;
    }

  answer = parse_answer (body, &error);
  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
}

static SoupSession *
new_session (guint timeout)
{
  return soup_session_new_with_options ("user-agent", "sweetspot/" PACKAGE_VERSION,
                                        "timeout", timeout,
                                        "idle-timeout", 60u,
                                        "max-conns-per-host", 6,
                                        NULL);
}

static void
console_api_client_finalize (GObject *object)
{
  ConsoleApiClient *self = CONSOLE_API_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->streams);
  g_free (self->server);
  g_free (self->access);
  g_free (self->refresh);

  G_OBJECT_CLASS (console_api_client_parent_class)->finalize (object);
}

static void
console_api_client_class_init (ConsoleApiClientClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_api_client_finalize;

  signals[TOKENS_CHANGED] = g_signal_new ("tokens-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[EXPIRED] = g_signal_new ("expired", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_api_client_init (ConsoleApiClient *self)
{
  g_queue_init (&self->waiting);
  self->session = new_session (CALL_TIMEOUT);
  self->streams = new_session (STREAM_TIMEOUT);
}

/**
 * console_api_client_new:
 *
 * Returns: (transfer full): a client without a server
 */
ConsoleApiClient *
console_api_client_new (void)
{
  return g_object_new (CONSOLE_TYPE_API_CLIENT, NULL);
}

/**
 * console_api_client_set_server:
 * @self: a client
 * @server: (nullable): the base address, `https://bakery.example`
 *
 * Says which server the requests go to from now on.
 */
void
console_api_client_set_server (ConsoleApiClient *self,
                               const char       *server)
{
  g_return_if_fail (CONSOLE_IS_API_CLIENT (self));

  g_free (self->server);
  self->server = g_strdup (server);
}

/**
 * console_api_client_set_tokens:
 * @self: a client
 * @access: (nullable): the access token, or %NULL to ask for one when it is needed
 * @refresh: (nullable): the refresh token, or %NULL to sign out
 *
 * Says with what the requests are signed.
 */
void
console_api_client_set_tokens (ConsoleApiClient *self,
                               const char       *access,
                               const char       *refresh)
{
  g_autofree char *old_refresh = NULL;

  g_return_if_fail (CONSOLE_IS_API_CLIENT (self));

  old_refresh = g_steal_pointer (&self->refresh);
  self->refresh = g_strdup (refresh);
  g_free (self->access);
  self->access = g_strdup (access);

  if (g_strcmp0 (old_refresh, self->refresh) != 0)
    {
      g_signal_emit (self, signals[TOKENS_CHANGED], 0);
    }
}

/**
 * console_api_client_get_refresh_token:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): what a later start of the console can sign in with
 */
const char *
console_api_client_get_refresh_token (ConsoleApiClient *self)
{
  g_return_val_if_fail (CONSOLE_IS_API_CLIENT (self), NULL);

  return self->refresh;
}

/**
 * console_api_client_has_tokens:
 * @self: a client
 *
 * Returns: whether requests are signed
 */
gboolean
console_api_client_has_tokens (ConsoleApiClient *self)
{
  g_return_val_if_fail (CONSOLE_IS_API_CLIENT (self), FALSE);

  return self->refresh != NULL || self->access != NULL;
}

/**
 * console_api_client_set_timeout:
 * @self: a client
 * @seconds: without a byte from the server
 *
 * Says when a request counts as unanswered, for connections made from now on. Event streams have a time-out of their own.
 */
void
console_api_client_set_timeout (ConsoleApiClient *self,
                                guint             seconds)
{
  g_return_if_fail (CONSOLE_IS_API_CLIENT (self));

  soup_session_set_timeout (self->session, seconds);
}

/**
 * console_api_client_call_async:
 * @self: a client
 * @request: what to ask
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends a request and reads the whole answer.
 */
void
console_api_client_call_async (ConsoleApiClient        *self,
                               const ConsoleApiRequest *request,
                               GCancellable            *cancellable,
                               GAsyncReadyCallback      callback,
                               gpointer                 user_data)
{
  GTask *task;

  g_return_if_fail (CONSOLE_IS_API_CLIENT (self));
  g_return_if_fail (request != NULL && request->method != NULL && request->path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_api_client_call_async);
  g_task_set_task_data (task, call_new (request, FALSE), (GDestroyNotify) call_free);
  start_call (task);
}

/**
 * console_api_client_call_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for a %CONSOLE_API_ERROR
 *
 * Returns: (transfer full) (nullable): the answer, a null node for an empty one; or %NULL with @error set
 */
JsonNode *
console_api_client_call_finish (ConsoleApiClient *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * console_api_client_open_async:
 * @self: a client
 * @request: what to ask
 * @cancellable: (nullable): to give up
 * @callback: called when the answer begins
 * @user_data: for @callback
 *
 * Sends a request whose answer is read bit by bit.
 */
void
console_api_client_open_async (ConsoleApiClient        *self,
                               const ConsoleApiRequest *request,
                               GCancellable            *cancellable,
                               GAsyncReadyCallback      callback,
                               gpointer                 user_data)
{
  GTask *task;

  g_return_if_fail (CONSOLE_IS_API_CLIENT (self));
  g_return_if_fail (request != NULL && request->method != NULL && request->path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_api_client_open_async);
  g_task_set_task_data (task, call_new (request, TRUE), (GDestroyNotify) call_free);
  start_call (task);
}

/**
 * console_api_client_open_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for a %CONSOLE_API_ERROR
 *
 * Returns: (transfer full) (nullable): the body of the answer
 */
GInputStream *
console_api_client_open_finish (ConsoleApiClient *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
