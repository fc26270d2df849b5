/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How what was typed into the editor is saved, sent again after the server refused it, or dropped. Main thread. */

#include "config.h"

#include "console-entity-editor-private.h"

#include "console-api-error.h"
#include "console-context.h"
#include "console-toasts.h"

#include <glib/gi18n.h>

static ConsoleRepository *
get_repository (ConsoleEntityEditor *self)
{
  return console_context_get_repository (self->context);
}

static void
show_failure (ConsoleEntityEditor *self,
              const GError        *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    console_toasts_say (GTK_WIDGET (self), error->message);
}

static void
take_saved (ConsoleEntityEditor *self,
            gconstpointer        entity)
{
  g_autoptr(BakeryEntity) sent = g_steal_pointer (&self->sent);

  console_drafts_remove (console_entity_editor_get_drafts (self), self->type, sent->id);
  self->id = BAKERY_ENTITY (entity)->id;
  if (self->id == self->named.local_id)
    self->id = self->named.id;
  self->is_contested = FALSE;
  g_clear_pointer (&self->initial, bakery_entity_unref);
  g_clear_pointer (&self->refused, console_edit_free);
  if (bakery_entity_equal (console_entity_form_get_entity (self->form), sent))
    {
      console_entity_editor_show_entity (self, entity, NULL);
    }
  else
    {
      console_entity_editor_show_draft (self, entity, sent, console_entity_form_get_entity (self->form));
      console_entity_editor_keep_draft (self);
    }
  g_signal_emit_by_name (self, "saved", self->id);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ConsoleEntityEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryEntity) entity =
    console_repository_save_entity_finish (CONSOLE_REPOSITORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->form == NULL || self->sent == NULL)
    return;

  if (entity != NULL)
    {
      take_saved (self, entity);

      /* What the server said of it meanwhile was passed over. */
      console_entity_editor_read_again (self);
      return;
    }

  g_clear_pointer (&self->sent, bakery_entity_unref);
  show_failure (self, error);
  console_entity_editor_keep_draft (self);
}

/* The draft goes behind what is saved, so that it is never on the disk in neither form; one that the server is to create
 * stays until it has. */
static void
start_saving (ConsoleEntityEditor *self)
{
  gconstpointer base = console_entity_form_get_base (self->form);

  self->sent = console_entity_form_dup_entity (self->form);
  self->named.local_id = 0;
  if (self->id == 0 && self->create_func != NULL)
    {
      self->create_func (self, self->sent, self->create_data);
    }
  else
    {
      console_repository_save_entity_async (get_repository (self), self->id != 0 ? base : NULL, self->sent, NULL,
                                            saved_cb, g_object_ref (self));
      console_drafts_remove (console_entity_editor_get_drafts (self), self->type, self->id);
    }
  console_entity_editor_update (self);
}

/* What the server refused is sent in a new change; the refused one is let go of first. */
static void
refusal_discarded_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(ConsoleEntityEditor) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!console_repository_discard_edit_finish (CONSOLE_REPOSITORY (source), result, &error))
    show_failure (self, error);
  else if (self->form != NULL && self->sent == NULL && console_entity_form_is_dirty (self->form))
    start_saving (self);
}

void
console_entity_editor_save_action (GtkWidget  *widget,
                                   const char *name,
                                   GVariant   *parameter)
{
  ConsoleEntityEditor *self = CONSOLE_ENTITY_EDITOR (widget);

  if (!self->has_entity || !console_entity_form_check (self->form))
    return;

  if (self->refused != NULL)
    console_repository_discard_edit_async (get_repository (self), self->refused, NULL, refusal_discarded_cb,
                                           g_object_ref (self));
  else
    start_saving (self);
}

static void
refusal_dropped_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(ConsoleEntityEditor) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!console_repository_discard_edit_finish (CONSOLE_REPOSITORY (source), result, &error))
    show_failure (self, error);
  else
    console_entity_editor_read_again (self);
}

static void
undo_revert_cb (AdwToast            *toast,
                ConsoleEntityEditor *self)
{
  gconstpointer typed = g_object_get_data (G_OBJECT (toast), "typed");

  if (self->has_entity && BAKERY_ENTITY (typed)->id == self->id)
    console_entity_form_change (self->form, typed);
}

static void
offer_undo (ConsoleEntityEditor *self,
            BakeryEntity        *typed)
{
  AdwToast *toast = adw_toast_new (_("Changes discarded"));

  adw_toast_set_button_label (toast, _("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "typed", typed, bakery_entity_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_revert_cb), self, 0);
  console_toasts_add (GTK_WIDGET (self), toast);
}

void
console_entity_editor_revert_action (GtkWidget  *widget,
                                     const char *name,
                                     GVariant   *parameter)
{
  ConsoleEntityEditor *self = CONSOLE_ENTITY_EDITOR (widget);
  g_autoptr(BakeryEntity) base = NULL;

  if (!self->has_entity)
    return;

  base = bakery_entity_copy (console_entity_form_get_base (self->form));
  offer_undo (self, console_entity_form_dup_entity (self->form));
  console_drafts_remove (console_entity_editor_get_drafts (self), self->type, self->id);
  g_clear_pointer (&self->initial, bakery_entity_unref);
  self->is_contested = FALSE;
  console_entity_editor_show_entity (self, base, NULL);
  if (self->refused != NULL)
    console_repository_discard_edit_async (get_repository (self), self->refused, NULL, refusal_dropped_cb,
                                           g_object_ref (self));
  g_clear_pointer (&self->refused, console_edit_free);
  if (self->id == 0)
    g_signal_emit_by_name (self, "closed");
  else
    console_entity_editor_read_again (self);
}

/* In place of one that was begun before, which can be brought back. */
void
console_entity_editor_start_afresh_action (GtkWidget  *widget,
                                           const char *name,
                                           GVariant   *parameter)
{
  ConsoleEntityEditor *self = CONSOLE_ENTITY_EDITOR (widget);
  g_autoptr(BakeryEntity) initial = g_steal_pointer (&self->initial);

  if (initial == NULL || !self->has_entity)
    return;

  offer_undo (self, console_entity_form_dup_entity (self->form));
  console_drafts_remove (console_entity_editor_get_drafts (self), self->type, self->id);
  console_entity_editor_show_entity (self, initial, NULL);
  console_entity_form_begin (self->form);
}

/**
 * console_entity_editor_finish_creation:
 * @self: an editor that has called its #ConsoleEntityCreateFunc
 * @entity: (nullable): what the server made of it
 * @error: (nullable): why it did not
 *
 * Shows what was created, or why it was not: at the fields, where the server says which are wrong.
 */
void
console_entity_editor_finish_creation (ConsoleEntityEditor *self,
                                       gconstpointer        entity,
                                       const GError        *error)
{
  g_autoptr(BakeryViolations) violations = NULL;

  g_return_if_fail (CONSOLE_IS_ENTITY_EDITOR (self));

  if (entity != NULL)
    console_drafts_remove (console_entity_editor_get_drafts (self), self->type, 0);
  if (self->form == NULL || self->sent == NULL)
    return;
  if (entity != NULL)
    {
      take_saved (self, entity);
      return;
    }

  g_clear_pointer (&self->sent, bakery_entity_unref);
  violations = console_api_error_dup_violations (error);
  if (bakery_violations_is_empty (violations))
    show_failure (self, error);
  else
    console_entity_form_show_violations (self->form, violations);
  console_entity_editor_keep_draft (self);
}
