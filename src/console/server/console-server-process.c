/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sweetspot-server of our own, as a child process: started, waited for until it says where it listens, started again with
 * back-off when it ends by itself, and ended with us. What has to happen before the first start is in
 * console-server-commands.c. Main thread. */

#include "config.h"

#include "console-server-process-private.h"

#include "console-demo-people.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* How long to wait before starting a server again that ended by itself: doubled each time, in seconds. */
#define FIRST_DELAY 1
#define LONGEST_DELAY 60

/* A server that ran this long was well: the next delay is the first one again. */
#define WELL_AFTER (30 * G_USEC_PER_SEC)

#define LISTENING "listening on "

struct _ConsoleServerProcess
{
  GObject parent_instance;

  /* Owned */
  char              *database;
  char              *address;
  char              *problem;
  GSubprocess       *process;
  GDataInputStream  *output;
  GTask             *starting;
  GCancellable      *cancellable;
  ConsoleDemoPeople *people;

  gint64             started_at;
  guint              delay;
  guint              restart_source;
  gboolean           is_stopping;
};

enum
{
  PROP_ADDRESS = 1,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ConsoleServerProcess, console_server_process, G_TYPE_OBJECT)

/* Starting, in the order in which it happens */
static gboolean spawn_server (ConsoleServerProcess *self,
                              GError              **error);
static void     line_read_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data);
static void     ended_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);
static void     schedule_restart (ConsoleServerProcess *self);

static void
set_address (ConsoleServerProcess *self,
             const char           *address)
{
  if (g_strcmp0 (self->address, address) == 0)
    return;

  g_free (self->address);
  self->address = g_strdup (address);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
}

static void
set_problem (ConsoleServerProcess *self,
             const char           *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* Between fork and exec: the server must not outlive us, since two of them on one database is one writer too many. */
static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

/**
 * console_server_process_spawn:
 * @password: (nullable): handed to the program in its environment, where no list of processes shows it
 * @flags: what becomes of its streams
 * @arguments: (array zero-terminated=1): the program and its arguments
 * @error: why it cannot be started
 *
 * Returns: (transfer full): a run of the server program that ends with us, or %NULL
 */
GSubprocess *
console_server_process_spawn (const char        *password,
                              GSubprocessFlags   flags,
                              const char *const *arguments,
                              GError           **error)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  if (password != NULL)
    g_subprocess_launcher_setenv (launcher, "SWEETSPOT_PASSWORD", password, TRUE);

  return g_subprocess_launcher_spawnv (launcher, arguments, error);
}

/**
 * console_server_process_require_program:
 * @error: that it is not installed
 *
 * Returns: (transfer full): the path of the server program, or %NULL
 */
char *
console_server_process_require_program (GError **error)
{
  char *program = console_server_process_find_program ();

  if (program == NULL)
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_NOT_FOUND,
                 _("The program sweetspot-server is not installed on this computer."));

  return program;
}

static gboolean
spawn_server (ConsoleServerProcess *self,
              GError              **error)
{
  g_autofree char *program = console_server_process_require_program (error);
  g_autofree char *database = g_strdup_printf ("--database=%s", self->database);
  const char *arguments[] = { program, "serve", database, "--listen=127.0.0.1:0", NULL };

  if (program == NULL)
    return FALSE;

  self->process = console_server_process_spawn (NULL, G_SUBPROCESS_FLAGS_STDOUT_PIPE, arguments, error);
  if (self->process == NULL)
    return FALSE;

  self->started_at = g_get_monotonic_time ();
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output,
                                       G_PRIORITY_DEFAULT,
                                       self->cancellable,
                                       line_read_cb,
                                       g_object_ref (self));
  g_subprocess_wait_async (self->process, self->cancellable, ended_cb, g_object_ref (self));

  return TRUE;
}

static void
return_started (ConsoleServerProcess *self,
                GError               *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->starting);

  if (task == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsoleServerProcess) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL)
    return;

  if (!g_str_has_prefix (line, LISTENING))
    {
      g_data_input_stream_read_line_async (self->output,
                                           G_PRIORITY_DEFAULT,
                                           self->cancellable,
                                           line_read_cb,
                                           g_object_ref (self));
      return;
    }

  set_problem (self, NULL);
  set_address (self, g_strstrip (line + strlen (LISTENING)));
  if (self->people != NULL)
    console_demo_people_set_server (self->people, self->address);
  return_started (self, NULL);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ConsoleServerProcess) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error) || self->is_stopping)
    return;

  g_clear_object (&self->output);
  g_clear_object (&self->process);
  set_address (self, NULL);
  set_problem (self, _("The server on this computer has ended and is started again."));

  if (self->starting != NULL)
    return_started (self,
                    g_error_new (G_IO_ERROR,
                                 G_IO_ERROR_FAILED,
                                 _("The server on this computer did not start.")));
  else
    schedule_restart (self);
}

static gboolean
restart_cb (gpointer user_data)
{
  ConsoleServerProcess *self = user_data;
  g_autoptr(GError) error = NULL;

  self->restart_source = 0;
  if (!spawn_server (self, &error))
    {
      set_problem (self, error->message);
      schedule_restart (self);
    }

  return G_SOURCE_REMOVE;
}

static void
schedule_restart (ConsoleServerProcess *self)
{
  gboolean was_well = g_get_monotonic_time () - self->started_at > WELL_AFTER;

  self->delay = was_well || self->delay == 0 ? FIRST_DELAY : MIN (self->delay * 2, LONGEST_DELAY);
  self->restart_source = g_timeout_add_seconds (self->delay, restart_cb, self);
}

