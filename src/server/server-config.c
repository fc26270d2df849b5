/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the configuration. One table says what can be chosen, under which name, within which limits and with which default.
 * The command line's values are set by the sub-commands afterwards. Used before any thread starts. */

#include "config.h"

#include "server-config.h"

#define GROUP "server"

typedef enum
{
  SETTING_TEXT,
  SETTING_NUMBER,
  SETTING_BOOLEAN,
} SettingType;

typedef struct
{
  const char *key;
  const char *variable;
  SettingType type;
  guint       offset;
  const char *initial;
  gint64      minimum;
  gint64      maximum;
} Setting;

#define SETTING(key, variable, type, member, initial, minimum, maximum) \
  { key, variable, type, G_STRUCT_OFFSET (ServerConfig, member), initial, minimum, maximum }

static const Setting settings[] = {
  SETTING ("database", "SWEETSPOT_DATABASE", SETTING_TEXT, database, NULL, 0, 0),
  SETTING ("listen", "SWEETSPOT_LISTEN", SETTING_TEXT, listen, "127.0.0.1:8080", 0, 0),
  SETTING ("threads", "SWEETSPOT_THREADS", SETTING_NUMBER, threads, "0", 0, 256),
  SETTING ("readers", "SWEETSPOT_READERS", SETTING_NUMBER, readers, "16", 1, 256),
  SETTING ("connections", "SWEETSPOT_CONNECTIONS", SETTING_NUMBER, connections, "4096", 8, 100000),
  SETTING ("connections-per-address", "SWEETSPOT_CONNECTIONS_PER_ADDRESS", SETTING_NUMBER, connections_per_address,
           "128", 0, 100000),
  SETTING ("idle-seconds", "SWEETSPOT_IDLE_SECONDS", SETTING_NUMBER, idle_seconds, "30", 1, 3600),
  SETTING ("request-seconds", "SWEETSPOT_REQUEST_SECONDS", SETTING_NUMBER, request_seconds, "60", 1, 3600),
  SETTING ("drain-seconds", "SWEETSPOT_DRAIN_SECONDS", SETTING_NUMBER, drain_seconds, "10", 1, 600),
  SETTING ("rate-limit", "SWEETSPOT_RATE_LIMIT", SETTING_NUMBER, rate_limit, "1200", 0, 10000000),
  SETTING ("sign-in-limit", "SWEETSPOT_SIGN_IN_LIMIT", SETTING_NUMBER, sign_in_limit, "20", 1, 10000000),
  SETTING ("streams-per-account", "SWEETSPOT_STREAMS_PER_ACCOUNT", SETTING_NUMBER, streams_per_account, "16", 1, 10000),
  SETTING ("password-queue", "SWEETSPOT_PASSWORD_QUEUE", SETTING_NUMBER, password_queue, "64", 1, 10000),
  SETTING ("trust-proxy", "SWEETSPOT_TRUST_PROXY", SETTING_BOOLEAN, trust_proxy, "false", 0, 0),
  SETTING ("log-requests", "SWEETSPOT_LOG_REQUESTS", SETTING_BOOLEAN, log_requests, "true", 0, 0),
};

static gboolean
set_boolean (gboolean   *target,
             const char *text)
{
  *target = g_strcmp0 (text, "true") == 0 || g_strcmp0 (text, "1") == 0;

  return *target || g_strcmp0 (text, "false") == 0 || g_strcmp0 (text, "0") == 0;
}

static gboolean
set_value (ServerConfig  *self,
           const Setting *setting,
           const char    *name,
           const char    *text,
           GError       **error)
{
  gpointer target = (char *) self + setting->offset;

  if (setting->type == SETTING_TEXT)
    {
      g_free (*(char **) target);
      *(char **) target = g_strdup (text);
      return TRUE;
    }
  if (setting->type == SETTING_BOOLEAN)
    {
      if (set_boolean (target, text))
        return TRUE;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s must be true or false, not “%s”.", name, text);
      return FALSE;
    }
  if (g_ascii_string_to_signed (text, 10, setting->minimum, setting->maximum, target, NULL))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "%s must be a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ", not “%s”.",
               name, setting->minimum, setting->maximum, text);

  return FALSE;
}

static gboolean
read_setting (ServerConfig  *self,
              const Setting *setting,
              GKeyFile      *file,
              GError       **error)
{
  const char *variable = g_getenv (setting->variable);
  g_autofree char *text = NULL;

  if (variable != NULL)
    return set_value (self, setting, setting->variable, variable, error);

  if (file != NULL)
    text = g_key_file_get_string (file, GROUP, setting->key, NULL);
  if (text != NULL)
    return set_value (self, setting, setting->key, g_strstrip (text), error);

  return set_value (self, setting, setting->key, setting->initial, error);
}

static gboolean
is_known_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_strcmp0 (settings[i].key, key) == 0)
      return TRUE;

  return FALSE;
}

/* A key that nobody reads is a mistyped one: better said now than searched for later. */
static GKeyFile *
load_file (const char *path,
           GError    **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_auto(GStrv) keys = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "The configuration %s cannot be read: ", path);
      return NULL;
    }

  keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!is_known_key (keys[i]))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The configuration %s has an unknown key “%s”.",
                     path, keys[i]);
        return NULL;
      }

  return g_steal_pointer (&file);
}

/**
 * server_config_new:
 * @file: (nullable): path of a key file with a group `[server]`
 * @error: which value is wrong
 *
 * Returns: (transfer full) (nullable): the configuration
 */
ServerConfig *
server_config_new (const char *file,
                   GError    **error)
{
  g_autoptr(ServerConfig) self = g_new0 (ServerConfig, 1);
  g_autoptr(GKeyFile) keys = NULL;

  if (file != NULL)
    {
      keys = load_file (file, error);
      if (keys == NULL)
        return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (!read_setting (self, &settings[i], keys, error))
      return NULL;

  return g_steal_pointer (&self);
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

  g_free (self->database);
  g_free (self->listen);
  g_free (self);
}

/**
 * server_config_get_endpoint:
 * @self: a configuration
 * @ret_address: (out) (transfer full): the numeric address, without brackets
 * @ret_port: (out): the port, 0 for any
 * @error: what is wrong with it
 *
 * Returns: whether the address to listen on makes sense
 */
gboolean
server_config_get_endpoint (const ServerConfig *self,
                            char              **ret_address,
                            guint16            *ret_port,
                            GError            **error)
{
  const char *colon = strrchr (self->listen, ':');
  g_autofree char *address = NULL;
  guint64 port = 0;
  gsize length;

  if (colon != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    {
      address = g_strndup (self->listen, (gsize) (colon - self->listen));
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
                   "“%s” is no address to listen on: give it as 127.0.0.1:8080 or [::1]:8080.", self->listen);
      return FALSE;
    }

  *ret_address = g_steal_pointer (&address);
  *ret_port = (guint16) port;

  return TRUE;
}
