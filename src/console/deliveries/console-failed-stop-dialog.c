/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An order could not be handed over: why not. Main thread. */

#include "config.h"

#include "console-failed-stop-dialog.h"

#include "console-delivery-texts.h"
#include "console-run-calls.h"

#include <glib/gi18n.h>

struct _ConsoleFailedStopDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkWidget   *fail_button;
  GtkLabel    *order;
  AdwComboRow *reasons;
  GtkEditable *words;
  GtkLabel    *refusal;

  /* Owned */
  ConsoleContext *context;
  GCancellable   *cancellable;

  gint64          run;
  gint64          id; /* the order's */
};

G_DEFINE_FINAL_TYPE (ConsoleFailedStopDialog, console_failed_stop_dialog, ADW_TYPE_WINDOW)

static const char *const reasons[] = {
  N_("Nobody was there"), N_("The address is wrong"), N_("It was not accepted"), N_("It was damaged on the way"), NULL,
};

/* What a person wrote, or else chose. */
static const char *
get_reason (ConsoleFailedStopDialog *self)
{
  const char *words = gtk_editable_get_text (self->words);

  return *words != '\0' ? words : gtk_string_object_get_string (adw_combo_row_get_selected_item (self->reasons));
}

static void
said_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsoleFailedStopDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_run_call_finish (source, result, &error);
  g_autofree char *refusal = NULL;

  if (answer != NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  refusal = console_run_dup_refusal (error);
  gtk_label_set_label (self->refusal, refusal);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "failed-stop.say", TRUE);
}

static void
say_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ConsoleFailedStopDialog *self = CONSOLE_FAILED_STOP_DIALOG (widget);
  JsonObject *members = json_object_new ();

  json_object_set_int_member (members, "order", self->id);
  json_object_set_string_member (members, "reason", get_reason (self));
  gtk_widget_action_set_enabled (widget, "failed-stop.say", FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  console_run_call_async (self->context, self->run, "fail", members, self->cancellable, said_cb, g_object_ref (self));
}

static void
console_failed_stop_dialog_dispose (GObject *object)
{
  ConsoleFailedStopDialog *self = CONSOLE_FAILED_STOP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_FAILED_STOP_DIALOG);

  G_OBJECT_CLASS (console_failed_stop_dialog_parent_class)->dispose (object);
}

static void
console_failed_stop_dialog_finalize (GObject *object)
{
  g_object_unref (CONSOLE_FAILED_STOP_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (console_failed_stop_dialog_parent_class)->finalize (object);
}

static void
console_failed_stop_dialog_class_init (ConsoleFailedStopDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_failed_stop_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_failed_stop_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/failed-stop-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleFailedStopDialog, fail_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFailedStopDialog, order);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFailedStopDialog, reasons);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFailedStopDialog, words);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFailedStopDialog, refusal);
  gtk_widget_class_install_action (widget_class, "failed-stop.say", NULL, say_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_failed_stop_dialog_init (ConsoleFailedStopDialog *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->fail_button);
  for (guint i = 0; reasons[i] != NULL; i++)
    gtk_string_list_append (list, _(reasons[i]));
  adw_combo_row_set_model (self->reasons, G_LIST_MODEL (list));
}

/**
 * console_failed_stop_dialog_new:
 * @context: the console's parts
 * @run: the run that takes the order
 * @item: where the order was to go
 *
 * Returns: (transfer floating): the dialog
 */
ConsoleFailedStopDialog *
console_failed_stop_dialog_new (ConsoleContext     *context,
                                gint64              run,
                                ConsoleDestination *item)
{
  ConsoleFailedStopDialog *self = g_object_new (CONSOLE_TYPE_FAILED_STOP_DIALOG, NULL);
  g_autofree char *title = console_destination_dup_title (item);

  self->context = g_object_ref (context);
  self->run = run;
  self->id = console_destination_get_id (item);
  gtk_label_set_label (self->order, title);
  gtk_widget_grab_focus (GTK_WIDGET (self->reasons));

  return self;
}
