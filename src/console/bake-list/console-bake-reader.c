/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the orders whose bases or cakes can be made on the days, and what was ticked off, and has the domain work the list
 * out. */

#include "config.h"

#include "console-bake-reader.h"

#include "bakery-time.h"
#include "console-cache-read.h"
#include "console-repository-private.h"

typedef struct
{
  ConsoleStock *stock;
  gint64        store;
  char         *time_zone;
  gint64        begin;
  guint         n_days;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  console_stock_unref (request->stock);
  g_free (request->time_zone);
  g_free (request);
}

/* On a reader's thread: */

/* How long before the work on an order something can be made for it. */
static gint64
find_longest_wait (const BakeryRecipeBook *book)
{
  GPtrArray *recipes = bakery_recipe_book_peek_recipes (book);
  gint64 hours = 0;

  for (guint i = 0; i < recipes->len; i++)
    {
      hours = MAX (hours, ((BakeryRecipe *) g_ptr_array_index (recipes, i))->hours_before);
    }

  return hours * BAKERY_HOUR;
}

/* The finished orders have an index of their own, so they are asked for by themselves. */
static GPtrArray *
read_orders (BakeryConnection *connection,
             const Request    *request,
             GError          **error)
{
  const gint64 values[] = {
    request->store,
    bakery_time_start_of_day (request->begin, request->time_zone, 0),
    bakery_time_start_of_day (request->begin, request->time_zone, (int) request->n_days)
    + find_longest_wait (console_stock_get_book (request->stock)),
  };
  const BakeryEntityType *outline = console_cache_get_order_outline ();
  g_autoptr(GPtrArray) orders = console_cache_read_entities (connection, outline,
                                                             "store = $1 AND progress < 2 AND start_key >= $2 "
                                                             "AND start_key < $3 ORDER BY start_key, id",
                                                             values, G_N_ELEMENTS (values), error);
  GPtrArray *finished;

  if (orders == NULL)
    {
      return NULL;
    }
  finished = console_cache_read_entities (connection, outline,
                                          "store = $1 AND progress = 2 AND start_key >= $2 AND start_key < $3 "
                                          "ORDER BY start_key, id",
                                          values, G_N_ELEMENTS (values), error);
  if (finished == NULL)
    {
      return NULL;
    }
  g_ptr_array_extend_and_steal (orders, finished);

  return g_steal_pointer (&orders);
}

static char *
dup_day_name (const Request *request,
              guint          days)
{
  const gint64 day = bakery_time_start_of_day (request->begin, request->time_zone, (int) days);
  g_autoptr(GDateTime) date = bakery_time_to_date_time (day, request->time_zone);

  return g_date_time_format (date, "%F");
}

static GPtrArray *
read_marks (BakeryConnection *connection,
            const Request    *request,
            GError          **error)
{
  g_autofree char *first = dup_day_name (request, 0);
  g_autofree char *end = dup_day_name (request, request->n_days);
  g_autofree char *condition = g_strdup_printf ("store = $1 AND day >= '%s' AND day < '%s'", first, end);

  return console_cache_read_entities (connection, &bakery_bake_mark_type, condition, &request->store, 1, error);
}

static gpointer
read_bake (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  const Request *request = user_data;
  g_autoptr(GPtrArray) orders = read_orders (connection, request, error);
  g_autoptr(GPtrArray) marks = NULL;
  ConsoleBake *bake;

  if (orders == NULL)
    {
      return NULL;
    }
  marks = read_marks (connection, request, error);
  if (marks == NULL)
    {
      return NULL;
    }

  bake = g_new0 (ConsoleBake, 1);
  g_atomic_ref_count_init (&bake->references);
  bake->stock = console_stock_ref (request->stock);
  bake->list = bakery_bake_list_new (console_stock_get_book (request->stock), orders, marks, request->time_zone,
                                     request->begin, request->n_days);

  return bake;
}

/* On the main thread: */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  ConsoleBake *bake = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (bake != NULL)
    {
      g_task_return_pointer (task, bake, (GDestroyNotify) console_bake_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

/**
 * console_bake_read_async:
 * @repository: the account's data
 * @stock: the store's stock
 * @store: the store
 * @begin: any instant of the first day
 * @n_days: how many days
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a bake list as the cache shows it.
 */
void
console_bake_read_async (ConsoleRepository  *repository,
                         ConsoleStock       *stock,
                         gint64              store,
                         gint64              begin,
                         guint               n_days,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  const BakeryStore *known = console_repository_find_store (repository, store);
  Request *request;
  GTask *task;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (repository));

  task = g_task_new (repository, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_bake_read_async);
  if (console_repository_check_cache (repository, task))
    {
      request = g_new0 (Request, 1);
      *request = (Request) {
        console_stock_ref (stock), store, g_strdup (known != NULL ? known->time_zone : "UTC"), begin, n_days,
      };
      console_cache_read_async (console_repository_get_cache (repository), read_bake, request, request_free,
                                (GDestroyNotify) console_bake_unref, cancellable, read_cb, task);
    }
}

/**
 * console_bake_read_finish:
 * @repository: the account's data
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): what was read
 */
ConsoleBake *
console_bake_read_finish (ConsoleRepository *repository,
                          GAsyncResult      *result,
                          GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, repository), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * console_bake_ref:
 * @self: what was read
 *
 * Returns: (transfer full): the same
 */
ConsoleBake *
console_bake_ref (ConsoleBake *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * console_bake_unref:
 * @self: (transfer full): what was read
 */
void
console_bake_unref (ConsoleBake *self)
{
  if (g_atomic_ref_count_dec (&self->references))
    {
      bakery_bake_list_free (self->list);
      console_stock_unref (self->stock);
      g_free (self);
    }
}
