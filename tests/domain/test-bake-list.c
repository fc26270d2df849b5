/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bake list by an example worked out by hand: cakes of two tiers with three fillings, and sheet cakes, of one sponge.
 *
 *   syrup     500 g sugar make 1 l; two days before
 *   sponge    600 g flour, 600 g sugar, 12 eggs and 200 ml syrup make 2 kg, of which 10 % are trimmed; 5 kg fit the mixer;
 *             the day before
 *   tiers     1.2 kg and 0.6 kg sponge make one
 *   sheet     0.9 kg sponge makes one
 *   raspberry 150 ml cream and 200 g raspberries fill one cake
 *   chocolate 250 ml cream and 120 g chocolate fill one
 *   vanilla   300 ml cream fill one
 *
 * Two cakes of tiers with all fillings and one sheet ask for 2 × 1.8 + 0.9 = 4.5 kg sponge; 4.5 / 0.9 = 5 kg are made. These
 * are 2.5 yields: 1.5 kg flour, 1.5 kg sugar, 30 eggs and 0.5 l syrup, which takes 0.25 kg sugar more. The fillings take
 * 2 × (150 + 250 + 300) = 1.4 l cream, 0.4 kg raspberries and 0.24 kg chocolate. */

#include "bakery-bake-list.h"
#include "bakery-bake-plan.h"
#include "bakery-time.h"

#define GRAM BAKERY_QUANTITY_ONE
#define PIECE BAKERY_QUANTITY_ONE

enum
{
  FLOUR = 1,
  SUGAR,
  EGGS,
  CREAM,
  RASPBERRIES,
  DARK_CHOCOLATE,
};

enum
{
  SYRUP = 1,
  SPONGE,
  TIERS,
  SHEET,
  RASPBERRY,
  CHOCOLATE,
  VANILLA,
};

/* Cakes and options have the ids of their recipes, a hundred higher. */
#define OF(recipe) ((recipe) + 100)
#define PLAIN_CAKE 200

typedef struct
{
  BakeryRecipeBook *book;
  GPtrArray        *orders;
  GPtrArray        *marks;
  gint64            now; /* 0 for a time before all days */
} Bench;

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (bakery_time_from_string (text, &time));

  return time;
}

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
add_item (GPtrArray  *items,
          gint64      id,
          const char *name,
          BakeryUnit  unit)
{
  BakeryInventoryItem *item = bakery_inventory_item_new ();

  item->base.id = id;
  item->unit = (int) unit;
  set_text (&item->name, name);
  g_ptr_array_add (items, item);
}

static BakeryRecipe *
add_recipe (GPtrArray  *recipes,
            gint64      id,
            const char *name,
            gint64      yield,
            BakeryUnit  unit)
{
  BakeryRecipe *recipe = bakery_recipe_new ();

  g_assert_true (bakery_enum_from_string (&bakery_units, bakery_base_units.names[unit], &recipe->yield_unit));
  recipe->base.id = id;
  recipe->yield_quantity = yield;
  set_text (&recipe->name, name);
  g_clear_pointer (&recipe->lines, g_ptr_array_unref);
  recipe->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (recipes, recipe);

  return recipe;
}

static void
use (BakeryRecipe *recipe,
     gint64        item,
     gint64        base,
     const char   *unit,
     gint64        quantity)
{
  BakeryRecipeLine *line = bakery_recipe_line_new ();

  line->item = item;
  line->recipe = base;
  line->quantity = quantity;
  set_text (&line->unit, unit);
  g_ptr_array_add (recipe->lines, line);
}

static GPtrArray *
create_items (void)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (bakery_entity_unref);

  add_item (items, FLOUR, "Flour", BAKERY_UNIT_G);
  add_item (items, SUGAR, "Sugar", BAKERY_UNIT_G);
  add_item (items, EGGS, "Eggs", BAKERY_UNIT_PIECE);
  add_item (items, CREAM, "Cream", BAKERY_UNIT_ML);
  add_item (items, RASPBERRIES, "Raspberries", BAKERY_UNIT_G);
  add_item (items, DARK_CHOCOLATE, "Dark chocolate", BAKERY_UNIT_G);

  return items;
}

