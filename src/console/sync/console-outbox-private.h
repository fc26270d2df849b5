/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outbox for its own files: rows and their SQL, what one change means, and what all changes of an object mean. Writer's
 * thread. */

#pragma once

#include "console-outbox-references.h"
#include "console-outbox.h"

G_BEGIN_DECLS

/** What console_outbox_take_rows() takes, in this order. */
#define CONSOLE_OUTBOX_COLUMNS                                                                                         \
  "sequence, entity, object, kind, arguments, batch, idempotency_key, base_revision, created_at, attempts, "           \
  "next_attempt_at, state, last_error, violations, before, after"

/* console-outbox-rows.c */
GPtrArray *console_outbox_take_rows (BakeryConnection *connection,
                                     BakeryStatement *statement,
                                     GError **error);
gboolean console_outbox_insert (BakeryConnection *connection,
                                ConsoleOutboxRow *row,
                                GError **error);
gboolean console_outbox_delete (BakeryConnection *connection,
                                gint64 sequence,
                                GError **error);
gboolean console_outbox_update (BakeryConnection *connection,
                                const ConsoleOutboxRow *row,
                                GError **error);
void console_outbox_row_set_after (ConsoleOutboxRow *self,
                                   gpointer after);
void console_outbox_row_set_before (ConsoleOutboxRow *self,
                                    gpointer before);
void console_outbox_row_requeue (ConsoleOutboxRow *self,
                                 gint64 base_revision);

/* console-outbox-queries.c */
GPtrArray *console_outbox_read_batch (BakeryConnection *connection,
                                      gint64 batch,
                                      GError **error);
GPtrArray *console_outbox_read_referring (BakeryConnection *connection,
                                          const BakeryEntityType *type,
                                          gint64 object,
                                          GError **error);
gboolean console_outbox_find_due (BakeryConnection *connection,
                                  gint64 now,
                                  gint64 *ret_sequence,
                                  gint64 *ret_wait_until,
                                  GError **error);

/* console-outbox-truth.c */
gboolean console_outbox_read_truth (BakeryConnection *connection,
                                    const BakeryEntityType *type,
                                    gint64 object,
                                    gboolean *ret_has_truth,
                                    gpointer *ret_entity,
                                    GError **error);
gboolean console_outbox_write_truth (BakeryConnection *connection,
                                     const BakeryEntityType *type,
                                     gint64 object,
                                     gpointer entity,
                                     GError **error);
gboolean console_outbox_delete_truth (BakeryConnection *connection,
                                      const BakeryEntityType *type,
                                      gint64 object,
                                      GError **error);
gboolean console_outbox_settle (BakeryConnection *connection,
                                const BakeryEntityType *type,
                                gint64 object,
                                gpointer truth,
                                ConsoleCacheChanges *changes,
                                GError **error);
gboolean console_outbox_settle_again (BakeryConnection *connection,
                                      const BakeryEntityType *type,
                                      gint64 object,
                                      ConsoleCacheChanges *changes,
                                      GError **error);
gint64 console_outbox_get_revision (gconstpointer entity);

/* console-outbox-apply.c */
gboolean console_outbox_row_apply (const ConsoleOutboxRow *row,
                                   gpointer *entity,
                                   GError **error);
gboolean console_outbox_row_clashes (const ConsoleOutboxRow *row,
                                     gconstpointer theirs);
gboolean console_outbox_row_changes (const ConsoleOutboxRow *row,
                                     const BakeryField *field);

G_END_DECLS
