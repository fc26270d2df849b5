/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of an order item (C-042). It is never stored as such. */

#include "bakery-order-item.h"

#include "bakery-cake.h"
#include "bakery-checks.h"
#include "bakery-option.h"

#define EVERYBODY BAKERY_ROLES_EVERYBODY

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryOrderItem, member, TYPE, __VA_ARGS__)

static const BakeryField order_item_fields[] = {
  FIELD (cake, REFERENCE, BAKERY_FIELD_REQUIRED, EVERYBODY, EVERYBODY, .target = &bakery_cake_type,
         .description = "what is wanted"),
  FIELD (quantity, INTEGER, 0, EVERYBODY, EVERYBODY, .minimum = 1, .maximum = 10000, .initial = "1",
         .description = "how many"),
  FIELD (message, TEXT, 0, EVERYBODY, EVERYBODY, .maximum = 50, .check = bakery_check_one_line,
         .description = "inscription"),
  FIELD (toppings, TEXT, 0, EVERYBODY, EVERYBODY, .maximum = 100, .check = bakery_check_one_line,
         .description = "toppings, in words"),
  FIELD (shape, TEXT, 0, EVERYBODY, EVERYBODY, .maximum = 100, .check = bakery_check_one_line,
         .description = "shape, such as heart"),
  FIELD (egg_version, BOOLEAN, 0, EVERYBODY, EVERYBODY, .initial = "true", .description = "true with egg, false eggless"),
  FIELD (options, REFERENCE_LIST, 0, EVERYBODY, EVERYBODY, .maximum = 100, .target = &bakery_option_type,
         .description = "chosen options"),
};

const BakeryEntityType bakery_order_item_type = {
  .name = "order_item",
  .table = "order_items",
  .size = sizeof (BakeryOrderItem),
  .fields = order_item_fields,
  .n_fields = G_N_ELEMENTS (order_item_fields),
};
