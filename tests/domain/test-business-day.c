/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Business days around the changes of the clocks, in zones that change them at different times of the day, and the dates they
 * have. */

#include "config.h"

#include "bakery-business-day.h"
#include "bakery-time.h"

static BakeryStore *
make_store (const char *time_zone,
            gint64      cutoff)
{
  BakeryStore *store = bakery_store_new ();

  g_free (store->time_zone);
  store->time_zone = g_strdup (time_zone);
  store->day_cutoff_minutes = cutoff;

  return store;
}

static gint64
parse (const char *text)
{
  gint64 time = 0;

  if (!bakery_time_from_string (text, &time))
    g_error ("\"%s\" is a time", text);

  return time;
}

static void
assert_day (const BakeryStore *store,
            const char        *time,
            const char        *date,
            const char        *begin,
            int                hours)
{
  BakeryBusinessDay day;
  g_autofree char *found = NULL;

  bakery_business_day_init_from_time (&day, store, parse (time));
  found = bakery_business_date_to_string (day.date);
  g_test_message ("%s in %s", time, store->time_zone);
  g_assert_cmpstr (found, ==, date);
  g_assert_cmpint (day.begin, ==, parse (begin));
  g_assert_cmpint (day.end - day.begin, ==, hours * BAKERY_HOUR);
  g_assert_true (BAKERY_BUSINESS_DAY_HAS (&day, parse (time)));
}

static void
test_known_days (void)
{
  static const struct
  {
    const char *zone;
    int         cutoff;
    const char *time;
    const char *date;
    const char *begin;
    int         hours;
  } cases[] = {
    { "Asia/Kolkata", 0, "2026-01-31T18:29:59Z", "2026-01-31", "2026-01-30T18:30:00Z", 24 },
    { "Asia/Kolkata", 0, "2026-01-31T18:30:00Z", "2026-02-01", "2026-01-31T18:30:00Z", 24 },
    { "Asia/Kolkata", 240, "2026-01-31T22:29:59Z", "2026-01-31", "2026-01-30T22:30:00Z", 24 },
    { "Asia/Kolkata", 240, "2026-01-31T22:30:00Z", "2026-02-01", "2026-01-31T22:30:00Z", 24 },
    /* Spring forward at 02:00: the day has 23 hours, unless it begins later. */
    { "America/New_York", 0, "2026-03-08T12:00:00Z", "2026-03-08", "2026-03-08T05:00:00Z", 23 },
    { "America/New_York", 240, "2026-03-08T07:59:59Z", "2026-03-07", "2026-03-07T09:00:00Z", 23 },
    { "America/New_York", 240, "2026-03-08T08:00:00Z", "2026-03-08", "2026-03-08T08:00:00Z", 24 },
    /* The cut-off itself is skipped: the day begins where the clocks go on. */
    { "America/New_York", 150, "2026-03-08T06:59:59Z", "2026-03-07", "2026-03-07T07:30:00Z", 0 },
    { "America/New_York", 150, "2026-03-08T07:00:00Z", "2026-03-08", "2026-03-08T07:00:00Z", 0 },
    /* Fall back at 02:00: 01:30 comes twice, and the day begins with the first. */
    { "America/New_York", 0, "2026-11-01T12:00:00Z", "2026-11-01", "2026-11-01T04:00:00Z", 25 },
    { "America/New_York", 90, "2026-11-01T05:29:59Z", "2026-10-31", "2026-10-31T05:30:00Z", 24 },
    { "America/New_York", 90, "2026-11-01T05:30:00Z", "2026-11-01", "2026-11-01T05:30:00Z", 25 },
    { "America/New_York", 90, "2026-11-01T06:29:00Z", "2026-11-01", "2026-11-01T05:30:00Z", 25 },
    /* Half an hour, on the other half of the earth. */
    { "Australia/Lord_Howe", 0, "2026-04-05T00:00:00Z", "2026-04-05", "2026-04-04T13:00:00Z", 0 },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BakeryStore) store = make_store (cases[i].zone, cases[i].cutoff);
      BakeryBusinessDay day;

      if (cases[i].hours != 0)
        {
          assert_day (store, cases[i].time, cases[i].date, cases[i].begin, cases[i].hours);
          continue;
        }
      bakery_business_day_init_from_time (&day, store, parse (cases[i].time));
      g_assert_cmpint (day.begin, ==, parse (cases[i].begin));
      g_assert_cmpint ((day.end - day.begin) % BAKERY_HOUR, ==, 30 * BAKERY_MINUTE);
    }
}

