/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the life of an order does to the stock: what it needs is reserved when it is accepted, consumed when it goes to be
 * baked, and released when it will not be. */

#pragma once

#include "bakery-connection.h"
#include "bakery-recipe-book.h"
#include "server-stock-ledger.h"

G_BEGIN_DECLS

gboolean server_stock_orders_follow (BakeryConnection *connection,
                                     const BakeryOrder *order,
                                     const BakeryOrder *before,
                                     gint64 now,
                                     GError **error);
gboolean server_stock_orders_enter (ServerStockLedger *ledger,
                                    const BakeryRecipeBook *book,
                                    const BakeryOrder *order,
                                    GError **error);
gboolean server_stock_orders_restock (BakeryConnection *connection,
                                      const BakeryOrder *order,
                                      gint64 now,
                                      GError **error);
gboolean server_stock_orders_settle (BakeryConnection *connection,
                                     const BakeryOrder *order,
                                     const BakeryOrder *before,
                                     gint64 now,
                                     GError **error);
gboolean server_stock_orders_forget (BakeryConnection *connection,
                                     const BakeryOrder *order,
                                     gint64 now,
                                     GError **error);

G_END_DECLS
