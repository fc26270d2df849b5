/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The price engine: price × quantity + options + tax + delivery fee (S-058), in minor units, in one place. */

#pragma once

#include "bakery-cart.h"
#include "bakery-order.h"
#include "bakery-store.h"

G_BEGIN_DECLS

/** The most lines of one order. */
#define BAKERY_ORDER_LINES_MAXIMUM 100

/**
 * BakeryPriceLine:
 * @unit_price: of one cake without options, minor units
 * @options_price: sum of the price changes of the options chosen for one cake, may be negative
 * @quantity: how many, at least 1
 * @total: (out): (@unit_price + @options_price, at least 0) × @quantity
 */
typedef struct
{
  gint64 unit_price;
  gint64 options_price;
  gint64 quantity;
  gint64 total;
} BakeryPriceLine;

/**
 * BakeryPrice:
 * @subtotal: sum of the lines
 * @tax: on @subtotal at the store's rate, rounded half away from zero
 * @delivery_fee: the store's fee, 0 for pickup
 * @total: all of it
 */
typedef struct
{
  gint64 subtotal;
  gint64 tax;
  gint64 delivery_fee;
  gint64 total;
} BakeryPrice;

gboolean bakery_price_compute (BakeryPriceLine *lines,
                               gsize n_lines,
                               gint64 tax_rate,
                               gint64 delivery_fee,
                               BakeryPrice *ret_price,
                               GError **error);
gboolean bakery_order_price (BakeryOrder *order,
                             const BakeryStore *store,
                             GError **error);
void bakery_order_schedule (BakeryOrder *order,
                            const BakeryStore *store);

G_END_DECLS
