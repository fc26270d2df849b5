/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cards, payments, refunds, and what they make of an order: examples, and properties over random input. */

#include "config.h"

#include "bakery-card.h"
#include "bakery-error.h"
#include "bakery-payment.h"
#include "bakery-time.h"
#include "bakery-violations.h"

#include <string.h>

#define ROUNDS 2000

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (bakery_time_from_string (text, &time));

  return time;
}

static void
test_luhn (void)
{
  static const char *const cards[] = {
    "4111111111111111", "5555555555554444", "378282246310005", "30569309025904", "6011111111111117", "4222222222222",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    g_assert_true (bakery_card_passes_luhn (cards[i]));
  g_assert_false (bakery_card_passes_luhn (""));
  g_assert_false (bakery_card_passes_luhn ("4111 1111 1111 1111"));
  g_assert_false (bakery_card_passes_luhn ("411111111111111a"));
}

/* Of the ten last digits exactly one is right; and one wrong digit anywhere is always found. */
static void
test_luhn_finds_any_wrong_digit (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      gsize length = (gsize) g_test_rand_int_range (13, 20);
      gsize wrong = (gsize) g_test_rand_int_range (0, (gint32) length);
      char digits[20] = { 0 };
      guint n_valid = 0;
      char right = '0';

      for (gsize i = 0; i < length; i++)
        digits[i] = (char) ('0' + g_test_rand_int_range (0, 10));
      for (char last = '0'; last <= '9'; last++)
        {
          digits[length - 1] = last;
          if (bakery_card_passes_luhn (digits))
            {
              n_valid++;
              right = last;
            }
        }
      g_assert_cmpuint (n_valid, ==, 1);
      digits[length - 1] = right;
      digits[wrong] = (char) ('0' + (digits[wrong] - '0' + g_test_rand_int_range (1, 10)) % 10);
      g_assert_false (bakery_card_passes_luhn (digits));
    }
}

static gboolean
has_violation (const BakeryCard *card,
               gboolean          is_strict,
               const char       *now,
               const char       *field)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  bakery_card_validate (card, is_strict, at (now), violations);
  g_assert_cmpuint (bakery_violations_get_n_messages (violations), <=, 3);

  return field != NULL ? bakery_violations_has_field (violations, field) : !bakery_violations_is_empty (violations);
}

/* A card is good to the last microsecond of its month (D-11). */
static void
test_expiry (void)
{
  static const char *const malformed[] = { "", "1/30", "00/30", "13/30", "12-30", "12/2030", "ab/cd", "12/3", " 2/30" };
  BakeryCard card = { "4111111111111111", "02/28", "123" };
  gint64 end;

  g_assert_false (has_violation (&card, TRUE, "2028-02-01T00:00:00Z", NULL));
  g_assert_false (has_violation (&card, TRUE, "2028-02-29T23:59:59.999999Z", NULL));
  g_assert_true (has_violation (&card, TRUE, "2028-03-01T00:00:00Z", "expiration_date"));
  g_assert_true (bakery_card_get_end ("12/99", &end));
  g_assert_cmpint (end, ==, at ("2100-01-01T00:00:00Z"));
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    g_assert_false (bakery_card_get_end (malformed[i], &end));
}

static void
test_strict (void)
{
  BakeryCard amex = { "378282246310005", "12/49", "1234" };
  BakeryCard visa = { "4111111111111111", "12/49", "123" };
  BakeryCard nothing = { NULL };

  g_assert_false (has_violation (&amex, FALSE, "2026-01-01T00:00:00Z", NULL));
  g_assert_true (has_violation (&amex, TRUE, "2026-01-01T00:00:00Z", "card_number"));
  g_assert_false (has_violation (&visa, TRUE, "2026-01-01T00:00:00Z", NULL));
  visa.cvv = "12";
  g_assert_true (has_violation (&visa, TRUE, "2026-01-01T00:00:00Z", "cvv"));
  g_assert_true (has_violation (&nothing, FALSE, "2026-01-01T00:00:00Z", "cvv"));
}

/* --- Payments --- */

static BakeryPayment *
make_payment (gint64 amount)
{
  BakeryPayment *payment = bakery_payment_new ();

  payment->amount = amount;
  g_free (payment->currency);
  payment->currency = g_strdup ("INR");

  return payment;
}

/* Whatever a provider says, and in whatever order: once the money is there, it stays. */
static void
test_never_back_from_success (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr(BakeryPayment) payment = make_payment (100);
      gboolean is_captured = FALSE;

      for (guint i = 0; i < 8; i++)
        {
          BakeryPaymentState state = (BakeryPaymentState) g_test_rand_int_range (0, BAKERY_PAYMENT_STATE_CANCELLED + 1);
          int before = payment->status;
          gboolean is_news = bakery_payment_settle (payment, state, i + 1);

          g_assert_true (is_news == (payment->status != before));
          g_assert_false (is_captured && is_news);
          is_captured = is_captured || state == BAKERY_PAYMENT_STATE_SUCCEEDED;
          g_assert_true (bakery_payment_is_captured (payment) == is_captured);
          g_assert_true ((payment->paid_at != 0) == is_captured);
        }
    }
}

