/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps the cache in step with the server: pulls the change feed whenever the server's event stream says there is
 * something (or every ten seconds without one), and has the outbox sent. Main thread; parsing and SQL happen on others. */

#pragma once

#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleSyncState:
 * @CONSOLE_SYNC_OFFLINE: the server cannot be reached, or the console was told to work offline; everything works from the
 *   cache
 * @CONSOLE_SYNC_CONNECTING: trying
 * @CONSOLE_SYNC_ONLINE: in step, and told of changes as they happen
 * @CONSOLE_SYNC_PROBLEM: the server answers, but not as it should (console_sync_get_problem() says what)
 */
typedef enum
{
  CONSOLE_SYNC_OFFLINE,
  CONSOLE_SYNC_CONNECTING,
  CONSOLE_SYNC_ONLINE,
  CONSOLE_SYNC_PROBLEM,
} ConsoleSyncState;

/**
 * ConsoleSync:
 *
 * Properties (all notify): `state` (int, a #ConsoleSyncState), `last-sync` (gint64, when the cache was last known to be
 * complete, microseconds since 1970, 0 for never), `filling` (gboolean: the first fetch is under way), `pending` (guint:
 * changes waiting to be sent), `conflicts` (guint: changes that need a decision), `problem` (string, nullable).
 *
 * Signals: `order-arrived (gint64 order)`: a new pending order came in after the first fetch; it is in the cache already.
 */
#define CONSOLE_TYPE_SYNC (console_sync_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSync, console_sync, CONSOLE, SYNC, GObject)

ConsoleSyncState console_sync_get_state (ConsoleSync *self);
gint64 console_sync_get_last_sync (ConsoleSync *self);
gboolean console_sync_is_filling (ConsoleSync *self);
guint console_sync_get_pending (ConsoleSync *self);
guint console_sync_get_conflicts (ConsoleSync *self);
const char *console_sync_get_problem (ConsoleSync *self);
void console_sync_retry_now (ConsoleSync *self);

G_END_DECLS
