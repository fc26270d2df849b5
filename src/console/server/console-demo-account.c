/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One call is a chain of at most three: sign in, ask who that is, call. The first two only where there is no token; a call that
 * fails throws the token away, since that may be why. */

#include "config.h"

#include "console-demo-account.h"

#include "console-json-call.h"

struct _ConsoleDemoAccount
{
  GObject parent_instance;

  /* Owned */
  SoupSession *session;
  char        *email;
  char        *password;
  char        *address;
  char        *token;

  gint64       id;
  gint64       store;
};

typedef struct
{
  char *method;
  char *path;
  char *body;
} Call;

G_DEFINE_FINAL_TYPE (ConsoleDemoAccount, console_demo_account, G_TYPE_OBJECT)

/* One call, in the order in which it happens */
static void signed_in_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);
static void account_read_cb (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data);
static void called_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data);

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->method);
  g_free (call->path);
  g_free (call->body);
  g_free (call);
}

static void
send (GTask              *task,
      const char         *method,
      const char         *path,
      const char         *body,
      GAsyncReadyCallback callback)
{
  ConsoleDemoAccount *self = g_task_get_source_object (task);
  g_autofree char *uri = g_strconcat (self->address, "/api/v1/", path, NULL);

  console_json_call_async (self->session, method, uri, self->token, body, g_task_get_cancellable (task), callback,
                           g_object_ref (task));
}

/* Returns the answer, or %NULL where the call has ended. */
static JsonNode *
finish_step (GTask        *task,
             GObject      *source,
             GAsyncResult *result)
{
  ConsoleDemoAccount *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(JsonNode) answer = console_json_call_finish (SOUP_SESSION (source), result, &error);

  if (error == NULL && answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    return g_steal_pointer (&answer);

  g_clear_pointer (&self->token, g_free);
  if (error == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The server's answer is not what it should be.");
  g_task_return_error (task, error);

  return NULL;
}

static void
sign_in (GTask *task)
{
  ConsoleDemoAccount *self = g_task_get_source_object (task);
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"%s\"}", self->email, self->password);

  send (task, "POST", "token", body, signed_in_cb);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleDemoAccount *self = g_task_get_source_object (task);
  g_autoptr(JsonNode) answer = finish_step (task, source, result);

  if (answer == NULL)
    return;

  g_free (self->token);
  self->token = g_strdup (json_object_get_string_member_with_default (json_node_get_object (answer), "access", NULL));
  send (task, "GET", "me", NULL, account_read_cb);
}

static gint64
read_first_store (JsonObject *account)
{
  JsonNode *node = json_object_get_member (account, "stores");
  JsonArray *stores = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return stores != NULL && json_array_get_length (stores) > 0 ? json_array_get_int_element (stores, 0) : 0;
}

static void
account_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleDemoAccount *self = g_task_get_source_object (task);
  const Call *call = g_task_get_task_data (task);
  g_autoptr(JsonNode) answer = finish_step (task, source, result);

  if (answer == NULL)
    return;

  self->id = json_object_get_int_member_with_default (json_node_get_object (answer), "id", 0);
  self->store = read_first_store (json_node_get_object (answer));
  send (task, call->method, call->path, call->body, called_cb);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleDemoAccount *self = g_task_get_source_object (task);
  GError *error = NULL;
  JsonNode *answer = console_json_call_finish (SOUP_SESSION (source), result, &error);

  if (error == NULL)
    {
      g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
      return;
    }

  g_clear_pointer (&self->token, g_free);
  g_task_return_error (task, error);
}

static void
console_demo_account_finalize (GObject *object)
{
  ConsoleDemoAccount *self = CONSOLE_DEMO_ACCOUNT (object);

  g_clear_object (&self->session);
  g_free (self->email);
  g_free (self->password);
  g_free (self->address);
  g_free (self->token);

  G_OBJECT_CLASS (console_demo_account_parent_class)->finalize (object);
}

static void
console_demo_account_class_init (ConsoleDemoAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_demo_account_finalize;
}

static void
console_demo_account_init (ConsoleDemoAccount *self)
{
  self->session = soup_session_new ();
}

/**
 * console_demo_account_new:
 * @email: the account's e-mail
 * @password: its password
 *
 * Returns: (transfer full): somebody without a server
 */
ConsoleDemoAccount *
console_demo_account_new (const char *email,
                          const char *password)
{
  ConsoleDemoAccount *self = g_object_new (CONSOLE_TYPE_DEMO_ACCOUNT, NULL);

  self->email = g_strdup (email);
  self->password = g_strdup (password);

  return self;
}

/**
 * console_demo_account_set_server:
 * @self: an account
 * @address: where the server answers, without `/api`
 */
void
console_demo_account_set_server (ConsoleDemoAccount *self,
                                 const char         *address)
{
  g_return_if_fail (CONSOLE_IS_DEMO_ACCOUNT (self));

  g_clear_pointer (&self->token, g_free);
  g_free (self->address);
  self->address = g_strdup (address);
}

/**
 * console_demo_account_get_id:
 * @self: an account
 *
 * Returns: its id, 0 before the first call
 */
gint64
console_demo_account_get_id (ConsoleDemoAccount *self)
{
  g_return_val_if_fail (CONSOLE_IS_DEMO_ACCOUNT (self), 0);

  return self->id;
}

/**
 * console_demo_account_get_store:
 * @self: an account
 *
 * Returns: the first store it belongs to, 0 for none and before the first call
 */
gint64
console_demo_account_get_store (ConsoleDemoAccount *self)
{
  g_return_val_if_fail (CONSOLE_IS_DEMO_ACCOUNT (self), 0);

  return self->store;
}

/**
 * console_demo_account_call_async:
 * @self: an account with a server
 * @method: `GET`, `POST`, …
 * @path: below `/api/v1/`
 * @body: (nullable): JSON text
 * @cancellable: (nullable): ends the waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
console_demo_account_call_async (ConsoleDemoAccount *self,
                                 const char         *method,
                                 const char         *path,
                                 const char         *body,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_return_if_fail (CONSOLE_IS_DEMO_ACCOUNT (self) && self->address != NULL);

  g_task_set_source_tag (task, console_demo_account_call_async);
  call->method = g_strdup (method);
  call->path = g_strdup (path);
  call->body = g_strdup (body);
  g_task_set_task_data (task, call, call_free);
  if (self->token != NULL)
    send (task, method, path, body, called_cb);
  else
    sign_in (task);
}

/**
 * console_demo_account_call_finish:
 * @self: an account
 * @result: what the callback was given
 * @error: what the server or the network says is wrong
 *
 * Returns: (transfer full) (nullable): the answer; %NULL with @error unset where it has no body
 */
JsonNode *
console_demo_account_call_finish (ConsoleDemoAccount *self,
                                  GAsyncResult       *result,
                                  GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
