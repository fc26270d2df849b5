/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What recipes ask for: worked out by hand where it matters, and by rules that hold for any. */

#include "config.h"

#include "domain-fixture.h"

#include "bakery-error.h"
#include "bakery-recipe-book.h"

/**
 * Shop:
 *
 * A store's items and recipes; ids count up from 1 in each.
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *recipes;
} Shop;

static void
shop_init (Shop *self)
{
  self->items = g_ptr_array_new_with_free_func (bakery_entity_unref);
  self->recipes = g_ptr_array_new_with_free_func (bakery_entity_unref);
}

static void
shop_clear (Shop *self)
{
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->recipes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shop, shop_clear)

static BakeryInventoryItem *
add_item (Shop       *shop,
          BakeryUnit unit,
          gint64 pack_cost,
          const char *allergen)
{
  const char *allergens[] = { allergen, NULL };
  BakeryInventoryItem *item = bakery_inventory_item_new ();

  g_ptr_array_add (shop->items, item);
  item->base.id = shop->items->len;
  item->unit = (int) unit;
  item->pack_quantity = 1000 * BAKERY_QUANTITY_ONE;
  item->pack_cost = pack_cost;
  item->allergens = g_strdupv ((char **) allergens);

  return item;
}

static BakeryRecipe *
add_recipe (Shop       *shop,
            const char *name,
            gint64      yield,
            const char *unit)
{
  BakeryRecipe *recipe = bakery_recipe_new ();

  g_ptr_array_add (shop->recipes, recipe);
  recipe->base.id = shop->recipes->len;
  g_free (recipe->name);
  recipe->name = g_strdup (name);
  recipe->yield_quantity = yield * BAKERY_QUANTITY_ONE;
  g_assert_true (bakery_enum_from_string (&bakery_units, unit, &recipe->yield_unit));
  recipe->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);

  return recipe;
}

static void
add_line (BakeryRecipe *recipe,
          gconstpointer what,
          gint64        quantity,
          const char   *unit)
{
  const BakeryEntity *entity = what;
  BakeryRecipeLine *line = bakery_recipe_line_new ();

  g_ptr_array_add (recipe->lines, line);
  if (entity->type == &bakery_recipe_type)
    line->recipe = entity->id;
  else
    line->item = entity->id;
  line->quantity = quantity * BAKERY_QUANTITY_ONE;
  g_free (line->unit);
  line->unit = g_strdup (unit);
}

static void
explode (const BakeryRecipeBook *book,
         const BakeryRecipe     *recipe,
         gint64                  quantity,
         BakeryExplosion        *explosion)
{
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  g_autoptr(GError) error = NULL;

  bakery_amounts_add (demands, recipe->base.id, quantity);
  g_assert_true (bakery_recipe_explode (book, demands, explosion, &error));
  g_assert_no_error (error);
}

/* Two tiers, three fillings, and a sponge that both tiers share. By hand, for one cake:
 *
 *   lower tier   1200 g sponge,  200 g jam,    300 g cream
 *   upper tier    600 g sponge,  150 g curd
 *   sponge       1800 g, of which a tenth is trimmed away: 2000 g of batter
 *   batter       per 1000 g: 300 g flour, 6 eggs   →  600 g flour, 12 eggs
 *   cream        per 1000 g: 900 ml cream, 100 g sugar  →  270 ml cream, 30 g sugar
 *   curd         per 500 g: 4 eggs, 200 g sugar         →  1.2 eggs, 60 g sugar
 */
