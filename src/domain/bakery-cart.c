/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The descriptions of customisations (S-034 to S-043) and cart lines (S-044 to S-048). */

#include "bakery-cart.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-checks.h"
#include "bakery-money.h"
#include "bakery-option.h"
#include "bakery-store.h"

/** The most of one cake that a cart line holds. */
#define QUANTITY_MAXIMUM 10000

#define READERS BAKERY_ROLES_SIGNED_IN
#define WRITERS BAKERY_ROLES_SIGNED_IN

static const BakeryField customisation_fields[] = {
  BAKERY_FIELD (BakeryCustomisation, cake, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, WRITERS,
                .target = &bakery_cake_type, .description = "the cake that is customised"),
  BAKERY_FIELD (BakeryCustomisation, customer, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, WRITERS,
                .target = &bakery_account_type, .description = "whose choice it is"),
  BAKERY_FIELD (BakeryCustomisation, message, TEXT, 0, READERS, WRITERS, .maximum = 50, .check = bakery_check_one_line,
                .description = "inscription"),
  BAKERY_FIELD (BakeryCustomisation, toppings, TEXT, 0, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
                .description = "toppings, in words"),
  BAKERY_FIELD (BakeryCustomisation, shape, TEXT, 0, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
                .description = "shape, such as heart"),
  BAKERY_FIELD (BakeryCustomisation, egg_version, BOOLEAN, 0, READERS, WRITERS, .initial = "true",
                .description = "true with egg, false eggless"),
  BAKERY_FIELD (BakeryCustomisation, options, REFERENCE_LIST, 0, READERS, WRITERS, .maximum = 100,
                .target = &bakery_option_type, .description = "chosen options"),
  BAKERY_FIELD (BakeryCustomisation, created_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY,
                .description = "when it was created"),
  BAKERY_FIELD (BakeryCustomisation, updated_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_customisation_type = {
  .name = "customisation",
  .table = "customisations",
  .size = sizeof (BakeryCustomisation),
  .fields = customisation_fields,
  .n_fields = G_N_ELEMENTS (customisation_fields),
};

static const BakeryField cart_line_fields[] = {
  BAKERY_FIELD (BakeryCartLine, customer, REFERENCE, 0, READERS, BAKERY_ROLES_NOBODY, .target = &bakery_account_type,
                .description = "whose cart it is in"),
  BAKERY_FIELD (BakeryCartLine, cake, REFERENCE, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .target = &bakery_cake_type,
                .description = "what is bought"),
  BAKERY_FIELD (BakeryCartLine, customization, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, WRITERS,
                .target = &bakery_customisation_type, .description = "how it is customised"),
  BAKERY_FIELD (BakeryCartLine, store, REFERENCE, 0, READERS, BAKERY_ROLES_NOBODY, .target = &bakery_store_type,
                .description = "the cake's store"),
  BAKERY_FIELD (BakeryCartLine, currency, TEXT, 0, READERS, BAKERY_ROLES_NOBODY, .maximum = 3,
                .description = "the store's currency"),
  BAKERY_FIELD (BakeryCartLine, quantity, INTEGER, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .minimum = 1,
                .maximum = QUANTITY_MAXIMUM, .description = "how many"),
  BAKERY_FIELD (BakeryCartLine, total_amount, MONEY, BAKERY_FIELD_DERIVED, READERS, BAKERY_ROLES_NOBODY,
                .description = "price of the line, options included, before tax and delivery"),
  BAKERY_FIELD (BakeryCartLine, created_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY,
                .description = "when it was put in the cart"),
  BAKERY_FIELD (BakeryCartLine, updated_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_cart_line_type = {
  .name = "cart_line",
  .table = "cart_lines",
  .size = sizeof (BakeryCartLine),
  .fields = cart_line_fields,
  .n_fields = G_N_ELEMENTS (cart_line_fields),
  .currency = G_STRUCT_OFFSET (BakeryCartLine, currency),
};
