/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the Catalogue page shows its cakes: as cards or as rows of a table; and what it remembers of that for each account. */

#include "config.h"

#include "console-catalogue-page-private.h"

#include "console-drafts.h"
#include "console-views.h"

static ConsoleContext *
get_context (ConsoleCataloguePage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

/* Cards */

static void
show_card (GtkWidget            *card,
           ConsoleCataloguePage *self)
{
  ConsoleEntityItem *item = g_object_get_data (G_OBJECT (card), "item");
  ConsoleCakeCardState state = { NULL };

  if (item != NULL)
    {
      ConsoleDrafts *drafts = console_context_get_drafts (get_context (self));

      state.cake = console_entity_item_get_entity (item);
      state.edit_state = console_entity_item_get_edit_state (item);
      state.has_draft = console_drafts_find (drafts, &bakery_cake_type, console_entity_item_get_id (item)) != NULL;
    }

  console_cake_card_show (CONSOLE_CAKE_CARD (card), &state, &self->calendar);
}

static void
item_notify_cb (ConsoleEntityItem *item,
                GParamSpec        *spec,
                GtkWidget         *card)
{
  GtkWidget *page = gtk_widget_get_ancestor (card, CONSOLE_TYPE_CATALOGUE_PAGE);

  if (page != NULL)
    {
      show_card (card, CONSOLE_CATALOGUE_PAGE (page));
    }
}

static GtkWidget *
create_card (gpointer user_data)
{
  return console_cake_card_new (CONSOLE_CATALOGUE_PAGE (user_data)->thumbnails);
}

static void
bind_card (GtkWidget *card,
           gpointer   item,
           gpointer   user_data)
{
  GObject *previous = g_object_get_data (G_OBJECT (card), "item");

  if (previous != NULL)
    {
      g_signal_handlers_disconnect_by_func (previous, item_notify_cb, card);
    }

  g_object_set_data (G_OBJECT (card), "item", item);
  if (item != NULL)
    {
      g_signal_connect_object (item, "notify", G_CALLBACK (item_notify_cb), card, 0);
    }
  show_card (card, user_data);
}

static const ConsoleCardGridFuncs card_funcs = { create_card, bind_card };

static void
show_card_func (gpointer card,
                gpointer user_data)
{
  show_card (card, user_data);
}

static void
drafts_changed_cb (ConsoleCataloguePage *self)
{
  console_card_grid_foreach_card (self->grid, show_card_func, self);
}

/* Shows on each card what depends on the time. */
void
console_catalogue_page_show_time (ConsoleCataloguePage *self)
{
  console_card_grid_foreach_card (self->grid, show_card_func, self);
}

/* Opens the cake at a position. */
void
console_catalogue_page_open (ConsoleCataloguePage *self,
                             guint                 position)
{
  g_autoptr(ConsoleEntityItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item != NULL)
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "editor");
      console_cake_editor_show (self->editor, console_entity_item_get_id (item));
    }
}

static void
activated_cb (GtkWidget            *view,
              guint                 position,
              ConsoleCataloguePage *self)
{
  console_catalogue_page_open (self, position);
}

static void
switched_cb (ConsoleCatalogueTable *table,
             gpointer               cake,
             gboolean               is_available,
             ConsoleCataloguePage  *self)
{
  console_catalogue_page_switch_cake (self, cake, is_available);
}

static void
set_up_views (ConsoleCataloguePage *self)
{
  console_card_grid_set_cards (self->grid, &card_funcs, self);
  console_catalogue_table_set_calendar (self->table, &self->calendar);
  g_signal_connect_object (console_context_get_drafts (get_context (self)), "changed", G_CALLBACK (drafts_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect (self->table, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect (self->table, "switched", G_CALLBACK (switched_cb), self);
}

/* Only the view that is seen follows the model: a table of many rows is dear. */
void
console_catalogue_page_init_views (ConsoleCataloguePage *self)
{
  if (!self->has_views)
    {
      self->has_views = TRUE;
      set_up_views (self);
    }

  console_card_grid_set_model (self->grid, self->is_table ? NULL : GTK_SELECTION_MODEL (self->selection));
  console_catalogue_table_set_model (self->table, self->is_table ? GTK_SELECTION_MODEL (self->selection) : NULL);
}

/* What is remembered */

static void
change_action (ConsoleCataloguePage *self,
               GHashTable           *view,
               const char           *name)
{
  const char *text = g_hash_table_lookup (view, name);

  if (text != NULL)
    {
      g_action_group_change_action_state (G_ACTION_GROUP (self->actions), name,
                                          g_str_equal (name, "table") ? g_variant_new_boolean (g_str_equal (text, "true"))
                                                                      : g_variant_new_string (text));
    }
}

/* Shows what the account looked at last. */
void
console_catalogue_page_restore (ConsoleCataloguePage *self)
{
  g_autoptr(GHashTable) view = console_views_read (get_context (self), "catalogue");

  self->is_restoring = TRUE;
  change_action (self, view, "kind");
  change_action (self, view, "table");
  change_action (self, view, "sort");
  console_catalogue_filter_restore (self->filter, view);
  self->is_restoring = FALSE;
}

/* Remembers it. */
void
console_catalogue_page_remember (ConsoleCataloguePage *self)
{
  g_autoptr(GHashTable) view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (self->is_restoring || !console_context_is_ready (get_context (self)))
    {
      return;
    }

  console_catalogue_filter_keep (self->filter, view);
  g_hash_table_insert (view, g_strdup ("kind"), g_strdup (console_catalogue_kinds[self->kind]));
  g_hash_table_insert (view, g_strdup ("table"), g_strdup (self->is_table ? "true" : "false"));
  g_hash_table_insert (view, g_strdup ("sort"), g_strconcat (self->is_descending ? "-" : "", self->sort_field, NULL));
  console_views_write (get_context (self), "catalogue", view);
}
