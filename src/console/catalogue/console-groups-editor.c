/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The option groups of a cake in a form: which of the store's groups are offered with it, and in which order. The groups
 * themselves are changed elsewhere, and for all cakes that have them. */

#include "config.h"

#include "console-groups-editor.h"

#include <glib/gi18n.h>

struct _ConsoleGroupsEditor
{
  AdwPreferencesRow parent_instance;

  /* Borrowed */
  GtkListBox             *list;
  GtkMenuButton          *add;
  GtkBox                 *offer;
  const ConsoleCatalogue *catalogue;

  /* Owned */
  GArray *groups;                 /* ids */
};

enum
{
  EDIT_GROUP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void console_groups_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleGroupsEditor, console_groups_editor, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_groups_editor_init_field_editor))

static void show_groups (ConsoleGroupsEditor *self);

static GtkWidget *
find_button (GtkListBoxRow *row,
             int            by)
{
  g_autofree char *name = g_strdup_printf ("by%d", by);

  return g_object_get_data (G_OBJECT (row), name);
}

static void
edited (ConsoleGroupsEditor *self)
{
  show_groups (self);
  console_field_editor_edited (CONSOLE_FIELD_EDITOR (self));
}

/* A row's button for what was just done to it or its neighbour; at either end of the list, the one for the way back. */
static void
focus_button (ConsoleGroupsEditor *self,
              guint                position,
              int                  by)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);
  GtkWidget *button;

  if (row == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->add));
      return;
    }

  button = find_button (row, by);
  gtk_widget_grab_focus (gtk_widget_get_sensitive (button) ? button : find_button (row, -by));
}

/* What a button is for: which group, and how far it moves it; out of the list for G_MAXINT, to be edited for 0. */
static void
clicked_cb (GtkButton           *button,
            ConsoleGroupsEditor *self)
{
  const guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position"));
  const int by = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "by"));
  const gint64 group = g_array_index (self->groups, gint64, position);

  if (by == 0)
    {
      g_signal_emit (self, signals[EDIT_GROUP], 0, group);
      return;
    }

  g_array_remove_index (self->groups, position);
  if (by == G_MAXINT)
    {
      edited (self);
      focus_button (self, MIN (position, MAX (self->groups->len, 1) - 1), by);
      return;
    }

  g_array_insert_val (self->groups, position + (guint) by, group);
  edited (self);
  focus_button (self, position + (guint) by, by);
}

static void
add_button (ConsoleGroupsEditor *self,
            AdwActionRow        *row,
            const char          *icon,
            const char          *title,
            guint                position,
            int                  by)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf ("by%d", by);

  g_object_set_data (G_OBJECT (row), name, button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));
  g_object_set_data (G_OBJECT (button), "by", GINT_TO_POINTER (by));
  gtk_widget_set_sensitive (button, by != -1 || position > 0);
  if (by == 1)
    {
      gtk_widget_set_sensitive (button, position + 1 < self->groups->len);
    }
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  adw_action_row_add_suffix (row, button);
}

static char *
dup_options_text (ConsoleGroupsEditor *self,
                  gint64               group)
{
  g_autoptr(GPtrArray) options = console_catalogue_list_options (self->catalogue, group);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < options->len; i++)
    {
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((BakeryOption *) g_ptr_array_index (options, i))->name);
    }

  return g_string_free (text, FALSE);
}

static GtkWidget *
new_row (ConsoleGroupsEditor *self,
         guint                position)
{
  const gint64 id = g_array_index (self->groups, gint64, position);
  const BakeryOptionGroup *group = console_catalogue_find_group (self->catalogue, id);
  g_autofree char *options = dup_options_text (self, id);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), group != NULL ? group->name : _("Deleted group"));
  adw_action_row_set_subtitle (row, options);
  adw_action_row_set_subtitle_lines (row, 1);
  add_button (self, row, "document-edit-symbolic", _("Change this group"), position, 0);
  add_button (self, row, "go-up-symbolic", _("Earlier"), position, -1);
  add_button (self, row, "go-down-symbolic", _("Later"), position, 1);
  add_button (self, row, "list-remove-symbolic", _("Do not offer it with this cake"), position, G_MAXINT);

  return GTK_WIDGET (row);
}

static gboolean
has_group (ConsoleGroupsEditor *self,
           gint64               group)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      if (g_array_index (self->groups, gint64, i) == group)
        {
          return TRUE;
        }
    }

  return FALSE;
}

static void
offered_cb (GtkButton           *button,
            ConsoleGroupsEditor *self)
{
  const gint64 *group = g_object_get_data (G_OBJECT (button), "group");
  const gint64 id = *group;

  gtk_menu_button_popdown (self->add);
  if (id == 0)
    {
      g_signal_emit (self, signals[EDIT_GROUP], 0, id);
    }
  else
    {
      console_groups_editor_add (self, id);
    }
}

