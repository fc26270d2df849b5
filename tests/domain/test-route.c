/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order of stops, held against the best of all orders where those can be counted, and distances on the earth. */

#include "config.h"

#include "bakery-route.h"

#include <math.h>

#define PLACES 8

/* The towns are the same at each run: how far from the best the order may be is known of these, not of all there could be. */
#define SEED 1

/* Times of a town: the beeline, and a little more in one direction than in the other. */
static void
make_times (GRand  *chance,
            gint64 *seconds,
            guint   n_places)
{
  double x[BAKERY_ROUTE_MAXIMUM];
  double y[BAKERY_ROUTE_MAXIMUM];
  guint i;
  guint j;

  for (i = 0; i < n_places; i++)
    {
      x[i] = g_rand_double_range (chance, 0, 1000);
      y[i] = g_rand_double_range (chance, 0, 1000);
    }
  for (i = 0; i < n_places; i++)
    {
      for (j = 0; j < n_places; j++)
        seconds[i * n_places + j] = i == j ? 0 : (gint64) hypot (x[i] - x[j], y[i] - y[j]) + (i < j ? 7 : 0);
    }
}

static void
assert_permutation (const guint *order,
                    guint        n_places)
{
  gboolean seen[BAKERY_ROUTE_MAXIMUM] = { TRUE };
  guint i;

  for (i = 0; i + 1 < n_places; i++)
    {
      g_assert_cmpuint (order[i], <, n_places);
      g_assert_false (seen[order[i]]);
      seen[order[i]] = TRUE;
    }
}

static gint64
find_best (const gint64 *seconds,
           guint        *order,
           guint         fixed)
{
  gint64 best = G_MAXINT64;
  guint i;

  if (fixed == PLACES - 1)
    return bakery_route_get_length (seconds, PLACES, order, PLACES - 1);

  for (i = fixed; i < PLACES - 1; i++)
    {
      guint place = order[i];

      order[i] = order[fixed];
      order[fixed] = place;
      best = MIN (best, find_best (seconds, order, fixed + 1));
      order[fixed] = order[i];
      order[i] = place;
    }

  return best;
}

/* Not always the best order, but never far from it. */
static void
test_near_the_best (void)
{
  g_autoptr(GRand) chance = g_rand_new_with_seed (SEED);
  gint64 total = 0;
  gint64 best_total = 0;
  int i;
  guint j;

  for (i = 0; i < 50; i++)
    {
      gint64 seconds[PLACES * PLACES];
      guint order[PLACES];
      guint all[PLACES];
      gint64 length;
      gint64 best;

      make_times (chance, seconds, PLACES);
      bakery_route_order (seconds, PLACES, order);
      assert_permutation (order, PLACES);
      for (j = 0; j < PLACES; j++)
        all[j] = j + 1;
      length = bakery_route_get_length (seconds, PLACES, order, PLACES - 1);
      best = find_best (seconds, all, 0);
      g_assert_cmpint (length, >=, best);
      g_assert_cmpint (length * 100, <=, best * 140);
      total += length;
      best_total += best;
    }
  g_assert_cmpint (total * 100, <=, best_total * 107);
}

static void
test_many_places (void)
{
  g_autoptr(GRand) chance = g_rand_new_with_seed (SEED);
  g_autofree gint64 *seconds = g_new (gint64, BAKERY_ROUTE_MAXIMUM * BAKERY_ROUTE_MAXIMUM);
  guint order[BAKERY_ROUTE_MAXIMUM];
  guint again[BAKERY_ROUTE_MAXIMUM];
  guint i;

  make_times (chance, seconds, BAKERY_ROUTE_MAXIMUM);
  bakery_route_order (seconds, BAKERY_ROUTE_MAXIMUM, order);
  assert_permutation (order, BAKERY_ROUTE_MAXIMUM);
  bakery_route_order (seconds, BAKERY_ROUTE_MAXIMUM, again);
  for (i = 0; i + 1 < BAKERY_ROUTE_MAXIMUM; i++)
    g_assert_cmpuint (order[i], ==, again[i]);
}

static void
test_few_places (void)
{
  const gint64 alone[] = { 0 };
  const gint64 two[] = { 0, 5, 9, 0 };
  const gint64 line[] = { 0, 30, 10, 30, 0, 20, 10, 20, 0 };
  guint order[3] = { 77, 77, 77 };

  bakery_route_order (alone, 1, order);
  g_assert_cmpuint (order[0], ==, 77);
  bakery_route_order (two, 2, order);
  g_assert_cmpuint (order[0], ==, 1);
  bakery_route_order (line, 3, order);
  g_assert_cmpuint (order[0], ==, 2);
  g_assert_cmpuint (order[1], ==, 1);
  g_assert_cmpint (bakery_route_get_length (line, 3, order, 2), ==, 30);
}

static void
test_distances (void)
{
  g_assert_cmpint (bakery_route_measure (NAN, NAN, 1, 1), ==, BAKERY_ROUTE_UNKNOWN);
  g_assert_cmpint (bakery_route_measure (52.5, 13.4, 52.5, 13.4), ==, 1);
  g_assert_cmpint (bakery_route_measure (0, 0, 0, 1), ==, 111195);
  g_assert_cmpint (bakery_route_measure (0, 179.5, 0, -179.5), ==, 111195);
  g_assert_cmpint (bakery_route_measure (90, 0, -90, 0), ==, 20015114);
  g_assert_cmpint (bakery_route_estimate_metres (1000), >, 1000);
  g_assert_cmpint (bakery_route_estimate_seconds (27000), ==, 3600);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/near-the-best", test_near_the_best);
  g_test_add_func ("/route/many-places", test_many_places);
  g_test_add_func ("/route/few-places", test_few_places);
  g_test_add_func ("/route/distances", test_distances);

  return g_test_run ();
}
