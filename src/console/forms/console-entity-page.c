/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What pages with a list of entities and a form have in common: search, the list's states, a form for what is selected, and
 * one after the other where there is no room beside each other. Main thread. */

#include "config.h"

#include "console-entity-page.h"

#include "console-card-list.h"
#include "console-drafts.h"
#include "console-entity-list.h"
#include "console-repository.h"
#include "console-root-actions.h"
#include "console-sync.h"
#include "console-toasts.h"

#include <glib/gi18n.h>

typedef struct
{
  /* Template children */
  AdwLeaflet          *leaflet;
  GtkWidget           *list_pane;
  GtkWidget           *separator;
  AdwWindowTitle      *title;
  GtkButton           *add;
  GtkSearchBar        *search_bar;
  GtkBox              *search_box;
  GtkSearchEntry      *search_entry;
  GtkStack            *stack;
  GtkSpinner          *spinner;
  ConsoleCardList     *list;
  AdwStatusPage       *empty;
  GtkWidget           *empty_add;
  AdwStatusPage       *problem;
  ConsoleEntityEditor *editor;

  /* Owned */
  ConsoleEntityList *model;
  char              *failure;

  gboolean           has_list;
} ConsoleEntityPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ConsoleEntityPage, console_entity_page, CONSOLE_TYPE_PAGE)

#define PRIVATE(self) ((ConsoleEntityPagePrivate *) console_entity_page_get_instance_private (self))

static ConsoleContext *
get_context (ConsoleEntityPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

/* Cards */

static void
show_card (GtkWidget         *card,
           ConsoleEntityPage *self)
{
  ConsoleEntityPageClass *klass = CONSOLE_ENTITY_PAGE_GET_CLASS (self);
  ConsoleEntityItem *item = g_object_get_data (G_OBJECT (card), "item");
  gconstpointer entity = item != NULL ? console_entity_item_get_entity (item) : NULL;
  ConsoleDrafts *drafts = console_context_get_drafts (get_context (self));

  if (entity == NULL)
    {
      console_entity_card_clear (CONSOLE_ENTITY_CARD (card));
      return;
    }

  klass->show_card (self, CONSOLE_ENTITY_CARD (card), entity);
  console_entity_card_set_state (CONSOLE_ENTITY_CARD (card),
                                 console_drafts_find (drafts, klass->type, console_entity_item_get_id (item)) != NULL,
                                 console_entity_item_get_edit_state (item));
}

static void
item_notify_cb (ConsoleEntityItem *item,
                GParamSpec        *spec,
                GtkWidget         *card)
{
  GtkWidget *page = gtk_widget_get_ancestor (card, CONSOLE_TYPE_ENTITY_PAGE);

  if (page != NULL)
    show_card (card, CONSOLE_ENTITY_PAGE (page));
}

static GtkWidget *
create_card (gpointer user_data)
{
  return console_entity_card_new ();
}

static void
bind_card (GtkWidget *card,
           gpointer   item,
           gpointer   user_data)
{
  ConsoleEntityItem *previous = g_object_get_data (G_OBJECT (card), "item");

  if (previous != NULL)
    g_signal_handlers_disconnect_by_func (previous, item_notify_cb, card);

  g_object_set_data_full (G_OBJECT (card), "item", item != NULL ? g_object_ref (item) : NULL, g_object_unref);
  if (item != NULL)
    {
      g_signal_connect_object (item, "notify", G_CALLBACK (item_notify_cb), card, 0);
      show_card (card, user_data);
    }
}

static const ConsoleCardListFuncs card_funcs = { create_card, bind_card };

static void
show_card_func (gpointer card,
                gpointer user_data)
{
  show_card (card, user_data);
}

static void
drafts_changed_cb (ConsoleDrafts     *drafts,
                   const char        *type,
                   gint64             id,
                   ConsoleEntityPage *self)
{
  if (g_str_equal (type, CONSOLE_ENTITY_PAGE_GET_CLASS (self)->type->name))
    console_card_list_foreach_card (PRIVATE (self)->list, show_card_func, self);
}

/* States */

static gboolean
may_create (ConsoleEntityPage *self)
{
  return CONSOLE_ENTITY_PAGE_GET_CLASS (self)->may_create (self);
}

static gboolean
is_searching (ConsoleEntityPage *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (PRIVATE (self)->search_entry)) != '\0';
}

