/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list model of the Orders page. It is always true of one state of the cache, its generation: an answer of another one is
 * dropped, and asked for again once the news of what happened in between has been worked in (console-order-list-apply.c).
 * Three questions go to the reader threads (console-order-window.h): everything anew, a page, what changed. Main thread. */

#include "config.h"

#include "console-order-list-private.h"

#include "console-order-window.h"
#include "console-repository-private.h"

/* Pages that are read together with the count when everything is answered anew. */
#define PAGES_AT_ONCE 4

/* What an answer on its way belongs to. */
typedef struct
{
  ConsoleOrderList *list;
  gint64            news;
  guint             page;
} Request;

enum
{
  PROP_0,
  PROP_ITEM_TYPE,
  PROP_LOADING,
  PROP_N_ITEMS,
  PROP_IS_TRUNCATED,
  N_PROPS,
};

enum
{
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void console_order_list_model_init (GListModelInterface *iface);
static void update (ConsoleOrderList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleOrderList, console_order_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, console_order_list_model_init))

/* Requests */

static Request *
request_new (ConsoleOrderList *self)
{
  Request *request = g_new0 (Request, 1);

  request->list = g_object_ref (self);
  request->news = console_order_news_get_newest (self->news);

  return request;
}

static void
request_free (Request *request)
{
  g_object_unref (request->list);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
report (ConsoleOrderList *self,
        const GError     *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      g_signal_emit (self, signals[FAILED], 0, error);
    }
}

static void
set_loading (ConsoleOrderList *self,
             gboolean          loading)
{
  if (self->loading != loading)
    {
      self->loading = loading;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
    }
}

/* Pages */

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  ConsoleOrderList *self = request->list;
  g_autoptr(GError) error = NULL;
  g_autoptr(ConsoleWindowAnswer) answer = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (answer == NULL)
    {
      report (self, error);
      return;
    }

  /* Of another state: the update that is coming asks for the page again. */
  if (answer->generation != self->generation || answer->horizon != self->horizon)
    {
      return;
    }

  g_hash_table_remove (self->asked_pages, GUINT_TO_POINTER (request->page));
  for (guint i = 0; i < answer->places->len; i++)
    {
      const ConsoleOrderPlace *place = &g_array_index (answer->places, ConsoleOrderPlace, i);

      if (place->position < self->n_items)
        {
          console_order_list_place (self, place->position, place->order);
        }
    }
}

static void
ask_for_page (ConsoleOrderList *self,
              guint             page)
{
  ConsoleWindowQuestion *question;
  Request *request;

  if (self->cache == NULL || !g_hash_table_add (self->asked_pages, GUINT_TO_POINTER (page)))
    {
      return;
    }

  question = console_window_question_new (self->query, self->horizon);
  question->only_pages = TRUE;
  question->ids = self->ids != NULL ? g_array_ref (self->ids) : NULL;
  g_array_append_val (question->pages, page);

  request = request_new (self);
  request->page = page;
  console_cache_read_async (self->cache, console_window_question_answer, question,
                            (GDestroyNotify) console_window_question_free,
                            (GDestroyNotify) console_window_answer_free,
                            self->cancellable, page_read_cb, request);
}

static void
ask_for_missing_cb (guint             position,
                    ConsoleOrderItem *item,
                    gpointer          user_data)
{
  if (!console_order_item_is_loaded (item))
    {
      ask_for_page (user_data, position / CONSOLE_ORDER_LIST_PAGE);
    }
}

/* Whatever was on its way is of a state before; ask again for what is still a placeholder. */
static void
ask_for_missing (ConsoleOrderList *self)
{
  g_hash_table_remove_all (self->asked_pages);
  console_order_pages_foreach (self->pages, ask_for_missing_cb, self);
}

/* Keeping up */

static void
updated_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  ConsoleOrderList *self = request->list;
  g_autoptr(GError) error = NULL;
  g_autoptr(ConsoleWindowAnswer) answer = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }

  self->is_updating = FALSE;
  if (answer == NULL)
    {
      console_order_news_give_back (self->news);
      set_loading (self, FALSE);
      report (self, error);
      return;
    }

  if (!answer->is_whole && answer->generation != request->news)
    {
      /* The snapshot saw a transaction whose news was not in the question; it comes, and the question goes out again. */
      console_order_news_give_back (self->news);
      self->needs_update = self->needs_update || console_order_news_get_newest (self->news) >= answer->generation;
    }
  else
    {
      self->is_stale = !console_order_news_settle (self->news, answer->generation);
      console_order_list_apply (self, answer);
      ask_for_missing (self);
      set_loading (self, FALSE);
    }

  if (self->needs_update || self->is_stale)
    {
      update (self);
    }
}

