/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stock and the bake list as the console has them from its cache: what waits to be sent counts at once, levels go down when
 * accepted orders are baked, and what is made survives an order that comes late. */

#include "config.h"

#include "console-bake-reader.h"
#include "console-cache-entities.h"
#include "console-fixture.h"
#include "console-stock.h"

#include "bakery-time.h"
#include "bakery-unmet-demand.h"

#define STORE 1
#define CREAM 11
#define SPONGE 21
#define GATEAU 22
#define CAKE 31
#define FIRST_ORDER 41
#define LATE_ORDER 42
#define MILLILITRE BAKERY_QUANTITY_ONE
#define PIECE BAKERY_QUANTITY_ONE

/* When the work on the orders begins: the day after the fixture's noon, at six. */
#define START (CONSOLE_FIXTURE_NOW + 18 * BAKERY_HOUR)

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static BakeryInventoryItem *
new_cream (void)
{
  BakeryInventoryItem *cream = bakery_inventory_item_new ();

  cream->base.id = CREAM;
  cream->base.revision = 5;
  cream->store = STORE;
  cream->unit = BAKERY_UNIT_ML;
  cream->quantity = 5000 * MILLILITRE;
  cream->threshold = 1500 * MILLILITRE;
  cream->pack_quantity = 1000 * MILLILITRE;
  cream->pack_cost = 320;
  cream->active = TRUE;
  set_text (&cream->name, "Fresh cream");
  set_text (&cream->currency, "EUR");

  return cream;
}

static BakeryRecipe *
new_recipe (gint64      id,
            const char *name,
            gint64      cake,
            gint64      item,
            gint64      base,
            gint64      quantity,
            const char *unit)
{
  BakeryRecipe *recipe = bakery_recipe_new ();
  BakeryRecipeLine *line = bakery_recipe_line_new ();

  recipe->base.id = id;
  recipe->base.revision = 1;
  recipe->store = STORE;
  recipe->cake = cake;
  recipe->yield_quantity = PIECE;
  set_text (&recipe->name, name);
  line->item = item;
  line->recipe = base;
  line->quantity = quantity;
  set_text (&line->unit, unit);
  g_clear_pointer (&recipe->lines, g_ptr_array_unref);
  recipe->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (recipe->lines, line);

  return recipe;
}

static BakeryOrder *
new_order (gint64 id,
           gint64 quantity,
           int    stage)
{
  BakeryOrder *order = bakery_order_new ();
  BakeryOrderLine *line = bakery_order_line_new ();

  order->base.id = id;
  order->base.revision = 1;
  order->number = 1000 + id;
  order->store = STORE;
  order->stage = stage;
  order->latest_start_at = START;
  order->due_at = START + 4 * BAKERY_HOUR;
  line->cake = CAKE;
  line->quantity = quantity;
  set_text (&line->name, "Cream gateau");
  g_clear_pointer (&order->lines, g_ptr_array_unref);
  order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->lines, line);

  return order;
}

static gboolean
write_entity (BakeryConnection    *connection,
              ConsoleCacheChanges *changes,
              gpointer             user_data,
              GError             **error)
{
  return console_cache_put_entity (connection, user_data, changes, error);
}

static void
put (ConsoleFixture *console,
     gpointer        entity)
{
  console_fixture_write (console, write_entity, entity);
  bakery_entity_unref (entity);
}

/* A gateau takes two sponges' worth of 500 ml cream each: three levels from the cake to what is in stock. */
static ConsoleFixture *
start (void)
{
  ConsoleFixture *console = console_fixture_new (0);

  put (console, new_cream ());
  put (console, new_recipe (SPONGE, "Cream layer", 0, CREAM, 0, 500 * MILLILITRE, "ml"));
  put (console, new_recipe (GATEAU, "Cream gateau", CAKE, 0, SPONGE, 2 * PIECE, "piece"));
  put (console, new_order (FIRST_ORDER, 3, BAKERY_STAGE_CONFIRMED));

  return console;
}

/* Waiting */

typedef struct
{
  gpointer result;
  gboolean is_done;
} Answer;

static gboolean
is_done (gpointer user_data)
{
  return ((Answer *) user_data)->is_done;
}

static void
stock_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  Answer *answer = user_data;

  answer->result = console_stock_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  g_assert_no_error (error);
  answer->is_done = TRUE;
}

static ConsoleStock *
read_stock (ConsoleFixture *console)
{
  Answer answer = { NULL };

  console_stock_read_async (console->repository, STORE, NULL, stock_cb, &answer);
  console_fixture_wait (is_done, &answer);

  return answer.result;
}

static void
bake_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  Answer *answer = user_data;

  answer->result = console_bake_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  g_assert_no_error (error);
  answer->is_done = TRUE;
}

