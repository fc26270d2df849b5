/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hand-over slots: opening hours and closures on a zone's clocks, also on the days when those change, and the room
 * they have. */

#include "bakery-slot.h"
#include "bakery-time.h"

#define EVERY_DAY(spans_)                                                                                              \
  "{\"mon\":" spans_ ",\"tue\":" spans_ ",\"wed\":" spans_ ",\"thu\":" spans_ ",\"fri\":" spans_ ",\"sat\":" spans_   \
  ",\"sun\":" spans_ "}"

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (bakery_time_from_string (text, &time));

  return time;
}

static BakeryStore *
make_store (const char *time_zone,
            const char *opening_hours)
{
  BakeryStore *store = bakery_store_new ();

  g_free (store->time_zone);
  store->time_zone = g_strdup (time_zone);
  store->opening_hours = opening_hours != NULL ? json_from_string (opening_hours, NULL) : NULL;
  store->slot_minutes = 60;

  return store;
}

static void
assert_slot (const BakeryDay *day,
             guint            position,
             const char      *begin,
             const char      *end)
{
  const BakerySlot *slot = &g_array_index (day->slots, BakerySlot, position);

  g_assert_cmpint (slot->begin, ==, at (begin));
  g_assert_cmpint (slot->end, ==, at (end));
}

static void
test_opening_hours (void)
{
  g_autoptr(BakeryStore) store = make_store ("Asia/Kolkata", "{\"fri\":[[\"16:00\",\"17:30\"],[\"09:00\",\"11:00\"]]}");
  g_auto(BakeryDay) friday = { NULL };
  g_auto(BakeryDay) saturday = { NULL };

  bakery_day_init (&friday, store, at ("2026-11-20T12:00:00Z"), 0);
  g_assert_cmpuint (friday.slots->len, ==, 4);
  assert_slot (&friday, 0, "2026-11-20T03:30:00Z", "2026-11-20T04:30:00Z");
  assert_slot (&friday, 1, "2026-11-20T04:30:00Z", "2026-11-20T05:30:00Z");
  assert_slot (&friday, 2, "2026-11-20T10:30:00Z", "2026-11-20T11:30:00Z");
  assert_slot (&friday, 3, "2026-11-20T11:30:00Z", "2026-11-20T12:00:00Z");

  bakery_day_init (&saturday, store, at ("2026-11-20T12:00:00Z"), 1);
  g_assert_cmpuint (saturday.slots->len, ==, 0);
}

static void
test_closures (void)
{
  g_autoptr(BakeryStore) store = make_store ("UTC", EVERY_DAY ("[[\"09:00\",\"13:00\"]]"));
  g_auto(BakeryDay) day = { NULL };

  store->closures = json_from_string ("[{\"from\":\"2026-11-20T10:30:00Z\",\"to\":\"2026-11-20T11:00:00Z\"}]", NULL);
  bakery_day_init (&day, store, at ("2026-11-20T00:00:00Z"), 0);
  g_assert_cmpuint (day.slots->len, ==, 3);
  assert_slot (&day, 1, "2026-11-20T11:00:00Z", "2026-11-20T12:00:00Z");
  g_assert_null (bakery_day_find_slot (&day, at ("2026-11-20T10:00:00Z")));
  g_assert_nonnull (bakery_day_find_slot (&day, at ("2026-11-20T11:00:00Z")));
  g_assert_null (bakery_day_find_slot (&day, at ("2026-11-20T13:00:00Z")));
}

/* In Berlin the clocks skip from 2 to 3 on 29 March 2026, and show 2 to 3 twice on 25 October. */
static void
test_clock_changes (void)
{
  static const struct
  {
    const char *noon;
    const char *opening_hours;
    guint       n_slots;
    const char *first;
    const char *last_end;
  } cases[] = {
    { "2026-03-28T11:00:00Z", NULL, 24, "2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z" },
    { "2026-03-29T11:00:00Z", NULL, 23, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z" },
    { "2026-10-25T11:00:00Z", NULL, 25, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z" },
    { "2026-03-29T11:00:00Z", EVERY_DAY ("[[\"09:00\",\"11:00\"]]"), 2, "2026-03-29T07:00:00Z", "2026-03-29T09:00:00Z" },
    { "2026-03-28T11:00:00Z", EVERY_DAY ("[[\"09:00\",\"11:00\"]]"), 2, "2026-03-28T08:00:00Z", "2026-03-28T10:00:00Z" },
    { "2026-03-29T11:00:00Z", EVERY_DAY ("[[\"02:30\",\"04:00\"]]"), 1, "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z" },
    { "2026-10-25T11:00:00Z", EVERY_DAY ("[[\"02:00\",\"04:00\"]]"), 3, "2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BakeryStore) store = make_store ("Europe/Berlin", cases[i].opening_hours);
      g_auto(BakeryDay) day = { NULL };

      bakery_day_init (&day, store, at (cases[i].noon), 0);
      g_test_message ("%s", cases[i].noon);
      g_assert_cmpuint (day.slots->len, ==, cases[i].n_slots);
      g_assert_cmpint (g_array_index (day.slots, BakerySlot, 0).begin, ==, at (cases[i].first));
      g_assert_cmpint (g_array_index (day.slots, BakerySlot, day.slots->len - 1).end, ==, at (cases[i].last_end));
    }
}

static void
test_room (void)
{
  g_autoptr(BakeryStore) store = make_store ("UTC", EVERY_DAY ("[[\"09:00\",\"12:00\"]]"));
  g_auto(BakeryDay) day = { NULL };
  gint64 time;

  bakery_day_init (&day, store, at ("2026-11-20T00:00:00Z"), 0);
  g_assert_cmpint (bakery_day_get_free_minutes (&day, bakery_day_find_slot (&day, at ("2026-11-20T09:00:00Z"))), ==,
                   BAKERY_SLOT_UNLIMITED);

  store->capacity_minutes_per_slot = 60;
  store->capacity_minutes_per_day = 100;
  bakery_day_add_work (&day, at ("2026-11-20T09:30:00Z"), 45);
  g_assert_true (bakery_day_find_time (&day, at ("2026-11-20T00:00:00Z"), 15, &time));
  g_assert_cmpint (time, ==, at ("2026-11-20T09:00:00Z"));
  g_assert_true (bakery_day_find_time (&day, at ("2026-11-20T09:20:00Z"), 15, &time));
  g_assert_cmpint (time, ==, at ("2026-11-20T09:20:00Z"));
  g_assert_true (bakery_day_find_time (&day, at ("2026-11-20T00:00:00Z"), 16, &time));
  g_assert_cmpint (time, ==, at ("2026-11-20T10:00:00Z"));
  g_assert_false (bakery_day_find_time (&day, at ("2026-11-20T00:00:00Z"), 56, &time));
  g_assert_false (bakery_day_find_time (&day, at ("2026-11-20T12:00:00Z"), 0, &time));

  bakery_day_add_work (&day, at ("2026-11-20T20:00:00Z"), 60);
  g_assert_cmpint (bakery_day_get_free_minutes (&day, bakery_day_find_slot (&day, at ("2026-11-20T11:00:00Z"))), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slot/opening-hours", test_opening_hours);
  g_test_add_func ("/slot/closures", test_closures);
  g_test_add_func ("/slot/clock-changes", test_clock_changes);
  g_test_add_func ("/slot/room", test_room);

  return g_test_run ();
}
