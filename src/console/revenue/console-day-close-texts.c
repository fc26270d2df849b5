/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists the sums of a day close: totals, taxes, payment methods. Main thread. */

#include "config.h"

#include "console-day-close-texts.h"

#include "bakery-business-day.h"
#include "bakery-money.h"
#include "console-order-texts.h"
#include "console-revenue-charts.h"

#include <glib/gi18n.h>

static void
free_line (gpointer data)
{
  ConsoleDayCloseLine *line = data;

  g_free (line->title);
  g_free (line->value);
  g_free (line->detail);
  g_free (line);
}

static void
add_line (GPtrArray            *lines,
          const BakeryDayClose *close,
          const char           *title,
          gint64                amount,
          char                 *detail)
{
  ConsoleDayCloseLine *line = g_new0 (ConsoleDayCloseLine, 1);

  line->title = g_strdup (title);
  line->value = bakery_money_to_display (amount, close->currency);
  line->detail = detail;
  g_ptr_array_add (lines, line);
}

static void
add_taxes (GPtrArray            *lines,
           const BakeryDayClose *close)
{
  for (guint i = 0; close->taxes != NULL && i < close->taxes->len; i++)
    {
      const BakeryDayCloseTax *tax = g_ptr_array_index (close->taxes, i);
      g_autofree char *net = bakery_money_to_display (tax->net, close->currency);
      /* Translators: a row of a table of taxes: a percentage. */
      g_autofree char *title = g_strdup_printf (_("Tax of %.2f %%"), (double) tax->rate / 100);

      /* Translators: what a tax was taken of: a sum without it. */
      add_line (lines, close, title, tax->tax, g_strdup_printf (_("of %s"), net));
    }
}

static void
add_methods (GPtrArray            *lines,
             const BakeryDayClose *close)
{
  for (guint i = 0; close->methods != NULL && i < close->methods->len; i++)
    {
      const BakeryDayCloseMethod *method = g_ptr_array_index (close->methods, i);
      g_autofree char *payments = g_strdup_printf (ngettext ("%d payment", "%d payments", (int) method->payments),
                                                   (int) method->payments);
      g_autofree char *refunds = g_strdup_printf (ngettext ("%d refund", "%d refunds", (int) method->refunds),
                                                  (int) method->refunds);

      add_line (lines, close, console_payment_method_get_title ((BakeryPaymentMethod) method->method),
                method->taken - method->refunded, g_strdup_printf ("%s, %s", payments, refunds));
    }
}

static char *
dup_day (const BakeryDayClose *close)
{
  gint64 date;

  if (!bakery_business_date_from_string (close->business_day, &date))
    return g_strdup (close->business_day);

  return console_revenue_dup_day ((int) date);
}

/**
 * console_day_close_dup_title:
 * @close: a close, or what one would be
 *
 * Returns: (transfer full): its number, where it has one, and its day
 */
char *
console_day_close_dup_title (const BakeryDayClose *close)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, close->number);
  g_autofree char *day = dup_day (close);

  if (close->base.id == 0)
    return g_steal_pointer (&day);

  /* Translators: a day close: its number and its date. */
  return g_strdup_printf (_("Day close %s, %s"), number, day);
}

/**
 * console_day_close_dup_cash:
 * @close: a close
 *
 * Returns: (transfer full): how the cash that was counted compares with what was expected
 */
char *
console_day_close_dup_cash (const BakeryDayClose *close)
{
  g_autofree char *difference = bakery_money_to_display (ABS (close->cash_difference), close->currency);

  if (close->cash_difference == 0)
    return g_strdup (_("Cash as expected"));
  if (close->cash_difference < 0)
    /* Translators: an amount of cash that was expected and not there. */
    return g_strdup_printf (_("%s of the cash missing"), difference);

  /* Translators: an amount of cash that was there and not expected. */
  return g_strdup_printf (_("%s more cash than expected"), difference);
}

/**
 * console_day_close_list_lines:
 * @close: a close, or what one would be
 *
 * Returns: (transfer full) (element-type ConsoleDayCloseLine): its sums
 */
GPtrArray *
console_day_close_list_lines (const BakeryDayClose *close)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_line);

  add_line (lines, close, _("Taken"), close->taken, NULL);
  add_line (lines, close, _("Given back"), close->refunded, NULL);
  add_line (lines, close, _("In all"), close->total, NULL);
  add_taxes (lines, close);
  add_methods (lines, close);
  if (close->base.id == 0)
    return lines;

  add_line (lines, close, _("Cash expected"), close->cash_expected, NULL);
  add_line (lines, close, _("Cash counted"), close->cash_counted, NULL);
  add_line (lines, close, _("Difference"), close->cash_difference,
            close->note != NULL && *close->note != '\0' ? g_strdup (close->note) : NULL);

  return lines;
}
