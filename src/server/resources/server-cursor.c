/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads and writes cursors. What one means is the change feed's. Stateless; any thread. */

#include "config.h"

#include "server-cursor.h"

/**
 * server_cursor_parse:
 * @text: what a client sent
 * @ret_cursor: (out caller-allocates): what it says, to be cleared; untouched on failure
 *
 * Returns: whether it has the form of a cursor
 */
gboolean
server_cursor_parse (const char   *text,
                     ServerCursor *ret_cursor)
{
  g_auto(GStrv) parts = g_strsplit (text, ".", 5);
  gint64 since;
  gint64 complete;

  if (g_strv_length (parts) != 4 ||
      !g_ascii_string_to_signed (parts[2], 10, 0, G_MAXINT64, &since, NULL) ||
      !g_ascii_string_to_signed (parts[3], 10, 0, G_MAXINT64, &complete, NULL))
    return FALSE;

  ret_cursor->epoch = g_strdup (parts[0]);
  ret_cursor->scope = g_strdup (parts[1]);
  ret_cursor->since = since;
  ret_cursor->complete = MAX (complete, since);

  return TRUE;
}

/**
 * server_cursor_to_string:
 * @self: a cursor
 *
 * Returns: (transfer full): how it is sent
 */
char *
server_cursor_to_string (const ServerCursor *self)
{
  return g_strdup_printf ("%s.%s.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT,
                          self->epoch,
                          self->scope,
                          self->since,
                          self->complete);
}

/**
 * server_cursor_clear:
 * @self: a cursor, or zeroes
 *
 * Frees what it owns.
 */
void
server_cursor_clear (ServerCursor *self)
{
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->scope, g_free);
}
