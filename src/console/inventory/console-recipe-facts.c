/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figures and wording only: what is said follows from the arguments. */

#include "config.h"

#include "console-recipe-facts.h"

#include "bakery-money.h"

#include <glib/gi18n.h>

/**
 * console_recipe_get_cost:
 * @book: the recipes and items of a store
 * @recipe: one of its recipes
 *
 * Returns: what the ingredients of one piece cost, or of a thousand grams or millilitres; -1 where it cannot be told
 */
gint64
console_recipe_get_cost (const BakeryRecipeBook *book,
                         const BakeryRecipe     *recipe)
{
  const gboolean is_piece = bakery_recipe_get_unit (recipe) == BAKERY_UNIT_PIECE;
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  g_auto(BakeryExplosion) explosion = { NULL };

  bakery_amounts_add (demands, recipe->base.id, is_piece ? BAKERY_QUANTITY_ONE : 1000 * BAKERY_QUANTITY_ONE);

  return recipe->yield_quantity > 0 && bakery_recipe_explode (book, demands, &explosion, NULL)
         ? bakery_recipe_book_get_cost (book, &explosion) : -1;
}

/**
 * console_recipe_dup_margin:
 * @price: of a cake
 * @cost: what its ingredients cost
 * @currency: (nullable): of both
 *
 * Returns: (transfer full): what is left: "30.80, that is 88 % of 35.00"
 */
char *
console_recipe_dup_margin (gint64      price,
                           gint64      cost,
                           const char *currency)
{
  g_autofree char *left = bakery_money_to_display (price - cost, currency);
  g_autofree char *whole = bakery_money_to_display (price, currency);

  /* Translators: what is left of a cake's price after its ingredients: an amount, a share in percent, the price. */
  return g_strdup_printf (_("%s, that is %d %% of %s"), left, price > 0 ? (int) ((price - cost) * 100 / price) : 0, whole);
}

/**
 * console_recipe_dup_allergens_hint:
 * @recipe: (nullable): the recipe of what is edited, if it has one
 *
 * Says why the allergens cannot be changed: the server takes no other word for what a recipe decides.
 *
 * Returns: (transfer full): the empty string where they can
 */
char *
console_recipe_dup_allergens_hint (const BakeryRecipe *recipe)
{
  if (recipe == NULL)
    return g_strdup ("");

  /* Translators: below the allergens of a cake or an option; %s is the name of its recipe. */
  return g_strdup_printf (_("The allergens are from the recipe “%s”; change them there."), recipe->name);
}
