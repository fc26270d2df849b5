/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Weak references to items by the id of their order, so that an order that moves, or comes back into memory, gets the item
 * a selection or a row still holds. Main thread. */

#include "config.h"

#include "console-order-registry.h"

struct _ConsoleOrderRegistry
{
  GHashTable *entries;
};

typedef struct
{
  gint64                order;
  ConsoleOrderItem     *item;
  ConsoleOrderRegistry *owner;
} Entry;

static void
item_gone_cb (gpointer user_data,
              GObject *item)
{
  Entry *entry = user_data;

  entry->item = NULL;
  g_hash_table_remove (entry->owner->entries, &entry->order);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  if (entry->item != NULL)
    {
      g_object_weak_unref (G_OBJECT (entry->item), item_gone_cb, entry);
    }
  g_free (entry);
}

/**
 * console_order_registry_new:
 *
 * Returns: (transfer full): no items yet
 */
ConsoleOrderRegistry *
console_order_registry_new (void)
{
  ConsoleOrderRegistry *self = g_new0 (ConsoleOrderRegistry, 1);

  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, entry_free);

  return self;
}

/**
 * console_order_registry_free:
 * @self: (transfer full): items
 *
 * Forgets all items.
 */
void
console_order_registry_free (ConsoleOrderRegistry *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * console_order_registry_clear:
 * @self: items
 *
 * Forgets all items.
 */
void
console_order_registry_clear (ConsoleOrderRegistry *self)
{
  g_hash_table_remove_all (self->entries);
}

/**
 * console_order_registry_remember:
 * @self: items
 * @item: a loaded item
 *
 * Remembers @item for as long as somebody holds it.
 */
void
console_order_registry_remember (ConsoleOrderRegistry *self,
                                 ConsoleOrderItem     *item)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->order = console_order_item_get_id (item);
  entry->item = item;
  entry->owner = self;
  g_object_weak_ref (G_OBJECT (item), item_gone_cb, entry);
  g_hash_table_replace (self->entries, &entry->order, entry);
}

/**
 * console_order_registry_find:
 * @self: items
 * @order: an order's id
 *
 * Returns: (transfer none) (nullable): its item, if somebody holds one
 */
ConsoleOrderItem *
console_order_registry_find (ConsoleOrderRegistry *self,
                             gint64                order)
{
  const Entry *entry = g_hash_table_lookup (self->entries, &order);

  return entry != NULL ? entry->item : NULL;
}

/**
 * console_order_registry_foreach:
 * @self: items
 * @func: called with each item and @user_data; must not let items go
 * @user_data: for @func
 *
 * Visits all items.
 */
void
console_order_registry_foreach (ConsoleOrderRegistry *self,
                                GFunc                 func,
                                gpointer              user_data)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      func (((Entry *) entry)->item, user_data);
    }
}
