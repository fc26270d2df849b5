/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value of the stock over time: what the cache says, from what it keeps added up, is held against what this test makes of
 * the movements one by one. The shops are in time zones whose clocks change and have days that begin after midnight; their
 * movements come in any order, some twice, and some are taken back. */

#include "config.h"

#include "sales-shop.h"

#include "console-sales-orders.h"
#include "console-sales-report.h"

#include "bakery-business-day.h"
#include "bakery-time.h"

#define TODAY (FIRST_DAY + N_DAYS - 1)

/* An item that the shop had not from the beginning. */
#define LATE_ITEM 17
#define LATE_DAY 400

static BakeryInventoryItem *
make_item (gint64 id,
           gint64 store,
           gint64 quantity,
           gint64 pack_quantity,
           gint64 pack_cost)
{
  BakeryInventoryItem *item = bakery_inventory_item_new ();

  item->base.id = id;
  item->store = store;
  item->active = TRUE;
  item->quantity = quantity;
  item->pack_quantity = pack_quantity;
  item->pack_cost = pack_cost;

  return item;
}

/* Writes a movement, and keeps it beside the cache. */
static void
move (Shop  *shop,
      gint64 id,
      gint64 item,
      int    kind,
      gint64 quantity,
      gint64 balance,
      gint64 at)
{
  BakeryStockMovement *movement = shop_make_movement (id, 2, kind, quantity, 0, at);

  movement->item = item;
  movement->balance = balance;
  shop_put (shop, movement);
  g_ptr_array_add (shop->movements, movement);
}

static gint64
get_end (int day)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();
  BakeryBusinessDay found;

  g_free (store->time_zone);
  store->time_zone = g_strdup (shop_get_time_zone (2));
  store->day_cutoff_minutes = shop_get_cutoff (2);
  bakery_business_day_init (&found, store, FIRST_DAY + day);

  return found.end;
}

/* What all tests look at, made once. */
typedef struct
{
  Shop      *shop;
  GPtrArray *items;
} Fixture;

/* In the shop in New York: an item that is first counted in the middle, has less than nothing for a while, and of which a
 * purchase is taken back days later; movements at the very ends of the days on which the clocks change. */
static void
set_up (Fixture *self)
{
  static const int changes[] = { 1, 128, 366, 492, 730 };
  Shop *shop = shop_new_with_years ();
  BakeryInventoryItem *late = make_item (LATE_ITEM, 2, 5 * BAKERY_QUANTITY_ONE, 7 * BAKERY_QUANTITY_ONE, 331);
  gint64 id = 2000;

  move (shop, id++, LATE_ITEM, BAKERY_MOVEMENT_PURCHASE, 9000, 9000, get_end (LATE_DAY + 20));
  move (shop, id++, LATE_ITEM, BAKERY_MOVEMENT_CONSUME, -8500, -4000, get_end (LATE_DAY + 10) - 1);
  move (shop, id++, LATE_ITEM, BAKERY_MOVEMENT_COUNT, 4500, 4500, get_end (LATE_DAY));
  move (shop, id++, LATE_ITEM, BAKERY_MOVEMENT_PURCHASE, 3000, 8000, get_end (LATE_DAY + 50));
  move (shop, id++, LATE_ITEM, BAKERY_MOVEMENT_PURCHASE, -3000, 5000, get_end (LATE_DAY + 53));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      move (shop, id++, 2, BAKERY_MOVEMENT_PURCHASE, 700 * BAKERY_QUANTITY_ONE, 0, get_end (changes[i]) - 1);
      move (shop, id++, 2, BAKERY_MOVEMENT_WASTE, -600 * BAKERY_QUANTITY_ONE, 0, get_end (changes[i]));
    }
  shop_put (shop, late);

  self->shop = shop;
  self->items = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (self->items, late);
  g_ptr_array_add (self->items, make_item (2, 2, 2500 * BAKERY_QUANTITY_ONE, 1000 * BAKERY_QUANTITY_ONE, 500));
}

/* By another way: from the entities, movement by movement. */
static gint64
find_value (const Fixture *self,
            int            day)
{
  gint64 value = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (self->items, i);
      gint64 quantity = item->quantity;

      for (guint j = 0; j < self->shop->movements->len; j++)
        {
          const BakeryStockMovement *movement = g_ptr_array_index (self->shop->movements, j);

          if (movement->item == item->base.id && shop_find_day (2, movement->at) > day)
            quantity -= movement->quantity;
        }
      if (quantity > 0)
        value += (quantity * item->pack_cost + item->pack_quantity - 1) / item->pack_quantity;
    }

  return value;
}

