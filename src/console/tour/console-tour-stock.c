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

/* A day that is too far ahead for orders. */
static void
enter_no_bake (ConsoleTour *self)
{
  console_tour_show (self, "list");
  for (guint i = 0; i < 60; i++)
    console_tour_activate_on_page (self, "ConsoleBakeListPage", "bake.next");
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
enter_waste (ConsoleTour *self)
{
  console_tour_activate_on_page (self, "ConsoleInventoryPage", "inventory.waste");
}

static void
enter_adjust (ConsoleTour *self)
{
  console_tour_activate_on_page (self, "ConsoleInventoryPage", "inventory.adjust");
}

static void
enter_receive (ConsoleTour *self)
{
  console_tour_activate_on_page (self, "ConsoleInventoryPage", "inventory.receive");
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
enter_ordering (ConsoleTour *self)
{
  console_tour_activate_on_page (self, "ConsoleInventoryPage", "inventory.order-purchases");
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
enter_no_items (ConsoleTour *self)
{
  console_tour_show (self, "stock");
  console_tour_show (self, "search:zwetschgendatschi");
}

static void
enter_inventory_offline (ConsoleTour *self)
{
  console_tour_show (self, "search:");
  console_tour_set_offline (self, TRUE);
}

static void
enter_recipes (ConsoleTour *self)
{
  console_tour_set_offline (self, FALSE);
  console_tour_activate (self, "win.view::recipes");
}

static void
enter_recipe (ConsoleTour *self)
{
  console_tour_show (self, "first");
}

static void
enter_new_recipe (ConsoleTour *self)
{
  console_tour_activate_on_page (self, "ConsoleRecipesPage", "entity.new");
}

static void
enter_no_recipes (ConsoleTour *self)
{
  console_tour_show (self, "list");
  console_tour_show (self, "search:zwetschgendatschi");
}

const ConsoleTourScene console_tour_stock_scenes[] = {
  { "bake-list", enter_bake_list, console_tour_has_page, FALSE },
  { "bake-list-row", enter_bake_row, NULL, FALSE },
  { "bake-list-grid", enter_bake_grid, NULL, FALSE },
  { "bake-list-ingredients", enter_bake_needs, NULL, FALSE },
  { "bake-list-empty", enter_no_bake, NULL, TRUE },
  { "inventory", enter_inventory, console_tour_has_page, FALSE },
  { "inventory-item", enter_item, NULL, FALSE },
  { "inventory-waste", enter_waste, console_tour_has_dialog, FALSE },
  { "inventory-adjust", enter_adjust, console_tour_has_dialog, TRUE },
  { "inventory-receive", enter_receive, console_tour_has_dialog, FALSE },
  { "inventory-item-edit", enter_item_edit, NULL, TRUE },
  { "inventory-purchases", enter_purchases, NULL, FALSE },
  { "inventory-ordering", enter_ordering, console_tour_has_dialog, TRUE },
  { "inventory-count", enter_count, NULL, FALSE },
  { "inventory-movements", enter_movements, NULL, FALSE },
  { "inventory-no-match", enter_no_items, NULL, TRUE },
  { "inventory-offline", enter_inventory_offline, console_tour_is_offline, TRUE },
  { "recipes", enter_recipes, console_tour_has_page, FALSE },
  { "recipe", enter_recipe, NULL, FALSE },
  { "recipe-new", enter_new_recipe, NULL, TRUE },
  { "recipes-no-match", enter_no_recipes, NULL, TRUE },
  { NULL },
};