static GPtrArray *
create_recipes (void)
{
  GPtrArray *recipes = g_ptr_array_new_with_free_func (bakery_entity_unref);
  BakeryRecipe *syrup = add_recipe (recipes, SYRUP, "Syrup", 1000 * GRAM, BAKERY_UNIT_ML);
  BakeryRecipe *sponge = add_recipe (recipes, SPONGE, "Sponge", 2000 * GRAM, BAKERY_UNIT_G);
  BakeryRecipe *tiers = add_recipe (recipes, TIERS, "Two tiers", PIECE, BAKERY_UNIT_PIECE);
  BakeryRecipe *sheet = add_recipe (recipes, SHEET, "Sheet cake", PIECE, BAKERY_UNIT_PIECE);
  BakeryRecipe *raspberry = add_recipe (recipes, RASPBERRY, "Raspberry filling", PIECE, BAKERY_UNIT_PIECE);
  BakeryRecipe *chocolate = add_recipe (recipes, CHOCOLATE, "Chocolate filling", PIECE, BAKERY_UNIT_PIECE);
  BakeryRecipe *vanilla = add_recipe (recipes, VANILLA, "Vanilla filling", PIECE, BAKERY_UNIT_PIECE);

  syrup->hours_before = 48;
  use (syrup, SUGAR, 0, "g", 500 * GRAM);
  sponge->hours_before = 24;
  sponge->loss = 1000;
  sponge->batch_quantity = 5000 * GRAM;
  use (sponge, FLOUR, 0, "g", 600 * GRAM);
  use (sponge, SUGAR, 0, "g", 600 * GRAM);
  use (sponge, EGGS, 0, "piece", 12 * PIECE);
  use (sponge, 0, SYRUP, "ml", 200 * GRAM);
  tiers->cake = OF (TIERS);
  use (tiers, 0, SPONGE, "kg", 1200);
  use (tiers, 0, SPONGE, "g", 600 * GRAM);
  sheet->cake = OF (SHEET);
  use (sheet, 0, SPONGE, "g", 900 * GRAM);
  raspberry->option = OF (RASPBERRY);
  use (raspberry, CREAM, 0, "ml", 150 * GRAM);
  use (raspberry, RASPBERRIES, 0, "g", 200 * GRAM);
  chocolate->option = OF (CHOCOLATE);
  use (chocolate, CREAM, 0, "ml", 250 * GRAM);
  use (chocolate, DARK_CHOCOLATE, 0, "g", 120 * GRAM);
  vanilla->option = OF (VANILLA);
  use (vanilla, CREAM, 0, "ml", 300 * GRAM);

  return recipes;
}

static BakeryOrder *
add_order (Bench      *bench,
           gint64      cake,
           const char *name,
           gint64      quantity,
           const char *start)
{
  BakeryOrder *order = bakery_order_new ();
  BakeryOrderLine *line = bakery_order_line_new ();

  line->cake = cake;
  line->quantity = quantity;
  set_text (&line->name, name);
  order->base.id = bench->orders->len + 1;
  order->number = 1000 + order->base.id;
  order->stage = BAKERY_STAGE_CONFIRMED;
  order->latest_start_at = at (start);
  g_clear_pointer (&order->lines, g_ptr_array_unref);
  order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->lines, line);
  g_ptr_array_add (bench->orders, order);

  return order;
}

static void
choose_fillings (BakeryOrder *order)
{
  BakeryOrderLine *line = g_ptr_array_index (order->lines, 0);
  const gint64 fillings[] = { OF (RASPBERRY), OF (CHOCOLATE), OF (VANILLA) };

  g_clear_pointer (&line->option_ids, g_array_unref);
  line->option_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (line->option_ids, fillings, G_N_ELEMENTS (fillings));
}

static void
mark (Bench      *bench,
      const char *day,
      gint64      recipe,
      gint64      cake,
      gint64      quantity)
{
  BakeryBakeMark *made = bakery_bake_mark_new ();

  set_text (&made->day, day);
  made->recipe = recipe;
  made->cake = cake;
  made->quantity = quantity;
  g_ptr_array_add (bench->marks, made);
}

/* On Saturday, in a zone five and a half hours ahead of UTC. */
static void
start (Bench *bench)
{
  g_autoptr(GPtrArray) items = create_items ();
  g_autoptr(GPtrArray) recipes = create_recipes ();

  bench->book = bakery_recipe_book_new (recipes, items);
  bench->now = 0;
  bench->orders = g_ptr_array_new_with_free_func (bakery_entity_unref);
  bench->marks = g_ptr_array_new_with_free_func (bakery_entity_unref);
  choose_fillings (add_order (bench, OF (TIERS), "Two tiers", 2, "2026-11-21T04:00:00Z"));
  add_order (bench, OF (SHEET), "Sheet cake", 1, "2026-11-21T06:40:00Z");
}

static void
finish (Bench *bench)
{
  bakery_recipe_book_free (bench->book);
  g_ptr_array_unref (bench->orders);
  g_ptr_array_unref (bench->marks);
}

