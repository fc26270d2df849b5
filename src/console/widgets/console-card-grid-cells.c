/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards of a grid: made when they are needed, bound to an item for as long as it is in sight. */

#include "config.h"

#include "console-card-grid-private.h"

guint
console_card_grid_count (ConsoleCardGrid *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

int
console_card_grid_get_stride (ConsoleCardGrid *self)
{
  return self->card_height + CONSOLE_CARD_GRID_SPACING;
}

ConsoleGridCell *
console_card_grid_find_cell (ConsoleCardGrid *self,
                             guint            position)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      ConsoleGridCell *cell = g_ptr_array_index (self->cells, i);

      if (cell->position == position)
        {
          return cell;
        }
    }

  return NULL;
}

static void
set_shown (ConsoleGridCell *cell,
           gboolean         is_shown)
{
  gtk_widget_set_child_visible (cell->widget, is_shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (cell->widget), GTK_ACCESSIBLE_STATE_HIDDEN, !is_shown, -1);
}

static void
set_position (ConsoleCardGrid *self,
              ConsoleGridCell *cell,
              guint            position)
{
  cell->position = position;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (cell->widget),
                                  GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) position + 1,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) console_card_grid_count (self),
                                  -1);
}

static void
show_selected (ConsoleCardGrid *self,
               ConsoleGridCell *cell)
{
  const gboolean is_selected = gtk_selection_model_is_selected (self->model, cell->position);

  if (is_selected)
    {
      gtk_widget_set_state_flags (cell->widget, GTK_STATE_FLAG_SELECTED, FALSE);
    }
  else
    {
      gtk_widget_unset_state_flags (cell->widget, GTK_STATE_FLAG_SELECTED);
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (cell->widget), GTK_ACCESSIBLE_STATE_SELECTED, is_selected, -1);
}

/* Says on each card whether it is selected. */
void
console_card_grid_show_selection (ConsoleCardGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      ConsoleGridCell *cell = g_ptr_array_index (self->cells, i);

      if (cell->position != GTK_INVALID_LIST_POSITION)
        {
          show_selected (self, cell);
        }
    }
}

/* Lets go of a card's item. */
void
console_card_grid_release (ConsoleCardGrid *self,
                           ConsoleGridCell *cell)
{
  if (cell->item != NULL)
    {
      self->funcs.bind (cell->widget, NULL, self->user_data);
      g_clear_object (&cell->item);
    }
  cell->position = GTK_INVALID_LIST_POSITION;
  set_shown (cell, FALSE);
}

static ConsoleGridCell *
take_cell (ConsoleCardGrid *self)
{
  ConsoleGridCell *cell = console_card_grid_find_cell (self, GTK_INVALID_LIST_POSITION);

  if (cell == NULL)
    {
      cell = g_new0 (ConsoleGridCell, 1);
      cell->widget = self->funcs.create (self->user_data);
      gtk_widget_set_parent (cell->widget, GTK_WIDGET (self));
      g_ptr_array_add (self->cells, cell);
    }

  return cell;
}

static void
bind_cell (ConsoleCardGrid *self,
           guint            position)
{
  ConsoleGridCell *cell = take_cell (self);

  cell->item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  set_position (self, cell, position);
  self->funcs.bind (cell->widget, cell->item, self->user_data);
  show_selected (self, cell);
  set_shown (cell, TRUE);
}

static void
find_sight (ConsoleCardGrid *self,
            guint           *ret_first,
            guint           *ret_end)
{
  const int stride = console_card_grid_get_stride (self);
  const double value = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  const int top = MAX ((int) value - CONSOLE_CARD_GRID_MARGIN, 0) / stride;
  const int bottom = ((int) value + self->height - CONSOLE_CARD_GRID_MARGIN) / stride + 1;

  *ret_first = MIN ((guint) top * self->columns, console_card_grid_count (self));
  *ret_end = MIN ((guint) MAX (bottom, 0) * self->columns, console_card_grid_count (self));
}

/* Binds the cards in sight. The card with the focus is kept wherever it is. */
void
console_card_grid_update (ConsoleCardGrid *self)
{
  guint first, end;

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->funcs.create == NULL || self->columns == 0 || self->card_height == 0)
    {
      return;
    }

  find_sight (self, &first, &end);
  for (guint i = 0; i < self->cells->len; i++)
    {
      ConsoleGridCell *cell = g_ptr_array_index (self->cells, i);
      const gboolean is_in_sight = cell->position >= first && cell->position < end;

      if (cell->position != GTK_INVALID_LIST_POSITION && !is_in_sight && gtk_widget_get_focus_child (cell->widget) == NULL
          && !gtk_widget_has_focus (cell->widget))
        {
          console_card_grid_release (self, cell);
        }
    }
  for (guint position = first; position < end; position++)
    {
      if (console_card_grid_find_cell (self, position) == NULL)
        {
          bind_cell (self, position);
        }
    }

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
update_cb (gpointer user_data)
{
  ConsoleCardGrid *self = user_data;

  self->update_source = 0;
  console_card_grid_update (self);

  return G_SOURCE_REMOVE;
}

/* Updates before the next frame: while sizes are given out, no card may change. */
void
console_card_grid_schedule_update (ConsoleCardGrid *self)
{
  if (self->update_source == 0)
    {
      self->update_source = g_idle_add_full (GTK_PRIORITY_RESIZE, update_cb, self, NULL);
    }
}

/* Items came or went: cards whose items moved move along, those whose items left are free. */
void
console_card_grid_follow_items (ConsoleCardGrid *self,
                                guint            position,
                                guint            removed,
                                guint            added)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      ConsoleGridCell *cell = g_ptr_array_index (self->cells, i);

      if (cell->position == GTK_INVALID_LIST_POSITION || cell->position < position)
        {
          continue;
        }
      if (cell->position < position + removed)
        {
          console_card_grid_release (self, cell);
        }
      else
        {
          set_position (self, cell, cell->position + added - removed);
        }
    }
}
