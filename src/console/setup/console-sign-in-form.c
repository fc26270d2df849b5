/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form in which somebody signs in. Main thread. */

#include "config.h"

#include "console-sign-in-form.h"

#include "console-context.h"
#include "console-dialog.h"
#include "console-form.h"
#include "console-session.h"

#include <glib/gi18n.h>

struct _ConsoleSignInForm
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget *server_row;
  GtkWidget *email_row;
  GtkWidget *password_row;
  GtkLabel  *problem;

  /* Owned */
  ConsoleWayIn *way_in;
  GCancellable *cancellable;

  ConsoleWay    way;
};

enum
{
  SIGNED_IN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleSignInForm, console_sign_in_form, ADW_TYPE_BIN)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_busy (ConsoleSignInForm *self,
          gboolean           is_busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self), !is_busy);
}

static gboolean
check (ConsoleSignInForm *self)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  const ConsoleFormRow rows[] = {
    { "server", self->server_row },
    { "email", self->email_row },
    { "password", self->password_row },
    { NULL, NULL },
  };
  gsize i;

  for (i = 0; rows[i].field != NULL; i++)
    {
      if (gtk_widget_get_visible (rows[i].row) && *get_text (rows[i].row) == '\0')
        bakery_violations_add (violations, rows[i].field, "%s", _("Fill this in."));
    }
  console_form_show_violations (rows, violations, self->problem);

  return bakery_violations_is_empty (violations);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ConsoleSignInForm) self = user_data;
  g_autoptr(GError) error = NULL;

  if (console_way_in_finish (CONSOLE_WAY_IN (source), result, &error))
    {
      set_busy (self, FALSE);
      gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
      g_signal_emit (self, signals[SIGNED_IN], 0);
      return;
    }

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  set_busy (self, FALSE);
  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_grab_focus (self->password_row);
}

static void
sign_in (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  ConsoleSignInForm *self = CONSOLE_SIGN_IN_FORM (widget);
  const char *email = get_text (self->email_row);
  const char *password = get_text (self->password_row);

  if (!check (self))
    return;

  set_busy (self, TRUE);
  if (self->way == CONSOLE_WAY_LOCAL)
    console_way_in_open_async (self->way_in, email, password, self->cancellable, finished_cb, g_object_ref (self));
  else
    console_way_in_connect_async (self->way_in,
                                  get_text (self->server_row),
                                  email,
                                  password,
                                  self->cancellable,
                                  finished_cb,
                                  g_object_ref (self));
}

static void
activated_cb (ConsoleSignInForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.sign-in", NULL);
}

static void
changed_cb (ConsoleSignInForm *self,
            GtkWidget         *row)
{
  console_form_clear_row (row);
}

static void
console_sign_in_form_dispose (GObject *object)
{
  ConsoleSignInForm *self = CONSOLE_SIGN_IN_FORM (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_SIGN_IN_FORM);

  G_OBJECT_CLASS (console_sign_in_form_parent_class)->dispose (object);
}

static void
console_sign_in_form_finalize (GObject *object)
{
  ConsoleSignInForm *self = CONSOLE_SIGN_IN_FORM (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->way_in);

  G_OBJECT_CLASS (console_sign_in_form_parent_class)->finalize (object);
}

static gboolean
console_sign_in_form_grab_focus (GtkWidget *widget)
{
  ConsoleSignInForm *self = CONSOLE_SIGN_IN_FORM (widget);
  GtkWidget *rows[] = { self->server_row, self->email_row, self->password_row };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (gtk_widget_get_visible (rows[i]) && *get_text (rows[i]) == '\0')
        return gtk_widget_grab_focus (rows[i]);
    }

  return gtk_widget_grab_focus (self->password_row);
}

static void
console_sign_in_form_class_init (ConsoleSignInFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = console_sign_in_form_dispose;
  object_class->finalize = console_sign_in_form_finalize;
  widget_class->grab_focus = console_sign_in_form_grab_focus;

  signals[SIGNED_IN] = g_signal_new ("signed-in",
                                     G_TYPE_FROM_CLASS (klass),
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/setup/sign-in-form.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignInForm, server_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignInForm, email_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignInForm, password_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignInForm, problem);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "form.sign-in", NULL, sign_in);
}

static void
console_sign_in_form_init (ConsoleSignInForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/* What was typed at the last sign-in need not be typed again. */
static void
fill_in (ConsoleSignInForm *self)
{
  ConsoleSession *session = console_context_get_session (console_way_in_get_context (self->way_in));
  const char *server = console_session_get_server (session);
  const char *email = console_session_get_email (session);

  if (self->way == CONSOLE_WAY_REMOTE && server != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->server_row), server);
  if (email != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->email_row), email);
}

/**
 * console_sign_in_form_new:
 * @way_in: how to get in
 * @way: %CONSOLE_WAY_REMOTE, or %CONSOLE_WAY_LOCAL for the bakery on this computer, which needs no address
 *
 * Returns: (transfer floating): a form
 */
GtkWidget *
console_sign_in_form_new (ConsoleWayIn *way_in,
                          ConsoleWay    way)
{
  ConsoleSignInForm *self = g_object_new (CONSOLE_TYPE_SIGN_IN_FORM, NULL);

  self->way_in = g_object_ref (way_in);
  self->way = way;
  gtk_widget_set_visible (self->server_row, way == CONSOLE_WAY_REMOTE);
  fill_in (self);

  return GTK_WIDGET (self);
}

/**
 * console_sign_in_form_cancel:
 * @self: the form
 *
 * Stops waiting for an answer, and lets the form be used again.
 */
void
console_sign_in_form_cancel (ConsoleSignInForm *self)
{
  g_return_if_fail (CONSOLE_IS_SIGN_IN_FORM (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_busy (self, FALSE);
}

/**
 * console_sign_in_dialog_present:
 * @way_in: how to get in
 * @parent: the window to stand before
 *
 * Asks for the password again, while the page behind stays as it is.
 */
void
console_sign_in_dialog_present (ConsoleWayIn *way_in,
                                GtkWindow    *parent)
{
  ConsoleWay way = console_way_in_get_way (way_in) == CONSOLE_WAY_REMOTE ? CONSOLE_WAY_REMOTE : CONSOLE_WAY_LOCAL;
  GtkWidget *form = console_sign_in_form_new (way_in, way);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *dialog = g_object_new (ADW_TYPE_WINDOW,
                                    "title", _("Sign In Again"),
                                    "modal", TRUE,
                                    "default-width", 420,
                                    "content", box,
                                    NULL);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), form);
  g_signal_connect_swapped (form, "signed-in", G_CALLBACK (gtk_window_destroy), dialog);
  console_dialog_present (GTK_WINDOW (dialog), GTK_WIDGET (parent));
  gtk_widget_grab_focus (form);
}
