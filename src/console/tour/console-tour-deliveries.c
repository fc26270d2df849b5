/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of the deliveries. Main thread. */

#include "config.h"

#include "console-tour-private.h"

#include "bakery-time.h"
#include "console-clock.h"
#include "console-context.h"
#include "console-sync.h"

#define PAGE "ConsoleDeliveriesPage"

/* Without the network, and after so long, no van has a signal. */
#define SILENCE (20 * BAKERY_MINUTE)

/* A store of the demo that delivers nothing. */
#define QUIET_STORE 3

static ConsoleContext *
get_context (ConsoleTour *self)
{
  return console_way_in_get_context (self->way_in);
}

static void
enter_none (ConsoleTour *self)
{
  self->store = console_context_get_store (get_context (self));
  console_context_set_store (get_context (self), QUIET_STORE);
  console_tour_activate (self, "win.view::deliveries");
  console_tour_show (self, "list");
}

static void
enter_offline (ConsoleTour *self)
{
  ConsoleClock *clock = console_context_get_clock (get_context (self));

  console_context_set_store (get_context (self), self->store);
  console_context_set_offline (get_context (self), TRUE);
  console_clock_set (clock, console_clock_get_now (clock) + SILENCE);
}

static gboolean
is_offline (ConsoleTour *self)
{
  return console_sync_get_state (console_context_get_sync (get_context (self))) == CONSOLE_SYNC_OFFLINE
         && console_tour_has_page (self);
}

static void
enter_deliveries (ConsoleTour *self)
{
  console_clock_set (console_context_get_clock (get_context (self)), 0);
  console_context_set_offline (get_context (self), FALSE);
}

static gboolean
is_online (ConsoleTour *self)
{
  return console_sync_get_state (console_context_get_sync (get_context (self))) == CONSOLE_SYNC_ONLINE
         && console_tour_has_page (self);
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
  { "deliveries-none", enter_none, console_tour_has_page, FALSE },
  { "deliveries-offline", enter_offline, is_offline, FALSE },
  { "deliveries", enter_deliveries, is_online, FALSE },
  { "delivery", enter_destination, NULL, FALSE },
  { "delivery-run", enter_run, NULL, FALSE },
  { "delivery-stop", enter_stop, NULL, FALSE },
  { "delivery-hand-over", enter_hand_over, console_tour_has_dialog, TRUE },
  { "delivery-failed", enter_failed, console_tour_has_dialog, TRUE },
  { "delivery-place", enter_place, console_tour_has_dialog, TRUE },
  { "delivery-plan", enter_plan, console_tour_has_dialog, TRUE },
  { NULL },
};
