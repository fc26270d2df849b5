/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A map: a grid of degrees that always has something to show, tiles over it, and the layers of whoever uses it. It says whom to
 * thank for the tiles, and why there are none. Arrow keys move it, plus and minus change how near it is. Main thread. */

#include "config.h"

#include "console-map.h"

#include "console-map-grid.h"
#include "console-tile-source.h"

#include <glib/gi18n.h>
#include <math.h>

/* Pixels between what is to be fitted and the edge. */
#define MARGIN 56

/* Nearer than this nobody needs it. */
#define NEAREST_FIT 15

/* How much of the map an arrow key moves it by. */
#define STEP .2

struct _ConsoleMap
{
  AdwBin parent_instance;

  /* Template children */
  ShumateMap   *map;
  ShumateScale *scale;
  GtkLabel     *attribution;
  GtkWidget    *notice;
  GtkLabel     *notice_text;

  /* Owned */
  ConsoleTiles *tiles;

  /* Borrowed */
  ShumateLayer *grid;
  ShumateLayer *tile_layer;

  ConsoleMapBox fitted; /* what was to be shown last */
  guint         fit_tick;

  /* What was shown then */
  double fitted_latitude;
  double fitted_longitude;
  double fitted_zoom;
};

G_DEFINE_FINAL_TYPE (ConsoleMap, console_map, ADW_TYPE_BIN)

/**
 * console_map_box_include:
 * @self: a box
 * @latitude: degrees north
 * @longitude: degrees east
 *
 * Makes the box large enough for a place.
 */
void
console_map_box_include (ConsoleMapBox *self,
                         double         latitude,
                         double         longitude)
{
  self->south = MIN (self->south, latitude);
  self->west = MIN (self->west, longitude);
  self->north = MAX (self->north, latitude);
  self->east = MAX (self->east, longitude);
}

/**
 * console_map_box_is_empty:
 * @self: a box
 *
 * Returns: whether there is nothing in it
 */
gboolean
console_map_box_is_empty (const ConsoleMapBox *self)
{
  return self->south > self->north;
}

static const char *
get_reason (ConsoleTilesState state)
{
  switch (state)
    {
    case CONSOLE_TILES_NO_SOURCE:
      return _("No source of maps is set up in the preferences.");

    case CONSOLE_TILES_OFFLINE:
      return _("Offline: only the parts of the map that were looked at before are shown.");

    case CONSOLE_TILES_UNREACHABLE:
      return _("The map server does not answer. What was looked at before is shown.");

    case CONSOLE_TILES_REFUSED:
      return _("The map server refuses to answer. What was looked at before is shown.");

    case CONSOLE_TILES_NO_PICTURES:
      return _("The map server answers with something that is no map. Check its address in the preferences.");

    case CONSOLE_TILES_MISSING:
      return _("The map server has no map of this place.");

    case CONSOLE_TILES_BAD_FILE:
      return _("The map file cannot be read. Choose another one in the preferences.");

    case CONSOLE_TILES_GOOD:
    default:
      return NULL;
    }
}

static void
update_notice (ConsoleMap *self)
{
  const char *reason = get_reason (console_tiles_get_state (self->tiles));

  gtk_label_set_label (self->notice_text, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->notice, reason != NULL);
}

/* OpenStreetMap wants its name to be a link. */
static void
update_attribution (ConsoleMap *self)
{
  g_autofree char *text = console_tiles_dup_attribution (self->tiles);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  g_autoptr(GString) linked = g_string_new (markup);

  g_string_replace (linked, "OpenStreetMap", "<a href=\"https://www.openstreetmap.org/copyright\">OpenStreetMap</a>", 1);
  gtk_label_set_markup (self->attribution, linked->str);
  gtk_widget_set_visible (GTK_WIDGET (self->attribution), *text != '\0');
}

