/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities of any cached type for the pages: reading one, and creating, changing and deleting them in the cache with the
 * request to the server put into the outbox in the same transaction. All of it works offline. Main thread. */

#pragma once

#include "bakery-feedback.h"
#include "console-outbox-list.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleEdit:
 * @state: what became of the change
 * @sequence: which change it is
 * @kind: what was done
 * @base: (nullable): the entity as the person saw it, %NULL for a new one
 * @mine: (nullable): the entity as they left it, %NULL for a deleted one
 * @theirs: (nullable): of a conflict: the entity as the server has it, %NULL when it has none any more
 * @reason: (nullable): what the server said, for the person
 * @violations: (nullable): what the server found wrong, by field
 *
 * The change of an entity that wants a decision, or else the oldest that waits.
 */
typedef struct
{
  ConsoleEditState state;
  gint64 sequence;
  ConsoleChangeKind kind;
  gpointer base;
  gpointer mine;
  gpointer theirs;
  char *reason;
  BakeryViolations *violations;
} ConsoleEdit;

void console_edit_free (ConsoleEdit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleEdit, console_edit_free)

ConsoleEditState console_repository_get_edit_state (ConsoleRepository *self,
                                                    const BakeryEntityType *type,
                                                    gint64 id);

void console_repository_read_entity_async (ConsoleRepository *self,
                                           const BakeryEntityType *type,
                                           gint64 id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gpointer console_repository_read_entity_finish (ConsoleRepository *self,
                                                GAsyncResult *result,
                                                GError **error);
void console_repository_save_entity_async (ConsoleRepository *self,
                                           gconstpointer base,
                                           gconstpointer entity,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gpointer console_repository_save_entity_finish (ConsoleRepository *self,
                                                GAsyncResult *result,
                                                GError **error);
void console_repository_delete_entity_async (ConsoleRepository *self,
                                             gconstpointer entity,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean console_repository_delete_entity_finish (ConsoleRepository *self,
                                                  GAsyncResult *result,
                                                  GError **error);
void console_repository_save_batch_async (ConsoleRepository *self,
                                          GPtrArray *bases,
                                          GPtrArray *entities,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gint64 console_repository_save_batch_finish (ConsoleRepository *self,
                                             GAsyncResult *result,
                                             GError **error);
void console_repository_undo_batch_async (ConsoleRepository *self,
                                          gint64 batch,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean console_repository_undo_batch_finish (ConsoleRepository *self,
                                               GAsyncResult *result,
                                               GError **error);
void console_repository_reply_async (ConsoleRepository *self,
                                     const BakeryComplaint *complaint,
                                     const char *text,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gpointer console_repository_reply_finish (ConsoleRepository *self,
                                          GAsyncResult *result,
                                          GError **error);

void console_repository_read_edit_async (ConsoleRepository *self,
                                         const BakeryEntityType *type,
                                         gint64 id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
ConsoleEdit *console_repository_read_edit_finish (ConsoleRepository *self,
                                                  GAsyncResult *result,
                                                  GError **error);
void console_repository_resolve_edit_async (ConsoleRepository *self,
                                            const ConsoleEdit *edit,
                                            gconstpointer entity,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean console_repository_resolve_edit_finish (ConsoleRepository *self,
                                                 GAsyncResult *result,
                                                 GError **error);
void console_repository_discard_edit_async (ConsoleRepository *self,
                                            const ConsoleEdit *edit,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean console_repository_discard_edit_finish (ConsoleRepository *self,
                                                 GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
