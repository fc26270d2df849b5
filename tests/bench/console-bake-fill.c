/* SPDX-License-Identifier: GPL-3.0-or-later */

/* console-bake-fill FOLDER N: fills an account's cache in FOLDER with a store that has much to bake: N accepted orders whose
 * work begins today, of 40 cakes with fillings, whose recipes use others down to three levels below the cake's. */

#include "config.h"

#include "console-cache-entities.h"
#include "console-cache-schema.h"
#include "console-fill.h"

#include "bakery-cake.h"
#include "bakery-inventory.h"
#include "bakery-recipe.h"
#include "bakery-store.h"
#include "bakery-time.h"

#include <stdlib.h>

#define N_CAKES 40
#define N_FILLINGS 12
#define N_ITEMS 60
#define LINES_OF_LEVEL 4
#define PIECE BAKERY_QUANTITY_ONE
#define GRAM BAKERY_QUANTITY_ONE

/* Recipes that are used by those of the level above: bases such as sponge, what they are made of, and so on. */
static const gint64 n_of_level[] = { 12, 8, 6 };

/* Ids of what is of one kind follow each other. */
enum
{
  FIRST_CAKE = 100,
  FIRST_FILLING = 200,
  FIRST_LEVEL = 300, /* and a hundred more for each level */
};

typedef struct
{
  BakeryConnection    *connection;
  ConsoleCacheChanges *changes;
  gint64               n_orders;
  gint64               midnight;
} Fill;

static void
set_text (char **member,
          char  *text)
{
  g_free (*member);
  *member = text;
}

static GPtrArray *
replace_list (GPtrArray **member)
{
  g_clear_pointer (member, g_ptr_array_unref);
  *member = g_ptr_array_new_with_free_func (bakery_entity_unref);

  return *member;
}

static gboolean
put (Fill    *fill,
     gpointer entity,
     GError **error)
{
  g_autoptr(BakeryEntity) owned = entity;

  owned->revision = 1;

  return console_cache_put_entity (fill->connection, entity, fill->changes, error);
}

static gboolean
put_items (Fill    *fill,
           GError **error)
{
  BakeryStore *store = bakery_store_new ();

  store->base.id = CONSOLE_FILL_STORE;
  set_text (&store->name, g_strdup ("Rosewood"));
  set_text (&store->time_zone, g_strdup ("UTC"));
  if (!put (fill, store, error))
    return FALSE;

  for (gint64 i = 1; i <= N_ITEMS; i++)
    {
      BakeryInventoryItem *item = bakery_inventory_item_new ();

      item->base.id = i;
      item->store = CONSOLE_FILL_STORE;
      item->quantity = 500000 * GRAM;
      item->threshold = 50000 * GRAM;
      item->pack_quantity = 25000 * GRAM;
      item->pack_cost = 2500;
      item->active = TRUE;
      set_text (&item->name, g_strdup_printf ("Ingredient %d", (int) i));
      set_text (&item->currency, g_strdup ("EUR"));
      if (!put (fill, item, error))
        return FALSE;
    }

  return TRUE;
}

static void
add_line (BakeryRecipe *recipe,
          gint64        item,
          gint64        used,
          gint64        quantity)
{
  BakeryRecipeLine *line = bakery_recipe_line_new ();

  line->item = item;
  line->recipe = used;
  line->quantity = quantity;
  set_text (&line->unit, g_strdup ("g"));
  g_ptr_array_add (recipe->lines, line);
}

/* A recipe of items, and of recipes of @level where there is such a level. */
static BakeryRecipe *
new_recipe (gint64      id,
            const char *name,
            guint       level)
{
  BakeryRecipe *recipe = bakery_recipe_new ();

  recipe->base.id = id;
  recipe->store = CONSOLE_FILL_STORE;
  set_text (&recipe->name, g_strdup_printf ("%s %d", name, (int) (id % 100)));
  replace_list (&recipe->lines);
  for (gint64 i = 0; i < LINES_OF_LEVEL; i++)
    {
      add_line (recipe, 1 + (id * 7 + i * 11) % N_ITEMS, 0, (40 + i) * GRAM);
      if (level < G_N_ELEMENTS (n_of_level) && i % 2 == 0)
        add_line (recipe, 0, FIRST_LEVEL + 100 * level + (id + i) % n_of_level[level], 150 * GRAM);
    }

  return recipe;
}

