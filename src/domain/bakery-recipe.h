/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recipes: of a cake, of an option, or a base of its own such as sponge or cream that others use. What one asks for in the
 * end, with all that it is made of, is in bakery-recipe-book.h. */

#pragma once

#include "bakery-unit.h"

G_BEGIN_DECLS

struct _BakeryRecipeLine
{
  BakeryEntity base;
  gint64 item;
  gint64 recipe;
  gint64 quantity;
  char *unit;
};

BAKERY_DECLARE_ENTITY (BakeryRecipeLine, bakery_recipe_line)

struct _BakeryRecipe
{
  BakeryEntity base;
  gint64 store;
  char *name;
  gint64 cake;
  gint64 option;
  GPtrArray *lines;
  gint64 yield_quantity;
  int yield_unit;
  gint64 loss;
  gint64 hours_before;
  gint64 batch_quantity;
  gboolean overrides_allergens;
  GStrv allergens;
  char *allergen_reason;
  char *notes;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryRecipe, bakery_recipe)

BakeryUnit bakery_recipe_get_unit (const BakeryRecipe *self);
gint64 bakery_recipe_get_yield (const BakeryRecipe *self);
gint64 bakery_recipe_get_batch (const BakeryRecipe *self);
gint64 bakery_recipe_get_batches (const BakeryRecipe *self,
                                  gint64 quantity);

G_END_DECLS
