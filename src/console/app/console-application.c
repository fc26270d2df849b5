/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The console as a program: its command line, its one window, what it works with, and the actions that outlive a window or
 * come from a notification. Runs on the main thread. */

#include "config.h"

#include "console-application.h"

#include "console-memory.h"
#include "console-order-announcer.h"
#include "console-preferences.h"
#include "console-repository.h"
#include "console-shortcuts.h"
#include "console-sync.h"
#include "console-tour.h"
#include "console-window.h"

#include <glib/gi18n.h>
#include <stdlib.h>

struct _ConsoleApplication
{
  AdwApplication parent_instance;

  /* Owned */
  ConsoleContext        *context;
  ConsoleWayIn          *way_in;
  ConsoleOrderAnnouncer *announcer;
  GCancellable          *cancellable;
  ConsoleTour           *tour;

  int                    status;

  struct
  {
    char    *server;
    char    *view;
    char    *tour;
    char    *tour_scenes;
    gint64   order;
    gboolean is_demo;
    gboolean is_offline;
  } wanted;
};

G_DEFINE_FINAL_TYPE (ConsoleApplication, console_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "server", 's', 0, G_OPTION_ARG_STRING, NULL, N_("Work with the server at this address"), N_("URL") },
  { "demo", 'd', 0, G_OPTION_ARG_NONE, NULL, N_("Open a demo bakery"), NULL },
  { "offline", 'o', 0, G_OPTION_ARG_NONE, NULL, N_("Do not use the network"), NULL },
  { "view", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Open at this page"), N_("PAGE") },
  { "order", 0, 0, G_OPTION_ARG_INT64, NULL, N_("Open at the order of this number"), N_("NUMBER") },
  { "tour", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Write a picture of every view into this folder and quit"), N_("FOLDER") },
  { "tour-scenes", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Paint only the views of these names, as in “cake*,people”"),
    N_("NAMES") },
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  G_OPTION_ENTRY_NULL,
};

static ConsoleWindow *
get_window (ConsoleApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return CONSOLE_IS_WINDOW (window) ? CONSOLE_WINDOW (window) : NULL;
}

static void
find_number_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(ConsoleApplication) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 order = console_repository_find_number_finish (CONSOLE_REPOSITORY (source), result, &error);
  ConsoleWindow *window = get_window (self);

  if (error != NULL)
    {
      g_message ("%s", error->message);
      return;
    }

  if (order != 0 && window != NULL)
    {
      console_window_show_order (window, order);
    }
}

/* Goes where the command line wants to, once there are orders to go to. */
static void
follow_wishes (ConsoleApplication *self)
{
  ConsoleWindow *window = get_window (self);

  if (window == NULL || !console_context_is_ready (self->context))
    {
      return;
    }

  if (self->wanted.view != NULL)
    {
      console_window_show_view (window, self->wanted.view);
      g_clear_pointer (&self->wanted.view, g_free);
    }

  /* Before the first fetch has ended the order may not be there yet. */
  if (self->wanted.order != 0 && console_context_get_store (self->context) != 0
      && !console_sync_is_filling (console_context_get_sync (self->context)))
    {
      console_repository_find_number_async (console_context_get_repository (self->context),
                                            console_context_get_store (self->context), self->wanted.order,
                                            self->cancellable, find_number_cb, g_object_ref (self));
      self->wanted.order = 0;
    }
}

static void
way_in_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ConsoleApplication) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!console_way_in_finish (CONSOLE_WAY_IN (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_message ("%s", error->message);
    }
}

/* Takes the way in that was asked for, or the one taken last time. */
static void
enter (ConsoleApplication *self)
{
  console_context_set_offline (self->context, self->wanted.is_offline);

  if (self->wanted.is_demo)
    {
      console_way_in_demo_async (self->way_in, self->cancellable, way_in_cb, g_object_ref (self));
      return;
    }

  console_way_in_resume_async (self->way_in, self->wanted.server,
                               self->cancellable, way_in_cb, g_object_ref (self));
}

static void
accept_order_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  ConsoleApplication *self = user_data;
  gint64 order = g_variant_get_int64 (parameter);
  ConsoleWindow *window;

  console_order_announcer_withdraw (self->announcer, order);
  window = get_window (self);

  if (window != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.move-order", "(xsbs)",
                                  order, bakery_enum_to_string (&bakery_stages, BAKERY_STAGE_CONFIRMED), FALSE, "");
    }
}

static void
show_order_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  ConsoleApplication *self = user_data;
  gint64 order = g_variant_get_int64 (parameter);

  g_application_activate (G_APPLICATION (self));
  console_order_announcer_withdraw (self->announcer, order);
  console_window_show_order (get_window (self), order);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  ConsoleApplication *self = user_data;

  console_preferences_present (self->context, gtk_application_get_active_window (GTK_APPLICATION (self)));
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  console_shortcuts_present (gtk_application_get_active_window (user_data));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", "SweetSpot",
                         "application-icon", APPLICATION_ID,
                         "version", PACKAGE_VERSION,
                         "comments", _("Work the orders of a bakery"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "translator-credits", _("translator-credits"),
                         NULL);
}

/* A window that closes, the last one, ends the program; one that has something to ask first keeps it. */
static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ConsoleWindow *window = get_window (user_data);

  if (window != NULL)
    {
      gtk_window_close (GTK_WINDOW (window));
    }
  else
    {
      g_application_quit (user_data);
    }
}

static const GActionEntry actions[] = {
  { "accept-order", accept_order_action, "x" },
  { "show-order", show_order_action, "x" },
  { "preferences", preferences_action },
  { "shortcuts", shortcuts_action },
  { "about", about_action },
  { "quit", quit_action },
};

