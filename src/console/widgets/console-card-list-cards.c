/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards of a card list: made when they are needed, bound to an item for as long as it is in sight, kept in reserve when
 * not. */

#include "config.h"

#include "console-card-list-private.h"

guint
console_card_list_count (ConsoleCardList *self)
{
  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

GtkAdjustment *
console_card_list_get_vadjustment (ConsoleCardList *self)
{
  return self->adjustments[GTK_ORIENTATION_VERTICAL];
}

int
console_card_list_get_card_width (ConsoleCardList *self)
{
  return MAX ((self->width > 0 ? self->width : ASSUMED_WIDTH) - 2 * MARGIN, 1);
}

/* The card with its share of the space around it. */
int
console_card_list_measure_card (ConsoleCardList *self,
                                GtkWidget       *card)
{
  int height, minimum;

  gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, MAX (console_card_list_get_card_width (self), minimum),
                      &height, NULL, NULL, NULL);

  return MAX (height + SPACING, 1);
}

/* A card that is not shown is not there for a screen reader either. */
static void
set_shown (Card    *card,
           gboolean is_shown)
{
  gtk_widget_set_child_visible (card->widget, is_shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (card->widget),
                               GTK_ACCESSIBLE_STATE_HIDDEN, !is_shown,
                               -1);
}

void
console_card_free (Card *card)
{
  g_clear_object (&card->item);
  g_clear_pointer (&card->widget, gtk_widget_unparent);
  g_free (card);
}

static Card *
create_card (ConsoleCardList *self)
{
  Card *card = g_new0 (Card, 1);

  card->widget = self->funcs.create (self->user_data);
  card->position = GTK_INVALID_LIST_POSITION;
  gtk_widget_set_parent (card->widget, GTK_WIDGET (self));

  return card;
}

void
console_card_list_mark_selected (ConsoleCardList *self,
                                 Card            *card)
{
  gboolean is_selected = card->item == self->selected_item;

  if (is_selected)
    {
      gtk_widget_set_state_flags (card->widget, GTK_STATE_FLAG_SELECTED, FALSE);
    }
  else
    {
      gtk_widget_unset_state_flags (card->widget, GTK_STATE_FLAG_SELECTED);
    }

  gtk_accessible_update_state (GTK_ACCESSIBLE (card->widget),
                               GTK_ACCESSIBLE_STATE_SELECTED, is_selected,
                               -1);
}

void
console_card_list_set_position (ConsoleCardList *self,
                                Card            *card,
                                guint            position)
{
  if (card->position == position)
    {
      return;
    }

  card->position = position;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (card->widget),
                                  GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) position + 1,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) console_card_list_count (self),
                                  -1);
}

/* The card that shows the item at @position, bound now if it was not. */
Card *
console_card_list_bind_card (ConsoleCardList *self,
                             guint            position)
{
  g_autoptr(GObject) item = g_list_model_get_item (self->model, position);
  Card *card;

  g_assert (item != NULL);
  card = g_hash_table_lookup (self->cards, item);

  if (card == NULL)
    {
      card = self->spare->len > 0
             ? g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1)
             : create_card (self);
      card->item = g_object_ref (item);
      g_hash_table_insert (self->cards, item, card);
      set_shown (card, TRUE);
      self->funcs.bind (card->widget, item, self->user_data);
      console_card_list_mark_selected (self, card);
    }

  console_card_list_set_position (self, card, position);
  card->is_gone = FALSE;

  return card;
}

/* The card of @position if it is bound, as all are that were in sight at the last update. */
Card *
console_card_list_find_card (ConsoleCardList *self,
                             guint            position)
{
  g_autoptr(GObject) item = g_list_model_get_item (self->model, position);

  return item != NULL ? g_hash_table_lookup (self->cards, item) : NULL;
}

gboolean
console_card_has_focus (Card *card)
{
  return gtk_widget_get_focus_child (gtk_widget_get_parent (card->widget)) == card->widget;
}

/* Whether the keyboard is on the card or on something in it now. */
gboolean
console_card_is_focused (Card *card)
{
  GtkRoot *root = gtk_widget_get_root (card->widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == card->widget || gtk_widget_is_ancestor (focus, card->widget));
}

void
console_card_list_release_card (ConsoleCardList *self,
                                Card            *card)
{
  self->funcs.bind (card->widget, NULL, self->user_data);
  set_shown (card, FALSE);
  g_clear_object (&card->item);
  card->position = GTK_INVALID_LIST_POSITION;
  g_ptr_array_add (self->spare, card);
}

/* The height of a card that is not loaded yet, which is what the adjustment counts in. Asked of a spare card. */
int
console_card_list_get_typical (ConsoleCardList *self)
{
  Card *card;

  if (self->typical > 0)
    {
      return self->typical;
    }

  if (self->spare->len == 0)
    {
      card = create_card (self);
      set_shown (card, FALSE);
      g_ptr_array_add (self->spare, card);
    }

  card = g_ptr_array_index (self->spare, 0);
  self->typical = console_card_list_measure_card (self, card->widget);

  return self->typical;
}
