/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One widget draws the whole line: labels for forty cakes in each of the two hundred lines that a list keeps take half a second
 * to lay out. Only the columns that are seen are drawn, and the title stays in sight where there is room beside it. */

#include "config.h"

#include "console-bake-grid-line.h"

#include <adwaita.h>

#define PADDING 8

struct _ConsoleBakeGridLine
{
  GtkWidget parent_instance;

  /* Owned */
  GtkAdjustment *across;
  GPtrArray     *texts;   /* NULL where a column is empty; the first is the title */
  GArray        *edges;   /* of int: where each column ends */

  gboolean       is_heading;
};

G_DEFINE_FINAL_TYPE (ConsoleBakeGridLine, console_bake_grid_line, GTK_TYPE_WIDGET)

static int
get_edge (ConsoleBakeGridLine *self,
          guint                column)
{
  return g_array_index (self->edges, int, column);
}

/* Drawing */

static void
draw_text (ConsoleBakeGridLine *self,
           GtkSnapshot         *snapshot,
           guint                column,
           int                  begin,
           const GdkRGBA       *colour)
{
  const int room = get_edge (self, column) - (column > 0 ? get_edge (self, column - 1) : 0) - 2 * PADDING;
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), g_ptr_array_index (self->texts, column));
  int width, height;

  pango_layout_set_width (layout, room * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, column > 0 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (begin + PADDING,
                                                          (gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_column (ConsoleBakeGridLine *self,
             GtkSnapshot         *snapshot,
             guint                column,
             int                  begin,
             const GdkRGBA       *colour)
{
  const int width = get_edge (self, column) - (column > 0 ? get_edge (self, column - 1) : 0);
  const gboolean is_contrasty = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  GdkRGBA border = *colour;

  border.alpha *= is_contrasty ? .5f : .15f;
  if (g_ptr_array_index (self->texts, column) != NULL)
    draw_text (self, snapshot, column, begin, colour);
  gtk_snapshot_append_color (snapshot, &border,
                             &GRAPHENE_RECT_INIT (begin + width - 1, 0, 1, gtk_widget_get_height (GTK_WIDGET (self))));
}

/* A list moves its lines, whoever draws the heading moves its columns. */
static void
console_bake_grid_line_snapshot (GtkWidget   *widget,
                                 GtkSnapshot *snapshot)
{
  ConsoleBakeGridLine *self = CONSOLE_BAKE_GRID_LINE (widget);
  const int seen = (int) gtk_adjustment_get_value (self->across);
  const int end = seen + (int) gtk_adjustment_get_page_size (self->across);
  const int origin = self->is_heading ? -seen : 0;
  int title, begin_columns;
  GdkRGBA colour;

  if (self->texts == NULL)
    return;

  title = 3 * get_edge (self, 0) <= 2 * (end - seen) ? seen : 0;
  begin_columns = title + get_edge (self, 0);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (origin + begin_columns, 0, MAX (end - begin_columns, 0),
                                                         gtk_widget_get_height (widget)));
  for (guint i = 1; i < self->texts->len; i++)
    {
      const int begin = get_edge (self, i - 1);

      if (get_edge (self, i) > begin_columns && begin < end)
        draw_column (self, snapshot, i, origin + begin, &colour);
    }
  gtk_snapshot_pop (snapshot);
  draw_column (self, snapshot, 0, origin + title, &colour);
}

static void
console_bake_grid_line_measure (GtkWidget     *widget,
                                GtkOrientation orientation,
                                int            for_size,
                                int           *minimum,
                                int           *natural,
                                int           *minimum_baseline,
                                int           *natural_baseline)
{
  ConsoleBakeGridLine *self = CONSOLE_BAKE_GRID_LINE (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  const int ends = self->edges != NULL && !self->is_heading ? get_edge (self, self->edges->len - 1) : 0;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ends
             : PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)) + 2 * PADDING;
  *natural = *minimum;
  pango_font_metrics_unref (metrics);
}

/* The name of a cake that is too long for its column */
static gboolean
console_bake_grid_line_query_tooltip (GtkWidget  *widget,
                                      int         x,
                                      int         y,
                                      gboolean    is_by_key,
                                      GtkTooltip *tooltip)
{
  ConsoleBakeGridLine *self = CONSOLE_BAKE_GRID_LINE (widget);
  const int place = x + (int) gtk_adjustment_get_value (self->across);

  if (self->texts == NULL || !self->is_heading || is_by_key || x < get_edge (self, 0))
    return FALSE;

  for (guint i = 1; i < self->texts->len; i++)
    {
      if (place < get_edge (self, i))
        {
          gtk_tooltip_set_text (tooltip, g_ptr_array_index (self->texts, i));
          return TRUE;
        }
    }

  return FALSE;
}

static void
console_bake_grid_line_finalize (GObject *object)
{
  ConsoleBakeGridLine *self = CONSOLE_BAKE_GRID_LINE (object);

  g_clear_object (&self->across);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->edges, g_array_unref);

  G_OBJECT_CLASS (console_bake_grid_line_parent_class)->finalize (object);
}

static void
console_bake_grid_line_class_init (ConsoleBakeGridLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_bake_grid_line_finalize;
  widget_class->measure = console_bake_grid_line_measure;
  widget_class->snapshot = console_bake_grid_line_snapshot;
  widget_class->query_tooltip = console_bake_grid_line_query_tooltip;
}

static void
console_bake_grid_line_init (ConsoleBakeGridLine *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * console_bake_grid_line_new:
 * @across: how far the columns are scrolled
 * @is_heading: whether it stands above the list, and has the names of the columns
 *
 * Returns: (transfer floating): a line that shows nothing yet
 */
GtkWidget *
console_bake_grid_line_new (GtkAdjustment *across,
                            gboolean       is_heading)
{
  ConsoleBakeGridLine *self = g_object_new (CONSOLE_TYPE_BAKE_GRID_LINE, "has-tooltip", is_heading, NULL);

  self->across = g_object_ref (across);
  self->is_heading = is_heading;
  if (is_heading)
    gtk_widget_add_css_class (GTK_WIDGET (self), "heading");
  g_signal_connect_object (across, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (across, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * console_bake_grid_line_show:
 * @self: a line
 * @texts: (element-type utf8): the title, and what is in each column; %NULL for nothing
 * @edges: (element-type int): where each of them ends
 *
 * Shows something else in the line.
 */
void
console_bake_grid_line_show (ConsoleBakeGridLine *self,
                             GPtrArray           *texts,
                             GArray              *edges)
{
  g_return_if_fail (CONSOLE_IS_BAKE_GRID_LINE (self));
  g_return_if_fail (texts->len > 0 && texts->len == edges->len);

  g_ptr_array_ref (texts);
  g_array_ref (edges);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->edges, g_array_unref);
  self->texts = texts;
  self->edges = edges;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * console_bake_grid_line_measure_text:
 * @self: a line
 * @text: what is to be shown in it
 * @most: in the room of how many digits at the most
 *
 * Returns: how wide its column should be
 */
int
console_bake_grid_line_measure_text (ConsoleBakeGridLine *self,
                                     const char          *text,
                                     int                  most)
{
  g_autoptr(PangoLayout) layout = NULL;
  g_autofree char *digits = NULL;
  int width, limit;

  g_return_val_if_fail (CONSOLE_IS_BAKE_GRID_LINE (self), 0);

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  digits = g_strnfill ((gsize) most, '0');
  pango_layout_set_text (layout, digits, -1);
  pango_layout_get_pixel_size (layout, &limit, NULL);

  return MIN (width, limit) + 2 * PADDING + 1;
}
