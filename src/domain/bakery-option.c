/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The descriptions of option groups and options (S-031, S-042). */

#include "bakery-option.h"

#include "bakery-cake.h"
#include "bakery-checks.h"
#include "bakery-money.h"
#include "bakery-store.h"
#include "bakery-violations.h"

#define READERS BAKERY_ROLES_EVERYBODY
#define WRITERS BAKERY_ROLES_MANAGERS

static void
check_option_group (const BakeryEntity *entity,
                    BakeryViolations   *violations)
{
  const BakeryOptionGroup *self = (const BakeryOptionGroup *) entity;

  if (self->minimum > self->maximum)
    bakery_violations_add (violations, "minimum", "Fewer must be chosen at least than may be chosen at most.");
}

static const BakeryField option_group_fields[] = {
  BAKERY_FIELD (BakeryOptionGroup, store, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, WRITERS,
                .target = &bakery_store_type, .description = "the store that offers it"),
  BAKERY_FIELD (BakeryOptionGroup, name, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 100,
                .check = bakery_check_one_line, .description = "what is chosen, such as filling"),
  BAKERY_FIELD (BakeryOptionGroup, minimum, INTEGER, 0, READERS, WRITERS, .maximum = 20,
                .description = "how many of its options must be chosen"),
  BAKERY_FIELD (BakeryOptionGroup, maximum, INTEGER, 0, READERS, WRITERS, .minimum = 1, .maximum = 20, .initial = "1",
                .description = "how many may be chosen"),
  BAKERY_FIELD (BakeryOptionGroup, position, INTEGER, 0, READERS, WRITERS, .maximum = 10000,
                .description = "order among groups"),
  BAKERY_FIELD (BakeryOptionGroup, created_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY,
                .description = "when it was created"),
  BAKERY_FIELD (BakeryOptionGroup, updated_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_option_group_type = {
  .name = "option_group",
  .table = "option_groups",
  .size = sizeof (BakeryOptionGroup),
  .fields = option_group_fields,
  .n_fields = G_N_ELEMENTS (option_group_fields),
  .keeps_deleted = TRUE,
  .check = check_option_group,
};

static const BakeryField option_fields[] = {
  BAKERY_FIELD (BakeryOption, store, REFERENCE, 0, READERS, BAKERY_ROLES_NOBODY, .target = &bakery_store_type,
                .description = "the group's store"),
  BAKERY_FIELD (BakeryOption, currency, TEXT, 0, READERS, BAKERY_ROLES_NOBODY, .maximum = 3,
                .description = "the store's currency"),
  BAKERY_FIELD (BakeryOption, option_group, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, WRITERS,
                .target = &bakery_option_group_type, .description = "the group it belongs to"),
  BAKERY_FIELD (BakeryOption, name, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 100,
                .check = bakery_check_one_line, .description = "what it is called"),
  BAKERY_FIELD (BakeryOption, price_change, MONEY, 0, READERS, WRITERS, .minimum = -BAKERY_MONEY_MAXIMUM,
                .maximum = BAKERY_MONEY_MAXIMUM, .description = "added to the price of each cake; may be negative"),
  BAKERY_FIELD (BakeryOption, work_minutes, INTEGER, 0, READERS, WRITERS, .maximum = 10080,
                .description = "work that it adds to each cake"),
  BAKERY_FIELD (BakeryOption, allergens, TEXT_LIST, 0, READERS, WRITERS, .maximum = 14, .values = &bakery_allergens,
                .description = "allergens that it adds"),
  BAKERY_FIELD (BakeryOption, incompatible, REFERENCE_LIST, 0, READERS, WRITERS, .maximum = 100,
                .target = &bakery_option_type, .description = "options that cannot be chosen together with it"),
  BAKERY_FIELD (BakeryOption, availability, BOOLEAN, 0, READERS, WRITERS, .initial = "true",
                .description = "whether it can be chosen"),
  BAKERY_FIELD (BakeryOption, missing, TEXT, 0, READERS, BAKERY_ROLES_NOBODY,
                .description = "the ingredient of which there is not enough for one; it cannot be chosen until there is"),
  BAKERY_FIELD (BakeryOption, position, INTEGER, 0, READERS, WRITERS, .maximum = 10000,
                .description = "order within its group"),
  BAKERY_FIELD (BakeryOption, created_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY,
                .description = "when it was created"),
  BAKERY_FIELD (BakeryOption, updated_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_option_type = {
  .name = "option",
  .table = "options",
  .size = sizeof (BakeryOption),
  .fields = option_fields,
  .n_fields = G_N_ELEMENTS (option_fields),
  .currency = G_STRUCT_OFFSET (BakeryOption, currency),
  .keeps_deleted = TRUE,
};

/**
 * bakery_option_is_available:
 * @self: an option
 *
 * Returns: %TRUE if it can be chosen: it is offered, and all it is made of is there
 */
gboolean
bakery_option_is_available (const BakeryOption *self)
{
  return self->availability && (self->missing == NULL || *self->missing == '\0');
}
