/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requests to one SweetSpot server, signed in. Renews the access token by itself, once for however many requests need it.
 * Main thread. */

#pragma once

#include "console-api-error.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleApiClient:
 *
 * Signals: `tokens-changed`: there is another refresh token, or none; `expired`: the server does not accept the refresh token
 * any more, only the password helps.
 */
#define CONSOLE_TYPE_API_CLIENT (console_api_client_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleApiClient, console_api_client, CONSOLE, API_CLIENT, GObject)

/**
 * ConsoleApiProgress:
 * @sent: bytes of the content that were sent
 * @user_data: the caller's
 *
 * Called while a request is sent.
 */
typedef void (*ConsoleApiProgress) (gsize sent,
                                    gpointer user_data);

/**
 * ConsoleApiRequest:
 * @method: `GET`, `POST`, …
 * @path: below `/api/v1/`, with its query
 * @body: (nullable): JSON
 * @content: (nullable): a file to send instead of JSON
 * @content_type: (nullable): its media type
 * @progress: (nullable): told how much of @content was sent
 * @progress_data: for @progress; must live until the answer
 * @idempotency_key: (nullable): the same for the same effect
 * @base_revision: what the change was made to, sent as `If-Match`; 0 for any
 * @accept: (nullable): the media type wanted; JSON by default
 * @last_event_id: (nullable): where an event stream goes on
 * @anonymous: send no token
 *
 * One request. Borrowed for the duration of a call.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *body;
  GBytes *content;
  const char *content_type;
  ConsoleApiProgress progress;
  gpointer progress_data;
  const char *idempotency_key;
  gint64 base_revision;
  const char *accept;
  const char *last_event_id;
  gboolean anonymous;
} ConsoleApiRequest;

ConsoleApiClient *console_api_client_new (void);
void console_api_client_set_server (ConsoleApiClient *self,
                                    const char *server);
void console_api_client_set_tokens (ConsoleApiClient *self,
                                    const char *access,
                                    const char *refresh);
const char *console_api_client_get_refresh_token (ConsoleApiClient *self);
gboolean console_api_client_has_tokens (ConsoleApiClient *self);
void console_api_client_set_timeout (ConsoleApiClient *self,
                                     guint seconds);

void console_api_client_call_async (ConsoleApiClient *self,
                                    const ConsoleApiRequest *request,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
JsonNode *console_api_client_call_finish (ConsoleApiClient *self,
                                          GAsyncResult *result,
                                          GError **error);
void console_api_client_open_async (ConsoleApiClient *self,
                                    const ConsoleApiRequest *request,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GInputStream *console_api_client_open_finish (ConsoleApiClient *self,
                                              GAsyncResult *result,
                                              GError **error);

G_END_DECLS
