/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changing several cakes at once: what may not be is said at the field before anything is written. Switching off until a moment
 * of one's choice: only one to come. The filter, which may be told what to choose before it knows what there is. The order of
 * a cake's option groups, put right with the keyboard. The allergens of an option, which are its recipe's where it has one. */

#include "config.h"

#include "bakery-cake.h"
#include "bakery-time.h"
#include "console-bulk-dialog.h"
#include "console-catalogue-filter.h"
#include "console-group-dialog.h"
#include "console-groups-editor.h"
#include "console-off-until-dialog.h"

#include <adwaita.h>
#include <glib/gstdio.h>

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    {
      return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        {
          return found;
        }
    }

  return NULL;
}

/* The first widget below of that kind. */
static GtkWidget *
find_kind (GtkWidget *widget,
           GType      kind)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, kind))
    {
      return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_kind (child, kind);

      if (found != NULL)
        {
          return found;
        }
    }

  return NULL;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    {
      return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        {
          return found;
        }
    }

  return NULL;
}

static void
type (gpointer    dialog,
      const char *title,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, title)), text);
}

/* NULL where nothing is wrong. */
static const char *
get_problem (gpointer    dialog,
             const char *title)
{
  GtkWidget *row = find_row (dialog, title);
  GtkWidget *place = gtk_widget_get_next_sibling (row);

  g_assert_cmpint (gtk_widget_has_css_class (row, "error"), ==, gtk_widget_get_visible (place));
  if (!gtk_widget_get_visible (place))
    {
      return NULL;
    }

  return gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (place))));
}

static gboolean
can_apply (gpointer dialog)
{
  return gtk_widget_get_sensitive (find_button (dialog, "_Apply"));
}

static BakeryCake *
new_cake (const char *name,
          gint64      price)
{
  BakeryCake *cake = bakery_cake_new ();

  cake->price = price;
  g_free (cake->name);
  cake->name = g_strdup (name);
  g_free (cake->currency);
  cake->currency = g_strdup ("INR");

  return cake;
}

static void
apply_cb (ConsoleBulkDialog *dialog,
          GPtrArray         *bases,
          GPtrArray         *entities,
          GPtrArray        **ret_entities)
{
  *ret_entities = g_ptr_array_ref (entities);
}

static void
test_bulk (void)
{
  g_autoptr(GPtrArray) cakes = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) changed = NULL;
  g_autofree char *long_word = g_strnfill (51, 'x');
  ConsoleBulkDialog *dialog;

  g_ptr_array_add (cakes, new_cake ("Black Forest", 62000));
  g_ptr_array_add (cakes, new_cake ("Macaron", 1500));
  dialog = console_bulk_dialog_new (cakes);
  g_signal_connect (dialog, "apply", G_CALLBACK (apply_cb), &changed);
  g_assert_false (can_apply (dialog));

  type (dialog, "Category", long_word);
  g_assert_cmpstr (get_problem (dialog, "Category"), ==, "Write at most 50 characters.");
  g_assert_null (get_problem (dialog, "Season"));
  g_assert_false (can_apply (dialog));
  type (dialog, "Category", "Tarts");
  g_assert_null (get_problem (dialog, "Category"));
  g_assert_true (can_apply (dialog));

  type (dialog, "Price", "much");
  g_assert_nonnull (strstr (get_problem (dialog, "Price"), "+5 %"));
  type (dialog, "Price", "-20.00");
  g_assert_true (g_str_has_prefix (get_problem (dialog, "Price"), "Macaron: "));
  g_assert_false (can_apply (dialog));
  type (dialog, "Price", "+10 %");
  g_assert_null (get_problem (dialog, "Price"));
  g_signal_emit_by_name (find_button (GTK_WIDGET (dialog), "_Apply"), "clicked");
  g_assert_cmpuint (changed->len, ==, 2);
  g_assert_cmpint (((BakeryCake *) changed->pdata[1])->price, ==, 1650);
  g_assert_cmpstr (((BakeryCake *) changed->pdata[0])->category, ==, "Tarts");
}

static void
chosen_cb (ConsoleOffUntilDialog *dialog,
           gint64                 until,
           gint64                *ret_until)
{
  *ret_until = until;
}

