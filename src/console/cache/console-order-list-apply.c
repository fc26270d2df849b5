/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Working an answer of the cache into an order list, with the smallest `items-changed` there is, and with the items that
 * somebody holds already. Main thread. */

#include "config.h"

#include "console-order-list-private.h"

#include "console-repository-private.h"

/* A change that would touch more rows than this is told as separate ones. */
#define MAXIMUM_SPAN 1000

/**
 * console_order_list_show_flags:
 * @self: a list
 * @item: one of its items
 *
 * Tells the item what the outbox says of its order.
 */
void
console_order_list_show_flags (ConsoleOrderList *self,
                               ConsoleOrderItem *item)
{
  gboolean pending;
  gboolean conflict;

  console_repository_get_order_flags (self->repository, console_order_item_get_id (item), &pending, &conflict);
  console_order_item_set_flags (item, pending, conflict);
}

static void
fill_item (ConsoleOrderList *self,
           ConsoleOrderItem *item,
           BakeryOrder      *order)
{
  const gboolean is_new = !console_order_item_is_loaded (item);

  console_order_item_set_order (item, order);
  console_order_list_show_flags (self, item);
  if (is_new)
    {
      console_item_registry_remember (self->items, console_order_item_get_id (item), item);
    }
}

/* The item of an order: the one somebody holds already, or a new one. */
static ConsoleOrderItem *
ref_item (ConsoleOrderList *self,
          BakeryOrder      *order)
{
  ConsoleOrderItem *item = console_item_registry_find (self->items, order->base.id);

  item = item != NULL ? g_object_ref (item) : console_order_item_new ();
  fill_item (self, item, order);

  return item;
}

/**
 * console_order_list_place:
 * @self: a list
 * @position: in the list
 * @order: what stands there
 *
 * Puts an order that was read where it stands. A placeholder there becomes its item, unless the order has one already.
 */
void
console_order_list_place (ConsoleOrderList *self,
                          guint             position,
                          BakeryOrder      *order)
{
  ConsoleOrderItem *there = console_order_pages_get (self->pages, position);
  ConsoleOrderItem *known = console_item_registry_find (self->items, order->base.id);
  g_autoptr(ConsoleOrderItem) item = NULL;

  if (there != NULL && (known == there || (known == NULL && !console_order_item_is_loaded (there))))
    {
      fill_item (self, there, order);
      return;
    }

  item = ref_item (self, order);
  console_order_pages_set (self->pages, position, item);
  if (there != NULL)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
    }
}

/**
 * console_order_list_tell:
 * @self: a list whose rows have changed
 * @position: of the first that is another
 * @removed: how many are gone from there
 * @added: how many are there instead
 *
 * Tells who listens.
 */
void
console_order_list_tell (ConsoleOrderList *self,
                         guint             position,
                         guint             removed,
                         guint             added)
{
  if (removed > 0 || added > 0)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
    }
  if (removed != added)
    {
      g_object_notify (G_OBJECT (self), "n-items");
    }
}

static void
put_inserted (ConsoleOrderList *self,
              const GArray     *inserted)
{
  for (guint i = 0; i < inserted->len; i++)
    {
      const ConsoleOrderPlace *place = &g_array_index (inserted, ConsoleOrderPlace, i);
      g_autoptr(ConsoleOrderItem) item = place->order != NULL ? ref_item (self, place->order) : NULL;

      if (item != NULL)
        {
          console_order_pages_set (self->pages, place->position, item);
        }
    }
}

/* One change from the first position that differs to the last. */
static void
apply_at_once (ConsoleOrderList *self,
               const GArray     *removed,
               const GArray     *inserted,
               guint             n)
{
  const guint n_before = self->n_items;
  guint first = G_MAXUINT;
  guint same_at_end = G_MAXUINT;

  if (removed->len > 0)
    {
      first = MIN (first, g_array_index (removed, guint, 0));
      same_at_end = MIN (same_at_end, n_before - 1 - g_array_index (removed, guint, removed->len - 1));
    }
  if (inserted->len > 0)
    {
      first = MIN (first, g_array_index (inserted, ConsoleOrderPlace, 0).position);
      same_at_end = MIN (same_at_end,
                         n - 1 - g_array_index (inserted, ConsoleOrderPlace, inserted->len - 1).position);
    }
  if (first == G_MAXUINT)
    {
      return;
    }

  console_order_pages_shift (self->pages, removed, inserted);
  put_inserted (self, inserted);
  self->n_items = n;
  console_order_list_tell (self, first, n_before - first - same_at_end, n - first - same_at_end);
}

/* Changes far apart: each on its own, those that leave from the end first, then those that enter from the front. */
static void
apply_one_by_one (ConsoleOrderList *self,
                  const GArray     *removed,
                  const GArray     *inserted)
{
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = removed->len; i > 0; i--)
    {
      g_autoptr(GArray) one = g_array_new (FALSE, FALSE, sizeof (guint));

      g_array_append_val (one, g_array_index (removed, guint, i - 1));
      apply_at_once (self, one, none, self->n_items - 1);
    }
  for (guint i = 0; i < inserted->len; i++)
    {
      g_autoptr(GArray) one = g_array_new (FALSE, FALSE, sizeof (ConsoleOrderPlace));

      g_array_append_val (one, g_array_index (inserted, ConsoleOrderPlace, i));
      apply_at_once (self, none, one, self->n_items + 1);
    }
}