static gboolean
is_filtered (ConsoleEntityPage *self)
{
  ConsoleEntityPageClass *klass = CONSOLE_ENTITY_PAGE_GET_CLASS (self);
  ConsoleEntityQuery query = { 0 };

  if (klass->fill_query != NULL)
    klass->fill_query (self, &query);

  return is_searching (self) || (query.filters != NULL && query.filters[0].field != NULL);
}

/* The one place that decides what the list's side shows. */
static void
update_state (ConsoleEntityPage *self)
{
  ConsoleEntityPagePrivate *priv = PRIVATE (self);
  ConsoleContext *context = get_context (self);
  const gboolean is_loading = !console_context_is_ready (context) || priv->model == NULL
                              || console_entity_list_is_loading (priv->model);
  const char *state = "content";

  if (priv->failure != NULL)
    state = "problem";
  else if (is_loading)
    state = "loading";
  else if (g_list_model_get_n_items (G_LIST_MODEL (priv->model)) > 0)
    state = "content";
  else if (console_sync_is_filling (console_context_get_sync (context)))
    state = "loading";
  else
    state = is_filtered (self) ? "no-match" : "empty";

  adw_status_page_set_description (priv->problem, priv->failure);
  gtk_widget_set_visible (GTK_WIDGET (priv->add), may_create (self));
  gtk_widget_set_visible (priv->empty_add, may_create (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entity.new", may_create (self));
  gtk_stack_set_visible_child_name (priv->stack, state);
  gtk_spinner_set_spinning (priv->spinner, g_str_equal (state, "loading"));
  console_page_set_loading (CONSOLE_PAGE (self), g_str_equal (state, "loading"));
}

static void
failed_cb (ConsoleEntityList *model,
           const GError      *error,
           ConsoleEntityPage *self)
{
  g_free (PRIVATE (self)->failure);
  PRIVATE (self)->failure = g_strdup (error->message);
  update_state (self);
}

/* The list and the editor */

static void
prepare (ConsoleEntityPage *self,
         gboolean           is_new)
{
  ConsoleEntityPageClass *klass = CONSOLE_ENTITY_PAGE_GET_CLASS (self);

  if (klass->showing != NULL)
    klass->showing (self, is_new);
}

/* What is new is nowhere in the list yet. */
static void
select_shown (ConsoleEntityPage *self)
{
  ConsoleEntityPagePrivate *priv = PRIVATE (self);
  const gint64 id = console_entity_editor_get_id (priv->editor);
  const gboolean is_new = id == 0 && console_entity_editor_has_entity (priv->editor);
  guint position = GTK_INVALID_LIST_POSITION;

  if (priv->model != NULL && (is_new || (id != 0 && console_entity_list_find (priv->model, id, &position))))
    console_card_list_set_selected (priv->list, position);
}

static void
items_changed_cb (ConsoleEntityPage *self)
{
  update_state (self);
  select_shown (self);
}

static void
ensure_model (ConsoleEntityPage *self)
{
  ConsoleEntityPagePrivate *priv = PRIVATE (self);

  if (priv->model != NULL || !console_context_is_ready (get_context (self)))
    return;

  priv->model = console_entity_list_new (console_context_get_repository (get_context (self)),
                                         CONSOLE_ENTITY_PAGE_GET_CLASS (self)->type);
  g_signal_connect_object (priv->model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->model, "notify::loading", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->model, "failed", G_CALLBACK (failed_cb), self, 0);
  console_card_list_set_model (priv->list, G_LIST_MODEL (priv->model));
}

static void
show_selected (ConsoleEntityPage *self,
               gboolean           may_navigate)
{
  ConsoleEntityItem *item = console_card_list_get_selected_item (PRIVATE (self)->list);

  if (item != NULL)
    console_entity_page_show_entity (self, console_entity_item_get_id (item), may_navigate);
}

static void
selected_cb (ConsoleEntityPage *self)
{
  show_selected (self, FALSE);
}

static void
activated_cb (ConsoleEntityPage *self)
{
  show_selected (self, TRUE);
}

static void
shown_cb (ConsoleEntityPage *self)
{
  ConsoleEntityPageClass *klass = CONSOLE_ENTITY_PAGE_GET_CLASS (self);

  if (klass->shown != NULL)
    klass->shown (self);
}

static void
closed_cb (ConsoleEntityPage *self)
{
  ConsoleEntityPagePrivate *priv = PRIVATE (self);

  if (!priv->has_list)
    return;

  adw_leaflet_set_visible_child (priv->leaflet, priv->list_pane);
  if (console_entity_editor_get_id (priv->editor) == 0)
    {
      console_entity_editor_clear (priv->editor);
      show_selected (self, FALSE);
    }
  gtk_widget_grab_focus (GTK_WIDGET (priv->list));
}

/* A new one is where the query puts it, or not in the list at all. */
static void
saved_cb (ConsoleEntityPage *self)
{
  prepare (self, FALSE);
  select_shown (self);
}

static void
folded_cb (ConsoleEntityPage *self)
{
  ConsoleEntityPagePrivate *priv = PRIVATE (self);

  if (priv->has_list && !console_entity_editor_has_entity (priv->editor))
    adw_leaflet_set_visible_child (priv->leaflet, priv->list_pane);
}

/* Searching */

static void
stop_search_cb (ConsoleEntityPage *self)
{
  gtk_search_bar_set_search_mode (PRIVATE (self)->search_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (PRIVATE (self)->list));
}

static void
search_activate_cb (ConsoleEntityPage *self)
{
  ConsoleEntityPagePrivate *priv = PRIVATE (self);

  if (priv->model != NULL && g_list_model_get_n_items (G_LIST_MODEL (priv->model)) > 0)
    {
      console_card_list_set_selected (priv->list, 0);
      gtk_widget_grab_focus (GTK_WIDGET (priv->list));
    }
}

static void
console_entity_page_search (ConsolePage *page)
{
  ConsoleEntityPagePrivate *priv = PRIVATE (CONSOLE_ENTITY_PAGE (page));

  if (!priv->has_list)
    return;

  adw_leaflet_set_visible_child (priv->leaflet, priv->list_pane);
  gtk_search_bar_set_search_mode (priv->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (priv->search_entry));
}

static gboolean
console_entity_page_show_view (ConsolePage *page,
                               const char  *name)
{
  ConsoleEntityPage *self = CONSOLE_ENTITY_PAGE (page);
  ConsoleEntityPagePrivate *priv = PRIVATE (self);

  if (g_str_has_prefix (name, "search:"))
    {
      gtk_search_bar_set_search_mode (priv->search_bar, TRUE);
      gtk_editable_set_text (GTK_EDITABLE (priv->search_entry), name + strlen ("search:"));
      return TRUE;
    }
  if (g_str_equal (name, "first"))
    {
      console_card_list_set_selected (priv->list, 0);
      show_selected (self, TRUE);
      return TRUE;
    }
  if (g_str_equal (name, "list") && priv->has_list)
    {
      adw_leaflet_set_visible_child (priv->leaflet, priv->list_pane);
      return TRUE;
    }

  return FALSE;
}

static void
console_entity_page_refresh (ConsolePage *page)
{
  ConsoleEntityPage *self = CONSOLE_ENTITY_PAGE (page);

  if (PRIVATE (self)->failure != NULL)
    console_entity_page_update_query (self);
}

/* Actions */

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ConsoleEntityPage *self = CONSOLE_ENTITY_PAGE (widget);
  g_autoptr(BakeryEntity) initial = CONSOLE_ENTITY_PAGE_GET_CLASS (self)->create (self);

  prepare (self, TRUE);
  adw_leaflet_set_visible_child (PRIVATE (self)->leaflet, GTK_WIDGET (PRIVATE (self)->editor));
  console_entity_editor_create (PRIVATE (self)->editor, initial);
  select_shown (self);
}

static void
clear_search_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ConsoleEntityPage *self = CONSOLE_ENTITY_PAGE (widget);
  ConsoleEntityPageClass *klass = CONSOLE_ENTITY_PAGE_GET_CLASS (self);

  if (klass->clear_filter != NULL)
    klass->clear_filter (self);
  gtk_editable_set_text (GTK_EDITABLE (PRIVATE (self)->search_entry), "");
  gtk_search_bar_set_search_mode (PRIVATE (self)->search_bar, FALSE);
}

