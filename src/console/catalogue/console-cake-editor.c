/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One cake or drink being edited: its form, with pictures and option groups, and beside it what a customer sees of it.
 * Saving, drafts and conflicts are the entity editor's business. */

#include "config.h"

#include "console-cake-editor.h"

#include "console-bin.h"
#include "console-cake-preview.h"
#include "console-cake-recipe.h"
#include "console-catalogue-reader.h"
#include "console-dialog.h"
#include "console-entity-editor.h"
#include "console-group-dialog.h"
#include "console-groups-editor.h"
#include "console-pictures-editor.h"
#include "console-recipe-facts.h"

#include <glib/gi18n.h>

struct _ConsoleCakeEditor
{
  AdwBin parent_instance;

  /* Template children */
  AdwFlap             *flap;
  ConsoleEntityEditor *editor;
  ConsoleCakePreview  *preview;

  /* Borrowed */
  ConsoleEntityForm     *form;
  ConsolePicturesEditor *pictures;
  ConsoleGroupsEditor   *groups;
  ConsoleCakeRecipe     *recipe;
  GtkLabel              *allergens_hint;

  /* Owned */
  ConsoleContext   *context;
  ConsoleCatalogue *catalogue;
  GCancellable     *cancellable;

  /* Weak: a window that somebody holds is never told that it is gone. */
  ConsoleGroupDialog *dialog;
};

enum
{
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const picture_fields[] = { "images", NULL };
static const char *const general_fields[] = { "name", "flavor", "size", "price", "description", NULL };
static const char *const selling_fields[] = { "availability", "unavailable_until", "category", "season", NULL };
static const char *const option_fields[] = { "option_groups", NULL };
static const char *const tag_fields[] = { "dietary", "allergens", NULL };
static const char *const work_fields[] = { "work_minutes", "lead_time_minutes", NULL };

static const ConsoleFormGroup form_groups[] = {
  { N_("Pictures"), NULL, picture_fields },
  { N_("What it is"), NULL, general_fields },
  { N_("When it is sold"), NULL, selling_fields },
  { N_("Options"), NULL, option_fields },
  { N_("Diets and allergens"), NULL, tag_fields },
  { N_("Work"), NULL, work_fields },
  { NULL },
};

G_DEFINE_FINAL_TYPE (ConsoleCakeEditor, console_cake_editor, ADW_TYPE_BIN)

static const BakeryStore *
find_store (ConsoleCakeEditor *self,
            const BakeryCake  *cake)
{
  return console_repository_find_store (console_context_get_repository (self->context), cake->store);
}

static void
show_preview (ConsoleCakeEditor *self)
{
  const BakeryCake *cake = console_entity_form_get_entity (self->form);
  const BakeryStore *store = cake != NULL ? find_store (self, cake) : NULL;

  if (store != NULL && self->catalogue != NULL)
    {
      console_cake_preview_show (self->preview, cake, self->catalogue, store);
    }
}

/* What a recipe decides is changed there: the server takes no other word for it. */
static void
show_recipe (ConsoleCakeEditor *self)
{
  const BakeryCake *cake = console_entity_form_get_entity (self->form);
  const BakeryRecipe *recipe;
  g_autofree char *hint = NULL;

  console_cake_recipe_show (self->recipe, cake);
  recipe = console_cake_recipe_get_recipe (self->recipe);
  hint = console_recipe_dup_allergens_hint (recipe);
  gtk_label_set_label (self->allergens_hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->allergens_hint), recipe != NULL);
  if (cake != NULL)
    console_entity_form_set_field_sensitive (self->form, "allergens", recipe == NULL);
}

