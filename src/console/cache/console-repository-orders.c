/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Single orders: reading one, moving one, taking a move back. A change is one transaction that writes what the order looks like
 * now and the request that will tell the server. Main thread; SQL runs on the cache's threads. */

#include "config.h"

#include "console-outbox.h"
#include "console-repository-private.h"

#include "bakery-error.h"
#include "bakery-records.h"

/* A change somebody asked for, on its way through the writer's thread. The task owns it. */
typedef struct
{
  gint64       order;
  BakeryMove   move;
  char        *reason;
  gint64       account;
  char        *name;
  BakeryRole   role;
  BakeryOrder *result;
} OrderChange;

static void
order_change_free (OrderChange *change)
{
  g_clear_pointer (&change->result, bakery_order_unref);
  g_free (change->reason);
  g_free (change->name);
  g_free (change);
}

static gpointer
read_order (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  return bakery_records_load (connection, &bakery_order_type, *(gint64 *) user_data, BAKERY_RECORDS_DOCUMENTS, error);
}

static void
order_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  BakeryOrder *order = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (order == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, order, bakery_entity_unref);
}

/* Reports and returns %FALSE when nobody is signed in. */
/**
 * console_repository_read_order_async:
 * @self: a repository
 * @order: the id
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads an order with its lines and timeline.
 */
void
console_repository_read_order_async (ConsoleRepository  *self,
                                     gint64              order,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_read_order_async);
  if (console_repository_check_cache (self, task))
    {
      console_cache_read_async (console_repository_get_cache (self), read_order, g_memdup2 (&order, sizeof order),
                                g_free, bakery_entity_unref, cancellable, order_read_cb, g_steal_pointer (&task));
    }
}

/**
 * console_repository_read_order_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for %BAKERY_ERROR_NOT_FOUND or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the order
 */
BakeryOrder *
console_repository_read_order_finish (ConsoleRepository *self,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What a person calls an order. */
typedef struct
{
  gint64 store;
  gint64 number;
} OrderNumber;

static gpointer
find_number (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  const OrderNumber *wanted = user_data;
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;
  gint64 id;

  statement = bakery_connection_prepare (connection,
                                         "SELECT id FROM orders WHERE store = $1 AND number = $2 ORDER BY id DESC "
                                         "LIMIT 1",
                                         error);
  if (statement == NULL)
    {
      return NULL;
    }
  bakery_statement_bind_int (statement, 1, wanted->store);
  bakery_statement_bind_int (statement, 2, wanted->number);
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return NULL;
    }
  if (!has_row)
    {
      g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND,
                   "There is no order number %" G_GINT64_FORMAT ".", wanted->number);
      return NULL;
    }

  id = bakery_statement_get_int (statement, 0);
  return g_memdup2 (&id, sizeof id);
}

static void
number_found_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gint64 *id = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (id == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, id, g_free);
}

/**
 * console_repository_find_number_async:
 * @self: a repository
 * @store: the store's id
 * @number: what stands on the order's card
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds an order by its number.
 */
void
console_repository_find_number_async (ConsoleRepository  *self,
                                      gint64              store,
                                      gint64              number,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  const OrderNumber wanted = { store, number };
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_find_number_async);
  if (console_repository_check_cache (self, task))
    {
      console_cache_read_async (console_repository_get_cache (self), find_number, g_memdup2 (&wanted, sizeof wanted),
                                g_free, g_free, cancellable, number_found_cb, g_steal_pointer (&task));
    }
}

/**
 * console_repository_find_number_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for %BAKERY_ERROR_NOT_FOUND or a %BAKERY_STORAGE_ERROR
 *
 * Returns: the order's id, or 0 with @error set
 */
gint64
console_repository_find_number_finish (ConsoleRepository *self,
                                       GAsyncResult      *result,
                                       GError           **error)
{
  g_autofree gint64 *id = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  id = g_task_propagate_pointer (G_TASK (result), error);
  return id != NULL ? *id : 0;
}

/* Changing. On the writer's thread: */

static BakeryActor
actor_of (const OrderChange *change)
{
  return (BakeryActor) { change->account, change->name, change->role };
}

/* How long a move of the order can be taken back. */
static gboolean
read_undo_seconds (BakeryConnection *connection,
                   gint64            store,
                   gint64           *ret_seconds,
                   GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  statement = bakery_connection_prepare (connection, "SELECT undo_seconds FROM stores WHERE id = $1", error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, store);
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }

  *ret_seconds = has_row ? MAX (0, bakery_statement_get_int (statement, 0)) : 0;
  return TRUE;
}

static gboolean
move_order (BakeryConnection    *connection,
            ConsoleCacheChanges *changes,
            gpointer             user_data,
            GError             **error)
{
  OrderChange *change = user_data;
  const BakeryActor actor = actor_of (change);
  g_autoptr(BakeryOrder) before = read_order (connection, &change->order, error);
  g_autoptr(BakeryOrder) after = NULL;

  if (before == NULL || !read_undo_seconds (connection, before->store, &change->move.undo_seconds, error))
    {
      return FALSE;
    }
  after = bakery_order_move (before, &change->move, &actor, error);
  if (after == NULL || !console_outbox_add_move (connection, before, &change->move, after, changes, error))
    {
      return FALSE;
    }

  g_clear_pointer (&change->result, bakery_order_unref);
  change->result = g_steal_pointer (&after);
  return TRUE;
}

