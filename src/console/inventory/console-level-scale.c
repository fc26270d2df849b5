/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers behind a chart of levels, which knows colours and fonts and leaves these to us. Nothing is always on the scale,
 * and so is the threshold, so that a line shows how far it is from both. Any thread. */

#include "config.h"

#include "console-level-scale.h"

#include "bakery-time.h"

static GDateTime *
find_midnight (gint64     at,
               GTimeZone *zone)
{
  g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc (at / BAKERY_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (instant, zone);

  return g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local),
                          g_date_time_get_day_of_month (local), 0, 0, 0);
}

static void
find_days (ConsoleLevelScale *self,
           GTimeZone         *zone)
{
  g_autoptr(GDateTime) first = find_midnight (self->begin, zone);
  gint64 at = self->begin;

  for (int day = 1; at < self->end; day++)
    {
      g_autoptr(GDateTime) midnight = g_date_time_add_days (first, day);

      at = g_date_time_to_unix (midnight) * BAKERY_SECOND;
      if (at < self->end)
        g_array_append_val (self->days, at);
    }
}

static void
find_levels (ConsoleLevelScale      *self,
             const BakeryProjection *projection)
{
  self->lowest = 0;
  self->highest = MAX (projection->threshold, 1);
  for (guint i = 0; i < projection->levels->len; i++)
    {
      const BakeryLevel level = g_array_index (projection->levels, BakeryLevel, i);

      if (level.at > self->end)
        break;
      g_array_append_val (self->levels, level);
      self->lowest = MIN (self->lowest, level.quantity);
      self->highest = MAX (self->highest, level.quantity);
    }
}

/**
 * console_level_scale_new:
 * @projection: the level to draw, finished
 * @zone: of the shop's clocks
 *
 * Returns: (transfer full): what a chart of it shows
 */
ConsoleLevelScale *
console_level_scale_new (const BakeryProjection *projection,
                         GTimeZone              *zone)
{
  ConsoleLevelScale *self = g_new0 (ConsoleLevelScale, 1);

  self->begin = projection->begin;
  self->end = projection->end;
  self->threshold = projection->threshold;
  self->levels = g_array_new (FALSE, FALSE, sizeof (BakeryLevel));
  self->days = g_array_new (FALSE, FALSE, sizeof (gint64));
  find_levels (self, projection);
  find_days (self, zone);

  return self;
}

/**
 * console_level_scale_free:
 * @self: (transfer full) (nullable): a scale
 *
 * Frees it.
 */
void
console_level_scale_free (ConsoleLevelScale *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->levels);
  g_array_unref (self->days);
  g_free (self);
}

/**
 * console_level_scale_get_x:
 * @self: the scale
 * @at: an instant
 *
 * Returns: how far along it is, from 0 for the present to 1 for the end
 */
double
console_level_scale_get_x (const ConsoleLevelScale *self,
                           gint64                   at)
{
  const double share = (double) (at - self->begin) / (double) MAX (self->end - self->begin, 1);

  return CLAMP (share, 0, 1);
}

/**
 * console_level_scale_get_y:
 * @self: the scale
 * @quantity: a level
 *
 * Returns: how far down it is, from 0 for the highest to 1 for the lowest
 */
double
console_level_scale_get_y (const ConsoleLevelScale *self,
                           gint64                   quantity)
{
  return (double) (self->highest - quantity) / (double) MAX (self->highest - self->lowest, 1);
}
