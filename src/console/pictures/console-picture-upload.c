/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes one picture to the server, in these steps:
 *
 *   start_file → file_read_cb → start_bytes → prepare (another thread) → prepared_cb → send → sent_cb
 *
 * Without a network it stays before send(), and goes on when the sync says that there is one. Nothing is sent of a file that is
 * no picture. Main thread. */

#include "config.h"

#include "console-picture-upload.h"

#include "console-api-client.h"
#include "console-context.h"
#include "console-picture-codec.h"
#include "console-session.h"
#include "console-sync.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

struct _ConsolePictureUpload
{
  GObject parent_instance;

  /* Owned */
  ConsoleContext           *context;
  GCancellable             *cancellable;
  GBytes                   *prepared;
  char                     *problem;
  char                     *key;

  gint64                    store;
  gint64                    image;
  gsize                     sent;
  ConsolePictureUploadState state;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsolePictureUpload, console_picture_upload, G_TYPE_OBJECT)

static void send (ConsolePictureUpload *self);

static void
set_state (ConsolePictureUpload     *self,
           ConsolePictureUploadState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fail (ConsolePictureUpload *self,
      const char           *problem)
{
  g_free (self->problem);
  self->problem = g_strdup (problem);
  set_state (self, CONSOLE_PICTURE_UPLOAD_FAILED);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsolePictureUpload) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, &error);
  JsonObject *object = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }
  if (error != NULL && console_api_error_is_passing (error))
    {
      set_state (self, CONSOLE_PICTURE_UPLOAD_WAITING);
      return;
    }

  self->image = object != NULL ? json_object_get_int_member_with_default (object, "id", 0) : 0;
  if (self->image != 0)
    {
      set_state (self, CONSOLE_PICTURE_UPLOAD_DONE);
    }
  else
    {
      fail (self, error != NULL ? error->message : _("The server's answer makes no sense."));
    }
}

static void
progress_cb (gsize    sent,
             gpointer user_data)
{
  ConsolePictureUpload *self = user_data;

  self->sent = sent;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
send (ConsolePictureUpload *self)
{
  g_autofree char *path = g_strdup_printf ("images?store=%" G_GINT64_FORMAT, self->store);
  ConsoleSession *session = console_context_get_session (self->context);
  const ConsoleApiRequest request = {
    .method = "POST",
    .path = path,
    .content = self->prepared,
    .content_type = "image/jpeg",
    .idempotency_key = self->key,
    .progress = progress_cb,
    .progress_data = self,
  };

  self->sent = 0;
  set_state (self, CONSOLE_PICTURE_UPLOAD_SENDING);
  console_api_client_call_async (console_session_get_client (session), &request, self->cancellable, sent_cb,
                                 g_object_ref (self));
}

static gboolean
is_online (ConsolePictureUpload *self)
{
  return console_sync_get_state (console_context_get_sync (self->context)) == CONSOLE_SYNC_ONLINE;
}

static void
sync_state_cb (ConsolePictureUpload *self)
{
  if (self->state == CONSOLE_PICTURE_UPLOAD_WAITING && is_online (self))
    {
      send (self);
    }
}

static void
prepare (GTask        *task,
         gpointer      source,
         gpointer      content,
         GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *prepared = console_picture_prepare (content, &error);

  if (prepared != NULL)
    {
      g_task_return_pointer (task, prepared, (GDestroyNotify) g_bytes_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ConsolePictureUpload) self = user_data;
  g_autoptr(GError) error = NULL;

  self->prepared = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }

  if (self->prepared == NULL)
    {
      fail (self, error->message);
    }
  else if (is_online (self))
    {
      send (self);
    }
  else
    {
      set_state (self, CONSOLE_PICTURE_UPLOAD_WAITING);
    }
}

static void
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsolePictureUpload) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) content = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }
  if (content == NULL)
    {
      g_autofree char *problem = g_strdup_printf (_("The file cannot be read: %s"), error->message);

      fail (self, problem);
      return;
    }

  console_picture_upload_start_bytes (self, content);
}

/* Who knows the length of a file before it is read can refuse one that is no picture by its length alone. */
static void
info_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsolePictureUpload) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }
  if (info != NULL && g_file_info_get_size (info) > CONSOLE_PICTURE_MAXIMUM_BYTES)
    {
      fail (self, _("The file is too large for a picture."));
      return;
    }

  g_file_load_bytes_async (G_FILE (source), self->cancellable, file_read_cb, g_object_ref (self));
}

