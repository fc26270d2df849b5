/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The purchase list: per supplier what to buy in whole packs, and above it what is ordered and has not come. A person
 * ticks what they mean and changes the number of packs; both stay while the stock changes around them. Main thread. */

#include "config.h"

#include "console-purchase-view.h"

#include "bakery-money.h"
#include "console-stock-texts.h"

#include <glib/gi18n.h>

#define MOST_PACKS 9999

struct _ConsolePurchaseView
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack  *stack;
  GtkBox    *groups;
  GtkWidget *bar;
  GtkLabel  *summary;

  /* Owned */
  ConsoleStock *stock;
  GPtrArray    *lines;     /* of Line */
  GHashTable   *choices;   /* from item id to Choice: what a person changed */
  char         *shown;     /* what the rows say */

  guint         n_chosen;
};

enum
{
  PROP_0,
  PROP_N_CHOSEN,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ConsolePurchaseView, console_purchase_view, ADW_TYPE_BIN)

/* What a person made of a line: how many packs were proposed, and how many they want. */
typedef struct
{
  gint64   proposed;
  gint64   packs;
  gboolean is_chosen;
} Choice;

/* A line that is shown. */
typedef struct
{
  const BakeryInventoryItem *item;
  gint64                     packs;
  GtkCheckButton            *tick;
  GtkSpinButton             *spin;
  GtkLabel                  *cost;
} Line;

static gint64
get_packs (const Line *line)
{
  return gtk_spin_button_get_value_as_int (line->spin);
}

static void
show_cost (Line *line)
{
  g_autofree char *money = bakery_money_to_display (get_packs (line) * line->item->pack_cost, line->item->currency);

  gtk_label_set_label (line->cost, line->item->pack_cost > 0 ? money : "");
}

static void
update_summary (ConsolePurchaseView *self)
{
  const char *currency = "";
  g_autofree char *money = NULL, *text = NULL;
  gint64 cost = 0;
  guint n_chosen = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      const gboolean is_chosen = gtk_check_button_get_active (line->tick) && get_packs (line) > 0;

      n_chosen += is_chosen;
      cost += is_chosen ? get_packs (line) * line->item->pack_cost : 0;
      currency = line->item->currency;
    }
  money = bakery_money_to_display (cost, currency);
  /* Translators: the ticked lines of the purchase list: how many, and what they cost with the currency. */
  text = g_strdup_printf (ngettext ("%u item, %s %s", "%u items, %s %s", n_chosen), n_chosen, money, currency);
  gtk_label_set_label (self->summary, text);
  self->n_chosen = n_chosen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CHOSEN]);
}

static Line *
find_line (ConsolePurchaseView *self,
           gpointer             widget)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (widget == line->tick || widget == line->spin)
        return line;
    }

  return NULL;
}

static void
edited_cb (GtkWidget           *widget,
           GParamSpec          *spec,
           ConsolePurchaseView *self)
{
  Line *line = find_line (self, widget);
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice) { line->packs, get_packs (line), gtk_check_button_get_active (line->tick) };
  g_hash_table_insert (self->choices, g_memdup2 (&line->item->base.id, sizeof line->item->base.id), choice);
  show_cost (line);
  update_summary (self);
}

/* Rows */

static void
restore (ConsolePurchaseView *self,
         Line                *line)
{
  const Choice *choice = g_hash_table_lookup (self->choices, &line->item->base.id);
  const gboolean holds = choice != NULL && choice->proposed == line->packs;

  gtk_spin_button_set_value (line->spin, (double) (holds ? choice->packs : line->packs));
  gtk_check_button_set_active (line->tick, !holds || choice->is_chosen);
}

static GtkWidget *
create_row (ConsolePurchaseView *self,
            Line                *line,
            const char          *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *packs_name = g_strdup_printf (_("Packs of %s"), line->item->name);

  line->tick = GTK_CHECK_BUTTON (gtk_check_button_new ());
  line->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, MOST_PACKS, 1));
  line->cost = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (GTK_WIDGET (line->tick), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (line->spin), GTK_ALIGN_CENTER);
  gtk_label_set_width_chars (line->cost, 8);
  gtk_label_set_xalign (line->cost, 1);
  gtk_widget_add_css_class (GTK_WIDGET (line->cost), "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->tick), GTK_ACCESSIBLE_PROPERTY_LABEL, line->item->name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, packs_name, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->item->name);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_add_prefix (row, GTK_WIDGET (line->tick));
  adw_action_row_add_suffix (row, GTK_WIDGET (line->spin));
  adw_action_row_add_suffix (row, GTK_WIDGET (line->cost));
  restore (self, line);
  show_cost (line);
  g_signal_connect_object (line->tick, "notify::active", G_CALLBACK (edited_cb), self, 0);
  g_signal_connect_object (line->spin, "notify::value", G_CALLBACK (edited_cb), self, 0);

  return GTK_WIDGET (row);
}

