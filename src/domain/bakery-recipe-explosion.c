/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What recipes ask for in the end: amounts, the order in which recipes are exploded, and what is wrong with a recipe among the
 * others. Pure functions; any thread that may read the book. */

#include "bakery-recipe-book.h"

#include "bakery-error.h"
#include "bakery-violations.h"

/* The whole of a rate, in hundredths of a percent. */
#define WHOLE 10000

/* --- Amounts --- */

/* Where the amount of @id is, or belongs. */
static guint
find_position (const GArray *amounts,
               gint64        id)
{
  guint low = 0;
  guint high = amounts->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (amounts, BakeryAmount, middle).id < id)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static BakeryAmount *
peek_amount (const GArray *amounts,
             gint64        id)
{
  guint position = find_position (amounts, id);
  BakeryAmount *amount = &g_array_index (amounts, BakeryAmount, position);

  return position < amounts->len && amount->id == id ? amount : NULL;
}

/**
 * bakery_amounts_get:
 * @amounts: (element-type BakeryAmount): amounts with ascending ids
 * @id: one of the ids
 *
 * Returns: how much there is of it, 0 for none
 */
gint64
bakery_amounts_get (const GArray *amounts,
                    gint64        id)
{
  const BakeryAmount *amount = peek_amount (amounts, id);

  return amount != NULL ? amount->quantity : 0;
}

/**
 * bakery_amounts_add:
 * @amounts: (element-type BakeryAmount): amounts with ascending ids
 * @id: one of the ids, or another one
 * @quantity: what to add to its amount
 */
void
bakery_amounts_add (GArray *amounts,
                    gint64  id,
                    gint64  quantity)
{
  BakeryAmount *amount = peek_amount (amounts, id);
  BakeryAmount added = { id, quantity };

  if (amount != NULL)
    amount->quantity += quantity;
  else
    g_array_insert_val (amounts, find_position (amounts, id), added);
}

/**
 * bakery_explosion_clear:
 * @self: what recipes ask for
 */
void
bakery_explosion_clear (BakeryExplosion *self)
{
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->recipes, g_array_unref);
}

/* --- In which order --- */

static const BakeryRecipeLine *
peek_line (const BakeryRecipe *recipe,
           guint               position)
{
  return g_ptr_array_index (recipe->lines, position);
}

static guint
get_n_lines (const BakeryRecipe *recipe)
{
  return recipe->lines != NULL ? recipe->lines->len : 0;
}

static void
set_cycle (GError            **error,
           const BakeryRecipe *recipe)
{
  g_autofree char *quote = bakery_violations_dup_quote (recipe->name);

  bakery_set_error_violation (error, "lines", "“%s” would be made of itself.", quote);
}

static void
set_too_deep (GError            **error,
              const BakeryRecipe *recipe)
{
  g_autofree char *quote = bakery_violations_dup_quote (recipe->name);

  bakery_set_error_violation (error, "lines", "“%s” uses more than %d recipes within each other.", quote,
                              BAKERY_RECIPE_MAXIMUM_DEPTH);
}

/**
 * Sorting:
 * @book: whose recipes
 * @changed: (nullable): a recipe that is to replace that of the same id
 * @open: (element-type gint64): those on the way from the first recipe to the present one
 * @sorted: (nullable) (element-type BakeryRecipe): gets each recipe after all that it uses
 * @done: (element-type gint64): those in @sorted
 */
typedef struct
{
  const BakeryRecipeBook *book;
  const BakeryRecipe     *changed;
  GHashTable             *open;
  GPtrArray              *sorted;
  GHashTable             *done;
} Sorting;

static const BakeryRecipe *
find_for_sorting (const Sorting *sorting,
                  gint64         id)
{
  if (sorting->changed != NULL && sorting->changed->base.id == id && id != 0)
    return sorting->changed;

  return bakery_recipe_book_find (sorting->book, id);
}

static gboolean
sort_recipe (Sorting            *sorting,
             const BakeryRecipe *recipe,
             GError            **error)
{
  guint i;

  if (g_hash_table_contains (sorting->done, &recipe->base.id))
    return TRUE;
  if (g_hash_table_size (sorting->open) >= BAKERY_RECIPE_MAXIMUM_DEPTH)
    {
      set_too_deep (error, recipe);
      return FALSE;
    }
  if (!g_hash_table_add (sorting->open, (gpointer) &recipe->base.id))
    {
      set_cycle (error, recipe);
      return FALSE;
    }

  for (i = 0; i < get_n_lines (recipe); i++)
    {
      const BakeryRecipe *used = find_for_sorting (sorting, peek_line (recipe, i)->recipe);

      if (used != NULL && !sort_recipe (sorting, used, error))
        return FALSE;
    }

  g_hash_table_remove (sorting->open, &recipe->base.id);
  g_hash_table_add (sorting->done, (gpointer) &recipe->base.id);
  g_ptr_array_add (sorting->sorted, (gpointer) recipe);

  return TRUE;
}

