/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the Revenue page shows, read from the sums that the cache keeps: a plain value that any chart and table of the page is
 * made of. Reading costs the same for a thousand orders and a million. Any thread; reading blocks. */

#pragma once

#include "bakery-connection.h"
#include "console-day.h"
#include "console-sales-hours.h"
#include "console-sales-tally.h"

G_BEGIN_DECLS

/**
 * ConsoleSalesGrouping:
 * @CONSOLE_SALES_PER_CAKE: by cake
 * @CONSOLE_SALES_PER_CATEGORY: by category that the cake has today, or had when it left the catalogue
 * @CONSOLE_SALES_PER_OPTION: by option
 * @CONSOLE_SALES_PER_STORE: by store
 * @CONSOLE_SALES_PER_METHOD: by payment method
 * @CONSOLE_SALES_PER_STAGE: by stage of the order
 *
 * What rows of a report are.
 */
typedef enum
{
  CONSOLE_SALES_PER_CAKE,
  CONSOLE_SALES_PER_CATEGORY,
  CONSOLE_SALES_PER_OPTION,
  CONSOLE_SALES_PER_STORE,
  CONSOLE_SALES_PER_METHOD,
  CONSOLE_SALES_PER_STAGE,
  CONSOLE_N_SALES_GROUPINGS,
} ConsoleSalesGrouping;

/** The bit that stands for a grouping. */
#define CONSOLE_SALES_GROUPING_BIT(grouping) (1u << (grouping))

/**
 * ConsoleSalesStockDetail:
 * @CONSOLE_SALES_WITHOUT_STOCK: not at all
 * @CONSOLE_SALES_STOCK_BY_MONTH: as it was at the end of each month, and of the last day wanted
 * @CONSOLE_SALES_STOCK_BY_DAY: as it was at the end of each day
 *
 * How exactly the value of the stock over time is wanted; what comes later is more.
 */
typedef enum
{
  CONSOLE_SALES_WITHOUT_STOCK,
  CONSOLE_SALES_STOCK_BY_MONTH,
  CONSOLE_SALES_STOCK_BY_DAY,
} ConsoleSalesStockDetail;

/**
 * ConsoleSalesQuery:
 * @basis: which date decides
 * @stores: (element-type gint64): the stores wanted; all of one currency
 * @category: (nullable): only cakes of this category
 * @days: the days wanted
 * @others: the days they are compared with; empty for none
 * @today: the present business day; where that is not the same at all stores, the latest one
 * @stock: how exactly the value of the stock over time is wanted
 * @groupings: which rows are wanted of those that take long to read, CONSOLE_SALES_GROUPING_BIT() of each; all, unless said
 *   otherwise. Those of stores, cakes and categories are always there.
 *
 * What is asked. Initialise with zeroes and console_sales_query_new().
 */
typedef struct
{
  ConsoleSalesBasis basis;
  GArray *stores;
  char *category;
  ConsoleDayRange days;
  ConsoleDayRange others;
  int today;
  ConsoleSalesStockDetail stock;
  guint groupings;
} ConsoleSalesQuery;

/**
 * ConsoleSalesRow:
 * @number: the id of a cake or store, or the value of an enum
 * @name: (nullable): what it is called; %NULL for enums
 * @figures: of the days wanted
 * @others: of the days they are compared with
 * @days: (nullable): of each day, for methods and stages
 *
 * One row of a grouping.
 */
typedef struct
{
  gint64 number;
  char *name;
  ConsoleSalesFigures figures;
  ConsoleSalesFigures others;
  ConsoleSalesFigures *days;
} ConsoleSalesRow;

/**
 * ConsoleSalesReport:
 * @query: what was asked
 * @total: of the days wanted
 * @others: of the days they are compared with
 * @days: of each day wanted, from the first
 * @other_days: of each day they are compared with
 * @week: of the days wanted, by weekday (0 is Monday) and hour: orders, or with a category cakes
 * @rows: (element-type ConsoleSalesRow): by grouping, largest first by what they are ranked by; none of a grouping
 *   that was not wanted
 * @customers: how many people with an account ordered on the days, each once at however many stores
 * @new_customers: how many of them had not ordered at any of these stores before
 * @other_customers: how many ordered on the others
 * @stock_value: what the goods are worth that are there at present
 * @stock_values: what those were worth, at what packs cost today, that were there at the end of each day wanted, as far as the
 *   query says; 0 for days to come
 * @other_stock_values: the same of each day they are compared with, where the query asks for any
 * @is_used: whether anything was ever sold, on whatever days
 * @synced_at: when the cache was last in step with the server, 0 for never
 *
 * With a category, figures are of its cakes: no tax, delivery, refunds or goods, and @orders counts an order once for each of
 * its cakes. The rows of other categories are there without figures.
 */
typedef struct
{
  ConsoleSalesQuery *query;
  ConsoleSalesFigures total;
  ConsoleSalesFigures others;
  ConsoleSalesFigures *days;
  ConsoleSalesFigures *other_days;
  ConsoleSalesHours week[7];
  GPtrArray *rows[CONSOLE_N_SALES_GROUPINGS];
  gint64 customers;
  gint64 new_customers;
  gint64 other_customers;
  gint64 stock_value;
  gint64 *stock_values;
  gint64 *other_stock_values;
  gboolean is_used;
  gint64 synced_at;
} ConsoleSalesReport;

ConsoleSalesQuery *console_sales_query_new (void);
ConsoleSalesQuery *console_sales_query_copy (const ConsoleSalesQuery *self);
void console_sales_query_free (ConsoleSalesQuery *self);

ConsoleSalesReport *console_sales_report_read (BakeryConnection *connection,
                                               const ConsoleSalesQuery *query,
                                               GError **error);
void console_sales_report_free (ConsoleSalesReport *self);
gint64 console_sales_figures_get_revenue (const ConsoleSalesFigures *self);
gint64 console_sales_figures_get_average (const ConsoleSalesFigures *self);
gint64 console_sales_figures_get_average_cake (const ConsoleSalesFigures *self);
gint64 console_sales_figures_get_ranked (const ConsoleSalesFigures *self,
                                         ConsoleSalesGrouping grouping,
                                         gboolean is_category);
gint64 console_sales_figures_get_expenses (const ConsoleSalesFigures *self);
gint64 console_sales_figures_get_goods (const ConsoleSalesFigures *self);
gint64 console_sales_figures_get_margin (const ConsoleSalesFigures *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleSalesQuery, console_sales_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleSalesReport, console_sales_report_free)

G_END_DECLS
