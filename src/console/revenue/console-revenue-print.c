/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paints pages: the first one with figures and charts, the others with the values of the first chart. The foot of each says
 * whose it is and which page. Main thread. */

#include "config.h"

#include "console-revenue-print.h"

#include "console-chart-legend.h"
#include "console-chart-painter.h"
#include "console-sheet.h"

#include <glib/gi18n.h>

#define FONT "Sans 9"
#define GAP 14
#define LINES_OF_PAGE 42

/* Of a table's width. */
#define FIGURES_OF_TABLE .65

/* Key figures beside each other. */
#define FIGURES_OF_ROW 4

/* Of the page's height, what is left for its foot. */
#define FOOT 24

struct _ConsoleRevenuePrint
{
  char *title;
  char *place;
  char *subtitle;

  /* Of titles, values and changes in turn, and charts */
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
  g_free (self->place);
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
measure (const ConsoleChartStyle *style,
         const char              *text)
{
  g_autoptr(PangoLayout) layout = console_chart_create_layout (style, text, 1);
  int width;

  pango_attr_list_insert (pango_layout_get_attributes (layout), pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_context_changed (layout);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
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

/* What is to be seen first, or below what. @align says which part of the text is at @x. */
static double
paint_bold (GtkSnapshot             *snapshot,
            const ConsoleChartStyle *style,
            const char              *text,
            double                   x,
            double                   y,
            double                   scale,
            double                   align)
{
  g_autoptr(PangoLayout) layout = console_chart_create_layout (style, text, scale);
  int height;

  pango_attr_list_insert (pango_layout_get_attributes (layout), pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_context_changed (layout);
  pango_layout_get_pixel_size (layout, NULL, &height);
  console_chart_paint_text (snapshot, layout, &style->text, x, y, align);

  return height;
}

static void
paint_right (GtkSnapshot             *snapshot,
             const ConsoleChartStyle *style,
             const char              *text,
             double                   x,
             double                   y,
             double                   scale)
{
  g_autoptr(PangoLayout) layout = console_chart_create_layout (style, text, scale);

  console_chart_paint_text (snapshot, layout, &style->text, x, y, 1);
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
  head = console_chart_legend_paint (snapshot, style, data, place->size.width);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) head));
  console_chart_frame_init (&frame, data, style, place->size.width, place->size.height - head);
  console_chart_frame_paint (&frame, snapshot);
  gtk_snapshot_restore (snapshot);
}

static double
paint_figure (const ConsoleRevenuePrint *self,
              GtkSnapshot               *snapshot,
              const ConsoleChartStyle   *style,
              guint                      figure,
              double                     x,
              double                     y)
{
  double height = paint_line (snapshot, style, g_ptr_array_index (self->figures, 3 * figure), x, y, .9);

  height += paint_bold (snapshot, style, g_ptr_array_index (self->figures, 3 * figure + 1), x, y + height, 1.3, 0);

  return height + paint_line (snapshot, style, g_ptr_array_index (self->figures, 3 * figure + 2), x, y + height, .9);
}

static double
paint_head (const ConsoleRevenuePrint *self,
            GtkSnapshot               *snapshot,
            const ConsoleChartStyle   *style,
            double                     width)
{
  const double column = width / FIGURES_OF_ROW;
  const guint n_figures = self->figures->len / 3;
  double y = paint_bold (snapshot, style, self->title, 0, 0, 1.8, 0);
  double height = 0;

  y += paint_line (snapshot, style, self->place, 0, y, 1);
  y += paint_line (snapshot, style, self->subtitle, 0, y, 1) + GAP;
  for (guint i = 0; i < n_figures; i++)
    {
      height = MAX (height, paint_figure (self, snapshot, style, i, column * (i % FIGURES_OF_ROW), y));
      if (i % FIGURES_OF_ROW == FIGURES_OF_ROW - 1 || i == n_figures - 1)
        {
          y += height + GAP / 2;
          height = 0;
        }
    }

  return y + GAP;
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

static double
measure_column (const ConsoleChartData   *data,
                const ConsoleChartStyle  *style,
                const ConsoleChartSeries *series)
{
  double widest = measure (style, series->title);
  gint64 least = 0;
  gint64 most = 0;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  for (guint i = 0; i < data->points->len; i++)
    {
      least = MIN (least, series->values[i]);
      most = MAX (most, series->values[i]);
    }
  low = console_chart_data_dup_value (data, least);
  high = console_chart_data_dup_value (data, most);
  widest = MAX (widest, measure (style, low));

  return MAX (widest, measure (style, high));
}

/* Where the columns of a table end, which share what the names of its rows leave, and how large its texts can be so that each
 * stays in its column. */
static double *
place_columns (const ConsoleChartData  *data,
               const ConsoleChartStyle *style,
               double                   width,
               double                  *ret_scale)
{
  const double room = width * FIGURES_OF_TABLE;
  double *ends = g_new (double, data->series->len + 1);
  double needed = 1;

  for (guint i = 0; i < data->series->len; i++)
    {
      needed += measure_column (data, style, console_chart_data_get_series (data, i)) + GAP;
      ends[i] = needed;
    }
  for (guint i = 0; i < data->series->len; i++)
    ends[i] = width - room + ends[i] * room / needed;
  *ret_scale = MIN (room / needed, 1);

  return ends;
}

/* Figures end where their column ends, below their title. */
static void
paint_row (const ConsoleChartData  *data,
           GtkSnapshot             *snapshot,
           const ConsoleChartStyle *style,
           guint                    point,
           const double            *ends,
           double                   y,
           double                   scale)
{
  paint_line (snapshot, style, console_chart_data_get_point (data, point)->title, 0, y, 1);
  for (guint i = 0; i < data->series->len; i++)
    {
      g_autofree char *value = console_chart_data_dup_value (data, console_chart_data_get_series (data, i)->values[point]);

      paint_right (snapshot, style, value, ends[i], y, scale);
    }
}

static void
paint_table (const ConsoleChartData  *data,
             GtkSnapshot             *snapshot,
             const ConsoleChartStyle *style,
             guint                    first,
             double                   width,
             double                   height)
{
  double scale;
  g_autofree double *ends = place_columns (data, style, width, &scale);
  double y = paint_bold (snapshot, style, data->title, 0, 0, 1.3, 0) + GAP;
  const double line = (height - y) / (LINES_OF_PAGE + 2);

  paint_bold (snapshot, style, data->axis_title, 0, y, 1, 0);
  for (guint i = 0; i < data->series->len; i++)
    paint_bold (snapshot, style, console_chart_data_get_series (data, i)->title, ends[i], y, scale, 1);
  y += line;
  gtk_snapshot_append_color (snapshot, &style->grid, &GRAPHENE_RECT_INIT (0, (float) y, (float) width, 1));
  y += line / 4;
  for (guint i = first; i < MIN (data->points->len, first + LINES_OF_PAGE); i++, y += line)
    paint_row (data, snapshot, style, i, ends, y, scale);
}

static void
paint_foot (const ConsoleRevenuePrint *self,
            GtkSnapshot               *snapshot,
            const ConsoleChartStyle   *style,
            int                        page,
            int                        n_pages,
            double                     width,
            double                     y)
{
  /* Translators: the foot of a printed page: which page of how many. */
  g_autofree char *number = g_strdup_printf (_("Page %d of %d"), page + 1, n_pages);
  g_autofree char *left = g_strdup_printf ("%s · %s", self->place, self->title);

  paint_line (snapshot, style, left, 0, y, .85);
  paint_right (snapshot, style, number, width, y, 1);
}

static int
count_pages (const ConsoleRevenuePrint *self)
{
  const ConsoleChartData *data = g_ptr_array_index (self->charts, 0);

  return 1 + (int) ((data->points->len + LINES_OF_PAGE - 1) / LINES_OF_PAGE);
}

static void
begin_cb (GtkPrintOperation   *operation,
          GtkPrintContext     *context,
          ConsoleRevenuePrint *self)
{
  gtk_print_operation_set_n_pages (operation, count_pages (self));
}

static void
draw_page_cb (GtkPrintOperation   *operation,
              GtkPrintContext     *context,
              int                  page,
              ConsoleRevenuePrint *self)
{
  const double width = gtk_print_context_get_width (context);
  const double height = gtk_print_context_get_height (context) - FOOT;
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  ConsoleChartStyle style;

  init_style (context, &style);
  if (page == 0)
    paint_front (self, snapshot, &style, width, height);
  else
    paint_table (g_ptr_array_index (self->charts, 0), snapshot, &style, (guint) (page - 1) * LINES_OF_PAGE, width, height);
  paint_foot (self, snapshot, &style, page, count_pages (self), width, height + FOOT / 2.);
  g_object_unref (style.pango);

  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, gtk_print_context_get_cairo_context (context));
}

/**
 * console_revenue_print_new:
 * @days: the days
 * @place: which store's, and in which currency
 * @subtitle: what the figures are of
 *
 * Returns: (transfer full): a report for paper, without anything on it
 */
ConsoleRevenuePrint *
console_revenue_print_new (const char *days,
                           const char *place,
                           const char *subtitle)
{
  ConsoleRevenuePrint *self = g_new0 (ConsoleRevenuePrint, 1);

  self->title = g_strdup_printf (_("Revenue, %s"), days);
  self->place = g_strdup (place);
  self->subtitle = g_strdup (subtitle);
  self->figures = g_ptr_array_new_with_free_func (g_free);
  self->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) console_chart_data_free);

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
  g_ptr_array_add (self->figures, g_strdup (title));
  g_ptr_array_add (self->figures, g_strdup (value));
  g_ptr_array_add (self->figures, g_strdup (change != NULL ? change : ""));
}

/**
 * console_revenue_print_add_chart:
 * @self: a report
 * @data: a chart; the first one is printed as a table, too
 *
 * Adds a chart as it is now: another may be shown by the time somebody has chosen a printer.
 */
void
console_revenue_print_add_chart (ConsoleRevenuePrint    *self,
                                 const ConsoleChartData *data)
{
  g_ptr_array_add (self->charts, console_chart_data_copy (data));
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
  console_sheet_set_up_paper (operation);
  gtk_print_operation_set_job_name (operation, self->title);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), self);
}
