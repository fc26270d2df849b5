/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in and out. The API client holds the tokens while the console runs; this file decides what they mean and where they
 * outlive it. Main thread. */

#include "config.h"

#include "console-session-private.h"

#include "console-api-client.h"
#include "console-secrets.h"
#include "console-session-file.h"

#include "bakery-entity-json.h"

#include <string.h>

#define SESSION_FILE "session.json"

struct _ConsoleSession
{
  GObject parent_instance;

  /* Owned */
  ConsoleApiClient   *client;
  ConsoleSecrets     *secrets;
  char               *path;
  char               *server;
  char               *server_name;
  gboolean            forgets_token;
  char               *email;
  BakeryAccount      *account;

  ConsoleSessionState state;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_SERVER,
  PROP_EMAIL,
  PROP_KEEPS_SIGN_IN,
  N_PROPS,
};

enum
{
  ACCOUNT_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleSession, console_session, G_TYPE_OBJECT)

/* Signing in */
static void tokens_got_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data);
static void account_got_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data);

static void
set_state (ConsoleSession     *self,
           ConsoleSessionState state)
{
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
}

/* What the server is known by in file names and in the keyring. */
static const char *
get_server_name (ConsoleSession *self)
{
  return self->server_name != NULL ? self->server_name : self->server;
}

static void
set_server (ConsoleSession *self,
            const char     *server,
            const char     *email)
{
  g_autofree char *old_server = g_steal_pointer (&self->server);
  g_autofree char *old_email = g_steal_pointer (&self->email);

  self->server = g_strdup (server);
  self->email = g_strdup (email);
  console_api_client_set_server (self->client, server);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMAIL]);
}

static void
set_account (ConsoleSession *self,
             BakeryAccount  *account)
{
  g_autoptr(BakeryAccount) before = g_steal_pointer (&self->account);

  self->account = account != NULL ? bakery_account_ref (account) : NULL;
  if (before == NULL || account == NULL || !bakery_entity_equal (before, account))
    {
      g_signal_emit (self, signals[ACCOUNT_CHANGED], 0);
    }
}

/* The client got another refresh token, at a sign-in or because each is good for one use. */
static void
tokens_changed_cb (ConsoleApiClient *client,
                   gpointer          user_data)
{
  ConsoleSession *self = user_data;

  if (self->server != NULL && self->email != NULL && !self->forgets_token)
    {
      console_secrets_store_async (self->secrets, get_server_name (self), self->email,
                                   console_api_client_get_refresh_token (client), NULL, NULL, NULL);
    }
}

static void
expired_cb (ConsoleApiClient *client,
            gpointer          user_data)
{
  ConsoleSession *self = user_data;

  if (self->account != NULL)
    {
      set_state (self, CONSOLE_SESSION_EXPIRED);
    }
}

static void
lasting_changed_cb (ConsoleSecrets *secrets,
                    GParamSpec     *pspec,
                    gpointer        user_data)
{
  g_object_notify_by_pspec (user_data, properties[PROP_KEEPS_SIGN_IN]);
}