/* For the key, which works wherever the focus is. */

static void
forward_new_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  gtk_widget_activate_action (user_data, "entity.new", NULL);
}

static const GActionEntry window_actions[] = {
  { "new", forward_new_action },
};

static void
console_entity_page_map (GtkWidget *widget)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), window_actions, G_N_ELEMENTS (window_actions), widget);
  console_root_actions_offer (widget, "entity", G_ACTION_GROUP (group));

  GTK_WIDGET_CLASS (console_entity_page_parent_class)->map (widget);
}

static void
console_entity_page_unmap (GtkWidget *widget)
{
  console_root_actions_withdraw (widget, "entity");

  GTK_WIDGET_CLASS (console_entity_page_parent_class)->unmap (widget);
}

static void
show_texts (ConsoleEntityPage *self)
{
  const ConsoleEntityPageTexts *texts = CONSOLE_ENTITY_PAGE_GET_CLASS (self)->texts;
  ConsoleEntityPagePrivate *priv = PRIVATE (self);

  adw_window_title_set_title (priv->title, _(texts->title));
  gtk_button_set_label (GTK_BUTTON (priv->empty_add), _(texts->add));
  gtk_widget_set_tooltip_text (GTK_WIDGET (priv->add), _(texts->add));
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->add), GTK_ACCESSIBLE_PROPERTY_LABEL, _(texts->add), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _(texts->list), -1);
  g_object_set (priv->search_entry, "placeholder-text", _(texts->search), NULL);
  adw_status_page_set_title (priv->empty, _(texts->empty));
  adw_status_page_set_description (priv->empty, _(texts->empty_advice));
}

