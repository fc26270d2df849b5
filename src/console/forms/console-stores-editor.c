/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any number of the stores that the account knows. Others that an entity refers to stay. Main thread. */

#include "config.h"

#include "console-stores-editor.h"

#include "bakery-store.h"
#include "console-context.h"
#include "console-repository.h"

#include <glib/gi18n.h>

struct _ConsoleStoresEditor
{
  AdwExpanderRow parent_instance;

  /* Owned */
  ConsoleContext *context;
  GPtrArray      *checks; /* of GtkCheckButton, each with its store's id */
  GArray         *ids;
};

static void console_stores_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleStoresEditor, console_stores_editor, ADW_TYPE_EXPANDER_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_stores_editor_init_field_editor))

static gboolean
find_id (GArray *ids,
         gint64  id,
         guint  *ret_position)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (g_array_index (ids, gint64, i) == id)
        {
          *ret_position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
show_names (ConsoleStoresEditor *self)
{
  ConsoleRepository *repository = console_context_get_repository (self->context);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->ids->len; i++)
    {
      const BakeryStore *store = console_repository_find_store (repository, g_array_index (self->ids, gint64, i));

      if (store != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", store->name);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), names->len > 0 ? names->str : _("No store"));
  g_string_free (names, TRUE);
}

static void
toggled_cb (GtkCheckButton      *check,
            ConsoleStoresEditor *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (check), "store");
  const gboolean is_chosen = gtk_check_button_get_active (check);
  guint position = 0;
  const gboolean was_chosen = find_id (self->ids, *id, &position);

  if (is_chosen && !was_chosen)
    g_array_append_val (self->ids, *id);
  else if (!is_chosen && was_chosen)
    g_array_remove_index (self->ids, position);
  show_names (self);
  if (is_chosen != was_chosen)
    console_field_editor_edited (CONSOLE_FIELD_EDITOR (self));
}

static void
add_store (ConsoleStoresEditor *self,
           const BakeryStore   *store)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), store->name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, store->name, -1);
  g_object_set_data_full (G_OBJECT (check), "store", g_memdup2 (&store->base.id, sizeof store->base.id), g_free);
  g_object_set_data (G_OBJECT (check), "row", row);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->checks, check);
}

static void
list_stores (ConsoleStoresEditor *self)
{
  GPtrArray *stores = console_repository_get_stores (console_context_get_repository (self->context));

  for (guint i = 0; i < self->checks->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_object_get_data (self->checks->pdata[i], "row"));
  g_ptr_array_set_size (self->checks, 0);
  for (guint i = 0; i < stores->len; i++)
    add_store (self, g_ptr_array_index (stores, i));
}

static void
show_choice (ConsoleStoresEditor *self)
{
  guint position;

  for (guint i = 0; i < self->checks->len; i++)
    {
      const gint64 *id = g_object_get_data (self->checks->pdata[i], "store");

      gtk_check_button_set_active (self->checks->pdata[i], find_id (self->ids, *id, &position));
    }
  show_names (self);
}

static void
console_stores_editor_show (ConsoleFieldEditor *editor,
                            gconstpointer       entity,
                            const BakeryField  *field)
{
  ConsoleStoresEditor *self = CONSOLE_STORES_EDITOR (editor);
  GArray *ids = BAKERY_FIELD_VALUE (entity, field, GArray *);

  g_array_set_size (self->ids, 0);
  if (ids != NULL)
    g_array_append_vals (self->ids, ids->data, ids->len);
  show_choice (self);
}

static gboolean
console_stores_editor_apply (ConsoleFieldEditor *editor,
                             gpointer            entity,
                             const BakeryField  *field,
                             char              **ret_problem)
{
  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GArray *) = g_array_copy (CONSOLE_STORES_EDITOR (editor)->ids);

  return TRUE;
}

static void
console_stores_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_stores_editor_show;
  iface->apply = console_stores_editor_apply;
}

static void
stores_changed_cb (ConsoleStoresEditor *self)
{
  list_stores (self);
  show_choice (self);
}

static void
console_stores_editor_finalize (GObject *object)
{
  ConsoleStoresEditor *self = CONSOLE_STORES_EDITOR (object);

  g_ptr_array_unref (self->checks);
  g_array_unref (self->ids);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (console_stores_editor_parent_class)->finalize (object);
}

static void
console_stores_editor_class_init (ConsoleStoresEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_stores_editor_finalize;
}

static void
console_stores_editor_init (ConsoleStoresEditor *self)
{
  self->checks = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * console_stores_editor_new:
 * @title: what the field is called
 * @context: tells which stores there are
 *
 * Returns: (transfer floating): an editor for a list of stores
 */
ConsoleFieldEditor *
console_stores_editor_new (const char     *title,
                           ConsoleContext *context)
{
  ConsoleStoresEditor *self = g_object_new (CONSOLE_TYPE_STORES_EDITOR, "title", title, "use-markup", FALSE, NULL);

  self->context = g_object_ref (context);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (console_context_get_repository (context), "stores-changed", G_CALLBACK (stores_changed_cb),
                           self, G_CONNECT_SWAPPED);
  list_stores (self);

  return CONSOLE_FIELD_EDITOR (self);
}
