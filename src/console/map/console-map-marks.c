/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places, vans and ways as one layer: all of them are one picture, since a widget for each of hundreds would cost more than the
 * map below. The picture is larger than the layer, and is drawn again when something has changed or when the map was moved
 * farther than that; until then it moves with the map. Main thread. */

#include "config.h"

#include "console-map-marks.h"

#include <math.h>

/* Half of a mark's size, and how near to its middle a click is meant for it, in pixels. */
#define RADIUS 8.0
#define REACH 16.0

#define LABEL_GAP 5.0

/* How much larger than the layer the picture is, on each side, in pixels. */
#define MARGIN 200

/* How much wider than a line, or a ring, is what keeps it apart from whatever map is below. */
#define CASING 3.0

/* Points of a line that are nearer to each other than this are one, in pixels. */
#define FINEST 4.0

typedef struct
{
  GdkRGBA shapes[CONSOLE_N_MARK_SHAPES];
  GdkRGBA late;
  GdkRGBA selected;
  GdkRGBA ground;
  GdkRGBA text;
} Colours;

/* What a picture shows: it is good for another one that differs by no more than a move. */
typedef struct
{
  double latitude; /* of the middle */
  double longitude;
  double zoom;
  double rotation;
  int    width;    /* of the layer */
  int    height;
  int    scale;
} View;

struct _ConsoleMapMarks
{
  ShumateLayer parent_instance;

  /* Owned */
  GArray          *places;
  GArray          *vans;
  GArray          *lines;
  char            *label;
  cairo_surface_t *picture; /* nullable: where it is to be drawn again */

  View             pictured;
  gint64           selected;
};

G_DEFINE_FINAL_TYPE (ConsoleMapMarks, console_map_marks, SHUMATE_TYPE_LAYER)

/* Drawing */

static void
look_up (GtkStyleContext *style,
         const char      *name,
         GdkRGBA         *ret_colour)
{
  if (!gtk_style_context_lookup_color (style, name, ret_colour))
    gtk_style_context_get_color (style, ret_colour);
}

static void
read_colours (ConsoleMapMarks *self,
              Colours         *colours)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  look_up (style, "view_bg_color", &colours->ground);
  look_up (style, "view_fg_color", &colours->text);
  look_up (style, "late_color", &colours->late);
  look_up (style, "accent_color", &colours->selected);
  look_up (style, "view_fg_color", &colours->shapes[CONSOLE_MARK_STORE]);
  look_up (style, "view_fg_color", &colours->shapes[CONSOLE_MARK_WAITING]);
  look_up (style, "accent_bg_color", &colours->shapes[CONSOLE_MARK_READY]);
  look_up (style, "soon_color", &colours->shapes[CONSOLE_MARK_UNDER_WAY]);
  look_up (style, "paid_color", &colours->shapes[CONSOLE_MARK_DONE]);
  look_up (style, "accent_color", &colours->shapes[CONSOLE_MARK_VAN]);
}

