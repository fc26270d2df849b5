/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where business days begin and end, and how their dates are written. Pure; any thread. */

#include "bakery-business-day.h"

#include "bakery-time.h"

#include <string.h>

/* 1970-01-01 as GDate counts days. */
#define JULIAN_OF_1970 719163

/* The years that RFC 3339 has, less one at the end, as bakery-time.c has them. */
#define LATEST_DATE 2932531

/**
 * bakery_business_day_init:
 * @self: (out caller-allocates): a business day
 * @store: whose
 * @date: its date, as days since 1970-01-01
 *
 * Finds out when the business day of a date begins and ends.
 */
void
bakery_business_day_init (BakeryBusinessDay *self,
                          const BakeryStore *store,
                          gint64             date)
{
  int cutoff = (int) store->day_cutoff_minutes;

  self->date = date;
  self->begin = bakery_time_from_day (date, cutoff, store->time_zone);
  self->end = bakery_time_from_day (date + 1, cutoff, store->time_zone);
}

/**
 * bakery_business_day_init_from_time:
 * @self: (out caller-allocates): a business day
 * @store: whose
 * @time: an instant
 *
 * Finds the business day that an instant belongs to. Who looks up many of them in order need only do so again once
 * BAKERY_BUSINESS_DAY_HAS() is %FALSE.
 */
void
bakery_business_day_init_from_time (BakeryBusinessDay *self,
                                    const BakeryStore *store,
                                    gint64             time)
{
  bakery_business_day_init (self, store, bakery_time_get_day (time, store->time_zone, NULL));
  while (time < self->begin)
    bakery_business_day_init (self, store, self->date - 1);
  while (time >= self->end)
    bakery_business_day_init (self, store, self->date + 1);
}

/**
 * bakery_business_date_to_string:
 * @date: a date, as days since 1970-01-01
 *
 * Returns: (transfer full): the date as `2026-01-31`
 */
char *
bakery_business_date_to_string (gint64 date)
{
  GDate julian;
  char text[16];

  g_date_set_julian (&julian, (guint32) (date + JULIAN_OF_1970));
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &julian);

  return g_strdup (text);
}

static gboolean
has_form (const char *text)
{
  static const char form[] = "0000-00-00";
  gsize i;

  for (i = 0; i < sizeof form - 1; i++)
    {
      if (form[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
        return FALSE;
    }

  return text[i] == '\0';
}

/**
 * bakery_business_date_from_string:
 * @text: a date as `2026-01-31`
 * @ret_date: (out): days since 1970-01-01; untouched on failure
 *
 * Returns: %TRUE if @text is one, of the years 1970 to 9998
 */
gboolean
bakery_business_date_from_string (const char *text,
                                  gint64     *ret_date)
{
  g_autoptr(GDateTime) midnight = NULL;
  gint64 date;

  if (!has_form (text))
    return FALSE;

  midnight = g_date_time_new_utc ((int) g_ascii_strtoll (text, NULL, 10),
                                  (int) g_ascii_strtoll (text + 5, NULL, 10),
                                  (int) g_ascii_strtoll (text + 8, NULL, 10),
                                  0,
                                  0,
                                  0);
  if (midnight == NULL)
    return FALSE;
  date = g_date_time_to_unix (midnight) * BAKERY_SECOND / BAKERY_DAY;
  if (date < 0 || date > LATEST_DATE)
    return FALSE;

  *ret_date = date;

  return TRUE;
}

/**
 * bakery_business_date_get_weekday:
 * @date: a date, as days since 1970-01-01
 *
 * Returns: 1 for Monday to 7 for Sunday
 */
int
bakery_business_date_get_weekday (gint64 date)
{
  return (int) (((date + 3) % 7 + 7) % 7) + 1;
}
