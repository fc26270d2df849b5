/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the header of the editor and the notice below it say of the entity, and which of its buttons can be pressed. Main
 * thread. */

#include "config.h"

#include "console-entity-editor-private.h"

#include "console-change-texts.h"
#include "console-context.h"
#include "console-field-titles.h"

#include <glib/gi18n.h>

static void
show_notice (ConsoleEntityEditor *self,
             const char          *text,
             const char          *button,
             const char          *action)
{
  if (text != NULL)
    gtk_label_set_label (self->notice_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice_button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->notice_button, button);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->notice_button), action);
    }
  gtk_revealer_set_reveal_child (self->notice, text != NULL);
}

/* What was saved may name something that the server does not have, and not want to have. */
static char *
dup_blocked (ConsoleEntityEditor *self,
             ConsoleEditState     state)
{
  return self->has_entity && state == CONSOLE_EDIT_WAITING
         ? console_change_dup_blocked (console_context_get_outbox (self->context), console_entity_form_get_base (self->form))
         : NULL;
}

static void
update_notice (ConsoleEntityEditor *self,
               ConsoleEditState     state)
{
  g_autofree char *blocked = dup_blocked (self, state);

  if (!self->has_entity)
    show_notice (self, NULL, NULL, NULL);
  else if (state == CONSOLE_EDIT_CONFLICT)
    show_notice (self, _("Somebody else saved this first. Both versions are kept until you decide."), _("_Decide…"),
                 "form.resolve");
  else if (self->refused != NULL)
    show_notice (self, self->refused->reason != NULL ? self->refused->reason : _("The server did not take this."),
                 _("Let _Go"), "form.revert");
  else if (self->is_contested)
    show_notice (self, _("Somebody else changed this while you were typing. You will be asked when you save."),
                 NULL, NULL);
  else if (blocked != NULL)
    show_notice (self, blocked, _("_Show"), "win.view('changes')");
  else if (self->initial != NULL)
    show_notice (self, _("You began this earlier and have not saved it."), _("_Start Afresh"), "form.start-afresh");
  else
    show_notice (self, NULL, NULL, NULL);
}

static const char *
get_subtitle (ConsoleEntityEditor *self,
              ConsoleEditState     state)
{
  if (self->sent != NULL)
    return _("Saving…");
  if (console_entity_form_is_dirty (self->form))
    return _("Not saved yet");

  return state == CONSOLE_EDIT_WAITING ? _("Waits for the network") : "";
}

static void
update_title (ConsoleEntityEditor *self,
              ConsoleEditState     state)
{
  gconstpointer entity = self->has_entity ? console_entity_form_get_entity (self->form) : NULL;
  g_autofree char *title = NULL;

  if (entity == NULL)
    title = g_strdup ("");
  else if (self->id == 0)
    title = g_strdup (console_entity_get_new_title (entity));
  else
    title = console_entity_dup_title (entity);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, entity != NULL ? get_subtitle (self, state) : "");
}

/* The one place that decides what can be done and what is said. */
void
console_entity_editor_update (ConsoleEntityEditor *self)
{
  ConsoleRepository *repository = console_context_get_repository (self->context);
  const ConsoleEditState state = self->has_entity && self->id != 0
                                 ? console_repository_get_edit_state (repository, self->type, self->id)
                                 : CONSOLE_EDIT_NONE;
  const gboolean is_new = self->has_entity && self->id == 0;
  const gboolean is_dirty = self->has_entity && console_entity_form_is_dirty (self->form);

  update_title (self, state);
  update_notice (self, state);
  gtk_widget_set_visible (GTK_WIDGET (self->save),
                          self->has_entity && console_entity_form_is_changeable (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save",
                                 (is_dirty || is_new) && self->sent == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.revert", is_dirty);
  gtk_widget_set_visible (GTK_WIDGET (self->revert), is_dirty);
  gtk_widget_set_visible (GTK_WIDGET (self->menu), self->has_entity && self->id != 0
                          && gtk_menu_button_get_menu_model (self->menu) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->back), self->is_standalone ? self->is_narrow : self->is_folded);
}

/* Where the way back leads. */
void
console_entity_editor_set_back (ConsoleEntityEditor *self)
{
  const char *label = self->is_standalone ? _("Show the pages") : _("Back to the list");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), self->is_standalone ? "win.show-sidebar" : "form.close");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->back), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