static void
update (ConsoleOrderList *self)
{
  ConsoleWindowQuestion *question;

  if (self->cache == NULL || self->query->store == 0)
    {
      set_loading (self, FALSE);
      return;
    }
  if (console_repository_find_store (self->repository, self->query->store) == NULL)
    {
      /* How far ahead its queue looks comes with the stores. */
      return;
    }
  if (self->is_updating)
    {
      self->needs_update = TRUE;
      return;
    }

  self->is_updating = TRUE;
  self->needs_update = FALSE;
  question = console_window_question_new (self->query,
                                          console_repository_get_horizon (self->repository, self->query->store));
  question->old_horizon = self->horizon;
  if (!self->is_stale)
    {
      question->changes = console_order_news_take (self->news);
    }
  if (self->is_stale || !console_order_query_is_plain (self->query))
    {
      const guint front = 0;

      g_clear_pointer (&question->pages, g_array_unref);
      question->pages = console_order_pages_dup_recent (self->pages, PAGES_AT_ONCE);
      if (question->pages->len == 0)
        {
          g_array_append_val (question->pages, front);
        }
    }

  console_cache_read_async (self->cache, console_window_question_answer, question,
                            (GDestroyNotify) console_window_question_free,
                            (GDestroyNotify) console_window_answer_free,
                            self->cancellable, updated_cb, request_new (self));
}

static void
start_anew (ConsoleOrderList *self)
{
  const guint n_before = self->n_items;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  console_order_news_clear (self->news);
  g_hash_table_remove_all (self->asked_pages);
  g_clear_pointer (&self->ids, g_array_unref);
  console_order_pages_clear (self->pages);
  self->n_items = 0;
  self->generation = 0;
  self->is_updating = FALSE;
  self->needs_update = FALSE;
  self->is_stale = TRUE;

  console_order_list_tell (self, 0, n_before, 0);
  set_loading (self, self->cache != NULL && self->query->store != 0);
  update (self);
}

static void
cache_changed_cb (ConsoleCache        *cache,
                  ConsoleCacheChanges *changes,
                  gpointer             user_data)
{
  ConsoleOrderList *self = user_data;

  /* What an answer has seen already is no news. */
  if (changes->generation > self->generation)
    {
      console_order_news_add (self->news, changes);
      update (self);
    }
}

static void
repository_reset_cb (ConsoleRepository *repository,
                     gpointer           user_data)
{
  ConsoleOrderList *self = user_data;

  if (self->cache != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->cache, cache_changed_cb, self);
    }
  g_set_object (&self->cache, console_repository_get_cache (repository));
  if (self->cache != NULL)
    {
      g_signal_connect_object (self->cache, "changed", G_CALLBACK (cache_changed_cb), self, 0);
    }

  console_item_registry_clear (self->items);
  start_anew (self);
}

static void
minute_cb (ConsoleClock *clock,
           gpointer      user_data)
{
  update (user_data);
}

/* A store says how far ahead its queue looks. */
static void
stores_changed_cb (ConsoleRepository *repository,
                   gpointer           user_data)
{
  update (user_data);
}

static void
set_flags_cb (gpointer item,
              gpointer user_data)
{
  console_order_list_show_flags (user_data, item);
}

static void
flags_changed_cb (ConsoleRepository *repository,
                  gpointer           user_data)
{
  ConsoleOrderList *self = user_data;

  console_item_registry_foreach (self->items, set_flags_cb, self);
}

/* GListModel */

static GType
console_order_list_get_item_type (GListModel *model)
{
  return CONSOLE_TYPE_ORDER_ITEM;
}

static guint
console_order_list_get_n_items (GListModel *model)
{
  return CONSOLE_ORDER_LIST (model)->n_items;
}

static gpointer
console_order_list_get_item (GListModel *model,
                             guint       position)
{
  ConsoleOrderList *self = CONSOLE_ORDER_LIST (model);
  ConsoleOrderItem *item;

  if (position >= self->n_items)
    {
      return NULL;
    }

  item = console_order_pages_get (self->pages, position);
  if (item != NULL)
    {
      return g_object_ref (item);
    }

  item = console_order_item_new ();
  console_order_pages_set (self->pages, position, item);
  ask_for_page (self, position / CONSOLE_ORDER_LIST_PAGE);
  return item;
}

static void
console_order_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = console_order_list_get_item_type;
  iface->get_n_items = console_order_list_get_n_items;
  iface->get_item = console_order_list_get_item;
}

