/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A lane of orders as a list model over SQLite: rows are read in pages of 50 when they are asked for and only some pages are
 * kept, so that a million orders cost what a hundred cost. Main thread; the reading happens on the cache's reader threads. */

#pragma once

#include "console-order-item.h"
#include "console-order-query.h"
#include "console-types.h"

G_BEGIN_DECLS

/** Rows that are read at once. */
#define CONSOLE_ORDER_LIST_PAGE 50

/** Pages kept. */
#define CONSOLE_ORDER_LIST_PAGES_KEPT 24

/** The most rows of a searched or filtered list; `is-truncated` says when there are more. */
#define CONSOLE_ORDER_LIST_MAXIMUM_MATCHES 100000

/**
 * ConsoleOrderList:
 *
 * A #GListModel of #ConsoleOrderItem. An item may come back before its row was read (`loaded` is %FALSE then) and is
 * filled in a moment later. Follows every change of the cache and the passing of time with the smallest `items-changed`
 * it can, and keeps the identity of items.
 *
 * Properties (all notify): `loading` (gboolean: the first answer for the current query is not there yet), `n-items`
 * (guint), `is-truncated` (gboolean).
 *
 * Signals: `failed (GError *)`: the cache could not be read.
 */
#define CONSOLE_TYPE_ORDER_LIST (console_order_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOrderList, console_order_list, CONSOLE, ORDER_LIST, GObject)

ConsoleOrderList *console_order_list_new (ConsoleRepository *repository);
const ConsoleOrderQuery *console_order_list_get_query (ConsoleOrderList *self);
void console_order_list_set_query (ConsoleOrderList *self,
                                   const ConsoleOrderQuery *query);
gboolean console_order_list_is_loading (ConsoleOrderList *self);
gboolean console_order_list_is_truncated (ConsoleOrderList *self);
guint console_order_list_get_n_pages (ConsoleOrderList *self);

void console_order_list_find_async (ConsoleOrderList *self,
                                    gint64 order,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean console_order_list_find_finish (ConsoleOrderList *self,
                                         GAsyncResult *result,
                                         guint *ret_position,
                                         GError **error);

G_END_DECLS
