/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-chart-data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleChartCard:
 *
 * A chart on a card: with its title, a legend that hides series, the same values as a table, and a menu to copy or save them.
 *
 * Signals: `activated (int point, int series)`, `zoomed (int first, int last)` and `zoomed-out` as of #ConsoleChart;
 * `save-picture (GdkTexture *picture)`: it shall become a file.
 */
#define CONSOLE_TYPE_CHART_CARD (console_chart_card_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleChartCard, console_chart_card, CONSOLE, CHART_CARD, AdwBin)

void console_chart_card_set_heading (ConsoleChartCard *self,
                                     GtkWidget *heading);
void console_chart_card_take_data (ConsoleChartCard *self,
                                   ConsoleChartData *data,
                                   const char *subtitle,
                                   gboolean animated);
const ConsoleChartData *console_chart_card_get_data (ConsoleChartCard *self);
void console_chart_card_show_table (ConsoleChartCard *self,
                                    gboolean shows_table);
void console_chart_card_read (ConsoleChartCard *self);
void console_chart_card_set_cursor (ConsoleChartCard *self,
                                    int point);

G_END_DECLS
