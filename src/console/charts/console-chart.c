/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The chart as a widget: colours of the present look, cursor and bubble, what assistive technologies are told. Painting the
 * values is the layers' business, keys and pointer are in console-chart-input.c. Main thread. */

#include "config.h"

#include "console-chart-legend.h"
#include "console-chart-private.h"

#include <string.h>

#define GROWTH 250
#define BUBBLE_PADDING 10
#define MINIMUM_WIDTH 240

static guint signals[CONSOLE_CHART_N_SIGNALS];

/* Around a chart in a picture, and how much larger that is than the chart on the screen. */
#define PICTURE_MARGIN 12
#define PICTURE_SCALE 2

G_DEFINE_FINAL_TYPE (ConsoleChart, console_chart, GTK_TYPE_WIDGET)

/* The look */

static GdkRGBA
find_colour (GtkWidget  *widget,
             const char *name)
{
  GdkRGBA colour = { 0, 0, 0, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour);
  return colour;
}

static void
init_style (ConsoleChart      *self,
            ConsoleChartStyle *ret_style)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  ret_style->pango = gtk_widget_get_pango_context (widget);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ret_style->text);
  ret_style->surface = find_colour (widget, "card_bg_color");
  if (ret_style->surface.alpha < 1)
    ret_style->surface = find_colour (widget, "window_bg_color");
  ret_style->writes_cells = adw_style_manager_get_high_contrast (manager);
  ret_style->grid = ret_style->text;
  ret_style->grid.alpha *= ret_style->writes_cells ? .5f : .12f;

  for (guint i = 0; i < CONSOLE_CHART_N_COLOURS; i++)
    {
      g_autofree char *name = g_strdup_printf ("chart_%u", i + 1);

      ret_style->colours[i] = find_colour (widget, name);
    }
}

/**
 * console_chart_get_frame:
 * @self: a chart with data
 * @style: (out caller-allocates): its look, which the frame refers to
 * @ret_frame: (out caller-allocates): its frame
 *
 * Puts the chart into the room that it has.
 */
void
console_chart_get_frame (ConsoleChart      *self,
                         ConsoleChartStyle *style,
                         ConsoleChartFrame *ret_frame)
{
  init_style (self, style);
  console_chart_frame_init (ret_frame, self->data, style, gtk_widget_get_width (GTK_WIDGET (self)),
                            gtk_widget_get_height (GTK_WIDGET (self)));
  ret_frame->progress = self->progress;
}

/* Painting */

static gboolean
has_cells (ConsoleChart *self)
{
  return self->data->kind == CONSOLE_CHART_HEAT || self->data->kind == CONSOLE_CHART_RANKING;
}

static void
paint_selection (ConsoleChart            *self,
                 const ConsoleChartFrame *frame,
                 GtkSnapshot             *snapshot)
{
  const double from = console_chart_frame_get_x (frame, (guint) MIN (self->selection.from, self->selection.to));
  const double to = console_chart_frame_get_x (frame, (guint) MAX (self->selection.from, self->selection.to));
  GdkRGBA colour = frame->style->colours[0];

  colour.alpha = .15f;
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT ((float) from - 2, frame->plot.origin.y, (float) (to - from) + 4,
                                                  frame->plot.size.height));
}

