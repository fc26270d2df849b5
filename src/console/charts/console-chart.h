/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-chart-painter.h"

G_BEGIN_DECLS

/**
 * ConsoleChart:
 *
 * A chart that can be read with the pointer and the keyboard: Left, Right, Home and End move a cursor that tells exact values,
 * in a map Up and Down as well; Shift selects, Return opens what is behind the point or goes into the selection, Escape goes
 * back out. Dragging selects, too. A screen reader hears a summary, and each value the cursor reaches.
 *
 * Signals: `activated (int point, int series)`: what is behind a value is wanted, series -1 for all of the point;
 * `zoomed (guint first, guint last)`: only these points are wanted; `zoomed-out`: more are wanted again.
 */
#define CONSOLE_TYPE_CHART (console_chart_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleChart, console_chart, CONSOLE, CHART, GtkWidget)

GtkWidget *console_chart_new (void);
void console_chart_set_data (ConsoleChart *self,
                             const ConsoleChartData *data,
                             gboolean animated);
void console_chart_update (ConsoleChart *self);
int console_chart_get_cursor (ConsoleChart *self);
void console_chart_set_cursor (ConsoleChart *self,
                               int point,
                               int series);
GdkTexture *console_chart_create_texture (ConsoleChart *self);

G_END_DECLS