static BakeryBakeList *
make_list (Bench      *bench,
           const char *day,
           guint       n_days)
{
  return bakery_bake_list_new (bench->book, bench->orders, bench->marks, "Asia/Kolkata", at (day), n_days, bench->now);
}

static const BakeryBakeRow *
find_row (const BakeryBakeList *list,
          const char           *name)
{
  for (guint i = 0; i < list->rows->len; i++)
    {
      const BakeryBakeRow *row = &g_array_index (list->rows, BakeryBakeRow, i);

      if (g_str_equal (row->name, name))
        return row;
    }

  return NULL;
}

static void
assert_row (const BakeryBakeList *list,
            const char           *name,
            BakeryBakeKind        kind,
            gint64                needed,
            gint64                made,
            gint64                to_make)
{
  const BakeryBakeRow *row = find_row (list, name);

  g_assert_nonnull (row);
  g_assert_cmpint (row->kind, ==, kind);
  g_assert_cmpint (row->needed, ==, needed);
  g_assert_cmpint (row->made, ==, made);
  g_assert_cmpint (row->to_make, ==, to_make);
}

/* Three days: syrup on Thursday, sponge on Friday, cakes and fillings on Saturday. */
static void
test_example (void)
{
  Bench bench;
  g_autoptr(BakeryBakeList) list = NULL;

  start (&bench);
  list = make_list (&bench, "2026-11-19T12:00:00Z", 3);

  g_assert_cmpuint (list->rows->len, ==, 7);
  assert_row (list, "Two tiers", BAKERY_BAKE_CAKE, 2 * PIECE, 0, 2 * PIECE);
  assert_row (list, "Sheet cake", BAKERY_BAKE_CAKE, PIECE, 0, PIECE);
  assert_row (list, "Raspberry filling", BAKERY_BAKE_BASE, 2 * PIECE, 0, 2 * PIECE);
  assert_row (list, "Chocolate filling", BAKERY_BAKE_BASE, 2 * PIECE, 0, 2 * PIECE);
  assert_row (list, "Vanilla filling", BAKERY_BAKE_BASE, 2 * PIECE, 0, 2 * PIECE);
  assert_row (list, "Sponge", BAKERY_BAKE_BASE, 5000 * GRAM, 0, 5000 * GRAM);
  assert_row (list, "Syrup", BAKERY_BAKE_PART, 500 * GRAM, 0, 500 * GRAM);
  g_assert_cmpint (find_row (list, "Sponge")->batches, ==, 1);

  g_assert_cmpint (find_row (list, "Syrup")->day, ==, at ("2026-11-18T18:30:00Z"));
  g_assert_cmpint (find_row (list, "Sponge")->day, ==, at ("2026-11-19T18:30:00Z"));
  g_assert_cmpint (find_row (list, "Sheet cake")->day, ==, at ("2026-11-20T18:30:00Z"));
  g_assert_cmpint (find_row (list, "Sponge")->first_at, ==, at ("2026-11-20T04:00:00Z"));
  g_assert_cmpstr (g_array_index (list->rows, BakeryBakeRow, 0).name, ==, "Syrup");

  g_assert_cmpint (bakery_amounts_get (list->items, FLOUR), ==, 1500 * GRAM);
  g_assert_cmpint (bakery_amounts_get (list->items, SUGAR), ==, 1750 * GRAM);
  g_assert_cmpint (bakery_amounts_get (list->items, EGGS), ==, 30 * PIECE);
  g_assert_cmpint (bakery_amounts_get (list->items, CREAM), ==, 1400 * GRAM);
  g_assert_cmpint (bakery_amounts_get (list->items, RASPBERRIES), ==, 400 * GRAM);
  g_assert_cmpint (bakery_amounts_get (list->items, DARK_CHOCOLATE), ==, 240 * GRAM);
  finish (&bench);
}

/* What the list takes from stock is what the server reserves for the orders. */
static void
test_agrees_with_reservations (void)
{
  Bench bench;
  g_autoptr(BakeryBakeList) list = NULL;
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  g_auto(BakeryExplosion) explosion = { NULL };

  start (&bench);
  list = make_list (&bench, "2026-11-19T12:00:00Z", 3);
  for (guint i = 0; i < bench.orders->len; i++)
    bakery_recipe_book_demand_order (bench.book, g_ptr_array_index (bench.orders, i), demands);
  g_assert_true (bakery_recipe_explode (bench.book, demands, &explosion, NULL));

  g_assert_cmpuint (explosion.items->len, ==, list->items->len);
  for (guint i = 0; i < explosion.items->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (explosion.items, BakeryAmount, i);

      g_assert_cmpint (bakery_amounts_get (list->items, amount->id), ==, amount->quantity);
    }
  finish (&bench);
}

