/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day from midnight to midnight as a line, thick and coloured where the store is open, with a mark every six hours. It says
 * nothing that does not stand beside it in words, so a screen reader passes over it. Main thread. */

#include "config.h"

#include "console-hours-bar.h"

#include "console-hours.h"

#define HEIGHT 10
#define TRACK 4
#define DAY_MINUTES (24 * 60)
#define MARK_MINUTES (6 * 60)

struct _ConsoleHoursBar
{
  GtkWidget parent_instance;

  /* Owned */
  JsonArray *spans;
};

G_DEFINE_FINAL_TYPE (ConsoleHoursBar, console_hours_bar, GTK_TYPE_WIDGET)

static void
append_rounded (GtkSnapshot           *snapshot,
                const graphene_rect_t *bounds,
                const GdkRGBA         *colour)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, bounds, bounds->size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, colour, bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_track (ConsoleHoursBar *self,
              GtkSnapshot     *snapshot,
              float            width)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= .15f;
  append_rounded (snapshot, &GRAPHENE_RECT_INIT (0, (HEIGHT - TRACK) / 2.f, width, TRACK), &colour);
  for (int minute = MARK_MINUTES; minute < DAY_MINUTES; minute += MARK_MINUTES)
    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT (width * (float) minute / DAY_MINUTES, 0, 1, HEIGHT));
}

static void
append_span (ConsoleHoursBar *self,
             GtkSnapshot     *snapshot,
             JsonArray       *span,
             float            width)
{
  const int from = console_hours_get_minute (json_array_get_string_element (span, 0));
  const int to = console_hours_get_minute (json_array_get_string_element (span, 1));
  const gboolean is_right_to_left = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const float left = (float) (is_right_to_left ? DAY_MINUTES - to : from) / DAY_MINUTES;
  GdkRGBA colour;

  if (gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", &colour))
    append_rounded (snapshot,
                    &GRAPHENE_RECT_INIT (width * left, 0, width * (float) (to - from) / DAY_MINUTES, HEIGHT),
                    &colour);
}

static void
console_hours_bar_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  ConsoleHoursBar *self = CONSOLE_HOURS_BAR (widget);
  const float width = (float) gtk_widget_get_width (widget);

  append_track (self, snapshot, width);
  for (guint i = 0; self->spans != NULL && i < json_array_get_length (self->spans); i++)
    append_span (self, snapshot, json_array_get_array_element (self->spans, i), width);
}

static void
console_hours_bar_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 4 * HEIGHT;
  *natural = *minimum;
}

static void
console_hours_bar_finalize (GObject *object)
{
  g_clear_pointer (&CONSOLE_HOURS_BAR (object)->spans, json_array_unref);

  G_OBJECT_CLASS (console_hours_bar_parent_class)->finalize (object);
}

static void
console_hours_bar_class_init (ConsoleHoursBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_hours_bar_finalize;
  widget_class->snapshot = console_hours_bar_snapshot;
  widget_class->measure = console_hours_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
console_hours_bar_init (ConsoleHoursBar *self)
{
}

/**
 * console_hours_bar_set_spans:
 * @self: a bar
 * @spans: (nullable): when the store is open that day
 *
 * Shows the spans.
 */
void
console_hours_bar_set_spans (ConsoleHoursBar *self,
                             JsonArray       *spans)
{
  g_return_if_fail (CONSOLE_IS_HOURS_BAR (self));

  g_clear_pointer (&self->spans, json_array_unref);
  self->spans = spans != NULL ? json_array_ref (spans) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
