/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Order items and the catalogue: whether one can be made, and putting it into a cart. */

#pragma once

#include "bakery-order-item.h"
#include "bakery-order.h"
#include "server-cart-store.h"

G_BEGIN_DECLS

gboolean server_item_store_check (BakeryConnection *connection,
                                  const BakeryOrderItem *item,
                                  gint64 now,
                                  BakeryViolations *violations,
                                  ServerChoice *ret_choice,
                                  GError **error);
BakeryCartLine *server_item_store_add_to_cart (BakeryConnection *connection,
                                               const BakeryOrderItem *item,
                                               gint64 customer,
                                               gint64 now,
                                               GError **error);
BakeryOrderItem *server_item_store_from_line (BakeryConnection *connection,
                                              const BakeryOrderLine *line,
                                              gboolean *ret_is_whole,
                                              GError **error);

G_END_DECLS
