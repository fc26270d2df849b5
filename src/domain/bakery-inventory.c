/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The descriptions of what is in stock (C-084, C-092, C-093), and the arithmetic of one item. Pure functions; any thread. */

#include "bakery-inventory.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-checks.h"
#include "bakery-error.h"
#include "bakery-money.h"
#include "bakery-order.h"
#include "bakery-recipe.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "bakery-violations.h"

#define READERS BAKERY_ROLES_STAFF
#define WRITERS BAKERY_ROLES_MANAGERS
#define STAFF BAKERY_ROLES_STAFF
#define NOBODY BAKERY_ROLES_NOBODY

static const char *const item_type_names[] = {
  "ingredient", "decoration", "packaging", "resale", "soda", "syrup", "add_in", "physical", NULL,
};
const BakeryEnum bakery_item_types = { item_type_names };

static const char *const movement_kind_names[] = { "purchase", "reserve", "consume", "release", "waste", "count", NULL };
const BakeryEnum bakery_movement_kinds = { movement_kind_names };

/* --- Items --- */

#define ITEM(member, TYPE, ...) BAKERY_FIELD (BakeryInventoryItem, member, TYPE, __VA_ARGS__)

static const BakeryField item_fields[] = {
  ITEM (store, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, WRITERS, .target = &bakery_store_type,
        .description = "the store that has it"),
  ITEM (currency, TEXT, 0, READERS, NOBODY, .maximum = 3, .description = "the store's currency"),
  ITEM (name, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
        .description = "what it is called"),
  ITEM (type, ENUM, 0, READERS, WRITERS, .values = &bakery_item_types, .description = "what it is"),
  ITEM (unit, ENUM, BAKERY_FIELD_FIXED, READERS, WRITERS, .values = &bakery_base_units,
        .description = "what it is counted in"),
  ITEM (quantity, QUANTITY, 0, READERS, NOBODY, .description = "how much is there: the sum of its movements"),
  ITEM (reserved, QUANTITY, 0, READERS, NOBODY, .description = "how much of it accepted orders will take"),
  ITEM (is_short, BOOLEAN, 0, READERS, NOBODY, .description = "whether less is there than accepted orders will take"),
  ITEM (threshold, QUANTITY, 0, READERS, WRITERS, .maximum = BAKERY_QUANTITY_MAXIMUM,
        .description = "it is low when accepted orders leave less than this before a delivery that is expected, or after it"),
  ITEM (low_since, TIME, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .description = "since when it is low"),
  ITEM (supplier, TEXT, 0, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
        .description = "who sells it"),
  ITEM (pack_quantity, QUANTITY, 0, READERS, WRITERS, .minimum = 1, .maximum = BAKERY_QUANTITY_MAXIMUM,
        .initial = "1.000", .description = "how much a pack holds"),
  ITEM (pack_cost, MONEY, 0, READERS, WRITERS, .maximum = BAKERY_MONEY_MAXIMUM, .description = "what a pack costs"),
  ITEM (expected_quantity, QUANTITY, 0, READERS, WRITERS, .maximum = BAKERY_QUANTITY_MAXIMUM,
        .description = "how much is ordered and has not come in"),
  ITEM (expected_at, TIME, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .description = "when that is expected"),
  ITEM (delivery_days, INTEGER, 0, READERS, WRITERS, .maximum = 365, .initial = "1",
        .description = "in how many days its supplier usually delivers"),
  ITEM (allergens, TEXT_LIST, 0, READERS, WRITERS, .maximum = 14, .values = &bakery_allergens,
        .description = "allergens that it contains"),
  ITEM (use_by_days, INTEGER, 0, READERS, WRITERS, .maximum = 3650,
        .description = "how many days it keeps once it is there; 0 for ever"),
  ITEM (own_units, DOCUMENT, 0, READERS, WRITERS, .maximum = 20, .initial = "[]", .check = bakery_check_own_units,
        .description = "further units of it, each with name and quantity"),
  ITEM (active, BOOLEAN, 0, READERS, WRITERS, .initial = "true", .description = "whether it is still bought"),
  ITEM (created_at, TIME, 0, READERS, NOBODY, .description = "when it was created"),
  ITEM (updated_at, TIME, 0, READERS, NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_inventory_item_type = {
  .name = "inventory_item",
  .table = "inventory_items",
  .size = sizeof (BakeryInventoryItem),
  .fields = item_fields,
  .n_fields = G_N_ELEMENTS (item_fields),
  .currency = G_STRUCT_OFFSET (BakeryInventoryItem, currency),
  .keeps_deleted = TRUE,
};

/**
 * bakery_inventory_item_get_free:
 * @self: an item
 *
 * Returns: how much is there that no accepted order will take; negative if that is not enough
 */
gint64
bakery_inventory_item_get_free (const BakeryInventoryItem *self)
{
  return self->quantity - self->reserved;
}

/**
 * bakery_inventory_item_is_short:
 * @self: an item
 *
 * Returns: %TRUE if less is there than accepted orders will take, or less than nothing
 */
gboolean
bakery_inventory_item_is_short (const BakeryInventoryItem *self)
{
  return self->quantity < 0 || bakery_inventory_item_get_free (self) < 0;
}

/**
 * bakery_inventory_item_is_overdue:
 * @self: an item
 * @now: the present
 *
 * Returns: whether the delivery that is expected is so late that nobody should count on it
 */
gboolean
bakery_inventory_item_is_overdue (const BakeryInventoryItem *self,
                                  gint64                     now)
{
  return self->expected_quantity > 0 && self->expected_at < now - BAKERY_INVENTORY_LATEST;
}

/**
 * bakery_inventory_item_get_least:
 * @self: an item
 * @needed_first: how much of what is reserved is needed before what is expected comes; all of it where nothing is expected, or
 *   it is overdue
 *
 * Accepted orders only take and a delivery only brings, so the level is lowest just before the delivery or in the end. This
 * is what #BakeryProjection finds step by step.
 *
 * Returns: the lowest level that the item will come to; negative if it does not suffice
 */
gint64
bakery_inventory_item_get_least (const BakeryInventoryItem *self,
                                 gint64                     needed_first)
{
  return MIN (self->quantity - needed_first, bakery_inventory_item_get_free (self) + MAX (self->expected_quantity, 0));
}

/**
 * bakery_inventory_item_get_floor:
 * @self: an item
 *
 * Returns: the level below which the item needs attention: its threshold, or nothing where it is no longer bought
 */
gint64
bakery_inventory_item_get_floor (const BakeryInventoryItem *self)
{
  return self->active ? self->threshold : 0;
}

/**
 * bakery_inventory_item_is_low:
 * @self: an item
 * @needed_first: as bakery_inventory_item_get_least()
 *
 * The threshold itself is still enough.
 *
 * Returns: whether the item comes to less than its threshold once accepted orders are baked, or to less than nothing
 */
gboolean
bakery_inventory_item_is_low (const BakeryInventoryItem *self,
                              gint64                     needed_first)
{
  return bakery_inventory_item_get_least (self, needed_first) < bakery_inventory_item_get_floor (self);
}

/**
 * bakery_inventory_item_get_excess:
 * @self: an item
 * @in_lots: how much there seems to be in its lots
 *
 * What was used when there was not enough is of no lot. A lot that comes in later, or is put back, makes it good.
 *
 * Returns: by how much that is more than there is of the item, so that it is to be set off against the lots; 0 or more
 */
gint64
bakery_inventory_item_get_excess (const BakeryInventoryItem *self,
                                  gint64                     in_lots)
{
  return MAX (in_lots - MAX (self->quantity, 0), 0);
}

/**
 * bakery_inventory_item_get_cost:
 * @self: an item
 * @quantity: how much of it, at least 0
 *
 * Returns: what that costs as bought in packs, in minor units rounded up; at most %BAKERY_QUANTITY_MAXIMUM
 */
gint64
bakery_inventory_item_get_cost (const BakeryInventoryItem *self,
                                gint64                     quantity)
{
  gint64 cost;

  return bakery_quantity_scale (self->pack_cost, quantity, MAX (self->pack_quantity, 1), &cost, NULL)
         ? cost
         : BAKERY_QUANTITY_MAXIMUM;
}

/**
 * bakery_inventory_item_get_packs:
 * @self: an item
 * @quantity: how much of it is needed
 *
 * Returns: how many whole packs that takes
 */
gint64
bakery_inventory_item_get_packs (const BakeryInventoryItem *self,
                                 gint64                     quantity)
{
  gint64 pack = MAX (self->pack_quantity, 1);

  return quantity <= 0 ? 0 : (quantity + pack - 1) / pack;
}

/**
 * bakery_inventory_item_expect_less:
 * @self: an item
 * @movement: a movement of it
 *
 * Expects what has come in no longer.
 */
void
bakery_inventory_item_expect_less (BakeryInventoryItem       *self,
                                   const BakeryStockMovement *movement)
{
  if (movement->kind != BAKERY_MOVEMENT_PURCHASE || movement->quantity <= 0)
    return;

  self->expected_quantity = MAX (self->expected_quantity - movement->quantity, 0);
  self->expected_at = self->expected_quantity > 0 ? self->expected_at : 0;
}

/* --- Lots --- */

#define LOT(member, TYPE, ...) BAKERY_FIELD (BakeryInventoryLot, member, TYPE, __VA_ARGS__)

static const BakeryField lot_fields[] = {
  LOT (store, REFERENCE, 0, READERS, NOBODY, .target = &bakery_store_type, .description = "the store that has it"),
  LOT (item, REFERENCE, 0, READERS, NOBODY, .target = &bakery_inventory_item_type, .description = "what it is of"),
  LOT (received_at, TIME, 0, READERS, NOBODY, .description = "when it came in"),
  LOT (use_by, TIME, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .description = "until when it can be used"),
  LOT (quantity, QUANTITY, 0, READERS, NOBODY, .description = "how much came in"),
  LOT (remaining, QUANTITY, 0, READERS, NOBODY, .description = "how much of it is left: the sum of its movements"),
  LOT (set_off, QUANTITY, 0, READERS, NOBODY,
       .description = "how much of it made good what had been used before there was enough"),
  LOT (updated_at, TIME, 0, READERS, NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_inventory_lot_type = {
  .name = "inventory_lot",
  .table = "inventory_lots",
  .size = sizeof (BakeryInventoryLot),
  .fields = lot_fields,
  .n_fields = G_N_ELEMENTS (lot_fields),
};

/**
 * bakery_inventory_lot_compare:
 * @a: a #BakeryInventoryLot
 * @b: another one
 *
 * Returns: below 0 if @a is used up before @b: what expires first goes first, then what came first
 */
int
bakery_inventory_lot_compare (gconstpointer a,
                              gconstpointer b)
{
  const BakeryInventoryLot *one = a;
  const BakeryInventoryLot *other = b;

  if (one->use_by != other->use_by)
    return one->use_by == 0 || (other->use_by != 0 && one->use_by > other->use_by) ? 1 : -1;
  if (one->received_at != other->received_at)
    return one->received_at < other->received_at ? -1 : 1;

  return one->base.id < other->base.id ? -1 : one->base.id > other->base.id;
}

/* --- Movements --- */

#define MOVEMENT(member, TYPE, ...) BAKERY_FIELD (BakeryStockMovement, member, TYPE, __VA_ARGS__)

static const BakeryField movement_fields[] = {
  MOVEMENT (store, REFERENCE, 0, READERS, NOBODY, .target = &bakery_store_type, .description = "the item's store"),
  MOVEMENT (currency, TEXT, 0, READERS, NOBODY, .maximum = 3, .description = "the store's currency"),
  MOVEMENT (item, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, STAFF,
            .target = &bakery_inventory_item_type, .description = "what moved"),
  MOVEMENT (kind, ENUM, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, STAFF, .values = &bakery_movement_kinds,
            .description = "why it moved; purchase, waste and count can be posted"),
  MOVEMENT (amount, QUANTITY, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, STAFF,
            .maximum = BAKERY_QUANTITY_MAXIMUM, .description = "how much was bought, wasted or counted, in its unit"),
  MOVEMENT (unit, TEXT, BAKERY_FIELD_FIXED, READERS, STAFF, .maximum = 30, .check = bakery_check_one_line,
            .description = "what the amount is in; the item's unit when left out"),
  MOVEMENT (at, TIME, BAKERY_FIELD_NULLABLE | BAKERY_FIELD_FIXED, READERS, STAFF,
            .description = "when it happened, such as when it was counted; now when left out"),
  MOVEMENT (reason, TEXT, BAKERY_FIELD_FIXED, READERS, STAFF, .maximum = 500, .check = bakery_check_one_line,
            .description = "why; a waste needs one"),
  MOVEMENT (cost, MONEY, BAKERY_FIELD_FIXED, READERS, STAFF, .maximum = BAKERY_MONEY_MAXIMUM,
            .description = "what it cost; worked out from the item's packs when left out"),
  MOVEMENT (lot, REFERENCE, BAKERY_FIELD_NULLABLE | BAKERY_FIELD_FIXED, READERS, STAFF,
            .target = &bakery_inventory_lot_type, .description = "the lot it came in, or was taken from"),
  MOVEMENT (use_by, TIME, BAKERY_FIELD_NULLABLE | BAKERY_FIELD_FIXED, READERS, STAFF,
            .description = "of what was bought: until when it can be used"),
  MOVEMENT (quantity, QUANTITY, 0, READERS, NOBODY, .description = "by how much the item's quantity changed"),
  MOVEMENT (reserved, QUANTITY, 0, READERS, NOBODY, .description = "by how much what is reserved of it changed"),
  MOVEMENT (balance, QUANTITY, 0, READERS, NOBODY, .description = "the item's quantity afterwards"),
  MOVEMENT (is_short, BOOLEAN, 0, READERS, NOBODY, .description = "whether the item was short afterwards"),
  MOVEMENT (order, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_order_type,
            .description = "the order behind it"),
  MOVEMENT (reverses, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_stock_movement_type,
            .description = "the movement that it takes back"),
  MOVEMENT (posting, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY,
            .description = "the first movement of the same posting, where that was of several lots"),
  MOVEMENT (account, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_account_type,
            .description = "who posted it"),
  MOVEMENT (account_name, TEXT, 0, READERS, NOBODY, .description = "what they are called"),
  MOVEMENT (created_at, TIME, 0, READERS, NOBODY, .description = "when it was posted"),
};

const BakeryEntityType bakery_stock_movement_type = {
  .name = "stock_movement",
  .table = "stock_movements",
  .size = sizeof (BakeryStockMovement),
  .fields = movement_fields,
  .n_fields = G_N_ELEMENTS (movement_fields),
  .currency = G_STRUCT_OFFSET (BakeryStockMovement, currency),
};

static void
check_posting (const BakeryStockMovement *self,
               BakeryViolations          *violations)
{
  switch ((BakeryMovementKind) self->kind)
    {
    case BAKERY_MOVEMENT_PURCHASE:
    case BAKERY_MOVEMENT_WASTE:
      if (self->amount == 0)
        bakery_violations_add (violations, "amount", "Say how much.");
      if (self->kind == BAKERY_MOVEMENT_WASTE && (self->reason == NULL || *self->reason == '\0'))
        bakery_violations_add (violations, "reason", "Say why it was thrown away.");
      break;
    case BAKERY_MOVEMENT_COUNT:
      break;
    case BAKERY_MOVEMENT_RESERVE:
    case BAKERY_MOVEMENT_CONSUME:
    case BAKERY_MOVEMENT_RELEASE:
    default:
      bakery_violations_add (violations, "kind", "This follows from orders; post a purchase, a waste or a count.");
    }
}

static gboolean
convert_amount (const BakeryStockMovement *self,
                const BakeryInventoryItem *item,
                gint64                    *ret_amount,
                BakeryViolations          *violations)
{
  g_autoptr(BakeryViolations) found = NULL;
  g_autoptr(GError) problem = NULL;

  if (bakery_unit_to_base (item->unit, item->own_units, self->unit, self->amount, ret_amount, &problem))
    return TRUE;

  found = bakery_violations_copy (bakery_error_peek_violations (problem));
  bakery_violations_rename (found, "quantity", "amount");
  bakery_violations_add_all (violations, NULL, found);

  return FALSE;
}

/**
 * bakery_stock_movement_settle:
 * @self: a purchase, waste or count as somebody posted it
 * @item: what it is of
 * @stock: the item's quantity when it happened; only for a count
 * @has_cost: whether it is said what it cost
 * @violations: gets what is wrong with it; empty so far
 *
 * Works out by how much the item's quantity changes, and what that costs where nobody said.
 *
 * Returns: whether it can be posted
 */
gboolean
bakery_stock_movement_settle (BakeryStockMovement       *self,
                              const BakeryInventoryItem *item,
                              gint64                     stock,
                              gboolean                   has_cost,
                              BakeryViolations          *violations)
{
  gint64 amount;

  check_posting (self, violations);
  if (!convert_amount (self, item, &amount, violations) || !bakery_violations_is_empty (violations))
    return FALSE;

  self->quantity = self->kind == BAKERY_MOVEMENT_COUNT ? amount - stock
                   : self->kind == BAKERY_MOVEMENT_WASTE ? -amount
                                                         : amount;
  if (!has_cost)
    self->cost = bakery_inventory_item_get_cost (item, ABS (self->quantity));

  return TRUE;
}

/**
 * bakery_stock_movement_take_back:
 * @self: a movement
 * @movement: a purchase, waste or count
 *
 * Makes @self the movement that takes the other one back.
 */
void
bakery_stock_movement_take_back (BakeryStockMovement       *self,
                                 const BakeryStockMovement *movement)
{
  self->store = movement->store;
  self->item = movement->item;
  self->kind = movement->kind;
  self->amount = ABS (movement->quantity);
  self->quantity = -movement->quantity;
  self->cost = movement->cost;
  self->lot = movement->lot;
  self->reverses = movement->base.id;
}

/* --- What was baked --- */

static void
check_day (const BakeryEntity *entity,
           const BakeryField  *field,
           BakeryViolations   *violations)
{
  const char *day = BAKERY_FIELD_VALUE (entity, field, char *);
  g_autofree char *instant = g_strconcat (day, "T00:00:00Z", NULL);
  gint64 time;

  if (!bakery_time_from_string (instant, &time))
    bakery_violations_add (violations, field->name, "Give the day as 2026-01-31.");
}

static void
check_mark (const BakeryEntity *entity,
            BakeryViolations   *violations)
{
  const BakeryBakeMark *self = (const BakeryBakeMark *) entity;

  if ((self->recipe == 0) == (self->cake == 0))
    bakery_violations_add (violations, "recipe", "Name either a recipe or a cake.");
}

#define MARK(member, TYPE, ...) BAKERY_FIELD (BakeryBakeMark, member, TYPE, __VA_ARGS__)

static const BakeryField mark_fields[] = {
  MARK (store, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, STAFF, .target = &bakery_store_type,
        .description = "the store that baked"),
  MARK (day, TEXT, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, STAFF, .maximum = 10, .check = check_day,
        .description = "the day of the bake list it was on, in the store's time zone"),
  MARK (recipe, REFERENCE, BAKERY_FIELD_NULLABLE | BAKERY_FIELD_FIXED, READERS, STAFF, .target = &bakery_recipe_type,
        .description = "what was made, where that has a recipe"),
  MARK (cake, REFERENCE, BAKERY_FIELD_NULLABLE | BAKERY_FIELD_FIXED, READERS, STAFF, .target = &bakery_cake_type,
        .description = "what was made, where that has none"),
  MARK (quantity, QUANTITY, BAKERY_FIELD_REQUIRED, READERS, STAFF, .minimum = -BAKERY_QUANTITY_MAXIMUM,
        .maximum = BAKERY_QUANTITY_MAXIMUM,
        .description = "how much, in the base unit of the recipe's yield; marks of a day add up"),
  MARK (account, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_account_type,
        .description = "who ticked it off"),
  MARK (account_name, TEXT, 0, READERS, NOBODY, .description = "what they are called"),
  MARK (created_at, TIME, 0, READERS, NOBODY, .description = "when it was ticked off"),
};

const BakeryEntityType bakery_bake_mark_type = {
  .name = "bake_mark",
  .table = "bake_marks",
  .size = sizeof (BakeryBakeMark),
  .fields = mark_fields,
  .n_fields = G_N_ELEMENTS (mark_fields),
  .check = check_mark,
};