static Line *
add_line (ConsolePurchaseView       *self,
          const BakeryInventoryItem *item,
          gint64                     packs)
{
  Line *line = g_new0 (Line, 1);

  line->item = item;
  line->packs = packs;
  g_ptr_array_add (self->lines, line);

  return line;
}

static AdwPreferencesGroup *
add_group (ConsolePurchaseView *self,
           const char          *title,
           const char          *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *markup = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (group, markup);
  adw_preferences_group_set_description (group, description);
  gtk_box_append (self->groups, GTK_WIDGET (group));

  return group;
}

static const char *
get_supplier (const BakeryInventoryItem *item)
{
  return item->supplier != NULL && *item->supplier != '\0' ? item->supplier : _("Without a supplier");
}

static void
show_expected (ConsolePurchaseView   *self,
               const ConsoleCalendar *calendar)
{
  GPtrArray *items = console_stock_get_items (self->stock);
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (items, i);
      g_autofree char *when = console_calendar_dup_words (calendar, item->expected_at);
      g_autofree char *quantity = console_item_dup_quantity (item, item->expected_quantity);
      g_autofree char *subtitle = NULL;

      if (item->expected_quantity <= 0)
        continue;
      if (group == NULL)
        group = add_group (self, _("On the way"), _("Ordered and not received yet."));

      /* Translators: of goods that are ordered: the supplier, how much, and when they are expected. */
      subtitle = g_strdup_printf (_("%s · %s, expected %s"), get_supplier (item), quantity, when);
      adw_preferences_group_add (group, create_row (self, add_line (self, item, bakery_inventory_item_get_packs
                                                                      (item, item->expected_quantity)), subtitle));
    }
}

static void
show_needed (ConsolePurchaseView   *self,
             const ConsoleCalendar *calendar)
{
  g_autoptr(GArray) purchases = console_stock_list_purchases (self->stock);
  AdwPreferencesGroup *group = NULL;
  const char *supplier = NULL;

  for (guint i = 0; i < purchases->len; i++)
    {
      const ConsolePurchase *purchase = &g_array_index (purchases, ConsolePurchase, i);
      g_autofree char *pack = console_item_dup_pack (purchase->item);
      g_autofree char *outlook = console_stock_dup_outlook (self->stock, purchase->item, calendar);
      g_autofree char *subtitle = g_strdup_printf (_("%s · packs of %s"), outlook, pack);

      if (purchase->item->expected_quantity > 0)
        continue;
      if (g_strcmp0 (supplier, get_supplier (purchase->item)) != 0)
        {
          supplier = get_supplier (purchase->item);
          group = add_group (self, supplier, NULL);
        }
      adw_preferences_group_add (group, create_row (self, add_line (self, purchase->item, purchase->packs), subtitle));
    }
}

static void
clear_groups (ConsolePurchaseView *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->lines, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
}

static void
console_purchase_view_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *spec)
{
  switch (id)
    {
    case PROP_N_CHOSEN:
      g_value_set_uint (value, CONSOLE_PURCHASE_VIEW (object)->n_chosen);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_purchase_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_PURCHASE_VIEW);

  G_OBJECT_CLASS (console_purchase_view_parent_class)->dispose (object);
}

static void
console_purchase_view_finalize (GObject *object)
{
  ConsolePurchaseView *self = CONSOLE_PURCHASE_VIEW (object);

  g_ptr_array_unref (self->lines);
  g_hash_table_unref (self->choices);
  g_free (self->shown);
  g_clear_pointer (&self->stock, console_stock_unref);

  G_OBJECT_CLASS (console_purchase_view_parent_class)->finalize (object);
}

static void
console_purchase_view_class_init (ConsolePurchaseViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = console_purchase_view_get_property;
  object_class->dispose = console_purchase_view_dispose;
  object_class->finalize = console_purchase_view_finalize;

  properties[PROP_N_CHOSEN] =
    g_param_spec_uint ("n-chosen", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/inventory/purchase-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsolePurchaseView, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsolePurchaseView, groups);
  gtk_widget_class_bind_template_child (widget_class, ConsolePurchaseView, bar);
  gtk_widget_class_bind_template_child (widget_class, ConsolePurchaseView, summary);
}

static void
console_purchase_view_init (ConsolePurchaseView *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->choices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* All that the rows say, to tell whether they would say anything else. */
static char *
dup_content (ConsoleStock          *stock,
             const ConsoleCalendar *calendar)
{
  g_autoptr(GArray) purchases = console_stock_list_purchases (stock);
  GPtrArray *items = console_stock_get_items (stock);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < purchases->len; i++)
    {
      const ConsolePurchase *purchase = &g_array_index (purchases, ConsolePurchase, i);
      g_autofree char *outlook = console_stock_dup_outlook (stock, purchase->item, calendar);

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", purchase->item->base.id, purchase->packs,
                              outlook);
    }
  for (guint i = 0; i < items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (items, i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", item->base.id,
                              item->base.revision, item->expected_quantity);
    }

  return g_string_free (text, FALSE);
}

