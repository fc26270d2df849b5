/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a customer sees of a cake and pays for it: one can choose options as they do, and the domain's own rules say whether
 * the choice is possible and what it costs with the store's tax. */

#include "config.h"

#include "console-cake-preview.h"

#include "console-cake-texts.h"
#include "console-field-titles.h"

#include "bakery-choice.h"
#include "bakery-money.h"
#include "bakery-price.h"
#include "bakery-violations.h"

#include <glib/gi18n.h>

struct _ConsoleCakePreview
{
  AdwBin parent_instance;

  /* Template children */
  GtkPicture *picture;
  GtkWidget  *no_picture;
  GtkLabel   *name;
  GtkLabel   *facts;
  GtkLabel   *description;
  GtkBox     *groups;
  GtkLabel   *problems;
  GtkLabel   *kind;
  GtkLabel   *cake_price;
  GtkLabel   *options_price;
  GtkLabel   *tax;
  GtkLabel   *total;

  /* Borrowed */
  const ConsoleCatalogue *catalogue;
  const BakeryStore      *store;

  /* Owned */
  ConsoleThumbnails *thumbnails;
  GCancellable      *cancellable;
  BakeryCake        *cake;
  GHashTable        *chosen;      /* ids of options */

  gint64             image;
};

G_DEFINE_FINAL_TYPE (ConsoleCakePreview, console_cake_preview, ADW_TYPE_BIN)

static void
set_money (ConsoleCakePreview *self,
           GtkLabel           *label,
           gint64              amount)
{
  g_autofree char *text = bakery_money_to_display (amount, self->store->currency);

  gtk_label_set_label (label, text);
}

static GPtrArray *
list_groups (ConsoleCakePreview *self)
{
  GPtrArray *groups = g_ptr_array_new ();

  for (guint i = 0; self->cake->option_groups != NULL && i < self->cake->option_groups->len; i++)
    {
      BakeryOptionGroup *group =
        console_catalogue_find_group (self->catalogue, g_array_index (self->cake->option_groups, gint64, i));

      if (group != NULL)
        {
          g_ptr_array_add (groups, group);
        }
    }

  return groups;
}

static GPtrArray *
list_chosen (ConsoleCakePreview *self,
             GPtrArray          *groups)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < groups->len; i++)
    {
      g_autoptr(GPtrArray) options =
        console_catalogue_list_options (self->catalogue, BAKERY_ENTITY (g_ptr_array_index (groups, i))->id);

      for (guint j = 0; j < options->len; j++)
        {
          BakeryEntity *option = g_ptr_array_index (options, j);

          if (g_hash_table_contains (self->chosen, &option->id))
            {
              g_ptr_array_add (chosen, option);
            }
        }
    }

  return chosen;
}

static void
show_problems (ConsoleCakePreview     *self,
               const BakeryViolations *violations)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < bakery_violations_get_n_messages (violations); i++)
    {
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", bakery_violations_peek_message (violations, i));
    }
  gtk_label_set_label (self->problems, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), text->len > 0);
}

static void
show_price (ConsoleCakePreview *self)
{
  g_autoptr(GPtrArray) groups = list_groups (self);
  g_autoptr(GPtrArray) chosen = list_chosen (self, groups);
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  BakeryPriceLine line = { self->cake->price, 0, 1, 0 };
  BakeryPrice price = { 0 };

  for (guint i = 0; i < chosen->len; i++)
    {
      line.options_price += ((BakeryOption *) g_ptr_array_index (chosen, i))->price_change;
    }
  bakery_choice_check (groups, chosen, violations);
  show_problems (self, violations);
  bakery_price_compute (&line, 1, self->store->tax_rate, 0, &price, NULL);
  set_money (self, self->cake_price, self->cake->price);
  set_money (self, self->options_price, line.options_price);
  set_money (self, self->tax, price.tax);
  set_money (self, self->total, price.total);
}

static void
toggled_cb (GtkCheckButton     *button,
            ConsoleCakePreview *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "option");

  if (gtk_check_button_get_active (button))
    {
      g_hash_table_add (self->chosen, g_memdup2 (id, sizeof *id));
    }
  else
    {
      g_hash_table_remove (self->chosen, id);
    }
  show_price (self);
}

static char *
dup_option_text (const BakeryOption *option)
{
  g_autofree char *price = NULL;

  if (option->price_change == 0)
    {
      return g_strdup (option->name);
    }

  price = bakery_money_to_display (option->price_change, option->currency);

  return g_strdup_printf ("%s  %s%s", option->name, option->price_change > 0 ? "+" : "", price);
}

static GtkWidget *
new_choice (ConsoleCakePreview *self,
            BakeryOption       *option)
{
  g_autofree char *text = dup_option_text (option);
  GtkWidget *button = gtk_check_button_new_with_label (text);

  gtk_widget_set_sensitive (button, option->availability);
  g_object_set_data_full (G_OBJECT (button), "option", g_memdup2 (&option->base.id, sizeof option->base.id), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), g_hash_table_contains (self->chosen, &option->base.id));
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);

  return button;
}

static char *
dup_rule (const BakeryOptionGroup *group)
{
  if (group->minimum == group->maximum)
    {
      return g_strdup_printf (ngettext ("Choose %d", "Choose %d", (gulong) group->minimum), (int) group->minimum);
    }
  if (group->minimum == 0)
    {
      return g_strdup_printf (ngettext ("Choose up to %d", "Choose up to %d", (gulong) group->maximum),
                              (int) group->maximum);
    }

  return g_strdup_printf (_("Choose %d to %d"), (int) group->minimum, (int) group->maximum);
}