static void
sorting_init (Sorting                *self,
              const BakeryRecipeBook *book,
              const BakeryRecipe     *changed)
{
  self->book = book;
  self->changed = changed;
  self->open = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->done = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->sorted = g_ptr_array_new ();
}

static void
sorting_clear (Sorting *self)
{
  g_hash_table_unref (self->open);
  g_hash_table_unref (self->done);
  g_ptr_array_unref (self->sorted);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sorting, sorting_clear)

/* --- What is asked for --- */

static gboolean
set_too_much (GError            **error,
              const BakeryRecipe *recipe)
{
  g_autofree char *quote = bakery_violations_dup_quote (recipe->name);

  bakery_set_error_violation (error, "lines", "“%s” asks for more than can be counted.", quote);

  return FALSE;
}

/* The quantity of a line in the base unit of what it names. */
static gboolean
convert_line (const BakeryRecipeBook *self,
              const BakeryRecipe     *changed,
              const BakeryRecipeLine *line,
              gint64                 *ret_quantity,
              GError                **error)
{
  const Sorting sorting = { self, changed, NULL, NULL, NULL };
  const BakeryInventoryItem *item = bakery_recipe_book_find_item (self, line->item);
  const BakeryRecipe *recipe = find_for_sorting (&sorting, line->recipe);

  *ret_quantity = 0;
  if (item != NULL)
    return bakery_unit_to_base (item->unit, item->own_units, line->unit, line->quantity, ret_quantity, error);
  if (recipe != NULL)
    return bakery_unit_to_base (bakery_recipe_get_unit (recipe), NULL, line->unit, line->quantity, ret_quantity, error);

  return TRUE;
}

/* Names the recipe in what is wrong with one of its lines. */
static void
explain_line (const BakeryRecipe *recipe,
              GError            **error)
{
  g_autofree char *quote = bakery_violations_dup_quote (recipe->name);
  g_autofree char *message = NULL;

  if (error == NULL)
    return;

  message = g_strdup (bakery_violations_peek_message (bakery_error_peek_violations (*error), 0));
  g_clear_error (error);
  bakery_set_error_violation (error, "lines", "“%s”: %s", quote, message);
}

/* Lines make the yield, of which a share is lost; so much of each line is needed that what is left is the demand. */
static gboolean
explode_line (const BakeryRecipeBook *self,
              const BakeryRecipe     *recipe,
              const BakeryRecipeLine *line,
              BakeryExplosion        *explosion,
              GError                **error)
{
  gint64 yield = bakery_recipe_get_yield (recipe);
  gint64 demand = bakery_amounts_get (explosion->recipes, recipe->base.id);
  gint64 quantity;

  if (!convert_line (self, NULL, line, &quantity, error))
    {
      explain_line (recipe, error);
      return FALSE;
    }
  if (!bakery_quantity_scale (quantity, demand * WHOLE, yield * (WHOLE - recipe->loss), &quantity, NULL))
    return set_too_much (error, recipe);

  if (line->item != 0)
    bakery_amounts_add (explosion->items, line->item, quantity);
  else
    bakery_amounts_add (explosion->recipes, line->recipe, quantity);

  return TRUE;
}

