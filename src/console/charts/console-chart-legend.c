/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A button for each series of a legend; what pressing it hides is its owner's business. Beside it the legend that is painted
 * above a chart which nobody can press: on paper and in pictures. Main thread. */

#include "config.h"

#include "console-chart-legend.h"

#define SWATCH 14
#define GAP 8

/* How large the name of a series is. */
#define ENTRY .9

typedef struct
{
  guint    colour;
  gboolean is_comparison;
} LegendSwatch;

/* Only what a swatch needs of a look. */
static void
init_style (GtkWidget         *widget,
            guint              colour,
            ConsoleChartStyle *ret_style)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  const guint index = colour % CONSOLE_CHART_N_COLOURS;
  g_autofree char *name = g_strdup_printf ("chart_%u", index + 1);

  gtk_style_context_get_color (context, &ret_style->text);
  gtk_style_context_lookup_color (context, "window_bg_color", &ret_style->surface);
  gtk_style_context_lookup_color (context, name, &ret_style->colours[index]);
}

static void
draw_swatch (cairo_t                 *cr,
             const LegendSwatch      *swatch,
             const ConsoleChartStyle *style,
             int                      width,
             int                      height)
{
  static const double dashes[] = { 4, 3 };

  if (swatch->is_comparison)
    {
      gdk_cairo_set_source_rgba (cr, &style->text);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_move_to (cr, 0, height / 2.);
      cairo_line_to (cr, width, height / 2.);
      cairo_stroke (cr);
      return;
    }

  cairo_rectangle (cr, 0, 0, width, height);
  console_chart_set_source (cr, style, swatch->colour);
  cairo_fill (cr);
}

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  const LegendSwatch *swatch = user_data;
  ConsoleChartStyle style = { 0 };

  init_style (GTK_WIDGET (area), swatch->colour, &style);
  draw_swatch (cr, swatch, &style, width, height);
}

/**
 * console_chart_legend_create_button:
 * @series: a series
 *
 * Returns: (transfer floating): a button that is pressed while the series is shown
 */
GtkWidget *
console_chart_legend_create_button (const ConsoleChartSeries *series)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *area = gtk_drawing_area_new ();
  LegendSwatch *swatch = g_new0 (LegendSwatch, 1);

  swatch->colour = series->colour;
  swatch->is_comparison = series->is_comparison;
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), series->is_comparison ? SWATCH * 2 : SWATCH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SWATCH);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, swatch, g_free);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), area);
  gtk_box_append (GTK_BOX (box), gtk_label_new (series->title));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), !series->is_hidden);
  gtk_widget_add_css_class (button, "legend");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, series->title, -1);

  return button;
}

static int
get_swatch_length (const ConsoleChartSeries *series)
{
  return series->is_comparison ? SWATCH * 2 : SWATCH;
}

static double
measure_entry (const ConsoleChartStyle  *style,
               const ConsoleChartSeries *series)
{
  g_autoptr(PangoLayout) layout = console_chart_create_layout (style, series->title, ENTRY);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return get_swatch_length (series) + GAP + width;
}

/* Returns how high it is. */
static int
paint_entry (GtkSnapshot              *snapshot,
             const ConsoleChartStyle  *style,
             const ConsoleChartSeries *series,
             double                    x,
             double                    y)
{
  const LegendSwatch swatch = { series->colour, series->is_comparison };
  const int length = get_swatch_length (series);
  g_autoptr(PangoLayout) layout = console_chart_create_layout (style, series->title, ENTRY);
  int height;
  cairo_t *cr;

  pango_layout_get_pixel_size (layout, NULL, &height);
  console_chart_paint_text (snapshot, layout, &style->text, x + length + GAP, y, 0);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) length, (float) height));
  cairo_translate (cr, x, y + (height - SWATCH * .75) / 2);
  draw_swatch (cr, &swatch, style, length, (int) (SWATCH * .75));
  cairo_destroy (cr);

  return height;
}

static double
measure_entries (const ConsoleChartStyle *style,
                 const ConsoleChartData  *data)
{
  double width = 0;

  for (guint i = 0; i < data->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (data, i);

      if (!series->is_hidden)
        width += measure_entry (style, series) + 2 * GAP;
    }

  return width;
}

/* From left to right, and in another line where there is no room any more. Returns how high that is. */
static double
paint_entries (GtkSnapshot             *snapshot,
               const ConsoleChartStyle *style,
               const ConsoleChartData  *data,
               double                   left,
               double                   right,
               double                   top)
{
  double x = left;
  double y = top;
  int height = 0;

  for (guint i = 0; i < data->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (data, i);
      const double width = measure_entry (style, series);

      if (series->is_hidden)
        continue;
      if (x > left && x + width > right)
        {
          x = left;
          y += height + GAP / 4;
        }
      height = paint_entry (snapshot, style, series, x, y);
      x += width + 2 * GAP;
    }

  return y + height - top;
}

/* Below the title. Returns how high it is. */
static int
paint_subtitle (GtkSnapshot             *snapshot,
                const ConsoleChartStyle *style,
                const ConsoleChartData  *data,
                double                   width,
                double                   y)
{
  g_autoptr(PangoLayout) layout = NULL;
  int height;

  if (data->subtitle == NULL)
    return 0;

  layout = console_chart_create_layout (style, data->subtitle, .85);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_get_pixel_size (layout, NULL, &height);
  console_chart_paint_text (snapshot, layout, &style->text, 0, y, 0);

  return height;
}

/**
 * console_chart_legend_paint:
 * @snapshot: where to
 * @style: how the chart looks
 * @data: a chart
 * @width: how wide it is
 *
 * Writes what a chart shows and what there is to know about it, and on the other side which of its series is which; below,
 * where these are too many.
 *
 * Returns: how high that is, with the room below it
 */
double
console_chart_legend_paint (GtkSnapshot             *snapshot,
                            const ConsoleChartStyle *style,
                            const ConsoleChartData  *data,
                            double                   width)
{
  const gboolean has_legend = data->series->len > 1 && data->kind != CONSOLE_CHART_HEAT;
  const double entries = has_legend ? measure_entries (style, data) : 0;
  g_autoptr(PangoLayout) title = console_chart_create_layout (style, data->title, 1.15);
  int title_width;
  int height;
  double y;

  pango_layout_get_pixel_size (title, &title_width, &height);
  console_chart_paint_text (snapshot, title, &style->text, 0, 0, 0);
  y = height + paint_subtitle (snapshot, style, data, width, height);
  if (has_legend && title_width + entries <= width)
    paint_entries (snapshot, style, data, width - entries + 2 * GAP, width, 0);
  else if (has_legend)
    y += paint_entries (snapshot, style, data, 0, width, y);

  return y + GAP;
}
