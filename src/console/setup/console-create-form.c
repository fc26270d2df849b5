/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form of a new bakery. The domain's own rules judge what is typed, before anything is created. Main thread. */

#include "config.h"

#include "console-create-form.h"

#include "console-first-store.h"
#include "console-form.h"

#include <glib/gi18n.h>

struct _ConsoleCreateForm
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget *name_row;
  GtkWidget *address_row;
  GtkWidget *city_row;
  GtkWidget *contact_number_row;
  GtkWidget *email_row;
  GtkWidget *password_row;
  GtkWidget *repeat_row;
  GtkLabel  *problem;
};

enum
{
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleCreateForm, console_create_form, ADW_TYPE_BIN)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
check_password (ConsoleCreateForm *self,
                BakeryViolations  *violations)
{
  if (g_utf8_strlen (get_text (self->password_row), -1) < 8)
    bakery_violations_add (violations, "password", "%s", _("Choose a password of at least 8 characters."));
  else if (!g_str_equal (get_text (self->password_row), get_text (self->repeat_row)))
    bakery_violations_add (violations, "repeat", "%s", _("This is not the same password."));
}

static void
create (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  ConsoleCreateForm *self = CONSOLE_CREATE_FORM (widget);
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  ConsoleBakerySetup setup;
  const ConsoleFormRow rows[] = {
    { "name", self->name_row },
    { "address", self->address_row },
    { "city", self->city_row },
    { "contact_number", self->contact_number_row },
    { "email", self->email_row },
    { "password", self->password_row },
    { "repeat", self->repeat_row },
    { NULL, NULL },
  };

  console_create_form_get_setup (self, &setup);
  console_bakery_setup_validate (&setup, violations);
  check_password (self, violations);
  console_form_show_violations (rows, violations, self->problem);
  if (bakery_violations_is_empty (violations))
    g_signal_emit (self, signals[SUBMITTED], 0);
}

static void
activated_cb (ConsoleCreateForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.create", NULL);
}

static void
changed_cb (ConsoleCreateForm *self,
            GtkWidget         *row)
{
  console_form_clear_row (row);
}

static gboolean
console_create_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CONSOLE_CREATE_FORM (widget)->name_row);
}

static void
console_create_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_CREATE_FORM);

  G_OBJECT_CLASS (console_create_form_parent_class)->dispose (object);
}

static void
console_create_form_class_init (ConsoleCreateFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = console_create_form_dispose;
  widget_class->grab_focus = console_create_form_grab_focus;

  signals[SUBMITTED] = g_signal_new ("submitted",
                                     G_TYPE_FROM_CLASS (klass),
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/setup/create-form.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCreateForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCreateForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCreateForm, city_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCreateForm, contact_number_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCreateForm, email_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCreateForm, password_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCreateForm, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCreateForm, problem);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "form.create", NULL, create);
}

static void
console_create_form_init (ConsoleCreateForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_create_form_new:
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
console_create_form_new (void)
{
  return g_object_new (CONSOLE_TYPE_CREATE_FORM, NULL);
}

/**
 * console_create_form_get_setup:
 * @self: the form
 * @ret_setup: (out caller-allocates): what was typed; borrowed from the form, until it is changed
 */
void
console_create_form_get_setup (ConsoleCreateForm  *self,
                               ConsoleBakerySetup *ret_setup)
{
  g_return_if_fail (CONSOLE_IS_CREATE_FORM (self));

  ret_setup->store_name = get_text (self->name_row);
  ret_setup->address = get_text (self->address_row);
  ret_setup->city = get_text (self->city_row);
  ret_setup->contact_number = get_text (self->contact_number_row);
  ret_setup->email = get_text (self->email_row);
  ret_setup->password = get_text (self->password_row);
}

/**
 * console_create_form_show_problem:
 * @self: the form
 * @problem: why the bakery could not be set up, for a person to read
 */
void
console_create_form_show_problem (ConsoleCreateForm *self,
                                  const char        *problem)
{
  g_return_if_fail (CONSOLE_IS_CREATE_FORM (self));

  gtk_label_set_label (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}
