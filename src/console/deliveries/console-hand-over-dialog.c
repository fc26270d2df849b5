/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An order is handed over: somebody says who took it, or shows a code or a photo, and only then is it delivered. The photo is
 * sent first, since a hand-over without any proof is refused. Main thread. */

#include "config.h"

#include "console-hand-over-dialog.h"

#include "console-delivery-texts.h"
#include "console-run-calls.h"

#include <glib/gi18n.h>

struct _ConsoleHandOverDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkWidget    *deliver_button;
  GtkLabel     *order;
  GtkEditable  *received_by;
  GtkEditable  *code;
  AdwActionRow *photo_row;
  GtkLabel     *refusal;

  /* Owned */
  ConsoleContext       *context;
  ConsoleDestination   *item;
  GBytes               *photo;
  char                 *photo_type;
  GtkFileChooserNative *chooser;
  GCancellable         *cancellable;

  gint64                run;
  gboolean              has_photo; /* at the server */
  gboolean              is_sending;
};

G_DEFINE_FINAL_TYPE (ConsoleHandOverDialog, console_hand_over_dialog, ADW_TYPE_WINDOW)

static gboolean
is_proven (ConsoleHandOverDialog *self)
{
  return *gtk_editable_get_text (self->received_by) != '\0' || *gtk_editable_get_text (self->code) != '\0' ||
         self->photo != NULL || self->has_photo;
}

static void
update (ConsoleHandOverDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hand-over.deliver", is_proven (self) && !self->is_sending);
}

static void
edited_cb (ConsoleHandOverDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  update (self);
}

static void
show_refusal (ConsoleHandOverDialog *self,
              const GError          *error)
{
  g_autofree char *text = console_run_dup_refusal (error);

  self->is_sending = FALSE;
  gtk_label_set_label (self->refusal, text);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
  update (self);
}

/* Saying so */

static void
delivered_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsoleHandOverDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_run_call_finish (source, result, &error);

  if (answer != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_refusal (self, error);
}

static void
deliver (ConsoleHandOverDialog *self)
{
  JsonObject *members = json_object_new ();

  json_object_set_int_member (members, "order", console_destination_get_id (self->item));
  json_object_set_string_member (members, "received_by", gtk_editable_get_text (self->received_by));
  json_object_set_string_member (members, "code", gtk_editable_get_text (self->code));
  console_run_call_async (self->context, self->run, "hand-over", members, self->cancellable, delivered_cb,
                          g_object_ref (self));
}

static void
photo_sent_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ConsoleHandOverDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_run_call_finish (source, result, &error);

  if (answer != NULL)
    deliver (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_refusal (self, error);
}

static void
deliver_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsoleHandOverDialog *self = CONSOLE_HAND_OVER_DIALOG (widget);

  self->is_sending = TRUE;
  edited_cb (self);
  if (self->photo == NULL)
    deliver (self);
  else
    console_run_send_photo_async (self->context, self->run, console_destination_get_id (self->item), self->photo,
                                  self->photo_type, self->cancellable, photo_sent_cb, g_object_ref (self));
}

/* The photo */

static void
photo_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ConsoleHandOverDialog) self = user_data;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autoptr(GError) error = NULL;
  g_autofree char *type = NULL;
  GBytes *photo = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (photo == NULL)
    {
      show_refusal (self, error);
      return;
    }

  type = g_content_type_guess (name, g_bytes_get_data (photo, NULL), g_bytes_get_size (photo), NULL);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_free (self->photo_type);
  self->photo = photo;
  self->photo_type = g_content_type_get_mime_type (type);
  adw_action_row_set_subtitle (self->photo_row, name);
  edited_cb (self);
}

static void
photo_chosen_cb (GtkNativeDialog       *chooser,
                 int                    response,
                 ConsoleHandOverDialog *self)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    g_file_load_bytes_async (file, self->cancellable, photo_read_cb, g_object_ref (self));
  g_clear_object (&self->chooser);
}

static void
choose_photo_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ConsoleHandOverDialog *self = CONSOLE_HAND_OVER_DIALOG (widget);
  g_autoptr(GtkFileFilter) pictures = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _("Pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/jpeg");
  gtk_file_filter_add_mime_type (pictures, "image/png");
  gtk_file_filter_add_mime_type (pictures, "image/webp");
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Choose a Photo"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               NULL, NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), pictures);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (photo_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
console_hand_over_dialog_dispose (GObject *object)
{
  ConsoleHandOverDialog *self = CONSOLE_HAND_OVER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->item);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_HAND_OVER_DIALOG);

  G_OBJECT_CLASS (console_hand_over_dialog_parent_class)->dispose (object);
}

static void
console_hand_over_dialog_finalize (GObject *object)
{
  ConsoleHandOverDialog *self = CONSOLE_HAND_OVER_DIALOG (object);

  g_clear_pointer (&self->photo, g_bytes_unref);
  g_object_unref (self->cancellable);
  g_free (self->photo_type);

  G_OBJECT_CLASS (console_hand_over_dialog_parent_class)->finalize (object);
}

static void
console_hand_over_dialog_class_init (ConsoleHandOverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_hand_over_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_hand_over_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/hand-over-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleHandOverDialog, deliver_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleHandOverDialog, order);
  gtk_widget_class_bind_template_child (widget_class, ConsoleHandOverDialog, received_by);
  gtk_widget_class_bind_template_child (widget_class, ConsoleHandOverDialog, code);
  gtk_widget_class_bind_template_child (widget_class, ConsoleHandOverDialog, photo_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleHandOverDialog, refusal);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_install_action (widget_class, "hand-over.deliver", NULL, deliver_action);
  gtk_widget_class_install_action (widget_class, "hand-over.choose-photo", NULL, choose_photo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_hand_over_dialog_init (ConsoleHandOverDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->deliver_button);
}

/**
 * console_hand_over_dialog_new:
 * @context: the console's parts
 * @run: the run that takes the order
 * @item: where the order goes
 *
 * Returns: (transfer floating): the dialog
 */
ConsoleHandOverDialog *
console_hand_over_dialog_new (ConsoleContext           *context,
                              const ConsoleDeliveryRun *run,
                              ConsoleDestination       *item)
{
  ConsoleHandOverDialog *self = g_object_new (CONSOLE_TYPE_HAND_OVER_DIALOG, NULL);
  const BakeryDeliveryStop *stop = bakery_delivery_find_stop (run->delivery, console_destination_get_id (item));
  g_autofree char *title = console_destination_dup_title (item);

  self->context = g_object_ref (context);
  self->item = g_object_ref (item);
  self->run = run->delivery->base.id;
  self->has_photo = stop != NULL && stop->has_photo;
  if (self->has_photo)
    adw_action_row_set_subtitle (self->photo_row, _("There is one already"));
  gtk_label_set_label (self->order, title);
  gtk_widget_grab_focus (GTK_WIDGET (self->received_by));
  update (self);

  return self;
}