static void
edited_cb (ConsoleCakeEditor *self)
{
  show_preview (self);
  show_recipe (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  ConsoleCatalogue *catalogue = console_catalogue_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  ConsoleCakeEditor *self = user_data;
  g_autoptr(ConsoleCatalogue) previous = NULL;

  if (catalogue == NULL)
    {
      return;
    }

  previous = g_steal_pointer (&self->catalogue);
  self->catalogue = catalogue;
  console_groups_editor_set_catalogue (self->groups, catalogue);
  show_preview (self);
}

static void
read_options (ConsoleCakeEditor *self)
{
  const BakeryCake *cake = console_entity_form_get_entity (self->form);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (cake != NULL)
    {
      console_pictures_editor_set_store (self->pictures, cake->store);
      console_catalogue_read_async (console_context_get_repository (self->context), cake->store,
                                    CONSOLE_CATALOGUE_OPTIONS, self->cancellable, read_cb, self);
    }
}

static void
shown_cb (ConsoleEntityEditor *editor,
          ConsoleCakeEditor   *self)
{
  read_options (self);
  show_recipe (self);
}

static void
closed_cb (ConsoleEntityEditor *editor,
           ConsoleCakeEditor   *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

/* Where the preview stands beside the form, the buttons of the window are above it. */
static void
preview_moved_cb (AdwFlap           *flap,
                  GParamSpec        *spec,
                  ConsoleCakeEditor *self)
{
  g_object_set (self->editor, "ends-window", adw_flap_get_folded (flap) || !adw_flap_get_reveal_flap (flap), NULL);
}

/* The dialog works on what was read; a later reading waits until it is closed. */
static void
entities_changed_cb (ConsoleRepository *repository,
                     const char        *type,
                     gint64             id,
                     ConsoleCakeEditor *self)
{
  if (self->dialog == NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
      && (g_str_equal (type, bakery_option_type.name) || g_str_equal (type, bakery_option_group_type.name)))
    {
      read_options (self);
    }
}

static void
entity_named_cb (ConsoleRepository *repository,
                 const char        *type,
                 gint64             local_id,
                 gint64             id,
                 ConsoleCakeEditor *self)
{
  if (g_str_equal (type, bakery_option_group_type.name))
    {
      console_groups_editor_rename (self->groups, local_id, id);
    }
  else if (g_str_equal (type, bakery_option_type.name))
    {
      console_cake_preview_rename_option (self->preview, local_id, id);
    }
}

static void
group_created_cb (ConsoleGroupDialog *dialog,
                  gint64              group,
                  ConsoleCakeEditor  *self)
{
  console_groups_editor_add (self->groups, group);
}

static void
dialog_gone_cb (ConsoleCakeEditor *self)
{
  g_clear_weak_pointer (&self->dialog);
  read_options (self);
}

static void
edit_group_cb (ConsoleGroupsEditor *groups,
               gint64               group,
               ConsoleCakeEditor   *self)
{
  console_cake_editor_edit_group (self, group);
}

static void
console_cake_editor_dispose (GObject *object)
{
  ConsoleCakeEditor *self = CONSOLE_CAKE_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->dialog);
  g_clear_object (&self->context);
  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_CAKE_EDITOR);
  g_clear_pointer (&self->catalogue, console_catalogue_free);
  G_OBJECT_CLASS (console_cake_editor_parent_class)->dispose (object);
}

static void
console_cake_editor_class_init (ConsoleCakeEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_cake_editor_dispose;
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  g_type_ensure (CONSOLE_TYPE_ENTITY_EDITOR);
  g_type_ensure (CONSOLE_TYPE_CAKE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/cake-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeEditor, flap);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeEditor, editor);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeEditor, preview);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_moved_cb);
}

static void
console_cake_editor_init (ConsoleCakeEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  preview_moved_cb (self->flap, NULL, self);
}

/* What the account may not do is not in the menu. */
static void
append_verb (GMenu      *menu,
             const char *title,
             const char *action)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (title, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
add_menu (ConsoleCakeEditor *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GPropertyAction) preview = g_property_action_new ("preview", self->flap, "reveal-flap");

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (preview));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "cake", G_ACTION_GROUP (actions));
  g_menu_append (menu, _("Show What a _Customer Sees"), "cake.preview");
  append_verb (menu, _("_Duplicate"), "catalogue.duplicate");
  append_verb (menu, _("_Archive"), "catalogue.archive-shown");
  console_entity_editor_set_menu (self->editor, G_MENU_MODEL (menu));
}

static void
add_recipe (ConsoleCakeEditor *self)
{
  self->recipe = CONSOLE_CAKE_RECIPE (console_cake_recipe_new (self->context));
  self->allergens_hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->allergens_hint, 0);
  gtk_label_set_wrap (self->allergens_hint, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->allergens_hint), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->allergens_hint), FALSE);
  console_cake_recipe_follow (self->recipe, GTK_WIDGET (self));
  console_entity_form_add_widget (self->form, "price", GTK_WIDGET (self->recipe));
  console_entity_form_add_widget (self->form, "allergens", GTK_WIDGET (self->allergens_hint));
  g_signal_connect_object (self->recipe, "changed", G_CALLBACK (show_recipe), self, G_CONNECT_SWAPPED);
}

