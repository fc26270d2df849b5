/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules of single fields: what passes, and what does not. */

#include "config.h"

#include "domain-fixture.h"

#include "bakery-checks.h"
#include "bakery-store.h"

typedef struct
{
  const char *field;
  const char *json;
  gboolean    is_valid;
} Case;

static void
check_cases (const Case *cases,
             gsize       n_cases)
{
  gsize i;

  for (i = 0; i < n_cases; i++)
    {
      g_autoptr(BakeryStore) store = bakery_store_new ();
      g_autoptr(BakeryViolations) violations = NULL;
      g_autofree char *json = g_strdup_printf ("{\"%s\":%s}", cases[i].field, cases[i].json);

      g_test_message ("%s", json);
      violations = domain_read (store, json, BAKERY_DECODE_CREATE, BAKERY_ROLE_MANAGER, FALSE);
      g_assert_cmpint (bakery_violations_has_field (violations, cases[i].field), ==, !cases[i].is_valid);
    }
}

static void
test_email (void)
{
  static const Case cases[] = {
    { "email", "\"a@b.in\"", TRUE },
    { "email", "\" Mia.Kern+cake@Shop.Example.ORG \"", TRUE },
    { "email", "\"o'neil_{x}~@a-b.co\"", TRUE },
    { "email", "\"a\"", FALSE },
    { "email", "\"@b.in\"", FALSE },
    { "email", "\"a@\"", FALSE },
    { "email", "\"a@b\"", FALSE },
    { "email", "\"a@b..in\"", FALSE },
    { "email", "\"a@.b.in\"", FALSE },
    { "email", "\"a@b.in.\"", FALSE },
    { "email", "\"a@-b.in\"", FALSE },
    { "email", "\"a@b-.in\"", FALSE },
    { "email", "\"a@b_c.in\"", FALSE },
    { "email", "\"a..b@c.in\"", FALSE },
    { "email", "\".a@c.in\"", FALSE },
    { "email", "\"a.@c.in\"", FALSE },
    { "email", "\"a b@c.in\"", FALSE },
    { "email", "\"a@b@c.in\"", FALSE },
    { "email", "\"a@c.in\\nBcc: x@y.zz\"", FALSE },
    { "email", "\"\\u212Aarl@c.in\"", FALSE },
    { "email", "\"ä@c.in\"", FALSE },
    { "email", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@c.in\"", FALSE },
  };
  g_autofree char *normalised = bakery_normalise_email ("Mia.KERN@Example.org");

  check_cases (cases, G_N_ELEMENTS (cases));
  g_assert_cmpstr (normalised, ==, "mia.kern@example.org");
}

static void
test_phone (void)
{
  static const Case cases[] = {
    { "contact_number", "\"1234567890\"", TRUE },
    { "contact_number", "\"123456789012345\"", TRUE },
    { "contact_number", "1234567890", TRUE },
    { "contact_number", "\"123456789\"", FALSE },
    { "contact_number", "\"1234567890123456\"", FALSE },
    { "contact_number", "\"12345x7890\"", FALSE },
    { "contact_number", "\"١٢٣٤٥٦٧٨٩٠\"", FALSE },
  };
  g_autofree char *normalised = bakery_normalise_phone ("(020) 123-45.6/7 8");

  check_cases (cases, G_N_ELEMENTS (cases));
  g_assert_cmpstr (normalised, ==, "02012345678");
}

