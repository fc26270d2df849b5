/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody has chosen to see on the Revenue page: a plain value that is remembered and turned into a query. Knows nothing
 * of widgets. */

#pragma once

#include "console-sales-report.h"

#include "bakery-store.h"

G_BEGIN_DECLS

/** The days that are shown, by name. */
typedef enum
{
  CONSOLE_REVENUE_TODAY,
  CONSOLE_REVENUE_7_DAYS,
  CONSOLE_REVENUE_28_DAYS,
  CONSOLE_REVENUE_THIS_MONTH,
  CONSOLE_REVENUE_LAST_MONTH,
  CONSOLE_REVENUE_THIS_YEAR,
  CONSOLE_REVENUE_LAST_YEAR,
  CONSOLE_REVENUE_3_YEARS,
  CONSOLE_REVENUE_OWN_DAYS,
} ConsoleRevenueRange;

/** What one point of the chart over time is. */
typedef enum
{
  CONSOLE_REVENUE_BY_DAY,
  CONSOLE_REVENUE_BY_WEEK,
  CONSOLE_REVENUE_BY_MONTH,
} ConsoleRevenueStep;

/** What the days are compared with. */
typedef enum
{
  CONSOLE_REVENUE_WITH_NOTHING,
  CONSOLE_REVENUE_WITH_PREVIOUS,
  CONSOLE_REVENUE_WITH_LAST_YEAR,
} ConsoleRevenueComparison;

/** What the chart over time shows. */
typedef enum
{
  CONSOLE_REVENUE_OF_REVENUE,
  CONSOLE_REVENUE_OF_ORDERS,
  CONSOLE_REVENUE_OF_MONEY,
  CONSOLE_REVENUE_OF_METHODS,
  CONSOLE_REVENUE_OF_STAGES,
  CONSOLE_REVENUE_OF_EXPENSES,
  CONSOLE_REVENUE_OF_GOODS,
  CONSOLE_REVENUE_OF_MARGIN,
  CONSOLE_REVENUE_OF_STOCK,
  CONSOLE_N_REVENUE_SUBJECTS,
} ConsoleRevenueSubject;

/**
 * ConsoleRevenueChoice:
 * @range: which days
 * @own: the days, where they are of somebody's own choice
 * @step: by day, week or month
 * @comparison: what they are compared with
 * @basis: which date of an order decides
 * @subject: what the chart over time shows
 * @grouping: what the ranking shows
 * @all_stores: all stores of the currency, rather than the one that is looked at
 * @category: (nullable): only cakes of this category
 *
 * A value; initialise with console_revenue_choice_new().
 */
typedef struct
{
  ConsoleRevenueRange range;
  ConsoleDayRange own;
  ConsoleRevenueStep step;
  ConsoleRevenueComparison comparison;
  ConsoleSalesBasis basis;
  ConsoleRevenueSubject subject;
  ConsoleSalesGrouping grouping;
  gboolean all_stores;
  char *category;
} ConsoleRevenueChoice;

ConsoleRevenueChoice *console_revenue_choice_new (void);
void console_revenue_choice_free (ConsoleRevenueChoice *self);
char *console_revenue_choice_to_string (const ConsoleRevenueChoice *self);
ConsoleRevenueChoice *console_revenue_choice_from_string (const char *text);

ConsoleDayRange console_revenue_choice_get_days (const ConsoleRevenueChoice *self,
                                                 int today);
ConsoleDayRange console_revenue_choice_get_others (const ConsoleRevenueChoice *self,
                                                   int today);
ConsoleSalesStockDetail console_revenue_choice_get_stock_detail (const ConsoleRevenueChoice *self);
guint console_revenue_choice_get_groupings (const ConsoleRevenueChoice *self);
ConsoleSalesQuery *console_revenue_choice_create_query (const ConsoleRevenueChoice *self,
                                                        const BakeryStore *store,
                                                        const GPtrArray *stores,
                                                        gint64 now);
gboolean console_revenue_choice_is_present (const ConsoleRevenueChoice *self,
                                            const ConsoleSalesQuery *query,
                                            const BakeryStore *store,
                                            const GPtrArray *stores,
                                            gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleRevenueChoice, console_revenue_choice_free)

G_END_DECLS
