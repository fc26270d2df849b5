/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The level of an item over the coming days, and what one more order does to it, with figures worked out by hand. */

#include "bakery-projection.h"
#include "bakery-time.h"

#define LITRE G_GINT64_CONSTANT (1000000)

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (bakery_time_from_string (text, &time));

  return time;
}

/* Thursday noon: 5.1 l of cream, 1.5 l threshold. Friday 09:00 takes 2 l, Saturday 06:00 takes 2.8 l, Saturday 11:00 brings
 * 1 l, Saturday 14:00 takes 1.6 l. So: 5.1, 3.1, 0.3, 1.3, -0.3. */
static BakeryProjection *
project_cream (void)
{
  BakeryProjection *cream = bakery_projection_new (at ("2026-11-19T12:00:00Z"), at ("2026-11-26T00:00:00Z"),
                                                   51 * LITRE / 10, 15 * LITRE / 10);

  bakery_projection_add (cream, at ("2026-11-21T14:00:00Z"), -16 * LITRE / 10);
  bakery_projection_add (cream, at ("2026-11-20T09:00:00Z"), -2 * LITRE);
  bakery_projection_add (cream, at ("2026-11-21T11:00:00Z"), LITRE);
  bakery_projection_add (cream, at ("2026-11-21T06:00:00Z"), -28 * LITRE / 10);
  bakery_projection_add (cream, at ("2026-11-27T06:00:00Z"), -50 * LITRE);
  bakery_projection_finish (cream);

  return cream;
}

static void
test_levels (void)
{
  g_autoptr(BakeryProjection) cream = project_cream ();

  g_assert_cmpint (bakery_projection_get_level (cream, at ("2026-11-19T12:00:00Z")), ==, 51 * LITRE / 10);
  g_assert_cmpint (bakery_projection_get_level (cream, at ("2026-11-20T08:59:59Z")), ==, 51 * LITRE / 10);
  g_assert_cmpint (bakery_projection_get_level (cream, at ("2026-11-20T09:00:00Z")), ==, 31 * LITRE / 10);
  g_assert_cmpint (bakery_projection_get_level (cream, at ("2026-11-21T10:00:00Z")), ==, 3 * LITRE / 10);
  g_assert_cmpint (bakery_projection_get_level (cream, at ("2026-11-21T12:00:00Z")), ==, 13 * LITRE / 10);
  g_assert_cmpint (bakery_projection_get_level (cream, at ("2026-11-25T00:00:00Z")), ==, -3 * LITRE / 10);

  g_assert_cmpint (cream->low_at, ==, at ("2026-11-21T06:00:00Z"));
  g_assert_cmpint (cream->out_at, ==, at ("2026-11-21T14:00:00Z"));
  g_assert_cmpint (cream->least, ==, -3 * LITRE / 10);
  g_assert_cmpint (cream->needed, ==, 64 * LITRE / 10);
}

/* What was promised before the present and is not used yet is needed now; what happens at once is one step. */
static void
test_overdue (void)
{
  g_autoptr(BakeryProjection) eggs = bakery_projection_new (at ("2026-11-19T12:00:00Z"), at ("2026-11-26T00:00:00Z"), 30000, 0);

  bakery_projection_add (eggs, at ("2026-11-19T06:00:00Z"), -36000);
  bakery_projection_add (eggs, at ("2026-11-20T06:00:00Z"), -12000);
  bakery_projection_add (eggs, at ("2026-11-20T06:00:00Z"), 60000);
  bakery_projection_finish (eggs);

  g_assert_cmpuint (eggs->levels->len, ==, 2);
  g_assert_cmpint (eggs->out_at, ==, at ("2026-11-19T12:00:00Z"));
  g_assert_cmpint (bakery_projection_get_level (eggs, at ("2026-11-20T06:00:00Z")), ==, 42000);
}

static void
test_accept (void)
{
  g_autoptr(BakeryProjection) cream = project_cream ();
  BakeryAcceptance friday, saturday;

  /* 0.2 l on Friday at 10:00 leaves 2.9 l that evening, and 0.1 l on Saturday morning: short only at 14:00, by 0.5 l. */
  bakery_projection_accept (cream, at ("2026-11-20T10:00:00Z"), at ("2026-11-21T00:00:00Z"), 2 * LITRE / 10, &friday);
  g_assert_cmpint (friday.leaves, ==, 29 * LITRE / 10);
  g_assert_cmpint (friday.short_at, ==, at ("2026-11-21T14:00:00Z"));
  g_assert_cmpint (friday.short_by, ==, 5 * LITRE / 10);

  /* 1.5 l on Saturday at 07:00, when 0.3 l are there: short at once, by 1.2 l. */
  bakery_projection_accept (cream, at ("2026-11-21T07:00:00Z"), at ("2026-11-22T00:00:00Z"), 15 * LITRE / 10, &saturday);
  g_assert_cmpint (saturday.leaves, ==, -18 * LITRE / 10);
  g_assert_cmpint (saturday.short_at, ==, at ("2026-11-21T07:00:00Z"));
  g_assert_cmpint (saturday.short_by, ==, 12 * LITRE / 10);

  g_assert_cmpint (bakery_acceptance_compare (&saturday, &friday), <, 0);
}

/* Where nothing falls short, the one to hear of is the one with least left for what is usual. */
static void
test_compare (void)
{
  const BakeryAcceptance flour = { .item = 1, .needed = 2000, .leaves = 40000, .threshold = 10000 };
  const BakeryAcceptance cream = { .item = 2, .needed = 500, .leaves = 900, .threshold = 1000 };
  const BakeryAcceptance short_cream = { .item = 2, .needed = 500, .leaves = -1, .short_at = 5, .short_by = 1 };

  g_assert_cmpint (bakery_acceptance_compare (&cream, &flour), <, 0);
  g_assert_cmpint (bakery_acceptance_compare (&flour, &cream), >, 0);
  g_assert_cmpint (bakery_acceptance_compare (&short_cream, &cream), <, 0);
  g_assert_cmpint (bakery_acceptance_compare (&flour, &flour), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/projection/levels", test_levels);
  g_test_add_func ("/projection/overdue", test_overdue);
  g_test_add_func ("/projection/accept", test_accept);
  g_test_add_func ("/projection/compare", test_compare);

  return g_test_run ();
}
