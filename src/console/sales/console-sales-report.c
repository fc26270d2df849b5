/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Queries, reports and figures as values: what they hold and what follows from it. How a report is read is in
 * console-sales-report-read.c. Any thread. */

#include "config.h"

#include "console-sales-report-private.h"

/**
 * console_sales_query_new:
 *
 * Returns: (transfer full): a query for no store and no day, but for all groupings
 */
ConsoleSalesQuery *
console_sales_query_new (void)
{
  ConsoleSalesQuery *self = g_new0 (ConsoleSalesQuery, 1);

  self->stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->days = (ConsoleDayRange) { 0, -1 };
  self->others = self->days;
  self->groupings = CONSOLE_SALES_GROUPING_BIT (CONSOLE_N_SALES_GROUPINGS) - 1;

  return self;
}

/**
 * console_sales_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): its copy
 */
ConsoleSalesQuery *
console_sales_query_copy (const ConsoleSalesQuery *self)
{
  ConsoleSalesQuery *copy = g_memdup2 (self, sizeof *self);

  copy->stores = g_array_copy (self->stores);
  copy->category = g_strdup (self->category);

  return copy;
}

/**
 * console_sales_query_free:
 * @self: (transfer full): a query
 *
 * Frees the query.
 */
void
console_sales_query_free (ConsoleSalesQuery *self)
{
  g_array_unref (self->stores);
  g_free (self->category);
  g_free (self);
}

static void
free_row (gpointer data)
{
  ConsoleSalesRow *row = data;

  g_free (row->name);
  g_free (row->days);
  g_free (row);
}

/**
 * console_sales_figures_new_days:
 * @range: some days, perhaps none
 *
 * Returns: (transfer full): figures for each of them, all zero
 */
ConsoleSalesFigures *
console_sales_figures_new_days (ConsoleDayRange range)
{
  return g_new0 (ConsoleSalesFigures, MAX (CONSOLE_DAY_RANGE_LENGTH (range), 1));
}

/**
 * console_sales_report_new:
 * @query: what is asked
 *
 * Returns: (transfer full): a report of nothing
 */
ConsoleSalesReport *
console_sales_report_new (const ConsoleSalesQuery *query)
{
  ConsoleSalesReport *self = g_new0 (ConsoleSalesReport, 1);

  self->query = console_sales_query_copy (query);
  self->days = console_sales_figures_new_days (query->days);
  self->other_days = console_sales_figures_new_days (query->others);
  self->stock_values = g_new0 (gint64, MAX (CONSOLE_DAY_RANGE_LENGTH (query->days), 1));
  self->other_stock_values = g_new0 (gint64, MAX (CONSOLE_DAY_RANGE_LENGTH (query->others), 1));
  for (guint i = 0; i < CONSOLE_N_SALES_GROUPINGS; i++)
    self->rows[i] = g_ptr_array_new_with_free_func (free_row);

  return self;
}

/**
 * console_sales_report_free:
 * @self: (nullable) (transfer full): a report
 *
 * Frees the report.
 */
void
console_sales_report_free (ConsoleSalesReport *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < CONSOLE_N_SALES_GROUPINGS; i++)
    g_ptr_array_unref (self->rows[i]);
  g_free (self->days);
  g_free (self->other_days);
  g_free (self->stock_values);
  g_free (self->other_stock_values);
  console_sales_query_free (self->query);
  g_free (self);
}

/**
 * console_sales_figures_get_revenue:
 * @self: figures
 *
 * Returns: what is left of the sales after refunds
 */
gint64
console_sales_figures_get_revenue (const ConsoleSalesFigures *self)
{
  return self->sales - self->refunds;
}

static gint64
divide_rounded (gint64 sum,
                gint64 n)
{
  const gint64 half = sum < 0 ? -(n / 2) : n / 2;

  return n > 0 ? (sum + half) / n : 0;
}

/**
 * console_sales_figures_get_average:
 * @self: figures
 *
 * Returns: what an order came to that was not cancelled, rounded half away from zero; 0 without orders
 */
gint64
console_sales_figures_get_average (const ConsoleSalesFigures *self)
{
  return divide_rounded (self->ordered, self->orders);
}

/**
 * console_sales_figures_get_average_cake:
 * @self: figures of cakes
 *
 * Returns: what a cake came to, rounded half away from zero; 0 without cakes
 */
gint64
console_sales_figures_get_average_cake (const ConsoleSalesFigures *self)
{
  return divide_rounded (self->sales, self->quantity);
}

/**
 * console_sales_figures_get_ranked:
 * @self: figures of a row
 * @grouping: what the row is one of
 * @is_category: whether one category is wanted
 *
 * Returns: what such rows are shown and ranked by: how many orders or cakes are in a stage, of anything else the revenue
 */
gint64
console_sales_figures_get_ranked (const ConsoleSalesFigures *self,
                                  ConsoleSalesGrouping       grouping,
                                  gboolean                   is_category)
{
  if (grouping != CONSOLE_SALES_PER_STAGE)
    return console_sales_figures_get_revenue (self);

  return is_category ? self->quantity : self->orders;
}

/**
 * console_sales_figures_get_expenses:
 * @self: figures
 *
 * Returns: what was bought and given back; what is used, thrown away or missing was bought before
 */
gint64
console_sales_figures_get_expenses (const ConsoleSalesFigures *self)
{
  return self->purchases + self->refunds;
}

/**
 * console_sales_figures_get_goods:
 * @self: figures
 *
 * Returns: what the goods cost that are gone: used, thrown away or missing
 */
gint64
console_sales_figures_get_goods (const ConsoleSalesFigures *self)
{
  return self->used + self->waste + self->missing;
}

/**
 * console_sales_figures_get_margin:
 * @self: figures
 *
 * Returns: what is left of the revenue after the goods
 */
gint64
console_sales_figures_get_margin (const ConsoleSalesFigures *self)
{
  return console_sales_figures_get_revenue (self) - console_sales_figures_get_goods (self);
}
