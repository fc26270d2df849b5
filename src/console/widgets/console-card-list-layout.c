/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the cards of a card list go: which are in sight at the scroll bar's position, at what height each stands, and what
 * that means for the scroll bar. */

#include "config.h"

#include "console-card-list-private.h"

#include <math.h>

static Card *
place_card (ConsoleCardList *self,
            guint            position,
            gboolean         may_bind)
{
  Card *card = may_bind ? console_card_list_bind_card (self, position) : console_card_list_find_card (self, position);

  if (card == NULL)
    {
      console_card_list_schedule_update (self);
      return NULL;
    }

  card->height = console_card_list_measure_card (self, card->widget);
  card->is_placed = TRUE;

  return card;
}

static void
move_cards (ConsoleCardList *self,
            int              distance)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      Card *card = g_ptr_array_index (self->placed, i);

      card->y += distance;
    }
}

static gboolean
place_before_first (ConsoleCardList *self,
                    gboolean         may_bind)
{
  Card *first = g_ptr_array_index (self->placed, 0);
  Card *card = place_card (self, first->position - 1, may_bind);

  if (card == NULL)
    {
      return FALSE;
    }

  card->y = first->y - card->height;
  g_ptr_array_insert (self->placed, 0, card);

  return TRUE;
}

static Card *
get_first (ConsoleCardList *self)
{
  return g_ptr_array_index (self->placed, 0);
}

/* After the last card there is nothing: pulls the cards down to the bottom and adds those before them. */
static void
fill_from_bottom (ConsoleCardList *self,
                  int              bottom,
                  gboolean         may_bind)
{
  move_cards (self, self->height - bottom);

  while (get_first (self)->y > MARGIN && get_first (self)->position > 0)
    {
      if (!place_before_first (self, may_bind))
        {
          return;
        }
    }

  if (get_first (self)->y > MARGIN)
    {
      move_cards (self, MARGIN - get_first (self)->y);
    }
}

/* Whether the scroll bar is at its end: then it is the last card that is wanted, whatever the heights before it. */
static gboolean
is_at_end (ConsoleCardList *self)
{
  GtkAdjustment *adjustment = console_card_list_get_vadjustment (self);
  double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return last > 0 && gtk_adjustment_get_value (adjustment) >= last - 0.5;
}

/* Whether so few cards follow that the end is counted out instead of estimated, before somebody gets there. */
static gboolean
is_near_end (ConsoleCardList *self,
             guint            position)
{
  return console_card_list_count (self) - position <= 2 + 2 * (guint) (self->height / console_card_list_get_typical (self));
}

/* Puts cards one below the other from @value on, which counts in cards. Returns the lower end of the last one, or -1 when a
 * card is missing. */
static int
fill_downwards (ConsoleCardList *self,
                double           value,
                gboolean         may_bind)
{
  guint n_items = console_card_list_count (self);
  guint first = MIN ((guint) MAX (value, 0), n_items - 1);
  gboolean to_end = is_near_end (self, first);
  int y = MARGIN;

  for (guint position = first; position < n_items && (to_end || y < self->height); position++)
    {
      Card *card = place_card (self, position, may_bind);

      if (card == NULL)
        {
          return -1;
        }

      if (position == first)
        {
          y = MARGIN - (int) round (CLAMP (value - first, 0, 1) * card->height);
        }

      card->y = y;
      y += card->height;
      g_ptr_array_add (self->placed, card);
    }

  return y + MARGIN - SPACING;
}

/* Puts cards from the adjustment's value downwards until the height is filled. */
void
console_card_list_place (ConsoleCardList *self,
                         gboolean         may_bind)
{
  guint n_items = console_card_list_count (self);
  double value = gtk_adjustment_get_value (console_card_list_get_vadjustment (self)) / console_card_list_get_typical (self);
  Card *last;
  int bottom;

  g_ptr_array_set_size (self->placed, 0);

  if (n_items == 0)
    {
      return;
    }

  bottom = fill_downwards (self, is_at_end (self) ? n_items - 1 : value, may_bind);

  if (bottom < 0)
    {
      return;
    }

  last = g_ptr_array_index (self->placed, self->placed->len - 1);

  if (last->position + 1 == n_items && bottom < self->height)
    {
      fill_from_bottom (self, bottom, may_bind);
    }
  else if (get_first (self)->y > 0 && get_first (self)->position > 0)
    {
      place_before_first (self, may_bind);
    }
}

/* Where in the adjustment the point @pixels below the top edge is, given the cards in place. */
static double
value_at (ConsoleCardList *self,
          int              pixels)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      Card *card = g_ptr_array_index (self->placed, i);
      double share = (double) (pixels + MARGIN - card->y) / card->height;

      if (share <= 1 || i + 1 == self->placed->len)
        {
          return (card->position + CLAMP (share, 0, 1)) * console_card_list_get_typical (self);
        }
    }

  return 0;
}

