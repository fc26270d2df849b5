/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where things are on a chart, and the tools its layers paint with. Main thread. */

#include "config.h"

#include "console-chart-painter.h"

/* Of the text of axes and cells, against the text around the chart. */
#define SMALL .85

#define GAP 8

/* The share of the width that names of a ranking get at most. */
#define NAMES .36

/**
 * console_chart_create_layout:
 * @style: a look
 * @text: what is written
 * @scale: how large, 1 for the text around the chart
 *
 * Returns: (transfer full): the text, laid out
 */
PangoLayout *
console_chart_create_layout (const ConsoleChartStyle *style,
                             const char              *text,
                             double                   scale)
{
  PangoLayout *layout = pango_layout_new (style->pango);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  pango_attr_list_unref (attributes);

  return layout;
}

/**
 * console_chart_paint_text:
 * @snapshot: where to
 * @layout: the text
 * @colour: its colour
 * @x: where it is
 * @y: its upper edge
 * @align: which part of it is at @x: 0 its left end, .5 its middle, 1 its right end
 *
 * Writes a text.
 */
void
console_chart_paint_text (GtkSnapshot   *snapshot,
                          PangoLayout   *layout,
                          const GdkRGBA *colour,
                          double         x,
                          double         y,
                          double         align)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x - width * align), (float) y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* Patterns: what tells series apart without colour */

static void
draw_pattern (cairo_t *cr,
              guint    pattern)
{
  switch (pattern)
    {
    case 1:
      cairo_move_to (cr, -2, 10);
      cairo_line_to (cr, 10, -2);
      cairo_move_to (cr, -2, 2);
      cairo_line_to (cr, 2, -2);
      cairo_move_to (cr, 6, 10);
      cairo_line_to (cr, 10, 6);
      break;

    case 2:
      cairo_arc (cr, 4, 4, .8, 0, 2 * G_PI);
      break;

    case 3:
      cairo_move_to (cr, 0, 4);
      cairo_line_to (cr, 8, 4);
      break;

    case 4:
      cairo_move_to (cr, 0, 4);
      cairo_line_to (cr, 8, 4);
      cairo_move_to (cr, 4, 0);
      cairo_line_to (cr, 4, 8);
      break;

    case 5:
      cairo_move_to (cr, 4, 0);
      cairo_line_to (cr, 4, 8);
      break;

    case 6:
      cairo_move_to (cr, -2, -2);
      cairo_line_to (cr, 10, 10);
      break;

    default:
      return;
    }

  cairo_stroke (cr);
}

/**
 * console_chart_set_source:
 * @cr: where to
 * @style: a look
 * @colour: which colour, with its pattern
 *
 * Makes a series' colour and pattern what is filled with.
 */
void
console_chart_set_source (cairo_t                 *cr,
                          const ConsoleChartStyle *style,
                          guint                    colour)
{
  const cairo_rectangle_t extents = { 0, 0, 8, 8 };
  const guint index = colour % CONSOLE_CHART_N_COLOURS;
  cairo_surface_t *tile = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
  cairo_pattern_t *pattern = NULL;
  cairo_t *tile_cr = cairo_create (tile);

  gdk_cairo_set_source_rgba (tile_cr, &style->colours[index]);
  cairo_paint (tile_cr);
  gdk_cairo_set_source_rgba (tile_cr, &style->surface);
  cairo_set_line_width (tile_cr, 1.5);
  draw_pattern (tile_cr, index);

  if (index == 0)
    gdk_cairo_set_source_rgba (cr, &style->colours[0]);
  else
    {
      pattern = cairo_pattern_create_for_surface (tile);
      cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
      cairo_set_source (cr, pattern);
      cairo_pattern_destroy (pattern);
    }

  cairo_destroy (tile_cr);
  cairo_surface_destroy (tile);
}

/* Places */

/**
 * console_chart_get_line_height:
 * @style: a look
 *
 * Returns: the height of a line of text at an axis
 */
