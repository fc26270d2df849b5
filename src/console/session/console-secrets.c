/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps one refresh token per server and account in the Secret Service. Where the service does not answer, the token stays in
 * this object and dies with it. Main thread. */

#include "config.h"

#include "console-secrets.h"

#include <libsecret/secret.h>

struct _ConsoleSecrets
{
  GObject parent_instance;

  /* Owned */
  GHashTable *remembered;

  gboolean    is_lasting;
};

enum
{
  PROP_0,
  PROP_IS_LASTING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ConsoleSecrets, console_secrets, G_TYPE_OBJECT)

static const SecretSchema schema = {
  "org.sweetspot.RefreshToken",
  SECRET_SCHEMA_NONE,
  {
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "email", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static char *
dup_key (const char *server,
         const char *email)
{
  return g_strdup_printf ("%s\n%s", server, email);
}

static void
set_lasting (ConsoleSecrets *self,
             gboolean        is_lasting)
{
  if (self->is_lasting != is_lasting)
    {
      self->is_lasting = is_lasting;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LASTING]);
    }
}

static void
console_secrets_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_IS_LASTING:
      g_value_set_boolean (value, CONSOLE_SECRETS (object)->is_lasting);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_secrets_finalize (GObject *object)
{
  g_hash_table_unref (CONSOLE_SECRETS (object)->remembered);

  G_OBJECT_CLASS (console_secrets_parent_class)->finalize (object);
}

static void
console_secrets_class_init (ConsoleSecretsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = console_secrets_get_property;
  object_class->finalize = console_secrets_finalize;

  properties[PROP_IS_LASTING] =
    g_param_spec_boolean ("is-lasting", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
console_secrets_init (ConsoleSecrets *self)
{
  self->remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_password_free);
}

/**
 * console_secrets_new:
 * @use_service: whether to look for the Secret Service at all
 *
 * Returns: (transfer full): the secrets
 */
ConsoleSecrets *
console_secrets_new (gboolean use_service)
{
  ConsoleSecrets *self = g_object_new (CONSOLE_TYPE_SECRETS, NULL);

  self->is_lasting = use_service;

  return self;
}

/**
 * console_secrets_is_lasting:
 * @self: the secrets
 *
 * Returns: whether a token is still there when the console starts again, as far as is known
 */
gboolean
console_secrets_is_lasting (ConsoleSecrets *self)
{
  g_return_val_if_fail (CONSOLE_IS_SECRETS (self), FALSE);

  return self->is_lasting;
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  set_lasting (g_task_get_source_object (task), secret_password_store_finish (result, NULL));
  g_task_return_boolean (task, TRUE);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  secret_password_clear_finish (result, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * console_secrets_store_async:
 * @self: the secrets
 * @server: the server's base address
 * @email: of the account
 * @token: (nullable): the refresh token, or %NULL to forget it
 * @cancellable: (nullable): to give up
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Keeps a token, in the Secret Service if there is one; console_secrets_is_lasting() tells afterwards.
 */
void
console_secrets_store_async (ConsoleSecrets     *self,
                             const char         *server,
                             const char         *email,
                             const char         *token,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (CONSOLE_IS_SECRETS (self));
  g_return_if_fail (server != NULL && email != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_secrets_store_async);

  if (token != NULL)
    {
      g_hash_table_replace (self->remembered, dup_key (server, email), g_strdup (token));
    }
  else
    {
      g_autofree char *key = dup_key (server, email);

      g_hash_table_remove (self->remembered, key);
    }

  if (!self->is_lasting)
    {
      g_task_return_boolean (task, TRUE);
    }
  else if (token == NULL)
    {
      secret_password_clear (&schema, cancellable, cleared_cb, g_steal_pointer (&task),
                             "server", server, "email", email, NULL);
    }
  else
    {
      label = g_strdup_printf ("SweetSpot: %s at %s", email, server);
      secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable, stored_cb,
                             g_steal_pointer (&task), "server", server, "email", email, NULL);
    }
}

/**
 * console_secrets_store_finish:
 * @self: the secrets
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE when the token is kept, wherever
 */
gboolean
console_secrets_store_finish (ConsoleSecrets *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleSecrets *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    {
      set_lasting (self, FALSE);
    }

  g_task_return_pointer (task, token, (GDestroyNotify) secret_password_free);
}

/**
 * console_secrets_look_up_async:
 * @self: the secrets
 * @server: the server's base address
 * @email: of the account
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks for the token of an account.
 */
void
console_secrets_look_up_async (ConsoleSecrets     *self,
                               const char         *server,
                               const char         *email,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *key = NULL;
  const char *remembered;

  g_return_if_fail (CONSOLE_IS_SECRETS (self));
  g_return_if_fail (server != NULL && email != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_secrets_look_up_async);

  key = dup_key (server, email);
  remembered = g_hash_table_lookup (self->remembered, key);
  if (remembered != NULL || !self->is_lasting)
    {
      g_task_return_pointer (task, g_strdup (remembered), (GDestroyNotify) secret_password_free);
      return;
    }

  secret_password_lookup (&schema, cancellable, looked_up_cb, g_steal_pointer (&task),
                          "server", server, "email", email, NULL);
}

/**
 * console_secrets_look_up_finish:
 * @self: the secrets
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the token, %NULL when there is none
 */
char *
console_secrets_look_up_finish (ConsoleSecrets *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
