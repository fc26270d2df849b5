/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sends what waits in the outbox, one request at a time, oldest first for each order. Main thread; SQL runs on the writer's. */

#pragma once

#include "console-api-client.h"
#include "console-cache.h"
#include "console-clock.h"

G_BEGIN_DECLS

/**
 * ConsoleOutboxSender:
 *
 * Signals: `accepted`: the server took a change; `failed (GError *)`: the server could not be asked.
 */
#define CONSOLE_TYPE_OUTBOX_SENDER (console_outbox_sender_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOutboxSender, console_outbox_sender, CONSOLE, OUTBOX_SENDER, GObject)

ConsoleOutboxSender *console_outbox_sender_new (ConsoleApiClient *client,
                                                ConsoleCache *cache,
                                                ConsoleClock *clock);
void console_outbox_sender_wake (ConsoleOutboxSender *self,
                                 gboolean now);
void console_outbox_sender_stop (ConsoleOutboxSender *self);

G_END_DECLS
