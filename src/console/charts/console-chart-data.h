/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a chart shows: points along an axis, and series that have a value at each. Chart, table, spoken summary and export are
 * all made of it, so they cannot disagree. Knows nothing of widgets. Any thread, one at a time. */

#pragma once

#include "console-chart-scale.h"

G_BEGIN_DECLS

/**
 * ConsoleChartKind:
 * @CONSOLE_CHART_LINE: a line for each series, the first one filled
 * @CONSOLE_CHART_BARS: bars beside each other
 * @CONSOLE_CHART_STACKED: bars on top of each other; negative values hang below zero
 * @CONSOLE_CHART_RANKING: a lying bar for each point, with its name
 * @CONSOLE_CHART_HEAT: a cell for each point of each series
 *
 * How a chart looks.
 */
typedef enum
{
  CONSOLE_CHART_LINE,
  CONSOLE_CHART_BARS,
  CONSOLE_CHART_STACKED,
  CONSOLE_CHART_RANKING,
  CONSOLE_CHART_HEAT,
} ConsoleChartKind;

/**
 * ConsoleChartPoint:
 * @title: its full name: "Sunday, 15 November 2026"
 * @label: its short name at the axis: "15 Nov"
 * @is_major: whether a week, month or year begins with it
 * @is_rest: whether it is the sum of many that are not worth a place of their own
 * @other_title: (nullable): what the comparison is with: "Sunday, 18 October 2026"
 *
 * One place of the axis.
 */
typedef struct
{
  char *title;
  char *label;
  gboolean is_major;
  gboolean is_rest;
  char *other_title;
} ConsoleChartPoint;

/**
 * ConsoleChartSeries:
 * @title: its name in the legend
 * @values: (array): one for each point
 * @is_comparison: whether it is what the first series, or a whole pile, is compared with, which is drawn dashed or paler and
 *   without a colour
 * @is_hidden: whether it was switched off in the legend
 * @colour: which colour and pattern it has, from 0
 *
 * Values.
 */
typedef struct
{
  char *title;
  gint64 *values;
  gboolean is_comparison;
  gboolean is_hidden;
  guint colour;
} ConsoleChartSeries;

/**
 * ConsoleChartData:
 * @kind: how it looks
 * @title: what it shows: "Revenue by day"
 * @subtitle: (nullable): what there is to know about it: basis, filters
 * @axis_title: what the points are: "Day"
 * @currency: (nullable): of the values, which are minor units then; %NULL for counts
 * @count_title: (nullable): of counts, what is counted: "orders"
 * @is_level: whether the values are of a moment each, and so no parts of a sum
 * @points: (element-type ConsoleChartPoint)
 * @series: (element-type ConsoleChartSeries)
 *
 * A chart without its look.
 */
typedef struct
{
  ConsoleChartKind kind;
  char *title;
  char *subtitle;
  char *axis_title;
  char *currency;
  char *count_title;
  gboolean is_level;
  GPtrArray *points;
  GPtrArray *series;
} ConsoleChartData;

ConsoleChartData *console_chart_data_new (ConsoleChartKind kind,
                                          const char *title,
                                          const char *axis_title,
                                          const char *currency);
ConsoleChartData *console_chart_data_copy (const ConsoleChartData *self);
void console_chart_data_free (ConsoleChartData *self);
ConsoleChartPoint *console_chart_data_add_point (ConsoleChartData *self,
                                                 const char *title,
                                                 const char *label);
ConsoleChartSeries *console_chart_data_add_series (ConsoleChartData *self,
                                                   const char *title);

const ConsoleChartPoint *console_chart_data_get_point (const ConsoleChartData *self,
                                                       guint position);
ConsoleChartSeries *console_chart_data_get_series (const ConsoleChartData *self,
                                                   guint position);
ConsoleChartSeries *console_chart_data_find_series (const ConsoleChartData *self,
                                                    const char *title);
gboolean console_chart_data_is_empty (const ConsoleChartData *self);
gboolean console_chart_data_has_parts (const ConsoleChartData *self,
                                       guint point,
                                       int series);
void console_chart_data_find_scale (const ConsoleChartData *self,
                                    guint ticks,
                                    ConsoleChartScale *ret_scale);
void console_chart_data_stack (const ConsoleChartData *self,
                               guint point,
                               guint series,
                               gint64 *ret_from,
                               gint64 *ret_to);
void console_chart_data_pile (const ConsoleChartData *self,
                              guint point,
                              gint64 *ret_bottom,
                              gint64 *ret_top);
gint64 console_chart_data_get_unit (const ConsoleChartData *self);
gint64 console_chart_data_find_peak (const ConsoleChartData *self);

char *console_chart_data_dup_value (const ConsoleChartData *self,
                                    gint64 value);
char *console_chart_data_dup_tick (const ConsoleChartData *self,
                                   gint64 value);
char *console_chart_data_dup_change (gint64 value,
                                     gint64 before);
char *console_chart_data_dup_point_text (const ConsoleChartData *self,
                                         guint point,
                                         int series);
char *console_chart_data_dup_summary (const ConsoleChartData *self);
char *console_chart_data_dup_table (const ConsoleChartData *self,
                                    char separator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleChartData, console_chart_data_free)

G_END_DECLS
