/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows from a recipe: what it costs, and what is left of the price. Knows no widgets. */

#pragma once

#include "bakery-recipe-book.h"

G_BEGIN_DECLS

gint64 console_recipe_get_cost (const BakeryRecipeBook *book,
                                const BakeryRecipe *recipe);
char *console_recipe_dup_margin (gint64 price,
                                 gint64 cost,
                                 const char *currency);

char *console_recipe_dup_allergens_hint (const BakeryRecipe *recipe);

G_END_DECLS
