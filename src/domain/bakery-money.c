/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Arithmetic and text of money. Stateless; any thread. */

#include "bakery-money.h"

#include <langinfo.h>
#include <string.h>

/* ISO 4217 codes whose minor unit is not a hundredth (list one of the standard, 2024). */
static const struct
{
  const char code[4];
  guint      digits;
} unusual_currencies[] = {
  { "BHD", 3 }, { "BIF", 0 }, { "CLP", 0 }, { "DJF", 0 }, { "GNF", 0 }, { "IQD", 3 }, { "ISK", 0 },
  { "JOD", 3 }, { "JPY", 0 }, { "KMF", 0 }, { "KRW", 0 }, { "KWD", 3 }, { "LYD", 3 }, { "OMR", 3 },
  { "PYG", 0 }, { "RWF", 0 }, { "TND", 3 }, { "UGX", 0 }, { "VND", 0 }, { "VUV", 0 }, { "XAF", 0 },
  { "XOF", 0 }, { "XPF", 0 },
};

static const guint64 powers_of_ten[] = { 1, 10, 100, 1000 };

/**
 * bakery_currency_get_digits:
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: how many decimal digits its minor unit stands for; 2 for %NULL and for codes not known to differ
 */
guint
bakery_currency_get_digits (const char *currency)
{
  gsize i;

  for (i = 0; currency != NULL && i < G_N_ELEMENTS (unusual_currencies); i++)
    {
      if (g_str_equal (unusual_currencies[i].code, currency))
        return unusual_currencies[i].digits;
    }

  return 2;
}

/**
 * bakery_currency_is_valid:
 * @currency: a text
 *
 * Returns: %TRUE if it has the form of an ISO 4217 code: three capital letters
 */
gboolean
bakery_currency_is_valid (const char *currency)
{
  return strlen (currency) == 3 && strspn (currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/**
 * bakery_money_format_to_buffer:
 * @amount: minor units
 * @digits: decimal digits of the currency, at most 3
 * @buffer: where to write
 *
 * Writes the decimal string of the amount, with a point and without grouping: "-550.00".
 *
 * Returns: (transfer none): the start of the text, somewhere inside @buffer
 */
char *
bakery_money_format_to_buffer (gint64 amount,
                               guint  digits,
                               char   buffer[BAKERY_MONEY_BUFFER_SIZE])
{
  char *p = buffer + BAKERY_MONEY_BUFFER_SIZE;
  guint64 rest = amount < 0 ? -(guint64) amount : (guint64) amount;
  guint written = 0;

  g_assert (digits < G_N_ELEMENTS (powers_of_ten));

  *--p = '\0';
  while (rest > 0 || written <= digits)
    {
      if (written == digits && digits > 0)
        *--p = '.';
      *--p = (char) ('0' + rest % 10);
      rest /= 10;
      written++;
    }
  if (amount < 0)
    *--p = '-';

  return p;
}

/**
 * bakery_money_to_string:
 * @amount: minor units
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer full): the decimal string, as in JSON
 */
char *
bakery_money_to_string (gint64      amount,
                        const char *currency)
{
  char buffer[BAKERY_MONEY_BUFFER_SIZE];

  return g_strdup (bakery_money_format_to_buffer (amount, bakery_currency_get_digits (currency), buffer));
}

static gboolean
parse_digits (const char **text,
              guint        maximum,
              gint64      *value,
              guint       *ret_count)
{
  guint count = 0;

  while (g_ascii_isdigit (**text))
    {
      if (++count > maximum)
        return FALSE;
      *value = *value * 10 + (**text - '0');
      (*text)++;
    }

  *ret_count = count;
  return TRUE;
}

/**
 * bakery_money_from_string:
 * @text: an optional minus, digits, and optionally a point and up to @digits further digits
 * @digits: decimal digits of the currency
 * @ret_amount: (out): minor units; untouched on failure
 *
 * Reads a decimal string exactly. Nothing is rounded: a digit too many is an error.
 *
 * Returns: %TRUE if @text is such a number, and not beyond ±%BAKERY_MONEY_MAXIMUM
 */
gboolean
bakery_money_from_string (const char *text,
                          guint       digits,
                          gint64     *ret_amount)
{
  gboolean is_negative = *text == '-';
  gint64 amount = 0;
  guint whole = 0;
  guint fraction = 0;

  g_assert (digits < G_N_ELEMENTS (powers_of_ten));

  if (is_negative)
    text++;
  if (!parse_digits (&text, 12, &amount, &whole) || whole == 0)
    return FALSE;
  if (*text == '.')
    {
      text++;
      if (!parse_digits (&text, digits, &amount, &fraction) || fraction == 0)
        return FALSE;
    }
  if (*text != '\0')
    return FALSE;

  amount *= (gint64) powers_of_ten[digits - fraction];
  if (amount > BAKERY_MONEY_MAXIMUM)
    return FALSE;

  *ret_amount = is_negative ? -amount : amount;
  return TRUE;
}

/* A locale that says nothing of groups, such as that of a bare system, has those of its decimal point. */
static char *
group_by_thousands (const char *digits)
{
  const char separator = *nl_langinfo (RADIXCHAR) == ',' ? '.' : ',';
  const gsize length = strlen (digits);
  GString *text = g_string_sized_new (length + length / 3);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (text, separator);
      g_string_append_c (text, digits[i]);
    }

  return g_string_free (text, FALSE);
}

/**
 * bakery_number_to_display:
 * @number: a whole number
 *
 * Returns: (transfer full): the number for a person to read, grouped as the locale does it: "12,400"
 */
char *
bakery_number_to_display (gint64 number)
{
  const guint64 size = number < 0 ? -(guint64) number : (guint64) number;
  g_autofree char *plain = g_strdup_printf ("%'" G_GUINT64_FORMAT, size);
  g_autofree char *grouped = *nl_langinfo (THOUSEP) != '\0' ? g_steal_pointer (&plain) : group_by_thousands (plain);

  return g_strconcat (number < 0 ? "−" : "", grouped, NULL);
}

/**
 * bakery_number_to_input:
 * @plain: a decimal number such as bakery_money_to_string() makes
 *
 * Returns: (transfer full): the number for a person to change, with the locale's decimal mark
 */
char *
bakery_number_to_input (const char *plain)
{
  return g_strdelimit (g_strdup (plain), ".", *nl_langinfo (RADIXCHAR));
}

/* Whether marks stand before groups of three digits, up to where the number ends or its other mark stands. */
static gboolean
is_grouped (const char *number,
            char        separator)
{
  const gsize length = strspn (number + strcspn (number, "0123456789"), "0123456789");
  const char *rest = number + strcspn (number, "0123456789") + length;

  if (length == 0 || length > 3)
    return FALSE;
  while (*rest == separator)
    {
      if (strspn (rest + 1, "0123456789") != 3)
        return FALSE;
      rest += 4;
    }

  return strchr (rest, separator) == NULL;
}

static void
remove_all (char *text,
            char  letter)
{
  char *end = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      if (*from != letter)
        *end++ = *from;
    }
  *end = '\0';
}

