/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sparse array of items: a hash of pages with a clock for each page's last use. Main thread. */

#include "config.h"

#include "console-order-pages.h"

#include "console-order-window.h"

typedef struct
{
  guint             index;
  guint64           used;
  ConsoleOrderItem *items[];
} Page;

struct _ConsoleOrderPages
{
  guint       page_size;
  guint       n_kept;
  guint64     clock;
  GHashTable *pages;
};

/* An item taken out of its page while positions are renumbered. */
typedef struct
{
  guint             position;
  guint64           used;
  ConsoleOrderItem *item;
} Slot;

static Page *
page_new (guint index,
          guint size)
{
  Page *page = g_malloc0 (sizeof (Page) + size * sizeof (ConsoleOrderItem *));

  page->index = index;

  return page;
}

static void
empty_page (Page *page,
            guint size)
{
  for (guint i = 0; i < size; i++)
    {
      g_clear_object (&page->items[i]);
    }
}

/**
 * console_order_pages_new:
 * @page_size: items in a page
 * @n_kept: the most pages to keep
 *
 * Returns: (transfer full): no pages yet
 */
ConsoleOrderPages *
console_order_pages_new (guint page_size,
                         guint n_kept)
{
  ConsoleOrderPages *self = g_new0 (ConsoleOrderPages, 1);

  self->page_size = page_size;
  self->n_kept = n_kept;
  self->pages = g_hash_table_new_full (g_int_hash, g_int_equal, NULL, g_free);

  return self;
}

/**
 * console_order_pages_free:
 * @self: (transfer full): pages
 *
 * Lets everything go.
 */
void
console_order_pages_free (ConsoleOrderPages *self)
{
  console_order_pages_clear (self);
  g_hash_table_unref (self->pages);
  g_free (self);
}

/**
 * console_order_pages_clear:
 * @self: pages
 *
 * Lets all items go.
 */
void
console_order_pages_clear (ConsoleOrderPages *self)
{
  GHashTableIter iter;
  gpointer page;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    {
      empty_page (page, self->page_size);
      g_hash_table_iter_remove (&iter);
    }
}

static Page *
find_page (ConsoleOrderPages *self,
           guint              position)
{
  const guint index = position / self->page_size;

  return g_hash_table_lookup (self->pages, &index);
}

static void
drop_oldest (ConsoleOrderPages *self)
{
  GHashTableIter iter;
  Page *oldest = NULL;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      oldest = oldest == NULL || page->used < oldest->used ? page : oldest;
    }

  empty_page (oldest, self->page_size);
  g_hash_table_remove (self->pages, &oldest->index);
}

/**
 * console_order_pages_get:
 * @self: pages
 * @position: in the list
 *
 * Looks an item up and counts its page as used.
 *
 * Returns: (transfer none) (nullable): the item at @position, if it is in memory
 */
ConsoleOrderItem *
console_order_pages_get (ConsoleOrderPages *self,
                         guint              position)
{
  Page *page = find_page (self, position);

  if (page == NULL)
    {
      return NULL;
    }

  page->used = ++self->clock;
  return page->items[position % self->page_size];
}

/**
 * console_order_pages_set:
 * @self: pages
 * @position: in the list
 * @item: (transfer none): what is there from now on
 *
 * Puts an item at a position. The page that was not used for longest goes when there are too many.
 */
void
console_order_pages_set (ConsoleOrderPages *self,
                         guint              position,
                         ConsoleOrderItem  *item)
{
  Page *page = find_page (self, position);

  if (page == NULL)
    {
      if (g_hash_table_size (self->pages) >= self->n_kept)
        {
          drop_oldest (self);
        }
      page = page_new (position / self->page_size, self->page_size);
      g_hash_table_insert (self->pages, &page->index, page);
    }

  page->used = ++self->clock;
  g_set_object (&page->items[position % self->page_size], item);
}

/**
 * console_order_pages_foreach:
 * @self: pages
 * @func: called for each item in memory, in no particular order; must not change @self
 * @user_data: for @func
 *
 * Visits all items in memory.
 */
void
console_order_pages_foreach (ConsoleOrderPages    *self,
                             ConsoleOrderPagesFunc func,
                             gpointer              user_data)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      for (guint i = 0; i < self->page_size; i++)
        {
          if (page->items[i] != NULL)
            {
              func (page->index * self->page_size + i, page->items[i], user_data);
            }
        }
    }
}

typedef struct
{
  gint64   order;
  guint    position;
  gboolean found;
} Search;

