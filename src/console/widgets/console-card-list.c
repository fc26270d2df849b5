/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of cards of different heights over a model of any length. It has as many card widgets as fit into the window and a
 * few more, and knows no heights but theirs: GTK 4.8's own list view always keeps two hundred row widgets, which for cards
 * costs more time at start and more memory than all the rest of the window.
 *
 * A position of the scroll bar is a position in the list, not a sum of heights: each item takes the same stretch of the
 * adjustment, the height of a typical card, and a place within that stretch is the same share of the card's own height.
 * So no height outside the window is ever needed, and the millionth card is as near as the first.
 *
 * Cards are bound to items and keep to their item when it moves. Widgets are made and bound when the list scrolls or its
 * items change, never while it is being allocated; what an allocation finds missing is added before the next frame. */

#include "config.h"

#include "console-card-list-private.h"

#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_SELECTED,
  N_PROPERTIES,
  PROP_HADJUSTMENT = N_PROPERTIES,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleCardList, console_card_list, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
value_changed_cb (GtkAdjustment   *adjustment,
                  ConsoleCardList *self)
{
  if (!self->is_allocating)
    {
      console_card_list_update (self);
    }
}

/* Items came or went above what is seen: scrolls along, so that what is seen stays. At the top the new ones are shown. */
static void
keep_in_sight (ConsoleCardList *self,
               guint            position,
               guint            removed,
               guint            added)
{
  GtkAdjustment *adjustment = console_card_list_get_vadjustment (self);
  double value = adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
  guint first = (guint) (value / console_card_list_get_typical (self));

  if (value <= 0 || position + removed > first)
    {
      return;
    }

  self->is_allocating = TRUE;
  gtk_adjustment_set_upper (adjustment, MAX (gtk_adjustment_get_upper (adjustment),
                                             (double) console_card_list_count (self) * console_card_list_get_typical (self)));
  gtk_adjustment_set_value (adjustment, value + ((double) added - removed) * console_card_list_get_typical (self));
  self->is_allocating = FALSE;
}

static void
keep_selected (ConsoleCardList *self,
               guint            position,
               guint            removed,
               guint            added)
{
  if (self->selected == GTK_INVALID_LIST_POSITION || position > self->selected)
    {
      return;
    }

  if (position + removed <= self->selected)
    {
      self->selected += added - removed;
      return;
    }

  self->selected = GTK_INVALID_LIST_POSITION;

  for (guint i = position; i < position + MIN (added, 200); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (self->model, i);

      if (item == self->selected_item)
        {
          self->selected = i;
          return;
        }
    }

  g_clear_object (&self->selected_item);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/* Says of each card where its item is now, or that it has left the list; one that only moved is bound again. */
static void
follow_items (ConsoleCardList *self,
              guint            position,
              guint            removed,
              guint            added)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->cards);

  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Card *card = value;

      if (card->position >= position + removed)
        {
          console_card_list_set_position (self, card, card->position + added - removed);
        }
      else if (card->position >= position)
        {
          card->is_gone = TRUE;
        }
    }
}

static void
items_changed_cb (GListModel      *model,
                  guint            position,
                  guint            removed,
                  guint            added,
                  ConsoleCardList *self)
{
  if (self->funcs.create == NULL)
    {
      return;
    }

  keep_in_sight (self, position, removed, added);
  keep_selected (self, position, removed, added);
  follow_items (self, position, removed, added);
  console_card_list_schedule_update (self);
}

static void
select_card_cb (gpointer key,
                gpointer value,
                gpointer user_data)
{
  console_card_list_mark_selected (user_data, value);
}

static void
move_selection (ConsoleCardList *self,
                gint64           position)
{
  guint n_items = console_card_list_count (self);
  Card *card;

  if (n_items == 0)
    {
      return;
    }

  console_card_list_set_selected (self, (guint) CLAMP (position, 0, (gint64) n_items - 1));
  card = console_card_list_find_card (self, self->selected);

  if (card != NULL)
    {
      gtk_widget_grab_focus (card->widget);
    }
}

