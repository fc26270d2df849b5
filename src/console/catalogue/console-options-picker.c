/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Picks options of the store's other groups, for those that one cannot be chosen together with: a row that names them, and a
 * popover with a check button for each. */

#include "config.h"

#include "console-options-picker.h"

#include <glib/gi18n.h>

struct _ConsoleOptionsPicker
{
  AdwActionRow parent_instance;

  /* Borrowed */
  GtkBox *list;

  /* Owned */
  GPtrArray *buttons; /* GtkCheckButton, borrowed; each knows its option */

  gboolean   is_showing;
};

static void console_options_picker_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleOptionsPicker, console_options_picker, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_options_picker_init_field_editor))

static gint64
get_option (GtkCheckButton *button)
{
  return *(const gint64 *) g_object_get_data (G_OBJECT (button), "option");
}

static void
show_names (ConsoleOptionsPicker *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkCheckButton *button = g_ptr_array_index (self->buttons, i);

      if (gtk_check_button_get_active (button))
        {
          g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", gtk_check_button_get_label (button));
        }
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text->str);
}

static void
toggled_cb (ConsoleOptionsPicker *self)
{
  if (!self->is_showing)
    {
      show_names (self);
      console_field_editor_edited (CONSOLE_FIELD_EDITOR (self));
    }
}

static void
console_options_picker_show (ConsoleFieldEditor *editor,
                             gconstpointer       entity,
                             const BakeryField  *field)
{
  ConsoleOptionsPicker *self = CONSOLE_OPTIONS_PICKER (editor);
  GArray *ids = BAKERY_FIELD_VALUE (entity, field, GArray *);

  self->is_showing = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkCheckButton *button = g_ptr_array_index (self->buttons, i);
      gboolean is_picked = FALSE;

      for (guint j = 0; ids != NULL && j < ids->len; j++)
        {
          is_picked |= g_array_index (ids, gint64, j) == get_option (button);
        }
      gtk_check_button_set_active (button, is_picked);
    }
  self->is_showing = FALSE;
  show_names (self);
}

static gboolean
console_options_picker_apply (ConsoleFieldEditor *editor,
                              gpointer            entity,
                              const BakeryField  *field,
                              char              **ret_problem)
{
  ConsoleOptionsPicker *self = CONSOLE_OPTIONS_PICKER (editor);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkCheckButton *button = g_ptr_array_index (self->buttons, i);
      const gint64 id = get_option (button);

      if (gtk_check_button_get_active (button))
        {
          g_array_append_val (ids, id);
        }
    }
  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GArray *) = ids;

  return TRUE;
}

static void
console_options_picker_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_options_picker_show;
  iface->apply = console_options_picker_apply;
}

static void
console_options_picker_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_OPTIONS_PICKER (object)->buttons);
  G_OBJECT_CLASS (console_options_picker_parent_class)->finalize (object);
}

static void
console_options_picker_class_init (ConsoleOptionsPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_options_picker_finalize;
}

static void
console_options_picker_init (ConsoleOptionsPicker *self)
{
  GtkWidget *button = g_object_new (GTK_TYPE_MENU_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *window = gtk_scrolled_window_new ();

  self->buttons = g_ptr_array_new ();
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (popover), window);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Choose…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

static void
add_option (ConsoleOptionsPicker    *self,
            const BakeryOption      *option,
            const BakeryOptionGroup *group)
{
  g_autofree char *title = group != NULL ? g_strdup_printf ("%s: %s", group->name, option->name) : g_strdup (option->name);
  GtkWidget *button = gtk_check_button_new_with_label (title);

  g_object_set_data_full (G_OBJECT (button), "option", g_memdup2 (&option->base.id, sizeof option->base.id), g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->buttons, button);
  gtk_box_append (self->list, button);
}

/**
 * console_options_picker_new:
 * @catalogue: what there is
 * @own_group: the group whose options are not offered
 *
 * Returns: (transfer floating): a picker
 */
ConsoleFieldEditor *
console_options_picker_new (const ConsoleCatalogue *catalogue,
                            gint64                  own_group)
{
  ConsoleOptionsPicker *self = g_object_new (CONSOLE_TYPE_OPTIONS_PICKER, "title", _("Not together with"), NULL);

  for (guint i = 0; i < catalogue->options->len; i++)
    {
      const BakeryOption *option = g_ptr_array_index (catalogue->options, i);

      if (option->option_group != own_group)
        {
          add_option (self, option, console_catalogue_find_group (catalogue, option->option_group));
        }
    }

  return CONSOLE_FIELD_EDITOR (self);
}
