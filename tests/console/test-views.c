/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an account looked at last on a page: kept for that account and that page alone. */

#include "config.h"

#include "console-context.h"
#include "console-fixture.h"
#include "console-views.h"
#include "fake-server.h"

#include <glib/gstdio.h>

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  console_session_sign_in_finish (CONSOLE_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
sign_in (ConsoleContext *context,
         FakeServer     *server,
         const char     *email)
{
  gboolean is_signed_in = FALSE;

  console_session_sign_in_async (console_context_get_session (context), fake_server_get_address (server), email, "secret",
                                 NULL, signed_in_cb, &is_signed_in);
  console_fixture_wait (is_true, &is_signed_in);
}

static void
keep (ConsoleContext *context,
      const char     *page,
      const char     *value)
{
  g_autoptr(GHashTable) view = g_hash_table_new (g_str_hash, g_str_equal);

  if (value != NULL)
    {
      g_hash_table_insert (view, (gpointer) "role", (gpointer) value);
    }
  console_views_write (context, page, view);
}

static void
check (ConsoleContext *context,
       const char     *page,
       const char     *expected)
{
  g_autoptr(GHashTable) view = console_views_read (context, page);

  g_assert_cmpstr (g_hash_table_lookup (view, "role"), ==, expected);
}

static void
test_views (void)
{
  g_autofree char *folder = g_dir_make_tmp ("views-XXXXXX", NULL);
  g_autoptr(GSettings) settings = g_settings_new ("org.sweetspot.Console");
  g_autoptr(ConsoleContext) context = console_context_new (folder, settings);
  FakeServer *server = fake_server_new (0);

  keep (context, "people", "driver");
  check (context, "people", NULL);

  sign_in (context, server, "manager@example.org");
  check (context, "people", NULL);
  keep (context, "people", "driver");
  keep (context, "catalogue", "cakes");
  check (context, "people", "driver");
  keep (context, "people", NULL);
  check (context, "people", NULL);
  check (context, "catalogue", "cakes");

  console_context_close (context);
  check (context, "catalogue", "cakes");
  fake_server_free (server);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/views/kept", test_views);

  return g_test_run ();
}
