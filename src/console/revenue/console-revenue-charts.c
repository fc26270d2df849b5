/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Turns a report into charts: over time, by what was sold, and by weekday and hour. Main thread. */

#include "config.h"

#include "console-revenue-charts.h"

#include <glib/gi18n.h>

/* Figures of one day or several to one value of a chart. */
typedef gint64 (*FigureFunc) (const ConsoleSalesFigures *figures);

static gint64
get_sales (const ConsoleSalesFigures *figures)
{
  return figures->sales;
}

static gint64
get_refunds (const ConsoleSalesFigures *figures)
{
  return -figures->refunds;
}

static gint64
get_orders (const ConsoleSalesFigures *figures)
{
  return figures->orders;
}

static gint64
get_purchases (const ConsoleSalesFigures *figures)
{
  return figures->purchases;
}

static gint64
get_given_back (const ConsoleSalesFigures *figures)
{
  return figures->refunds;
}

static gint64
get_used (const ConsoleSalesFigures *figures)
{
  return figures->used;
}

static gint64
get_waste (const ConsoleSalesFigures *figures)
{
  return figures->waste;
}

static gint64
get_missing (const ConsoleSalesFigures *figures)
{
  return figures->missing;
}

static gint64
get_quantity (const ConsoleSalesFigures *figures)
{
  return figures->quantity;
}

/* Over time */

/* The first day of the step that a day is in; of a step that begins before the range, the day with which the range begins. */
static int
find_step (const ConsoleRevenueView *view,
           int                       day)
{
  const int first = view->report->query->days.first;

  switch (view->choice->step)
    {
    case CONSOLE_REVENUE_BY_WEEK:
      return MAX (console_day_get_week (day), first);

    case CONSOLE_REVENUE_BY_MONTH:
      return MAX (console_day_get_month (day), first);

    case CONSOLE_REVENUE_BY_DAY:
    default:
      return day;
    }
}

/**
 * console_revenue_list_steps:
 * @view: what is shown
 *
 * Returns: (transfer full) (element-type ConsoleDayRange): the days behind each point of the chart over time; what is in stock
 *   is known up to today
 */
GArray *
console_revenue_list_steps (const ConsoleRevenueView *view)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (ConsoleDayRange));
  const ConsoleSalesQuery *query = view->report->query;
  const ConsoleDayRange days = query->days;
  const int last = view->choice->subject == CONSOLE_REVENUE_OF_STOCK ? MIN (days.last, query->today) : days.last;

  for (int day = days.first; day <= last; day++)
    {
      const ConsoleDayRange step = { day, day };

      if (find_step (view, day) == day)
        g_array_append_val (steps, step);
      else
        g_array_index (steps, ConsoleDayRange, steps->len - 1).last = day;
    }

  return steps;
}

static gboolean
is_major (const ConsoleRevenueView *view,
          ConsoleDayRange           step)
{
  const int n_days = CONSOLE_DAY_RANGE_LENGTH (view->report->query->days);
  GDate date;

  console_day_to_date (step.first, &date);
  if (view->choice->step == CONSOLE_REVENUE_BY_DAY && n_days <= 62)
    return console_day_get_week (step.first) == step.first;
  if (view->choice->step == CONSOLE_REVENUE_BY_MONTH)
    return g_date_get_month (&date) == G_DATE_JANUARY;

  if (view->choice->step == CONSOLE_REVENUE_BY_WEEK)
    return g_date_get_day (&date) <= 7 && console_day_get_week (step.first) == step.first;

  return g_date_get_day (&date) == 1;
}

static char *
dup_month (int day)
{
  GDate date;
  char text[64];

  console_day_to_date (day, &date);
  g_date_strftime (text, sizeof text, "%B %Y", &date);

  return g_strdup (text);
}

