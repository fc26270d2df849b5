/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How slow or fast the clock of a driver's telephone is, as far as can be told from when its positions arrive. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BakeryPhoneClock:
 * @lag: how old its positions look at least when they arrive; less than none where they are yet to come
 * @since: since when they have looked no younger; 0 when nothing is odd
 * @is_sure: whether that is its clock, and not that it had no network
 *
 * What is known of a telephone. All zero for one that nothing is known of.
 */
typedef struct
{
  gint64 lag;
  gint64 since;
  gboolean is_sure;
} BakeryPhoneClock;

gint64 bakery_phone_clock_find_newest (const BakeryPhoneClock *self,
                                       const GPtrArray *positions,
                                       gint64 now);
gboolean bakery_phone_clock_note (BakeryPhoneClock *self,
                                  gint64 at,
                                  gint64 now);
gint64 bakery_phone_clock_correct (const BakeryPhoneClock *self,
                                   gint64 at);

G_END_DECLS