/* GObject */

static void
console_order_list_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  ConsoleOrderList *self = CONSOLE_ORDER_LIST (object);

  switch (property_id)
    {
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, CONSOLE_TYPE_ORDER_ITEM);
      break;

    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;

    case PROP_N_ITEMS:
      g_value_set_uint (value, self->n_items);
      break;

    case PROP_IS_TRUNCATED:
      g_value_set_boolean (value, console_order_list_is_truncated (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_order_list_finalize (GObject *object)
{
  ConsoleOrderList *self = CONSOLE_ORDER_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  console_order_pages_free (self->pages);
  console_item_registry_free (self->items);
  console_order_news_free (self->news);
  g_hash_table_unref (self->asked_pages);
  g_clear_pointer (&self->ids, g_array_unref);
  console_order_query_free (self->query);
  g_clear_object (&self->cache);
  g_clear_object (&self->repository);

  G_OBJECT_CLASS (console_order_list_parent_class)->finalize (object);
}

static void
console_order_list_class_init (ConsoleOrderListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_order_list_get_property;
  object_class->finalize = console_order_list_finalize;

  properties[PROP_ITEM_TYPE] = g_param_spec_gtype ("item-type", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_TRUNCATED] = g_param_spec_boolean ("is-truncated", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_order_list_init (ConsoleOrderList *self)
{
  self->query = console_order_query_new (0, CONSOLE_LANE_QUEUE);
  self->pages = console_order_pages_new (CONSOLE_ORDER_LIST_PAGE, CONSOLE_ORDER_LIST_PAGES_KEPT);
  self->items = console_item_registry_new ();
  self->news = console_order_news_new ();
  self->asked_pages = g_hash_table_new (NULL, NULL);
  self->cancellable = g_cancellable_new ();
}

/**
 * console_order_list_new:
 * @repository: where the orders are
 *
 * Makes an empty list; console_order_list_set_query() says what it shows.
 *
 * Returns: (transfer full): the list
 */
ConsoleOrderList *
console_order_list_new (ConsoleRepository *repository)
{
  ConsoleOrderList *self;

  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (repository), NULL);

  self = g_object_new (CONSOLE_TYPE_ORDER_LIST, NULL);
  self->repository = g_object_ref (repository);
  g_signal_connect_object (repository, "reset", G_CALLBACK (repository_reset_cb), self, 0);
  g_signal_connect_object (repository, "stores-changed", G_CALLBACK (stores_changed_cb), self, 0);
  g_signal_connect_object (repository, "flags-changed", G_CALLBACK (flags_changed_cb), self, 0);
  g_signal_connect_object (console_repository_get_clock (repository), "minute", G_CALLBACK (minute_cb), self, 0);
  repository_reset_cb (repository, self);

  return self;
}

/**
 * console_order_list_get_query:
 * @self: a list
 *
 * Returns: (transfer none): what the list shows
 */
const ConsoleOrderQuery *
console_order_list_get_query (ConsoleOrderList *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_LIST (self), NULL);

  return self->query;
}

/**
 * console_order_list_set_query:
 * @self: a list
 * @query: what to show from now on; copied
 *
 * Empties the list and fills it with what @query asks for. Does nothing when it shows that already.
 */
void
console_order_list_set_query (ConsoleOrderList        *self,
                              const ConsoleOrderQuery *query)
{
  g_return_if_fail (CONSOLE_IS_ORDER_LIST (self));
  g_return_if_fail (query != NULL);

  if (console_order_query_equal (self->query, query))
    {
      return;
    }

  console_order_query_free (self->query);
  self->query = console_order_query_copy (query);
  start_anew (self);
}

/**
 * console_order_list_is_loading:
 * @self: a list
 *
 * Returns: whether the first answer for the current query is still to come
 */
gboolean
console_order_list_is_loading (ConsoleOrderList *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_LIST (self), FALSE);

  return self->loading;
}

/**
 * console_order_list_is_truncated:
 * @self: a list
 *
 * Returns: whether a search found more than a list shows
 */
gboolean
console_order_list_is_truncated (ConsoleOrderList *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_LIST (self), FALSE);

  return self->ids != NULL && self->ids->len > CONSOLE_ORDER_LIST_MAXIMUM_MATCHES;
}

/**
 * console_order_list_get_n_pages:
 * @self: a list
 *
 * Returns: how many pages are in memory, never more than %CONSOLE_ORDER_LIST_PAGES_KEPT
 */
guint
console_order_list_get_n_pages (ConsoleOrderList *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_LIST (self), 0);

  return console_order_pages_get_n (self->pages);
}