static void
console_entity_page_constructed (GObject *object)
{
  ConsoleEntityPage *self = CONSOLE_ENTITY_PAGE (object);
  ConsoleEntityPageClass *klass = CONSOLE_ENTITY_PAGE_GET_CLASS (self);
  ConsoleEntityPagePrivate *priv = PRIVATE (self);
  ConsoleContext *context = get_context (self);

  G_OBJECT_CLASS (console_entity_page_parent_class)->constructed (object);

  priv->has_list = TRUE;
  console_entity_editor_set_up (priv->editor, context, klass->type, klass->groups);
  if (klass->set_up != NULL)
    klass->set_up (self, priv->editor);
  console_card_list_set_cards (priv->list, &card_funcs, self);
  show_texts (self);
  g_signal_connect_object (context, "notify::is-ready", G_CALLBACK (console_entity_page_update_query), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_repository (context), "reset", G_CALLBACK (console_entity_page_update_query),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_sync (context), "notify::filling", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_drafts (context), "changed", G_CALLBACK (drafts_changed_cb), self, 0);
  console_entity_page_update_query (self);
}

static void
console_entity_page_dispose (GObject *object)
{
  ConsoleEntityPage *self = CONSOLE_ENTITY_PAGE (object);
  ConsoleEntityPagePrivate *priv = PRIVATE (self);

  if (priv->list != NULL)
    console_card_list_set_model (priv->list, NULL);
  priv->list = NULL;
  g_clear_object (&priv->model);
  g_clear_pointer (&priv->failure, g_free);

  G_OBJECT_CLASS (console_entity_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, leaflet);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, list_pane);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, separator);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, title);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, add);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, search_bar);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, search_box);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, search_entry);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, spinner);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, list);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, empty);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, empty_add);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, problem);
  gtk_widget_class_bind_template_child_private (widget_class, ConsoleEntityPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, console_entity_page_update_query);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
