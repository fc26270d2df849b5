/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One of several entities, or none, by their names. The choices may come after the value: what is chosen stays chosen, also
 * where it is not among them. */

#include "config.h"

#include "console-reference-editor.h"

#include "console-field-titles.h"

#include <glib/gi18n.h>

struct _ConsoleReferenceEditor
{
  AdwComboRow parent_instance;

  /* Owned */
  GArray  *ids;           /* of gint64: what each choice after the first stands for */

  gint64   chosen;
  gboolean is_showing;
};

static void console_reference_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleReferenceEditor, console_reference_editor, ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR,
                                                      console_reference_editor_init_field_editor))

static void
select_chosen (ConsoleReferenceEditor *self)
{
  guint position = 0;

  for (guint i = 0; i < self->ids->len; i++)
    {
      if (g_array_index (self->ids, gint64, i) == self->chosen)
        position = i + 1;
    }
  self->is_showing = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
  self->is_showing = FALSE;
}

static void
selected_cb (ConsoleReferenceEditor *self)
{
  const guint position = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (self->is_showing || position > self->ids->len)
    return;

  self->chosen = position > 0 ? g_array_index (self->ids, gint64, position - 1) : 0;
  console_field_editor_edited (CONSOLE_FIELD_EDITOR (self));
}

static void
console_reference_editor_show (ConsoleFieldEditor *editor,
                               gconstpointer       entity,
                               const BakeryField  *field)
{
  ConsoleReferenceEditor *self = CONSOLE_REFERENCE_EDITOR (editor);

  self->chosen = BAKERY_FIELD_VALUE (entity, field, gint64);
  select_chosen (self);
}

static gboolean
console_reference_editor_apply (ConsoleFieldEditor *editor,
                                gpointer            entity,
                                const BakeryField  *field,
                                char              **ret_problem)
{
  BAKERY_FIELD_VALUE (entity, field, gint64) = CONSOLE_REFERENCE_EDITOR (editor)->chosen;

  return TRUE;
}

static void
console_reference_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_reference_editor_show;
  iface->apply = console_reference_editor_apply;
}

static void
console_reference_editor_finalize (GObject *object)
{
  g_array_unref (CONSOLE_REFERENCE_EDITOR (object)->ids);

  G_OBJECT_CLASS (console_reference_editor_parent_class)->finalize (object);
}

static void
console_reference_editor_class_init (ConsoleReferenceEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_reference_editor_finalize;
}

static void
console_reference_editor_init (ConsoleReferenceEditor *self)
{
  g_autoptr(GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  adw_combo_row_set_expression (ADW_COMBO_ROW (self), expression);
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

/**
 * console_reference_editor_new:
 * @title: what the field is called
 *
 * Returns: (transfer floating): an editor without choices yet
 */
ConsoleFieldEditor *
console_reference_editor_new (const char *title)
{
  ConsoleFieldEditor *self = g_object_new (CONSOLE_TYPE_REFERENCE_EDITOR, "title", title, "use-markup", FALSE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return self;
}

/**
 * console_reference_editor_set_choices:
 * @self: the editor
 * @entities: (element-type BakeryEntity): what can be chosen, in the order to offer it in
 *
 * Offers these, and none.
 */
void
console_reference_editor_set_choices (ConsoleReferenceEditor *self,
                                      GPtrArray              *entities)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (CONSOLE_IS_REFERENCE_EDITOR (self));

  g_array_set_size (self->ids, 0);
  gtk_string_list_append (names, _("None"));
  for (guint i = 0; i < entities->len; i++)
    {
      const BakeryEntity *entity = g_ptr_array_index (entities, i);
      g_autofree char *name = console_entity_dup_title (entity);

      g_array_append_val (self->ids, entity->id);
      gtk_string_list_append (names, name);
    }
  self->is_showing = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  select_chosen (self);
}