/* The viewport must know the projection also where there are no tiles. */
static void
update_tiles (ConsoleMap *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  g_autoptr(ShumateMapSource) source = console_tile_source_new (self->tiles);
  ShumateLayer *layer = SHUMATE_LAYER (shumate_map_layer_new (source, viewport));

  shumate_viewport_set_reference_map_source (viewport, source);
  shumate_map_set_map_source (self->map, source);
  shumate_map_insert_layer_above (self->map, layer, self->grid);
  if (self->tile_layer != NULL)
    shumate_map_remove_layer (self->map, self->tile_layer);
  self->tile_layer = layer;
  update_attribution (self);
  update_notice (self);
}

/* Where things are, as fractions of the world's side in the projection of web maps. */

static double
project_latitude (double latitude)
{
  const double sine = sin (CLAMP (latitude, -85, 85) * G_PI / 180);

  return .5 - log ((1 + sine) / (1 - sine)) / (4 * G_PI);
}

static double
unproject_latitude (double fraction)
{
  return atan (sinh (G_PI * (1 - 2 * fraction))) * 180 / G_PI;
}

static void
fit_now (ConsoleMap *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  const double top = project_latitude (self->fitted.north);
  const double bottom = project_latitude (self->fitted.south);
  const double width = MAX (gtk_widget_get_width (GTK_WIDGET (self->map)) - 2 * MARGIN, CONSOLE_TILE_SIDE / 4);
  const double height = MAX (gtk_widget_get_height (GTK_WIDGET (self->map)) - 2 * MARGIN, CONSOLE_TILE_SIDE / 4);
  const double across = MAX ((self->fitted.east - self->fitted.west) / 360, 1e-9) * CONSOLE_TILE_SIDE;
  const double down = MAX (bottom - top, 1e-9) * CONSOLE_TILE_SIDE;
  const double zoom = MIN (log2 (width / across), log2 (height / down));

  console_map_show (self, unproject_latitude ((top + bottom) / 2), (self->fitted.west + self->fitted.east) / 2,
                    CLAMP (zoom, 2, NEAREST_FIT));
  self->fitted_latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  self->fitted_longitude = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  self->fitted_zoom = shumate_viewport_get_zoom_level (viewport);
}

static gboolean
fit_cb (GtkWidget     *widget,
        GdkFrameClock *clock,
        gpointer       user_data)
{
  ConsoleMap *self = CONSOLE_MAP (widget);

  if (gtk_widget_get_width (GTK_WIDGET (self->map)) == 0)
    return G_SOURCE_CONTINUE;

  self->fit_tick = 0;
  fit_now (self);

  return G_SOURCE_REMOVE;
}

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  shumate_map_zoom_in (CONSOLE_MAP (widget)->map);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  shumate_map_zoom_out (CONSOLE_MAP (widget)->map);
}

static void
pan_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ConsoleMap *self = CONSOLE_MAP (widget);
  GtkWidget *map = GTK_WIDGET (self->map);
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  const double width = gtk_widget_get_width (map);
  const double height = gtk_widget_get_height (map);
  double across, down, latitude, longitude;

  g_variant_get (parameter, "(dd)", &across, &down);
  shumate_viewport_widget_coords_to_location (viewport, map, width * (.5 + across), height * (.5 + down),
                                              &latitude, &longitude);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), latitude, longitude);
}

static void
console_map_dispose (GObject *object)
{
  ConsoleMap *self = CONSOLE_MAP (object);

  g_clear_object (&self->tiles);
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_MAP);

  G_OBJECT_CLASS (console_map_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "map.pan", "(dd)", pan_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, 0, "map.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, 0, "map.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, 0, "map.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, 0, "map.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "map.pan", "(dd)", -STEP, 0.);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "map.pan", "(dd)", STEP, 0.);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, 0, "map.pan", "(dd)", 0., -STEP);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, 0, "map.pan", "(dd)", 0., STEP);
}

static void
console_map_class_init (ConsoleMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_map_dispose;

  add_keys (widget_class);
  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (SHUMATE_TYPE_SCALE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/map/map.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleMap, map);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMap, scale);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMap, attribution);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMap, notice);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMap, notice_text);
}

static void
console_map_init (ConsoleMap *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  shumate_scale_set_viewport (self->scale, shumate_map_get_viewport (self->map));
}

/**
 * console_map_set_context:
 * @self: a map
 * @context: tells where the map comes from
 *
 * Begins to show a map. To be called once.
 */
