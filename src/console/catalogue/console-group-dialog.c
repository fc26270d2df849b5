/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An option group and its options, changed together and saved as one act. The form of an option is made when its row is
 * opened: a soda counter has eighty of them. */

#include "config.h"

#include "console-group-dialog.h"

#include "console-entities.h"
#include "console-entity-form.h"
#include "console-options-picker.h"
#include "console-recipe-facts.h"
#include "console-repository.h"
#include "console-stock-watch.h"
#include "console-toasts.h"

#include "bakery-money.h"

#include <glib/gi18n.h>

/* One option of the dialog's. */
typedef struct
{
  BakeryOption      *base; /* NULL for a new one */
  BakeryOption      *option;
  AdwExpanderRow    *row;  /* borrowed */
  ConsoleEntityForm *form; /* borrowed, NULL until it is opened */
  GtkLabel          *hint; /* borrowed, NULL until then: below the allergens */
} Part;

struct _ConsoleGroupDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkButton           *save;
  AdwBin              *place;
  AdwPreferencesGroup *options;
  AdwToastOverlay     *toasts;

  /* Borrowed */
  ConsoleEntityForm      *form;
  const ConsoleCatalogue *catalogue;
  const BakeryRecipeBook *book;      /* NULL until it is read */

  /* Owned */
  ConsoleContext    *context;
  ConsoleStockWatch *watch;
  BakeryStore       *store;
  BakeryOptionGroup *group;      /* as it was; its id is 0 for a new one */
  GPtrArray         *parts;
  GPtrArray         *removed;      /* BakeryOption */

  gboolean           is_settled;   /* what was typed may go */
};

enum
{
  CREATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const group_fields[] = { "name", "minimum", "maximum", NULL };
static const ConsoleFormGroup group_form[] = { { N_("Group"), NULL, group_fields }, { NULL } };

static const char *const option_fields[] = {
  "name", "price_change", "work_minutes", "availability", "allergens", "incompatible", NULL,
};
static const ConsoleFormGroup option_form[] = { { NULL, NULL, option_fields }, { NULL } };

G_DEFINE_FINAL_TYPE (ConsoleGroupDialog, console_group_dialog, ADW_TYPE_WINDOW)

static void
part_free (gpointer data)
{
  Part *part = data;

  bakery_entity_unref (part->base);
  bakery_entity_unref (part->option);
  g_free (part);
}

static Part *
find_part (ConsoleGroupDialog *self,
           gpointer            widget)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);

      if (part->row == widget || part->form == widget)
        {
          return part;
        }
    }

  return NULL;
}

/* Options */

static void
show_part (ConsoleGroupDialog *self,
           Part               *part)
{
  const BakeryOption *option = part->form != NULL ? console_entity_form_get_entity (part->form) : part->option;
  g_autofree char *price = bakery_money_to_display (option->price_change, self->store->currency);
  g_autofree char *signed_price = g_strconcat (option->price_change > 0 ? "+" : "", price, NULL);
  const char *title = option->name != NULL && *option->name != '\0' ? option->name : _("New Option");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (part->row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (part->row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_expander_row_set_subtitle (part->row, option->price_change != 0 ? signed_price : "");
}

/* What a recipe decides is changed there: the server takes no other word for it. */
static void
show_recipe (ConsoleGroupDialog *self,
             Part               *part)
{
  const gint64 option = part->option->base.id;
  const BakeryRecipe *recipe = self->book != NULL && option != 0 ? bakery_recipe_book_find_for_option (self->book, option)
                               : NULL;
  g_autofree char *hint = console_recipe_dup_allergens_hint (recipe);

  gtk_label_set_label (part->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (part->hint), recipe != NULL);
  console_entity_form_set_field_sensitive (part->form, "allergens", recipe == NULL);
}

static void
stock_changed_cb (ConsoleGroupDialog *self)
{
  ConsoleStock *stock = console_stock_watch_get_stock (self->watch);

  console_group_dialog_set_book (self, stock != NULL ? console_stock_get_book (stock) : NULL);
}

static void
option_edited_cb (ConsoleEntityForm  *form,
                  ConsoleGroupDialog *self)
{
  show_part (self, find_part (self, form));
}

static void
remove_clicked_cb (GtkButton          *button,
                   ConsoleGroupDialog *self)
{
  Part *part = find_part (self, gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_EXPANDER_ROW));

  if (part->base != NULL)
    {
      g_ptr_array_add (self->removed, bakery_option_ref (part->base));
    }
  adw_preferences_group_remove (self->options, GTK_WIDGET (part->row));
  g_ptr_array_remove (self->parts, part);
}

static GtkLabel *
add_hint (ConsoleEntityForm *form)
{
  GtkWidget *hint = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (hint, "dim-label");
  console_entity_form_add_widget (form, "allergens", hint);

  return GTK_LABEL (hint);
}

static void
add_form (ConsoleGroupDialog *self,
          Part               *part)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *form = console_entity_form_new (self->context, &bakery_option_type, option_form);
  GtkWidget *remove = gtk_button_new_with_label (_("Remove This Option"));
  GtkWidget *row = gtk_list_box_row_new ();

  part->form = CONSOLE_ENTITY_FORM (form);
  console_entity_form_set_editor (part->form, "incompatible",
                                  console_options_picker_new (self->catalogue, self->group->base.id));
  part->hint = add_hint (part->form);
  console_entity_form_set_entity (part->form, part->option, NULL);
  show_recipe (self, part);
  gtk_widget_add_css_class (box, "option-form");
  gtk_widget_add_css_class (remove, "destructive-action");
  gtk_widget_set_halign (remove, GTK_ALIGN_END);
  g_signal_connect (form, "edited", G_CALLBACK (option_edited_cb), self);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), form);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_expander_row_add_row (part->row, row);
}

