/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hands reading of sales to the threads of the cache. Main thread. */

#include "config.h"

#include "console-sales-reader.h"

#include "console-repository-private.h"

typedef struct
{
  ConsoleSalesQuery *query;
  ConsoleSalesSlice  slice;
  ConsoleSalesRow    row;
} SalesQuestion;

static SalesQuestion *
new_question (const ConsoleSalesQuery *query,
              const ConsoleSalesSlice *slice)
{
  SalesQuestion *question = g_new0 (SalesQuestion, 1);

  question->query = console_sales_query_copy (query);
  if (slice == NULL)
    return question;

  question->slice = *slice;
  if (slice->row != NULL)
    {
      question->row = *slice->row;
      question->row.name = g_strdup (slice->row->name);
      question->slice.row = &question->row;
    }

  return question;
}

static void
free_question (gpointer data)
{
  SalesQuestion *question = data;

  console_sales_query_free (question->query);
  g_free (question->row.name);
  g_free (question);
}

static gpointer
read_report (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  const SalesQuestion *question = user_data;

  return console_sales_report_read (connection, question->query, error);
}

static gpointer
read_orders (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  const SalesQuestion *question = user_data;

  return console_sales_orders_read (connection, question->query, &question->slice, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GDestroyNotify result_free = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, result_free);
  else
    g_task_return_error (task, error);
}

static void
start_reading (ConsoleRepository   *repository,
               ConsoleCacheReadFunc func,
               SalesQuestion       *question,
               GDestroyNotify       result_free,
               GTask               *new_task)
{
  g_autoptr(GTask) task = new_task;

  /* The one thing the task has to remember is how its answer is freed. */
  g_task_set_task_data (task, result_free, NULL);
  if (!console_repository_check_cache (repository, task))
    {
      free_question (question);
      return;
    }

  console_cache_read_async (console_repository_get_cache (repository), func, question, free_question, result_free,
                            g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

/**
 * console_sales_report_read_async:
 * @repository: whose cache is read
 * @query: what is wanted; copied
 * @cancellable: (nullable): stops reading
 * @callback: called with the report
 * @user_data: for @callback
 *
 * Reads a report.
 */
void
console_sales_report_read_async (ConsoleRepository       *repository,
                                 const ConsoleSalesQuery *query,
                                 GCancellable            *cancellable,
                                 GAsyncReadyCallback      callback,
                                 gpointer                 user_data)
{
  GTask *task = g_task_new (repository, cancellable, callback, user_data);

  g_task_set_source_tag (task, console_sales_report_read_async);
  start_reading (repository, read_report, new_question (query, NULL), (GDestroyNotify) console_sales_report_free, task);
}

/**
 * console_sales_report_read_finish:
 * @repository: whose cache was read
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with @error set
 */
ConsoleSalesReport *
console_sales_report_read_finish (ConsoleRepository *repository,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, repository), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * console_sales_orders_read_async:
 * @repository: whose cache is read
 * @query: what the report was asked; copied
 * @slice: which of its figures; copied
 * @cancellable: (nullable): stops reading
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds what is behind a figure.
 */
void
console_sales_orders_read_async (ConsoleRepository       *repository,
                                 const ConsoleSalesQuery *query,
                                 const ConsoleSalesSlice *slice,
                                 GCancellable            *cancellable,
                                 GAsyncReadyCallback      callback,
                                 gpointer                 user_data)
{
  GTask *task = g_task_new (repository, cancellable, callback, user_data);

  g_task_set_source_tag (task, console_sales_orders_read_async);
  start_reading (repository, read_orders, new_question (query, slice), (GDestroyNotify) console_sales_orders_free, task);
}

/**
 * console_sales_orders_read_finish:
 * @repository: whose cache was read
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): what is behind the figure, or %NULL with @error set
 */
ConsoleSalesOrders *
console_sales_orders_read_finish (ConsoleRepository *repository,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, repository), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
