/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shops for the tests of the sales: two years of orders at three stores in three time zones, placed, moved, paid in parts,
 * refunded, cancelled and removed in any order, with what was bought, used and thrown away. They are written into a cache as
 * the change feed does, and kept beside it as what the cache should have. */

#pragma once

#include "console-sales-orders.h"

#include "bakery-connection.h"
#include "bakery-inventory.h"
#include "bakery-order.h"

G_BEGIN_DECLS

#define N_STORES 3
#define N_DAYS 731

/* 2024-11-01: a day before daylight saving time ends in New York, and two years with three such days of each kind. */
#define FIRST_DAY 20028

/**
 * Shop:
 * @folder: where the cache is
 * @connection: to it
 * @random: decides, always alike
 * @stores: (element-type BakeryStore): what the cache should have
 * @orders: (element-type BakeryOrder): the same
 * @payments: (element-type BakeryPayment): the same
 * @refunds: (element-type BakeryRefund): the same
 * @movements: (element-type BakeryStockMovement): the same
 *
 * Stores with their books.
 */
typedef struct
{
  char *folder;
  BakeryConnection *connection;
  GRand *random;
  GPtrArray *stores;
  GPtrArray *orders;
  GPtrArray *payments;
  GPtrArray *refunds;
  GPtrArray *movements;
} Shop;

Shop *shop_new_with_years (void);
void shop_free (Shop *shop);
void shop_put (Shop *shop,
               gpointer entity);
void shop_put_cake (Shop *shop,
                    gint64 id,
                    const char *category);
void shop_remove_cake (Shop *shop,
                       gint64 id,
                       const char *category);
void shop_recount (Shop *shop,
                   gpointer store);
const char *shop_get_time_zone (gint64 store);
int shop_get_cutoff (gint64 store);
int shop_find_day (gint64 store,
                   gint64 time);
BakeryStockMovement *shop_make_movement (gint64 id,
                                         gint64 store,
                                         int kind,
                                         gint64 quantity,
                                         gint64 cost,
                                         gint64 at);

gint64 shop_find_order_time (const Shop *shop,
                             const BakeryOrder *order,
                             ConsoleSalesBasis basis);
ConsoleSalesReport *shop_read_report (Shop *shop,
                                      gint64 store,
                                      ConsoleSalesBasis basis,
                                      const char *category);
void shop_check_slice (Shop *shop,
                       const ConsoleSalesReport *report,
                       const ConsoleSalesSlice *slice,
                       gint64 expected);
guint shop_count_slice (Shop *shop,
                        const ConsoleSalesReport *report,
                        const ConsoleSalesSlice *slice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shop, shop_free)

G_END_DECLS