static void
set_colour (cairo_t       *cr,
            const GdkRGBA *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

static void
trace_polygon (cairo_t      *cr,
               const double *points,
               guint         n_points)
{
  cairo_new_path (cr);
  for (guint i = 0; i < n_points; i++)
    {
      cairo_line_to (cr, points[2 * i], points[2 * i + 1]);
    }
  cairo_close_path (cr);
}

static void
trace_shape (cairo_t         *cr,
             ConsoleMarkShape shape)
{
  static const double house[] = { 0, -9, 9, -1, 6.5, -1, 6.5, 8, -6.5, 8, -6.5, -1, -9, -1 };
  static const double diamond[] = { 0, -9, 9, 0, 0, 9, -9, 0 };
  static const double arrow[] = { 0, -11, 8, 9, 0, 5, -8, 9 };

  if (shape == CONSOLE_MARK_STORE)
    trace_polygon (cr, house, G_N_ELEMENTS (house) / 2);
  else if (shape == CONSOLE_MARK_UNDER_WAY)
    trace_polygon (cr, diamond, G_N_ELEMENTS (diamond) / 2);
  else if (shape == CONSOLE_MARK_VAN)
    trace_polygon (cr, arrow, G_N_ELEMENTS (arrow) / 2);
  else
    {
      cairo_new_path (cr);
      cairo_arc (cr, 0, 0, shape == CONSOLE_MARK_READY ? RADIUS : RADIUS - 1, 0, 2 * G_PI);
    }
}

static void
draw_tick (cairo_t       *cr,
           const GdkRGBA *ground)
{
  cairo_move_to (cr, -3.5, .5);
  cairo_line_to (cr, -1, 3);
  cairo_line_to (cr, 3.5, -2.5);
  set_colour (cr, ground);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

/**
 * console_map_marks_draw:
 * @cr: moved to the middle of the mark
 * @shape: which mark
 * @heading: of a van
 * @colour: of the mark
 * @ground: what is around it
 *
 * Draws a mark, also for a legend.
 */
void
console_map_marks_draw (cairo_t         *cr,
                        ConsoleMarkShape shape,
                        double           heading,
                        const GdkRGBA   *colour,
                        const GdkRGBA   *ground)
{
  const gboolean is_ring = shape == CONSOLE_MARK_WAITING;

  cairo_save (cr);
  cairo_rotate (cr, isnan (heading) ? 0 : heading *G_PI / 180);
  trace_shape (cr, shape);
  set_colour (cr, is_ring ? ground : colour);
  cairo_fill_preserve (cr);
  if (is_ring)
    {
      cairo_set_line_width (cr, 3 + CASING);
      cairo_stroke_preserve (cr);
    }
  set_colour (cr, is_ring ? colour : ground);
  cairo_set_line_width (cr, is_ring ? 3 : 1.5);
  cairo_stroke (cr);
  if (shape == CONSOLE_MARK_DONE)
    draw_tick (cr, ground);
  cairo_restore (cr);
}

/* A triangle above, which also somebody sees who does not see its colour. */
static void
draw_late (cairo_t       *cr,
           const Colours *colours)
{
  static const double triangle[] = { 9, -15, 15, -5, 3, -5 };

  trace_polygon (cr, triangle, G_N_ELEMENTS (triangle) / 2);
  set_colour (cr, &colours->late);
  cairo_fill_preserve (cr);
  set_colour (cr, &colours->ground);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_ring (cairo_t       *cr,
           const Colours *colours)
{
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, RADIUS + 6, 0, 2 * G_PI);
  set_colour (cr, &colours->ground);
  cairo_set_line_width (cr, 6);
  cairo_stroke_preserve (cr);
  set_colour (cr, &colours->selected);
  cairo_set_line_width (cr, 3);
  cairo_stroke (cr);
}

static void
locate (ConsoleMapMarks *self,
        double           latitude,
        double           longitude,
        double          *ret_x,
        double          *ret_y)
{
  shumate_viewport_location_to_widget_coords (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self),
                                              latitude, longitude, ret_x, ret_y);
}

static gboolean
is_pictured (ConsoleMapMarks *self,
             double           x,
             double           y)
{
  return x > -MARGIN - REACH && y > -MARGIN - REACH
         && x < self->pictured.width + MARGIN + REACH
         && y < self->pictured.height + MARGIN + REACH;
}

static gboolean
is_selected (ConsoleMapMarks      *self,
             const ConsoleMapMark *mark)
{
  return self->selected != 0 && mark->id == self->selected
         && mark->shape != CONSOLE_MARK_STORE && mark->shape != CONSOLE_MARK_VAN;
}

static void
draw_mark (ConsoleMapMarks      *self,
           cairo_t              *cr,
           const ConsoleMapMark *mark,
           const Colours        *colours)
{
  GdkRGBA colour = colours->shapes[mark->shape];
  double x, y;

  locate (self, mark->latitude, mark->longitude, &x, &y);
  if (!is_pictured (self, x, y))
    return;

  colour.alpha *= (float) mark->opacity;
  cairo_save (cr);
  cairo_translate (cr, x, y);
  if (is_selected (self, mark))
    draw_ring (cr, colours);
  console_map_marks_draw (cr, mark->shape, mark->heading, &colour, &colours->ground);
  if (mark->is_late)
    draw_late (cr, colours);
  cairo_restore (cr);
}

static void
trace_line (ConsoleMapMarks *self,
            cairo_t         *cr,
            GArray          *points)
{
  double last_x = -G_MAXDOUBLE;
  double last_y = -G_MAXDOUBLE;

  cairo_new_path (cr);
  for (guint i = 0; i < points->len; i++)
    {
      const ConsoleMapPoint *point = &g_array_index (points, ConsoleMapPoint, i);
      double x, y;

      locate (self, point->latitude, point->longitude, &x, &y);
      if (i + 1 < points->len && fabs (x - last_x) < FINEST && fabs (y - last_y) < FINEST)
        continue;

      cairo_line_to (cr, x, y);
      last_x = x;
      last_y = y;
    }
}

/* The colours are those of the window, light or dark, and tiles may be either. */
static void
draw_casing (cairo_t       *cr,
             const Colours *colours,
             double         width)
{
  GdkRGBA colour = colours->ground;

  colour.alpha = .8f;
  set_colour (cr, &colour);
  cairo_set_line_width (cr, width + CASING);
  cairo_stroke_preserve (cr);
}

static void
draw_line (ConsoleMapMarks      *self,
           cairo_t              *cr,
           const ConsoleMapLine *line,
           const Colours        *colours)
{
  static const double dashes[] = { 7, 5 };
  const double width = line->is_plan ? 2.5 : 4;
  GdkRGBA colour = colours->shapes[CONSOLE_MARK_VAN];

  trace_line (self, cr, line->points);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  draw_casing (cr, colours, width);
  colour.alpha = line->is_plan ? .9f : .5f;
  set_colour (cr, &colour);
  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, dashes, line->is_plan ? (int) G_N_ELEMENTS (dashes) : 0, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_marks (ConsoleMapMarks *self,
            cairo_t         *cr,
            GArray          *marks,
            const Colours   *colours)
{
  for (guint i = 0; i < marks->len; i++)
    {
      draw_mark (self, cr, &g_array_index (marks, ConsoleMapMark, i), colours);
    }
}

/* What is selected says its name, above all others, and in full also at the edge. */
static void
append_label (ConsoleMapMarks *self,
              GtkSnapshot     *snapshot,
              const Colours   *colours,
              double           x,
              double           y)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->label);
  int width, height;
  double left;

  pango_layout_get_pixel_size (layout, &width, &height);
  left = MAX (MIN (x - width / 2.0, gtk_widget_get_width (GTK_WIDGET (self)) - width - LABEL_GAP), LABEL_GAP);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) left, (float) (y + RADIUS + 6 + LABEL_GAP)));
  gtk_snapshot_append_color (snapshot, &colours->ground,
                             &GRAPHENE_RECT_INIT (-4, -1, (float) (width + 8), (float) (height + 2)));
  gtk_snapshot_append_layout (snapshot, layout, &colours->text);
  gtk_snapshot_restore (snapshot);
}

