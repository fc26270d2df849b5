/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What days, groupings and their rows are called on the Revenue page. Main thread. */

#include "config.h"

#include "console-revenue-charts.h"

#include "console-order-texts.h"

#include <glib/gi18n.h>

static char *
format_day (int         day,
            const char *format)
{
  GDate date;
  char text[96];

  console_day_to_date (day, &date);
  g_date_strftime (text, sizeof text, format, &date);

  return g_strdup (text);
}

/**
 * console_revenue_dup_day:
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): the day in full
 */
char *
console_revenue_dup_day (int day)
{
  /* Translators: a day in full, "Sunday, 15 November 2026". */
  return format_day (day, _("%A, %-d %B %Y"));
}

/**
 * console_revenue_dup_short_day:
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): the day as short as it goes, without its year
 */
char *
console_revenue_dup_short_day (int day)
{
  /* Translators: a day at the axis of a chart, "15 Nov". */
  return format_day (day, _("%-d %b"));
}

/**
 * console_revenue_dup_range:
 * @days: a range of days
 *
 * Returns: (transfer full): its first and its last day, or its only one
 */
char *
console_revenue_dup_range (ConsoleDayRange days)
{
  g_autofree char *first = NULL;
  /* Translators: a day with its year, "15 Nov 2026". */
  g_autofree char *last = format_day (days.last, _("%-d %b %Y"));
  GDate begin;
  GDate end;

  if (days.first == days.last)
    return g_steal_pointer (&last);

  console_day_to_date (days.first, &begin);
  console_day_to_date (days.last, &end);
  first = g_date_get_year (&begin) == g_date_get_year (&end) ? console_revenue_dup_short_day (days.first)
                                                             : format_day (days.first, _("%-d %b %Y"));

  return g_strdup_printf ("%s – %s", first, last);
}

/**
 * console_revenue_get_basis_title:
 * @basis: which date decides
 *
 * Returns: how the page says so
 */
const char *
console_revenue_get_basis_title (ConsoleSalesBasis basis)
{
  switch (basis)
    {
    case CONSOLE_SALES_BY_DUE_DATE:
      return _("by due date");

    case CONSOLE_SALES_BY_PAYMENT_DATE:
      return _("by payment date");

    case CONSOLE_SALES_BY_ORDER_DATE:
    case CONSOLE_N_SALES_BASES:
    default:
      return _("by order date");
    }
}

/**
 * console_revenue_get_subject_title:
 * @subject: what the chart over time shows
 *
 * Returns: what it is called in the choice of them
 */
const char *
console_revenue_get_subject_title (ConsoleRevenueSubject subject)
{
  static const char *const titles[CONSOLE_N_REVENUE_SUBJECTS] = {
    N_("Revenue"), N_("Orders"), N_("Sales and refunds"), N_("Payment methods"), N_("Stages of orders"), N_("Expenses"),
    N_("Cost of goods"), N_("Margin"), N_("Stock value"),
  };

  return subject < CONSOLE_N_REVENUE_SUBJECTS ? _(titles[subject]) : "";
}

/**
 * console_revenue_has_categories:
 * @subject: what the chart over time shows
 *
 * Returns: whether it can be had of one category: goods and refunds are of all
 */
gboolean
console_revenue_has_categories (ConsoleRevenueSubject subject)
{
  return subject < CONSOLE_REVENUE_OF_EXPENSES;
}

/**
 * console_revenue_get_grouping_title:
 * @grouping: what rows are
 *
 * Returns: what a ranking of them is called
 */
const char *
console_revenue_get_grouping_title (ConsoleSalesGrouping grouping)
{
  static const char *const titles[CONSOLE_N_SALES_GROUPINGS] = {
    N_("Best sellers"), N_("Categories"), N_("Options"), N_("Stores"), N_("Payment methods"), N_("Stages"),
  };

  return grouping < CONSOLE_N_SALES_GROUPINGS ? _(titles[grouping]) : "";
}

static const char *
find_store_name (const ConsoleRevenueView *view,
                 gint64                    id)
{
  for (guint i = 0; i < view->stores->len; i++)
    {
      const BakeryStore *store = g_ptr_array_index (view->stores, i);

      if (store->base.id == id)
        return store->name;
    }

  return "";
}

/**
 * console_revenue_dup_row_title:
 * @view: what is shown
 * @grouping: what the row is one of
 * @row: a row
 *
 * Returns: (transfer full): what it is called
 */
char *
console_revenue_dup_row_title (const ConsoleRevenueView *view,
                               ConsoleSalesGrouping      grouping,
                               const ConsoleSalesRow    *row)
{
  switch (grouping)
    {
    case CONSOLE_SALES_PER_STORE:
      return g_strdup (find_store_name (view, row->number));

    case CONSOLE_SALES_PER_METHOD:
      return g_strdup (console_payment_method_get_title ((BakeryPaymentMethod) row->number));

    case CONSOLE_SALES_PER_STAGE:
      return g_strdup (console_stage_get_title ((BakeryStage) row->number, BAKERY_FULFILMENT_DELIVERY));

    case CONSOLE_SALES_PER_CATEGORY:
      return g_strdup (row->name != NULL && *row->name != '\0' ? row->name : _("No category"));

    case CONSOLE_SALES_PER_CAKE:
    case CONSOLE_SALES_PER_OPTION:
    case CONSOLE_N_SALES_GROUPINGS:
    default:
      return g_strdup (row->name != NULL ? row->name : _("A cake that is gone"));
    }
}

/**
 * console_revenue_dup_stores:
 * @view: what is shown
 *
 * Returns: (transfer full): which stores the figures are of
 */
char *
console_revenue_dup_stores (const ConsoleRevenueView *view)
{
  const GArray *counted = view->report->query->stores;

  if (counted->len == 1)
    return g_strdup (find_store_name (view, g_array_index (counted, gint64, 0)));
  if (counted->len < view->stores->len)
    /* Translators: which stores figures are of; %s is their currency: there are stores with another one. */
    return g_strdup_printf (_("All stores in %s"), view->currency);

  return g_strdup (_("All stores"));
}