static void
console_session_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ConsoleSession *self = CONSOLE_SESSION (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;

    case PROP_SERVER:
      g_value_set_string (value, self->server);
      break;

    case PROP_EMAIL:
      g_value_set_string (value, self->email);
      break;

    case PROP_KEEPS_SIGN_IN:
      g_value_set_boolean (value, console_session_keeps_sign_in (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_session_finalize (GObject *object)
{
  ConsoleSession *self = CONSOLE_SESSION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->account, bakery_account_unref);
  g_free (self->path);
  g_free (self->server);
  g_free (self->server_name);
  g_free (self->email);

  G_OBJECT_CLASS (console_session_parent_class)->finalize (object);
}

static void
console_session_class_init (ConsoleSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_session_get_property;
  object_class->finalize = console_session_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, CONSOLE_SESSION_SIGNED_OUT,
                                             CONSOLE_SESSION_EXPIRED, CONSOLE_SESSION_SIGNED_OUT, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_EMAIL] = g_param_spec_string ("email", NULL, NULL, NULL, flags);
  properties[PROP_KEEPS_SIGN_IN] = g_param_spec_boolean ("keeps-sign-in", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACCOUNT_CHANGED] = g_signal_new ("account-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_session_init (ConsoleSession *self)
{
  self->client = console_api_client_new ();
  g_signal_connect_object (self->client, "tokens-changed", G_CALLBACK (tokens_changed_cb), self, 0);
  g_signal_connect_object (self->client, "expired", G_CALLBACK (expired_cb), self, 0);
}

/**
 * console_session_new:
 * @data_folder: where the console keeps its files
 * @secrets: where refresh tokens are kept
 *
 * Returns: (transfer full): a session nobody is signed in to yet
 */
ConsoleSession *
console_session_new (const char     *data_folder,
                     ConsoleSecrets *secrets)
{
  ConsoleSession *self = g_object_new (CONSOLE_TYPE_SESSION, NULL);

  self->path = g_build_filename (data_folder, SESSION_FILE, NULL);
  self->secrets = g_object_ref (secrets);
  g_signal_connect_object (secrets, "notify::is-lasting", G_CALLBACK (lasting_changed_cb), self, 0);

  return self;
}

/**
 * console_session_get_client:
 * @self: a session
 *
 * Returns: (transfer none): sends requests in the name of the account
 */
ConsoleApiClient *
console_session_get_client (ConsoleSession *self)
{
  g_return_val_if_fail (CONSOLE_IS_SESSION (self), NULL);

  return self->client;
}

/**
 * console_session_get_state:
 * @self: a session
 *
 * Returns: how far the sign-in is
 */
ConsoleSessionState
console_session_get_state (ConsoleSession *self)
{
  g_return_val_if_fail (CONSOLE_IS_SESSION (self), CONSOLE_SESSION_SIGNED_OUT);

  return self->state;
}

/**
 * console_session_get_account:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
const BakeryAccount *
console_session_get_account (ConsoleSession *self)
{
  g_return_val_if_fail (CONSOLE_IS_SESSION (self), NULL);

  return self->account;
}

/**
 * console_session_get_actor:
 * @self: a session
 *
 * Returns: who would do something now, without a name; somebody without a role while nobody is signed in
 */
BakeryActor
console_session_get_actor (ConsoleSession *self)
{
  const BakeryAccount *account = console_session_get_account (self);

  return account != NULL
         ? (BakeryActor) { account->base.id, NULL, bakery_account_get_role (account) }
         : (BakeryActor) { 0, NULL, BAKERY_ROLE_ANONYMOUS };
}

/**
 * console_session_get_server:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the server's base address
 */
const char *
console_session_get_server (ConsoleSession *self)
{
  g_return_val_if_fail (CONSOLE_IS_SESSION (self), NULL);

  return self->server;
}

/**
 * console_session_get_email:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what the account signs in with
 */
const char *
console_session_get_email (ConsoleSession *self)
{
  g_return_val_if_fail (CONSOLE_IS_SESSION (self), NULL);

  return self->email;
}

/**
 * console_session_keeps_sign_in:
 * @self: a session
 *
 * Returns: %FALSE when there is no Secret Service, so that the sign-in lasts until the console quits
 */
gboolean
console_session_keeps_sign_in (ConsoleSession *self)
{
  g_return_val_if_fail (CONSOLE_IS_SESSION (self), FALSE);

  return self->forgets_token || console_secrets_is_lasting (self->secrets);
}

/**
 * console_session_has_saved_account:
 * @self: a session
 *
 * Returns: whether somebody was signed in when the console last ran, so that console_session_restore_async() can help
 */
gboolean
console_session_has_saved_account (ConsoleSession *self)
{
  g_autofree char *server = NULL;
  g_autoptr(BakeryAccount) account = NULL;

  g_return_val_if_fail (CONSOLE_IS_SESSION (self), FALSE);

  account = console_session_file_load (self->path, &server);
  return account != NULL;
}

/**
 * console_session_dup_identity:
 * @self: a session with an account
 *
 * Returns: (transfer full): server and account in one line, the same at each start
 */
char *
console_session_dup_identity (ConsoleSession *self)
{
  g_return_val_if_fail (CONSOLE_IS_SESSION (self) && self->account != NULL, NULL);

  return g_strdup_printf ("%s %s", get_server_name (self), self->account->email);
}

/* Addresses are compared and hashed, so they have one form: no slash at the end, no /api behind. */
static char *
dup_base_address (const char *server)
{
  g_autofree char *base = g_strstrip (g_strdup (server));
  const char *const tails[] = { "/", "/api/v1", "/api", "/" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      while (g_str_has_suffix (base, tails[i]))
        {
          base[strlen (base) - strlen (tails[i])] = '\0';
        }
    }

  return strstr (base, "://") != NULL ? g_steal_pointer (&base) : g_strconcat ("https://", base, NULL);
}

/**
 * console_session_set_forgets_token:
 * @self: the session
 * @forgets_token: %TRUE where the password is no secret, as in the demo
 *
 * Decides whether the sign-in is worth a place in the Secret Service, and a question of its own for a password there.
 */
void
console_session_set_forgets_token (ConsoleSession *self,
                                   gboolean        forgets_token)
{
  g_return_if_fail (CONSOLE_IS_SESSION (self));

  self->forgets_token = forgets_token;
}

/**
 * console_session_set_server_name:
 * @self: a session
 * @name: (nullable): what the server is known by in file names and in the keyring, or %NULL for its address
 *
 * Names the server. A server on this computer has another port at each start and stays the same; call this before signing in
 * or restoring.
 */
void
console_session_set_server_name (ConsoleSession *self,
                                 const char     *name)
{
  g_autofree char *before = NULL;

  g_return_if_fail (CONSOLE_IS_SESSION (self));

  before = g_steal_pointer (&self->server_name);
  self->server_name = g_strdup (name);
}

/**
 * console_session_set_server:
 * @self: a session
 * @server: the server's address
 *
 * Says where the server is now, who is signed in staying the same.
 */
void
console_session_set_server (ConsoleSession *self,
                            const char     *server)
{
  g_autofree char *base = NULL;
  g_autofree char *email = NULL;

  g_return_if_fail (CONSOLE_IS_SESSION (self));
  g_return_if_fail (server != NULL);

  base = dup_base_address (server);
  email = g_strdup (self->email);
  if (g_strcmp0 (base, self->server) != 0)
    {
      set_server (self, base, email);
    }
}

static char *
dup_credentials (const char *email,
                 const char *password)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "email");
  bakery_json_writer_string (&writer, email);
  bakery_json_writer_name (&writer, "password");
  bakery_json_writer_string (&writer, password);
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

/* A sign-in that failed leaves who was signed in before, if anybody was. */
static void
fail_sign_in (ConsoleSession *self,
              GTask          *task,
              GError         *error)
{
  set_state (self, self->account != NULL ? CONSOLE_SESSION_EXPIRED : CONSOLE_SESSION_SIGNED_OUT);
  g_task_return_error (task, error);
}

static void
ask_for_account (ConsoleSession *self,
                 GTask          *task)
{
  const ConsoleApiRequest request = { .method = "GET", .path = "me" };

  console_api_client_call_async (self->client, &request, g_task_get_cancellable (task), account_got_cb, task);
}

static void
tokens_got_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (self->client, result, &error);
  JsonObject *object = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  const char *access = NULL;

  if (object != NULL)
    {
      access = json_object_get_string_member_with_default (object, "access", NULL);
    }
  if (answer != NULL && access == NULL)
    {
      error = g_error_new_literal (CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL,
                                   "This is not a SweetSpot server: it gave no access token.");
    }
  if (error != NULL)
    {
      fail_sign_in (self, task, error);
      return;
    }

  console_api_client_set_tokens (self->client, access,
                                 json_object_get_string_member_with_default (object, "refresh", NULL));
  ask_for_account (self, g_steal_pointer (&task));
}

static BakeryAccount *
parse_account (JsonNode *answer,
               GError  **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (answer))
    {
      g_set_error_literal (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL, "The server did not say who this is.");
      return NULL;
    }

  return bakery_entity_from_trusted_json (&bakery_account_type, json_node_get_object (answer), error);
}