static char *
dup_step_title (const ConsoleRevenueView *view,
                ConsoleDayRange           step)
{
  if (step.first == step.last)
    return console_revenue_dup_day (step.first);
  if (step.first == console_day_get_month (step.first) &&
      step.last == console_day_add_months (step.first, 1) - 1)
    return dup_month (step.first);

  return console_revenue_dup_range (step);
}

static char *
dup_step_label (const ConsoleRevenueView *view,
                ConsoleDayRange           step)
{
  const int n_days = CONSOLE_DAY_RANGE_LENGTH (view->report->query->days);
  GDate date;
  char text[32];

  if (view->choice->step != CONSOLE_REVENUE_BY_MONTH && n_days <= 366)
    return console_revenue_dup_short_day (step.first);

  console_day_to_date (step.first, &date);
  /* Translators: a month at the axis of a chart, "Nov 2026". */
  g_date_strftime (text, sizeof text, _("%b %Y"), &date);
  return g_strdup (text);
}

static void
add_points (const ConsoleRevenueView *view,
            const GArray             *steps,
            ConsoleChartData         *data)
{
  const ConsoleSalesQuery *query = view->report->query;
  const int shift = query->days.first - query->others.first;

  for (guint i = 0; i < steps->len; i++)
    {
      const ConsoleDayRange step = g_array_index (steps, ConsoleDayRange, i);
      g_autofree char *title = dup_step_title (view, step);
      g_autofree char *label = dup_step_label (view, step);
      ConsoleChartPoint *point = console_chart_data_add_point (data, title, label);

      point->is_major = is_major (view, step);
      if (query->others.first <= query->others.last)
        point->other_title = console_revenue_dup_range ((ConsoleDayRange) { step.first - shift, step.last - shift });
    }
}

static ConsoleChartSeries *
add_series (const ConsoleRevenueView  *view,
            const GArray              *steps,
            ConsoleChartData          *data,
            const char                *title,
            const ConsoleSalesFigures *days,
            FigureFunc                 func)
{
  ConsoleChartSeries *series = console_chart_data_add_series (data, title);
  const int first = view->report->query->days.first;

  for (guint i = 0; i < steps->len; i++)
    {
      const ConsoleDayRange step = g_array_index (steps, ConsoleDayRange, i);

      for (int day = step.first; days != NULL && day <= step.last; day++)
        series->values[i] += func (&days[day - first]);
    }

  return series;
}

static const char *
get_comparison_title (const ConsoleRevenueView *view)
{
  return view->choice->comparison == CONSOLE_REVENUE_WITH_PREVIOUS ? _("Previous period") : _("A year before");
}

static void
add_comparison (const ConsoleRevenueView *view,
                const GArray             *steps,
                ConsoleChartData         *data,
                FigureFunc                func)
{
  const ConsoleSalesQuery *query = view->report->query;

  if (query->others.last < query->others.first)
    return;

  add_series (view, steps, data, get_comparison_title (view), view->report->other_days, func)->is_comparison = TRUE;
}

static ConsoleChartSeries *
add_levels (const ConsoleRevenueView *view,
            const GArray             *steps,
            ConsoleChartData         *data,
            const char               *title,
            const gint64             *levels)
{
  ConsoleChartSeries *series = console_chart_data_add_series (data, title);

  for (guint i = 0; i < steps->len; i++)
    series->values[i] = levels[g_array_index (steps, ConsoleDayRange, i).last - view->report->query->days.first];

  return series;
}

static void
add_stock (const ConsoleRevenueView *view,
           const GArray             *steps,
           ConsoleChartData         *data)
{
  const ConsoleSalesReport *report = view->report;

  data->is_level = TRUE;
  add_levels (view, steps, data, _("Stock value"), report->stock_values);
  if (report->query->others.first <= report->query->others.last)
    add_levels (view, steps, data, get_comparison_title (view), report->other_stock_values)->is_comparison = TRUE;
}

