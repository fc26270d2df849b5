/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The changes that have not reached the server, as a list for a page, with the decisions a person can take about them.
 * Main thread. */

#pragma once

#include "bakery-entity.h"
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
 * ConsoleChangeKind:
 * @CONSOLE_CHANGE_CREATE: a new object: `POST cakes`
 * @CONSOLE_CHANGE_UPDATE: other values of fields: `PATCH cakes/7`
 * @CONSOLE_CHANGE_DELETE: `DELETE cakes/7`
 * @CONSOLE_CHANGE_STAGE: an order's move: `POST orders/7/stage`
 * @CONSOLE_CHANGE_UNDO: an order's last move taken back: `POST orders/7/undo`
 * @CONSOLE_CHANGE_REPLY: an answer to a complaint: `POST complaints/7/replies`
 *
 * What a person did to an object.
 */
typedef enum
{
  CONSOLE_CHANGE_CREATE,
  CONSOLE_CHANGE_UPDATE,
  CONSOLE_CHANGE_DELETE,
  CONSOLE_CHANGE_STAGE,
  CONSOLE_CHANGE_UNDO,
  CONSOLE_CHANGE_REPLY,
} ConsoleChangeKind;

/**
 * ConsoleEditState:
 * @CONSOLE_EDIT_NONE: nothing waits for it
 * @CONSOLE_EDIT_WAITING: a change waits for the server
 * @CONSOLE_EDIT_CONFLICT: a change met somebody else's and wants a decision
 * @CONSOLE_EDIT_REJECTED: a change was refused; what the person left is kept
 *
 * What there is about an entity.
 */
typedef enum
{
  CONSOLE_EDIT_NONE,
  CONSOLE_EDIT_WAITING,
  CONSOLE_EDIT_CONFLICT,
  CONSOLE_EDIT_REJECTED,
} ConsoleEditState;

/**
 * ConsoleOutboxItem:
 *
 * One change. Properties (all notify): `state` (int, a #ConsoleOutboxState), `attempts` (guint).
 */
#define CONSOLE_TYPE_OUTBOX_ITEM (console_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOutboxItem, console_outbox_item, CONSOLE, OUTBOX_ITEM, GObject)

gint64 console_outbox_item_get_sequence (ConsoleOutboxItem *self);
const BakeryEntityType *console_outbox_item_get_entity_type (ConsoleOutboxItem *self);
gint64 console_outbox_item_get_object (ConsoleOutboxItem *self);
ConsoleChangeKind console_outbox_item_get_kind (ConsoleOutboxItem *self);
ConsoleOutboxState console_outbox_item_get_state (ConsoleOutboxItem *self);
gint64 console_outbox_item_get_created_at (ConsoleOutboxItem *self);
guint console_outbox_item_get_attempts (ConsoleOutboxItem *self);
const char *console_outbox_item_get_error (ConsoleOutboxItem *self);
const BakeryViolations *console_outbox_item_get_violations (ConsoleOutboxItem *self);
gconstpointer console_outbox_item_get_before (ConsoleOutboxItem *self);
gconstpointer console_outbox_item_get_after (ConsoleOutboxItem *self);
gconstpointer console_outbox_item_get_theirs (ConsoleOutboxItem *self);

/**
 * ConsoleOutboxList:
 *
 * A #GListModel of #ConsoleOutboxItem, oldest first. Of very many changes it holds the oldest ones that want a decision and
 * the oldest ones that wait; counts and states are those of all.
 *
 * Signals: `states-changed`: the list was read anew, so counts and states may be others.
 */
#define CONSOLE_TYPE_OUTBOX_LIST (console_outbox_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOutboxList, console_outbox_list, CONSOLE, OUTBOX_LIST, GObject)

guint console_outbox_list_count_all (ConsoleOutboxList *self);
ConsoleOutboxItem *console_outbox_list_find (ConsoleOutboxList *self,
                                             const BakeryEntityType *type,
                                             gint64 object);
ConsoleOutboxItem *console_outbox_list_find_blocker (ConsoleOutboxList *self,
                                                     gconstpointer entity);
ConsoleEditState console_outbox_list_get_edit_state (ConsoleOutboxList *self,
                                                     const BakeryEntityType *type,
                                                     gint64 object);
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
