/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Toasts that are dismissed as soon as they are shown, which libadwaita does not survive. What is freed is filled with
 * something, so that whoever uses it afterwards is not lucky. */

#include "config.h"

#include "console-fixture.h"
#include "console-toasts.h"

#include <malloc.h>

#define PATTERN 0xa5

typedef struct
{
  GtkWindow       *window;
  AdwToastOverlay *toasts;
} Fixture;

static gboolean
is_mapped (gpointer user_data)
{
  Fixture *self = user_data;

  return gtk_widget_get_mapped (GTK_WIDGET (self->toasts));
}

/* The widgets of toasts are the library's own; they come after what is below the toasts. */
static GtkWidget *
find_only (Fixture *self)
{
  GtkWidget *first = gtk_widget_get_next_sibling (adw_toast_overlay_get_child (self->toasts));

  return first != NULL && gtk_widget_get_next_sibling (first) == NULL ? first : NULL;
}

static const char *
get_only_title (Fixture *self)
{
  GtkWidget *only = find_only (self);
  g_autoptr(AdwToast) toast = NULL;

  if (only == NULL)
    return "";

  g_object_get (only, "toast", &toast, NULL);

  return adw_toast_get_title (toast);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, gtk_label_new ("What the toasts are above"));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 600, 400);
  gtk_window_set_child (self->window, GTK_WIDGET (self->toasts));
  gtk_window_present (self->window);
  console_fixture_wait (is_mapped, self);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  gtk_window_destroy (self->window);
}

static AdwToast *
add_toast (Fixture    *self,
           const char *title)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_timeout (toast, 0);
  console_toasts_add (GTK_WIDGET (self->toasts), toast);

  return toast;
}

static gboolean
is_third_alone (gpointer user_data)
{
  return g_str_equal (get_only_title (user_data), "third");
}

static gboolean
is_none_there (gpointer user_data)
{
  Fixture *self = user_data;

  return gtk_widget_get_next_sibling (adw_toast_overlay_get_child (self->toasts)) == NULL;
}

/* Whoever does several things quickly sees what was done last. What was dismissed and still comes cannot be pressed. */
static void
test_quick (Fixture      *self,
            gconstpointer data)
{
  AdwToast *first = add_toast (self, "first");
  GtkWidget *widget = find_only (self);

  g_assert_true (gtk_widget_get_can_target (widget));
  adw_toast_dismiss (first);
  adw_toast_dismiss (first);
  g_assert_true (find_only (self) == widget);
  g_assert_false (gtk_widget_get_can_target (widget));
  adw_toast_dismiss (add_toast (self, "second"));
  add_toast (self, "third");
  console_fixture_wait (is_third_alone, self);
}

/* A page may be left, and a window closed, before what was dismissed has come. */
static void
test_left (Fixture      *self,
           gconstpointer data)
{
  adw_toast_dismiss (add_toast (self, "first"));
  gtk_widget_set_visible (GTK_WIDGET (self->toasts), FALSE);
  adw_toast_dismiss (add_toast (self, "second"));
  adw_toast_dismiss (add_toast (self, "third"));
  gtk_widget_set_visible (GTK_WIDGET (self->toasts), TRUE);
  console_fixture_wait (is_none_there, self);
  adw_toast_dismiss (add_toast (self, "fourth"));
}

int
main (int   argc,
      char *argv[])
{
  mallopt (M_PERTURB, PATTERN);
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add ("/ui/toasts/quick", Fixture, NULL, set_up, test_quick, tear_down);
  g_test_add ("/ui/toasts/left", Fixture, NULL, set_up, test_left, tear_down);

  return g_test_run ();
}
