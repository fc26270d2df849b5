/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A stock in words: what rows, details, sheets and a screen reader say about items, lots and movements. */

#pragma once

#include "console-calendar.h"
#include "console-stock.h"

G_BEGIN_DECLS

const char *console_item_type_get_title (int type);
const char *console_movement_kind_get_title (int kind);

char *console_item_dup_quantity (const BakeryInventoryItem *item,
                                 gint64 quantity);
char *console_item_dup_facts (const BakeryInventoryItem *item);
char *console_item_dup_pack (const BakeryInventoryItem *item);
const char *console_item_get_entry_unit (const BakeryInventoryItem *item);
gboolean console_item_parse_amount (const BakeryInventoryItem *item,
                                    const char *text,
                                    gint64 *ret_amount,
                                    char **ret_unit,
                                    GError **error);

char *console_stock_dup_outlook (const ConsoleStock *stock,
                                 const BakeryInventoryItem *item,
                                 const ConsoleCalendar *calendar);
char *console_stock_dup_ageing (const ConsoleStock *stock,
                                const BakeryInventoryItem *item,
                                const ConsoleCalendar *calendar);
char *console_stock_dup_description (const ConsoleStock *stock,
                                     const BakeryInventoryItem *item,
                                     const ConsoleCalendar *calendar);
char *console_stock_dup_levels (const ConsoleStock *stock,
                                const BakeryInventoryItem *item,
                                const ConsoleCalendar *calendar);
char *console_stock_dup_acceptance (const ConsoleStock *stock,
                                    const BakeryAcceptance *acceptance,
                                    const ConsoleCalendar *calendar);
char *console_lot_dup_title (const BakeryInventoryLot *lot,
                             const BakeryInventoryItem *item);
char *console_lot_dup_use_by (const BakeryInventoryLot *lot,
                              const ConsoleCalendar *calendar);
char *console_movement_dup_title (const BakeryStockMovement *movement);
char *console_movement_dup_amount (const BakeryStockMovement *movement,
                                   const BakeryInventoryItem *item);
char *console_movement_dup_details (const BakeryStockMovement *movement,
                                    const ConsoleCalendar *calendar);

G_END_DECLS