double
console_chart_get_line_height (const ConsoleChartStyle *style)
{
  g_autoptr(PangoLayout) layout = console_chart_create_layout (style, "0", SMALL);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

/**
 * console_chart_get_height:
 * @data: what is shown
 * @style: how it looks
 *
 * Returns: the height that a chart of this kind wants, larger with larger text
 */
double
console_chart_get_height (const ConsoleChartData  *data,
                          const ConsoleChartStyle *style)
{
  const double line = console_chart_get_line_height (style);

  if (data != NULL && data->kind == CONSOLE_CHART_RANKING)
    return MAX (data->points->len, 1) * line * 2.2 + GAP;
  if (data != NULL && data->kind == CONSOLE_CHART_HEAT)
    return MAX (data->series->len, 1) * line * 1.8 + line + GAP;

  return line * 14;
}

static double
measure_widest (const ConsoleChartFrame *self,
                GPtrArray               *texts)
{
  double widest = 0;

  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr(PangoLayout) layout = console_chart_create_layout (self->style, g_ptr_array_index (texts, i), SMALL);
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

/* What is written left of the values: ticks, names, or weekdays. */
static GPtrArray *
list_side_texts (const ConsoleChartFrame *self)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  const ConsoleChartData *data = self->data;

  if (data->kind == CONSOLE_CHART_RANKING)
    {
      for (guint i = 0; i < data->points->len; i++)
        g_ptr_array_add (texts, g_strdup (console_chart_data_get_point (data, i)->label));
    }
  else if (data->kind == CONSOLE_CHART_HEAT)
    {
      for (guint i = 0; i < data->series->len; i++)
        g_ptr_array_add (texts, g_strdup (console_chart_data_get_series (data, i)->title));
    }
  else
    {
      for (guint i = 0; i < console_chart_scale_get_n_ticks (&self->scale); i++)
        g_ptr_array_add (texts, console_chart_data_dup_tick (data, console_chart_scale_get_tick (&self->scale, i)));
    }

  return texts;
}

/* What is written right of a ranking's bars. */
static double
measure_values (const ConsoleChartFrame *self)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->data->series->len > 0 && i < self->data->points->len; i++)
    g_ptr_array_add (texts, console_chart_data_dup_value (self->data,
                                                          console_chart_data_get_series (self->data, 0)->values[i]));

  return measure_widest (self, texts);
}

/**
 * console_chart_frame_init:
 * @self: (out caller-allocates): a frame
 * @data: what is shown
 * @style: how it looks
 * @width: how much room there is
 * @height: how much room there is
 *
 * Puts a chart into its place.
 */
void
console_chart_frame_init (ConsoleChartFrame       *self,
                          const ConsoleChartData  *data,
                          const ConsoleChartStyle *style,
                          double                   width,
                          double                   height)
{
  g_autoptr(GPtrArray) texts = NULL;
  double left;
  double right = GAP;
  double top = 0;
  double bottom;

  self->data = data;
  self->style = style;
  self->progress = 1;
  self->line_height = console_chart_get_line_height (style);
  console_chart_data_find_scale (data, (guint) CLAMP (height / (self->line_height * 3), 2, 6), &self->scale);

  texts = list_side_texts (self);
  left = measure_widest (self, texts) + GAP;
  bottom = self->line_height + GAP;
  if (data->kind == CONSOLE_CHART_RANKING)
    {
      left = MIN (left, width * NAMES);
      right = measure_values (self) + GAP;
      bottom = 0;
    }
  else if (data->kind != CONSOLE_CHART_HEAT)
    top = self->line_height * (self->scale.is_cut ? 1.2 : .6);

  graphene_rect_init (&self->plot, (float) left, (float) top, (float) MAX (width - left - right, 1),
                      (float) MAX (height - top - bottom, 1));
}

/**
 * console_chart_frame_get_x:
 * @self: a frame
 * @point: which point
 *
 * Returns: where the point is on the lying axis
 */
double
console_chart_frame_get_x (const ConsoleChartFrame *self,
                           guint                    point)
{
  const guint n_points = self->data->points->len;

  if (self->data->kind == CONSOLE_CHART_LINE && n_points > 1)
    return self->plot.origin.x + self->plot.size.width * point / (n_points - 1);

  return self->plot.origin.x + self->plot.size.width * (point + .5) / MAX (n_points, 1);
}

/**
 * console_chart_frame_get_y:
 * @self: a frame
 * @value: a value
 *
 * Returns: where it is on the standing axis; at an end where it is beyond it
 */
double
console_chart_frame_get_y (const ConsoleChartFrame *self,
                           gint64                   value)
{
  const double zero = console_chart_scale_normalise (&self->scale, 0);
  const double place = console_chart_scale_normalise (&self->scale, value);

  return self->plot.origin.y + self->plot.size.height * (1 - (zero + (place - zero) * self->progress));
}