/* A key that moves the selection: by so many cards, by so many pages, or to an end. */
static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  ConsoleCardList *self = CONSOLE_CARD_LIST (widget);
  gint64 selected = self->selected == GTK_INVALID_LIST_POSITION ? -1 : (gint64) self->selected;
  int cards, pages, end;

  g_variant_get (arguments, "(iii)", &cards, &pages, &end);
  cards += pages * MAX ((int) self->placed->len - 2, 1);

  if (selected < 0 && self->placed->len > 0)
    {
      Card *first = g_ptr_array_index (self->placed, 0);

      selected = cards > 0 ? (gint64) first->position - 1 : first->position;
      cards = cards > 0 ? 1 : 0;
    }

  move_selection (self, end < 0 ? 0 : end > 0 ? (gint64) console_card_list_count (self) - 1 : selected + cards);

  return TRUE;
}

static Card *
get_card_at (ConsoleCardList *self,
             double           y)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      Card *card = g_ptr_array_index (self->placed, i);

      if (y >= card->y && y < card->y + card->height - SPACING)
        {
          return card;
        }
    }

  return NULL;
}

static void
click_cb (GtkGestureClick *gesture,
          int              n_press,
          double           x,
          double           y,
          ConsoleCardList *self)
{
  Card *card = get_card_at (self, y);

  if (card == NULL)
    {
      return;
    }

  gtk_widget_grab_focus (card->widget);
  console_card_list_set_selected (self, card->position);
  g_signal_emit (self, signals[ACTIVATED], 0, card->position);
}

static Card *
get_focused (ConsoleCardList *self)
{
  GHashTableIter iter;
  gpointer card;

  g_hash_table_iter_init (&iter, self->cards);

  while (g_hash_table_iter_next (&iter, NULL, &card))
    {
      if (console_card_is_focused (card))
        {
          return card;
        }
    }

  return NULL;
}

static gboolean
activate_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  ConsoleCardList *self = CONSOLE_CARD_LIST (widget);
  Card *card = get_focused (self);

  if (card == NULL)
    {
      return FALSE;
    }

  console_card_list_set_selected (self, card->position);
  g_signal_emit (self, signals[ACTIVATED], 0, card->position);

  return TRUE;
}

static void
console_card_list_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  ConsoleCardList *self = CONSOLE_CARD_LIST (widget);

  *minimum = 0;
  *natural = ASSUMED_HEIGHT;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      GHashTableIter iter;
      gpointer card;

      g_hash_table_iter_init (&iter, self->cards);

      while (g_hash_table_iter_next (&iter, NULL, &card))
        {
          int width;

          gtk_widget_measure (((Card *) card)->widget, orientation, -1, &width, NULL, NULL, NULL);
          *minimum = MAX (*minimum, width + 2 * MARGIN);
        }

      *natural = MAX (*minimum, ASSUMED_WIDTH);
    }
}

static void
allocate_card (ConsoleCardList *self,
               Card            *card)
{
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (MARGIN, card->y));

  gtk_widget_allocate (card->widget, console_card_list_get_card_width (self), card->height - SPACING, -1, transform);
}

static void
console_card_list_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  ConsoleCardList *self = CONSOLE_CARD_LIST (widget);
  GHashTableIter iter;
  gpointer value;

  if (self->width != width)
    {
      self->typical = 0;
    }

  self->width = width;
  self->height = height;

  if (self->funcs.create == NULL || console_card_list_get_vadjustment (self) == NULL)
    {
      return;
    }

  self->is_allocating = TRUE;
  console_card_list_place (self, FALSE);
  console_card_list_configure (self);
  self->is_allocating = FALSE;

  g_hash_table_iter_init (&iter, self->cards);

  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Card *card = value;

      if (!card->is_placed)
        {
          card->height = console_card_list_measure_card (self, card->widget);
          card->y = -2 * card->height;
        }

      allocate_card (self, card);
      card->is_placed = FALSE;
    }

  if (self->is_to_reveal)
    {
      console_card_list_schedule_update (self);
    }
}

