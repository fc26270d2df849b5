/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first thing a new console shows. One stack: the choice, the form of the way chosen, and the wait. A form keeps what
 * was typed while one goes back and forth. Main thread. */

#include "config.h"

#include "console-setup-view.h"

#include "console-create-form.h"
#include "console-sign-in-form.h"

#include <glib/gi18n.h>

struct _ConsoleSetupView
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack   *stack;
  GtkWidget  *back_button;
  GtkWidget  *ways;
  GtkWidget  *local_row;
  GtkLabel   *problem;
  GtkSpinner *spinner;
  GtkLabel   *status;

  /* Owned */
  ConsoleWayIn *way_in;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (ConsoleSetupView, console_setup_view, ADW_TYPE_BIN)

static void
show_page (ConsoleSetupView *self,
           const char       *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, name);
  gboolean is_choice = g_str_equal (name, "choose");
  gboolean is_busy = g_str_equal (name, "busy");

  gtk_stack_set_visible_child (self->stack, page);
  gtk_widget_set_visible (self->back_button, !is_choice && !is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_grab_focus (is_choice ? self->ways : page);
}

static void
show_problem (ConsoleSetupView *self,
              const char       *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
status_changed_cb (ConsoleSetupView *self)
{
  const char *status = console_way_in_get_status (self->way_in);

  if (status != NULL)
    gtk_label_set_label (self->status, status);
}

static void
restart_cancellable (ConsoleSetupView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
go_back (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  ConsoleSetupView *self = CONSOLE_SETUP_VIEW (widget);

  show_page (self, "choose");
}

static void
cancel (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  ConsoleSetupView *self = CONSOLE_SETUP_VIEW (widget);

  restart_cancellable (self);
  console_way_in_stop (self->way_in);
  show_page (self, "choose");
}

static void
demo_finished_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(ConsoleSetupView) self = user_data;
  g_autoptr(GError) error = NULL;

  if (console_way_in_finish (CONSOLE_WAY_IN (source), result, &error))
    show_page (self, "choose");
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_problem (self, error->message);
      show_page (self, "choose");
    }
}

static void
explore_demo (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ConsoleSetupView *self = CONSOLE_SETUP_VIEW (widget);

  show_problem (self, NULL);
  show_page (self, "busy");
  console_way_in_demo_async (self->way_in, self->cancellable, demo_finished_cb, g_object_ref (self));
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleSetupView) self = user_data;
  g_autoptr(GError) error = NULL;

  if (console_way_in_finish (CONSOLE_WAY_IN (source), result, &error))
    show_page (self, "choose");
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      GtkWidget *form = gtk_stack_get_child_by_name (self->stack, "create");

      console_create_form_show_problem (CONSOLE_CREATE_FORM (form), error->message);
      show_page (self, "create");
    }
}

static void
submitted_cb (ConsoleSetupView  *self,
              ConsoleCreateForm *form)
{
  ConsoleBakerySetup setup;

  console_create_form_get_setup (form, &setup);
  show_page (self, "busy");
  console_way_in_create_async (self->way_in, &setup, self->cancellable, created_cb, g_object_ref (self));
}

static void
signed_in_cb (ConsoleSetupView *self)
{
  show_page (self, "choose");
}

static void
show_sign_in (ConsoleSetupView *self,
              const char       *name,
              ConsoleWay        way)
{
  if (gtk_stack_get_child_by_name (self->stack, name) == NULL)
    {
      GtkWidget *form = console_sign_in_form_new (self->way_in, way);

      g_signal_connect_object (form, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, form, name);
    }
  show_page (self, name);
}

static void
connect_to_server (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  show_sign_in (CONSOLE_SETUP_VIEW (widget), "connect", CONSOLE_WAY_REMOTE);
}

static void
use_this_computer (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ConsoleSetupView *self = CONSOLE_SETUP_VIEW (widget);

  if (console_way_in_has_local (self->way_in))
    {
      show_sign_in (self, "open", CONSOLE_WAY_LOCAL);
      return;
    }

  if (gtk_stack_get_child_by_name (self->stack, "create") == NULL)
    {
      GtkWidget *form = console_create_form_new ();

      g_signal_connect_object (form, "submitted", G_CALLBACK (submitted_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, form, "create");
    }
  show_page (self, "create");
}

static void
console_setup_view_map (GtkWidget *widget)
{
  ConsoleSetupView *self = CONSOLE_SETUP_VIEW (widget);

  GTK_WIDGET_CLASS (console_setup_view_parent_class)->map (widget);

  if (console_way_in_has_local (self->way_in))
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->local_row), _("Open the Bakery on This Computer"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->local_row), _("Sign in with e-mail and password"));
    }
}

static void
console_setup_view_dispose (GObject *object)
{
  ConsoleSetupView *self = CONSOLE_SETUP_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_SETUP_VIEW);

  G_OBJECT_CLASS (console_setup_view_parent_class)->dispose (object);
}

static void
console_setup_view_finalize (GObject *object)
{
  ConsoleSetupView *self = CONSOLE_SETUP_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->way_in);

  G_OBJECT_CLASS (console_setup_view_parent_class)->finalize (object);
}

static void
console_setup_view_class_init (ConsoleSetupViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = console_setup_view_dispose;
  object_class->finalize = console_setup_view_finalize;
  widget_class->map = console_setup_view_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/setup/setup-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleSetupView, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSetupView, back_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSetupView, ways);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSetupView, local_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSetupView, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSetupView, spinner);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSetupView, status);

  gtk_widget_class_install_action (widget_class, "setup.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "setup.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "setup.demo", NULL, explore_demo);
  gtk_widget_class_install_action (widget_class, "setup.local", NULL, use_this_computer);
  gtk_widget_class_install_action (widget_class, "setup.connect", NULL, connect_to_server);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "setup.back", NULL);
}

static void
console_setup_view_init (ConsoleSetupView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * console_setup_view_new:
 * @way_in: how to get in
 *
 * Returns: (transfer floating): the view; whoever shows it watches the session, and takes the view away once somebody is
 *   signed in
 */
GtkWidget *
console_setup_view_new (ConsoleWayIn *way_in)
{
  ConsoleSetupView *self = g_object_new (CONSOLE_TYPE_SETUP_VIEW, NULL);

  self->way_in = g_object_ref (way_in);
  g_signal_connect_object (way_in, "notify::status", G_CALLBACK (status_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
