/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done on the Inventory page: posting movements of an item, counts and received goods, editing items, and
 * taking the purchase list along. Everything goes through the cache and the outbox, so it works offline and can be undone. */

#include "config.h"

#include "console-inventory-page-private.h"

#include "bakery-account.h"
#include "bakery-time.h"
#include "console-dialog.h"
#include "console-movement-dialog.h"
#include "console-order-day.h"
#include "console-session.h"

#include <glib/gi18n.h>

/* The hour at which goods are expected on their day. */
#define DELIVERY_MINUTES (6 * 60)

static ConsoleContext *
get_context (ConsoleInventoryPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static gboolean
is_shown (ConsoleInventoryPage *self,
          const char           *child)
{
  return g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), child) == 0;
}

static void
set_enabled (ConsoleInventoryPage *self,
             const char           *action,
             gboolean              is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, is_enabled);
}

/* Offers what can be done with what is shown. */
void
console_inventory_page_update_actions (ConsoleInventoryPage *self)
{
  const gboolean may_edit = console_inventory_page_may_edit (self);
  const gboolean has_item = console_inventory_page_get_item (self) != NULL;
  guint n_chosen, n_counted;

  g_object_get (self->purchase_view, "n-chosen", &n_chosen, NULL);
  g_object_get (self->count_view, "n-counted", &n_counted, NULL);
  gtk_widget_set_visible (self->add, may_edit);
  gtk_widget_set_visible (self->empty_add, may_edit);
  gtk_widget_set_visible (self->edit, may_edit);
  set_enabled (self, "inventory.new", may_edit);
  set_enabled (self, "inventory.edit", may_edit && has_item);
  set_enabled (self, "inventory.receive", has_item);
  set_enabled (self, "inventory.waste", has_item);
  set_enabled (self, "inventory.adjust", has_item);
  set_enabled (self, "inventory.post-counts", n_counted > 0);
  set_enabled (self, "inventory.receive-purchases", n_chosen > 0);
  set_enabled (self, "inventory.order-purchases", may_edit && n_chosen > 0);
  set_enabled (self, "inventory.print", n_chosen > 0);
  set_enabled (self, "inventory.save-pdf", n_chosen > 0);
  set_enabled (self, "inventory.save-csv", n_chosen > 0);
}

/* Movements */

/* Fills in what the server will say of a movement, so that the history shows it at its place meanwhile. */
static void
sign (ConsoleInventoryPage *self,
      BakeryStockMovement  *movement)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (get_context (self)));

  movement->at = console_context_get_now (get_context (self));
  movement->created_at = movement->at;
  if (account != NULL)
    {
      movement->account = account->base.id;
      g_free (movement->account_name);
      movement->account_name = bakery_account_dup_name (account);
    }
}

static void
post_cb (ConsoleMovementDialog *dialog,
         BakeryStockMovement   *movement,
         ConsoleInventoryPage  *self)
{
  static const char *const texts[] = {
    [BAKERY_MOVEMENT_PURCHASE] = N_("Received"), [BAKERY_MOVEMENT_WASTE] = N_("Waste is posted"),
    [BAKERY_MOVEMENT_COUNT] = N_("Adjusted"),
  };

  sign (self, movement);
  console_batch_edits_save_one (self->edits, NULL, movement, _(texts[movement->kind]));
}

static void
ask_for_movement (ConsoleInventoryPage *self,
                  BakeryMovementKind    kind)
{
  const BakeryInventoryItem *item = console_inventory_page_get_item (self);
  ConsoleMovementDialog *dialog;

  if (item == NULL)
    return;

  dialog = console_movement_dialog_new (console_stock_watch_get_stock (self->watch), item, kind, &self->calendar);
  g_signal_connect_object (dialog, "post", G_CALLBACK (post_cb), self, 0);
  console_dialog_present (GTK_WINDOW (dialog), GTK_WIDGET (self));
}

static void
receive_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ask_for_movement (CONSOLE_INVENTORY_PAGE (widget), BAKERY_MOVEMENT_PURCHASE);
}

static void
waste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ask_for_movement (CONSOLE_INVENTORY_PAGE (widget), BAKERY_MOVEMENT_WASTE);
}

