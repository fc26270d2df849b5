/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody wants, before it is in a cart or an order: a cake and what was chosen with it. Suggestions answer one,
 * orders of guests are made of them. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

struct _BakeryOrderItem
{
  BakeryEntity base;
  gint64 cake;
  gint64 quantity;
  char *message;
  char *toppings;
  char *shape;
  gboolean egg_version;
  GArray *options;
};

BAKERY_DECLARE_ENTITY (BakeryOrderItem, bakery_order_item)

G_END_DECLS
