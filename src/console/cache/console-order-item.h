/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row of an order list, as the widgets see it. Main thread. */

#pragma once

#include "bakery-order.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ConsoleOrderItem:
 *
 * The same order keeps the same item while a list holds it, also when it moves, so that selection and focus stay.
 *
 * Properties (all notify): `id` (gint64, 0 until loaded), `loaded` (gboolean), `revision` (gint64; notifies whenever the
 * order's content changed, which is what rows bind to), `pending` (gboolean: a change of it waits in the outbox),
 * `conflict` (gboolean: a change of it met somebody else's).
 */
#define CONSOLE_TYPE_ORDER_ITEM (console_order_item_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOrderItem, console_order_item, CONSOLE, ORDER_ITEM, GObject)

ConsoleOrderItem *console_order_item_new (void);
gint64 console_order_item_get_id (ConsoleOrderItem *self);
gboolean console_order_item_is_loaded (ConsoleOrderItem *self);
const BakeryOrder *console_order_item_get_order (ConsoleOrderItem *self);
gboolean console_order_item_is_pending (ConsoleOrderItem *self);
gboolean console_order_item_is_conflict (ConsoleOrderItem *self);

void console_order_item_set_order (ConsoleOrderItem *self,
                                   BakeryOrder *order);
void console_order_item_set_flags (ConsoleOrderItem *self,
                                   gboolean pending,
                                   gboolean conflict);

G_END_DECLS