static void
add_offer (ConsoleGroupsEditor *self,
           const char          *title,
           gint64               group)
{
  GtkWidget *button = gtk_button_new_with_label (title);

  gtk_widget_add_css_class (button, "flat");
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  g_object_set_data_full (G_OBJECT (button), "group", g_memdup2 (&group, sizeof group), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (offered_cb), self);
  gtk_box_append (self->offer, button);
}

static void
show_offer (ConsoleGroupsEditor *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->offer))) != NULL)
    {
      gtk_box_remove (self->offer, child);
    }
  for (guint i = 0; i < self->catalogue->groups->len; i++)
    {
      const BakeryOptionGroup *group = g_ptr_array_index (self->catalogue->groups, i);

      if (!has_group (self, group->base.id))
        {
          add_offer (self, group->name, group->base.id);
        }
    }
  add_offer (self, _("New Group…"), 0);
}

static void
show_groups (ConsoleGroupsEditor *self)
{
  GtkWidget *child;

  if (self->catalogue == NULL)
    {
      return;
    }

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    {
      gtk_list_box_remove (self->list, child);
    }
  for (guint i = 0; i < self->groups->len; i++)
    {
      gtk_list_box_append (self->list, new_row (self, i));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->groups->len > 0);
  show_offer (self);
}

/* The field */

static void
console_groups_editor_show (ConsoleFieldEditor *editor,
                            gconstpointer       entity,
                            const BakeryField  *field)
{
  ConsoleGroupsEditor *self = CONSOLE_GROUPS_EDITOR (editor);
  GArray *groups = BAKERY_FIELD_VALUE (entity, field, GArray *);

  g_array_set_size (self->groups, 0);
  if (groups != NULL && groups->len > 0)
    {
      g_array_append_vals (self->groups, groups->data, groups->len);
    }
  show_groups (self);
}

static gboolean
console_groups_editor_apply (ConsoleFieldEditor *editor,
                             gpointer            entity,
                             const BakeryField  *field,
                             char              **ret_problem)
{
  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GArray *) = g_array_copy (CONSOLE_GROUPS_EDITOR (editor)->groups);

  return TRUE;
}

static void
console_groups_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_groups_editor_show;
  iface->apply = console_groups_editor_apply;
}

static void
console_groups_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_GROUPS_EDITOR);
  G_OBJECT_CLASS (console_groups_editor_parent_class)->dispose (object);
}

static void
console_groups_editor_finalize (GObject *object)
{
  g_array_unref (CONSOLE_GROUPS_EDITOR (object)->groups);
  G_OBJECT_CLASS (console_groups_editor_parent_class)->finalize (object);
}

static void
console_groups_editor_class_init (ConsoleGroupsEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_groups_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_groups_editor_finalize;
  signals[EDIT_GROUP] = g_signal_new ("edit-group", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/groups-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupsEditor, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupsEditor, add);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupsEditor, offer);
}

static void
console_groups_editor_init (ConsoleGroupsEditor *self)
{
  self->groups = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_groups_editor_new:
 *
 * Returns: (transfer floating): an editor of which option groups are offered
 */
ConsoleFieldEditor *
console_groups_editor_new (void)
{
  return g_object_new (CONSOLE_TYPE_GROUPS_EDITOR, "title", _("Options"), NULL);
}

/**
 * console_groups_editor_set_catalogue:
 * @self: the editor
 * @catalogue: what the store has; must live until the next call
 */
void
console_groups_editor_set_catalogue (ConsoleGroupsEditor    *self,
                                     const ConsoleCatalogue *catalogue)
{
  g_return_if_fail (CONSOLE_IS_GROUPS_EDITOR (self));

  self->catalogue = catalogue;
  show_groups (self);
}

/**
 * console_groups_editor_add:
 * @self: the editor
 * @group: an option group's id
 *
 * Offers a further group, at the end.
 */
void
console_groups_editor_add (ConsoleGroupsEditor *self,
                           gint64               group)
{
  g_return_if_fail (CONSOLE_IS_GROUPS_EDITOR (self));

  if (!has_group (self, group))
    {
      g_array_append_val (self->groups, group);
      edited (self);
    }
}

/**
 * console_groups_editor_rename:
 * @self: the editor
 * @local_id: the id that a group made here had
 * @id: the id that the server gave it
 */
void
console_groups_editor_rename (ConsoleGroupsEditor *self,
                              gint64               local_id,
                              gint64               id)
{
  g_return_if_fail (CONSOLE_IS_GROUPS_EDITOR (self));

  for (guint i = 0; i < self->groups->len; i++)
    {
      if (g_array_index (self->groups, gint64, i) == local_id)
        {
          g_array_index (self->groups, gint64, i) = id;
          edited (self);
        }
    }
}
