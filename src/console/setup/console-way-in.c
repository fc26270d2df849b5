/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The three ways in. Each is a short chain: a local server where one is needed, then the sign-in. Main thread. */

#include "config.h"

#include "console-way-in.h"

#include "console-context.h"
#include "console-session.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ConsoleWayIn
{
  GObject parent_instance;

  /* Owned */
  ConsoleContext       *context;
  ConsoleServerProcess *process;
  char                 *status;
};

enum
{
  PROP_STATUS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ConsoleWayIn, console_way_in, G_TYPE_OBJECT)

/* What travels through a chain. */
typedef struct
{
  ConsoleWay way;
  char      *email;
  char      *password;
} Entrance;

static void
entrance_free (gpointer data)
{
  Entrance *entrance = data;

  g_free (entrance->email);
  g_free (entrance->password);
  g_free (entrance);
}

static void
set_status (ConsoleWayIn *self,
            const char   *status)
{
  if (g_strcmp0 (self->status, status) == 0)
    return;

  g_free (self->status);
  self->status = g_strdup (status);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

static GTask *
new_task (ConsoleWayIn       *self,
          ConsoleWay          way,
          const char         *email,
          const char         *password,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Entrance *entrance = g_new0 (Entrance, 1);

  entrance->way = way;
  entrance->email = g_strdup (email);
  entrance->password = g_strdup (password);
  g_task_set_task_data (task, entrance, entrance_free);

  return task;
}

static void
fail (GTask  *task,
      GError *error)
{
  set_status (g_task_get_source_object (task), NULL);
  g_task_return_error (task, error);
}

static const char *
get_server_name (ConsoleWay way)
{
  switch (way)
    {
    case CONSOLE_WAY_DEMO:
      return "demo";
    case CONSOLE_WAY_LOCAL:
      return "local";
    case CONSOLE_WAY_NONE:
    case CONSOLE_WAY_REMOTE:
    default:
      return NULL;
    }
}

static void
address_changed_cb (ConsoleWayIn *self)
{
  const char *address = console_server_process_get_address (self->process);

  if (address != NULL)
    console_session_set_server (console_context_get_session (self->context), address);
}

/* One local server at a time: another way in ends the one before. */
static ConsoleServerProcess *
replace_process (ConsoleWayIn *self,
                 ConsoleWay    way)
{
  const char *folder = console_context_get_data_folder (self->context);
  g_autofree char *database = way == CONSOLE_WAY_DEMO ? console_server_process_dup_demo_database (folder)
                                                      : console_server_process_dup_local_database (folder);

  console_way_in_stop (self);
  self->process = console_server_process_new (database);
  g_signal_connect_object (self->process,
                           "notify::address",
                           G_CALLBACK (address_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);

  return self->process;
}

static void
remember (ConsoleWayIn *self,
          ConsoleWay    way)
{
  g_settings_set_enum (console_context_get_settings (self->context), "way-in", way);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleWayIn *self = g_task_get_source_object (task);
  Entrance *entrance = g_task_get_task_data (task);
  GError *error = NULL;

  if (!console_session_sign_in_finish (CONSOLE_SESSION (source), result, &error))
    {
      fail (task, error);
      return;
    }

  remember (self, entrance->way);
  set_status (self, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
sign_in (GTask      *task,
         const char *server)
{
  ConsoleWayIn *self = g_task_get_source_object (task);
  Entrance *entrance = g_task_get_task_data (task);
  ConsoleSession *session = console_context_get_session (self->context);

  set_status (self, _("Signing in…"));
  console_session_set_forgets_token (session, entrance->way == CONSOLE_WAY_DEMO);
  console_session_set_server_name (session, get_server_name (entrance->way));
  console_session_sign_in_async (session,
                                 server,
                                 entrance->email,
                                 entrance->password,
                                 g_task_get_cancellable (task),
                                 signed_in_cb,
                                 g_object_ref (task));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  set_status (g_task_get_source_object (task), NULL);
  if (console_session_restore_finish (CONSOLE_SESSION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
restore (GTask      *task,
         const char *server)
{
  ConsoleWayIn *self = g_task_get_source_object (task);
  Entrance *entrance = g_task_get_task_data (task);
  ConsoleSession *session = console_context_get_session (self->context);

  console_session_set_server_name (session, get_server_name (entrance->way));
  console_session_restore_async (session,
                                 server,
                                 g_task_get_cancellable (task),
                                 restored_cb,
                                 g_object_ref (task));
}

static void
demo_ready_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleServerProcess *process = CONSOLE_SERVER_PROCESS (source);
  GError *error = NULL;

  if (!console_server_process_start_demo_finish (process, result, &error))
    {
      fail (task, error);
      return;
    }

  console_server_process_set_lively (process, TRUE);
  sign_in (task, console_server_process_get_address (process));
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleServerProcess *process = CONSOLE_SERVER_PROCESS (source);
  GError *error = NULL;

  if (!console_server_process_set_up_finish (process, result, &error))
    {
      fail (task, error);
      return;
    }

  sign_in (task, console_server_process_get_address (process));
}

static void
local_ready_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleServerProcess *process = CONSOLE_SERVER_PROCESS (source);
  Entrance *entrance = g_task_get_task_data (task);
  GError *error = NULL;

  if (!console_server_process_start_finish (process, result, &error))
    fail (task, error);
  else if (entrance->email != NULL)
    sign_in (task, console_server_process_get_address (process));
  else
    restore (task, console_server_process_get_address (process));
}

static void
start_local (GTask *task)
{
  ConsoleWayIn *self = g_task_get_source_object (task);

  set_status (self, _("Starting the server on this computer…"));
  console_server_process_start_async (replace_process (self, CONSOLE_WAY_LOCAL),
                                      g_task_get_cancellable (task),
                                      local_ready_cb,
                                      g_object_ref (task));
}

static void
console_way_in_dispose (GObject *object)
{
  console_way_in_stop (CONSOLE_WAY_IN (object));

  G_OBJECT_CLASS (console_way_in_parent_class)->dispose (object);
}

static void
console_way_in_finalize (GObject *object)
{
  ConsoleWayIn *self = CONSOLE_WAY_IN (object);

  g_clear_object (&self->context);
  g_free (self->status);

  G_OBJECT_CLASS (console_way_in_parent_class)->finalize (object);
}

static void
console_way_in_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ConsoleWayIn *self = CONSOLE_WAY_IN (object);

  switch (prop_id)
    {
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
console_way_in_class_init (ConsoleWayInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_way_in_dispose;
  object_class->finalize = console_way_in_finalize;
  object_class->get_property = console_way_in_get_property;

  properties[PROP_STATUS] =
    g_param_spec_string ("status", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
console_way_in_init (ConsoleWayIn *self)
{
}

/**
 * console_way_in_new:
 * @context: the console's context
 *
 * Returns: (transfer full): a way in that was not taken yet
 */
ConsoleWayIn *
console_way_in_new (ConsoleContext *context)
{
  ConsoleWayIn *self = g_object_new (CONSOLE_TYPE_WAY_IN, NULL);

  self->context = g_object_ref (context);

  return self;
}

/**
 * console_way_in_get_context:
 * @self: the way in
 *
 * Returns: (transfer none): the console's context
 */
ConsoleContext *
console_way_in_get_context (ConsoleWayIn *self)
{
  g_return_val_if_fail (CONSOLE_IS_WAY_IN (self), NULL);

  return self->context;
}

/**
 * console_way_in_get_way:
 * @self: the way in
 *
 * Returns: the way that was last taken on this computer
 */
ConsoleWay
console_way_in_get_way (ConsoleWayIn *self)
{
  g_return_val_if_fail (CONSOLE_IS_WAY_IN (self), CONSOLE_WAY_NONE);

  return g_settings_get_enum (console_context_get_settings (self->context), "way-in");
}

/**
 * console_way_in_get_status:
 * @self: the way in
 *
 * Returns: (transfer none) (nullable): what is being done, for a person to read
 */
const char *
console_way_in_get_status (ConsoleWayIn *self)
{
  g_return_val_if_fail (CONSOLE_IS_WAY_IN (self), NULL);

  return self->status;
}

/**
 * console_way_in_resume_async:
 * @self: the way in
 * @server: (nullable): a server to use instead of the remembered one
 * @cancellable: (nullable): ends the waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Goes the way that was taken last: starts the local server where there is one, and restores the sign-in. Without one it
 * does nothing, and the session stays signed out.
 */
void
console_way_in_resume_async (ConsoleWayIn       *self,
                             const char         *server,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  ConsoleWay way = server != NULL ? CONSOLE_WAY_REMOTE : console_way_in_get_way (self);
  g_autoptr(GTask) task = NULL;

  if (way == CONSOLE_WAY_DEMO)
    {
      console_way_in_demo_async (self, cancellable, callback, user_data);
      return;
    }

  task = new_task (self, way, NULL, NULL, cancellable, callback, user_data);
  switch (way)
    {
    case CONSOLE_WAY_LOCAL:
      start_local (task);
      break;
    case CONSOLE_WAY_REMOTE:
      restore (task, server);
      break;
    case CONSOLE_WAY_DEMO:
    case CONSOLE_WAY_NONE:
    default:
      g_task_return_boolean (task, TRUE);
      break;
    }
}

/**
 * console_way_in_demo_async:
 * @self: the way in
 * @cancellable: (nullable): ends the waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Explores a demo bakery: makes its data unless it is of today, starts its server, lets orders arrive, and signs in as its
 * manager.
 */
void
console_way_in_demo_async (ConsoleWayIn       *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_WAY_IN (self));

  task = new_task (self,
                   CONSOLE_WAY_DEMO,
                   CONSOLE_DEMO_MANAGER_EMAIL,
                   CONSOLE_DEMO_PASSWORD,
                   cancellable,
                   callback,
                   user_data);
  set_status (self, _("Preparing the demo bakery…"));
  console_server_process_start_demo_async (replace_process (self, CONSOLE_WAY_DEMO),
                                           cancellable,
                                           demo_ready_cb,
                                           g_object_ref (task));
}

/**
 * console_way_in_create_async:
 * @self: the way in
 * @setup: what the bakery and its administrator are called; valid
 * @cancellable: (nullable): ends the waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Sets up a bakery on this computer and signs its administrator in.
 */
void
console_way_in_create_async (ConsoleWayIn             *self,
                             const ConsoleBakerySetup *setup,
                             GCancellable             *cancellable,
                             GAsyncReadyCallback       callback,
                             gpointer                  user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_WAY_IN (self));

  task = new_task (self, CONSOLE_WAY_LOCAL, setup->email, setup->password, cancellable, callback, user_data);
  set_status (self, _("Setting up the bakery…"));
  console_server_process_set_up_async (replace_process (self, CONSOLE_WAY_LOCAL),
                                       setup,
                                       cancellable,
                                       created_cb,
                                       g_object_ref (task));
}

/**
 * console_way_in_connect_async:
 * @self: the way in
 * @server: the server's address; `http://` or `https://` may be left out
 * @email: the account's e-mail
 * @password: its password
 * @cancellable: (nullable): ends the waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Signs in on a server. Without a scheme, https is meant, except for this computer.
 */
void
console_way_in_connect_async (ConsoleWayIn       *self,
                              const char         *server,
                              const char         *email,
                              const char         *password,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  gboolean has_scheme = strstr (server, "://") != NULL;
  gboolean is_here = g_str_has_prefix (server, "localhost") || g_str_has_prefix (server, "127.");
  g_autofree char *address = has_scheme ? g_strdup (server)
                                        : g_strconcat (is_here ? "http://" : "https://", server, NULL);

  g_return_if_fail (CONSOLE_IS_WAY_IN (self));

  task = new_task (self, CONSOLE_WAY_REMOTE, email, password, cancellable, callback, user_data);
  sign_in (task, address);
}

/**
 * console_way_in_has_local:
 * @self: the way in
 *
 * Returns: %TRUE if there is a bakery on this computer already
 */
gboolean
console_way_in_has_local (ConsoleWayIn *self)
{
  g_autofree char *database = NULL;

  g_return_val_if_fail (CONSOLE_IS_WAY_IN (self), FALSE);

  database = console_server_process_dup_local_database (console_context_get_data_folder (self->context));

  return g_file_test (database, G_FILE_TEST_EXISTS);
}

/**
 * console_way_in_open_async:
 * @self: the way in
 * @email: the account's e-mail
 * @password: its password
 * @cancellable: (nullable): ends the waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Signs in at the bakery that is on this computer already.
 */
void
console_way_in_open_async (ConsoleWayIn       *self,
                           const char         *email,
                           const char         *password,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_WAY_IN (self));

  task = new_task (self, CONSOLE_WAY_LOCAL, email, password, cancellable, callback, user_data);
  start_local (task);
}

/**
 * console_way_in_finish:
 * @self: the way in
 * @result: what the callback was given
 * @error: what stands in the way
 *
 * Returns: %TRUE if the way was gone to its end
 */
gboolean
console_way_in_finish (ConsoleWayIn *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * console_way_in_stop:
 * @self: the way in
 *
 * Ends the local server, if there is one.
 */
void
console_way_in_stop (ConsoleWayIn *self)
{
  g_return_if_fail (CONSOLE_IS_WAY_IN (self));

  if (self->process == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->process, self);
  console_server_process_stop (self->process);
  g_clear_object (&self->process);
}
