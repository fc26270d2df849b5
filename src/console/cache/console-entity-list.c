/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps the ids of what fits the query, eight bytes each, and asks for all of them anew when something of the type changed:
 * one query on a reader's thread, whose answer is compared with what is here. Items are found again by their id. Entities are
 * read for the items that somebody asked for, one page at a time. Main thread. */

#include "config.h"

#include "console-entity-list.h"

#include "console-cache-entities.h"
#include "console-item-registry.h"
#include "console-repository-private.h"

struct _ConsoleEntityList
{
  GObject parent_instance;

  /* Owned */
  ConsoleRepository      *repository;
  ConsoleEntityQuery     *query;
  ConsoleItemRegistry    *items;
  GArray                 *ids;
  GQueue                  kept;     /* items, the one asked for last at the end */
  GHashTable             *wanted;   /* ids of entities to read */
  GCancellable           *cancellable;

  const BakeryEntityType *type;
  gboolean                is_querying;
  gboolean                needs_query;
  gboolean                is_reading;
  gboolean                loading;
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_N_ITEMS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void console_entity_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleEntityList, console_entity_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, console_entity_list_model_init))

/* What a reader is asked for. */
typedef struct
{
  const BakeryEntityType *type;
  ConsoleEntityQuery     *query;
  GArray                 *ids;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->query, console_entity_query_free);
  g_clear_pointer (&question->ids, g_array_unref);
  g_free (question);
}

static void
set_loading (ConsoleEntityList *self,
             gboolean           loading)
{
  if (self->loading != loading)
    {
      self->loading = loading;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
    }
}

static void
tell_failure (ConsoleEntityList *self,
              const GError      *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      g_signal_emit (self, signals[FAILED], 0, error);
    }
}

/* Items */

static ConsoleEntityItem *
ref_item (ConsoleEntityList *self,
          gint64             id)
{
  ConsoleEntityItem *item = console_item_registry_find (self->items, id);

  if (item != NULL)
    {
      return g_object_ref (item);
    }

  item = console_entity_item_new (id);
  console_entity_item_set_edit_state (item, console_repository_get_edit_state (self->repository, self->type, id));
  console_item_registry_remember (self->items, id, item);

  return item;
}

/* Holds an item for a while, so that what is scrolled back to is there. */
static void
keep (ConsoleEntityList *self,
      ConsoleEntityItem *item)
{
  g_queue_push_tail (&self->kept, g_object_ref (item));
  if (self->kept.length > CONSOLE_ENTITY_LIST_ITEMS_KEPT)
    {
      g_object_unref (g_queue_pop_head (&self->kept));
    }
}

static void
want (ConsoleEntityList *self,
      gint64             id)
{
  g_hash_table_add (self->wanted, g_memdup2 (&id, sizeof id));
}

/* Asks for the entities of the page that the position is on. */
static void
want_page (ConsoleEntityList *self,
           guint              position)
{
  const guint first = position - position % CONSOLE_ENTITY_LIST_PAGE;
  const guint end = MIN (first + CONSOLE_ENTITY_LIST_PAGE, self->ids->len);

  for (guint i = first; i < end; i++)
    {
      const gint64 id = g_array_index (self->ids, gint64, i);
      ConsoleEntityItem *item = console_item_registry_find (self->items, id);

      if (item == NULL || console_entity_item_get_entity (item) == NULL)
        {
          want (self, id);
        }
    }
}

/* Reading entities */

static gpointer
read_entities (BakeryConnection *connection,
               gpointer          user_data,
               GError          **error)
{
  const Question *question = user_data;
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);

  for (guint i = 0; i < question->ids->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      gpointer entity = console_cache_load_entity (connection, question->type, g_array_index (question->ids, gint64, i),
                                                   &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (entity != NULL)
        {
          g_ptr_array_add (entities, entity);
        }
    }

  return g_steal_pointer (&entities);
}

static void read_wanted (ConsoleEntityList *self);

static void
entities_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(ConsoleEntityList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entities = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (console_repository_get_cache (self->repository) != CONSOLE_CACHE (source) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }

  self->is_reading = FALSE;
  for (guint i = 0; entities != NULL && i < entities->len; i++)
    {
      gpointer entity = g_ptr_array_index (entities, i);
      g_autoptr(ConsoleEntityItem) item = ref_item (self, BAKERY_ENTITY (entity)->id);

      if (console_entity_item_get_entity (item) == NULL)
        {
          keep (self, item);
        }
      console_entity_item_set_entity (item, entity);
    }
  if (error != NULL)
    {
      tell_failure (self, error);
    }
  read_wanted (self);
}