static void
adjust_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ask_for_movement (CONSOLE_INVENTORY_PAGE (widget), BAKERY_MOVEMENT_COUNT);
}

static void
post_counts_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (widget);
  g_autoptr(GPtrArray) counts =
    console_count_view_create_movements (self->count_view, console_context_get_now (get_context (self)));
  g_autoptr(GPtrArray) bases = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (counts->len == 0)
    return;

  for (guint i = 0; i < counts->len; i++)
    {
      sign (self, g_ptr_array_index (counts, i));
      g_ptr_array_add (bases, NULL);
    }
  text = g_strdup_printf (ngettext ("%u count is posted", "%u counts are posted", counts->len), counts->len);
  console_batch_edits_save (self->edits, bases, counts, text);
  console_count_view_clear (self->count_view);
}

/* Purchases */

/* Adds an edit of an item to a batch. Returns the item as it shall be. */
static BakeryInventoryItem *
add_edit (GPtrArray                 *bases,
          GPtrArray                 *entities,
          const BakeryInventoryItem *item)
{
  BakeryInventoryItem *changed = bakery_inventory_item_copy (item);

  g_ptr_array_add (bases, bakery_entity_ref ((gpointer) item));
  g_ptr_array_add (entities, changed);

  return changed;
}

static void
add_purchase (ConsoleInventoryPage  *self,
              GPtrArray             *bases,
              GPtrArray             *entities,
              const ConsolePurchase *purchase)
{
  const BakeryInventoryItem *item = purchase->item;
  BakeryStockMovement *movement = bakery_stock_movement_new ();

  movement->store = item->store;
  movement->item = item->base.id;
  movement->kind = BAKERY_MOVEMENT_PURCHASE;
  movement->amount = purchase->quantity;
  movement->cost = purchase->cost;
  g_free (movement->unit);
  movement->unit = g_strdup (bakery_base_units.names[item->unit]);
  g_free (movement->currency);
  movement->currency = g_strdup (item->currency);
  sign (self, movement);
  if (item->use_by_days > 0)
    movement->use_by = movement->at + item->use_by_days * BAKERY_DAY;
  g_ptr_array_add (bases, NULL);
  g_ptr_array_add (entities, movement);
}

static void
receive_purchases_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (widget);
  g_autoptr(GArray) chosen = console_purchase_view_list_chosen (self->purchase_view);
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autofree char *text = g_strdup_printf (ngettext ("%u item is received", "%u items are received", chosen->len),
                                           chosen->len);

  for (guint i = 0; i < chosen->len; i++)
    add_purchase (self, bases, entities, &g_array_index (chosen, ConsolePurchase, i));
  console_batch_edits_save (self->edits, bases, entities, text);
}

/* Notes what is ordered, and for the next time how long it takes. */
static void
order_purchases (GtkWidget *widget,
                 int        days)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (widget);
  const BakeryStore *store = console_inventory_page_get_store (self);
  g_autoptr(GArray) chosen = console_purchase_view_list_chosen (self->purchase_view);
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autofree char *text = NULL, *when = NULL;
  gint64 at;

  if (store == NULL || chosen->len == 0)
    return;

  at = bakery_time_start_of_day (console_context_get_now (get_context (self)), store->time_zone, days);
  at = bakery_time_of_day (at, store->time_zone, DELIVERY_MINUTES);
  for (guint i = 0; i < chosen->len; i++)
    {
      const ConsolePurchase *purchase = &g_array_index (chosen, ConsolePurchase, i);
      BakeryInventoryItem *item = add_edit (bases, entities, purchase->item);

      item->expected_quantity = purchase->quantity;
      item->expected_at = at;
      item->delivery_days = days;
    }
  when = console_calendar_dup_words (&self->calendar, at);
  /* Translators: what was ordered: how many items, and a day with an hour, "tomorrow 06:00". */
  text = g_strdup_printf (ngettext ("%u item is expected %s", "%u items are expected %s", chosen->len), chosen->len, when);
  console_batch_edits_save (self->edits, bases, entities, text);
}

