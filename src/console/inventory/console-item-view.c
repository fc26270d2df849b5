/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All there is to know about one item: how its level goes on, what is done with it, its lots and its latest movements. Main
 * thread. */

#include "config.h"

#include "console-item-view.h"

#include "console-bin.h"
#include "console-context.h"
#include "console-entity-list.h"
#include "console-field-titles.h"
#include "console-level-chart.h"
#include "console-movement-row.h"
#include "console-stock-texts.h"

#include <glib/gi18n.h>

/* Movements that are listed. */
#define HISTORY 10

struct _ConsoleItemView
{
  AdwBin parent_instance;

  /* Template children */
  GtkScrolledWindow *scroller;
  GtkWidget         *summary;
  GtkLabel          *quantity;
  GtkLabel          *outlook;
  ConsoleLevelChart *chart;
  GtkListBox        *facts;
  GtkWidget         *lots_group;
  GtkListBox        *lots;
  GtkWidget         *history_group;
  GtkListBox        *history;

  /* Owned */
  ConsoleEntityList *movements;
  ConsoleStock      *stock;

  /* Borrowed */
  const ConsoleCalendar *calendar;

  gint64                 item;
};

G_DEFINE_FINAL_TYPE (ConsoleItemView, console_item_view, ADW_TYPE_BIN)

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle,
         const char *value)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *label = gtk_label_new (value);

  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle != NULL ? subtitle : "");
  adw_action_row_add_suffix (row, label);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static void
add_quantity (ConsoleItemView           *self,
              const char                *title,
              const BakeryInventoryItem *item,
              gint64                     quantity)
{
  g_autofree char *text = console_item_dup_quantity (item, quantity);

  add_row (self->facts, title, NULL, text);
}

static char *
dup_allergens (const BakeryInventoryItem *item)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; item->allergens != NULL && item->allergens[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", console_word_get_title (item->allergens[i]));

  return g_string_free (text, FALSE);
}

/* The share is of all that left the stock. */
static void
add_waste (ConsoleItemView           *self,
           const BakeryInventoryItem *item)
{
  gint64 used;
  const gint64 waste = console_stock_get_waste (self->stock, item->base.id, &used);
  g_autofree char *quantity = console_item_dup_quantity (item, waste);
  g_autofree char *share = NULL;

  if (waste <= 0)
    return;

  /* Translators: a quantity, and which share of what left the stock that is: "1.2 kg, 4 %". */
  share = g_strdup_printf (_("%s, %d %%"), quantity, (int) (waste * 100 / MAX (used, waste)));
  add_row (self->facts, _("Thrown away in two weeks"), NULL, share);
}

static void
show_facts (ConsoleItemView           *self,
            const BakeryInventoryItem *item)
{
  const BakeryProjection *projection = console_stock_get_projection (self->stock, item->base.id);
  g_autofree char *pack = console_item_dup_pack (item);
  g_autofree char *allergens = dup_allergens (item);

  clear_list (self->facts);
  add_row (self->facts, _("Type"), NULL, console_item_type_get_title (item->type));
  add_quantity (self, _("Reserved for accepted orders"), item, item->reserved);
  add_quantity (self, _("In a week"), item, bakery_projection_get_level (projection, projection->end));
  add_quantity (self, _("Threshold"), item, item->threshold);
  add_row (self->facts, _("Bought in packs of"), item->supplier, pack);
  add_waste (self, item);
  if (*allergens != '\0')
    add_row (self->facts, _("Contains"), allergens, "");
}

static void
show_summary (ConsoleItemView           *self,
              const BakeryInventoryItem *item)
{
  const ConsoleStockState state = console_stock_get_state (self->stock, item->base.id);
  g_autofree char *quantity = console_item_dup_quantity (item, item->quantity);
  g_autofree char *outlook = console_stock_dup_outlook (self->stock, item, self->calendar);
  g_autofree char *description = console_stock_dup_description (self->stock, item, self->calendar);
  g_autofree char *levels = console_stock_dup_levels (self->stock, item, self->calendar);
  const char *const classes[] = {
    [CONSOLE_STOCK_ENOUGH] = "enough", [CONSOLE_STOCK_LOW] = "low", [CONSOLE_STOCK_SHORT] = "short",
  };

  gtk_label_set_label (self->quantity, quantity);
  gtk_label_set_label (self->outlook, outlook);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->summary, classes[i]);
  gtk_widget_add_css_class (self->summary, classes[state]);
  console_level_chart_show (self->chart, console_stock_get_projection (self->stock, item->base.id), self->calendar,
                            description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, levels, -1);
}