static void
read_wanted (ConsoleEntityList *self)
{
  ConsoleCache *cache = console_repository_get_cache (self->repository);
  Question *question;
  GHashTableIter iter;
  gpointer id;

  if (cache == NULL || self->is_reading || g_hash_table_size (self->wanted) == 0)
    {
      return;
    }

  question = g_new0 (Question, 1);
  question->type = self->type;
  question->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_iter_init (&iter, self->wanted);
  while (question->ids->len < 2 * CONSOLE_ENTITY_LIST_PAGE && g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_array_append_val (question->ids, *(gint64 *) id);
      g_hash_table_iter_remove (&iter);
    }

  self->is_reading = TRUE;
  console_cache_read_async (cache, read_entities, question, question_free, (GDestroyNotify) g_ptr_array_unref,
                            self->cancellable, entities_read_cb, g_object_ref (self));
}

/* Asking for the ids */

static gpointer
read_ids (BakeryConnection *connection,
          gpointer          user_data,
          GError          **error)
{
  const Question *question = user_data;

  return console_entity_query_run (question->query, question->type, connection, error);
}

/* Takes another answer over, and tells what is different. */
static void
take_ids (ConsoleEntityList *self,
          GArray            *ids)
{
  g_autoptr(GArray) before = self->ids;
  const gint64 *old = (const gint64 *) (gpointer) before->data;
  const gint64 *new = (const gint64 *) (gpointer) ids->data;
  const guint shorter = MIN (before->len, ids->len);
  guint n_first = 0, n_last = 0;

  while (n_first < shorter && old[n_first] == new[n_first])
    {
      n_first++;
    }
  while (n_last < shorter - n_first && old[before->len - 1 - n_last] == new[ids->len - 1 - n_last])
    {
      n_last++;
    }

  self->ids = g_array_ref (ids);
  if (n_first + n_last < MAX (before->len, ids->len))
    {
      g_list_model_items_changed (G_LIST_MODEL (self), n_first, before->len - n_first - n_last,
                                  ids->len - n_first - n_last);
    }
  if (before->len != ids->len)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
    }
}

static void ask (ConsoleEntityList *self);

static void
ids_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ConsoleEntityList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (console_repository_get_cache (self->repository) != CONSOLE_CACHE (source) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }

  self->is_querying = FALSE;
  if (self->needs_query)
    {
      ask (self);
      return;
    }
  if (ids != NULL)
    {
      take_ids (self, ids);
    }
  set_loading (self, FALSE);
  if (error != NULL)
    {
      tell_failure (self, error);
    }
}

static void
ask (ConsoleEntityList *self)
{
  ConsoleCache *cache = console_repository_get_cache (self->repository);
  Question *question;

  self->needs_query = self->is_querying;
  if (self->is_querying || cache == NULL || self->query == NULL)
    {
      return;
    }

  question = g_new0 (Question, 1);
  question->type = self->type;
  question->query = console_entity_query_copy (self->query);
  self->is_querying = TRUE;
  console_cache_read_async (cache, read_ids, question, question_free, (GDestroyNotify) g_array_unref, self->cancellable,
                            ids_read_cb, g_object_ref (self));
}

/* News */

static void
want_again_cb (gpointer item,
               gpointer user_data)
{
  want (user_data, console_entity_item_get_id (item));
}

static void
entities_changed_cb (ConsoleRepository *repository,
                     const char        *type,
                     gint64             id,
                     gpointer           user_data)
{
  ConsoleEntityList *self = user_data;

  if (!g_str_equal (type, self->type->name))
    {
      return;
    }

  if (id == 0)
    {
      console_item_registry_foreach (self->items, want_again_cb, self);
    }
  else if (console_item_registry_find (self->items, id) != NULL)
    {
      want (self, id);
    }
  read_wanted (self);
  ask (self);
}

static void
entity_named_cb (ConsoleRepository *repository,
                 const char        *type,
                 gint64             local_id,
                 gint64             id,
                 gpointer           user_data)
{
  ConsoleEntityList *self = user_data;
  ConsoleEntityItem *item = console_item_registry_find (self->items, local_id);
  guint position;

  if (!g_str_equal (type, self->type->name))
    {
      return;
    }

  if (console_entity_list_find (self, local_id, &position))
    {
      g_array_index (self->ids, gint64, position) = id;
    }
  if (item != NULL)
    {
      console_item_registry_rename (self->items, local_id, id);
      console_entity_item_set_id (item, id);
    }
}

static void
set_state_cb (gpointer item,
              gpointer user_data)
{
  ConsoleEntityList *self = user_data;

  console_entity_item_set_edit_state (item, console_repository_get_edit_state (self->repository, self->type,
                                                                               console_entity_item_get_id (item)));
}

static void
flags_changed_cb (ConsoleRepository *repository,
                  gpointer           user_data)
{
  ConsoleEntityList *self = user_data;

  console_item_registry_foreach (self->items, set_state_cb, self);
}

