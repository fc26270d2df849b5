/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far an order is: a mark for each stage, a line between the marks, a word below each. A stage that is done has a tick, the
 * present one a dot, the next ones a ring, so that it reads without colour; a screen reader hears "Baking, step 2 of 5". */

#include "config.h"

#include "console-stage-stepper.h"

#include "console-order-texts.h"

#include <glib/gi18n.h>

#define MARK_SIZE 28
#define LINE_HEIGHT 4
#define LINE_GAP 6
#define LABEL_GAP 6

typedef enum
{
  STEP_NEXT,
  STEP_CURRENT,
  STEP_DONE,
} StepState;

static const BakeryStage delivery_steps[] = {
  BAKERY_STAGE_CONFIRMED, BAKERY_STAGE_BAKING, BAKERY_STAGE_READY,
  BAKERY_STAGE_OUT_FOR_DELIVERY, BAKERY_STAGE_DELIVERED,
};

static const BakeryStage pickup_steps[] = {
  BAKERY_STAGE_CONFIRMED, BAKERY_STAGE_BAKING, BAKERY_STAGE_READY, BAKERY_STAGE_DELIVERED,
};

#define MAXIMUM_STEPS G_N_ELEMENTS (delivery_steps)

struct _ConsoleStageStepper
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget *marks[MAXIMUM_STEPS];
  GtkWidget *labels[MAXIMUM_STEPS];
  GtkWidget *lines[MAXIMUM_STEPS - 1];

  guint      n_steps;
};

G_DEFINE_FINAL_TYPE (ConsoleStageStepper, console_stage_stepper, GTK_TYPE_WIDGET)

static StepState
get_step_state (BakeryStage step,
                BakeryStage stage)
{
  if (stage == BAKERY_STAGE_CANCELLED || stage < step)
    {
      return STEP_NEXT;
    }

  return stage > step || stage == BAKERY_STAGE_DELIVERED ? STEP_DONE : STEP_CURRENT;
}

static void
set_state_class (GtkWidget *widget,
                 StepState  state)
{
  static const char *const classes[] = { "next", "current", "done" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      if (i == state)
        {
          gtk_widget_add_css_class (widget, classes[i]);
        }
      else
        {
          gtk_widget_remove_css_class (widget, classes[i]);
        }
    }
}

static void
set_step (ConsoleStageStepper *self,
          guint                position,
          const char          *title,
          StepState            state)
{
  static const char *const icons[] = {
    "sweetspot-step-next-symbolic", "sweetspot-step-current-symbolic", "sweetspot-step-done-symbolic",
  };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->marks[position]), icons[state]);
  gtk_label_set_label (GTK_LABEL (self->labels[position]), title);
  set_state_class (self->marks[position], state);
  set_state_class (self->labels[position], state);

  if (position > 0)
    {
      set_state_class (self->lines[position - 1], state == STEP_NEXT ? STEP_NEXT : STEP_DONE);
    }
}

static void
show_steps (ConsoleStageStepper *self)
{
  for (guint i = 0; i < MAXIMUM_STEPS; i++)
    {
      gtk_widget_set_child_visible (self->marks[i], i < self->n_steps);
      gtk_widget_set_child_visible (self->labels[i], i < self->n_steps);

      if (i > 0)
        {
          gtk_widget_set_child_visible (self->lines[i - 1], i < self->n_steps);
        }
    }

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
set_accessible_value (ConsoleStageStepper *self,
                      const char          *title,
                      guint                reached)
{
  /* Translators: what a screen reader says of an order's progress: the stage, its position, and how many there are. */
  g_autofree char *text = g_strdup_printf (_("%s, step %u of %u"), title, reached, self->n_steps);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) self->n_steps,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) reached,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
}

static int
measure_label (GtkWidget     *label,
               GtkOrientation orientation,
               int            for_size,
               int           *natural)
{
  int minimum;

  gtk_widget_measure (label, orientation, for_size, &minimum, natural, NULL, NULL);

  return minimum;
}

static void
console_stage_stepper_measure (GtkWidget     *widget,
                               GtkOrientation orientation,
                               int            for_size,
                               int           *minimum,
                               int           *natural,
                               int           *minimum_baseline,
                               int           *natural_baseline)
{
  ConsoleStageStepper *self = CONSOLE_STAGE_STEPPER (widget);
  gboolean is_horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;
  int column = is_horizontal || for_size < 0 ? -1 : for_size / (int) self->n_steps;
  int least = 0, most = 0;

  for (guint i = 0; i < self->n_steps; i++)
    {
      int label_natural;
      int label_minimum;

      gtk_widget_measure (self->marks[i], orientation, -1, NULL, NULL, NULL, NULL);
      label_minimum = measure_label (self->labels[i], orientation, column, &label_natural);
      least = MAX (least, label_minimum);
      most = MAX (most, label_natural);
    }

  if (is_horizontal)
    {
      *minimum = MAX (least, MARK_SIZE + 2 * LINE_GAP) * (int) self->n_steps;
      *natural = MAX (most + LINE_GAP, MARK_SIZE + 2 * LINE_GAP) * (int) self->n_steps;
      return;
    }

  *minimum = *natural = MARK_SIZE + LABEL_GAP + (column < 0 ? most : least);
}

