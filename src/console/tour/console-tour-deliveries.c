/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of the deliveries. Main thread. */

#include "config.h"

#include "console-tour-private.h"

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

const ConsoleTourScene console_tour_deliveries_scenes[] = {
  { "deliveries", enter_deliveries, console_tour_has_page, FALSE },
  { "delivery", enter_destination, NULL, FALSE },
  { NULL },
};
