/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a recipe, and what can be said of one without the others. Pure functions; any thread. */

#include "bakery-recipe.h"

#include "bakery-cake.h"
#include "bakery-checks.h"
#include "bakery-inventory.h"
#include "bakery-option.h"
#include "bakery-store.h"
#include "bakery-violations.h"

#define READERS BAKERY_ROLES_STAFF
#define WRITERS BAKERY_ROLES_MANAGERS
#define NOBODY BAKERY_ROLES_NOBODY

/* The most lines of a recipe. */
#define LINES_MAXIMUM 100

static void
check_line (const BakeryEntity *entity,
            BakeryViolations   *violations)
{
  const BakeryRecipeLine *self = (const BakeryRecipeLine *) entity;

  if ((self->item == 0) == (self->recipe == 0))
    bakery_violations_add (violations, "item", "Name either an item or a recipe.");
}

#define LINE(member, TYPE, ...) BAKERY_FIELD (BakeryRecipeLine, member, TYPE, __VA_ARGS__)

static const BakeryField line_fields[] = {
  LINE (item, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .target = &bakery_inventory_item_type,
        .description = "what is taken from stock, unless it is made"),
  LINE (recipe, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .target = &bakery_recipe_type,
        .description = "what is made for it, unless it is in stock"),
  LINE (quantity, QUANTITY, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .minimum = 1, .maximum = BAKERY_QUANTITY_MAXIMUM,
        .description = "how much of it, in its unit"),
  LINE (unit, TEXT, 0, READERS, WRITERS, .maximum = 30, .check = bakery_check_one_line,
        .description = "g, kg, ml, l, piece, or one of the item's own; the item's unit when left out"),
};

const BakeryEntityType bakery_recipe_line_type = {
  .name = "recipe_line",
  .table = "recipe_lines",
  .size = sizeof (BakeryRecipeLine),
  .fields = line_fields,
  .n_fields = G_N_ELEMENTS (line_fields),
  .parent_column = "recipe_id",
  .check = check_line,
};

static void
check_allergens (const BakeryRecipe *self,
                 BakeryViolations   *violations)
{
  gboolean has_reason = self->allergen_reason != NULL && *self->allergen_reason != '\0';

  if (self->overrides_allergens && !has_reason)
    bakery_violations_add (violations, "allergen_reason",
                           "Say why the allergens differ from those of the ingredients.");
}

static void
check_recipe (const BakeryEntity *entity,
              BakeryViolations   *violations)
{
  const BakeryRecipe *self = (const BakeryRecipe *) entity;
  gboolean is_sold = self->cake != 0 || self->option != 0;

  if (self->cake != 0 && self->option != 0)
    bakery_violations_add (violations, "option", "A recipe is of a cake or of an option, not of both.");
  if (is_sold && bakery_recipe_get_unit (self) != BAKERY_UNIT_PIECE)
    bakery_violations_add (violations, "yield_unit", "The recipe of a cake or an option yields pieces.");
  if (self->lines != NULL && self->lines->len > LINES_MAXIMUM)
    bakery_violations_add (violations, "lines", "Ensure this list has no more than %d elements.", LINES_MAXIMUM);
  check_allergens (self, violations);
}

#define RECIPE(member, TYPE, ...) BAKERY_FIELD (BakeryRecipe, member, TYPE, __VA_ARGS__)

static const BakeryField recipe_fields[] = {
  RECIPE (store, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, WRITERS,
          .target = &bakery_store_type, .description = "the store that makes it"),
  RECIPE (name, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
          .description = "what it is called"),
  RECIPE (cake, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .target = &bakery_cake_type,
          .description = "the cake it is of, if any"),
  RECIPE (option, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .target = &bakery_option_type,
          .description = "the option it is of, if any"),
  RECIPE (lines, CHILDREN, 0, READERS, WRITERS, .target = &bakery_recipe_line_type, .description = "what goes into it"),
  RECIPE (yield_quantity, QUANTITY, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .minimum = 1,
          .maximum = BAKERY_QUANTITY_MAXIMUM, .description = "how much its lines make, in its unit"),
  RECIPE (yield_unit, ENUM, 0, READERS, WRITERS, .values = &bakery_units, .initial = "piece",
          .description = "what it makes is counted in"),
  RECIPE (loss, RATE, 0, READERS, WRITERS, .maximum = 9000,
          .description = "percent of what is made that is lost, such as trimmings"),
  RECIPE (hours_before, INTEGER, 0, READERS, WRITERS, .maximum = 720,
          .description = "how many hours before the work on the order begins it is made; 24 is the day before"),
  RECIPE (batch_quantity, QUANTITY, 0, READERS, WRITERS, .maximum = BAKERY_QUANTITY_MAXIMUM,
          .description = "how much fits the mixer or the oven at once, in its unit; 0 for any"),
  RECIPE (overrides_allergens, BOOLEAN, 0, READERS, WRITERS,
          .description = "whether its allergens are not those of its ingredients"),
  RECIPE (allergens, TEXT_LIST, 0, READERS, WRITERS, .maximum = 14, .values = &bakery_allergens,
          .description = "the allergens that count instead"),
  RECIPE (allergen_reason, TEXT, 0, READERS, WRITERS, .maximum = 500, .check = bakery_check_one_line,
          .description = "why they do"),
  RECIPE (notes, TEXT, 0, READERS, WRITERS, .maximum = 5000, .description = "how it is made"),
  RECIPE (created_at, TIME, 0, READERS, NOBODY, .description = "when it was created"),
  RECIPE (updated_at, TIME, 0, READERS, NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_recipe_type = {
  .name = "recipe",
  .table = "recipes",
  .size = sizeof (BakeryRecipe),
  .fields = recipe_fields,
  .n_fields = G_N_ELEMENTS (recipe_fields),
  .keeps_deleted = TRUE,
  .check = check_recipe,
};

static gint64
to_base (const BakeryRecipe *self,
         gint64              amount)
{
  BakeryUnit unit;
  gint64 size;

  if (!bakery_unit_find (bakery_units.names[self->yield_unit], &unit, &size))
    g_assert_not_reached ();

  return amount * (size / BAKERY_QUANTITY_ONE);
}

/**
 * bakery_recipe_get_unit:
 * @self: a recipe
 *
 * Returns: the base unit of what it makes
 */
BakeryUnit
bakery_recipe_get_unit (const BakeryRecipe *self)
{
  BakeryUnit unit;
  gint64 size;

  if (!bakery_unit_find (bakery_units.names[self->yield_unit], &unit, &size))
    g_assert_not_reached ();

  return unit;
}

/**
 * bakery_recipe_get_yield:
 * @self: a recipe
 *
 * Returns: how much its lines make before anything is lost, in thousandths of its base unit
 */
gint64
bakery_recipe_get_yield (const BakeryRecipe *self)
{
  return to_base (self, self->yield_quantity);
}

/**
 * bakery_recipe_get_batch:
 * @self: a recipe
 *
 * Returns: how much is made at once, in thousandths of its base unit; 0 for any quantity
 */
gint64
bakery_recipe_get_batch (const BakeryRecipe *self)
{
  return to_base (self, self->batch_quantity);
}

/**
 * bakery_recipe_get_batches:
 * @self: a recipe
 * @quantity: how much of it is needed, in thousandths of its base unit
 *
 * Returns: in how many batches that is made
 */
gint64
bakery_recipe_get_batches (const BakeryRecipe *self,
                           gint64              quantity)
{
  gint64 batch = bakery_recipe_get_batch (self);

  if (quantity <= 0)
    return 0;

  return batch == 0 ? 1 : (quantity + batch - 1) / batch;
}
