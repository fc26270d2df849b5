/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes up streets: two bundles of them that cross in blocks and bend a little, the same for all ways of a town. A way leaves a
 * door for its street, goes on from crossing to crossing, slows down where it turns, and waits at some lights.
 *
 * Streets are straight lines at whole numbers of blocks in a plane of their own, "along" and "across"; bend() lays that plane
 * over the town. Both count metres. */

#include "config.h"

#include "console-demo-way.h"

#include <math.h>

#define METRES_PER_DEGREE 111195.0

/* The blocks between streets. */
#define BLOCK_ALONG 170.0
#define BLOCK_ACROSS 120.0

/* How far the streets are turned from north, in radians; how far, and after how many metres, they bend. */
#define TURNED .3
#define BEND 25.0
#define BEND_METRES 300.0

/* A street is driven in pieces no longer than this, so that its bends are seen. */
#define PIECE 40.0

/* Metres a second in a street, round a corner, and to a door. */
#define STREET_SPEED 11.0
#define CORNER_SPEED 6.0
#define DOOR_SPEED 3.0

/* Of so many crossings, one has a red light, for so many seconds. */
#define RED_ONE_IN 4
#define SHORTEST_RED 8
#define LONGEST_RED 30

/* Of so many crossings, a van turns at one. */
#define TURN_ONE_IN 3

typedef struct
{
  double along;
  double across;
} Corner;

typedef struct
{
  double east;
  double north;
  double at;     /* seconds after setting out */
  double leaves;
} Point;

struct _ConsoleDemoWay
{
  ConsoleDemoPlace town;
  GArray          *points;
};

/* --- The town --- */

static void
bend (const Corner *corner,
      double       *ret_east,
      double       *ret_north)
{
  const double east = cos (TURNED) * corner->along - sin (TURNED) * corner->across;
  const double north = sin (TURNED) * corner->along + cos (TURNED) * corner->across;

  *ret_east = east + BEND * sin (north / BEND_METRES);
  *ret_north = north + BEND * sin (east / BEND_METRES);
}

/* The bend is gentle: each round comes nearer by a factor of ten or more. */
static Corner
straighten (double east,
            double north)
{
  double straight_east = east;
  double straight_north = north;

  for (guint i = 0; i < 6; i++)
    {
      const double nearer_east = east - BEND * sin (straight_north / BEND_METRES);

      straight_north = north - BEND * sin (straight_east / BEND_METRES);
      straight_east = nearer_east;
    }

  return (Corner) {
           cos (TURNED) * straight_east + sin (TURNED) * straight_north,
           cos (TURNED) * straight_north - sin (TURNED) * straight_east,
  };
}

static double
get_metres_east (const ConsoleDemoPlace *town)
{
  return METRES_PER_DEGREE * cos (town->latitude * G_PI / 180);
}

static Corner
find_corner (const ConsoleDemoPlace *town,
             const ConsoleDemoPlace *place)
{
  return straighten ((place->longitude - town->longitude) * get_metres_east (town),
                     (place->latitude - town->latitude) * METRES_PER_DEGREE);
}

/* --- The way --- */

static Point *
get_last (ConsoleDemoWay *self)
{
  return &g_array_index (self->points, Point, self->points->len - 1);
}

static void
append (ConsoleDemoWay *self,
        const Corner   *corner,
        double          speed)
{
  Point point = { 0 };

  bend (corner, &point.east, &point.north);
  if (self->points->len > 0)
    {
      const Point *last = get_last (self);

      point.at = last->leaves + hypot (point.east - last->east, point.north - last->north) / speed;
    }
  point.leaves = point.at;
  g_array_append_val (self->points, point);
}

/* Straight on to a corner, piece by piece. */
static void
drive (ConsoleDemoWay *self,
       Corner         *here,
       const Corner   *to,
       double          speed)
{
  const Corner from = *here;
  const double length = hypot (to->along - from.along, to->across - from.across);
  const guint n = (guint) ceil (length / PIECE);

  for (guint i = 1; i <= n; i++)
    {
      const double share = (double) i / n;
      const Corner corner = {
        from.along + share * (to->along - from.along), from.across + share * (to->across - from.across),
      };
      const gboolean is_near_corner = i == 1 || i == n;

      append (self, &corner, is_near_corner ? MIN (speed, CORNER_SPEED) : speed);
    }
  *here = *to;
}

static void
wait_for_green (ConsoleDemoWay *self,
                GRand          *random)
{
  if (g_rand_int_range (random, 0, RED_ONE_IN) == 0)
    get_last (self)->leaves += g_rand_double_range (random, SHORTEST_RED, LONGEST_RED);
}

/* One block nearer. */
static void
approach (double *position,
          double  to,
          double  block)
{
  *position += to > *position ? block : -block;
}

static gboolean
is_at (double position,
       double to)
{
  return fabs (to - position) < 1;
}

