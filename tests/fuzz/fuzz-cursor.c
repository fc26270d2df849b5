/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cursor of the change feed. One that is accepted means the same when it is written and read again. */

#include "fuzz.h"

#include "server-cursor.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autofree char *again = NULL;
  g_auto(ServerCursor) cursor = { NULL };
  g_auto(ServerCursor) other = { NULL };

  if (!server_cursor_parse (text, &cursor))
    return 0;

  g_assert_cmpint (cursor.since, >=, 0);
  g_assert_cmpint (cursor.complete, >=, cursor.since);
  again = server_cursor_to_string (&cursor);
  g_assert_true (server_cursor_parse (again, &other));
  g_assert_cmpstr (other.epoch, ==, cursor.epoch);
  g_assert_cmpstr (other.scope, ==, cursor.scope);
  g_assert_cmpint (other.since, ==, cursor.since);
  g_assert_cmpint (other.complete, ==, cursor.complete);

  return 0;
}
