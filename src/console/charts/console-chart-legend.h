/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The buttons of a legend: a swatch with the colour and the pattern of a series, and its name. Main thread. */

#pragma once

#include "console-chart-data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *console_chart_legend_create_button (const ConsoleChartSeries *series);

G_END_DECLS
