/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Holds the values of a chart and works out what is painted of them: scale and stacking. What is said of them is in
 * console-chart-texts.c. Any thread, one at a time. */

#include "config.h"

#include "console-chart-data.h"

static void
free_point (gpointer data)
{
  ConsoleChartPoint *point = data;

  g_free (point->title);
  g_free (point->label);
  g_free (point->other_title);
  g_free (point);
}

static void
free_series (gpointer data)
{
  ConsoleChartSeries *series = data;

  g_free (series->title);
  g_free (series->values);
  g_free (series);
}

/**
 * console_chart_data_new:
 * @kind: how it looks
 * @title: what it shows
 * @axis_title: what its points are
 * @currency: (nullable): of its values, %NULL for counts
 *
 * Returns: (transfer full): data without points and series; points come first
 */
ConsoleChartData *
console_chart_data_new (ConsoleChartKind kind,
                        const char      *title,
                        const char      *axis_title,
                        const char      *currency)
{
  ConsoleChartData *self = g_new0 (ConsoleChartData, 1);

  self->kind = kind;
  self->title = g_strdup (title);
  self->axis_title = g_strdup (axis_title);
  self->currency = g_strdup (currency);
  self->points = g_ptr_array_new_with_free_func (free_point);
  self->series = g_ptr_array_new_with_free_func (free_series);

  return self;
}

/**
 * console_chart_data_copy:
 * @self: data
 *
 * Returns: (transfer full): the same points and series, for somebody who needs them longer
 */
ConsoleChartData *
console_chart_data_copy (const ConsoleChartData *self)
{
  ConsoleChartData *copy = g_memdup2 (self, sizeof *self);

  copy->title = g_strdup (self->title);
  copy->subtitle = g_strdup (self->subtitle);
  copy->axis_title = g_strdup (self->axis_title);
  copy->currency = g_strdup (self->currency);
  copy->count_title = g_strdup (self->count_title);
  copy->points = g_ptr_array_ref (self->points);
  copy->series = g_ptr_array_ref (self->series);

  return copy;
}

/**
 * console_chart_data_free:
 * @self: (nullable) (transfer full): data
 *
 * Frees the data.
 */
void
console_chart_data_free (ConsoleChartData *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->points);
  g_ptr_array_unref (self->series);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->axis_title);
  g_free (self->currency);
  g_free (self->count_title);
  g_free (self);
}

/**
 * console_chart_data_add_point:
 * @self: data without series yet
 * @title: the point's full name
 * @label: its short name
 *
 * Returns: (transfer none): the new point, the last one
 */
ConsoleChartPoint *
console_chart_data_add_point (ConsoleChartData *self,
                              const char       *title,
                              const char       *label)
{
  ConsoleChartPoint *point = g_new0 (ConsoleChartPoint, 1);

  g_return_val_if_fail (self->series->len == 0, NULL);

  point->title = g_strdup (title);
  point->label = g_strdup (label);
  g_ptr_array_add (self->points, point);

  return point;
}

/**
 * console_chart_data_add_series:
 * @self: data with all its points
 * @title: the series' name
 *
 * Returns: (transfer none): the new series, the last one, with a value of 0 at each point
 */
ConsoleChartSeries *
console_chart_data_add_series (ConsoleChartData *self,
                               const char       *title)
{
  ConsoleChartSeries *series = g_new0 (ConsoleChartSeries, 1);

  series->title = g_strdup (title);
  series->values = g_new0 (gint64, MAX (self->points->len, 1));
  series->colour = self->series->len;
  g_ptr_array_add (self->series, series);

  return series;
}

/**
 * console_chart_data_get_point:
 * @self: data
 * @position: from 0
 *
 * Returns: the point
 */
const ConsoleChartPoint *
console_chart_data_get_point (const ConsoleChartData *self,
                              guint                   position)
{
  return g_ptr_array_index (self->points, position);
}

/**
 * console_chart_data_get_series:
 * @self: data
 * @position: from 0
 *
 * Returns: the series
 */
ConsoleChartSeries *
console_chart_data_get_series (const ConsoleChartData *self,
                               guint                   position)
{
  return g_ptr_array_index (self->series, position);
}

/**
 * console_chart_data_find_series:
 * @self: data
 * @title: a series' name
 *
 * Returns: (nullable): the series of that name
 */
ConsoleChartSeries *
console_chart_data_find_series (const ConsoleChartData *self,
                                const char             *title)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      ConsoleChartSeries *series = g_ptr_array_index (self->series, i);

      if (g_str_equal (series->title, title))
        return series;
    }

  return NULL;
}

/**
 * console_chart_data_is_empty:
 * @self: data
 *
 * Returns: whether every value is 0
 */
