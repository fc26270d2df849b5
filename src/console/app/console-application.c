/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The console as a program: its command line and its one window. Runs on the main thread. */

#include "config.h"

#include "console-application.h"

#include <glib/gi18n.h>

struct _ConsoleApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (ConsoleApplication, console_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  G_OPTION_ENTRY_NULL,
};

static void
console_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    {
      window = GTK_WINDOW (adw_application_window_new (GTK_APPLICATION (application)));
    }

  gtk_window_present (window);
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

  return -1;
}

static void
console_application_class_init (ConsoleApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = console_application_activate;
  application_class->handle_local_options = console_application_handle_local_options;
}

static void
console_application_init (ConsoleApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
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
                       "resource-base-path", "/org/sweetspot/Console",
                       NULL);
}