static gboolean
is_far_apart (const GArray *removed,
              const GArray *inserted)
{
  guint first = G_MAXUINT;
  guint last = 0;

  for (guint i = 0; i < removed->len; i++)
    {
      first = MIN (first, g_array_index (removed, guint, i));
      last = MAX (last, g_array_index (removed, guint, i));
    }
  for (guint i = 0; i < inserted->len; i++)
    {
      first = MIN (first, g_array_index (inserted, ConsoleOrderPlace, i).position);
      last = MAX (last, g_array_index (inserted, ConsoleOrderPlace, i).position);
    }

  return first != G_MAXUINT && last - first > MAXIMUM_SPAN;
}

static void
apply (ConsoleOrderList *self,
       const GArray     *removed,
       const GArray     *inserted,
       guint             n)
{
  if (n != self->n_items - removed->len + inserted->len)
    {
      /* Cannot be; but a list that lies about its length is worse than one that is told anew. */
      g_warning ("The order list lost count: %u rows, %u expected", self->n_items - removed->len + inserted->len, n);
      self->is_stale = TRUE;
      return;
    }
  if (is_far_apart (removed, inserted))
    {
      apply_one_by_one (self, removed, inserted);
      return;
    }

  apply_at_once (self, removed, inserted, n);
}

/* Everything anew: rows that stand where they stood stay as they are. */
static void
apply_whole (ConsoleOrderList    *self,
             ConsoleWindowAnswer *answer)
{
  const guint n_before = self->n_items;

  console_order_pages_clear (self->pages);
  self->n_items = answer->n;
  for (guint i = 0; i < answer->places->len; i++)
    {
      const ConsoleOrderPlace *place = &g_array_index (answer->places, ConsoleOrderPlace, i);
      g_autoptr(ConsoleOrderItem) item = ref_item (self, place->order);

      console_order_pages_set (self->pages, place->position, item);
    }

  console_order_list_tell (self, 0, n_before, answer->n);
}

static gboolean
equal_ids (const GArray *a,
           guint         i,
           const GArray *b,
           guint         j)
{
  return g_array_index (a, gint64, i) == g_array_index (b, gint64, j);
}

/* A searched or filtered list knows all its orders: what is the same at both ends stays. */
static void
apply_matches (ConsoleOrderList    *self,
               ConsoleWindowAnswer *answer)
{
  g_autoptr(GArray) before = g_steal_pointer (&self->ids);
  g_autoptr(GArray) removed = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) inserted = g_array_new (FALSE, FALSE, sizeof (ConsoleOrderPlace));
  const GArray *now = answer->ids;
  guint first = 0;
  guint same_at_end = 0;

  self->ids = g_array_ref (answer->ids);
  if (before == NULL)
    {
      apply_whole (self, answer);
      return;
    }

  while (first < before->len && first < now->len && equal_ids (before, first, now, first))
    {
      first++;
    }
  while (same_at_end < MIN (before->len, now->len) - first &&
         equal_ids (before, before->len - 1 - same_at_end, now, now->len - 1 - same_at_end))
    {
      same_at_end++;
    }

  for (guint i = first; i < before->len - same_at_end; i++)
    {
      g_array_append_val (removed, i);
    }
  for (guint i = first; i < now->len - same_at_end; i++)
    {
      ConsoleOrderItem *item = console_item_registry_find (self->items, g_array_index (now, gint64, i));
      ConsoleOrderPlace place = { i, item != NULL ? (BakeryOrder *) console_order_item_get_order (item) : NULL };

      g_array_append_val (inserted, place);
    }

  apply_at_once (self, removed, inserted, answer->n);
  for (guint i = 0; i < answer->places->len; i++)
    {
      const ConsoleOrderPlace *place = &g_array_index (answer->places, ConsoleOrderPlace, i);

      console_order_list_place (self, place->position, place->order);
    }
}

static void
apply_updated (ConsoleOrderList    *self,
               ConsoleWindowAnswer *answer)
{
  for (guint i = 0; i < answer->updated->len; i++)
    {
      BakeryOrder *order = g_ptr_array_index (answer->updated, i);
      ConsoleOrderItem *item = console_item_registry_find (self->items, order->base.id);

      if (item != NULL)
        {
          fill_item (self, item, order);
        }
    }
}

/**
 * console_order_list_apply:
 * @self: a list
 * @answer: what the cache says now
 *
 * Makes the list true of the answer's state of the cache, and tells who listens.
 */
void
console_order_list_apply (ConsoleOrderList    *self,
                          ConsoleWindowAnswer *answer)
{
  self->generation = answer->generation;
  self->horizon = answer->horizon;

  apply_updated (self, answer);
  if (answer->ids != NULL)
    {
      apply_matches (self, answer);
      g_object_notify (G_OBJECT (self), "is-truncated");
    }
  else if (answer->is_whole)
    {
      apply_whole (self, answer);
    }
  else
    {
      apply (self, answer->removed, answer->inserted, answer->n);
    }
}
