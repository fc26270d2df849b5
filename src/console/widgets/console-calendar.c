/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Instants as words: "16:30", "Tue 24 · 16:30", "tomorrow 16:30", "12 min ago". Knows nothing of orders. Any thread. */

#include "config.h"

#include "console-calendar.h"

#include "bakery-time.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

static GDateTime *
to_local (const ConsoleCalendar *self,
          gint64                 time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / BAKERY_SECOND);

  if (utc == NULL)
    {
      utc = g_date_time_new_from_unix_utc (0);
    }

  return g_date_time_to_timezone (utc, self->zone);
}

/* Whole calendar days from today to @time, negative in the past. */
static int
days_from_today (const ConsoleCalendar *self,
                 gint64                 time)
{
  g_autoptr(GDateTime) today = to_local (self, self->now);
  g_autoptr(GDateTime) then = to_local (self, time);
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (today),
                  (GDateMonth) g_date_time_get_month (today), (GDateYear) g_date_time_get_year (today));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (then),
                  (GDateMonth) g_date_time_get_month (then), (GDateYear) g_date_time_get_year (then));

  return g_date_days_between (&a, &b);
}

/* The day alone, as short as it stays clear: the year only when it is another one. */
static char *
dup_day (const ConsoleCalendar *self,
         gint64                 time)
{
  g_autoptr(GDateTime) today = to_local (self, self->now);
  g_autoptr(GDateTime) then = to_local (self, time);
  int days = days_from_today (self, time);

  if (g_date_time_get_year (today) != g_date_time_get_year (then))
    {
      /* Translators: a day of another year, "24 Nov 2025". */
      return g_date_time_format (then, _("%-e %b %Y"));
    }

  if (days > -7 && days < 28)
    {
      /* Translators: a day of these weeks, "Tue 24". */
      return g_date_time_format (then, _("%a %-e"));
    }

  /* Translators: a day of this year, "24 Nov". */
  return g_date_time_format (then, _("%-e %b"));
}

/**
 * console_calendar_init:
 * @self: the calendar to fill
 * @time_zone: (nullable): an IANA name; the computer's own when %NULL or unknown
 * @now: the present
 *
 * Fills @self, with a clock of 24 hours.
 */
void
console_calendar_init (ConsoleCalendar *self,
                       const char      *time_zone,
                       gint64           now)
{
  self->now = now;
  self->twelve_hours = FALSE;
  self->zone = time_zone != NULL ? g_time_zone_new_identifier (time_zone) : NULL;

  if (self->zone == NULL)
    {
      self->zone = g_time_zone_new_local ();
    }
}

/**
 * console_calendar_clear:
 * @self: a calendar, filled or all zeros
 *
 * Releases what @self holds.
 */
