/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the destinations of a day or of a run, and reads them again when an order has changed: one question at a time, and one
 * more when something changed meanwhile. What is there stays there until the answer. */

#include "config.h"

#include "console-destination-list.h"

#include "bakery-delivery.h"
#include "bakery-records.h"
#include "bakery-time.h"
#include "console-repository-private.h"

/* Baked so long before they are handed over, at most; bounds the search of what was handed over. */
#define EARLIEST_START (3 * BAKERY_DAY)

struct _ConsoleDestinationList
{
  GObject parent_instance;

  /* Owned */
  ConsoleRepository *repository;
  GPtrArray         *items;
  GCancellable      *cancellable; /* while an answer is waited for */

  gint64             store;
  gint64             from;
  gint64             until;
  char              *orders; /* instead of a day: their ids, JSON */
  gboolean           is_own;
  gboolean           has_delivered;
  gboolean           is_loading;
  gboolean           is_outdated; /* since the question */
};

/* What is asked for. */
typedef struct
{
  gint64   store;
  gint64   from;
  gint64   until;
  char    *orders;
  gboolean is_own;
  gboolean has_delivered;
} Question;

enum
{
  PROP_0,
  PROP_LOADING,
  N_PROPS,
};

enum
{
  UPDATED,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void console_destination_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleDestinationList, console_destination_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, console_destination_list_model_init))

static void ask (ConsoleDestinationList *self);

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->orders);
  g_free (question);
}

/* On a reader's thread: */

static char *
dup_run_sql (void)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_order_type, NULL, BAKERY_RECORDS_DOCUMENTS);

  return g_strdup_printf ("SELECT %s FROM orders WHERE id IN (SELECT value FROM json_each ($1)) "
                          "ORDER BY (SELECT key FROM json_each ($1) WHERE value = orders.id)", columns);
}

/* The deliveries of a driver's console are their own. */
static char *
dup_day_sql (const Question *day)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_order_type, NULL, BAKERY_RECORDS_DOCUMENTS);
  const char *own = day->is_own ? "AND id IN (SELECT o.value FROM deliveries AS d, json_each (d.orders) AS o) " : "";

  return g_strdup_printf ("SELECT %s FROM orders WHERE id IN ("
                          "SELECT id FROM orders WHERE store = $1 AND progress < 2 AND fulfilment = 'delivery' "
                          "AND (due_at < $3 OR stage = 'out_for_delivery') "
                          "UNION ALL "
                          "SELECT id FROM orders WHERE $6 AND store = $1 AND progress = 2 "
                          "AND start_key >= $4 AND start_key < $3 AND fulfilment = 'delivery' "
                          "AND stage = 'delivered' AND due_at >= $2 AND due_at < $3) "
                          "%sORDER BY stage = 'delivered', due_at, id LIMIT $5", columns, own);
}

static BakeryStatement *
prepare_day (BakeryConnection *connection,
             const Question   *day,
             GError          **error)
{
  g_autofree char *sql = dup_day_sql (day);
  BakeryStatement *statement = bakery_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  bakery_statement_bind_int (statement, 1, day->store);
  bakery_statement_bind_int (statement, 2, day->from);
  bakery_statement_bind_int (statement, 3, day->until);
  bakery_statement_bind_int (statement, 4, day->from - EARLIEST_START);
  bakery_statement_bind_int (statement, 5, CONSOLE_DESTINATION_LIST_MOST);
  bakery_statement_bind_int (statement, 6, day->has_delivered);

  return statement;
}

static BakeryStatement *
prepare_run (BakeryConnection *connection,
             const Question   *run,
             GError          **error)
{
  g_autofree char *sql = dup_run_sql ();
  BakeryStatement *statement = bakery_connection_prepare (connection, sql, error);

  if (statement != NULL)
    bakery_statement_bind_text (statement, 1, run->orders);

  return statement;
}

static gpointer
read_orders (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  const Question *question = user_data;
  g_autoptr(BakeryStatement) statement =
    question->orders != NULL ? prepare_run (connection, question, error) : prepare_day (connection, question, error);

  return statement != NULL ? bakery_records_read_all (&bakery_order_type, statement, BAKERY_RECORDS_DOCUMENTS, error) : NULL;
}

/* On the main thread: */

static gint64
get_id (GPtrArray *items,
        guint      position)
{
  return console_destination_get_id (g_ptr_array_index (items, position));
}

