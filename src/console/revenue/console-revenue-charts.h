/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The charts of the Revenue page, made of a report. Knows nothing of widgets. Main thread. */

#pragma once

#include "console-chart-data.h"
#include "console-revenue-choice.h"
#include "console-sales-orders.h"

G_BEGIN_DECLS

/**
 * ConsoleRevenueView:
 * @report: the figures
 * @choice: what is chosen
 * @currency: of the money
 * @stores: (element-type BakeryStore): for their names
 *
 * What the charts are made of. Borrowed.
 */
typedef struct
{
  const ConsoleSalesReport *report;
  const ConsoleRevenueChoice *choice;
  const char *currency;
  const GPtrArray *stores;
} ConsoleRevenueView;

char *console_revenue_dup_day (int day);
char *console_revenue_dup_short_day (int day);
char *console_revenue_dup_range (ConsoleDayRange days);
const char *console_revenue_get_subject_title (ConsoleRevenueSubject subject);
gboolean console_revenue_has_categories (ConsoleRevenueSubject subject);
const char *console_revenue_get_basis_title (ConsoleSalesBasis basis);
const char *console_revenue_get_grouping_title (ConsoleSalesGrouping grouping);
char *console_revenue_dup_row_title (const ConsoleRevenueView *view,
                                     ConsoleSalesGrouping grouping,
                                     const ConsoleSalesRow *row);
char *console_revenue_dup_stores (const ConsoleRevenueView *view);

guint console_revenue_count_ranks (const ConsoleRevenueView *view);
GArray *console_revenue_list_steps (const ConsoleRevenueView *view);
gboolean console_revenue_init_slice (const ConsoleRevenueView *view,
                                     guint point,
                                     int series,
                                     ConsoleSalesSlice *ret_slice);
ConsoleChartData *console_revenue_create_time_chart (const ConsoleRevenueView *view);
ConsoleChartData *console_revenue_create_ranking (const ConsoleRevenueView *view,
                                                  guint maximum);
ConsoleChartData *console_revenue_create_week_chart (const ConsoleRevenueView *view);

G_END_DECLS