console_entity_page_class_init (ConsoleEntityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = console_entity_page_constructed;
  object_class->dispose = console_entity_page_dispose;
  widget_class->map = console_entity_page_map;
  widget_class->unmap = console_entity_page_unmap;
  CONSOLE_PAGE_CLASS (klass)->search = console_entity_page_search;
  CONSOLE_PAGE_CLASS (klass)->refresh = console_entity_page_refresh;
  CONSOLE_PAGE_CLASS (klass)->show_view = console_entity_page_show_view;

  g_type_ensure (CONSOLE_TYPE_CARD_LIST);
  g_type_ensure (CONSOLE_TYPE_ENTITY_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/forms/entity-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "entity.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "entity.clear-search", NULL, clear_search_action);
}

static void
console_entity_page_init (ConsoleEntityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_entity_page_get_editor:
 * @self: a page
 *
 * Returns: (transfer none): the editor beside the list
 */
ConsoleEntityEditor *
console_entity_page_get_editor (ConsoleEntityPage *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_PAGE (self), NULL);

  return PRIVATE (self)->editor;
}

/**
 * console_entity_page_get_entity:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the entity in the editor as it was saved, %NULL for a new one or none
 */
gconstpointer
console_entity_page_get_entity (ConsoleEntityPage *self)
{
  ConsoleEntityEditor *editor;

  g_return_val_if_fail (CONSOLE_IS_ENTITY_PAGE (self), NULL);

  editor = PRIVATE (self)->editor;
  if (console_entity_editor_get_id (editor) == 0 || console_entity_editor_is_loading (editor))
    return NULL;

  return console_entity_form_get_base (console_entity_editor_get_form (editor));
}

/**
 * console_entity_page_add_filter:
 * @self: a page
 * @widget: (transfer floating): a widget that narrows the list down
 *
 * Puts a widget beside the search; whoever adds it calls console_entity_page_update_query() when it changes.
 */
void
console_entity_page_add_filter (ConsoleEntityPage *self,
                                GtkWidget         *widget)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_PAGE (self));

  gtk_box_append (PRIVATE (self)->search_box, widget);
}

/**
 * console_entity_page_show_filter:
 * @self: a page
 *
 * Shows what the list is narrowed down by.
 */
void
console_entity_page_show_filter (ConsoleEntityPage *self)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_PAGE (self));

  gtk_search_bar_set_search_mode (PRIVATE (self)->search_bar, TRUE);
}

/**
 * console_entity_page_update_query:
 * @self: a page
 *
 * Lists what is asked for now.
 */
void
console_entity_page_update_query (ConsoleEntityPage *self)
{
  ConsoleEntityPageClass *klass = CONSOLE_ENTITY_PAGE_GET_CLASS (self);
  ConsoleEntityPagePrivate *priv = PRIVATE (self);
  ConsoleEntityQuery query = { 0 };

  ensure_model (self);
  if (priv->model != NULL && console_context_is_ready (get_context (self)))
    {
      if (klass->fill_query != NULL)
        klass->fill_query (self, &query);
      if (is_searching (self))
        query.text = gtk_editable_get_text (GTK_EDITABLE (priv->search_entry));
      g_clear_pointer (&priv->failure, g_free);
      console_entity_list_set_query (priv->model, &query);
    }
  update_state (self);
}

/**
 * console_entity_page_set_has_list:
 * @self: a page
 * @has_list: whether there is more than one to choose from
 *
 * Shows the list, or the editor alone.
 */
void
console_entity_page_set_has_list (ConsoleEntityPage *self,
                                  gboolean           has_list)
{
  ConsoleEntityPagePrivate *priv = PRIVATE (self);

  g_return_if_fail (CONSOLE_IS_ENTITY_PAGE (self));

  priv->has_list = has_list;
  gtk_widget_set_visible (priv->list_pane, has_list);
  gtk_widget_set_visible (priv->separator, has_list);
  g_object_set (priv->editor, "standalone", !has_list, NULL);
  if (!has_list)
    adw_leaflet_set_visible_child (priv->leaflet, GTK_WIDGET (priv->editor));
}

/**
 * console_entity_page_show_entity:
 * @self: a page
 * @id: an entity's id
 * @may_navigate: whether to go to the editor where it is not beside the list
 *
 * Shows an entity in the editor.
 */
void
console_entity_page_show_entity (ConsoleEntityPage *self,
                                 gint64             id,
                                 gboolean           may_navigate)
{
  ConsoleEntityPagePrivate *priv = PRIVATE (self);

  g_return_if_fail (CONSOLE_IS_ENTITY_PAGE (self));

  prepare (self, FALSE);
  console_entity_editor_show (priv->editor, id);
  if (may_navigate)
    adw_leaflet_set_visible_child (priv->leaflet, GTK_WIDGET (priv->editor));
}

/**
 * console_entity_page_add_toast:
 * @self: a page
 * @toast: (transfer full): what happened
 *
 * Says what happened, over the window.
 */
void
console_entity_page_add_toast (ConsoleEntityPage *self,
                               AdwToast          *toast)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_PAGE (self));

  console_toasts_add (GTK_WIDGET (self), toast);
}