static void
append_selected (ConsoleMapMarks *self,
                 GtkSnapshot     *snapshot,
                 const Colours   *colours)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const ConsoleMapMark *mark = &g_array_index (self->places, ConsoleMapMark, i);
      double x, y;

      if (is_selected (self, mark))
        {
          locate (self, mark->latitude, mark->longitude, &x, &y);
          append_label (self, snapshot, colours, x, y);
        }
    }
}

static View
get_view (ConsoleMapMarks *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  return (View) {
           shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
           shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
           shumate_viewport_get_zoom_level (viewport), shumate_viewport_get_rotation (viewport),
           gtk_widget_get_width (widget), gtk_widget_get_height (widget), gtk_widget_get_scale_factor (widget),
  };
}

static void
draw_picture (ConsoleMapMarks *self,
              const Colours   *colours)
{
  const View view = get_view (self);
  cairo_t *cr;

  g_clear_pointer (&self->picture, cairo_surface_destroy);
  self->pictured = view;
  self->picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (view.width + 2 * MARGIN) * view.scale,
                                              (view.height + 2 * MARGIN) * view.scale);
  cairo_surface_set_device_scale (self->picture, view.scale, view.scale);
  cr = cairo_create (self->picture);
  cairo_translate (cr, MARGIN, MARGIN);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  for (guint i = 0; i < self->lines->len; i++)
    {
      draw_line (self, cr, &g_array_index (self->lines, ConsoleMapLine, i), colours);
    }
  draw_marks (self, cr, self->places, colours);
  draw_marks (self, cr, self->vans, colours);
  cairo_destroy (cr);
}