/**
 * console_purchase_view_show:
 * @self: the list
 * @stock: the stock
 * @calendar: the shop's calendar
 *
 * Lists what to buy.
 *
 * Returns: how many lines there are
 */
guint
console_purchase_view_show (ConsolePurchaseView   *self,
                            ConsoleStock          *stock,
                            const ConsoleCalendar *calendar)
{
  g_autofree char *content = dup_content (stock, calendar);

  g_return_val_if_fail (CONSOLE_IS_PURCHASE_VIEW (self), 0);

  if (g_strcmp0 (content, self->shown) == 0)
    return self->lines->len;

  g_free (self->shown);
  self->shown = g_steal_pointer (&content);
  clear_groups (self);
  g_clear_pointer (&self->stock, console_stock_unref);
  self->stock = console_stock_ref (stock);
  show_expected (self, calendar);
  show_needed (self, calendar);
  gtk_stack_set_visible_child_name (self->stack, self->lines->len > 0 ? "content" : "empty");
  gtk_widget_set_visible (self->bar, self->lines->len > 0);
  update_summary (self);

  return self->lines->len;
}

/**
 * console_purchase_view_list_chosen:
 * @self: the list
 *
 * Returns: (transfer full) (element-type ConsolePurchase): what is ticked, with as many packs as a person wants
 */
GArray *
console_purchase_view_list_chosen (ConsolePurchaseView *self)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (ConsolePurchase));

  g_return_val_if_fail (CONSOLE_IS_PURCHASE_VIEW (self), chosen);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      const gint64 packs = get_packs (line);
      const ConsolePurchase purchase = {
        line->item, packs, packs *line->item->pack_quantity, packs *line->item->pack_cost,
      };

      if (packs > 0 && gtk_check_button_get_active (line->tick))
        g_array_append_val (chosen, purchase);
    }

  return chosen;
}

/* For a program: numbers in the item's unit, and money without the locale's signs. */
static void
set_sheet_data (ConsoleSheet          *sheet,
                const ConsolePurchase *purchase)
{
  const BakeryInventoryItem *item = purchase->item;
  g_autofree char *pack = bakery_quantity_to_number (item->pack_quantity);
  g_autofree char *packs = g_strdup_printf ("%" G_GINT64_FORMAT, purchase->packs);
  g_autofree char *quantity = bakery_quantity_to_number (purchase->quantity);
  g_autofree char *cost = bakery_money_to_string (purchase->cost, item->currency);
  const char *const cells[] = {
    item->name, get_supplier (item), pack, packs, quantity, bakery_base_units.names[item->unit], cost, item->currency, NULL,
  };

  console_sheet_set_data (sheet, cells);
}

static void
add_sheet_row (ConsoleSheet          *sheet,
               const ConsolePurchase *purchase)
{
  g_autofree char *pack = console_item_dup_quantity (purchase->item, purchase->item->pack_quantity);
  g_autofree char *packs = g_strdup_printf ("%" G_GINT64_FORMAT, purchase->packs);
  g_autofree char *quantity = console_item_dup_quantity (purchase->item, purchase->quantity);
  g_autofree char *cost = bakery_money_to_display (purchase->cost, purchase->item->currency);
  const char *const cells[] = {
    purchase->item->name, get_supplier (purchase->item), pack, packs, quantity, cost, NULL,
  };

  console_sheet_add_row (sheet, cells);
  set_sheet_data (sheet, purchase);
}

/**
 * console_purchase_view_create_sheet:
 * @self: the list
 * @store_name: of the store
 *
 * Returns: (transfer full): what is ticked, for paper or a file
 */
ConsoleSheet *
console_purchase_view_create_sheet (ConsolePurchaseView *self,
                                    const char          *store_name)
{
  g_autoptr(GArray) chosen = console_purchase_view_list_chosen (self);
  const char *const columns[] = { _("Item"), _("Supplier"), _("Pack"), _("Packs"), _("Quantity"), _("Cost"), NULL };
  const char *const data_columns[] = {
    _("Item"), _("Supplier"), _("Pack"), _("Packs"), _("Quantity"), _("Unit"), _("Cost"), _("Currency"), NULL,
  };
  ConsoleSheet *sheet = console_sheet_new (_("Purchase List"), store_name);

  console_sheet_begin_table (sheet, _("To buy"), columns, 2);
  console_sheet_set_data (sheet, data_columns);
  for (guint i = 0; i < chosen->len; i++)
    add_sheet_row (sheet, &g_array_index (chosen, ConsolePurchase, i));

  return sheet;
}
