/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The price engine as properties over random orders, the fee of a delivery, and the schedule of an order. */

#include "config.h"

#include "bakery-error.h"
#include "bakery-money.h"
#include "bakery-price.h"
#include "bakery-time.h"

#define LINES_MOST 20

static gsize
fill_lines (BakeryPriceLine lines[LINES_MOST])
{
  gsize n_lines = g_test_rand_int_range (0, LINES_MOST + 1);
  gsize i;

  for (i = 0; i < n_lines; i++)
    lines[i] = (BakeryPriceLine) { g_test_rand_int_range (0, 100000),
                                   g_test_rand_int_range (-30000, 30000),
                                   g_test_rand_int_range (1, 100),
                                   -1 }
  ;

  return n_lines;
}

static BakeryPrice
compute (BakeryPriceLine *lines,
         gsize            n_lines,
         gint64           tax_rate,
         gint64           fee)
{
  g_autoptr(GError) error = NULL;
  BakeryPrice price = { 0 };

  g_assert_true (bakery_price_compute (lines, n_lines, tax_rate, fee, &price, &error));
  g_assert_no_error (error);

  return price;
}

static void
test_sums (void)
{
  int i;
  gsize j;

  for (i = 0; i < 2000; i++)
    {
      BakeryPriceLine lines[LINES_MOST];
      gsize n_lines = fill_lines (lines);
      gint64 rate = g_test_rand_int_range (0, 10001);
      gint64 fee = g_test_rand_int_range (0, 10000);
      BakeryPrice price = compute (lines, n_lines, rate, fee);
      gint64 subtotal = 0;

      for (j = 0; j < n_lines; j++)
        {
          g_assert_cmpint (lines[j].total,
                           ==,
                           MAX (lines[j].unit_price + lines[j].options_price, 0) * lines[j].quantity);
          subtotal += lines[j].total;
        }
      g_assert_cmpint (price.subtotal, ==, subtotal);
      g_assert_cmpint (ABS (price.tax * 10000 - subtotal * rate), <=, 5000);
      g_assert_cmpint (price.delivery_fee, ==, fee);
      g_assert_cmpint (price.total, ==, price.subtotal + price.tax + fee);
    }
}

static void
test_order_of_lines (void)
{
  int i;

  for (i = 0; i < 500; i++)
    {
      BakeryPriceLine lines[LINES_MOST];
      gsize n_lines = fill_lines (lines);
      BakeryPrice price = compute (lines, n_lines, 725, 0);
      gsize j;

      for (j = n_lines; j > 1; j--)
        {
          gsize other = g_test_rand_int_range (0, (gint32) j);
          BakeryPriceLine line = lines[other];

          lines[other] = lines[j - 1];
          lines[j - 1] = line;
        }
      g_assert_cmpint (compute (lines, n_lines, 725, 0).total, ==, price.total);
    }
}

static void
test_more_costs_no_less (void)
{
  int i;

  for (i = 0; i < 500; i++)
    {
      BakeryPriceLine lines[LINES_MOST] = { { 1, 0, 1, 0 } };
      gsize n_filled = fill_lines (lines);
      gsize n_lines = MAX (n_filled, 1);
      BakeryPrice price = compute (lines, n_lines, 1800, 0);

      lines[g_test_rand_int_range (0, (gint32) n_lines)].quantity++;
      g_assert_cmpint (compute (lines, n_lines, 1800, 0).total, >=, price.total);
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    BakeryPriceLine line;
    gint64          rate;
    gint64          fee;
    gboolean        is_valid;
  } cases[] = {
    { { BAKERY_MONEY_MAXIMUM, 0, 1, 0 }, 0, 0, TRUE },
    { { BAKERY_MONEY_MAXIMUM, 0, 1, 0 }, 0, 1, FALSE },
    { { BAKERY_MONEY_MAXIMUM, 0, 1, 0 }, 1, 0, FALSE },
    { { BAKERY_MONEY_MAXIMUM, 0, 10000, 0 }, 10000, 0, FALSE },
    { { 1, -5, 10000, 0 }, 0, 0, TRUE },
    { { 1, 0, 10001, 0 }, 0, 0, FALSE },
    { { 1, 0, 0, 0 }, 0, 0, FALSE },
    { { 1, 0, -1, 0 }, 0, 0, FALSE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BakeryPriceLine line = cases[i].line;
      BakeryPrice price = { 4711, 0, 0, 0 };
      g_autoptr(GError) error = NULL;
      gboolean is_valid = bakery_price_compute (&line, 1, cases[i].rate, cases[i].fee, &price, &error);

      g_assert_cmpint (is_valid, ==, cases[i].is_valid);
      if (!is_valid)
        {
          g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID);
          g_assert_cmpint (price.subtotal, ==, 4711);
        }
    }
}

static BakeryStore *
new_store (const char *zones)
{
  BakeryStore *store = bakery_store_new ();

  store->tax_rate = 500;
  store->delivery_fee = 9900;
  store->lead_time_minutes = 60;
  store->delivery_minutes = 45;
  store->zones = zones != NULL ? json_from_string (zones, NULL) : NULL;

  return store;
}

static void
add_line (BakeryOrder *order,
          gint64       unit_price,
          gint64       quantity,
          gint64       work_minutes,
          gint64       lead_time_minutes)
{
  BakeryOrderLine *line = bakery_order_line_new ();

  line->unit_price = unit_price;
  line->quantity = quantity;
  line->work_minutes = work_minutes;
  line->lead_time_minutes = lead_time_minutes;
  if (order->lines == NULL)
    order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->lines, line);
}

