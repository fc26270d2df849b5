/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The changes that have not reached the server, as a list for a page, with the decisions a person can take about them.
 * Main thread. */

#pragma once

#include "bakery-order.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleOutboxState:
 * @CONSOLE_OUTBOX_QUEUED: waits for the server
 * @CONSOLE_OUTBOX_SENDING: is under way, or was when the console ended; is sent again with the same key
 * @CONSOLE_OUTBOX_SENT: was accepted; the row goes with the answer
 * @CONSOLE_OUTBOX_CONFLICT: somebody else changed the object; wants a decision
 * @CONSOLE_OUTBOX_REJECTED: the server refused it; the local change was backed out
 */
typedef enum
{
  CONSOLE_OUTBOX_QUEUED,
  CONSOLE_OUTBOX_SENDING,
  CONSOLE_OUTBOX_SENT,
  CONSOLE_OUTBOX_CONFLICT,
  CONSOLE_OUTBOX_REJECTED,
} ConsoleOutboxState;

/**
 * ConsoleOutboxItem:
 *
 * One change. Properties (all notify): `state` (int, a #ConsoleOutboxState), `attempts` (guint).
 */
#define CONSOLE_TYPE_OUTBOX_ITEM (console_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOutboxItem, console_outbox_item, CONSOLE, OUTBOX_ITEM, GObject)

gint64 console_outbox_item_get_sequence (ConsoleOutboxItem *self);
gint64 console_outbox_item_get_order_id (ConsoleOutboxItem *self);
ConsoleOutboxState console_outbox_item_get_state (ConsoleOutboxItem *self);
gint64 console_outbox_item_get_created_at (ConsoleOutboxItem *self);
guint console_outbox_item_get_attempts (ConsoleOutboxItem *self);
const char *console_outbox_item_get_error (ConsoleOutboxItem *self);
const BakeryOrder *console_outbox_item_get_before (ConsoleOutboxItem *self);
const BakeryOrder *console_outbox_item_get_after (ConsoleOutboxItem *self);
const BakeryOrder *console_outbox_item_get_theirs (ConsoleOutboxItem *self);

/**
 * ConsoleOutboxList:
 *
 * A #GListModel of #ConsoleOutboxItem, oldest first.
 */
#define CONSOLE_TYPE_OUTBOX_LIST (console_outbox_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOutboxList, console_outbox_list, CONSOLE, OUTBOX_LIST, GObject)

ConsoleOutboxItem *console_outbox_list_find_order (ConsoleOutboxList *self,
                                                   gint64 order);
void console_outbox_list_keep_theirs_async (ConsoleOutboxList *self,
                                            ConsoleOutboxItem *item,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean console_outbox_list_keep_theirs_finish (ConsoleOutboxList *self,
                                                 GAsyncResult *result,
                                                 GError **error);
void console_outbox_list_send_again_async (ConsoleOutboxList *self,
                                           ConsoleOutboxItem *item,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean console_outbox_list_send_again_finish (ConsoleOutboxList *self,
                                                GAsyncResult *result,
                                                GError **error);

G_END_DECLS
