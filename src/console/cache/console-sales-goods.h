/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goods cost that were bought, used, thrown away or missing, and what those are worth that are there. Any thread; reading
 * blocks. */

#pragma once

#include "console-sales-report.h"

#include "bakery-inventory.h"

G_BEGIN_DECLS

/**
 * ConsoleSalesGoods:
 * @day: the business day
 * @kind: what happened
 * @cost: what it cost; negative for what left the stock
 * @item: what moved
 * @time: when
 *
 * A movement that waits to be sent to the server.
 */
typedef struct
{
  int day;
  BakeryMovementKind kind;
  gint64 cost;
  gint64 item;
  gint64 time;
} ConsoleSalesGoods;

void console_sales_figures_take_goods (ConsoleSalesFigures *self,
                                       BakeryMovementKind kind,
                                       gint64 cost);
gboolean console_sales_goods_read_waiting (BakeryConnection *connection,
                                           gint64 store,
                                           GArray **ret_movements,
                                           gint64 *ret_value,
                                           GError **error);

G_END_DECLS
