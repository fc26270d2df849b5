/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Catalogue page: cakes and drinks as a grid of cards or as a table, the store's option groups, the editor of one
 * cake. What it shows and in which of its states is decided here, in the two functions that update the query and the
 * state; how cards and rows are shown is in console-catalogue-views.c, what is done to several cakes in console-catalogue-
 * selection.c. */

#include "config.h"

#include "console-catalogue-page-private.h"

#include "console-accessible.h"
#include "console-bin.h"
#include "console-repository.h"
#include "console-session.h"
#include "console-sync.h"

#include <glib/gi18n.h>
#include <string.h>

/* Milliseconds from the first of a burst of changes to reading what they made. */
#define READ_DELAY 200

G_DEFINE_FINAL_TYPE (ConsoleCataloguePage, console_catalogue_page, CONSOLE_TYPE_PAGE)

static ConsoleContext *
get_context (ConsoleCataloguePage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

/* The store whose catalogue is shown; none while it is read. */
const BakeryStore *
console_catalogue_page_get_store (ConsoleCataloguePage *self)
{
  ConsoleContext *context = get_context (self);

  return console_repository_find_store (console_context_get_repository (context), console_context_get_store (context));
}

/* Whether the account may change what it sees. */
gboolean
console_catalogue_page_may_edit (ConsoleCataloguePage *self)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (get_context (self)));

  return account != NULL && (BAKERY_ROLES_MANAGERS & bakery_account_get_role (account)) != 0;
}

static void
show_empty (ConsoleCataloguePage *self)
{
  static const char *const titles[CONSOLE_CATALOGUE_N_KINDS] = {
    N_("No cakes yet"), N_("No options yet"), N_("No drinks yet"),
  };
  static const char *const descriptions[CONSOLE_CATALOGUE_N_KINDS] = {
    N_("Make the first one, or import a list of them from a CSV file."),
    N_("Sizes, fillings, shapes: what customers choose with a cake. Make the first group of them."),
    N_("Make the first drink, and offer its parts as option groups."),
  };

  adw_status_page_set_title (self->empty, _(titles[self->kind]));
  adw_status_page_set_description (self->empty, _(descriptions[self->kind]));
}

static gboolean
is_plain (ConsoleCataloguePage *self)
{
  return console_catalogue_filter_is_empty (self->filter)
         && *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0';
}

static gboolean
is_loading (ConsoleCataloguePage *self)
{
  ConsoleContext *context = get_context (self);

  return !console_context_is_ready (context) || console_sync_is_filling (console_context_get_sync (context))
         || (self->kind == CONSOLE_CATALOGUE_KIND_OPTIONS ? self->catalogue == NULL
                                                          : console_entity_list_is_loading (self->model));
}

static guint
count_shown (ConsoleCataloguePage *self)
{
  return self->kind == CONSOLE_CATALOGUE_KIND_OPTIONS ? console_options_view_get_n_rows (self->options)
                                                      : g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

/* The one place that decides what is shown. */
void
console_catalogue_page_update_state (ConsoleCataloguePage *self)
{
  const char *state;

  if (self->failure != NULL)
    {
      state = "problem";
      adw_status_page_set_description (self->problem, self->failure);
    }
  else if (count_shown (self) > 0)
    {
      state = self->kind == CONSOLE_CATALOGUE_KIND_OPTIONS ? "options" : self->is_table ? "table" : "grid";
    }
  else if (is_loading (self))
    {
      state = "loading";
    }
  else if (is_plain (self))
    {
      state = "empty";
      show_empty (self);
    }
  else
    {
      state = "no-match";
    }

  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (state, "loading"));
  console_page_set_loading (CONSOLE_PAGE (self), g_str_equal (state, "loading"));
  console_catalogue_page_update_selection (self);
}

static void
update_filter_row (ConsoleCataloguePage *self)
{
  g_autofree char *text = console_catalogue_filter_dup_text (self->filter);
  g_autofree char *label = g_strdup_printf (_("Only: %s"), text);

  gtk_revealer_set_reveal_child (self->filter_row, *text != '\0' && self->kind != CONSOLE_CATALOGUE_KIND_OPTIONS);
  gtk_label_set_label (self->filter_label, label);
}

