/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads Server-Sent Events line by line. The heartbeat is a comment line; when not even that comes, the client's time-out ends
 * the stream. Opening again is the sync's business. Main thread. */

#include "config.h"

#include "console-event-stream.h"

#include <string.h>

struct _ConsoleEventStream
{
  GObject parent_instance;

  /* Owned */
  ConsoleApiClient *client;
  GCancellable     *cancellable; /* of the stream that is open or being opened */
  GDataInputStream *lines;
  char             *last_id;

  gboolean          has_data;
};

enum
{
  OPENED,
  EVENT,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleEventStream, console_event_stream, G_TYPE_OBJECT)

static void read_line (ConsoleEventStream *self);

static void
forget_stream (ConsoleEventStream *self)
{
  g_clear_object (&self->lines);
  g_clear_object (&self->cancellable);
  self->has_data = FALSE;
}

/* An empty line ends an event; the other lines are its fields. */
static void
take_line (ConsoleEventStream *self,
           const char         *line)
{
  if (*line == '\0')
    {
      if (self->has_data)
        {
          self->has_data = FALSE;
          g_signal_emit (self, signals[EVENT], 0);
        }
    }
  else if (g_str_has_prefix (line, "id:"))
    {
      g_free (self->last_id);
      self->last_id = g_strstrip (g_strdup (line + strlen ("id:")));
      self->has_data = TRUE;
    }
  else if (*line != ':')
    {
      self->has_data = TRUE;
    }
}

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsoleEventStream) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (self->lines != G_DATA_INPUT_STREAM (source))
    {
      return;
    }
  if (line == NULL)
    {
      forget_stream (self);
      g_signal_emit (self, signals[CLOSED], 0, error);
      return;
    }

  take_line (self, line);
  if (self->lines == G_DATA_INPUT_STREAM (source))
    {
      read_line (self);
    }
}

static void
read_line (ConsoleEventStream *self)
{
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, line_read_cb,
                                       g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ConsoleEventStream) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) body = console_api_client_open_finish (self->client, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->cancellable == NULL)
    {
      return;
    }
  if (body == NULL)
    {
      forget_stream (self);
      g_signal_emit (self, signals[CLOSED], 0, error);
      return;
    }

  self->lines = g_data_input_stream_new (body);
  g_data_input_stream_set_newline_type (self->lines, G_DATA_STREAM_NEWLINE_TYPE_LF);
  g_signal_emit (self, signals[OPENED], 0);
  if (self->lines != NULL)
    {
      read_line (self);
    }
}

static void
console_event_stream_finalize (GObject *object)
{
  ConsoleEventStream *self = CONSOLE_EVENT_STREAM (object);

  forget_stream (self);
  g_clear_object (&self->client);
  g_free (self->last_id);

  G_OBJECT_CLASS (console_event_stream_parent_class)->finalize (object);
}

static void
console_event_stream_class_init (ConsoleEventStreamClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_event_stream_finalize;

  signals[OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EVENT] = g_signal_new ("event", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_event_stream_init (ConsoleEventStream *self)
{
}

/**
 * console_event_stream_new:
 * @client: asks the server
 *
 * Returns: (transfer full): a closed stream
 */
ConsoleEventStream *
console_event_stream_new (ConsoleApiClient *client)
{
  ConsoleEventStream *self = g_object_new (CONSOLE_TYPE_EVENT_STREAM, NULL);

  self->client = g_object_ref (client);

  return self;
}

/**
 * console_event_stream_is_open:
 * @self: a stream
 *
 * Returns: whether it is open, or being opened
 */
gboolean
console_event_stream_is_open (ConsoleEventStream *self)
{
  g_return_val_if_fail (CONSOLE_IS_EVENT_STREAM (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * console_event_stream_open:
 * @self: a stream
 *
 * Begins to listen, from where the last stream ended. Does nothing when it listens already.
 */
void
console_event_stream_open (ConsoleEventStream *self)
{
  ConsoleApiRequest request = { .method = "GET", .path = "events", .accept = "text/event-stream" };

  g_return_if_fail (CONSOLE_IS_EVENT_STREAM (self));

  if (self->cancellable != NULL)
    {
      return;
    }

  self->cancellable = g_cancellable_new ();
  request.last_event_id = self->last_id;
  console_api_client_open_async (self->client, &request, self->cancellable, opened_cb, g_object_ref (self));
}

/**
 * console_event_stream_close:
 * @self: a stream
 *
 * Stops listening. `closed` is not emitted.
 */
void
console_event_stream_close (ConsoleEventStream *self)
{
  g_return_if_fail (CONSOLE_IS_EVENT_STREAM (self));

  g_cancellable_cancel (self->cancellable);
  forget_stream (self);
}
