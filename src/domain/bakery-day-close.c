/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a day close, and the sums that it is made of. A close counts money, on the day on which it came or went;
 * the tax in it is the part of the order's tax that the money pays for. Pure; any thread. */

#include "bakery-day-close.h"

#include "bakery-account.h"
#include "bakery-business-day.h"
#include "bakery-money.h"
#include "bakery-store.h"
#include "bakery-violations.h"

/* The first date of which every moment is one that can be written, in every time zone: 1971-01-02. */
#define EARLIEST_DATE 366

#define NOBODY BAKERY_ROLES_NOBODY
#define MANAGERS BAKERY_ROLES_MANAGERS

#define TAX(member, TYPE, ...) BAKERY_FIELD (BakeryDayCloseTax, member, TYPE, __VA_ARGS__)

static const BakeryField tax_fields[] = {
  TAX (rate, RATE, 0, MANAGERS, NOBODY, .description = "percent"),
  TAX (gross, MONEY, 0, MANAGERS, NOBODY, .description = "what was taken less what went back, for orders of this rate"),
  TAX (tax, MONEY, 0, MANAGERS, NOBODY, .description = "the tax in it"),
  TAX (net, MONEY, 0, MANAGERS, NOBODY, .description = "the rest of it"),
};

const BakeryEntityType bakery_day_close_tax_type = {
  .name = "day_close_tax",
  .table = "day_close_taxes",
  .size = sizeof (BakeryDayCloseTax),
  .fields = tax_fields,
  .n_fields = G_N_ELEMENTS (tax_fields),
  .parent_column = "day_close",
};

#define METHOD(member, TYPE, ...) BAKERY_FIELD (BakeryDayCloseMethod, member, TYPE, __VA_ARGS__)

static const BakeryField method_fields[] = {
  METHOD (method, ENUM, 0, MANAGERS, NOBODY, .values = &bakery_payment_methods, .description = "how it was paid"),
  METHOD (payments, INTEGER, 0, MANAGERS, NOBODY, .description = "how many payments came in"),
  METHOD (taken, MONEY, 0, MANAGERS, NOBODY, .description = "what they were in all"),
  METHOD (refunds, INTEGER, 0, MANAGERS, NOBODY, .description = "how many refunds went out"),
  METHOD (refunded, MONEY, 0, MANAGERS, NOBODY,
          .description = "what they were in all, less those that came back after they were counted"),
};

const BakeryEntityType bakery_day_close_method_type = {
  .name = "day_close_method",
  .table = "day_close_methods",
  .size = sizeof (BakeryDayCloseMethod),
  .fields = method_fields,
  .n_fields = G_N_ELEMENTS (method_fields),
  .parent_column = "day_close",
};

static void
check_business_day (const BakeryEntity *entity,
                    const BakeryField  *field,
                    BakeryViolations   *violations)
{
  const char *text = BAKERY_FIELD_VALUE (entity, field, const char *);
  gint64 date;

  if (text[0] != '\0' && (!bakery_business_date_from_string (text, &date) || date < EARLIEST_DATE))
    bakery_violations_add (violations, field->name, "Enter a valid date, such as 2026-01-31.");
}

static void
derive_day_close (BakeryEntity *entity)
{
  BakeryDayClose *self = (BakeryDayClose *) entity;
  guint i;

  self->total = self->taken - self->refunded;
  self->cash_difference = self->cash_counted - self->cash_expected;
  self->tax = 0;
  for (i = 0; self->taxes != NULL && i < self->taxes->len; i++)
    self->tax += ((BakeryDayCloseTax *) g_ptr_array_index (self->taxes, i))->tax;
}

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryDayClose, member, TYPE, __VA_ARGS__)

