/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The legend: for each series a swatch with its colour and its pattern, and its name; as buttons, or painted. Main thread. */

#pragma once

#include "console-chart-painter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *console_chart_legend_create_button (const ConsoleChartSeries *series);
double console_chart_legend_paint (GtkSnapshot *snapshot,
                                   const ConsoleChartStyle *style,
                                   const ConsoleChartData *data,
                                   double width);

G_END_DECLS
