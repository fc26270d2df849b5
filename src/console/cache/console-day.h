/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dates by number: days since 1970-01-01, as business days have them. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ConsoleDayRange:
 * @first: the first day
 * @last: the last day, too; less than @first for no days
 *
 * Days in a row, as days since 1970-01-01.
 */
typedef struct
{
  int first;
  int last;
} ConsoleDayRange;

/** How many days a range has. */
#define CONSOLE_DAY_RANGE_LENGTH(range_) ((range_).last - (range_).first + 1)

void console_day_to_date (int day,
                          GDate *ret_date);
int console_day_from_date (const GDate *date);
int console_day_get_month (int day);
int console_day_add_months (int day,
                            int months);
int console_day_get_week (int day);

G_END_DECLS
