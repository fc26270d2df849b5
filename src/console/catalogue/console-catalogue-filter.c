/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The popover that narrows the catalogue down: one drop-down for each of the fields in the table below, each with “Any”
 * first. The words of categories and seasons are those that the store's cakes have. */

#include "config.h"

#include "console-catalogue-filter.h"

#include "console-accessible.h"
#include "console-cake-texts.h"
#include "console-field-titles.h"

#include <glib/gi18n.h>

typedef enum
{
  FILTER_CATEGORY,
  FILTER_SEASON,
  FILTER_DIET,
  FILTER_ALLERGEN,
  FILTER_AVAILABILITY,
  N_FILTERS,
} Filter;

static const struct
{
  const char       *field;
  const char       *title;
  const BakeryEnum *words;
} filters[N_FILTERS] = {
  { "category", N_("Category"), NULL },
  { "season", N_("Season"), NULL },
  { "dietary", N_("Suits"), &bakery_diets },
  { "allergens", N_("Contains"), &bakery_allergens },
  { "availability", N_("Availability"), NULL },
};

struct _ConsoleCatalogueFilter
{
  GtkPopover parent_instance;

  /* Borrowed */
  GtkDropDown *choices[N_FILTERS];

  /* Owned */
  GStrv    values[N_FILTERS];     /* of the rows after “Any” */

  gboolean is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleCatalogueFilter, console_catalogue_filter, GTK_TYPE_POPOVER)

static const char *
get_value (ConsoleCatalogueFilter *self,
           Filter filter)
{
  const guint selected = gtk_drop_down_get_selected (self->choices[filter]);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL : self->values[filter][selected - 1];
}

static char *
dup_title (Filter      filter,
           const char *value)
{
  if (filter == FILTER_AVAILABILITY)
    {
      return g_strdup (g_str_equal (value, "true") ? _("Available") : _("Off"));
    }

  return filters[filter].words != NULL ? g_strdup (console_word_get_title (value)) : console_cake_dup_capital (value);
}