gboolean
console_chart_data_is_empty (const ConsoleChartData *self)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      const ConsoleChartSeries *series = g_ptr_array_index (self->series, i);

      for (guint j = 0; j < self->points->len; j++)
        {
          if (series->values[j] != 0)
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * console_chart_data_has_parts:
 * @self: data
 * @point: which point
 * @series: which series, -1 for all
 *
 * Returns: whether there may be something that a value is made of: of a count of none there is not, while a sum of nothing may
 *   be of what was taken and given back
 */
gboolean
console_chart_data_has_parts (const ConsoleChartData *self,
                              guint                   point,
                              int                     series)
{
  gboolean has_parts = self->currency != NULL;

  for (guint i = 0; i < self->series->len; i++)
    has_parts |= (series < 0 || i == (guint) series) && console_chart_data_get_series (self, i)->values[point] != 0;

  return has_parts;
}

/**
 * console_chart_data_stack:
 * @self: data
 * @point: where
 * @series: which
 * @ret_from: (out): where its part begins, nearer to zero
 * @ret_to: (out): where it ends
 *
 * Finds a series' part of a pile. What is positive stands on what is positive before it, what is negative hangs from what is
 * negative before it; hidden series take no room, nor does what the whole is compared with.
 */
void
console_chart_data_stack (const ConsoleChartData *self,
                          guint                   point,
                          guint                   series,
                          gint64                 *ret_from,
                          gint64                 *ret_to)
{
  const gint64 value = console_chart_data_get_series (self, series)->values[point];
  gint64 from = 0;

  for (guint i = 0; i < series; i++)
    {
      const ConsoleChartSeries *below = console_chart_data_get_series (self, i);

      if (!below->is_hidden && !below->is_comparison && (below->values[point] < 0) == (value < 0))
        from += below->values[point];
    }

  *ret_from = from;
  *ret_to = from + value;
}

/**
 * console_chart_data_pile:
 * @self: data
 * @point: where
 * @ret_bottom: (out): the sum of what is negative
 * @ret_top: (out): the sum of what is positive
 *
 * Finds the ends of a pile of all series that are not hidden, but for what the whole is compared with.
 */
void
console_chart_data_pile (const ConsoleChartData *self,
                         guint                   point,
                         gint64                 *ret_bottom,
                         gint64                 *ret_top)
{
  gint64 ends[2] = { 0, 0 };

  for (guint i = 0; i < self->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (self, i);

      if (!series->is_hidden && !series->is_comparison)
        ends[series->values[point] > 0] += series->values[point];
    }

  *ret_bottom = ends[0];
  *ret_top = ends[1];
}

/* Of a pile only its top and its bottom, and what it is compared with: within one, nothing is unusual. */
static void
add_ends (const ConsoleChartData *self,
          guint                   point,
          GArray                 *values)
{
  gint64 ends[2];

  if (self->kind == CONSOLE_CHART_STACKED)
    {
      console_chart_data_pile (self, point, &ends[0], &ends[1]);
      g_array_append_vals (values, ends, G_N_ELEMENTS (ends));
    }

  for (guint i = 0; i < self->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (self, i);

      if (!series->is_hidden && (self->kind != CONSOLE_CHART_STACKED || series->is_comparison))
        g_array_append_val (values, series->values[point]);
    }
}

/* Of what has no axis: up to the largest value, but for a map in which one dwarfs all others. */
static void
find_strength (const ConsoleChartData *self,
               GArray                 *values,
               ConsoleChartScale      *ret_scale)
{
  const gint64 peak = console_chart_data_find_peak (self);

  console_chart_scale_init_for_values (ret_scale, (const gint64 *) (gpointer) values->data, values->len, 1);
  if (self->kind == CONSOLE_CHART_HEAT && ret_scale->is_cut)
    return;

  console_chart_scale_init (ret_scale, 0, peak, 1);
  ret_scale->maximum = MAX (peak, 1);
}

/**
 * console_chart_data_find_scale:
 * @self: data
 * @ticks: about how many steps there is room for
 * @ret_scale: (out caller-allocates): the scale of what is not hidden
 *
 * Finds the scale of the values.
 */
void
console_chart_data_find_scale (const ConsoleChartData *self,
                               guint                   ticks,
                               ConsoleChartScale      *ret_scale)
{
  g_autoptr(GArray) values = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->points->len; i++)
    add_ends (self, i, values);

  if (self->kind == CONSOLE_CHART_RANKING || self->kind == CONSOLE_CHART_HEAT)
    {
      find_strength (self, values, ret_scale);
      return;
    }

  /* Where there is nothing, an axis of hundredths would promise something. */
  if (console_chart_data_find_peak (self) == 0)
    console_chart_scale_init (ret_scale, 0, console_chart_data_get_unit (self), 1);
  else
    console_chart_scale_init_for_values (ret_scale, (const gint64 *) (gpointer) values->data, values->len, ticks);
}

/**
 * console_chart_data_find_peak:
 * @self: data
 *
 * Returns: the largest size of a value that is not hidden, of points that are not the sum of a rest
 */
gint64
console_chart_data_find_peak (const ConsoleChartData *self)
{
  gint64 peak = 0;

  for (guint i = 0; i < self->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (self, i);

      for (guint j = 0; !series->is_hidden && j < self->points->len; j++)
        {
          if (!console_chart_data_get_point (self, j)->is_rest)
            peak = MAX (peak, ABS (series->values[j]));
        }
    }

  return peak;
}
