/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bake list and the purchase list on paper and in files: each thing to make with its weight, what it takes from stock, and
 * what to buy with packs and cost. The PDF is read back by another program. */

#include "config.h"

#include "console-bake-sheet.h"
#include "console-cache-entities.h"
#include "console-fixture.h"
#include "console-purchase-view.h"

#include "bakery-time.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#define STORE 1
#define FLOUR 11
#define SPONGE 21
#define GATEAU 22
#define CAKE 31
#define ORDER 41
#define ONE BAKERY_QUANTITY_ONE
#define START (CONSOLE_FIXTURE_NOW + 18 * BAKERY_HOUR)

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
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

static BakeryInventoryItem *
create_flour (void)
{
  BakeryInventoryItem *flour = bakery_inventory_item_new ();

  flour->base.id = FLOUR;
  flour->store = STORE;
  flour->unit = BAKERY_UNIT_G;
  flour->quantity = 500 * ONE;
  flour->threshold = 1000 * ONE;
  flour->pack_quantity = 2500 * ONE;
  flour->pack_cost = 123456;
  flour->active = TRUE;
  set_text (&flour->name, "Flour");
  set_text (&flour->supplier, "@Mill, Sons");
  set_text (&flour->currency, "EUR");

  return flour;
}

static BakeryRecipe *
create_recipe (gint64      id,
               const char *name,
               BakeryUnit  unit,
               gint64      yield,
               gint64      item,
               gint64      base,
               gint64      quantity)
{
  BakeryRecipe *recipe = bakery_recipe_new ();
  BakeryRecipeLine *line = bakery_recipe_line_new ();

  recipe->base.id = id;
  recipe->store = STORE;
  recipe->cake = base != 0 ? CAKE : 0;
  g_assert_true (bakery_enum_from_string (&bakery_units, bakery_base_units.names[unit], &recipe->yield_unit));
  recipe->yield_quantity = yield;
  set_text (&recipe->name, name);
  line->item = item;
  line->recipe = base;
  line->quantity = quantity;
  set_text (&line->unit, "g");
  recipe->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (recipe->lines, line);

  return recipe;
}

static BakeryOrder *
create_order (void)
{
  BakeryOrder *order = bakery_order_new ();
  BakeryOrderLine *line = bakery_order_line_new ();

  order->base.id = ORDER;
  order->store = STORE;
  order->stage = BAKERY_STAGE_CONFIRMED;
  order->latest_start_at = START;
  order->due_at = START + 4 * BAKERY_HOUR;
  line->cake = CAKE;
  line->quantity = 3;
  set_text (&line->name, "Gâteau");
  order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->lines, line);

  return order;
}

/* A gâteau takes 185.567 g of sponge, and a kilogram of that 600 g of flour. */
static ConsoleFixture *
start (void)
{
  ConsoleFixture *console = console_fixture_new (0);

  put (console, create_flour ());
  put (console, create_recipe (SPONGE, "Sponge", BAKERY_UNIT_G, 1000 * ONE, FLOUR, 0, 600 * ONE));
  put (console, create_recipe (GATEAU, "Gâteau", BAKERY_UNIT_PIECE, ONE, 0, SPONGE, 185567));

  return console;
}

static ConsoleStock *
read_stock (ConsoleFixture *console,
            GPtrArray      *orders)
{
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (console);
  g_autoptr(ConsoleStockQuery) query = console_stock_query_new (console->repository, STORE);
  g_autoptr(GError) error = NULL;
  ConsoleStock *stock = console_stock_read (connection, query, orders, &error);

  g_assert_no_error (error);

  return stock;
}

/* The sheet's text on paper, its columns beside each other. How wide a space is in a narrow column is the reader's guess. */
static char *
dup_paper (ConsoleSheet *sheet)
{
  g_autofree char *folder = g_dir_make_tmp ("sweetspot-paper-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "paper.pdf", NULL);
  const char *const command[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr(GSubprocess) reader = NULL;
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_assert_true (console_sheet_export (sheet, path, &error));
  g_assert_no_error (error);
  reader = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (reader, NULL, NULL, &text, NULL, &error));
  g_assert_true (g_subprocess_get_successful (reader));
  g_unlink (path);
  g_rmdir (folder);

  return text;
}

static void
assert_line (const char *text,
             const char *pattern)
{
  if (!g_regex_match_simple (pattern, text, G_REGEX_MULTILINE, 0))
    g_error ("No line like “%s” in:\n%s", pattern, text);
}

static void
test_bake_list (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func (bakery_entity_unref), marks = g_ptr_array_new ();
  g_autoptr(ConsoleStock) stock = NULL;
  g_autoptr(ConsoleSheet) sheet = NULL;
  g_auto(ConsoleCalendar) calendar = { 0 };
  g_autofree char *text = NULL;
  ConsoleBake bake = { NULL };

  g_ptr_array_add (orders, create_order ());
  stock = read_stock (console, orders);
  bake.stock = stock;
  bake.list = bakery_bake_list_new (console_stock_get_book (stock), orders, marks, "UTC", CONSOLE_FIXTURE_NOW + BAKERY_DAY, 1,
                                    CONSOLE_FIXTURE_NOW);
  console_calendar_init (&calendar, "UTC", CONSOLE_FIXTURE_NOW);
  sheet = console_bake_sheet_new (&bake, &calendar, "Rosewood Bakery");
  text = dup_paper (sheet);

  assert_line (text, "^ *Rosewood Bakery$");
  assert_line (text, "· Cakes$");
  assert_line (text, "^☐ {1,9}Gâteau +from 06:00 +3 +0 +3$");
  assert_line (text, "☐ +Sponge +from 06:00 +557 ?g +0 ?g +557 ?g$");
  assert_line (text, "^ *Flour +334 ?g +500 ?g$");
  bakery_bake_list_free (bake.list);
}

/* The flour is below its threshold: one pack brings it above. In a spreadsheet its supplier is no formula. */
static void
test_purchases (void)
{
  g_autoptr(ConsoleFixture) console = start ();
  g_autoptr(GPtrArray) orders = g_ptr_array_new ();
  g_autoptr(ConsoleStock) stock = read_stock (console, orders);
  g_autoptr(ConsolePurchaseView) view = g_object_ref_sink (g_object_new (CONSOLE_TYPE_PURCHASE_VIEW, NULL));
  g_autoptr(ConsoleSheet) sheet = NULL;
  g_auto(ConsoleCalendar) calendar = { 0 };
  g_autofree char *csv = NULL, *text = NULL;

  console_calendar_init (&calendar, "UTC", CONSOLE_FIXTURE_NOW);
  g_assert_cmpuint (console_purchase_view_show (view, stock, &calendar), ==, 1);
  sheet = console_purchase_view_create_sheet (view, "Rosewood Bakery");
  csv = console_sheet_dup_csv (sheet);
  text = dup_paper (sheet);

  g_assert_cmpstr (csv, ==, "Item,Supplier,Pack,Packs,Quantity,Unit,Cost,Currency\r\n"
                   "Flour,\"'@Mill, Sons\",2500,1,2500,g,1234.56,EUR\r\n");
  assert_line (text, "^ *Rosewood Bakery$");
  assert_line (text, "^ *Flour +@Mill, Sons +2\\.5 ?kg +1 +2\\.5 ?kg +1,234\\.56$");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/stock-papers/bake-list", test_bake_list);
  g_test_add_func ("/stock-papers/purchases", test_purchases);

  return g_test_run ();
}
