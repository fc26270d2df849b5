/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Business days: the days that a store's figures are counted by. One begins when the clocks of the store's time zone show its
 * cut-off and ends when they show it the next day, so that what is sold after midnight can count to the evening before. It has
 * the date on which it begins. Reports, day closes and the console's charts reckon alike. */

#pragma once

#include "bakery-store.h"

G_BEGIN_DECLS

/**
 * BakeryBusinessDay:
 * @date: the date on which it begins, as days since 1970-01-01
 * @begin: its first instant
 * @end: the first instant after it; 23 or 25 hours after @begin where the clocks change
 *
 * Plain data. A date that a zone's calendar leaves out is a day without an instant.
 */
typedef struct
{
  gint64 date;
  gint64 begin;
  gint64 end;
} BakeryBusinessDay;

/** Whether the instant @time_ belongs to the business day @day_. */
#define BAKERY_BUSINESS_DAY_HAS(day_, time_) ((day_)->begin <= (time_) && (time_) < (day_)->end)

void bakery_business_day_init (BakeryBusinessDay *self,
                               const BakeryStore *store,
                               gint64 date);
void bakery_business_day_init_from_time (BakeryBusinessDay *self,
                                         const BakeryStore *store,
                                         gint64 time);

char *bakery_business_date_to_string (gint64 date);
gboolean bakery_business_date_from_string (const char *text,
                                           gint64 *ret_date);
int bakery_business_date_get_weekday (gint64 date);

G_END_DECLS
