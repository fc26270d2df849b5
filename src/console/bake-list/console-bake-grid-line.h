/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of the orders by products: a title, and a text in each of many columns. Main thread. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_BAKE_GRID_LINE (console_bake_grid_line_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleBakeGridLine, console_bake_grid_line, CONSOLE, BAKE_GRID_LINE, GtkWidget)

GtkWidget *console_bake_grid_line_new (GtkAdjustment *across,
                                       gboolean is_heading);
void console_bake_grid_line_show (ConsoleBakeGridLine *self,
                                  GPtrArray *texts,
                                  GArray *edges);
int console_bake_grid_line_measure_text (ConsoleBakeGridLine *self,
                                         const char *text,
                                         int most);

G_END_DECLS
