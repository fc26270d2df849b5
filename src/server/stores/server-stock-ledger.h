/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ledger of what is in stock. Each change of a quantity is a movement; the quantities of items and lots are the sums of
 * their movements, kept in the same transaction. Called inside a transaction of the writer. */

#pragma once

#include "bakery-connection.h"
#include "bakery-inventory.h"

G_BEGIN_DECLS

/**
 * ServerStockLedger:
 * @connection: the writer's connection
 * @store: the id of the store whose stock it is
 * @order: the id of the order behind the movements, 0 for none
 * @account: the id of who moves, 0 for the system
 * @account_name: (nullable): what they are called
 * @now: the present instant
 * @items: (element-type BakeryInventoryItem): those that moved, by id
 *
 * One entry into the ledger, of any number of movements. Begun with server_stock_ledger_init(), written when
 * server_stock_ledger_finish() has said so, freed with server_stock_ledger_clear().
 */
typedef struct
{
  BakeryConnection *connection;
  gint64 store;
  gint64 order;
  gint64 account;
  const char *account_name;
  gint64 now;
  GHashTable *items;
} ServerStockLedger;

void server_stock_ledger_init (ServerStockLedger *self,
                               BakeryConnection *connection,
                               gint64 store,
                               gint64 now);
void server_stock_ledger_clear (ServerStockLedger *self);
const BakeryInventoryItem *server_stock_ledger_load_item (ServerStockLedger *self,
                                                          gint64 item,
                                                          GError **error);
gboolean server_stock_ledger_post (ServerStockLedger *self,
                                   BakeryStockMovement *movement,
                                   GError **error);
gboolean server_stock_ledger_take (ServerStockLedger *self,
                                   const BakeryStockMovement *movement,
                                   gint64 *ret_first,
                                   GError **error);
gboolean server_stock_ledger_make_room (ServerStockLedger *self,
                                        gint64 lot,
                                        gint64 quantity,
                                        gboolean *ret_is_there,
                                        GError **error);
gboolean server_stock_ledger_finish (ServerStockLedger *self,
                                     GError **error);

gboolean server_stock_notice_settle (BakeryConnection *connection,
                                     BakeryInventoryItem *item,
                                     gint64 now,
                                     GError **error);
gboolean server_stock_notice_withdraw (BakeryConnection *connection,
                                       const BakeryInventoryItem *item,
                                       gint64 now,
                                       GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerStockLedger, server_stock_ledger_clear)

G_END_DECLS