static void
show_options (ConsoleCataloguePage *self)
{
  if (self->catalogue != NULL)
    {
      console_options_view_show (self->options, self->catalogue, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
    }
}

/* Asks the list for other cakes. */
void
console_catalogue_page_update_query (ConsoleCataloguePage *self)
{
  static const char *const text_fields[] = { "name", "flavor", "description", "category", "size", NULL };
  const gboolean is_drinks = self->kind == CONSOLE_CATALOGUE_KIND_DRINKS;
  const ConsoleEntityFilter kind = { "kind", is_drinks ? "drink" : "cake" };
  g_autoptr(GArray) filters = g_array_new (TRUE, TRUE, sizeof (ConsoleEntityFilter));
  ConsoleEntityQuery query = { .store = console_context_get_store (get_context (self)) };

  update_filter_row (self);
  if (!console_context_is_ready (get_context (self)) || self->is_restoring)
    {
      console_catalogue_page_update_state (self);
      return;
    }

  g_clear_pointer (&self->failure, g_free);
  if (self->kind == CONSOLE_CATALOGUE_KIND_OPTIONS)
    {
      show_options (self);
      console_catalogue_page_update_state (self);
      return;
    }

  g_array_append_val (filters, kind);
  console_catalogue_filter_append (self->filter, filters);
  query.text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  query.text_fields = text_fields;
  query.filters = (const ConsoleEntityFilter *) filters->data;
  query.sort_field = self->sort_field;
  query.descending = self->is_descending;
  console_entity_list_set_query (self->model, &query);
  console_catalogue_page_update_state (self);
}

/* Says what the buttons do to what is shown. */
void
console_catalogue_page_update_controls (ConsoleCataloguePage *self)
{
  static const char *const labels[CONSOLE_CATALOGUE_N_KINDS] = { N_("New Cake"), N_("New Group"), N_("New Drink") };
  const gboolean is_options = self->kind == CONSOLE_CATALOGUE_KIND_OPTIONS;
  const gboolean may_edit = console_catalogue_page_may_edit (self);

  gtk_button_set_label (self->create, _(labels[self->kind]));
  gtk_widget_set_visible (GTK_WIDGET (self->create), may_edit);
  console_catalogue_page_update_rights (self);
  gtk_widget_set_visible (GTK_WIDGET (self->layout_button), !is_options);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_button), !is_options);
  gtk_button_set_icon_name (self->layout_button, self->is_table ? "view-grid-symbolic" : "view-list-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->layout_button), self->is_table ? _("Show as cards") : _("Show as a table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->layout_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->is_table ? _("Show as cards") : _("Show as a table"), -1);
}

static void
set_tab (GtkToggleButton *tab,
         const char      *title,
         guint            count)
{
  g_autofree char *label = g_strdup_printf ("%s %u", title, count);

  gtk_button_set_label (GTK_BUTTON (tab), label);
}

static void
update_counts (ConsoleCataloguePage *self)
{
  guint n_drinks = 0;

  for (guint i = 0; i < self->catalogue->cakes->len; i++)
    {
      n_drinks += ((BakeryCake *) g_ptr_array_index (self->catalogue->cakes, i))->kind == BAKERY_CAKE_KIND_DRINK;
    }
  set_tab (self->cakes_tab, _("Cakes"), self->catalogue->cakes->len - n_drinks);
  set_tab (self->options_tab, _("Options"), self->catalogue->groups->len);
  set_tab (self->drinks_tab, _("Drinks"), n_drinks);
}

static void
catalogue_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  ConsoleCatalogue *catalogue = console_catalogue_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  ConsoleCataloguePage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }
  if (catalogue == NULL)
    {
      g_free (self->failure);
      self->failure = g_strdup (error->message);
      console_catalogue_page_update_state (self);
      return;
    }

  g_clear_pointer (&self->catalogue, console_catalogue_free);
  self->catalogue = catalogue;
  console_catalogue_filter_set_words (self->filter, catalogue);
  update_counts (self);
  show_options (self);
  console_catalogue_page_update_state (self);
}

