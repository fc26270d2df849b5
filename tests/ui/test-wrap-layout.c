/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a layout puts children of 50, 30 and 40 pixels, each 10 high, with 5 between them and 2 between lines. */

#include "config.h"

#include "console-wrap-layout.h"

#include <adwaita.h>

#define N_CHILDREN 3

typedef struct
{
  int              width;
  gboolean         justifies;
  GtkTextDirection direction;
  int              height;
  int              x[N_CHILDREN];
  int              y[N_CHILDREN];
} Place;

static const Place places[] = {
  { 200, FALSE, GTK_TEXT_DIR_LTR, 10, { 0, 55, 90 }, { 0, 0, 0 } },
  { 130, FALSE, GTK_TEXT_DIR_LTR, 10, { 0, 55, 90 }, { 0, 0, 0 } },
  { 129, FALSE, GTK_TEXT_DIR_LTR, 22, { 0, 55, 0 }, { 0, 0, 12 } },
  { 50, FALSE, GTK_TEXT_DIR_LTR, 34, { 0, 0, 0 }, { 0, 12, 24 } },
  { 200, FALSE, GTK_TEXT_DIR_RTL, 10, { 150, 115, 70 }, { 0, 0, 0 } },
  { 200, TRUE, GTK_TEXT_DIR_LTR, 10, { 0, 90, 160 }, { 0, 0, 0 } },
  { 129, TRUE, GTK_TEXT_DIR_LTR, 22, { 0, 99, 0 }, { 0, 0, 12 } },
  { 129, TRUE, GTK_TEXT_DIR_RTL, 22, { 79, 0, 89 }, { 0, 0, 12 } },
};

static GtkWidget *
create_box (const Place *place,
            GtkWidget  **children)
{
  static const int widths[N_CHILDREN] = { 50, 30, 40 };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *hidden = adw_bin_new ();

  gtk_widget_set_layout_manager (box, g_object_new (CONSOLE_TYPE_WRAP_LAYOUT, "spacing", 5, "line-spacing", 2,
                                                    "justifies", place->justifies, NULL));
  gtk_widget_set_direction (box, place->direction);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      children[i] = adw_bin_new ();
      gtk_widget_set_size_request (children[i], widths[i], 10);
      gtk_box_append (GTK_BOX (box), children[i]);
      if (i == 0)
        gtk_box_append (GTK_BOX (box), hidden);
    }
  gtk_widget_set_size_request (hidden, 1000, 1000);
  gtk_widget_set_visible (hidden, FALSE);

  return box;
}

static void
test_places (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const Place *place = &places[i];
      GtkWidget *children[N_CHILDREN];
      GtkWidget *window = gtk_window_new ();
      GtkWidget *box = create_box (place, children);
      int minimum;
      int natural;

      gtk_window_set_child (GTK_WINDOW (window), box);
      gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      g_assert_cmpint (minimum, ==, 50);
      g_assert_cmpint (natural, ==, 130);
      gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, place->width, &minimum, &natural, NULL, NULL);
      g_assert_cmpint (minimum, ==, place->height);
      g_assert_cmpint (natural, ==, place->height);

      gtk_widget_size_allocate (box, &(GtkAllocation) { 0, 0, place->width, place->height }, -1);
      for (guint j = 0; j < N_CHILDREN; j++)
        {
          graphene_rect_t bounds;

          g_assert_true (gtk_widget_compute_bounds (children[j], box, &bounds));
          g_assert_cmpfloat (bounds.origin.x, ==, place->x[j]);
          g_assert_cmpfloat (bounds.origin.y, ==, place->y[j]);
        }
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/wrap-layout/places", test_places);

  return g_test_run ();
}