static void
console_server_process_dispose (GObject *object)
{
  console_server_process_stop (CONSOLE_SERVER_PROCESS (object));

  G_OBJECT_CLASS (console_server_process_parent_class)->dispose (object);
}

static void
console_server_process_finalize (GObject *object)
{
  ConsoleServerProcess *self = CONSOLE_SERVER_PROCESS (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
  g_free (self->database);
  g_free (self->address);
  g_free (self->problem);

  G_OBJECT_CLASS (console_server_process_parent_class)->finalize (object);
}

static void
console_server_process_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  ConsoleServerProcess *self = CONSOLE_SERVER_PROCESS (object);

  switch (prop_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
console_server_process_class_init (ConsoleServerProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_server_process_dispose;
  object_class->finalize = console_server_process_finalize;
  object_class->get_property = console_server_process_get_property;

  properties[PROP_ADDRESS] =
    g_param_spec_string ("address", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
console_server_process_init (ConsoleServerProcess *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * console_server_process_new:
 * @database: the database of the server, a file
 *
 * Returns: (transfer full): a server that is not started yet
 */
ConsoleServerProcess *
console_server_process_new (const char *database)
{
  ConsoleServerProcess *self = g_object_new (CONSOLE_TYPE_SERVER_PROCESS, NULL);

  self->database = g_strdup (database);

  return self;
}

/**
 * console_server_process_get_database:
 * @self: the server
 *
 * Returns: (transfer none): its database, a file
 */
const char *
console_server_process_get_database (ConsoleServerProcess *self)
{
  g_return_val_if_fail (CONSOLE_IS_SERVER_PROCESS (self), NULL);

  return self->database;
}

/**
 * console_server_process_get_address:
 * @self: the server
 *
 * Returns: (transfer none) (nullable): where it answers, `http://127.0.0.1:PORT`, %NULL while it does not
 */
const char *
console_server_process_get_address (ConsoleServerProcess *self)
{
  g_return_val_if_fail (CONSOLE_IS_SERVER_PROCESS (self), NULL);

  return self->address;
}

/**
 * console_server_process_get_problem:
 * @self: the server
 *
 * Returns: (transfer none) (nullable): why it does not run, for a person to read
 */
const char *
console_server_process_get_problem (ConsoleServerProcess *self)
{
  g_return_val_if_fail (CONSOLE_IS_SERVER_PROCESS (self), NULL);

  return self->problem;
}

/**
 * console_server_process_find_program:
 *
 * Looks for the server's program: $SWEETSPOT_SERVER, then beside this program, installed or in the build folder, then on
 * the PATH.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
console_server_process_find_program (void)
{
  static const char *const places[] = { "sweetspot-server", "../server/sweetspot-server" };
  const char *chosen = g_getenv ("SWEETSPOT_SERVER");
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = own != NULL ? g_path_get_dirname (own) : NULL;
  gsize i;

  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);

  for (i = 0; folder != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *candidate = g_build_filename (folder, places[i], NULL);

      if (g_file_test (candidate, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test (candidate, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&candidate);
    }

  return g_find_program_in_path ("sweetspot-server");
}

static char *
dup_database (const char *data_folder,
              const char *name)
{
  return g_build_filename (data_folder, name, NULL);
}

/**
 * console_server_process_dup_local_database:
 * @data_folder: the console's data folder
 *
 * Returns: (transfer full): the database of the bakery on this computer
 */
char *
console_server_process_dup_local_database (const char *data_folder)
{
  return dup_database (data_folder, "bakery.db");
}

/**
 * console_server_process_dup_demo_database:
 * @data_folder: the console's data folder
 *
 * Returns: (transfer full): the database of the demo bakery
 */
char *
console_server_process_dup_demo_database (const char *data_folder)
{
  return dup_database (data_folder, "demo.db");
}

/**
 * console_server_process_start_async:
 * @self: a server that was not started
 * @cancellable: (nullable): ends the waiting, not the server
 * @callback: called on the main thread once it listens, or cannot
 * @user_data: for @callback
 */
void
console_server_process_start_async (ConsoleServerProcess *self,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_return_if_fail (CONSOLE_IS_SERVER_PROCESS (self));
  g_return_if_fail (self->starting == NULL);

  g_task_set_source_tag (task, console_server_process_start_async);

  if (self->address != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (!spawn_server (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self->starting = g_steal_pointer (&task);
}

/**
 * console_server_process_start_finish:
 * @self: the server
 * @result: what the callback was given
 * @error: why it does not run
 *
 * Returns: %TRUE once it listens
 */
gboolean
console_server_process_start_finish (ConsoleServerProcess *self,
                                     GAsyncResult         *result,
                                     GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * console_server_process_set_lively:
 * @self: a server on the demo's data that listens
 * @is_lively: whether somebody orders now and then, and vans are under way
 *
 * Lets the demo's customer place an order every so often, over the API like any web shop, and its drivers drive.
 */
void
console_server_process_set_lively (ConsoleServerProcess *self,
                                   gboolean              is_lively)
{
  g_return_if_fail (CONSOLE_IS_SERVER_PROCESS (self));

  if (!is_lively)
    {
      g_clear_object (&self->people);
      return;
    }

  if (self->people == NULL)
    self->people = console_demo_people_new ();
  console_demo_people_set_server (self->people, self->address);
}

/**
 * console_server_process_stop:
 * @self: the server
 *
 * Asks the server to finish what it is doing and to end. It is not started again.
 */
void
console_server_process_stop (ConsoleServerProcess *self)
{
  g_return_if_fail (CONSOLE_IS_SERVER_PROCESS (self));

  self->is_stopping = TRUE;
  g_clear_object (&self->people);
  g_clear_handle_id (&self->restart_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  set_address (self, NULL);
}
