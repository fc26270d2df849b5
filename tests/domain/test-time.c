/* SPDX-License-Identifier: GPL-3.0-or-later */

/* RFC 3339 text of instants, held against GDateTime; and where days begin in zones whose clocks change. */

#include "config.h"

#include "bakery-time.h"

/* 1971-01-02 and 9998-12-30, in seconds. */
#define EARLIEST 31622400.0
#define LATEST 253370592000.0

static gint64
parse (const char *text)
{
  gint64 time = 0;

  if (!bakery_time_from_string (text, &time))
    g_error ("\"%s\" is a time", text);

  return time;
}

static char *
format_by_glib (gint64 time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / BAKERY_SECOND);
  g_autofree char *text = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S");

  if (time % BAKERY_SECOND == 0)
    return g_strdup_printf ("%sZ", text);

  return g_strdup_printf ("%s.%06" G_GINT64_FORMAT "Z", text, time % BAKERY_SECOND);
}

static void
test_round_trip (void)
{
  int i;

  for (i = 0; i < 20000; i++)
    {
      gint64 seconds = (gint64) g_test_rand_double_range (EARLIEST, LATEST);
      gint64 time = seconds * BAKERY_SECOND + (i % 2 == 0 ? 0 : g_test_rand_int_range (0, 1000000));
      g_autofree char *expected = format_by_glib (time);
      g_autofree char *text = bakery_time_to_string (time);

      g_assert_cmpstr (text, ==, expected);
      g_assert_cmpint (parse (text), ==, time);
    }
}