/* Tab goes from a card to what is on it, then out of the list; arrow keys go from card to card. */
static gboolean
console_card_list_focus (GtkWidget       *widget,
                         GtkDirectionType direction)
{
  ConsoleCardList *self = CONSOLE_CARD_LIST (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  Card *card;

  if (child != NULL)
    {
      return gtk_widget_child_focus (child, direction);
    }

  if (self->placed->len == 0)
    {
      return FALSE;
    }

  card = self->selected != GTK_INVALID_LIST_POSITION ? console_card_list_find_card (self, self->selected) : NULL;

  if (card == NULL)
    {
      card = g_ptr_array_index (self->placed, 0);
    }

  return gtk_widget_grab_focus (card->widget);
}

static gboolean
console_card_list_grab_focus (GtkWidget *widget)
{
  return console_card_list_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
console_card_list_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  CONSOLE_CARD_LIST (widget)->typical = 0;
  GTK_WIDGET_CLASS (console_card_list_parent_class)->css_changed (widget, change);
}

static void
set_adjustment (ConsoleCardList *self,
                GtkOrientation   orientation,
                GtkAdjustment   *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL)
    {
      g_signal_handlers_disconnect_by_data (*place, self);
      g_clear_object (place);
    }

  *place = g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      g_signal_connect (*place, "value-changed", G_CALLBACK (value_changed_cb), self);
    }

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
console_card_list_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *spec)
{
  ConsoleCardList *self = CONSOLE_CARD_LIST (object);

  switch (id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;

    case PROP_SELECTED:
      g_value_set_uint (value, self->selected);
      break;

    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[id - PROP_HADJUSTMENT]);
      break;

    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, (int) self->policies[id - PROP_HSCROLL_POLICY]);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_card_list_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *spec)
{
  ConsoleCardList *self = CONSOLE_CARD_LIST (object);

  switch (id)
    {
    case PROP_MODEL:
      console_card_list_set_model (self, g_value_get_object (value));
      break;

    case PROP_SELECTED:
      console_card_list_set_selected (self, g_value_get_uint (value));
      break;

    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      set_adjustment (self, id - PROP_HADJUSTMENT, g_value_get_object (value));
      break;

    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      self->policies[id - PROP_HSCROLL_POLICY] = (GtkScrollablePolicy) g_value_get_enum (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_card_list_dispose (GObject *object)
{
  ConsoleCardList *self = CONSOLE_CARD_LIST (object);

  g_clear_handle_id (&self->update_source, g_source_remove);

  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      g_clear_object (&self->model);
    }

  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i] != NULL)
        {
          g_signal_handlers_disconnect_by_data (self->adjustments[i], self);
          g_clear_object (&self->adjustments[i]);
        }
    }

  g_ptr_array_set_size (self->placed, 0);
  g_hash_table_remove_all (self->cards);
  g_ptr_array_set_size (self->spare, 0);
  g_clear_object (&self->selected_item);
  G_OBJECT_CLASS (console_card_list_parent_class)->dispose (object);
}

static void
console_card_list_finalize (GObject *object)
{
  ConsoleCardList *self = CONSOLE_CARD_LIST (object);

  g_clear_pointer (&self->placed, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  G_OBJECT_CLASS (console_card_list_parent_class)->finalize (object);
}

static void
add_move_key (GtkWidgetClass *widget_class,
              guint           key,
              guint           keypad_key,
              int             cards,
              int             pages,
              int             end)
{
  gtk_widget_class_add_binding (widget_class, key, 0, move_cb, "(iii)", cards, pages, end);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, move_cb, "(iii)", cards, pages, end);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  add_move_key (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 1, 0, 0);
  add_move_key (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, -1, 0, 0);
  add_move_key (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 1, 0);
  add_move_key (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, -1, 0);
  add_move_key (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, 0, 0, -1);
  add_move_key (widget_class, GDK_KEY_End, GDK_KEY_KP_End, 0, 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
}

static void
console_card_list_class_init (ConsoleCardListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = console_card_list_get_property;
  object_class->set_property = console_card_list_set_property;
  object_class->dispose = console_card_list_dispose;
  object_class->finalize = console_card_list_finalize;
  widget_class->measure = console_card_list_measure;
  widget_class->size_allocate = console_card_list_size_allocate;
  widget_class->focus = console_card_list_focus;
  widget_class->grab_focus = console_card_list_grab_focus;
  widget_class->css_changed = console_card_list_css_changed;

  properties[PROP_MODEL] =
    g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTED] =
    g_param_spec_uint ("selected", NULL, NULL, 0, G_MAXUINT, GTK_INVALID_LIST_POSITION,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  /**
   * ConsoleCardList::activated:
   * @self: the list
   * @position: of the card
   *
   * Somebody clicked a card, or pressed Enter on it.
   */
  signals[ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "cardlist");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  add_keys (widget_class);
}

static void
console_card_list_init (ConsoleCardList *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->cards = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) console_card_free);
  self->spare = g_ptr_array_new_with_free_func ((GDestroyNotify) console_card_free);
  self->placed = g_ptr_array_new ();
  self->selected = GTK_INVALID_LIST_POSITION;

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (click, "released", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * console_card_list_set_cards:
 * @self: the list
 * @funcs: how cards are made and bound; copied
 * @user_data: handed to them
 *
 * Says what cards there are. To be called once, before the model is set.
 */
void
console_card_list_set_cards (ConsoleCardList            *self,
                             const ConsoleCardListFuncs *funcs,
                             gpointer                    user_data)
{
  g_return_if_fail (CONSOLE_IS_CARD_LIST (self));
  g_return_if_fail (self->funcs.create == NULL);

  self->funcs = *funcs;
  self->user_data = user_data;
}

/**
 * console_card_list_set_model:
 * @self: the list
 * @model: (nullable): the items
 *
 * Says what to show.
 */
void
console_card_list_set_model (ConsoleCardList *self,
                             GListModel      *model)
{
  g_return_if_fail (CONSOLE_IS_CARD_LIST (self));

  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
    }

  if (!g_set_object (&self->model, model))
    {
      return;
    }

  if (model != NULL)
    {
      g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
    }

  console_card_list_set_selected (self, GTK_INVALID_LIST_POSITION);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
  console_card_list_schedule_update (self);
}

