/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include "bakery-cake.h"
#include "bakery-recipe.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleCakeRecipe:
 *
 * Signals: `changed`: console_cake_recipe_get_recipe() may have another answer.
 */
#define CONSOLE_TYPE_CAKE_RECIPE (console_cake_recipe_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCakeRecipe, console_cake_recipe, CONSOLE, CAKE_RECIPE, AdwBin)

GtkWidget *console_cake_recipe_new (ConsoleContext *context);
void console_cake_recipe_follow (ConsoleCakeRecipe *self,
                                 GtkWidget *page);
void console_cake_recipe_show (ConsoleCakeRecipe *self,
                               const BakeryCake *cake);
const BakeryRecipe *console_cake_recipe_get_recipe (ConsoleCakeRecipe *self);

G_END_DECLS
