/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of the deliveries. Main thread. */

#include "config.h"

#include "console-tour-private.h"

#include "bakery-time.h"
#include "console-clock.h"
#include "console-context.h"
#include "console-server-process.h"
#include "console-session.h"
#include "console-sync.h"
#include "console-tiles.h"

#define PAGE "ConsoleDeliveriesPage"

/* Without the network, and after so long, no van has a signal. */
#define SILENCE (20 * BAKERY_MINUTE)

/* Who drives in the demo. */
#define DRIVER "driver@demo.sweetspot.example"

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
enter_nowhere (ConsoleTour *self)
{
  console_tour_show (self, "nowhere");
}

/* A server that has no pictures: the console's own. */
static void
enter_refused (ConsoleTour *self)
{
  GSettings *settings = console_context_get_settings (get_context (self));
  ConsoleSession *session = console_context_get_session (get_context (self));
  g_autofree char *address = g_strconcat (console_session_get_server (session), "/api/docs#{z}/{x}/{y}", NULL);

  self->tiles = g_settings_get_string (settings, "map-tiles");
  g_settings_set_string (settings, "map-tiles", address);
}

static gboolean
is_refused (ConsoleTour *self)
{
  return console_tiles_get_state (console_context_get_tiles (get_context (self))) == CONSOLE_TILES_REFUSED;
}

/* What there is without a network: a town that was drawn for it. */
static void
enter_tiles (ConsoleTour *self)
{
  GSettings *settings = console_context_get_settings (get_context (self));
  g_autofree char *path = console_tour_draw_town (self->directory);

  g_settings_set_string (settings, "map-tiles", "");
  if (path != NULL)
    g_settings_set_string (settings, "map-file", path);
  console_tour_show (self, "first");
}

static gboolean
has_tiles (ConsoleTour *self)
{
  return console_tiles_get_state (console_context_get_tiles (get_context (self))) == CONSOLE_TILES_GOOD;
}

static void
leave_tiles (ConsoleTour *self)
{
  GSettings *settings = console_context_get_settings (get_context (self));

  if (self->tiles == NULL)
    return;

  g_settings_reset (settings, "map-file");
  console_tour_remove_town (self->directory);
  g_settings_set_string (settings, "map-tiles", self->tiles);
  g_clear_pointer (&self->tiles, g_free);
}

static void
enter_run (ConsoleTour *self)
{
  leave_tiles (self);
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

/* The driver's own view, for which somebody else signs in. */

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsoleTour) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!console_session_sign_in_finish (CONSOLE_SESSION (source), result, &error))
    g_warning ("The driver cannot sign in: %s", error->message);
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ConsoleTour) self = user_data;
  console_session_sign_out_finish (CONSOLE_SESSION (source), result, NULL);
  console_session_sign_in_async (CONSOLE_SESSION (source), self->server, DRIVER, CONSOLE_DEMO_PASSWORD, self->cancellable,
                                 signed_in_cb, g_object_ref (self));
}

static void
enter_driver (ConsoleTour *self)
{
  ConsoleSession *session = console_context_get_session (get_context (self));

  self->server = g_strdup (console_session_get_server (session));
  console_session_sign_out_async (session, self->cancellable, signed_out_cb, g_object_ref (self));
}

static gboolean
is_driver (ConsoleTour *self)
{
  ConsoleContext *context = get_context (self);

  return console_context_is_ready (context)
         && console_session_get_actor (console_context_get_session (context)).role == BAKERY_ROLE_DRIVER
         && is_online (self);
}

static void
enter_own_run (ConsoleTour *self)
{
  console_context_set_store (get_context (self), self->store);
  console_tour_activate (self, "win.view::deliveries");
}

const ConsoleTourScene console_tour_driver_scenes[] = {
  { "driver", enter_driver, is_driver, TRUE },
  { "driver-deliveries", enter_own_run, is_driver, FALSE },
  { "driver-run", enter_run, NULL, TRUE },
  { "driver-stop", enter_stop, NULL, FALSE },
  { NULL },
};

const ConsoleTourScene console_tour_deliveries_scenes[] = {
  { "deliveries-none", enter_none, console_tour_has_page, FALSE },
  { "deliveries-offline", enter_offline, is_offline, FALSE },
  { "deliveries", enter_deliveries, is_online, FALSE },
  { "delivery", enter_destination, NULL, FALSE },
  { "delivery-nowhere", enter_nowhere, NULL, FALSE },
  { "delivery-map-refused", enter_refused, is_refused, TRUE },
  { "delivery-tiles", enter_tiles, has_tiles, FALSE },
  { "delivery-run", enter_run, NULL, FALSE },
  { "delivery-stop", enter_stop, NULL, FALSE },
  { "delivery-hand-over", enter_hand_over, console_tour_has_dialog, TRUE },
  { "delivery-failed", enter_failed, console_tour_has_dialog, TRUE },
  { "delivery-place", enter_place, console_tour_has_dialog, TRUE },
  { "delivery-plan", enter_plan, console_tour_has_dialog, TRUE },
  { NULL },
};
