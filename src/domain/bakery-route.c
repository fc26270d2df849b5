/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order in which to visit places: nearest insertion, then 2-opt until no exchange makes the way shorter. The way begins at
 * the first place and ends at whichever is last; times there and back may differ. Pure; any thread. */

#include "bakery-route.h"

#include <math.h>

#define EARTH_RADIUS_METRES 6371008.8

/* Streets go round corners, and vans wait at them: a town's ways are so many hundredths of the beeline, at so many metres an
 * hour. */
#define DETOUR_PERCENT 135
#define METRES_PER_HOUR 27000

static double
to_radians (double degrees)
{
  return degrees * G_PI / 180;
}

/**
 * bakery_route_measure:
 * @latitude: of one place, degrees, NAN for none
 * @longitude: of one place
 * @other_latitude: of another
 * @other_longitude: of another
 *
 * The distance as the crow flies, by the haversine formula.
 *
 * Returns: whole metres, at least 1; %BAKERY_ROUTE_UNKNOWN unless both places are known
 */
gint64
bakery_route_measure (double latitude,
                      double longitude,
                      double other_latitude,
                      double other_longitude)
{
  double north = sin (to_radians (other_latitude - latitude) / 2);
  double east = sin (to_radians (other_longitude - longitude) / 2);
  double half = north * north + cos (to_radians (latitude)) * cos (to_radians (other_latitude)) * east * east;

  if (isnan (half))
    return BAKERY_ROUTE_UNKNOWN;

  return MAX (llround (2 * EARTH_RADIUS_METRES * asin (sqrt (MIN (half, 1)))), 1);
}

/**
 * bakery_route_estimate_metres:
 * @beeline_metres: as the crow flies
 *
 * Returns: how far that may be by road
 */
gint64
bakery_route_estimate_metres (gint64 beeline_metres)
{
  return beeline_metres * DETOUR_PERCENT / 100;
}

/**
 * bakery_route_estimate_seconds:
 * @metres: by road
 *
 * Returns: how long a van may take
 */
gint64
bakery_route_estimate_seconds (gint64 metres)
{
  return metres * 3600 / METRES_PER_HOUR;
}

static gint64
get_time (const gint64 *seconds,
          guint         n_places,
          guint         from,
          guint         to)
{
  return seconds[(gsize) from * n_places + to];
}

/**
 * bakery_route_get_length:
 * @seconds: (array): the time from each place to each other, row by row
 * @n_places: how many places there are
 * @order: (array length=n_order): places in the order in which they are visited
 * @n_order: how many
 *
 * Returns: how long it takes from the place 0 through all of them
 */
gint64
bakery_route_get_length (const gint64 *seconds,
                         guint         n_places,
                         const guint  *order,
                         guint         n_order)
{
  gint64 length = 0;
  guint last = 0;
  guint i;

  for (i = 0; i < n_order; i++)
    {
      length += get_time (seconds, n_places, last, order[i]);
      last = order[i];
    }

  return length;
}

/* What it takes longer to visit @place between the @position-th and its predecessor; at the end, to go on to it. */
static gint64
get_detour (const gint64 *seconds,
            guint         n_places,
            const guint  *order,
            guint         n_order,
            guint         position,
            guint         place)
{
  guint before = position > 0 ? order[position - 1] : 0;

  if (position == n_order)
    return get_time (seconds, n_places, before, place);

  return get_time (seconds, n_places, before, place) + get_time (seconds, n_places, place, order[position]) -
         get_time (seconds, n_places, before, order[position]);
}

static void
insert (const gint64 *seconds,
        guint         n_places,
        guint        *order,
        guint         n_order,
        guint         place)
{
  guint best = 0;
  guint i;

  for (i = 1; i <= n_order; i++)
    {
      if (get_detour (seconds, n_places, order, n_order, i, place) <
          get_detour (seconds, n_places, order, n_order, best, place))
        best = i;
    }
  for (i = n_order; i > best; i--)
    order[i] = order[i - 1];
  order[best] = place;
}

/* The place that is nearest to one of those that are visited already. */
static guint
find_nearest (const gint64   *seconds,
              guint           n_places,
              const gboolean *is_visited)
{
  gint64 nearest = G_MAXINT64;
  guint found = 0;
  guint from;
  guint to;

  for (to = 1; to < n_places; to++)
    {
      for (from = 0; !is_visited[to] && from < n_places; from++)
        {
          if (is_visited[from] && get_time (seconds, n_places, from, to) < nearest)
            {
              nearest = get_time (seconds, n_places, from, to);
              found = to;
            }
        }
    }

  return found;
}

static void
reverse (guint *order,
         guint  first,
         guint  last)
{
  for (; first < last; first++, last--)
    {
      guint place = order[first];

      order[first] = order[last];
      order[last] = place;
    }
}

/* One round of exchanges: whether one of them was worth it. */
static gboolean
improve (const gint64 *seconds,
         guint         n_places,
         guint        *order,
         guint         n_order)
{
  gint64 length = bakery_route_get_length (seconds, n_places, order, n_order);
  gboolean is_better = FALSE;
  guint first;
  guint last;

  for (first = 0; first + 1 < n_order; first++)
    {
      for (last = first + 1; last < n_order; last++)
        {
          gint64 changed;

          reverse (order, first, last);
          changed = bakery_route_get_length (seconds, n_places, order, n_order);
          if (changed >= length)
            {
              reverse (order, first, last);
              continue;
            }
          length = changed;
          is_better = TRUE;
        }
    }

  return is_better;
}

/**
 * bakery_route_order:
 * @seconds: (array): the time from each place to each other, row by row; the way begins at the place 0
 * @n_places: how many places there are, at most %BAKERY_ROUTE_MAXIMUM
 * @order: (out caller-allocates) (array): all places but the first in the order in which to visit them
 *
 * Finds a short way through all places. The same times always give the same way.
 */
void
bakery_route_order (const gint64 *seconds,
                    guint         n_places,
                    guint        *order)
{
  gboolean is_visited[BAKERY_ROUTE_MAXIMUM] = { TRUE };
  guint n_order;

  g_return_if_fail (n_places > 0 && n_places <= BAKERY_ROUTE_MAXIMUM);

  for (n_order = 0; n_order + 1 < n_places; n_order++)
    {
      guint place = find_nearest (seconds, n_places, is_visited);

      is_visited[place] = TRUE;
      insert (seconds, n_places, order, n_order, place);
    }
  while (improve (seconds, n_places, order, n_order))
    continue;
}
