/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text of several lines. Tab leads on, as everywhere in a form. */

#include "config.h"

#include "console-text-editor.h"

struct _ConsoleTextEditor
{
  AdwPreferencesRow parent_instance;

  /* Template children */
  GtkLabel    *title;
  GtkTextView *text;
};

static void console_text_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleTextEditor, console_text_editor, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_text_editor_init_field_editor))

static char *
dup_text (ConsoleTextEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
console_text_editor_show (ConsoleFieldEditor *editor,
                          gconstpointer       entity,
                          const BakeryField  *field)
{
  ConsoleTextEditor *self = CONSOLE_TEXT_EDITOR (editor);
  const char *text = BAKERY_FIELD_VALUE (entity, field, char *);
  g_autofree char *shown = dup_text (self);

  if (g_strcmp0 (shown, text) != 0)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text != NULL ? text : "", -1);
}

static gboolean
console_text_editor_apply (ConsoleFieldEditor *editor,
                           gpointer            entity,
                           const BakeryField  *field,
                           char              **ret_problem)
{
  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, char *) = g_strstrip (dup_text (CONSOLE_TEXT_EDITOR (editor)));

  return TRUE;
}

static void
console_text_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_text_editor_show;
  iface->apply = console_text_editor_apply;
}

static gboolean
console_text_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_TEXT_EDITOR (widget)->text));
}

static void
console_text_editor_class_init (ConsoleTextEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = console_text_editor_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/forms/text-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleTextEditor, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleTextEditor, text);
}

static void
console_text_editor_init (ConsoleTextEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (console_field_editor_edited),
                           self, G_CONNECT_SWAPPED);
}

/**
 * console_text_editor_new:
 * @title: what the field is called
 *
 * Returns: (transfer floating): an editor for a text of several lines
 */
ConsoleFieldEditor *
console_text_editor_new (const char *title)
{
  ConsoleTextEditor *self = g_object_new (CONSOLE_TYPE_TEXT_EDITOR, "title", title, NULL);

  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return CONSOLE_FIELD_EDITOR (self);
}
