/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cursor of the change feed: "epoch.scope.revision.complete", as a client carries it from one page to the next. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerCursor:
 * @epoch: (owned): the database that it is of
 * @scope: (owned): the stores whose changes it walks through
 * @since: the revision after which to go on
 * @complete: the revision up to which what came before holds every tombstone, never less than @since
 *
 * Where a client is in the feed.
 */
typedef struct
{
  char *epoch;
  char *scope;
  gint64 since;
  gint64 complete;
} ServerCursor;

gboolean server_cursor_parse (const char *text,
                              ServerCursor *ret_cursor);
char *server_cursor_to_string (const ServerCursor *self);
void server_cursor_clear (ServerCursor *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerCursor, server_cursor_clear)

G_END_DECLS