static void
test_same_instant (void)
{
  static const struct
  {
    const char *text;
    const char *utc;
  } cases[] = {
    { "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z" },
    { "2000-02-29T23:59:59Z", "2000-02-29T23:59:59Z" },
    { "2026-01-31T22:00:00+05:30", "2026-01-31T16:30:00Z" },
    { "2025-12-31T23:30:00-01:00", "2026-01-01T00:30:00Z" },
    { "2024-03-01T01:00:00+02:00", "2024-02-29T23:00:00Z" },
    { "2026-01-31t16:30:00z", "2026-01-31T16:30:00Z" },
    { "2026-01-31T16:30:00.5Z", "2026-01-31T16:30:00.500000Z" },
    { "2026-01-31T16:30:00.000001-00:00", "2026-01-31T16:30:00.000001Z" },
    { "2026-01-31T16:30:00.123456789Z", "2026-01-31T16:30:00.123456Z" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bakery_time_to_string (parse (cases[i].text));

      g_assert_cmpstr (text, ==, cases[i].utc);
    }
}

static void
test_refusals (void)
{
  static const char *const cases[] = {
    "",
    "2026",
    "2026-01-31",
    "2026-01-31T16:30:00",
    "2026-01-31T16:30Z",
    "2026-01-31 16:30:00Z",
    "20260131T163000Z",
    "2026-W05-6T16:30:00Z",
    "2026-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2100-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-31T25:00:00Z",
    "2026-01-31T16:60:00Z",
    "2026-01-31T16:30:60Z",
    "1970-12-31T23:59:59Z",
    "2026-01-31T16:30:00.Z",
    "2026-01-31T16:30:00,5Z",
    "2026-01-31T16:30:00+0530",
    "2026-01-31T16:30:00+05",
    "2026-01-31T16:30:00+24:00",
    "2026-01-31T16:30:00+05:60",
    "2026-01-31T16:30:00Zulu",
    "2026-01-31T16:30:00Z ",
    " 2026-01-31T16:30:00Z",
    "0001-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "9999-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "9998-12-31T23:59:59-01:00",
    "12026-01-31T16:30:00Z",
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 time = 4711;

      g_test_message ("\"%s\"", cases[i]);
      g_assert_false (bakery_time_from_string (cases[i], &time));
      g_assert_cmpint (time, ==, 4711);
    }
}

static void
test_none (void)
{
  g_assert_null (bakery_time_to_string (0));
}

static void
test_start_of_day (void)
{
  static const struct
  {
    const char *zone;
    const char *time;
    int         days;
    const char *start;
  } cases[] = {
    { "Europe/Berlin", "2026-03-29T12:00:00Z", 0, "2026-03-28T23:00:00Z" },
    { "Europe/Berlin", "2026-03-29T12:00:00Z", 1, "2026-03-29T22:00:00Z" },
    { "Europe/Berlin", "2026-10-25T12:00:00Z", 0, "2026-10-24T22:00:00Z" },
    { "Europe/Berlin", "2026-10-25T12:00:00Z", 1, "2026-10-25T23:00:00Z" },
    { "Europe/Berlin", "2026-12-31T23:30:00Z", 0, "2026-12-31T23:00:00Z" },
    { "America/New_York", "2026-03-08T12:00:00Z", 0, "2026-03-08T05:00:00Z" },
    { "America/New_York", "2026-03-08T12:00:00Z", 1, "2026-03-09T04:00:00Z" },
    { "America/New_York", "2026-11-01T12:00:00Z", -1, "2026-10-31T04:00:00Z" },
    { "America/New_York", "2026-11-01T12:00:00Z", 1, "2026-11-02T05:00:00Z" },
    /* Clocks that skip midnight: the day begins at one. */
    { "America/Asuncion", "2023-10-01T12:00:00Z", 0, "2023-10-01T04:00:00Z" },
    { "Africa/Cairo", "2024-04-26T10:00:00Z", 0, "2024-04-25T22:00:00Z" },
    { "Africa/Cairo", "2024-04-25T10:00:00Z", 1, "2024-04-25T22:00:00Z" },
    { "America/Sao_Paulo", "2018-11-04T12:00:00Z", 0, "2018-11-04T03:00:00Z" },
    { "America/Havana", "2026-03-08T12:00:00Z", 0, "2026-03-08T05:00:00Z" },
    /* Clocks that show midnight twice: the day begins at the first. */
    { "America/Havana", "2026-11-01T12:00:00Z", 0, "2026-11-01T04:00:00Z" },
    { "Atlantic/Azores", "2026-10-25T12:00:00Z", 0, "2026-10-25T00:00:00Z" },
    { "Asia/Kolkata", "2026-01-01T20:00:00Z", 0, "2026-01-01T18:30:00Z" },
    { "Asia/Kolkata", "2026-03-01T18:29:59.999999Z", -1, "2026-02-27T18:30:00Z" },
    { NULL, "2026-01-01T20:00:00Z", 1, "2026-01-02T00:00:00Z" },
    { "Nowhere/Land", "2026-01-01T20:00:00Z", 0, "2026-01-01T00:00:00Z" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *start = NULL;

      g_test_message ("%s, %+d days", cases[i].zone, cases[i].days);
      start = bakery_time_to_string (bakery_time_start_of_day (parse (cases[i].time), cases[i].zone, cases[i].days));
      g_assert_cmpstr (start, ==, cases[i].start);
    }
}

/* Clocks show an hour twice, and which of the two is called summer time differs: in Ireland and Morocco it is winter that is
 * the exception. The first one counts. */
static void
test_hour_twice (void)
{
  static const struct
  {
    const char *zone;
    const char *time;
    int         minutes;
    const char *first;
  } cases[] = {
    { "Europe/Berlin", "2026-10-25T12:00:00Z", 150, "2026-10-25T00:30:00Z" },
    { "Europe/Dublin", "2026-10-25T12:00:00Z", 90, "2026-10-25T00:30:00Z" },
    { "Africa/Casablanca", "2026-02-15T12:00:00Z", 150, "2026-02-15T01:30:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first =
        bakery_time_to_string (bakery_time_of_day (parse (cases[i].time), cases[i].zone, cases[i].minutes));

      g_test_message ("%s", cases[i].zone);
      g_assert_cmpstr (first, ==, cases[i].first);
    }
}

/* Whatever the clocks do, an instant lies in its own day, and one day ends where the next begins. */
static void
test_days_follow (void)
{
  static const char *const zones[] = {
    "Europe/Berlin", "America/New_York", "America/Asuncion", "Africa/Cairo", "America/Havana", "Asia/Kolkata",
    "Australia/Lord_Howe", "Pacific/Chatham",
  };
  gint64 time;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      for (time = 1704067200 * BAKERY_SECOND; time < 1735689600 * BAKERY_SECOND; time += 37 * BAKERY_HOUR)
        {
          gint64 start = bakery_time_start_of_day (time, zones[i], 0);
          gint64 end = bakery_time_start_of_day (time, zones[i], 1);

          g_assert_cmpint (start, <=, time);
          g_assert_cmpint (time, <, end);
          g_assert_cmpint (bakery_time_start_of_day (start, zones[i], 0), ==, start);
          g_assert_cmpint (bakery_time_start_of_day (end - 1, zones[i], 0), ==, start);
        }
    }
}

/* A zone is read once; afterwards its file may be gone. */
static void
test_zone_is_kept (void)
{
  gint64 noon = parse ("2026-07-01T12:00:00Z");
  g_autofree char *start = NULL;

  if (g_test_subprocess ())
    {
      g_date_time_unref (bakery_time_to_date_time (noon, "Europe/Berlin"));
      g_setenv ("TZDIR", "/nonexistent", TRUE);
      start = bakery_time_to_string (bakery_time_start_of_day (noon, "Europe/Berlin", 0));
      g_assert_cmpstr (start, ==, "2026-06-30T22:00:00Z");
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

/* More zones than are kept, so that each is read and thrown away again and again. */
static gpointer
ask_for_many_zones (gpointer data G_GNUC_UNUSED)
{
  gint64 noon = parse ("2026-07-01T12:00:00Z");
  int i;

  for (i = 0; i < 2000; i++)
    {
      int hours = i % 13;
      g_autofree char *detour = g_strnfill (1 + i % 7, '/');
      g_autofree char *zone = g_strdup_printf ("Etc%sGMT+%d", detour, hours);
      g_autoptr(GDateTime) local = bakery_time_to_date_time (noon, zone);

      g_assert_cmpint (g_date_time_get_utc_offset (local), ==, -hours * BAKERY_HOUR);
    }

  return NULL;
}

static void
test_zones_from_threads (void)
{
  GThread *threads[4];
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("zones", ask_for_many_zones, NULL);
  for (i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/round-trip", test_round_trip);
  g_test_add_func ("/time/same-instant", test_same_instant);
  g_test_add_func ("/time/refusals", test_refusals);
  g_test_add_func ("/time/none", test_none);
  g_test_add_func ("/time/start-of-day", test_start_of_day);
  g_test_add_func ("/time/hour-twice", test_hour_twice);
  g_test_add_func ("/time/days-follow", test_days_follow);
  g_test_add_func ("/time/zone-is-kept", test_zone_is_kept);
  g_test_add_func ("/time/zones-from-threads", test_zones_from_threads);

  return g_test_run ();
}
