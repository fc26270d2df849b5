/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The movements of a store's stock that wait to be sent, and what the server will make of each; and what it has made of those
 * that it has answered. For a reader's thread. */

#pragma once

#include "bakery-connection.h"
#include "bakery-inventory.h"

G_BEGIN_DECLS

gboolean console_waiting_movements_catch_up (BakeryConnection *connection,
                                             gint64 store,
                                             GPtrArray *items,
                                             GError **error);
GPtrArray *console_waiting_movements_read (BakeryConnection *connection,
                                           gint64 store,
                                           GError **error);
BakeryInventoryItem *console_waiting_movements_find_item (GPtrArray *items,
                                                          gint64 id);
gboolean console_waiting_movements_settle (GPtrArray *waiting,
                                           BakeryStockMovement *movement,
                                           const BakeryInventoryItem *item);

G_END_DECLS
