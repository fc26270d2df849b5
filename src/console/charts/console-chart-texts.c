/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of the values of a chart: at a tick, at a point, of the whole, and as a table. Any thread. */

#include "config.h"

#include "console-chart-data.h"

#include "bakery-csv.h"
#include "bakery-money.h"

#include <glib/gi18n.h>
#include <langinfo.h>

/**
 * console_chart_data_dup_value:
 * @self: data
 * @value: a value
 *
 * Returns: (transfer full): the value to its last minor unit, for a person
 */
char *
console_chart_data_dup_value (const ConsoleChartData *self,
                              gint64                  value)
{
  if (self->currency == NULL)
    return bakery_number_to_display (value);

  return bakery_money_to_display (value, self->currency);
}

/**
 * console_chart_data_get_unit:
 * @self: data
 *
 * Returns: one of what is counted, a whole rupee for instance, in what the values are in
 */
gint64
console_chart_data_get_unit (const ConsoleChartData *self)
{
  gint64 unit = 1;

  for (guint i = self->currency != NULL ? bakery_currency_get_digits (self->currency) : 0; i > 0; i--)
    unit *= 10;

  return unit;
}

/* "1.5", without a needless nought. */
static char *
dup_tenths (gint64 tenths)
{
  if (tenths % 10 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, tenths / 10);

  return g_strdup_printf ("%" G_GINT64_FORMAT "%s%" G_GINT64_FORMAT,
                          tenths / 10, nl_langinfo (RADIXCHAR), tenths % 10);
}

static char *
dup_size (gint64 size,
          gint64 unit)
{
  g_autofree char *number = NULL;

  if (size / unit >= 1000000000)
    {
      number = dup_tenths (size / (unit * 100000000));
      /* Translators: thousands of millions at the axis of a chart. */
      return g_strdup_printf (C_("axis", "%sbn"), number);
    }
  if (size / unit >= 1000000)
    {
      number = dup_tenths (size / (unit * 100000));
      /* Translators: millions at the axis of a chart. */
      return g_strdup_printf (C_("axis", "%sM"), number);
    }
  if (size / unit >= 1000)
    {
      number = dup_tenths (size / (unit * 100));
      /* Translators: thousands at the axis of a chart. */
      return g_strdup_printf (C_("axis", "%sk"), number);
    }

  return g_strdup_printf ("%" G_GINT64_FORMAT, size / unit);
}

/**
 * console_chart_data_dup_tick:
 * @self: data
 * @value: what a tick stands for
 *
 * Returns: (transfer full): the value as short as it goes: "24k"
 */
char *
console_chart_data_dup_tick (const ConsoleChartData *self,
                             gint64                  value)
{
  const gint64 unit = console_chart_data_get_unit (self);
  g_autofree char *size = NULL;

  if (value % unit != 0)
    return console_chart_data_dup_value (self, value);

  size = dup_size (ABS (value), unit);
  return value < 0 ? g_strconcat ("−", size, NULL) : g_steal_pointer (&size);
}

/**
 * console_chart_data_dup_change:
 * @value: what it is
 * @before: what it was
 *
 * Returns: (transfer full) (nullable): by how much it rose or fell, with a sign that can be read without colour; %NULL where
 *   nothing can be said because there was nothing before
 */
char *
console_chart_data_dup_change (gint64 value,
                               gint64 before)
{
  const double percent = before != 0 ? (double) (value - before) * 100 / (double) ABS (before) : 0;

  if (before == 0)
    return NULL;
  if (ABS (percent) < 0.05)
    /* Translators: the change of a figure. */
    return g_strdup (_("no change"));
  if (ABS (percent) >= 1000)
    /* Translators: the change of a figure: more than ten times as much. */
    return g_strdup_printf (_("%s more than 1,000 %%"), percent > 0 ? "▲" : "▼");

  /* Translators: the change of a figure: an arrow up or down, and a percentage. */
  return g_strdup_printf (_("%s %.1f %%"), percent > 0 ? "▲" : "▼", ABS (percent));
}

static void
append_value (const ConsoleChartData   *self,
              GString                  *text,
              const ConsoleChartSeries *series,
              guint                     point)
{
  g_autofree char *value = console_chart_data_dup_value (self, series->values[point]);

  g_string_append_printf (text, "\n%s: %s%s%s", series->title, value, self->count_title != NULL ? " " : "",
                          self->count_title != NULL ? self->count_title : "");
}

static const ConsoleChartSeries *
find_comparison (const ConsoleChartData *self)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (self, i);

      if (series->is_comparison && !series->is_hidden)
        return series;
    }

  return NULL;
}

/* What is compared at a point: the first series, or all that a pile is made of. */
static gint64
get_compared (const ConsoleChartData *self,
              guint                   point)
{
  gint64 whole = 0;

  if (self->kind != CONSOLE_CHART_STACKED)
    return console_chart_data_get_series (self, 0)->values[point];

  for (guint i = 0; i < self->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (self, i);

      whole += series->is_comparison ? 0 : series->values[point];
    }

  return whole;
}

static void
append_change (const ConsoleChartData *self,
               GString                *text,
               guint                   point)
{
  const ConsoleChartSeries *before = find_comparison (self);
  const char *title = console_chart_data_get_point (self, point)->other_title;
  g_autofree char *change = NULL;

  if (before != NULL)
    change = console_chart_data_dup_change (get_compared (self, point), before->values[point]);
  if (change != NULL && title != NULL)
    /* Translators: a change, and the day that it is a change against. */
    g_string_append_printf (text, _("\n%s on %s"), change, title);
  else if (change != NULL)
    g_string_append_printf (text, "\n%s", change);
}