/**
 * console_card_list_get_selected:
 * @self: the list
 *
 * Tells which card is selected.
 *
 * Returns: its position, or %GTK_INVALID_LIST_POSITION
 */
guint
console_card_list_get_selected (ConsoleCardList *self)
{
  g_return_val_if_fail (CONSOLE_IS_CARD_LIST (self), GTK_INVALID_LIST_POSITION);

  return self->selected;
}

/**
 * console_card_list_set_selected:
 * @self: the list
 * @position: a position, or %GTK_INVALID_LIST_POSITION for none
 *
 * Selects a card and scrolls to it.
 */
void
console_card_list_set_selected (ConsoleCardList *self,
                                guint            position)
{
  g_autoptr(GObject) item = NULL;

  g_return_if_fail (CONSOLE_IS_CARD_LIST (self));

  item = position < console_card_list_count (self) ? g_list_model_get_item (self->model, position) : NULL;

  if (item == self->selected_item && position == self->selected)
    {
      return;
    }

  self->selected = item != NULL ? position : GTK_INVALID_LIST_POSITION;
  g_set_object (&self->selected_item, item);
  g_hash_table_foreach (self->cards, select_card_cb, self);

  if (item != NULL && self->funcs.create != NULL)
    {
      console_card_list_reveal (self, position);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/**
 * console_card_list_get_selected_item:
 * @self: the list
 *
 * Tells what is selected.
 *
 * Returns: (transfer none) (nullable): the item
 */
gpointer
console_card_list_get_selected_item (ConsoleCardList *self)
{
  g_return_val_if_fail (CONSOLE_IS_CARD_LIST (self), NULL);

  return self->selected_item;
}

/**
 * console_card_list_foreach_card:
 * @self: the list
 * @func: called with each card's widget
 * @user_data: handed to @func
 *
 * Goes through the cards in sight, from the top.
 */
void
console_card_list_foreach_card (ConsoleCardList *self,
                                GFunc            func,
                                gpointer         user_data)
{
  g_return_if_fail (CONSOLE_IS_CARD_LIST (self));

  for (guint i = 0; i < self->placed->len; i++)
    {
      func (((Card *) g_ptr_array_index (self->placed, i))->widget, user_data);
    }
}

/**
 * console_card_list_get_n_cards:
 * @self: the list
 *
 * Counts the card widgets there are, which does not depend on the length of the list.
 *
 * Returns: the number of widgets
 */
guint
console_card_list_get_n_cards (ConsoleCardList *self)
{
  g_return_val_if_fail (CONSOLE_IS_CARD_LIST (self), 0);

  return g_hash_table_size (self->cards) + self->spare->len;
}
