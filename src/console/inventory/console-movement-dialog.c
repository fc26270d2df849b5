/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks for a movement of one item: goods that came in, something thrown away, or what somebody found when they looked.
 * Says what the stock will be before it is posted. Main thread. */

#include "config.h"

#include "console-movement-dialog.h"

#include "bakery-money.h"
#include "bakery-time.h"
#include "bakery-violations.h"
#include "console-date-button.h"
#include "console-stock-texts.h"

#include <glib/gi18n.h>

/* From so many percent on, a price has changed. */
#define PRICE_CHANGE 5

struct _ConsoleMovementDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkWidget         *post_button;
  GtkLabel          *there;
  GtkEditable       *amount;
  AdwComboRow       *reasons;
  GtkEditable       *reason;
  AdwComboRow       *lots;
  GtkEditable       *cost;
  GtkWidget         *use_by_row;
  ConsoleDateButton *use_by;
  GtkSwitch         *has_use_by;
  GtkLabel          *result;

  /* Owned */
  ConsoleStock        *stock;
  BakeryInventoryItem *item;
  GPtrArray           *lot_list;

  BakeryMovementKind   kind;
};

enum
{
  POST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleMovementDialog, console_movement_dialog, ADW_TYPE_WINDOW)

static const char *const waste_reasons[] = {
  N_("Spoiled"), N_("Past its date"), N_("Broken or dropped"), N_("Failed bake"), N_("Tasting"), NULL,
};

static const char *const count_reasons[] = {
  N_("Counted"), N_("Wrong before"), N_("Used without an order"), N_("Theft or loss"), NULL,
};

/* What a person chose or wrote as the reason. */
static char *
dup_reason (ConsoleMovementDialog *self)
{
  const char *words = gtk_editable_get_text (self->reason);
  GtkStringObject *chosen = adw_combo_row_get_selected_item (self->reasons);

  if (*words != '\0' || self->kind == BAKERY_MOVEMENT_PURCHASE)
    return g_strstrip (g_strdup (words));

  return g_strdup (chosen != NULL ? gtk_string_object_get_string (chosen) : "");
}

static gint64
get_use_by (ConsoleMovementDialog *self)
{
  GDateTime *date;

  if (self->kind != BAKERY_MOVEMENT_PURCHASE || !gtk_switch_get_active (self->has_use_by))
    return 0;

  date = console_date_button_get_date (self->use_by);

  return g_date_time_to_unix (date) * BAKERY_SECOND;
}

static gint64
get_lot (ConsoleMovementDialog *self)
{
  const guint position = adw_combo_row_get_selected (self->lots);

  /* The first one stands for those to be used first. */
  if (self->kind != BAKERY_MOVEMENT_WASTE || position == 0 || position > self->lot_list->len)
    return 0;

  return BAKERY_ENTITY (g_ptr_array_index (self->lot_list, position - 1))->id;
}

static gboolean
get_cost (ConsoleMovementDialog *self,
          gint64                *ret_cost)
{
  g_autofree char *text = bakery_number_from_input (gtk_editable_get_text (self->cost));

  *ret_cost = 0;

  return *text == '\0' || bakery_money_from_string (text, bakery_currency_get_digits (self->item->currency), ret_cost);
}

/* What is to be posted, or NULL with what is wrong with it. */
static BakeryStockMovement *
create_movement (ConsoleMovementDialog *self,
                 GError               **error)
{
  g_autoptr(BakeryStockMovement) movement = bakery_stock_movement_new ();

  g_clear_pointer (&movement->unit, g_free);
  if (!console_item_parse_amount (self->item, gtk_editable_get_text (self->amount), &movement->amount, &movement->unit,
                                  error))
    return NULL;
  if (movement->amount == 0 && self->kind != BAKERY_MOVEMENT_COUNT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("Say how much."));
      return NULL;
    }
  if (!get_cost (self, &movement->cost))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("Write the cost as an amount of money."));
      return NULL;
    }

  movement->store = self->item->store;
  movement->item = self->item->base.id;
  movement->kind = (int) self->kind;
  g_free (movement->currency);
  movement->currency = g_strdup (self->item->currency);
  g_free (movement->reason);
  movement->reason = dup_reason (self);
  movement->lot = get_lot (self);
  movement->use_by = get_use_by (self);

  return g_steal_pointer (&movement);
}

