/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Inventory page: the stock, the purchase list, the count sheet and the movements of a store, and one item with all that is
 * known of it. All views show one reading of the stock, which follows the cache while the page is seen. What can be done is in
 * console-inventory-actions.c. Main thread. */

#include "config.h"

#include "console-inventory-page-private.h"

#include "bakery-account.h"
#include "console-accessible.h"
#include "console-bin.h"
#include "console-own-units-editor.h"
#include "console-session.h"
#include "console-sync.h"
#include "console-view-switcher.h"

#include <glib/gi18n.h>

/* Where the view that was chosen last is remembered, and whether the stock is counted blind. */
#define VIEW_KEY "inventory-view"
#define BLIND_KEY "count-blind"

G_DEFINE_FINAL_TYPE (ConsoleInventoryPage, console_inventory_page, CONSOLE_TYPE_PAGE)

static const char *const general_fields[] = { "name", "type", "unit", "threshold", "use_by_days", "active", NULL };
static const char *const purchase_fields[] = {
  "supplier", "pack_quantity", "pack_cost", "delivery_days", "expected_quantity", "expected_at", NULL,
};
static const char *const unit_fields[] = { "own_units", NULL };
static const char *const content_fields[] = { "allergens", NULL };

static const ConsoleFormGroup groups[] = {
  { N_("Item"), N_("Quantities are in the unit chosen here: grams, millilitres or pieces."), general_fields },
  { N_("Units"), N_("Amounts can be written in these as well: a sack of 25 kg, a tray of 30."), unit_fields },
  { N_("Purchase"), NULL, purchase_fields },
  { N_("Contents"), N_("Recipes take the allergens of what they are made of."), content_fields },
  { NULL },
};

static ConsoleContext *
get_context (ConsoleInventoryPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

/* Whether the account may change items beyond counting and posting. */
gboolean
console_inventory_page_may_edit (ConsoleInventoryPage *self)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (get_context (self)));

  return account != NULL && (BAKERY_ROLES_MANAGERS & bakery_account_get_role (account)) != 0;
}

/* The store whose stock is shown; none while it is read. */
const BakeryStore *
console_inventory_page_get_store (ConsoleInventoryPage *self)
{
  return console_repository_find_store (console_context_get_repository (get_context (self)),
                                        console_context_get_store (get_context (self)));
}

/* The item that is shown on its own, if any. */
const BakeryInventoryItem *
console_inventory_page_get_item (ConsoleInventoryPage *self)
{
  ConsoleStock *stock = console_stock_watch_get_stock (self->watch);

  return stock != NULL && self->item != 0 ? console_stock_find_item (stock, self->item) : NULL;
}

static const char *
get_words (ConsoleInventoryPage *self)
{
  return gtk_editable_get_text (self->search_entry);
}

static void
update_calendar (ConsoleInventoryPage *self)
{
  const BakeryStore *store = console_inventory_page_get_store (self);

  console_calendar_clear (&self->calendar);
  console_calendar_init (&self->calendar, store != NULL ? store->time_zone : NULL,
                         console_context_get_now (get_context (self)));
  self->calendar.twelve_hours = console_calendar_prefers_twelve_hours ();
}

/* What is shown */

static gboolean
is_loading (ConsoleInventoryPage *self)
{
  ConsoleContext *context = get_context (self);

  return !console_context_is_ready (context) || console_stock_watch_get_stock (self->watch) == NULL
         || console_sync_is_filling (console_context_get_sync (context));
}

/* The one place that decides which of its states the page shows. */
static void
update_state (ConsoleInventoryPage *self,
              guint                 n_items,
              guint                 n_shown)
{
  const char *state = "content";

  if (self->failure != NULL)
    state = "problem";
  else if (n_items == 0)
    state = is_loading (self) ? "loading" : "empty";
  else if (n_shown == 0 && g_str_equal (adw_view_stack_get_visible_child_name (self->views), "stock"))
    state = "no-match";

  adw_status_page_set_description (self->problem, self->failure);
  gtk_stack_set_visible_child_name (self->stack, state);
  console_page_set_loading (CONSOLE_PAGE (self), g_str_equal (state, "loading"));
}

static void
update_item (ConsoleInventoryPage *self)
{
  const BakeryInventoryItem *item = console_inventory_page_get_item (self);

  if (item != NULL)
    {
      adw_window_title_set_title (self->item_title, item->name);
      console_item_view_show (self->item_view, console_stock_watch_get_stock (self->watch), item);
    }
  else if (g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "item") == 0)
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "list");
    }
}