static const BakeryField day_close_fields[] = {
  FIELD (store, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, MANAGERS, MANAGERS, .target = &bakery_store_type,
         .description = "whose day it was"),
  FIELD (number, INTEGER, 0, MANAGERS, NOBODY, .description = "the store's number for it, from 1 without gaps"),
  FIELD (business_day, TEXT, BAKERY_FIELD_FIXED, MANAGERS, MANAGERS, .maximum = 10, .check = check_business_day,
         .description = "the date of the business day; when left out, the earliest of the last days that took or "
                        "gave back something and is not closed, else the present one"),
  FIELD (begins_at, TIME, 0, MANAGERS, NOBODY,
         .description = "where the last close ended; for the first one the beginning of the business day"),
  FIELD (ends_at, TIME, 0, MANAGERS, NOBODY,
         .description = "the end of the business day, or when it was closed before that"),
  FIELD (currency, TEXT, 0, MANAGERS, NOBODY, .maximum = 3, .description = "ISO 4217 code of its amounts"),
  FIELD (taken, MONEY, BAKERY_FIELD_FIXED, MANAGERS, MANAGERS, .maximum = BAKERY_MONEY_MAXIMUM,
         .description = "all payments; when sent, the day is closed only if that is still what they come to"),
  FIELD (refunded, MONEY, BAKERY_FIELD_FIXED, MANAGERS, MANAGERS, .minimum = -BAKERY_MONEY_MAXIMUM,
         .maximum = BAKERY_MONEY_MAXIMUM,
         .description = "all refunds, less those that came back after they were counted; when sent, the day is closed only "
                        "if that is still what they come to"),
  FIELD (cash_float, MONEY, BAKERY_FIELD_FIXED, MANAGERS, MANAGERS, .maximum = BAKERY_MONEY_MAXIMUM,
         .description = "the cash that was in the drawer at the beginning"),
  FIELD (cash_expected, MONEY, 0, MANAGERS, NOBODY,
         .description = "the cash that should be in it: float and payments by the method other, less its refunds"),
  FIELD (cash_counted, MONEY, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, MANAGERS, MANAGERS,
         .maximum = BAKERY_MONEY_MAXIMUM, .description = "the cash that is in it"),
  FIELD (note, TEXT, BAKERY_FIELD_FIXED, MANAGERS, MANAGERS, .maximum = 500,
         .description = "what there is to say about it, such as why cash is missing"),
  FIELD (account, REFERENCE, BAKERY_FIELD_NULLABLE, MANAGERS, NOBODY, .target = &bakery_account_type,
         .description = "who closed it"),
  FIELD (created_at, TIME, 0, MANAGERS, NOBODY, .description = "when it was closed"),
  FIELD (taxes, CHILDREN, 0, MANAGERS, NOBODY, .target = &bakery_day_close_tax_type, .description = "by tax rate"),
  FIELD (methods, CHILDREN, 0, MANAGERS, NOBODY, .target = &bakery_day_close_method_type,
         .description = "by payment method"),
  FIELD (total, MONEY, BAKERY_FIELD_DERIVED, MANAGERS, NOBODY, .description = "what was taken less what went back"),
  FIELD (tax, MONEY, BAKERY_FIELD_DERIVED, MANAGERS, NOBODY, .description = "the tax in the total"),
  FIELD (cash_difference, MONEY, BAKERY_FIELD_DERIVED, MANAGERS, NOBODY,
         .description = "the cash that was counted less what should be there"),
};

const BakeryEntityType bakery_day_close_type = {
  .name = "day_close",
  .table = "day_closes",
  .size = sizeof (BakeryDayClose),
  .fields = day_close_fields,
  .n_fields = G_N_ELEMENTS (day_close_fields),
  .currency = G_STRUCT_OFFSET (BakeryDayClose, currency),
  .derive = derive_day_close,
};

/* --- Sums --- */

/* The row of a tax rate, made where there is none yet; by rate. */
static BakeryDayCloseTax *
ensure_tax (BakeryDayClose *self,
            gint64          rate)
{
  BakeryDayCloseTax *row;
  guint i;

  if (self->taxes == NULL)
    self->taxes = g_ptr_array_new_with_free_func (bakery_entity_unref);
  for (i = 0; i < self->taxes->len; i++)
    {
      row = g_ptr_array_index (self->taxes, i);
      if (row->rate == rate)
        return row;
      if (row->rate > rate)
        break;
    }

  row = bakery_day_close_tax_new ();
  row->rate = rate;
  g_ptr_array_insert (self->taxes, (int) i, row);

  return row;
}

