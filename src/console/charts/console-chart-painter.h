/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Painting a chart: into a window, a picture or a page of paper. A frame is a chart's data with a place and a scale; the layers
 * of each kind of chart paint it. Main thread. */

#pragma once

#include "console-chart-data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** How many colours, with a pattern each, there are. */
#define CONSOLE_CHART_N_COLOURS 7

/**
 * ConsoleChartStyle:
 * @text: of what is written
 * @grid: of lines behind the values
 * @surface: what is behind the chart
 * @colours: of series
 * @pango: what texts are laid out with
 * @writes_cells: whether cells of a heat map say their value, since shades are hard to tell apart
 *
 * The look of a chart.
 */
typedef struct
{
  GdkRGBA text;
  GdkRGBA grid;
  GdkRGBA surface;
  GdkRGBA colours[CONSOLE_CHART_N_COLOURS];
  PangoContext *pango;
  gboolean writes_cells;
} ConsoleChartStyle;

/**
 * ConsoleChartFrame:
 * @data: what is shown
 * @style: how it looks
 * @scale: of the values
 * @plot: where values are, within the axes
 * @line_height: of a line of text
 * @progress: how far values have grown, up to 1
 *
 * A chart in its place. Initialise with console_chart_frame_init().
 */
typedef struct
{
  const ConsoleChartData *data;
  const ConsoleChartStyle *style;
  ConsoleChartScale scale;
  graphene_rect_t plot;
  double line_height;
  double progress;
} ConsoleChartFrame;

void console_chart_frame_init (ConsoleChartFrame *self,
                               const ConsoleChartData *data,
                               const ConsoleChartStyle *style,
                               double width,
                               double height);
double console_chart_frame_get_x (const ConsoleChartFrame *self,
                                  guint point);
double console_chart_frame_get_y (const ConsoleChartFrame *self,
                                  gint64 value);
void console_chart_frame_get_cell (const ConsoleChartFrame *self,
                                   guint point,
                                   guint series,
                                   graphene_rect_t *ret_cell);
void console_chart_frame_get_bar (const ConsoleChartFrame *self,
                                  guint point,
                                  guint series,
                                  graphene_rect_t *ret_bar);
gboolean console_chart_frame_find (const ConsoleChartFrame *self,
                                   double x,
                                   double y,
                                   int *ret_point,
                                   int *ret_series);
void console_chart_frame_paint (const ConsoleChartFrame *self,
                                GtkSnapshot *snapshot);

PangoLayout *console_chart_create_layout (const ConsoleChartStyle *style,
                                          const char *text,
                                          double scale);
void console_chart_paint_text (GtkSnapshot *snapshot,
                               PangoLayout *layout,
                               const GdkRGBA *colour,
                               double x,
                               double y,
                               double align);
void console_chart_set_source (cairo_t *cr,
                               const ConsoleChartStyle *style,
                               guint colour);

double console_chart_get_line_height (const ConsoleChartStyle *style);
double console_chart_get_height (const ConsoleChartData *data,
                                 const ConsoleChartStyle *style);

/* Layers */
void console_chart_paint_grid (const ConsoleChartFrame *frame,
                               GtkSnapshot *snapshot);
void console_chart_paint_labels (const ConsoleChartFrame *frame,
                                 GtkSnapshot *snapshot);
void console_chart_paint_lines (const ConsoleChartFrame *frame,
                                GtkSnapshot *snapshot);
void console_chart_paint_bars (const ConsoleChartFrame *frame,
                               GtkSnapshot *snapshot);
void console_chart_paint_ranking (const ConsoleChartFrame *frame,
                                  GtkSnapshot *snapshot);
void console_chart_paint_heat (const ConsoleChartFrame *frame,
                               GtkSnapshot *snapshot);

G_END_DECLS