/* A number beside the word on the switch: how many items need attention, and how many lines there are to buy. */
static void
update_badges (ConsoleInventoryPage *self,
               guint                 n_low,
               guint                 n_purchases)
{
  adw_view_stack_page_set_badge_number (self->stock_page, n_low);
  adw_view_stack_page_set_badge_number (self->purchase_page, n_purchases);
}

static void
update (ConsoleInventoryPage *self)
{
  ConsoleStock *stock = self->watch != NULL ? console_stock_watch_get_stock (self->watch) : NULL;
  guint n_items = 0, n_shown = 0;

  update_calendar (self);
  if (stock != NULL)
    {
      n_items = console_stock_get_items (stock)->len;
      n_shown = console_stock_view_show (self->stock_view, stock, get_words (self),
                                         console_context_get_outbox (get_context (self)), &self->calendar);
      console_count_view_show (self->count_view, stock, get_words (self));
      console_movements_view_show (self->movements_view, stock, 0);
      update_badges (self, console_stock_count_low (stock),
                     console_purchase_view_show (self->purchase_view, stock, &self->calendar));
      update_item (self);
    }
  update_state (self, n_items, n_shown);
  console_inventory_page_update_actions (self);
}

static void
changed_cb (ConsoleInventoryPage *self)
{
  g_clear_pointer (&self->failure, g_free);
  update (self);
}

static void
failed_cb (ConsoleInventoryPage *self,
           const GError         *error)
{
  g_free (self->failure);
  self->failure = g_strdup (error->message);
  update (self);
}

/* An item of another store does not stand before the list of this one. */
static void
store_cb (ConsoleInventoryPage *self)
{
  self->item = 0;
  console_entity_editor_clear (self->editor);
  console_count_view_clear (self->count_view);
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
}

/* Shows an item on its own. */
void
console_inventory_page_show_item (ConsoleInventoryPage *self,
                                  gint64                item)
{
  self->item = item;
  update_item (self);
  console_inventory_page_update_actions (self);
  adw_leaflet_set_visible_child_name (self->leaflet, "item");
}

static void
item_activated_cb (ConsoleInventoryPage *self,
                   gint64                item)
{
  console_inventory_page_show_item (self, item);
}

static void
editor_closed_cb (ConsoleInventoryPage *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, self->item != 0 ? "item" : "list");
}

/* What was made here is shown once the stock has it. */
static void
editor_saved_cb (ConsoleEntityEditor  *editor,
                 gint64                id,
                 ConsoleInventoryPage *self)
{
  self->item = id;
}

static void
named_cb (ConsoleRepository    *repository,
          const char           *type,
          gint64                local_id,
          gint64                id,
          ConsoleInventoryPage *self)
{
  if (self->item == local_id && g_str_equal (type, bakery_inventory_item_type.name))
    self->item = id;
}

static void
stop_search_cb (ConsoleInventoryPage *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
view_chosen_cb (ConsoleInventoryPage *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->views);

  if (self->watch == NULL || name == NULL)
    return;

  g_settings_set_string (console_context_get_settings (get_context (self)), VIEW_KEY, name);
  update (self);
}

/* As a page */

static void
console_inventory_page_search (ConsolePage *page)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (page);

  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
console_inventory_page_undo (ConsolePage *page)
{
  return console_batch_edits_undo (CONSOLE_INVENTORY_PAGE (page)->edits);
}

static gboolean
console_inventory_page_show_view (ConsolePage *page,
                                  const char  *name)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (page);
  ConsoleStock *stock = console_stock_watch_get_stock (self->watch);
  GPtrArray *items = stock != NULL ? console_stock_get_items (stock) : NULL;

  if (g_str_equal (name, "first") && items != NULL && items->len > 0)
    {
      console_inventory_page_show_item (self, BAKERY_ENTITY (g_ptr_array_index (items, 0))->id);
      return TRUE;
    }
  if (g_str_has_prefix (name, "item:"))
    {
      console_inventory_page_show_item (self, g_ascii_strtoll (name + strlen ("item:"), NULL, 10));
      return TRUE;
    }
  if (g_str_has_prefix (name, "search:"))
    {
      gtk_search_bar_set_search_mode (self->search_bar, name[strlen ("search:")] != '\0');
      gtk_editable_set_text (self->search_entry, name + strlen ("search:"));
      return TRUE;
    }
  if (adw_view_stack_get_child_by_name (self->views, name) == NULL)
    return FALSE;

  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  adw_view_stack_set_visible_child_name (self->views, name);
  return TRUE;
}