/**
 * bakery_number_from_input:
 * @typed: a decimal number as a person writes it: with a point or a comma, whatever the locale, and without spaces around it.
 *   Where it has both, the last one is the decimal mark and the other one groups thousands.
 *
 * Returns: (transfer full): the same as bakery_money_from_string() and its like read it; what is no number stays none
 */
char *
bakery_number_from_input (const char *typed)
{
  char *number = g_strstrip (g_strdup (typed));
  const char *comma = strrchr (number, ',');
  const char *point = strrchr (number, '.');

  if (comma != NULL && point != NULL)
    {
      const char separator = comma < point ? ',' : '.';

      if (is_grouped (number, separator))
        remove_all (number, separator);
    }

  return g_strdelimit (number, ",", '.');
}

/**
 * bakery_money_to_display:
 * @amount: minor units
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer full): the amount for a person to read, grouped by the locale: "1,240.00"
 */
char *
bakery_money_to_display (gint64      amount,
                         const char *currency)
{
  guint digits = bakery_currency_get_digits (currency);
  gint64 unit = (gint64) powers_of_ten[digits];
  g_autofree char *whole = bakery_number_to_display (ABS (amount) / unit);
  const char *sign = amount < 0 ? "−" : "";

  if (digits == 0)
    return g_strconcat (sign, whole, NULL);

  return g_strdup_printf ("%s%s%s%0*" G_GINT64_FORMAT,
                          sign,
                          whole,
                          nl_langinfo (RADIXCHAR),
                          (int) digits,
                          ABS (amount) % unit);
}

/**
 * bakery_money_apply_rate:
 * @amount: minor units, at most %BAKERY_MONEY_MAXIMUM in size
 * @rate: hundredths of a percent, at most 100000 (1000 %)
 *
 * Returns: @amount × @rate, rounded half away from zero to a whole minor unit
 */
gint64
bakery_money_apply_rate (gint64 amount,
                         gint64 rate)
{
  gint64 product = amount * rate;
  gint64 half = product < 0 ? -5000 : 5000;

  return (product + half) / 10000;
}