/* Only what is made on the day is on the day's list. */
static void
test_one_day (void)
{
  Bench bench;
  g_autoptr(BakeryBakeList) friday = NULL;

  start (&bench);
  friday = make_list (&bench, "2026-11-20T12:00:00Z", 1);

  g_assert_cmpuint (friday->rows->len, ==, 1);
  assert_row (friday, "Sponge", BAKERY_BAKE_BASE, 5000 * GRAM, 0, 5000 * GRAM);
  g_assert_cmpint (bakery_amounts_get (friday->items, FLOUR), ==, 1500 * GRAM);
  g_assert_cmpint (bakery_amounts_get (friday->items, SUGAR), ==, 1500 * GRAM);
  g_assert_cmpint (bakery_amounts_get (friday->items, CREAM), ==, 0);
  finish (&bench);
}

/* A sheet more after the sponge was made: 0.9 / 0.9 = 1 kg is still to be made, in one batch. */
static void
test_late_order (void)
{
  Bench bench;
  g_autoptr(BakeryBakeList) before = NULL, after = NULL;

  start (&bench);
  mark (&bench, "2026-11-20", SPONGE, 0, 3000 * GRAM);
  mark (&bench, "2026-11-20", SPONGE, 0, 2000 * GRAM);
  mark (&bench, "2026-11-21", SHEET, 0, PIECE);
  mark (&bench, "2026-11-19", SHEET, 0, 7 * PIECE);
  before = make_list (&bench, "2026-11-20T12:00:00Z", 2);
  assert_row (before, "Sponge", BAKERY_BAKE_BASE, 5000 * GRAM, 5000 * GRAM, 0);
  assert_row (before, "Sheet cake", BAKERY_BAKE_CAKE, PIECE, PIECE, 0);
  g_assert_cmpint (find_row (before, "Sponge")->batches, ==, 0);

  add_order (&bench, OF (SHEET), "Sheet cake", 1, "2026-11-21T08:00:00Z");
  after = make_list (&bench, "2026-11-20T12:00:00Z", 2);
  assert_row (after, "Sponge", BAKERY_BAKE_BASE, 6000 * GRAM, 5000 * GRAM, 1000 * GRAM);
  assert_row (after, "Sheet cake", BAKERY_BAKE_CAKE, 2 * PIECE, PIECE, PIECE);
  g_assert_cmpint (find_row (after, "Sponge")->batches, ==, 1);
  finish (&bench);
}

/* What is ready was made, though nobody ticked it off; what waits or is cancelled asks for nothing. */
static void
test_stages (void)
{
  Bench bench;
  g_autoptr(BakeryBakeList) list = NULL;

  start (&bench);
  ((BakeryOrder *) g_ptr_array_index (bench.orders, 0))->stage = BAKERY_STAGE_READY;
  ((BakeryOrder *) g_ptr_array_index (bench.orders, 1))->stage = BAKERY_STAGE_BAKING;
  add_order (&bench, OF (SHEET), "Sheet cake", 40, "2026-11-21T08:00:00Z")->stage = BAKERY_STAGE_CANCELLED;
  add_order (&bench, OF (SHEET), "Sheet cake", 50, "2026-11-21T08:00:00Z")->stage = BAKERY_STAGE_PENDING;
  list = make_list (&bench, "2026-11-20T12:00:00Z", 2);

  assert_row (list, "Two tiers", BAKERY_BAKE_CAKE, 2 * PIECE, 2 * PIECE, 0);
  assert_row (list, "Sponge", BAKERY_BAKE_BASE, 5000 * GRAM, 4000 * GRAM, 1000 * GRAM);
  assert_row (list, "Sheet cake", BAKERY_BAKE_CAKE, PIECE, 0, PIECE);
  g_assert_cmpuint (list->n_waiting, ==, 1);
  g_assert_cmpuint (list->items->len, ==, 0);
  finish (&bench);
}

static void
test_sources (void)
{
  Bench bench;
  g_autoptr(BakeryBakeList) list = NULL;
  g_autoptr(GArray) sponge = NULL, sheet = NULL;

  start (&bench);
  list = make_list (&bench, "2026-11-20T12:00:00Z", 2);
  sponge = bakery_bake_list_dup_sources (list, find_row (list, "Sponge"));
  sheet = bakery_bake_list_dup_sources (list, find_row (list, "Sheet cake"));

  g_assert_cmpuint (sponge->len, ==, 2);
  g_assert_cmpint (g_array_index (sponge, BakeryBakeSource, 0).order->number, ==, 1001);
  g_assert_cmpint (g_array_index (sponge, BakeryBakeSource, 0).quantity, ==, 4000 * GRAM);
  g_assert_cmpint (g_array_index (sponge, BakeryBakeSource, 1).quantity, ==, 1000 * GRAM);
  g_assert_cmpuint (sheet->len, ==, 1);
  g_assert_cmpint (g_array_index (sheet, BakeryBakeSource, 0).order->number, ==, 1002);
  finish (&bench);
}