static void
bake_wedding (Shop *shop)
{
  BakeryInventoryItem *flour = add_item (shop, BAKERY_UNIT_G, 4000, "gluten");
  BakeryInventoryItem *eggs = add_item (shop, BAKERY_UNIT_PIECE, 600000, "eggs");
  BakeryInventoryItem *sugar = add_item (shop, BAKERY_UNIT_G, 5000, NULL);
  BakeryInventoryItem *dairy = add_item (shop, BAKERY_UNIT_ML, 30000, "milk");
  BakeryInventoryItem *jam = add_item (shop, BAKERY_UNIT_G, 40000, NULL);
  BakeryRecipe *sponge = add_recipe (shop, "Sponge", 1, "kg");
  BakeryRecipe *cream = add_recipe (shop, "Cream", 1000, "g");
  BakeryRecipe *curd = add_recipe (shop, "Curd", 500, "g");
  BakeryRecipe *lower = add_recipe (shop, "Lower tier", 1, "piece");
  BakeryRecipe *upper = add_recipe (shop, "Upper tier", 1, "piece");
  BakeryRecipe *cake = add_recipe (shop, "Wedding", 1, "piece");

  sponge->loss = 1000;
  add_line (sponge, flour, 300, "g");
  add_line (sponge, eggs, 6, "piece");
  add_line (cream, dairy, 900, "ml");
  add_line (cream, sugar, 100, "g");
  add_line (curd, eggs, 4, "piece");
  add_line (curd, sugar, 200, "");
  add_line (lower, sponge, 1200, "g");
  add_line (lower, jam, 200, "g");
  add_line (lower, cream, 300, "g");
  add_line (upper, sponge, 600, "g");
  add_line (upper, curd, 150, "g");
  add_line (cake, lower, 1, "piece");
  add_line (cake, upper, 1, "piece");
}

/* The ids that follow. */
enum
{
  FLOUR = 1,
  EGGS,
  SUGAR,
  DAIRY,
  JAM,
};

enum
{
  SPONGE = 1,
  CREAM,
  CURD,
  LOWER,
  UPPER,
  WEDDING,
};

static void
test_two_tiers (void)
{
  g_auto(Shop) shop = { NULL };
  g_auto(BakeryExplosion) explosion = { NULL };
  g_autoptr(BakeryRecipeBook) book = NULL;

  shop_init (&shop);
  bake_wedding (&shop);
  book = bakery_recipe_book_new (shop.recipes, shop.items);
  explode (book, bakery_recipe_book_find (book, WEDDING), BAKERY_QUANTITY_ONE, &explosion);

  g_assert_cmpint (bakery_amounts_get (explosion.items, FLOUR), ==, 600000);
  g_assert_cmpint (bakery_amounts_get (explosion.items, EGGS), ==, 13200);
  g_assert_cmpint (bakery_amounts_get (explosion.items, SUGAR), ==, 90000);
  g_assert_cmpint (bakery_amounts_get (explosion.items, DAIRY), ==, 270000);
  g_assert_cmpint (bakery_amounts_get (explosion.items, JAM), ==, 200000);
  g_assert_cmpuint (explosion.items->len, ==, 5);
  g_assert_cmpint (bakery_amounts_get (explosion.recipes, SPONGE), ==, 1800000);
  g_assert_cmpint (bakery_amounts_get (explosion.recipes, CREAM), ==, 300000);
  g_assert_cmpint (bakery_amounts_get (explosion.recipes, CURD), ==, 150000);
  g_assert_cmpint (bakery_amounts_get (explosion.recipes, LOWER), ==, 1000);
  g_assert_cmpint (bakery_amounts_get (explosion.recipes, UPPER), ==, 1000);
  g_assert_cmpuint (explosion.recipes->len, ==, 6);

  /* 24.00 flour, 79.20 eggs at 6.00, 4.50 sugar, 81.00 cream, 80.00 jam. */
  g_assert_cmpint (bakery_recipe_book_get_cost (book, &explosion), ==, 2400 + 7920 + 450 + 8100 + 8000);
}

static void
test_what_it_contains (void)
{
  g_auto(Shop) shop = { NULL };
  g_autoptr(BakeryRecipeBook) book = NULL;
  g_auto(GStrv) all = NULL;
  g_auto(GStrv) without = NULL;
  BakeryRecipe *sponge;

  shop_init (&shop);
  bake_wedding (&shop);
  book = bakery_recipe_book_new (shop.recipes, shop.items);
  all = bakery_recipe_book_dup_allergens (book, bakery_recipe_book_find (book, WEDDING));
  g_assert_cmpstrv (all, ((const char *[]) { "eggs", "gluten", "milk", NULL }));

  sponge = shop.recipes->pdata[SPONGE - 1];
  sponge->overrides_allergens = TRUE;
  without = bakery_recipe_book_dup_allergens (book, bakery_recipe_book_find (book, WEDDING));
  g_assert_cmpstrv (without, ((const char *[]) { "eggs", "milk", NULL }));
}

