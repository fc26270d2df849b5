/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs of drivers in words: who drives, what is left, where they were last. Declared in console-delivery-texts.h. Pure
 * functions; no GTK. */

#include "config.h"

#include "console-delivery-texts.h"

#include "bakery-time.h"

#include <glib/gi18n.h>

/* After so long without a position nobody knows where a van is, and after so long its mark is as faint as it gets. */
#define LOST (2 * BAKERY_MINUTE)
#define FAINT (15 * BAKERY_MINUTE)

#define LEAST_OPACITY .3

static gboolean
is_under_way (const ConsoleDeliveryRun *self)
{
  return self->delivery->state == BAKERY_DELIVERY_UNDER_WAY;
}

/**
 * console_delivery_run_get_opacity:
 * @self: a run with a position
 * @now: the present instant
 *
 * Returns: how much of a mark the position deserves: 1 while it is new, less as it gets older
 */
double
console_delivery_run_get_opacity (const ConsoleDeliveryRun *self,
                                  gint64                    now)
{
  const gint64 age = now - self->position->at;

  if (age < LOST)
    return 1;

  return MAX (1 - (double) (age - LOST) / (FAINT - LOST), 0) * (.8 - LEAST_OPACITY) + LEAST_OPACITY;
}

/**
 * console_delivery_run_dup_driver:
 * @self: a run
 *
 * Returns: (transfer full): who drives
 */
char *
console_delivery_run_dup_driver (const ConsoleDeliveryRun *self)
{
  if (self->delivery->driver == 0)
    return g_strdup (_("nobody yet"));
  if (self->driver == NULL || *self->driver == '\0')
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->delivery->driver);

      /* Translators: a number stands for a driver whose name is not known. */
      return g_strdup_printf (_("driver %s"), number);
    }

  return g_strdup (self->driver);
}

static guint
count_stops (const ConsoleDeliveryRun *self,
             BakeryStopState           state)
{
  guint n = 0;

  for (guint i = 0; i < self->delivery->stops->len; i++)
    {
      n += ((const BakeryDeliveryStop *) g_ptr_array_index (self->delivery->stops, i))->state == (int) state;
    }

  return n;
}

static char *
dup_progress (const ConsoleDeliveryRun *self)
{
  const guint n = self->delivery->stops->len;
  const guint n_waiting = count_stops (self, BAKERY_STOP_WAITING);

  if (self->delivery->state == BAKERY_DELIVERY_FINISHED)
    /* Translators: how many orders of a run that is over were handed over: "4 of 5 handed over". */
    return g_strdup_printf (_("%u of %u handed over"), count_stops (self, BAKERY_STOP_DELIVERED), n);
  if (self->delivery->state == BAKERY_DELIVERY_PLANNED)
    return g_strdup_printf (ngettext ("%u stop", "%u stops", n), n);

  return g_strdup_printf (ngettext ("%u stop left", "%u stops left", n_waiting), n_waiting);
}

/**
 * console_delivery_run_dup_title:
 * @self: a run
 *
 * Returns: (transfer full): "Ravi Menon · 3 stops left", "Ravi Menon · 4 of 5 handed over"
 */
char *
console_delivery_run_dup_title (const ConsoleDeliveryRun *self)
{
  g_autofree char *driver =
    self->delivery->driver != 0 ? console_delivery_run_dup_driver (self) : g_strdup (_("No driver yet"));
  g_autofree char *progress = dup_progress (self);

  return g_strconcat (driver, " · ", progress, NULL);
}

static char *
dup_journey (const ConsoleDeliveryRun *self,
             const ConsoleCalendar    *calendar)
{
  g_autofree char *time = NULL;

  if (self->delivery->state == BAKERY_DELIVERY_FINISHED)
    {
      time = console_calendar_dup_words (calendar, self->delivery->finished_at);

      /* Translators: %s is a time, as in "over since today 16:30". */
      return g_strdup_printf (_("over since %s"), time);
    }
  if (!is_under_way (self))
    {
      time = self->delivery->starts_at != 0 ? console_calendar_dup_words (calendar, self->delivery->starts_at) : NULL;

      /* Translators: %s is a time, as in "sets out today 16:30". */
      return time != NULL ? g_strdup_printf (_("sets out %s"), time) : g_strdup (_("planned"));
    }
  if (self->position == NULL)
    return g_strdup (_("under way, no signal yet"));

  time = console_calendar_dup_clock (calendar, self->position->at);
  if (calendar->now - self->position->at >= LOST)
    /* Translators: %s is a time, as in "no signal since 14:02". */
    return g_strdup_printf (_("no signal since %s"), time);

  /* Translators: %s is a time, as in "under way, seen at 14:02". */
  return g_strdup_printf (_("under way, seen at %s"), time);
}

