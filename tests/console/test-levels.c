/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of the chart of levels: what its top and bottom stand for, where a moment and a quantity are drawn, and where
 * days begin on the shop's clocks. No display. */

#include "config.h"

#include "console-level-scale.h"

#include "bakery-time.h"
#include "bakery-unit.h"

#define LITRE (1000 * BAKERY_QUANTITY_ONE)

/* Midnight before the day on which clocks in London are put back, 25 October 2026, and noon of that day. */
#define MIDNIGHT (G_GINT64_CONSTANT (1792882800) * BAKERY_SECOND)
#define NOON (MIDNIGHT + 13 * BAKERY_HOUR)

/* Five litres of which four are taken the next morning, and two more three days later; eight come in on the last day. */
static BakeryProjection *
create_projection (gint64 threshold)
{
  BakeryProjection *projection = bakery_projection_new (NOON, NOON + 4 * BAKERY_DAY, 5 * LITRE, threshold);

  bakery_projection_add (projection, NOON + 18 * BAKERY_HOUR, -4 * LITRE);
  bakery_projection_add (projection, NOON + 3 * BAKERY_DAY, -2 * LITRE);
  bakery_projection_add (projection, NOON + 4 * BAKERY_DAY, 8 * LITRE);
  bakery_projection_add (projection, NOON + 9 * BAKERY_DAY, 100 * LITRE);
  bakery_projection_finish (projection);

  return projection;
}

static ConsoleLevelScale *
create_scale (gint64 threshold)
{
  g_autoptr(BakeryProjection) projection = create_projection (threshold);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");

  return console_level_scale_new (projection, zone);
}

/* The steps until the end and none after it; from the lowest level, which is below nothing, to the highest. */
static void
test_range (void)
{
  g_autoptr(ConsoleLevelScale) scale = create_scale (LITRE);
  const gint64 levels[] = { 5 * LITRE, LITRE, -LITRE, 7 * LITRE };

  g_assert_cmpuint (scale->levels->len, ==, G_N_ELEMENTS (levels));
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    g_assert_cmpint (g_array_index (scale->levels, BakeryLevel, i).quantity, ==, levels[i]);
  g_assert_cmpint (scale->highest, ==, 7 * LITRE);
  g_assert_cmpint (scale->lowest, ==, -LITRE);
  g_assert_cmpint (scale->threshold, ==, LITRE);
}

/* A threshold that is above all levels is on the chart, and nothing is, too, where there is always something. */
static void
test_range_holds_threshold (void)
{
  g_autoptr(BakeryProjection) projection = bakery_projection_new (NOON, NOON + BAKERY_DAY, 2 * LITRE, 10 * LITRE);
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(ConsoleLevelScale) scale = NULL;

  bakery_projection_finish (projection);
  scale = console_level_scale_new (projection, zone);
  g_assert_cmpint (scale->highest, ==, 10 * LITRE);
  g_assert_cmpint (scale->lowest, ==, 0);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_y (scale, scale->threshold), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_y (scale, 2 * LITRE), .8, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_y (scale, 0), 1, 1e-9);
}

/* Of an empty item without a threshold there is a line all the same. */
static void
test_range_of_nothing (void)
{
  g_autoptr(BakeryProjection) projection = bakery_projection_new (NOON, NOON + BAKERY_DAY, 0, 0);
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(ConsoleLevelScale) scale = NULL;

  bakery_projection_finish (projection);
  scale = console_level_scale_new (projection, zone);
  g_assert_cmpuint (scale->levels->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_y (scale, 0), 1, 1e-9);
}

static void
test_places (void)
{
  g_autoptr(ConsoleLevelScale) scale = create_scale (0);

  g_assert_cmpfloat_with_epsilon (console_level_scale_get_x (scale, NOON), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_x (scale, NOON + BAKERY_DAY), .25, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_x (scale, NOON + 4 * BAKERY_DAY), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_x (scale, NOON - BAKERY_DAY), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_x (scale, NOON + 9 * BAKERY_DAY), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_y (scale, 7 * LITRE), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_y (scale, 3 * LITRE), .5, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_y (scale, 0), .875, 1e-9);
  g_assert_cmpfloat_with_epsilon (console_level_scale_get_y (scale, -LITRE), 1, 1e-9);
}

/* The first day has 25 hours: its midnight is at the same time on the clocks, and so are all others. */
static void
test_days (void)
{
  g_autoptr(ConsoleLevelScale) scale = create_scale (0);

  g_assert_cmpuint (scale->days->len, ==, 4);
  for (guint i = 0; i < scale->days->len; i++)
    g_assert_cmpint (g_array_index (scale->days, gint64, i), ==, MIDNIGHT + BAKERY_HOUR + (i + 1) * BAKERY_DAY);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/levels/range", test_range);
  g_test_add_func ("/levels/range-holds-threshold", test_range_holds_threshold);
  g_test_add_func ("/levels/range-of-nothing", test_range_of_nothing);
  g_test_add_func ("/levels/places", test_places);
  g_test_add_func ("/levels/days", test_days);

  return g_test_run ();
}
