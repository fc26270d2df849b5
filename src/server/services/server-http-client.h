/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calls other people's HTTP services. A call blocks for as long as the service takes, so it is made on a thread of the
 * #ServerOutgoing pool, never on a listener's or the writer's. */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _ServerHttpClient ServerHttpClient;

/**
 * ServerHttpCall:
 * @method: `GET` or `POST`
 * @base: scheme, host and perhaps a path of the service
 * @path: what follows it
 * @headers: (nullable) (array zero-terminated=1): lines "Name: value"
 * @user: (nullable): for Basic authentication
 * @password: (nullable): to it
 * @content_type: (nullable): of @body
 * @body: (nullable): what to send
 *
 * What to ask. Borrowed for the duration of a call.
 */
typedef struct
{
  const char *method;
  const char *base;
  const char *path;
  const char *const *headers;
  const char *user;
  const char *password;
  const char *content_type;
  const char *body;
} ServerHttpCall;

ServerHttpClient *server_http_client_new (guint seconds,
                                          const char *contact);
void server_http_client_free (ServerHttpClient *self);
void server_http_client_abort (ServerHttpClient *self);
gboolean server_http_client_call (ServerHttpClient *self,
                                  const ServerHttpCall *call,
                                  guint *ret_status,
                                  JsonNode **ret_json,
                                  GError **error);

void server_http_form_append (GString *form,
                              const char *name,
                              const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerHttpClient, server_http_client_free)

G_END_DECLS
