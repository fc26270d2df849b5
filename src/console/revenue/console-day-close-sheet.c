/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day close as it is kept with the receipts: its sums, a table of taxes, one of payment methods, the cash counted against
 * what was expected, and room to sign. */

#include "config.h"

#include "console-day-close-sheet.h"

#include "console-calendar.h"
#include "console-day-close-texts.h"
#include "console-order-texts.h"

#include "bakery-money.h"

#include <glib/gi18n.h>

#define ROOM_TO_SIGN "\n\n\n"

/* The day's first and last moment, with their dates: a business day need not end at midnight. */
static char *
dup_moment (const BakeryStore *store,
            gint64             time)
{
  g_auto(ConsoleCalendar) calendar = { 0 };
  g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *date = NULL;

  console_calendar_init (&calendar, store != NULL ? store->time_zone : NULL, time);
  local = g_date_time_to_timezone (instant, calendar.zone);
  clock = console_calendar_dup_clock (&calendar, time);
  /* Translators: a day with its month and year. */
  date = g_date_time_format (local, _("%-d %b %Y"));

  return g_strdup_printf ("%s, %s", date, clock);
}

static char *
dup_subtitle (const BakeryDayClose *close,
              const BakeryStore    *store)
{
  g_autofree char *begin = dup_moment (store, close->begins_at);
  g_autofree char *end = dup_moment (store, close->ends_at);
  g_autofree char *span = g_strdup_printf ("%s – %s", begin, end);
  const char *state = close->base.id == 0 ? _("Not closed yet: these sums can still change.") : NULL;

  return g_strconcat (store != NULL ? store->name : "", store != NULL ? "\n" : "", span, " · ", close->currency,
                      state != NULL ? "\n" : NULL, state, NULL);
}

static void
add_sum (ConsoleSheet         *sheet,
         const BakeryDayClose *close,
         const char           *title,
         gint64                amount)
{
  g_autofree char *text = bakery_money_to_display (amount, close->currency);
  const char *const cells[] = { title, text, NULL };

  console_sheet_add_row (sheet, cells);
}

static void
add_sums (ConsoleSheet         *sheet,
          const BakeryDayClose *close)
{
  const char *const columns[] = { _("Sum"), _("Amount"), NULL };

  console_sheet_begin_table (sheet, _("Taken and Given Back"), columns, 1);
  add_sum (sheet, close, _("Taken"), close->taken);
  add_sum (sheet, close, _("Given back"), close->refunded);
  add_sum (sheet, close, _("In all"), close->total);
}

static void
add_taxes (ConsoleSheet         *sheet,
           const BakeryDayClose *close)
{
  const char *const columns[] = { _("Rate"), _("Net"), _("Tax"), _("Gross"), NULL };

  if (close->taxes == NULL || close->taxes->len == 0)
    return;

  console_sheet_begin_table (sheet, _("Taxes"), columns, 1);
  for (guint i = 0; i < close->taxes->len; i++)
    {
      const BakeryDayCloseTax *tax = g_ptr_array_index (close->taxes, i);
      g_autofree char *rate = g_strdup_printf ("%.2f %%", (double) tax->rate / 100);
      g_autofree char *net = bakery_money_to_display (tax->net, close->currency);
      g_autofree char *amount = bakery_money_to_display (tax->tax, close->currency);
      g_autofree char *gross = bakery_money_to_display (tax->gross, close->currency);
      const char *const cells[] = { rate, net, amount, gross, NULL };

      console_sheet_add_row (sheet, cells);
    }
}

static void
add_methods (ConsoleSheet         *sheet,
             const BakeryDayClose *close)
{
  const char *const columns[] = {
    _("Method"), _("Payments"), _("Taken"), _("Refunds"), _("Given back"), _("In all"), NULL,
  };

  if (close->methods == NULL || close->methods->len == 0)
    return;

  console_sheet_begin_table (sheet, _("Payment Methods"), columns, 1);
  for (guint i = 0; i < close->methods->len; i++)
    {
      const BakeryDayCloseMethod *method = g_ptr_array_index (close->methods, i);
      g_autofree char *payments = g_strdup_printf ("%" G_GINT64_FORMAT, method->payments);
      g_autofree char *taken = bakery_money_to_display (method->taken, close->currency);
      g_autofree char *refunds = g_strdup_printf ("%" G_GINT64_FORMAT, method->refunds);
      g_autofree char *refunded = bakery_money_to_display (method->refunded, close->currency);
      g_autofree char *total = bakery_money_to_display (method->taken - method->refunded, close->currency);
      const char *const cells[] = {
        console_payment_method_get_title ((BakeryPaymentMethod) method->method),
        payments, taken, refunds, refunded, total, NULL,
      };

      console_sheet_add_row (sheet, cells);
    }
}

static void
add_cash (ConsoleSheet         *sheet,
          const BakeryDayClose *close)
{
  const char *const columns[] = { _("Cash"), _("Amount"), NULL };

  console_sheet_begin_table (sheet, _("Cash"), columns, 1);
  add_sum (sheet, close, _("In the drawer at the beginning"), close->cash_float);
  add_sum (sheet, close, _("Cash expected"), close->cash_expected);
  add_sum (sheet, close, _("Cash counted"), close->cash_counted);
  add_sum (sheet, close, _("Difference"), close->cash_difference);
}

static void
add_signature (ConsoleSheet         *sheet,
               const BakeryDayClose *close,
               const BakeryStore    *store)
{
  const char *const columns[] = { _("Closed"), _("Note"), _("Signature"), NULL };
  g_autofree char *closed = dup_moment (store, close->created_at);
  const char *const cells[] = { closed, close->note != NULL ? close->note : "", ROOM_TO_SIGN, NULL };

  console_sheet_begin_table (sheet, _("Closed for Good"), columns, G_N_ELEMENTS (columns) - 1);
  console_sheet_add_row (sheet, cells);
}

/**
 * console_day_close_sheet_new:
 * @close: a close, or what one would be
 * @store: (nullable): whose it is, which gives the time zone
 *
 * What is not closed yet has no cash and nothing to sign, and says so.
 *
 * Returns: (transfer full): the close on paper
 */
ConsoleSheet *
console_day_close_sheet_new (const BakeryDayClose *close,
                             const BakeryStore    *store)
{
  g_autofree char *title = console_day_close_dup_title (close);
  g_autofree char *subtitle = dup_subtitle (close, store);
  ConsoleSheet *sheet = console_sheet_new (title, subtitle);

  add_sums (sheet, close);
  add_taxes (sheet, close);
  add_methods (sheet, close);
  if (close->base.id == 0)
    return sheet;

  add_cash (sheet, close);
  add_signature (sheet, close, store);

  return sheet;
}