/* However refunds come, no more goes back than was taken. */
static void
test_refunds (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr(BakeryPayment) payment = make_payment (g_test_rand_int_range (1, 1000));
      gint64 refunded = 0;

      g_assert_false (bakery_payment_check_refund (payment, 1, 0, NULL));
      bakery_payment_settle (payment, BAKERY_PAYMENT_STATE_SUCCEEDED, 1);
      for (guint i = 0; i < 6; i++)
        {
          gint64 amount = g_test_rand_int_range (-10, 600);
          gint64 under_way = g_test_rand_int_range (0, 50);
          gboolean is_possible = amount > 0 && refunded + under_way + amount <= payment->amount;

          g_assert_true (bakery_payment_check_refund (payment, amount, under_way, NULL) == is_possible);
          if (!is_possible)
            continue;
          bakery_payment_add_refund (payment, amount);
          refunded += amount;
          g_assert_cmpint (payment->refunded_amount, ==, refunded);
          g_assert_true ((payment->status == BAKERY_PAYMENT_STATE_REFUNDED) == (refunded == payment->amount));
        }
    }
}

/* --- The order --- */

static BakeryPayment *
make_random_payment (gint64 paid_at)
{
  BakeryPayment *payment = make_payment (g_test_rand_int_range (1, 80));
  BakeryPaymentState state = (BakeryPaymentState) g_test_rand_int_range (0, BAKERY_PAYMENT_STATE_CANCELLED + 1);

  bakery_payment_settle (payment, state, paid_at);
  if (state == BAKERY_PAYMENT_STATE_SUCCEEDED && g_test_rand_bit ())
    bakery_payment_add_refund (payment, g_test_rand_int_range (1, (gint32) payment->amount + 1));

  return payment;
}

static void
assert_follows (const BakeryOrder *order,
                gint64             captured,
                gint64             refunded)
{
  g_assert_cmpint (order->paid_amount, ==, captured - refunded);
  g_assert_cmpint (order->paid_amount, >=, 0);
  g_assert_true ((order->paid_at != 0) == (captured > 0 && captured >= order->total_price));
  g_assert_true ((order->payment_status == BAKERY_PAYMENT_STATUS_REFUNDED) == (captured > 0 && refunded == captured));
  if (order->payment_status == BAKERY_PAYMENT_STATUS_PAID)
    g_assert_cmpint (captured, >=, order->total_price);
  if (order->payment_status == BAKERY_PAYMENT_STATUS_CANCELLED)
    g_assert_true (captured == 0 && order->stage == BAKERY_STAGE_CANCELLED);
  if (bakery_order_get_balance (order) > 0)
    g_assert_true (bakery_order_check_payment (order, bakery_order_get_balance (order), NULL));
  else
    g_assert_false (bakery_order_check_payment (order, 1, NULL));
  g_assert_false (bakery_order_check_payment (order, bakery_order_get_balance (order) + 1, NULL));
}

static void
test_order_follows_payments (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr(BakeryOrder) order = bakery_order_new ();
      g_autoptr(GPtrArray) payments = g_ptr_array_new_with_free_func (bakery_entity_unref);
      gint64 captured = 0;
      gint64 refunded = 0;

      order->total_price = 100;
      order->stage = g_test_rand_int_range (0, BAKERY_N_STAGES);
      for (gint32 i = g_test_rand_int_range (0, 5); i > 0; i--)
        {
          BakeryPayment *payment = make_random_payment (10 - i);

          g_ptr_array_add (payments, payment);
          captured += bakery_payment_is_captured (payment) ? payment->amount : 0;
          refunded += payment->refunded_amount;
        }
      bakery_order_apply_payments (order, payments);
      assert_follows (order, captured, refunded);
      bakery_order_apply_payments (order, payments);
      assert_follows (order, captured, refunded);
    }
}

static void
test_deposit (void)
{
  g_autoptr(BakeryOrder) order = bakery_order_new ();
  g_autoptr(GPtrArray) payments = g_ptr_array_new_with_free_func (bakery_entity_unref);
  BakeryPayment *deposit = make_payment (30);
  BakeryPayment *balance = make_payment (70);

  order->total_price = 100;
  bakery_payment_settle (deposit, BAKERY_PAYMENT_STATE_SUCCEEDED, 5);
  g_ptr_array_add (payments, deposit);
  g_ptr_array_add (payments, balance);
  bakery_order_apply_payments (order, payments);
  g_assert_cmpint (order->payment_status, ==, BAKERY_PAYMENT_STATUS_PENDING);
  g_assert_cmpint (bakery_order_get_balance (order), ==, 70);
  g_assert_cmpint (order->paid_at, ==, 0);

  bakery_payment_settle (balance, BAKERY_PAYMENT_STATE_SUCCEEDED, 9);
  bakery_order_apply_payments (order, payments);
  g_assert_cmpint (order->payment_status, ==, BAKERY_PAYMENT_STATUS_PAID);
  g_assert_cmpint (order->paid_at, ==, 9);
  bakery_payment_add_refund (balance, 20);
  bakery_order_apply_payments (order, payments);
  g_assert_cmpint (order->payment_status, ==, BAKERY_PAYMENT_STATUS_PAID);
  g_assert_cmpint (order->paid_amount, ==, 80);
  g_assert_cmpint (bakery_order_get_balance (order), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain/card/luhn", test_luhn);
  g_test_add_func ("/domain/card/luhn-finds-any-wrong-digit", test_luhn_finds_any_wrong_digit);
  g_test_add_func ("/domain/card/expiry", test_expiry);
  g_test_add_func ("/domain/card/strict", test_strict);
  g_test_add_func ("/domain/payment/never-back-from-success", test_never_back_from_success);
  g_test_add_func ("/domain/payment/refunds", test_refunds);
  g_test_add_func ("/domain/payment/order-follows", test_order_follows_payments);
  g_test_add_func ("/domain/payment/deposit", test_deposit);

  return g_test_run ();
}