static void
test_off_until (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sweetspot-dialog-XXXXXX", NULL);
  g_autoptr(ConsoleContext) context = console_context_new (folder, NULL);
  GtkWindow *window = console_off_until_dialog_new (context);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (window);
  GtkWidget *form = adw_message_dialog_get_extra_child (dialog);
  GtkWidget *button = find_kind (form, GTK_TYPE_MENU_BUTTON);
  GtkWidget *calendar = find_kind (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), GTK_TYPE_CALENDAR);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (console_context_get_now (context) / BAKERY_SECOND);
  g_autoptr(GDateTime) past = g_date_time_add_days (now, -3);
  g_autoptr(GDateTime) future = g_date_time_add_days (now, 45);
  gint64 until = 0;

  g_signal_connect (window, "chosen", G_CALLBACK (chosen_cb), &until);
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "off");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "off"));
  gtk_calendar_select_day (GTK_CALENDAR (calendar), past);
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "off"));
  gtk_calendar_select_day (GTK_CALENDAR (calendar), future);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "off"));

  adw_message_dialog_response (dialog, "cancel");
  g_assert_cmpint (until, ==, 0);
  adw_message_dialog_response (dialog, "off");
  g_assert_cmpint (until / BAKERY_DAY, ==, console_context_get_now (context) / BAKERY_DAY + 45);
  gtk_window_destroy (window);
  g_rmdir (folder);
}

/* What was chosen before the words of the store are known */

static const char *
get_category (ConsoleCatalogueFilter *filter)
{
  g_autoptr(GHashTable) view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  console_catalogue_filter_keep (filter, view);
  return g_intern_string (g_hash_table_lookup (view, "category"));
}

static void
count_cb (ConsoleCatalogueFilter *filter,
          guint                  *n_changes)
{
  (*n_changes)++;
}

static void
test_filter (void)
{
  char *tarts[] = { (char *) "Tarts", (char *) "Cakes", NULL };
  char *none[] = { NULL };
  ConsoleCatalogue catalogue = { .categories = tarts, .seasons = none };
  GtkWidget *widget = g_object_ref_sink (console_catalogue_filter_new ());
  ConsoleCatalogueFilter *filter = CONSOLE_CATALOGUE_FILTER (widget);
  g_autoptr(GHashTable) view = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_changes = 0;

  g_hash_table_insert (view, (gpointer) "category", (gpointer) "Tarts");
  g_hash_table_insert (view, (gpointer) "availability", (gpointer) "false");
  console_catalogue_filter_restore (filter, view);
  g_assert_cmpstr (get_category (filter), ==, "Tarts");
  g_signal_connect (filter, "changed", G_CALLBACK (count_cb), &n_changes);
  console_catalogue_filter_set_words (filter, &catalogue);
  g_assert_cmpstr (get_category (filter), ==, "Tarts");
  g_assert_cmpuint (n_changes, ==, 0);

  /* Another store has no tarts. */
  catalogue.categories = none;
  console_catalogue_filter_set_words (filter, &catalogue);
  g_assert_null (get_category (filter));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_false (console_catalogue_filter_is_empty (filter));
  g_hash_table_remove_all (view);
  console_catalogue_filter_restore (filter, view);
  g_assert_true (console_catalogue_filter_is_empty (filter));
  g_object_unref (widget);
}

/* The order of option groups */

static void
add_group (GPtrArray  *groups,
           gint64      id,
           const char *name)
{
  BakeryOptionGroup *group = bakery_option_group_new ();

  group->base.id = id;
  g_free (group->name);
  group->name = g_strdup (name);
  g_ptr_array_add (groups, group);
}

/* Presses the button that has the focus, as the space bar does. */
static void
press_focused (GtkWindow  *window,
               const char *tooltip)
{
  GtkWidget *button = gtk_window_get_focus (window);

  g_assert_true (GTK_IS_BUTTON (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, tooltip);
  g_signal_emit_by_name (button, "clicked");
}

/* The row in which the focus is, and the button that has it. */
static void
check_focus (GtkWindow  *window,
             const char *group,
             const char *tooltip)
{
  GtkWidget *button = gtk_window_get_focus (window);
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);

  g_assert_nonnull (row);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, group);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, tooltip);
}

static GtkWidget *
find_tooltip (GtkWidget  *widget,
              const char *tooltip)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    {
      return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_tooltip (child, tooltip);

      if (found != NULL)
        {
          return found;
        }
    }

  return NULL;
}

/* A group that is moved keeps the focus at its button, and at the end of the list at the one that leads back; where one is
 * taken out, the next one has it. */
