/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The close of a store's business day: what was taken and given back since the last close, by tax rate and by payment method,
 * and the cash that was counted. Numbered by store without gaps, and never changed. */

#pragma once

#include "bakery-order.h"

G_BEGIN_DECLS

struct _BakeryDayClose
{
  BakeryEntity base;
  gint64 store;
  gint64 number;
  char *business_day;
  gint64 begins_at;
  gint64 ends_at;
  char *currency;
  gint64 taken;
  gint64 refunded;
  gint64 cash_float;
  gint64 cash_expected;
  gint64 cash_counted;
  char *note;
  gint64 account;
  gint64 created_at;
  GPtrArray *taxes;
  GPtrArray *methods;

  /* Derived */
  gint64 total;
  gint64 tax;
  gint64 cash_difference;
};

BAKERY_DECLARE_ENTITY (BakeryDayClose, bakery_day_close)

struct _BakeryDayCloseTax
{
  BakeryEntity base;
  gint64 rate;
  gint64 gross;
  gint64 tax;
  gint64 net;
};

BAKERY_DECLARE_ENTITY (BakeryDayCloseTax, bakery_day_close_tax)

struct _BakeryDayCloseMethod
{
  BakeryEntity base;
  int method;
  gint64 payments;
  gint64 taken;
  gint64 refunds;
  gint64 refunded;
};

BAKERY_DECLARE_ENTITY (BakeryDayCloseMethod, bakery_day_close_method)

/** The payment method that is cash in the drawer. */
#define BAKERY_DAY_CLOSE_CASH BAKERY_PAYMENT_METHOD_OTHER

void bakery_day_close_add_payment (BakeryDayClose *self,
                                   int method,
                                   gint64 amount,
                                   gint64 tax_rate,
                                   gint64 tax);
void bakery_day_close_add_refund (BakeryDayClose *self,
                                  int method,
                                  gint64 amount,
                                  gint64 tax_rate,
                                  gint64 tax);
void bakery_day_close_add_return (BakeryDayClose *self,
                                  int method,
                                  gint64 amount,
                                  gint64 tax_rate,
                                  gint64 tax);
gint64 bakery_tax_share (gint64 tax,
                         gint64 total,
                         gint64 before,
                         gint64 amount);

G_END_DECLS
