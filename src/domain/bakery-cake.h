/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a store sells: a cake, or a drink built from parts. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

typedef enum
{
  BAKERY_CAKE_KIND_CAKE,
  BAKERY_CAKE_KIND_DRINK,
} BakeryCakeKind;

struct _BakeryCake
{
  BakeryEntity base;
  gint64 store;
  char *currency;
  int kind;
  char *name;
  char *flavor;
  char *description;
  char *size;
  gint64 price;
  gboolean availability;
  gint64 unavailable_until;
  char *missing;
  char *category;
  char *season;
  GStrv dietary;
  GStrv allergens;
  gint64 work_minutes;
  gint64 lead_time_minutes;
  GArray *option_groups;
  GArray *images;
  gint64 rating_count;
  gint64 rating_stars;
  gint64 rated_at;
  char *image;
  gint64 rating;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryCake, bakery_cake)

/** The fourteen allergens of Annex II of Regulation (EU) No 1169/2011, as the words used in JSON. */
extern const BakeryEnum bakery_allergens;

/** The diets that a cake may suit. */
extern const BakeryEnum bakery_diets;

/** The words of #BakeryCakeKind. */
extern const BakeryEnum bakery_cake_kinds;

gboolean bakery_cake_is_available (const BakeryCake *self,
                                   gint64 now);

G_END_DECLS
