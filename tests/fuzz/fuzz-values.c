/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Times, amounts of money, e-mail addresses and phone numbers as texts. What is accepted is the same after it was written and
 * read again; what is normalised stays as it is when it is normalised again. */

#include "fuzz.h"

#include "bakery-checks.h"
#include "bakery-money.h"
#include "bakery-time.h"

static void
try_time (const char *text)
{
  g_autofree char *written = NULL;
  gint64 time;
  gint64 again;

  if (!bakery_time_from_string (text, &time))
    return;

  written = bakery_time_to_string (time);
  g_assert_true (bakery_time_from_string (written, &again));
  g_assert_cmpint (again, ==, time);
}

static void
try_money (const char *text,
           guint       digits)
{
  char buffer[BAKERY_MONEY_BUFFER_SIZE];
  gint64 amount;
  gint64 again;

  if (!bakery_money_from_string (text, digits, &amount))
    return;

  g_assert_true (bakery_money_from_string (bakery_money_format_to_buffer (amount, digits, buffer), digits, &again));
  g_assert_cmpint (again, ==, amount);
}

static void
try_normalising (char *(*normalise)(const char *text),
                 const char *text)
{
  g_autofree char *once = normalise (text);
  g_autofree char *twice = normalise (once);

  g_assert_cmpstr (once, ==, twice);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = fuzz_dup_text (data, size);

  bakery_currency_is_valid (text);
  try_time (text);
  for (guint digits = 0; digits <= 3; digits++)
    try_money (text, digits);
  if (g_utf8_validate (text, -1, NULL))
    {
      try_normalising (bakery_normalise_email, text);
      try_normalising (bakery_normalise_phone, text);
    }

  return 0;
}
