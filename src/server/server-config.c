/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The configuration. One table says what can be chosen, within which limits and with which default; where the values come
 * from is server-settings.c's business. Used before any thread starts. */

#include "config.h"

#include "server-config.h"

#include "server-settings.h"

#include <string.h>

#define SETTING(key, TYPE, member, initial, ...) \
  { key, SERVER_SETTING_ ## TYPE, G_STRUCT_OFFSET (ServerConfig, member), initial, __VA_ARGS__ }

static gboolean check_endpoint (const char *text,
                                GError    **error);
static gboolean check_origin (const char *text,
                              GError    **error);
static gboolean check_url (const char *text,
                           GError    **error);
static gboolean check_smtp_url (const char *text,
                                GError    **error);
static gboolean check_mail_from (const char *text,
                                 GError    **error);

static const ServerSetting settings[] = {
  SETTING ("database", TEXT, database, NULL),
  SETTING ("listen", TEXT, listen, "127.0.0.1:8080", .check = check_endpoint),
  SETTING ("metrics-listen", TEXT, metrics_listen, NULL, .check = check_endpoint),
  SETTING ("metrics-token", SECRET, metrics_token, NULL),
  SETTING ("cors-origins", LIST, cors_origins, NULL, .check = check_origin),
  SETTING ("threads", NUMBER, threads, "0", 0, 256),
  SETTING ("readers", NUMBER, readers, "16", 1, 256),
  SETTING ("connections", NUMBER, connections, "4096", 8, 100000),
  SETTING ("connections-per-address", NUMBER, connections_per_address, "128", 0, 100000),
  SETTING ("idle-seconds", NUMBER, idle_seconds, "30", 1, 3600),
  SETTING ("request-seconds", NUMBER, request_seconds, "60", 1, 3600),
  SETTING ("drain-seconds", NUMBER, drain_seconds, "10", 1, 600),
  SETTING ("rate-limit", NUMBER, rate_limit, "1200", 0, 10000000),
  SETTING ("sign-in-limit", NUMBER, sign_in_limit, "20", 1, 10000000),
  SETTING ("account-sign-in-limit", NUMBER, account_sign_in_limit, "10", 1, 10000000),
  SETTING ("streams-per-account", NUMBER, streams_per_account, "16", 1, 10000),
  SETTING ("password-queue", NUMBER, password_queue, "64", 1, 10000),
  SETTING ("trust-proxy", BOOLEAN, trust_proxy, "false"),
  SETTING ("favourites", NUMBER, favourites, "20", 1, 10000),
  SETTING ("log-requests", BOOLEAN, log_requests, "true"),
  SETTING ("public-url", TEXT, public_url, NULL, .check = check_url),
  SETTING ("smtp-url", TEXT, smtp_url, NULL, .check = check_smtp_url),
  SETTING ("smtp-plain", BOOLEAN, smtp_plain, "false"),
  SETTING ("smtp-ca-file", TEXT, smtp_ca_file, NULL),
  SETTING ("smtp-user", TEXT, smtp_user, NULL),
  SETTING ("smtp-password", SECRET, smtp_password, NULL),
  SETTING ("smtp-seconds", NUMBER, smtp_seconds, "60", 1, 600),
  SETTING ("mail-from", TEXT, mail_from, NULL, .check = check_mail_from),
  SETTING ("mail-retry-seconds", NUMBER, mail_retry_seconds, "60", 1, 3600),
  SETTING ("test-payments", BOOLEAN, test_payments, "true"),
  SETTING ("strict-cards", BOOLEAN, strict_cards, "false"),
  SETTING ("stripe-key", SECRET, stripe_key, NULL),
  SETTING ("stripe-webhook-secret", SECRET, stripe_webhook_secret, NULL),
  SETTING ("stripe-url", TEXT, stripe_url, "https://api.stripe.com"),
  SETTING ("paypal-client", TEXT, paypal_client, NULL),
  SETTING ("paypal-secret", SECRET, paypal_secret, NULL),
  SETTING ("paypal-webhook-id", TEXT, paypal_webhook_id, NULL),
  SETTING ("paypal-url", TEXT, paypal_url, "https://api-m.paypal.com"),
  SETTING ("payment-seconds", NUMBER, payment_seconds, "20", 1, 60),
  SETTING ("payment-check-seconds", NUMBER, payment_check_seconds, "5", 1, 3600),
  SETTING ("routing-url", TEXT, routing_url, NULL, .check = check_url),
  SETTING ("google-key", SECRET, google_key, NULL),
  SETTING ("google-url", TEXT, google_url, "https://maps.googleapis.com", .check = check_url),
  SETTING ("routing-seconds", NUMBER, routing_seconds, "10", 1, 60),
  SETTING ("geocoder-url", TEXT, geocoder_url, NULL, .check = check_url),
  SETTING ("contact", TEXT, contact, NULL),
};

static gboolean
check_endpoint (const char *text,
                GError    **error)
{
  g_autofree char *address = NULL;
  guint16 port;

  return server_endpoint_parse (text, &address, &port, error);
}

/* An origin is compared as browsers send it: scheme and authority, in lower case, nothing behind. */
static gboolean
check_origin (const char *text,
              GError    **error)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  g_autofree char *lower = g_ascii_strdown (text, -1);

  if (g_str_equal (text, "*"))
    return TRUE;
  if (uri != NULL && g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0' && g_uri_get_path (uri)[0] == '\0' &&
      g_uri_get_query (uri) == NULL && g_uri_get_userinfo (uri) == NULL && g_str_equal (lower, text) &&
      (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://")))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "“%s” is no origin: give it as https://shop.example, without a path.", text);

  return FALSE;
}

static gboolean
has_scheme (const char *text,
            const char *first,
            const char *second)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_userinfo (uri) == NULL && g_uri_get_host (uri) != NULL &&
         g_uri_get_host (uri)[0] != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), first) || g_str_equal (g_uri_get_scheme (uri), second));
}

