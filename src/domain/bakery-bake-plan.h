/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When what is made: the recipes that orders ask for and the bases these use, each as many hours before the work on the order
 * as its recipe says, down to the items that are taken from stock. Pure; any thread. */

#pragma once

#include "bakery-recipe-book.h"

G_BEGIN_DECLS

/** Instants are told to this step: what is made within it is made together. */
#define BAKERY_BAKE_PLAN_STEP (15 * G_GINT64_CONSTANT (60000000))

typedef struct _BakeryBakePlan BakeryBakePlan;

/**
 * BakeryBakeDemand:
 * @id: of a recipe or an item
 * @at: when it is made or taken
 * @quantity: how much, thousandths; of a recipe with what is lost of it
 *
 * How much of something is asked for at an instant.
 */
typedef struct
{
  gint64 id;
  gint64 at;
  gint64 quantity;
} BakeryBakeDemand;

BakeryBakePlan *bakery_bake_plan_new (const BakeryRecipeBook *book);
void bakery_bake_plan_free (BakeryBakePlan *self);
void bakery_bake_plan_add_order (BakeryBakePlan *self,
                                 const BakeryOrder *order);
void bakery_bake_plan_add_recipe (BakeryBakePlan *self,
                                  gint64 recipe,
                                  gint64 at,
                                  gint64 quantity);
void bakery_bake_plan_finish (BakeryBakePlan *self);
void bakery_bake_plan_reset (BakeryBakePlan *self);
const GArray *bakery_bake_plan_peek_recipes (const BakeryBakePlan *self);
const GArray *bakery_bake_plan_peek_items (const BakeryBakePlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryBakePlan, bakery_bake_plan_free)

G_END_DECLS
