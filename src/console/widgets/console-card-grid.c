/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A grid of cards of one height over a model of any length. It has as many card widgets as fit into the window: GTK 4.8's own
 * grid view always keeps thirty rows of them, and binds all of them anew when it jumps, which for cards with pictures takes
 * longer than a frame may.
 *
 * All cards being as high as one that was never bound, the place of each follows from its position. Cards are bound when the
 * grid scrolls or its items change, never while it is being allocated. */

#include "config.h"

#include "console-card-grid-private.h"

enum
{
  ACTIVATED,
  N_SIGNALS,
};

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleCardGrid, console_card_grid, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
free_cell (gpointer data)
{
  ConsoleGridCell *cell = data;

  g_clear_object (&cell->item);
  gtk_widget_unparent (cell->widget);
  g_free (cell);
}

static void
value_changed_cb (GtkAdjustment   *adjustment,
                  ConsoleCardGrid *self)
{
  if (!self->is_allocating)
    {
      console_card_grid_update (self);
    }
}

static void
items_changed_cb (GListModel      *model,
                  guint            position,
                  guint            removed,
                  guint            added,
                  ConsoleCardGrid *self)
{
  if (self->funcs.create != NULL)
    {
      console_card_grid_follow_items (self, position, removed, added);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      console_card_grid_schedule_update (self);
    }
}

static void
selection_changed_cb (ConsoleCardGrid *self)
{
  console_card_grid_show_selection (self);
}

/* Sizes */

static void
console_card_grid_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (widget);

  *minimum = 0;
  *natural = 3 * CONSOLE_CARD_GRID_CARD_WIDTH;
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->prototype != NULL)
    {
      int width;

      gtk_widget_measure (self->prototype, orientation, -1, &width, NULL, NULL, NULL);
      *minimum = width + 2 * CONSOLE_CARD_GRID_MARGIN;
      *natural = MAX (*natural, *minimum);
    }
}

static void
divide_width (ConsoleCardGrid *self,
              int              width)
{
  const int room = MAX (width - 2 * CONSOLE_CARD_GRID_MARGIN + CONSOLE_CARD_GRID_SPACING, 1);
  int minimum;

  gtk_widget_measure (self->prototype, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  minimum = MAX (minimum, CONSOLE_CARD_GRID_CARD_WIDTH);
  self->columns = (guint) MAX (room / (minimum + CONSOLE_CARD_GRID_SPACING), 1);
  self->card_width = room / (int) self->columns - CONSOLE_CARD_GRID_SPACING;
  gtk_widget_measure (self->prototype, GTK_ORIENTATION_VERTICAL, self->card_width, &self->card_height, NULL, NULL, NULL);
}

static void
configure (ConsoleCardGrid *self,
           int              width,
           double           value)
{
  const guint n_rows = (console_card_grid_count (self) + self->columns - 1) / self->columns;
  const double upper = (double) n_rows * console_card_grid_get_stride (self) - CONSOLE_CARD_GRID_SPACING
                       + 2 * CONSOLE_CARD_GRID_MARGIN;

  gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], 0, 0, width, 0, 0, width);
  gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_VERTICAL],
                            CLAMP (value, 0, MAX (upper - self->height, 0)), 0, MAX (upper, self->height),
                            console_card_grid_get_stride (self) / 2.0, self->height * 0.9, self->height);
}

static void
allocate_cells (ConsoleCardGrid *self,
                int              width)
{
  const double value = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  const gboolean is_mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const ConsoleGridCell *cell = g_ptr_array_index (self->cells, i);
      const gboolean is_placed = cell->position != GTK_INVALID_LIST_POSITION;
      const guint row = is_placed ? cell->position / self->columns : 0;
      const guint column = is_placed ? cell->position % self->columns : 0;
      int x = CONSOLE_CARD_GRID_MARGIN + (int) column * (self->card_width + CONSOLE_CARD_GRID_SPACING);
      const int y = CONSOLE_CARD_GRID_MARGIN + (int) row * console_card_grid_get_stride (self) - (int) value;

      if (is_mirrored)
        {
          x = width - x - self->card_width;
        }
      gtk_widget_allocate (cell->widget, self->card_width, self->card_height, -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
    }
  gtk_widget_allocate (self->prototype, self->card_width, self->card_height, -1, NULL);
}

