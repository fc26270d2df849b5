/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-chart-data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleChartTable:
 *
 * The values of a chart as a table: a row for each point, a column for each series. Each value that something is behind is a
 * button; Left, Right, Up and Down go from value to value, Tab leaves the table.
 *
 * Signals: `activated (int point, int series)`: what is behind a value is wanted, series -1 for all of the point.
 */
#define CONSOLE_TYPE_CHART_TABLE (console_chart_table_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleChartTable, console_chart_table, CONSOLE, CHART_TABLE, AdwBin)

void console_chart_table_set_data (ConsoleChartTable *self,
                                   const ConsoleChartData *data);

G_END_DECLS