static void
paint_dots (ConsoleChart            *self,
            const ConsoleChartFrame *frame,
            GtkSnapshot             *snapshot)
{
  const float x = (float) console_chart_frame_get_x (frame, (guint) self->point);

  for (guint i = 0; i < frame->data->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (frame->data, i);
      const float y = (float) console_chart_frame_get_y (frame, series->values[self->point]);
      const GdkRGBA *own = &frame->style->colours[series->colour % CONSOLE_CHART_N_COLOURS];
      const GdkRGBA *colour = series->is_comparison ? &frame->style->text : own;
      GskRoundedRect dot;

      if (series->is_hidden || (self->series >= 0 && (guint) self->series != i))
        continue;
      gsk_rounded_rect_init_from_rect (&dot, &GRAPHENE_RECT_INIT (x - 5, y - 5, 10, 10), 5);
      gtk_snapshot_push_rounded_clip (snapshot, &dot);
      gtk_snapshot_append_color (snapshot, &frame->style->surface, &dot.bounds);
      gtk_snapshot_pop (snapshot);
      gsk_rounded_rect_shrink (&dot, 1.5f, 1.5f, 1.5f, 1.5f);
      gtk_snapshot_push_rounded_clip (snapshot, &dot);
      gtk_snapshot_append_color (snapshot, colour, &dot.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
paint_outline (const ConsoleChartFrame *frame,
               const graphene_rect_t   *place,
               float                    radius,
               GtkSnapshot             *snapshot)
{
  const float widths[] = { 2, 2, 2, 2 };
  const GdkRGBA colours[] = { frame->style->text, frame->style->text, frame->style->text, frame->style->text };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, place, radius);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

/* Whether the cursor is at what piles are compared with. */
static gboolean
is_at_line (ConsoleChart *self)
{
  return self->data->kind == CONSOLE_CHART_STACKED && self->series >= 0 &&
         console_chart_data_get_series (self->data, (guint) self->series)->is_comparison;
}

static void
paint_cursor (ConsoleChart            *self,
              const ConsoleChartFrame *frame,
              GtkSnapshot             *snapshot)
{
  const float x = (float) console_chart_frame_get_x (frame, (guint) self->point);
  GdkRGBA line = frame->style->text;
  graphene_rect_t place;

  if (has_cells (self))
    {
      console_chart_frame_get_cell (frame, (guint) self->point, (guint) MAX (self->series, 0), &place);
      paint_outline (frame, &place, 4, snapshot);
      return;
    }

  line.alpha *= .5f;
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (x - .5f, frame->plot.origin.y, 1, frame->plot.size.height));
  if (frame->data->kind == CONSOLE_CHART_LINE || is_at_line (self))
    paint_dots (self, frame, snapshot);
  else if (self->series >= 0)
    {
      console_chart_frame_get_bar (frame, (guint) self->point, (guint) self->series, &place);
      graphene_rect_inset (&place, -2, -2);
      paint_outline (frame, &place, 0, snapshot);
    }
}

/* Makes one line of a text stand out. */
static void
embolden (PangoLayout *layout,
          guint        line)
{
  const char *text = pango_layout_get_text (layout);
  PangoAttrList *attributes = pango_layout_get_attributes (layout);
  PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  const char *begin = text;
  const char *end;

  for (guint i = 0; i < line; i++)
    begin = strchr (begin, '\n') + 1;
  end = strchrnul (begin, '\n');
  weight->start_index = (guint) (begin - text);
  weight->end_index = (guint) (end - text);
  pango_attr_list_insert (attributes, weight);
  pango_layout_set_attributes (layout, attributes);
}

/* What there is at the cursor; of the series of a point that which was chosen stands out among the others. */
static PangoLayout *
create_bubble (ConsoleChart            *self,
               const ConsoleChartFrame *frame)
{
  const gboolean is_one_of_all = !has_cells (self) && self->series >= 0;
  g_autofree char *text = console_chart_data_dup_point_text (frame->data, (guint) self->point,
                                                             is_one_of_all ? -1 : self->series);
  PangoLayout *layout = console_chart_create_layout (frame->style, text, .9);
  guint line = 1;

  for (int i = 0; is_one_of_all && i < self->series; i++)
    line += !console_chart_data_get_series (frame->data, (guint) i)->is_hidden;
  if (is_one_of_all)
    embolden (layout, line);

  return layout;
}

/* What the cursor is at, beside it and within the chart. */
static void
paint_bubble (ConsoleChart            *self,
              const ConsoleChartFrame *frame,
              GtkSnapshot             *snapshot)
{
  const GdkRGBA background = { .12f, .12f, .12f, .94f };
  const GdkRGBA foreground = { 1, 1, 1, 1 };
  g_autoptr(PangoLayout) layout = create_bubble (self, frame);
  const double room = gtk_widget_get_width (GTK_WIDGET (self));
  double x = console_chart_frame_get_x (frame, (guint) self->point) + BUBBLE_PADDING;
  double y = frame->plot.origin.y;
  GskRoundedRect bubble;
  graphene_rect_t cell;
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (has_cells (self))
    {
      console_chart_frame_get_cell (frame, (guint) self->point, (guint) MAX (self->series, 0), &cell);
      x = MIN (cell.origin.x + cell.size.width, room / 2);
      y = MIN (cell.origin.y + cell.size.height, gtk_widget_get_height (GTK_WIDGET (self)) - height - 2 * BUBBLE_PADDING);
    }
  if (x + width + 2 * BUBBLE_PADDING > room)
    x = MAX (x - width - 4 * BUBBLE_PADDING, 0);

  gsk_rounded_rect_init_from_rect (&bubble,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width + 2 * BUBBLE_PADDING,
                                                        (float) height + 2 * BUBBLE_PADDING), 8);
  gtk_snapshot_push_rounded_clip (snapshot, &bubble);
  gtk_snapshot_append_color (snapshot, &background, &bubble.bounds);
  gtk_snapshot_pop (snapshot);
  console_chart_paint_text (snapshot, layout, &foreground, x + BUBBLE_PADDING, y + BUBBLE_PADDING, 0);
}

static void
console_chart_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  ConsoleChart *self = CONSOLE_CHART (widget);
  ConsoleChartStyle style;
  ConsoleChartFrame frame;

  if (self->data == NULL || gtk_widget_get_width (widget) <= 0)
    return;

  console_chart_get_frame (self, &style, &frame);
  if (self->selection.from >= 0)
    paint_selection (self, &frame, snapshot);
  console_chart_frame_paint (&frame, snapshot);
  if (self->point >= 0)
    {
      paint_cursor (self, &frame, snapshot);
      paint_bubble (self, &frame, snapshot);
    }
}

