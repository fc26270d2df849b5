/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Weak references to items by the id of what they stand for, so that an order or a cake that moves in its list, or comes back
 * into memory, gets the item a selection or a row still holds. Main thread. */

#include "config.h"

#include "console-item-registry.h"

struct _ConsoleItemRegistry
{
  GHashTable *entries;
};

typedef struct
{
  gint64               id;
  GObject             *item;
  ConsoleItemRegistry *owner;
} Entry;

static void
item_gone_cb (gpointer user_data,
              GObject *item)
{
  Entry *entry = user_data;

  entry->item = NULL;
  g_hash_table_remove (entry->owner->entries, &entry->id);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  if (entry->item != NULL)
    {
      g_object_weak_unref (entry->item, item_gone_cb, entry);
    }
  g_free (entry);
}

/**
 * console_item_registry_new:
 *
 * Returns: (transfer full): no items yet
 */
ConsoleItemRegistry *
console_item_registry_new (void)
{
  ConsoleItemRegistry *self = g_new0 (ConsoleItemRegistry, 1);

  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, entry_free);

  return self;
}

/**
 * console_item_registry_free:
 * @self: (transfer full): items
 *
 * Forgets all items.
 */
void
console_item_registry_free (ConsoleItemRegistry *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * console_item_registry_clear:
 * @self: items
 *
 * Forgets all items.
 */
void
console_item_registry_clear (ConsoleItemRegistry *self)
{
  g_hash_table_remove_all (self->entries);
}

/**
 * console_item_registry_remember:
 * @self: items
 * @id: of what it stands for
 * @item: (type GObject): an item
 *
 * Remembers @item for as long as somebody holds it.
 */
void
console_item_registry_remember (ConsoleItemRegistry *self,
                                gint64               id,
                                gpointer             item)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->id = id;
  entry->item = item;
  entry->owner = self;
  g_object_weak_ref (entry->item, item_gone_cb, entry);
  g_hash_table_replace (self->entries, &entry->id, entry);
}

/**
 * console_item_registry_rename:
 * @self: items
 * @from: what an item stands for
 * @to: what that is called from now on
 *
 * Finds an item by another id.
 */
void
console_item_registry_rename (ConsoleItemRegistry *self,
                              gint64               from,
                              gint64               to)
{
  gpointer item = console_item_registry_find (self, from);

  if (item != NULL)
    {
      g_hash_table_remove (self->entries, &from);
      console_item_registry_remember (self, to, item);
    }
}

/**
 * console_item_registry_find:
 * @self: items
 * @id: of what an item stands for
 *
 * Returns: (transfer none) (nullable): its item, if somebody holds one
 */
gpointer
console_item_registry_find (ConsoleItemRegistry *self,
                            gint64               id)
{
  const Entry *entry = g_hash_table_lookup (self->entries, &id);

  return entry != NULL ? entry->item : NULL;
}

/**
 * console_item_registry_foreach:
 * @self: items
 * @func: called with each item and @user_data; must not let items go
 * @user_data: for @func
 *
 * Visits all items.
 */
void
console_item_registry_foreach (ConsoleItemRegistry *self,
                               GFunc                func,
                               gpointer             user_data)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      func (((Entry *) entry)->item, user_data);
    }
}