static GPtrArray *
create_items (ConsoleDestinationList *self,
              GPtrArray              *orders)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  GPtrArray *items = g_ptr_array_new_full (orders->len, g_object_unref);

  for (guint i = 0; i < self->items->len; i++)
    {
      ConsoleDestination *item = g_ptr_array_index (self->items, i);

      g_hash_table_insert (known, (gpointer) &console_destination_get_order (item)->base.id, item);
    }
  for (guint i = 0; i < orders->len; i++)
    {
      BakeryOrder *order = g_ptr_array_index (orders, i);
      ConsoleDestination *item = g_hash_table_lookup (known, &order->base.id);

      g_ptr_array_add (items, item != NULL ? g_object_ref (item) : console_destination_new (order));
    }

  return items;
}

static void
replace_items (ConsoleDestinationList *self,
               GPtrArray              *items)
{
  g_autoptr(GPtrArray) before = g_steal_pointer (&self->items);
  const guint shorter = MIN (before->len, items->len);
  guint head = 0;
  guint tail = 0;

  while (head < shorter && get_id (before, head) == get_id (items, head))
    head++;
  while (tail < shorter - head && get_id (before, before->len - 1 - tail) == get_id (items, items->len - 1 - tail))
    tail++;

  self->items = items;
  if (head + tail < before->len || head + tail < items->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, before->len - head - tail, items->len - head - tail);
}

static void
set_loading (ConsoleDestinationList *self,
             gboolean                is_loading)
{
  if (self->is_loading == is_loading)
    return;

  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
show (ConsoleDestinationList *self,
      GPtrArray              *orders)
{
  replace_items (self, create_items (self, orders));
  for (guint i = 0; i < orders->len; i++)
    {
      console_destination_set_order (g_ptr_array_index (self->items, i), g_ptr_array_index (orders, i));
    }
  set_loading (self, FALSE);
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsoleDestinationList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) orders = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (orders != NULL)
    show (self, orders);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
  if (self->is_outdated)
    ask (self);
}

static Question *
create_question (ConsoleDestinationList *self)
{
  Question *question = g_new0 (Question, 1);

  question->store = self->store;
  question->from = self->from;
  question->until = self->until;
  question->orders = g_strdup (self->orders);
  question->is_own = self->is_own;
  question->has_delivered = self->has_delivered;

  return question;
}

static void
ask (ConsoleDestinationList *self)
{
  ConsoleCache *cache = console_repository_get_cache (self->repository);

  self->is_outdated = cache != NULL && self->cancellable != NULL;
  if (cache == NULL || (self->store == 0 && self->orders == NULL) || self->is_outdated)
    return;

  self->cancellable = g_cancellable_new ();
  console_cache_read_async (cache, read_orders, create_question (self), question_free,
                            (GDestroyNotify) g_ptr_array_unref, self->cancellable, read_cb, g_object_ref (self));
}

/* Which runs are a driver's decides which orders are. */
static void
entities_changed_cb (ConsoleRepository      *repository,
                     const char             *type,
                     gint64                  id,
                     ConsoleDestinationList *self)
{
  if (self->is_own && g_str_equal (type, bakery_delivery_type.name))
    ask (self);
}

static void
forget_question (ConsoleDestinationList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->is_outdated = FALSE;
}

static GType
console_destination_list_get_item_type (GListModel *model)
{
  return CONSOLE_TYPE_DESTINATION;
}

static guint
console_destination_list_get_n_items (GListModel *model)
{
  return CONSOLE_DESTINATION_LIST (model)->items->len;
}

static gpointer
console_destination_list_get_item (GListModel *model,
                                   guint       position)
{
  ConsoleDestinationList *self = CONSOLE_DESTINATION_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
console_destination_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = console_destination_list_get_item_type;
  iface->get_n_items = console_destination_list_get_n_items;
  iface->get_item = console_destination_list_get_item;
}

static void
console_destination_list_get_property (GObject    *object,
                                       guint       id,
                                       GValue     *value,
                                       GParamSpec *spec)
{
  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, CONSOLE_DESTINATION_LIST (object)->is_loading);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_destination_list_dispose (GObject *object)
{
  forget_question (CONSOLE_DESTINATION_LIST (object));

  G_OBJECT_CLASS (console_destination_list_parent_class)->dispose (object);
}

