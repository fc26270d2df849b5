/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-projection.h"
#include "console-calendar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleLevelChart:
 *
 * Properties: `detailed` (gboolean: with the days below it and the highest level beside them, rather than the line alone).
 */
#define CONSOLE_TYPE_LEVEL_CHART (console_level_chart_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleLevelChart, console_level_chart, CONSOLE, LEVEL_CHART, GtkWidget)

void console_level_chart_show (ConsoleLevelChart *self,
                               const BakeryProjection *projection,
                               const ConsoleCalendar *calendar,
                               const char *description);

G_END_DECLS
