/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The level of an item as steps. Changes are gathered in any order, then sorted and summed up once. What should have happened
 * before the present has not yet, so it happens at once, but still in its order: a late order that needs what a late delivery
 * was to bring falls short now. So whether there is enough does not change as time goes by. */

#include "config.h"

#include "bakery-projection.h"

/**
 * bakery_projection_new:
 * @begin: the present
 * @end: until when the level is told
 * @on_hand: what is there at @begin
 * @threshold: below it there is little, 0 for no threshold
 *
 * Returns: (transfer full): a projection without any change yet
 */
BakeryProjection *
bakery_projection_new (gint64 begin,
                       gint64 end,
                       gint64 on_hand,
                       gint64 threshold)
{
  BakeryProjection *self = g_new0 (BakeryProjection, 1);
  const BakeryLevel first = { begin, on_hand };

  self->begin = begin;
  self->end = end;
  self->threshold = threshold;
  self->levels = g_array_new (FALSE, FALSE, sizeof (BakeryLevel));
  g_array_append_val (self->levels, first);

  return self;
}

/**
 * bakery_projection_free:
 * @self: (nullable) (transfer full): a projection
 */
void
bakery_projection_free (BakeryProjection *self)
{
  if (self != NULL)
    {
      g_array_unref (self->levels);
      g_free (self);
    }
}

/**
 * bakery_projection_add:
 * @self: a projection that is not finished
 * @at: when it should happen, or should have
 * @change: what is delivered, or below 0 what is taken
 *
 * Adds a change that is expected, also one after the end.
 */
void
bakery_projection_add (BakeryProjection *self,
                       gint64            at,
                       gint64            change)
{
  const BakeryLevel level = { at, change };

  if (change != 0)
    {
      g_array_append_val (self->levels, level);
    }
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const BakeryLevel *left = a, *right = b;

  return (left->at > right->at) - (left->at < right->at);
}

static void
note_level (BakeryProjection  *self,
            const BakeryLevel *level)
{
  if (self->low_at == 0 && level->quantity < self->threshold)
    {
      self->low_at = level->at;
    }
  if (self->out_at == 0 && level->quantity < 0)
    {
      self->out_at = level->at;
    }
  self->least = MIN (self->least, level->quantity);
}

/* Sums up the changes that happen at one instant, of which that at @position is the first. Returns the position after them. */
static guint
sum_instant (const BakeryProjection *self,
             guint                   position,
             gint64                 *quantity)
{
  const BakeryLevel *changes = (const BakeryLevel *) self->levels->data;
  const gint64 at = changes[position].at;

  for (; position < self->levels->len && changes[position].at == at; position++)
    {
      *quantity += changes[position].quantity;
    }

  return position;
}

/**
 * bakery_projection_finish:
 * @self: a projection with all its changes
 *
 * Sums the changes up to levels.
 */
void
bakery_projection_finish (BakeryProjection *self)
{
  BakeryLevel *levels = (BakeryLevel *) self->levels->data;
  gint64 quantity = levels[0].quantity;
  guint n_levels = 1, next = 1;

  qsort (levels + 1, self->levels->len - 1, sizeof (BakeryLevel), compare_changes);
  self->least = quantity;
  note_level (self, &levels[0]);
  while (next < self->levels->len)
    {
      const gint64 at = MAX (levels[next].at, self->begin);

      next = sum_instant (self, next, &quantity);
      n_levels += at > levels[n_levels - 1].at;
      levels[n_levels - 1] = (BakeryLevel) { at, quantity };
      note_level (self, &levels[n_levels - 1]);
    }
  g_array_set_size (self->levels, n_levels);
}

/**
 * bakery_projection_get_level:
 * @self: a finished projection
 * @at: an instant
 *
 * Returns: what is there then
 */
gint64
bakery_projection_get_level (const BakeryProjection *self,
                             gint64                  at)
{
  const BakeryLevel *levels = (const BakeryLevel *) self->levels->data;
  guint from = 0, to = self->levels->len;

  /* The last level that begins no later than @at lies in [from, to). */
  while (to - from > 1)
    {
      const guint middle = (from + to) / 2;

      if (levels[middle].at <= at)
        {
          from = middle;
        }
      else
        {
          to = middle;
        }
    }

  return levels[from].quantity;
}

/**
 * bakery_projection_accept:
 * @self: a finished projection, without the order in question
 * @at: when the order is baked
 * @day_end: when the day on which it is baked is over
 * @needed: what it takes
 * @ret_acceptance: (out): what that does; its item is left for the caller to fill in
 *
 * Works out what accepting one more order does. Work that comes later and was accepted earlier keeps what is promised to it:
 * the order falls short also where it leaves too little for such work.
 */
void
bakery_projection_accept (const BakeryProjection *self,
                          gint64                  at,
                          gint64                  day_end,
                          gint64                  needed,
                          BakeryAcceptance       *ret_acceptance)
{
  const gint64 start = MAX (at, self->begin);
  gint64 left = bakery_projection_get_level (self, start) - needed;

  *ret_acceptance = (BakeryAcceptance) { .at = start, .needed = needed, .threshold = self->threshold };
  ret_acceptance->leaves = bakery_projection_get_level (self, MAX (day_end - 1, start)) - needed;
  if (left < 0)
    {
      ret_acceptance->short_at = start;
      ret_acceptance->short_by = -left;
    }
  for (guint i = 0; i < self->levels->len && ret_acceptance->short_at == 0; i++)
    {
      const BakeryLevel *level = &g_array_index (self->levels, BakeryLevel, i);

      left = level->quantity - needed;
      if (level->at > start && left < 0)
        {
          ret_acceptance->short_at = level->at;
          ret_acceptance->short_by = -left;
        }
    }
}

/* How many times what is needed, or what should always be there, is left: in thousandths. */
static gint64
get_ease (const BakeryAcceptance *self)
{
  const gint64 measure = MAX (self->threshold, self->needed);

  return measure > 0 ? (gint64) ((double) self->leaves / (double) measure * 1000) : G_MAXINT64;
}

/**
 * bakery_acceptance_compare:
 * @a: what an order does to one item
 * @b: what it does to another
 *
 * Puts first what a person should hear of: what falls short first, then what becomes the scarcest.
 *
 * Returns: below 0 when @a comes before @b
 */
int
bakery_acceptance_compare (const BakeryAcceptance *a,
                           const BakeryAcceptance *b)
{
  const gint64 first_a = a->short_at != 0 ? a->short_at : G_MAXINT64;
  const gint64 first_b = b->short_at != 0 ? b->short_at : G_MAXINT64;

  if (first_a != first_b)
    {
      return first_a < first_b ? -1 : 1;
    }

  return (get_ease (a) > get_ease (b)) - (get_ease (a) < get_ease (b));
}