static void
console_destination_list_finalize (GObject *object)
{
  ConsoleDestinationList *self = CONSOLE_DESTINATION_LIST (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->repository);
  g_free (self->orders);

  G_OBJECT_CLASS (console_destination_list_parent_class)->finalize (object);
}

static void
console_destination_list_class_init (ConsoleDestinationListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = console_destination_list_get_property;
  object_class->dispose = console_destination_list_dispose;
  object_class->finalize = console_destination_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[UPDATED] = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_destination_list_init (ConsoleDestinationList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->is_loading = TRUE;
  self->has_delivered = TRUE;
}

/**
 * console_destination_list_new:
 * @repository: the account's data
 *
 * Returns: (transfer full): a list that is empty until it has a day
 */
ConsoleDestinationList *
console_destination_list_new (ConsoleRepository *repository)
{
  ConsoleDestinationList *self = g_object_new (CONSOLE_TYPE_DESTINATION_LIST, NULL);

  self->repository = g_object_ref (repository);
  g_signal_connect_object (repository, "orders-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "entities-changed", G_CALLBACK (entities_changed_cb), self, 0);

  return self;
}

/**
 * console_destination_list_set_day:
 * @self: a list
 * @store: whose orders
 * @from: when the day begins
 * @until: when the next one does
 *
 * Shows a day of a store. Asked for the same again, it reads it again.
 */
void
console_destination_list_set_day (ConsoleDestinationList *self,
                                  gint64                  store,
                                  gint64                  from,
                                  gint64                  until)
{
  g_return_if_fail (CONSOLE_IS_DESTINATION_LIST (self));

  forget_question (self);
  if (self->store != store)
    {
      replace_items (self, g_ptr_array_new_with_free_func (g_object_unref));
      set_loading (self, TRUE);
    }
  self->store = store;
  self->from = from;
  self->until = until;
  ask (self);
}

/**
 * console_destination_list_set_own:
 * @self: a list of a day
 * @is_own: whether to leave out what is on no run that this console knows: a driver's knows the driver's own
 */
void
console_destination_list_set_own (ConsoleDestinationList *self,
                                  gboolean                is_own)
{
  g_return_if_fail (CONSOLE_IS_DESTINATION_LIST (self));

  self->is_own = is_own;
}

/**
 * console_destination_list_set_delivered:
 * @self: a list of a day
 * @has_delivered: whether what is delivered is in it
 */
void
console_destination_list_set_delivered (ConsoleDestinationList *self,
                                        gboolean                has_delivered)
{
  g_return_if_fail (CONSOLE_IS_DESTINATION_LIST (self));

  if (self->has_delivered == has_delivered)
    return;

  self->has_delivered = has_delivered;
  ask (self);
}

/**
 * console_destination_list_set_orders:
 * @self: a list
 * @orders: (nullable) (element-type gint64): ids
 *
 * Shows these orders as they stand there, whenever they are due, instead of those of a day.
 */
void
console_destination_list_set_orders (ConsoleDestinationList *self,
                                     const GArray           *orders)
{
  g_autoptr(GString) ids = g_string_new ("[");

  g_return_if_fail (CONSOLE_IS_DESTINATION_LIST (self));

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (orders, gint64, i));
  g_string_append_c (ids, ']');
  if (g_strcmp0 (ids->str, self->orders) == 0)
    return;

  forget_question (self);
  g_free (self->orders);
  self->orders = g_strdup (ids->str);
  ask (self);
}

/**
 * console_destination_list_is_loading:
 * @self: a list
 *
 * Returns: whether the first answer is not there yet
 */
gboolean
console_destination_list_is_loading (ConsoleDestinationList *self)
{
  g_return_val_if_fail (CONSOLE_IS_DESTINATION_LIST (self), FALSE);

  return self->is_loading;
}

/**
 * console_destination_list_find:
 * @self: a list
 * @order: an id
 *
 * Returns: its position, %G_MAXUINT when it is not there
 */
guint
console_destination_list_find (ConsoleDestinationList *self,
                               gint64                  order)
{
  g_return_val_if_fail (CONSOLE_IS_DESTINATION_LIST (self), G_MAXUINT);

  for (guint i = 0; i < self->items->len; i++)
    {
      if (get_id (self->items, i) == order)
        return i;
    }

  return G_MAXUINT;
}
