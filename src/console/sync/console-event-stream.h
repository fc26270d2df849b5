/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server's event stream (Server-Sent Events): says that something changed, not what. Main thread. */

#pragma once

#include "console-api-client.h"

G_BEGIN_DECLS

/**
 * ConsoleEventStream:
 *
 * Signals: `opened`: events come from now on; `event`: something changed; `closed (GError *)`: no more events come, with
 * the reason, %NULL when the server ended the stream.
 */
#define CONSOLE_TYPE_EVENT_STREAM (console_event_stream_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleEventStream, console_event_stream, CONSOLE, EVENT_STREAM, GObject)

ConsoleEventStream *console_event_stream_new (ConsoleApiClient *client);
gboolean console_event_stream_is_open (ConsoleEventStream *self);
void console_event_stream_open (ConsoleEventStream *self);
void console_event_stream_close (ConsoleEventStream *self);

G_END_DECLS
