/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities of any cached type: each change is one transaction that writes what the entity looks like now and the request that
 * will tell the server. Decisions about changes the server did not take are in console-repository-edits.c. Main thread; SQL
 * runs on the cache's threads. */

#include "config.h"

#include "console-cache-entities.h"
#include "console-outbox.h"
#include "console-repository-private.h"

#include "bakery-account.h"

/* A change somebody asked for, on its way through the writer's thread. The task owns it. */
typedef struct
{
  GPtrArray            *bases;      /* elements may be NULL */
  GPtrArray            *entities;   /* elements may be NULL */
  BakeryComplaintReply *reply;
  gint64                now;
  gint64                batch;
  gpointer              result;
} EntityChange;

static void
entity_change_free (EntityChange *change)
{
  g_clear_pointer (&change->bases, g_ptr_array_unref);
  g_clear_pointer (&change->entities, g_ptr_array_unref);
  g_clear_pointer (&change->reply, bakery_complaint_reply_unref);
  g_clear_pointer (&change->result, bakery_entity_unref);
  g_free (change);
}

static void
add_entity (GPtrArray    *list,
            gconstpointer entity)
{
  g_ptr_array_add (list, entity != NULL ? bakery_entity_ref ((gpointer) entity) : NULL);
}

static EntityChange *
entity_change_new (ConsoleRepository *self)
{
  EntityChange *change = g_new0 (EntityChange, 1);

  change->bases = g_ptr_array_new_with_free_func (bakery_entity_unref);
  change->entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  change->now = console_clock_get_now (console_repository_get_clock (self));

  return change;
}

/**
 * console_repository_get_edit_state:
 * @self: a repository
 * @type: an entity's type
 * @id: its id
 *
 * Returns: whether a change of the entity waits, met a conflict or was refused; `flags-changed` says when to ask again
 */
ConsoleEditState
console_repository_get_edit_state (ConsoleRepository      *self,
                                   const BakeryEntityType *type,
                                   gint64                  id)
{
  g_return_val_if_fail (CONSOLE_IS_REPOSITORY (self), CONSOLE_EDIT_NONE);

  return console_outbox_list_get_edit_state (console_repository_get_outbox (self), type, id);
}

/* Reading */

/* Which entity to read, and what was read. */
typedef struct
{
  const BakeryEntityType *type;
  gint64                  id;
} EntityName;

/* A found entity or none: a reader's result must not be NULL without an error. */
static gpointer
read_entity (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  const EntityName *name = user_data;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GError) local_error = NULL;
  gpointer entity = console_cache_load_entity (connection, name->type, name->id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (entity != NULL)
    {
      g_ptr_array_add (found, entity);
    }

  return g_steal_pointer (&found);
}

static void
entity_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(GPtrArray) found = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL, bakery_entity_unref);
}

/**
 * console_repository_read_entity_async:
 * @self: a repository
 * @type: a cached type
 * @id: of the entity
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads an entity as the cache shows it: what the server has, with the changes that wait.
 */
void
console_repository_read_entity_async (ConsoleRepository      *self,
                                      const BakeryEntityType *type,
                                      gint64                  id,
                                      GCancellable           *cancellable,
                                      GAsyncReadyCallback     callback,
                                      gpointer                user_data)
{
  const EntityName name = { type, id };
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_read_entity_async);
  if (console_repository_check_cache (self, task))
    {
      console_cache_read_async (console_repository_get_cache (self), read_entity, g_memdup2 (&name, sizeof name), g_free,
                                (GDestroyNotify) g_ptr_array_unref, cancellable, entity_read_cb, g_steal_pointer (&task));
    }
}

/**
 * console_repository_read_entity_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the entity, or %NULL; without @error when there is none
 */
