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

const ConsoleTourScene console_tour_revenue_scenes[] = {
  { "revenue", enter_revenue, console_tour_has_page, FALSE },
  { "revenue-cursor", enter_revenue_cursor, NULL, TRUE },
  { "revenue-money", enter_revenue_money, console_tour_has_page, TRUE },
  { "revenue-stages", enter_revenue_stages, console_tour_has_page, TRUE },
  { "revenue-tables", enter_revenue_tables, NULL, FALSE },
  { "revenue-orders", enter_revenue_orders, NULL, TRUE },
  { NULL },
};