static void
test_groups (void)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) options = g_ptr_array_new ();
  ConsoleCatalogue catalogue = { .groups = groups, .options = options };
  ConsoleFieldEditor *editor = console_groups_editor_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  add_group (groups, 1, "Size");
  add_group (groups, 2, "Shape");
  add_group (groups, 3, "Filling");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (editor));
  gtk_window_set_child (window, list);
  gtk_window_present (window);
  console_groups_editor_set_catalogue (CONSOLE_GROUPS_EDITOR (editor), &catalogue);
  for (gint64 id = 1; id <= 3; id++)
    {
      console_groups_editor_add (CONSOLE_GROUPS_EDITOR (editor), id);
    }

  gtk_widget_grab_focus (find_tooltip (find_row (GTK_WIDGET (editor), "Size"), "Later"));
  press_focused (window, "Later");
  check_focus (window, "Size", "Later");
  press_focused (window, "Later");
  check_focus (window, "Size", "Earlier");
  press_focused (window, "Earlier");
  check_focus (window, "Size", "Earlier");

  gtk_widget_grab_focus (find_tooltip (find_row (GTK_WIDGET (editor), "Size"), "Do not offer it with this cake"));
  press_focused (window, "Do not offer it with this cake");
  check_focus (window, "Filling", "Do not offer it with this cake");
  press_focused (window, "Do not offer it with this cake");
  check_focus (window, "Shape", "Do not offer it with this cake");
  press_focused (window, "Do not offer it with this cake");
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_window_get_focus (window), GTK_TYPE_MENU_BUTTON));
  gtk_window_destroy (window);
}

/* The allergens of an option */

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *beginning)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
      && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), beginning))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, beginning);

  return found;
}

static BakeryOption *
new_option (gint64      id,
            const char *name)
{
  BakeryOption *option = bakery_option_new ();

  option->base.id = id;
  option->option_group = 1;
  g_free (option->name);
  option->name = g_strdup (name);
  g_free (option->currency);
  option->currency = g_strdup ("EUR");

  return option;
}

static BakeryRecipeBook *
new_book (gint64 option)
{
  g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  BakeryRecipe *recipe = bakery_recipe_new ();

  recipe->base.id = 1;
  recipe->option = option;
  g_free (recipe->name);
  recipe->name = g_strdup ("Nut cream");
  g_ptr_array_add (recipes, recipe);

  return bakery_recipe_book_new (recipes, items);
}

/* What the rows of options say, one of which is opened before the recipes are known and one after. */
static void
check_options (GtkWidget        *dialog,
               BakeryRecipeBook *book)
{
  const char *const hint = "The allergens are from the recipe “Nut cream”";
  GtkWidget *made = find_row (dialog, "Nut cream");
  GtkWidget *plain = find_row (dialog, "Candle");

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (made), TRUE);
  g_assert_true (gtk_widget_get_sensitive (find_row (made, "Contains")));
  g_assert_null (find_label (made, hint));
  console_group_dialog_set_book (CONSOLE_GROUP_DIALOG (dialog), book);
  g_assert_false (gtk_widget_get_sensitive (find_row (made, "Contains")));
  g_assert_nonnull (find_label (made, hint));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (plain), TRUE);
  g_assert_true (gtk_widget_get_sensitive (find_row (plain, "Contains")));
  g_assert_null (find_label (plain, hint));
  console_group_dialog_set_book (CONSOLE_GROUP_DIALOG (dialog), NULL);
  g_assert_true (gtk_widget_get_sensitive (find_row (made, "Contains")));
}

static void
test_option_allergens (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sweetspot-dialog-XXXXXX", NULL);
  g_autoptr(ConsoleContext) context = console_context_new (folder, NULL);
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) options = g_ptr_array_new_with_free_func (bakery_entity_unref);
  ConsoleCatalogue catalogue = { .groups = groups, .options = options };
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(BakeryRecipeBook) book = new_book (2);
  GtkWidget *dialog;

  add_group (groups, 1, "Extras");
  g_ptr_array_add (options, new_option (2, "Nut cream"));
  g_ptr_array_add (options, new_option (3, "Candle"));
  dialog = GTK_WIDGET (console_group_dialog_new (context, &catalogue, store, g_ptr_array_index (groups, 0)));
  check_options (dialog, book);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/catalogue-dialogs/bulk", test_bulk);
  g_test_add_func ("/ui/catalogue-dialogs/filter", test_filter);
  g_test_add_func ("/ui/catalogue-dialogs/groups", test_groups);
  g_test_add_func ("/ui/catalogue-dialogs/off-until", test_off_until);
  g_test_add_func ("/ui/catalogue-dialogs/option-allergens", test_option_allergens);

  return g_test_run ();
}