static ConsoleSalesReport *
read_report (const Fixture          *self,
             ConsoleDayRange         days,
             ConsoleDayRange         others,
             ConsoleSalesStockDetail detail)
{
  g_autoptr(ConsoleSalesQuery) query = console_sales_query_new ();
  g_autoptr(GError) error = NULL;
  const gint64 store = 2;
  ConsoleSalesReport *report;

  query->days = days;
  query->others = others;
  query->today = TODAY;
  query->stock = detail;
  g_array_append_val (query->stores, store);
  report = console_sales_report_read (self->shop->connection, query, &error);
  g_assert_no_error (error);

  return report;
}

static const ConsoleDayRange nothing = { 0, -1 };

static void
test_days (gconstpointer data)
{
  const Fixture *self = data;
  g_autoptr(ConsoleSalesReport) report =
    read_report (self, (ConsoleDayRange) { FIRST_DAY - 3, TODAY + 2 }, nothing, CONSOLE_SALES_STOCK_BY_DAY);
  guint n_changes = 0;

  for (int day = FIRST_DAY - 3; day <= TODAY; day++)
    {
      const gint64 *value = &report->stock_values[day - FIRST_DAY + 3];

      g_assert_cmpint (*value, ==, day < TODAY ? find_value (self, day) : report->stock_value);
      n_changes += day > FIRST_DAY - 3 && value[0] != value[-1];
    }
  g_assert_cmpuint (n_changes, >, 50);
  g_assert_cmpint (report->stock_value, ==, 1250 + 237);
  g_assert_cmpint (report->stock_values[N_DAYS + 3], ==, 0);
  g_assert_cmpint (report->stock_values[N_DAYS + 4], ==, 0);
}

/* Whichever days are asked for, and whether they are the ones that are wanted or those that they are compared with. */
static void
test_parts (gconstpointer data)
{
  const Fixture *self = data;

  for (int first = FIRST_DAY; first < TODAY - 60; first += 37)
    {
      const ConsoleDayRange days = { first, first + first % 50 };
      g_autoptr(ConsoleSalesReport) wanted = read_report (self, days, nothing, CONSOLE_SALES_STOCK_BY_DAY);
      g_autoptr(ConsoleSalesReport) compared =
        read_report (self, (ConsoleDayRange) { TODAY, TODAY }, days, CONSOLE_SALES_STOCK_BY_MONTH);

      for (int i = 0; i < CONSOLE_DAY_RANGE_LENGTH (days); i++)
        {
          g_assert_cmpint (wanted->stock_values[i], ==, find_value (self, days.first + i));
          g_assert_cmpint (compared->other_stock_values[i], ==, wanted->stock_values[i]);
        }
    }
}

static void
test_months (gconstpointer data)
{
  const Fixture *self = data;

  for (int last = TODAY; last > FIRST_DAY; last -= 61)
    {
      const ConsoleDayRange days = { MAX (FIRST_DAY, last - 250), last };
      g_autoptr(ConsoleSalesReport) report = read_report (self, days, nothing, CONSOLE_SALES_STOCK_BY_MONTH);

      for (int day = days.first; day <= days.last; day++)
        {
          if (day == days.last || console_day_get_month (day + 1) == day + 1)
            g_assert_cmpint (report->stock_values[day - days.first], ==,
                             day < TODAY ? find_value (self, day) : report->stock_value);
        }
    }
}

static void
test_not_wanted (gconstpointer data)
{
  const Fixture *self = data;
  g_autoptr(ConsoleSalesReport) report =
    read_report (self, (ConsoleDayRange) { TODAY - 1, TODAY }, nothing, CONSOLE_SALES_WITHOUT_STOCK);

  g_assert_cmpint (report->stock_value, >, 0);
  g_assert_cmpint (report->stock_values[1], ==, 0);
}

