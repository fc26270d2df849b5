/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How marks and ways look: each has a shape and a colour of its own, and an edge that keeps it apart from whatever map is
 * below. Where they are is the business of console-map-marks.c. Main thread. */

#include "config.h"

#include "console-map-marks-private.h"

#include <math.h>

/* How much wider than a line, or a ring, is what keeps it apart from whatever map is below. */
#define CASING 3.0

static void
look_up (GtkStyleContext *style,
         const char      *name,
         GdkRGBA         *ret_colour)
{
  if (!gtk_style_context_lookup_color (style, name, ret_colour))
    gtk_style_context_get_color (style, ret_colour);
}

/**
 * console_mark_colours_read:
 * @self: gets them
 * @widget: what is drawn
 *
 * Reads the colours from the style, light or dark.
 */
void
console_mark_colours_read (ConsoleMarkColours *self,
                           GtkWidget          *widget)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  look_up (style, "view_bg_color", &self->ground);
  look_up (style, "view_fg_color", &self->text);
  look_up (style, "late_color", &self->late);
  look_up (style, "accent_color", &self->selected);
  look_up (style, "view_fg_color", &self->shapes[CONSOLE_MARK_STORE]);
  look_up (style, "view_fg_color", &self->shapes[CONSOLE_MARK_WAITING]);
  look_up (style, "accent_bg_color", &self->shapes[CONSOLE_MARK_READY]);
  look_up (style, "soon_color", &self->shapes[CONSOLE_MARK_UNDER_WAY]);
  look_up (style, "paid_color", &self->shapes[CONSOLE_MARK_DONE]);
  look_up (style, "accent_color", &self->shapes[CONSOLE_MARK_VAN]);
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
      cairo_arc (cr, 0, 0, shape == CONSOLE_MARK_READY ? CONSOLE_MARK_RADIUS : CONSOLE_MARK_RADIUS - 1, 0, 2 * G_PI);
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

static void
draw_shape (cairo_t         *cr,
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
draw_late (cairo_t                  *cr,
           const ConsoleMarkColours *colours)
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
draw_ring (cairo_t                  *cr,
           const ConsoleMarkColours *colours)
{
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, CONSOLE_MARK_RADIUS + CONSOLE_MARK_RING, 0, 2 * G_PI);
  set_colour (cr, &colours->ground);
  cairo_set_line_width (cr, 6);
  cairo_stroke_preserve (cr);
  set_colour (cr, &colours->selected);
  cairo_set_line_width (cr, 3);
  cairo_stroke (cr);
}

/**
 * console_mark_draw:
 * @cr: moved to the middle of the mark
 * @mark: which one
 * @colours: of the window
 * @is_selected: whether it has a ring
 *
 * Draws a mark.
 */
void
console_mark_draw (cairo_t                  *cr,
                   const ConsoleMapMark     *mark,
                   const ConsoleMarkColours *colours,
                   gboolean                  is_selected)
{
  GdkRGBA colour = colours->shapes[mark->shape];

  colour.alpha *= (float) mark->opacity;
  if (is_selected)
    draw_ring (cr, colours);
  draw_shape (cr, mark->shape, mark->heading, &colour, &colours->ground);
  if (mark->is_late)
    draw_late (cr, colours);
}

/* The colours are those of the window, light or dark, and tiles may be either. */
static void
draw_casing (cairo_t                  *cr,
             const ConsoleMarkColours *colours,
             double                    width)
{
  GdkRGBA colour = colours->ground;

  colour.alpha = .8f;
  set_colour (cr, &colour);
  cairo_set_line_width (cr, width + CASING);
  cairo_stroke_preserve (cr);
}

/**
 * console_mark_draw_line:
 * @cr: with the way as its path
 * @colours: of the window
 * @is_plan: whether it is still to be driven
 *
 * Draws a way.
 */
void
console_mark_draw_line (cairo_t                  *cr,
                        const ConsoleMarkColours *colours,
                        gboolean                  is_plan)
{
  static const double dashes[] = { 7, 5 };
  const double width = is_plan ? 2.5 : 4;
  GdkRGBA colour = colours->shapes[CONSOLE_MARK_VAN];

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  draw_casing (cr, colours, width);
  colour.alpha = is_plan ? .9f : .5f;
  set_colour (cr, &colour);
  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, dashes, is_plan ? (int) G_N_ELEMENTS (dashes) : 0, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}
