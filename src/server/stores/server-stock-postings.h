/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people post in the ledger: purchases, wastes, counts, and taking one of them back. */

#pragma once

#include "bakery-connection.h"
#include "bakery-inventory.h"

G_BEGIN_DECLS

BakeryStockMovement *server_stock_post (BakeryConnection *connection,
                                        const BakeryStockMovement *posted,
                                        gboolean has_cost,
                                        gint64 account,
                                        const char *account_name,
                                        gint64 now,
                                        GError **error);
BakeryStockMovement *server_stock_reverse (BakeryConnection *connection,
                                           const BakeryStockMovement *movement,
                                           const BakeryStockMovement *reversal,
                                           GError **error);

G_END_DECLS