static void
add_rows (const ConsoleRevenueView *view,
          const GArray             *steps,
          ConsoleChartData         *data,
          ConsoleSalesGrouping      grouping,
          FigureFunc                func)
{
  const GPtrArray *rows = view->report->rows[grouping];

  for (guint i = 0; i < rows->len; i++)
    {
      const ConsoleSalesRow *row = g_ptr_array_index (rows, i);
      g_autofree char *title = console_revenue_dup_row_title (view, grouping, row);

      add_series (view, steps, data, title, row->days, func)->colour = (guint) row->number;
    }
}

static const struct
{
  ConsoleChartKind kind;
  gboolean         is_money;
  const char      *titles[3];
} subjects[CONSOLE_N_REVENUE_SUBJECTS] = {
  { CONSOLE_CHART_LINE, TRUE, { N_("Revenue by day"), N_("Revenue by week"), N_("Revenue by month") } },
  { CONSOLE_CHART_BARS, FALSE, { N_("Orders by day"), N_("Orders by week"), N_("Orders by month") } },
  { CONSOLE_CHART_STACKED, TRUE,
    { N_("Sales and refunds by day"), N_("Sales and refunds by week"), N_("Sales and refunds by month") } },
  { CONSOLE_CHART_STACKED, TRUE,
    { N_("Payment methods by day"), N_("Payment methods by week"), N_("Payment methods by month") } },
  { CONSOLE_CHART_STACKED, FALSE,
    { N_("Stages of orders by day"), N_("Stages of orders by week"), N_("Stages of orders by month") } },
  { CONSOLE_CHART_STACKED, TRUE, { N_("Expenses by day"), N_("Expenses by week"), N_("Expenses by month") } },
  { CONSOLE_CHART_STACKED, TRUE,
    { N_("Cost of goods by day"), N_("Cost of goods by week"), N_("Cost of goods by month") } },
  { CONSOLE_CHART_LINE, TRUE, { N_("Margin by day"), N_("Margin by week"), N_("Margin by month") } },
  { CONSOLE_CHART_LINE, TRUE, { N_("Stock value by day"), N_("Stock value by week"), N_("Stock value by month") } },
};

/* What is counted where one category is chosen. */
static const char *const cake_titles[] = { N_("Cakes sold by day"), N_("Cakes sold by week"), N_("Cakes sold by month") };
static const char *const cake_stage_titles[] = {
  N_("Cakes by stage of their order and day"), N_("Cakes by stage of their order and week"),
  N_("Cakes by stage of their order and month"),
};

static const char *
get_time_title (const ConsoleRevenueChoice *choice,
                ConsoleRevenueSubject       subject)
{
  if (choice->category != NULL && subject == CONSOLE_REVENUE_OF_ORDERS)
    return _(cake_titles[choice->step]);
  if (choice->category != NULL && subject == CONSOLE_REVENUE_OF_STAGES)
    return _(cake_stage_titles[choice->step]);

  return _(subjects[subject].titles[choice->step]);
}

static const char *const step_titles[] = { N_("Day"), N_("Week"), N_("Month") };