static void
allocate_at (GtkWidget *widget,
             int        x,
             int        y,
             int        width,
             int        height)
{
  gtk_widget_size_allocate (widget, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
console_stage_stepper_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  ConsoleStageStepper *self = CONSOLE_STAGE_STEPPER (widget);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int column = width / (int) self->n_steps;

  for (guint i = 0; i < self->n_steps; i++)
    {
      guint place = is_mirrored ? self->n_steps - 1 - i : i;
      int x = (int) place * column;
      int line_x = x - column / 2 + MARK_SIZE / 2 + LINE_GAP;

      if (is_mirrored)
        {
          line_x += column;
        }

      allocate_at (self->marks[i], x + (column - MARK_SIZE) / 2, 0, MARK_SIZE, MARK_SIZE);
      allocate_at (self->labels[i], x, MARK_SIZE + LABEL_GAP, column,
                   MAX (height - MARK_SIZE - LABEL_GAP, 0));

      if (i > 0)
        {
          allocate_at (self->lines[i - 1], line_x, (MARK_SIZE - LINE_HEIGHT) / 2,
                       MAX (column - MARK_SIZE - 2 * LINE_GAP, 0), LINE_HEIGHT);
        }
    }
}

static void
console_stage_stepper_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    {
      gtk_widget_unparent (child);
    }

  G_OBJECT_CLASS (console_stage_stepper_parent_class)->dispose (object);
}

static void
console_stage_stepper_class_init (ConsoleStageStepperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = console_stage_stepper_dispose;
  widget_class->measure = console_stage_stepper_measure;
  widget_class->size_allocate = console_stage_stepper_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "stepper");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static GtkWidget *
add_child (ConsoleStageStepper *self,
           GtkWidget           *child,
           const char          *css_class)
{
  gtk_widget_add_css_class (child, css_class);
  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return child;
}

static void
console_stage_stepper_init (ConsoleStageStepper *self)
{
  for (guint i = 0; i < MAXIMUM_STEPS; i++)
    {
      self->marks[i] = add_child (self, gtk_image_new (), "mark");
      self->labels[i] = add_child (self, gtk_label_new (NULL), "step");
      gtk_label_set_wrap (GTK_LABEL (self->labels[i]), TRUE);
      gtk_label_set_lines (GTK_LABEL (self->labels[i]), 2);
      gtk_label_set_ellipsize (GTK_LABEL (self->labels[i]), PANGO_ELLIPSIZE_END);
      gtk_label_set_justify (GTK_LABEL (self->labels[i]), GTK_JUSTIFY_CENTER);
      gtk_label_set_yalign (GTK_LABEL (self->labels[i]), 0);

      if (i > 0)
        {
          self->lines[i - 1] = add_child (self, gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), "line");
        }
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress"),
                                  -1);
  console_stage_stepper_set_stage (self, BAKERY_STAGE_PENDING, BAKERY_FULFILMENT_DELIVERY);
}

/**
 * console_stage_stepper_new:
 *
 * Creates a stepper that shows an order nobody has accepted.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
console_stage_stepper_new (void)
{
  return g_object_new (CONSOLE_TYPE_STAGE_STEPPER, NULL);
}

/**
 * console_stage_stepper_set_stage:
 * @self: the stepper
 * @stage: how far the order is
 * @fulfilment: which stages there are
 *
 * Shows how far an order is.
 */
void
console_stage_stepper_set_stage (ConsoleStageStepper *self,
                                 BakeryStage          stage,
                                 BakeryFulfilment     fulfilment)
{
  gboolean is_pickup = fulfilment == BAKERY_FULFILMENT_PICKUP;
  const BakeryStage *steps = is_pickup ? pickup_steps : delivery_steps;
  guint reached = 0;

  g_return_if_fail (CONSOLE_IS_STAGE_STEPPER (self));

  self->n_steps = is_pickup ? G_N_ELEMENTS (pickup_steps) : G_N_ELEMENTS (delivery_steps);

  for (guint i = 0; i < self->n_steps; i++)
    {
      StepState state = get_step_state (steps[i], stage);

      reached += state != STEP_NEXT;
      set_step (self, i, console_stage_get_title (steps[i], fulfilment), state);
    }

  show_steps (self);
  set_accessible_value (self, console_stage_get_title (stage, fulfilment), reached);
}
