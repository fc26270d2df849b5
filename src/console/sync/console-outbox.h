/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of changes that the server has not confirmed, and what it means for the cache: an object shows what the server
 * has, with the waiting changes made to it again. Orders' moves are one kind of change among others. Writer's thread. */

#pragma once

#include "bakery-feedback.h"
#include "bakery-order-stage.h"
#include "console-cache-changes.h"
#include "console-outbox-list.h"

G_BEGIN_DECLS

/**
 * ConsoleOutboxRow:
 * @sequence: order of creation
 * @type: what it changes
 * @object: which one; negative while the server has not given it an id
 * @kind: what was done
 * @arguments: (nullable): what a verb was told, JSON
 * @batch: the act it is part of, 0 for one of its own
 * @idempotency_key: the same at each attempt
 * @base_revision: the revision the person saw
 * @created_at: when the person did it
 * @attempts: times it was sent
 * @next_attempt_at: not before then
 * @state: what became of it
 * @last_error: (nullable): why the last attempt failed
 * @violations: (nullable): what the server found wrong, by field
 * @before: (nullable): the object as the person saw it, %NULL for a new one
 * @after: (nullable): the object as the person left it, %NULL for a deleted one
 * @theirs: (nullable): of a change that met a conflict: the object as the server has it, %NULL when it has none
 *
 * One change that waits.
 */
typedef struct
{
  gint64 sequence;
  const BakeryEntityType *type;
  gint64 object;
  ConsoleChangeKind kind;
  char *arguments;
  gint64 batch;
  char *idempotency_key;
  gint64 base_revision;
  gint64 created_at;
  guint attempts;
  gint64 next_attempt_at;
  ConsoleOutboxState state;
  char *last_error;
  BakeryViolations *violations;
  gpointer before;
  gpointer after;
  gpointer theirs;
} ConsoleOutboxRow;

/**
 * ConsoleOutboxMark:
 * @sequence: of the row
 * @type: what it changes
 * @object: which one
 * @state: what became of it
 *
 * What is known of every row without reading it.
 */
typedef struct
{
  gint64 sequence;
  const BakeryEntityType *type;
  gint64 object;
  ConsoleOutboxState state;
} ConsoleOutboxMark;

/** The most rows that console_outbox_read_all() reads of those that wait, and of those that want a decision. */
#define CONSOLE_OUTBOX_MAXIMUM_READ 200

/**
 * CONSOLE_OUTBOX_UNDONE:
 *
 * The reason in the ledger of a movement that takes back what was undone at a console; not for people to read.
 */
#define CONSOLE_OUTBOX_UNDONE "Undone"

void console_outbox_row_free (ConsoleOutboxRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleOutboxRow, console_outbox_row_free)

/* Looking */
GPtrArray *console_outbox_read_all (BakeryConnection *connection,
                                    GError **error);
GArray *console_outbox_read_marks (BakeryConnection *connection,
                                   GError **error);
GPtrArray *console_outbox_read_object (BakeryConnection *connection,
                                       const BakeryEntityType *type,
                                       gint64 object,
                                       GError **error);
ConsoleOutboxRow *console_outbox_read_row (BakeryConnection *connection,
                                           gint64 sequence,
                                           GError **error);

/* A person's changes */
gboolean console_outbox_add_move (BakeryConnection *connection,
                                  const BakeryOrder *before,
                                  const BakeryMove *move,
                                  const BakeryOrder *after,
                                  ConsoleCacheChanges *changes,
                                  GError **error);
gboolean console_outbox_add_undo (BakeryConnection *connection,
                                  const BakeryOrder *before,
                                  const BakeryOrder *after,
                                  ConsoleCacheChanges *changes,
                                  GError **error);
gboolean console_outbox_add_reply (BakeryConnection *connection,
                                   const BakeryComplaint *before,
                                   const BakeryComplaintReply *reply,
                                   ConsoleCacheChanges *changes,
                                   GError **error);
gboolean console_outbox_add_edit (BakeryConnection *connection,
                                  gpointer before,
                                  gpointer after,
                                  gint64 batch,
                                  gint64 now,
                                  gint64 *ret_object,
                                  ConsoleCacheChanges *changes,
                                  GError **error);
gboolean console_outbox_withdraw (BakeryConnection *connection,
                                  const ConsoleOutboxRow *row,
                                  ConsoleCacheChanges *changes,
                                  GError **error);
gboolean console_outbox_resolve (BakeryConnection *connection,
                                 const ConsoleOutboxRow *row,
                                 gpointer entity,
                                 ConsoleCacheChanges *changes,
                                 GError **error);
gboolean console_outbox_rebase (BakeryConnection *connection,
                                const ConsoleOutboxRow *row,
                                ConsoleCacheChanges *changes,
                                GError **error);
gboolean console_outbox_begin_batch (BakeryConnection *connection,
                                     gint64 *ret_batch,
                                     GError **error);
gboolean console_outbox_undo_batch (BakeryConnection *connection,
                                    gint64 batch,
                                    gint64 now,
                                    ConsoleCacheChanges *changes,
                                    GError **error);

/* What the server says */
gboolean console_outbox_receive (BakeryConnection *connection,
                                 gpointer entity,
                                 ConsoleCacheChanges *changes,
                                 GError **error);
gboolean console_outbox_receive_deletion (BakeryConnection *connection,
                                          const BakeryEntityType *type,
                                          gint64 id,
                                          ConsoleCacheChanges *changes,
                                          GError **error);
gboolean console_outbox_forget_unheard (BakeryConnection *connection,
                                        ConsoleCacheChanges *changes,
                                        GError **error);
gboolean console_outbox_apply_all (BakeryConnection *connection,
                                   gpointer unused,
                                   GError **error);

/* The sender */
gboolean console_outbox_take_next (BakeryConnection *connection,
                                   gint64 now,
                                   ConsoleOutboxRow **ret_row,
                                   gint64 *ret_wait_until,
                                   ConsoleCacheChanges *changes,
                                   GError **error);
gboolean console_outbox_accept (BakeryConnection *connection,
                                const ConsoleOutboxRow *row,
                                gpointer answer,
                                ConsoleCacheChanges *changes,
                                GError **error);
gboolean console_outbox_defer (BakeryConnection *connection,
                               const ConsoleOutboxRow *row,
                               gint64 next_attempt_at,
                               const char *reason,
                               ConsoleCacheChanges *changes,
                               GError **error);

/**
 * ConsoleRefusal:
 * @is_conflict: whether the object is another one than the change was made to; otherwise the change is given up
 * @theirs: (nullable): the object as the server has it, if it said
 * @reason: for the person
 * @violations: (nullable): what is wrong, by field
 *
 * The server's no.
 */
typedef struct
{
  gboolean is_conflict;
  gpointer theirs;
  const char *reason;
  BakeryViolations *violations;
} ConsoleRefusal;

gboolean console_outbox_refuse (BakeryConnection *connection,
                                const ConsoleOutboxRow *row,
                                const ConsoleRefusal *refusal,
                                ConsoleCacheChanges *changes,
                                GError **error);

G_END_DECLS