/**
 * console_chart_frame_get_cell:
 * @self: the frame of a ranking or a heat map
 * @point: which point
 * @series: which series
 * @ret_cell: (out caller-allocates): where it is, without a gap
 *
 * Finds the place of a value.
 */
void
console_chart_frame_get_cell (const ConsoleChartFrame *self,
                              guint                    point,
                              guint                    series,
                              graphene_rect_t         *ret_cell)
{
  const gboolean is_ranking = self->data->kind == CONSOLE_CHART_RANKING;
  const guint columns = is_ranking ? 1 : MAX (self->data->points->len, 1);
  const guint rows = MAX (is_ranking ? self->data->points->len : self->data->series->len, 1);
  const float width = self->plot.size.width / columns;
  const float height = self->plot.size.height / rows;
  const guint column = is_ranking ? 0 : point;
  const guint row = is_ranking ? point : series;

  graphene_rect_init (ret_cell, self->plot.origin.x + width * column, self->plot.origin.y + height * row, width, height);
}

/* The series whose bar is at a place. */
static int
find_bar_at (const ConsoleChartFrame *self,
             guint                    point,
             double                   x,
             double                   y)
{
  for (guint i = 0; self->data->series->len > 1 && i < self->data->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (self->data, i);
      graphene_rect_t bar;

      if (series->is_hidden || (series->is_comparison && self->data->kind == CONSOLE_CHART_STACKED))
        continue;
      console_chart_frame_get_bar (self, point, i, &bar);
      if (graphene_rect_contains_point (&bar, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        return (int) i;
    }

  return -1;
}

/**
 * console_chart_frame_find:
 * @self: a frame
 * @x: where the pointer is
 * @y: where the pointer is
 * @ret_point: (out): the point there
 * @ret_series: (out): the series whose cell or bar is there, -1 for none; always none where there is one bar for each point
 *
 * Finds what is at a place.
 *
 * Returns: whether there is something
 */
gboolean
console_chart_frame_find (const ConsoleChartFrame *self,
                          double                   x,
                          double                   y,
                          int                     *ret_point,
                          int                     *ret_series)
{
  const double across = (x - self->plot.origin.x) / self->plot.size.width;
  const double down = (y - self->plot.origin.y) / self->plot.size.height;
  const int n_points = (int) self->data->points->len;
  const int n_series = (int) self->data->series->len;

  if (n_points == 0 || n_series == 0 || down < 0 || down > 1 || across < -.05 || across > 1.05)
    return FALSE;

  *ret_series = -1;
  if (self->data->kind == CONSOLE_CHART_RANKING)
    *ret_point = CLAMP ((int) (down * n_points), 0, n_points - 1);
  else if (self->data->kind == CONSOLE_CHART_LINE && n_points > 1)
    *ret_point = CLAMP ((int) (across * (n_points - 1) + .5), 0, n_points - 1);
  else
    *ret_point = CLAMP ((int) (across * n_points), 0, n_points - 1);
  if (self->data->kind == CONSOLE_CHART_HEAT)
    *ret_series = CLAMP ((int) (down * n_series), 0, n_series - 1);
  else if (self->data->kind == CONSOLE_CHART_BARS || self->data->kind == CONSOLE_CHART_STACKED)
    *ret_series = find_bar_at (self, (guint) *ret_point, x, y);

  return TRUE;
}

/**
 * console_chart_frame_paint:
 * @self: a frame
 * @snapshot: where to
 *
 * Paints the chart.
 */
void
console_chart_frame_paint (const ConsoleChartFrame *self,
                           GtkSnapshot             *snapshot)
{
  switch (self->data->kind)
    {
    case CONSOLE_CHART_RANKING:
      console_chart_paint_ranking (self, snapshot);
      return;

    case CONSOLE_CHART_HEAT:
      console_chart_paint_heat (self, snapshot);
      console_chart_paint_labels (self, snapshot);
      return;

    case CONSOLE_CHART_LINE:
      console_chart_paint_grid (self, snapshot);
      console_chart_paint_lines (self, snapshot);
      break;

    case CONSOLE_CHART_BARS:
    case CONSOLE_CHART_STACKED:
    default:
      console_chart_paint_grid (self, snapshot);
      console_chart_paint_bars (self, snapshot);
      break;
    }

  console_chart_paint_labels (self, snapshot);
}
