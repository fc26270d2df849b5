/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layers that show values over time: lines and bars. Main thread. */

#include "config.h"

#include "console-chart-painter.h"

#define SMALL .85

/* Lines */

static void
trace (const ConsoleChartFrame  *frame,
       const ConsoleChartSeries *series,
       cairo_t                  *cr)
{
  for (guint i = 0; i < frame->data->points->len; i++)
    cairo_line_to (cr, console_chart_frame_get_x (frame, i), console_chart_frame_get_y (frame, series->values[i]));
}

static void
fill_below (const ConsoleChartFrame  *frame,
            const ConsoleChartSeries *series,
            cairo_t                  *cr)
{
  const GdkRGBA *colour = &frame->style->colours[series->colour % CONSOLE_CHART_N_COLOURS];
  const double zero = console_chart_frame_get_y (frame, 0);
  cairo_pattern_t *gradient = cairo_pattern_create_linear (0, frame->plot.origin.y, 0,
                                                           frame->plot.origin.y + frame->plot.size.height);

  cairo_pattern_add_color_stop_rgba (gradient, 0, colour->red, colour->green, colour->blue, .3);
  cairo_pattern_add_color_stop_rgba (gradient, 1, colour->red, colour->green, colour->blue, .03);
  cairo_move_to (cr, console_chart_frame_get_x (frame, 0), zero);
  trace (frame, series, cr);
  cairo_line_to (cr, console_chart_frame_get_x (frame, frame->data->points->len - 1), zero);
  cairo_close_path (cr);
  cairo_set_source (cr, gradient);
  cairo_fill (cr);
  cairo_pattern_destroy (gradient);
}

static void
stroke_line (const ConsoleChartFrame  *frame,
             const ConsoleChartSeries *series,
             cairo_t                  *cr)
{
  static const double dashes[] = { 4, 3 };
  GdkRGBA colour = frame->style->colours[series->colour % CONSOLE_CHART_N_COLOURS];

  if (series->is_comparison)
    {
      colour = frame->style->text;
      colour.alpha *= .55f;
    }
  cairo_set_dash (cr, dashes, series->is_comparison ? G_N_ELEMENTS (dashes) : 0, 0);
  cairo_set_line_width (cr, series->is_comparison ? 1.5 : 2.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  gdk_cairo_set_source_rgba (cr, &colour);
  trace (frame, series, cr);
  cairo_stroke (cr);
}

static void
draw_dot (const ConsoleChartFrame  *frame,
          const ConsoleChartSeries *series,
          guint                     point,
          cairo_t                  *cr)
{
  cairo_arc (cr, console_chart_frame_get_x (frame, point), console_chart_frame_get_y (frame, series->values[point]), 3.5,
             0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &frame->style->colours[series->colour % CONSOLE_CHART_N_COLOURS]);
  cairo_fill (cr);
}

/* A value that is beyond the scale says so: an arrow, and how much it is. */
static void
paint_cut_mark (const ConsoleChartFrame *frame,
                GtkSnapshot             *snapshot,
                guint                    point,
                gint64                   value)
{
  g_autofree char *size = console_chart_data_dup_tick (frame->data, value);
  g_autofree char *text = g_strconcat (value > 0 ? "↑ " : "↓ ", size, NULL);
  g_autoptr(PangoLayout) layout = console_chart_create_layout (frame->style, text, SMALL);
  const double right = frame->plot.origin.x + frame->plot.size.width;
  const double x = console_chart_frame_get_x (frame, point);
  const double y = value > 0 ? 0 : frame->plot.origin.y + frame->plot.size.height - frame->line_height;
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  console_chart_paint_text (snapshot, layout, &frame->style->text, CLAMP (x, frame->plot.origin.x, right - width / 2), y,
                            .5);
}

static void
paint_cut_marks (const ConsoleChartFrame *frame,
                 GtkSnapshot             *snapshot)
{
  for (guint i = 0; frame->scale.is_cut && i < frame->data->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (frame->data, i);

      for (guint j = 0; !series->is_hidden && !series->is_comparison && j < frame->data->points->len; j++)
        {
          if (series->values[j] > frame->scale.maximum || series->values[j] < frame->scale.minimum)
            paint_cut_mark (frame, snapshot, j, series->values[j]);
        }
    }
}

/* Of a pile the whole is told. */
static void
paint_pile_marks (const ConsoleChartFrame *frame,
                  GtkSnapshot             *snapshot)
{
  for (guint i = 0; frame->scale.is_cut && i < frame->data->points->len; i++)
    {
      gint64 bottom = 0;
      gint64 top = 0;

      console_chart_data_pile (frame->data, i, &bottom, &top);
      if (top > frame->scale.maximum)
        paint_cut_mark (frame, snapshot, i, top);
      if (bottom < frame->scale.minimum)
        paint_cut_mark (frame, snapshot, i, bottom);
    }
}

/**
 * console_chart_paint_lines:
 * @frame: a chart
 * @snapshot: where to
 *
 * Paints a line for each series that is shown, the first one last and filled.
 */
void
console_chart_paint_lines (const ConsoleChartFrame *frame,
                           GtkSnapshot             *snapshot)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (frame->plot.origin.x - 4,
                                                                          frame->plot.origin.y - 4,
                                                                          frame->plot.size.width + 8,
                                                                          frame->plot.size.height + 8));

  for (guint i = frame->data->series->len; i > 0 && frame->data->points->len > 0; i--)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (frame->data, i - 1);

      if (series->is_hidden)
        continue;
      if (i == 1)
        fill_below (frame, series, cr);
      stroke_line (frame, series, cr);
      if (frame->data->points->len == 1 && !series->is_comparison)
        draw_dot (frame, series, 0, cr);
    }

  cairo_destroy (cr);
  paint_cut_marks (frame, snapshot);
}