static gboolean
explode_recipe (const BakeryRecipeBook *self,
                const BakeryRecipe     *recipe,
                BakeryExplosion        *explosion,
                GError                **error)
{
  guint i;

  if (bakery_amounts_get (explosion->recipes, recipe->base.id) > BAKERY_QUANTITY_MAXIMUM)
    return set_too_much (error, recipe);

  for (i = 0; i < get_n_lines (recipe); i++)
    {
      if (!explode_line (self, recipe, peek_line (recipe, i), explosion, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * bakery_recipe_explode:
 * @self: a book
 * @demands: (element-type BakeryAmount): how much is wanted of which recipe, as bakery_amounts_add() collects it
 * @ret_explosion: (out caller-allocates): what that asks for; cleared by the caller also on failure
 * @error: a %BAKERY_ERROR_INVALID of "lines" for a recipe made of itself, a unit that does not fit, or more than can be
 *   counted
 *
 * Works out what is made and what is taken from stock so that @demands are there after all losses. What several recipes use is
 * summed up before it is exploded itself, and each line is rounded up once, by bakery_quantity_scale(), to a thousandth of
 * its unit: nothing else is rounded. Recipes and items that the book has not are passed over.
 *
 * Returns: whether it could
 */
gboolean
bakery_recipe_explode (const BakeryRecipeBook *self,
                       const GArray           *demands,
                       BakeryExplosion        *ret_explosion,
                       GError                **error)
{
  g_auto(Sorting) sorting = { NULL };
  guint i;

  ret_explosion->items = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  ret_explosion->recipes = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  sorting_init (&sorting, self, NULL);

  for (i = 0; i < demands->len; i++)
    {
      const BakeryAmount *demand = &g_array_index (demands, BakeryAmount, i);
      const BakeryRecipe *recipe = bakery_recipe_book_find (self, demand->id);

      if (recipe == NULL)
        continue;
      bakery_amounts_add (ret_explosion->recipes, demand->id, demand->quantity);
      if (!sort_recipe (&sorting, recipe, error))
        return FALSE;
    }

  for (i = sorting.sorted->len; i > 0; i--)
    {
      if (!explode_recipe (self, g_ptr_array_index (sorting.sorted, i - 1), ret_explosion, error))
        return FALSE;
    }

  return TRUE;
}

static void
demand_pieces (const BakeryRecipe *recipe,
               gint64              pieces,
               GArray             *demands)
{
  if (recipe != NULL)
    bakery_amounts_add (demands, recipe->base.id, pieces * BAKERY_QUANTITY_ONE);
}

/**
 * bakery_recipe_book_demand_order:
 * @self: a book
 * @order: an order
 * @demands: (element-type BakeryAmount): gets how much the order wants of which recipe: one piece of the cake's and one of
 *   each option's for every cake
 *
 * What has no recipe wants nothing.
 */
void
bakery_recipe_book_demand_order (const BakeryRecipeBook *self,
                                 const BakeryOrder      *order,
                                 GArray                 *demands)
{
  guint i;
  guint j;

  for (i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      demand_pieces (bakery_recipe_book_find_for_cake (self, line->cake), line->quantity, demands);
      for (j = 0; line->option_ids != NULL && j < line->option_ids->len; j++)
        demand_pieces (bakery_recipe_book_find_for_option (self, g_array_index (line->option_ids, gint64, j)),
                       line->quantity,
                       demands);
    }
}

/* --- Before a recipe is kept --- */

static void
check_line (const BakeryRecipeBook *self,
            const BakeryRecipe     *recipe,
            guint                   position,
            BakeryViolations       *violations)
{
  const BakeryRecipeLine *line = peek_line (recipe, position);
  const Sorting sorting = { self, recipe, NULL, NULL, NULL };
  g_autofree char *prefix = g_strdup_printf ("lines[%u]", position);
  g_autoptr(BakeryViolations) found = bakery_violations_new ();
  g_autoptr(GError) problem = NULL;
  gint64 quantity;

  if (line->item != 0 && bakery_recipe_book_find_item (self, line->item) == NULL)
    bakery_violations_add (found, "item", "There is no such item in this store.");
  if (line->recipe != 0 && find_for_sorting (&sorting, line->recipe) == NULL)
    bakery_violations_add (found, "recipe", "There is no such recipe in this store.");
  if (!convert_line (self, recipe, line, &quantity, &problem))
    bakery_violations_add_all (violations, prefix, bakery_error_peek_violations (problem));
  bakery_violations_add_all (violations, prefix, found);
}

/**
 * bakery_recipe_book_check:
 * @self: the book of the recipe's store
 * @recipe: a recipe as it shall be, new or in place of that of the same id
 * @violations: gets what is wrong with it
 *
 * Checks what only the other recipes and the items can tell: that its lines name what there is, in units that fit, and that
 * it is not made of itself.
 */
void
bakery_recipe_book_check (const BakeryRecipeBook *self,
                          const BakeryRecipe     *recipe,
                          BakeryViolations       *violations)
{
  g_auto(Sorting) sorting = { NULL };
  g_autoptr(GError) problem = NULL;
  guint i;

  for (i = 0; i < get_n_lines (recipe); i++)
    check_line (self, recipe, i, violations);

  sorting_init (&sorting, self, recipe);
  if (!sort_recipe (&sorting, recipe, &problem))
    bakery_violations_add_all (violations, NULL, bakery_error_peek_violations (problem));
}
