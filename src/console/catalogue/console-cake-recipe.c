/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The recipe of a cake beside its price: what the ingredients cost, what is left, and the way to the recipe, or to a new one.
 * It follows the stock while the editor is seen. Main thread. */

#include "config.h"

#include "console-cake-recipe.h"

#include "bakery-money.h"
#include "console-recipe-facts.h"
#include "console-session.h"
#include "console-stock-watch.h"

#include <glib/gi18n.h>

struct _ConsoleCakeRecipe
{
  AdwBin parent_instance;

  /* Children */
  AdwActionRow *row;
  GtkButton    *button;

  /* Owned */
  ConsoleContext    *context;
  ConsoleStockWatch *watch;
  BakeryCake        *cake;   /* as it stands in the form */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleCakeRecipe, console_cake_recipe, ADW_TYPE_BIN)

static gboolean
may_edit (ConsoleCakeRecipe *self)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (self->context));

  return account != NULL && (BAKERY_ROLES_MANAGERS & bakery_account_get_role (account)) != 0;
}

static char *
dup_facts (ConsoleCakeRecipe  *self,
           const BakeryRecipe *recipe)
{
  const BakeryRecipeBook *book = console_stock_get_book (console_stock_watch_get_stock (self->watch));
  const gint64 cost = console_recipe_get_cost (book, recipe);
  g_autofree char *cost_text = bakery_money_to_display (MAX (cost, 0), self->cake->currency);
  g_autofree char *margin = console_recipe_dup_margin (self->cake->price, cost, self->cake->currency);

  if (cost < 0)
    return g_strdup (recipe->name);

  /* Translators: of a cake's recipe: its name, what its ingredients cost, what is left ("30.80, that is 88 % of 35.00"). */
  return g_strdup_printf (_("%s. Ingredients for %s; left of the price: %s"), recipe->name, cost_text, margin);
}

static void
update (ConsoleCakeRecipe *self)
{
  const BakeryRecipe *recipe = console_cake_recipe_get_recipe (self);
  const gboolean is_known = self->cake != NULL && self->cake->base.id > 0
                            && console_stock_watch_get_stock (self->watch) != NULL;
  g_autofree char *facts = recipe != NULL ? dup_facts (self, recipe) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_known);
  adw_action_row_set_subtitle (self->row, facts != NULL ? facts : _("None yet: its ingredients are not taken from stock"));
  gtk_button_set_label (self->button, recipe != NULL ? _("Open Recipe") : _("Add Recipe"));
  gtk_widget_set_visible (GTK_WIDGET (self->button), recipe != NULL || may_edit (self));
  if (is_known)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "(xx)", recipe != NULL ? recipe->base.id : 0,
                                      self->cake->base.id);
}

static void
stock_changed_cb (ConsoleCakeRecipe *self)
{
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
mapped_cb (ConsoleCakeRecipe *self)
{
  console_stock_watch_set_active (self->watch, TRUE);
}

static void
unmapped_cb (ConsoleCakeRecipe *self)
{
  console_stock_watch_set_active (self->watch, FALSE);
}

static void
console_cake_recipe_dispose (GObject *object)
{
  ConsoleCakeRecipe *self = CONSOLE_CAKE_RECIPE (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->context);
  g_clear_pointer (&self->cake, bakery_cake_unref);

  G_OBJECT_CLASS (console_cake_recipe_parent_class)->dispose (object);
}

static void
console_cake_recipe_class_init (ConsoleCakeRecipeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_cake_recipe_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
console_cake_recipe_init (ConsoleCakeRecipe *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  self->button = GTK_BUTTON (gtk_button_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _("Recipe"));
  adw_action_row_set_subtitle_lines (self->row, 0);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "(xx)", (gint64) 0, (gint64) 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show-recipe");
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->button));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->row));
  adw_bin_set_child (ADW_BIN (self), list);
}

/**
 * console_cake_recipe_new:
 * @context: the console's context
 *
 * Returns: (transfer floating): a widget that shows nothing yet
 */
GtkWidget *
console_cake_recipe_new (ConsoleContext *context)
{
  ConsoleCakeRecipe *self = g_object_new (CONSOLE_TYPE_CAKE_RECIPE, "visible", FALSE, NULL);

  self->context = g_object_ref (context);
  self->watch = console_stock_watch_new (context);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (stock_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * console_cake_recipe_follow:
 * @self: the widget
 * @page: what is seen when its recipe matters
 *
 * Follows the stock while @page is seen.
 */
void
console_cake_recipe_follow (ConsoleCakeRecipe *self,
                            GtkWidget         *page)
{
  g_signal_connect_object (page, "map", G_CALLBACK (mapped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "unmap", G_CALLBACK (unmapped_cb), self, G_CONNECT_SWAPPED);
}

/**
 * console_cake_recipe_show:
 * @self: the widget
 * @cake: (nullable): a cake as it stands in the form
 *
 * Shows the recipe of a cake; nothing of one that is not saved yet.
 */
void
console_cake_recipe_show (ConsoleCakeRecipe *self,
                          const BakeryCake  *cake)
{
  g_return_if_fail (CONSOLE_IS_CAKE_RECIPE (self));

  g_clear_pointer (&self->cake, bakery_cake_unref);
  self->cake = cake != NULL ? bakery_cake_copy (cake) : NULL;
  update (self);
}

/**
 * console_cake_recipe_get_recipe:
 * @self: the widget
 *
 * Returns: (transfer none) (nullable): the recipe of the cake that is shown, if it has one
 */
const BakeryRecipe *
console_cake_recipe_get_recipe (ConsoleCakeRecipe *self)
{
  ConsoleStock *stock = console_stock_watch_get_stock (self->watch);
  GPtrArray *recipes = stock != NULL && self->cake != NULL && self->cake->base.id != 0
                       ? bakery_recipe_book_peek_recipes (console_stock_get_book (stock)) : NULL;

  g_return_val_if_fail (CONSOLE_IS_CAKE_RECIPE (self), NULL);

  for (guint i = 0; recipes != NULL && i < recipes->len; i++)
    {
      const BakeryRecipe *recipe = g_ptr_array_index (recipes, i);

      if (recipe->cake == self->cake->base.id)
        return recipe;
    }

  return NULL;
}
