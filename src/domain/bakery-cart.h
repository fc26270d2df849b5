/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a customer is about to buy: customisations of cakes, and the lines of the one open cart each customer has. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

struct _BakeryCustomisation
{
  BakeryEntity base;
  gint64 cake;
  gint64 customer;
  char *message;
  char *toppings;
  char *shape;
  gboolean egg_version;
  GArray *options;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryCustomisation, bakery_customisation)

struct _BakeryCartLine
{
  BakeryEntity base;
  gint64 customer;
  gint64 cake;
  gint64 customization;
  gint64 store;
  char *currency;
  gint64 quantity;
  gint64 total_amount;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryCartLine, bakery_cart_line)

G_END_DECLS
