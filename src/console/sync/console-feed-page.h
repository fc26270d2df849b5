/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One page of the change feed: the lines as they came, and what working them in found out. */

#pragma once

#include "console-cache-changes.h"

G_BEGIN_DECLS

/**
 * ConsoleFeedPage:
 * @lines: (element-type utf8): what the server sent
 * @is_filled: whether the cache was complete once
 * @next: (nullable): the cursor after the page
 * @more: whether there is another page at once
 *
 * Handed to the writer's thread and back.
 */
typedef struct
{
  GPtrArray *lines;
  gboolean is_filled;
  char *next;
  gboolean more;
} ConsoleFeedPage;

ConsoleFeedPage *console_feed_page_new (gboolean is_filled);
void console_feed_page_free (ConsoleFeedPage *self);
gboolean console_feed_page_write (BakeryConnection *connection,
                                  ConsoleCacheChanges *changes,
                                  gpointer user_data,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleFeedPage, console_feed_page_free)

G_END_DECLS
