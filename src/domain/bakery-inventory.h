/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a store has in stock: items, the lots they came in, the movements that made the quantities what they are, and what was
 * ticked off the bake list. Quantities are in thousandths of the item's unit. */

#pragma once

#include "bakery-unit.h"

G_BEGIN_DECLS

/** How long after its time a delivery of goods is still counted on. */
#define BAKERY_INVENTORY_LATEST (24 * 60 * 60 * G_GINT64_CONSTANT (1000000))

/** What an item is (C-093, and what a bakery has besides). */
typedef enum
{
  BAKERY_ITEM_INGREDIENT,
  BAKERY_ITEM_DECORATION,
  BAKERY_ITEM_PACKAGING,
  BAKERY_ITEM_RESALE,
  BAKERY_ITEM_SODA,
  BAKERY_ITEM_SYRUP,
  BAKERY_ITEM_ADD_IN,
  BAKERY_ITEM_PHYSICAL,
} BakeryItemType;

/**
 * BakeryMovementKind:
 * @BAKERY_MOVEMENT_PURCHASE: goods came in, as a lot
 * @BAKERY_MOVEMENT_RESERVE: an order was accepted
 * @BAKERY_MOVEMENT_CONSUME: an order went to be baked
 * @BAKERY_MOVEMENT_RELEASE: an order that was accepted will not be baked
 * @BAKERY_MOVEMENT_WASTE: something was thrown away
 * @BAKERY_MOVEMENT_COUNT: somebody counted
 *
 * People post purchases, wastes and counts; the rest follows from orders.
 */
typedef enum
{
  BAKERY_MOVEMENT_PURCHASE,
  BAKERY_MOVEMENT_RESERVE,
  BAKERY_MOVEMENT_CONSUME,
  BAKERY_MOVEMENT_RELEASE,
  BAKERY_MOVEMENT_WASTE,
  BAKERY_MOVEMENT_COUNT,
} BakeryMovementKind;

extern const BakeryEnum bakery_item_types;
extern const BakeryEnum bakery_movement_kinds;

struct _BakeryInventoryItem
{
  BakeryEntity base;
  gint64 store;
  char *currency;
  char *name;
  int type;
  int unit;
  gint64 quantity;
  gint64 reserved;
  gboolean is_short;
  gint64 threshold;
  gint64 low_since;
  char *supplier;
  gint64 pack_quantity;
  gint64 pack_cost;
  gint64 expected_quantity;
  gint64 expected_at;
  gint64 delivery_days;
  GStrv allergens;
  gint64 use_by_days;
  JsonNode *own_units;
  gboolean active;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryInventoryItem, bakery_inventory_item)

struct _BakeryInventoryLot
{
  BakeryEntity base;
  gint64 store;
  gint64 item;
  gint64 received_at;
  gint64 use_by;
  gint64 quantity;
  gint64 remaining;
  gint64 set_off;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryInventoryLot, bakery_inventory_lot)

struct _BakeryStockMovement
{
  BakeryEntity base;
  gint64 store;
  char *currency;
  gint64 item;
  int kind;
  gint64 amount;
  char *unit;
  gint64 at;
  char *reason;
  gint64 cost;
  gint64 lot;
  gint64 use_by;
  gint64 quantity;
  gint64 reserved;
  gint64 balance;
  gboolean is_short;
  gint64 order;
  gint64 reverses;
  gint64 posting;
  gint64 account;
  char *account_name;
  gint64 created_at;
};

BAKERY_DECLARE_ENTITY (BakeryStockMovement, bakery_stock_movement)

struct _BakeryBakeMark
{
  BakeryEntity base;
  gint64 store;
  char *day;
  gint64 recipe;
  gint64 cake;
  gint64 quantity;
  gint64 account;
  char *account_name;
  gint64 created_at;
};

BAKERY_DECLARE_ENTITY (BakeryBakeMark, bakery_bake_mark)

gint64 bakery_inventory_item_get_free (const BakeryInventoryItem *self);
gboolean bakery_inventory_item_is_short (const BakeryInventoryItem *self);
gboolean bakery_inventory_item_is_overdue (const BakeryInventoryItem *self,
                                           gint64 now);
gint64 bakery_inventory_item_get_least (const BakeryInventoryItem *self,
                                        gint64 needed_first);
gint64 bakery_inventory_item_get_floor (const BakeryInventoryItem *self);
gboolean bakery_inventory_item_is_low (const BakeryInventoryItem *self,
                                       gint64 needed_first);
gint64 bakery_inventory_item_get_cost (const BakeryInventoryItem *self,
                                       gint64 quantity);
gint64 bakery_inventory_item_get_excess (const BakeryInventoryItem *self,
                                         gint64 in_lots);
gint64 bakery_inventory_item_get_packs (const BakeryInventoryItem *self,
                                        gint64 quantity);
void bakery_inventory_item_expect_less (BakeryInventoryItem *self,
                                        const BakeryStockMovement *movement);
int bakery_inventory_lot_compare (gconstpointer a,
                                  gconstpointer b);
gboolean bakery_stock_movement_settle (BakeryStockMovement *self,
                                       const BakeryInventoryItem *item,
                                       gint64 stock,
                                       gboolean has_cost,
                                       BakeryViolations *violations);
void bakery_stock_movement_take_back (BakeryStockMovement *self,
                                      const BakeryStockMovement *movement);

G_END_DECLS
