/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Slots follow from a store's opening hours and closures, on the clocks of its time zone; their length is real time,
 * so that a day on which the clocks change has fewer or more of them. Pure functions; any thread. */

#include "bakery-slot.h"

#include "bakery-time.h"

#define MINUTES_OF_DAY (24 * 60)

/* --- When it is open --- */

static int
get_minutes (const char *time_of_day)
{
  return (g_ascii_digit_value (time_of_day[0]) * 10 + g_ascii_digit_value (time_of_day[1])) * 60 +
         g_ascii_digit_value (time_of_day[3]) * 10 + g_ascii_digit_value (time_of_day[4]);
}

static gboolean
is_closed (const BakeryStore *store,
           gint64             begin,
           gint64             end)
{
  JsonArray *closures = store->closures != NULL ? json_node_get_array (store->closures) : NULL;
  guint i;

  for (i = 0; closures != NULL && i < json_array_get_length (closures); i++)
    {
      JsonObject *closure = json_array_get_object_element (closures, i);
      gint64 from;
      gint64 to;

      if (bakery_time_from_string (json_object_get_string_member (closure, "from"), &from) &&
          bakery_time_from_string (json_object_get_string_member (closure, "to"), &to) && begin < to && from < end)
        return TRUE;
    }

  return FALSE;
}

static void
add_slots (BakeryDay *self,
           int        from_minutes,
           int        to_minutes)
{
  gint64 length = self->store->slot_minutes * BAKERY_MINUTE;
  gint64 begin = bakery_time_of_day (self->begin, self->store->time_zone, from_minutes);
  gint64 end = bakery_time_of_day (self->begin, self->store->time_zone, to_minutes);

  for (; begin < end; begin += length)
    {
      BakerySlot slot = { begin, MIN (begin + length, end), 0 };

      if (!is_closed (self->store, slot.begin, slot.end))
        g_array_append_val (self->slots, slot);
    }
}

static int
compare_slots (gconstpointer a,
               gconstpointer b)
{
  const BakerySlot *first = a;
  const BakerySlot *second = b;

  return (first->begin > second->begin) - (first->begin < second->begin);
}

/* Without opening hours, a store is open around the clock. */
static void
add_opening_hours (BakeryDay *self)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  g_autoptr(GDateTime) date = bakery_time_to_date_time (self->begin, self->store->time_zone);
  const char *name = names[g_date_time_get_day_of_week (date) - 1];
  JsonObject *week;
  JsonArray *spans;
  guint i;

  if (self->store->opening_hours == NULL)
    {
      add_slots (self, 0, MINUTES_OF_DAY);
      return;
    }

  week = json_node_get_object (self->store->opening_hours);
  spans = json_object_has_member (week, name) ? json_object_get_array_member (week, name) : NULL;
  for (i = 0; spans != NULL && i < json_array_get_length (spans); i++)
    {
      JsonArray *span = json_array_get_array_element (spans, i);

      add_slots (self,
                 get_minutes (json_array_get_string_element (span, 0)),
                 get_minutes (json_array_get_string_element (span, 1)));
    }
  g_array_sort (self->slots, compare_slots);
}

/**
 * bakery_day_init:
 * @self: (out caller-allocates): a day
 * @store: its store, which must outlive it
 * @time: an instant
 * @days: so many days after that instant's
 *
 * Lays out the slots of a day, still without any work in them. A last slot that closing time cuts off is shorter; one that
 * a closure touches is none.
 */
void
bakery_day_init (BakeryDay         *self,
                 const BakeryStore *store,
                 gint64             time,
                 int                days)
{
  self->store = store;
  self->begin = bakery_time_start_of_day (time, store->time_zone, days);
  self->end = bakery_time_start_of_day (time, store->time_zone, days + 1);
  self->used = 0;
  self->slots = g_array_new (FALSE, FALSE, sizeof (BakerySlot));
  add_opening_hours (self);
}

/**
 * bakery_day_clear:
 * @self: a day
 *
 * Frees what it owns.
 */
void
bakery_day_clear (BakeryDay *self)
{
  g_clear_pointer (&self->slots, g_array_unref);
}

/* --- What fits --- */

/**
 * bakery_day_find_slot:
 * @self: a day
 * @time: an instant
 *
 * Returns: (transfer none) (nullable): the slot that it falls into
 */
const BakerySlot *
bakery_day_find_slot (const BakeryDay *self,
                      gint64           time)
{
  guint i;

  for (i = 0; i < self->slots->len; i++)
    {
      const BakerySlot *slot = &g_array_index (self->slots, BakerySlot, i);

      if (slot->begin <= time && time < slot->end)
        return slot;
    }

  return NULL;
}

/**
 * bakery_day_add_work:
 * @self: a day
 * @due_at: when an order is due
 * @work_minutes: the work that it takes
 *
 * Takes the place of an order away from the day, and from the slot that it is due in.
 */
void
bakery_day_add_work (BakeryDay *self,
                     gint64     due_at,
                     gint64     work_minutes)
{
  BakerySlot *slot = (BakerySlot *) bakery_day_find_slot (self, due_at);

  self->used += work_minutes;
  if (slot != NULL)
    slot->used += work_minutes;
}

/**
 * bakery_day_get_free_minutes:
 * @self: a day
 * @slot: one of its slots
 *
 * Returns: the work that still fits into the slot and into the day, at least 0; %BAKERY_SLOT_UNLIMITED without limits
 */
gint64
bakery_day_get_free_minutes (const BakeryDay  *self,
                             const BakerySlot *slot)
{
  gint64 free_minutes = BAKERY_SLOT_UNLIMITED;

  if (self->store->capacity_minutes_per_slot > 0)
    free_minutes = self->store->capacity_minutes_per_slot - slot->used;
  if (self->store->capacity_minutes_per_day > 0)
    free_minutes = MIN (free_minutes, self->store->capacity_minutes_per_day - self->used);

  return MAX (free_minutes, 0);
}

/**
 * bakery_day_find_time:
 * @self: a day
 * @earliest: an instant, of this day or another
 * @work_minutes: the work of an order
 * @ret_time: (out): the first instant from @earliest on that is in a slot with room for it
 *
 * Returns: whether there is one on this day
 */
gboolean
bakery_day_find_time (const BakeryDay *self,
                      gint64           earliest,
                      gint64           work_minutes,
                      gint64          *ret_time)
{
  guint i;

  for (i = 0; i < self->slots->len; i++)
    {
      const BakerySlot *slot = &g_array_index (self->slots, BakerySlot, i);

      if (earliest >= slot->end || bakery_day_get_free_minutes (self, slot) < work_minutes)
        continue;
      *ret_time = MAX (slot->begin, earliest);
      return TRUE;
    }

  return FALSE;
}

/**
 * bakery_store_has_slots:
 * @store: a store
 *
 * Returns: %TRUE if there are times at which it hands nothing over
 */
gboolean
bakery_store_has_slots (const BakeryStore *store)
{
  return store->opening_hours != NULL || store->closures != NULL;
}

/**
 * bakery_store_has_capacity:
 * @store: a store
 *
 * Returns: %TRUE if it limits the work of a slot or a day
 */
gboolean
bakery_store_has_capacity (const BakeryStore *store)
{
  return store->capacity_minutes_per_slot > 0 || store->capacity_minutes_per_day > 0;
}
