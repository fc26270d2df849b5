/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything the console's windows and pages work with, handed down from the application as a construct property. It opens
 * the account's cache when the session has an account, starts and stops the sync with it, and remembers which store is
 * looked at. It links no GTK. Main thread. */

#pragma once

#include "console-clock.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleContext:
 *
 * Properties (all notify): `store` (gint64, the store the pages show, 0 for none yet; set by the store switcher and
 * remembered per account), `is-ready` (gboolean: the account's cache is open, pages may ask for rows).
 *
 * Signals: `cache-replaced (const char *path)`: the cache was damaged or of another version, was set aside to @path (or
 * removed when %NULL) and is being fetched again; the outbox is untouched.
 */
#define CONSOLE_TYPE_CONTEXT (console_context_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleContext, console_context, CONSOLE, CONTEXT, GObject)

ConsoleContext *console_context_new (const char *data_folder,
                                     GSettings *settings);
const char *console_context_get_data_folder (ConsoleContext *self);
char *console_context_dup_cache_folder (ConsoleContext *self);
GSettings *console_context_get_settings (ConsoleContext *self);
ConsoleClock *console_context_get_clock (ConsoleContext *self);
ConsoleSession *console_context_get_session (ConsoleContext *self);
ConsoleRepository *console_context_get_repository (ConsoleContext *self);
ConsoleSync *console_context_get_sync (ConsoleContext *self);
ConsoleOutboxList *console_context_get_outbox (ConsoleContext *self);
ConsoleDrafts *console_context_get_drafts (ConsoleContext *self);
ConsoleTiles *console_context_get_tiles (ConsoleContext *self);
gboolean console_context_is_ready (ConsoleContext *self);
gint64 console_context_get_store (ConsoleContext *self);
void console_context_set_store (ConsoleContext *self,
                                gint64 store);
void console_context_set_offline (ConsoleContext *self,
                                  gboolean offline);
gint64 console_context_get_now (ConsoleContext *self);
void console_context_close (ConsoleContext *self);

G_END_DECLS
