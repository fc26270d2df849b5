/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Recipes page: of cakes, of options, and bases that others use. Below the form it tells what follows from what is in it:
 * what one costs, what is left of the price, what it contains; and what is wrong stands at its field. Main thread. */

#include "config.h"

#include "console-recipes-page.h"

#include "bakery-account.h"
#include "bakery-money.h"
#include "bakery-violations.h"
#include "console-catalogue-reader.h"
#include "console-field-titles.h"
#include "console-recipe-lines.h"
#include "console-reference-editor.h"
#include "console-recipe-facts.h"
#include "console-session.h"
#include "console-stock-texts.h"
#include "console-stock-watch.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ConsoleRecipesPage
{
  ConsoleEntityPage parent_instance;

  /* Borrowed */
  ConsoleReferenceEditor *cake;
  ConsoleReferenceEditor *option;
  ConsoleRecipeLines     *lines;
  AdwActionRow           *cost;
  AdwActionRow           *margin;
  AdwActionRow           *allergens;

  /* Owned */
  ConsoleStockWatch *watch;
  ConsoleCatalogue  *catalogue;
  GCancellable      *cancellable;

  gint64             new_cake; /* what the next new recipe is of, 0 for nothing */
};

G_DEFINE_FINAL_TYPE (ConsoleRecipesPage, console_recipes_page, CONSOLE_TYPE_ENTITY_PAGE)

static const char *const recipe_fields[] = { "name", "cake", "option", NULL };
static const char *const line_fields[] = { "lines", NULL };
static const char *const yield_fields[] = { "yield_quantity", "yield_unit", "loss", "batch_quantity", "hours_before", NULL };
static const char *const allergen_fields[] = { "overrides_allergens", "allergens", "allergen_reason", NULL };
static const char *const note_fields[] = { "notes", NULL };

static const ConsoleFormGroup groups[] = {
  { N_("Recipe"), N_("Of a cake, of an option, or of neither: a base that other recipes use."), recipe_fields },
  { N_("Ingredients"), N_("Items in stock and other recipes, each with an amount and its unit."), line_fields },
  { N_("What it makes"), NULL, yield_fields },
  { N_("Allergens"), N_("They follow from the ingredients, unless there is a reason why not."), allergen_fields },
  { N_("Notes"), NULL, note_fields },
  { NULL },
};

static const ConsoleEntityPageTexts texts = {
  .title = N_("Recipes"),
  .list = N_("Recipes"),
  .add = N_("New Recipe"),
  .search = N_("Name"),
  .empty = N_("No recipes yet"),
  .empty_advice = N_("Write what cakes are made of. Then accepted orders reserve their ingredients, and the bake list "
                     "tells grams and batches."),
};

static ConsoleContext *
get_context (ConsoleRecipesPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static gboolean
may_edit (ConsoleRecipesPage *self)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (get_context (self)));

  return account != NULL && (BAKERY_ROLES_MANAGERS & bakery_account_get_role (account)) != 0;
}

static ConsoleEntityForm *
get_form (ConsoleRecipesPage *self)
{
  return console_entity_editor_get_form (console_entity_page_get_editor (CONSOLE_ENTITY_PAGE (self)));
}

/* What follows from a recipe */

/* The store's recipes with the one in the form as it is there. */
static BakeryRecipeBook *
create_book (ConsoleStock       *stock,
             const BakeryRecipe *recipe)
{
  GPtrArray *known = bakery_recipe_book_peek_recipes (console_stock_get_book (stock));
  g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func (bakery_entity_unref);

  for (guint i = 0; i < known->len; i++)
    {
      BakeryRecipe *other = g_ptr_array_index (known, i);

      if (other->base.id != recipe->base.id)
        g_ptr_array_add (recipes, bakery_recipe_ref (other));
    }
  g_ptr_array_add (recipes, bakery_recipe_ref ((BakeryRecipe *) recipe));

  return bakery_recipe_book_new (recipes, console_stock_get_items (stock));
}

