/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Money as text, and rates of it. */

#include "config.h"

#include "bakery-money.h"

static void
test_format (void)
{
  static const struct
  {
    gint64      amount;
    guint       digits;
    const char *text;
  } cases[] = {
    { 0, 0, "0" }, { 0, 2, "0.00" }, { 0, 3, "0.000" }, { 5, 2, "0.05" }, { -5, 2, "-0.05" }, { -5, 3, "-0.005" },
    { 55000, 2, "550.00" }, { -55000, 0, "-55000" }, { BAKERY_MONEY_MAXIMUM, 2, "99999999.99" },
    { G_MININT64, 2, "-92233720368547758.08" }, { G_MAXINT64, 3, "9223372036854775.807" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char buffer[BAKERY_MONEY_BUFFER_SIZE];

      g_assert_cmpstr (bakery_money_format_to_buffer (cases[i].amount, cases[i].digits, buffer), ==, cases[i].text);
    }
}

static void
assert_round_trip (gint64 amount,
                   guint  digits)
{
  char buffer[BAKERY_MONEY_BUFFER_SIZE];
  gint64 parsed = -1;

  g_assert_true (bakery_money_from_string (bakery_money_format_to_buffer (amount, digits, buffer), digits, &parsed));
  g_assert_cmpint (parsed, ==, amount);
}

static void
test_round_trip (void)
{
  static const guint digits[] = { 0, 2, 3 };
  gsize i;
  int j;

  for (i = 0; i < G_N_ELEMENTS (digits); i++)
    {
      assert_round_trip (BAKERY_MONEY_MAXIMUM, digits[i]);
      assert_round_trip (-BAKERY_MONEY_MAXIMUM, digits[i]);
      for (j = 0; j < 5000; j++)
        {
          gint64 amount = (gint64) g_test_rand_double_range (-1e10 + 1, 1e10 - 1);

          assert_round_trip (amount, digits[i]);
          assert_round_trip (amount % 2000, digits[i]);
        }
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    guint       digits;
    gint64      amount;
  } cases[] = {
    { "550", 2, 55000 }, { "550.5", 2, 55050 }, { "00550.00", 2, 55000 }, { "-0", 2, 0 }, { "-0.01", 2, -1 },
    { "1.5", 3, 1500 }, { "7", 0, 7 },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 amount = -1;

      g_assert_true (bakery_money_from_string (cases[i].text, cases[i].digits, &amount));
      g_assert_cmpint (amount, ==, cases[i].amount);
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *text;
    guint       digits;
  } cases[] = {
    { "", 2 }, { "-", 2 }, { ".", 2 }, { ".5", 2 }, { "5.", 2 }, { "5.000", 2 }, { "5.0", 0 }, { "5.0000", 3 },
    { "+5", 2 }, { "--5", 2 }, { " 5", 2 }, { "5 ", 2 }, { "1,000", 2 }, { "1e3", 2 }, { "0x10", 2 }, { "5.0.0", 2 },
    { "NaN", 2 }, { "٥", 2 }, { "100000000.00", 2 }, { "-100000000.00", 2 }, { "10000000", 3 },
    { "9223372036854775808", 2 }, { "99999999999999999999999999", 0 },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 amount = 4711;

      g_test_message ("\"%s\" with %u digits", cases[i].text, cases[i].digits);
      g_assert_false (bakery_money_from_string (cases[i].text, cases[i].digits, &amount));
      g_assert_cmpint (amount, ==, 4711);
    }
}

static void
test_rates (void)
{
  static const struct
  {
    gint64 amount;
    gint64 rate;
    gint64 expected;
  } cases[] = {
    { 0, 500, 0 }, { 10000, 500, 500 }, { 10, 500, 1 }, { 9, 500, 0 }, { -10, 500, -1 }, { -9, 500, 0 }, { 30, 500, 2 },
    { -30, 500, -2 }, { 1, 10000, 1 }, { 12345, 0, 0 }, { BAKERY_MONEY_MAXIMUM, 100000, BAKERY_MONEY_MAXIMUM * 10 },
  };
  gsize i;
  int j;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (bakery_money_apply_rate (cases[i].amount, cases[i].rate), ==, cases[i].expected);

  for (j = 0; j < 5000; j++)
    {
      gint64 amount = g_test_rand_int_range (0, G_MAXINT32);
      gint64 rate = g_test_rand_int_range (0, 10001);
      gint64 result = bakery_money_apply_rate (amount, rate);
      gint64 error = result * 10000 - amount * rate;

      g_assert_cmpint (ABS (error), <=, 5000);
      g_assert_cmpint (bakery_money_apply_rate (-amount, rate), ==, -result);
    }
}

static void
test_currencies (void)
{
  g_assert_cmpuint (bakery_currency_get_digits ("JPY"), ==, 0);
  g_assert_cmpuint (bakery_currency_get_digits ("INR"), ==, 2);
  g_assert_cmpuint (bakery_currency_get_digits ("KWD"), ==, 3);
  g_assert_cmpuint (bakery_currency_get_digits (""), ==, 2);
  g_assert_cmpuint (bakery_currency_get_digits (NULL), ==, 2);
}

static void
test_display (void)
{
  static const struct
  {
    gint64      amount;
    const char *currency;
    const char *text;
  } cases[] = {
    { 124000, "INR", "1,240.00" }, { -505, "EUR", "−5.05" }, { -5, NULL, "−0.05" }, { 1240, "JPY", "1,240" },
    { 999999999999, "EUR", "9,999,999,999.99" }, { -100000, "EUR", "−1,000.00" }, { 99999, "EUR", "999.99" },
    { 1005, "KWD", "1.005" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bakery_money_to_display (cases[i].amount, cases[i].currency);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Either mark, whatever the locale; thousands where it is clear which mark is which, and nothing else. */
static void
test_input (void)
{
  static const char *const cases[][2] = {
    { "12.50", "12.50" }, { "12,50", "12.50" }, { " 7 ", "7" }, { "-0,05", "-0.05" }, { "", "" },
    { "1.250,00", "1250.00" }, { "1,250.00", "1250.00" }, { "-12.345.678,9", "-12345678.9" }, { "1,250", "1.250" },
    { "1.250,5 kg", "1250.5 kg" }, { "2,5 St.", "2.5 St." },
    { "1,2.50", "1.2.50" }, { "1250,000.5", "1250.000.5" }, { "1.25,000", "1.25.000" }, { "1,250,00.5", "1.250.00.5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = bakery_number_from_input (cases[i][0]);

      g_assert_cmpstr (plain, ==, cases[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/round-trip", test_round_trip);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/refusals", test_refusals);
  g_test_add_func ("/money/rates", test_rates);
  g_test_add_func ("/money/currencies", test_currencies);
  g_test_add_func ("/money/display", test_display);
  g_test_add_func ("/money/input", test_input);

  return g_test_run ();
}
