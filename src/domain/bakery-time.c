/* SPDX-License-Identifier: GPL-3.0-or-later */

/* RFC 3339 text of instants, written without GDateTime because every answer of the server holds several; and days in a
 * store's time zone, with it. Any thread; the only state is the zones that were read. */

#include "bakery-time.h"

#include <string.h>

/* The first instant of 1971, so that 0 stays free to mean none, and the last of 9998: a year before the last that RFC 3339 and
 * #GDateTime know, so that there are days after each instant, in every zone. */
#define EARLIEST (365 * BAKERY_DAY)
#define LATEST (2932532 * BAKERY_DAY - 1)

/* So many zones are kept in memory. */
#define ZONES_MAXIMUM 64

#define SECONDS_OF_DAY (24 * 60 * 60)

/* Civil date from days since 1970-01-01: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2014),
 * civil_from_days. Eras of 400 years, years beginning in March. */
static void
date_from_days (gint64 days,
                int   *ret_year,
                int   *ret_month,
                int   *ret_day)
{
  gint64 shifted = days + 719468;
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  gint64 day_of_era = shifted - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month = (5 * day_of_year + 2) / 153;

  *ret_day = (int) (day_of_year - (153 * month + 2) / 5 + 1);
  *ret_month = (int) (month < 10 ? month + 3 : month - 9);
  *ret_year = (int) (year_of_era + era * 400 + (*ret_month <= 2));
}

static char *
put_number (char  *p,
            gint64 value,
            int    width)
{
  int i;

  for (i = width - 1; i >= 0; i--)
    {
      p[i] = (char) ('0' + value % 10);
      value /= 10;
    }

  return p + width;
}

/**
 * bakery_time_format_to_buffer:
 * @time: microseconds since 1970, in the years 1 to 9999
 * @buffer: where to write
 *
 * Writes the instant as an RFC 3339 timestamp in UTC, with six decimal places unless they are all zero.
 *
 * Returns: (transfer none): @buffer
 */
char *
bakery_time_format_to_buffer (gint64 time,
                              char   buffer[BAKERY_TIME_BUFFER_SIZE])
{
  gint64 days = time / BAKERY_DAY - (time % BAKERY_DAY < 0);
  gint64 rest = time - days * BAKERY_DAY;
  char *p = buffer;
  int year;
  int month;
  int day;

  date_from_days (days, &year, &month, &day);
  p = put_number (p, year, 4);
  *p++ = '-';
  p = put_number (p, month, 2);
  *p++ = '-';
  p = put_number (p, day, 2);
  *p++ = 'T';
  p = put_number (p, rest / BAKERY_HOUR, 2);
  *p++ = ':';
  p = put_number (p, rest / BAKERY_MINUTE % 60, 2);
  *p++ = ':';
  p = put_number (p, rest / BAKERY_SECOND % 60, 2);
  if (rest % BAKERY_SECOND != 0)
    {
      *p++ = '.';
      p = put_number (p, rest % BAKERY_SECOND, 6);
    }
  *p++ = 'Z';
  *p = '\0';

  return buffer;
}

/**
 * bakery_time_to_string:
 * @time: microseconds since 1970, 0 for none
 *
 * Returns: (transfer full) (nullable): the RFC 3339 timestamp, %NULL for none
 */
char *
bakery_time_to_string (gint64 time)
{
  char buffer[BAKERY_TIME_BUFFER_SIZE];

  return time == 0 ? NULL : g_strdup (bakery_time_format_to_buffer (time, buffer));
}

static gboolean
has_form (const char *text,
          const char *form)
{
  for (; *form != '\0'; form++, text++)
    {
      if (*form == '0' ? !g_ascii_isdigit (*text) : g_ascii_toupper (*text) != *form)
        return FALSE;
    }

  return TRUE;
}

static int
get_number (const char *text,
            int         width)
{
  int value = 0;
  int i;

  for (i = 0; i < width; i++)
    value = value * 10 + (text[i] - '0');

  return value;
}

/* Digits beyond the microsecond are cut off. */
static gboolean
read_fraction (const char **text,
               gint64      *ret_fraction)
{
  gint64 unit = BAKERY_SECOND;
  gint64 fraction = 0;
  const char *p = *text;

  if (*p == '.')
    {
      if (!g_ascii_isdigit (p[1]))
        return FALSE;
      for (p++; g_ascii_isdigit (*p); p++)
        {
          unit /= 10;
          fraction += (*p - '0') * unit;
        }
    }

  *text = p;
  *ret_fraction = fraction;
  return TRUE;
}

static gboolean
read_offset (const char *text,
             gint64     *ret_offset)
{
  int hours;
  int minutes;

  if (has_form (text, "Z") && text[1] == '\0')
    {
      *ret_offset = 0;
      return TRUE;
    }
  if ((*text != '+' && *text != '-') || !has_form (text + 1, "00:00") || text[6] != '\0')
    return FALSE;

  hours = get_number (text + 1, 2);
  minutes = get_number (text + 4, 2);
  if (hours > 23 || minutes > 59)
    return FALSE;

  *ret_offset = (hours * BAKERY_HOUR + minutes * BAKERY_MINUTE) * (*text == '-' ? -1 : 1);
  return TRUE;
}

/**
 * bakery_time_from_string:
 * @text: an RFC 3339 timestamp with its offset
 * @ret_time: (out): microseconds since 1970; untouched on failure
 *
 * Returns: %TRUE if @text is one, of the years 1971 to 9998: date, "T", time with seconds, and "Z" or ±hh:mm
 */
