/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places, vans and ways as one layer: all of them are one picture, since a widget for each of hundreds would cost more than the
 * map below. The picture is larger than the layer, and is drawn again when something has changed or when the map was moved
 * farther than that; until then it moves with the map. How they look is in console-map-marks-draw.c. Main thread. */

#include "config.h"

#include "console-map-marks-private.h"

#include <math.h>

/* How near to the middle of a mark a click is meant for it, in pixels. */
#define REACH 16.0

#define LABEL_GAP 5.0

/* At the lower edge of the map it says whom to thank for it. */
#define FOOT 24

/* How much larger than the layer the picture is, on each side, in pixels. */
#define MARGIN 200

/* Points of a line that are nearer to each other than this are one, in pixels. */
#define FINEST 4.0

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
draw_mark (ConsoleMapMarks          *self,
           cairo_t                  *cr,
           const ConsoleMapMark     *mark,
           const ConsoleMarkColours *colours)
{
  double x, y;

  locate (self, mark->latitude, mark->longitude, &x, &y);
  if (!is_pictured (self, x, y))
    return;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  console_mark_draw (cr, mark, colours, is_selected (self, mark));
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

static void
draw_marks (ConsoleMapMarks          *self,
            cairo_t                  *cr,
            GArray                   *marks,
            const ConsoleMarkColours *colours)
{
  for (guint i = 0; i < marks->len; i++)
    {
      draw_mark (self, cr, &g_array_index (marks, ConsoleMapMark, i), colours);
    }
}

/* What is selected says its name below it or, at the lower edge, above it; in front of all others, and in full also at the
 * sides. */
static void
append_label (ConsoleMapMarks          *self,
              GtkSnapshot              *snapshot,
              const ConsoleMarkColours *colours,
              double                    x,
              double                    y)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->label);
  const double distance = CONSOLE_MARK_RADIUS + CONSOLE_MARK_RING + LABEL_GAP;
  int width, height;
  double left, top;

  pango_layout_get_pixel_size (layout, &width, &height);
  left = MAX (MIN (x - width / 2.0, gtk_widget_get_width (GTK_WIDGET (self)) - width - LABEL_GAP), LABEL_GAP);
  top = y + distance + height > gtk_widget_get_height (GTK_WIDGET (self)) - FOOT ? y - distance - height : y + distance;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) left, (float) top));
  gtk_snapshot_append_color (snapshot, &colours->ground,
                             &GRAPHENE_RECT_INIT (-4, -1, (float) (width + 8), (float) (height + 2)));
  gtk_snapshot_append_layout (snapshot, layout, &colours->text);
  gtk_snapshot_restore (snapshot);
}

static void
append_selected (ConsoleMapMarks          *self,
                 GtkSnapshot              *snapshot,
                 const ConsoleMarkColours *colours)
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
draw_picture (ConsoleMapMarks          *self,
              const ConsoleMarkColours *colours)
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
      const ConsoleMapLine *line = &g_array_index (self->lines, ConsoleMapLine, i);

      trace_line (self, cr, line->points);
      console_mark_draw_line (cr, colours, line->is_plan);
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
  ConsoleMarkColours colours;
  double x = 0;
  double y = 0;
  cairo_t *cr;

  if (self->places->len + self->vans->len + self->lines->len == 0)
    return;

  console_mark_colours_read (&colours, widget);
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
  redraw (self);
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
