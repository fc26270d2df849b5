/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PayPal's OAuth: client id and secret buy a token for some hours. Shared by all threads of the pool; a lock guards the token
 * and is held while a new one is fetched, so that only one is. */

#include "config.h"

#include "server-paypal-session.h"

#include "server-config.h"
#include "server-json-path.h"
#include "server-payment-provider.h"

/* A token is renewed this much before it runs out. */
#define MARGIN_SECONDS 60

struct _ServerPaypalSession
{
  /* Borrowed */
  const ServerConfig *config;
  ServerHttpClient   *client;

  struct
  {
    GMutex lock;
    char  *token;
    gint64 good_until;
  } shared;
};

static gboolean
fetch_token (ServerPaypalSession *self,
             GError             **error)
{
  ServerHttpCall http = {
    .method = "POST", .base = self->config->paypal_url, .path = "/v1/oauth2/token",
    .user = self->config->paypal_client, .password = self->config->paypal_secret,
    .content_type = "application/x-www-form-urlencoded", .body = "grant_type=client_credentials",
  };
  g_autoptr(JsonNode) json = NULL;
  const char *token;
  guint status;

  if (!server_http_client_call (self->client, &http, &status, &json, error))
    return FALSE;

  token = server_json_path_get_text (json, "access_token");
  if (status != 200 || token == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "PayPal gave no token but the status %u.", status);
      return FALSE;
    }

  g_free (self->shared.token);
  self->shared.token = g_strdup (token);
  self->shared.good_until =
    g_get_monotonic_time () + (server_json_path_get_int (json, "expires_in") - MARGIN_SECONDS) * G_USEC_PER_SEC;

  return TRUE;
}

/* The header with a token that is not @refused, the one that PayPal did not accept. */
static char *
dup_authorization (ServerPaypalSession *self,
                   const char          *refused,
                   GError             **error)
{
  char *header = NULL;
  gboolean is_good;

  g_mutex_lock (&self->shared.lock);
  if (refused != NULL && self->shared.token != NULL && g_str_has_suffix (refused, self->shared.token))
    g_clear_pointer (&self->shared.token, g_free);
  is_good = self->shared.token != NULL && g_get_monotonic_time () < self->shared.good_until;
  if (is_good || fetch_token (self, error))
    header = g_strconcat ("Authorization: Bearer ", self->shared.token, NULL);
  g_mutex_unlock (&self->shared.lock);

  return header;
}

static gboolean
call_once (ServerPaypalSession *self,
           ServerHttpCall      *http,
           const char          *key,
           const char          *authorization,
           guint               *ret_status,
           JsonNode           **ret_json,
           GError             **error)
{
  g_autofree char *idempotency = key != NULL ? g_strconcat ("PayPal-Request-Id: ", key, NULL) : NULL;
  const char *headers[] = { authorization, "Prefer: return=representation", idempotency, NULL };

  http->headers = headers;

  return server_http_client_call (self->client, http, ret_status, ret_json, error);
}

/**
 * server_paypal_session_new:
 * @config: with a client id and secret; must outlive it
 * @client: makes the calls; must outlive it
 *
 * Returns: (transfer full): a session without a token yet
 */
ServerPaypalSession *
server_paypal_session_new (const ServerConfig *config,
                           ServerHttpClient   *client)
{
  ServerPaypalSession *self = g_new0 (ServerPaypalSession, 1);

  self->config = config;
  self->client = client;
  g_mutex_init (&self->shared.lock);

  return self;
}

/**
 * server_paypal_session_free:
 * @self: (nullable): a session that makes no call any more
 */
void
server_paypal_session_free (ServerPaypalSession *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->shared.lock);
  g_free (self->shared.token);
  g_free (self);
}

/**
 * server_paypal_session_call:
 * @self: a session
 * @method: `GET` or `POST`
 * @path: of the resource
 * @key: (nullable): makes the same POST happen once
 * @body: (nullable): JSON
 * @ret_status: (out): the status of the answer, never one that says to try again later
 * @ret_json: (out) (transfer full) (nullable): its body
 * @error: a %G_IO_ERROR when nobody knows what came of it
 *
 * Asks PayPal, once more with a new token when the old one is not accepted.
 *
 * Returns: whether there is an answer
 */
gboolean
server_paypal_session_call (ServerPaypalSession *self,
                            const char          *method,
                            const char          *path,
                            const char          *key,
                            const char          *body,
                            guint               *ret_status,
                            JsonNode           **ret_json,
                            GError             **error)
{
  ServerHttpCall http = {
    .method = method, .base = self->config->paypal_url, .path = path, .content_type = "application/json", .body = body,
  };
  g_autofree char *authorization = dup_authorization (self, NULL, error);

  if (authorization == NULL || !call_once (self, &http, key, authorization, ret_status, ret_json, error))
    return FALSE;
  if (*ret_status == 401)
    {
      g_autofree char *renewed = dup_authorization (self, authorization, error);

      g_clear_pointer (ret_json, json_node_unref);
      if (renewed == NULL || !call_once (self, &http, key, renewed, ret_status, ret_json, error))
        return FALSE;
    }

  return server_payment_provider_has_answered ("PayPal", *ret_status, 401, ret_json, error);
}
