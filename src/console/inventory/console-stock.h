/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A store's stock at one moment: its items with what waits to be sent, its lots and recipes, and how the levels go on.
 * Read from the cache and worked out on a reader's thread, never changed afterwards. */

#pragma once

#include "bakery-connection.h"
#include "bakery-projection.h"
#include "bakery-recipe-book.h"
#include "console-repository.h"

G_BEGIN_DECLS

/** How many days ahead levels are told. */
#define CONSOLE_STOCK_DAYS 7

/** From so many days before its use-by on, a lot is to be used first. */
#define CONSOLE_STOCK_AGEING_DAYS 2

typedef struct _ConsoleStock ConsoleStock;

/**
 * ConsoleStockState:
 * @CONSOLE_STOCK_ENOUGH: nothing to do
 * @CONSOLE_STOCK_LOW: falls below its threshold when the orders that are accepted are baked
 * @CONSOLE_STOCK_SHORT: does not suffice for them
 *
 * How an item is. What is not enough is what bakery_inventory_item_is_low() says and the server gives notice of.
 */
typedef enum
{
  CONSOLE_STOCK_ENOUGH,
  CONSOLE_STOCK_LOW,
  CONSOLE_STOCK_SHORT,
} ConsoleStockState;

/**
 * ConsoleStockQuery:
 * @store: whose stock
 * @now: the present
 * @time_zone: the store's
 *
 * What a reader's thread is asked for. Freed with console_stock_query_free().
 */
typedef struct
{
  gint64 store;
  gint64 now;
  char *time_zone;
} ConsoleStockQuery;

/**
 * ConsolePurchase:
 * @item: (unowned): what to buy
 * @packs: how many packs of it
 * @quantity: how much that is
 * @cost: what that costs
 *
 * A line of the purchase list.
 */
typedef struct
{
  const BakeryInventoryItem *item;
  gint64 packs;
  gint64 quantity;
  gint64 cost;
} ConsolePurchase;

ConsoleStockQuery *console_stock_query_new (ConsoleRepository *repository,
                                            gint64 store);
void console_stock_query_free (ConsoleStockQuery *self);
ConsoleStock *console_stock_read (BakeryConnection *connection,
                                  const ConsoleStockQuery *query,
                                  GPtrArray *orders,
                                  GError **error);
void console_stock_read_async (ConsoleRepository *repository,
                               gint64 store,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
ConsoleStock *console_stock_read_finish (ConsoleRepository *repository,
                                         GAsyncResult *result,
                                         GError **error);

ConsoleStock *console_stock_ref (ConsoleStock *self);
void console_stock_unref (ConsoleStock *self);

gint64 console_stock_get_now (const ConsoleStock *self);
const BakeryRecipeBook *console_stock_get_book (const ConsoleStock *self);
GPtrArray *console_stock_get_items (const ConsoleStock *self);
const BakeryInventoryItem *console_stock_find_item (const ConsoleStock *self,
                                                    gint64 item);
const BakeryProjection *console_stock_get_projection (const ConsoleStock *self,
                                                      gint64 item);
ConsoleStockState console_stock_get_state (const ConsoleStock *self,
                                           gint64 item);
gint64 console_stock_get_daily_use (const ConsoleStock *self,
                                    gint64 item);
gint64 console_stock_get_waste (const ConsoleStock *self,
                                gint64 item,
                                gint64 *ret_used);
GPtrArray *console_stock_list_lots (const ConsoleStock *self,
                                    gint64 item);
gint64 console_stock_get_ageing (const ConsoleStock *self,
                                 gint64 item,
                                 gint64 *ret_use_by);
GArray *console_stock_list_purchases (const ConsoleStock *self);
guint console_stock_count_low (const ConsoleStock *self);
gboolean console_stock_accept (const ConsoleStock *self,
                               const BakeryOrder *order,
                               BakeryAcceptance *ret_acceptance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleStock, console_stock_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleStockQuery, console_stock_query_free)

G_END_DECLS
