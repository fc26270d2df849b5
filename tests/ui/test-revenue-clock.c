/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Revenue page goes with the day: while the business day of its store lasts, a minute that passes has nothing read, and
 * with the first one of the next day the figures are of that day. */

#include "config.h"

#include "console-fixture.h"
#include "console-revenue-page.h"
#include "fake-server.h"

#include "bakery-business-day.h"

#include <glib/gstdio.h>

typedef struct
{
  ConsolePage    *page;
  AdwWindowTitle *title;
  const char     *days;
} Shown;

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  console_session_sign_in_finish (CONSOLE_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static gboolean
shows_days (gpointer user_data)
{
  const Shown *shown = user_data;

  return !console_page_is_loading (shown->page) && g_strcmp0 (adw_window_title_get_subtitle (shown->title), shown->days) == 0;
}

static void
wait_for_days (Shown      *shown,
               const char *days)
{
  shown->days = days;
  console_fixture_wait (shows_days, shown);
}

static const BakeryStore *
find_store (ConsoleContext *context)
{
  return console_repository_find_store (console_context_get_repository (context), console_context_get_store (context));
}

static gboolean
has_store (gpointer user_data)
{
  return console_context_is_ready (user_data) && find_store (user_data) != NULL;
}

static void
test_days (void)
{
  g_autofree char *folder = g_dir_make_tmp ("revenue-clock-XXXXXX", NULL);
  g_autoptr(GSettings) settings = g_settings_new ("org.sweetspot.Console");
  g_autoptr(ConsoleContext) context = console_context_new (folder, settings);
  g_autoptr(FakeServer) server = fake_server_new (1);
  ConsoleClock *clock = console_context_get_clock (context);
  GtkWidget *window = adw_window_new ();
  Shown shown = { NULL, NULL, NULL };
  BakeryBusinessDay day;

  console_clock_set (clock, CONSOLE_FIXTURE_NOW);
  console_session_sign_in_async (console_context_get_session (context), fake_server_get_address (server),
                                 "manager@example.org", "secret", NULL, signed_in_cb, NULL);
  console_fixture_wait (has_store, context);
  bakery_business_day_init_from_time (&day, find_store (context), CONSOLE_FIXTURE_NOW);

  shown.page = g_object_new (CONSOLE_TYPE_REVENUE_PAGE, "context", context, NULL);
  shown.title = ADW_WINDOW_TITLE (find_widget (GTK_WIDGET (shown.page), ADW_TYPE_WINDOW_TITLE));
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (shown.page));
  gtk_window_present (GTK_WINDOW (window));
  wait_for_days (&shown, "26 Oct – 22 Nov 2026 · INR");

  console_clock_set (clock, day.end - 1);
  g_assert_false (console_page_is_loading (shown.page));
  console_clock_set (clock, day.end);
  wait_for_days (&shown, "27 Oct – 23 Nov 2026 · INR");

  gtk_window_destroy (GTK_WINDOW (window));
  console_context_close (context);
}

int
main (int   argc,
      char *argv[])
{
  /* No keyring is asked to keep the sign-in. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/ui/revenue-clock/days", test_days);

  return g_test_run ();
}