static const BakeryCake *
find_cake (ConsoleRecipesPage *self,
           gint64              cake)
{
  for (guint i = 0; self->catalogue != NULL && i < self->catalogue->cakes->len; i++)
    {
      const BakeryCake *known = g_ptr_array_index (self->catalogue->cakes, i);

      if (known->base.id == cake)
        return known;
    }

  return NULL;
}

static void
show_cost (ConsoleRecipesPage     *self,
           const BakeryRecipeBook *book,
           const BakeryRecipe     *recipe)
{
  const BakeryCake *cake = recipe->cake != 0 ? find_cake (self, recipe->cake) : NULL;
  static const char *const titles[] = { N_("Costs per kilogram"), N_("Costs per litre"), N_("Costs apiece") };
  const gint64 cost = console_recipe_get_cost (book, recipe);
  GPtrArray *items = bakery_recipe_book_peek_items (book);
  const char *currency = items->len > 0 ? ((BakeryInventoryItem *) g_ptr_array_index (items, 0))->currency : NULL;
  g_autofree char *cost_text = bakery_money_to_display (MAX (cost, 0), currency);
  g_autofree char *margin = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->cost), _(titles[bakery_recipe_get_unit (recipe)]));
  adw_action_row_set_subtitle (self->cost, cost >= 0 ? cost_text : _("Cannot be told yet"));
  gtk_widget_set_visible (GTK_WIDGET (self->margin), cake != NULL && cost >= 0);
  if (cake == NULL || cost < 0)
    return;

  margin = console_recipe_dup_margin (cake->price, cost, currency);
  adw_action_row_set_subtitle (self->margin, margin);
}

static void
show_allergens (ConsoleRecipesPage     *self,
                const BakeryRecipeBook *book,
                const BakeryRecipe     *recipe)
{
  g_auto(GStrv) words = bakery_recipe_book_dup_allergens (book, recipe);
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", console_word_get_title (words[i]));
  adw_action_row_set_subtitle (self->allergens, text->len > 0 ? text->str : _("None of the fourteen"));
  g_string_free (text, TRUE);
}

/* What only the other recipes and the items can tell, as one writes: at its line, or at its field as the server would. */
static void
show_problems (ConsoleRecipesPage     *self,
               const BakeryRecipeBook *book,
               const BakeryRecipe     *recipe)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  bakery_recipe_book_check (book, recipe, violations);
  console_entity_form_set_findings (get_form (self), violations);
  console_recipe_lines_show_problems (self->lines, violations);
}

static void
update_facts (ConsoleRecipesPage *self)
{
  ConsoleStock *stock = console_stock_watch_get_stock (self->watch);
  const BakeryRecipe *recipe = console_entity_form_get_entity (get_form (self));
  g_autoptr(BakeryRecipeBook) book = NULL;

  if (stock == NULL || recipe == NULL)
    return;

  book = create_book (stock, recipe);
  show_cost (self, book, recipe);
  show_allergens (self, book, recipe);
  show_problems (self, book, recipe);
}

/* What can be chosen */

static void
catalogue_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  ConsoleCatalogue *catalogue = console_catalogue_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  ConsoleRecipesPage *self = user_data;

  if (catalogue == NULL)
    return;

  g_clear_pointer (&self->catalogue, console_catalogue_free);
  self->catalogue = catalogue;
  console_reference_editor_set_choices (self->cake, catalogue->cakes);
  console_reference_editor_set_choices (self->option, catalogue->options);
  update_facts (self);
}

