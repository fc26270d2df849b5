/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ingredients of a recipe in its form: a row for each with what it is, an item in stock or another recipe, and how
 * much of it with a unit. Main thread. */

#include "config.h"

#include "console-recipe-lines.h"

#include "bakery-money.h"
#include "bakery-recipe.h"
#include "bakery-violations.h"
#include "console-field-problems.h"
#include "console-field-titles.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _ConsoleRecipeLines
{
  GtkBox parent_instance;

  /* Children */
  GtkListBox *list;
  GtkWidget  *add;

  /* Owned */
  ConsoleStock  *stock;
  GtkStringList *names;   /* of what can be an ingredient */
  GPtrArray     *things;  /* (unowned) the items and recipes of these names */
  GPtrArray     *shown;   /* the lines that the rows showed or gave last */

  gboolean       is_showing;
};

static void console_recipe_lines_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleRecipeLines, console_recipe_lines, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_recipe_lines_init_field_editor))

static GtkDropDown *
get_choice (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "choice");
}

static GtkEditable *
get_amount (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "amount");
}

static GtkLabel *
get_message (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "message");
}

static GtkListBoxRow *
get_row (ConsoleRecipeLines *self,
         int                 position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  return GTK_WIDGET (row) != self->add ? row : NULL;
}

static void
edited_cb (ConsoleRecipeLines *self)
{
  if (!self->is_showing)
    console_field_editor_edited (CONSOLE_FIELD_EDITOR (self));
}

static void
remove_cb (GtkWidget          *button,
           ConsoleRecipeLines *self)
{
  gtk_list_box_remove (self->list, gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW));
  edited_cb (self);
}

/* Rows */

static guint
find_thing (ConsoleRecipeLines     *self,
            const BakeryRecipeLine *line)
{
  for (guint i = 0; line != NULL && i < self->things->len; i++)
    {
      const BakeryEntity *thing = g_ptr_array_index (self->things, i);
      const gboolean is_recipe = thing->type == &bakery_recipe_type;

      if (thing->id == (is_recipe ? line->recipe : line->item))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static char *
dup_amount (const BakeryRecipeLine *line)
{
  g_autofree char *number = bakery_quantity_to_number (line->quantity);

  return g_strdup_printf ("%s %s", number, line->unit != NULL ? line->unit : "");
}

static GtkWidget *
create_choice (ConsoleRecipeLines *self)
{
  g_autoptr(GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->names)), g_steal_pointer (&expression));

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  gtk_widget_set_hexpand (choice, TRUE);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Ingredient"), -1);

  return choice;
}

static GtkWidget *
create_amount (void)
{
  GtkWidget *amount = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (amount), 9);
  gtk_editable_set_alignment (GTK_EDITABLE (amount), 1);
  gtk_widget_set_valign (amount, GTK_ALIGN_CENTER);
  gtk_entry_set_placeholder_text (GTK_ENTRY (amount), _("250 g"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (amount), GTK_ACCESSIBLE_PROPERTY_LABEL, _("How much"), -1);

  return amount;
}

static GtkWidget *
create_remove (ConsoleRecipeLines *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove the ingredient"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remove the ingredient"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);

  return button;
}

static GtkWidget *
create_message (void)
{
  GtkWidget *message = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (message), 0);
  gtk_label_set_wrap (GTK_LABEL (message), TRUE);
  gtk_widget_add_css_class (message, "field-message");
  gtk_widget_set_visible (message, FALSE);

  return message;
}

static void
fill_row (ConsoleRecipeLines     *self,
          GtkListBoxRow          *row,
          const BakeryRecipeLine *line)
{
  g_autofree char *text = line != NULL ? dup_amount (line) : NULL;

  g_object_set_data_full (G_OBJECT (row), "line", line != NULL ? bakery_recipe_line_copy (line) : NULL, bakery_entity_unref);
  gtk_drop_down_set_selected (get_choice (row), find_thing (self, line));
  gtk_editable_set_text (get_amount (row), text != NULL ? g_strstrip (text) : "");
}

