/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where text is large a dialog is larger, though not than its window; what is cut off all the same is a tooltip. */

#include "config.h"

#include "console-cut-text.h"
#include "console-dialog.h"

#include <adwaita.h>

#define USUAL_DPI (96 * 1024)
#define WINDOW_WIDTH 800
#define WINDOW_HEIGHT 600

typedef struct
{
  int text_percent;
  int width;
  int height;
  int expected_width;
  int expected_height;
} Case;

static const Case cases[] = {
  { 100, 300, 250, 300, 250 },
  { 150, 300, 250, 450, 375 },
  { 200, 300, 250, 600, 500 },
  { 200, 500, 400, WINDOW_WIDTH, WINDOW_HEIGHT },
  { 200, 900, 700, 900, 700 },
};

static void
wait_for_map (GtkWidget *window)
{
  while (!gtk_widget_get_mapped (window) || gtk_widget_get_width (window) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
open_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), WINDOW_WIDTH, WINDOW_HEIGHT);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_map (window);

  return window;
}

static void
test_sizes (void)
{
  GtkWidget *owner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = open_window (owner);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *dialog = adw_window_new ();
      int width;
      int height;

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", USUAL_DPI * cases[i].text_percent / 100, NULL);
      gtk_window_set_default_size (GTK_WINDOW (dialog), cases[i].width, cases[i].height);
      console_dialog_present (GTK_WINDOW (dialog), owner);
      g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == GTK_WINDOW (window));
      gtk_window_get_default_size (GTK_WINDOW (dialog), &width, &height);
      g_assert_cmpint (width, ==, cases[i].expected_width);
      g_assert_cmpint (height, ==, cases[i].expected_height);
      gtk_window_destroy (GTK_WINDOW (dialog));
    }

  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_tooltip_at (GtkWidget *window,
                GtkWidget *label)
{
  GtkTooltip *tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean is_shown = FALSE;
  double x;
  double y;

  g_assert_true (gtk_widget_translate_coordinates (label, window, 5, 5, &x, &y));
  g_signal_emit_by_name (window, "query-tooltip", (int) x, (int) y, FALSE, tooltip, &is_shown);
  g_object_unref (tooltip);

  return is_shown;
}

static void
test_cut_text (void)
{
  GtkWidget *cut = gtk_label_new ("Rosewood Bakery, 14 Hill Road, Bandra West, Mumbai, and the bench in front of it");
  GtkWidget *whole = gtk_label_new ("Rosewood Bakery");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window;

  gtk_label_set_ellipsize (GTK_LABEL (cut), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (cut), 10);
  gtk_widget_set_halign (cut, GTK_ALIGN_START);
  gtk_widget_set_sensitive (cut, FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (whole), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (whole, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), cut);
  gtk_box_append (GTK_BOX (box), whole);
  window = open_window (box);
  console_cut_text_explain (GTK_WINDOW (window));

  g_assert_true (has_tooltip_at (window, cut));
  g_assert_false (has_tooltip_at (window, whole));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/dialog/sizes", test_sizes);
  g_test_add_func ("/ui/dialog/cut-text", test_cut_text);

  return g_test_run ();
}
