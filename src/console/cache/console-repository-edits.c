/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page shows of a change that waits, met a conflict or was refused, and what a person decides about it. Main thread;
 * SQL runs on the writer's, which alone has the outbox. */

#include "config.h"

#include "console-entities.h"
#include "console-outbox.h"
#include "console-repository-private.h"

#include "bakery-violations.h"

/* Which change is asked for, or decided about. The task owns it. */
typedef struct
{
  const BakeryEntityType *type;
  gint64                  id;
  gint64                  sequence;
  gpointer                decision;
  ConsoleEdit            *edit;
} Decision;

static void
decision_free (Decision *decision)
{
  g_clear_pointer (&decision->decision, bakery_entity_unref);
  g_clear_pointer (&decision->edit, console_edit_free);
  g_free (decision);
}

/**
 * console_edit_free:
 * @self: (transfer full): an edit
 *
 * Frees the edit.
 */
void
console_edit_free (ConsoleEdit *self)
{
  g_clear_pointer (&self->base, bakery_entity_unref);
  g_clear_pointer (&self->mine, bakery_entity_unref);
  g_clear_pointer (&self->theirs, bakery_entity_unref);
  g_clear_pointer (&self->violations, bakery_violations_free);
  g_free (self->reason);
  g_free (self);
}

static ConsoleEditState
state_of (const ConsoleOutboxRow *row)
{
  if (row->state == CONSOLE_OUTBOX_CONFLICT)
    {
      return CONSOLE_EDIT_CONFLICT;
    }

  return row->state == CONSOLE_OUTBOX_REJECTED ? CONSOLE_EDIT_REJECTED : CONSOLE_EDIT_WAITING;
}

/* Leaves the row without what it held. */
static ConsoleEdit *
edit_from_row (ConsoleOutboxRow *row)
{
  ConsoleEdit *edit = g_new0 (ConsoleEdit, 1);

  edit->state = state_of (row);
  edit->sequence = row->sequence;
  edit->kind = row->kind;
  edit->base = g_steal_pointer (&row->before);
  edit->mine = g_steal_pointer (&row->after);
  edit->theirs = g_steal_pointer (&row->theirs);
  edit->reason = g_steal_pointer (&row->last_error);
  edit->violations = g_steal_pointer (&row->violations);

  return edit;
}

static ConsoleOutboxRow *
choose_row (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      ConsoleOutboxRow *row = g_ptr_array_index (rows, i);

      if (state_of (row) != CONSOLE_EDIT_WAITING)
        {
          return row;
        }
    }

  return rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
}

/* On the writer's thread: */

static gboolean
read_edit (BakeryConnection    *connection,
           ConsoleCacheChanges *changes,
           gpointer             user_data,
           GError             **error)
{
  Decision *decision = user_data;
  g_autoptr(GPtrArray) rows = console_outbox_read_object (connection, decision->type, decision->id, error);
  ConsoleOutboxRow *row = rows != NULL ? choose_row (rows) : NULL;

  g_clear_pointer (&decision->edit, console_edit_free);
  decision->edit = row != NULL ? edit_from_row (row) : NULL;

  return rows != NULL;
}

static gboolean
resolve (BakeryConnection    *connection,
         ConsoleCacheChanges *changes,
         gpointer             user_data,
         GError             **error)
{
  const Decision *decision = user_data;
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, decision->sequence, error);

  if (row == NULL)
    {
      return FALSE;
    }

  return decision->decision != NULL
         ? console_outbox_resolve (connection, row, decision->decision, changes, error)
         : console_outbox_rebase (connection, row, changes, error);
}

static gboolean
discard (BakeryConnection    *connection,
         ConsoleCacheChanges *changes,
         gpointer             user_data,
         GError             **error)
{
  const Decision *decision = user_data;
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, decision->sequence, error);

  return row != NULL && console_outbox_withdraw (connection, row, changes, error);
}

