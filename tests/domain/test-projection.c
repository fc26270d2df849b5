/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The level of an item over the coming days, and what one more order does to it, with figures worked out by hand. */

#include "bakery-inventory.h"
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
 * 1 l, Saturday 14:00 takes 1.6 l. So: 5.1, 3.1, 0.3, 1.3, -0.3. A wedding after the days that are told takes 50 l. */
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
  g_assert_cmpint (bakery_projection_get_level (cream, at ("2026-11-27T06:00:00Z")), ==, -503 * LITRE / 10);

  g_assert_cmpint (cream->low_at, ==, at ("2026-11-21T06:00:00Z"));
  g_assert_cmpint (cream->out_at, ==, at ("2026-11-21T14:00:00Z"));
  g_assert_cmpint (cream->least, ==, -503 * LITRE / 10);
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

/* What a late order needs it needs before the late delivery comes. */
static void
test_late_delivery (void)
{
  g_autoptr(BakeryProjection) eggs = bakery_projection_new (at ("2026-11-19T12:00:00Z"), at ("2026-11-26T00:00:00Z"), 30000, 0);

  bakery_projection_add (eggs, at ("2026-11-19T10:00:00Z"), 60000);
  bakery_projection_add (eggs, at ("2026-11-19T06:00:00Z"), -36000);
  bakery_projection_finish (eggs);

  g_assert_cmpuint (eggs->levels->len, ==, 1);
  g_assert_cmpint (eggs->out_at, ==, eggs->begin);
  g_assert_cmpint (eggs->least, ==, -6000);
  g_assert_cmpint (bakery_projection_get_level (eggs, eggs->begin), ==, 54000);
}

/* What accepted orders take of an item, as the server keeps it and as the console works it out: one reckons with the sums
 * before and after the delivery, the other step by step. */
static void
compare_ways (BakeryInventoryItem *item,
              gint64               begin)
{
  g_autoptr(BakeryProjection) steps = bakery_projection_new (begin, begin + 7 * BAKERY_DAY, item->quantity,
                                                             bakery_inventory_item_get_floor (item));
  const gboolean is_expected = item->expected_quantity > 0 && !bakery_inventory_item_is_overdue (item, begin);
  const guint n_orders = (guint) g_test_rand_int_range (0, 6);
  gint64 needed_first = 0;

  item->reserved = 0;
  for (guint i = 0; i < n_orders; i++)
    {
      const gint64 taken_at = begin + g_test_rand_int_range (-3, 12) * BAKERY_DAY;
      const gint64 taken = g_test_rand_int_range (1, 5) * 1000;

      item->reserved += taken;
      needed_first += !is_expected || taken_at < item->expected_at ? taken : 0;
      bakery_projection_add (steps, taken_at, -taken);
    }
  if (is_expected)
    bakery_projection_add (steps, item->expected_at, item->expected_quantity);
  bakery_projection_finish (steps);

  g_assert_cmpint (bakery_inventory_item_get_least (item, needed_first), ==, steps->least);
  g_assert_cmpint (bakery_inventory_item_is_low (item, needed_first), ==, steps->low_at != 0);
}

static void
test_two_ways (void)
{
  const gint64 begin = at ("2026-11-19T12:00:00Z");

  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr(BakeryInventoryItem) item = bakery_inventory_item_new ();

      item->quantity = g_test_rand_int_range (-2, 12) * 1000;
      item->threshold = g_test_rand_int_range (0, 4) * 1000;
      item->active = g_test_rand_int_range (0, 4) != 0;
      item->expected_quantity = g_test_rand_int_range (0, 3) * 4000;
      item->expected_at = begin + g_test_rand_int_range (-3, 12) * BAKERY_DAY;
      compare_ways (item, begin);
    }
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
  g_test_add_func ("/projection/late-delivery", test_late_delivery);
  g_test_add_func ("/projection/two-ways", test_two_ways);
  g_test_add_func ("/projection/accept", test_accept);
  g_test_add_func ("/projection/compare", test_compare);

  return g_test_run ();
}