/**
 * console_cake_editor_set_up:
 * @self: the editor
 * @context: what everything works with
 * @thumbnails: where pictures come from
 *
 * Makes the form. To be called once.
 */
void
console_cake_editor_set_up (ConsoleCakeEditor *self,
                            ConsoleContext    *context,
                            ConsoleThumbnails *thumbnails)
{
  ConsoleRepository *repository = console_context_get_repository (context);

  g_return_if_fail (CONSOLE_IS_CAKE_EDITOR (self));

  self->context = g_object_ref (context);
  console_entity_editor_set_up (self->editor, context, &bakery_cake_type, form_groups);
  self->form = console_entity_editor_get_form (self->editor);
  self->pictures = CONSOLE_PICTURES_EDITOR (console_pictures_editor_new (context, thumbnails));
  self->groups = CONSOLE_GROUPS_EDITOR (console_groups_editor_new ());
  console_entity_form_set_editor (self->form, "images", CONSOLE_FIELD_EDITOR (self->pictures));
  console_entity_form_set_editor (self->form, "option_groups", CONSOLE_FIELD_EDITOR (self->groups));
  add_recipe (self);
  console_cake_preview_set_thumbnails (self->preview, thumbnails);
  add_menu (self);
  g_signal_connect_object (self->form, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->groups, "edit-group", G_CALLBACK (edit_group_cb), self, 0);
  g_signal_connect_object (repository, "entities-changed", G_CALLBACK (entities_changed_cb), self, 0);
  g_signal_connect_object (repository, "entity-named", G_CALLBACK (entity_named_cb), self, 0);
}

/**
 * console_cake_editor_show:
 * @self: the editor
 * @cake: a cake's id
 *
 * Shows a cake.
 */
void
console_cake_editor_show (ConsoleCakeEditor *self,
                          gint64             cake)
{
  g_return_if_fail (CONSOLE_IS_CAKE_EDITOR (self));

  console_entity_editor_show (self->editor, cake);
}

/**
 * console_cake_editor_create:
 * @self: the editor
 * @initial: what a new cake starts with
 *
 * Begins a new cake.
 */
void
console_cake_editor_create (ConsoleCakeEditor *self,
                            const BakeryCake  *initial)
{
  g_return_if_fail (CONSOLE_IS_CAKE_EDITOR (self));

  console_entity_editor_create (self->editor, initial);
}

/**
 * console_cake_editor_edit_group:
 * @self: the editor
 * @group: the id of an option group, 0 to make one
 *
 * Opens the dialog in which a group is changed.
 */
void
console_cake_editor_edit_group (ConsoleCakeEditor *self,
                                gint64             group)
{
  const BakeryCake *cake = console_entity_form_get_entity (self->form);
  const BakeryStore *store = cake != NULL ? find_store (self, cake) : NULL;
  ConsoleGroupDialog *dialog;

  g_return_if_fail (CONSOLE_IS_CAKE_EDITOR (self));

  if (store == NULL || self->catalogue == NULL || self->dialog != NULL)
    {
      return;
    }

  dialog = console_group_dialog_new (self->context, self->catalogue, store,
                                     console_catalogue_find_group (self->catalogue, group));
  g_set_weak_pointer (&self->dialog, dialog);
  g_signal_connect_object (dialog, "created", G_CALLBACK (group_created_cb), self, 0);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (dialog_gone_cb), self, G_CONNECT_SWAPPED);
  console_dialog_present (GTK_WINDOW (dialog), GTK_WIDGET (self));
}

/**
 * console_cake_editor_get_cake:
 * @self: the editor
 *
 * Returns: (transfer none) (nullable): the cake as it stands in the form; %NULL while it is being read
 */
const BakeryCake *
console_cake_editor_get_cake (ConsoleCakeEditor *self)
{
  g_return_val_if_fail (CONSOLE_IS_CAKE_EDITOR (self), NULL);

  return console_entity_editor_has_entity (self->editor) ? console_entity_form_get_entity (self->form) : NULL;
}

/**
 * console_cake_editor_add_picture:
 * @self: the editor
 * @file: a picture
 *
 * Adds a picture to the cake.
 */
void
console_cake_editor_add_picture (ConsoleCakeEditor *self,
                                 GFile             *file)
{
  g_return_if_fail (CONSOLE_IS_CAKE_EDITOR (self));

  console_pictures_editor_add_file (self->pictures, file);
}
