/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Revenue page on paper: key figures, charts, and the table of the chart over time. Main thread. */

#pragma once

#include "console-chart-data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _ConsoleRevenuePrint ConsoleRevenuePrint;

ConsoleRevenuePrint *console_revenue_print_new (const char *days,
                                                const char *place,
                                                const char *subtitle);
void console_revenue_print_add_figure (ConsoleRevenuePrint *self,
                                       const char *title,
                                       const char *value,
                                       const char *change);
void console_revenue_print_add_chart (ConsoleRevenuePrint *self,
                                      const ConsoleChartData *data);
void console_revenue_print_attach (ConsoleRevenuePrint *self,
                                   GtkPrintOperation *operation);

G_END_DECLS
