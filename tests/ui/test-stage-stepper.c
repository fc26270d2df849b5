/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the stepper tells of each stage, to the eye by style classes and to a screen reader by its value. */

#include "config.h"

#include "console-stage-stepper.h"

#include <adwaita.h>

typedef struct
{
  BakeryStage      stage;
  BakeryFulfilment fulfilment;
  const char      *value;
  guint            n_done;
  guint            n_current;
} Progress;

static const Progress progresses[] = {
  { BAKERY_STAGE_PENDING, BAKERY_FULFILMENT_DELIVERY, "New, step 0 of 5", 0, 0 },
  { BAKERY_STAGE_CONFIRMED, BAKERY_FULFILMENT_DELIVERY, "Confirmed, step 1 of 5", 0, 1 },
  { BAKERY_STAGE_BAKING, BAKERY_FULFILMENT_DELIVERY, "Baking, step 2 of 5", 1, 1 },
  { BAKERY_STAGE_OUT_FOR_DELIVERY, BAKERY_FULFILMENT_DELIVERY, "Out for delivery, step 4 of 5", 3, 1 },
  { BAKERY_STAGE_READY, BAKERY_FULFILMENT_PICKUP, "Ready, step 3 of 4", 2, 1 },
  { BAKERY_STAGE_DELIVERED, BAKERY_FULFILMENT_PICKUP, "Collected, step 4 of 4", 4, 0 },
  { BAKERY_STAGE_CANCELLED, BAKERY_FULFILMENT_DELIVERY, "Cancelled, step 0 of 5", 0, 0 },
};

static guint
count_marks (GtkWidget  *stepper,
             const char *css_class)
{
  guint n_marks = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (stepper); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      n_marks += gtk_widget_get_child_visible (child)
                 && gtk_widget_has_css_class (child, "mark") && gtk_widget_has_css_class (child, css_class);
    }

  return n_marks;
}

static void
test_progress (void)
{
  g_autoptr(GtkWidget) stepper = g_object_ref_sink (console_stage_stepper_new ());

  for (guint i = 0; i < G_N_ELEMENTS (progresses); i++)
    {
      const Progress *progress = &progresses[i];

      console_stage_stepper_set_stage (CONSOLE_STAGE_STEPPER (stepper), progress->stage, progress->fulfilment);
      gtk_test_accessible_assert_property (stepper, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, progress->value);
      g_assert_cmpuint (count_marks (stepper, "done"), ==, progress->n_done);
      g_assert_cmpuint (count_marks (stepper, "current"), ==, progress->n_current);
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/stage-stepper/progress", test_progress);

  return g_test_run ();
}
