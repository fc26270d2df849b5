/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A value that is written in one line: texts, numbers, amounts, rates, and words with commas between them. Numbers are shown
 * and read with the decimal mark of the language; a full stop is understood as well. */

#include "config.h"

#include "console-entry-editor.h"

#include "bakery-entity-json.h"
#include "bakery-money.h"
#include "bakery-unit.h"
#include "console-field-titles.h"

#include <glib/gi18n.h>

#include <math.h>
#include <string.h>

struct _ConsoleEntryEditor
{
  AdwEntryRow parent_instance;

  /* Template children */
  GtkLabel *unit;
};

static void console_entry_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleEntryEditor, console_entry_editor, ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_entry_editor_init_field_editor))

static gboolean
is_number (const BakeryField *field)
{
  return field->type == BAKERY_FIELD_INTEGER || field->type == BAKERY_FIELD_MONEY ||
         field->type == BAKERY_FIELD_RATE || field->type == BAKERY_FIELD_QUANTITY || field->type == BAKERY_FIELD_REAL;
}

static char *
dup_text (gconstpointer      entity,
          const BakeryField *field)
{
  GStrv words = field->type == BAKERY_FIELD_TEXT_LIST ? BAKERY_FIELD_VALUE (entity, field, GStrv) : NULL;
  g_autofree char *text = NULL;

  if (field->type == BAKERY_FIELD_TEXT_LIST)
    return words != NULL ? g_strjoinv (", ", words) : NULL;

  text = field->type == BAKERY_FIELD_QUANTITY ? bakery_quantity_to_number (BAKERY_FIELD_VALUE (entity, field, gint64))
                                              : bakery_field_to_text (entity, field);

  return text != NULL && is_number (field) ? bakery_number_to_input (text) : g_steal_pointer (&text);
}

static const char *
get_problem (const BakeryField *field)
{
  if (field->type == BAKERY_FIELD_MONEY)
    return _("Write an amount.");

  return field->type == BAKERY_FIELD_INTEGER ? _("Write a whole number.") : _("Write a number.");
}

static gboolean
apply_number (gpointer           entity,
              const BakeryField *field,
              const char        *text,
              char             **ret_problem)
{
  g_autofree char *number = bakery_number_from_input (text);

  if (*number == '\0' && (field->flags & BAKERY_FIELD_NULLABLE) != 0)
    {
      bakery_field_clear (entity, field);
      return TRUE;
    }
  if (*number != '\0' && bakery_field_set_from_text (entity, field, number))
    return TRUE;

  *ret_problem = g_strdup (get_problem (field));

  return FALSE;
}

static void
apply_text (gpointer           entity,
            const BakeryField *field,
            const char        *text)
{
  const gboolean is_secret = (field->flags & BAKERY_FIELD_SECRET) != 0;
  g_autofree char *stripped = is_secret ? g_strdup (text) : g_strstrip (g_strdup (text));

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, char *) = field->normalise != NULL ? field->normalise (stripped)
                                                                        : g_steal_pointer (&stripped);
}

static void
apply_words (gpointer           entity,
             const BakeryField *field,
             const char        *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) != '\0' && g_hash_table_add (seen, parts[i]))
        g_strv_builder_add (builder, parts[i]);
    }
  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GStrv) = g_strv_builder_end (builder);
}

static void
show_unit (ConsoleEntryEditor *self,
           gconstpointer       entity,
           const BakeryField  *field)
{
  const char *unit = console_field_get_unit (entity, field);

  gtk_label_set_label (self->unit, unit != NULL ? unit : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unit), unit != NULL);
}

static void
console_entry_editor_show (ConsoleFieldEditor *editor,
                           gconstpointer       entity,
                           const BakeryField  *field)
{
  ConsoleEntryEditor *self = CONSOLE_ENTRY_EDITOR (editor);
  g_autofree char *text = dup_text (entity, field);

  show_unit (self, entity, field);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : "");
}

static gboolean
console_entry_editor_apply (ConsoleFieldEditor *editor,
                            gpointer            entity,
                            const BakeryField  *field,
                            char              **ret_problem)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (editor));

  if (is_number (field))
    return apply_number (entity, field, text, ret_problem);

  if (field->type == BAKERY_FIELD_TEXT_LIST)
    apply_words (entity, field, text);
  else
    apply_text (entity, field, text);

  return TRUE;
}

static void
console_entry_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_entry_editor_show;
  iface->apply = console_entry_editor_apply;
}

/* What Enter does is a matter of whose form it is. */
static void
entered_cb (AdwEntryRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "form.enter", NULL);
}

static void
console_entry_editor_class_init (ConsoleEntryEditorClass *klass)
{
}

static void
console_entry_editor_init (ConsoleEntryEditor *self)
{
  self->unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->unit), "dim-label");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->unit));
  g_signal_connect (self, "entry-activated", G_CALLBACK (entered_cb), NULL);
  g_signal_connect (self, "changed", G_CALLBACK (console_field_editor_edited), NULL);
}

static GtkInputPurpose
get_purpose (const BakeryField *field)
{
  if (is_number (field))
    return GTK_INPUT_PURPOSE_NUMBER;
  if (strstr (field->name, "phone") != NULL || strstr (field->name, "number") != NULL)
    return GTK_INPUT_PURPOSE_PHONE;

  return g_str_equal (field->name, "email") ? GTK_INPUT_PURPOSE_EMAIL : GTK_INPUT_PURPOSE_FREE_FORM;
}

/**
 * console_entry_editor_new:
 * @title: what the field is called
 * @field: a field whose value is written in one line
 *
 * Returns: (transfer floating): an editor that shows nothing yet
 */
ConsoleFieldEditor *
console_entry_editor_new (const char        *title,
                          const BakeryField *field)
{
  return g_object_new (CONSOLE_TYPE_ENTRY_EDITOR,
                       "title", title,
                       "use-markup", FALSE,
                       "input-purpose", get_purpose (field),
                       NULL);
}