/* What waits to be sent has happened when somebody said that it did: a waste of days ago, and a purchase of now. */
static void
test_waiting (gconstpointer data)
{
  const Fixture *self = data;
  const ConsoleDayRange days = { TODAY - 30, TODAY };
  g_autoptr(BakeryStockMovement) waste = shop_make_movement (-1, 2, BAKERY_MOVEMENT_WASTE, 0, 0, get_end (N_DAYS - 12));
  g_autoptr(BakeryStockMovement) purchase = shop_make_movement (-2, 2, BAKERY_MOVEMENT_PURCHASE, 0, 0, 0);
  g_autoptr(ConsoleSalesReport) report = NULL;

  waste->amount = 500 * BAKERY_QUANTITY_ONE;
  purchase->amount = 1000 * BAKERY_QUANTITY_ONE;
  purchase->created_at = get_end (N_DAYS - 2) + BAKERY_MINUTE;
  shop_put (self->shop, waste);
  shop_put (self->shop, purchase);
  report = read_report (self, days, nothing, CONSOLE_SALES_STOCK_BY_DAY);

  for (int day = days.first; day < TODAY; day++)
    g_assert_cmpint (report->stock_values[day - days.first], ==,
                     find_value (self, day) - (day >= TODAY - 10 ? 250 : 0));
  g_assert_cmpint (report->stock_value, ==, 1250 + 237 - 250 + 500);
  g_assert_cmpint (report->stock_values[30], ==, report->stock_value);
}

/* The answer to what was posted here is there before the item comes again. */
static void
test_answered (gconstpointer data)
{
  const Fixture *self = data;
  const ConsoleDayRange days = { TODAY - 30, TODAY };
  g_autoptr(ConsoleSalesReport) before = read_report (self, days, nothing, CONSOLE_SALES_STOCK_BY_DAY);
  g_autoptr(BakeryStockMovement) waste = shop_make_movement (5000, 2, BAKERY_MOVEMENT_WASTE, -500 * BAKERY_QUANTITY_ONE, 250,
                                                             get_end (N_DAYS - 2) + BAKERY_MINUTE);
  g_autoptr(ConsoleSalesReport) after = NULL;

  waste->base.revision = 9;
  waste->balance = 2000 * BAKERY_QUANTITY_ONE;
  shop_put (self->shop, waste);
  after = read_report (self, days, nothing, CONSOLE_SALES_STOCK_BY_DAY);

  for (int i = 0; i < 30; i++)
    g_assert_cmpint (after->stock_values[i], ==, before->stock_values[i]);
  g_assert_cmpint (after->stock_value, ==, before->stock_value - 250);
  g_assert_cmpint (after->stock_values[30], ==, after->stock_value);
}

/* Behind a day is what there was of each item, and comes to the value of the day. */
static void
test_behind (gconstpointer data)
{
  const Fixture *self = data;
  g_autoptr(ConsoleSalesReport) report =
    read_report (self, (ConsoleDayRange) { FIRST_DAY, TODAY }, nothing, CONSOLE_SALES_STOCK_BY_DAY);

  for (int day = FIRST_DAY; day <= TODAY; day += 10)
    {
      const ConsoleSalesSlice slice = {
        .days = { day - 6, day }, .weekday = -1, .hour = -1, .subject = CONSOLE_SALES_OF_STOCK,
      };
      g_autoptr(GError) error = NULL;
      g_autoptr(ConsoleSalesOrders) found = console_sales_orders_read (self->shop->connection, report->query, &slice, &error);
      gint64 sum = 0;

      g_assert_no_error (error);
      for (guint i = 0; i < found->entries->len; i++)
        sum += ((const ConsoleSalesEntry *) g_ptr_array_index (found->entries, i))->amount;
      g_assert_cmpint (sum, ==, report->stock_values[day - FIRST_DAY]);
      g_assert_cmpint (found->sum, ==, sum);
      g_assert_cmpuint (found->n_entries, ==, day <= FIRST_DAY + LATE_DAY || (day > FIRST_DAY + LATE_DAY + 9 &&
                                                                              day < FIRST_DAY + LATE_DAY + 21) ? 1 : 2);
    }
}

int
main (int   argc,
      char *argv[])
{
  Fixture self;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  set_up (&self);

  g_test_add_data_func ("/sales-stock/days", &self, test_days);
  g_test_add_data_func ("/sales-stock/parts", &self, test_parts);
  g_test_add_data_func ("/sales-stock/months", &self, test_months);
  g_test_add_data_func ("/sales-stock/not-wanted", &self, test_not_wanted);
  g_test_add_data_func ("/sales-stock/behind", &self, test_behind);
  g_test_add_data_func ("/sales-stock/waiting", &self, test_waiting);
  g_test_add_data_func ("/sales-stock/answered", &self, test_answered);

  result = g_test_run ();
  g_ptr_array_unref (self.items);
  shop_free (self.shop);

  return result;
}