/* Where the grid gets other columns, what is at its top stays there. */
static void
console_card_grid_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (widget);
  double value;
  double rows;

  if (self->prototype == NULL || self->adjustments[GTK_ORIENTATION_VERTICAL] == NULL)
    {
      return;
    }

  value = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  rows = self->columns > 0 ? value / console_card_grid_get_stride (self) : 0;
  {
    const guint columns = self->columns;
    const int card_height = self->card_height;

    divide_width (self, width);
    if (columns != self->columns || card_height != self->card_height || height != self->height)
      {
        value = rows * columns / self->columns * console_card_grid_get_stride (self);
        console_card_grid_schedule_update (self);
      }
  }

  self->height = height;
  self->is_allocating = TRUE;
  configure (self, width, value);
  self->is_allocating = FALSE;
  allocate_cells (self, width);
}

/* Tab goes into the grid and to what is on a card, then out; arrow keys go from card to card. */
static gboolean
console_card_grid_focus (GtkWidget       *widget,
                         GtkDirectionType direction)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  ConsoleGridCell *cell;

  if (child != NULL)
    {
      return gtk_widget_child_focus (child, direction);
    }

  cell = self->anchor != GTK_INVALID_LIST_POSITION ? console_card_grid_find_cell (self, self->anchor) : NULL;
  for (guint i = 0; i < self->cells->len && cell == NULL; i++)
    {
      ConsoleGridCell *candidate = g_ptr_array_index (self->cells, i);

      cell = gtk_widget_get_child_visible (candidate->widget) ? candidate : NULL;
    }

  return cell != NULL && gtk_widget_grab_focus (cell->widget);
}

static gboolean
console_card_grid_grab_focus (GtkWidget *widget)
{
  return console_card_grid_focus (widget, GTK_DIR_TAB_FORWARD);
}

/* Properties */

static void
set_adjustment (ConsoleCardGrid *self,
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
console_card_grid_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *spec)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (object);

  switch (id)
    {
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
console_card_grid_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *spec)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (object);

  switch (id)
    {
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
console_card_grid_dispose (GObject *object)
{
  ConsoleCardGrid *self = CONSOLE_CARD_GRID (object);

  console_card_grid_set_model (self, NULL);
  g_clear_handle_id (&self->update_source, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i] != NULL)
        {
          g_signal_handlers_disconnect_by_data (self->adjustments[i], self);
          g_clear_object (&self->adjustments[i]);
        }
    }
  g_ptr_array_set_size (self->cells, 0);
  g_clear_pointer (&self->prototype, gtk_widget_unparent);
  G_OBJECT_CLASS (console_card_grid_parent_class)->dispose (object);
}

static void
console_card_grid_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_CARD_GRID (object)->cells);
  G_OBJECT_CLASS (console_card_grid_parent_class)->finalize (object);
}

static void
console_card_grid_class_init (ConsoleCardGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = console_card_grid_get_property;
  object_class->set_property = console_card_grid_set_property;
  object_class->dispose = console_card_grid_dispose;
  object_class->finalize = console_card_grid_finalize;
  widget_class->measure = console_card_grid_measure;
  widget_class->size_allocate = console_card_grid_size_allocate;
  widget_class->focus = console_card_grid_focus;
  widget_class->grab_focus = console_card_grid_grab_focus;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_UINT);

  console_card_grid_add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "cardgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
console_card_grid_init (ConsoleCardGrid *self)
{
  self->cells = g_ptr_array_new_with_free_func (free_cell);
  self->anchor = GTK_INVALID_LIST_POSITION;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  console_card_grid_add_clicks (self);
}

