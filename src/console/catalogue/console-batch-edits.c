/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hands edits to the repository as a batch, says in a toast what was done, and takes the latest batch back when asked. There is
 * one toast at a time, of what was done last; its button takes back the batch that it names and no other. */

#include "config.h"

#include "console-batch-edits.h"

#include "console-entities.h"
#include "console-toasts.h"

#include <glib/gi18n.h>

struct _ConsoleBatchEdits
{
  GObject parent_instance;

  /* Borrowed */
  AdwToastOverlay *toasts;
  AdwToast        *toast; /* the latest one, while it is there */

  /* Owned */
  ConsoleRepository *repository;

  gint64             batch; /* the latest one, 0 when it was taken back */
};

/* A batch, on its way or named by a toast. */
typedef struct
{
  ConsoleBatchEdits *self;
  char              *text;
  gint64             batch; /* 0 while it is on its way */
} Act;

G_DEFINE_FINAL_TYPE (ConsoleBatchEdits, console_batch_edits, G_TYPE_OBJECT)

static void
act_free (Act *act)
{
  g_object_unref (act->self);
  g_free (act->text);
  g_free (act);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Act, act_free)

static void
act_free_with_toast (gpointer  act,
                     GClosure *closure)
{
  act_free (act);
}

/* What an earlier toast says is not the latest any more. */
static void
dismiss (ConsoleBatchEdits *self)
{
  if (self->toast != NULL)
    {
      adw_toast_dismiss (self->toast);
      g_clear_weak_pointer (&self->toast);
    }
}

static void
say (ConsoleBatchEdits *self,
     AdwToast          *toast)
{
  g_autoptr(AdwToast) owned = toast;

  dismiss (self);
  if (self->toasts != NULL)
    {
      g_set_weak_pointer (&self->toast, toast);
      console_toasts_add (GTK_WIDGET (self->toasts), g_steal_pointer (&owned));
    }
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ConsoleBatchEdits) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!console_repository_undo_batch_finish (CONSOLE_REPOSITORY (source), result, &error))
    {
      say (self, adw_toast_new (error->message));
      return;
    }

  say (self, adw_toast_new (_("Undone")));
}

static void
take_back (ConsoleBatchEdits *self,
           gint64             batch)
{
  if (batch == self->batch)
    {
      self->batch = 0;
    }
  console_repository_undo_batch_async (self->repository, batch, NULL, undone_cb, g_object_ref (self));
}

static void
undo_clicked_cb (AdwToast *toast,
                 Act      *act)
{
  take_back (act->self, act->batch);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Act) act = user_data;
  g_autoptr(GError) error = NULL;
  ConsoleBatchEdits *self = act->self;
  AdwToast *toast;

  act->batch = console_repository_save_batch_finish (CONSOLE_REPOSITORY (source), result, &error);
  if (act->batch == 0)
    {
      say (self, adw_toast_new (error->message));
      return;
    }

  self->batch = act->batch;
  toast = adw_toast_new (act->text);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), g_steal_pointer (&act), act_free_with_toast, 0);
  say (self, toast);
}

static void
console_batch_edits_finalize (GObject *object)
{
  ConsoleBatchEdits *self = CONSOLE_BATCH_EDITS (object);

  g_clear_weak_pointer (&self->toast);
  g_clear_weak_pointer (&self->toasts);
  g_clear_object (&self->repository);
  G_OBJECT_CLASS (console_batch_edits_parent_class)->finalize (object);
}

static void
console_batch_edits_class_init (ConsoleBatchEditsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_batch_edits_finalize;
}

static void
console_batch_edits_init (ConsoleBatchEdits *self)
{
}

/**
 * console_batch_edits_new:
 * @repository: what is changed
 * @toasts: where to say what was done
 *
 * Returns: (transfer full): a helper that has done nothing yet
 */
ConsoleBatchEdits *
console_batch_edits_new (ConsoleRepository *repository,
                         AdwToastOverlay   *toasts)
{
  ConsoleBatchEdits *self = g_object_new (CONSOLE_TYPE_BATCH_EDITS, NULL);

  g_set_weak_pointer (&self->toasts, toasts);
  self->repository = g_object_ref (repository);

  return self;
}

/**
 * console_batch_edits_save:
 * @self: the helper
 * @bases: (element-type BakeryEntity): the entities as they were; %NULL elements for new ones
 * @entities: (element-type BakeryEntity): the entities as they shall be; %NULL elements for those to delete
 * @text: what was done, for the toast
 *
 * Makes the edits.
 */
void
console_batch_edits_save (ConsoleBatchEdits *self,
                          GPtrArray         *bases,
                          GPtrArray         *entities,
                          const char        *text)
{
  Act *act;

  g_return_if_fail (CONSOLE_IS_BATCH_EDITS (self));

  act = g_new0 (Act, 1);
  act->self = g_object_ref (self);
  act->text = g_strdup (text);
  console_repository_save_batch_async (self->repository, bases, entities, NULL, saved_cb, act);
}

static GPtrArray *
new_single (gconstpointer entity)
{
  GPtrArray *entities = g_ptr_array_new_with_free_func (bakery_entity_unref);

  g_ptr_array_add (entities, entity != NULL ? bakery_entity_ref ((gpointer) entity) : NULL);

  return entities;
}

/**
 * console_batch_edits_save_one:
 * @self: the helper
 * @base: (nullable): the entity as it was, %NULL for a new one
 * @entity: (nullable): the entity as it shall be, %NULL to delete it
 * @text: what was done, for the toast
 *
 * Makes one edit, likewise with an undo.
 */
void
console_batch_edits_save_one (ConsoleBatchEdits *self,
                              gconstpointer      base,
                              gconstpointer      entity,
                              const char        *text)
{
  g_autoptr(GPtrArray) bases = new_single (base);
  g_autoptr(GPtrArray) entities = new_single (entity);

  console_batch_edits_save (self, bases, entities, text);
}

/**
 * console_batch_edits_undo:
 * @self: the helper
 *
 * Takes the latest batch back.
 *
 * Returns: whether there is one
 */
gboolean
console_batch_edits_undo (ConsoleBatchEdits *self)
{
  g_return_val_if_fail (CONSOLE_IS_BATCH_EDITS (self), FALSE);

  if (self->batch == 0)
    {
      return FALSE;
    }

  dismiss (self);
  take_back (self, self->batch);

  return TRUE;
}
