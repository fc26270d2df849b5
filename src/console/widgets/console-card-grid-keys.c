/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keyboard and the pointer in a card grid. Arrow keys move the focus; Space selects, with Shift all from where one began;
 * Enter and a click show an item, but while items are selected a click selects. */

#include "config.h"

#include "console-card-grid-private.h"

typedef enum
{
  MOVE_CARD,
  MOVE_ROW,
  MOVE_PAGE,
  MOVE_END,
} Move;

static guint
find_focused (ConsoleCardGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      ConsoleGridCell *cell = g_ptr_array_index (self->cells, i);

      if (gtk_widget_has_focus (cell->widget) || gtk_widget_get_focus_child (cell->widget) != NULL)
        {
          return cell->position;
        }
    }

  return GTK_INVALID_LIST_POSITION;
}

/* Selects everything between where one began and here, and nothing else. */
static void
select_range (ConsoleCardGrid *self,
              guint            position)
{
  const guint anchor = self->anchor != GTK_INVALID_LIST_POSITION ? self->anchor : position;

  gtk_selection_model_select_range (self->model, MIN (anchor, position), MAX (anchor, position) - MIN (anchor, position) + 1,
                                    TRUE);
  self->anchor = anchor;
}

static void
toggle (ConsoleCardGrid *self,
        guint            position)
{
  if (gtk_selection_model_is_selected (self->model, position))
    {
      gtk_selection_model_unselect_item (self->model, position);
    }
  else
    {
      gtk_selection_model_select_item (self->model, position, FALSE);
    }
  self->anchor = position;
}

static gint64
find_target (ConsoleCardGrid *self,
             gint64           from,
             Move             move,
             int              direction)
{
  const gint64 rows = MAX (self->height / console_card_grid_get_stride (self), 1);
  const gint64 last = (gint64) console_card_grid_count (self) - 1;

  switch (move)
    {
    case MOVE_ROW:
      return CLAMP (from + direction * (gint64) self->columns, 0, last) == from + direction * (gint64) self->columns
             ? from + direction * (gint64) self->columns : direction > 0 && last / self->columns > from / self->columns
             ? last : from;

    case MOVE_PAGE:
      return CLAMP (from + direction * rows * self->columns, 0, last);

    case MOVE_END:
      return direction < 0 ? 0 : last;

    case MOVE_CARD:
    default:
      return CLAMP (from + direction, 0, last);
    }
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (widget);
  const guint focused = find_focused (self);
  gboolean extends;
  gint64 target;
  int move, direction;

  if (focused == GTK_INVALID_LIST_POSITION || console_card_grid_count (self) == 0)
    {
      return FALSE;
    }

  g_variant_get (arguments, "(iib)", &move, &direction, &extends);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && move == MOVE_CARD)
    {
      direction = -direction;
    }
  target = find_target (self, focused, (Move) move, direction);
  console_card_grid_focus_card (self, (guint) target);
  if (extends)
    {
      self->anchor = self->anchor != GTK_INVALID_LIST_POSITION ? self->anchor : focused;
      select_range (self, (guint) target);
    }
  else
    {
      self->anchor = (guint) target;
    }

  return TRUE;
}

static gboolean
toggle_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (widget);
  const guint focused = find_focused (self);

  if (focused == GTK_INVALID_LIST_POSITION)
    {
      return FALSE;
    }

  toggle (self, focused);

  return TRUE;
}

static gboolean
activate_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (widget);
  const guint focused = find_focused (self);

  if (focused == GTK_INVALID_LIST_POSITION)
    {
      return FALSE;
    }

  console_card_grid_activate (self, focused);

  return TRUE;
}

static gboolean
select_all_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (widget);

  return self->model != NULL && gtk_selection_model_select_all (self->model);
}

static void
add_move (GtkWidgetClass *widget_class,
          guint           key,
          guint           keypad_key,
          Move            move,
          int             direction)
{
  const guint keys[] = { key, keypad_key };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i], 0, move_cb, "(iib)", (int) move, direction, FALSE);
      gtk_widget_class_add_binding (widget_class, keys[i], GDK_SHIFT_MASK, move_cb, "(iib)", (int) move, direction, TRUE);
    }
}

/* Sets the keys of the class. */
void
console_card_grid_add_keys (GtkWidgetClass *widget_class)
{
  add_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, MOVE_CARD, -1);
  add_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, MOVE_CARD, 1);
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, MOVE_ROW, -1);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, MOVE_ROW, 1);
  add_move (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, MOVE_PAGE, -1);
  add_move (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, MOVE_PAGE, 1);
  add_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, MOVE_END, -1);
  add_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, MOVE_END, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, toggle_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, select_all_cb, NULL);
}

static guint
find_position_at (ConsoleCardGrid *self,
                  double           x,
                  double           y)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      ConsoleGridCell *cell = g_ptr_array_index (self->cells, i);
      graphene_rect_t bounds;

      if (cell->position != GTK_INVALID_LIST_POSITION
          && gtk_widget_compute_bounds (cell->widget, GTK_WIDGET (self), &bounds)
          && graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        {
          return cell->position;
        }
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             ConsoleCardGrid *self)
{
  const GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const guint position = find_position_at (self, x, y);

  if (position == GTK_INVALID_LIST_POSITION)
    {
      return;
    }

  console_card_grid_focus_card (self, position);
  if ((modifiers & GDK_SHIFT_MASK) != 0)
    {
      select_range (self, position);
    }
  else if (self->is_selecting || (modifiers & GDK_CONTROL_MASK) != 0)
    {
      toggle (self, position);
    }
  else
    {
      console_card_grid_activate (self, position);
    }
}

/* Has clicks looked after. */
void
console_card_grid_add_clicks (ConsoleCardGrid *self)
{
  GtkGesture *clicks = gtk_gesture_click_new ();

  g_signal_connect (clicks, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (clicks));
}
