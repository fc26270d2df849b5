/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a transaction adds to and takes from the sums of what was sold. It is gathered in memory, since the orders of one page
 * of the change feed share most of their sums, and written before the commit. Writer's thread. */

#pragma once

#include "bakery-connection.h"
#include "bakery-inventory.h"
#include "bakery-order.h"
#include "bakery-store.h"

G_BEGIN_DECLS

/**
 * ConsoleSalesBasis:
 * @CONSOLE_SALES_BY_ORDER_DATE: an order counts on the day it was placed
 * @CONSOLE_SALES_BY_DUE_DATE: an order counts on the day it is to be handed over
 * @CONSOLE_SALES_BY_PAYMENT_DATE: a payment counts on the day it arrived, an order and its cakes on the day of its first one
 *
 * Which date decides. Refunds count on the day they were made, whatever the basis.
 */
typedef enum
{
  CONSOLE_SALES_BY_ORDER_DATE,
  CONSOLE_SALES_BY_DUE_DATE,
  CONSOLE_SALES_BY_PAYMENT_DATE,
  CONSOLE_N_SALES_BASES,
} ConsoleSalesBasis;

/**
 * ConsoleSalesGrain:
 * @CONSOLE_SALES_TOTAL: everything, by day, with orders by hour; the key is 0
 * @CONSOLE_SALES_CAKE: by cake and day, with cakes by hour
 * @CONSOLE_SALES_CAKE_MONTH: by cake and month
 * @CONSOLE_SALES_OPTION: by name of an option and day
 * @CONSOLE_SALES_OPTION_MONTH: by name of an option and month
 * @CONSOLE_SALES_METHOD: by #BakeryPaymentMethod and day
 * @CONSOLE_SALES_STAGE: by #BakeryStage and day; cancelled orders, too
 * @CONSOLE_SALES_CAKE_METHOD: by cake and #BakeryPaymentMethod of its order, and day; see CONSOLE_SALES_KEY_OF_CAKE()
 * @CONSOLE_SALES_CAKE_STAGE: by cake and #BakeryStage of its order, and day; cancelled orders, too
 * @CONSOLE_SALES_CAKE_OPTION: by cake and name of an option, and day; see %CONSOLE_SALES_KEY_SEPARATOR
 * @CONSOLE_SALES_CAKE_OPTION_MONTH: by cake and name of an option, and month
 * @CONSOLE_SALES_GOODS: by #BakeryMovementKind and day, whatever the basis; what left the stock is negative
 * @CONSOLE_SALES_STOCK: by inventory item and day, whatever the basis: by how much there was more or less of it, in how many
 *   movements as orders; first counts, too
 * @CONSOLE_SALES_STOCK_MONTH: the same by inventory item and month
 *
 * What sums are kept of.
 */
typedef enum
{
  CONSOLE_SALES_TOTAL,
  CONSOLE_SALES_CAKE,
  CONSOLE_SALES_CAKE_MONTH,
  CONSOLE_SALES_OPTION,
  CONSOLE_SALES_OPTION_MONTH,
  CONSOLE_SALES_METHOD,
  CONSOLE_SALES_STAGE,
  CONSOLE_SALES_CAKE_METHOD,
  CONSOLE_SALES_CAKE_STAGE,
  CONSOLE_SALES_CAKE_OPTION,
  CONSOLE_SALES_CAKE_OPTION_MONTH,
  CONSOLE_SALES_GOODS,
  CONSOLE_SALES_STOCK,
  CONSOLE_SALES_STOCK_MONTH,
  CONSOLE_N_SALES_GRAINS,
} ConsoleSalesGrain;

/** So many keys belong to each cake where a key is a cake and a number. */
#define CONSOLE_SALES_KEYS_OF_CAKE 16

/** The key of a cake and a number below %CONSOLE_SALES_KEYS_OF_CAKE. */
#define CONSOLE_SALES_KEY_OF_CAKE(cake, number) ((cake) * CONSOLE_SALES_KEYS_OF_CAKE + (number))

/** What stands between a cake's id and a text in a key of both. */
#define CONSOLE_SALES_KEY_SEPARATOR "\x1f"

/**
 * ConsoleSalesFigures:
 * @orders: how many orders; for a cake or an option, those that it was in
 * @ordered: what these orders come to, without what was kept of cancelled ones; only where orders are told apart by no cake
 * @quantity: how many cakes
 * @sales: what they cost; for a cake or an option, without tax and delivery
 * @tax: of it, tax
 * @delivery: of it, delivery
 * @refunds: what went back
 * @n_refunds: in how many refunds
 * @purchases: what was bought for the stock
 * @used: what orders used of it
 * @waste: what was thrown away of it
 * @missing: what was missing when it was counted, less what was found
 *
 * Sums; money in minor units.
 */
typedef struct
{
  gint64 orders;
  gint64 ordered;
  gint64 quantity;
  gint64 sales;
  gint64 tax;
  gint64 delivery;
  gint64 refunds;
  gint64 n_refunds;
  gint64 purchases;
  gint64 used;
  gint64 waste;
  gint64 missing;
} ConsoleSalesFigures;

typedef struct _ConsoleSalesTally ConsoleSalesTally;

ConsoleSalesTally *console_sales_tally_new (void);
void console_sales_tally_free (ConsoleSalesTally *self);
gboolean console_sales_tally_count_order (ConsoleSalesTally *self,
                                          BakeryConnection *connection,
                                          const BakeryOrder *order,
                                          int sign,
                                          GError **error);
gboolean console_sales_tally_count_id (ConsoleSalesTally *self,
                                       BakeryConnection *connection,
                                       gint64 order,
                                       int sign,
                                       GError **error);
gboolean console_sales_tally_count_movement (ConsoleSalesTally *self,
                                             BakeryConnection *connection,
                                             const BakeryStockMovement *movement,
                                             int sign,
                                             GError **error);
gboolean console_sales_tally_recount (ConsoleSalesTally *self,
                                      BakeryConnection *connection,
                                      const BakeryStore *store,
                                      GError **error);
gboolean console_sales_tally_flush (ConsoleSalesTally *self,
                                    BakeryConnection *connection,
                                    GError **error);

void console_sales_figures_add (ConsoleSalesFigures *self,
                                const ConsoleSalesFigures *other,
                                int sign);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleSalesTally, console_sales_tally_free)

G_END_DECLS
