/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any number of words of a closed set, each a button that is pressed or not. */

#include "config.h"

#include "console-tags-editor.h"

#include "console-field-titles.h"

struct _ConsoleTagsEditor
{
  AdwPreferencesRow parent_instance;

  /* Borrowed */
  GtkLabel   *title;
  GtkFlowBox *tags;
};

static void console_tags_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleTagsEditor, console_tags_editor, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_tags_editor_init_field_editor))

static GtkToggleButton *
get_tag (ConsoleTagsEditor *self,
         guint position)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->tags, (int) position);

  return GTK_TOGGLE_BUTTON (gtk_flow_box_child_get_child (child));
}

static void
console_tags_editor_show (ConsoleFieldEditor *editor,
                          gconstpointer       entity,
                          const BakeryField  *field)
{
  ConsoleTagsEditor *self = CONSOLE_TAGS_EDITOR (editor);
  const char *const *words = (const char *const *) BAKERY_FIELD_VALUE (entity, field, GStrv);

  for (guint i = 0; field->values->names[i] != NULL; i++)
    gtk_toggle_button_set_active (get_tag (self, i), words != NULL && g_strv_contains (words, field->values->names[i]));
}

static gboolean
console_tags_editor_apply (ConsoleFieldEditor *editor,
                           gpointer            entity,
                           const BakeryField  *field,
                           char              **ret_problem)
{
  ConsoleTagsEditor *self = CONSOLE_TAGS_EDITOR (editor);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; field->values->names[i] != NULL; i++)
    {
      if (gtk_toggle_button_get_active (get_tag (self, i)))
        g_strv_builder_add (builder, field->values->names[i]);
    }
  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GStrv) = g_strv_builder_end (builder);

  return TRUE;
}

static void
console_tags_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_tags_editor_show;
  iface->apply = console_tags_editor_apply;
}

static void
console_tags_editor_class_init (ConsoleTagsEditorClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/org/sweetspot/Console/forms/tags-editor.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ConsoleTagsEditor, title);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ConsoleTagsEditor, tags);
}

static void
console_tags_editor_init (ConsoleTagsEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_tag (ConsoleTagsEditor *self,
         const char        *title)
{
  GtkWidget *tag = gtk_toggle_button_new_with_label (title);

  gtk_widget_add_css_class (tag, "tag");
  gtk_flow_box_insert (self->tags, tag, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (tag), FALSE);
  g_signal_connect_object (tag, "toggled", G_CALLBACK (console_field_editor_edited), self, G_CONNECT_SWAPPED);
}

/**
 * console_tags_editor_new:
 * @title: what the field is called
 * @field: a list of words of a closed set
 *
 * Returns: (transfer floating): an editor that offers these words
 */
ConsoleFieldEditor *
console_tags_editor_new (const char        *title,
                         const BakeryField *field)
{
  ConsoleTagsEditor *self = g_object_new (CONSOLE_TYPE_TAGS_EDITOR, "title", title, NULL);

  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tags), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (guint i = 0; field->values->names[i] != NULL; i++)
    add_tag (self, console_word_get_title (field->values->names[i]));

  return CONSOLE_FIELD_EDITOR (self);
}
