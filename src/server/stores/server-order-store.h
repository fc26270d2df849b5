/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders in the database: placing them, and storing their moves. */

#pragma once

#include "bakery-connection.h"
#include "bakery-order.h"
#include "bakery-store.h"
#include "server-cart-store.h"

G_BEGIN_DECLS

/**
 * ServerOrderPlacing:
 * @customer: whose cart it comes from
 * @cart_line: the id of the one cart line that is ordered, 0 for the whole cart
 * @now: the present instant
 * @is_forced: whether the shop takes it although there is no room for it then, or it is too soon
 * @reason: (nullable): why
 */
typedef struct
{
  gint64 customer;
  gint64 cart_line;
  gint64 now;
  gboolean is_forced;
  const char *reason;
} ServerOrderPlacing;

BakeryStore *server_order_store_begin (BakeryConnection *connection,
                                       BakeryOrder *order,
                                       gint64 store,
                                       gint64 now,
                                       GError **error);
gboolean server_order_store_take_number (BakeryConnection *connection,
                                         gint64 store,
                                         gint64 *ret_number,
                                         GError **error);
gboolean server_order_store_finish (BakeryConnection *connection,
                                    BakeryOrder *order,
                                    const BakeryStore *store,
                                    const ServerOrderPlacing *placing,
                                    GError **error);
gboolean server_order_store_check_choice (const ServerChoice *choice,
                                          gboolean has_all,
                                          gint64 now,
                                          GError **error);
gboolean server_order_store_place (BakeryConnection *connection,
                                   BakeryOrder *order,
                                   const ServerOrderPlacing *placing,
                                   GError **error);
gboolean server_order_store_correct (BakeryConnection *connection,
                                     BakeryOrder *order,
                                     const BakeryOrder *before,
                                     gboolean is_forced,
                                     gint64 now,
                                     GError **error);
gboolean server_order_store_get_undo_seconds (BakeryConnection *connection,
                                              gint64 store,
                                              gint64 *ret_seconds,
                                              GError **error);

G_END_DECLS
