/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The level of an item over the coming days as a line of steps, with its threshold as a dashed one. What falls below nothing is
 * drawn below the ground line, in the widget's colour like all of it: style classes choose that. A screen reader is told a
 * sentence. Main thread. */

#include "config.h"

#include "console-level-chart.h"

#include "bakery-time.h"
#include "console-level-scale.h"

#include <glib/gi18n.h>

#define LINE 2.f
#define DASH 3.f
#define SMALL_WIDTH 96
#define SMALL_HEIGHT 32
#define LARGE_WIDTH 240
#define LARGE_HEIGHT 140
#define LABEL_GAP 6.f

/* A day is named where there is this much room for its name. */
#define LABEL_ROOM 30.f

struct _ConsoleLevelChart
{
  GtkWidget parent_instance;

  /* Owned */
  ConsoleLevelScale *scale;     /* NULL before something is shown */
  GPtrArray         *day_names; /* of the midnights */

  gboolean           is_detailed;
};

enum
{
  PROP_0,
  PROP_DETAILED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ConsoleLevelChart, console_level_chart, GTK_TYPE_WIDGET)

/* Where things are: the part of the widget that the line has for itself. */
typedef struct
{
  float    width;
  float    height;
  gboolean is_mirrored;
} Area;

static float
get_x (ConsoleLevelChart *self,
       const Area        *area,
       gint64             at)
{
  const float x = area->width * (float) console_level_scale_get_x (self->scale, at);

  return area->is_mirrored ? area->width - x : x;
}

static float
get_y (ConsoleLevelChart *self,
       const Area        *area,
       gint64             quantity)
{
  return LINE / 2 + (area->height - LINE) * (float) console_level_scale_get_y (self->scale, quantity);
}

static void
append_box (GtkSnapshot   *snapshot,
            const GdkRGBA *colour,
            float          x1,
            float          y1,
            float          x2,
            float          y2)
{
  graphene_rect_t bounds;

  graphene_rect_init (&bounds, MIN (x1, x2), MIN (y1, y2), ABS (x2 - x1), ABS (y2 - y1));
  gtk_snapshot_append_color (snapshot, colour, &bounds);
}

/* The level from @at until @until: a line, and a tint between it and nothing. */
static void
append_step (ConsoleLevelChart *self,
             GtkSnapshot       *snapshot,
             const Area        *area,
             const GdkRGBA     *colour,
             const BakeryLevel *level,
             gint64             until)
{
  const float from = get_x (self, area, level->at);
  const float to = get_x (self, area, until);
  const float y = get_y (self, area, level->quantity);
  GdkRGBA tint = *colour;

  tint.alpha *= .12f;
  append_box (snapshot, &tint, from, y, to, get_y (self, area, 0));
  append_box (snapshot, colour, from, y - LINE / 2, to, y + LINE / 2);
}

static void
append_line (ConsoleLevelChart *self,
             GtkSnapshot       *snapshot,
             const Area        *area,
             const GdkRGBA     *colour)
{
  for (guint i = 0; i < self->scale->levels->len; i++)
    {
      const BakeryLevel *level = &g_array_index (self->scale->levels, BakeryLevel, i);
      const gboolean is_last = i + 1 == self->scale->levels->len;
      const BakeryLevel *next = is_last ? level : level + 1;
      const float x = get_x (self, area, next->at);

      append_step (self, snapshot, area, colour, level, is_last ? self->scale->end : next->at);
      if (!is_last)
        append_box (snapshot, colour, x - LINE / 2, get_y (self, area, level->quantity), x + LINE / 2,
                    get_y (self, area, next->quantity));
    }
}

static void
append_threshold (ConsoleLevelChart *self,
                  GtkSnapshot       *snapshot,
                  const Area        *area,
                  const GdkRGBA     *colour)
{
  const float y = get_y (self, area, self->scale->threshold);
  GdkRGBA faint = *colour;

  faint.alpha *= .55f;
  for (float x = 0; self->scale->threshold > 0 && x < area->width; x += 2 * DASH)
    append_box (snapshot, &faint, x, y - .5f, MIN (x + DASH, area->width), y + .5f);
}

static void
append_text (ConsoleLevelChart *self,
             GtkSnapshot       *snapshot,
             const GdkRGBA     *colour,
             const char        *text,
             float              x,
             float              y)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* A hair line at each midnight, and below it the day that begins. */
