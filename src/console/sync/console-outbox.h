/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of changes that the server has not confirmed, and what it means for the orders in the cache: an order shows what
 * the server has, with the waiting changes made to it again. Writer's thread. */

#pragma once

#include "bakery-order-stage.h"
#include "console-cache-changes.h"
#include "console-outbox-list.h"

G_BEGIN_DECLS

/**
 * ConsoleOutboxRow:
 * @sequence: order of creation
 * @order: the order it changes
 * @method: of the request
 * @path: of the request, below `/api/v1/`
 * @body: of the request
 * @idempotency_key: the same at each attempt
 * @base_revision: the revision the person saw
 * @created_at: when the person did it
 * @attempts: times it was sent
 * @next_attempt_at: not before then
 * @state: what became of it
 * @last_error: (nullable): why the last attempt failed
 * @before: the order as the server has it
 * @after: the order as the person left it
 *
 * One change that waits.
 */
typedef struct
{
  gint64 sequence;
  gint64 order;
  char *method;
  char *path;
  char *body;
  char *idempotency_key;
  gint64 base_revision;
  gint64 created_at;
  guint attempts;
  gint64 next_attempt_at;
  ConsoleOutboxState state;
  char *last_error;
  BakeryOrder *before;
  BakeryOrder *after;
} ConsoleOutboxRow;

void console_outbox_row_free (ConsoleOutboxRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleOutboxRow, console_outbox_row_free)

/* Looking */
GPtrArray *console_outbox_read_all (BakeryConnection *connection,
                                    GError **error);
GPtrArray *console_outbox_read_order (BakeryConnection *connection,
                                      gint64 order,
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
gboolean console_outbox_withdraw (BakeryConnection *connection,
                                  const ConsoleOutboxRow *row,
                                  ConsoleCacheChanges *changes,
                                  GError **error);
gboolean console_outbox_rebase (BakeryConnection *connection,
                                const ConsoleOutboxRow *row,
                                ConsoleCacheChanges *changes,
                                GError **error);

/* What the server says */
gboolean console_outbox_receive (BakeryConnection *connection,
                                 BakeryOrder *order,
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
                                BakeryOrder *answer,
                                ConsoleCacheChanges *changes,
                                GError **error);
gboolean console_outbox_defer (BakeryConnection *connection,
                               const ConsoleOutboxRow *row,
                               gint64 next_attempt_at,
                               const char *reason,
                               ConsoleCacheChanges *changes,
                               GError **error);
gboolean console_outbox_refuse (BakeryConnection *connection,
                                const ConsoleOutboxRow *row,
                                gboolean is_conflict,
                                BakeryOrder *theirs,
                                const char *reason,
                                ConsoleCacheChanges *changes,
                                GError **error);

G_END_DECLS