/* From the crossing @here to the crossing @to, turning now and then so that neither direction is left for the end. */
static void
cross_town (ConsoleDemoWay *self,
            GRand          *random,
            Corner         *here,
            const Corner   *to)
{
  gboolean is_along = g_rand_boolean (random);

  while (!is_at (here->along, to->along) || !is_at (here->across, to->across))
    {
      Corner next = *here;

      wait_for_green (self, random);
      if (g_rand_int_range (random, 0, TURN_ONE_IN) == 0)
        is_along = !is_along;
      if (is_at (here->across, to->across) || (is_along && !is_at (here->along, to->along)))
        approach (&next.along, to->along, BLOCK_ALONG);
      else
        approach (&next.across, to->across, BLOCK_ACROSS);
      drive (self, here, &next, STREET_SPEED);
    }
}

/* The next crossing of a street on the way to somewhere. */
static double
find_crossing (double along,
               double to)
{
  return (to > along ? ceil (along / BLOCK_ALONG) : floor (along / BLOCK_ALONG)) * BLOCK_ALONG;
}

static void
lay (ConsoleDemoWay *self,
     GRand          *random,
     Corner          from,
     const Corner   *to)
{
  const Corner leaving = { from.along, round (from.across / BLOCK_ACROSS) * BLOCK_ACROSS };
  const Corner arriving = { to->along, round (to->across / BLOCK_ACROSS) * BLOCK_ACROSS };
  const Corner first = { find_crossing (leaving.along, arriving.along), leaving.across };
  Corner last = { find_crossing (arriving.along, leaving.along), arriving.across };

  append (self, &from, DOOR_SPEED);
  drive (self, &from, &leaving, DOOR_SPEED);
  if (fabs (arriving.across - leaving.across) > BLOCK_ACROSS / 2 || fabs (arriving.along - leaving.along) > BLOCK_ALONG)
    {
      /* In the same block, there is one crossing, not one on each side. */
      if ((last.along - first.along) * (arriving.along - leaving.along) < 0)
        last.along = first.along;
      drive (self, &from, &first, STREET_SPEED);
      cross_town (self, random, &from, &last);
    }
  drive (self, &from, &arriving, STREET_SPEED);
  drive (self, &from, to, DOOR_SPEED);
}

/**
 * console_demo_way_new:
 * @town: around which place the streets are; the same for all ways of a town
 * @from: where to set out
 * @to: where to go
 * @seed: the same seed makes the same way
 *
 * Returns: (transfer full): a way
 */
ConsoleDemoWay *
console_demo_way_new (const ConsoleDemoPlace *town,
                      const ConsoleDemoPlace *from,
                      const ConsoleDemoPlace *to,
                      guint32                 seed)
{
  ConsoleDemoWay *self = g_new0 (ConsoleDemoWay, 1);
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  const Corner end = find_corner (town, to);

  self->town = *town;
  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  lay (self, random, find_corner (town, from), &end);

  return self;
}

/**
 * console_demo_way_free:
 * @self: (transfer full): a way
 */
void
console_demo_way_free (ConsoleDemoWay *self)
{
  g_array_unref (self->points);
  g_free (self);
}

/**
 * console_demo_way_get_seconds:
 * @self: a way
 *
 * Returns: how long it takes
 */
double
console_demo_way_get_seconds (const ConsoleDemoWay *self)
{
  return g_array_index (self->points, Point, self->points->len - 1).at;
}

static void
describe (const ConsoleDemoWay *self,
          const Point          *before,
          const Point          *after,
          double                seconds,
          ConsoleDemoMotion    *ret_motion)
{
  const double span = after->at - before->leaves;
  const double share = span > 0 ? CLAMP ((seconds - before->leaves) / span, 0, 1) : 1;
  const double east = after->east - before->east;
  const double north = after->north - before->north;
  const double heading = atan2 (east, north) * 180 / G_PI;

  ret_motion->place.latitude = self->town.latitude + (before->north + share * north) / METRES_PER_DEGREE;
  ret_motion->place.longitude = self->town.longitude + (before->east + share * east) / get_metres_east (&self->town);
  ret_motion->heading = heading < 0 ? heading + 360 : heading;
  ret_motion->speed = share > 0 && share < 1 ? hypot (east, north) / span : 0;
}

/**
 * console_demo_way_locate:
 * @self: a way
 * @seconds: since setting out
 * @ret_motion: (out caller-allocates): what the van does then; after the end, it stands there
 */
void
console_demo_way_locate (const ConsoleDemoWay *self,
                         double                seconds,
                         ConsoleDemoMotion    *ret_motion)
{
  const Point *points = (const Point *) self->points->data;
  guint next = MIN (1, self->points->len - 1);

  while (next + 1 < self->points->len && points[next].leaves < seconds)
    next++;
  describe (self, &points[next > 0 ? next - 1 : 0], &points[next], seconds, ret_motion);
}
