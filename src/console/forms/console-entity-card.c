/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person, a store or another thing with a name, as a card of a list: who it is, what there is to know at a glance, and
 * whether something of it is not saved or waits. Main thread. */

#include "config.h"

#include "console-entity-card.h"

#include <glib/gi18n.h>

struct _ConsoleEntityCard
{
  GtkBox parent_instance;

  /* Template children */
  AdwAvatar *avatar;
  GtkLabel  *title;
  GtkLabel  *subtitle;
  GtkLabel  *tag;
  GtkLabel  *state;
};

G_DEFINE_FINAL_TYPE (ConsoleEntityCard, console_entity_card, GTK_TYPE_BOX)

static void
console_entity_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_ENTITY_CARD);

  G_OBJECT_CLASS (console_entity_card_parent_class)->dispose (object);
}

static void
console_entity_card_class_init (ConsoleEntityCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_entity_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/forms/entity-card.ui");
  gtk_widget_class_set_css_name (widget_class, "card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityCard, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityCard, tag);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityCard, state);
}

static void
console_entity_card_init (ConsoleEntityCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_entity_card_clear (self);
}

static void
update_name (ConsoleEntityCard *self)
{
  GString *name = g_string_new (gtk_label_get_label (self->title));

  if (gtk_widget_get_visible (GTK_WIDGET (self->tag)))
    g_string_append_printf (name, ", %s", gtk_label_get_label (self->tag));
  if (gtk_widget_get_visible (GTK_WIDGET (self->state)))
    g_string_append_printf (name, ", %s", gtk_label_get_label (self->state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_label_get_label (self->subtitle),
                                  -1);
  g_string_free (name, TRUE);
}

static void
set_pill (GtkLabel   *pill,
          const char *text)
{
  gtk_label_set_label (pill, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (pill), text != NULL);
}

/**
 * console_entity_card_new:
 *
 * Returns: (transfer floating): a card that waits for its entity
 */
GtkWidget *
console_entity_card_new (void)
{
  return g_object_new (CONSOLE_TYPE_ENTITY_CARD, NULL);
}

/**
 * console_entity_card_show:
 * @self: a card
 * @title: the name
 * @subtitle: what else there is to know
 * @tag: (nullable): a word about it
 *
 * Shows an entity.
 */
void
console_entity_card_show (ConsoleEntityCard *self,
                          const char        *title,
                          const char        *subtitle,
                          const char        *tag)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_CARD (self));

  adw_avatar_set_text (self->avatar, title);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  set_pill (self->tag, tag);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "loading");
  update_name (self);
}

/**
 * console_entity_card_set_state:
 * @self: a card that shows an entity
 * @has_draft: whether something was typed into it and not saved
 * @state: what waits for it
 *
 * Says what is not settled yet.
 */
void
console_entity_card_set_state (ConsoleEntityCard *self,
                               gboolean           has_draft,
                               ConsoleEditState   state)
{
  const char *text = has_draft ? _("Not saved") : NULL;

  g_return_if_fail (CONSOLE_IS_ENTITY_CARD (self));

  if (state == CONSOLE_EDIT_CONFLICT)
    text = _("Needs a decision");
  else if (state == CONSOLE_EDIT_REJECTED)
    text = _("Refused");
  else if (state == CONSOLE_EDIT_WAITING && !has_draft)
    text = _("Waits");
  set_pill (self->state, text);
  update_name (self);
}

/**
 * console_entity_card_clear:
 * @self: a card
 *
 * Shows nothing: its entity has not been read yet.
 */
void
console_entity_card_clear (ConsoleEntityCard *self)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_CARD (self));

  console_entity_card_show (self, "", "", NULL);
  set_pill (self->state, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "loading");
}