static void
reset_cb (ConsoleRepository *repository,
          gpointer           user_data)
{
  ConsoleEntityList *self = user_data;
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_querying = self->is_reading = FALSE;
  g_hash_table_remove_all (self->wanted);
  take_ids (self, none);
  g_queue_clear_full (&self->kept, g_object_unref);
  console_item_registry_clear (self->items);
  set_loading (self, self->query != NULL);
  ask (self);
}

/* GListModel */

static GType
console_entity_list_get_item_type (GListModel *model)
{
  return CONSOLE_TYPE_ENTITY_ITEM;
}

static guint
console_entity_list_get_n_items (GListModel *model)
{
  return CONSOLE_ENTITY_LIST (model)->ids->len;
}

static gpointer
console_entity_list_get_item (GListModel *model,
                              guint       position)
{
  ConsoleEntityList *self = CONSOLE_ENTITY_LIST (model);
  ConsoleEntityItem *item;

  if (position >= self->ids->len)
    {
      return NULL;
    }

  item = ref_item (self, g_array_index (self->ids, gint64, position));
  if (console_entity_item_get_entity (item) == NULL)
    {
      want_page (self, position);
      read_wanted (self);
    }

  return item;
}

static void
console_entity_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = console_entity_list_get_item_type;
  iface->get_n_items = console_entity_list_get_n_items;
  iface->get_item = console_entity_list_get_item;
}

static void
console_entity_list_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  ConsoleEntityList *self = CONSOLE_ENTITY_LIST (object);

  switch (property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;

    case PROP_N_ITEMS:
      g_value_set_uint (value, self->ids->len);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_entity_list_dispose (GObject *object)
{
  ConsoleEntityList *self = CONSOLE_ENTITY_LIST (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (console_entity_list_parent_class)->dispose (object);
}

static void
console_entity_list_finalize (GObject *object)
{
  ConsoleEntityList *self = CONSOLE_ENTITY_LIST (object);

  g_queue_clear_full (&self->kept, g_object_unref);
  console_item_registry_free (self->items);
  g_hash_table_unref (self->wanted);
  g_array_unref (self->ids);
  g_clear_pointer (&self->query, console_entity_query_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->repository);

  G_OBJECT_CLASS (console_entity_list_parent_class)->finalize (object);
}

static void
console_entity_list_class_init (ConsoleEntityListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_entity_list_get_property;
  object_class->dispose = console_entity_list_dispose;
  object_class->finalize = console_entity_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_entity_list_init (ConsoleEntityList *self)
{
  self->items = console_item_registry_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->kept);
}

/**
 * console_entity_list_new:
 * @repository: where the entities are
 * @type: a cached type
 *
 * Returns: (transfer full): a list that is empty until it has a query
 */
ConsoleEntityList *
console_entity_list_new (ConsoleRepository      *repository,
                         const BakeryEntityType *type)
{
  ConsoleEntityList *self = g_object_new (CONSOLE_TYPE_ENTITY_LIST, NULL);

  self->repository = g_object_ref (repository);
  self->type = type;
  g_signal_connect_object (repository, "entities-changed", G_CALLBACK (entities_changed_cb), self, 0);
  g_signal_connect_object (repository, "entity-named", G_CALLBACK (entity_named_cb), self, 0);
  g_signal_connect_object (repository, "flags-changed", G_CALLBACK (flags_changed_cb), self, 0);
  g_signal_connect_object (repository, "reset", G_CALLBACK (reset_cb), self, 0);

  return self;
}

/**
 * console_entity_list_get_entity_type:
 * @self: a list
 *
 * Returns: what it lists
 */
const BakeryEntityType *
console_entity_list_get_entity_type (ConsoleEntityList *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_LIST (self), NULL);

  return self->type;
}

/**
 * console_entity_list_set_query:
 * @self: a list
 * @query: (nullable): what to list, %NULL for everything
 *
 * Lists something else. What is listed now stays until the answer is there.
 */
void
console_entity_list_set_query (ConsoleEntityList        *self,
                               const ConsoleEntityQuery *query)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_LIST (self));

  g_clear_pointer (&self->query, console_entity_query_free);
  self->query = console_entity_query_copy (query);
  set_loading (self, TRUE);
  ask (self);
}

/**
 * console_entity_list_is_loading:
 * @self: a list
 *
 * Returns: whether the first answer for the query is not there yet
 */
gboolean
console_entity_list_is_loading (ConsoleEntityList *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_LIST (self), FALSE);

  return self->loading;
}

/**
 * console_entity_list_find:
 * @self: a list
 * @id: of an entity
 * @ret_position: (out): where it is
 *
 * Looks for an entity in the list.
 *
 * Returns: whether it is there
 */
gboolean
console_entity_list_find (ConsoleEntityList *self,
                          gint64             id,
                          guint             *ret_position)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_LIST (self), FALSE);

  for (guint i = 0; i < self->ids->len; i++)
    {
      if (g_array_index (self->ids, gint64, i) == id)
        {
          *ret_position = i;
          return TRUE;
        }
    }

  return FALSE;
}
