/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be chosen with a cake: options, gathered in groups that say how many of them must and may be chosen. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

struct _BakeryOptionGroup
{
  BakeryEntity base;
  gint64 store;
  char *name;
  gint64 minimum;
  gint64 maximum;
  gint64 position;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryOptionGroup, bakery_option_group)

struct _BakeryOption
{
  BakeryEntity base;
  gint64 store;
  char *currency;
  gint64 option_group;
  char *name;
  gint64 price_change;
  gint64 work_minutes;
  GStrv allergens;
  GArray *incompatible;
  gboolean availability;
  char *missing;
  gint64 position;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryOption, bakery_option)

gboolean bakery_option_is_available (const BakeryOption *self);

G_END_DECLS