/* A heading with the rule, and a button for each option. */
static void
add_group (ConsoleCakePreview      *self,
           const BakeryOptionGroup *group)
{
  g_autoptr(GPtrArray) options = console_catalogue_list_options (self->catalogue, group->base.id);
  g_autofree char *rule = dup_rule (group);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (group->name);
  GtkWidget *hint = gtk_label_new (rule);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_widget_add_css_class (head, "group");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), hint);
  gtk_box_append (self->groups, head);
  for (guint i = 0; i < options->len; i++)
    {
      gtk_box_append (self->groups, new_choice (self, g_ptr_array_index (options, i)));
    }
}

static void
show_groups (ConsoleCakePreview *self)
{
  g_autoptr(GPtrArray) groups = list_groups (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    {
      gtk_box_remove (self->groups, child);
    }
  for (guint i = 0; i < groups->len; i++)
    {
      add_group (self, g_ptr_array_index (groups, i));
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = console_thumbnails_load_finish (CONSOLE_THUMBNAILS (source), result, &error);

  if (texture != NULL)
    {
      gtk_picture_set_paintable (CONSOLE_CAKE_PREVIEW (user_data)->picture, GDK_PAINTABLE (texture));
    }
}

static void
show_image (ConsoleCakePreview *self)
{
  const gint64 image =
    self->cake->images != NULL && self->cake->images->len > 0 ? g_array_index (self->cake->images, gint64, 0) : 0;

  if (image == self->image)
    {
      return;
    }

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->image = image;
  gtk_picture_set_paintable (self->picture, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), image != 0);
  gtk_widget_set_visible (self->no_picture, image == 0);
  if (image != 0)
    {
      console_thumbnails_load_async (self->thumbnails, image, self->cancellable, loaded_cb, self);
    }
}

/* A line that would be empty takes no room. */
static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
console_cake_preview_dispose (GObject *object)
{
  ConsoleCakePreview *self = CONSOLE_CAKE_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->thumbnails);
  g_clear_pointer (&self->cake, bakery_cake_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_CAKE_PREVIEW);
  G_OBJECT_CLASS (console_cake_preview_parent_class)->dispose (object);
}

static void
console_cake_preview_finalize (GObject *object)
{
  g_hash_table_unref (CONSOLE_CAKE_PREVIEW (object)->chosen);
  G_OBJECT_CLASS (console_cake_preview_parent_class)->finalize (object);
}

static void
console_cake_preview_class_init (ConsoleCakePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_cake_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_cake_preview_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/cake-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, picture);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, no_picture);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, facts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, description);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, groups);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, problems);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, kind);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, cake_price);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, options_price);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, tax);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakePreview, total);
}

static void
console_cake_preview_init (ConsoleCakePreview *self)
{
  self->chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_cake_preview_set_thumbnails:
 * @self: the preview
 * @thumbnails: where pictures come from
 */
void
console_cake_preview_set_thumbnails (ConsoleCakePreview *self,
                                     ConsoleThumbnails  *thumbnails)
{
  g_return_if_fail (CONSOLE_IS_CAKE_PREVIEW (self));

  g_set_object (&self->thumbnails, thumbnails);
}

/**
 * console_cake_preview_show:
 * @self: the preview
 * @cake: what somebody makes of a cake
 * @catalogue: what can be chosen with it; must live until the next call
 * @store: whose tax and currency count; likewise
 *
 * Shows the cake as it is now. What was chosen stays chosen.
 */
void
console_cake_preview_show (ConsoleCakePreview     *self,
                           const BakeryCake       *cake,
                           const ConsoleCatalogue *catalogue,
                           const BakeryStore      *store)
{
  g_autoptr(BakeryCake) previous = NULL;
  g_autofree char *facts = console_cake_dup_facts (cake);
  const BakeryField *field = bakery_entity_type_find_field (&bakery_cake_type, "option_groups");

  g_return_if_fail (CONSOLE_IS_CAKE_PREVIEW (self));

  previous = g_steal_pointer (&self->cake);
  self->cake = bakery_cake_copy (cake);
  self->store = store;
  gtk_label_set_label (self->name, cake->name != NULL && *cake->name != '\0' ? cake->name
                                                                             : console_entity_get_new_title (cake));
  gtk_label_set_label (self->kind, cake->kind == BAKERY_CAKE_KIND_DRINK ? _("Drink") : _("Cake"));
  show_text (self->facts, facts);
  show_text (self->description, cake->description);
  show_image (self);
  if (previous == NULL || self->catalogue != catalogue || !bakery_field_equal (previous, cake, field))
    {
      self->catalogue = catalogue;
      show_groups (self);
    }
  show_price (self);
}

/**
 * console_cake_preview_rename_option:
 * @self: the preview
 * @local_id: the id that an option made here had
 * @id: the id that the server gave it
 *
 * Keeps the option chosen, if it is.
 */
void
console_cake_preview_rename_option (ConsoleCakePreview *self,
                                    gint64              local_id,
                                    gint64              id)
{
  g_return_if_fail (CONSOLE_IS_CAKE_PREVIEW (self));

  if (g_hash_table_remove (self->chosen, &local_id))
    {
      g_hash_table_add (self->chosen, g_memdup2 (&id, sizeof id));
    }
}
