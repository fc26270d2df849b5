/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A customer's way to pay that a payment provider remembers for them. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

struct _BakeryPaymentMethodReference
{
  BakeryEntity base;
  gint64 customer;
  char *provider;
  char *token;
  char *brand;
  char *last4;
  gint64 expiry_month;
  gint64 expiry_year;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryPaymentMethodReference, bakery_payment_method_reference)

G_END_DECLS