/* Reads what the tabs, the filter and the list of options tell; cards read their own. A burst of changes is one reading. */
void
console_catalogue_page_read (ConsoleCataloguePage *self)
{
  const ConsoleCatalogueParts parts = CONSOLE_CATALOGUE_WORDS | CONSOLE_CATALOGUE_OPTIONS | CONSOLE_CATALOGUE_CAKES;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (console_context_is_ready (get_context (self)) && self->dialog == NULL)
    {
      console_catalogue_read_async (console_context_get_repository (get_context (self)),
                                    console_context_get_store (get_context (self)), parts, self->cancellable,
                                    catalogue_read_cb, self);
    }
}

static void
read_later_cb (gpointer user_data)
{
  ConsoleCataloguePage *self = user_data;

  self->read_source = 0;
  console_catalogue_page_read (self);
}

static void
entities_changed_cb (ConsoleRepository    *repository,
                     const char           *type,
                     gint64                id,
                     ConsoleCataloguePage *self)
{
  const gboolean matters = g_str_equal (type, bakery_cake_type.name) || g_str_equal (type, bakery_option_type.name)
                           || g_str_equal (type, bakery_option_group_type.name);

  if (matters && self->read_source == 0)
    {
      self->read_source = g_timeout_add_once (READ_DELAY, read_later_cb, self);
    }
}

/* A cake of another store does not stand before the list of this one. */
static void
leave_other_store (ConsoleCataloguePage *self)
{
  const BakeryCake *shown = console_cake_editor_get_cake (self->editor);

  if (shown != NULL && shown->store != console_context_get_store (get_context (self)))
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "list");
    }
}

static void
store_cb (ConsoleCataloguePage *self)
{
  const BakeryStore *store = console_catalogue_page_get_store (self);

  console_calendar_clear (&self->calendar);
  console_calendar_init (&self->calendar, store != NULL ? store->time_zone : NULL,
                         console_context_get_now (get_context (self)));
  self->calendar.twelve_hours = console_calendar_prefers_twelve_hours ();
  if (console_context_is_ready (get_context (self)))
    {
      console_catalogue_page_restore (self);
      leave_other_store (self);
    }
  console_catalogue_page_update_controls (self);
  console_catalogue_page_read (self);
  console_catalogue_page_update_query (self);
}

static void
minute_cb (ConsoleCataloguePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->calendar.now = console_context_get_now (get_context (self));
      console_catalogue_page_show_time (self);
    }
}

static void
failed_cb (ConsoleEntityList    *model,
           const GError         *error,
           ConsoleCataloguePage *self)
{
  g_free (self->failure);
  self->failure = g_strdup (error->message);
  console_catalogue_page_update_state (self);
}

static void
filter_changed_cb (ConsoleCataloguePage *self)
{
  console_catalogue_page_update_query (self);
  console_catalogue_page_remember (self);
}

static void
search_changed_cb (GtkSearchEntry       *entry,
                   ConsoleCataloguePage *self)
{
  console_catalogue_page_update_query (self);
}

static void
stop_search_cb (GtkSearchEntry       *entry,
                ConsoleCataloguePage *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
table_sorted_cb (ConsoleCatalogueTable *table,
                 const char            *field,
                 gboolean               is_descending,
                 ConsoleCataloguePage  *self)
{
  g_free (self->sort_field);
  self->sort_field = g_strdup (field);
  self->is_descending = is_descending;
  console_catalogue_page_update_query (self);
  console_catalogue_page_remember (self);
}

/* The switcher is given room only where there is some; otherwise it has a row of its own. Its old place keeps its width, so
 * that it can be told when there is room again. */
static void
show_narrow_tabs (gpointer user_data)
{
  g_autoptr(ConsoleCataloguePage) self = user_data;
  GtkWidget *tabs = GTK_WIDGET (self->tabs);
  GtkBox *place;
  int width;

  if (self->squeezer == NULL)
    {
      return;
    }

  place = adw_squeezer_get_visible_child (self->squeezer) == GTK_WIDGET (self->wide_tabs) ? self->wide_tabs
                                                                                          : self->narrow_tabs;
  if (gtk_widget_get_parent (tabs) == GTK_WIDGET (place))
    {
      return;
    }

  gtk_widget_measure (tabs, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->wide_tabs), place == self->narrow_tabs ? width : -1, -1);
  g_object_ref (tabs);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (tabs)), tabs);
  gtk_box_append (place, tabs);
  g_object_unref (tabs);
}