static ConsoleBake *
read_bake (ConsoleFixture *console)
{
  Answer answer = { NULL };

  console_bake_read_async (console->repository, STORE, START, 1, NULL, bake_cb, &answer);
  console_fixture_wait (is_done, &answer);

  return answer.result;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryEntity) saved = console_repository_save_entity_finish (CONSOLE_REPOSITORY (source), result, &error);
  Answer *answer = user_data;

  g_assert_no_error (error);
  g_assert_nonnull (saved);
  answer->is_done = TRUE;
}

static void
post (ConsoleFixture *console,
      gconstpointer   entity)
{
  Answer answer = { NULL };

  console_repository_save_entity_async (console->repository, NULL, entity, NULL, saved_cb, &answer);
  console_fixture_wait (is_done, &answer);
}

static void
post_movement (ConsoleFixture    *console,
               BakeryMovementKind kind,
               gint64             amount)
{
  g_autoptr(BakeryStockMovement) movement = bakery_stock_movement_new ();

  movement->store = STORE;
  movement->item = CREAM;
  movement->kind = (int) kind;
  movement->amount = amount;
  movement->at = CONSOLE_FIXTURE_NOW;
  set_text (&movement->unit, "ml");
  set_text (&movement->reason, "Spoiled");
  post (console, movement);
}

/* Five litres, three gateaux of a litre each tomorrow at six: two litres then, and nothing low. */
static void
test_projection (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  g_autoptr(ConsoleStock) stock = read_stock (console);
  const BakeryProjection *cream = console_stock_get_projection (stock, CREAM);
  g_autoptr(GArray) purchases = console_stock_list_purchases (stock);

  g_assert_cmpint (bakery_projection_get_level (cream, START - BAKERY_HOUR), ==, 5000 * MILLILITRE);
  g_assert_cmpint (bakery_projection_get_level (cream, START), ==, 2000 * MILLILITRE);
  g_assert_cmpint (console_stock_get_state (stock, CREAM), ==, CONSOLE_STOCK_ENOUGH);
  g_assert_cmpuint (purchases->len, ==, 0);
}

/* What is posted offline counts at once: waste makes the item low, a count says how much there is, a purchase fills it up. */
static void
test_waiting_movements (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  g_autoptr(ConsoleStock) wasted = NULL, counted = NULL, filled = NULL;
  g_autoptr(GArray) purchases = NULL;
  g_autoptr(GPtrArray) lots = NULL;

  post_movement (console, BAKERY_MOVEMENT_WASTE, 1000 * MILLILITRE);
  wasted = read_stock (console);
  g_assert_cmpint (console_stock_find_item (wasted, CREAM)->quantity, ==, 4000 * MILLILITRE);
  g_assert_cmpint (console_stock_get_state (wasted, CREAM), ==, CONSOLE_STOCK_LOW);
  purchases = console_stock_list_purchases (wasted);
  g_assert_cmpuint (purchases->len, ==, 1);
  g_assert_cmpint (g_array_index (purchases, ConsolePurchase, 0).packs, ==, 1);
  g_assert_cmpint (g_array_index (purchases, ConsolePurchase, 0).cost, ==, 320);

  post_movement (console, BAKERY_MOVEMENT_COUNT, 2500 * MILLILITRE);
  counted = read_stock (console);
  g_assert_cmpint (console_stock_find_item (counted, CREAM)->quantity, ==, 2500 * MILLILITRE);
  g_assert_cmpint (console_stock_get_state (counted, CREAM), ==, CONSOLE_STOCK_SHORT);

  post_movement (console, BAKERY_MOVEMENT_COUNT, 2600 * MILLILITRE);
  post_movement (console, BAKERY_MOVEMENT_PURCHASE, 2900 * MILLILITRE);
  filled = read_stock (console);
  lots = console_stock_list_lots (filled, CREAM);
  g_assert_cmpint (console_stock_find_item (filled, CREAM)->quantity, ==, 5500 * MILLILITRE);
  g_assert_cmpint (console_stock_get_state (filled, CREAM), ==, CONSOLE_STOCK_ENOUGH);
  g_assert_cmpuint (lots->len, ==, 1);
}

/* Where more was wasted than there was, the lot that comes in has made that good, as it will on the server; one that is counted
 * down has no more than was counted. */