static void
test_fees (void)
{
  static const char zones[] =
    "[{\"name\":\"town\",\"radius_metres\":5000,\"fee\":\"50.00\"},"
    "{\"name\":\"near\",\"radius_metres\":1000,\"fee\":\"0\"},"
    "{\"name\":\"far\",\"radius_metres\":20000,\"fee\":\"120\"}]";
  static const struct
  {
    BakeryFulfilment fulfilment;
    gint64           distance;
    const char      *zones;
    gint64           fee;
  } cases[] = {
    { BAKERY_FULFILMENT_DELIVERY, 1, zones, 0 },
    { BAKERY_FULFILMENT_DELIVERY, 1000, zones, 0 },
    { BAKERY_FULFILMENT_DELIVERY, 1001, zones, 5000 },
    { BAKERY_FULFILMENT_DELIVERY, 20000, zones, 12000 },
    { BAKERY_FULFILMENT_DELIVERY, 20001, zones, 9900 },
    { BAKERY_FULFILMENT_DELIVERY, 0, zones, 9900 },
    { BAKERY_FULFILMENT_DELIVERY, 10, "[]", 9900 },
    { BAKERY_FULFILMENT_DELIVERY, 10, NULL, 9900 },
    { BAKERY_FULFILMENT_PICKUP, 1001, zones, 0 },
    { BAKERY_FULFILMENT_PICKUP, 0, NULL, 0 },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BakeryStore) store = new_store (cases[i].zones);
      g_autoptr(BakeryOrder) order = bakery_order_new ();
      g_autoptr(GError) error = NULL;

      order->fulfilment = cases[i].fulfilment;
      order->distance_metres = cases[i].distance;
      add_line (order, 55010, 2, 0, 0);
      g_assert_true (bakery_order_price (order, store, &error));
      g_assert_no_error (error);
      g_assert_cmpint (order->delivery_fee, ==, cases[i].fee);
      g_assert_cmpint (order->subtotal, ==, 110020);
      g_assert_cmpint (order->tax, ==, 5501);
      g_assert_cmpint (order->total_price, ==, 115521 + cases[i].fee);
      g_assert_cmpint (((BakeryOrderLine *) g_ptr_array_index (order->lines, 0))->total, ==, 110020);
    }
}

static void
test_number_of_lines (void)
{
  g_autoptr(BakeryStore) store = new_store (NULL);
  g_autoptr(BakeryOrder) order = bakery_order_new ();
  g_autoptr(GError) error = NULL;
  int i;

  for (i = 0; i < BAKERY_ORDER_LINES_MAXIMUM; i++)
    add_line (order, 100, 1, 0, 0);
  g_assert_true (bakery_order_price (order, store, &error));
  g_assert_no_error (error);
  add_line (order, 100, 1, 0, 0);
  g_assert_false (bakery_order_price (order, store, &error));
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID);
}

/* Two lines: 30 and 20 minutes of work, 60 and 90 of lead time; the way takes 45, the store's lead time is 60. */
static void
test_schedule (void)
{
  static const struct
  {
    BakeryFulfilment fulfilment;
    const char      *placed;
    const char      *due;
    const char      *promised;
    const char      *latest_start;
  } cases[] = {
    { BAKERY_FULFILMENT_PICKUP, "2026-01-31T09:00:00Z", "2026-02-01T12:00:00Z", "2026-02-01T12:00:00Z",
      "2026-02-01T09:40:00Z" },
    { BAKERY_FULFILMENT_DELIVERY, "2026-01-31T09:00:00Z", "2026-02-01T12:00:00Z", "2026-02-01T12:00:00Z",
      "2026-02-01T08:55:00Z" },
    { BAKERY_FULFILMENT_PICKUP, "2026-01-31T09:00:00Z", NULL, "2026-01-31T12:20:00Z", "2026-01-31T10:00:00Z" },
    { BAKERY_FULFILMENT_PICKUP, "2026-01-31T09:00:01Z", NULL, "2026-01-31T12:25:00Z", "2026-01-31T10:05:00Z" },
    { BAKERY_FULFILMENT_PICKUP, "2026-01-31T09:04:59.999999Z", NULL, "2026-01-31T12:25:00Z", "2026-01-31T10:05:00Z" },
    { BAKERY_FULFILMENT_DELIVERY, "2026-01-31T23:00:00Z", NULL, "2026-02-01T03:05:00Z", "2026-02-01T00:00:00Z" },
  };
  g_autoptr(BakeryStore) store = new_store (NULL);
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BakeryOrder) order = bakery_order_new ();
      g_autofree char *due = NULL;
      g_autofree char *start = NULL;

      order->fulfilment = cases[i].fulfilment;
      g_assert_true (bakery_time_from_string (cases[i].placed, &order->order_date));
      if (cases[i].due != NULL)
        g_assert_true (bakery_time_from_string (cases[i].due, &order->due_at));
      add_line (order, 1, 1, 30, 60);
      add_line (order, 1, 1, 20, 90);
      bakery_order_schedule (order, store);

      due = bakery_time_to_string (order->due_at);
      start = bakery_time_to_string (order->latest_start_at);
      g_assert_cmpint (order->work_minutes, ==, 50);
      g_assert_cmpstr (due, ==, cases[i].promised);
      g_assert_cmpstr (start, ==, cases[i].latest_start);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/price/sums", test_sums);
  g_test_add_func ("/price/order-of-lines", test_order_of_lines);
  g_test_add_func ("/price/more-costs-no-less", test_more_costs_no_less);
  g_test_add_func ("/price/refusals", test_refusals);
  g_test_add_func ("/price/fees", test_fees);
  g_test_add_func ("/price/number-of-lines", test_number_of_lines);
  g_test_add_func ("/price/schedule", test_schedule);

  return g_test_run ();
}
