/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes before there is a bakery: the first start, and the ways in. Main thread. */

#include "config.h"

#include "console-tour-private.h"

static void
enter_connect (ConsoleTour *self)
{
  console_tour_activate_in (self, "ConsoleSetupView", "setup.connect");
}

static void
enter_create (ConsoleTour *self)
{
  console_tour_activate_in (self, "ConsoleSetupView", "setup.local");
  console_tour_activate_in (self, "ConsoleCreateForm", "form.create");
}

const ConsoleTourScene console_tour_window_scenes[] = {
  { "first-start", NULL, NULL, FALSE },
  { "connect", enter_connect, NULL, FALSE },
  { "set-up", enter_create, NULL, FALSE },
  { NULL },
};
