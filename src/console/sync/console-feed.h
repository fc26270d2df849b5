/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes the server's changes into the cache, page by page, each page and its cursor in one transaction. Main thread; parsing
 * and SQL happen on the writer's. */

#pragma once

#include "console-api-client.h"
#include "console-cache.h"

G_BEGIN_DECLS

/**
 * ConsoleFeed:
 *
 * Signals: `arrived (gint64 order)`: a new order waits to be confirmed; not while the cache is filled for the first time.
 */
#define CONSOLE_TYPE_FEED (console_feed_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleFeed, console_feed, CONSOLE, FEED, GObject)

ConsoleFeed *console_feed_new (ConsoleApiClient *client,
                               ConsoleCache *cache);
gboolean console_feed_is_filled (ConsoleFeed *self);
void console_feed_pull_async (ConsoleFeed *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean console_feed_pull_finish (ConsoleFeed *self,
                                   GAsyncResult *result,
                                   GError **error);

G_END_DECLS
