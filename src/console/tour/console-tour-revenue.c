/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of revenue. Main thread. */

#include "config.h"

#include "console-tour-private.h"

static void
enter_revenue (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::revenue");
  console_tour_activate (self, "revenue.range(2)");
}

static void
enter_revenue_cursor (ConsoleTour *self)
{
  console_tour_show (self, "cursor");
}

static void
enter_revenue_money (ConsoleTour *self)
{
  console_tour_show (self, "subject:2");
  console_tour_show (self, "grouping:1");
}

static void
enter_revenue_stages (ConsoleTour *self)
{
  console_tour_activate (self, "revenue.step(1)");
  console_tour_show (self, "subject:4");
  console_tour_show (self, "grouping:4");
}

static void
enter_revenue_tables (ConsoleTour *self)
{
  console_tour_activate (self, "revenue.tables");
}

static void
enter_revenue_orders (ConsoleTour *self)
{
  console_tour_activate (self, "revenue.tables");
  console_tour_activate (self, "revenue.step(0)");
  console_tour_show (self, "subject:0");
  console_tour_show (self, "grouping:0");
  console_tour_activate (self, "revenue.orders");
}

static void
enter_revenue_margin (ConsoleTour *self)
{
  console_tour_activate (self, "revenue.step(1)");
  console_tour_activate (self, "revenue.range(5)");
  console_tour_show (self, "subject:7");
}

static void
enter_revenue_goods (ConsoleTour *self)
{
  console_tour_show (self, "subject:6");
}

static void
enter_revenue_stock (ConsoleTour *self)
{
  console_tour_show (self, "subject:8");
}

static void
enter_revenue_stock_cursor (ConsoleTour *self)
{
  console_tour_activate (self, "revenue.range(2)");
  console_tour_activate (self, "revenue.step(0)");
  console_tour_show (self, "cursor");
}

/* What there was at the end of the day that was shown. */
static void
enter_revenue_stock_items (ConsoleTour *self)
{
  console_tour_show (self, "behind:6");
}

static void
enter_revenue_category (ConsoleTour *self)
{
  console_tour_activate (self, "revenue.range(2)");
  console_tour_activate (self, "revenue.step(0)");
  console_tour_show (self, "subject:1");
  console_tour_show (self, "grouping:5");
  console_tour_show (self, "category");
}

static void
enter_revenue_meanings (ConsoleTour *self)
{
  console_tour_show (self, "category");
  console_tour_show (self, "subject:0");
  console_tour_show (self, "grouping:0");
  console_tour_show (self, "meanings");
}

static void
enter_revenue_close (ConsoleTour *self)
{
  console_tour_show (self, "meanings");
  console_tour_activate (self, "revenue.close-day");
}

static void
enter_revenue_closes (ConsoleTour *self)
{
  console_tour_activate (self, "revenue.past-closes");
}

/* Days on which nothing was sold yet. */
static void
enter_revenue_nothing (ConsoleTour *self)
{
  console_tour_show (self, "years-ago");
}

const ConsoleTourScene console_tour_revenue_scenes[] = {
  { "revenue", enter_revenue, console_tour_has_page, FALSE },
  { "revenue-cursor", enter_revenue_cursor, NULL, TRUE },
  { "revenue-money", enter_revenue_money, console_tour_has_page, TRUE },
  { "revenue-stages", enter_revenue_stages, console_tour_has_page, TRUE },
  { "revenue-tables", enter_revenue_tables, NULL, FALSE },
  { "revenue-orders", enter_revenue_orders, NULL, TRUE },
  { "revenue-margin", enter_revenue_margin, console_tour_has_page, TRUE },
  { "revenue-goods", enter_revenue_goods, console_tour_has_page, TRUE },
  { "revenue-stock", enter_revenue_stock, console_tour_has_page, FALSE },
  { "revenue-stock-cursor", enter_revenue_stock_cursor, console_tour_has_page, TRUE },
  { "revenue-stock-items", enter_revenue_stock_items, NULL, TRUE },
  { "revenue-category", enter_revenue_category, console_tour_has_page, TRUE },
  { "revenue-meanings", enter_revenue_meanings, console_tour_has_page, TRUE },
  { "revenue-close", enter_revenue_close, NULL, FALSE },
  { "revenue-closes", enter_revenue_closes, NULL, TRUE },
  { "revenue-nothing", enter_revenue_nothing, console_tour_has_page, TRUE },
  { NULL },
};
