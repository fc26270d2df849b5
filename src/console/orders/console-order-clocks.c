/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two clocks of an order: when it is due and when work on it has to start, and how pressing that is now. Declared in
 * console-order-texts.h. Pure functions; no GTK. */

#include "config.h"

#include "console-order-texts.h"

#include "bakery-order-stage.h"
#include "bakery-time.h"

#include <glib/gi18n.h>

/* Work is not begun until the order is in the oven; from then on it is the customer who waits. */
static gboolean
is_begun (const BakeryOrder *order)
{
  return order->stage != BAKERY_STAGE_PENDING && order->stage != BAKERY_STAGE_CONFIRMED;
}

/* The instant that counts now: the latest start, later the time it is due. */
static gint64
get_deadline (const BakeryOrder *order)
{
  return is_begun (order) || order->latest_start_at == 0 ? order->due_at : order->latest_start_at;
}

/**
 * console_order_get_ageing:
 * @order: the order
 * @calendar: the shop's calendar
 * @soon_minutes: how long before its deadline an order is to be taken up next
 *
 * Tells how pressing the order is.
 *
 * Returns: the step
 */
ConsoleAgeing
console_order_get_ageing (const BakeryOrder     *order,
                          const ConsoleCalendar *calendar,
                          gint64                 soon_minutes)
{
  gint64 left = get_deadline (order) - calendar->now;

  if (bakery_order_is_finished (order))
    {
      return CONSOLE_AGEING_NONE;
    }

  if (left < 0)
    {
      return CONSOLE_AGEING_LATE;
    }

  return left <= soon_minutes * BAKERY_MINUTE ? CONSOLE_AGEING_SOON : CONSOLE_AGEING_NORMAL;
}

/**
 * console_ageing_get_icon_name:
 * @ageing: a step
 *
 * Names the shape of a step.
 *
 * Returns: an icon's name
 */
const char *
console_ageing_get_icon_name (ConsoleAgeing ageing)
{
  switch (ageing)
    {
    case CONSOLE_AGEING_LATE:
      return "sweetspot-late-symbolic";

    case CONSOLE_AGEING_SOON:
      return "sweetspot-soon-symbolic";

    case CONSOLE_AGEING_NORMAL:
      return "sweetspot-clock-symbolic";

    case CONSOLE_AGEING_NONE:
    default:
      return "sweetspot-done-symbolic";
    }
}

/**
 * console_ageing_get_css_class:
 * @ageing: a step
 *
 * Names the colour of a step.
 *
 * Returns: a style class
 */
const char *
console_ageing_get_css_class (ConsoleAgeing ageing)
{
  switch (ageing)
    {
    case CONSOLE_AGEING_LATE:
      return "late";

    case CONSOLE_AGEING_SOON:
      return "soon";

    case CONSOLE_AGEING_NORMAL:
    case CONSOLE_AGEING_NONE:
    default:
      return "calm";
    }
}

static char *
dup_late_text (const BakeryOrder *order,
               gint64             late)
{
  g_autofree char *span = console_span_to_words (late);

  if (late < BAKERY_MINUTE)
    {
      return g_strdup (is_begun (order) ? _("Due now") : _("Start now"));
    }

  if (is_begun (order))
    {
      /* Translators: %s is a span of time, "8 min". */
      return g_strdup_printf (_("Late by %s"), span);
    }

  /* Translators: %s is a span of time, "8 min". */
  return g_strdup_printf (_("Late by %s · start now"), span);
}

static char *
dup_finished_text (const BakeryOrder     *order,
                   const ConsoleCalendar *calendar)
{
  g_autofree char *when = console_calendar_dup_short (calendar, order->stage_changed_at);
  const char *title = console_stage_get_title (order->stage, order->fulfilment);

  return order->stage_changed_at != 0 ? g_strdup_printf ("%s · %s", title, when) : g_strdup (title);
}

/**
 * console_order_dup_clock:
 * @order: the order
 * @calendar: the shop's calendar
 *
 * Says by when what has to happen, and how long that is from now.
 *
 * Returns: (transfer full): "Start by 14:25 · in 23 min", "Late by 8 min · start now", "Due in 40 min", …
 */
char *
console_order_dup_clock (const BakeryOrder     *order,
                         const ConsoleCalendar *calendar)
{
  gint64 deadline = get_deadline (order);
  gint64 left = deadline - calendar->now;
  g_autofree char *when = NULL;
  g_autofree char *span = NULL;

  if (bakery_order_is_finished (order))
    {
      return dup_finished_text (order, calendar);
    }

  if (left < 0)
    {
      return dup_late_text (order, -left);
    }

  when = console_calendar_dup_short (calendar, deadline);
  span = console_span_to_words (left);

  if (is_begun (order))
    {
      /* Translators: %s is a span of time, "8 min". */
      return g_strdup_printf (_("Due in %s"), span);
    }

  if (left >= BAKERY_DAY)
    {
      /* Translators: %s is a day and a time. */
      return g_strdup_printf (_("Start by %s"), when);
    }

  /* Translators: a time of day, and a span of time until then. */
  return g_strdup_printf (_("Start by %s · in %s"), when, span);
}

/**
 * console_order_dup_subtitle:
 * @order: the order
 * @calendar: the shop's calendar
 *
 * Says when the order is due and when work on it starts.
 *
 * Returns: (transfer full): "Due today 16:30 · start by 14:25"
 */
char *
console_order_dup_subtitle (const BakeryOrder     *order,
                            const ConsoleCalendar *calendar)
{
  g_autofree char *due = console_calendar_dup_words (calendar, order->due_at);
  g_autofree char *start = console_calendar_dup_short (calendar, order->latest_start_at);

  if (is_begun (order) || order->latest_start_at == 0)
    {
      /* Translators: %s is a day and a time, "today 16:30". */
      return g_strdup_printf (_("Due %s"), due);
    }

  /* Translators: the first is a day and a time, "today 16:30", the second a time, "14:25". */
  return g_strdup_printf (_("Due %s · start by %s"), due, start);
}

/**
 * console_order_dup_accessible_label:
 * @order: the order
 * @calendar: the shop's calendar
 *
 * Says in one sentence what a card shows.
 *
 * Returns: (transfer full): "Order 1042, Asha Rao, due today 16:30, Start by 14:25 · in 23 min, Paid"
 */
char *
console_order_dup_accessible_label (const BakeryOrder     *order,
                                    const ConsoleCalendar *calendar)
{
  g_autofree char *due = console_calendar_dup_words (calendar, order->due_at);
  g_autofree char *clock = console_order_dup_clock (order, calendar);
  g_autofree char *payment = console_order_dup_payment (order);

  /* Translators: what a screen reader says of an order: its number, the customer, when it is due, the stage, when to
   * start, and how the payment stands. */
  return g_strdup_printf (_("Order %d, %s, due %s, %s, %s, %s"),
                          (int) order->number,
                          order->customer_name != NULL ? order->customer_name : "",
                          due,
                          console_stage_get_title (order->stage, order->fulfilment),
                          clock,
                          payment);
}