static void
show_lots (ConsoleItemView           *self,
           const BakeryInventoryItem *item)
{
  g_autoptr(GPtrArray) lots = console_stock_list_lots (self->stock, item->base.id);

  clear_list (self->lots);
  for (guint i = 0; i < lots->len; i++)
    {
      const BakeryInventoryLot *lot = g_ptr_array_index (lots, i);
      g_autofree char *title = console_lot_dup_use_by (lot, self->calendar);
      g_autofree char *received = lot->received_at != 0 ? console_calendar_dup_words (self->calendar, lot->received_at)
                                                        : NULL;
      g_autofree char *subtitle = received != NULL ? g_strdup_printf (_("Received %s"), received) : NULL;
      g_autofree char *value = console_lot_dup_title (lot, item);

      add_row (self->lots, title, subtitle, value);
    }
  gtk_widget_set_visible (self->lots_group, lots->len > 0);
}

/* History */

static void
show_movement (ConsoleMovementRow *row,
               ConsoleItemView    *self)
{
  ConsoleEntityItem *item = g_object_get_data (G_OBJECT (row), "movement");
  const BakeryStockMovement *movement = console_entity_item_get_entity (item);

  console_movement_row_show (row, movement, console_stock_find_item (self->stock, self->item), self->calendar);
}

static void
movement_notify_cb (ConsoleEntityItem  *item,
                    GParamSpec         *spec,
                    ConsoleMovementRow *row)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (row), CONSOLE_TYPE_ITEM_VIEW);

  if (view != NULL)
    show_movement (row, CONSOLE_ITEM_VIEW (view));
}

static GtkWidget *
create_movement_row (gpointer object,
                     gpointer user_data)
{
  GtkWidget *row = console_movement_row_new (FALSE);

  g_object_set_data_full (G_OBJECT (row), "movement", g_object_ref (object), g_object_unref);
  g_signal_connect_object (object, "notify", G_CALLBACK (movement_notify_cb), row, 0);
  show_movement (CONSOLE_MOVEMENT_ROW (row), user_data);

  return row;
}

static void
update_history (ConsoleItemView *self)
{
  gtk_widget_set_visible (self->history_group, g_list_model_get_n_items (G_LIST_MODEL (self->movements)) > 0);
}

static void
ask_for_history (ConsoleItemView *self)
{
  g_autofree char *item = g_strdup_printf ("%" G_GINT64_FORMAT, self->item);
  const ConsoleEntityFilter filters[] = { { "item", item }, { NULL, NULL } };
  const ConsoleEntityQuery query = { .filters = filters, .sort_field = "created_at", .descending = TRUE };

  console_entity_list_set_query (self->movements, &query);
}

static void
console_item_view_dispose (GObject *object)
{
  ConsoleItemView *self = CONSOLE_ITEM_VIEW (object);

  if (self->history != NULL)
    gtk_list_box_bind_model (self->history, NULL, NULL, NULL, NULL);
  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_ITEM_VIEW);
  g_clear_object (&self->movements);
  g_clear_pointer (&self->stock, console_stock_unref);

  G_OBJECT_CLASS (console_item_view_parent_class)->dispose (object);
}

static void
console_item_view_class_init (ConsoleItemViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_item_view_dispose;

  g_type_ensure (CONSOLE_TYPE_LEVEL_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/inventory/item-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, scroller);
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, summary);
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, quantity);
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, outlook);
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, chart);
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, facts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, lots_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, lots);
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, history_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleItemView, history);
}

static void
console_item_view_init (ConsoleItemView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_item_view_set_up:
 * @self: the view
 * @context: the console's context
 * @calendar: the shop's calendar; outlives the view
 *
 * Gives the view what it needs.
 */
void
console_item_view_set_up (ConsoleItemView       *self,
                          ConsoleContext        *context,
                          const ConsoleCalendar *calendar)
{
  g_autoptr(GtkSliceListModel) latest = NULL;

  g_return_if_fail (CONSOLE_IS_ITEM_VIEW (self));

  self->calendar = calendar;
  self->movements = console_entity_list_new (console_context_get_repository (context), &bakery_stock_movement_type);
  latest = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->movements)), 0, HISTORY);
  g_signal_connect_object (self->movements, "notify::n-items", G_CALLBACK (update_history), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->history, G_LIST_MODEL (latest), create_movement_row, self, NULL);
}

/**
 * console_item_view_show:
 * @self: the view
 * @stock: the stock
 * @item: one of its items
 *
 * Shows an item. The same item shown again stays where it was scrolled to.
 */
void
console_item_view_show (ConsoleItemView           *self,
                        ConsoleStock              *stock,
                        const BakeryInventoryItem *item)
{
  const gboolean is_other = self->item != item->base.id;

  g_return_if_fail (CONSOLE_IS_ITEM_VIEW (self));

  console_stock_ref (stock);
  g_clear_pointer (&self->stock, console_stock_unref);
  self->stock = stock;
  self->item = item->base.id;
  show_summary (self, item);
  show_facts (self, item);
  show_lots (self, item);
  if (is_other)
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
      ask_for_history (self);
    }
}