static void
test_what_is_missing (void)
{
  g_auto(Shop) shop = { NULL };
  g_autoptr(BakeryRecipeBook) book = NULL;
  const BakeryRecipe *cake;
  BakeryInventoryItem *dairy;
  BakeryInventoryItem *eggs;

  shop_init (&shop);
  bake_wedding (&shop);
  book = bakery_recipe_book_new (shop.recipes, shop.items);
  cake = bakery_recipe_book_find (book, WEDDING);
  dairy = shop.items->pdata[DAIRY - 1];
  eggs = shop.items->pdata[EGGS - 1];
  g_assert_true (bakery_recipe_book_find_missing (book, cake) == bakery_recipe_book_find_item (book, FLOUR));

  for (guint i = 0; i < shop.items->len; i++)
    ((BakeryInventoryItem *) shop.items->pdata[i])->quantity = 1000 * BAKERY_QUANTITY_ONE;
  dairy->quantity = 269999;
  g_assert_true (bakery_recipe_book_find_missing (book, cake) == dairy);
  dairy->quantity = 270000;
  g_assert_null (bakery_recipe_book_find_missing (book, cake));
  eggs->reserved = eggs->quantity;
  g_assert_true (bakery_recipe_book_find_missing (book, cake) == eggs);
}

/* A third of a box each makes one box for three, however they are asked for. */
static void
test_rounded_once (void)
{
  g_auto(Shop) shop = { NULL };
  g_autoptr(BakeryRecipeBook) book = NULL;
  g_auto(BakeryExplosion) one = { NULL };
  g_auto(BakeryExplosion) three = { NULL };
  BakeryInventoryItem *box;
  BakeryRecipe *muffins;

  shop_init (&shop);
  box = add_item (&shop, BAKERY_UNIT_PIECE, 0, NULL);
  muffins = add_recipe (&shop, "Muffins", 3, "piece");
  add_line (muffins, box, 1, "piece");
  book = bakery_recipe_book_new (shop.recipes, shop.items);

  explode (book, muffins, BAKERY_QUANTITY_ONE, &one);
  explode (book, muffins, 3 * BAKERY_QUANTITY_ONE, &three);
  g_assert_cmpint (bakery_amounts_get (one.items, box->base.id), ==, 334);
  g_assert_cmpint (bakery_amounts_get (three.items, box->base.id), ==, 1000);
}

static void
assert_refused (const BakeryRecipeBook *book,
                const BakeryRecipe     *recipe,
                const char             *sentence)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  bakery_recipe_book_check (book, recipe, violations);
  domain_assert_violations (violations, sentence);
}

static void
test_refused (void)
{
  g_auto(Shop) shop = { NULL };
  g_autoptr(BakeryRecipeBook) book = NULL;
  g_autoptr(BakeryRecipe) changed = NULL;
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  g_auto(BakeryExplosion) explosion = { NULL };
  g_autoptr(GError) error = NULL;
  BakeryInventoryItem *flour;
  BakeryRecipe *a, *b, *c;

  shop_init (&shop);
  flour = add_item (&shop, BAKERY_UNIT_G, 0, NULL);
  a = add_recipe (&shop, "A", 1, "kg");
  b = add_recipe (&shop, "B", 1, "kg");
  c = add_recipe (&shop, "C", 1, "kg");
  add_line (a, b, 1, "kg");
  add_line (b, c, 1, "kg");
  book = bakery_recipe_book_new (shop.recipes, shop.items);
  assert_refused (book, a, "");

  changed = bakery_recipe_copy (c);
  add_line (changed, a, 1, "kg");
  assert_refused (book, changed, "lines: “C” would be made of itself.");
  g_ptr_array_set_size (changed->lines, 0);
  add_line (changed, flour, 1, "l");
  add_line (changed, changed, 1, "kg");
  assert_refused (book, changed,
                  "lines[0].unit: “l” cannot be converted into “g”.; lines: “C” would be made of itself.");
  g_ptr_array_set_size (changed->lines, 0);
  ((BakeryEntity *) flour)->id = 77;
  add_line (changed, flour, 1, "g");
  assert_refused (book, changed, "lines[0].item: There is no such item in this store.");
  ((BakeryEntity *) flour)->id = 1;

  add_line (c, a, 1, "kg");
  bakery_amounts_add (demands, a->base.id, BAKERY_QUANTITY_ONE);
  g_assert_false (bakery_recipe_explode (book, demands, &explosion, &error));
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID);
}

