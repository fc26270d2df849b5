/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where in an order list an order stands. Main thread, except for the question to the cache. */

#include "config.h"

#include "console-order-list-private.h"

#include "console-order-index.h"

typedef struct
{
  ConsoleLaneView view;
  gint64          order;
} FindQuestion;

typedef struct
{
  gint64 position;
  gint64 generation;
} FindAnswer;

static gpointer
answer_find (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  const FindQuestion *question = user_data;
  g_autofree FindAnswer *answer = g_new0 (FindAnswer, 1);
  ConsoleOrderKey key;

  if (!console_cache_read_generation (connection, &answer->generation, error) ||
      !console_cache_read_order_key (connection, question->order, &key, NULL, error))
    {
      return NULL;
    }
  if (!console_lane_view_holds (&question->view, &key))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The order is not in this list");
      return NULL;
    }
  if (!console_order_index_rank (connection, &question->view, key.start, question->order, &answer->position, error))
    {
      return NULL;
    }

  return g_steal_pointer (&answer);
}

static void ask_where (GTask *task);

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleOrderList *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree FindAnswer *answer = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (answer->generation != self->generation && self->cache == CONSOLE_CACHE (source))
    {
      /* The list is about to change; ask once it has. */
      ask_where (g_steal_pointer (&task));
      return;
    }

  g_task_return_int (task, (gssize) answer->position);
}

/* Takes over @task. */
static void
ask_where (GTask *task)
{
  ConsoleOrderList *self = g_task_get_source_object (task);
  FindQuestion *question = g_new0 (FindQuestion, 1);

  question->view = (ConsoleLaneView) { self->query->store, self->query->lane, self->horizon };
  question->order = *(gint64 *) g_task_get_task_data (task);
  console_cache_read_async (self->cache, answer_find, question, g_free, g_free,
                            g_task_get_cancellable (task), found_cb, task);
}

static gboolean
find_match (ConsoleOrderList *self,
            gint64            order,
            guint            *ret_position)
{
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (g_array_index (self->ids, gint64, i) == order)
        {
          *ret_position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * console_order_list_find_async:
 * @self: a list
 * @order: an order's id
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds the position of an order in the list.
 */
void
console_order_list_find_async (ConsoleOrderList   *self,
                               gint64              order,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  guint position;

  g_return_if_fail (CONSOLE_IS_ORDER_LIST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_order_list_find_async);
  g_task_set_task_data (task, g_memdup2 (&order, sizeof order), g_free);

  if (console_order_pages_find (self->pages, order, &position) ||
      (self->ids != NULL && find_match (self, order, &position)))
    {
      g_task_return_int (task, (gssize) position);
    }
  else if (self->ids != NULL || self->cache == NULL || self->query->store == 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The order is not in this list");
    }
  else
    {
      ask_where (g_steal_pointer (&task));
    }
}

/**
 * console_order_list_find_finish:
 * @self: a list
 * @result: what the callback got
 * @ret_position: (out): where the order is
 * @error: return location for a %G_IO_ERROR_NOT_FOUND or %BAKERY_STORAGE_ERROR
 *
 * Returns: %FALSE with @error set when it is not in the list
 */
gboolean
console_order_list_find_finish (ConsoleOrderList *self,
                                GAsyncResult     *result,
                                guint            *ret_position,
                                GError          **error)
{
  g_autoptr(GError) local_error = NULL;
  gssize position;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  position = g_task_propagate_int (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *ret_position = (guint) position;
  return TRUE;
}
