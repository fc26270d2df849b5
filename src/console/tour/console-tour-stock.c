/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of the bake list, the inventory and the recipes. Main thread. */

#include "config.h"

#include "console-tour-private.h"

static void
enter_bake_list (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::bake-list");
  console_tour_show (self, "list");
}

static void
enter_bake_row (ConsoleTour *self)
{
  console_tour_show (self, "first");
}

static void
enter_bake_grid (ConsoleTour *self)
{
  console_tour_show (self, "grid");
}

static void
enter_bake_needs (ConsoleTour *self)
{
  console_tour_show (self, "needs");
}

static void
enter_inventory (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::inventory");
  console_tour_show (self, "stock");
}

static void
enter_item (ConsoleTour *self)
{
  console_tour_show (self, "first");
}

static void
enter_item_edit (ConsoleTour *self)
{
  console_tour_activate (self, "inventory.edit");
}

static void
enter_purchases (ConsoleTour *self)
{
  console_tour_show (self, "purchases");
}

static void
enter_count (ConsoleTour *self)
{
  console_tour_show (self, "count");
}

static void
enter_movements (ConsoleTour *self)
{
  console_tour_show (self, "movements");
}

static void
enter_recipes (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::recipes");
}

static void
enter_recipe (ConsoleTour *self)
{
  console_tour_show (self, "first");
}

const ConsoleTourScene console_tour_stock_scenes[] = {
  { "bake-list", enter_bake_list, console_tour_has_page, FALSE },
  { "bake-list-row", enter_bake_row, NULL, TRUE },
  { "bake-list-grid", enter_bake_grid, NULL, TRUE },
  { "bake-list-ingredients", enter_bake_needs, NULL, TRUE },
  { "inventory", enter_inventory, console_tour_has_page, FALSE },
  { "inventory-item", enter_item, NULL, FALSE },
  { "inventory-item-edit", enter_item_edit, NULL, TRUE },
  { "inventory-purchases", enter_purchases, NULL, FALSE },
  { "inventory-count", enter_count, NULL, TRUE },
  { "inventory-movements", enter_movements, NULL, TRUE },
  { "recipes", enter_recipes, console_tour_has_page, FALSE },
  { "recipe", enter_recipe, NULL, FALSE },
  { NULL },
};
