/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much of one thing a store will have over the coming days: what is there, less what is promised to earlier work, plus
 * what is expected to be delivered. Quantities are thousandths of the item's unit. Pure; any thread. */

#pragma once

#include "bakery-types.h"

G_BEGIN_DECLS

/**
 * BakeryLevel:
 * @at: from this instant on
 * @quantity: that much is there; below 0 it is missing
 *
 * One step of a projection.
 */
typedef struct
{
  gint64 at;
  gint64 quantity;
} BakeryLevel;

/**
 * BakeryProjection:
 * @begin: the present
 * @end: until when the level is told
 * @threshold: below it there is little, 0 for no threshold
 * @levels: (element-type BakeryLevel): the steps in their order, the first at @begin, also those after @end
 * @low_at: when it falls below @threshold first, 0 for never
 * @out_at: when there is less than nothing first, 0 for never
 * @least: the lowest level
 *
 * The level of one item. Freed with bakery_projection_free(). The figures hold after bakery_projection_finish().
 */
typedef struct
{
  gint64 begin;
  gint64 end;
  gint64 threshold;
  GArray *levels;
  gint64 low_at;
  gint64 out_at;
  gint64 least;
} BakeryProjection;

/**
 * BakeryAcceptance:
 * @item: what it is about
 * @at: when the order takes it
 * @needed: how much of it the order takes
 * @leaves: what is left at the end of the day it is baked, below 0 when it does not suffice
 * @short_at: when there is less than nothing first with that order, 0 for never
 * @short_by: how much is missing then
 * @threshold: below it there is little, 0 for no threshold
 *
 * What accepting one more order does to one item (N-4).
 */
typedef struct
{
  gint64 item;
  gint64 at;
  gint64 needed;
  gint64 leaves;
  gint64 short_at;
  gint64 short_by;
  gint64 threshold;
} BakeryAcceptance;

BakeryProjection *bakery_projection_new (gint64 begin,
                                         gint64 end,
                                         gint64 on_hand,
                                         gint64 threshold);
void bakery_projection_free (BakeryProjection *self);
void bakery_projection_add (BakeryProjection *self,
                            gint64 at,
                            gint64 change);
void bakery_projection_finish (BakeryProjection *self);
gint64 bakery_projection_get_level (const BakeryProjection *self,
                                    gint64 at);
void bakery_projection_accept (const BakeryProjection *self,
                               gint64 at,
                               gint64 day_end,
                               gint64 needed,
                               BakeryAcceptance *ret_acceptance);
int bakery_acceptance_compare (const BakeryAcceptance *a,
                               const BakeryAcceptance *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryProjection, bakery_projection_free)

G_END_DECLS
