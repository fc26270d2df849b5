/* SPDX-License-Identifier: GPL-3.0-or-later */

/* HTTP through libcurl: one handle a call, no redirects, a limit on time and size, JSON back. Nothing of a call is logged,
 * since headers and bodies hold keys. Any thread that may block. */

#include "config.h"

#include "server-http-client.h"

#include "bakery-user-agent.h"
#include "server-json.h"

#include <curl/curl.h>

#define CONNECT_SECONDS 5
#define MAXIMUM_ANSWER (1024 * 1024)

struct _ServerHttpClient
{
  char *agent;
  guint seconds;
  gint  is_aborted;
};

typedef struct
{
  CURL              *handle;
  struct curl_slist *headers;
  char              *url;
  GString           *answer;
} Transfer;

static size_t
receive_cb (char  *data,
            size_t size,
            size_t n,
            void  *user_data)
{
  GString *answer = user_data;

  if (answer->len + size * n > MAXIMUM_ANSWER)
    return 0;

  g_string_append_len (answer, data, (gssize) (size * n));

  return size * n;
}

static int
progress_cb (void      *user_data,
             curl_off_t download_total,
             curl_off_t downloaded,
             curl_off_t upload_total,
             curl_off_t uploaded)
{
  ServerHttpClient *self = user_data;

  return g_atomic_int_get (&self->is_aborted);
}

static void
add_header (Transfer   *transfer,
            const char *line)
{
  struct curl_slist *longer = curl_slist_append (transfer->headers, line);

  if (longer != NULL)
    transfer->headers = longer;
}

static void
set_content (Transfer             *transfer,
             const ServerHttpCall *call)
{
  const char *const *line;
  g_autofree char *type = NULL;

  for (line = call->headers; line != NULL && *line != NULL; line++)
    add_header (transfer, *line);
  if (call->content_type != NULL)
    {
      type = g_strconcat ("Content-Type: ", call->content_type, NULL);
      add_header (transfer, type);
    }
  add_header (transfer, "Accept: application/json");
  add_header (transfer, "Expect:");
  curl_easy_setopt (transfer->handle, CURLOPT_HTTPHEADER, transfer->headers);

  if (g_str_equal (call->method, "POST"))
    curl_easy_setopt (transfer->handle, CURLOPT_POSTFIELDS, call->body != NULL ? call->body : "");
  if (call->user == NULL)
    return;

  curl_easy_setopt (transfer->handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  curl_easy_setopt (transfer->handle, CURLOPT_USERNAME, call->user);
  curl_easy_setopt (transfer->handle, CURLOPT_PASSWORD, call->password != NULL ? call->password : "");
}

static gboolean
transfer_init (Transfer             *transfer,
               ServerHttpClient     *self,
               const ServerHttpCall *call)
{
  *transfer = (Transfer) { curl_easy_init (), NULL, g_strconcat (call->base, call->path, NULL), g_string_new (NULL) };
  if (transfer->handle == NULL)
    return FALSE;

  curl_easy_setopt (transfer->handle, CURLOPT_URL, transfer->url);
  curl_easy_setopt (transfer->handle, CURLOPT_PROTOCOLS_STR, "https,http");
  curl_easy_setopt (transfer->handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (transfer->handle, CURLOPT_CONNECTTIMEOUT, (long) MIN (self->seconds, CONNECT_SECONDS));
  curl_easy_setopt (transfer->handle, CURLOPT_TIMEOUT, (long) self->seconds);
  curl_easy_setopt (transfer->handle, CURLOPT_USERAGENT, self->agent);
  curl_easy_setopt (transfer->handle, CURLOPT_WRITEFUNCTION, receive_cb);
  curl_easy_setopt (transfer->handle, CURLOPT_WRITEDATA, transfer->answer);
  curl_easy_setopt (transfer->handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (transfer->handle, CURLOPT_XFERINFOFUNCTION, progress_cb);
  curl_easy_setopt (transfer->handle, CURLOPT_XFERINFODATA, self);
  set_content (transfer, call);

  return TRUE;
}

static void
transfer_clear (Transfer *transfer)
{
  curl_slist_free_all (transfer->headers);
  if (transfer->handle != NULL)
    curl_easy_cleanup (transfer->handle);
  g_string_free (transfer->answer, TRUE);
  g_free (transfer->url);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Transfer, transfer_clear)

/* Text that is no JSON is as good as none: what counts then is the status. */
static JsonNode *
parse (const GString *answer)
{
  return answer->len > 0 ? server_json_parse (answer->str, answer->len, NULL) : NULL;
}

/**
 * server_http_client_new:
 * @seconds: how long a call may take in all
 * @contact: (nullable): how whoever is called can reach the owner of the site
 *
 * To be called before there are threads.
 *
 * Returns: (transfer full): a client
 */
ServerHttpClient *
server_http_client_new (guint       seconds,
                        const char *contact)
{
  ServerHttpClient *self = g_new0 (ServerHttpClient, 1);

  curl_global_init (CURL_GLOBAL_DEFAULT);
  self->agent = bakery_user_agent_dup (NULL, contact);
  self->seconds = seconds;

  return self;
}

/**
 * server_http_client_free:
 * @self: (nullable): a client that makes no call any more
 */
void
server_http_client_free (ServerHttpClient *self)
{
  if (self == NULL)
    return;

  curl_global_cleanup ();
  g_free (self->agent);
  g_free (self);
}

/**
 * server_http_client_abort:
 * @self: a client
 *
 * Makes all calls fail, those under way within a second.
 */
void
server_http_client_abort (ServerHttpClient *self)
{
  g_atomic_int_set (&self->is_aborted, 1);
}

/**
 * server_http_client_call:
 * @self: a client
 * @call: what to ask
 * @ret_status: (out): the status of the answer
 * @ret_json: (out) (transfer full) (nullable): its body, %NULL for none and for anything but JSON
 * @error: a %G_IO_ERROR when no answer came; what was asked may have been done nevertheless
 *
 * Blocks until the answer is there.
 *
 * Returns: whether there is an answer, of whatever status
 */
gboolean
server_http_client_call (ServerHttpClient     *self,
                         const ServerHttpCall *call,
                         guint                *ret_status,
                         JsonNode            **ret_json,
                         GError              **error)
{
  g_auto(Transfer) transfer = { NULL };
  CURLcode result = CURLE_FAILED_INIT;
  long status = 0;

  if (transfer_init (&transfer, self, call))
    result = curl_easy_perform (transfer.handle);
  if (result != CURLE_OK)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   result == CURLE_OPERATION_TIMEDOUT ? G_IO_ERROR_TIMED_OUT : G_IO_ERROR_FAILED,
                   "No answer from %s: %s",
                   call->base,
                   curl_easy_strerror (result));
      return FALSE;
    }

  curl_easy_getinfo (transfer.handle, CURLINFO_RESPONSE_CODE, &status);
  *ret_status = (guint) status;
  *ret_json = parse (transfer.answer);

  return TRUE;
}

/**
 * server_http_form_append:
 * @form: a body of the type application/x-www-form-urlencoded
 * @name: of a member
 * @value: of it
 *
 * Adds a member.
 */
void
server_http_form_append (GString    *form,
                         const char *name,
                         const char *value)
{
  g_autofree char *escaped_name = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *escaped_value = g_uri_escape_string (value, NULL, FALSE);

  if (form->len > 0)
    g_string_append_c (form, '&');
  g_string_append_printf (form, "%s=%s", escaped_name, escaped_value);
}
