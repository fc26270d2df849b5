/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the stock, the orders and what was ticked off from one snapshot, and has the domain work the list out. Orders are read
 * once for both: those that take from the stock, and those whose bases or cakes can be made on the days. */

#include "config.h"

#include "console-bake-reader.h"

#include "bakery-time.h"
#include "bakery-unmet-demand.h"
#include "console-cache-read.h"
#include "console-repository-private.h"

typedef struct
{
  ConsoleStockQuery *stock;
  gint64             begin;
  guint              n_days;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  console_stock_query_free (request->stock);
  g_free (request);
}

/* On a reader's thread: */

/* How long before the work on an order something can be made for it. */
static gboolean
read_longest_wait (BakeryConnection *connection,
                   const Request    *request,
                   gint64           *ret_wait,
                   GError          **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection,
                                                                    "SELECT coalesce (max (hours_before), 0) FROM recipes "
                                                                    "WHERE store = $1", error);
  gboolean has_row;

  if (statement == NULL)
    {
      return FALSE;
    }

  bakery_statement_bind_int (statement, 1, request->stock->store);
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }
  *ret_wait = bakery_statement_get_int (statement, 0) * BAKERY_HOUR;

  return TRUE;
}

static gint64
get_day (const Request *request,
         guint          days)
{
  return bakery_time_start_of_day (request->begin, request->stock->time_zone, (int) days);
}

static gint64
find_start (const Request *request)
{
  return bakery_bake_list_find_start (request->stock->time_zone, request->begin, request->n_days, request->stock->now);
}

/* The finished orders have an index of their own, so they are asked for by themselves. */
static GPtrArray *
read_orders (BakeryConnection *connection,
             const Request    *request,
             gint64            end,
             GError          **error)
{
  const gint64 unfinished[] = { request->stock->store, find_start (request), end };
  const gint64 done[] = { request->stock->store, get_day (request, 0), end };
  const BakeryEntityType *outline = console_cache_get_order_outline ();
  g_autoptr(GPtrArray) orders = console_cache_read_entities (connection, outline,
                                                             "store = $1 AND progress < 2 AND (stage = 'confirmed' OR "
                                                             "(start_key >= $2 AND start_key < $3)) "
                                                             "ORDER BY start_key, id",
                                                             unfinished, G_N_ELEMENTS (unfinished), error);
  GPtrArray *finished;

  if (orders == NULL)
    {
      return NULL;
    }
  finished = console_cache_read_entities (connection, outline,
                                          "store = $1 AND progress = 2 AND start_key >= $2 AND start_key < $3 "
                                          "ORDER BY start_key, id",
                                          done, G_N_ELEMENTS (done), error);
  if (finished == NULL)
    {
      return NULL;
    }
  g_ptr_array_extend_and_steal (orders, finished);

  return g_steal_pointer (&orders);
}

/* Those of the orders for which something can be made on the days. */
static GPtrArray *
list_orders_of_days (GPtrArray     *orders,
                     const Request *request,
                     gint64         end)
{
  GPtrArray *found = g_ptr_array_new ();
  const gint64 begin = find_start (request);

  for (guint i = 0; i < orders->len; i++)
    {
      BakeryOrder *order = g_ptr_array_index (orders, i);

      if (order->latest_start_at >= begin && order->latest_start_at < end)
        {
          g_ptr_array_add (found, order);
        }
    }

  return found;
}

static char *
dup_day_name (const Request *request,
              gint64         day)
{
  g_autoptr(GDateTime) date = bakery_time_to_date_time (day, request->stock->time_zone);

  return g_date_time_format (date, "%F");
}

static GPtrArray *
read_marks (BakeryConnection *connection,
            const Request    *request,
            GError          **error)
{
  g_autofree char *first = dup_day_name (request, find_start (request));
  g_autofree char *end = dup_day_name (request, get_day (request, request->n_days));
  g_autofree char *condition = g_strdup_printf ("store = $1 AND day >= '%s' AND day < '%s'", first, end);

  return console_cache_read_entities (connection, &bakery_bake_mark_type, condition, &request->stock->store, 1, error);
}

/* The most wanted first. */
static GPtrArray *
read_unmet (BakeryConnection *connection,
            const Request    *request,
            GError          **error)
{
  g_autofree char *first = dup_day_name (request, get_day (request, 0));
  g_autofree char *end = dup_day_name (request, get_day (request, request->n_days));
  g_autofree char *condition = g_strdup_printf ("store = $1 AND day >= '%s' AND day < '%s' "
                                                "ORDER BY requests DESC, cake_name, day", first, end);

  return console_cache_read_entities (connection, &bakery_unmet_demand_type, condition, &request->stock->store, 1, error);
}

static ConsoleBake *
bake_new (ConsoleStock  *stock,
          GPtrArray     *orders,
          GPtrArray     *marks,
          const Request *request)
{
  ConsoleBake *self = g_new0 (ConsoleBake, 1);

  g_atomic_ref_count_init (&self->references);
  self->stock = console_stock_ref (stock);
  self->list = bakery_bake_list_new (console_stock_get_book (stock), orders, marks, request->stock->time_zone,
                                     request->begin, request->n_days, request->stock->now);

  return self;
}

static gpointer
read_bake (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  const Request *request = user_data;
  g_autoptr(GPtrArray) orders = NULL, orders_of_days = NULL, marks = NULL;
  g_autoptr(ConsoleStock) stock = NULL;
  g_autoptr(GPtrArray) unmet = NULL;
  ConsoleBake *bake;
  gint64 wait, end;

  if (!read_longest_wait (connection, request, &wait, error))
    {
      return NULL;
    }
  end = get_day (request, request->n_days) + wait;
  orders = read_orders (connection, request, end, error);
  marks = orders != NULL ? read_marks (connection, request, error) : NULL;
  unmet = marks != NULL ? read_unmet (connection, request, error) : NULL;
  stock = unmet != NULL ? console_stock_read (connection, request->stock, orders, error) : NULL;
  if (stock == NULL)
    {
      return NULL;
    }
  orders_of_days = list_orders_of_days (orders, request, end);

  bake = bake_new (stock, orders_of_days, marks, request);
  bake->marks = g_steal_pointer (&marks);
  bake->unmet = g_steal_pointer (&unmet);

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
 * @store: the store
 * @begin: any instant of the first day
 * @n_days: how many days
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a bake list, and the stock that it takes from, as the cache shows them.
 */
void
console_bake_read_async (ConsoleRepository  *repository,
                         gint64              store,
                         gint64              begin,
                         guint               n_days,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (repository));

  task = g_task_new (repository, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_bake_read_async);
  if (console_repository_check_cache (repository, task))
    {
      request = g_new0 (Request, 1);
      *request = (Request) { console_stock_query_new (repository, store), begin, n_days };
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
      g_ptr_array_unref (self->marks);
      g_ptr_array_unref (self->unmet);
      g_free (self);
    }
}
