/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a bake list takes from stock, against what there will be: what does not suffice comes first. Main thread. */

#include "config.h"

#include "console-bake-needs.h"

#include "console-stock-texts.h"

#include <glib/gi18n.h>

struct _ConsoleBakeNeeds
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack   *stack;
  GtkListBox *list;
  GtkLabel   *summary;
};

G_DEFINE_FINAL_TYPE (ConsoleBakeNeeds, console_bake_needs, ADW_TYPE_BIN)

static void
console_bake_needs_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_BAKE_NEEDS);

  G_OBJECT_CLASS (console_bake_needs_parent_class)->dispose (object);
}

static void
console_bake_needs_class_init (ConsoleBakeNeedsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_bake_needs_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/bake-list/bake-needs.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeNeeds, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeNeeds, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeNeeds, summary);
}

static void
console_bake_needs_init (ConsoleBakeNeeds *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
create_row (ConsoleBake               *bake,
            const BakeryInventoryItem *item,
            gint64                     needed,
            const ConsoleCalendar     *calendar)
{
  const BakeryProjection *projection = console_stock_get_projection (bake->stock, item->base.id);
  const gint64 end = g_array_index (bake->list->days, gint64, bake->list->days->len - 1);
  const ConsoleStockState state = console_stock_get_state (bake->stock, item->base.id);
  const BakeryUnit unit = (BakeryUnit) item->unit;
  g_autofree char *left = console_item_dup_quantity (item, bakery_projection_get_level (projection, end - 1));
  g_autofree char *there = console_item_dup_quantity (item, item->quantity);
  g_autofree char *outlook = console_stock_dup_outlook (bake->stock, item, calendar);
  /* Translators: of an ingredient: how much is in stock, and how much is left after the bake. */
  g_autofree char *levels = g_strdup_printf (_("%s in stock, %s left afterwards"), there, left);
  g_autofree char *ageing = console_stock_dup_ageing (bake->stock, item, calendar);
  g_autofree char *subtitle = ageing != NULL ? g_strdup_printf ("%s · %s", levels, ageing) : g_strdup (levels);
  g_autofree char *quantity = console_item_dup_quantity (item, needed);
  g_autofree char *exact = bakery_quantity_to_display (needed, unit);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *pill = gtk_label_new (outlook), *amount = gtk_label_new (quantity);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->name);
  adw_action_row_set_subtitle (row, subtitle);
  gtk_widget_add_css_class (pill, "pill");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (pill, state != CONSOLE_STOCK_ENOUGH);
  gtk_widget_add_css_class (GTK_WIDGET (row), state == CONSOLE_STOCK_SHORT ? "short" : "low");
  gtk_widget_add_css_class (pill, "outlook");
  gtk_widget_add_css_class (amount, "heading");
  gtk_widget_set_tooltip_text (amount, g_str_equal (exact, quantity) ? NULL : exact);
  gtk_widget_add_css_class (amount, "numeric");
  adw_action_row_add_suffix (row, pill);
  adw_action_row_add_suffix (row, amount);

  return GTK_WIDGET (row);
}

/**
 * console_bake_needs_show:
 * @self: the view
 * @bake: the bake list
 * @calendar: the shop's calendar
 *
 * Shows what the list takes from stock.
 */
void
console_bake_needs_show (ConsoleBakeNeeds      *self,
                         ConsoleBake           *bake,
                         const ConsoleCalendar *calendar)
{
  GPtrArray *items = console_stock_get_items (bake->stock);
  guint n_rows = 0, n_short = 0;
  g_autofree char *text = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (CONSOLE_IS_BAKE_NEEDS (self));

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (items, i);
      const gint64 needed = bakery_amounts_get (bake->list->items, item->base.id);

      if (needed > 0)
        {
          gtk_list_box_append (self->list, create_row (bake, item, needed, calendar));
          n_short += console_stock_get_state (bake->stock, item->base.id) == CONSOLE_STOCK_SHORT;
          n_rows++;
        }
    }
  text = g_strdup_printf (ngettext ("%u ingredient runs out", "%u ingredients run out", n_short), n_short);
  gtk_label_set_label (self->summary, n_short > 0 ? text : _("Nothing runs out"));
  gtk_stack_set_visible_child_name (self->stack, n_rows > 0 ? "content" : "empty");
}
