/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of the preferences and the help. Main thread. */

#include "config.h"

#include "console-tour-private.h"

static void
enter_preferences (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::orders");
  console_tour_activate (self, "app.preferences");
}

static void
enter_shortcuts (ConsoleTour *self)
{
  console_tour_activate (self, "app.shortcuts");
}

static void
enter_about (ConsoleTour *self)
{
  console_tour_activate (self, "app.about");
}

const ConsoleTourScene console_tour_help_scenes[] = {
  { "preferences", enter_preferences, NULL, TRUE },
  { "shortcuts", enter_shortcuts, NULL, TRUE },
  { "about", enter_about, NULL, TRUE },
  { NULL },
};
