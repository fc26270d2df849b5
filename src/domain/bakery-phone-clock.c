/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells a telephone whose clock is slow from one that had no network. Nothing arrives before it was taken, so a clock is behind
 * by no more than positions ever looked old. Positions that were kept back look old as well, but sent at last they look less
 * so from one to the next, until they are those of now; and what is sent over and over looks older each time. What looks
 * equally old for a while is new, and the clock is slow. What is yet to come comes from a clock that is fast, there is no other
 * way. Pure; any thread. */

#include "bakery-phone-clock.h"

#include "bakery-delivery.h"
#include "bakery-time.h"

/* What looks less old than that has just been on its way; what is further off is of no clock that anybody set. */
#define RIGHT (10 * BAKERY_SECOND)
#define LIMIT BAKERY_DAY

/* Equally old, give or take how long networks take; and for so long. Positions of the past would have to be sent at nearly the
 * pace at which they were taken to look so. */
#define SPREAD (3 * BAKERY_SECOND)
#define WHILE (10 * BAKERY_SECOND)

/**
 * bakery_phone_clock_find_newest:
 * @self: what is known
 * @positions: (element-type BakeryPosition): what has arrived, with times by the telephone's clock
 * @now: when it arrived
 *
 * Returns: the newest time. One that is yet to come counts where the clock is known to be so fast, and where all are, since a
 *   clock that is fast is so with each; among others it is a mistake
 */
gint64
bakery_phone_clock_find_newest (const BakeryPhoneClock *self,
                                const GPtrArray        *positions,
                                gint64                  now)
{
  const gint64 last = self->is_sure && self->lag < 0 ? now - self->lag + SPREAD : now;
  gint64 possible = 0;
  gint64 newest = 0;

  for (guint i = 0; i < positions->len; i++)
    {
      const BakeryPosition *position = g_ptr_array_index (positions, i);

      newest = MAX (newest, position->at);
      if (position->at <= last)
        possible = MAX (possible, position->at);
    }

  return possible != 0 ? possible : newest;
}

/**
 * bakery_phone_clock_note:
 * @self: what is known
 * @at: when the newest of some positions was taken, by the telephone's clock
 * @now: when they arrived
 *
 * Learns from positions that have arrived.
 *
 * Returns: whether that is news
 */
gboolean
bakery_phone_clock_note (BakeryPhoneClock *self,
                         gint64            at,
                         gint64            now)
{
  const gint64 lag = now - at;
  const gboolean was_odd = self->since != 0;

  if (lag < RIGHT && lag >= -BAKERY_POSITION_AHEAD)
    {
      *self = (BakeryPhoneClock) { 0 };
      return was_odd;
    }
  if (ABS (lag) > LIMIT)
    return FALSE;
  if (!was_odd || lag < self->lag - SPREAD)
    {
      self->lag = lag;
      self->since = now;
      self->is_sure |= lag < 0;
      return TRUE;
    }
  if (self->is_sure || lag > self->lag + SPREAD || now - self->since < WHILE)
    return FALSE;
  self->is_sure = TRUE;

  return TRUE;
}

/**
 * bakery_phone_clock_correct:
 * @self: what is known
 * @at: an instant by the telephone's clock
 *
 * Returns: the same by ours
 */
gint64
bakery_phone_clock_correct (const BakeryPhoneClock *self,
                            gint64                  at)
{
  return self->is_sure ? at + self->lag : at;
}
