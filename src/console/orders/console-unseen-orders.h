/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"
#include "console-repository.h"

G_BEGIN_DECLS

/**
 * ConsoleUnseenOrders:
 *
 * The orders that came in and that nobody at this console has looked at.
 *
 * Signals: `changed`: there is one more, or one less.
 */
#define CONSOLE_TYPE_UNSEEN_ORDERS (console_unseen_orders_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleUnseenOrders, console_unseen_orders, CONSOLE, UNSEEN_ORDERS, GObject)

ConsoleUnseenOrders *console_unseen_orders_new (ConsoleContext *context);
gboolean console_unseen_orders_contains (ConsoleUnseenOrders *self,
                                         gint64 order);
void console_unseen_orders_remove (ConsoleUnseenOrders *self,
                                   gint64 order);
void console_unseen_orders_count (ConsoleUnseenOrders *self,
                                  gint64 store,
                                  ConsoleLaneCounts *ret_counts);

G_END_DECLS