static void
test_waiting_shortage (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  g_autoptr(ConsoleStock) filled = NULL, counted = NULL;
  g_autoptr(GPtrArray) lots = NULL, left = NULL;

  post_movement (console, BAKERY_MOVEMENT_WASTE, 5200 * MILLILITRE);
  post_movement (console, BAKERY_MOVEMENT_PURCHASE, 1000 * MILLILITRE);
  filled = read_stock (console);
  lots = console_stock_list_lots (filled, CREAM);
  g_assert_cmpint (console_stock_find_item (filled, CREAM)->quantity, ==, 800 * MILLILITRE);
  g_assert_cmpuint (lots->len, ==, 1);
  g_assert_cmpint (((BakeryInventoryLot *) g_ptr_array_index (lots, 0))->remaining, ==, 800 * MILLILITRE);

  post_movement (console, BAKERY_MOVEMENT_COUNT, 0);
  counted = read_stock (console);
  left = console_stock_list_lots (counted, CREAM);
  g_assert_cmpuint (left->len, ==, 0);
}

/* An answered movement whose item has not come with the feed yet is told by its balance, and not twice. */
static void
test_newer_balance (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  BakeryStockMovement *movement = bakery_stock_movement_new ();
  g_autoptr(ConsoleStock) stock = NULL;

  movement->base.id = 77;
  movement->base.revision = 6;
  movement->store = STORE;
  movement->item = CREAM;
  movement->kind = BAKERY_MOVEMENT_WASTE;
  movement->quantity = -1000 * MILLILITRE;
  movement->balance = 4000 * MILLILITRE;
  put (console, movement);
  stock = read_stock (console);

  g_assert_cmpint (console_stock_find_item (stock, CREAM)->quantity, ==, 4000 * MILLILITRE);
}

/* Two litres are left after the first order: two more gateaux leave nothing, three fall short by a litre. */
static void
test_accept (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  g_autoptr(ConsoleStock) stock = read_stock (console);
  g_autoptr(BakeryOrder) two = new_order (LATE_ORDER, 2, BAKERY_STAGE_PENDING);
  g_autoptr(BakeryOrder) three = new_order (LATE_ORDER, 3, BAKERY_STAGE_PENDING);
  BakeryAcceptance acceptance;

  g_assert_true (console_stock_accept (stock, two, &acceptance));
  g_assert_cmpint (acceptance.item, ==, CREAM);
  g_assert_cmpint (acceptance.leaves, ==, 0);
  g_assert_cmpint (acceptance.short_at, ==, 0);

  g_assert_true (console_stock_accept (stock, three, &acceptance));
  g_assert_cmpint (acceptance.short_by, ==, 1000 * MILLILITRE);
  g_assert_cmpint (acceptance.short_at, ==, START);
}

