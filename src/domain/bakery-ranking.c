/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ranking rule: the average percentage of all ratings decides; among equals, the one that was rated last stands
 * first. Pure functions; any thread. */

#include "bakery-ranking.h"

/**
 * bakery_ranking_get_percent:
 * @stars: of all ratings together
 * @n_ratings: how many
 *
 * Returns: the average in whole percent, 0 without ratings
 */
gint64
bakery_ranking_get_percent (gint64 stars,
                            gint64 n_ratings)
{
  return n_ratings > 0 ? (stars * BAKERY_RANKING_STAR_PERCENT + n_ratings / 2) / n_ratings : 0;
}

/* Averages are compared as fractions, so that rounding makes no ties. */
static int
compare_cakes (gconstpointer a,
               gconstpointer b)
{
  const BakeryCake *first = *(const BakeryCake *const *) a;
  const BakeryCake *second = *(const BakeryCake *const *) b;
  gint64 first_share = first->rating_stars * second->rating_count;
  gint64 second_share = second->rating_stars * first->rating_count;

  if (first_share != second_share)
    return first_share > second_share ? -1 : 1;
  if (first->rated_at != second->rated_at)
    return first->rated_at > second->rated_at ? -1 : 1;

  return (first->base.id > second->base.id) - (first->base.id < second->base.id);
}

/**
 * bakery_ranking_keep_best:
 * @cakes: (element-type BakeryCake) (inout): cakes, each rated at least once
 * @n_best: how many to keep
 *
 * Sorts the best first, and drops all others.
 */
void
bakery_ranking_keep_best (GPtrArray *cakes,
                          guint      n_best)
{
  g_ptr_array_sort (cakes, compare_cakes);
  if (cakes->len > n_best)
    g_ptr_array_set_size (cakes, (int) n_best);
}
