/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Quantities and units: exact, or refused. */

#include "config.h"

#include "domain-fixture.h"

#include "bakery-error.h"
#include "bakery-inventory.h"

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    gint64      quantity;
  } good[] = {
    { "0", 0 }, { "1", 1000 }, { "0.001", 1 }, { "-2.5", -2500 }, { "1250.000", 1250000 }, { "9999999.999", 9999999999 },
  };
  static const char *const bad[] = { "", "1.0001", "1,5", "1e3", ".5", "10000000", " 1", "1 kg", NULL };
  gint64 quantity = 0;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (bakery_quantity_from_string (good[i].text, &quantity));
      g_assert_cmpint (quantity, ==, good[i].quantity);
    }
  for (i = 0; bad[i] != NULL; i++)
    g_assert_false (bakery_quantity_from_string (bad[i], &quantity));
}

static void
test_display (void)
{
  static const struct
  {
    gint64      quantity;
    BakeryUnit  unit;
    const char *text;
  } cases[] = {
    { 80000, BAKERY_UNIT_G, "80 g" }, { 500, BAKERY_UNIT_G, "0.5 g" }, { 999999, BAKERY_UNIT_G, "999.999 g" },
    { 1250000, BAKERY_UNIT_G, "1.25 kg" }, { 1000000, BAKERY_UNIT_ML, "1 l" }, { -1500000, BAKERY_UNIT_ML, "−1.5 l" },
    { 12000, BAKERY_UNIT_PIECE, "12" }, { 334, BAKERY_UNIT_PIECE, "0.334" }, { 0, BAKERY_UNIT_ML, "0 ml" },
    { 1234567, BAKERY_UNIT_G, "1.235 kg" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bakery_quantity_to_display (cases[i].quantity, cases[i].unit);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* As finely as one weighs, whatever the thousandths are; what is rounded up to a kilogram is one. */
static void
test_measure (void)
{
  static const struct
  {
    gint64      quantity;
    BakeryUnit  unit;
    const char *text;
  } cases[] = {
    { 556703, BAKERY_UNIT_G, "557 g" }, { 556499, BAKERY_UNIT_G, "556 g" }, { 100499, BAKERY_UNIT_ML, "100 ml" },
    { 99949, BAKERY_UNIT_G, "99.9 g" }, { 99951, BAKERY_UNIT_G, "100 g" }, { 12345, BAKERY_UNIT_G, "12.3 g" },
    { 9994, BAKERY_UNIT_G, "9.99 g" }, { 2333, BAKERY_UNIT_PIECE, "2.33" }, { 333, BAKERY_UNIT_G, "0.333 g" },
    { 999499, BAKERY_UNIT_G, "999 g" }, { 999500, BAKERY_UNIT_G, "1 kg" }, { 1556703, BAKERY_UNIT_ML, "1.557 l" },
    { -556703, BAKERY_UNIT_G, "−557 g" }, { 0, BAKERY_UNIT_G, "0 g" }, { 8000, BAKERY_UNIT_PIECE, "8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bakery_quantity_to_measure (cases[i].quantity, cases[i].unit);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_conversion (void)
{
  static const struct
  {
    BakeryUnit  base;
    const char *unit;
    gint64      amount;
    gint64      quantity;
    const char *problem;
  } cases[] = {
    { BAKERY_UNIT_G, "kg", 1500, 1500000, NULL },
    { BAKERY_UNIT_G, "", 7, 7, NULL },
    { BAKERY_UNIT_ML, "l", 1, 1000, NULL },
    { BAKERY_UNIT_G, "sack", 2000, 50000000, NULL },
    { BAKERY_UNIT_G, "pinch", 1000, 333, NULL },
    { BAKERY_UNIT_G, "pinch", 1, 0, "quantity: This many “pinch” are no exact number of “g”, or too many." },
    { BAKERY_UNIT_G, "l", 1000, 0, "unit: “l” cannot be converted into “g”." },
    { BAKERY_UNIT_PIECE, "kg", 1000, 0, "unit: “kg” cannot be converted into “piece”." },
    { BAKERY_UNIT_G, "tray", 1000, 0, "unit: “tray” cannot be converted into “g”." },
    { BAKERY_UNIT_G, "kg", BAKERY_QUANTITY_MAXIMUM, 0, "quantity: This many “kg” are no exact number of “g”, or too many." },
  };
  g_autoptr(JsonNode) own =
    json_from_string ("[{\"name\":\"sack\",\"quantity\":\"25000\"},{\"name\":\"pinch\",\"quantity\":\"0.333\"}]", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 quantity = 0;
      gint64 amount = 0;

      g_assert_cmpint (bakery_unit_to_base (cases[i].base, own, cases[i].unit, cases[i].amount, &quantity, &error), ==,
                       cases[i].problem == NULL);
      if (cases[i].problem != NULL)
        {
          g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID);
          domain_assert_violations (bakery_error_peek_violations (error), cases[i].problem);
          continue;
        }
      g_assert_cmpint (quantity, ==, cases[i].quantity);
      g_assert_true (bakery_unit_from_base (cases[i].base, own, cases[i].unit, quantity, &amount, NULL));
      g_assert_cmpint (amount, ==, cases[i].amount);
    }
}

/* Scaling never gives less than the exact result, and less than one thousandth more. */
static void
test_scaling (void)
{
  gint64 scaled = 0;
  gboolean is_exact;

  for (guint i = 0; i < 10000; i++)
    {
      gint64 quantity = g_test_rand_int_range (0, 1000000);
      gint64 numerator = g_test_rand_int_range (0, 100000);
      gint64 denominator = g_test_rand_int_range (100, 1000000);

      if (!bakery_quantity_scale (quantity, numerator, denominator, &scaled, &is_exact))
        {
          g_assert_cmpint (quantity * numerator / denominator, >=, BAKERY_QUANTITY_MAXIMUM);
          continue;
        }
      g_assert_cmpint (scaled * denominator, >=, quantity * numerator);
      g_assert_cmpint ((scaled - 1) * denominator, <, quantity * numerator);
      g_assert_cmpint (is_exact, ==, scaled * denominator == quantity * numerator);
    }
  g_assert_false (bakery_quantity_scale (BAKERY_QUANTITY_MAXIMUM, BAKERY_QUANTITY_MAXIMUM, 1, &scaled, NULL));
}

static void
test_own_units (void)
{
  static const char *const bad[] = {
    "{}", "[1]", "[{\"name\":\"tray\"}]", "[{\"name\":\"tray\",\"quantity\":2}]", "[{\"name\":\"tray\",\"quantity\":\"0\"}]",
    "[{\"name\":\"kg\",\"quantity\":\"2\"}]", "[{\"name\":\"\",\"quantity\":\"2\"}]",
    "[{\"name\":\"a\",\"quantity\":\"2\"},{\"name\":\"a\",\"quantity\":\"3\"}]", NULL,
  };

  for (guint i = 0; bad[i] != NULL; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"own_units\":%s}", bad[i]);
      g_autoptr(BakeryInventoryItem) item = bakery_inventory_item_new ();
      g_autoptr(BakeryViolations) violations =
        domain_read (item, json, BAKERY_DECODE_UPDATE, BAKERY_ROLE_MANAGER, FALSE);

      g_test_message ("%s", bad[i]);
      g_assert_true (bakery_violations_has_field (violations, "own_units"));
    }
}

static void
test_postings (void)
{
  static const struct
  {
    BakeryMovementKind kind;
    gint64             amount;
    const char        *reason;
    gint64             change;
    gint64             cost;
    const char        *problem;
  } cases[] = {
    { BAKERY_MOVEMENT_PURCHASE, 2000, "", 2000, 8, NULL },
    { BAKERY_MOVEMENT_WASTE, 2000, "Dropped", -2000, 8, NULL },
    { BAKERY_MOVEMENT_COUNT, 2000, "", -1000, 4, NULL },
    { BAKERY_MOVEMENT_COUNT, 0, "", -3000, 12, NULL },
    { BAKERY_MOVEMENT_WASTE, 2000, "", 0, 0, "reason: Say why it was thrown away." },
    { BAKERY_MOVEMENT_PURCHASE, 0, "", 0, 0, "amount: Say how much." },
    { BAKERY_MOVEMENT_RESERVE, 1, "", 0, 0, "kind: This follows from orders; post a purchase, a waste or a count." },
  };
  g_autoptr(BakeryInventoryItem) item = bakery_inventory_item_new ();

  item->pack_quantity = 1000000;
  item->pack_cost = 4000;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BakeryStockMovement) movement = bakery_stock_movement_new ();
      g_autoptr(BakeryViolations) violations = bakery_violations_new ();

      movement->kind = (int) cases[i].kind;
      movement->amount = cases[i].amount;
      g_free (movement->reason);
      movement->reason = g_strdup (cases[i].reason);
      g_assert_cmpint (bakery_stock_movement_settle (movement, item, 3000, FALSE, violations), ==, cases[i].problem == NULL);
      domain_assert_violations (violations, cases[i].problem != NULL ? cases[i].problem : "");
      g_assert_cmpint (movement->quantity, ==, cases[i].change);
      g_assert_cmpint (movement->cost, ==, cases[i].cost);
    }
}

static void
test_levels (void)
{
  g_autoptr(BakeryInventoryItem) item = bakery_inventory_item_new ();

  item->quantity = 5000;
  item->reserved = 2000;
  item->threshold = 3000;
  item->pack_quantity = 2000;
  g_assert_cmpint (bakery_inventory_item_get_free (item), ==, 3000);
  g_assert_false (bakery_inventory_item_is_low (item, item->reserved));
  item->threshold = 3001;
  g_assert_true (bakery_inventory_item_is_low (item, item->reserved));
  item->active = FALSE;
  g_assert_false (bakery_inventory_item_is_low (item, item->reserved));
  g_assert_false (bakery_inventory_item_is_short (item));
  item->reserved = 5001;
  g_assert_true (bakery_inventory_item_is_short (item));
  g_assert_cmpint (bakery_inventory_item_get_packs (item, 4001), ==, 3);
  g_assert_cmpint (bakery_inventory_item_get_packs (item, -1), ==, 0);
}

static void
test_lots (void)
{
  g_autoptr(BakeryInventoryLot) early = bakery_inventory_lot_new ();
  g_autoptr(BakeryInventoryLot) late = bakery_inventory_lot_new ();
  g_autoptr(BakeryInventoryLot) lasting = bakery_inventory_lot_new ();

  early->use_by = 10;
  early->received_at = 9;
  late->use_by = 20;
  lasting->received_at = 1;
  g_assert_cmpint (bakery_inventory_lot_compare (early, late), <, 0);
  g_assert_cmpint (bakery_inventory_lot_compare (late, early), >, 0);
  g_assert_cmpint (bakery_inventory_lot_compare (lasting, late), >, 0);
  g_assert_cmpint (bakery_inventory_lot_compare (late, lasting), <, 0);
  late->use_by = 10;
  g_assert_cmpint (bakery_inventory_lot_compare (late, early), <, 0);
  g_assert_cmpint (bakery_inventory_lot_compare (late, late), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/unit/text", test_text);
  g_test_add_func ("/unit/display", test_display);
  g_test_add_func ("/unit/measure", test_measure);
  g_test_add_func ("/unit/conversion", test_conversion);
  g_test_add_func ("/unit/scaling", test_scaling);
  g_test_add_func ("/unit/own-units", test_own_units);
  g_test_add_func ("/stock/postings", test_postings);
  g_test_add_func ("/stock/levels", test_levels);
  g_test_add_func ("/stock/lots", test_lots);

  return g_test_run ();
}
