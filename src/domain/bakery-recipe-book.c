/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The recipes of a store by what they are of, and what follows for one: cost, allergens, what is missing. What recipes ask for
 * is worked out in bakery-recipe-explosion.c. Pure functions; a book is for one thread. */

#include "bakery-recipe-book.h"

#include "bakery-cake.h"

struct _BakeryRecipeBook
{
  GPtrArray  *recipes;
  GPtrArray  *items;
  GHashTable *recipes_by_id;
  GHashTable *recipes_by_cake;
  GHashTable *recipes_by_option;
  GHashTable *items_by_id;
};

/* --- The book --- */

static GHashTable *
new_index (void)
{
  return g_hash_table_new (g_int64_hash, g_int64_equal);
}

static void
add_recipe (BakeryRecipeBook *self,
            BakeryRecipe     *recipe)
{
  g_hash_table_insert (self->recipes_by_id, &recipe->base.id, recipe);
  if (recipe->cake != 0)
    g_hash_table_insert (self->recipes_by_cake, &recipe->cake, recipe);
  if (recipe->option != 0)
    g_hash_table_insert (self->recipes_by_option, &recipe->option, recipe);
}

/**
 * bakery_recipe_book_new:
 * @recipes: (element-type BakeryRecipe): the recipes of a store
 * @items: (element-type BakeryInventoryItem): its items
 *
 * Returns: (transfer full): a book of them, which keeps both arrays
 */
BakeryRecipeBook *
bakery_recipe_book_new (GPtrArray *recipes,
                        GPtrArray *items)
{
  BakeryRecipeBook *self = g_new0 (BakeryRecipeBook, 1);
  guint i;

  self->recipes = g_ptr_array_ref (recipes);
  self->items = g_ptr_array_ref (items);
  self->recipes_by_id = new_index ();
  self->recipes_by_cake = new_index ();
  self->recipes_by_option = new_index ();
  self->items_by_id = new_index ();
  for (i = 0; i < recipes->len; i++)
    add_recipe (self, g_ptr_array_index (recipes, i));
  for (i = 0; i < items->len; i++)
    {
      BakeryInventoryItem *item = g_ptr_array_index (items, i);

      g_hash_table_insert (self->items_by_id, &item->base.id, item);
    }

  return self;
}

/**
 * bakery_recipe_book_free:
 * @self: (nullable) (transfer full): a book
 */
void
bakery_recipe_book_free (BakeryRecipeBook *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->recipes_by_id);
  g_hash_table_unref (self->recipes_by_cake);
  g_hash_table_unref (self->recipes_by_option);
  g_hash_table_unref (self->items_by_id);
  g_ptr_array_unref (self->recipes);
  g_ptr_array_unref (self->items);
  g_free (self);
}

/**
 * bakery_recipe_book_find:
 * @self: a book
 * @recipe: an id
 *
 * Returns: (transfer none) (nullable): the recipe
 */
const BakeryRecipe *
bakery_recipe_book_find (const BakeryRecipeBook *self,
                         gint64                  recipe)
{
  return g_hash_table_lookup (self->recipes_by_id, &recipe);
}

/**
 * bakery_recipe_book_find_for_cake:
 * @self: a book
 * @cake: the id of a cake
 *
 * Returns: (transfer none) (nullable): its recipe
 */
const BakeryRecipe *
bakery_recipe_book_find_for_cake (const BakeryRecipeBook *self,
                                  gint64                  cake)
{
  return g_hash_table_lookup (self->recipes_by_cake, &cake);
}

/**
 * bakery_recipe_book_find_for_option:
 * @self: a book
 * @option: the id of an option
 *
 * Returns: (transfer none) (nullable): its recipe
 */
const BakeryRecipe *
bakery_recipe_book_find_for_option (const BakeryRecipeBook *self,
                                    gint64                  option)
{
  return g_hash_table_lookup (self->recipes_by_option, &option);
}

/**
 * bakery_recipe_book_find_item:
 * @self: a book
 * @item: an id
 *
 * Returns: (transfer none) (nullable): the item
 */
const BakeryInventoryItem *
bakery_recipe_book_find_item (const BakeryRecipeBook *self,
                              gint64                  item)
{
  return g_hash_table_lookup (self->items_by_id, &item);
}

