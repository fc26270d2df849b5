/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The waiting changes as a list, read anew whenever a transaction touched the outbox, and a person's decisions about them. The
 * rows are few. Main thread; SQL runs on the writer's. */

#include "config.h"

#include "console-outbox-list.h"

#include "console-outbox-item-private.h"
#include "console-outbox-list-private.h"
#include "console-outbox-references.h"

struct _ConsoleOutboxList
{
  GObject parent_instance;

  /* Owned */
  ConsoleCache *cache;
  GPtrArray    *items;
  GHashTable   *states;       /* Object → ConsoleEditState */
  guint         n_waiting;
  guint         n_decisions;

  gboolean      is_reading;
  gboolean      needs_reading;
};

/* Key of the states. */
typedef struct
{
  const BakeryEntityType *type;
  gint64                  id;
} Object;

/* Reads all rows; the writer's thread fills it. */
typedef struct
{
  ConsoleOutboxList *list;
  GPtrArray         *rows;
  GArray            *marks;
} Reading;

enum
{
  STATES_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void console_outbox_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleOutboxList, console_outbox_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, console_outbox_list_model_init))

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->rows, g_ptr_array_unref);
  g_clear_pointer (&reading->marks, g_array_unref);
  g_object_unref (reading->list);
  g_free (reading);
}

static gint64
sequence_at (const GPtrArray *items,
             guint            position)
{
  return console_outbox_item_get_sequence (g_ptr_array_index (items, position));
}

static guint
object_hash (gconstpointer key)
{
  const Object *object = key;

  return g_direct_hash (object->type) ^ g_int64_hash (&object->id);
}

static gboolean
object_equal (gconstpointer a,
              gconstpointer b)
{
  const Object *one = a, *other = b;

  return one->type == other->type && one->id == other->id;
}

static ConsoleEditState
edit_state_of (ConsoleOutboxState state)
{
  switch (state)
    {
    case CONSOLE_OUTBOX_CONFLICT:
      return CONSOLE_EDIT_CONFLICT;

    case CONSOLE_OUTBOX_REJECTED:
      return CONSOLE_EDIT_REJECTED;

    case CONSOLE_OUTBOX_QUEUED:
    case CONSOLE_OUTBOX_SENDING:
    case CONSOLE_OUTBOX_SENT:
    default:
      return CONSOLE_EDIT_WAITING;
    }
}

/* A decision that is wanted counts for more than a change that waits, and a conflict for most. */
static gboolean
outweighs (ConsoleEditState one,
           ConsoleEditState other)
{
  static const guint weights[] = {
    [CONSOLE_EDIT_NONE] = 0, [CONSOLE_EDIT_WAITING] = 1, [CONSOLE_EDIT_REJECTED] = 2, [CONSOLE_EDIT_CONFLICT] = 3,
  };

  return weights[one] > weights[other];
}

static void
take_marks (ConsoleOutboxList *self,
            const GArray      *marks)
{
  g_hash_table_remove_all (self->states);
  self->n_waiting = self->n_decisions = 0;
  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      const ConsoleOutboxMark *mark = &g_array_index (marks, ConsoleOutboxMark, i);
      const Object object = { mark->type, mark->object };
      const ConsoleEditState state = edit_state_of (mark->state);

      *(state == CONSOLE_EDIT_WAITING ? &self->n_waiting : &self->n_decisions) += 1;
      if (outweighs (state, console_outbox_list_get_edit_state (self, mark->type, mark->object)))
        {
          g_hash_table_replace (self->states, g_memdup2 (&object, sizeof object), GINT_TO_POINTER ((int) state));
        }
    }
}

/* Items of rows that are still there stay; only the end of the list, or a row that went, is told. */
static void
take_rows (ConsoleOutboxList *self,
           GPtrArray         *rows,
           const GArray      *marks)
{
  guint position = 0;

  take_marks (self, marks);
  while (position < rows->len || position < self->items->len)
    {
      ConsoleOutboxRow *row = position < rows->len ? g_ptr_array_index (rows, position) : NULL;

      if (row == NULL || (position < self->items->len && sequence_at (self->items, position) < row->sequence))
        {
          g_ptr_array_remove_index (self->items, position);
          g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
          continue;
        }

      rows->pdata[position] = NULL;
      if (position < self->items->len && sequence_at (self->items, position) == row->sequence)
        {
          console_outbox_item_update (g_ptr_array_index (self->items, position), row);
        }
      else
        {
          g_ptr_array_insert (self->items, (gint) position, console_outbox_item_new (row));
          g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
        }
      position++;
    }

  g_signal_emit (self, signals[STATES_CHANGED], 0);
}

static gboolean
read_rows (BakeryConnection    *connection,
           ConsoleCacheChanges *changes,
           gpointer             user_data,
           GError             **error)
{
  Reading *reading = user_data;

  g_clear_pointer (&reading->rows, g_ptr_array_unref);
  g_clear_pointer (&reading->marks, g_array_unref);
  reading->rows = console_outbox_read_all (connection, error);
  reading->marks = reading->rows != NULL ? console_outbox_read_marks (connection, error) : NULL;

  return reading->marks != NULL;
}

