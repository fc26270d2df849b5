/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Server-Sent Events: tells consoles that there is something new in the change feed. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** How often a stream says that it is alive. */
#define SERVER_EVENTS_HEARTBEAT_SECONDS 15

/** What server_event_stream_read() returns when the stream has ended. */
#define SERVER_EVENT_STREAM_END ((gssize) -1)

/**
 * ServerEventWaitFunc:
 * @user_data: as given
 *
 * Pauses or goes on with sending; called with the hub's lock held, so that neither can overtake the other.
 */
typedef void (*ServerEventWaitFunc) (gpointer user_data);

ServerEventHub *server_event_hub_new (ServerContext *context,
                                      guint streams_per_account);
void server_event_hub_free (ServerEventHub *self);
void server_event_hub_committed (ServerEventHub *self);
void server_event_hub_beat (ServerEventHub *self);
guint server_event_hub_get_n_streams (ServerEventHub *self);
void server_event_hub_close (ServerEventHub *self);
ServerEventStream *server_event_hub_subscribe (ServerEventHub *self,
                                               gint64 account,
                                               gint64 last_revision,
                                               GError **error);

void server_event_stream_unref (ServerEventStream *self);
void server_event_stream_attach (ServerEventStream *self,
                                 ServerEventWaitFunc pause,
                                 ServerEventWaitFunc resume,
                                 gpointer user_data);
gssize server_event_stream_read (ServerEventStream *self,
                                 char *buffer,
                                 gsize size);

G_END_DECLS