static void
selected_cb (ConsoleCatalogueFilter *self)
{
  if (!self->is_filling)
    {
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

/* Keeps what was chosen, where it is still there. */
static void
fill (ConsoleCatalogueFilter *self,
      Filter                  filter,
      const char *const      *values)
{
  g_autofree char *chosen = g_strdup (self->values[filter] != NULL ? get_value (self, filter) : NULL);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (titles, _("Any"));
  for (guint i = 0; values[i] != NULL; i++)
    {
      gtk_string_list_take (titles, dup_title (filter, values[i]));
      if (g_strcmp0 (values[i], chosen) == 0)
        {
          selected = i + 1;
        }
    }

  g_strfreev (self->values[filter]);
  self->values[filter] = g_strdupv ((char **) values);
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->choices[filter], G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->choices[filter], selected);
  self->is_filling = FALSE;
  if (chosen != NULL && selected == 0)
    {
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

static void
console_catalogue_filter_finalize (GObject *object)
{
  ConsoleCatalogueFilter *self = CONSOLE_CATALOGUE_FILTER (object);

  for (guint i = 0; i < N_FILTERS; i++)
    {
      g_strfreev (self->values[i]);
    }
  G_OBJECT_CLASS (console_catalogue_filter_parent_class)->finalize (object);
}

static void
console_catalogue_filter_class_init (ConsoleCatalogueFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_catalogue_filter_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
console_catalogue_filter_init (ConsoleCatalogueFilter *self)
{
  static const char *const none[] = { NULL };
  static const char *const availabilities[] = { "true", "false", NULL };
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_set_column_spacing (grid, 12);
  gtk_widget_add_css_class (GTK_WIDGET (grid), "filters");
  for (int i = 0; i < N_FILTERS; i++)
    {
      GtkWidget *label = gtk_label_new (_(filters[i].title));

      self->choices[i] = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_set_hexpand (GTK_WIDGET (self->choices[i]), TRUE);
      console_accessible_name_button (GTK_WIDGET (self->choices[i]), _(filters[i].title));
      gtk_grid_attach (grid, label, 0, i, 1, 1);
      gtk_grid_attach (grid, GTK_WIDGET (self->choices[i]), 1, i, 1, 1);
      fill (self, (Filter) i, filters[i].words != NULL ? filters[i].words->names
                              : i == FILTER_AVAILABILITY ? availabilities : none);
      g_signal_connect_swapped (self->choices[i], "notify::selected", G_CALLBACK (selected_cb), self);
    }
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (grid));
}

/**
 * console_catalogue_filter_new:
 *
 * Returns: (transfer floating): a filter that lets everything through
 */
GtkWidget *
console_catalogue_filter_new (void)
{
  return g_object_new (CONSOLE_TYPE_CATALOGUE_FILTER, NULL);
}

/**
 * console_catalogue_filter_set_words:
 * @self: the filter
 * @catalogue: what the store has
 *
 * Offers the categories and seasons that there are.
 */
void
console_catalogue_filter_set_words (ConsoleCatalogueFilter *self,
                                    const ConsoleCatalogue *catalogue)
{
  g_return_if_fail (CONSOLE_IS_CATALOGUE_FILTER (self));

  fill (self, FILTER_CATEGORY, (const char *const *) catalogue->categories);
  fill (self, FILTER_SEASON, (const char *const *) catalogue->seasons);
}

/**
 * console_catalogue_filter_append:
 * @self: the filter
 * @result: (element-type ConsoleEntityFilter): gets what was chosen; valid until the filter changes
 */
void
console_catalogue_filter_append (ConsoleCatalogueFilter *self,
                                 GArray                 *result)
{
  g_return_if_fail (CONSOLE_IS_CATALOGUE_FILTER (self));

  for (guint i = 0; i < N_FILTERS; i++)
    {
      const ConsoleEntityFilter filter = { filters[i].field, get_value (self, (Filter) i) };

      if (filter.value != NULL)
        {
          g_array_append_val (result, filter);
        }
    }
}

/**
 * console_catalogue_filter_is_empty:
 * @self: the filter
 *
 * Returns: whether it lets everything through
 */
gboolean
console_catalogue_filter_is_empty (ConsoleCatalogueFilter *self)
{
  g_return_val_if_fail (CONSOLE_IS_CATALOGUE_FILTER (self), TRUE);

  for (guint i = 0; i < N_FILTERS; i++)
    {
      if (get_value (self, (Filter) i) != NULL)
        {
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * console_catalogue_filter_dup_text:
 * @self: the filter
 *
 * Returns: (transfer full): what was chosen, in words
 */
char *
console_catalogue_filter_dup_text (ConsoleCatalogueFilter *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_FILTERS; i++)
    {
      const char *value = get_value (self, (Filter) i);
      g_autofree char *title = value != NULL ? dup_title ((Filter) i, value) : NULL;

      if (title != NULL)
        {
          g_string_append_printf (text, "%s%s: %s", text->len > 0 ? " · " : "", _(filters[i].title), title);
        }
    }

  return g_string_free (text, FALSE);
}

/**
 * console_catalogue_filter_clear:
 * @self: the filter
 *
 * Lets everything through again.
 */
void
console_catalogue_filter_clear (ConsoleCatalogueFilter *self)
{
  g_return_if_fail (CONSOLE_IS_CATALOGUE_FILTER (self));

  self->is_filling = TRUE;
  for (guint i = 0; i < N_FILTERS; i++)
    {
      gtk_drop_down_set_selected (self->choices[i], 0);
    }
  self->is_filling = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * console_catalogue_filter_choose:
 * @self: the filter
 * @field: one of the fields
 * @value: one of the values that are offered
 *
 * Returns: whether it could be chosen
 */
gboolean
console_catalogue_filter_choose (ConsoleCatalogueFilter *self,
                                 const char             *field,
                                 const char             *value)
{
  g_return_val_if_fail (CONSOLE_IS_CATALOGUE_FILTER (self), FALSE);

  for (guint i = 0; i < N_FILTERS; i++)
    {
      for (guint j = 0; g_str_equal (filters[i].field, field) && self->values[i][j] != NULL; j++)
        {
          if (g_str_equal (self->values[i][j], value))
            {
              gtk_drop_down_set_selected (self->choices[i], j + 1);
              return TRUE;
            }
        }
    }

  return FALSE;
}

/**
 * console_catalogue_filter_keep:
 * @self: the filter
 * @view: (element-type utf8 utf8): gets what was chosen
 *
 * Tells what console_catalogue_filter_restore() needs.
 */
void
console_catalogue_filter_keep (ConsoleCatalogueFilter *self,
                               GHashTable             *view)
{
  g_return_if_fail (CONSOLE_IS_CATALOGUE_FILTER (self));

  for (guint i = 0; i < N_FILTERS; i++)
    {
      const char *value = get_value (self, (Filter) i);

      if (value != NULL)
        {
          g_hash_table_insert (view, g_strdup (filters[i].field), g_strdup (value));
        }
    }
}

/* What the store has may not be known yet: until it is, the word stands alone. */
static void
restore_choice (ConsoleCatalogueFilter *self,
                Filter                  filter,
                const char             *value)
{
  const char *const alone[] = { value, NULL };

  if (value == NULL)
    {
      gtk_drop_down_set_selected (self->choices[filter], 0);
    }
  else if (!console_catalogue_filter_choose (self, filters[filter].field, value))
    {
      gtk_drop_down_set_selected (self->choices[filter], 0);
      fill (self, filter, alone);
      gtk_drop_down_set_selected (self->choices[filter], 1);
    }
}

/**
 * console_catalogue_filter_restore:
 * @self: the filter
 * @view: (element-type utf8 utf8): what console_catalogue_filter_keep() told
 *
 * Chooses what was chosen then.
 */
void
console_catalogue_filter_restore (ConsoleCatalogueFilter *self,
                                  GHashTable             *view)
{
  g_return_if_fail (CONSOLE_IS_CATALOGUE_FILTER (self));

  for (guint i = 0; i < N_FILTERS; i++)
    {
      restore_choice (self, (Filter) i, g_hash_table_lookup (view, filters[i].field));
    }
}