static void
account_got_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (self->client, result, &error);
  g_autoptr(BakeryAccount) account = answer != NULL ? parse_account (answer, &error) : NULL;

  if (account == NULL)
    {
      fail_sign_in (self, task, error);
      return;
    }

  if (!console_session_file_save (self->path, self->server, account, &error))
    {
      fail_sign_in (self, task, error);
      return;
    }
  set_account (self, account);
  set_state (self, CONSOLE_SESSION_SIGNED_IN);
  g_task_return_boolean (task, TRUE);
}

/**
 * console_session_sign_in_async:
 * @self: a session
 * @server: the server's address
 * @email: of the account
 * @password: of the account; not kept
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Signs in.
 */
void
console_session_sign_in_async (ConsoleSession     *self,
                               const char         *server,
                               const char         *email,
                               const char         *password,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autofree char *body = NULL;
  g_autofree char *base = NULL;
  ConsoleApiRequest request = { .method = "POST", .path = "token", .anonymous = TRUE };
  GTask *task;

  g_return_if_fail (CONSOLE_IS_SESSION (self));
  g_return_if_fail (server != NULL && email != NULL && password != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_session_sign_in_async);

  base = dup_base_address (server);
  set_state (self, CONSOLE_SESSION_SIGNING_IN);
  set_server (self, base, email);
  body = dup_credentials (email, password);
  request.body = body;
  console_api_client_call_async (self->client, &request, cancellable, tokens_got_cb, task);
}

