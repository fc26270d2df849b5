/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the layer of marks (console-map-marks.c) and the drawing of them (console-map-marks-draw.c) share. */

#pragma once

#include "console-map-marks.h"

G_BEGIN_DECLS

/** Half of a mark, in pixels. */
#define CONSOLE_MARK_RADIUS 8.0

/** How far the ring around what is selected reaches beyond its mark, in pixels. */
#define CONSOLE_MARK_RING 6.0

/**
 * ConsoleMarkColours:
 * @shapes: of each shape
 * @late: of the warning beside a mark
 * @selected: of the ring around one
 * @ground: of what keeps a mark apart from the map
 * @text: of what is written on @ground
 *
 * Those of the window.
 */
typedef struct
{
  GdkRGBA shapes[CONSOLE_N_MARK_SHAPES];
  GdkRGBA late;
  GdkRGBA selected;
  GdkRGBA ground;
  GdkRGBA text;
} ConsoleMarkColours;

void console_mark_colours_read (ConsoleMarkColours *self,
                                GtkWidget *widget);
void console_mark_draw (cairo_t *cr,
                        const ConsoleMapMark *mark,
                        const ConsoleMarkColours *colours,
                        gboolean is_selected);
void console_mark_draw_line (cairo_t *cr,
                             const ConsoleMarkColours *colours,
                             gboolean is_plan);

G_END_DECLS
