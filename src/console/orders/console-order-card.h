/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-order.h"
#include "console-calendar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleOrderCardState:
 * @order: (nullable): the order, %NULL while it is being read
 * @is_pending: a change of it waits for the network
 * @is_conflict: a change of it met somebody else's
 * @is_new: it has come in and nobody has looked at it
 * @role: the role of who looks at it, for what they may do
 *
 * What a card shows. Borrowed for the duration of a call.
 */
typedef struct
{
  const BakeryOrder *order;
  gboolean is_pending;
  gboolean is_conflict;
  gboolean is_new;
  BakeryRole role;
} ConsoleOrderCardState;

#define CONSOLE_TYPE_ORDER_CARD (console_order_card_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOrderCard, console_order_card, CONSOLE, ORDER_CARD, GtkWidget)

GtkWidget *console_order_card_new (void);
void console_order_card_show (ConsoleOrderCard *self,
                              const ConsoleOrderCardState *state,
                              const ConsoleCalendar *calendar,
                              gint64 soon_minutes);
void console_order_card_show_time (ConsoleOrderCard *self,
                                   const BakeryOrder *order,
                                   const ConsoleCalendar *calendar,
                                   gint64 soon_minutes);

G_END_DECLS