/* How far a cost is from what packs usually cost, NULL where it is not: what cakes cost is reckoned with the latter. */
static char *
dup_price_change (ConsoleMovementDialog     *self,
                  const BakeryStockMovement *movement)
{
  const gint64 usual = bakery_inventory_item_get_cost (self->item, movement->quantity);
  const double change = usual > 0 ? (double) (movement->cost - usual) * 100 / (double) usual : 0;

  if (self->kind != BAKERY_MOVEMENT_PURCHASE || ABS (change) < PRICE_CHANGE)
    return NULL;

  return g_strdup_printf (change > 0 ? _("That is %.0f %% more than the price of its packs, which cakes are reckoned with.")
                                     : _("That is %.0f %% less than the price of its packs, which cakes are reckoned with."),
                          ABS (change));
}

/* What the stock will be. */
static char *
dup_result (ConsoleMovementDialog *self,
            BakeryStockMovement   *movement)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autofree char *after = NULL, *cost = NULL, *change = NULL, *price_change = NULL, *text = NULL;

  if (!bakery_stock_movement_settle (movement, self->item, self->item->quantity, movement->cost != 0, violations))
    return g_strdup (bakery_violations_peek_message (violations, 0));

  after = console_item_dup_quantity (self->item, self->item->quantity + movement->quantity);
  change = console_item_dup_quantity (self->item, movement->quantity);
  cost = bakery_money_to_display (movement->cost, self->item->currency);
  if (self->kind == BAKERY_MOVEMENT_COUNT)
    /* Translators: of a count: the difference to what was thought to be there, a quantity with its sign. */
    return g_strdup_printf (_("Difference: %s"), change);
  if (movement->cost == 0)
    return g_strdup_printf (_("Then %s are there."), after);

  /* Translators: a quantity, an amount of money and its currency. */
  text = g_strdup_printf (_("Then %s are there. It costs %s %s."), after, cost, self->item->currency);
  price_change = dup_price_change (self, movement);

  return price_change != NULL ? g_strdup_printf ("%s %s", text, price_change) : g_steal_pointer (&text);
}

static void
edited_cb (ConsoleMovementDialog *self)
{
  const gboolean is_empty = *gtk_editable_get_text (self->amount) == '\0';
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryStockMovement) movement = NULL;
  g_autofree char *result = NULL;

  if (self->item == NULL)
    return;

  movement = create_movement (self, &error);
  result = movement != NULL ? dup_result (self, movement) : g_strdup (is_empty ? "" : error->message);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "movement.post", movement != NULL);
  gtk_label_set_label (self->result, result);
}

static void
post_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleMovementDialog *self = CONSOLE_MOVEMENT_DIALOG (widget);
  g_autoptr(BakeryStockMovement) movement = create_movement (self, NULL);

  if (movement != NULL)
    {
      g_signal_emit (self, signals[POST], 0, movement);
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
console_movement_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_MOVEMENT_DIALOG);

  G_OBJECT_CLASS (console_movement_dialog_parent_class)->dispose (object);
}

static void
console_movement_dialog_finalize (GObject *object)
{
  ConsoleMovementDialog *self = CONSOLE_MOVEMENT_DIALOG (object);

  g_clear_pointer (&self->lot_list, g_ptr_array_unref);
  g_clear_pointer (&self->item, bakery_inventory_item_unref);
  g_clear_pointer (&self->stock, console_stock_unref);

  G_OBJECT_CLASS (console_movement_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, post_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, there);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, amount);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, reasons);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, lots);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, cost);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, use_by_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, use_by);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, has_use_by);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementDialog, result);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
console_movement_dialog_class_init (ConsoleMovementDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_movement_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_movement_dialog_finalize;

  signals[POST] = g_signal_new ("post", CONSOLE_TYPE_MOVEMENT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (CONSOLE_TYPE_DATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/inventory/movement-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "movement.post", NULL, post_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_movement_dialog_init (ConsoleMovementDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->post_button);
}

/* Setting up */

/* The lots that the server knows; one that waits to be sent cannot be named to it. */
static GPtrArray *
list_lots (ConsoleMovementDialog *self)
{
  g_autoptr(GPtrArray) all = console_stock_list_lots (self->stock, self->item->base.id);
  GPtrArray *lots = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      if (BAKERY_ENTITY (g_ptr_array_index (all, i))->id > 0)
        g_ptr_array_add (lots, g_ptr_array_index (all, i));
    }

  return lots;
}

static void
fill_reasons (ConsoleMovementDialog *self)
{
  const char *const *reasons = self->kind == BAKERY_MOVEMENT_WASTE ? waste_reasons : count_reasons;
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; reasons[i] != NULL; i++)
    gtk_string_list_append (list, _(reasons[i]));
  adw_combo_row_set_model (self->reasons, G_LIST_MODEL (list));
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), self->kind != BAKERY_MOVEMENT_PURCHASE);
  if (self->kind == BAKERY_MOVEMENT_PURCHASE)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason), _("Note"));
}

