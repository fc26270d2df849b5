/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The week of a store: a row per day. Main thread. */

#include "config.h"

#include "console-hours-editor.h"

#include "console-field-titles.h"
#include "console-hours-row.h"

#include <glib/gi18n.h>

#define N_DAYS 7

static const char *const day_names[N_DAYS] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

struct _ConsoleHoursEditor
{
  GtkBox parent_instance;

  /* Borrowed */
  ConsoleHoursRow *days[N_DAYS];
};

static void console_hours_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleHoursEditor, console_hours_editor, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_hours_editor_init_field_editor))

static void
console_hours_editor_show (ConsoleFieldEditor *editor,
                           gconstpointer       entity,
                           const BakeryField  *field)
{
  JsonNode *node = BAKERY_FIELD_VALUE (entity, field, JsonNode *);
  JsonObject *week = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (guint i = 0; i < N_DAYS; i++)
    {
      const gboolean is_open = week != NULL && json_object_has_member (week, day_names[i]);

      console_hours_row_show (CONSOLE_HOURS_EDITOR (editor)->days[i],
                              is_open ? json_object_get_array_member (week, day_names[i]) : NULL);
    }
}

static gboolean
console_hours_editor_apply (ConsoleFieldEditor *editor,
                            gpointer            entity,
                            const BakeryField  *field,
                            char              **ret_problem)
{
  ConsoleHoursEditor *self = CONSOLE_HOURS_EDITOR (editor);
  g_autoptr(JsonObject) week = json_object_new ();

  for (guint i = 0; i < N_DAYS; i++)
    {
      JsonArray *spans = console_hours_row_get_spans (self->days[i]);

      if (spans == NULL)
        {
          /* Translators: %s is a day of the week. */
          *ret_problem = g_strdup_printf (_("%s: write hours such as 08:00–12:00, 14:00–18:00."),
                                          console_word_get_title (day_names[i]));
          return FALSE;
        }
      if (json_array_get_length (spans) > 0)
        json_object_set_array_member (week, day_names[i], json_array_ref (spans));
    }

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, JsonNode *) = json_node_init_object (json_node_alloc (), week);

  return TRUE;
}

static void
console_hours_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_hours_editor_show;
  iface->apply = console_hours_editor_apply;
}

static void
copy_first_day_cb (ConsoleHoursEditor *self)
{
  for (guint i = 1; i < N_DAYS; i++)
    console_hours_row_set_text (self->days[i], console_hours_row_get_text (self->days[0]));
}

static gboolean
console_hours_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_HOURS_EDITOR (widget)->days[0]));
}

static void
console_hours_editor_class_init (ConsoleHoursEditorClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = console_hours_editor_grab_focus;
}

static void
console_hours_editor_init (ConsoleHoursEditor *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *copy = gtk_button_new_with_mnemonic (_("_Like Monday on every day"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < N_DAYS; i++)
    {
      GtkWidget *day = console_hours_row_new (console_word_get_title (day_names[i]));

      g_signal_connect_object (day, "edited", G_CALLBACK (console_field_editor_edited), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (GTK_LIST_BOX (list), day);
      self->days[i] = CONSOLE_HOURS_ROW (day);
    }
  gtk_widget_set_halign (copy, GTK_ALIGN_END);
  gtk_widget_add_css_class (copy, "flat");
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_first_day_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), list);
  gtk_box_append (GTK_BOX (self), copy);
}

/**
 * console_hours_editor_new:
 *
 * Returns: (transfer floating): an editor for the opening hours of a store
 */
ConsoleFieldEditor *
console_hours_editor_new (void)
{
  return g_object_new (CONSOLE_TYPE_HOURS_EDITOR, NULL);
}