/* The row of a payment method, made where there is none yet; in the order of the methods. */
static BakeryDayCloseMethod *
ensure_method (BakeryDayClose *self,
               int             method)
{
  BakeryDayCloseMethod *row;
  guint i;

  if (self->methods == NULL)
    self->methods = g_ptr_array_new_with_free_func (bakery_entity_unref);
  for (i = 0; i < self->methods->len; i++)
    {
      row = g_ptr_array_index (self->methods, i);
      if (row->method == method)
        return row;
      if (row->method > method)
        break;
    }

  row = bakery_day_close_method_new ();
  row->method = method;
  g_ptr_array_insert (self->methods, (int) i, row);

  return row;
}

static void
add_tax (BakeryDayClose *self,
         gint64          rate,
         gint64          gross,
         gint64          tax)
{
  BakeryDayCloseTax *row = ensure_tax (self, rate);

  row->gross += gross;
  row->tax += tax;
  row->net += gross - tax;
}

/**
 * bakery_day_close_add_payment:
 * @self: a day close that is being made
 * @method: a #BakeryPaymentMethod
 * @amount: what was taken
 * @tax_rate: of the order
 * @tax: the tax in @amount, by bakery_tax_share()
 *
 * Counts a payment. Once all are counted, bakery_entity_derive() sums up.
 */
void
bakery_day_close_add_payment (BakeryDayClose *self,
                              int             method,
                              gint64          amount,
                              gint64          tax_rate,
                              gint64          tax)
{
  BakeryDayCloseMethod *row = ensure_method (self, method);

  row->payments++;
  row->taken += amount;
  self->taken += amount;
  if (method == BAKERY_DAY_CLOSE_CASH)
    self->cash_expected += amount;
  add_tax (self, tax_rate, amount, tax);
}

/**
 * bakery_day_close_add_refund:
 * @self: a day close that is being made
 * @method: the #BakeryPaymentMethod of the payment that it takes back
 * @amount: what went back
 * @tax_rate: of the order
 * @tax: the tax in @amount, by bakery_tax_share()
 *
 * Counts a refund.
 */
void
bakery_day_close_add_refund (BakeryDayClose *self,
                             int             method,
                             gint64          amount,
                             gint64          tax_rate,
                             gint64          tax)
{
  BakeryDayCloseMethod *row = ensure_method (self, method);

  row->refunds++;
  row->refunded += amount;
  self->refunded += amount;
  if (method == BAKERY_DAY_CLOSE_CASH)
    self->cash_expected -= amount;
  add_tax (self, tax_rate, -amount, -tax);
}

/**
 * bakery_day_close_add_return:
 * @self: a day close that is being made
 * @method: the #BakeryPaymentMethod of the payment that the refund took back
 * @amount: what came back
 * @tax_rate: of the order
 * @tax: the tax in @amount, by bakery_tax_share()
 *
 * Counts a refund that came back after an earlier close had counted it: so much less was given back.
 */
void
bakery_day_close_add_return (BakeryDayClose *self,
                             int             method,
                             gint64          amount,
                             gint64          tax_rate,
                             gint64          tax)
{
  ensure_method (self, method)->refunded -= amount;
  self->refunded -= amount;
  if (method == BAKERY_DAY_CLOSE_CASH)
    self->cash_expected += amount;
  add_tax (self, tax_rate, amount, tax);
}

static gint64
get_tax_up_to (gint64 tax,
               gint64 total,
               gint64 amount)
{
  return (gint64) (((__int128) tax * amount + total / 2) / total);
}

/**
 * bakery_tax_share:
 * @tax: of an order, at least 0
 * @total: of the order
 * @before: what was paid of it, or went back, before
 * @amount: what is paid, or goes back, now
 *
 * Shares the tax of an order out to its payments, or to its refunds, so that the shares of all of them are the tax to the last
 * minor unit.
 *
 * Returns: the tax in @amount
 */
gint64
bakery_tax_share (gint64 tax,
                  gint64 total,
                  gint64 before,
                  gint64 amount)
{
  if (total <= 0)
    return 0;

  return get_tax_up_to (tax, total, before + amount) - get_tax_up_to (tax, total, before);
}