gpointer
console_repository_read_entity_finish (ConsoleRepository *self,
                                       GAsyncResult      *result,
                                       GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Changing. On the writer's thread: */

static gboolean
write_edits (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  EntityChange *change = user_data;
  const BakeryEntity *last = NULL;
  gint64 object = 0;

  for (guint i = 0; i < change->bases->len; i++)
    {
      gpointer base = g_ptr_array_index (change->bases, i);
      gpointer entity = g_ptr_array_index (change->entities, i);

      last = entity;
      if (!console_outbox_add_edit (connection, base, entity, change->batch, change->now, &object, changes, error))
        {
          return FALSE;
        }
    }

  if (change->batch == 0 && last != NULL)
    {
      g_clear_pointer (&change->result, bakery_entity_unref);
      change->result = console_cache_load_entity (connection, last->type, object, error);
      return change->result != NULL;
    }

  return TRUE;
}

static gboolean
write_batch (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  EntityChange *change = user_data;

  return console_outbox_begin_batch (connection, &change->batch, error) &&
         write_edits (connection, changes, change, error);
}

static gboolean
undo_batch (BakeryConnection    *connection,
            ConsoleCacheChanges *changes,
            gpointer             user_data,
            GError             **error)
{
  EntityChange *change = user_data;

  return console_outbox_undo_batch (connection, change->batch, change->now, changes, error);
}

static gboolean
write_reply (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  EntityChange *change = user_data;
  const BakeryComplaint *complaint = g_ptr_array_index (change->bases, 0);

  if (!console_outbox_add_reply (connection, complaint, change->reply, changes, error))
    {
      return FALSE;
    }

  g_clear_pointer (&change->result, bakery_entity_unref);
  change->result = console_cache_load_entity (connection, &bakery_complaint_type, complaint->base.id, error);
  return change->result != NULL;
}

/* On the main thread: */

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  EntityChange *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!console_cache_write_finish (CONSOLE_CACHE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&change->result), bakery_entity_unref);
}

/* Takes over @change. */
static void
submit (ConsoleRepository    *self,
        EntityChange         *change,
        ConsoleCacheWriteFunc func,
        GTask                *task)
{
  g_task_set_task_data (task, change, (GDestroyNotify) entity_change_free);
  if (console_repository_check_cache (self, task))
    {
      console_cache_write_async (console_repository_get_cache (self), func, change, NULL,
                                 g_task_get_cancellable (task), changed_cb, g_object_ref (task));
    }
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
 * console_repository_save_entity_async:
 * @self: a repository
 * @base: (nullable): the entity as the person saw it, %NULL to create one
 * @entity: the entity as they left it
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it is in the cache and the request for it in the outbox
 * @user_data: for @callback
 *
 * Creates or changes an entity. Only the fields that differ from @base are told to the server, as soon as it can be reached.
 */
void
console_repository_save_entity_async (ConsoleRepository  *self,
                                      gconstpointer       base,
                                      gconstpointer       entity,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  EntityChange *change;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));
  g_return_if_fail (entity != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_save_entity_async);
  change = entity_change_new (self);
  add_entity (change->bases, base);
  add_entity (change->entities, entity);
  submit (self, change, write_edits, task);
}

/**
 * console_repository_save_entity_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the entity as the cache has it now; its id is negative when it was created here, until
 *   the server has given it one
 */
gpointer
console_repository_save_entity_finish (ConsoleRepository *self,
                                       GAsyncResult      *result,
                                       GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * console_repository_delete_entity_async:
 * @self: a repository
 * @entity: the entity as the person saw it
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it is gone from the cache and the request for it in the outbox
 * @user_data: for @callback
 *
 * Deletes an entity. One that never left this console is as if it had never been.
 */
void
console_repository_delete_entity_async (ConsoleRepository  *self,
                                        gconstpointer       entity,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  EntityChange *change;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));
  g_return_if_fail (entity != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_delete_entity_async);
  change = entity_change_new (self);
  add_entity (change->bases, entity);
  add_entity (change->entities, NULL);
  submit (self, change, write_edits, task);
}