/**
 * console_chart_data_dup_point_text:
 * @self: data
 * @point: which point
 * @series: which series, -1 for all that are shown
 *
 * Returns: (transfer full): the point and its exact values, a line each
 */
char *
console_chart_data_dup_point_text (const ConsoleChartData *self,
                                   guint                   point,
                                   int                     series)
{
  GString *text = g_string_new (console_chart_data_get_point (self, point)->title);

  for (guint i = 0; i < self->series->len; i++)
    {
      const ConsoleChartSeries *entry = console_chart_data_get_series (self, i);

      if (!entry->is_hidden && (series < 0 || (guint) series == i))
        append_value (self, text, entry, point);
    }
  if (series < 0)
    append_change (self, text, point);

  return g_string_free (text, FALSE);
}

static gint64
sum_series (const ConsoleChartData   *self,
            const ConsoleChartSeries *series)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->points->len; i++)
    sum += series->values[i];

  return sum;
}

static void
append_summary (const ConsoleChartData   *self,
                GString                  *text,
                const ConsoleChartSeries *series)
{
  const gint64 whole = self->is_level ? series->values[self->points->len - 1] : sum_series (self, series);
  g_autofree char *sum = console_chart_data_dup_value (self, whole);
  g_autofree char *highest = NULL;
  g_autofree char *lowest = NULL;
  guint most = 0;
  guint least = 0;

  for (guint i = 1; i < self->points->len; i++)
    {
      most = series->values[i] > series->values[most] ? i : most;
      least = series->values[i] < series->values[least] ? i : least;
    }
  highest = console_chart_data_dup_value (self, series->values[most]);
  lowest = console_chart_data_dup_value (self, series->values[least]);

  g_string_append_printf (text,
                          self->is_level
                          /* Translators: the spoken summary of one line of a chart: its name, its last value, and its extremes
                           * with their places. */
                          ? _(" %s: %s at the end, most %s (%s), least %s (%s).")
                          /* Translators: the spoken summary of one line of a chart: its name, its sum, and its extremes with
                           * their places. */
                          : _(" %s: %s in all, most %s (%s), least %s (%s)."),
                          series->title, sum, highest, console_chart_data_get_point (self, most)->title, lowest,
                          console_chart_data_get_point (self, least)->title);
}

/* Where in a heat map the most is. */
static void
append_heat_summary (const ConsoleChartData *self,
                     GString                *text)
{
  const gint64 peak = console_chart_data_find_peak (self);
  g_autofree char *value = console_chart_data_dup_value (self, peak);

  for (guint i = 0; i < self->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (self, i);

      for (guint j = 0; j < self->points->len; j++)
        {
          if (series->values[j] != peak)
            continue;

          /* Translators: the spoken summary of a map of weekdays and hours: the largest value, its weekday and its hour. */
          g_string_append_printf (text, _(" Most: %s, %s %s."), value, series->title,
                                  console_chart_data_get_point (self, j)->title);
          return;
        }
    }
}

/**
 * console_chart_data_dup_summary:
 * @self: data
 *
 * Returns: (transfer full): what somebody who does not see the chart is told of it
 */
char *
console_chart_data_dup_summary (const ConsoleChartData *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", self->title);
  if (self->points->len == 0 || console_chart_data_is_empty (self))
    {
      g_string_append_printf (text, " %s", _("Nothing in this period."));
      return g_string_free (text, FALSE);
    }
  if (self->kind == CONSOLE_CHART_HEAT)
    {
      append_heat_summary (self, text);
      return g_string_free (text, FALSE);
    }

  for (guint i = 0; i < self->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (self, i);

      if (!series->is_hidden)
        append_summary (self, text, series);
    }

  return g_string_free (text, FALSE);
}

/* Takes the cells out of @cells. */
static void
append_row (GString   *table,
            char       separator,
            GPtrArray *cells)
{
  if (separator == ',')
    bakery_csv_append_row (table, cells);
  else
    {
      for (guint i = 0; i < cells->len; i++)
        g_string_append_printf (table, "%s%s", i > 0 ? "\t" : "", (const char *) g_ptr_array_index (cells, i));
      g_string_append_c (table, '\n');
    }

  g_ptr_array_set_size (cells, 0);
}

/* Amounts are as in the ledger, so that a spreadsheet can add them up. */
static char *
dup_plain (const ConsoleChartData *self,
           gint64                  value)
{
  return self->currency != NULL ? bakery_money_to_string (value, self->currency)
                                : g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
dup_heading (const ConsoleChartData   *self,
             const ConsoleChartSeries *series)
{
  g_autofree char *title = bakery_csv_dup_harmless (series->title);

  return self->currency != NULL ? g_strdup_printf ("%s (%s)", title, self->currency) : g_steal_pointer (&title);
}

/**
 * console_chart_data_dup_table:
 * @self: data
 * @separator: between cells: a comma, quoted where needed, or a tabulator
 *
 * Returns: (transfer full): all values, with a line of headings; for a spreadsheet, which takes no title for a formula
 */
char *
console_chart_data_dup_table (const ConsoleChartData *self,
                              char                    separator)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  GString *table = g_string_new (NULL);

  g_ptr_array_add (cells, bakery_csv_dup_harmless (self->axis_title));
  for (guint i = 0; i < self->series->len; i++)
    g_ptr_array_add (cells, dup_heading (self, console_chart_data_get_series (self, i)));
  append_row (table, separator, cells);

  for (guint i = 0; i < self->points->len; i++)
    {
      g_ptr_array_add (cells, bakery_csv_dup_harmless (console_chart_data_get_point (self, i)->title));
      for (guint j = 0; j < self->series->len; j++)
        g_ptr_array_add (cells, dup_plain (self, console_chart_data_get_series (self, j)->values[i]));
      append_row (table, separator, cells);
    }

  return g_string_free (table, FALSE);
}
