/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The files of one account: a thread that writes them, threads that read the cache, and the news of what changed. Functions
 * are for the main thread; the functions handed in run on the writer's or a reader's thread. */

#pragma once

#include "console-cache-changes.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleCache:
 *
 * Signals: `changed (ConsoleCacheChanges *)`: a transaction was committed; `replaced`: the cache was damaged or of
 * another schema and is an empty one now; `failed (GError *)`: the files cannot be opened.
 */
#define CONSOLE_TYPE_CACHE (console_cache_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleCache, console_cache, CONSOLE, CACHE, GObject)

/**
 * ConsoleCacheWriteFunc:
 * @connection: inside a transaction: the outbox is the main database, the cache is attached
 * @changes: notes what is changed
 * @user_data: as given
 * @error: what went wrong
 *
 * Returns: %FALSE with @error set to roll everything back
 */
typedef gboolean (*ConsoleCacheWriteFunc) (BakeryConnection *connection,
                                           ConsoleCacheChanges *changes,
                                           gpointer user_data,
                                           GError **error);

/**
 * ConsoleCacheReadFunc:
 * @connection: a snapshot of the cache, read-only
 * @user_data: as given
 * @error: what went wrong
 *
 * Returns: (nullable): the result, or %NULL with @error set
 */
typedef gpointer (*ConsoleCacheReadFunc) (BakeryConnection *connection,
                                          gpointer user_data,
                                          GError **error);

ConsoleCache *console_cache_new (const char *folder);
void console_cache_open (ConsoleCache *self);
gboolean console_cache_is_open (ConsoleCache *self);

void console_cache_write_async (ConsoleCache *self,
                                ConsoleCacheWriteFunc func,
                                gpointer func_data,
                                GDestroyNotify func_data_free,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean console_cache_write_finish (ConsoleCache *self,
                                     GAsyncResult *result,
                                     GError **error);
void console_cache_read_async (ConsoleCache *self,
                               ConsoleCacheReadFunc func,
                               gpointer func_data,
                               GDestroyNotify func_data_free,
                               GDestroyNotify result_free,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gpointer console_cache_read_finish (ConsoleCache *self,
                                    GAsyncResult *result,
                                    GError **error);

void console_cache_discard (ConsoleCache *self);
void console_cache_close (ConsoleCache *self);
gboolean console_cache_wipe (ConsoleCache *self,
                             GError **error);

G_END_DECLS