/* Tells the scroll bar what there is, once the cards are in place. */
void
console_card_list_configure (ConsoleCardList *self)
{
  guint n_items = console_card_list_count (self);
  Card *last = self->placed->len > 0 ? g_ptr_array_index (self->placed, self->placed->len - 1) : NULL;
  double value = gtk_adjustment_get_value (console_card_list_get_vadjustment (self));
  double upper = (double) n_items * console_card_list_get_typical (self) + 2 * MARGIN;

  if (last == NULL)
    {
      value = 0;
      upper = self->height;
    }
  else if (last->position + 1 == n_items)
    {
      int beyond = MAX (last->y + last->height - SPACING + MARGIN - self->height, 0);

      value = value_at (self, 0);
      upper = value_at (self, beyond) + self->height;
    }
  else
    {
      upper = MAX (upper, value + self->height + console_card_list_get_typical (self));
    }

  gtk_adjustment_configure (console_card_list_get_vadjustment (self), value, 0, MAX (upper, self->height),
                            self->height * 0.1, self->height * 0.9, self->height);
}

/* The keyboard goes on at the card that took the place of one that left the list. */
static void
pass_focus_on (ConsoleCardList *self,
               guint            position)
{
  Card *next = NULL;

  for (guint i = 0; i < self->placed->len && (next == NULL || next->position < position); i++)
    {
      next = g_ptr_array_index (self->placed, i);
    }

  if (next != NULL)
    {
      gtk_widget_grab_focus (next->widget);
    }
}

/* Lets go of the cards that are out of sight. One with the focus stays, so that the keyboard does not lose its place,
 * unless its item has left the list. */
static void
release_cards (ConsoleCardList *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->cards);

  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Card *card = value;

      if (!card->is_placed && (card->is_gone || !console_card_has_focus (card)))
        {
          if (console_card_is_focused (card))
            {
              pass_focus_on (self, card->position);
            }

          g_hash_table_iter_steal (&iter);
          console_card_list_release_card (self, card);
        }

      card->is_placed = FALSE;
    }
}

/* Keeps the widgets in the order in which they are seen, for whoever reads them one after the other. */
static void
sort_widgets (ConsoleCardList *self)
{
  GtkWidget *previous = NULL;

  for (guint i = 0; i < self->placed->len; i++)
    {
      Card *card = g_ptr_array_index (self->placed, i);

      if (gtk_widget_get_prev_sibling (card->widget) != previous)
        {
          gtk_widget_insert_after (card->widget, GTK_WIDGET (self), previous);
        }

      previous = card->widget;
    }
}

void
console_card_list_update (ConsoleCardList *self)
{
  g_clear_handle_id (&self->update_source, g_source_remove);

  if (self->funcs.create == NULL || console_card_list_get_vadjustment (self) == NULL)
    {
      return;
    }

  if (self->height == 0)
    {
      self->height = ASSUMED_HEIGHT;
    }

  if (self->is_to_reveal && self->width > 0)
    {
      self->is_to_reveal = FALSE;
      if (self->selected != GTK_INVALID_LIST_POSITION)
        {
          console_card_list_reveal (self, self->selected);
        }
    }

  console_card_list_place (self, TRUE);
  release_cards (self);
  sort_widgets (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
update_cb (gpointer user_data)
{
  ConsoleCardList *self = user_data;

  self->update_source = 0;
  console_card_list_update (self);

  return G_SOURCE_REMOVE;
}

void
console_card_list_schedule_update (ConsoleCardList *self)
{
  if (self->update_source == 0)
    {
      /* Before the frame clock's own sources, so that the next frame shows it. */
      self->update_source = g_idle_add_full (G_PRIORITY_DEFAULT, update_cb, self, NULL);
    }
}

static gboolean
is_wholly_seen (ConsoleCardList *self,
                Card            *card)
{
  return card != NULL && g_ptr_array_find (self->placed, card, NULL)
         && card->y >= 0 && card->y + card->height <= self->height;
}

/* Scrolls so that the card at @position is wholly seen; as soon as the list has a size. */
void
console_card_list_reveal (ConsoleCardList *self,
                          guint            position)
{
  GtkAdjustment *adjustment = console_card_list_get_vadjustment (self);
  Card *card = console_card_list_find_card (self, position);
  int y, above;

  self->is_to_reveal = self->width == 0;
  if (self->is_to_reveal || adjustment == NULL || is_wholly_seen (self, card))
    {
      return;
    }

  if (position * (double) console_card_list_get_typical (self) <= gtk_adjustment_get_value (adjustment))
    {
      gtk_adjustment_set_value (adjustment, position * (double) console_card_list_get_typical (self));
      return;
    }

  /* Its lower edge goes to the lower edge of the list: counts the heights upwards from there. */
  y = self->height - MARGIN - SPACING;
  above = (int) position + 1;

  do
    {
      card = console_card_list_bind_card (self, (guint)-- above);
      card->height = console_card_list_measure_card (self, card->widget);
      y -= card->height;
    }
  while (above > 0 && y > MARGIN);

  gtk_adjustment_set_value (adjustment,
                            (above + (double) MAX (MARGIN - y, 0) / card->height) * console_card_list_get_typical (self));
}
