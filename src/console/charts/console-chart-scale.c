/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nice numbers for an axis, and what to do with a value that dwarfs all others. Pure; any thread. */

#include "config.h"

#include "console-chart-scale.h"

/* A value that is more than so many times as large as the next one would press the others flat. */
#define OUTLIER 6

/* Of too few values none is unusual. */
#define MINIMUM_VALUES 6

/**
 * console_chart_scale_find_step:
 * @span: from the lowest to the highest value
 * @ticks: about how many steps there should be, at least 1
 *
 * Returns: 1, 2 or 5 times a power of ten, the smallest with which at most @ticks steps cover @span
 */
gint64
console_chart_scale_find_step (gint64 span,
                               guint  ticks)
{
  static const gint64 factors[] = { 1, 2, 5 };
  gint64 power = 1;

  g_return_val_if_fail (ticks > 0, 1);

  for (;;)
    {
      for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
        {
          const gint64 step = factors[i] * power;

          if (span / step < ticks || (span / step == ticks && span % step == 0))
            return step;
        }
      if (power > G_MAXINT64 / 100)
        return power;
      power *= 10;
    }
}

static gint64
round_up (gint64 value,
          gint64 step)
{
  return (value + step - 1) / step * step;
}

/**
 * console_chart_scale_init:
 * @self: (out caller-allocates): a scale
 * @minimum: the smallest value
 * @maximum: the largest value
 * @ticks: about how many steps there is room for
 *
 * Finds a scale on which all values lie, and zero.
 */
void
console_chart_scale_init (ConsoleChartScale *self,
                          gint64             minimum,
                          gint64             maximum,
                          guint              ticks)
{
  const gint64 low = MIN (minimum, 0);
  const gint64 high = MAX (maximum, low == 0 ? 1 : 0);

  self->step = console_chart_scale_find_step (high - low, ticks);
  self->minimum = -round_up (-low, self->step);
  self->maximum = round_up (high, self->step);
  self->is_cut = FALSE;
}

/* The largest and the largest but one in size. */
static void
find_largest (const gint64 *values,
              gsize         n_values,
              gint64       *ret_first,
              gint64       *ret_second)
{
  gint64 first = 0;
  gint64 second = 0;

  for (gsize i = 0; i < n_values; i++)
    {
      const gint64 size = ABS (values[i]);

      if (size > first)
        {
          second = first;
          first = size;
        }
      else if (size > second)
        second = size;
    }

  *ret_first = first;
  *ret_second = second;
}

/**
 * console_chart_scale_init_for_values:
 * @self: (out caller-allocates): a scale
 * @values: (array length=n_values): what is shown
 * @n_values: how many
 * @ticks: about how many steps there is room for
 *
 * Finds a scale on which the values can be told apart. Where one of them dwarfs all others, the scale ends above the others
 * and is cut; who paints marks the value as going on.
 */
void
console_chart_scale_init_for_values (ConsoleChartScale *self,
                                     const gint64      *values,
                                     gsize              n_values,
                                     guint              ticks)
{
  gint64 minimum = 0;
  gint64 maximum = 0;
  gint64 first;
  gint64 second;
  gint64 limit = G_MAXINT64;

  find_largest (values, n_values, &first, &second);
  if (n_values >= MINIMUM_VALUES && second > 0 && first / OUTLIER > second)
    limit = second + second / 2;

  for (gsize i = 0; i < n_values; i++)
    {
      minimum = MIN (minimum, MAX (values[i], -limit));
      maximum = MAX (maximum, MIN (values[i], limit));
    }

  console_chart_scale_init (self, minimum, maximum, ticks);
  self->is_cut = limit != G_MAXINT64;
}

/**
 * console_chart_scale_normalise:
 * @self: a scale
 * @value: a value
 *
 * Returns: where it is, from 0 at the lowest tick to 1 at the highest; never beyond
 */
double
console_chart_scale_normalise (const ConsoleChartScale *self,
                               gint64                   value)
{
  const double place = (double) (value - self->minimum) / (double) (self->maximum - self->minimum);

  return CLAMP (place, 0, 1);
}

/**
 * console_chart_scale_get_n_ticks:
 * @self: a scale
 *
 * Returns: how many ticks it has, both ends included
 */
guint
console_chart_scale_get_n_ticks (const ConsoleChartScale *self)
{
  return (guint) ((self->maximum - self->minimum) / self->step) + 1;
}

/**
 * console_chart_scale_get_tick:
 * @self: a scale
 * @position: which, from 0
 *
 * Returns: what it stands for
 */
gint64
console_chart_scale_get_tick (const ConsoleChartScale *self,
                              guint                    position)
{
  return self->minimum + position * self->step;
}

/**
 * console_chart_choose_stride:
 * @n_points: how many points an axis has
 * @room: how many labels fit, at least 1
 *
 * Returns: of how many points one gets a label
 */
guint
console_chart_choose_stride (guint n_points,
                             guint room)
{
  static const guint strides[] = { 1, 2, 3, 4, 6, 7, 12, 14, 28 };

  for (guint i = 0; i < G_N_ELEMENTS (strides); i++)
    {
      if ((n_points + strides[i] - 1) / strides[i] <= room)
        return strides[i];
    }

  return (n_points + room - 1) / MAX (room, 1);
}