static gboolean
put_bases (Fill    *fill,
           GError **error)
{
  static const char *const names[] = { "Sponge", "Cream", "Syrup" };

  for (guint level = 0; level < G_N_ELEMENTS (n_of_level); level++)
    {
      for (gint64 i = 0; i < n_of_level[level]; i++)
        {
          BakeryRecipe *recipe = new_recipe (FIRST_LEVEL + 100 * level + i, names[level], level + 1);

          recipe->yield_quantity = 2000 * GRAM;
          g_assert (bakery_enum_from_string (&bakery_units, "g", &recipe->yield_unit));
          recipe->loss = 500;
          recipe->batch_quantity = 5000 * GRAM;
          if (!put (fill, recipe, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
put_recipe_of (Fill    *fill,
               gint64   cake,
               gint64   filling,
               GError **error)
{
  BakeryRecipe *recipe = new_recipe (cake + filling, cake != 0 ? "Cake" : "Filling", 0);

  recipe->cake = cake;
  recipe->option = filling;
  recipe->yield_quantity = PIECE;
  g_assert (bakery_enum_from_string (&bakery_units, "piece", &recipe->yield_unit));

  return put (fill, recipe, error);
}

static gboolean
put_recipes (Fill    *fill,
             GError **error)
{
  for (gint64 i = 0; i < N_CAKES; i++)
    {
      if (!put_recipe_of (fill, FIRST_CAKE + i, 0, error))
        return FALSE;
    }
  for (gint64 i = 0; i < N_FILLINGS; i++)
    {
      if (!put_recipe_of (fill, 0, FIRST_FILLING + i, error))
        return FALSE;
    }

  return put_bases (fill, error);
}

static void
choose (BakeryOrderLine *line,
        gint64           filling)
{
  const gint64 fillings[] = { FIRST_FILLING + filling % N_FILLINGS, FIRST_FILLING + (filling + 5) % N_FILLINGS };

  g_clear_pointer (&line->option_ids, g_array_unref);
  line->option_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (line->option_ids, fillings, G_N_ELEMENTS (fillings));
}

static BakeryOrder *
new_order (const Fill *fill,
           gint64      number)
{
  BakeryOrder *order = bakery_order_new ();

  order->base.id = number;
  order->base.revision = number;
  order->number = 1000 + number;
  order->store = CONSOLE_FILL_STORE;
  order->stage = BAKERY_STAGE_CONFIRMED;
  order->latest_start_at = fill->midnight + number * BAKERY_DAY / (fill->n_orders + 1);
  order->due_at = order->latest_start_at + 2 * BAKERY_HOUR;
  set_text (&order->customer_name, g_strdup ("Asha Rao"));
  set_text (&order->currency, g_strdup ("EUR"));
  replace_list (&order->lines);
  for (gint64 i = 0; i <= number % 2; i++)
    {
      BakeryOrderLine *line = bakery_order_line_new ();

      line->base.id = 2 * number + i;
      line->cake = FIRST_CAKE + (number * 7 + i) % N_CAKES;
      line->quantity = 1 + number % 3;
      set_text (&line->name, g_strdup_printf ("Cake %d", (int) (line->cake % 100)));
      choose (line, number + i);
      g_ptr_array_add (order->lines, line);
    }

  return order;
}

static gboolean
fill_cache (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  Fill *fill = user_data;
  g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();

  fill->connection = connection;
  fill->changes = changes;
  if (!put_items (fill, error) || !put_recipes (fill, error))
    return FALSE;

  for (gint64 i = 1; i <= fill->n_orders; i++)
    {
      g_autoptr(BakeryOrder) order = new_order (fill, i);

      if (!console_cache_put_order (connection, order, changes, error))
        return FALSE;
    }

  return console_cache_state_set (connection, "filled", "1", error) &&
         console_cache_changes_finish (changes, connection, error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryConnection) connection = NULL;
  guint64 n_orders = 0;
  gboolean replaced;
  Fill fill = { NULL };

  if (argc != 3 || !g_ascii_string_to_unsigned (argv[2], 10, 1, 1000000, &n_orders, &error))
    {
      g_printerr ("Usage: console-bake-fill FOLDER N\n");
      return EXIT_FAILURE;
    }

  fill.n_orders = (gint64) n_orders;
  fill.midnight = bakery_time_start_of_day (g_get_real_time (), "UTC", 0);
  connection = console_cache_schema_open (argv[1], &replaced, &error);
  if (connection == NULL || !bakery_connection_transaction (connection, fill_cache, &fill, &error))
    {
      g_printerr ("console-bake-fill: %s\n", error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
