/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks until when cakes cannot be ordered: any day and time to come. */

#include "config.h"

#include "console-off-until-dialog.h"

#include "console-entity-form.h"

#include "bakery-cake.h"

#include <glib/gi18n.h>

struct _ConsoleOffUntilDialog
{
  AdwMessageDialog parent_instance;

  /* Borrowed */
  ConsoleEntityForm *form;

  /* Owned */
  ConsoleContext *context;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const form_fields[] = { "unavailable_until", NULL };
static const ConsoleFormGroup form_groups[] = { { NULL, NULL, form_fields }, { NULL } };

G_DEFINE_FINAL_TYPE (ConsoleOffUntilDialog, console_off_until_dialog, ADW_TYPE_MESSAGE_DIALOG)

static gint64
get_until (ConsoleOffUntilDialog *self)
{
  const BakeryCake *cake = console_entity_form_get_entity (self->form);

  return cake->unavailable_until;
}

/* The past is no answer. */
static void
update (ConsoleOffUntilDialog *self)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "off",
                                           get_until (self) > console_context_get_now (self->context));
}

static void
console_off_until_dialog_response (AdwMessageDialog *dialog,
                                   const char       *response)
{
  ConsoleOffUntilDialog *self = CONSOLE_OFF_UNTIL_DIALOG (dialog);

  if (g_str_equal (response, "off"))
    {
      g_signal_emit (self, signals[CHOSEN], 0, get_until (self));
    }
}

static void
console_off_until_dialog_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_OFF_UNTIL_DIALOG (object)->context);
  G_OBJECT_CLASS (console_off_until_dialog_parent_class)->dispose (object);
}

static void
console_off_until_dialog_class_init (ConsoleOffUntilDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_off_until_dialog_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = console_off_until_dialog_response;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_INT64);
}

static void
console_off_until_dialog_init (ConsoleOffUntilDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_set_heading (dialog, _("Off until when?"));
  adw_message_dialog_set_body (dialog, _("Until then the selected cakes cannot be ordered; then they can again."));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "off", _("_Switch Off"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "off", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "off");
  adw_message_dialog_set_close_response (dialog, "cancel");
}

/**
 * console_off_until_dialog_new:
 * @context: tells the time, and in which time zone
 *
 * Returns: (transfer none): the dialog
 */
GtkWindow *
console_off_until_dialog_new (ConsoleContext *context)
{
  ConsoleOffUntilDialog *self = g_object_new (CONSOLE_TYPE_OFF_UNTIL_DIALOG, "modal", TRUE, NULL);
  g_autoptr(BakeryCake) cake = bakery_cake_new ();

  self->context = g_object_ref (context);
  self->form = CONSOLE_ENTITY_FORM (console_entity_form_new (context, &bakery_cake_type, form_groups));
  console_entity_form_set_entity (self->form, cake, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), GTK_WIDGET (self->form));
  g_signal_connect_object (self->form, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WINDOW (self);
}