/* A cake without a recipe is baked as well; its ticks name the cake. */
static void
test_without_recipe (void)
{
  Bench bench;
  g_autoptr(BakeryBakeList) list = NULL;

  start (&bench);
  add_order (&bench, PLAIN_CAKE, "Grandmother's cake", 3, "2026-11-21T08:00:00Z");
  mark (&bench, "2026-11-21", 0, PLAIN_CAKE, 2 * PIECE);
  list = make_list (&bench, "2026-11-21T12:00:00Z", 1);

  assert_row (list, "Grandmother's cake", BAKERY_BAKE_CAKE, 3 * PIECE, 2 * PIECE, PIECE);
  finish (&bench);
}

/* On Saturday at ten. The sponge of Saturday's cakes was Friday's work; 3 of 5 kg were ticked off then, so 2 kg are left for
 * today. Nothing was taken from stock yet, so flour for all 5 kg is needed. */
static void
test_carried_over (void)
{
  Bench bench;
  g_autoptr(BakeryBakeList) today = NULL, yesterday = NULL, ready = NULL;
  g_autoptr(GArray) sources = NULL;

  start (&bench);
  bench.now = at ("2026-11-21T04:30:00Z");
  mark (&bench, "2026-11-20", SPONGE, 0, 3000 * GRAM);
  today = make_list (&bench, "2026-11-21T12:00:00Z", 1);
  assert_row (today, "Sponge", BAKERY_BAKE_BASE, 2000 * GRAM, 0, 2000 * GRAM);
  assert_row (today, "Sheet cake", BAKERY_BAKE_CAKE, PIECE, 0, PIECE);
  g_assert_cmpint (find_row (today, "Sponge")->day, ==, at ("2026-11-20T18:30:00Z"));
  g_assert_cmpuint (today->days->len, ==, 2);
  g_assert_cmpint (bakery_amounts_get (today->items, FLOUR), ==, 1500 * GRAM);
  sources = bakery_bake_list_dup_sources (today, find_row (today, "Sponge"));
  g_assert_cmpuint (sources->len, ==, 2);

  yesterday = make_list (&bench, "2026-11-20T12:00:00Z", 1);
  assert_row (yesterday, "Sponge", BAKERY_BAKE_BASE, 5000 * GRAM, 3000 * GRAM, 2000 * GRAM);

  ((BakeryOrder *) g_ptr_array_index (bench.orders, 0))->stage = BAKERY_STAGE_READY;
  ((BakeryOrder *) g_ptr_array_index (bench.orders, 1))->stage = BAKERY_STAGE_READY;
  ready = make_list (&bench, "2026-11-21T12:00:00Z", 1);
  g_assert_null (find_row (ready, "Sponge"));
  finish (&bench);
}

/* What was ticked off today counts for what was carried over; a cake that was not made yesterday is today's work. */
static void
test_late_cake (void)
{
  Bench bench;
  g_autoptr(BakeryBakeList) today = NULL;

  start (&bench);
  bench.now = at ("2026-11-22T04:30:00Z");
  mark (&bench, "2026-11-22", SHEET, 0, PIECE);
  add_order (&bench, OF (SHEET), "Sheet cake", 1, "2026-11-22T06:00:00Z");
  today = make_list (&bench, "2026-11-22T12:00:00Z", 2);
  assert_row (today, "Sheet cake", BAKERY_BAKE_CAKE, 2 * PIECE, PIECE, PIECE);
  assert_row (today, "Two tiers", BAKERY_BAKE_CAKE, 2 * PIECE, 0, 2 * PIECE);
  finish (&bench);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bake-list/example", test_example);
  g_test_add_func ("/bake-list/agrees-with-reservations", test_agrees_with_reservations);
  g_test_add_func ("/bake-list/one-day", test_one_day);
  g_test_add_func ("/bake-list/late-order", test_late_order);
  g_test_add_func ("/bake-list/stages", test_stages);
  g_test_add_func ("/bake-list/sources", test_sources);
  g_test_add_func ("/bake-list/without-recipe", test_without_recipe);
  g_test_add_func ("/bake-list/carried-over", test_carried_over);
  g_test_add_func ("/bake-list/late-cake", test_late_cake);

  return g_test_run ();
}