static void
squeezed_cb (AdwSqueezer          *squeezer,
             GParamSpec           *spec,
             ConsoleCataloguePage *self)
{
  g_idle_add_once (show_narrow_tabs, g_object_ref (self));
}

static void
editor_closed_cb (ConsoleCakeEditor    *editor,
                  ConsoleCataloguePage *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
}

static void
group_activated_cb (ConsoleOptionsView   *view,
                    gint64                group,
                    ConsoleCataloguePage *self)
{
  console_catalogue_page_open_group (self, group);
}

/* Widget */

static void
console_catalogue_page_search (ConsolePage *page)
{
  ConsoleCataloguePage *self = CONSOLE_CATALOGUE_PAGE (page);

  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
console_catalogue_page_undo (ConsolePage *page)
{
  return console_batch_edits_undo (CONSOLE_CATALOGUE_PAGE (page)->edits);
}

static gboolean
console_catalogue_page_show_view (ConsolePage *page,
                                  const char  *name)
{
  ConsoleCataloguePage *self = CONSOLE_CATALOGUE_PAGE (page);

  if (g_str_has_prefix (name, "search:"))
    {
      console_catalogue_page_search (page);
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), name + strlen ("search:"));
    }
  else if (g_str_equal (name, "first"))
    {
      console_catalogue_page_open (self, 0);
    }
  else if (g_str_equal (name, "list"))
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "list");
    }
  else if (g_str_equal (name, "select"))
    {
      gtk_selection_model_select_range (GTK_SELECTION_MODEL (self->selection), 0, 3, TRUE);
    }
  else if (g_str_has_prefix (name, "import:"))
    {
      g_autoptr(GFile) file = g_file_new_for_path (name + strlen ("import:"));

      console_catalogue_page_import (self, file);
    }
  else if (g_str_equal (name, "change"))
    {
      g_action_group_activate_action (G_ACTION_GROUP (self->actions), "edit-selected", NULL);
    }
  else if (g_str_equal (name, "group") && self->catalogue != NULL && self->catalogue->groups->len > 1)
    {
      console_catalogue_page_open_group (self, BAKERY_ENTITY (g_ptr_array_index (self->catalogue->groups, 1))->id);
    }
  else
    {
      return FALSE;
    }

  return TRUE;
}

static void
console_catalogue_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (console_catalogue_page_parent_class)->root (widget);
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "catalogue",
                                  G_ACTION_GROUP (CONSOLE_CATALOGUE_PAGE (widget)->actions));
}

static void
console_catalogue_page_unroot (GtkWidget *widget)
{
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "catalogue", NULL);
  GTK_WIDGET_CLASS (console_catalogue_page_parent_class)->unroot (widget);
}

static void
read_again (ConsoleCataloguePage *self)
{
  console_catalogue_page_read (self);
  console_catalogue_page_update_query (self);
}