static void reload (ConsoleOutboxList *self);

static void
rows_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Reading *reading = user_data;
  ConsoleOutboxList *self = reading->list;
  const gboolean is_read = console_cache_write_finish (CONSOLE_CACHE (source), result, NULL);

  if (self->cache == CONSOLE_CACHE (source))
    {
      self->is_reading = FALSE;
      if (is_read)
        {
          take_rows (self, reading->rows, reading->marks);
        }
      if (self->needs_reading)
        {
          reload (self);
        }
    }
  reading_free (reading);
}

/* One reading at a time: while many changes are sent, not every step of it is shown. */
static void
reload (ConsoleOutboxList *self)
{
  Reading *reading;

  self->needs_reading = self->is_reading;
  if (self->is_reading)
    {
      return;
    }

  self->is_reading = TRUE;
  reading = g_new0 (Reading, 1);
  reading->list = g_object_ref (self);
  console_cache_write_async (self->cache, read_rows, reading, NULL, NULL, rows_read_cb, reading);
}

static void
cache_changed_cb (ConsoleCache        *cache,
                  ConsoleCacheChanges *changes,
                  gpointer             user_data)
{
  if (changes->outbox)
    {
      reload (user_data);
    }
}

/* GListModel */

static GType
console_outbox_list_get_item_type (GListModel *model)
{
  return CONSOLE_TYPE_OUTBOX_ITEM;
}

static guint
console_outbox_list_get_n_items (GListModel *model)
{
  return CONSOLE_OUTBOX_LIST (model)->items->len;
}

static gpointer
console_outbox_list_get_item (GListModel *model,
                              guint       position)
{
  ConsoleOutboxList *self = CONSOLE_OUTBOX_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
console_outbox_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = console_outbox_list_get_item_type;
  iface->get_n_items = console_outbox_list_get_n_items;
  iface->get_item = console_outbox_list_get_item;
}

static void
console_outbox_list_finalize (GObject *object)
{
  ConsoleOutboxList *self = CONSOLE_OUTBOX_LIST (object);

  g_clear_object (&self->cache);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->states);

  G_OBJECT_CLASS (console_outbox_list_parent_class)->finalize (object);
}

static void
console_outbox_list_class_init (ConsoleOutboxListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_outbox_list_finalize;

  signals[STATES_CHANGED] = g_signal_new ("states-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_outbox_list_init (ConsoleOutboxList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->states = g_hash_table_new_full (object_hash, object_equal, g_free, NULL);
}

/**
 * console_outbox_list_new:
 *
 * Returns: (transfer full): an empty list
 */
ConsoleOutboxList *
console_outbox_list_new (void)
{
  return g_object_new (CONSOLE_TYPE_OUTBOX_LIST, NULL);
}

/**
 * console_outbox_list_set_cache:
 * @self: a list
 * @cache: (nullable): the account's files
 *
 * Shows the outbox of another account, or nothing.
 */
void
console_outbox_list_set_cache (ConsoleOutboxList *self,
                               ConsoleCache      *cache)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  g_return_if_fail (CONSOLE_IS_OUTBOX_LIST (self));

  if (self->cache != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->cache, cache_changed_cb, self);
    }
  g_set_object (&self->cache, cache);
  self->is_reading = self->needs_reading = FALSE;
  take_rows (self, none, NULL);
  if (cache != NULL)
    {
      g_signal_connect_object (cache, "changed", G_CALLBACK (cache_changed_cb), self, 0);
      reload (self);
    }
}

/**
 * console_outbox_list_count:
 * @self: a list
 * @decisions: whether to count the changes that want a decision, or those that wait for the server
 *
 * Returns: how many there are
 */
guint
console_outbox_list_count (ConsoleOutboxList *self,
                           gboolean           decisions)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_LIST (self), 0);

  return decisions ? self->n_decisions : self->n_waiting;
}

/**
 * console_outbox_list_count_all:
 * @self: a list
 *
 * Returns: how many changes there are, also those the list does not hold
 */
guint
console_outbox_list_count_all (ConsoleOutboxList *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_LIST (self), 0);

  return self->n_waiting + self->n_decisions;
}

/**
 * console_outbox_list_get_edit_state:
 * @self: a list
 * @type: an entity's type
 * @object: its id
 *
 * Returns: what the outbox says of the entity
 */
ConsoleEditState
console_outbox_list_get_edit_state (ConsoleOutboxList      *self,
                                    const BakeryEntityType *type,
                                    gint64                  object)
{
  const Object key = { type, object };

  g_return_val_if_fail (CONSOLE_IS_OUTBOX_LIST (self), CONSOLE_EDIT_NONE);

  return (ConsoleEditState) GPOINTER_TO_INT (g_hash_table_lookup (self->states, &key));
}

