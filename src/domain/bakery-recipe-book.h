/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The recipes of a store and the items they use, and what follows from them: what a number of cakes asks for, what it costs,
 * what it contains. Pure: the server calls it inside its transactions, the console over its cache. */

#pragma once

#include "bakery-inventory.h"
#include "bakery-order.h"
#include "bakery-recipe.h"

G_BEGIN_DECLS

/** How deep recipes can use each other. */
#define BAKERY_RECIPE_MAXIMUM_DEPTH 16

typedef struct _BakeryRecipeBook BakeryRecipeBook;

/**
 * BakeryAmount:
 * @id: of an item or a recipe
 * @quantity: thousandths of the base unit of the item, or of the recipe's yield
 */
typedef struct
{
  gint64 id;
  gint64 quantity;
} BakeryAmount;

/**
 * BakeryExplosion:
 * @items: (element-type BakeryAmount): what is taken from stock, by item, ascending ids
 * @recipes: (element-type BakeryAmount): what is made by each recipe, those asked for among them, ascending ids
 *
 * What recipes ask for in the end. Freed with bakery_explosion_clear().
 */
typedef struct
{
  GArray *items;
  GArray *recipes;
} BakeryExplosion;

BakeryRecipeBook *bakery_recipe_book_new (GPtrArray *recipes,
                                          GPtrArray *items);
void bakery_recipe_book_free (BakeryRecipeBook *self);

const BakeryRecipe *bakery_recipe_book_find (const BakeryRecipeBook *self,
                                             gint64 recipe);
const BakeryRecipe *bakery_recipe_book_find_for_cake (const BakeryRecipeBook *self,
                                                      gint64 cake);
const BakeryRecipe *bakery_recipe_book_find_for_option (const BakeryRecipeBook *self,
                                                        gint64 option);
const BakeryInventoryItem *bakery_recipe_book_find_item (const BakeryRecipeBook *self,
                                                         gint64 item);
GPtrArray *bakery_recipe_book_peek_recipes (const BakeryRecipeBook *self);
GPtrArray *bakery_recipe_book_peek_items (const BakeryRecipeBook *self);

void bakery_recipe_book_check (const BakeryRecipeBook *self,
                               const BakeryRecipe *recipe,
                               BakeryViolations *violations);
void bakery_recipe_book_demand_order (const BakeryRecipeBook *self,
                                      const BakeryOrder *order,
                                      GArray *demands);
gboolean bakery_recipe_explode (const BakeryRecipeBook *self,
                                const GArray *demands,
                                BakeryExplosion *ret_explosion,
                                GError **error);
gint64 bakery_recipe_book_get_cost (const BakeryRecipeBook *self,
                                    const BakeryExplosion *explosion);
GStrv bakery_recipe_book_dup_allergens (const BakeryRecipeBook *self,
                                        const BakeryRecipe *recipe);
const BakeryInventoryItem *bakery_recipe_book_find_missing (const BakeryRecipeBook *self,
                                                            const BakeryRecipe *recipe);

gint64 bakery_amounts_get (const GArray *amounts,
                           gint64 id);
void bakery_amounts_add (GArray *amounts,
                         gint64 id,
                         gint64 quantity);

void bakery_explosion_clear (BakeryExplosion *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BakeryExplosion, bakery_explosion_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryRecipeBook, bakery_recipe_book_free)

G_END_DECLS