/* On the main thread: */

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;

  if (!console_cache_write_finish (CONSOLE_CACHE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&decision->edit), (GDestroyNotify) console_edit_free);
}

/* Takes over @decision and @task. */
static void
submit (ConsoleRepository    *self,
        Decision             *decision,
        ConsoleCacheWriteFunc func,
        GTask                *task)
{
  g_task_set_task_data (task, decision, (GDestroyNotify) decision_free);
  if (console_repository_check_cache (self, task))
    {
      console_cache_write_async (console_repository_get_cache (self), func, decision, NULL,
                                 g_task_get_cancellable (task), done_cb, g_object_ref (task));
    }
  g_object_unref (task);
}

static gboolean
propagate_success (ConsoleRepository *self,
                   GAsyncResult      *result,
                   GError           **error)
{
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error == NULL)
    {
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * console_repository_read_edit_async:
 * @self: a repository
 * @type: an entity's type
 * @id: its id
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads the change of an entity that wants a decision, or else the oldest that waits.
 */
void
console_repository_read_edit_async (ConsoleRepository      *self,
                                    const BakeryEntityType *type,
                                    gint64                  id,
                                    GCancellable           *cancellable,
                                    GAsyncReadyCallback     callback,
                                    gpointer                user_data)
{
  Decision *decision;
  GTask *task;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_read_edit_async);
  decision = g_new0 (Decision, 1);
  decision->type = type;
  decision->id = id;
  submit (self, decision, read_edit, task);
}

/**
 * console_repository_read_edit_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the change, or %NULL; without @error when nothing waits
 */
ConsoleEdit *
console_repository_read_edit_finish (ConsoleRepository *self,
                                     GAsyncResult      *result,
                                     GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * console_repository_resolve_edit_async:
 * @self: a repository
 * @edit: a change that met a conflict or was refused
 * @entity: (nullable): what the person decided on, or %NULL to make the change again as it is
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it is decided
 * @user_data: for @callback
 *
 * Makes a change one to what the server has now, and sends it again. When @entity is what the server has, nothing is sent.
 */
void
console_repository_resolve_edit_async (ConsoleRepository  *self,
                                       const ConsoleEdit  *edit,
                                       gconstpointer       entity,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  Decision *decision;
  GTask *task;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));
  g_return_if_fail (edit != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_resolve_edit_async);
  decision = g_new0 (Decision, 1);
  decision->sequence = edit->sequence;
  decision->decision = entity != NULL ? bakery_entity_ref ((gpointer) entity) : NULL;
  submit (self, decision, resolve, task);
}

/**
 * console_repository_resolve_edit_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for %BAKERY_ERROR_NOT_FOUND when the entity is gone, %G_IO_ERROR_NOT_FOUND when the change is, or a
 *   %BAKERY_STORAGE_ERROR
 *
 * Returns: %FALSE with @error set when nothing was decided
 */
gboolean
console_repository_resolve_edit_finish (ConsoleRepository *self,
                                        GAsyncResult      *result,
                                        GError           **error)
{
  return propagate_success (self, result, error);
}

/**
 * console_repository_discard_edit_async:
 * @self: a repository
 * @edit: any change that waits, met a conflict or was refused
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Gives a change up, and those made after it to the same entity: what the server has stays.
 */
void
console_repository_discard_edit_async (ConsoleRepository  *self,
                                       const ConsoleEdit  *edit,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  Decision *decision;
  GTask *task;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));
  g_return_if_fail (edit != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_discard_edit_async);
  decision = g_new0 (Decision, 1);
  decision->sequence = edit->sequence;
  submit (self, decision, discard, task);
}

/**
 * console_repository_discard_edit_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_NOT_FOUND when the change is gone already, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: %FALSE with @error set when nothing was decided
 */
gboolean
console_repository_discard_edit_finish (ConsoleRepository *self,
                                        GAsyncResult      *result,
                                        GError           **error)
{
  return propagate_success (self, result, error);
}