static void
test_too_much (void)
{
  g_auto(Shop) shop = { NULL };
  g_autoptr(BakeryRecipeBook) book = NULL;
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  g_auto(BakeryExplosion) explosion = { NULL };
  g_autoptr(GError) error = NULL;
  BakeryRecipe *last = NULL;

  shop_init (&shop);
  for (guint i = 0; i < BAKERY_RECIPE_MAXIMUM_DEPTH; i++)
    {
      BakeryRecipe *recipe = add_recipe (&shop, "Deep", 1, "piece");

      if (last != NULL)
        add_line (recipe, last, 100, "piece");
      last = recipe;
    }
  book = bakery_recipe_book_new (shop.recipes, shop.items);
  assert_refused (book, last, "");
  bakery_amounts_add (demands, last->base.id, BAKERY_QUANTITY_ONE);
  g_assert_false (bakery_recipe_explode (book, demands, &explosion, &error));
  domain_assert_violations (bakery_error_peek_violations (error), "lines: “Deep” asks for more than can be counted.");
}

/* --- Whatever the recipes are --- */

/* A store with recipes that use only earlier ones, in amounts and yields by chance. */
static void
fill_by_chance (Shop *shop)
{
  shop_init (shop);
  for (guint i = 0; i < 8; i++)
    add_item (shop, BAKERY_UNIT_G, 100 * (i + 1), NULL);
  for (guint i = 0; i < 12; i++)
    {
      BakeryRecipe *recipe = add_recipe (shop, "R", g_test_rand_int_range (1, 2000), "g");

      recipe->loss = g_test_rand_int_range (0, 3000);
      for (guint j = 0; j < 4; j++)
        {
          gboolean is_item = i == 0 || g_test_rand_bit ();
          GPtrArray *what = is_item ? shop->items : shop->recipes;
          guint n = is_item ? shop->items->len : i;

          add_line (recipe, what->pdata[g_test_rand_int_range (0, (gint32) n)], g_test_rand_int_range (1, 300), "g");
        }
    }
}

/* Twice as much takes no more than twice as much of the same items. */
static void
test_any (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_auto(Shop) shop = { NULL };
      g_autoptr(BakeryRecipeBook) book = NULL;
      g_auto(BakeryExplosion) once = { NULL };
      g_auto(BakeryExplosion) twice = { NULL };
      gint64 quantity = g_test_rand_int_range (1, 5000);
      const BakeryRecipe *recipe;

      fill_by_chance (&shop);
      book = bakery_recipe_book_new (shop.recipes, shop.items);
      recipe = shop.recipes->pdata[g_test_rand_int_range (0, 6)];
      explode (book, recipe, quantity, &once);
      explode (book, recipe, 2 * quantity, &twice);
      g_assert_cmpuint (once.items->len, ==, twice.items->len);
      for (guint i = 0; i < once.items->len; i++)
        {
          const BakeryAmount *one = &g_array_index (once.items, BakeryAmount, i);
          const BakeryAmount *two = &g_array_index (twice.items, BakeryAmount, i);

          g_assert_cmpint (one->id, ==, two->id);
          g_assert_cmpint (one->quantity, >, 0);
          g_assert_cmpint (two->quantity, <=, 2 * one->quantity);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recipe/two-tiers", test_two_tiers);
  g_test_add_func ("/recipe/what-it-contains", test_what_it_contains);
  g_test_add_func ("/recipe/what-is-missing", test_what_is_missing);
  g_test_add_func ("/recipe/rounded-once", test_rounded_once);
  g_test_add_func ("/recipe/refused", test_refused);
  g_test_add_func ("/recipe/too-much", test_too_much);
  g_test_add_func ("/recipe/any", test_any);

  return g_test_run ();
}