/**
 * console_outbox_list_find:
 * @self: a list
 * @type: an entity's type
 * @object: its id
 *
 * Returns: (transfer none) (nullable): the change of the entity that wants a decision, or else its oldest one
 */
ConsoleOutboxItem *
console_outbox_list_find (ConsoleOutboxList      *self,
                          const BakeryEntityType *type,
                          gint64                  object)
{
  ConsoleOutboxItem *found = NULL;

  g_return_val_if_fail (CONSOLE_IS_OUTBOX_LIST (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      ConsoleOutboxItem *item = g_ptr_array_index (self->items, i);

      if (console_outbox_item_get_entity_type (item) != type || console_outbox_item_get_object (item) != object)
        {
          continue;
        }
      if (edit_state_of (console_outbox_item_get_state (item)) != CONSOLE_EDIT_WAITING)
        {
          return item;
        }
      found = found == NULL ? item : found;
    }

  return found;
}

/* Decisions */

static gboolean
withdraw (BakeryConnection    *connection,
          ConsoleCacheChanges *changes,
          gpointer             user_data,
          GError             **error)
{
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, *(gint64 *) user_data, error);

  return row != NULL && console_outbox_withdraw (connection, row, changes, error);
}

static gboolean
rebase (BakeryConnection    *connection,
        ConsoleCacheChanges *changes,
        gpointer             user_data,
        GError             **error)
{
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, *(gint64 *) user_data, error);

  return row != NULL && console_outbox_rebase (connection, row, changes, error);
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (console_cache_write_finish (CONSOLE_CACHE (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

/* Takes over @task. */
static void
decide (ConsoleOutboxList    *self,
        ConsoleOutboxItem    *item,
        ConsoleCacheWriteFunc func,
        GTask                *task)
{
  const gint64 sequence = console_outbox_item_get_sequence (item);

  if (self->cache == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "Nobody is signed in");
      g_object_unref (task);
      return;
    }

  console_cache_write_async (self->cache, func, g_memdup2 (&sequence, sizeof sequence), g_free,
                             g_task_get_cancellable (task), decided_cb, task);
}

/**
 * console_outbox_list_find_blocker:
 * @self: a list
 * @entity: (nullable): an entity as somebody left it
 *
 * What names a thing that was made here is not sent before that thing has the server's name.
 *
 * Returns: (transfer none) (nullable): the creation of such a thing, one that the server refused before one that waits
 */
ConsoleOutboxItem *
console_outbox_list_find_blocker (ConsoleOutboxList *self,
                                  gconstpointer      entity)
{
  const BakeryEntityType *type = NULL;
  ConsoleOutboxItem *found = NULL;
  gint64 id;

  g_return_val_if_fail (CONSOLE_IS_OUTBOX_LIST (self), NULL);

  for (guint i = 0; (id = console_outbox_peek_unknown (entity, i, &type)) != 0; i++)
    {
      ConsoleOutboxItem *item = console_outbox_list_find (self, type, id);

      if (item != NULL && console_outbox_item_get_state (item) == CONSOLE_OUTBOX_REJECTED)
        {
          return item;
        }
      found = found != NULL ? found : item;
    }

  return found;
}

/**
 * console_outbox_list_keep_theirs_async:
 * @self: a list
 * @item: a change that met a conflict or was refused
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Gives a change up, and those made after it to the same object: what the server has stays.
 */
void
console_outbox_list_keep_theirs_async (ConsoleOutboxList  *self,
                                       ConsoleOutboxItem  *item,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CONSOLE_IS_OUTBOX_LIST (self));
  g_return_if_fail (CONSOLE_IS_OUTBOX_ITEM (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_outbox_list_keep_theirs_async);
  decide (self, item, withdraw, task);
}

/**
 * console_outbox_list_keep_theirs_finish:
 * @self: a list
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set when nothing was decided
 */
gboolean
console_outbox_list_keep_theirs_finish (ConsoleOutboxList *self,
                                        GAsyncResult      *result,
                                        GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * console_outbox_list_send_again_async:
 * @self: a list
 * @item: a change that met a conflict
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a change again to what the server has now, and queues it. Fails with %BAKERY_ERROR_STAGE when the order, as the
 * server has it, does not allow it.
 */
void
console_outbox_list_send_again_async (ConsoleOutboxList  *self,
                                      ConsoleOutboxItem  *item,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CONSOLE_IS_OUTBOX_LIST (self));
  g_return_if_fail (CONSOLE_IS_OUTBOX_ITEM (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_outbox_list_send_again_async);
  decide (self, item, rebase, task);
}

/**
 * console_outbox_list_send_again_finish:
 * @self: a list
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set when the change was not queued
 */
gboolean
console_outbox_list_send_again_finish (ConsoleOutboxList *self,
                                       GAsyncResult      *result,
                                       GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
