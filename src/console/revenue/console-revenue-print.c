/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paints pages: the first one with figures and charts, the others with the values of the first chart. Main thread. */

#include "config.h"

#include "console-revenue-print.h"

#include "console-chart-painter.h"

#include <glib/gi18n.h>

#define FONT "Sans 9"
#define GAP 14
#define LINES_OF_PAGE 46

struct _ConsoleRevenuePrint
{
  char *title;
  char *subtitle;

  /* Of texts, a line each, and borrowed charts */
  GPtrArray *figures;
  GPtrArray *charts;
};

static void
console_revenue_print_free (gpointer data)
{
  ConsoleRevenuePrint *self = data;

  g_ptr_array_unref (self->figures);
  g_ptr_array_unref (self->charts);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

/* Ink on white, whatever the screen looks like. */
static void
init_style (GtkPrintContext   *context,
            ConsoleChartStyle *ret_style)
{
  static const char *const colours[CONSOLE_CHART_N_COLOURS] = {
    "#a62c5f", "#1a5fb4", "#26804f", "#9a6700", "#613583", "#a51d2d", "#5e5c64",
  };
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  gdk_rgba_parse (&ret_style->text, "#000000");
  gdk_rgba_parse (&ret_style->grid, "#d0d0d0");
  gdk_rgba_parse (&ret_style->surface, "#ffffff");
  for (guint i = 0; i < CONSOLE_CHART_N_COLOURS; i++)
    gdk_rgba_parse (&ret_style->colours[i], colours[i]);
  ret_style->writes_cells = TRUE;
  ret_style->pango = gtk_print_context_create_pango_context (context);
  pango_context_set_font_description (ret_style->pango, font);
  pango_font_description_free (font);
}

static double
paint_line (GtkSnapshot             *snapshot,
            const ConsoleChartStyle *style,
            const char              *text,
            double                   x,
            double                   y,
            double                   scale)
{
  g_autoptr(PangoLayout) layout = console_chart_create_layout (style, text, scale);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  console_chart_paint_text (snapshot, layout, &style->text, x, y, 0);

  return height;
}

static void
paint_chart (GtkSnapshot             *snapshot,
             const ConsoleChartStyle *style,
             const ConsoleChartData  *data,
             const graphene_rect_t   *place)
{
  ConsoleChartFrame frame;
  double head;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &place->origin);
  head = paint_line (snapshot, style, data->title, 0, 0, 1.15) + GAP / 2;
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) head));
  console_chart_frame_init (&frame, data, style, place->size.width, place->size.height - head);
  console_chart_frame_paint (&frame, snapshot);
  gtk_snapshot_restore (snapshot);
}

static double
paint_head (const ConsoleRevenuePrint *self,
            GtkSnapshot               *snapshot,
            const ConsoleChartStyle   *style,
            double                     width)
{
  const double column = width / MAX (self->figures->len, 1);
  double y = paint_line (snapshot, style, self->title, 0, 0, 1.8);
  double height = 0;

  y += paint_line (snapshot, style, self->subtitle, 0, y, 1) + GAP;
  for (guint i = 0; i < self->figures->len; i++)
    height = MAX (height, paint_line (snapshot, style, g_ptr_array_index (self->figures, i), column * i, y, 1));

  return y + height + GAP;
}

static void
paint_front (const ConsoleRevenuePrint *self,
             GtkSnapshot               *snapshot,
             const ConsoleChartStyle   *style,
             double                     width,
             double                     height)
{
  const double y = paint_head (self, snapshot, style, width);
  const float half = (float) (height - y - GAP) / 2;
  const float column = (float) (width - 2 * GAP) / 2;
  const float low = (float) y + half + GAP;
  const graphene_rect_t places[] = {
    GRAPHENE_RECT_INIT (0, (float) y, (float) width, half),
    GRAPHENE_RECT_INIT (0, low, column, half),
    GRAPHENE_RECT_INIT (column + 2 * GAP, low, column, half),
  };

  for (guint i = 0; i < MIN (self->charts->len, G_N_ELEMENTS (places)); i++)
    paint_chart (snapshot, style, g_ptr_array_index (self->charts, i), &places[i]);
}

