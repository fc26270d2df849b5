/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The photo that proves a hand-over, or shows why there was none. It is asked of the server each time and kept nowhere: it may
 * show somebody's home. Main thread; the picture is made from the file on another one. */

#include "config.h"

#include "console-proof-window.h"

#include "console-api-client.h"
#include "console-delivery-texts.h"
#include "console-picture-codec.h"
#include "console-session.h"

#include <glib/gi18n.h>

/* The shorter side of what is shown, in pixels at most. */
#define SIDE 1200

struct _ConsoleProofWindow
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *heading;
  GtkStack       *stack;
  GtkPicture     *picture;
  AdwStatusPage  *problem;

  /* Owned */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (ConsoleProofWindow, console_proof_window, ADW_TYPE_WINDOW)

static void
fail (ConsoleProofWindow *self,
      const GError       *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
decode (GTask        *task,
        gpointer      source,
        gpointer      content,
        GCancellable *cancellable)
{
  GError *error = NULL;
  GdkPixbuf *picture = console_picture_decode (content, SIDE, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleProofWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) picture = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr(GdkTexture) texture = NULL;

  if (picture == NULL)
    {
      fail (self, error);
      return;
    }

  texture = gdk_texture_new_for_pixbuf (picture);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_window_title_get_subtitle (self->heading), -1);
  gtk_stack_set_visible_child_name (self->stack, "picture");
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsoleProofWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) task = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    {
      fail (self, error);
      return;
    }

  /* The thread may be the last to let go of the task, but must not be of the window. */
  task = g_task_new (NULL, self->cancellable, decoded_cb, g_object_ref (self));
  g_task_set_task_data (task, g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source)),
                        (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ConsoleProofWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = console_api_client_open_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autoptr(GOutputStream) memory = NULL;

  if (stream == NULL)
    {
      fail (self, error);
      return;
    }

  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, self->cancellable, read_cb, g_object_ref (self));
}

static void
console_proof_window_dispose (GObject *object)
{
  ConsoleProofWindow *self = CONSOLE_PROOF_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_PROOF_WINDOW);

  G_OBJECT_CLASS (console_proof_window_parent_class)->dispose (object);
}

static void
console_proof_window_finalize (GObject *object)
{
  g_object_unref (CONSOLE_PROOF_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (console_proof_window_parent_class)->finalize (object);
}

static gboolean
close_request_cb (ConsoleProofWindow *self)
{
  g_cancellable_cancel (self->cancellable);

  return GDK_EVENT_PROPAGATE;
}

static void
console_proof_window_class_init (ConsoleProofWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_proof_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_proof_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/proof-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleProofWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProofWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProofWindow, picture);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProofWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_proof_window_init (ConsoleProofWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_proof_window_new:
 * @context: the console's parts
 * @run: a run
 * @item: an order of it that there is a photo of
 *
 * Returns: (transfer floating): a window that shows the photo once it has come
 */
ConsoleProofWindow *
console_proof_window_new (ConsoleContext     *context,
                          gint64              run,
                          ConsoleDestination *item)
{
  ConsoleProofWindow *self = g_object_new (CONSOLE_TYPE_PROOF_WINDOW, NULL);
  ConsoleApiClient *client = console_session_get_client (console_context_get_session (context));
  g_autofree char *title = console_destination_dup_title (item);
  g_autofree char *path = g_strdup_printf ("deliveries/%" G_GINT64_FORMAT "/photos/%" G_GINT64_FORMAT, run,
                                           console_destination_get_id (item));
  const ConsoleApiRequest request = { .method = "GET", .path = path, .accept = "image/*" };

  adw_window_title_set_subtitle (self->heading, title);
  console_api_client_open_async (client, &request, self->cancellable, opened_cb, g_object_ref (self));

  return self;
}