gboolean
bakery_time_from_string (const char *text,
                         gint64     *ret_time)
{
  g_autoptr(GDateTime) local = NULL;
  const char *rest;
  gint64 fraction;
  gint64 offset;
  gint64 time;

  if (!has_form (text, "0000-00-00T00:00:00"))
    return FALSE;

  rest = text + strlen ("0000-00-00T00:00:00");
  if (!read_fraction (&rest, &fraction) || !read_offset (rest, &offset))
    return FALSE;

  local = g_date_time_new_utc (get_number (text, 4),
                               get_number (text + 5, 2),
                               get_number (text + 8, 2),
                               get_number (text + 11, 2),
                               get_number (text + 14, 2),
                               get_number (text + 17, 2));
  if (local == NULL)
    return FALSE;

  time = g_date_time_to_unix (local) * BAKERY_SECOND + fraction - offset;
  if (time < EARLIEST || time > LATEST)
    return FALSE;

  *ret_time = time;
  return TRUE;
}

/* A program meets few zones, but each of them often, and GLib forgets one whose last user is gone. What the system's database
 * says is read once: a change to it counts from the next start. NULL for a name that it does not have. */
static GTimeZone *
dup_zone (const char *identifier)
{
  static GMutex lock;
  static GHashTable *zones;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  GTimeZone *zone;

  if (zones == NULL)
    zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);

  zone = g_hash_table_lookup (zones, identifier);
  if (zone == NULL)
    {
      zone = g_time_zone_new_identifier (identifier);
      if (zone == NULL)
        return NULL;

      if (g_hash_table_size (zones) >= ZONES_MAXIMUM)
        g_hash_table_remove_all (zones);
      g_hash_table_insert (zones, g_strdup (identifier), zone);
    }

  return g_time_zone_ref (zone);
}

/**
 * bakery_time_to_date_time:
 * @time: microseconds since 1970
 * @time_zone: (nullable): an IANA name; %NULL or an unknown one means UTC
 *
 * Returns: (transfer full): the instant on that zone's clocks
 */
GDateTime *
bakery_time_to_date_time (gint64      time,
                          const char *time_zone)
{
  g_autoptr(GTimeZone) zone = time_zone != NULL ? dup_zone (time_zone) : NULL;
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / BAKERY_SECOND - (time % BAKERY_SECOND < 0));

  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_steal_pointer (&utc);
}

/* The zone, or UTC where there is no such name. */
static GTimeZone *
dup_zone_or_utc (const char *identifier)
{
  GTimeZone *zone = identifier != NULL ? dup_zone (identifier) : NULL;

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

/**
 * bakery_time_get_day:
 * @time: microseconds since 1970
 * @time_zone: (nullable): an IANA name, as in bakery_time_to_date_time()
 * @ret_minutes: (out) (optional): the minutes after midnight that the zone's clocks show
 *
 * Returns: the date that the zone's calendars show, as days since 1970-01-01
 */
gint64
bakery_time_get_day (gint64      time,
                     const char *time_zone,
                     int        *ret_minutes)
{
  g_autoptr(GTimeZone) zone = dup_zone_or_utc (time_zone);
  gint64 seconds = time / BAKERY_SECOND - (time % BAKERY_SECOND < 0);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  gint64 local = seconds + g_time_zone_get_offset (zone, interval);
  gint64 day = local / SECONDS_OF_DAY - (local % SECONDS_OF_DAY < 0);

  if (ret_minutes != NULL)
    *ret_minutes = (int) ((local - day * SECONDS_OF_DAY) / 60);

  return day;
}

/* The instant at which clocks show this many seconds after midnight of 1970-01-01. @type says which, where they do so twice. */
static gint64
from_local (GTimeZone *zone,
            GTimeType  type,
            gint64     local)
{
  const int interval = g_time_zone_adjust_time (zone, type, &local);

  return local - g_time_zone_get_offset (zone, interval);
}

/**
 * bakery_time_from_day:
 * @day: a date, as days since 1970-01-01
 * @minutes: after midnight on a clock on the wall
 * @time_zone: (nullable): an IANA name, as in bakery_time_to_date_time()
 *
 * Returns: the instant at which the clocks of that day show @minutes, microseconds since 1970. Where they show it twice, the
 *   first of the two; where they skip it, the first instant after it
 */
gint64
bakery_time_from_day (gint64      day,
                      int         minutes,
                      const char *time_zone)
{
  g_autoptr(GTimeZone) zone = dup_zone_or_utc (time_zone);
  const gint64 local = day * SECONDS_OF_DAY + minutes * 60;

  return MIN (from_local (zone, G_TIME_TYPE_DAYLIGHT, local), from_local (zone, G_TIME_TYPE_STANDARD, local)) * BAKERY_SECOND;
}

/**
 * bakery_time_start_of_day:
 * @time: microseconds since 1970
 * @time_zone: (nullable): an IANA name, as in bakery_time_to_date_time()
 * @days: days later (or earlier, if negative) than the day of @time
 *
 * Returns: the instant at which that day begins on the zone's clocks, microseconds since 1970; where the clocks skip
 *   midnight, the first instant after it
 */
gint64
bakery_time_start_of_day (gint64      time,
                          const char *time_zone,
                          int         days)
{
  return bakery_time_from_day (bakery_time_get_day (time, time_zone, NULL) + days, 0, time_zone);
}

/**
 * bakery_time_of_day:
 * @time: microseconds since 1970
 * @time_zone: (nullable): an IANA name, as in bakery_time_to_date_time()
 * @minutes: after midnight on a clock on the wall, at most those of a day
 *
 * Returns: the instant of the day of @time at which the zone's clocks show @minutes, microseconds since 1970; where they
 *   skip it, the first instant after it
 */
gint64
bakery_time_of_day (gint64      time,
                    const char *time_zone,
                    int         minutes)
{
  return bakery_time_from_day (bakery_time_get_day (time, time_zone, NULL), minutes, time_zone);
}
