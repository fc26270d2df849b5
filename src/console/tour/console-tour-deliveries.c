/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of the deliveries. Main thread. */

#include "config.h"

#include "console-tour-private.h"

#define PAGE "ConsoleDeliveriesPage"

static void
enter_deliveries (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::deliveries");
  console_tour_show (self, "list");
}

static void
enter_destination (ConsoleTour *self)
{
  console_tour_show (self, "first");
}

static void
enter_run (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::deliveries");
  console_tour_show (self, "run");
}

static void
enter_stop (ConsoleTour *self)
{
  console_tour_show (self, "stop");
}

static void
enter_hand_over (ConsoleTour *self)
{
  console_tour_activate_in (self, PAGE, "deliveries.advance");
}

static void
enter_failed (ConsoleTour *self)
{
  console_tour_activate_in (self, PAGE, "deliveries.fail");
}

static void
enter_place (ConsoleTour *self)
{
  console_tour_activate_in (self, PAGE, "deliveries.correct-place");
}

static void
enter_plan (ConsoleTour *self)
{
  console_tour_show (self, "list");
  console_tour_activate_in (self, PAGE, "deliveries.plan-run");
}

const ConsoleTourScene console_tour_deliveries_scenes[] = {
  { "deliveries", enter_deliveries, console_tour_has_page, FALSE },
  { "delivery", enter_destination, NULL, FALSE },
  { "delivery-run", enter_run, NULL, FALSE },
  { "delivery-stop", enter_stop, NULL, FALSE },
  { "delivery-hand-over", enter_hand_over, console_tour_has_dialog, TRUE },
  { "delivery-failed", enter_failed, console_tour_has_dialog, TRUE },
  { "delivery-place", enter_place, console_tour_has_dialog, TRUE },
  { "delivery-plan", enter_plan, console_tour_has_dialog, TRUE },
  { NULL },
};