static void
expanded_cb (AdwExpanderRow     *row,
             GParamSpec         *spec,
             ConsoleGroupDialog *self)
{
  Part *part = find_part (self, row);

  if (adw_expander_row_get_expanded (row) && part->form == NULL)
    {
      add_form (self, part);
    }
}

static Part *
add_part (ConsoleGroupDialog *self,
          BakeryOption       *base)
{
  Part *part = g_new0 (Part, 1);

  if (base != NULL)
    {
      part->base = bakery_option_ref (base);
      part->option = bakery_option_copy (base);
    }
  else
    {
      part->option = bakery_option_new ();
      part->option->store = self->store->base.id;
      part->option->option_group = self->group->base.id;
      part->option->position = self->parts->len + 1;
      g_free (part->option->currency);
      part->option->currency = g_strdup (self->store->currency);
    }
  part->row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (part->row), FALSE);
  g_ptr_array_add (self->parts, part);
  g_signal_connect (part->row, "notify::expanded", G_CALLBACK (expanded_cb), self);
  adw_preferences_group_add (self->options, GTK_WIDGET (part->row));
  show_part (self, part);

  return part;
}

static void
add_clicked_cb (GtkButton          *button,
                ConsoleGroupDialog *self)
{
  Part *part = add_part (self, NULL);

  adw_expander_row_set_expanded (part->row, TRUE);
  console_entity_form_begin (part->form);
}

/* Saving */

static void
say (ConsoleGroupDialog *self,
     const GError       *error)
{
  console_toasts_say (GTK_WIDGET (self->toasts), error->message);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ConsoleGroupDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (console_repository_save_batch_finish (CONSOLE_REPOSITORY (source), result, &error) == 0)
    {
      say (self, error);
      return;
    }

  gtk_window_destroy (GTK_WINDOW (self));
}

static void
append_edit (GPtrArray *bases,
             GPtrArray *entities,
             gpointer   base,
             gpointer   entity)
{
  g_ptr_array_add (bases, base != NULL ? bakery_entity_ref (base) : NULL);
  g_ptr_array_add (entities, entity != NULL ? bakery_entity_ref (entity) : NULL);
}

static void
collect_parts (ConsoleGroupDialog *self,
               gint64              group,
               GPtrArray          *bases,
               GPtrArray          *entities)
{
  for (guint i = 0; i < self->removed->len; i++)
    {
      append_edit (bases, entities, g_ptr_array_index (self->removed, i), NULL);
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      g_autoptr(BakeryOption) option =
        part->form != NULL ? console_entity_form_dup_entity (part->form) : bakery_option_copy (part->option);

      option->option_group = group;
      if (part->base == NULL || !bakery_entity_equal (part->base, option))
        {
          append_edit (bases, entities, part->base, option);
        }
    }
}

static void
save_parts (ConsoleGroupDialog *self,
            gint64              group,
            GPtrArray          *bases,
            GPtrArray          *entities)
{
  collect_parts (self, group, bases, entities);
  if (bases->len == 0)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  console_repository_save_batch_async (console_context_get_repository (self->context), bases, entities, NULL, saved_cb,
                                       g_object_ref (self));
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleGroupDialog) self = user_data;
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOptionGroup) group =
    console_repository_save_entity_finish (CONSOLE_REPOSITORY (source), result, &error);

  if (group == NULL)
    {
      say (self, error);
      return;
    }

  g_signal_emit (self, signals[CREATED], 0, group->base.id);
  save_parts (self, group->base.id, bases, entities);
}

static gboolean
check (ConsoleGroupDialog *self)
{
  gboolean is_valid = console_entity_form_check (self->form);

  for (guint i = 0; is_valid && i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);

      if (part->form != NULL && !console_entity_form_check (part->form))
        {
          adw_expander_row_set_expanded (part->row, TRUE);
          is_valid = FALSE;
        }
    }

  return is_valid;
}

static void
save_clicked_cb (GtkButton          *button,
                 ConsoleGroupDialog *self)
{
  g_autoptr(BakeryOptionGroup) group = NULL;
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->save)) || !check (self))
    {
      return;
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  group = console_entity_form_dup_entity (self->form);
  if (group->base.id == 0)
    {
      console_repository_save_entity_async (console_context_get_repository (self->context), NULL, group, NULL, created_cb,
                                            g_object_ref (self));
      return;
    }

  if (!bakery_entity_equal (self->group, group))
    {
      append_edit (bases, entities, self->group, group);
    }
  save_parts (self, group->base.id, bases, entities);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  save_clicked_cb (NULL, CONSOLE_GROUP_DIALOG (widget));
}

