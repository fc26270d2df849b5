/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Wording only: what is said follows from the arguments. */

#include "config.h"

#include "console-bake-texts.h"

#include "bakery-time.h"
#include "console-order-texts.h"

#include <glib/gi18n.h>

/**
 * console_bake_kind_get_title:
 * @kind: what a row is about
 *
 * Returns: the heading of such rows
 */
const char *
console_bake_kind_get_title (BakeryBakeKind kind)
{
  static const char *const titles[] = {
    [BAKERY_BAKE_CAKE] = N_("Cakes"), [BAKERY_BAKE_BASE] = N_("Bases and fillings"),
    [BAKERY_BAKE_PART] = N_("For the bases"),
  };

  return _(titles[kind]);
}

/**
 * console_unmet_reason_get_title:
 * @reason: why a customer could not have something
 *
 * Returns: that in words
 */
const char *
console_unmet_reason_get_title (BakeryUnmetReason reason)
{
  static const char *const titles[] = {
    [BAKERY_UNMET_SOLD_OUT] = N_("Sold out or switched off"), [BAKERY_UNMET_NO_TIME] = N_("No time left, or closed"),
    [BAKERY_UNMET_TOO_SOON] = N_("Wanted too soon"),
  };

  return _(titles[reason]);
}

/**
 * console_bake_dup_day:
 * @calendar: the shop's calendar
 * @day: an instant of a day
 *
 * Returns: (transfer full): "Today", "Tomorrow", "Saturday 28 November"
 */
char *
console_bake_dup_day (const ConsoleCalendar *calendar,
                      gint64                 day)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (day / BAKERY_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, calendar->zone);
  /* Translators: a day, as g_date_time_format() writes it: "Saturday 28 November". */
  g_autofree char *date = g_date_time_format (local, _("%A %-e %B"));

  if (console_calendar_is_today (calendar, day))
    /* Translators: %s is a day, "Saturday 28 November". */
    return g_strdup_printf (_("Today, %s"), date);

  return g_steal_pointer (&date);
}

/**
 * console_bake_row_dup_quantity:
 * @row: a row
 * @quantity: some of it, in thousandths
 *
 * Returns: (transfer full): "8", "4.2 kg", as finely as one weighs
 */
char *
console_bake_row_dup_quantity (const BakeryBakeRow *row,
                               gint64               quantity)
{
  return bakery_quantity_to_measure (quantity, row->unit);
}

/**
 * console_bake_row_dup_progress:
 * @row: a row
 *
 * Returns: (transfer full): "3 of 8 made", "8 made", "10 made, 2 too many"
 */
char *
console_bake_row_dup_progress (const BakeryBakeRow *row)
{
  g_autofree char *made = console_bake_row_dup_quantity (row, row->made);
  g_autofree char *needed = console_bake_row_dup_quantity (row, row->needed);
  g_autofree char *surplus = console_bake_row_dup_quantity (row, row->made - row->needed);

  if (row->made > row->needed)
    /* Translators: two quantities: what is made, and how much more that is than is needed. */
    return g_strdup_printf (_("%s made, %s too many"), made, surplus);
  if (row->made == row->needed)
    /* Translators: a quantity: all that is needed is made. */
    return g_strdup_printf (_("All %s made"), made);

  /* Translators: two quantities: what is made of what is needed. */
  return g_strdup_printf (_("%s of %s made"), made, needed);
}

/**
 * console_bake_row_dup_exact:
 * @row: a row
 *
 * Returns: (transfer full) (nullable): how much is to be made to the thousandth, where that is more than is said elsewhere
 */
char *
console_bake_row_dup_exact (const BakeryBakeRow *row)
{
  g_autofree char *exact = bakery_quantity_to_display (row->to_make, row->unit);
  g_autofree char *measure = console_bake_row_dup_quantity (row, row->to_make);

  return g_str_equal (exact, measure) ? NULL : g_steal_pointer (&exact);
}

/**
 * console_bake_row_dup_details:
 * @row: a row
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): when the first of it is due, and in how many batches the rest is made
 */
char *
console_bake_row_dup_details (const BakeryBakeRow   *row,
                              const ConsoleCalendar *calendar)
{
  g_autofree char *clock = console_calendar_dup_clock (calendar, row->first_at);
  g_autofree char *batch = console_bake_row_dup_quantity (row, row->batch);
  GString *text = g_string_new (NULL);

  /* Translators: when the first of something has to be made, "06:00". */
  g_string_append_printf (text, _("from %s"), clock);
  if (row->batch > 0 && row->batches > 0)
    {
      /* Translators: how many times the mixer is filled, and how much fits it: "3 batches of 5 kg". */
      g_autofree char *batches = g_strdup_printf (ngettext ("%d batch of up to %s", "%d batches of up to %s",
                                                            (gulong) row->batches), (int) row->batches, batch);

      g_string_append_printf (text, " · %s", batches);
    }

  return g_string_free (text, FALSE);
}

/**
 * console_bake_dup_source:
 * @source: an order that a row comes from
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): which order it is, whose, and when it is due
 */
char *
console_bake_dup_source (const BakeryBakeSource *source,
                         const ConsoleCalendar  *calendar)
{
  g_autofree char *due = console_calendar_dup_words (calendar, source->order->due_at);
  const char *stage = console_stage_get_title ((BakeryStage) source->order->stage,
                                               (BakeryFulfilment) source->order->fulfilment);

  /* Translators: of an order: the customer, when it is due, and how far it is. */
  return g_strdup_printf (_("%s · due %s · %s"), source->order->customer_name, due, stage);
}