static void
add_subject (const ConsoleRevenueView *view,
             const GArray             *steps,
             ConsoleChartData         *data)
{
  const ConsoleSalesReport *report = view->report;
  const gboolean is_category = view->choice->category != NULL;

  switch (view->choice->subject)
    {
    case CONSOLE_REVENUE_OF_ORDERS:
      add_series (view, steps, data, is_category ? _("Cakes sold") : _("Orders"), report->days,
                  is_category ? get_quantity : get_orders);
      add_comparison (view, steps, data, is_category ? get_quantity : get_orders);
      return;

    case CONSOLE_REVENUE_OF_MONEY:
      add_series (view, steps, data, _("Sales"), report->days, get_sales);
      add_series (view, steps, data, _("Refunds"), report->days, get_refunds);
      add_comparison (view, steps, data, console_sales_figures_get_revenue);
      return;

    case CONSOLE_REVENUE_OF_METHODS:
      add_rows (view, steps, data, CONSOLE_SALES_PER_METHOD, console_sales_figures_get_revenue);
      add_comparison (view, steps, data, console_sales_figures_get_revenue);
      return;

    case CONSOLE_REVENUE_OF_STAGES:
      add_rows (view, steps, data, CONSOLE_SALES_PER_STAGE, is_category ? get_quantity : get_orders);
      return;

    case CONSOLE_REVENUE_OF_EXPENSES:
      add_series (view, steps, data, _("Bought"), report->days, get_purchases);
      add_series (view, steps, data, _("Given back"), report->days, get_given_back);
      add_comparison (view, steps, data, console_sales_figures_get_expenses);
      return;

    case CONSOLE_REVENUE_OF_GOODS:
      add_series (view, steps, data, _("Used for orders"), report->days, get_used);
      add_series (view, steps, data, _("Thrown away"), report->days, get_waste);
      add_series (view, steps, data, _("Missing when counted"), report->days, get_missing);
      add_comparison (view, steps, data, console_sales_figures_get_goods);
      return;

    case CONSOLE_REVENUE_OF_MARGIN:
      add_series (view, steps, data, _("Margin"), report->days, console_sales_figures_get_margin);
      add_comparison (view, steps, data, console_sales_figures_get_margin);
      return;

    case CONSOLE_REVENUE_OF_STOCK:
      add_stock (view, steps, data);
      return;

    case CONSOLE_REVENUE_OF_REVENUE:
    case CONSOLE_N_REVENUE_SUBJECTS:
    default:
      add_series (view, steps, data, _("Revenue"), report->days, console_sales_figures_get_revenue);
      add_comparison (view, steps, data, console_sales_figures_get_revenue);
      return;
    }
}

/**
 * console_revenue_create_time_chart:
 * @view: what is shown
 *
 * Returns: (transfer full): the chart over time
 */
ConsoleChartData *
console_revenue_create_time_chart (const ConsoleRevenueView *view)
{
  const guint subject = MIN (view->choice->subject, G_N_ELEMENTS (subjects) - 1);
  g_autoptr(GArray) steps = console_revenue_list_steps (view);
  ConsoleChartData *data = console_chart_data_new (subjects[subject].kind,
                                                   get_time_title (view->choice, subject),
                                                   _(step_titles[view->choice->step]),
                                                   subjects[subject].is_money ? view->currency : NULL);

  add_points (view, steps, data);
  add_subject (view, steps, data);

  return data;
}

/* By what was sold */

static gint64
get_ranked (const ConsoleRevenueView  *view,
            const ConsoleSalesFigures *figures)
{
  return console_sales_figures_get_ranked (figures, view->choice->grouping, view->choice->category != NULL);
}

/**
 * console_revenue_count_ranks:
 * @view: what is shown
 *
 * Returns: how many rows the ranking is of: where one category is wanted, the others are in the report without figures, last
 */
guint
console_revenue_count_ranks (const ConsoleRevenueView *view)
{
  const GPtrArray *rows = view->report->rows[view->choice->grouping];

  return view->choice->grouping == CONSOLE_SALES_PER_CATEGORY && view->choice->category != NULL ? MIN (rows->len, 1)
                                                                                                : rows->len;
}

static void
rank (const ConsoleRevenueView *view,
      ConsoleChartData         *data,
      guint                     n_named,
      gboolean                  of_others)
{
  const GPtrArray *rows = view->report->rows[view->choice->grouping];
  const guint n_rows = console_revenue_count_ranks (view);
  ConsoleChartSeries *series = console_chart_data_get_series (data, of_others);

  for (guint i = 0; i < n_rows; i++)
    {
      const ConsoleSalesRow *row = g_ptr_array_index (rows, i);

      series->values[MIN (i, n_named)] += get_ranked (view, of_others ? &row->others : &row->figures);
    }
}

/**
 * console_revenue_create_ranking:
 * @view: what is shown
 * @maximum: how many are named before the rest is added up
 *
 * Returns: (transfer full): the ranking by what is chosen; its sum is that of all rows
 */
