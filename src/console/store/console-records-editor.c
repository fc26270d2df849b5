/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records of the same kind below each other, with a last row that adds one. What a record holds, a subclass knows. Main
 * thread. */

#include "config.h"

#include "console-records-editor.h"

#include <adwaita.h>

typedef struct
{
  /* Borrowed */
  GtkListBox *list;
  GtkWidget  *add;

  /* Owned */
  JsonNode *shown;
} ConsoleRecordsEditorPrivate;

static void console_records_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (ConsoleRecordsEditor, console_records_editor, GTK_TYPE_BOX,
                                  G_ADD_PRIVATE (ConsoleRecordsEditor)
                                  G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR,
                                                         console_records_editor_init_field_editor))

static GtkWidget *
get_row (ConsoleRecordsEditorPrivate *priv,
         int position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (priv->list, position);

  return GTK_WIDGET (row) != priv->add ? GTK_WIDGET (row) : NULL;
}

static GtkWidget *
add_row (ConsoleRecordsEditor *self,
         JsonObject           *record)
{
  ConsoleRecordsEditorPrivate *priv = console_records_editor_get_instance_private (self);
  GtkWidget *row = CONSOLE_RECORDS_EDITOR_GET_CLASS (self)->create_row (self, record);

  gtk_list_box_insert (priv->list, row, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (priv->add)));

  return row;
}

static void
show_records (ConsoleRecordsEditor *self,
              JsonNode             *node)
{
  ConsoleRecordsEditorPrivate *priv = console_records_editor_get_instance_private (self);
  JsonArray *records = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GtkWidget *row;
  guint i;

  while ((row = get_row (priv, 0)) != NULL)
    gtk_list_box_remove (priv->list, row);
  for (i = 0; records != NULL && i < json_array_get_length (records); i++)
    add_row (self, json_array_get_object_element (records, i));
}

static void
set_shown (ConsoleRecordsEditorPrivate *priv,
           JsonNode                    *node)
{
  g_clear_pointer (&priv->shown, json_node_unref);
  priv->shown = node != NULL ? json_node_copy (node) : NULL;
}

static gboolean
is_shown (ConsoleRecordsEditorPrivate *priv,
          JsonNode                    *node)
{
  return priv->shown != NULL && node != NULL && json_node_equal (priv->shown, node);
}

static void
console_records_editor_show (ConsoleFieldEditor *editor,
                             gconstpointer       entity,
                             const BakeryField  *field)
{
  ConsoleRecordsEditor *self = CONSOLE_RECORDS_EDITOR (editor);
  ConsoleRecordsEditorPrivate *priv = console_records_editor_get_instance_private (self);
  JsonNode *node = BAKERY_FIELD_VALUE (entity, field, JsonNode *);

  if (CONSOLE_RECORDS_EDITOR_GET_CLASS (self)->prepare != NULL)
    CONSOLE_RECORDS_EDITOR_GET_CLASS (self)->prepare (self, entity);
  if (!is_shown (priv, node))
    show_records (self, node);
  set_shown (priv, node);
}

static gboolean
console_records_editor_apply (ConsoleFieldEditor *editor,
                              gpointer            entity,
                              const BakeryField  *field,
                              char              **ret_problem)
{
  ConsoleRecordsEditor *self = CONSOLE_RECORDS_EDITOR (editor);
  ConsoleRecordsEditorPrivate *priv = console_records_editor_get_instance_private (self);
  g_autoptr(JsonArray) records = json_array_new ();
  GtkWidget *row;
  int i;

  if (CONSOLE_RECORDS_EDITOR_GET_CLASS (self)->prepare != NULL)
    CONSOLE_RECORDS_EDITOR_GET_CLASS (self)->prepare (self, entity);
  for (i = 0; (row = get_row (priv, i)) != NULL; i++)
    {
      JsonObject *record = CONSOLE_RECORDS_EDITOR_GET_CLASS (self)->read_row (self, row, ret_problem);

      if (record == NULL)
        return FALSE;
      json_array_add_object_element (records, record);
    }

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, JsonNode *) = json_node_init_array (json_node_alloc (), records);
  set_shown (priv, BAKERY_FIELD_VALUE (entity, field, JsonNode *));

  return TRUE;
}

static void
console_records_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_records_editor_show;
  iface->apply = console_records_editor_apply;
}

static void
add_cb (ConsoleRecordsEditor *self)
{
  GtkWidget *row = add_row (self, NULL);

  gtk_widget_grab_focus (row);
  console_records_editor_edited (self);
}

static gboolean
console_records_editor_grab_focus (GtkWidget *widget)
{
  ConsoleRecordsEditorPrivate *priv = console_records_editor_get_instance_private (CONSOLE_RECORDS_EDITOR (widget));

  return gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (priv->list, 0)));
}

static void
console_records_editor_finalize (GObject *object)
{
  ConsoleRecordsEditorPrivate *priv = console_records_editor_get_instance_private (CONSOLE_RECORDS_EDITOR (object));

  g_clear_pointer (&priv->shown, json_node_unref);

  G_OBJECT_CLASS (console_records_editor_parent_class)->finalize (object);
}

static void
console_records_editor_class_init (ConsoleRecordsEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_records_editor_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = console_records_editor_grab_focus;
}

static void
console_records_editor_init (ConsoleRecordsEditor *self)
{
  ConsoleRecordsEditorPrivate *priv = console_records_editor_get_instance_private (self);

  priv->list = GTK_LIST_BOX (gtk_list_box_new ());
  priv->add = adw_action_row_new ();
  gtk_list_box_set_selection_mode (priv->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (priv->list), "boxed-list");
  adw_action_row_add_prefix (ADW_ACTION_ROW (priv->add), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (priv->add), TRUE);
  g_signal_connect_object (priv->add, "activated", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (priv->list, priv->add);
  gtk_widget_set_hexpand (GTK_WIDGET (priv->list), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (priv->list));
}

/**
 * console_records_editor_set_add_label:
 * @self: an editor
 * @label: what the last row says
 *
 * Says what the last row adds; for subclasses.
 */
void
console_records_editor_set_add_label (ConsoleRecordsEditor *self,
                                      const char           *label)
{
  ConsoleRecordsEditorPrivate *priv = console_records_editor_get_instance_private (self);

  g_return_if_fail (CONSOLE_IS_RECORDS_EDITOR (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (priv->add), label);
}

/**
 * console_records_editor_edited:
 * @self: an editor
 *
 * Says that a person changed a record; for the rows.
 */
void
console_records_editor_edited (ConsoleRecordsEditor *self)
{
  g_return_if_fail (CONSOLE_IS_RECORDS_EDITOR (self));

  console_field_editor_edited (CONSOLE_FIELD_EDITOR (self));
}

/**
 * console_records_editor_remove:
 * @self: an editor
 * @row: one of its rows
 *
 * Removes a record; for the rows.
 */
void
console_records_editor_remove (ConsoleRecordsEditor *self,
                               GtkWidget            *row)
{
  ConsoleRecordsEditorPrivate *priv = console_records_editor_get_instance_private (self);

  g_return_if_fail (CONSOLE_IS_RECORDS_EDITOR (self));

  gtk_widget_grab_focus (priv->add);
  gtk_list_box_remove (priv->list, row);
  console_records_editor_edited (self);
}
