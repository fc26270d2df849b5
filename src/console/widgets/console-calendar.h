/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How an instant is told to a person: the shop's time zone, the clock they read, and what time it is now. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ConsoleCalendar:
 * @now: the present, microseconds since 1970
 * @zone: (owned): the shop's time zone
 * @twelve_hours: whether the clock shows 4:30 PM rather than 16:30
 *
 * What the wording of a time depends on. A value: tests fix all three.
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  gboolean twelve_hours;
} ConsoleCalendar;

void console_calendar_init (ConsoleCalendar *self,
                            const char *time_zone,
                            gint64 now);
void console_calendar_clear (ConsoleCalendar *self);

gboolean console_calendar_is_today (const ConsoleCalendar *self,
                                    gint64 time);
char *console_calendar_dup_clock (const ConsoleCalendar *self,
                                  gint64 time);
char *console_calendar_dup_short (const ConsoleCalendar *self,
                                  gint64 time);
char *console_calendar_dup_words (const ConsoleCalendar *self,
                                  gint64 time);
char *console_calendar_dup_day_words (const ConsoleCalendar *self,
                                      gint64 time);
char *console_calendar_dup_ago (const ConsoleCalendar *self,
                                gint64 time);
char *console_span_to_words (gint64 span);
gboolean console_calendar_prefers_twelve_hours (void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ConsoleCalendar, console_calendar_clear)

G_END_DECLS
