/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recipes are taken up in an order in which each comes after all that use it, so that what is asked of it is complete: demands
 * at one instant are summed up before they are handed on to its lines. */

#include "config.h"

#include "bakery-bake-plan.h"

#include "bakery-time.h"

/* A whole as a rate: 100.00 percent. */
#define WHOLE 10000

/* A line of a recipe in base units. */
typedef struct
{
  gboolean is_recipe;
  gint64   id;
  gint64   quantity;
} PlanLine;

/* A recipe: what makes one yield of it, and what is asked of it. */
typedef struct
{
  gint64   id;
  gint64   yield;
  gint64   loss;
  gint64   before;
  GArray  *lines;         /* of PlanLine */
  GArray  *demands;       /* of BakeryBakeDemand, at the beginning of the work on the orders */
  gboolean is_visited;
} PlanRecipe;

struct _BakeryBakePlan
{
  const BakeryRecipeBook *book;
  GHashTable             *recipes; /* from id to PlanRecipe */
  GPtrArray              *sorted;  /* of PlanRecipe, those that are used after those that use them */
  GArray                 *made;    /* of BakeryBakeDemand */
  GArray                 *taken;   /* of BakeryBakeDemand */
};

static void
plan_recipe_free (gpointer data)
{
  PlanRecipe *recipe = data;

  g_array_unref (recipe->lines);
  g_array_unref (recipe->demands);
  g_free (recipe);
}

static gint64
floor_step (gint64 at)
{
  return at - at % BAKERY_BAKE_PLAN_STEP;
}

/* Reading the book */

static gboolean
convert_line (const BakeryRecipeBook *book,
              const BakeryRecipeLine *line,
              PlanLine               *ret_line)
{
  const BakeryRecipe *recipe = line->recipe != 0 ? bakery_recipe_book_find (book, line->recipe) : NULL;
  const BakeryInventoryItem *item = line->item != 0 ? bakery_recipe_book_find_item (book, line->item) : NULL;

  if (recipe == NULL && item == NULL)
    {
      return FALSE;
    }

  ret_line->is_recipe = recipe != NULL;
  ret_line->id = recipe != NULL ? line->recipe : line->item;

  return bakery_unit_to_base (recipe != NULL ? bakery_recipe_get_unit (recipe) : (BakeryUnit) item->unit,
                              item != NULL ? item->own_units : NULL, line->unit, line->quantity,
                              &ret_line->quantity, NULL);
}

static PlanRecipe *
plan_recipe_new (const BakeryRecipeBook *book,
                 const BakeryRecipe     *source)
{
  PlanRecipe *recipe = g_new0 (PlanRecipe, 1);

  recipe->id = source->base.id;
  recipe->yield = MAX (bakery_recipe_get_yield (source), 1);
  recipe->loss = source->loss;
  recipe->before = source->hours_before * BAKERY_HOUR;
  recipe->lines = g_array_new (FALSE, FALSE, sizeof (PlanLine));
  recipe->demands = g_array_new (FALSE, FALSE, sizeof (BakeryBakeDemand));
  for (guint i = 0; source->lines != NULL && i < source->lines->len; i++)
    {
      PlanLine line;

      if (convert_line (book, g_ptr_array_index (source->lines, i), &line))
        {
          g_array_append_val (recipe->lines, line);
        }
    }

  return recipe;
}

/* Puts what @recipe uses before it; reversed, that is the order in which they are taken up. */
static void
sort_recipe (BakeryBakePlan *self,
             PlanRecipe     *recipe)
{
  if (recipe == NULL || recipe->is_visited)
    {
      return;
    }

  recipe->is_visited = TRUE;
  for (guint i = 0; i < recipe->lines->len; i++)
    {
      const PlanLine *line = &g_array_index (recipe->lines, PlanLine, i);

      if (line->is_recipe)
        {
          sort_recipe (self, g_hash_table_lookup (self->recipes, &line->id));
        }
    }
  g_ptr_array_add (self->sorted, recipe);
}

/**
 * bakery_bake_plan_new:
 * @book: the store's recipes and items; outlives the plan
 *
 * Returns: (transfer full): a plan that nothing is asked of yet
 */
BakeryBakePlan *
bakery_bake_plan_new (const BakeryRecipeBook *book)
{
  BakeryBakePlan *self = g_new0 (BakeryBakePlan, 1);
  GPtrArray *recipes = bakery_recipe_book_peek_recipes (book);

  self->book = book;
  self->recipes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, plan_recipe_free);
  self->sorted = g_ptr_array_new ();
  self->made = g_array_new (FALSE, FALSE, sizeof (BakeryBakeDemand));
  self->taken = g_array_new (FALSE, FALSE, sizeof (BakeryBakeDemand));

  for (guint i = 0; i < recipes->len; i++)
    {
      PlanRecipe *recipe = plan_recipe_new (book, g_ptr_array_index (recipes, i));

      g_hash_table_insert (self->recipes, &recipe->id, recipe);
    }
  for (guint i = 0; i < recipes->len; i++)
    {
      const BakeryRecipe *recipe = g_ptr_array_index (recipes, i);

      sort_recipe (self, g_hash_table_lookup (self->recipes, &recipe->base.id));
    }

  return self;
}

/**
 * bakery_bake_plan_free:
 * @self: (nullable) (transfer full): a plan
 */
void
bakery_bake_plan_free (BakeryBakePlan *self)
{
  if (self != NULL)
    {
      g_ptr_array_unref (self->sorted);
      g_hash_table_unref (self->recipes);
      g_array_unref (self->made);
      g_array_unref (self->taken);
      g_free (self);
    }
}