void
console_map_set_context (ConsoleMap     *self,
                         ConsoleContext *context)
{
  g_return_if_fail (CONSOLE_IS_MAP (self) && self->tiles == NULL);

  self->tiles = g_object_ref (console_context_get_tiles (context));
  self->grid = console_map_grid_new (shumate_map_get_viewport (self->map));
  shumate_map_add_layer (self->map, self->grid);
  update_tiles (self);
  g_signal_connect_object (self->tiles, "changed", G_CALLBACK (update_tiles), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tiles, "notify::state", G_CALLBACK (update_notice), self, G_CONNECT_SWAPPED);
}

/**
 * console_map_get_viewport:
 * @self: a map
 *
 * Returns: (transfer none): which part of the world is seen
 */
ShumateViewport *
console_map_get_viewport (ConsoleMap *self)
{
  g_return_val_if_fail (CONSOLE_IS_MAP (self), NULL);

  return shumate_map_get_viewport (self->map);
}

/**
 * console_map_add_layer:
 * @self: a map with a context
 * @layer: (transfer floating): a layer for its viewport
 *
 * Puts a layer above all others.
 */
void
console_map_add_layer (ConsoleMap   *self,
                       ShumateLayer *layer)
{
  g_return_if_fail (CONSOLE_IS_MAP (self));

  shumate_map_add_layer (self->map, layer);
}

/**
 * console_map_show:
 * @self: a map
 * @latitude: degrees north
 * @longitude: degrees east
 * @zoom: how near
 *
 * Shows a place in the middle.
 */
void
console_map_show (ConsoleMap *self,
                  double      latitude,
                  double      longitude,
                  double      zoom)
{
  ShumateViewport *viewport;

  g_return_if_fail (CONSOLE_IS_MAP (self));

  viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_zoom_level (viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), latitude, longitude);
}

/**
 * console_map_reveal:
 * @self: a map
 * @latitude: degrees north
 * @longitude: degrees east
 *
 * Shows a place in the middle, unless it is seen already.
 */
void
console_map_reveal (ConsoleMap *self,
                    double      latitude,
                    double      longitude)
{
  ShumateViewport *viewport;
  double x, y;

  g_return_if_fail (CONSOLE_IS_MAP (self));

  viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_location_to_widget_coords (viewport, GTK_WIDGET (self->map), latitude, longitude, &x, &y);
  if (x < MARGIN || y < MARGIN
      || x > gtk_widget_get_width (GTK_WIDGET (self->map)) - MARGIN
      || y > gtk_widget_get_height (GTK_WIDGET (self->map)) - MARGIN)
    shumate_location_set_location (SHUMATE_LOCATION (viewport), latitude, longitude);
}

/**
 * console_map_fit:
 * @self: a map
 * @box: what to show; nothing happens when it is empty
 *
 * Shows all of it, as near as it goes; as soon as the map has a size.
 */
void
console_map_fit (ConsoleMap          *self,
                 const ConsoleMapBox *box)
{
  g_return_if_fail (CONSOLE_IS_MAP (self));

  if (console_map_box_is_empty (box))
    return;

  self->fitted = *box;
  if (gtk_widget_get_width (GTK_WIDGET (self->map)) > 0)
    fit_now (self);
  else if (self->fit_tick == 0)
    self->fit_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), fit_cb, NULL, NULL);
}

/**
 * console_map_is_fitted:
 * @self: a map
 *
 * Returns: whether nobody moved it since console_map_fit()
 */
gboolean
console_map_is_fitted (ConsoleMap *self)
{
  ShumateViewport *viewport;

  g_return_val_if_fail (CONSOLE_IS_MAP (self), FALSE);

  viewport = shumate_map_get_viewport (self->map);
  return self->fit_tick != 0
         || (shumate_location_get_latitude (SHUMATE_LOCATION (viewport)) == self->fitted_latitude
             && shumate_location_get_longitude (SHUMATE_LOCATION (viewport)) == self->fitted_longitude
             && shumate_viewport_get_zoom_level (viewport) == self->fitted_zoom);
}
