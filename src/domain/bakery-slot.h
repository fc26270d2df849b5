/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hand-over slots of a store's days, and how much work still fits into them. The console and the server reckon
 * alike. */

#pragma once

#include "bakery-store.h"

G_BEGIN_DECLS

/** Free minutes where a store has no limit. */
#define BAKERY_SLOT_UNLIMITED G_MAXINT64

/**
 * BakerySlot:
 * @begin: its first instant
 * @end: the first instant after it
 * @used: work minutes of the orders that are due in it
 */
typedef struct
{
  gint64 begin;
  gint64 end;
  gint64 used;
} BakerySlot;

/**
 * BakeryDay:
 * @store: borrowed
 * @begin: midnight, in the store's time zone
 * @end: the next midnight
 * @used: work minutes of the orders that are due on it, in a slot or not
 * @slots: (element-type BakerySlot): when it hands over, in order
 *
 * One day of a store. Freed with bakery_day_clear().
 */
typedef struct
{
  const BakeryStore *store;
  gint64 begin;
  gint64 end;
  gint64 used;
  GArray *slots;
} BakeryDay;

void bakery_day_init (BakeryDay *self,
                      const BakeryStore *store,
                      gint64 time,
                      int days);
void bakery_day_clear (BakeryDay *self);
void bakery_day_add_work (BakeryDay *self,
                          gint64 due_at,
                          gint64 work_minutes);
const BakerySlot *bakery_day_find_slot (const BakeryDay *self,
                                        gint64 time);
gint64 bakery_day_get_free_minutes (const BakeryDay *self,
                                    const BakerySlot *slot);
gboolean bakery_day_find_time (const BakeryDay *self,
                               gint64 earliest,
                               gint64 work_minutes,
                               gint64 *ret_time);

gboolean bakery_store_has_slots (const BakeryStore *store);
gboolean bakery_store_has_capacity (const BakeryStore *store);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BakeryDay, bakery_day_clear)

G_END_DECLS
