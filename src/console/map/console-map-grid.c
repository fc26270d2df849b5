/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of latitude and longitude, where there are no tiles to show a map with. Main thread. */

#include "config.h"

#include "console-map-grid.h"

#include <math.h>

/* About so many pixels between two lines. */
#define DISTANCE 90

struct _ConsoleMapGrid
{
  ShumateLayer parent_instance;
};

G_DEFINE_FINAL_TYPE (ConsoleMapGrid, console_map_grid, SHUMATE_TYPE_LAYER)

/* 1, 2 or 5 times a power of ten, at least as large as @least. */
static double
round_up (double least)
{
  const double power = pow (10, floor (log10 (least)));
  const double factor = least / power;

  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

static void
append_lines (ConsoleMapGrid *self,
              GtkSnapshot    *snapshot,
              gboolean        is_latitude,
              const GdkRGBA  *colour)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  GtkWidget *widget = GTK_WIDGET (self);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  double top, left, bottom, right, step, value, x, y;

  shumate_viewport_widget_coords_to_location (viewport, widget, 0, 0, &top, &left);
  shumate_viewport_widget_coords_to_location (viewport, widget, width, height, &bottom, &right);
  step = round_up (MAX (fabs (right - left), 1e-6) * DISTANCE / MAX (width, 1));
  for (value = ceil ((is_latitude ? bottom : left) / step) * step; value < (is_latitude ? top : right); value += step)
    {
      shumate_viewport_location_to_widget_coords (viewport, widget, is_latitude ? value : top,
                                                  is_latitude ? left : value, &x, &y);
      gtk_snapshot_append_color (snapshot, colour,
                                 is_latitude ? &GRAPHENE_RECT_INIT (0, (float) y, (float) width, 1)
                                 : &GRAPHENE_RECT_INIT ((float) x, 0, 1, (float) height));
    }
}

static void
console_map_grid_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  ConsoleMapGrid *self = CONSOLE_MAP_GRID (widget);
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= .15f;
  append_lines (self, snapshot, TRUE, &colour);
  append_lines (self, snapshot, FALSE, &colour);
}

static void
console_map_grid_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (console_map_grid_parent_class)->constructed (object);

  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
console_map_grid_class_init (ConsoleMapGridClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = console_map_grid_constructed;
  GTK_WIDGET_CLASS (klass)->snapshot = console_map_grid_snapshot;
}

static void
console_map_grid_init (ConsoleMapGrid *self)
{
}

/**
 * console_map_grid_new:
 * @viewport: of the map
 *
 * Returns: (transfer floating): a layer of lines
 */
ShumateLayer *
console_map_grid_new (ShumateViewport *viewport)
{
  return g_object_new (CONSOLE_TYPE_MAP_GRID, "viewport", viewport, NULL);
}
