/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The actions of the Catalogue page beside those of its selection: what is shown, making and duplicating cakes, option
 * groups. */

#include "config.h"

#include "console-catalogue-page-private.h"

#include "console-dialog.h"

#include <glib/gi18n.h>

const char *const console_catalogue_kinds[] = { "cakes", "options", "drinks", NULL };

static ConsoleContext *
get_context (ConsoleCataloguePage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static void
dialog_gone_cb (ConsoleCataloguePage *self)
{
  g_clear_weak_pointer (&self->dialog);
  console_catalogue_page_read (self);
}

/* Opens the dialog of an option group, or of a new one for 0. */
void
console_catalogue_page_open_group (ConsoleCataloguePage *self,
                                   gint64                group)
{
  const BakeryStore *store = console_catalogue_page_get_store (self);
  ConsoleGroupDialog *dialog;

  if (store == NULL || self->catalogue == NULL || self->dialog != NULL || !console_catalogue_page_may_edit (self))
    {
      return;
    }

  dialog = console_group_dialog_new (get_context (self), self->catalogue, store,
                                     console_catalogue_find_group (self->catalogue, group));
  g_set_weak_pointer (&self->dialog, dialog);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (dialog_gone_cb), self, G_CONNECT_SWAPPED);
  console_dialog_present (GTK_WINDOW (dialog), GTK_WIDGET (self));
}

/* Actions */

static void
change_kind (GSimpleAction *action,
             GVariant      *value,
             gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;

  for (guint i = 0; i < CONSOLE_CATALOGUE_N_KINDS; i++)
    {
      if (g_str_equal (g_variant_get_string (value, NULL), console_catalogue_kinds[i]))
        {
          self->kind = (ConsoleCatalogueKind) i;
          g_simple_action_set_state (action, value);
          console_catalogue_page_update_controls (self);
          console_catalogue_page_update_query (self);
          console_catalogue_page_remember (self);
        }
    }
}

static void
change_layout (GSimpleAction *action,
               GVariant      *value,
               gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;

  self->is_table = g_variant_get_boolean (value);
  g_simple_action_set_state (action, value);
  console_catalogue_page_init_views (self);
  console_catalogue_page_update_controls (self);
  console_catalogue_page_update_state (self);
  console_catalogue_page_remember (self);
}

static void
change_sort (GSimpleAction *action,
             GVariant      *value,
             gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  const char *text = g_variant_get_string (value, NULL);

  g_simple_action_set_state (action, value);
  self->is_descending = *text == '-';
  g_free (self->sort_field);
  self->sort_field = g_strdup (self->is_descending ? text + 1 : text);
  console_catalogue_table_set_sort (self->table, self->sort_field, self->is_descending);
  console_catalogue_page_update_query (self);
  console_catalogue_page_remember (self);
}

static void
begin_cake (ConsoleCataloguePage *self,
            const BakeryCake     *cake)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "editor");
  console_cake_editor_create (self->editor, cake);
}

static void
create_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  const BakeryStore *store = console_catalogue_page_get_store (self);
  g_autoptr(BakeryCake) cake = NULL;

  if (store == NULL || !console_catalogue_page_may_edit (self) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      return;
    }
  if (self->kind == CONSOLE_CATALOGUE_KIND_OPTIONS)
    {
      console_catalogue_page_open_group (self, 0);
      return;
    }

  cake = bakery_cake_new ();
  cake->store = store->base.id;
  cake->kind = self->kind == CONSOLE_CATALOGUE_KIND_DRINKS ? BAKERY_CAKE_KIND_DRINK : BAKERY_CAKE_KIND_CAKE;
  g_free (cake->currency);
  cake->currency = g_strdup (store->currency);
  begin_cake (self, cake);
}

static void
duplicate_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  const BakeryCake *shown = console_cake_editor_get_cake (self->editor);
  g_autoptr(BakeryCake) cake = shown != NULL ? bakery_cake_copy (shown) : NULL;

  if (cake == NULL || !console_catalogue_page_may_edit (self) || !gtk_widget_get_mapped (GTK_WIDGET (self->editor)))
    {
      return;
    }

  cake->base.id = 0;
  cake->base.revision = 0;
  cake->rating_count = 0;
  cake->rating_stars = 0;
  g_free (cake->name);

  /* Translators: the name of a copy of a cake. */
  cake->name = g_strdup_printf (_("%s (copy)"), shown->name);
  bakery_entity_derive (cake);
  begin_cake (self, cake);
}

static void
archive_shown_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  const BakeryCake *cake = console_cake_editor_get_cake (self->editor);
  g_autofree char *text = NULL;

  if (cake == NULL || cake->base.id == 0 || !console_catalogue_page_may_edit (self))
    {
      return;
    }

  text = g_strdup_printf (_("“%s” is archived"), cake->name);
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  console_batch_edits_save_one (self->edits, cake, NULL, text);
}

static void
clear_filter_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  console_catalogue_filter_clear (CONSOLE_CATALOGUE_PAGE (user_data)->filter);
}

static void
clear_all_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  console_catalogue_filter_clear (self->filter);
}

/* Offers what the account may do. */
void
console_catalogue_page_update_rights (ConsoleCataloguePage *self)
{
  static const char *const names[] = {
    "create", "duplicate", "archive-shown", "available", "off", "off-until", "off-until-time", "archive", "edit-selected",
    "import",
  };
  const gboolean may_edit = console_catalogue_page_may_edit (self);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), may_edit);
    }
  console_catalogue_table_set_editable (self->table, may_edit);
  console_options_view_set_editable (self->options, may_edit);
}

static const GActionEntry entries[] = {
  { "kind", NULL, "s", "'cakes'", change_kind },
  { "table", NULL, NULL, "false", change_layout },
  { "sort", NULL, "s", "'name'", change_sort },
  { "create", create_action },
  { "duplicate", duplicate_action },
  { "archive-shown", archive_shown_action },
  { "clear-filter", clear_filter_action },
  { "clear-all", clear_all_action },
};

/* Adds the actions. */
void
console_catalogue_page_init_actions (ConsoleCataloguePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