static GtkListBoxRow *
add_row (ConsoleRecipeLines     *self,
         const BakeryRecipeLine *line)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *message = create_message ();
  GtkWidget *choice = create_choice (self), *amount = create_amount ();

  gtk_widget_add_css_class (box, "field");
  gtk_box_append (GTK_BOX (box), choice);
  gtk_box_append (GTK_BOX (box), amount);
  gtk_box_append (GTK_BOX (box), create_remove (self));
  gtk_box_append (GTK_BOX (column), box);
  gtk_box_append (GTK_BOX (column), message);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), column);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  g_object_set_data (G_OBJECT (row), "choice", choice);
  g_object_set_data (G_OBJECT (row), "amount", amount);
  g_object_set_data (G_OBJECT (row), "message", message);
  fill_row (self, GTK_LIST_BOX_ROW (row), line);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amount, "changed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (self->list, row, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->add)));

  return GTK_LIST_BOX_ROW (row);
}

static void
add_cb (ConsoleRecipeLines *self)
{
  GtkListBoxRow *row = add_row (self, NULL);

  gtk_widget_grab_focus (GTK_WIDGET (get_choice (row)));
  edited_cb (self);
}

/* As an editor of a field */

static gboolean
is_shown (ConsoleRecipeLines *self,
          GPtrArray          *lines)
{
  const guint n_lines = lines != NULL ? lines->len : 0;

  if (self->shown == NULL || self->shown->len != n_lines)
    return FALSE;
  for (guint i = 0; i < n_lines; i++)
    {
      if (!bakery_entity_equal (g_ptr_array_index (self->shown, i), g_ptr_array_index (lines, i)))
        return FALSE;
    }

  return TRUE;
}

static void
set_shown (ConsoleRecipeLines *self,
           GPtrArray          *lines)
{
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_new_with_free_func (bakery_entity_unref);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    g_ptr_array_add (self->shown, bakery_entity_copy (g_ptr_array_index (lines, i)));
}