static void
paint_table (const ConsoleChartData  *data,
             GtkSnapshot             *snapshot,
             const ConsoleChartStyle *style,
             guint                    first,
             double                   width,
             double                   height)
{
  const double line = height / (LINES_OF_PAGE + 1);
  const double column = width * .7 / MAX (data->series->len, 1);

  paint_line (snapshot, style, data->axis_title, 0, 0, 1);
  for (guint i = 0; i < data->series->len; i++)
    paint_line (snapshot, style, console_chart_data_get_series (data, i)->title, width * .3 + column * i, 0, 1);

  for (guint i = first; i < MIN (data->points->len, first + LINES_OF_PAGE); i++)
    {
      const double y = line * (i - first + 1);

      paint_line (snapshot, style, console_chart_data_get_point (data, i)->title, 0, y, 1);
      for (guint j = 0; j < data->series->len; j++)
        {
          g_autofree char *value =
            console_chart_data_dup_value (data, console_chart_data_get_series (data, j)->values[i]);

          paint_line (snapshot, style, value, width * .3 + column * j, y, 1);
        }
    }
}

static void
begin_cb (GtkPrintOperation   *operation,
          GtkPrintContext     *context,
          ConsoleRevenuePrint *self)
{
  const ConsoleChartData *data = g_ptr_array_index (self->charts, 0);

  gtk_print_operation_set_n_pages (operation, 1 + (int) ((data->points->len + LINES_OF_PAGE - 1) / LINES_OF_PAGE));
}

static void
draw_page_cb (GtkPrintOperation   *operation,
              GtkPrintContext     *context,
              int                  page,
              ConsoleRevenuePrint *self)
{
  const double width = gtk_print_context_get_width (context);
  const double height = gtk_print_context_get_height (context);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  ConsoleChartStyle style;

  init_style (context, &style);
  if (page == 0)
    paint_front (self, snapshot, &style, width, height);
  else
    paint_table (g_ptr_array_index (self->charts, 0), snapshot, &style, (guint) (page - 1) * LINES_OF_PAGE, width, height);
  g_object_unref (style.pango);

  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, gtk_print_context_get_cairo_context (context));
}

/**
 * console_revenue_print_new:
 * @title: the days
 * @subtitle: what the figures are of
 *
 * Returns: (transfer full): a report for paper, without anything on it
 */
ConsoleRevenuePrint *
console_revenue_print_new (const char *title,
                           const char *subtitle)
{
  ConsoleRevenuePrint *self = g_new0 (ConsoleRevenuePrint, 1);

  self->title = g_strdup_printf (_("Revenue, %s"), title);
  self->subtitle = g_strdup (subtitle);
  self->figures = g_ptr_array_new_with_free_func (g_free);
  self->charts = g_ptr_array_new ();

  return self;
}

/**
 * console_revenue_print_add_figure:
 * @self: a report
 * @title: what it is
 * @value: how much
 * @change: (nullable): by how much it changed
 *
 * Adds a key figure.
 */
void
console_revenue_print_add_figure (ConsoleRevenuePrint *self,
                                  const char          *title,
                                  const char          *value,
                                  const char          *change)
{
  g_ptr_array_add (self->figures, g_strdup_printf ("%s\n%s\n%s", title, value, change != NULL ? change : ""));
}

/**
 * console_revenue_print_add_chart:
 * @self: a report
 * @data: a chart, which stays the caller's until the report is printed; the first one is printed as a table, too
 *
 * Adds a chart.
 */
void
console_revenue_print_add_chart (ConsoleRevenuePrint    *self,
                                 const ConsoleChartData *data)
{
  g_ptr_array_add (self->charts, (gpointer) data);
}

/**
 * console_revenue_print_attach:
 * @self: (transfer full): a report
 * @operation: a print operation, which frees it
 *
 * Makes the report what is printed.
 */
void
console_revenue_print_attach (ConsoleRevenuePrint *self,
                              GtkPrintOperation   *operation)
{
  g_object_set_data_full (G_OBJECT (operation), "report", self, console_revenue_print_free);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, self->title);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), self);
}
