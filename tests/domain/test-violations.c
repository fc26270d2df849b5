/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Violations: their order, their text and JSON; and the errors that carry them. */

#include "config.h"

#include "bakery-error.h"
#include "bakery-json-writer.h"
#include "bakery-violations.h"

static BakeryViolations *
new_violations (void)
{
  BakeryViolations *violations = bakery_violations_new ();

  bakery_violations_add (violations, "name", "Too %s by %d.", "long", 3);
  bakery_violations_add (violations, "price", "Say \"how much\".");
  bakery_violations_add (violations, "name", "No tabs.");
  bakery_violations_add (violations, "", "Nothing fits.");

  return violations;
}

static char *
to_json (const BakeryViolations *violations)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_violations_write_json (violations, &writer);

  return g_string_free (text, FALSE);
}

static void
test_text (void)
{
  g_autoptr(BakeryViolations) violations = new_violations ();
  g_autoptr(BakeryViolations) copy = bakery_violations_copy (violations);
  g_autofree char *sentence = bakery_violations_to_sentence (copy);
  g_autofree char *json = to_json (copy);

  g_assert_cmpstr (sentence,
                   ==,
                   "name: Too long by 3.; price: Say \"how much\".; name: No tabs.; Nothing fits.");
  g_assert_cmpstr (json,
                   ==,
                   "{\"name\":[\"Too long by 3.\",\"No tabs.\"],\"price\":[\"Say \\\"how much\\\".\"],"
                   "\"\":[\"Nothing fits.\"]}");
  g_assert_cmpuint (bakery_violations_get_n_messages (copy), ==, 4);
  g_assert_cmpstr (bakery_violations_peek_field (copy, 1), ==, "price");
  g_assert_cmpstr (bakery_violations_peek_message (copy, 2), ==, "No tabs.");
  g_assert_true (bakery_violations_has_field (copy, "price"));
  g_assert_false (bakery_violations_has_field (copy, "pric"));
}

static void
test_empty (void)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autofree char *sentence = bakery_violations_to_sentence (violations);
  g_autofree char *json = to_json (violations);

  g_assert_true (bakery_violations_is_empty (violations));
  g_assert_cmpstr (sentence, ==, "");
  g_assert_cmpstr (json, ==, "{}");
  bakery_violations_free (NULL);
}

static void
test_prefix (void)
{
  g_autoptr(BakeryViolations) inner = bakery_violations_new ();
  g_autoptr(BakeryViolations) outer = bakery_violations_new ();

  bakery_violations_add (inner, "quantity", "Too few.");
  bakery_violations_add_all (outer, "lines[2]", inner);
  bakery_violations_add_all (outer, NULL, inner);
  g_assert_cmpstr (bakery_violations_peek_field (outer, 0), ==, "lines[2].quantity");
  g_assert_cmpstr (bakery_violations_peek_field (outer, 1), ==, "quantity");
  bakery_violations_add (inner, "", "Nothing fits.");
  bakery_violations_add_all (outer, "lines[3]", inner);
  g_assert_cmpstr (bakery_violations_peek_field (outer, 3), ==, "lines[3]");
}

/* A body made of nothing but unknown members gets a short answer. */
static void
test_very_many (void)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(BakeryViolations) outer = bakery_violations_new ();
  g_autofree char *json = NULL;
  int i;

  for (i = 0; i < 100000; i++)
    {
      g_autofree char *field = g_strdup_printf ("member%d", i);

      bakery_violations_add (violations, field, "There is no such field.");
      g_assert_cmpuint (bakery_violations_get_n_messages (violations), ==, MIN (i + 1, 101));
    }
  bakery_violations_add_all (outer, "lines[2]", violations);
  bakery_violations_add_all (outer, "lines[3]", violations);
  json = to_json (outer);

  g_assert_cmpuint (bakery_violations_get_n_messages (outer), ==, 101);
  g_assert_cmpstr (bakery_violations_peek_field (outer, 99), ==, "lines[2].member99");
  g_assert_true (g_str_has_suffix (json, ",\"\":[\"There is more that is wrong than can be listed here.\"]}"));
}

static void
test_quote (void)
{
  g_autofree char *whole = g_strnfill (50, 'x');
  g_autofree char *longer = g_strconcat (whole, "y", NULL);
  g_autofree char *expected = g_strconcat (whole, "…", NULL);
  g_autofree char *quoted_whole = bakery_violations_dup_quote (whole);
  g_autofree char *quoted_longer = bakery_violations_dup_quote (longer);

  g_assert_cmpstr (quoted_whole, ==, whole);
  g_assert_cmpstr (quoted_longer, ==, expected);
}

static void
test_error_with_violations (void)
{
  g_autoptr(BakeryViolations) violations = new_violations ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) copy = NULL;

  bakery_set_error_invalid (&error, violations);
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID);
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_cmpuint (bakery_violations_get_n_messages (bakery_error_peek_violations (copy)), ==, 4);
  g_assert_null (bakery_error_peek_allowed_stages (copy));

  bakery_set_error_invalid (NULL, violations);
  bakery_set_error_violation (&error, "reason", "%d %%", 50);
  g_assert_cmpstr (error->message, ==, "reason: 50 %");
  g_assert_true (bakery_violations_has_field (bakery_error_peek_violations (error), "reason"));
}

static void
test_error_with_stages (void)
{
  static const char *const stages[] = { "baking", "cancelled", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) copy = NULL;

  bakery_set_error_stage (NULL, stages, "No.");
  bakery_set_error_stage (&error, stages, "An order that is %s", "confirmed");
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_STAGE);
  g_assert_cmpstr (error->message, ==, "An order that is confirmed");
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_true (g_strv_equal (bakery_error_peek_allowed_stages (copy), stages));
  g_assert_null (bakery_error_peek_violations (copy));
}

static void
test_foreign_errors (void)
{
  g_autoptr(GError) foreign = g_error_new_literal (G_CONVERT_ERROR, 0, "foreign");
  g_autoptr(GError) bare = g_error_new_literal (BAKERY_ERROR, BAKERY_ERROR_INVALID, "bare");

  g_assert_null (bakery_error_peek_violations (foreign));
  g_assert_null (bakery_error_peek_allowed_stages (foreign));
  g_assert_null (bakery_error_peek_violations (bare));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/violations/text", test_text);
  g_test_add_func ("/violations/empty", test_empty);
  g_test_add_func ("/violations/prefix", test_prefix);
  g_test_add_func ("/violations/very-many", test_very_many);
  g_test_add_func ("/violations/quote", test_quote);
  g_test_add_func ("/violations/error-with-violations", test_error_with_violations);
  g_test_add_func ("/violations/error-with-stages", test_error_with_stages);
  g_test_add_func ("/violations/foreign-errors", test_foreign_errors);

  return g_test_run ();
}