ConsoleChartData *
console_revenue_create_ranking (const ConsoleRevenueView *view,
                                guint                     maximum)
{
  const ConsoleSalesGrouping grouping = view->choice->grouping;
  const GPtrArray *rows = view->report->rows[grouping];
  const guint n_rows = console_revenue_count_ranks (view);
  const guint n_named = n_rows > maximum && n_rows - maximum > 1 ? maximum : n_rows;
  const char *title = console_revenue_get_grouping_title (grouping);
  const gboolean is_count = grouping == CONSOLE_SALES_PER_STAGE;
  ConsoleChartData *data = console_chart_data_new (CONSOLE_CHART_RANKING, title, title, is_count ? NULL : view->currency);

  for (guint i = 0; i < n_named; i++)
    {
      g_autofree char *name = console_revenue_dup_row_title (view, grouping, g_ptr_array_index (rows, i));

      console_chart_data_add_point (data, name, name);
    }
  if (n_named < n_rows)
    {
      g_autofree char *rest = g_strdup_printf (ngettext ("%u more", "%u more", n_rows - n_named), n_rows - n_named);

      console_chart_data_add_point (data, rest, rest)->is_rest = TRUE;
    }

  console_chart_data_add_series (data, !is_count ? _("Sales") : view->choice->category != NULL ? _("Cakes") : _("Orders"));
  rank (view, data, n_named, FALSE);
  if (view->report->query->others.first <= view->report->query->others.last)
    {
      console_chart_data_add_series (data, view->choice->comparison == CONSOLE_REVENUE_WITH_PREVIOUS
                                     ? _("Previous period") : _("A year before"))->is_comparison = TRUE;
      rank (view, data, n_named, TRUE);
    }

  return data;
}

/* By weekday and hour */

static void
find_hours (const ConsoleSalesReport *report,
            int                      *ret_first,
            int                      *ret_last)
{
  int first = 24;
  int last = -1;

  for (int day = 0; day < 7; day++)
    for (int hour = 0; hour < 24; hour++)
      {
        if (report->week[day].counts[hour] != 0)
          {
            first = MIN (first, hour);
            last = MAX (last, hour);
          }
      }

  /* A map of a few hours looks like none. */
  *ret_first = last < 0 ? 8 : MIN (first, 12);
  *ret_last = last < 0 ? 20 : MAX (last, *ret_first + 7);
  *ret_last = MIN (*ret_last, 23);
}

static const char *const week_titles[] = {
  N_("When orders are placed"), N_("When orders are due"), N_("When orders are paid"),
};

/**
 * console_revenue_create_week_chart:
 * @view: what is shown
 *
 * Returns: (transfer full): the map of weekdays and hours
 */
ConsoleChartData *
console_revenue_create_week_chart (const ConsoleRevenueView *view)
{
  const gboolean is_category = view->choice->category != NULL;
  ConsoleChartData *data = console_chart_data_new (CONSOLE_CHART_HEAT, _(week_titles[view->choice->basis]), _("Hour"),
                                                   NULL);
  int first;
  int last;

  data->count_title = g_strdup (is_category ? _("cakes") : _("orders"));
  find_hours (view->report, &first, &last);
  for (int hour = first; hour <= last; hour++)
    {
      g_autofree char *title = g_strdup_printf ("%02d:00–%02d:00", hour, (hour + 1) % 24);
      g_autofree char *label = g_strdup_printf ("%02d", hour);

      console_chart_data_add_point (data, title, label);
    }

  for (int day = 0; day < 7; day++)
    {
      GDate date;
      char name[32];
      ConsoleChartSeries *series;

      /* 1970-01-05 was a Monday. */
      console_day_to_date (4 + day, &date);
      g_date_strftime (name, sizeof name, "%a", &date);
      series = console_chart_data_add_series (data, name);
      for (int hour = first; hour <= last; hour++)
        series->values[hour - first] = view->report->week[day].counts[hour];
    }

  return data;
}
