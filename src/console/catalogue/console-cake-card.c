/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One cake in the grid: picture, name, price, size and flavour, and up to three tags. All cards are of one height, whatever
 * they show. The picture comes when it is loaded. */

#include "config.h"

#include "console-cake-card.h"

#include "console-cake-texts.h"

#include <glib/gi18n.h>

#define N_TAGS 3

/* What fits into a row of tags, in characters, and what each takes beyond its own. */
#define TAGS_LENGTH 30
#define TAG_MARGIN 3

struct _ConsoleCakeCard
{
  GtkWidget parent_instance;

  /* Template children */
  GtkPicture *picture;
  GtkImage   *placeholder;
  GtkLabel   *name;
  GtkLabel   *price;
  GtkLabel   *facts;
  GtkLabel   *off;
  GtkLabel   *tag_1;
  GtkLabel   *tag_2;
  GtkLabel   *tag_3;
  GtkImage   *mark;
  GtkImage   *check;

  /* Owned */
  ConsoleThumbnails *thumbnails;
  GCancellable      *cancellable;

  gint64             image;
};

G_DEFINE_FINAL_TYPE (ConsoleCakeCard, console_cake_card, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    {
      gtk_label_set_label (label, text);
    }
}

static void
show_texture (ConsoleCakeCard *self,
              GdkTexture      *texture)
{
  gtk_picture_set_paintable (self->picture, texture != NULL ? GDK_PAINTABLE (texture) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), texture == NULL);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = console_thumbnails_load_finish (CONSOLE_THUMBNAILS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }
  if (texture != NULL)
    {
      show_texture (user_data, texture);
    }
}

static void
let_go (ConsoleCakeCard *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->image = 0;
}

static void
show_image (ConsoleCakeCard *self,
            gint64           image)
{
  GdkTexture *texture;

  if (image == self->image && image != 0)
    {
      return;
    }

  let_go (self);
  texture = image != 0 ? console_thumbnails_lookup (self->thumbnails, image) : NULL;
  self->image = image;
  show_texture (self, texture);
  if (texture == NULL && image != 0)
    {
      self->cancellable = g_cancellable_new ();
      console_thumbnails_load_async (self->thumbnails, image, self->cancellable, loaded_cb, self);
    }
}

/* How many of the tags fit beside each other on the narrowest card, but one in any case. */
static guint
count_tags (GStrv       tags,
            const char *off)
{
  glong length = off != NULL ? g_utf8_strlen (off, -1) + TAG_MARGIN : 0;
  guint n = 0;

  for (; tags[n] != NULL && n < N_TAGS; n++)
    {
      length += g_utf8_strlen (tags[n], -1) + TAG_MARGIN;
      if (length > TAGS_LENGTH && n + (off != NULL) > 0)
        {
          break;
        }
    }

  return n;
}

static void
show_tags (ConsoleCakeCard       *self,
           const BakeryCake      *cake,
           const ConsoleCalendar *calendar)
{
  GtkLabel *const labels[N_TAGS] = { self->tag_1, self->tag_2, self->tag_3 };
  g_autofree char *off = console_cake_dup_off (cake, calendar);
  g_auto(GStrv) tags = console_cake_dup_tags (cake);
  const guint n_tags = count_tags (tags, off);

  set_text (self->off, off != NULL ? off : "");
  gtk_widget_set_visible (GTK_WIDGET (self->off), off != NULL);
  for (guint i = 0; i < N_TAGS; i++)
    {
      const gboolean is_there = i < n_tags;

      set_text (labels[i], is_there ? tags[i] : "");
      gtk_widget_set_visible (GTK_WIDGET (labels[i]), is_there);
    }
  if (off != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "off");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "off");
    }
}

static void
show_mark (ConsoleCakeCard            *self,
           const ConsoleCakeCardState *state)
{
  const char *icon = NULL;
  const char *text = NULL;

  if (state->edit_state == CONSOLE_EDIT_CONFLICT || state->edit_state == CONSOLE_EDIT_REJECTED)
    {
      icon = "sweetspot-conflict-symbolic";
      text = _("Needs a decision");
    }
  else if (state->has_draft)
    {
      icon = "document-edit-symbolic";
      text = _("Not saved");
    }
  else if (state->edit_state == CONSOLE_EDIT_WAITING)
    {
      icon = "sweetspot-pending-symbolic";
      text = _("Waiting for the network");
    }

  gtk_widget_set_visible (GTK_WIDGET (self->mark), icon != NULL);
  if (icon != NULL)
    {
      gtk_image_set_from_icon_name (self->mark, icon);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->mark), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
}

static void
show_cake (ConsoleCakeCard            *self,
           const ConsoleCakeCardState *state,
           const ConsoleCalendar      *calendar)
{
  const BakeryCake *cake = state->cake;
  g_autofree char *price = console_cake_dup_price (cake);
  g_autofree char *facts = console_cake_dup_facts (cake);
  g_autofree char *description = console_cake_dup_description (cake, calendar);

  set_text (self->name, cake->name);
  set_text (self->price, price);
  set_text (self->facts, facts);
  show_tags (self, cake, calendar);
  show_mark (self, state);
  show_image (self, cake->images != NULL && cake->images->len > 0 ? g_array_index (cake->images, gint64, 0) : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
}

static void
state_flags_changed_cb (ConsoleCakeCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->check),
                          (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_SELECTED) != 0);
}

static void
console_cake_card_dispose (GObject *object)
{
  ConsoleCakeCard *self = CONSOLE_CAKE_CARD (object);
  GtkWidget *child;

  let_go (self);
  g_clear_object (&self->thumbnails);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_CAKE_CARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    {
      gtk_widget_unparent (child);
    }
  G_OBJECT_CLASS (console_cake_card_parent_class)->dispose (object);
}

static void
console_cake_card_class_init (ConsoleCakeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_cake_card_dispose;
  gtk_widget_class_set_css_name (widget_class, "cakecard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/cake-card.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, picture);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, placeholder);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, price);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, facts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, off);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, tag_1);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, tag_2);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, tag_3);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, mark);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCakeCard, check);
}

static void
console_cake_card_init (ConsoleCakeCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "state-flags-changed", G_CALLBACK (state_flags_changed_cb), NULL);
}

/**
 * console_cake_card_new:
 * @thumbnails: where pictures come from
 *
 * Returns: (transfer floating): a card that shows nothing
 */
GtkWidget *
console_cake_card_new (ConsoleThumbnails *thumbnails)
{
  ConsoleCakeCard *self = g_object_new (CONSOLE_TYPE_CAKE_CARD, NULL);

  self->thumbnails = g_object_ref (thumbnails);

  return GTK_WIDGET (self);
}

/**
 * console_cake_card_show:
 * @self: the card
 * @state: what to show
 * @calendar: what time it is
 *
 * Shows a cake, or that it is still being read.
 */
void
console_cake_card_show (ConsoleCakeCard            *self,
                        const ConsoleCakeCardState *state,
                        const ConsoleCalendar      *calendar)
{
  g_return_if_fail (CONSOLE_IS_CAKE_CARD (self));

  if (state->cake != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "loading");
      show_cake (self, state, calendar);
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "loading");
      show_image (self, 0);
    }
}