/* Closing */

static gboolean
is_changed (ConsoleGroupDialog *self)
{
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);

  collect_parts (self, self->group->base.id, bases, entities);
  return console_entity_form_is_dirty (self->form) || bases->len > 0;
}

static void
close_answered_cb (AdwMessageDialog   *question,
                   const char         *response,
                   ConsoleGroupDialog *self)
{
  if (g_str_equal (response, "save"))
    {
      save_clicked_cb (NULL, self);
    }
  else if (g_str_equal (response, "discard"))
    {
      self->is_settled = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
}

static gboolean
console_group_dialog_close_request (GtkWindow *window)
{
  ConsoleGroupDialog *self = CONSOLE_GROUP_DIALOG (window);
  AdwMessageDialog *question;

  if (self->is_settled || !is_changed (self))
    {
      return GTK_WINDOW_CLASS (console_group_dialog_parent_class)->close_request (window);
    }

  question = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, _("Save what you have typed?"), NULL));
  adw_message_dialog_add_responses (question, "cancel", _("_Cancel"), "discard", _("_Discard"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (question, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (question, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question, "save");
  adw_message_dialog_set_close_response (question, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (close_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));

  return TRUE;
}

static void
console_group_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (console_group_dialog_parent_class)->map (widget);
  console_stock_watch_set_active (CONSOLE_GROUP_DIALOG (widget)->watch, TRUE);
}

static void
console_group_dialog_unmap (GtkWidget *widget)
{
  console_stock_watch_set_active (CONSOLE_GROUP_DIALOG (widget)->watch, FALSE);
  GTK_WIDGET_CLASS (console_group_dialog_parent_class)->unmap (widget);
}

static void
console_group_dialog_finalize (GObject *object)
{
  ConsoleGroupDialog *self = CONSOLE_GROUP_DIALOG (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->context);
  bakery_entity_unref (self->store);
  bakery_entity_unref (self->group);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->removed);
  G_OBJECT_CLASS (console_group_dialog_parent_class)->finalize (object);
}

static void
console_group_dialog_class_init (ConsoleGroupDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_group_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = console_group_dialog_close_request;
  widget_class->map = console_group_dialog_map;
  widget_class->unmap = console_group_dialog_unmap;
  signals[CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/group-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupDialog, save);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupDialog, place);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupDialog, options);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupDialog, toasts);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_install_action (widget_class, "form.enter", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "form.enter", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_group_dialog_init (ConsoleGroupDialog *self)
{
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->removed = g_ptr_array_new_with_free_func (bakery_entity_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_group_dialog_new:
 * @context: what everything works with
 * @catalogue: what the store has; must outlive the dialog
 * @store: whose group it is
 * @group: (nullable): the group to change, %NULL to make one
 *
 * Returns: (transfer none): the dialog
 */
ConsoleGroupDialog *
console_group_dialog_new (ConsoleContext          *context,
                          const ConsoleCatalogue  *catalogue,
                          const BakeryStore       *store,
                          const BakeryOptionGroup *group)
{
  ConsoleGroupDialog *self = g_object_new (CONSOLE_TYPE_GROUP_DIALOG, NULL);
  g_autoptr(GPtrArray) options = NULL;

  self->context = g_object_ref (context);
  self->watch = console_stock_watch_new (context);
  self->catalogue = catalogue;
  self->store = bakery_store_ref ((BakeryStore *) store);
  self->group = group != NULL ? bakery_option_group_copy (group) : bakery_option_group_new ();
  if (group == NULL)
    {
      self->group->store = store->base.id;
      self->group->position = catalogue->groups->len + 1;
    }

  self->form = CONSOLE_ENTITY_FORM (console_entity_form_new (context, &bakery_option_group_type, group_form));
  console_entity_form_set_entity (self->form, self->group, NULL);
  adw_bin_set_child (self->place, GTK_WIDGET (self->form));
  options = console_catalogue_list_options (catalogue, self->group->base.id);
  for (guint i = 0; group != NULL && i < options->len; i++)
    {
      add_part (self, g_ptr_array_index (options, i));
    }
  gtk_window_set_title (GTK_WINDOW (self), group != NULL ? group->name : _("New Option Group"));
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (stock_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (console_entity_form_begin), self->form,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return self;
}

/**
 * console_group_dialog_set_book:
 * @self: the dialog
 * @book: (nullable): the store's recipes; valid until others are set
 *
 * Says by which recipes options are made, which decide their allergens.
 */
void
console_group_dialog_set_book (ConsoleGroupDialog     *self,
                               const BakeryRecipeBook *book)
{
  g_return_if_fail (CONSOLE_IS_GROUP_DIALOG (self));

  self->book = book;
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);

      if (part->form != NULL)
        show_recipe (self, part);
    }
}