static const char *const key_actions[] = { "new", "edit", "receive", "waste", "adjust", "view:s", NULL };

static void
console_inventory_page_map (GtkWidget *widget)
{
  console_page_expose_actions (CONSOLE_PAGE (widget), "inventory", key_actions);
  GTK_WIDGET_CLASS (console_inventory_page_parent_class)->map (widget);
  console_stock_watch_set_active (CONSOLE_INVENTORY_PAGE (widget)->watch, TRUE);
}

static void
console_inventory_page_unmap (GtkWidget *widget)
{
  console_page_hide_actions (CONSOLE_PAGE (widget), "inventory");
  console_stock_watch_set_active (CONSOLE_INVENTORY_PAGE (widget)->watch, FALSE);
  GTK_WIDGET_CLASS (console_inventory_page_parent_class)->unmap (widget);
}

static void
restore_view (ConsoleInventoryPage *self)
{
  g_autofree char *name = g_settings_get_string (console_context_get_settings (get_context (self)), VIEW_KEY);

  if (adw_view_stack_get_child_by_name (self->views, name) != NULL)
    adw_view_stack_set_visible_child_name (self->views, name);
}

static void
console_inventory_page_constructed (GObject *object)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (object);
  ConsoleContext *context = get_context (self);
  ConsoleRepository *repository = console_context_get_repository (context);

  G_OBJECT_CLASS (console_inventory_page_parent_class)->constructed (object);

  restore_view (self);
  g_settings_bind (console_context_get_settings (context), BLIND_KEY, self->count_view, "blind", G_SETTINGS_BIND_DEFAULT);
  update_calendar (self);
  self->watch = console_stock_watch_new (context);
  self->edits = console_batch_edits_new (repository, self->toasts);
  console_entity_editor_set_up (self->editor, context, &bakery_inventory_item_type, groups);
  console_entity_form_set_editor (console_entity_editor_get_form (self->editor), "own_units",
                                  console_own_units_editor_new ());
  console_item_view_set_up (self->item_view, context, &self->calendar);
  console_movements_view_set_up (self->movements_view, context, &self->calendar);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::store", G_CALLBACK (store_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "flags-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "entity-named", G_CALLBACK (named_cb), self, 0);
  update (self);
}

static void
console_inventory_page_dispose (GObject *object)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->sheet);
  g_clear_object (&self->edits);
  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_INVENTORY_PAGE);
  g_clear_object (&self->watch);
  g_clear_pointer (&self->failure, g_free);
  console_calendar_clear (&self->calendar);

  G_OBJECT_CLASS (console_inventory_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, add);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, views);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, stock_page);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, purchase_page);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, stock_view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, purchase_view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, count_view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, movements_view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, empty_add);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, item_title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, edit);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, item_view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleInventoryPage, editor);
  gtk_widget_class_bind_template_callback_full (widget_class, "update_actions",
                                                G_CALLBACK (console_inventory_page_update_actions));
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, item_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, editor_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, editor_saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen_cb);
}

static void
console_inventory_page_class_init (ConsoleInventoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  object_class->constructed = console_inventory_page_constructed;
  object_class->dispose = console_inventory_page_dispose;
  widget_class->map = console_inventory_page_map;
  widget_class->unmap = console_inventory_page_unmap;
  page_class->search = console_inventory_page_search;
  page_class->undo = console_inventory_page_undo;
  page_class->show_view = console_inventory_page_show_view;

  g_type_ensure (CONSOLE_TYPE_COUNT_VIEW);
  g_type_ensure (CONSOLE_TYPE_ENTITY_EDITOR);
  g_type_ensure (CONSOLE_TYPE_ITEM_VIEW);
  g_type_ensure (CONSOLE_TYPE_MOVEMENTS_VIEW);
  g_type_ensure (CONSOLE_TYPE_PURCHASE_VIEW);
  g_type_ensure (CONSOLE_TYPE_STOCK_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/inventory/inventory-page.ui");
  bind_children (widget_class);
  console_inventory_page_class_install_actions (widget_class);
}

static void
console_inventory_page_init (ConsoleInventoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_view_switcher_join (self->switcher, self->switcher_bar);
  console_accessible_name_button (GTK_WIDGET (self->menu_button), NULL);
}