static void
stock_changed_cb (ConsoleRecipesPage *self)
{
  ConsoleStock *stock = console_stock_watch_get_stock (self->watch);

  if (stock == NULL)
    {
      console_entity_page_update_query (CONSOLE_ENTITY_PAGE (self));
      return;
    }

  console_recipe_lines_set_stock (self->lines, stock);
  update_facts (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  console_catalogue_read_async (console_context_get_repository (get_context (self)),
                                console_context_get_store (get_context (self)),
                                CONSOLE_CATALOGUE_CAKES | CONSOLE_CATALOGUE_OPTIONS, self->cancellable,
                                catalogue_read_cb, self);
}

static AdwActionRow *
add_fact (AdwPreferencesGroup *group,
          const char          *title)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, GTK_WIDGET (row));

  return row;
}

static GtkWidget *
create_facts (ConsoleRecipesPage *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _("What follows"));
  self->cost = add_fact (group, _("Costs apiece"));
  self->margin = add_fact (group, _("Left of the price"));
  self->allergens = add_fact (group, _("Contains"));

  return GTK_WIDGET (group);
}

static const char *
get_title (const char *field)
{
  return console_field_get_title (&bakery_recipe_type, bakery_entity_type_find_field (&bakery_recipe_type, field));
}

static void
console_recipes_page_set_up (ConsoleEntityPage   *page,
                             ConsoleEntityEditor *editor)
{
  ConsoleRecipesPage *self = CONSOLE_RECIPES_PAGE (page);
  ConsoleEntityForm *form = console_entity_editor_get_form (editor);
  ConsoleFieldEditor *cake = console_reference_editor_new (get_title ("cake"));
  ConsoleFieldEditor *option = console_reference_editor_new (get_title ("option"));
  ConsoleFieldEditor *lines = console_recipe_lines_new ();

  self->cake = CONSOLE_REFERENCE_EDITOR (cake);
  self->option = CONSOLE_REFERENCE_EDITOR (option);
  self->lines = CONSOLE_RECIPE_LINES (lines);
  console_entity_form_set_editor (form, "cake", cake);
  console_entity_form_set_editor (form, "option", option);
  console_entity_form_set_editor (form, "lines", lines);
  console_entity_editor_add_widget (editor, create_facts (self));
  g_signal_connect_object (form, "edited", G_CALLBACK (update_facts), self, G_CONNECT_SWAPPED);
}

static void
console_recipes_page_fill_query (ConsoleEntityPage  *page,
                                 ConsoleEntityQuery *query)
{
  static const char *const fields[] = { "name", NULL };

  query->store = console_context_get_store (get_context (CONSOLE_RECIPES_PAGE (page)));
  query->text_fields = fields;
  query->sort_field = "name";
}

static void
console_recipes_page_show_card (ConsoleEntityPage *page,
                                ConsoleEntityCard *card,
                                gconstpointer      entity)
{
  const BakeryRecipe *recipe = entity;
  const guint n_lines = recipe->lines != NULL ? recipe->lines->len : 0;
  g_autofree char *yield = bakery_quantity_to_display (bakery_recipe_get_yield (recipe), bakery_recipe_get_unit (recipe));
  g_autofree char *lines = g_strdup_printf (ngettext ("%u ingredient", "%u ingredients", n_lines), n_lines);
  /* Translators: of a recipe: how many ingredients, and how much it makes: "7 ingredients, makes 2 kg". */
  g_autofree char *subtitle = g_strdup_printf (_("%s, makes %s"), lines, yield);
  const char *tag = recipe->cake != 0 ? _("Cake") : recipe->option != 0 ? _("Option") : _("Base");

  console_entity_card_show (card, recipe->name, subtitle, tag);
}

static gboolean
console_recipes_page_may_create (ConsoleEntityPage *page)
{
  return may_edit (CONSOLE_RECIPES_PAGE (page));
}