static void
tour_done_cb (const GError *error,
              gpointer      user_data)
{
  ConsoleApplication *self = user_data;

  if (error != NULL)
    {
      g_printerr ("sweetspot: %s\n", error->message);
      self->status = EXIT_FAILURE;
    }

  g_application_quit (G_APPLICATION (self));
}

static void
take_tour (ConsoleApplication *self)
{
  ConsoleWindow *window = console_window_new (GTK_APPLICATION (self), self->way_in);

  gtk_window_present (GTK_WINDOW (window));
  self->tour = console_tour_new (window, self->way_in, self->wanted.tour, self->wanted.tour_scenes);
  console_tour_start (self->tour, tour_done_cb, self);
}

static void
console_application_activate (GApplication *application)
{
  ConsoleApplication *self = CONSOLE_APPLICATION (application);
  ConsoleWindow *window = get_window (self);

  if (window != NULL)
    {
      console_window_present (window);
      return;
    }

  if (self->wanted.tour != NULL)
    {
      take_tour (self);
      return;
    }

  enter (self);
  console_window_present (console_window_new (GTK_APPLICATION (self), self->way_in));
  follow_wishes (self);
}

static int
console_application_command_line (GApplication            *application,
                                  GApplicationCommandLine *command_line)
{
  ConsoleApplication *self = CONSOLE_APPLICATION (application);
  GVariantDict *given = g_application_command_line_get_options_dict (command_line);

  g_variant_dict_lookup (given, "server", "s", &self->wanted.server);
  g_variant_dict_lookup (given, "view", "s", &self->wanted.view);
  g_variant_dict_lookup (given, "tour", "^ay", &self->wanted.tour);
  g_variant_dict_lookup (given, "tour-scenes", "s", &self->wanted.tour_scenes);
  g_variant_dict_lookup (given, "order", "x", &self->wanted.order);
  g_variant_dict_lookup (given, "demo", "b", &self->wanted.is_demo);
  g_variant_dict_lookup (given, "offline", "b", &self->wanted.is_offline);

  g_application_activate (application);
  follow_wishes (self);

  return 0;
}

static int
console_application_handle_local_options (GApplication *application,
                                          GVariantDict *given)
{
  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("sweetspot %s\n", PACKAGE_VERSION);
      return 0;
    }

  if (g_variant_dict_contains (given, "tour") || g_strcmp0 (g_getenv ("SWEETSPOT_NEW_INSTANCE"), "1") == 0)
    {
      g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }

  return -1;
}

/* The icon is SVG, and reading that takes as long as half a window: it can come after the first frame. */
static gboolean
set_icon_cb (gpointer user_data)
{
  gtk_window_set_default_icon_name (APPLICATION_ID);

  return G_SOURCE_REMOVE;
}

static void
console_application_startup (GApplication *application)
{
  ConsoleApplication *self = CONSOLE_APPLICATION (application);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "sweetspot", NULL);
  g_autoptr(GSettings) settings = NULL;

  G_APPLICATION_CLASS (console_application_parent_class)->startup (application);

  settings = g_settings_new (APPLICATION_ID);
  self->context = console_context_new (folder, settings);
  console_memory_watch (console_context_get_clock (self->context));
  self->way_in = console_way_in_new (self->context);
  self->announcer = console_order_announcer_new (self->context, GTK_APPLICATION (self));
  g_signal_connect_object (self->context, "notify::is-ready", G_CALLBACK (follow_wishes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "notify::store", G_CALLBACK (follow_wishes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_sync (self->context), "notify::filling",
                           G_CALLBACK (follow_wishes), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  console_shortcuts_install (GTK_APPLICATION (self));
  g_idle_add_full (G_PRIORITY_LOW, set_icon_cb, NULL, NULL);
}

static void
console_application_shutdown (GApplication *application)
{
  ConsoleApplication *self = CONSOLE_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->announcer);
  g_clear_object (&self->tour);

  if (self->context != NULL)
    {
      console_context_close (self->context);
      console_way_in_stop (self->way_in);
    }

  g_clear_object (&self->way_in);
  g_clear_object (&self->context);
  G_APPLICATION_CLASS (console_application_parent_class)->shutdown (application);
}

static void
console_application_finalize (GObject *object)
{
  ConsoleApplication *self = CONSOLE_APPLICATION (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->wanted.server, g_free);
  g_clear_pointer (&self->wanted.view, g_free);
  g_clear_pointer (&self->wanted.tour, g_free);
  g_clear_pointer (&self->wanted.tour_scenes, g_free);
  G_OBJECT_CLASS (console_application_parent_class)->finalize (object);
}

static void
console_application_class_init (ConsoleApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_application_finalize;
  application_class->startup = console_application_startup;
  application_class->activate = console_application_activate;
  application_class->command_line = console_application_command_line;
  application_class->handle_local_options = console_application_handle_local_options;
  application_class->shutdown = console_application_shutdown;
}

static void
console_application_init (ConsoleApplication *self)
{
  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * console_application_get_status:
 * @self: the application, after it ran
 *
 * Returns: the exit status of the program beyond what running it returned: not 0 when a tour was cut short
 */
int
console_application_get_status (ConsoleApplication *self)
{
  g_return_val_if_fail (CONSOLE_IS_APPLICATION (self), EXIT_FAILURE);

  return self->status;
}

/**
 * console_application_new:
 *
 * Creates the console.
 *
 * Returns: (transfer full): the application, to be run
 */
ConsoleApplication *
console_application_new (void)
{
  return g_object_new (CONSOLE_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/org/sweetspot/Console",
                       NULL);
}
