/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tells of the connection is not drawn anew while it says the same: with vans on the road, the console is brought up to
 * date dozens of times a second. */

#include "config.h"

#include "console-connection.h"
#include "console-sync.h"

#include <glib/gstdio.h>

#define UPDATES 50

static GtkWidget *
find_icon (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_IMAGE (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      found = find_icon (child);
    }

  return found;
}

static void
count_cb (guint *n)
{
  *n += 1;
}

static void
test_same (void)
{
  g_autofree char *folder = g_dir_make_tmp ("connection-XXXXXX", NULL);
  g_autoptr(GSettings) settings = g_settings_new ("org.sweetspot.Console");
  g_autoptr(ConsoleContext) context = console_context_new (folder, settings);
  ConsoleConnection *connection = g_object_new (CONSOLE_TYPE_CONNECTION, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *icon = find_icon (GTK_WIDGET (connection));
  guint n_changes = 0;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (connection));
  console_connection_set_context (connection, context);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, "sweetspot-offline-symbolic");
  g_signal_connect_swapped (icon, "notify::icon-name", G_CALLBACK (count_cb), &n_changes);
  for (guint i = 0; i < UPDATES; i++)
    g_object_notify (G_OBJECT (console_context_get_sync (context)), "last-sync");
  g_assert_cmpuint (n_changes, ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/ui/connection-state/same", test_same);

  return g_test_run ();
}