static gpointer
console_recipes_page_create (ConsoleEntityPage *page)
{
  BakeryRecipe *recipe = bakery_recipe_new ();
  const BakeryCake *cake = find_cake (CONSOLE_RECIPES_PAGE (page), CONSOLE_RECIPES_PAGE (page)->new_cake);

  recipe->store = console_context_get_store (get_context (CONSOLE_RECIPES_PAGE (page)));
  recipe->yield_quantity = BAKERY_QUANTITY_ONE;
  recipe->cake = CONSOLE_RECIPES_PAGE (page)->new_cake;
  if (cake != NULL)
    {
      g_free (recipe->name);
      recipe->name = g_strdup (cake->name);
    }

  return recipe;
}

static void
console_recipes_page_shown (ConsoleEntityPage *page)
{
  update_facts (CONSOLE_RECIPES_PAGE (page));
}

static gboolean
console_recipes_page_show_view (ConsolePage *page,
                                const char  *name)
{
  ConsoleRecipesPage *self = CONSOLE_RECIPES_PAGE (page);

  if (g_str_has_prefix (name, "recipe:"))
    {
      console_entity_page_show_entity (CONSOLE_ENTITY_PAGE (page),
                                       g_ascii_strtoll (name + strlen ("recipe:"), NULL, 10), TRUE);
      return TRUE;
    }
  if (g_str_has_prefix (name, "new-of-cake:"))
    {
      self->new_cake = g_ascii_strtoll (name + strlen ("new-of-cake:"), NULL, 10);
      gtk_widget_activate_action (GTK_WIDGET (page), "entity.new", NULL);
      self->new_cake = 0;
      return TRUE;
    }

  return CONSOLE_PAGE_CLASS (console_recipes_page_parent_class)->show_view (page, name);
}

static void
console_recipes_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (console_recipes_page_parent_class)->map (widget);
  console_stock_watch_set_active (CONSOLE_RECIPES_PAGE (widget)->watch, TRUE);
}

static void
console_recipes_page_unmap (GtkWidget *widget)
{
  console_stock_watch_set_active (CONSOLE_RECIPES_PAGE (widget)->watch, FALSE);
  GTK_WIDGET_CLASS (console_recipes_page_parent_class)->unmap (widget);
}

static void
console_recipes_page_constructed (GObject *object)
{
  ConsoleRecipesPage *self = CONSOLE_RECIPES_PAGE (object);

  self->watch = console_stock_watch_new (get_context (self));
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (stock_changed_cb), self, G_CONNECT_SWAPPED);

  G_OBJECT_CLASS (console_recipes_page_parent_class)->constructed (object);
}

static void
console_recipes_page_dispose (GObject *object)
{
  ConsoleRecipesPage *self = CONSOLE_RECIPES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (console_recipes_page_parent_class)->dispose (object);
}

static void
console_recipes_page_finalize (GObject *object)
{
  ConsoleRecipesPage *self = CONSOLE_RECIPES_PAGE (object);

  g_clear_object (&self->watch);
  g_clear_pointer (&self->catalogue, console_catalogue_free);

  G_OBJECT_CLASS (console_recipes_page_parent_class)->finalize (object);
}

static void
console_recipes_page_class_init (ConsoleRecipesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsoleEntityPageClass *page_class = CONSOLE_ENTITY_PAGE_CLASS (klass);

  object_class->constructed = console_recipes_page_constructed;
  object_class->dispose = console_recipes_page_dispose;
  object_class->finalize = console_recipes_page_finalize;
  widget_class->map = console_recipes_page_map;
  widget_class->unmap = console_recipes_page_unmap;
  CONSOLE_PAGE_CLASS (klass)->show_view = console_recipes_page_show_view;
  page_class->type = &bakery_recipe_type;
  page_class->groups = groups;
  page_class->texts = &texts;
  page_class->set_up = console_recipes_page_set_up;
  page_class->fill_query = console_recipes_page_fill_query;
  page_class->show_card = console_recipes_page_show_card;
  page_class->may_create = console_recipes_page_may_create;
  page_class->create = console_recipes_page_create;
  page_class->shown = console_recipes_page_shown;
}

static void
console_recipes_page_init (ConsoleRecipesPage *self)
{
}