static void
show_lines (ConsoleRecipeLines *self)
{
  GtkListBoxRow *row;

  self->is_showing = TRUE;
  while ((row = get_row (self, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->shown->len; i++)
    add_row (self, g_ptr_array_index (self->shown, i));
  self->is_showing = FALSE;
}

static void
console_recipe_lines_show (ConsoleFieldEditor *editor,
                           gconstpointer       entity,
                           const BakeryField  *field)
{
  ConsoleRecipeLines *self = CONSOLE_RECIPE_LINES (editor);
  GPtrArray *lines = BAKERY_FIELD_VALUE (entity, field, GPtrArray *);

  if (is_shown (self, lines))
    return;

  set_shown (self, lines);
  show_lines (self);
}

static void
set_invalid (GtkWidget  *widget,
             const char *problem)
{
  if (problem == NULL)
    {
      gtk_widget_remove_css_class (widget, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  gtk_widget_add_css_class (widget, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
}

static gboolean
read_amount (GtkListBoxRow *row,
             gint64        *ret_quantity,
             char         **ret_unit)
{
  g_autofree char *number = bakery_number_from_input (gtk_editable_get_text (get_amount (row)));
  const gsize length = strspn (number, "0123456789.");

  *ret_unit = g_strstrip (g_strdup (number + length));
  number[length] = '\0';
  if (bakery_quantity_from_string (number, ret_quantity) && *ret_quantity > 0)
    return TRUE;

  g_clear_pointer (ret_unit, g_free);

  return FALSE;
}

/* What a row says: the line it came from, changed by what was chosen and typed. */
static BakeryRecipeLine *
read_row (ConsoleRecipeLines *self,
          GtkListBoxRow      *row,
          char              **ret_problem)
{
  const BakeryRecipeLine *origin = g_object_get_data (G_OBJECT (row), "line");
  g_autoptr(BakeryRecipeLine) line = origin != NULL ? bakery_recipe_line_copy (origin) : bakery_recipe_line_new ();
  const guint chosen = gtk_drop_down_get_selected (get_choice (row));
  const BakeryEntity *thing = chosen < self->things->len ? g_ptr_array_index (self->things, chosen) : NULL;

  g_clear_pointer (&line->unit, g_free);
  if (!read_amount (row, &line->quantity, &line->unit))
    {
      *ret_problem = g_strdup (_("Write how much of each ingredient, more than nothing and with a unit: 250 g, 3 piece."));
      set_invalid (GTK_WIDGET (get_amount (row)), *ret_problem);
      return NULL;
    }
  if (thing == NULL && self->things->len > 0)
    {
      *ret_problem = g_strdup (_("Choose an ingredient in each line."));
      return NULL;
    }

  if (thing != NULL)
    {
      line->item = thing->type == &bakery_recipe_type ? 0 : thing->id;
      line->recipe = thing->type == &bakery_recipe_type ? thing->id : 0;
    }

  return g_steal_pointer (&line);
}

static gboolean
console_recipe_lines_apply (ConsoleFieldEditor *editor,
                            gpointer            entity,
                            const BakeryField  *field,
                            char              **ret_problem)
{
  ConsoleRecipeLines *self = CONSOLE_RECIPE_LINES (editor);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  GtkListBoxRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      BakeryRecipeLine *line = read_row (self, row, ret_problem);

      if (line == NULL)
        return FALSE;
      g_ptr_array_add (lines, line);
    }

  set_shown (self, lines);
  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GPtrArray *) = g_steal_pointer (&lines);

  return TRUE;
}

static void
console_recipe_lines_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_recipe_lines_show;
  iface->apply = console_recipe_lines_apply;
}

static void
console_recipe_lines_finalize (GObject *object)
{
  ConsoleRecipeLines *self = CONSOLE_RECIPE_LINES (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_ptr_array_unref (self->things);
  g_object_unref (self->names);
  g_clear_pointer (&self->stock, console_stock_unref);

  G_OBJECT_CLASS (console_recipe_lines_parent_class)->finalize (object);
}

static void
console_recipe_lines_class_init (ConsoleRecipeLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_recipe_lines_finalize;
}

static void
console_recipe_lines_init (ConsoleRecipeLines *self)
{
  AdwActionRow *add = ADW_ACTION_ROW (adw_action_row_new ());

  self->names = gtk_string_list_new (NULL);
  self->things = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->add = GTK_WIDGET (add);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_hexpand (GTK_WIDGET (self->list), TRUE);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Ingredients"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (add), _("Add an ingredient"));
  adw_action_row_add_prefix (add, gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (add), TRUE);
  g_signal_connect_object (add, "activated", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, self->add);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
}

/**
 * console_recipe_lines_new:
 *
 * Returns: (transfer floating): an editor that knows no ingredients yet
 */
ConsoleFieldEditor *
console_recipe_lines_new (void)
{
  return g_object_new (CONSOLE_TYPE_RECIPE_LINES, NULL);
}

static int
compare_things (gconstpointer a,
                gconstpointer b)
{
  g_autofree char *left = console_entity_dup_title (*(gconstpointer *) a);
  g_autofree char *right = console_entity_dup_title (*(gconstpointer *) b);

  return g_utf8_collate (left, right);
}

/* What can be an ingredient: the items, and the recipes that are not of something sold. */
static GPtrArray *
list_things (ConsoleStock *stock)
{
  GPtrArray *items = console_stock_get_items (stock);
  GPtrArray *recipes = bakery_recipe_book_peek_recipes (console_stock_get_book (stock));
  GPtrArray *things = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (things, g_ptr_array_index (items, i));
  for (guint i = 0; i < recipes->len; i++)
    {
      BakeryRecipe *recipe = g_ptr_array_index (recipes, i);

      if (recipe->cake == 0 && recipe->option == 0)
        g_ptr_array_add (things, recipe);
    }
  g_ptr_array_sort (things, compare_things);

  return things;
}

static gboolean
are_same (GPtrArray *a,
          GPtrArray *b)
{
  for (guint i = 0; i < MIN (a->len, b->len); i++)
    {
      const BakeryEntity *left = g_ptr_array_index (a, i), *right = g_ptr_array_index (b, i);

      if (left->type != right->type || left->id != right->id)
        return FALSE;
    }

  return a->len == b->len;
}

static void
show_names (ConsoleRecipeLines *self)
{
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)), NULL);
  for (guint i = 0; i < self->things->len; i++)
    {
      const BakeryEntity *thing = g_ptr_array_index (self->things, i);
      g_autofree char *title = console_entity_dup_title (thing);
      /* Translators: an ingredient that is made by a recipe itself: "Sponge (recipe)". */
      g_autofree char *name = thing->type == &bakery_recipe_type ? g_strdup_printf (_("%s (recipe)"), title)
                                                                 : g_strdup (title);

      gtk_string_list_append (self->names, name);
    }
}

