/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleRevenueFigure:
 *
 * A key figure: what it is, how much, and by how much it changed. Signals: `clicked`: what is behind it is wanted.
 */
#define CONSOLE_TYPE_REVENUE_FIGURE (console_revenue_figure_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleRevenueFigure, console_revenue_figure, CONSOLE, REVENUE_FIGURE, AdwBin)

GtkWidget *console_revenue_figure_new (void);
void console_revenue_figure_show (ConsoleRevenueFigure *self,
                                  const char *title,
                                  const char *value,
                                  const char *change,
                                  int mood);

G_END_DECLS
