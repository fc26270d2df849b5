/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layers of a chart that belong to its axes: lines at the ticks with what they stand for, and names of points below. Main
 * thread. */

#include "config.h"

#include "console-chart-painter.h"

#define SMALL .85
#define GAP 8

static GdkRGBA
get_dim (const ConsoleChartFrame *frame)
{
  GdkRGBA dim = frame->style->text;

  dim.alpha *= .7f;
  return dim;
}

static void
paint_tick (const ConsoleChartFrame *frame,
            GtkSnapshot             *snapshot,
            gint64                   value)
{
  g_autofree char *text = console_chart_data_dup_tick (frame->data, value);
  g_autoptr(PangoLayout) layout = console_chart_create_layout (frame->style, text, SMALL);
  const double place = 1 - console_chart_scale_normalise (&frame->scale, value);
  const float y = frame->plot.origin.y + (float) (frame->plot.size.height * place);
  const GdkRGBA dim = get_dim (frame);
  GdkRGBA line = frame->style->grid;

  /* What is positive and what is negative must be told apart. */
  if (value == 0)
    line.alpha = MIN (line.alpha * 2.5f, 1);
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (frame->plot.origin.x, y - .5f, frame->plot.size.width, 1));
  console_chart_paint_text (snapshot, layout, &dim, frame->plot.origin.x - GAP, y - frame->line_height / 2, 1);
}

/**
 * console_chart_paint_grid:
 * @frame: a chart
 * @snapshot: where to
 *
 * Paints the ticks of the standing axis.
 */
void
console_chart_paint_grid (const ConsoleChartFrame *frame,
                          GtkSnapshot             *snapshot)
{
  for (guint i = 0; i < console_chart_scale_get_n_ticks (&frame->scale); i++)
    paint_tick (frame, snapshot, console_chart_scale_get_tick (&frame->scale, i));
}

static double
measure_label (const ConsoleChartFrame *frame)
{
  double widest = 1;

  /* They are much alike: a few tell how wide they get. */
  for (guint i = 0; i < frame->data->points->len; i += MAX (frame->data->points->len / 12, 1))
    {
      g_autoptr(PangoLayout) layout =
        console_chart_create_layout (frame->style, console_chart_data_get_point (frame->data, i)->label, SMALL);
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

static void
paint_label (const ConsoleChartFrame *frame,
             GtkSnapshot             *snapshot,
             guint                    point)
{
  const ConsoleChartPoint *entry = console_chart_data_get_point (frame->data, point);
  g_autoptr(PangoLayout) layout = console_chart_create_layout (frame->style, entry->label, SMALL);
  const GdkRGBA dim = get_dim (frame);
  const double x = console_chart_frame_get_x (frame, point);
  const double right = frame->plot.origin.x + frame->plot.size.width + GAP;
  double align = .5;
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (x + width / 2 > right)
    align = 1 - (right - x) / width;

  console_chart_paint_text (snapshot, layout, &dim, x,
                            frame->plot.origin.y + frame->plot.size.height + GAP / 2, align);
}

static guint
count_majors (const ConsoleChartFrame *frame)
{
  guint n = 0;

  for (guint i = 0; i < frame->data->points->len; i++)
    n += console_chart_data_get_point (frame->data, i)->is_major;

  return n;
}

/**
 * console_chart_paint_labels:
 * @frame: a chart
 * @snapshot: where to
 *
 * Writes as many names of points as there is room for: all of them, those with which a week, a month or a year begins, or
 * every so many.
 */
void
console_chart_paint_labels (const ConsoleChartFrame *frame,
                            GtkSnapshot             *snapshot)
{
  const guint n_points = frame->data->points->len;
  const guint room = (guint) MAX (frame->plot.size.width / (measure_label (frame) + GAP), 1);
  const guint n_majors = count_majors (frame);
  const gboolean by_majors = n_points > room && n_majors > 1;
  const guint stride = console_chart_choose_stride (by_majors ? n_majors : n_points, room);
  guint position = 0;

  for (guint i = 0; i < n_points; i++)
    {
      if (by_majors && !console_chart_data_get_point (frame->data, i)->is_major)
        continue;
      if (position++ % stride == 0)
        paint_label (frame, snapshot, i);
    }
}