/* The last change of an order, if no attempt was ever made to send it. */
static ConsoleOutboxRow *
find_unsent (GPtrArray *rows)
{
  ConsoleOutboxRow *last = rows->len > 0 ? g_ptr_array_index (rows, rows->len - 1) : NULL;

  return last != NULL && last->state == CONSOLE_OUTBOX_QUEUED && last->attempts == 0 &&
         last->kind == CONSOLE_CHANGE_STAGE ? last : NULL;
}

static gboolean
undo_order (BakeryConnection    *connection,
            ConsoleCacheChanges *changes,
            gpointer             user_data,
            GError             **error)
{
  OrderChange *change = user_data;
  const BakeryActor actor = actor_of (change);
  g_autoptr(GPtrArray) rows = console_outbox_read_object (connection, &bakery_order_type, change->order, error);
  g_autoptr(BakeryOrder) before = rows != NULL ? read_order (connection, &change->order, error) : NULL;
  g_autoptr(BakeryOrder) after = before != NULL ? bakery_order_undo (before, &actor, change->move.at, error) : NULL;
  const ConsoleOutboxRow *unsent = rows != NULL ? find_unsent (rows) : NULL;

  if (after == NULL)
    {
      return FALSE;
    }

  g_clear_pointer (&change->result, bakery_order_unref);
  if (unsent != NULL)
    {
      /* Nobody but us has seen the move: it never was. */
      change->result = console_outbox_withdraw (connection, unsent, changes, error)
                       ? read_order (connection, &change->order, error)
                       : NULL;
      return change->result != NULL;
    }

  change->result = g_steal_pointer (&after);
  return console_outbox_add_undo (connection, before, change->result, changes, error);
}

/* On the main thread: */

static void
order_changed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  OrderChange *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!console_cache_write_finish (CONSOLE_CACHE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&change->result), bakery_entity_unref);
}

static OrderChange *
order_change_new (ConsoleRepository *self,
                  gint64             order)
{
  const BakeryAccount *account = console_session_get_account (console_repository_get_session (self));
  OrderChange *change = g_new0 (OrderChange, 1);

  change->order = order;
  change->move.at = console_clock_get_now (console_repository_get_clock (self));
  change->role = BAKERY_ROLE_ANONYMOUS;
  if (account != NULL)
    {
      change->account = account->base.id;
      change->name = bakery_account_dup_name (account);
      change->role = bakery_account_get_role (account);
    }

  return change;
}

/* Takes over @change. */
static void
submit_change (ConsoleRepository    *self,
               OrderChange          *change,
               ConsoleCacheWriteFunc func,
               GTask                *task)
{
  g_task_set_task_data (task, change, (GDestroyNotify) order_change_free);
  if (console_repository_check_cache (self, task))
    {
      console_cache_write_async (console_repository_get_cache (self), func, change, NULL,
                                 g_task_get_cancellable (task), order_changed_cb, g_object_ref (task));
    }
}

/* Makes the move that @asked describes but for its time, which is now. */
static void
submit_move (ConsoleRepository *self,
             gint64             order,
             const BakeryMove  *asked,
             GTask             *task)
{
  OrderChange *change = order_change_new (self, order);
  const gint64 now = change->move.at;

  change->reason = g_strdup (asked->reason);
  change->move = *asked;
  change->move.at = now;
  change->move.reason = change->reason;
  submit_change (self, change, move_order, task);
}

/**
 * console_repository_move_order_async:
 * @self: a repository
 * @order: the id
 * @stage: where to
 * @force: also where the life cycle has no such move
 * @reason: (nullable): why, for a forced move
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when the move is in the cache and the request for it in the outbox
 * @user_data: for @callback
 *
 * Moves an order to another stage. It shows at once; the server hears of it as soon as it can be reached.
 */
void
console_repository_move_order_async (ConsoleRepository  *self,
                                     gint64              order,
                                     BakeryStage         stage,
                                     gboolean            force,
                                     const char         *reason,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  const BakeryMove asked = { .stage = stage, .force = force, .reason = reason };
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_move_order_async);
  submit_move (self, order, &asked, task);
}

/**
 * console_repository_cancel_order_async:
 * @self: a repository
 * @order: the id
 * @reason: (nullable): why
 * @restocks: whether what was taken for it goes back into stock, and is not written off
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it is in the cache and the request for it in the outbox; ends with
 *   console_repository_move_order_finish()
 * @user_data: for @callback
 *
 * Cancels an order.
 */
void
console_repository_cancel_order_async (ConsoleRepository  *self,
                                       gint64              order,
                                       const char         *reason,
                                       gboolean            restocks,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  OrderChange *change;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_cancel_order_async);

  change = order_change_new (self, order);
  change->reason = g_strdup (reason);
  change->move.stage = BAKERY_STAGE_CANCELLED;
  change->move.restocks = restocks;
  change->move.reason = change->reason;
  submit_change (self, change, move_order, task);
}

/**
 * console_repository_move_order_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for %BAKERY_ERROR_STAGE with the allowed stages and its like, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the order as it is now
 */
BakeryOrder *
console_repository_move_order_finish (ConsoleRepository *self,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * console_repository_undo_order_async:
 * @self: a repository
 * @order: the id
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes the last move of an order back. A move that has not left the outbox simply goes; otherwise the server is asked.
 */
void
console_repository_undo_order_async (ConsoleRepository  *self,
                                     gint64              order,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_undo_order_async);
  submit_change (self, order_change_new (self, order), undo_order, task);
}

/**
 * console_repository_undo_order_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for %BAKERY_ERROR_CONFLICT when there is nothing to take back any more, or a
 *   %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the order as it is now
 */
BakeryOrder *
console_repository_undo_order_finish (ConsoleRepository *self,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
