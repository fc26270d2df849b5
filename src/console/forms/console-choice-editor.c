/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One word of a closed set. Where there may be none, that is the first choice. */

#include "config.h"

#include "console-choice-editor.h"

#include "console-field-titles.h"

#include <glib/gi18n.h>

struct _ConsoleChoiceEditor
{
  AdwComboRow parent_instance;
};

static void console_choice_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleChoiceEditor, console_choice_editor, ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_choice_editor_init_field_editor))

/* How many choices stand before the first word. */
static int
get_offset (const BakeryField *field)
{
  return (field->flags & BAKERY_FIELD_NULLABLE) != 0 ? 1 : 0;
}

static void
console_choice_editor_show (ConsoleFieldEditor *editor,
                            gconstpointer       entity,
                            const BakeryField  *field)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (editor), BAKERY_FIELD_VALUE (entity, field, int) + get_offset (field));
}

static gboolean
console_choice_editor_apply (ConsoleFieldEditor *editor,
                             gpointer            entity,
                             const BakeryField  *field,
                             char              **ret_problem)
{
  BAKERY_FIELD_VALUE (entity, field, int) = (int) adw_combo_row_get_selected (ADW_COMBO_ROW (editor)) - get_offset (field);

  return TRUE;
}

static void
console_choice_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_choice_editor_show;
  iface->apply = console_choice_editor_apply;
}

static void
console_choice_editor_class_init (ConsoleChoiceEditorClass *klass)
{
}

static void
console_choice_editor_init (ConsoleChoiceEditor *self)
{
  g_signal_connect (self, "notify::selected", G_CALLBACK (console_field_editor_edited), NULL);
}

static GListModel *
create_titles (const BakeryField *field)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  if (get_offset (field) > 0)
    gtk_string_list_append (titles, _("None"));
  for (guint i = 0; field->values->names[i] != NULL; i++)
    gtk_string_list_append (titles, console_word_get_title (field->values->names[i]));

  return G_LIST_MODEL (titles);
}

/**
 * console_choice_editor_new:
 * @title: what the field is called
 * @field: a field with a closed set of words
 *
 * Returns: (transfer floating): an editor that offers these words
 */
ConsoleFieldEditor *
console_choice_editor_new (const char        *title,
                           const BakeryField *field)
{
  g_autoptr(GListModel) titles = create_titles (field);
  ConsoleFieldEditor *self =
    g_object_new (CONSOLE_TYPE_CHOICE_EDITOR, "title", title, "use-markup", FALSE, "model", titles, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return self;
}
