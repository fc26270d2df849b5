/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says of a number of the chart over time what it is the sum of. The series are those of console-revenue-charts.c, in their
 * order there. Main thread. */

#include "config.h"

#include "console-revenue-charts.h"

/* What a whole point is of, and each of its series where there are several. */
static const struct
{
  ConsoleSalesSubject whole;
  guint               n_parts;
  ConsoleSalesSubject parts[3];
} subjects[CONSOLE_N_REVENUE_SUBJECTS] = {
  [CONSOLE_REVENUE_OF_REVENUE] = { CONSOLE_SALES_OF_REVENUE, 1, { CONSOLE_SALES_OF_REVENUE } },
  [CONSOLE_REVENUE_OF_ORDERS] = { CONSOLE_SALES_OF_ORDERS, 1, { CONSOLE_SALES_OF_ORDERS } },
  [CONSOLE_REVENUE_OF_MONEY] =
  { CONSOLE_SALES_OF_REVENUE, 2, { CONSOLE_SALES_OF_SALES, CONSOLE_SALES_OF_DEDUCTIONS } },
  [CONSOLE_REVENUE_OF_METHODS] = { CONSOLE_SALES_OF_REVENUE, 0, { CONSOLE_SALES_OF_REVENUE } },
  [CONSOLE_REVENUE_OF_STAGES] = { CONSOLE_SALES_OF_STAGES, 0, { CONSOLE_SALES_OF_STAGES } },
  [CONSOLE_REVENUE_OF_EXPENSES] =
  { CONSOLE_SALES_OF_EXPENSES, 2, { CONSOLE_SALES_OF_PURCHASES, CONSOLE_SALES_OF_REFUNDS } },
  [CONSOLE_REVENUE_OF_GOODS] =
  { CONSOLE_SALES_OF_GOODS, 3, { CONSOLE_SALES_OF_USED, CONSOLE_SALES_OF_WASTE, CONSOLE_SALES_OF_MISSING } },
  [CONSOLE_REVENUE_OF_MARGIN] = { CONSOLE_SALES_OF_MARGIN, 1, { CONSOLE_SALES_OF_MARGIN } },
  [CONSOLE_REVENUE_OF_STOCK] = { CONSOLE_SALES_OF_STOCK, 1, { CONSOLE_SALES_OF_STOCK } },
};

/* The rows that a chart has a series of each; none of a subject that has no rows. */
static const GPtrArray *
find_rows (const ConsoleRevenueView *view,
           ConsoleSalesGrouping     *ret_grouping)
{
  switch (view->choice->subject)
    {
    case CONSOLE_REVENUE_OF_METHODS:
      *ret_grouping = CONSOLE_SALES_PER_METHOD;
      return view->report->rows[CONSOLE_SALES_PER_METHOD];

    case CONSOLE_REVENUE_OF_STAGES:
      *ret_grouping = CONSOLE_SALES_PER_STAGE;
      return view->report->rows[CONSOLE_SALES_PER_STAGE];

    case CONSOLE_REVENUE_OF_REVENUE:
    case CONSOLE_REVENUE_OF_ORDERS:
    case CONSOLE_REVENUE_OF_MONEY:
    case CONSOLE_REVENUE_OF_EXPENSES:
    case CONSOLE_REVENUE_OF_GOODS:
    case CONSOLE_REVENUE_OF_MARGIN:
    case CONSOLE_REVENUE_OF_STOCK:
    case CONSOLE_N_REVENUE_SUBJECTS:
    default:
      return NULL;
    }
}

/* Narrows a slice of everything to a series. What comes after the parts is what all of them are compared with. */
static void
choose_series (const ConsoleRevenueView *view,
               guint                     series,
               ConsoleSalesSlice        *slice)
{
  const ConsoleDayRange days = view->report->query->days;
  const ConsoleDayRange others = view->report->query->others;
  const GPtrArray *rows = find_rows (view, &slice->grouping);
  const guint n_parts = rows != NULL ? rows->len : subjects[view->choice->subject].n_parts;

  if (series >= n_parts)
    {
      slice->days.first -= days.first - others.first;
      slice->days.last -= days.first - others.first;
    }
  else if (rows != NULL)
    slice->row = g_ptr_array_index (rows, series);
  else
    slice->subject = subjects[view->choice->subject].parts[series];
}

/**
 * console_revenue_init_slice:
 * @view: what is shown
 * @point: which point of the chart over time
 * @series: which of its series, -1 for the whole
 * @ret_slice: (out caller-allocates): which figure of the report that is
 *
 * Finds the figure that a number is.
 *
 * Returns: %FALSE where there is no such point
 */
gboolean
console_revenue_init_slice (const ConsoleRevenueView *view,
                            guint                     point,
                            int                       series,
                            ConsoleSalesSlice        *ret_slice)
{
  g_autoptr(GArray) steps = console_revenue_list_steps (view);

  if (point >= steps->len)
    return FALSE;

  *ret_slice = (ConsoleSalesSlice) CONSOLE_SALES_SLICE_INIT;
  ret_slice->days = g_array_index (steps, ConsoleDayRange, point);
  ret_slice->subject = subjects[view->choice->subject].whole;
  if (series >= 0)
    choose_series (view, (guint) series, ret_slice);
  if (ret_slice->subject == CONSOLE_SALES_OF_STOCK)
    ret_slice->days.first = ret_slice->days.last;

  return TRUE;
}