static void
append_days (ConsoleLevelChart *self,
             GtkSnapshot       *snapshot,
             const Area        *area,
             const GdkRGBA     *colour)
{
  GdkRGBA faint = *colour, quiet = *colour;

  faint.alpha *= .15f;
  quiet.alpha *= .75f;
  for (guint i = 0; i < self->scale->days->len; i++)
    {
      const float x = get_x (self, area, g_array_index (self->scale->days, gint64, i));

      append_box (snapshot, &faint, x - .5f, 0, x + .5f, area->height);
      if (x + LABEL_ROOM <= area->width)
        append_text (self, snapshot, &quiet, g_ptr_array_index (self->day_names, i), x + 2, area->height + LABEL_GAP / 2);
    }
}

static float
get_label_height (ConsoleLevelChart *self)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return (float) height + LABEL_GAP;
}

static void
console_level_chart_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  ConsoleLevelChart *self = CONSOLE_LEVEL_CHART (widget);
  const Area area = {
    .width = (float) gtk_widget_get_width (widget),
    .height = (float) gtk_widget_get_height (widget) - (self->is_detailed ? get_label_height (self) : 0),
    .is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
  };
  GdkRGBA colour;

  if (self->scale == NULL || area.width <= 0 || area.height <= 0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  if (self->is_detailed)
    append_days (self, snapshot, &area, &colour);
  append_line (self, snapshot, &area, &colour);
  append_threshold (self, snapshot, &area, &colour);
}

static void
console_level_chart_measure (GtkWidget     *widget,
                             GtkOrientation orientation,
                             int            for_size,
                             int           *minimum,
                             int           *natural,
                             int           *minimum_baseline,
                             int           *natural_baseline)
{
  const gboolean is_detailed = CONSOLE_LEVEL_CHART (widget)->is_detailed;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = is_detailed ? LARGE_WIDTH : SMALL_WIDTH;
  else
    *minimum = *natural = is_detailed ? LARGE_HEIGHT : SMALL_HEIGHT;
}

static void
console_level_chart_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *spec)
{
  ConsoleLevelChart *self = CONSOLE_LEVEL_CHART (object);

  switch (id)
    {
    case PROP_DETAILED:
      self->is_detailed = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_level_chart_finalize (GObject *object)
{
  ConsoleLevelChart *self = CONSOLE_LEVEL_CHART (object);

  g_clear_pointer (&self->scale, console_level_scale_free);
  g_ptr_array_unref (self->day_names);

  G_OBJECT_CLASS (console_level_chart_parent_class)->finalize (object);
}

static void
console_level_chart_class_init (ConsoleLevelChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = console_level_chart_set_property;
  object_class->finalize = console_level_chart_finalize;
  widget_class->measure = console_level_chart_measure;
  widget_class->snapshot = console_level_chart_snapshot;

  properties[PROP_DETAILED] =
    g_param_spec_boolean ("detailed", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_css_name (widget_class, "levels");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
console_level_chart_init (ConsoleLevelChart *self)
{
  self->day_names = g_ptr_array_new_with_free_func (g_free);
}

static void
name_days (ConsoleLevelChart *self,
           GTimeZone         *zone)
{
  g_ptr_array_set_size (self->day_names, 0);
  for (guint i = 0; i < self->scale->days->len; i++)
    {
      const gint64 at = g_array_index (self->scale->days, gint64, i);
      g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc (at / BAKERY_SECOND);
      g_autoptr(GDateTime) midnight = g_date_time_to_timezone (instant, zone);

      /* Translators: a day below a chart, "Tue". */
      g_ptr_array_add (self->day_names, g_date_time_format (midnight, _("%a")));
    }
}

/**
 * console_level_chart_show:
 * @self: the chart
 * @projection: the level to draw, finished
 * @calendar: the shop's calendar
 * @description: what a screen reader says of it
 *
 * Shows how the level goes on.
 */
void
console_level_chart_show (ConsoleLevelChart      *self,
                          const BakeryProjection *projection,
                          const ConsoleCalendar  *calendar,
                          const char             *description)
{
  g_return_if_fail (CONSOLE_IS_LEVEL_CHART (self));

  console_level_scale_free (self->scale);
  self->scale = console_level_scale_new (projection, calendar->zone);
  name_days (self, calendar->zone);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