static gboolean
check_url (const char *text,
           GError    **error)
{
  if (has_scheme (text, "https", "http"))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "“%s” is no address of a site: give it as https://shop.example.", text);

  return FALSE;
}

static gboolean
check_smtp_url (const char *text,
                GError    **error)
{
  if (has_scheme (text, "smtp", "smtps"))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "“%s” is no mail server: give it as smtp://mail.example:587 or smtps://mail.example, without a name.", text);

  return FALSE;
}

static gboolean
check_mail_from (const char *text,
                 GError    **error)
{
  const char *at = strchr (text, '@');

  if (at != NULL && at != text && at[1] != '\0' && strpbrk (text, " <>()[],;:\\\"\r\n") == NULL)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "“%s” is no address that mail can come from: give it as orders@shop.example.", text);

  return FALSE;
}

static void
set_problems (GError   **error,
              GPtrArray *problems)
{
  g_autofree char *text = NULL;

  g_ptr_array_add (problems, NULL);
  text = g_strjoinv ("\n", (GStrv) problems->pdata);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, text);
}

/**
 * server_config_new:
 * @file: (nullable): path of a key file with a group `[server]`
 * @database: (nullable): what the command line says of the database
 * @listen: (nullable): what the command line says of where to listen
 * @error: everything that is wrong, one sentence a line
 *
 * Returns: (transfer full) (nullable): the configuration
 */
ServerConfig *
server_config_new (const char *file,
                   const char *database,
                   const char *listen,
                   GError    **error)
{
  g_autoptr(ServerConfig) self = g_new0 (ServerConfig, 1);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  server_settings_read (settings, G_N_ELEMENTS (settings), self, file, problems);
  if (database != NULL)
    server_settings_override (settings, G_N_ELEMENTS (settings), self, "database", database, problems);
  if (listen != NULL)
    server_settings_override (settings, G_N_ELEMENTS (settings), self, "listen", listen, problems);
  if (problems->len == 0)
    return g_steal_pointer (&self);

  set_problems (error, problems);

  return NULL;
}

/**
 * server_config_free:
 * @self: (nullable): a configuration
 */
void
server_config_free (ServerConfig *self)
{
  if (self == NULL)
    return;

  server_settings_clear (settings, G_N_ELEMENTS (settings), self);
  g_free (self);
}

/**
 * server_config_to_string:
 * @self: a configuration
 *
 * Returns: (transfer full): what it says, as lines of a key file; of secrets only whether they are set
 */
char *
server_config_to_string (const ServerConfig *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *value = server_settings_dup_text (&settings[i], self);

      g_string_append_printf (text, "%s=%s\n", settings[i].key, value);
    }

  return g_string_free (text, FALSE);
}

/**
 * server_endpoint_parse:
 * @text: (nullable): `ADDRESS:PORT`
 * @ret_address: (out) (transfer full): the numeric address, without brackets
 * @ret_port: (out): the port, 0 for any
 * @error: what is wrong with it
 *
 * Returns: whether the address to listen on makes sense
 */
gboolean
server_endpoint_parse (const char *text,
                       char      **ret_address,
                       guint16    *ret_port,
                       GError    **error)
{
  const char *colon = text != NULL ? strrchr (text, ':') : NULL;
  g_autofree char *address = NULL;
  guint64 port = 0;
  gsize length;

  if (colon != NULL && colon > text && g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    {
      address = g_strndup (text, (gsize) (colon - text));
      length = strlen (address);
      if (address[0] == '[' && address[length - 1] == ']')
        {
          memmove (address, address + 1, length - 2);
          address[length - 2] = '\0';
        }
    }
  if (address == NULL || !g_hostname_is_ip_address (address))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is no address to listen on: give it as 127.0.0.1:8080 or [::1]:8080.",
                   text != NULL ? text : "");
      return FALSE;
    }

  *ret_address = g_steal_pointer (&address);
  *ret_port = (guint16) port;

  return TRUE;
}
