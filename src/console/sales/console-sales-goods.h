/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goods cost that were bought, used, thrown away or missing. Any thread. */

#pragma once

#include "console-sales-tally.h"

G_BEGIN_DECLS

gint64 console_sales_goods_get_cost (const BakeryStockMovement *movement);
gboolean console_sales_goods_is_opening (const BakeryStockMovement *movement,
                                         gint64 balance);
void console_sales_figures_take_goods (ConsoleSalesFigures *self,
                                       BakeryMovementKind kind,
                                       gint64 cost);

G_END_DECLS
