/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What has to happen before a local server starts for the first time: the demo's data, or a new bakery's administrator and
 * first store. It is the server program's own work, run as child processes, one after the other. Main thread. */

#include "config.h"

#include "console-server-process-private.h"

#include "console-first-store.h"

#include <glib/gstdio.h>

/* One run of the server program that ends by itself, before the server is started. */

/* Returns the newly spawned child; its arguments are the command and the database, nothing secret. */
static GSubprocess *
spawn_command (const char *command,
               const char *database,
               const char *argument,
               const char *password,
               GError    **error)
{
  g_autofree char *program = console_server_process_require_program (error);
  g_autofree char *option = g_strdup_printf ("--database=%s", database);
  const char *arguments[] = { program, command, option, argument, NULL };

  if (program == NULL)
    return NULL;

  return console_server_process_spawn (password,
                                       G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                       arguments,
                                       error);
}

static void
command_ended_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GSubprocess *process = G_SUBPROCESS (source);
  g_autoptr(GError) error = NULL;
  g_autofree char *complaint = NULL;

  if (!g_subprocess_communicate_utf8_finish (process, result, NULL, &complaint, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (g_subprocess_get_successful (process))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", g_strstrip (complaint));
}

static void
run_command_async (ConsoleServerProcess *self,
                   const char           *command,
                   const char           *database,
                   const char           *argument,
                   const char           *password,
                   GCancellable         *cancellable,
                   GAsyncReadyCallback   callback,
                   gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GSubprocess) process = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, run_command_async);

  process = spawn_command (command, database, argument, password, &error);
  if (process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_subprocess_communicate_utf8_async (process, NULL, cancellable, command_ended_cb, g_steal_pointer (&task));
}

/* Setting up a bakery: administrator, server, first store. */

typedef struct
{
  ConsoleFirstStore *store;
  char              *password;
} SetUp;

static void
set_up_free (gpointer data)
{
  SetUp *set_up = data;

  g_clear_object (&set_up->store);
  g_free (set_up->password);
  g_free (set_up);
}

static void
first_store_created_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (console_first_store_create_finish (CONSOLE_FIRST_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
started_for_set_up_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleServerProcess *self = CONSOLE_SERVER_PROCESS (source);
  SetUp *set_up = g_task_get_task_data (task);
  GError *error = NULL;

  if (!console_server_process_start_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  console_first_store_create_async (set_up->store,
                                    console_server_process_get_address (self),
                                    g_task_get_cancellable (task),
                                    first_store_created_cb,
                                    g_object_ref (task));
}

static void
administrator_created_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleServerProcess *self = CONSOLE_SERVER_PROCESS (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  console_server_process_start_async (self,
                                      g_task_get_cancellable (task),
                                      started_for_set_up_cb,
                                      g_object_ref (task));
}

/* The demo: its data, made anew each day so that the queue is of today, then the server. */

static gboolean
is_of_today (const char *file)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) made = NULL;
  GStatBuf status;

  if (g_stat (file, &status) != 0)
    return FALSE;

  made = g_date_time_new_from_unix_local (status.st_ctime);

  return g_date_time_get_year (made) == g_date_time_get_year (now) &&
         g_date_time_get_day_of_year (made) == g_date_time_get_day_of_year (now);
}

/* Says which day the demo's data is of: the database itself changes with every order. */
static char *
dup_demo_stamp (ConsoleServerProcess *self)
{
  return g_strconcat (console_server_process_get_database (self), ".made", NULL);
}

static void
remove_database (const char *database)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (database, suffixes[i], NULL);

      g_unlink (file);
    }
}

static void
demo_started_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (console_server_process_start_finish (CONSOLE_SERVER_PROCESS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
demo_made_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleServerProcess *self = CONSOLE_SERVER_PROCESS (source);
  g_autofree char *stamp = dup_demo_stamp (self);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) || !g_file_set_contents (stamp, "", 0, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  console_server_process_start_async (self, g_task_get_cancellable (task), demo_started_cb, g_object_ref (task));
}

/**
 * console_server_process_set_up_async:
 * @self: a server that was not started, on a database that need not exist
 * @setup: what the first store and its administrator are called; must be valid
 * @cancellable: (nullable): ends the waiting; what is under way is not undone
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Creates the administrator, starts the server, and creates the first store over its API.
 */
void
console_server_process_set_up_async (ConsoleServerProcess     *self,
                                     const ConsoleBakerySetup *setup,
                                     GCancellable             *cancellable,
                                     GAsyncReadyCallback       callback,
                                     gpointer                  user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *email = g_strdup_printf ("--email=%s", setup->email);
  SetUp *set_up = g_new0 (SetUp, 1);

  g_return_if_fail (CONSOLE_IS_SERVER_PROCESS (self));

  g_task_set_source_tag (task, console_server_process_set_up_async);
  set_up->store = console_first_store_new (setup);
  set_up->password = g_strdup (setup->password);
  g_task_set_task_data (task, set_up, set_up_free);

  run_command_async (self,
                     "create-admin",
                     console_server_process_get_database (self),
                     email,
                     set_up->password,
                     cancellable,
                     administrator_created_cb,
                     g_object_ref (task));
}

/**
 * console_server_process_set_up_finish:
 * @self: the server
 * @result: what the callback was given
 * @error: why there is no bakery
 *
 * Returns: %TRUE if the bakery is there and its server listens
 */
gboolean
console_server_process_set_up_finish (ConsoleServerProcess *self,
                                      GAsyncResult         *result,
                                      GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * console_server_process_start_demo_async:
 * @self: a server that was not started, on the demo's database
 * @cancellable: (nullable): ends the waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes the demo's data unless it was made today, and starts the server on it.
 */
void
console_server_process_start_demo_async (ConsoleServerProcess *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *stamp = NULL;

  g_return_if_fail (CONSOLE_IS_SERVER_PROCESS (self));

  g_task_set_source_tag (task, console_server_process_start_demo_async);
  stamp = dup_demo_stamp (self);

  if (is_of_today (stamp) && g_file_test (console_server_process_get_database (self), G_FILE_TEST_EXISTS))
    {
      console_server_process_start_async (self, cancellable, demo_started_cb, g_object_ref (task));
      return;
    }

  g_unlink (stamp);
  remove_database (console_server_process_get_database (self));
  run_command_async (self,
                     "demo",
                     console_server_process_get_database (self),
                     NULL,
                     NULL,
                     cancellable,
                     demo_made_cb,
                     g_object_ref (task));
}

/**
 * console_server_process_start_demo_finish:
 * @self: the server
 * @result: what the callback was given
 * @error: why it does not run
 *
 * Returns: %TRUE once it listens
 */
gboolean
console_server_process_start_demo_finish (ConsoleServerProcess *self,
                                          GAsyncResult         *result,
                                          GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