static void
console_chart_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  ConsoleChart *self = CONSOLE_CHART (widget);
  ConsoleChartStyle style;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = MINIMUM_WIDTH;
      return;
    }

  init_style (self, &style);
  *minimum = *natural = (int) console_chart_get_height (self->data, &style);
}

/* What is said */

static void
tell (ConsoleChart *self)
{
  g_autofree char *summary = console_chart_data_dup_summary (self->data);
  g_autofree char *text = NULL;

  if (self->point >= 0)
    text = g_strdelimit (console_chart_data_dup_point_text (self->data, (guint) self->point, self->series), "\n", ';');

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : self->data->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary,
                                  -1);
}

static void
grow (double   value,
      gpointer user_data)
{
  ConsoleChart *self = user_data;

  self->progress = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
css_changed (GtkWidget         *widget,
             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (console_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
console_chart_dispose (GObject *object)
{
  ConsoleChart *self = CONSOLE_CHART (object);

  self->data = NULL;
  if (self->growth != NULL)
    adw_animation_reset (self->growth);
  g_clear_object (&self->growth);

  G_OBJECT_CLASS (console_chart_parent_class)->dispose (object);
}

static void
console_chart_class_init (ConsoleChartClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_chart_dispose;
  widget_class->snapshot = console_chart_snapshot;
  widget_class->measure = console_chart_measure;
  widget_class->css_changed = css_changed;

  signals[CONSOLE_CHART_ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[CONSOLE_CHART_ZOOMED] = g_signal_new ("zoomed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[CONSOLE_CHART_ZOOMED_OUT] = g_signal_new ("zoomed-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                    G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
console_chart_init (ConsoleChart *self)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (grow, self, NULL);

  self->growth = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, GROWTH, target);
  self->progress = 1;
  self->point = -1;
  self->series = -1;
  self->selection.from = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  console_chart_init_input (self);
}

/**
 * console_chart_new:
 *
 * Returns: (transfer floating): a chart without data
 */
GtkWidget *
console_chart_new (void)
{
  return g_object_new (CONSOLE_TYPE_CHART, NULL);
}

/* Whether what the cursor is at is at the same place in other data. */
static gboolean
has_cursor_in (ConsoleChart           *self,
               const ConsoleChartData *data)
{
  const int series = self->series;

  if (self->data == NULL || self->point >= (int) data->points->len || series >= (int) data->series->len)
    return FALSE;

  return series < 0 || g_str_equal (console_chart_data_get_series (self->data, (guint) series)->title,
                                    console_chart_data_get_series (data, (guint) series)->title);
}

static gboolean
is_same_point (const ConsoleChartData *data,
               const ConsoleChartData *other,
               int                     point)
{
  return point < (int) MIN (data->points->len, other->points->len) &&
         g_str_equal (console_chart_data_get_point (data, (guint) point)->title,
                      console_chart_data_get_point (other, (guint) point)->title);
}

/* Whether what is selected is the same in other data. */
static gboolean
has_selection_in (ConsoleChart           *self,
                  const ConsoleChartData *data)
{
  return self->data != NULL && self->selection.from >= 0 &&
         is_same_point (self->data, data, self->selection.from) && is_same_point (self->data, data, self->selection.to);
}

/**
 * console_chart_set_data:
 * @self: a chart
 * @data: what it shows; stays the caller's, who keeps it until other data is set
 * @animated: whether the values may grow; they do only where the system allows it
 *
 * Shows data.
 */
void
console_chart_set_data (ConsoleChart           *self,
                        const ConsoleChartData *data,
                        gboolean                animated)
{
  g_return_if_fail (CONSOLE_IS_CHART (self));
  g_return_if_fail (data != NULL);

  if (animated || !has_cursor_in (self, data))
    self->point = self->series = -1;
  if (animated || !has_selection_in (self, data))
    console_chart_select (self, -1, -1);
  self->data = data;
  if (animated)
    adw_animation_play (self->growth);
  console_chart_update (self);
}

/**
 * console_chart_update:
 * @self: a chart
 *
 * Paints and tells the data anew: a series was hidden or shown.
 */
void
console_chart_update (ConsoleChart *self)
{
  g_return_if_fail (CONSOLE_IS_CHART (self));

  if (self->series >= 0 && console_chart_data_get_series (self->data, (guint) self->series)->is_hidden)
    self->series = -1;
  tell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * console_chart_get_cursor:
 * @self: a chart
 *
 * Returns: the point that the cursor is at, -1 for none
 */
int
console_chart_get_cursor (ConsoleChart *self)
{
  g_return_val_if_fail (CONSOLE_IS_CHART (self), -1);

  return self->point;
}

/**
 * console_chart_set_cursor:
 * @self: a chart with data
 * @point: the point to tell of, -1 for none
 * @series: the series to tell of, -1 for all
 *
 * Moves the cursor.
 */
void
console_chart_set_cursor (ConsoleChart *self,
                          int           point,
                          int           series)
{
  g_return_if_fail (CONSOLE_IS_CHART (self));

  if (self->data == NULL || (self->point == point && self->series == series))
    return;

  self->point = MIN (point, (int) self->data->points->len - 1);
  self->series = series;
  tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * console_chart_select:
 * @self: a chart with data
 * @from: where a selection begins, -1 for none
 * @to: where it ends
 *
 * Selects points. Where none are selected any more, a pointer that dragged drags no longer.
 */
void
console_chart_select (ConsoleChart *self,
                      int           from,
                      int           to)
{
  self->selection.is_dragged = self->selection.is_dragged && from >= 0;
  self->selection.from = from;
  self->selection.to = to;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * console_chart_emit:
 * @self: a chart
 * @signal: which signal
 * @first: its first argument
 * @last: its second argument
 *
 * Tells what the person wants.
 */
void
console_chart_emit (ConsoleChart *self,
                    guint         signal,
                    int           first,
                    int           last)
{
  g_signal_emit (self, signals[signal], 0, first, last);
}

/* On the colour of the card, and scaled as a whole: a snapshot that is scaled and moved puts what Cairo draws into it elsewhere
 * (GTK 4.8). */
static GdkTexture *
render (ConsoleChart            *self,
        GskRenderNode           *chart,
        const ConsoleChartStyle *style,
        float                    width,
        float                    height)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  g_autoptr(GskTransform) larger = gsk_transform_scale (NULL, PICTURE_SCALE, PICTURE_SCALE);
  g_autoptr(GskRenderNode) card = gsk_color_node_new (&style->surface, &bounds);
  g_autoptr(GskRenderNode) both = gsk_container_node_new ((GskRenderNode *[]){ card, chart }, 2);
  g_autoptr(GskRenderNode) picture = gsk_transform_node_new (both, larger);

  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (GTK_WIDGET (self))), picture,
                                      &GRAPHENE_RECT_INIT (0, 0, PICTURE_SCALE * width, PICTURE_SCALE * height));
}

/**
 * console_chart_create_texture:
 * @self: a chart that is shown
 *
 * Paints the chart as it is, without the cursor, on the colour of its card, with its title and legend.
 *
 * Returns: (transfer full) (nullable): a picture of twice the size on the screen
 */
GdkTexture *
console_chart_create_texture (ConsoleChart *self)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const int height = gtk_widget_get_height (GTK_WIDGET (self));
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) chart = NULL;
  ConsoleChartStyle style;
  ConsoleChartFrame frame;
  float head;

  g_return_val_if_fail (CONSOLE_IS_CHART (self), NULL);

  if (self->data == NULL || width <= 0 || height <= 0)
    return NULL;

  console_chart_get_frame (self, &style, &frame);
  frame.progress = 1;
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (PICTURE_MARGIN, PICTURE_MARGIN));
  head = (float) console_chart_legend_paint (snapshot, &style, self->data, width);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, head));
  console_chart_frame_paint (&frame, snapshot);
  chart = gtk_snapshot_to_node (snapshot);

  return render (self, chart, &style, width + 2 * PICTURE_MARGIN, height + head + 2 * PICTURE_MARGIN);
}
