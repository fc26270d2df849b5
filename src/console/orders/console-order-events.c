/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happened to an order, in words: its timeline, and the toast after a move. Declared in console-order-texts.h. Pure
 * functions; no GTK. */

#include "config.h"

#include "console-order-texts.h"

#include <glib/gi18n.h>

/* "Baking started", for the toast and the timeline. */
static const char *
get_moved_words (BakeryStage      stage,
                 BakeryFulfilment fulfilment)
{
  switch (stage)
    {
    case BAKERY_STAGE_PENDING:
      return _("Reopened");

    case BAKERY_STAGE_CONFIRMED:
      return _("Confirmed");

    case BAKERY_STAGE_BAKING:
      return _("Baking started");

    case BAKERY_STAGE_READY:
      return _("Ready");

    case BAKERY_STAGE_OUT_FOR_DELIVERY:
      return _("Sent out");

    case BAKERY_STAGE_DELIVERED:
      return fulfilment == BAKERY_FULFILMENT_PICKUP ? _("Handed over") : _("Delivered");

    case BAKERY_STAGE_CANCELLED:
      return _("Cancelled");

    case BAKERY_N_STAGES:
    default:
      g_return_val_if_reached ("");
    }
}

static const char *
get_placed_words (BakeryOrderSource source)
{
  switch (source)
    {
    case BAKERY_ORDER_SOURCE_COUNTER:
      return _("Placed at the counter");

    case BAKERY_ORDER_SOURCE_PHONE:
      return _("Placed by telephone");

    case BAKERY_ORDER_SOURCE_WEB:
    default:
      return _("Placed on the web shop");
    }
}

/**
 * console_order_dup_undone_text:
 * @order: the order, as it is after a move was taken back
 *
 * Returns: (transfer full): "Order #1042 is back at “Confirmed”"
 */
char *
console_order_dup_undone_text (const BakeryOrder *order)
{
  /* Translators: a move was taken back: the order's number, and the stage that it returned to. */
  return g_strdup_printf (_("Order #%d is back at “%s”"), (int) order->number,
                          console_stage_get_title ((BakeryStage) order->stage, (BakeryFulfilment) order->fulfilment));
}

/**
 * console_order_dup_moved_text:
 * @order: the order
 * @stage: the stage it was moved to
 *
 * Says what was just done.
 *
 * Returns: (transfer full): "Order #1042: Baking started"
 */
char *
console_order_dup_moved_text (const BakeryOrder *order,
                              BakeryStage        stage)
{
  /* Translators: an order's number and what was done with it. */
  return g_strdup_printf (_("Order #%d: %s"),
                          (int) order->number, get_moved_words (stage, order->fulfilment));
}

/**
 * console_order_event_dup_text:
 * @event: an event of an order's timeline
 * @order: the order
 *
 * Says what happened and who did it.
 *
 * Returns: (transfer full): "Confirmed by Priya"
 */
char *
console_order_event_dup_text (const BakeryOrderEvent *event,
                              const BakeryOrder      *order)
{
  const char *words = get_moved_words (event->to_stage, order->fulfilment);
  g_autofree char *composed = NULL;

  if (event->kind == BAKERY_ORDER_EVENT_PLACED)
    {
      return g_strdup (get_placed_words (order->source));
    }

  if (event->kind == BAKERY_ORDER_EVENT_UNDONE)
    {
      /* Translators: a move was taken back; %s is the stage that the order returned to. */
      composed = g_strdup_printf (_("Taken back to “%s”"),
                                  console_stage_get_title (event->to_stage, order->fulfilment));
      words = composed;
    }
  else if (event->kind == BAKERY_ORDER_EVENT_FORCED)
    {
      /* Translators: a manager moved an order against the usual course; %s is what was done. */
      composed = g_strdup_printf (_("%s (forced)"), words);
      words = composed;
    }

  if (event->account_name == NULL || *event->account_name == '\0')
    {
      return g_strdup (words);
    }

  /* Translators: what was done, and the name of who did it: "Confirmed by Priya". */
  return g_strdup_printf (_("%s by %s"), words, event->account_name);
}

/**
 * console_order_event_dup_details:
 * @event: an event of an order's timeline
 * @calendar: the shop's calendar
 *
 * Says when it happened, that it was taken back, and why it was done.
 *
 * Returns: (transfer full): "11:02 · taken back · wrong order"
 */
char *
console_order_event_dup_details (const BakeryOrderEvent *event,
                                 const ConsoleCalendar  *calendar)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *when = console_calendar_dup_short (calendar, event->at);

  g_string_append (text, when);

  if (event->undone)
    {
      g_string_append_printf (text, " · %s", _("taken back"));
    }

  if (event->reason != NULL && *event->reason != '\0')
    {
      g_string_append_printf (text, " · %s", event->reason);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
