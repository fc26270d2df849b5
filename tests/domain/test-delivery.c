/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which positions are believed, whose clock is, and the trail that they leave. */

#include "config.h"

#include "bakery-delivery.h"
#include "bakery-phone-clock.h"
#include "bakery-time.h"

#define NOW (G_GINT64_CONSTANT (20000) * BAKERY_DAY)

static BakeryPosition *
make_position (double latitude,
               double longitude,
               gint64 age)
{
  BakeryPosition *position = bakery_position_new ();

  position->latitude = latitude;
  position->longitude = longitude;
  position->at = NOW - age;

  return position;
}

static void
test_verdicts (void)
{
  static const struct
  {
    double                latitude;
    double                longitude;
    double                accuracy;
    gint64                age;
    BakeryPositionVerdict verdict;
  } cases[] = {
    { 18.5, 73.8, 10, 0, BAKERY_POSITION_GOOD },
    { 0, 73.8, 10, 0, BAKERY_POSITION_GOOD },
    { 90, 180, 10, 0, BAKERY_POSITION_GOOD },
    { 90.1, 0, 10, 0, BAKERY_POSITION_BEYOND_EARTH },
    { 0, -180.1, 10, 0, BAKERY_POSITION_BEYOND_EARTH },
    { G_MAXDOUBLE, 0, 10, 0, BAKERY_POSITION_BEYOND_EARTH },
    { 0, 0, 10, 0, BAKERY_POSITION_NOWHERE },
    { 18.5, 73.8, 2001, 0, BAKERY_POSITION_INACCURATE },
    { 18.5, 73.8, 10, -BAKERY_MINUTE, BAKERY_POSITION_GOOD },
    { 18.5, 73.8, 10, -BAKERY_MINUTE - 1, BAKERY_POSITION_FUTURE },
    { 18.5, 73.8, 10, 30 * BAKERY_MINUTE + 1, BAKERY_POSITION_STALE },
    { 18.5, 73.8, 10, 10 * BAKERY_MINUTE, BAKERY_POSITION_OUT_OF_ORDER },
    { 18.5, 73.8, 10, 10 * BAKERY_MINUTE - 1, BAKERY_POSITION_GOOD },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BakeryPosition) position = make_position (cases[i].latitude, cases[i].longitude, cases[i].age);

      position->accuracy_metres = cases[i].accuracy;
      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpint (bakery_position_judge (position, NOW - 10 * BAKERY_MINUTE, NOW), ==, cases[i].verdict);
    }
}

static void
test_trail (void)
{
  g_autoptr(BakeryPosition) position = make_position (18.5, 73.8, 0);
  JsonArray *first;
  guint i;

  for (i = 0; i < BAKERY_POSITION_TRAIL + 10; i++)
    {
      g_autoptr(BakeryPosition) next = make_position (18.5 + i * 0.001, 73.8, 0);
      g_autoptr(BakeryPosition) hardly = make_position (18.5 + i * 0.001, 73.8001, 0);

      bakery_position_extend_trail (position, next);
      bakery_position_extend_trail (position, hardly);
      g_assert_cmpuint (json_array_get_length (json_node_get_array (position->trail)), ==,
                        MIN (i + 1, BAKERY_POSITION_TRAIL));
    }
  first = json_array_get_array_element (json_node_get_array (position->trail), 0);
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (first, 0), 18.51, 1e-9);
}

/* What somebody sends: so many seconds after the one before, and how many it looks old. */
typedef struct
{
  guint  after;
  gint64 lag;
} Sent;

/* Returns: how slow the clock is held to be after all that. */
static gint64
learn (const Sent *sent)
{
  BakeryPhoneClock clock = { 0 };
  gint64 now = NOW;

  for (guint i = 0; sent[i].lag != 0; i++)
    {
      now += sent[i].after * BAKERY_SECOND;
      bakery_phone_clock_note (&clock, now - sent[i].lag * BAKERY_SECOND, now);
    }

  return bakery_phone_clock_correct (&clock, 0) / BAKERY_SECOND;
}

static void
test_clocks (void)
{
  static const struct
  {
    const char *name;
    Sent        sent[8];
    gint64      lag;
  } cases[] = {
    { "right", { { 0, 1 }, { 5, 2 }, { 10, 1 }, { 0 } }, 0 },
    { "said once", { { 0, 300 }, { 0 } }, 0 },
    { "slow", { { 0, 300 }, { 10, 301 }, { 0 } }, 300 },
    { "not for long", { { 0, 300 }, { 5, 301 }, { 4, 300 }, { 0 } }, 0 },
    { "in the wrong zone", { { 0, 19800 }, { 12, 19801 }, { 0 } }, 19800 },
    { "another year", { { 0, 86401 }, { 12, 86401 }, { 12, 86401 }, { 0 } }, 0 },
    { "a slow network at first", { { 0, 310 }, { 10, 300 }, { 10, 305 }, { 10, 302 }, { 0 } }, 300 },
    { "a queue", { { 0, 900 }, { 1, 600 }, { 1, 300 }, { 1, 12 }, { 1, 1 }, { 20, 1 }, { 0 } }, 0 },
    { "a queue that is sent slowly", { { 0, 900 }, { 10, 890 }, { 10, 880 }, { 10, 870 }, { 0 } }, 0 },
    { "the same over and over", { { 0, 300 }, { 10, 310 }, { 10, 320 }, { 10, 330 }, { 0 } }, 0 },
    { "slow, then a queue", { { 0, 300 }, { 10, 300 }, { 600, 900 }, { 1, 600 }, { 1, 300 }, { 0 } }, 300 },
    { "slow, then set", { { 0, 300 }, { 10, 300 }, { 1, 1 }, { 0 } }, 0 },
    { "fast", { { 0, -300 }, { 5, -299 }, { 0 } }, -300 },
    { "a little fast", { { 0, -60 }, { 0 } }, 0 },
    { "fast by a year", { { 0, -86401 }, { 0 } }, 0 },
    { "fast, then set", { { 0, -300 }, { 5, 1 }, { 0 } }, 0 },
    { "fast, then a queue", { { 0, -300 }, { 600, 100 }, { 1, -100 }, { 0 } }, -300 },
    { "slow, then fast", { { 0, 300 }, { 5, -300 }, { 0 } }, -300 },
    { "set by a bit", { { 0, 300 }, { 10, 300 }, { 1, 100 }, { 0 } }, 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (learn (cases[i].sent), ==, cases[i].lag);
    }
}

static void
test_stops (void)
{
  g_autoptr(BakeryDelivery) delivery = bakery_delivery_new ();
  BakeryDeliveryStop *stop = bakery_delivery_stop_new ();

  g_assert_null (bakery_delivery_find_stop (delivery, 5));
  delivery->stops = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (delivery->stops, stop);
  stop->order = 5;
  g_assert_true (bakery_delivery_find_stop (delivery, 5) == stop);
  g_assert_null (bakery_delivery_find_stop (delivery, 6));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delivery/verdicts", test_verdicts);
  g_test_add_func ("/delivery/clocks", test_clocks);
  g_test_add_func ("/delivery/trail", test_trail);
  g_test_add_func ("/delivery/stops", test_stops);

  return g_test_run ();
}
