/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks card details. Messages never repeat what was typed. Pure functions; any thread. */

#include "bakery-card.h"

#include "bakery-violations.h"

#include <string.h>

#define DIGITS "0123456789"
#define CENTURY 2000

/* The length of all cards in document S, and the shortest and longest there are (ISO/IEC 7812). */
#define STRICT_LENGTH 16
#define SHORTEST 13
#define LONGEST 19

/**
 * bakery_card_passes_luhn:
 * @digits: decimal digits
 *
 * Returns: whether the last digit is the right check digit (ISO/IEC 7812-1, annex B); %FALSE for anything but digits
 */
gboolean
bakery_card_passes_luhn (const char *digits)
{
  gsize length = strlen (digits);
  guint sum = 0;
  gsize i;

  if (length == 0 || strspn (digits, DIGITS) != length)
    return FALSE;

  for (i = 0; i < length; i++)
    {
      guint value = (guint) (digits[length - 1 - i] - '0') * (i % 2 == 1 ? 2 : 1);

      sum += value > 9 ? value - 9 : value;
    }

  return sum % 10 == 0;
}

/**
 * bakery_card_get_end:
 * @expiration_date: MM/YY
 * @ret_end: (out): the first instant at which the card is not valid any more: its month's end in UTC
 *
 * Returns: whether that is a month
 */
gboolean
bakery_card_get_end (const char *expiration_date,
                     gint64     *ret_end)
{
  g_autoptr(GDateTime) first = NULL;
  g_autoptr(GDateTime) end = NULL;
  int month;
  int year;

  if (strlen (expiration_date) != 5 || strspn (expiration_date, DIGITS) != 2 || expiration_date[2] != '/' ||
      strspn (expiration_date + 3, DIGITS) != 2)
    return FALSE;

  month = (expiration_date[0] - '0') * 10 + expiration_date[1] - '0';
  year = (expiration_date[3] - '0') * 10 + expiration_date[4] - '0';
  first = g_date_time_new_utc (CENTURY + year, month, 1, 0, 0, 0);
  if (first == NULL)
    return FALSE;

  end = g_date_time_add_months (first, 1);
  *ret_end = g_date_time_to_unix (end) * G_USEC_PER_SEC;

  return TRUE;
}

static gboolean
is_given (const char       *text,
          const char       *field,
          BakeryViolations *violations)
{
  if (text != NULL && text[0] != '\0')
    return TRUE;

  bakery_violations_add (violations, field, "This field is required.");

  return FALSE;
}

static void
validate_number (const char       *number,
                 gboolean          is_strict,
                 BakeryViolations *violations)
{
  gsize length = strlen (number);
  gboolean is_long_enough = is_strict ? length == STRICT_LENGTH : length >= SHORTEST && length <= LONGEST;

  if (!is_long_enough || strspn (number, DIGITS) != length)
    bakery_violations_add (violations,
                           "card_number",
                           is_strict ? "A card number has 16 digits." : "A card number has 13 to 19 digits.");
  else if (!bakery_card_passes_luhn (number))
    bakery_violations_add (violations, "card_number", "This is not the number of a card.");
}

/**
 * bakery_card_validate:
 * @self: what was typed
 * @is_strict: whether a number has exactly 16 digits, as in document S
 * @now: the present instant
 * @violations: gets what is wrong with it
 *
 * Checks a card as far as that is possible without asking its bank. It is valid to the end of its month.
 */
void
bakery_card_validate (const BakeryCard *self,
                      gboolean          is_strict,
                      gint64            now,
                      BakeryViolations *violations)
{
  gint64 end;

  if (is_given (self->number, "card_number", violations))
    validate_number (self->number, is_strict, violations);

  if (is_given (self->expiration_date, "expiration_date", violations))
    {
      if (!bakery_card_get_end (self->expiration_date, &end))
        bakery_violations_add (violations, "expiration_date", "Write the month and year as MM/YY.");
      else if (now >= end)
        bakery_violations_add (violations, "expiration_date", "The card has expired.");
    }

  if (is_given (self->cvv, "cvv", violations))
    {
      gsize length = strlen (self->cvv);

      if (length < 3 || length > 4 || strspn (self->cvv, DIGITS) != length)
        bakery_violations_add (violations, "cvv", "A security code has 3 or 4 digits.");
    }
}