static void
console_picture_upload_dispose (GObject *object)
{
  ConsolePictureUpload *self = CONSOLE_PICTURE_UPLOAD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (console_picture_upload_parent_class)->dispose (object);
}

static void
console_picture_upload_finalize (GObject *object)
{
  ConsolePictureUpload *self = CONSOLE_PICTURE_UPLOAD (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->prepared, g_bytes_unref);
  g_free (self->problem);
  g_free (self->key);
  G_OBJECT_CLASS (console_picture_upload_parent_class)->finalize (object);
}

static void
console_picture_upload_class_init (ConsolePictureUploadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_picture_upload_dispose;
  object_class->finalize = console_picture_upload_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
console_picture_upload_init (ConsolePictureUpload *self)
{
  self->cancellable = g_cancellable_new ();
  self->key = g_uuid_string_random ();
}

/**
 * console_picture_upload_new:
 * @context: what everything works with
 * @store: the store whose picture it will be
 *
 * Returns: (transfer full): an upload of nothing yet
 */
ConsolePictureUpload *
console_picture_upload_new (ConsoleContext *context,
                            gint64          store)
{
  ConsolePictureUpload *self = g_object_new (CONSOLE_TYPE_PICTURE_UPLOAD, NULL);

  self->context = g_object_ref (context);
  self->store = store;
  g_signal_connect_object (console_context_get_sync (context), "notify::state", G_CALLBACK (sync_state_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * console_picture_upload_start_file:
 * @self: an upload of nothing yet
 * @file: what somebody chose
 *
 * Reads the file and sends it.
 */
void
console_picture_upload_start_file (ConsolePictureUpload *self,
                                   GFile                *file)
{
  g_return_if_fail (CONSOLE_IS_PICTURE_UPLOAD (self));

  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           self->cancellable, info_read_cb, g_object_ref (self));
}

/**
 * console_picture_upload_start_bytes:
 * @self: an upload of nothing yet
 * @content: a picture as a file would have it
 *
 * Makes the picture smaller and sends it.
 */
void
console_picture_upload_start_bytes (ConsolePictureUpload *self,
                                    GBytes               *content)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CONSOLE_IS_PICTURE_UPLOAD (self));

  /* The thread may be the last to let go of the task, but must not be of what belongs to this one. */
  task = g_task_new (NULL, self->cancellable, prepared_cb, g_object_ref (self));
  g_task_set_source_tag (task, console_picture_upload_start_bytes);
  g_task_set_task_data (task, g_bytes_ref (content), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, prepare);
}

/**
 * console_picture_upload_cancel:
 * @self: an upload
 *
 * Gives up.
 */
void
console_picture_upload_cancel (ConsolePictureUpload *self)
{
  g_return_if_fail (CONSOLE_IS_PICTURE_UPLOAD (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * console_picture_upload_get_state:
 * @self: an upload
 *
 * Returns: how far it is
 */
ConsolePictureUploadState
console_picture_upload_get_state (ConsolePictureUpload *self)
{
  g_return_val_if_fail (CONSOLE_IS_PICTURE_UPLOAD (self), CONSOLE_PICTURE_UPLOAD_FAILED);

  return self->state;
}

/**
 * console_picture_upload_get_progress:
 * @self: an upload
 *
 * Returns: which share of it is sent, from 0 to 1
 */
double
console_picture_upload_get_progress (ConsolePictureUpload *self)
{
  g_return_val_if_fail (CONSOLE_IS_PICTURE_UPLOAD (self), 0);

  return self->prepared != NULL ? (double) self->sent / (double) g_bytes_get_size (self->prepared) : 0;
}

/**
 * console_picture_upload_get_problem:
 * @self: an upload
 *
 * Returns: (transfer none) (nullable): the sentence that says why it failed
 */
const char *
console_picture_upload_get_problem (ConsolePictureUpload *self)
{
  g_return_val_if_fail (CONSOLE_IS_PICTURE_UPLOAD (self), NULL);

  return self->problem;
}

/**
 * console_picture_upload_get_image:
 * @self: an upload
 *
 * Returns: the id of the picture on the server, 0 as long as it is not there
 */
gint64
console_picture_upload_get_image (ConsolePictureUpload *self)
{
  g_return_val_if_fail (CONSOLE_IS_PICTURE_UPLOAD (self), 0);

  return self->image;
}