/**
 * bakery_bake_plan_add_recipe:
 * @self: a plan that is not finished
 * @recipe: what is asked for; one that the book has not is left out
 * @at: when the work begins that it is for
 * @quantity: how much of it
 *
 * Asks for something made by a recipe. It is made as many hours before @at as the recipe says.
 */
void
bakery_bake_plan_add_recipe (BakeryBakePlan *self,
                             gint64          recipe,
                             gint64          at,
                             gint64          quantity)
{
  PlanRecipe *made = g_hash_table_lookup (self->recipes, &recipe);
  const BakeryBakeDemand demand = { recipe, floor_step (at), quantity };

  if (made != NULL && quantity > 0)
    {
      g_array_append_val (made->demands, demand);
    }
}

/**
 * bakery_bake_plan_add_order:
 * @self: a plan that is not finished
 * @order: an order
 *
 * Asks for what an order asks for, at its latest start.
 */
void
bakery_bake_plan_add_order (BakeryBakePlan    *self,
                            const BakeryOrder *order)
{
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));

  bakery_recipe_book_demand_order (self->book, order, demands);
  for (guint i = 0; i < demands->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (demands, BakeryAmount, i);

      bakery_bake_plan_add_recipe (self, amount->id, order->latest_start_at, amount->quantity);
    }
}

/* Finishing */

static int
compare_demands (gconstpointer a,
                 gconstpointer b)
{
  const BakeryBakeDemand *left = a, *right = b;

  if (left->id != right->id)
    {
      return left->id < right->id ? -1 : 1;
    }

  return (left->at > right->at) - (left->at < right->at);
}

/* Makes one of those that ask for the same at the same instant. */
static void
merge_demands (GArray *demands)
{
  guint n_merged = 0;

  g_array_sort (demands, compare_demands);
  for (guint i = 0; i < demands->len; i++)
    {
      const BakeryBakeDemand demand = g_array_index (demands, BakeryBakeDemand, i);
      BakeryBakeDemand *last = n_merged > 0 ? &g_array_index (demands, BakeryBakeDemand, n_merged - 1) : NULL;

      if (last != NULL && compare_demands (last, &demand) == 0)
        {
          last->quantity += demand.quantity;
        }
      else
        {
          g_array_index (demands, BakeryBakeDemand, n_merged++) = demand;
        }
    }
  g_array_set_size (demands, n_merged);
}

/* Hands what is asked of a recipe on to its lines, rounded as bakery_recipe_explode() does. */
static void
hand_on (BakeryBakePlan         *self,
         const PlanRecipe       *recipe,
         const BakeryBakeDemand *demand)
{
  for (guint i = 0; i < recipe->lines->len; i++)
    {
      const PlanLine *line = &g_array_index (recipe->lines, PlanLine, i);
      BakeryBakeDemand part = { line->id, demand->at - recipe->before, 0 };

      if (!bakery_quantity_scale (line->quantity, demand->quantity * WHOLE, recipe->yield * (WHOLE - recipe->loss),
                                  &part.quantity, NULL))
        {
          continue;
        }
      if (line->is_recipe)
        {
          bakery_bake_plan_add_recipe (self, line->id, demand->at, part.quantity);
        }
      else
        {
          g_array_append_val (self->taken, part);
        }
    }
}

/* Makes what is asked of a recipe; none that uses it asks for more of it afterwards. */
static void
make (BakeryBakePlan *self,
      PlanRecipe     *recipe)
{
  guint n_demands;

  merge_demands (recipe->demands);
  n_demands = recipe->demands->len;
  for (guint i = 0; i < n_demands; i++)
    {
      BakeryBakeDemand demand = g_array_index (recipe->demands, BakeryBakeDemand, i);

      hand_on (self, recipe, &demand);
      demand.at -= recipe->before;
      if (bakery_quantity_scale (demand.quantity, WHOLE, WHOLE - recipe->loss, &demand.quantity, NULL))
        {
          g_array_append_val (self->made, demand);
        }
    }
}

/**
 * bakery_bake_plan_finish:
 * @self: a plan with all that is asked for
 *
 * Works out what the recipes use. Nothing is added afterwards.
 */
void
bakery_bake_plan_finish (BakeryBakePlan *self)
{
  for (guint i = self->sorted->len; i > 0; i--)
    {
      make (self, g_ptr_array_index (self->sorted, i - 1));
    }
  merge_demands (self->made);
  merge_demands (self->taken);
}

/**
 * bakery_bake_plan_reset:
 * @self: a plan
 *
 * Takes everything back that was asked for, so that the plan can serve again.
 */
void
bakery_bake_plan_reset (BakeryBakePlan *self)
{
  for (guint i = 0; i < self->sorted->len; i++)
    {
      g_array_set_size (((PlanRecipe *) g_ptr_array_index (self->sorted, i))->demands, 0);
    }
  g_array_set_size (self->made, 0);
  g_array_set_size (self->taken, 0);
}

/**
 * bakery_bake_plan_peek_recipes:
 * @self: a finished plan
 *
 * Returns: (element-type BakeryBakeDemand): what is made when, by recipe and then by time
 */
const GArray *
bakery_bake_plan_peek_recipes (const BakeryBakePlan *self)
{
  return self->made;
}

/**
 * bakery_bake_plan_peek_items:
 * @self: a finished plan
 *
 * Returns: (element-type BakeryBakeDemand): what is taken from stock when, by item and then by time
 */
const GArray *
bakery_bake_plan_peek_items (const BakeryBakePlan *self)
{
  return self->taken;
}