/* Bars */

static guint
count_shown (const ConsoleChartData *data)
{
  guint n = 0;

  for (guint i = 0; i < data->series->len; i++)
    n += !console_chart_data_get_series (data, i)->is_hidden;

  return n;
}

/* Where a bar is, as the @nth of @n beside each other or all in one place. */
static void
find_bar (const ConsoleChartFrame *frame,
          guint                    point,
          guint                    series,
          guint                    nth,
          guint                    n,
          graphene_rect_t         *ret_bar)
{
  const float slot = frame->plot.size.width / frame->data->points->len;
  const float gap = MIN (slot * .2f, 8);
  const float width = MIN ((slot - gap) / n, 64);
  const float left = (float) console_chart_frame_get_x (frame, point) - width * n / 2 + width * nth;
  gint64 from = 0;
  gint64 to = console_chart_data_get_series (frame->data, series)->values[point];
  float a;
  float b;

  if (frame->data->kind == CONSOLE_CHART_STACKED)
    console_chart_data_stack (frame->data, point, series, &from, &to);
  a = (float) console_chart_frame_get_y (frame, from);
  b = (float) console_chart_frame_get_y (frame, to);

  graphene_rect_init (ret_bar, left, MIN (a, b), MAX (width - (n > 1 ? 1 : 0), .5f), ABS (a - b));
}

/**
 * console_chart_frame_get_bar:
 * @self: the frame of bars
 * @point: which point
 * @series: which series; one that is shown
 * @ret_bar: (out caller-allocates): where it is, without height where the value is 0
 *
 * Finds the place of a value.
 */
void
console_chart_frame_get_bar (const ConsoleChartFrame *self,
                             guint                    point,
                             guint                    series,
                             graphene_rect_t         *ret_bar)
{
  const gboolean is_stacked = self->data->kind == CONSOLE_CHART_STACKED;
  guint nth = 0;

  for (guint i = 0; !is_stacked && i < series; i++)
    nth += !console_chart_data_get_series (self->data, i)->is_hidden;

  find_bar (self, point, series, nth, is_stacked ? 1 : MAX (count_shown (self->data), 1), ret_bar);
}

static void
set_bar_source (const ConsoleChartFrame  *frame,
                const ConsoleChartSeries *series,
                cairo_t                  *cr)
{
  GdkRGBA colour = frame->style->text;

  colour.alpha *= .3f;
  if (series->is_comparison)
    gdk_cairo_set_source_rgba (cr, &colour);
  else
    console_chart_set_source (cr, frame->style, series->colour);
}

/* Fills all bars of a series at once: there may be thousands, and each fill with a pattern draws that anew. */
static void
draw_bars_of (const ConsoleChartFrame *frame,
              guint                    index,
              guint                    nth,
              guint                    n,
              cairo_t                 *cr)
{
  for (guint i = 0; i < frame->data->points->len; i++)
    {
      graphene_rect_t bar;

      find_bar (frame, i, index, nth, n, &bar);
      cairo_rectangle (cr, bar.origin.x, bar.origin.y, bar.size.width, bar.size.height);
    }

  set_bar_source (frame, console_chart_data_get_series (frame->data, index), cr);
  cairo_fill (cr);
}

/* What piles are compared with is a line over them; across it where there is one. */
static void
draw_line_over (const ConsoleChartFrame  *frame,
                const ConsoleChartSeries *series,
                cairo_t                  *cr)
{
  if (frame->data->points->len == 1)
    {
      const double y = console_chart_frame_get_y (frame, series->values[0]);

      cairo_move_to (cr, frame->plot.origin.x, y);
      cairo_line_to (cr, frame->plot.origin.x + frame->plot.size.width, y);
      cairo_new_sub_path (cr);
    }

  stroke_line (frame, series, cr);
}

/**
 * console_chart_paint_bars:
 * @frame: a chart
 * @snapshot: where to
 *
 * Paints a bar for each series that is shown, beside or on top of each other; what is negative hangs. What piles are compared
 * with comes after their series.
 */
void
console_chart_paint_bars (const ConsoleChartFrame *frame,
                          GtkSnapshot             *snapshot)
{
  const gboolean is_stacked = frame->data->kind == CONSOLE_CHART_STACKED;
  const guint n = is_stacked ? 1 : MAX (count_shown (frame->data), 1);
  guint nth = 0;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &frame->plot);

  for (guint i = 0; i < frame->data->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (frame->data, i);

      if (series->is_hidden)
        continue;
      if (is_stacked && series->is_comparison)
        draw_line_over (frame, series, cr);
      else
        draw_bars_of (frame, i, is_stacked ? 0 : nth++, n, cr);
    }

  cairo_destroy (cr);
  if (is_stacked)
    paint_pile_marks (frame, snapshot);
  else
    paint_cut_marks (frame, snapshot);
}