static void
find_cb (guint             position,
         ConsoleOrderItem *item,
         gpointer          user_data)
{
  Search *search = user_data;

  if (console_order_item_get_id (item) == search->order)
    {
      search->position = position;
      search->found = TRUE;
    }
}

/**
 * console_order_pages_find:
 * @self: pages
 * @order: an order's id
 * @ret_position: (out): where it is
 *
 * Looks for an order among the items in memory.
 *
 * Returns: whether it is there
 */
gboolean
console_order_pages_find (ConsoleOrderPages *self,
                          gint64             order,
                          guint             *ret_position)
{
  Search search = { order, 0, FALSE };

  console_order_pages_foreach (self, find_cb, &search);
  if (search.found)
    {
      *ret_position = search.position;
    }

  return search.found;
}

static int
compare_slots (gconstpointer a,
               gconstpointer b)
{
  const Slot *x = a;
  const Slot *y = b;

  return (x->position > y->position) - (x->position < y->position);
}

static void
clear_slot (gpointer data)
{
  g_clear_object (&((Slot *) data)->item);
}

/* Takes all items out, ascending. */
static GArray *
steal_slots (ConsoleOrderPages *self)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  GHashTableIter iter;
  gpointer value;

  g_array_set_clear_func (slots, clear_slot);
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      for (guint i = 0; i < self->page_size; i++)
        {
          Slot slot = { page->index * self->page_size + i, page->used, g_steal_pointer (&page->items[i]) };

          if (slot.item != NULL)
            {
              g_array_append_val (slots, slot);
            }
        }
    }

  g_array_sort (slots, compare_slots);
  g_hash_table_remove_all (self->pages);
  return slots;
}

/* Where an item that stays goes: down by what was removed before it, up by what was inserted. Positions ascend from call to
 * call, and so do @n_removed and @n_inserted. */
static guint
renumber (guint         position,
          const GArray *removed,
          const GArray *inserted,
          guint        *n_removed,
          guint        *n_inserted)
{
  guint now;

  while (*n_removed < removed->len && g_array_index (removed, guint, *n_removed) < position)
    {
      (*n_removed)++;
    }

  now = position - *n_removed + *n_inserted;
  while (*n_inserted < inserted->len && g_array_index (inserted, ConsoleOrderPlace, *n_inserted).position <= now)
    {
      (*n_inserted)++;
      now++;
    }

  return now;
}

/**
 * console_order_pages_shift:
 * @self: pages
 * @removed: (element-type guint): positions before, ascending
 * @inserted: (element-type ConsoleOrderPlace): positions after, ascending; the caller puts items there
 *
 * Renumbers the items in memory when orders leave and enter the list.
 */
void
console_order_pages_shift (ConsoleOrderPages *self,
                           const GArray      *removed,
                           const GArray      *inserted)
{
  g_autoptr(GArray) slots = steal_slots (self);
  guint n_removed = 0;
  guint n_inserted = 0;

  for (guint i = 0; i < slots->len; i++)
    {
      const Slot *slot = &g_array_index (slots, Slot, i);
      const guint position = renumber (slot->position, removed, inserted, &n_removed, &n_inserted);

      if (n_removed < removed->len && g_array_index (removed, guint, n_removed) == slot->position)
        {
          continue;
        }
      console_order_pages_set (self, position, slot->item);
      find_page (self, position)->used = slot->used;
    }
}

static int
compare_used (gconstpointer a,
              gconstpointer b)
{
  const Page *x = *(Page *const *) a;
  const Page *y = *(Page *const *) b;

  return (x->used < y->used) - (x->used > y->used);
}

/**
 * console_order_pages_dup_recent:
 * @self: pages
 * @maximum: how many at most
 *
 * Returns: (transfer full) (element-type guint): the pages used last
 */
GArray *
console_order_pages_dup_recent (ConsoleOrderPages *self,
                                guint              maximum)
{
  GArray *recent = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GPtrArray) pages = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer page;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    {
      g_ptr_array_add (pages, page);
    }
  g_ptr_array_sort (pages, compare_used);
  for (guint i = 0; i < pages->len && i < maximum; i++)
    {
      g_array_append_val (recent, ((Page *) g_ptr_array_index (pages, i))->index);
    }

  return recent;
}

/**
 * console_order_pages_get_n:
 * @self: pages
 *
 * Returns: how many pages are in memory
 */
guint
console_order_pages_get_n (ConsoleOrderPages *self)
{
  return g_hash_table_size (self->pages);
}