/**
 * console_repository_delete_entity_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: %FALSE with @error set when it is still there
 */
gboolean
console_repository_delete_entity_finish (ConsoleRepository *self,
                                         GAsyncResult      *result,
                                         GError           **error)
{
  return propagate_success (self, result, error);
}

/**
 * console_repository_save_batch_async:
 * @self: a repository
 * @bases: (element-type BakeryEntity): the entities as the person saw them; an element is %NULL for one to create
 * @entities: (element-type BakeryEntity): as many, as they left them; an element is %NULL for one to delete
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when all is in the cache and the requests for it in the outbox
 * @user_data: for @callback
 *
 * Makes several edits as one act: all of them or none, with one undo. The batch before it cannot be undone any more.
 */
void
console_repository_save_batch_async (ConsoleRepository  *self,
                                     GPtrArray          *bases,
                                     GPtrArray          *entities,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  EntityChange *change;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));
  g_return_if_fail (bases != NULL && entities != NULL && bases->len == entities->len);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_save_batch_async);
  change = entity_change_new (self);
  for (guint i = 0; i < bases->len; i++)
    {
      add_entity (change->bases, g_ptr_array_index (bases, i));
      add_entity (change->entities, g_ptr_array_index (entities, i));
    }
  submit (self, change, write_batch, task);
}

/**
 * console_repository_save_batch_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: the batch, for console_repository_undo_batch_async(), or 0 with @error set
 */
gint64
console_repository_save_batch_finish (ConsoleRepository *self,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  const EntityChange *change;

  if (!propagate_success (self, result, error))
    {
      return 0;
    }

  change = g_task_get_task_data (G_TASK (result));
  return change->batch;
}

/**
 * console_repository_undo_batch_async:
 * @self: a repository
 * @batch: the latest batch
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes all edits of a batch back: what was not sent is as if it had never been, the reverse of what was is sent.
 */
void
console_repository_undo_batch_async (ConsoleRepository  *self,
                                     gint64              batch,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  EntityChange *change;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_undo_batch_async);
  change = entity_change_new (self);
  change->batch = batch;
  submit (self, change, undo_batch, task);
}

/**
 * console_repository_undo_batch_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: %FALSE with @error set when nothing was taken back
 */
gboolean
console_repository_undo_batch_finish (ConsoleRepository *self,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  return propagate_success (self, result, error);
}

static BakeryComplaintReply *
new_reply (ConsoleRepository *self,
           const char        *text,
           gint64             now)
{
  const BakeryAccount *account = console_session_get_account (console_repository_get_session (self));
  BakeryComplaintReply *reply = bakery_complaint_reply_new ();

  reply->at = now;
  reply->is_staff = TRUE;
  g_free (reply->text);
  reply->text = g_strdup (text);
  if (account != NULL)
    {
      reply->account = account->base.id;
      g_free (reply->account_name);
      reply->account_name = bakery_account_dup_name (account);
    }

  return reply;
}

/**
 * console_repository_reply_async:
 * @self: a repository
 * @complaint: the complaint as the person saw it
 * @text: what they answer
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when the answer is in the cache and the request for it in the outbox
 * @user_data: for @callback
 *
 * Answers a complaint.
 */
void
console_repository_reply_async (ConsoleRepository     *self,
                                const BakeryComplaint *complaint,
                                const char            *text,
                                GCancellable          *cancellable,
                                GAsyncReadyCallback    callback,
                                gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  EntityChange *change;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (self));
  g_return_if_fail (complaint != NULL && text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_repository_reply_async);
  change = entity_change_new (self);
  add_entity (change->bases, complaint);
  change->reply = new_reply (self, text, change->now);
  submit (self, change, write_reply, task);
}

/**
 * console_repository_reply_finish:
 * @self: a repository
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the complaint as the cache has it now
 */
gpointer
console_repository_reply_finish (ConsoleRepository *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
