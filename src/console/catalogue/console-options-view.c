/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store's option groups as a list: the rule of each, its options, and how many cakes offer it. */

#include "config.h"

#include "console-options-view.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ConsoleOptionsView
{
  AdwBin parent_instance;

  /* Borrowed */
  GtkListBox *list;

  guint       n_rows;
  gboolean    is_editable;
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleOptionsView, console_options_view, ADW_TYPE_BIN)

static void
row_activated_cb (GtkListBox         *list,
                  GtkListBoxRow      *row,
                  ConsoleOptionsView *self)
{
  const gint64 *group = g_object_get_data (G_OBJECT (row), "group");

  g_signal_emit (self, signals[ACTIVATED], 0, *group);
}

static guint
count_cakes (const ConsoleCatalogue *catalogue,
             gint64                  group)
{
  guint n_cakes = 0;

  for (guint i = 0; i < catalogue->cakes->len; i++)
    {
      const BakeryCake *cake = g_ptr_array_index (catalogue->cakes, i);

      for (guint j = 0; cake->option_groups != NULL && j < cake->option_groups->len; j++)
        {
          n_cakes += g_array_index (cake->option_groups, gint64, j) == group;
        }
    }

  return n_cakes;
}

static char *
dup_names (GPtrArray *options)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < options->len; i++)
    {
      const BakeryOption *option = g_ptr_array_index (options, i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", option->name);
      if (!option->availability)
        {
          /* Translators: after an option that cannot be chosen at the moment. */
          g_string_append_printf (text, " (%s)", _("off"));
        }
    }

  return g_string_free (text, FALSE);
}

static gboolean
matches (const BakeryOptionGroup *group,
         const char              *names,
         const char              *words)
{
  g_autofree char *text = g_strconcat (group->name, " ", names, NULL);

  return g_str_match_string (words, text, TRUE);
}

static void
add_row (ConsoleOptionsView      *self,
         const ConsoleCatalogue  *catalogue,
         const BakeryOptionGroup *group,
         const char              *names)
{
  const guint n_cakes = count_cakes (catalogue, group->base.id);
  g_autofree char *uses = g_strdup_printf (ngettext ("%u cake", "%u cakes", n_cakes), n_cakes);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *label = gtk_label_new (uses);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), group->name);
  adw_action_row_set_subtitle (row, names);
  adw_action_row_set_subtitle_lines (row, 2);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (row, label);
  if (self->is_editable)
    {
      adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), self->is_editable);
  g_object_set_data_full (G_OBJECT (row), "group", g_memdup2 (&group->base.id, sizeof group->base.id), g_free);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

static void
console_options_view_class_init (ConsoleOptionsViewClass *klass)
{
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
console_options_view_init (ConsoleOptionsView *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Option groups"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (clamp, "page-margins");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), clamp);
  adw_bin_set_child (ADW_BIN (self), window);
}

/**
 * console_options_view_show:
 * @self: the view
 * @catalogue: what the store has
 * @words: (nullable): what is searched for
 *
 * Lists the groups whose name, or one of whose options, fits.
 */
void
console_options_view_show (ConsoleOptionsView     *self,
                           const ConsoleCatalogue *catalogue,
                           const char             *words)
{
  GtkWidget *child;

  g_return_if_fail (CONSOLE_IS_OPTIONS_VIEW (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    {
      gtk_list_box_remove (self->list, child);
    }
  self->n_rows = 0;
  for (guint i = 0; i < catalogue->groups->len; i++)
    {
      const BakeryOptionGroup *group = g_ptr_array_index (catalogue->groups, i);
      g_autoptr(GPtrArray) options = console_catalogue_list_options (catalogue, group->base.id);
      g_autofree char *names = dup_names (options);

      if (words == NULL || *words == '\0' || matches (group, names, words))
        {
          add_row (self, catalogue, group, names);
          self->n_rows++;
        }
    }
}

/**
 * console_options_view_set_editable:
 * @self: the view
 * @is_editable: whether a group can be opened to change it
 *
 * Says what may be changed of the groups that are listed from now on.
 */
void
console_options_view_set_editable (ConsoleOptionsView *self,
                                   gboolean            is_editable)
{
  g_return_if_fail (CONSOLE_IS_OPTIONS_VIEW (self));

  self->is_editable = is_editable;
}

/**
 * console_options_view_get_n_rows:
 * @self: the view
 *
 * Returns: how many groups it lists
 */
guint
console_options_view_get_n_rows (ConsoleOptionsView *self)
{
  g_return_val_if_fail (CONSOLE_IS_OPTIONS_VIEW (self), 0);

  return self->n_rows;
}
