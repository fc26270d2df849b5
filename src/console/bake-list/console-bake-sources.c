/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the bake list in detail: how much of it is made, which orders it is for, and what goes into the rest of it. Main
 * thread. */

#include "config.h"

#include "console-bake-sources.h"

#include "console-bake-texts.h"
#include "console-order-texts.h"
#include "console-stock-texts.h"

#include <glib/gi18n.h>

struct _ConsoleBakeSources
{
  AdwBin parent_instance;

  /* Template children */
  AdwEntryRow *made;
  GtkListBox  *orders;
  GtkWidget   *recipe_group;
  GtkListBox  *recipe;
  GtkWidget   *marks_group;
  GtkListBox  *marks;

  /* Owned */
  BakeryInventoryItem *measure;
};

enum
{
  MADE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleBakeSources, console_bake_sources, ADW_TYPE_BIN)

static void
apply_cb (ConsoleBakeSources *self)
{
  g_autofree char *unit = NULL;
  gint64 amount, quantity;

  if (!console_item_parse_amount (self->measure, gtk_editable_get_text (GTK_EDITABLE (self->made)), &amount, &unit, NULL)
      || !bakery_unit_to_base ((BakeryUnit) self->measure->unit, NULL, unit, amount, &quantity, NULL))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->made), "error");
      return;
    }

  gtk_widget_remove_css_class (GTK_WIDGET (self->made), "error");
  g_signal_emit (self, signals[MADE], 0, quantity);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static AdwActionRow *
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
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_add_suffix (row, label);
  gtk_list_box_append (list, GTK_WIDGET (row));

  return row;
}

static void
show_orders (ConsoleBakeSources    *self,
             ConsoleBake           *bake,
             const BakeryBakeRow   *row,
             const ConsoleCalendar *calendar)
{
  g_autoptr(GArray) sources = bakery_bake_list_dup_sources (bake->list, row);

  clear_list (self->orders);
  for (guint i = 0; i < sources->len; i++)
    {
      const BakeryBakeSource *source = &g_array_index (sources, BakeryBakeSource, i);
      g_autofree char *number = console_order_dup_number (source->order);
      g_autofree char *subtitle = console_bake_dup_source (source, calendar);
      g_autofree char *value = console_bake_row_dup_quantity (row, source->quantity);
      AdwActionRow *order = add_row (self->orders, number, subtitle, value);

      adw_action_row_add_suffix (order, gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (order), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (order), "x", source->order->base.id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (order), "app.show-order");
    }
}

/* Who made it, and when: what was ticked off, and taken back. */
static void
show_marks (ConsoleBakeSources    *self,
            const ConsoleBake     *bake,
            const BakeryBakeRow   *row,
            const ConsoleCalendar *calendar)
{
  clear_list (self->marks);
  for (guint i = 0; i < bake->marks->len; i++)
    {
      const BakeryBakeMark *mark = g_ptr_array_index (bake->marks, i);
      g_autofree char *when = NULL, *value = NULL;

      if (!bakery_bake_list_has_mark (bake->list, row, mark))
        continue;
      when = console_calendar_dup_words (calendar, mark->created_at);
      value = console_bake_row_dup_quantity (row, mark->quantity);
      add_row (self->marks, *mark->account_name != '\0' ? mark->account_name : _("Somebody"),
               mark->created_at != 0 ? when : "", value);
    }
  gtk_widget_set_visible (self->marks_group, gtk_list_box_get_row_at_index (self->marks, 0) != NULL);
}