static void
follow_context (ConsoleCataloguePage *self)
{
  ConsoleContext *context = get_context (self);
  ConsoleRepository *repository = console_context_get_repository (context);

  g_signal_connect_object (context, "notify::store", G_CALLBACK (store_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::is-ready", G_CALLBACK (store_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_session (context), "account-changed", G_CALLBACK (store_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "entities-changed", G_CALLBACK (entities_changed_cb), self, 0);
  g_signal_connect_object (repository, "reset", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_sync (context), "notify::filling",
                           G_CALLBACK (console_catalogue_page_update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_clock (context), "minute", G_CALLBACK (minute_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (console_catalogue_page_update_state),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (console_catalogue_page_update_state),
                           self, G_CONNECT_SWAPPED);
}

static void
console_catalogue_page_constructed (GObject *object)
{
  ConsoleCataloguePage *self = CONSOLE_CATALOGUE_PAGE (object);
  ConsoleContext *context = get_context (self);

  G_OBJECT_CLASS (console_catalogue_page_parent_class)->constructed (object);

  self->sort_field = g_strdup ("name");
  self->thumbnails = console_thumbnails_new (context);
  self->model = console_entity_list_new (console_context_get_repository (context), &bakery_cake_type);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  self->edits = console_batch_edits_new (console_context_get_repository (context), self->toasts);
  console_cake_editor_set_up (self->editor, context, self->thumbnails);
  console_catalogue_page_init_selection (self);
  console_catalogue_page_init_files (self);
  console_catalogue_page_init_views (self);
  follow_context (self);
  store_cb (self);
}

static void
console_catalogue_page_dispose (GObject *object)
{
  ConsoleCataloguePage *self = CONSOLE_CATALOGUE_PAGE (object);

  g_clear_handle_id (&self->read_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->dialog);
  g_clear_object (&self->chooser);
  if (self->grid != NULL)
    {
      console_card_grid_set_model (self->grid, NULL);
      console_catalogue_table_set_model (self->table, NULL);
    }
  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_CATALOGUE_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->edits);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (console_catalogue_page_parent_class)->dispose (object);
}

static void
console_catalogue_page_finalize (GObject *object)
{
  ConsoleCataloguePage *self = CONSOLE_CATALOGUE_PAGE (object);

  console_calendar_clear (&self->calendar);
  g_clear_pointer (&self->catalogue, console_catalogue_free);
  g_free (self->sort_field);
  g_free (self->failure);
  G_OBJECT_CLASS (console_catalogue_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, ConsoleCataloguePage, child)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (toasts);
  BIND (leaflet);
  BIND (squeezer);
  BIND (tabs);
  BIND (wide_tabs);
  BIND (narrow_tabs);
  BIND (cakes_tab);
  BIND (options_tab);
  BIND (drinks_tab);
  BIND (create);
  BIND (layout_button);
  BIND (filter_button);
  BIND (menu_button);
  BIND (search_bar);
  BIND (search_entry);
  BIND (filter_row);
  BIND (filter_label);
  BIND (stack);
  BIND (spinner);
  BIND (empty);
  BIND (problem);
  BIND (grid);
  BIND (table);
  BIND (options);
  BIND (editor);
  BIND (selection_bar);
  BIND (selection_label);
  BIND (selection_count);
  gtk_widget_class_bind_template_callback (widget_class, squeezed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_sorted_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, editor_closed_cb);
}

static void
console_catalogue_page_refresh (ConsolePage *page)
{
  ConsoleCataloguePage *self = CONSOLE_CATALOGUE_PAGE (page);

  if (self->failure != NULL)
    {
      console_catalogue_page_read (self);
      console_catalogue_page_update_query (self);
    }
}

static void
console_catalogue_page_class_init (ConsoleCataloguePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  object_class->constructed = console_catalogue_page_constructed;
  object_class->dispose = console_catalogue_page_dispose;
  object_class->finalize = console_catalogue_page_finalize;
  widget_class->root = console_catalogue_page_root;
  widget_class->unroot = console_catalogue_page_unroot;
  page_class->search = console_catalogue_page_search;
  page_class->show_view = console_catalogue_page_show_view;
  page_class->refresh = console_catalogue_page_refresh;
  page_class->undo = console_catalogue_page_undo;

  g_type_ensure (CONSOLE_TYPE_CARD_GRID);
  g_type_ensure (CONSOLE_TYPE_CATALOGUE_TABLE);
  g_type_ensure (CONSOLE_TYPE_OPTIONS_VIEW);
  g_type_ensure (CONSOLE_TYPE_CAKE_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/catalogue-page.ui");
  bind_children (widget_class);
}

static void
console_catalogue_page_init (ConsoleCataloguePage *self)
{
  self->actions = g_simple_action_group_new ();
  console_catalogue_page_init_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  self->filter = CONSOLE_CATALOGUE_FILTER (console_catalogue_filter_new ());
  gtk_menu_button_set_popover (self->filter_button, GTK_WIDGET (self->filter));
  console_accessible_name_button (GTK_WIDGET (self->filter_button), _("Filter the catalogue"));
  console_accessible_name_button (GTK_WIDGET (self->menu_button), _("More"));
  g_signal_connect_swapped (self->filter, "changed", G_CALLBACK (filter_changed_cb), self);
}
