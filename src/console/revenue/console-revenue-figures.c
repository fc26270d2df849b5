/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The key figures of the Revenue page: what each is, means and comes to. Where one category is wanted, what is of whole orders
 * or of the whole stock has no figure. Main thread. */

#include "config.h"

#include "console-revenue-page-private.h"

#include "bakery-money.h"

#include <glib/gi18n.h>

static gboolean
has_category (ConsoleRevenuePage *self)
{
  return self->choice->category != NULL;
}

static gboolean
is_count (ConsoleRevenueFigureKind kind)
{
  return kind == CONSOLE_FIGURE_ORDERS || kind == CONSOLE_FIGURE_CUSTOMERS;
}

/* Whether there is a key figure of what is chosen, and something behind it. */
gboolean
console_revenue_page_has_figure (ConsoleRevenuePage      *self,
                                 ConsoleRevenueFigureKind kind)
{
  return !has_category (self) || kind <= CONSOLE_FIGURE_AVERAGE;
}

static gint64
get_value (ConsoleRevenuePage        *self,
           ConsoleRevenueFigureKind   kind,
           const ConsoleSalesFigures *figures,
           gint64                     customers)
{
  switch (kind)
    {
    case CONSOLE_FIGURE_ORDERS:
      return has_category (self) ? figures->quantity : figures->orders;

    case CONSOLE_FIGURE_AVERAGE:
      return has_category (self) ? console_sales_figures_get_average_cake (figures)
                                 : console_sales_figures_get_average (figures);

    case CONSOLE_FIGURE_REFUNDS:
      return figures->refunds;

    case CONSOLE_FIGURE_CUSTOMERS:
      return customers;

    case CONSOLE_FIGURE_EXPENSES:
      return console_sales_figures_get_expenses (figures);

    case CONSOLE_FIGURE_MARGIN:
      return console_sales_figures_get_margin (figures);

    case CONSOLE_FIGURE_STOCK:
      return self->report->stock_value;

    case CONSOLE_FIGURE_REVENUE:
    case CONSOLE_N_FIGURES:
    default:
      return console_sales_figures_get_revenue (figures);
    }
}

/* What a key figure is called. */
const char *
console_revenue_page_get_figure_title (ConsoleRevenuePage      *self,
                                       ConsoleRevenueFigureKind kind)
{
  static const char *const titles[CONSOLE_N_FIGURES] = {
    N_("Revenue"), N_("Orders"), N_("Average order"), N_("Refunds"), N_("Customers"), N_("Expenses"), N_("Margin"),
    N_("Stock value"),
  };

  if (has_category (self) && kind == CONSOLE_FIGURE_ORDERS)
    return _("Cakes sold");
  if (has_category (self) && kind == CONSOLE_FIGURE_AVERAGE)
    return _("Average cake");

  return _(titles[kind]);
}

static const char *
get_meaning_of_paid (ConsoleRevenueFigureKind kind)
{
  if (kind == CONSOLE_FIGURE_REVENUE)
    return _("What was paid, less what went back to customers, each on the day on which it was.");

  return _("Orders whose first payment came in on these days, without those that were cancelled.");
}

static const char *
get_meaning_of_category (ConsoleRevenueFigureKind kind)
{
  static const char *const meanings[] = {
    N_("What the cakes of the category came to in orders that were not cancelled, without tax and delivery."),
    N_("How many cakes of the category there were in these orders."),
    N_("The one divided by the other."),
  };

  if (kind < G_N_ELEMENTS (meanings))
    return _(meanings[kind]);

  return _("This is of the whole shop and cannot be told apart by category.");
}

/* How a key figure is worked out, in words. */
const char *
console_revenue_page_get_meaning (ConsoleRevenuePage      *self,
                                  ConsoleRevenueFigureKind kind)
{
  static const char *const meanings[CONSOLE_N_FIGURES] = {
    N_("What orders come to with tax and delivery, and what was kept of cancelled ones, less what went back to customers."),
    N_("Orders that were not cancelled."),
    N_("What orders come to before refunds, divided by their number."),
    N_("What went back to customers, on the day on which it did."),
    N_("People with an account who placed an order on these days that was not cancelled, each counted once. New ones had "
       "never ordered at these stores before."),
    N_("What was bought for the stock, and refunds. What is used or thrown away was bought before, and counts once."),
    N_("Revenue less the goods: what orders used, at what packs cost on that day, what was thrown away, and what was missing "
       "when it was counted."),
    N_("What is in stock at present, at what packs cost today. What was changed here and not sent yet is counted."),
  };

  if (has_category (self))
    return get_meaning_of_category (kind);
  if (self->choice->basis == CONSOLE_SALES_BY_PAYMENT_DATE && kind <= CONSOLE_FIGURE_ORDERS)
    return get_meaning_of_paid (kind);

  return _(meanings[kind]);
}

/* Translators: customers who ordered first in the days that are shown. */
static char *
dup_new_customers (ConsoleRevenuePage *self,
                   const char         *change)
{
  const gint64 n_new = self->report->new_customers;
  g_autofree char *number = bakery_number_to_display (n_new);
  g_autofree char *text = g_strdup_printf (ngettext ("%s new", "%s new", (gulong) n_new), number);

  return change != NULL ? g_strdup_printf ("%s · %s", change, text) : g_steal_pointer (&text);
}

static void
compare (ConsoleRevenuePage      *self,
         ConsoleRevenueFigureKind kind,
         gint64                   value,
         char                   **ret_change,
         int                     *ret_mood)
{
  const ConsoleSalesReport *report = self->report;
  const gint64 before = get_value (self, kind, &report->others, report->other_customers);
  g_autofree char *change = NULL;

  *ret_mood = 0;
  if (report->query->others.first <= report->query->others.last && kind != CONSOLE_FIGURE_STOCK)
    {
      change = console_chart_data_dup_change (value, before);
      *ret_mood = (value > before) - (value < before);
    }
  if (kind == CONSOLE_FIGURE_REFUNDS || kind == CONSOLE_FIGURE_EXPENSES)
    *ret_mood = -*ret_mood;

  *ret_change = kind == CONSOLE_FIGURE_CUSTOMERS ? dup_new_customers (self, change) : g_steal_pointer (&change);
}

/* A key figure in words: its value and, where something is compared, its change and whether that is good news. */
char *
console_revenue_page_dup_figure (ConsoleRevenuePage      *self,
                                 ConsoleRevenueFigureKind kind,
                                 char                   **ret_change,
                                 int                     *ret_mood)
{
  const gint64 value = get_value (self, kind, &self->report->total, self->report->customers);

  *ret_change = NULL;
  *ret_mood = 0;
  if (!console_revenue_page_has_figure (self, kind))
    return g_strdup ("–");

  compare (self, kind, value, ret_change, ret_mood);

  return is_count (kind) ? bakery_number_to_display (value) : bakery_money_to_display (value, self->currency);
}

/* The same for a program: without grouping, with a point. */
char *
console_revenue_page_dup_plain_figure (ConsoleRevenuePage      *self,
                                       ConsoleRevenueFigureKind kind)
{
  const gint64 value = get_value (self, kind, &self->report->total, self->report->customers);

  if (!console_revenue_page_has_figure (self, kind))
    return g_strdup ("");

  return is_count (kind) ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : bakery_money_to_string (value, self->currency);
}
