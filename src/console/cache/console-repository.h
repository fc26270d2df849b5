/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders and stores for the pages: reading them from the cache, and changing them there with the request to the server put
 * into the outbox in the same transaction. Entities of every type are in console-entities.h. Knows neither HTTP nor widgets.
 * Main thread. */

#pragma once

#include "bakery-order-stage.h"
#include "bakery-store.h"
#include "console-entities.h"
#include "console-order-query.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleLaneCounts:
 * @n: orders in each lane, by #ConsoleOrderLane
 *
 * What the sidebar and the lane switcher show.
 */
typedef struct
{
  gint64 n[CONSOLE_N_LANES];
} ConsoleLaneCounts;

/**
 * ConsoleRepository:
 *
 * Signals: `stores-changed`: the stores of the account changed; `orders-changed (gint64 order)`: that order changed, 0 when
 * too many to name did (a detail pane reads its order again); `entities-changed (const char *type, gint64 id)`: that entity
 * of another type changed, 0 when too many to name did; `entity-named (const char *type, gint64 local_id, gint64 id)`: what
 * was made here under a negative id has one of the server's from now on; `flags-changed`:
 * console_repository_get_edit_state() has other answers; `counts-changed`: console_repository_get_counts() has another
 * answer; `reset`: another account's cache was opened, or none is open now.
 */
#define CONSOLE_TYPE_REPOSITORY (console_repository_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleRepository, console_repository, CONSOLE, REPOSITORY, GObject)

GPtrArray *console_repository_get_stores (ConsoleRepository *self);
const BakeryStore *console_repository_find_store (ConsoleRepository *self,
                                                  gint64 store);
const ConsoleLaneCounts *console_repository_get_counts (ConsoleRepository *self,
                                                        gint64 store);
ConsoleOrderLane console_repository_get_lane (ConsoleRepository *self,
                                              const BakeryOrder *order);
void console_repository_get_order_flags (ConsoleRepository *self,
                                         gint64 order,
                                         gboolean *ret_pending,
                                         gboolean *ret_conflict);

void console_repository_read_order_async (ConsoleRepository *self,
                                          gint64 order,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
BakeryOrder *console_repository_read_order_finish (ConsoleRepository *self,
                                                   GAsyncResult *result,
                                                   GError **error);
void console_repository_find_number_async (ConsoleRepository *self,
                                           gint64 store,
                                           gint64 number,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gint64 console_repository_find_number_finish (ConsoleRepository *self,
                                              GAsyncResult *result,
                                              GError **error);
void console_repository_move_order_async (ConsoleRepository *self,
                                          gint64 order,
                                          BakeryStage stage,
                                          gboolean force,
                                          const char *reason,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
void console_repository_cancel_order_async (ConsoleRepository *self,
                                            gint64 order,
                                            const char *reason,
                                            gboolean restocks,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
BakeryOrder *console_repository_move_order_finish (ConsoleRepository *self,
                                                   GAsyncResult *result,
                                                   GError **error);
void console_repository_undo_order_async (ConsoleRepository *self,
                                          gint64 order,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
BakeryOrder *console_repository_undo_order_finish (ConsoleRepository *self,
                                                   GAsyncResult *result,
                                                   GError **error);

G_END_DECLS
