/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A value that is yes or no. */

#include "config.h"

#include "console-switch-editor.h"

struct _ConsoleSwitchEditor
{
  AdwActionRow parent_instance;

  /* Borrowed */
  GtkSwitch *value;
};

static void console_switch_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleSwitchEditor, console_switch_editor, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_switch_editor_init_field_editor))

static void
console_switch_editor_show (ConsoleFieldEditor *editor,
                            gconstpointer       entity,
                            const BakeryField  *field)
{
  gtk_switch_set_active (CONSOLE_SWITCH_EDITOR (editor)->value, BAKERY_FIELD_VALUE (entity, field, gboolean));
}

static gboolean
console_switch_editor_apply (ConsoleFieldEditor *editor,
                             gpointer            entity,
                             const BakeryField  *field,
                             char              **ret_problem)
{
  BAKERY_FIELD_VALUE (entity, field, gboolean) = gtk_switch_get_active (CONSOLE_SWITCH_EDITOR (editor)->value);

  return TRUE;
}

static void
console_switch_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_switch_editor_show;
  iface->apply = console_switch_editor_apply;
}

static void
console_switch_editor_class_init (ConsoleSwitchEditorClass *klass)
{
}

static void
console_switch_editor_init (ConsoleSwitchEditor *self)
{
  self->value = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->value), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->value));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->value));
  g_signal_connect_object (self->value, "notify::active", G_CALLBACK (console_field_editor_edited), self,
                           G_CONNECT_SWAPPED);
}

/**
 * console_switch_editor_new:
 * @title: what the field is called
 *
 * Returns: (transfer floating): an editor for yes or no
 */
ConsoleFieldEditor *
console_switch_editor_new (const char *title)
{
  ConsoleSwitchEditor *self = g_object_new (CONSOLE_TYPE_SWITCH_EDITOR, "title", title, "use-markup", FALSE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->value), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return CONSOLE_FIELD_EDITOR (self);
}