static void
test_words (void)
{
  static const Case cases[] = {
    { "currency", "\"EUR\"", TRUE },
    { "currency", "\"eur\"", FALSE },
    { "currency", "\"EU\"", FALSE },
    { "currency", "\"EURO\"", FALSE },
    { "currency", "\"E1R\"", FALSE },
    { "time_zone", "\"Europe/Berlin\"", TRUE },
    { "time_zone", "\"UTC\"", TRUE },
    { "time_zone", "\"Europe/Atlantis\"", FALSE },
    { "time_zone", "\"../../etc/passwd\"", FALSE },
    { "name", "\"Crème & Sons – 中\"", TRUE },
    { "name", "\"Two\\nlines\"", FALSE },
    { "name", "\"Two\\rlines\"", FALSE },
    { "name", "\"Two\\u2028lines\"", FALSE },
    { "name", "\"Two\\u2029lines\"", FALSE },
    { "name", "\"Two\\u0085lines\"", FALSE },
    { "name", "\"A\\ttab\"", FALSE },
    { "name", "\"An \\u001b[31mescape\"", FALSE },
    { "name", "\"Delete\\u007f\"", FALSE },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_opening_hours (void)
{
  static const Case cases[] = {
    { "opening_hours", "null", TRUE },
    { "opening_hours", "{}", TRUE },
    { "opening_hours", "{\"mon\":[]}", TRUE },
    { "opening_hours", "{\"mon\":[[\"08:00\",\"12:00\"],[\"13:00\",\"18:30\"]],\"sun\":[[\"00:00\",\"24:00\"]]}", TRUE },
    { "opening_hours", "{\"mon\":[[\"13:00\",\"18:00\"],[\"08:00\",\"13:00\"]]}", TRUE },
    { "opening_hours", "{\"mon\":[[\"08:00\",\"13:00\"],[\"12:59\",\"18:00\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"12:59\",\"18:00\"],[\"20:00\",\"21:00\"],[\"08:00\",\"13:00\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"08:00\",\"18:00\"],[\"09:00\",\"10:00\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"08:00\",\"18:00\"],[\"08:00\",\"18:00\"]]}", FALSE },
    { "opening_hours", "[]", FALSE },
    { "opening_hours", "\"always\"", FALSE },
    { "opening_hours", "{\"monday\":[]}", FALSE },
    { "opening_hours", "{\"mon\":null}", FALSE },
    { "opening_hours", "{\"mon\":[\"08:00\",\"12:00\"]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"08:00\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"08:00\",12]]}", FALSE },
    { "opening_hours", "{\"mon\":[[null,\"12:00\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"12:00\",\"08:00\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"08:00\",\"08:00\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"08:00\",\"24:01\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"8:00\",\"12:00\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[\"08:60\",\"12:00\"]]}", FALSE },
    { "opening_hours", "{\"mon\":[[],[],[],[],[],[],[]]}", FALSE },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_zones (void)
{
  static const Case cases[] = {
    { "zones", "[]", TRUE },
    { "zones", "[{\"name\":\"near\",\"radius_metres\":2000,\"fee\":\"30.00\"}]", TRUE },
    { "zones", "[{\"name\":\"near\",\"radius_metres\":2000,\"fee\":\"0\"}]", TRUE },
    { "zones", "{}", FALSE },
    { "zones", "[1]", FALSE },
    { "zones", "[{}]", FALSE },
    { "zones", "[{\"radius_metres\":2000,\"fee\":\"30.00\"}]", FALSE },
    { "zones", "[{\"name\":\"near\",\"radius_metres\":0,\"fee\":\"30.00\"}]", FALSE },
    { "zones", "[{\"name\":\"near\",\"radius_metres\":\"far\",\"fee\":\"30.00\"}]", FALSE },
    { "zones", "[{\"name\":\"near\",\"radius_metres\":2000,\"fee\":\"-1\"}]", FALSE },
    { "zones", "[{\"name\":\"near\",\"radius_metres\":2000,\"fee\":30}]", FALSE },
    { "zones", "[{\"name\":\"near\",\"radius_metres\":2000,\"fee\":\"1.125\"}]", FALSE },
    { "zones", "[{\"name\":\"near\",\"radius_metres\":2000,\"fee\":\"1.125\"}],\"currency\":\"KWD\"", TRUE },
    { "zones", "[{\"name\":\"near\",\"radius_metres\":2000,\"fee\":\"1.50\"}],\"currency\":\"JPY\"", FALSE },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

#define CLOSURE(from, to) "[{\"from\":" from ",\"to\":" to "}]"

static void
test_closures (void)
{
  static const Case cases[] = {
    { "closures", CLOSURE ("\"2026-01-01T00:00:00Z\"", "\"2026-01-02T00:00:00Z\""), TRUE },
    { "closures", CLOSURE ("\"2026-01-01T00:00:00+05:30\"", "\"2025-12-31T20:00:00Z\""), TRUE },
    { "closures", CLOSURE ("\"2026-01-02T00:00:00Z\"", "\"2026-01-01T00:00:00Z\""), FALSE },
    { "closures", CLOSURE ("\"2026-01-01T00:00:00Z\"", "\"2026-01-01T00:00:00Z\""), FALSE },
    { "closures", CLOSURE ("\"2026-01-01\"", "\"2026-01-02\""), FALSE },
    { "closures", CLOSURE ("1", "2"), FALSE },
    { "closures", "[{\"from\":\"2026-01-01T00:00:00Z\"}]", FALSE },
    { "closures", "[[]]", FALSE },
    { "closures", "{}", FALSE },
    { "closures", "7", FALSE },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static char *
repeat (const char *element,
        guint       times)
{
  GString *list = g_string_new ("[");
  guint i;

  for (i = 0; i < times; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "", element);
  g_string_append_c (list, ']');

  return g_string_free (list, FALSE);
}

static void
test_longest_lists (void)
{
  static const struct
  {
    const char *field;
    const char *element;
    guint       longest;
  } cases[] = {
    { "zones", "{\"name\":\"near\",\"radius_metres\":2000,\"fee\":\"30.00\"}", 100 },
    { "closures", "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}", 1000 },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *longest = repeat (cases[i].element, cases[i].longest);
      g_autofree char *too_long = repeat (cases[i].element, cases[i].longest + 1);
      Case both[] = { { cases[i].field, longest, TRUE }, { cases[i].field, too_long, FALSE } };

      check_cases (both, G_N_ELEMENTS (both));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checks/email", test_email);
  g_test_add_func ("/checks/phone", test_phone);
  g_test_add_func ("/checks/words", test_words);
  g_test_add_func ("/checks/opening-hours", test_opening_hours);
  g_test_add_func ("/checks/zones", test_zones);
  g_test_add_func ("/checks/closures", test_closures);
  g_test_add_func ("/checks/longest-lists", test_longest_lists);

  return g_test_run ();
}
