/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Passwords that are guessed first. */

#include "bakery-password.h"

#include <gio/gio.h>
#include <string.h>

#define LIST "/org/sweetspot/domain/common-passwords.txt"

static char **
load_list (void)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data (LIST, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize size;
  const char *data;
  g_autofree char *text = NULL;

  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpint (data[size - 1], ==, '\n');
  text = g_strndup (data, size - 1);

  return g_strsplit (text, "\n", -1);
}

/* The search relies on all of this. */
static void
test_list (void)
{
  g_auto(GStrv) lines = load_list ();

  g_assert_cmpuint (g_strv_length (lines), >, 5000);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *lower = g_ascii_strdown (lines[i], -1);

      g_assert_cmpstr (lines[i], ==, lower);
      g_assert_cmpuint (strlen (lines[i]), >=, 8);
      if (i > 0)
        g_assert_cmpint (strcmp (lines[i - 1], lines[i]), <, 0);
    }
}

static void
test_common (void)
{
  static const char *const uncommon[] = {
    "", "1", "0", "a long password", "password ", "passwor", "demo-bakery", "~~~~~~~~", "é",
  };
  g_auto(GStrv) lines = load_list ();
  gsize i;

  for (i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *upper = g_ascii_strup (lines[i], -1);

      g_assert_true (bakery_password_is_common (lines[i]));
      g_assert_true (bakery_password_is_common (upper));
    }
  for (i = 0; i < G_N_ELEMENTS (uncommon); i++)
    g_assert_false (bakery_password_is_common (uncommon[i]));
}

static void
test_contains (void)
{
  g_assert_true (bakery_password_contains ("i am ASHA", "Asha"));
  g_assert_true (bakery_password_contains ("müller123", "MÜLLER"));
  g_assert_false (bakery_password_contains ("i am roy", "Roy"));
  g_assert_false (bakery_password_contains ("something", "Asha"));
  g_assert_false (bakery_password_contains ("something", ""));
  g_assert_false (bakery_password_contains ("something", NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password/list", test_list);
  g_test_add_func ("/password/common", test_common);
  g_test_add_func ("/password/contains", test_contains);

  return g_test_run ();
}