/**
 * bakery_recipe_book_peek_recipes:
 * @self: a book
 *
 * Returns: (transfer none) (element-type BakeryRecipe): all its recipes
 */
GPtrArray *
bakery_recipe_book_peek_recipes (const BakeryRecipeBook *self)
{
  return self->recipes;
}

/**
 * bakery_recipe_book_peek_items:
 * @self: a book
 *
 * Returns: (transfer none) (element-type BakeryInventoryItem): all its items
 */
GPtrArray *
bakery_recipe_book_peek_items (const BakeryRecipeBook *self)
{
  return self->items;
}

/* --- What follows --- */

/**
 * bakery_recipe_book_get_cost:
 * @self: a book
 * @explosion: what something asks for
 *
 * Returns: what the items cost as bought in packs, in minor units, each rounded up
 */
gint64
bakery_recipe_book_get_cost (const BakeryRecipeBook *self,
                             const BakeryExplosion  *explosion)
{
  gint64 cost = 0;
  guint i;

  for (i = 0; i < explosion->items->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (explosion->items, BakeryAmount, i);
      const BakeryInventoryItem *item = bakery_recipe_book_find_item (self, amount->id);

      if (item != NULL)
        cost += bakery_inventory_item_get_cost (item, amount->quantity);
    }

  return cost;
}

static void
add_words (GHashTable *words,
           GStrv       others)
{
  guint i;

  for (i = 0; others != NULL && others[i] != NULL; i++)
    g_hash_table_add (words, others[i]);
}

static void
collect_allergens (const BakeryRecipeBook *self,
                   const BakeryRecipe     *recipe,
                   GHashTable             *seen,
                   GHashTable             *words)
{
  guint i;

  if (!g_hash_table_add (seen, (gpointer) recipe))
    return;
  if (recipe->overrides_allergens)
    {
      add_words (words, recipe->allergens);
      return;
    }

  for (i = 0; recipe->lines != NULL && i < recipe->lines->len; i++)
    {
      const BakeryRecipeLine *line = g_ptr_array_index (recipe->lines, i);
      const BakeryInventoryItem *item = bakery_recipe_book_find_item (self, line->item);
      const BakeryRecipe *used = bakery_recipe_book_find (self, line->recipe);

      if (item != NULL)
        add_words (words, item->allergens);
      else if (used != NULL)
        collect_allergens (self, used, seen, words);
    }
}

/**
 * bakery_recipe_book_dup_allergens:
 * @self: a book
 * @recipe: a recipe, of the book or not yet
 *
 * Returns: (transfer full): the allergens of all that it is made of, unless a recipe on the way says others, in the order of
 *   bakery_allergens
 */
GStrv
bakery_recipe_book_dup_allergens (const BakeryRecipeBook *self,
                                  const BakeryRecipe     *recipe)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  guint i;

  collect_allergens (self, recipe, seen, words);
  for (i = 0; bakery_allergens.names[i] != NULL; i++)
    {
      if (g_hash_table_contains (words, bakery_allergens.names[i]))
        g_strv_builder_add (builder, bakery_allergens.names[i]);
    }

  return g_strv_builder_end (builder);
}

/**
 * bakery_recipe_book_find_missing:
 * @self: a book
 * @recipe: one of its recipes
 *
 * Returns: (transfer none) (nullable): the first item of which not enough is free to make one piece, or one whole yield of a
 *   recipe that makes no pieces
 */
const BakeryInventoryItem *
bakery_recipe_book_find_missing (const BakeryRecipeBook *self,
                                 const BakeryRecipe     *recipe)
{
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  g_auto(BakeryExplosion) explosion = { NULL };
  gboolean is_piece = bakery_recipe_get_unit (recipe) == BAKERY_UNIT_PIECE;
  guint i;

  bakery_amounts_add (demands, recipe->base.id, is_piece ? BAKERY_QUANTITY_ONE : bakery_recipe_get_yield (recipe));
  if (!bakery_recipe_explode (self, demands, &explosion, NULL))
    return NULL;

  for (i = 0; i < explosion.items->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (explosion.items, BakeryAmount, i);
      const BakeryInventoryItem *item = bakery_recipe_book_find_item (self, amount->id);

      if (item != NULL && bakery_inventory_item_get_free (item) < amount->quantity)
        return item;
    }

  return NULL;
}