/* How far the map was moved since the picture was drawn, in whole pixels. */
static gboolean
is_good (ConsoleMapMarks *self,
         double          *ret_x,
         double          *ret_y)
{
  View view = get_view (self);

  if (self->picture == NULL)
    return FALSE;

  locate (self, self->pictured.latitude, self->pictured.longitude, ret_x, ret_y);
  *ret_x = round (*ret_x - view.width / 2.0);
  *ret_y = round (*ret_y - view.height / 2.0);

  return view.zoom == self->pictured.zoom && view.rotation == self->pictured.rotation
         && view.width == self->pictured.width && view.height == self->pictured.height
         && view.scale == self->pictured.scale
         && fabs (*ret_x) <= MARGIN && fabs (*ret_y) <= MARGIN;
}

static void
console_map_marks_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  ConsoleMapMarks *self = CONSOLE_MAP_MARKS (widget);
  const graphene_rect_t bounds =
    GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget));
  Colours colours;
  double x = 0;
  double y = 0;
  cairo_t *cr;

  if (self->places->len + self->vans->len + self->lines->len == 0)
    return;

  read_colours (self, &colours);
  if (!is_good (self, &x, &y))
    {
      draw_picture (self, &colours);
      x = y = 0;
    }
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_set_source_surface (cr, self->picture, x - MARGIN, y - MARGIN);
  cairo_paint (cr);
  cairo_destroy (cr);
  if (self->label != NULL)
    append_selected (self, snapshot, &colours);
}

/* What is there has changed, or how it looks. */
static void
redraw (ConsoleMapMarks *self)
{
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
console_map_marks_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (console_map_marks_parent_class)->css_changed (widget, change);

  redraw (CONSOLE_MAP_MARKS (widget));
}

static void
console_map_marks_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (console_map_marks_parent_class)->constructed (object);

  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
console_map_marks_finalize (GObject *object)
{
  ConsoleMapMarks *self = CONSOLE_MAP_MARKS (object);

  g_array_unref (self->places);
  g_array_unref (self->vans);
  g_array_unref (self->lines);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_free (self->label);

  G_OBJECT_CLASS (console_map_marks_parent_class)->finalize (object);
}

static void
console_map_marks_class_init (ConsoleMapMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = console_map_marks_constructed;
  G_OBJECT_CLASS (klass)->finalize = console_map_marks_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = console_map_marks_snapshot;
  GTK_WIDGET_CLASS (klass)->css_changed = console_map_marks_css_changed;
}

static void
console_map_marks_init (ConsoleMapMarks *self)
{
  self->places = console_map_marks_create_array ();
  self->vans = console_map_marks_create_array ();
  self->lines = console_map_marks_create_lines ();
}

/**
 * console_map_marks_new:
 * @viewport: of the map
 *
 * Returns: (transfer floating): a layer with nothing on it
 */
ConsoleMapMarks *
console_map_marks_new (ShumateViewport *viewport)
{
  return g_object_new (CONSOLE_TYPE_MAP_MARKS, "viewport", viewport, NULL);
}

static void
clear_line (gpointer data)
{
  g_array_unref (((ConsoleMapLine *) data)->points);
}

/**
 * console_map_marks_create_array:
 *
 * Returns: (transfer full) (element-type ConsoleMapMark): room for marks
 */
GArray *
console_map_marks_create_array (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ConsoleMapMark));
}