/* Tells that somebody wants to see an item. */
void
console_card_grid_activate (ConsoleCardGrid *self,
                            guint            position)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}

/* Scrolls just as far as it takes to see the whole card. */
void
console_card_grid_scroll_to (ConsoleCardGrid *self,
                             guint            position)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double top;

  if (adjustment == NULL || self->columns == 0)
    {
      return;
    }

  top = position / self->columns * (double) console_card_grid_get_stride (self);
  gtk_adjustment_clamp_page (adjustment, top, top + self->card_height + 2 * CONSOLE_CARD_GRID_MARGIN);
}

/**
 * console_card_grid_set_cards:
 * @self: the grid
 * @funcs: how its cards are made and bound
 * @user_data: for @funcs
 *
 * Says what the cards are. To be called once, before there is a model.
 */
void
console_card_grid_set_cards (ConsoleCardGrid            *self,
                             const ConsoleCardGridFuncs *funcs,
                             gpointer                    user_data)
{
  g_return_if_fail (CONSOLE_IS_CARD_GRID (self));

  self->funcs = *funcs;
  self->user_data = user_data;
  self->prototype = funcs->create (user_data);
  gtk_widget_set_parent (self->prototype, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->prototype, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->prototype), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
}

/**
 * console_card_grid_set_model:
 * @self: the grid
 * @model: (nullable): the items, and which of them are selected
 *
 * Shows other items.
 */
void
console_card_grid_set_model (ConsoleCardGrid   *self,
                             GtkSelectionModel *model)
{
  g_return_if_fail (CONSOLE_IS_CARD_GRID (self));

  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      for (guint i = 0; i < self->cells->len; i++)
        {
          console_card_grid_release (self, g_ptr_array_index (self->cells, i));
        }
      g_clear_object (&self->model);
    }
  if (model != NULL)
    {
      self->model = g_object_ref (model);
      g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
      g_signal_connect_swapped (model, "selection-changed", G_CALLBACK (selection_changed_cb), self);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      console_card_grid_schedule_update (self);
    }
}

/**
 * console_card_grid_set_selecting:
 * @self: the grid
 * @is_selecting: whether a click selects an item instead of showing it
 */
void
console_card_grid_set_selecting (ConsoleCardGrid *self,
                                 gboolean         is_selecting)
{
  g_return_if_fail (CONSOLE_IS_CARD_GRID (self));

  self->is_selecting = is_selecting;
}

/**
 * console_card_grid_focus_card:
 * @self: the grid
 * @position: of an item
 *
 * Scrolls to the card of the item and gives it the focus.
 */
void
console_card_grid_focus_card (ConsoleCardGrid *self,
                              guint            position)
{
  ConsoleGridCell *cell;

  g_return_if_fail (CONSOLE_IS_CARD_GRID (self));

  console_card_grid_scroll_to (self, position);
  console_card_grid_update (self);
  cell = console_card_grid_find_cell (self, position);
  if (cell != NULL)
    {
      gtk_widget_grab_focus (cell->widget);
    }
}

/**
 * console_card_grid_foreach_card:
 * @self: the grid
 * @func: called with each card that shows an item
 * @user_data: for @func
 */
void
console_card_grid_foreach_card (ConsoleCardGrid *self,
                                GFunc            func,
                                gpointer         user_data)
{
  g_return_if_fail (CONSOLE_IS_CARD_GRID (self));

  for (guint i = 0; i < self->cells->len; i++)
    {
      const ConsoleGridCell *cell = g_ptr_array_index (self->cells, i);

      if (cell->item != NULL)
        {
          func (cell->widget, user_data);
        }
    }
}

/**
 * console_card_grid_get_n_cards:
 * @self: the grid
 *
 * Returns: how many card widgets there are
 */
guint
console_card_grid_get_n_cards (ConsoleCardGrid *self)
{
  g_return_val_if_fail (CONSOLE_IS_CARD_GRID (self), 0);

  return self->cells->len;
}