/* Whatever takes longest tells when all of it is there. */
static void
order_purchases_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (widget);
  g_autoptr(GArray) chosen = console_purchase_view_list_chosen (self->purchase_view);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (console_context_get_now (get_context (self)) / BAKERY_SECOND);
  g_autoptr(GDateTime) now = g_date_time_to_timezone (utc, self->calendar.zone);
  g_autoptr(GString) goods = g_string_new (NULL);
  gint64 days = 0;

  for (guint i = 0; i < chosen->len; i++)
    {
      const BakeryInventoryItem *item = g_array_index (chosen, ConsolePurchase, i).item;

      g_string_append_printf (goods, "%s%s", i > 0 ? ", " : "", item->name);
      days = MAX (days, item->delivery_days);
    }
  console_order_day_ask (widget, goods->str, now, (int) days, order_purchases);
}

/* The purchase list on paper and in files */

static ConsoleSheet *
create_sheet (ConsoleInventoryPage *self)
{
  const BakeryStore *store = console_inventory_page_get_store (self);

  return console_purchase_view_create_sheet (self->purchase_view, store != NULL ? store->name : "");
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_autoptr(ConsoleSheet) sheet = create_sheet (CONSOLE_INVENTORY_PAGE (widget));

  console_sheet_print (sheet, GTK_WIDGET (CONSOLE_INVENTORY_PAGE (widget)->toasts));
}

static void
save_pdf_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  g_autoptr(ConsoleSheet) sheet = create_sheet (CONSOLE_INVENTORY_PAGE (widget));

  console_sheet_save (sheet, GTK_WIDGET (CONSOLE_INVENTORY_PAGE (widget)->toasts), CONSOLE_SHEET_PDF);
}

static void
save_csv_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  g_autoptr(ConsoleSheet) sheet = create_sheet (CONSOLE_INVENTORY_PAGE (widget));

  console_sheet_save (sheet, GTK_WIDGET (CONSOLE_INVENTORY_PAGE (widget)->toasts), CONSOLE_SHEET_CSV);
}

/* Items */

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (widget);
  const BakeryStore *store = console_inventory_page_get_store (self);
  g_autoptr(BakeryInventoryItem) item = bakery_inventory_item_new ();

  if (store == NULL)
    return;

  item->store = store->base.id;
  g_free (item->currency);
  item->currency = g_strdup (store->currency);
  self->item = 0;
  console_entity_editor_create (self->editor, item);
  adw_leaflet_set_visible_child_name (self->leaflet, "editor");
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (widget);

  if (console_inventory_page_get_item (self) == NULL)
    return;

  console_entity_editor_show (self->editor, self->item);
  adw_leaflet_set_visible_child_name (self->leaflet, "editor");
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleInventoryPage *self = CONSOLE_INVENTORY_PAGE (widget);
  const gint64 item = self->item;

  if (!is_shown (self, "item"))
    return;

  self->item = 0;
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  console_stock_view_focus_item (self->stock_view, item);
  console_inventory_page_update_actions (self);
}

static void
view_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  console_page_show_view (CONSOLE_PAGE (widget), g_variant_get_string (parameter, NULL));
}

/* Adds the actions to the class. */
void
console_inventory_page_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "inventory.receive", NULL, receive_action);
  gtk_widget_class_install_action (widget_class, "inventory.waste", NULL, waste_action);
  gtk_widget_class_install_action (widget_class, "inventory.adjust", NULL, adjust_action);
  gtk_widget_class_install_action (widget_class, "inventory.post-counts", NULL, post_counts_action);
  gtk_widget_class_install_action (widget_class, "inventory.receive-purchases", NULL, receive_purchases_action);
  gtk_widget_class_install_action (widget_class, "inventory.order-purchases", NULL, order_purchases_action);
  gtk_widget_class_install_action (widget_class, "inventory.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "inventory.save-pdf", NULL, save_pdf_action);
  gtk_widget_class_install_action (widget_class, "inventory.save-csv", NULL, save_csv_action);
  gtk_widget_class_install_action (widget_class, "inventory.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "inventory.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "inventory.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "inventory.view", "s", view_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "inventory.back", NULL);
}