static void
fill_lots (ConsoleMovementDialog *self,
           const ConsoleCalendar *calendar)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _("The one to be used first"));
  for (guint i = 0; i < self->lot_list->len; i++)
    {
      const BakeryInventoryLot *lot = g_ptr_array_index (self->lot_list, i);
      g_autofree char *title = console_lot_dup_title (lot, self->item);
      g_autofree char *use_by = console_lot_dup_use_by (lot, calendar);
      g_autofree char *text = g_strdup_printf ("%s · %s", title, use_by);

      gtk_string_list_append (list, text);
    }
  adw_combo_row_set_model (self->lots, G_LIST_MODEL (list));
  gtk_widget_set_visible (GTK_WIDGET (self->lots), self->kind == BAKERY_MOVEMENT_WASTE && self->lot_list->len > 1);
}

static void
fill_use_by (ConsoleMovementDialog *self,
             const ConsoleCalendar *calendar)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (calendar->now / BAKERY_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (now, calendar->zone);
  g_autoptr(GDateTime) date = g_date_time_add_days (local, (int) MAX (self->item->use_by_days, 1));

  console_date_button_set_date (self->use_by, date);
  gtk_switch_set_active (self->has_use_by, self->item->use_by_days > 0);
  gtk_widget_set_visible (self->use_by_row, self->kind == BAKERY_MOVEMENT_PURCHASE);
}

static void
fill_texts (ConsoleMovementDialog *self)
{
  static const char *const amounts[] = {
    [BAKERY_MOVEMENT_PURCHASE] = N_("How much came in"), [BAKERY_MOVEMENT_WASTE] = N_("How much is thrown away"),
    [BAKERY_MOVEMENT_COUNT] = N_("How much is there"),
  };
  static const char *const titles[] = {
    [BAKERY_MOVEMENT_PURCHASE] = N_("Receive %s"), [BAKERY_MOVEMENT_WASTE] = N_("Waste of %s"),
    [BAKERY_MOVEMENT_COUNT] = N_("Adjust %s"),
  };
  const char *unit = console_item_get_entry_unit (self->item);
  g_autofree char *quantity = console_item_dup_quantity (self->item, self->item->quantity);
  g_autofree char *there = g_strdup_printf (_("%s of %s are in stock."), quantity, self->item->name);
  g_autofree char *amount = g_strdup_printf ("%s (%s)", _(amounts[self->kind]), unit);
  g_autofree char *cost = g_strdup_printf (_("Cost (%s), by the pack when left out"), self->item->currency);
  g_auto(GStrv) parts = g_strsplit (_(titles[self->kind]), "%s", 2);
  g_autofree char *title = g_strjoinv (self->item->name, parts);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->there, there);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->amount), amount);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->cost), cost);
  gtk_widget_set_visible (GTK_WIDGET (self->cost), self->kind == BAKERY_MOVEMENT_PURCHASE);
}

/**
 * console_movement_dialog_new:
 * @stock: the stock
 * @item: one of its items
 * @kind: a purchase, a waste or a count
 * @calendar: the shop's calendar
 *
 * Returns: (transfer floating): the dialog
 */
ConsoleMovementDialog *
console_movement_dialog_new (ConsoleStock              *stock,
                             const BakeryInventoryItem *item,
                             BakeryMovementKind         kind,
                             const ConsoleCalendar     *calendar)
{
  ConsoleMovementDialog *self = g_object_new (CONSOLE_TYPE_MOVEMENT_DIALOG, NULL);

  self->stock = console_stock_ref (stock);
  self->kind = kind;
  self->item = bakery_inventory_item_ref ((BakeryInventoryItem *) item);
  self->lot_list = list_lots (self);
  fill_texts (self);
  fill_reasons (self);
  fill_lots (self, calendar);
  fill_use_by (self, calendar);
  edited_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));

  return self;
}