/**
 * console_map_marks_create_lines:
 *
 * Returns: (transfer full) (element-type ConsoleMapLine): room for lines
 */
GArray *
console_map_marks_create_lines (void)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (ConsoleMapLine));

  g_array_set_clear_func (lines, clear_line);

  return lines;
}

static void
take (ConsoleMapMarks *self,
      GArray         **member,
      GArray          *array)
{
  g_array_unref (*member);
  *member = array;
  redraw (self);
}

/**
 * console_map_marks_set_places:
 * @self: a layer
 * @marks: (transfer full) (element-type ConsoleMapMark): places, those that matter most last
 */
void
console_map_marks_set_places (ConsoleMapMarks *self,
                              GArray          *marks)
{
  g_return_if_fail (CONSOLE_IS_MAP_MARKS (self));

  take (self, &self->places, marks);
}

/**
 * console_map_marks_move_place:
 * @self: a layer
 * @place: the id of a place
 * @latitude: degrees north
 * @longitude: degrees east
 *
 * Shows a place somewhere else, until the places are set again.
 */
void
console_map_marks_move_place (ConsoleMapMarks *self,
                              gint64           place,
                              double           latitude,
                              double           longitude)
{
  g_return_if_fail (CONSOLE_IS_MAP_MARKS (self));

  for (guint i = 0; i < self->places->len; i++)
    {
      ConsoleMapMark *mark = &g_array_index (self->places, ConsoleMapMark, i);

      if (mark->shape == CONSOLE_MARK_STORE || mark->id != place)
        continue;
      mark->latitude = latitude;
      mark->longitude = longitude;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * console_map_marks_set_vans:
 * @self: a layer
 * @marks: (transfer full) (element-type ConsoleMapMark): vans
 */
void
console_map_marks_set_vans (ConsoleMapMarks *self,
                            GArray          *marks)
{
  g_return_if_fail (CONSOLE_IS_MAP_MARKS (self));

  take (self, &self->vans, marks);
}

/**
 * console_map_marks_set_lines:
 * @self: a layer
 * @lines: (transfer full) (element-type ConsoleMapLine): ways
 */
void
console_map_marks_set_lines (ConsoleMapMarks *self,
                             GArray          *lines)
{
  g_return_if_fail (CONSOLE_IS_MAP_MARKS (self));

  take (self, &self->lines, lines);
}

/**
 * console_map_marks_select:
 * @self: a layer
 * @place: the id of a place, 0 for none
 * @label: (nullable): what to write beside it
 */
void
console_map_marks_select (ConsoleMapMarks *self,
                          gint64           place,
                          const char      *label)
{
  g_return_if_fail (CONSOLE_IS_MAP_MARKS (self));

  self->selected = place;
  g_free (self->label);
  self->label = g_strdup (label);
  redraw (self);
}

static const ConsoleMapMark *
find_nearest (ConsoleMapMarks      *self,
              GArray               *marks,
              double                x,
              double                y,
              const ConsoleMapMark *nearest,
              double               *distance)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const ConsoleMapMark *mark = &g_array_index (marks, ConsoleMapMark, i);
      double mark_x, mark_y;

      locate (self, mark->latitude, mark->longitude, &mark_x, &mark_y);
      if (hypot (mark_x - x, mark_y - y) <= *distance)
        {
          nearest = mark;
          *distance = hypot (mark_x - x, mark_y - y);
        }
    }

  return nearest;
}

/**
 * console_map_marks_find:
 * @self: a layer
 * @x: pixels from its left
 * @y: pixels from its top
 *
 * Returns: (transfer none) (nullable): the mark that somebody who points there means
 */
const ConsoleMapMark *
console_map_marks_find (ConsoleMapMarks *self,
                        double           x,
                        double           y)
{
  const ConsoleMapMark *nearest;
  double distance = REACH;

  g_return_val_if_fail (CONSOLE_IS_MAP_MARKS (self), NULL);

  nearest = find_nearest (self, self->places, x, y, NULL, &distance);

  return find_nearest (self, self->vans, x, y, nearest, &distance);
}
