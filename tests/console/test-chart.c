/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The model of charts: scales, ticks, stacking, and what is said of the values. No display. */

#include "config.h"

#include "console-chart-data.h"
#include "console-day.h"

#include <string.h>

static void
test_step (void)
{
  static const struct
  {
    gint64 span;
    guint  ticks;
    gint64 step;
  } cases[] = {
    { 1, 4, 1 }, { 4, 4, 1 }, { 5, 4, 2 }, { 31, 4, 10 }, { 100, 4, 50 }, { 2700000, 4, 1000000 },
    { G_GINT64_CONSTANT (9999999999), 4, G_GINT64_CONSTANT (5000000000) },
    { G_MAXINT64 / 200, 5, G_GINT64_CONSTANT (10000000000000000) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (console_chart_scale_find_step (cases[i].span, cases[i].ticks), ==, cases[i].step);
}

/* Whatever the values, every one lies on the scale, zero is a tick, and so are both ends. */
static void
test_scale_holds_all (void)
{
  static const gint64 ends[][2] = {
    { 0, 0 }, { 0, 1 }, { -1, 0 }, { -7, 13 }, { -250000, -100 }, { 0, 9999999999 }, { -9999999999, 9999999999 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      ConsoleChartScale scale;

      console_chart_scale_init (&scale, ends[i][0], ends[i][1], 5);
      g_assert_cmpint (scale.minimum, <=, ends[i][0]);
      g_assert_cmpint (scale.maximum, >=, ends[i][1]);
      g_assert_cmpint (scale.minimum, <, scale.maximum);
      g_assert_cmpint (scale.minimum % scale.step, ==, 0);
      g_assert_cmpuint (console_chart_scale_get_n_ticks (&scale), <=, 8);
      g_assert_cmpint (console_chart_scale_get_tick (&scale, console_chart_scale_get_n_ticks (&scale) - 1), ==,
                       scale.maximum);
      g_assert_false (scale.is_cut);
    }
}

static void
test_normalise (void)
{
  ConsoleChartScale scale;

  console_chart_scale_init (&scale, -100, 300, 4);
  g_assert_cmpfloat (console_chart_scale_normalise (&scale, -100), ==, 0);
  g_assert_cmpfloat (console_chart_scale_normalise (&scale, 0), ==, .25);
  g_assert_cmpfloat (console_chart_scale_normalise (&scale, 300), ==, 1);
  g_assert_cmpfloat (console_chart_scale_normalise (&scale, 5000), ==, 1);
}

/* One wedding cake for a palace does not press a year of other days flat. */
static void
test_outlier (void)
{
  const gint64 values[] = { 100, 120, 90, 110, 1000000, 105, 95 };
  const gint64 even[] = { 100, 120, 90, 110, 500, 105, 95 };
  ConsoleChartScale scale;

  console_chart_scale_init_for_values (&scale, values, G_N_ELEMENTS (values), 4);
  g_assert_true (scale.is_cut);
  g_assert_cmpint (scale.maximum, >=, 120);
  g_assert_cmpint (scale.maximum, <, 1000);

  console_chart_scale_init_for_values (&scale, even, G_N_ELEMENTS (even), 4);
  g_assert_false (scale.is_cut);
  g_assert_cmpint (scale.maximum, >=, 500);

  console_chart_scale_init_for_values (&scale, values + 4, 1, 4);
  g_assert_false (scale.is_cut);
}

/* A pile is one value, the whole of it; a map's colours go as far as the other cells; a ranking writes what is what. */
static void
test_outlier_in_pile_and_map (void)
{
  static const ConsoleChartKind kinds[] = { CONSOLE_CHART_STACKED, CONSOLE_CHART_HEAT, CONSOLE_CHART_RANKING };
  static const gint64 values[] = { 100, 120, 90, 110, 1000000, 105, 95 };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      ConsoleChartData *data = console_chart_data_new (kinds[i], "Sales", "Day", NULL);
      const gboolean is_ranking = kinds[i] == CONSOLE_CHART_RANKING;
      ConsoleChartScale scale;
      gint64 bottom;
      gint64 top;

      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        console_chart_data_add_point (data, "Day", "Day");
      for (guint j = 0; j < (is_ranking ? 1 : 2); j++)
        memcpy (console_chart_data_add_series (data, "Cake")->values, values, sizeof values);
      console_chart_data_get_series (data, 0)->values[6] = -30;
      if (!is_ranking)
        console_chart_data_get_series (data, 1)->values[4] = 130;

      console_chart_data_find_scale (data, 4, &scale);
      g_assert_cmpint (scale.is_cut, ==, !is_ranking);
      g_assert_cmpint (scale.maximum == 1000000, ==, is_ranking);
      g_assert_cmpint (scale.maximum, >=, 130);
      console_chart_data_pile (data, 6, &bottom, &top);
      g_assert_cmpint (bottom, ==, -30);
      g_assert_cmpint (top, ==, is_ranking ? 0 : 95);
      console_chart_data_free (data);
    }
}

static void
test_stride (void)
{
  g_assert_cmpuint (console_chart_choose_stride (28, 30), ==, 1);
  g_assert_cmpuint (console_chart_choose_stride (28, 5), ==, 6);
  g_assert_cmpuint (console_chart_choose_stride (28, 4), ==, 7);
  g_assert_cmpuint (console_chart_choose_stride (1096, 8), ==, 137);
  g_assert_cmpuint (console_chart_choose_stride (0, 1), ==, 1);
}

/* Two methods and what went back: 300 and 200 stand on each other, -50 and -20 hang. */
static ConsoleChartData *
new_stack (const char *currency)
{
  static const gint64 values[][2] = { { 300, -50 }, { 200, 10 }, { -20, -20 } };
  ConsoleChartData *data = console_chart_data_new (CONSOLE_CHART_STACKED, "Money by day", "Day", currency);

  console_chart_data_add_point (data, "Saturday", "Sat");
  console_chart_data_add_point (data, "Sunday", "Sun");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    memcpy (console_chart_data_add_series (data, "ABC" + i)->values, values[i], sizeof values[i]);

  return data;
}

static void
check_stack (const ConsoleChartData *data,
             guint                   point,
             guint                   series,
             gint64                  from,
             gint64                  to)
{
  gint64 begin;
  gint64 end;

  console_chart_data_stack (data, point, series, &begin, &end);
  g_assert_cmpint (begin, ==, from);
  g_assert_cmpint (end, ==, to);
}

static void
test_stacking (void)
{
  g_autoptr(ConsoleChartData) data = new_stack (NULL);
  ConsoleChartScale scale;

  check_stack (data, 0, 1, 300, 500);
  check_stack (data, 0, 2, 0, -20);
  check_stack (data, 1, 2, -50, -70);
  console_chart_data_find_scale (data, 4, &scale);
  g_assert_cmpint (scale.maximum, >=, 500);
  g_assert_cmpint (scale.minimum, <=, -70);

  console_chart_data_get_series (data, 0)->is_hidden = TRUE;
  check_stack (data, 0, 1, 0, 200);
  check_stack (data, 1, 2, 0, -20);
  console_chart_data_find_scale (data, 4, &scale);
  g_assert_cmpint (scale.maximum, ==, 200);
}

/* What a pile is compared with takes no room in it, is within the axis, and is held against the whole. */
static void
test_compared_pile (void)
{
  g_autoptr(ConsoleChartData) data = new_stack ("JPY");
  ConsoleChartSeries *before = console_chart_data_add_series (data, "Before");
  g_autofree char *text = NULL;
  ConsoleChartScale scale;
  gint64 bottom;
  gint64 top;

  before->is_comparison = TRUE;
  before->values[0] = 960;
  console_chart_data_pile (data, 0, &bottom, &top);
  console_chart_data_find_scale (data, 4, &scale);
  text = console_chart_data_dup_point_text (data, 0, -1);

  g_assert_cmpint (bottom, ==, -20);
  g_assert_cmpint (top, ==, 500);
  g_assert_cmpint (scale.maximum, >=, 960);
  g_assert_cmpstr (text, ==, "Saturday\nABC: 300\nBC: 200\nC: −20\nBefore: 960\n▼ 50.0 %");
}

static void
check_tick (const char *currency,
            gint64      value,
            const char *expected)
{
  g_autoptr(ConsoleChartData) data = new_stack (currency);
  g_autofree char *tick = console_chart_data_dup_tick (data, value);

  g_assert_cmpstr (tick, ==, expected);
}

/* Yen have no minor units, dinars have a thousand. */
static void
test_ticks (void)
{
  check_tick (NULL, 0, "0");
  check_tick (NULL, 1500, "1.5k");
  check_tick ("EUR", 50, "0.50");
  check_tick ("EUR", 2400000, "24k");
  check_tick ("EUR", -800000, "−8k");
  check_tick ("EUR", G_GINT64_CONSTANT (999999990000), "9.9bn");
  check_tick ("JPY", 2400, "2.4k");
  check_tick ("KWD", 2400000, "2.4k");
}

static void
test_change (void)
{
  g_autofree char *up = console_chart_data_dup_change (110, 100);
  g_autofree char *down = console_chart_data_dup_change (-150, -100);
  g_autofree char *same = console_chart_data_dup_change (100, 100);
  g_autofree char *far = console_chart_data_dup_change (100000, 1);

  g_assert_cmpstr (up, ==, "▲ 10.0 %");
  g_assert_cmpstr (down, ==, "▼ 50.0 %");
  g_assert_cmpstr (same, ==, "no change");
  g_assert_cmpstr (far, ==, "▲ more than 1,000 %");
  g_assert_null (console_chart_data_dup_change (100, 0));
}

static void
test_texts (void)
{
  g_autoptr(ConsoleChartData) data = new_stack ("JPY");
  g_autofree char *point = console_chart_data_dup_point_text (data, 0, -1);
  g_autofree char *one = console_chart_data_dup_point_text (data, 1, 1);
  g_autofree char *summary = console_chart_data_dup_summary (data);

  g_assert_cmpstr (point, ==, "Saturday\nABC: 300\nBC: 200\nC: −20");
  g_assert_cmpstr (one, ==, "Sunday\nBC: 10");
  g_assert_nonnull (strstr (summary, "Money by day. ABC: 250 in all, most 300 (Saturday), least −50 (Sunday)."));
}

/* What is a level at each point has no sum. */
static void
test_levels (void)
{
  g_autoptr(ConsoleChartData) data = new_stack ("JPY");
  g_autofree char *summary = NULL;

  data->is_level = TRUE;
  summary = console_chart_data_dup_summary (data);
  g_assert_nonnull (strstr (summary, "ABC: −50 at the end, most 300 (Saturday), least −50 (Sunday)."));
}

static void
test_table (void)
{
  g_autoptr(ConsoleChartData) data = new_stack ("EUR");
  g_autofree char *csv = console_chart_data_dup_table (data, ',');
  g_autofree char *tabs = console_chart_data_dup_table (data, '\t');

  g_assert_cmpstr (csv, ==, "Day,ABC (EUR),BC (EUR),C (EUR)\r\nSaturday,3.00,2.00,-0.20\r\nSunday,-0.50,0.10,-0.20\r\n");
  g_assert_nonnull (strstr (tabs, "Saturday\t3.00\t2.00\t-0.20\n"));
}

/* A cake may be called like a formula. */
static void
test_formulas (void)
{
  g_autoptr(ConsoleChartData) data = console_chart_data_new (CONSOLE_CHART_RANKING, "Best sellers", "Cake", "EUR");
  g_autofree char *csv = NULL;
  g_autofree char *tabs = NULL;

  console_chart_data_add_point (data, "=1+1", "");
  console_chart_data_add_series (data, "@SUM")->values[0] = -150;
  csv = console_chart_data_dup_table (data, ',');
  tabs = console_chart_data_dup_table (data, '\t');

  g_assert_cmpstr (csv, ==, "Cake,'@SUM (EUR)\r\n'=1+1,-1.50\r\n");
  g_assert_cmpstr (tabs, ==, "Cake\t'@SUM (EUR)\n'=1+1\t-1.50\n");
}

static void
test_empty (void)
{
  g_autoptr(ConsoleChartData) data = console_chart_data_new (CONSOLE_CHART_LINE, "Revenue", "Day", "EUR");
  g_autofree char *summary = NULL;
  ConsoleChartScale scale;

  console_chart_data_add_series (data, "Revenue");
  console_chart_data_find_scale (data, 4, &scale);
  summary = console_chart_data_dup_summary (data);

  g_assert_true (console_chart_data_is_empty (data));
  g_assert_cmpint (scale.minimum, ==, 0);
  g_assert_cmpint (scale.maximum, ==, 100);
  g_assert_cmpint (scale.step, ==, 100);
  g_assert_cmpstr (summary, ==, "Revenue. Nothing in this period.");
}

/* Days by number: over leap days, and back from a long month to a short one. */
static void
test_days (void)
{
  GDate date;

  g_assert_cmpint (console_day_get_month (0), ==, 0);
  g_assert_cmpint (console_day_get_month (59), ==, 59);
  g_assert_cmpint (console_day_get_week (0), ==, -3);
  g_assert_cmpint (console_day_get_week (-3), ==, -3);
  g_assert_cmpint (console_day_add_months (0, 12), ==, 365);
  g_assert_cmpint (console_day_add_months (365, -12), ==, 0);
  console_day_to_date (20514, &date);
  g_assert_cmpint (g_date_get_year (&date), ==, 2026);
  g_assert_cmpint (console_day_from_date (&date), ==, 20514);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/step", test_step);
  g_test_add_func ("/chart/scale-holds-all", test_scale_holds_all);
  g_test_add_func ("/chart/normalise", test_normalise);
  g_test_add_func ("/chart/outlier", test_outlier);
  g_test_add_func ("/chart/outlier-in-pile-and-map", test_outlier_in_pile_and_map);
  g_test_add_func ("/chart/stride", test_stride);
  g_test_add_func ("/chart/stacking", test_stacking);
  g_test_add_func ("/chart/compared-pile", test_compared_pile);
  g_test_add_func ("/chart/ticks", test_ticks);
  g_test_add_func ("/chart/change", test_change);
  g_test_add_func ("/chart/texts", test_texts);
  g_test_add_func ("/chart/levels", test_levels);
  g_test_add_func ("/chart/table", test_table);
  g_test_add_func ("/chart/formulas", test_formulas);
  g_test_add_func ("/chart/empty", test_empty);
  g_test_add_func ("/chart/days", test_days);

  return g_test_run ();
}
