/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A place on a map: a click, or the button for whom a click is out of reach, moves it. Main thread. */

#include "config.h"

#include "console-position-picker.h"

#include "console-map.h"

#include <math.h>

/* How much of the surroundings a place is shown with, and the world without one. */
#define PLACE_ZOOM 14
#define WORLD_ZOOM 2

/* Pixels that a click may wander. */
#define CLICK_DISTANCE 8

struct _ConsolePositionPicker
{
  AdwBin parent_instance;

  /* Template children */
  ConsoleMap *map;

  /* Borrowed */
  ShumateMarkerLayer *markers;
  ShumateMarker      *marker; /* NULL without a place */

  double              pressed_x;
  double              pressed_y;
};

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsolePositionPicker, console_position_picker, ADW_TYPE_BIN)

static void
remove_marker (ConsolePositionPicker *self)
{
  shumate_marker_layer_remove_all (self->markers);
  self->marker = NULL;
}

static void
place_marker (ConsolePositionPicker *self,
              double                 latitude,
              double                 longitude)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("sweetspot-place-symbolic");

  remove_marker (self);
  gtk_image_set_pixel_size (GTK_IMAGE (image), 32);
  gtk_widget_add_css_class (image, "place");
  self->marker = shumate_marker_new ();
  shumate_marker_set_child (self->marker, image);
  shumate_location_set_location (SHUMATE_LOCATION (self->marker), latitude, longitude);
  shumate_marker_layer_add_marker (self->markers, self->marker);
}

/* To a millionth of a degree, which is about ten centimetres. */
static void
pick (ConsolePositionPicker *self,
      double                 latitude,
      double                 longitude)
{
  const double north = round (latitude * 1e6) / 1e6;
  const double east = round (longitude * 1e6) / 1e6;

  place_marker (self, north, east);
  g_signal_emit (self, signals[PICKED], 0, north, east);
}

static void
pressed_cb (GtkGestureClick       *gesture,
            int                    n_presses,
            double                 x,
            double                 y,
            ConsolePositionPicker *self)
{
  self->pressed_x = x;
  self->pressed_y = y;
}

/* What ends elsewhere moved the map. */
static void
released_cb (GtkGestureClick       *gesture,
             int                    n_presses,
             double                 x,
             double                 y,
             ConsolePositionPicker *self)
{
  ShumateViewport *viewport = console_map_get_viewport (self->map);
  double latitude, longitude;

  if (hypot (x - self->pressed_x, y - self->pressed_y) > CLICK_DISTANCE)
    return;

  shumate_viewport_widget_coords_to_location (viewport, GTK_WIDGET (self->map), x, y, &latitude, &longitude);
  pick (self, latitude, longitude);
}

static void
pick_middle_cb (ConsolePositionPicker *self)
{
  ShumateLocation *middle = SHUMATE_LOCATION (console_map_get_viewport (self->map));

  pick (self, shumate_location_get_latitude (middle), shumate_location_get_longitude (middle));
}

static void
console_position_picker_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_POSITION_PICKER);

  G_OBJECT_CLASS (console_position_picker_parent_class)->dispose (object);
}

static void
console_position_picker_class_init (ConsolePositionPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_position_picker_dispose;

  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  g_type_ensure (CONSOLE_TYPE_MAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/store/position-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsolePositionPicker, map);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_middle_cb);
}

static void
console_position_picker_init (ConsolePositionPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->markers = shumate_marker_layer_new (console_map_get_viewport (self->map));
}

/**
 * console_position_picker_new:
 * @context: tells where the map comes from
 *
 * Returns: (transfer floating): a map without a place
 */
GtkWidget *
console_position_picker_new (ConsoleContext *context)
{
  ConsolePositionPicker *self = g_object_new (CONSOLE_TYPE_POSITION_PICKER, NULL);

  console_map_set_context (self->map, context);
  console_map_add_layer (self->map, SHUMATE_LAYER (self->markers));
  console_position_picker_show (self, NAN, NAN);

  return GTK_WIDGET (self);
}

static gboolean
is_at (ConsolePositionPicker *self,
       double                 latitude,
       double                 longitude)
{
  ShumateLocation *place = (ShumateLocation *) self->marker;

  return place != NULL
         && fabs (shumate_location_get_latitude (place) - latitude) < 1e-9
         && fabs (shumate_location_get_longitude (place) - longitude) < 1e-9;
}

/**
 * console_position_picker_show:
 * @self: a picker
 * @latitude: degrees north, NAN for none
 * @longitude: degrees east, NAN for none
 *
 * Shows a place, and the map around it unless it is shown already.
 */
void
console_position_picker_show (ConsolePositionPicker *self,
                              double                 latitude,
                              double                 longitude)
{
  const gboolean is_place = fabs (latitude) <= 90 && fabs (longitude) <= 180;

  g_return_if_fail (CONSOLE_IS_POSITION_PICKER (self));

  if (is_place && is_at (self, latitude, longitude))
    return;

  console_map_show (self->map, is_place ? latitude : 0, is_place ? longitude : 0, is_place ? PLACE_ZOOM : WORLD_ZOOM);
  if (is_place)
    place_marker (self, latitude, longitude);
  else
    remove_marker (self);
}

/**
 * console_position_picker_look_at:
 * @self: a picker
 * @latitude: degrees north
 * @longitude: degrees east
 *
 * Shows the surroundings of a place, which is not the one that is looked for.
 */
void
console_position_picker_look_at (ConsolePositionPicker *self,
                                 double                 latitude,
                                 double                 longitude)
{
  g_return_if_fail (CONSOLE_IS_POSITION_PICKER (self));

  console_map_show (self->map, latitude, longitude, PLACE_ZOOM);
}
