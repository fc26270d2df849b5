/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hand-over slots of a store with the orders that are due in them: what is still free, and when an order can be
 * had. Asked on the writer's connection, the answer holds until the transaction ends. */

#pragma once

#include "bakery-connection.h"
#include "bakery-order.h"
#include "bakery-slot.h"

G_BEGIN_DECLS

/** So many days ahead a free slot is looked for. */
#define SERVER_SLOT_HORIZON_DAYS 92

BakeryStore *server_slot_store_load_terms (BakeryConnection *connection,
                                           gint64 store,
                                           GError **error);
gboolean server_slot_store_fill_day (BakeryConnection *connection,
                                     BakeryDay *day,
                                     gint64 except,
                                     GError **error);
gboolean server_slot_store_find_time (BakeryConnection *connection,
                                      const BakeryStore *store,
                                      const BakeryOrder *order,
                                      gint64 earliest,
                                      gint64 *ret_time,
                                      GError **error);
gboolean server_slot_store_check (BakeryConnection *connection,
                                  const BakeryStore *store,
                                  const BakeryOrder *order,
                                  gint64 now,
                                  GError **error);
gboolean server_slot_store_schedule (BakeryConnection *connection,
                                     BakeryOrder *order,
                                     const BakeryStore *store,
                                     gboolean is_forced,
                                     GError **error);

G_END_DECLS
