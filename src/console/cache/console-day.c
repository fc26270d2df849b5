/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reckoning with dates that are numbers. Pure; any thread. */

#include "config.h"

#include "console-day.h"

/* 1970-01-01 as GDate counts days. */
#define JULIAN_OF_1970 719163

/**
 * console_day_to_date:
 * @day: days since 1970-01-01
 * @ret_date: (out caller-allocates): the date
 *
 * Finds year, month and day.
 */
void
console_day_to_date (int    day,
                     GDate *ret_date)
{
  g_date_clear (ret_date, 1);
  g_date_set_julian (ret_date, (guint32) (day + JULIAN_OF_1970));
}

/**
 * console_day_from_date:
 * @date: a date
 *
 * Returns: days since 1970-01-01
 */
int
console_day_from_date (const GDate *date)
{
  return (int) g_date_get_julian (date) - JULIAN_OF_1970;
}

/**
 * console_day_get_month:
 * @day: days since 1970-01-01
 *
 * Returns: the first day of its month
 */
int
console_day_get_month (int day)
{
  GDate date;

  console_day_to_date (day, &date);
  return day - g_date_get_day (&date) + 1;
}

/**
 * console_day_add_months:
 * @day: the first day of a month
 * @months: how many later, or earlier
 *
 * Returns: the first day of that month
 */
int
console_day_add_months (int day,
                        int months)
{
  GDate date;

  console_day_to_date (day, &date);
  if (months >= 0)
    g_date_add_months (&date, (guint) months);
  else
    g_date_subtract_months (&date, (guint) -months);

  return console_day_from_date (&date);
}

/**
 * console_day_get_week:
 * @day: days since 1970-01-01
 *
 * Returns: the Monday of its week
 */
int
console_day_get_week (int day)
{
  return day - ((day + 3) % 7 + 7) % 7;
}