/**
 * console_recipe_lines_set_stock:
 * @self: the editor
 * @stock: the items and recipes that can be ingredients
 *
 * Offers these as ingredients.
 */
void
console_recipe_lines_set_stock (ConsoleRecipeLines *self,
                                ConsoleStock       *stock)
{
  g_autoptr(GPtrArray) things = list_things (stock);
  gboolean is_same;

  g_return_if_fail (CONSOLE_IS_RECIPE_LINES (self));

  is_same = are_same (things, self->things);
  g_ptr_array_unref (self->things);
  self->things = g_steal_pointer (&things);
  console_stock_ref (stock);
  g_clear_pointer (&self->stock, console_stock_unref);
  self->stock = stock;
  if (is_same)
    return;

  self->is_showing = TRUE;
  show_names (self);
  self->is_showing = FALSE;
  if (self->shown != NULL)
    show_lines (self);
}

/* The first thing that is wrong with a line; *@ret_field is the part of it that is. */
static char *
dup_line_problem (const BakeryViolations *violations,
                  guint                   position,
                  const char            **ret_field)
{
  g_autofree char *prefix = g_strdup_printf ("lines[%u].", position);

  for (guint i = 0; i < bakery_violations_get_n_messages (violations); i++)
    {
      const char *path = bakery_violations_peek_field (violations, i);
      const BakeryField *field = g_str_has_prefix (path, prefix)
                                 ? bakery_entity_type_find_field (&bakery_recipe_line_type, path + strlen (prefix)) : NULL;

      if (field != NULL)
        {
          *ret_field = field->name;
          return console_field_dup_problem (NULL, field, bakery_violations_peek_message (violations, i));
        }
    }

  return NULL;
}

static void
show_row_problem (GtkListBoxRow *row,
                  const char    *field,
                  const char    *problem)
{
  const gboolean is_choice = g_strcmp0 (field, "item") == 0 || g_strcmp0 (field, "recipe") == 0;

  set_invalid (GTK_WIDGET (get_choice (row)), is_choice ? problem : NULL);
  set_invalid (GTK_WIDGET (get_amount (row)), is_choice ? NULL : problem);
  gtk_label_set_label (get_message (row), problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (get_message (row)), problem != NULL);
}

/**
 * console_recipe_lines_show_problems:
 * @self: the editor
 * @violations: what is wrong with the recipe; that of "lines[2].unit" is said below the third line
 *
 * Says what is wrong with each line, and nothing more of what was.
 */
void
console_recipe_lines_show_problems (ConsoleRecipeLines     *self,
                                    const BakeryViolations *violations)
{
  GtkListBoxRow *row;

  g_return_if_fail (CONSOLE_IS_RECIPE_LINES (self));

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      const char *field = NULL;
      g_autofree char *problem = dup_line_problem (violations, (guint) i, &field);
      g_autofree char *unit = NULL;
      gint64 quantity;

      /* What is no amount is said where the field is, and marked until it is one. */
      if (read_amount (row, &quantity, &unit))
        show_row_problem (row, field, problem);
    }
}