/**
 * console_delivery_run_dup_details:
 * @self: a run
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): where it is with its journey, since when nothing has been heard of it, and whether the server knows
 */
char *
console_delivery_run_dup_details (const ConsoleDeliveryRun *self,
                                  const ConsoleCalendar    *calendar)
{
  g_autofree char *journey = dup_journey (self, calendar);

  return self->waits ? g_strconcat (journey, " · ", _("waits to be sent"), NULL) : g_steal_pointer (&journey);
}

/**
 * console_delivery_run_dup_shown:
 * @self: a run
 * @calendar: the shop's calendar
 * @is_followed: whether the map follows it
 *
 * Returns: (transfer full): its details, with that
 */
char *
console_delivery_run_dup_shown (const ConsoleDeliveryRun *self,
                                const ConsoleCalendar    *calendar,
                                gboolean                  is_followed)
{
  g_autofree char *details = console_delivery_run_dup_details (self, calendar);

  return is_followed ? g_strconcat (details, " · ", _("followed on the map"), NULL) : g_steal_pointer (&details);
}

static char *
dup_proof (const BakeryDeliveryStop *stop)
{
  if (*stop->received_by != '\0')
    /* Translators: %s is who took an order. */
    return g_strdup_printf (_("taken by %s"), stop->received_by);
  if (stop->by_code)
    return g_strdup (_("handed over, the code was right"));

  return g_strdup (stop->has_photo ? _("handed over, with a photo") : _("handed over"));
}

/**
 * console_delivery_run_dup_outcome:
 * @self: a run
 * @position: one of its stops, counted from 0
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full) (nullable): "arrives at 16:12", "taken by Mr Rao"; %NULL where nothing is known
 */
char *
console_delivery_run_dup_outcome (const ConsoleDeliveryRun *self,
                                  guint                     position,
                                  const ConsoleCalendar    *calendar)
{
  const BakeryDeliveryStop *stop = g_ptr_array_index (self->delivery->stops, position);
  g_autofree char *time = NULL;

  if (stop->state == BAKERY_STOP_FAILED)
    /* Translators: %s is why an order could not be handed over. */
    return g_strdup_printf (_("not handed over: %s"), stop->reason);
  if (stop->state == BAKERY_STOP_DELIVERED)
    return dup_proof (stop);
  if (stop->eta == 0)
    return NULL;

  time = console_calendar_dup_clock (calendar, stop->eta);

  /* Translators: %s is a time, as in "arrives at 16:12". */
  return g_strdup_printf (_("arrives at %s"), time);
}

/**
 * console_delivery_run_dup_stop:
 * @self: a run
 * @stop: one of its stops, counted from 0
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): "stop 2 of 5, Ravi Menon, arrives at 16:12"
 */
char *
console_delivery_run_dup_stop (const ConsoleDeliveryRun *self,
                               guint                     stop,
                               const ConsoleCalendar    *calendar)
{
  g_autofree char *driver = console_delivery_run_dup_driver (self);
  g_autofree char *outcome = console_delivery_run_dup_outcome (self, stop, calendar);

  /* Translators: which stop of a run, and who drives: "stop 2 of 5, Ravi Menon". */
  g_autofree char *place = g_strdup_printf (_("stop %u of %u, %s"), stop + 1, self->delivery->stops->len, driver);

  return outcome != NULL ? g_strconcat (place, ", ", outcome, NULL) : g_steal_pointer (&place);
}

/**
 * console_delivery_runs_dup_routing:
 * @runs: the runs
 *
 * Returns: (transfer full) (nullable): where the times of those that are still to be driven come from; %NULL when there are
 *   none
 */
char *
console_delivery_runs_dup_routing (ConsoleDeliveryRuns *runs)
{
  gboolean by[BAKERY_ROUTING_GOOGLE + 1] = { FALSE };
  const char *service;

  for (guint i = 0; i < console_delivery_runs_get_n (runs); i++)
    {
      const ConsoleDeliveryRun *run = console_delivery_runs_get (runs, i);

      if (console_delivery_run_is_open (run))
        by[run->delivery->routing] = TRUE;
    }

  if (!by[BAKERY_ROUTING_OSRM] && !by[BAKERY_ROUTING_GOOGLE])
    return by[BAKERY_ROUTING_ESTIMATE] ? g_strdup (_("Times of arrival are estimates by distance")) : NULL;

  service = !by[BAKERY_ROUTING_GOOGLE] ? "OSRM" : !by[BAKERY_ROUTING_OSRM] ? "Google" : "OSRM, Google";
  if (by[BAKERY_ROUTING_ESTIMATE])
    /* Translators: the name of a service that knows roads. */
    return g_strdup_printf (_("Times of arrival by %s, some estimated by distance"), service);

  /* Translators: the name of a service that knows roads. */
  return g_strdup_printf (_("Times of arrival by %s"), service);
}