static void
assert_row (const ConsoleBake *bake,
            gint64             recipe,
            gint64             needed,
            gint64             made)
{
  for (guint i = 0; i < bake->list->rows->len; i++)
    {
      const BakeryBakeRow *row = &g_array_index (bake->list->rows, BakeryBakeRow, i);

      if (row->recipe == recipe)
        {
          g_assert_cmpint (row->needed, ==, needed);
          g_assert_cmpint (row->made, ==, made);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
test_bake_list (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  g_autoptr(BakeryBakeMark) mark = bakery_bake_mark_new ();
  g_autoptr(ConsoleBake) fresh = NULL, ticked = NULL, late = NULL;

  fresh = read_bake (console);
  assert_row (fresh, GATEAU, 3 * PIECE, 0);
  assert_row (fresh, SPONGE, 6 * PIECE, 0);

  mark->store = STORE;
  mark->recipe = GATEAU;
  mark->quantity = 3 * PIECE;
  g_free (mark->day);
  mark->day = bakery_bake_list_dup_day_name (fresh->list, g_array_index (fresh->list->days, gint64, 0));
  post (console, mark);
  ticked = read_bake (console);
  assert_row (ticked, GATEAU, 3 * PIECE, 3 * PIECE);

  put (console, new_order (LATE_ORDER, 2, BAKERY_STAGE_CONFIRMED));
  late = read_bake (console);
  assert_row (late, GATEAU, 5 * PIECE, 3 * PIECE);
  assert_row (late, SPONGE, 10 * PIECE, 0);
}

static void
put_lot (ConsoleFixture *console,
         gint64          id,
         int             days,
         gint64          remaining)
{
  BakeryInventoryLot *lot = bakery_inventory_lot_new ();

  lot->base.id = id;
  lot->store = STORE;
  lot->item = CREAM;
  lot->use_by = CONSOLE_FIXTURE_NOW + days * BAKERY_DAY;
  lot->quantity = lot->remaining = remaining;
  put (console, lot);
}

static void
check_ageing (ConsoleFixture *console,
              gint64          quantity,
              int             days)
{
  g_autoptr(ConsoleStock) stock = read_stock (console);
  gint64 use_by;

  g_assert_cmpint (console_stock_get_ageing (stock, CREAM, &use_by), ==, quantity);
  g_assert_cmpint (use_by, ==, quantity > 0 ? CONSOLE_FIXTURE_NOW + days * BAKERY_DAY : 0);
}

/* What has two days left is to be used first; once something is past its date, that alone is spoken of. */
static void
test_ageing (void)
{
  g_autoptr(ConsoleFixture) console = start ();

  put_lot (console, 1, 3, 500 * MILLILITRE);
  check_ageing (console, 0, 0);
  put_lot (console, 2, 2, 400 * MILLILITRE);
  put_lot (console, 3, 1, 30 * MILLILITRE);
  check_ageing (console, 430 * MILLILITRE, 1);
  put_lot (console, 4, -1, 7 * MILLILITRE);
  check_ageing (console, 7 * MILLILITRE, -1);
}

static void
put_movement (ConsoleFixture    *console,
              gint64             id,
              BakeryMovementKind kind,
              gint64             quantity,
              gint64             at)
{
  BakeryStockMovement *movement = bakery_stock_movement_new ();

  movement->base.id = id;
  movement->store = STORE;
  movement->item = CREAM;
  movement->kind = (int) kind;
  movement->quantity = quantity;
  movement->at = at;
  put (console, movement);
}

/* A share of what left the stock, what was taken back not counted, nor what is longer ago. */
static void
test_waste (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  g_autoptr(ConsoleStock) stock = NULL;
  gint64 used;

  put_movement (console, 1, BAKERY_MOVEMENT_CONSUME, -900 * MILLILITRE, CONSOLE_FIXTURE_NOW - BAKERY_DAY);
  put_movement (console, 2, BAKERY_MOVEMENT_WASTE, -150 * MILLILITRE, CONSOLE_FIXTURE_NOW - BAKERY_DAY);
  put_movement (console, 3, BAKERY_MOVEMENT_WASTE, 50 * MILLILITRE, CONSOLE_FIXTURE_NOW);
  put_movement (console, 4, BAKERY_MOVEMENT_WASTE, -5000 * MILLILITRE, CONSOLE_FIXTURE_NOW - 15 * BAKERY_DAY);
  put_movement (console, 5, BAKERY_MOVEMENT_PURCHASE, 800 * MILLILITRE, CONSOLE_FIXTURE_NOW);
  stock = read_stock (console);
  g_assert_cmpint (console_stock_get_waste (stock, CREAM, &used), ==, 100 * MILLILITRE);
  g_assert_cmpint (used, ==, 1000 * MILLILITRE);
}

static void
put_unmet (ConsoleFixture *console,
           gint64          id,
           const char     *day,
           const char     *cake,
           gint64          requests)
{
  BakeryUnmetDemand *demand = bakery_unmet_demand_new ();

  demand->base.id = id;
  demand->store = STORE;
  demand->cake = CAKE;
  demand->requests = requests;
  set_text (&demand->day, day);
  set_text (&demand->cake_name, cake);
  put (console, demand);
}

/* What was asked for in vain comes with the days it was wanted on, the most wanted first. */
static void
test_unmet_demand (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  g_autoptr(ConsoleBake) before = read_bake (console), after = NULL;
  const gint64 first = g_array_index (before->list->days, gint64, 0), second = g_array_index (before->list->days, gint64, 1);
  g_autofree char *day = bakery_bake_list_dup_day_name (before->list, first);
  g_autofree char *next_day = bakery_bake_list_dup_day_name (before->list, second);

  g_assert_cmpuint (before->unmet->len, ==, 0);
  put_unmet (console, 1, day, "Black Forest", 2);
  put_unmet (console, 2, day, "Red Velvet", 7);
  put_unmet (console, 3, next_day, "Lemon Drizzle", 9);
  after = read_bake (console);
  g_assert_cmpuint (after->unmet->len, ==, 2);
  g_assert_cmpstr (((const BakeryUnmetDemand *) g_ptr_array_index (after->unmet, 0))->cake_name, ==, "Red Velvet");
  g_assert_cmpint (((const BakeryUnmetDemand *) g_ptr_array_index (after->unmet, 1))->requests, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stock/projection", test_projection);
  g_test_add_func ("/stock/waiting-movements", test_waiting_movements);
  g_test_add_func ("/stock/waiting-shortage", test_waiting_shortage);
  g_test_add_func ("/stock/newer-balance", test_newer_balance);
  g_test_add_func ("/stock/accept", test_accept);
  g_test_add_func ("/stock/bake-list", test_bake_list);
  g_test_add_func ("/stock/ageing", test_ageing);
  g_test_add_func ("/stock/waste", test_waste);
  g_test_add_func ("/stock/unmet-demand", test_unmet_demand);

  return g_test_run ();
}