void
console_calendar_clear (ConsoleCalendar *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

/**
 * console_calendar_is_today:
 * @self: the calendar
 * @time: an instant
 *
 * Tells whether @time falls on the shop's present day.
 *
 * Returns: whether it does
 */
gboolean
console_calendar_is_today (const ConsoleCalendar *self,
                           gint64                 time)
{
  return days_from_today (self, time) == 0;
}

/**
 * console_calendar_dup_clock:
 * @self: the calendar
 * @time: an instant
 *
 * Says the time of day.
 *
 * Returns: (transfer full): "16:30", or "4:30 PM"
 */
char *
console_calendar_dup_clock (const ConsoleCalendar *self,
                            gint64                 time)
{
  g_autoptr(GDateTime) then = to_local (self, time);

  return g_date_time_format (then, self->twelve_hours ? "%-l:%M %p" : "%R");
}

/**
 * console_calendar_dup_short:
 * @self: the calendar
 * @time: an instant
 *
 * Says when, with the day only where it is not today.
 *
 * Returns: (transfer full): "16:30", or "Tue 24 · 16:30"
 */
char *
console_calendar_dup_short (const ConsoleCalendar *self,
                            gint64                 time)
{
  g_autofree char *clock = console_calendar_dup_clock (self, time);
  g_autofree char *day = NULL;

  if (console_calendar_is_today (self, time))
    {
      return g_steal_pointer (&clock);
    }

  day = dup_day (self, time);

  return g_strdup_printf ("%s · %s", day, clock);
}

/**
 * console_calendar_dup_words:
 * @self: the calendar
 * @time: an instant
 *
 * Says when, for the middle of a sentence.
 *
 * Returns: (transfer full): "today 16:30", "tomorrow 9:00", "Tue 24 16:30"
 */
char *
console_calendar_dup_words (const ConsoleCalendar *self,
                            gint64                 time)
{
  g_autofree char *clock = console_calendar_dup_clock (self, time);
  g_autofree char *day = NULL;

  switch (days_from_today (self, time))
    {
    case -1:
      /* Translators: %s is a time of day. */
      return g_strdup_printf (_("yesterday %s"), clock);

    case 0:
      /* Translators: %s is a time of day. */
      return g_strdup_printf (_("today %s"), clock);

    case 1:
      /* Translators: %s is a time of day. */
      return g_strdup_printf (_("tomorrow %s"), clock);

    default:
      day = dup_day (self, time);
      return g_strdup_printf ("%s %s", day, clock);
    }
}

/**
 * console_calendar_dup_day_words:
 * @self: the calendar
 * @time: an instant
 *
 * Says on which day, for the middle of a sentence about what has no hour.
 *
 * Returns: (transfer full): "today", "tomorrow", "Tue 24"
 */
char *
console_calendar_dup_day_words (const ConsoleCalendar *self,
                                gint64                 time)
{
  switch (days_from_today (self, time))
    {
    case -1:
      return g_strdup (C_("day", "yesterday"));

    case 0:
      return g_strdup (C_("day", "today"));

    case 1:
      return g_strdup (C_("day", "tomorrow"));

    default:
      return dup_day (self, time);
    }
}

/**
 * console_calendar_dup_ago:
 * @self: the calendar
 * @time: an instant that is past
 *
 * Says how long ago that was, in whole hours from an hour on; beyond a day, when it was.
 *
 * Returns: (transfer full): "just now", "12 min ago", "9 h ago", "Mon 23 · 09:10"
 */
char *
console_calendar_dup_ago (const ConsoleCalendar *self,
                          gint64                 time)
{
  const gint64 age = self->now - time;
  g_autofree char *span = NULL;

  if (age < BAKERY_MINUTE)
    {
      return g_strdup (_("just now"));
    }

  if (age >= BAKERY_DAY)
    {
      return console_calendar_dup_short (self, time);
    }

  span = console_span_to_words (age >= BAKERY_HOUR ? age - age % BAKERY_HOUR : age);

  /* Translators: %s is a span of time, "12 min". */
  return g_strdup_printf (_("%s ago"), span);
}

/**
 * console_span_to_words:
 * @span: microseconds, at least 0
 *
 * Says how long something is, in at most two units, rounded down to the minute.
 *
 * Returns: (transfer full): "8 min", "2 h 5 min", "3 days"
 */
char *
console_span_to_words (gint64 span)
{
  gint64 minutes = span / BAKERY_MINUTE;
  gint64 hours = minutes / 60;

  if (hours >= 48)
    {
      return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) (hours / 24)), (int) (hours / 24));
    }

  if (hours == 0)
    {
      /* Translators: minutes. */
      return g_strdup_printf (_("%d min"), (int) minutes);
    }

  if (hours >= 10 || minutes % 60 == 0)
    {
      /* Translators: hours. */
      return g_strdup_printf (_("%d h"), (int) hours);
    }

  /* Translators: hours and minutes. */
  return g_strdup_printf (_("%d h %d min"), (int) hours, (int) (minutes % 60));
}

/**
 * console_calendar_prefers_twelve_hours:
 *
 * Tells which clock the desktop is set to. Without a desktop's setting it is the one of 24 hours. Main thread.
 *
 * Returns: whether times are to be shown with AM and PM
 */
gboolean
console_calendar_prefers_twelve_hours (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autofree char *format = NULL;

  if (source != NULL)
    {
      schema = g_settings_schema_source_lookup (source, "org.gnome.desktop.interface", TRUE);
    }

  if (schema == NULL || !g_settings_schema_has_key (schema, "clock-format"))
    {
      return FALSE;
    }

  settings = g_settings_new_full (schema, NULL, NULL);
  format = g_settings_get_string (settings, "clock-format");

  return g_str_equal (format, "12h");
}
