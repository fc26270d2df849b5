/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layers that give each value a cell: a ranking of lying bars with names, and a map of weekdays and hours. Main thread. */

#include "config.h"

#include "console-chart-painter.h"

#define SMALL .85
#define GAP 8
#define CELL_GAP 3

static void
append_rounded (GtkSnapshot           *snapshot,
                const graphene_rect_t *rect,
                float                  radius,
                const GdkRGBA         *colour)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, rect, MIN (radius, MIN (rect->size.width, rect->size.height) / 4));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, colour, rect);
  gtk_snapshot_pop (snapshot);
}

/* The ranking */

static void
paint_name (const ConsoleChartFrame *frame,
            GtkSnapshot             *snapshot,
            const char              *name,
            const graphene_rect_t   *cell)
{
  g_autoptr(PangoLayout) layout = console_chart_create_layout (frame->style, name, SMALL);

  pango_layout_set_width (layout, (int) ((frame->plot.origin.x - GAP) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -1);
  console_chart_paint_text (snapshot, layout, &frame->style->text, 0,
                            cell->origin.y + (cell->size.height - frame->line_height) / 2, 0);
}

/* What is less than nothing is striped, and so is what is no match for the others: the sum of many. */
static void
paint_bar (const ConsoleChartFrame *frame,
           GtkSnapshot             *snapshot,
           const graphene_rect_t   *bar,
           gboolean                 is_striped,
           double                   share)
{
  GdkRGBA colour = frame->style->colours[0];
  cairo_t *cr;

  if (!is_striped)
    {
      colour.alpha = (float) (.45 + .55 * share);
      append_rounded (snapshot, bar, 4, &colour);
      return;
    }

  cr = gtk_snapshot_append_cairo (snapshot, bar);
  cairo_rectangle (cr, bar->origin.x, bar->origin.y, bar->size.width, bar->size.height);
  console_chart_set_source (cr, frame->style, CONSOLE_CHART_N_COLOURS - 1);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* How much it was before: a line across the bar, or beyond it. Returns where bar and line end. */
static float
paint_before (const ConsoleChartFrame *frame,
              GtkSnapshot             *snapshot,
              const graphene_rect_t   *bar,
              guint                    point)
{
  const ConsoleChartSeries *before = NULL;
  float x;

  for (guint i = 0; i < frame->data->series->len; i++)
    {
      if (console_chart_data_get_series (frame->data, i)->is_comparison)
        before = console_chart_data_get_series (frame->data, i);
    }
  if (before == NULL || before->is_hidden || before->values[point] <= 0 ||
      before->values[point] > frame->scale.maximum)
    return bar->origin.x + bar->size.width;

  x = frame->plot.origin.x + frame->plot.size.width * (float) before->values[point] / (float) frame->scale.maximum;
  gtk_snapshot_append_color (snapshot, &frame->style->text,
                             &GRAPHENE_RECT_INIT (x - 1, bar->origin.y - 2, 2, bar->size.height + 4));

  return MAX (bar->origin.x + bar->size.width, x + 1);
}

static void
paint_rank (const ConsoleChartFrame *frame,
            GtkSnapshot             *snapshot,
            guint                    point)
{
  const ConsoleChartPoint *entry = console_chart_data_get_point (frame->data, point);
  const gint64 value = console_chart_data_get_series (frame->data, 0)->values[point];
  const double share = MIN ((double) ABS (value) / (double) frame->scale.maximum, 1) * frame->progress;
  g_autofree char *text = console_chart_data_dup_value (frame->data, value);
  g_autoptr(PangoLayout) layout = console_chart_create_layout (frame->style, text, SMALL);
  graphene_rect_t cell;
  graphene_rect_t bar;
  float end;

  console_chart_frame_get_cell (frame, point, 0, &cell);
  graphene_rect_init (&bar, cell.origin.x, cell.origin.y + cell.size.height / 2 - (float) frame->line_height / 2,
                      MAX ((float) (cell.size.width * share), 1), (float) frame->line_height);
  paint_name (frame, snapshot, entry->label, &cell);
  paint_bar (frame, snapshot, &bar, value < 0 || entry->is_rest, share);
  end = paint_before (frame, snapshot, &bar, point);
  console_chart_paint_text (snapshot, layout, &frame->style->text, end + GAP,
                            cell.origin.y + (cell.size.height - frame->line_height) / 2, 0);
}

/**
 * console_chart_paint_ranking:
 * @frame: a ranking
 * @snapshot: where to
 *
 * Paints a row for each point: its name, a bar, and its value.
 */
void
console_chart_paint_ranking (const ConsoleChartFrame *frame,
                             GtkSnapshot             *snapshot)
{
  for (guint i = 0; frame->data->series->len > 0 && i < frame->data->points->len; i++)
    paint_rank (frame, snapshot, i);
}

/* The map */

static void
paint_cell (const ConsoleChartFrame *frame,
            GtkSnapshot             *snapshot,
            guint                    point,
            guint                    series)
{
  const gint64 value = console_chart_data_get_series (frame->data, series)->values[point];
  const double share = CLAMP ((double) value / (double) frame->scale.maximum, 0, 1);
  GdkRGBA colour = frame->style->colours[0];
  graphene_rect_t cell;

  console_chart_frame_get_cell (frame, point, series, &cell);
  graphene_rect_inset (&cell, CELL_GAP / 2.f, CELL_GAP / 2.f);
  colour.alpha = (float) (.07 + .93 * share * frame->progress);
  append_rounded (snapshot, &cell, 3, &colour);

  if (frame->style->writes_cells && value != 0)
    {
      g_autofree char *text = console_chart_data_dup_tick (frame->data, value);
      g_autoptr(PangoLayout) layout = console_chart_create_layout (frame->style, text, SMALL * SMALL);

      console_chart_paint_text (snapshot, layout, share > .5 ? &frame->style->surface : &frame->style->text,
                                cell.origin.x + cell.size.width / 2,
                                cell.origin.y + (cell.size.height - frame->line_height * SMALL) / 2, .5);
    }
}

static void
paint_row (const ConsoleChartFrame *frame,
           GtkSnapshot             *snapshot,
           guint                    series)
{
  const char *title = console_chart_data_get_series (frame->data, series)->title;
  g_autoptr(PangoLayout) layout = console_chart_create_layout (frame->style, title, SMALL);
  GdkRGBA dim = frame->style->text;
  graphene_rect_t cell;

  dim.alpha *= .7f;
  console_chart_frame_get_cell (frame, 0, series, &cell);
  console_chart_paint_text (snapshot, layout, &dim, 0, cell.origin.y + (cell.size.height - frame->line_height) / 2, 0);
  for (guint i = 0; i < frame->data->points->len; i++)
    paint_cell (frame, snapshot, i, series);
}

/**
 * console_chart_paint_heat:
 * @frame: a heat map
 * @snapshot: where to
 *
 * Paints a row for each series, and in it a cell for each point, the stronger the more it is.
 */
void
console_chart_paint_heat (const ConsoleChartFrame *frame,
                          GtkSnapshot             *snapshot)
{
  for (guint i = 0; i < frame->data->series->len; i++)
    paint_row (frame, snapshot, i);
}