/* A line of the recipe, for as much as is still to be made. */
static void
add_line (ConsoleBakeSources     *self,
          const BakeryRecipeBook *book,
          const BakeryRecipe     *recipe,
          const BakeryRecipeLine *line,
          gint64                  to_make)
{
  const BakeryInventoryItem *item = bakery_recipe_book_find_item (book, line->item);
  const BakeryRecipe *used = bakery_recipe_book_find (book, line->recipe);
  const BakeryUnit unit = item != NULL ? (BakeryUnit) item->unit : used != NULL ? bakery_recipe_get_unit (used) : 0;
  g_autofree char *value = NULL;
  gint64 quantity;

  if ((item == NULL && used == NULL)
      || !bakery_unit_to_base (unit, item != NULL ? item->own_units : NULL, line->unit, line->quantity, &quantity, NULL)
      || !bakery_quantity_scale (quantity, to_make, bakery_recipe_get_yield (recipe), &quantity, NULL))
    return;

  value = bakery_quantity_to_measure (quantity, unit);
  add_row (self->recipe, item != NULL ? item->name : used->name, "", value);
}

static void
show_recipe (ConsoleBakeSources  *self,
             ConsoleBake         *bake,
             const BakeryBakeRow *row)
{
  const BakeryRecipeBook *book = console_stock_get_book (bake->stock);
  const BakeryRecipe *recipe = row->recipe != 0 ? bakery_recipe_book_find (book, row->recipe) : NULL;
  const guint n_lines = recipe != NULL && recipe->lines != NULL ? recipe->lines->len : 0;

  clear_list (self->recipe);
  for (guint i = 0; i < n_lines && row->to_make > 0; i++)
    add_line (self, book, recipe, g_ptr_array_index (recipe->lines, i), row->to_make);
  gtk_widget_set_visible (self->recipe_group, gtk_list_box_get_row_at_index (self->recipe, 0) != NULL);
}

/* What is typed is measured as the row is. */
static void
show_made (ConsoleBakeSources  *self,
           const BakeryBakeRow *row)
{
  const char *unit;
  g_autofree char *title = NULL, *text = NULL;
  gint64 amount = 0;

  self->measure->unit = (int) row->unit;
  self->measure->quantity = row->needed;
  unit = console_item_get_entry_unit (self->measure);
  title = row->unit == BAKERY_UNIT_PIECE ? g_strdup (_("Made so far")) : g_strdup_printf (_("Made so far (%s)"), unit);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->made), title);
  gtk_widget_remove_css_class (GTK_WIDGET (self->made), "error");
  if (!bakery_unit_from_base (row->unit, NULL, unit, MAX (row->made, 0), &amount, NULL))
    amount = 0;
  text = bakery_quantity_to_number (amount);
  gtk_editable_set_text (GTK_EDITABLE (self->made), text);
}

static void
console_bake_sources_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_BAKE_SOURCES);

  G_OBJECT_CLASS (console_bake_sources_parent_class)->dispose (object);
}

static void
console_bake_sources_finalize (GObject *object)
{
  bakery_inventory_item_unref (CONSOLE_BAKE_SOURCES (object)->measure);

  G_OBJECT_CLASS (console_bake_sources_parent_class)->finalize (object);
}

static void
console_bake_sources_class_init (ConsoleBakeSourcesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_bake_sources_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_bake_sources_finalize;

  signals[MADE] = g_signal_new ("made", CONSOLE_TYPE_BAKE_SOURCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/bake-list/bake-sources.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeSources, made);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeSources, orders);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeSources, recipe_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeSources, recipe);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeSources, marks_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeSources, marks);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
console_bake_sources_init (ConsoleBakeSources *self)
{
  self->measure = bakery_inventory_item_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_bake_sources_show:
 * @self: the view
 * @bake: the bake list
 * @row: one of its rows
 * @calendar: the shop's calendar
 *
 * Shows a row in detail.
 */
void
console_bake_sources_show (ConsoleBakeSources    *self,
                           ConsoleBake           *bake,
                           const BakeryBakeRow   *row,
                           const ConsoleCalendar *calendar)
{
  g_return_if_fail (CONSOLE_IS_BAKE_SOURCES (self));

  show_made (self, row);
  show_orders (self, bake, row, calendar);
  show_recipe (self, bake, row);
  show_marks (self, bake, row, calendar);
}