/**
 * console_session_sign_in_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for a %CONSOLE_API_ERROR
 *
 * Returns: %FALSE with @error set when the sign-in failed
 */
gboolean
console_session_sign_in_finish (ConsoleSession *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsoleSession) self = user_data;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (self->client, result, NULL);
  g_autoptr(BakeryAccount) account = answer != NULL ? parse_account (answer, NULL) : NULL;

  if (account != NULL && self->account != NULL && account->base.id == self->account->base.id)
    {
      console_session_file_save (self->path, self->server, account, NULL);
      set_account (self, account);
    }
}

/**
 * console_session_confirm:
 * @self: a session
 *
 * Asks the server in the background who this is and what they may do; `account-changed` tells of another answer. While the
 * server cannot be reached, nothing changes.
 */
void
console_session_confirm (ConsoleSession *self)
{
  const ConsoleApiRequest request = { .method = "GET", .path = "me" };

  g_return_if_fail (CONSOLE_IS_SESSION (self));

  console_api_client_call_async (self->client, &request, NULL, confirmed_cb, g_object_ref (self));
}

static void
token_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleSession *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *token = console_secrets_look_up_finish (CONSOLE_SECRETS (source), result, &error);

  if (error != NULL)
    {
      fail_sign_in (self, task, g_steal_pointer (&error));
      return;
    }

  if (token == NULL)
    {
      set_state (self, CONSOLE_SESSION_EXPIRED);
    }
  else
    {
      console_api_client_set_tokens (self->client, NULL, token);
      set_state (self, CONSOLE_SESSION_SIGNED_IN);
      console_session_confirm (self);
    }

  g_task_return_boolean (task, TRUE);
}

/**
 * console_session_restore_async:
 * @self: a session
 * @server: (nullable): where the server is now, if it has another address than last time (a local one has another port at
 *   each start)
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Goes on as who was signed in last. The account is there when this returns, and works from its cache until the keyring has
 * been asked and the server can be reached.
 */
void
console_session_restore_async (ConsoleSession     *self,
                               const char         *server,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *base = NULL;
  g_autoptr(BakeryAccount) account = NULL;

  g_return_if_fail (CONSOLE_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_session_restore_async);

  account = console_session_file_load (self->path, &saved);
  if (account == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Nobody was signed in");
      return;
    }

  base = dup_base_address (server != NULL ? server : saved);
  set_state (self, CONSOLE_SESSION_SIGNING_IN);
  set_server (self, base, account->email);
  set_account (self, account);
  console_secrets_look_up_async (self->secrets, get_server_name (self), account->email, cancellable, token_found_cb,
                                 g_steal_pointer (&task));
}

/**
 * console_session_restore_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_NOT_FOUND when nobody was signed in
 *
 * Returns: %FALSE with @error set when somebody has to sign in
 */
gboolean
console_session_restore_finish (ConsoleSession *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * console_session_sign_out_async:
 * @self: a session
 * @cancellable: (nullable): ignored once it has begun
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Signs out: forgets the tokens and who was signed in. What becomes of the cached data is the context's business.
 */
void
console_session_sign_out_async (ConsoleSession     *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_session_sign_out_async);

  console_api_client_set_tokens (self->client, NULL, NULL);
  console_session_file_remove (self->path);
  set_state (self, CONSOLE_SESSION_SIGNED_OUT);
  set_account (self, NULL);
  set_server (self, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * console_session_sign_out_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: %TRUE when nobody is signed in any more
 */
gboolean
console_session_sign_out_finish (ConsoleSession *self,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