/* Day after day without a gap, every instant in exactly one of them, whatever the clocks do. */
static void
test_no_gaps (gconstpointer data)
{
  static const int cutoffs[] = { 0, 60, 150, 180, 720 };
  gint64 first = 0;
  gint64 last = 0;
  gint64 date;
  gsize i;

  g_assert_true (bakery_business_date_from_string ("2024-12-01", &first));
  g_assert_true (bakery_business_date_from_string ("2027-02-01", &last));
  for (i = 0; i < G_N_ELEMENTS (cutoffs); i++)
    {
      g_autoptr(BakeryStore) store = make_store (data, cutoffs[i]);
      BakeryBusinessDay day;
      BakeryBusinessDay found;

      for (date = first; date < last; date++)
        {
          gint64 end = date == first ? 0 : day.end;

          bakery_business_day_init (&day, store, date);
          g_assert_true (date == first || day.begin == end);
          g_assert_cmpint (ABS (day.end - day.begin - BAKERY_DAY), <=, BAKERY_HOUR);
          bakery_business_day_init_from_time (&found, store, day.begin);
          g_assert_cmpint (found.date, ==, date);
          bakery_business_day_init_from_time (&found, store, day.end - 1);
          g_assert_cmpint (found.date, ==, date);
        }
    }
}

/* Samoa left out the 30th of December 2011. */
static void
test_left_out_day (void)
{
  g_autoptr(BakeryStore) store = make_store ("Pacific/Apia", 0);
  BakeryBusinessDay day;
  gint64 date = 0;

  g_assert_true (bakery_business_date_from_string ("2011-12-30", &date));
  bakery_business_day_init (&day, store, date);
  g_assert_cmpint (day.begin, ==, day.end);
  assert_day (store, "2011-12-30T09:59:59Z", "2011-12-29", "2011-12-29T10:00:00Z", 24);
  assert_day (store, "2011-12-30T10:00:00Z", "2011-12-31", "2011-12-30T10:00:00Z", 24);
}

static void
test_hours (void)
{
  int minutes = 0;
  gint64 date = bakery_time_get_day (parse ("2026-01-31T18:29:59Z"), "Asia/Kolkata", &minutes);

  g_assert_cmpint (minutes, ==, 23 * 60 + 59);
  g_assert_cmpint (bakery_time_get_day (parse ("2026-01-31T18:30:00Z"), "Asia/Kolkata", &minutes), ==, date + 1);
  g_assert_cmpint (minutes, ==, 0);
}

static void
test_dates (void)
{
  static const char *const refused[] = {
    "", "2026", "2026-1-31", "2026-02-29", "2026-13-01", "2026-01-00", "2026-01-31T", " 2026-01-31", "26-01-31", "1969-12-31",
    "9999-01-01", "2026/01/31",
  };
  gint64 date = -1;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_message ("%s", refused[i]);
      g_assert_false (bakery_business_date_from_string (refused[i], &date));
      g_assert_cmpint (date, ==, -1);
    }

  g_assert_true (bakery_business_date_from_string ("1970-01-01", &date));
  g_assert_cmpint (date, ==, 0);
  g_assert_cmpint (bakery_business_date_get_weekday (0), ==, G_DATE_THURSDAY);
  g_assert_cmpint (bakery_business_date_get_weekday (-4), ==, G_DATE_SUNDAY);
  for (date = 0; date < 30000; date += 13)
    {
      g_autofree char *text = bakery_business_date_to_string (date);
      gint64 read = -1;

      g_assert_true (bakery_business_date_from_string (text, &read));
      g_assert_cmpint (read, ==, date);
    }
}

int
main (int    argc,
      char **argv)
{
  static const char *const zones[] = { "Asia/Kolkata", "America/New_York", "Europe/Berlin", "Africa/Cairo", "America/Havana" };
  gsize i;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/business-day/known-days", test_known_days);
  for (i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *path = g_strconcat ("/business-day/no-gaps/", zones[i], NULL);

      g_test_add_data_func (path, zones[i], test_no_gaps);
    }
  g_test_add_func ("/business-day/left-out-day", test_left_out_day);
  g_test_add_func ("/business-day/hours", test_hours);
  g_test_add_func ("/business-day/dates", test_dates);

  return g_test_run ();
}
