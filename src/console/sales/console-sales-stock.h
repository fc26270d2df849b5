/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a store has in stock and what that is worth: at present, with what waits to be sent, and at the end of earlier days, at
 * what packs cost today. Any thread; reading blocks. */

#pragma once

#include "bakery-connection.h"
#include "bakery-inventory.h"
#include "console-day.h"

G_BEGIN_DECLS

/**
 * ConsoleSalesGoods:
 * @day: the business day
 * @kind: what happened
 * @is_opening: whether it is the first count of an item, which cost nothing
 * @quantity: how much more there is of the item
 * @cost: what it cost; negative for what left the stock
 * @item: what moved
 * @time: when
 *
 * A movement.
 */
typedef struct
{
  int day;
  BakeryMovementKind kind;
  gboolean is_opening;
  gint64 quantity;
  gint64 cost;
  gint64 item;
  gint64 time;
} ConsoleSalesGoods;

/**
 * ConsoleSalesStock:
 * @store: where
 * @items: (element-type BakeryInventoryItem): what there is, with what waits
 * @waiting: (element-type ConsoleSalesGoods): what waits to be sent
 *
 * The stock of a store.
 */
typedef struct
{
  gint64 store;
  GPtrArray *items;
  GArray *waiting;
} ConsoleSalesStock;

ConsoleSalesStock *console_sales_stock_read (BakeryConnection *connection,
                                             gint64 store,
                                             GError **error);
void console_sales_stock_free (ConsoleSalesStock *self);
gint64 console_sales_stock_get_item_value (const BakeryInventoryItem *item);
gint64 console_sales_stock_get_value (const ConsoleSalesStock *self);
gboolean console_sales_stock_add_values (const ConsoleSalesStock *self,
                                         BakeryConnection *connection,
                                         ConsoleDayRange days,
                                         int today,
                                         gboolean is_by_month,
                                         gint64 *values,
                                         GError **error);
gboolean console_sales_stock_wind_back (ConsoleSalesStock *self,
                                        BakeryConnection *connection,
                                        int day,
                                        int today,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleSalesStock, console_sales_stock_free)

G_END_DECLS
